//! What orders are worth, for a scenario: each client's own level where the log shows it, or else one law for all orders.
//!
//! One law is the likelier of gamma and lognormal. A gamma's shape `k` solves `ln k - digamma(k) = ln mean - mean of ln` (Minka
//! 2002, "Estimating a gamma distribution"); of the lognormal the moments of logarithms are the likeliest.

use super::FittedSpend;
use crate::data::amount;
use crate::data::history::History;
use crate::math::special::{digamma, ln_gamma, trigamma};

/// A law of order values.
#[derive(Debug, Clone, PartialEq)]
pub enum ValueLaw {
    /// Gamma-Gamma.
    OfEachClient {
        /// `p, q, v`.
        parameters: [f64; 3],
        /// The covariance of their logarithms, if it is known.
        log_covariance: Option<[[f64; 3]; 3]>,
        /// Clients it was fitted to.
        clients: u64,
    },
    /// Gamma.
    Gamma {
        /// Mean.
        mean: f64,
        /// Shape.
        shape: f64,
    },
    /// Lognormal.
    Lognormal {
        /// Mean.
        mean: f64,
        /// Standard deviation over mean.
        cv: f64,
    },
    /// All alike.
    Fixed(f64),
}

/// Below such a `q` the mean of the clients' levels is of a few of them.
const LEAST_Q: f64 = 1.2;
/// A `p` or `q` beyond which all orders, or all clients, are alike.
const ALIKE: f64 = 1000.0;

impl ValueLaw {
    /// Each client's own, if the fit of spending shows it.
    pub fn of_each_client(spend: &FittedSpend) -> Option<Self> {
        let estimate = spend.estimate.as_ref()?;
        let [p, q, _] = estimate.parameters;
        let is_usable = estimate.has_arrived && q > LEAST_Q && q < ALIKE && p < ALIKE;
        is_usable.then_some(Self::OfEachClient {
            parameters: estimate.parameters,
            log_covariance: estimate.log_covariance,
            clients: spend.clients,
        })
    }

    /// One law of all orders of a log; none where no order is worth anything.
    pub fn of_all(history: &History) -> Option<Self> {
        let values = history.clients().flat_map(|client| {
            let orders = client.amounts.iter().zip(client.orders);
            orders.filter(|(_, is_order)| **is_order).map(|(units, _)| amount::number(i128::from(*units)))
        });
        Self::of(&values.filter(|value| *value > 0.0).collect::<Vec<f64>>())
    }

    fn of(values: &[f64]) -> Option<Self> {
        let count = values.len() as f64;
        let mean = values.iter().sum::<f64>() / count;
        let logs: Vec<f64> = values.iter().copied().map(libm::log).collect();
        let mean_log = logs.iter().sum::<f64>() / count;
        let variance = logs.iter().map(|log| (log - mean_log) * (log - mean_log)).sum::<f64>() / count;
        if values.is_empty() {
            return None;
        }
        if variance < 1e-8 {
            return Some(Self::Fixed(mean));
        }
        let shape = gamma_shape((libm::log(mean) - mean_log).max(1e-12));
        let gamma = shape * libm::log(shape / mean) - ln_gamma(shape) + (shape - 1.0) * mean_log - shape;
        let lognormal = -0.5 * libm::log(2.0 * std::f64::consts::PI * variance) - mean_log - 0.5;
        Some(if gamma >= lognormal {
            Self::Gamma { mean, shape }
        } else {
            Self::Lognormal { mean, cv: libm::expm1(variance).sqrt().min(10.0) }
        })
    }
}

/// The shape whose `ln k - digamma(k)` is that, by Newton's method in `1 / k`.
fn gamma_shape(gap: f64) -> f64 {
    let mut shape = (3.0 - gap + ((gap - 3.0) * (gap - 3.0) + 24.0 * gap).sqrt()) / (12.0 * gap);
    for _ in 0..20 {
        let error = libm::log(shape) - digamma(shape) - gap;
        let slope = 1.0 - shape * trigamma(shape);
        let next = 1.0 / (1.0 / shape + error / (slope * shape));
        if !(next.is_finite() && next > 0.0) || (next / shape - 1.0).abs() < 1e-14 {
            break;
        }
        shape = next;
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shape_solves_its_equation() {
        for shape in [0.05, 0.7, 1.0, 3.5, 80.0] {
            let found = gamma_shape(libm::log(shape) - digamma(shape));
            assert!((found / shape - 1.0).abs() < 1e-9, "{shape}: {found}");
        }
    }

    #[test]
    fn the_likelier_family_is_taken() {
        let quantiles = |of: &dyn Fn(f64) -> f64| -> Vec<f64> {
            (0..2000).map(|place| of((f64::from(place) + 0.5) / 2000.0)).collect()
        };
        let gamma = ValueLaw::of(&quantiles(&|u| 10.0 * crate::math::gamma::quantile(u, 2.0))).unwrap();
        assert!(
            matches!(gamma, ValueLaw::Gamma { mean, shape } if (mean - 20.0).abs() < 0.1 && (shape - 2.0).abs() < 0.02)
        );
        let lognormal = quantiles(&|u| libm::exp(3.0 + 0.8 * crate::math::normal::quantile(u)));
        assert!(matches!(ValueLaw::of(&lognormal), Some(ValueLaw::Lognormal { .. })));
        assert_eq!(ValueLaw::of(&[9.5, 9.5, 9.5]), Some(ValueLaw::Fixed(9.5)));
        assert_eq!(ValueLaw::of(&[]), None);
    }
}
