//! The hazards of a block's trials, by age, each ready to draw from.

use super::outcome::Rows;
use super::parameters::Parameters;
use crate::math::binomial::Binomials;
use crate::math::columns::survive;
use crate::model::behaviour::{Churn, Hazard};

/// `h(a)` of every trial of a block, for every age that a cohort can reach.
#[derive(Debug)]
pub(super) struct Hazards {
    rows: Vec<Binomials>,
}

impl Hazards {
    /// The hazards up to an age.
    pub(super) fn new(churn: &Churn, parameters: &Parameters, ages: usize) -> Self {
        // Rows that would repeat themselves are left out; `at` continues the last one.
        let ages = match churn {
            Churn::Constant(_) => 1,
            Churn::Hazard(curve) => curve.len().min(ages),
            Churn::BetaGeometric { .. } | Churn::DiscreteWeibull { .. } => ages,
        };
        Self { rows: (0..ages.max(1)).map(|age| Binomials::new(column(churn, parameters, age))).collect() }
    }

    /// The hazards at an age, one a trial.
    pub(super) fn at(&self, age: usize) -> &[f64] {
        self.leaving(age).probability()
    }

    /// The laws of those who leave at the end of an age.
    pub(super) fn leaving(&self, age: usize) -> &Binomials {
        &self.rows[age.min(self.rows.len() - 1)]
    }

    /// The share of clients of a tenure who are still there after each number of months, from 0 to `months`.
    pub(super) fn survival(&self, tenure: usize, months: usize) -> Rows {
        let width = self.at(0).len();
        let mut rows = Rows::zeros(months + 1, width);
        let mut there = vec![1.0; width];
        rows.row_mut(0).copy_from_slice(&there);
        for month in 0..months {
            survive(&mut there, self.at(tenure + month));
            rows.row_mut(month + 1).copy_from_slice(&there);
        }
        rows
    }
}

/// `h(age)` of every trial of a block; of a curve, its last value continues.
pub(super) fn column(churn: &Churn, parameters: &Parameters, age: usize) -> Vec<f64> {
    match churn {
        Churn::Constant(share) => parameters.of(*share).to_vec(),
        Churn::Hazard(curve) => parameters.of(curve[age.min(curve.len() - 1)]).to_vec(),
        Churn::BetaGeometric { alpha, beta } => {
            let laws = parameters.of(*alpha).iter().zip(parameters.of(*beta));
            laws.map(|(&alpha, &beta)| Hazard::BetaGeometric(alpha, beta).at(age)).collect()
        }
        Churn::DiscreteWeibull { q, b } => {
            let laws = parameters.of(*q).iter().zip(parameters.of(*b));
            laws.map(|(&q, &b)| Hazard::DiscreteWeibull(q, b).at(age)).collect()
        }
    }
}
