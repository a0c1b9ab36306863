//! The hazards of a block's trials, by age, each ready to draw from.

use super::parameters::Parameters;
use crate::math::binomial::Binomial;
use crate::model::behaviour::{Churn, Hazard};

/// `h(a)` of every trial of a block, for every age that a cohort can reach.
#[derive(Debug)]
pub(super) struct Hazards {
    rows: Vec<HazardRow>,
}

/// One age's hazards, one a trial.
#[derive(Debug)]
pub(super) struct HazardRow {
    /// The hazard.
    pub(super) hazard: Vec<f64>,
    /// The law of those who leave.
    pub(super) leaving: Vec<Binomial>,
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
        Self { rows: (0..ages.max(1)).map(|age| HazardRow::new(churn, parameters, age)).collect() }
    }

    /// The hazards at an age.
    pub(super) fn at(&self, age: usize) -> &HazardRow {
        &self.rows[age.min(self.rows.len() - 1)]
    }
}

impl HazardRow {
    fn new(churn: &Churn, parameters: &Parameters, age: usize) -> Self {
        let hazard = column(churn, parameters, age);
        let leaving = hazard.iter().map(|&share| Binomial::new(share)).collect();
        Self { hazard, leaving }
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
