//! Whether clients who order often leave sooner, or later: the models take a client's rate of orders and its leaving as independent.
//!
//! Beside a model with the densities `g(rate) h(leaving)` stands `g h (1 + theta z_rate z_leaving)`, the `z` standardised, in
//! which `theta` is the correlation of the two. At `theta = 0` its score is the sum over clients of
//!
//! ```text
//! s = E[z_rate z_leaving | orders] = c_rate c_leaving (L11 - L10 - L01 + L00) / L00
//! ```
//!
//! `c` the mean over the standard deviation. `L10` is the likelihood with the first shape one higher, since a gamma density times
//! the rate is one of shape `r + 1`, and a beta density times the chance one of `a + 1`; `L01` with the third, `L11` with both. The
//! model's own parameters were fitted, so what of `s` their scores explain is taken out of it (`s*`, a regression); then
//! `sum s* / sqrt(sum s*^2)` is standard normal where there is no dependence (Rao's test with the outer product of gradients: Godfrey
//! 1988, "Misspecification tests in econometrics", 1.5), and `sum s* / sum s*^2` is one step of Newton's to `theta`.

use super::estimate::Estimate;
use super::watching::Watching;
use crate::model::behaviour::buying::{OrderLaw, OrderModel};
use nalgebra::{Matrix4, Vector4};
use rayon::prelude::*;

/// How the rate of orders and leaving go together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dependence {
    /// About their correlation: above 0 who orders more often leaves sooner.
    pub correlation: f64,
    /// The same in standard errors from none.
    pub z: f64,
}

/// Groups of clients that one thread takes at once.
const AT_ONCE: usize = 128;
/// So many standard errors chance alone passes once in 370 logs; few clients somewhat more often, since scores are skewed.
const SURE: f64 = 3.0;
/// Less than that matters to no forecast.
const LEAST: f64 = 0.05;

impl Dependence {
    /// Whether it is more than chance, and more than next to nothing.
    pub(super) fn is_sure(&self) -> bool {
        self.z.abs() > SURE && self.correlation.abs() > LEAST
    }
}

/// That of a log as a fitted model sees it; none where the model's parameters have no summit to test at.
pub fn of_rate_and_leaving(law: OrderLaw, estimate: &Estimate<4>, watching: &Watching) -> Option<Dependence> {
    if estimate.log_covariance.is_none() || !estimate.has_arrived {
        return None;
    }
    let parameters = estimate.parameters;
    let [r, alpha, third, fourth] = parameters;
    let at =
        |rate: f64, leaving: f64| law.at([r + rate, alpha, third + leaving, fourth], watching.repeats_most);
    let (own, rate, leaving, both) = (at(0.0, 0.0), at(1.0, 0.0), at(0.0, 1.0), at(1.0, 1.0));
    let of_leaving = match law {
        OrderLaw::ParetoNbd => third.sqrt(),
        OrderLaw::BgNbd | OrderLaw::MbgNbd => (third * (third + fourth + 1.0) / fourth).sqrt(),
    };
    let scale = r.sqrt() * of_leaving;
    let scores: Vec<(f64, Vector4<f64>, f64)> = watching
        .groups
        .par_iter()
        .with_min_len(AT_ONCE)
        .map(|(client, clients)| {
            let jet = own.log_likelihood(*client);
            let over = |model: &dyn OrderModel| libm::exp(model.log_likelihood_alone(*client) - jet.value);
            let score = scale * (over(&*both) - over(&*rate) - over(&*leaving) + 1.0);
            (score, Vector4::from_fn(|place, _| jet.gradient[place] * parameters[place]), *clients)
        })
        .collect();
    let (mut square, mut product) = (Matrix4::zeros(), Vector4::zeros());
    for (score, gradient, clients) in &scores {
        square += gradient * gradient.transpose() * *clients;
        product += gradient * *score * *clients;
    }
    let slopes = square.cholesky()?.solve(&product);
    let (first, second) = scores.iter().fold((0.0, 0.0), |(first, second), (score, gradient, clients)| {
        let own = score - slopes.dot(gradient);
        (first + own * clients, second + own * own * clients)
    });
    let (correlation, z) = (first / second, first / second.sqrt());
    (correlation.is_finite() && z.is_finite()).then_some(Dependence { correlation, z })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fit::orders;
    use crate::fit::unit::Unit;
    use rand::rngs::StdRng;
    use rand::{RngExt, SeedableRng};
    use rand_distr::{Beta, Distribution, Exp1, Gamma, StandardNormal};

    /// The value of a law at a normal number's share of it, by its quantiles from a sorted sample.
    struct ByRank(Vec<f64>);

    impl ByRank {
        fn of(law: impl Distribution<f64>, random: &mut StdRng) -> Self {
            let mut values: Vec<f64> = (0..20_001).map(|_| law.sample(random)).collect();
            values.sort_by(f64::total_cmp);
            Self(values)
        }

        fn at(&self, normal: f64) -> f64 {
            let share = crate::math::normal::cdf(normal);
            self.0[((share * self.0.len() as f64) as usize).min(self.0.len() - 1)]
        }
    }

    /// A log of clients whose rate and leaving have a normal copula of that correlation, watched for 400 to 730 days.
    fn log(law: OrderLaw, correlation: f64, clients: usize, seed: u64) -> Watching {
        let mut random = StdRng::seed_from_u64(seed);
        let rates = ByRank::of(Gamma::new(1.2, 1.0 / 30.0).unwrap(), &mut random);
        let leaving = match law {
            OrderLaw::ParetoNbd => ByRank::of(Gamma::new(1.4, 1.0 / 250.0).unwrap(), &mut random),
            _ => ByRank::of(Beta::new(1.1, 5.0).unwrap(), &mut random),
        };
        let known = (0..clients).map(|_| {
            let [one, other]: [f64; 2] = std::array::from_fn(|_| random.sample(StandardNormal));
            let rate = rates.at(one);
            let leave = leaving.at(correlation * one + (1.0 - correlation * correlation).sqrt() * other);
            let age: f64 = random.random_range(400.0..730.0_f64).floor();
            let life: f64 = random.sample::<f64, _>(Exp1) / leave;
            let end = if law == OrderLaw::ParetoNbd { age.min(life) } else { age };
            let (mut at, mut repeats, mut recency) = (0.0, 0, 0.0);
            let may_leave =
                |random: &mut StdRng| law != OrderLaw::ParetoNbd && random.random::<f64>() < leave;
            let mut is_gone = law == OrderLaw::MbgNbd && may_leave(&mut random);
            while !is_gone {
                at += random.sample::<f64, _>(Exp1) / rate;
                if at > end {
                    break;
                }
                (repeats, recency) = (repeats + 1, at);
                is_gone = may_leave(&mut random);
            }
            (repeats, recency as i32, age as i32)
        });
        Watching::of_days(known.collect(), Unit::Day)
    }

    fn z(law: OrderLaw, correlation: f64, clients: usize, seed: u64) -> f64 {
        let watching = log(law, correlation, clients, seed);
        let estimate = orders::fit(law, &watching);
        of_rate_and_leaving(law, &estimate, &watching).map_or(0.0, |found| found.z)
    }

    /// Logs without dependence: `z` is near enough to standard normal. Of 60 its mean square is beyond 1.7 or below 0.5 once in
    /// two thousand times, and one of 180 is beyond 4.1 once in a hundred and fifty.
    #[test]
    fn independence_is_left_alone() {
        for law in OrderLaw::ALL {
            let found: Vec<f64> = (0..60).into_par_iter().map(|seed| z(law, 0.0, 1000, seed)).collect();
            let square = found.iter().map(|z| z * z).sum::<f64>() / 60.0;
            assert!((0.5..1.7).contains(&square), "{law:?}: {square} {found:?}");
            assert!(found.iter().all(|z| z.abs() < 4.1), "{law:?}: {found:?}");
        }
    }

    /// A correlation of one half either way is seen, on the right side, in a log of 4,000 clients.
    #[test]
    fn dependence_is_seen_on_its_side() {
        for law in OrderLaw::ALL {
            for correlation in [-0.5, 0.5] {
                let found = z(law, correlation, 4000, 7);
                assert!(found * correlation.signum() > 4.0, "{law:?} {correlation}: {found}");
            }
        }
    }
}
