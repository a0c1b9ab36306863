//! The hazards of a block's trials, by age, each ready to draw from; and what levers make of them by month.

use super::levers::CONTRACT_MONTHS;
use super::parameters::Parameters;
use super::rows::Rows;
use crate::math::binomial::Binomials;
use crate::math::columns::{multiply, survive};
use crate::math::random::Column;
use crate::math::vectors::in_vectors;
use crate::model::behaviour::{Churn, Hazard, discrete_weibull};
use std::borrow::Cow;

/// `h(a)` of every trial of a block, for every age that a cohort can reach.
#[derive(Debug)]
pub(super) struct Hazards {
    rows: Vec<Binomials>,
    /// What levers multiply them by, by month.
    factors: Option<Rows>,
}

/// Clients of one age in one month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    /// Full months since joining, tenure included.
    pub(super) age: usize,
    /// The month since the start of the horizon.
    pub(super) month: usize,
    /// Whether they joined with an annual contract.
    pub(super) bound: bool,
}

impl Moment {
    /// Of clients without a contract.
    pub(super) fn free(age: usize, month: usize) -> Self {
        Self { age, month, bound: false }
    }

    /// So many months later.
    pub(super) fn plus(self, months: usize) -> Self {
        Self { age: self.age + months, month: self.month + months, ..self }
    }

    /// Whether a contract keeps them from leaving.
    pub(super) fn is_kept(self) -> bool {
        self.bound && self.age < CONTRACT_MONTHS
    }
}

impl Hazards {
    /// The hazards up to an age, with what levers multiply them by.
    pub(super) fn new(churn: &Churn, parameters: &Parameters, ages: usize, factors: Option<Rows>) -> Self {
        // Rows that would repeat themselves are left out; `at` continues the last one.
        let ages = match churn {
            Churn::Constant(_) | Churn::ByOrders => 1,
            Churn::Hazard(curve) => curve.len().min(ages),
            Churn::BetaGeometric { .. } | Churn::DiscreteWeibull { .. } => ages,
        };
        let mut columns = Columns::new(churn, parameters);
        Self { rows: (0..ages.max(1)).map(|age| Binomials::new(columns.at(age))).collect(), factors }
    }

    /// Whether the hazards of an age are the same in every month.
    pub(super) fn are_of_age_alone(&self) -> bool {
        self.factors.is_none()
    }

    fn of_age(&self, age: usize) -> &Binomials {
        &self.rows[age.min(self.rows.len() - 1)]
    }

    /// What levers multiply the hazards of a month by, if they do.
    fn factors(&self, month: usize) -> Option<&[f64]> {
        let row = self.factors.as_ref()?.row(month);
        row.iter().any(|factor| *factor != 1.0).then_some(row)
    }

    /// The hazards of a moment, one a trial.
    pub(super) fn at(&self, moment: Moment) -> Cow<'_, [f64]> {
        let of_age = self.of_age(moment.age).probability();
        if moment.is_kept() {
            return Cow::Owned(vec![0.0; of_age.len()]);
        }
        match self.factors(moment.month) {
            None => Cow::Borrowed(of_age),
            Some(factors) => Cow::Owned(multiplied(of_age, factors)),
        }
    }

    /// Draws those who leave at the end of a moment, of so many clients.
    pub(super) fn fill_leaving(&self, moment: Moment, column: &Column, clients: &[f64], out: &mut [f64]) {
        if moment.is_kept() {
            return out.fill(0.0);
        }
        let of_age = self.of_age(moment.age);
        match self.factors(moment.month) {
            None => of_age.fill_quantiles(column, clients, out),
            Some(factors) => {
                Binomials::new(multiplied(of_age.probability(), factors))
                    .fill_quantiles(column, clients, out);
            }
        }
    }

    /// The share of clients who are still there after each number of months since a moment, from 0 to `months`.
    pub(super) fn survival(&self, from: Moment, months: usize) -> Rows {
        let width = self.of_age(0).probability().len();
        let mut rows = Rows::with_room(months + 1, width);
        let mut there = vec![1.0; width];
        rows.push(&there);
        for month in 0..months {
            survive(&mut there, &self.at(from.plus(month)));
            rows.push(&there);
        }
        rows
    }
}

/// Hazards times what levers multiply them by: 1 at most.
pub(super) fn multiplied(hazards: &[f64], factors: &[f64]) -> Vec<f64> {
    let mut out = vec![0.0; hazards.len()];
    multiply(hazards, factors, &mut out);
    for hazard in &mut out {
        *hazard = hazard.min(1.0);
    }
    out
}

/// `h(age)` of every trial of a block, one age after the other.
#[derive(Debug)]
pub(super) struct Columns<'a> {
    churn: &'a Churn,
    parameters: &'a Parameters,
    /// Of a discrete Weibull law: the logarithm of `q`.
    log_q: Vec<f64>,
    /// Of a discrete Weibull law: `a^b` of an age.
    powers: Option<(usize, Vec<f64>)>,
}

impl<'a> Columns<'a> {
    /// Of a block's trials.
    pub(super) fn new(churn: &'a Churn, parameters: &'a Parameters) -> Self {
        let log_q = match churn {
            Churn::DiscreteWeibull { q, .. } => parameters.each(*q, libm::log),
            _ => Vec::new(),
        };
        Self { churn, parameters, log_q, powers: None }
    }

    /// The hazards of an age, one a trial.
    pub(super) fn at(&mut self, age: usize) -> Vec<f64> {
        let mut column = vec![0.0; self.parameters.width()];
        self.fill(age, &mut column);
        column
    }

    /// The same, to be written to; of a curve, its last value continues. An age that follows the one asked for before is
    /// cheaper.
    pub(super) fn fill(&mut self, age: usize, out: &mut [f64]) {
        let parameters = self.parameters;
        match self.churn {
            Churn::Constant(share) => out.copy_from_slice(parameters.of(*share)),
            // Nobody leaves by age.
            Churn::ByOrders => out.fill(0.0),
            Churn::Hazard(curve) => out.copy_from_slice(parameters.of(curve[age.min(curve.len() - 1)])),
            Churn::BetaGeometric { alpha, beta } => {
                beta_geometric(parameters.of(*alpha), parameters.of(*beta), age as f64, out);
            }
            Churn::DiscreteWeibull { q, b } => {
                if let (Some(q), Some(b)) = (parameters.plain(*q), parameters.plain(*b)) {
                    return out.fill(Hazard::DiscreteWeibull(q, b).at(age));
                }
                let power = |age: usize| parameters.each(*b, |b| libm::pow(age as f64, b));
                let of_age = self.powers.take().filter(|(known, _)| *known == age);
                let of_age = of_age.map_or_else(|| power(age), |(_, powers)| powers);
                let of_next = power(age + 1);
                for (i, out) in out.iter_mut().enumerate() {
                    *out = discrete_weibull(self.log_q[i], of_age[i], of_next[i]);
                }
                self.powers = Some((age + 1, of_next));
            }
        }
    }
}

in_vectors! {
    fn beta_geometric(alphas: &[f64], betas: &[f64], age: f64, out: &mut [f64]) {
        for ((out, alpha), beta) in out.iter_mut().zip(alphas).zip(betas) {
            *out = alpha / (alpha + beta + age);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::parameters::Sampler;
    use crate::model::quantity::QuantityId;
    use crate::model::scenario::{NoFiles, check};

    /// 250 trials of each law, ages in order and not: the columns are the scalar hazards, to the bit.
    #[test]
    fn columns_are_the_hazards_of_each_trial() {
        for churn in [
            "\"2% to 5%\"",
            "{ hazard = [0.2, \"5% to 9%\", 0.1] }",
            "{ beta_geometric = { alpha = \"0.5 to 1.5\", beta = \"5 to 9\" } }",
            "{ beta_geometric = { alpha = 0.7, beta = 9 } }",
            "{ discrete_weibull = { q = \"80% to 90%\", b = 0.8 } }",
            "{ discrete_weibull = { q = 0.9, b = 0.8 } }",
            "{ discrete_weibull = { q = 0.9, b = \"0.7 to 1.3\" } }",
        ] {
            let text = format!(
                "name = \"t\"\ncurrency = \"EUR\"\nstart = \"2027-01\"\nmonths = 6\n[[segment]]\nname = \"one\"\n\
                 new_clients = 3\norders = \"subscription\"\norder_value = 9\nchurn = {churn}"
            );
            let scenario = check(&text, &NoFiles).unwrap_or_else(|problems| panic!("{problems:#?}")).scenario;
            let parameters = Sampler::new(&scenario, 7, 6).draw(256, 250);
            let churn = &scenario.segments[0].churn;
            let mut columns = Columns::new(churn, &parameters);
            for age in [0, 1, 2, 3, 7, 8, 2, 40] {
                for (i, found) in columns.at(age).iter().enumerate() {
                    let of = |id: &QuantityId| parameters.of(*id)[i];
                    let curve: Vec<f64>;
                    let hazard = match churn {
                        Churn::ByOrders => continue,
                        Churn::Constant(share) => Hazard::Constant(of(share)),
                        Churn::Hazard(shares) => {
                            curve = shares.iter().map(of).collect();
                            Hazard::Curve(&curve)
                        }
                        Churn::BetaGeometric { alpha, beta } => Hazard::BetaGeometric(of(alpha), of(beta)),
                        Churn::DiscreteWeibull { q, b } => Hazard::DiscreteWeibull(of(q), of(b)),
                    };
                    assert_eq!(found.to_bits(), hazard.at(age).to_bits(), "{churn:?} {age} {i}");
                }
            }
        }
    }
}
