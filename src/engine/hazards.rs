//! The hazards of a block's trials, by age, each ready to draw from.

use super::parameters::Parameters;
use super::rows::Rows;
use crate::math::binomial::Binomials;
use crate::math::columns::survive;
use crate::math::vectors::in_vectors;
use crate::model::behaviour::{Churn, Hazard, discrete_weibull};

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
        let mut columns = Columns::new(churn, parameters);
        Self { rows: (0..ages.max(1)).map(|age| Binomials::new(columns.at(age))).collect() }
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
        let mut rows = Rows::with_room(months + 1, width);
        let mut there = vec![1.0; width];
        rows.push(&there);
        for month in 0..months {
            survive(&mut there, self.at(tenure + month));
            rows.push(&there);
        }
        rows
    }
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
