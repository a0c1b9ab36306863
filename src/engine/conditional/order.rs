//! What the orders of a unit of rate add to the cumulants of a client's revenue.
//!
//! A month in which a client makes `Poisson(g lambda)` orders has revenue with the cumulants `g lambda E V^k`; one
//! payment a month has those of `V` itself. So each law of order values is asked for its first four raw moments, or,
//! on a subscription, for its first four cumulants.

use crate::engine::parameters::Parameters;
use crate::math::lanes::Lanes;
use crate::model::behaviour::{EmpiricalValues, OrderValue};

/// The first four of something, one lane a trial.
pub(super) type Four = [Lanes; 4];

/// A law of order values, ready to be asked for any block's trials.
#[derive(Debug)]
pub(super) struct OrderMass<'a> {
    law: &'a OrderValue,
    /// Whether every client pays once a month.
    subscription: bool,
    /// Mean and central moments of an empirical law, to the fourth.
    empirical: [f64; 4],
}

impl<'a> OrderMass<'a> {
    pub(super) fn new(law: &'a OrderValue, subscription: bool) -> Self {
        let empirical = if let OrderValue::Empirical(law) = law { moments(law) } else { [0.0; 4] };
        Self { law, subscription, empirical }
    }

    /// `E V^k`, or on a subscription the cumulants of `V`, of the trials from `from` on.
    pub(super) fn of(&self, parameters: &Parameters, from: usize) -> Four {
        let lanes = |id| Lanes::load(parameters.of(id), from);
        // The mean, and the standardised rest: variance, third and fourth central moment over powers of the mean.
        let (mean, [second, third, fourth]) = match self.law {
            OrderValue::Fixed(value) => (lanes(*value), [Lanes::ZERO; 3]),
            OrderValue::Gamma { mean, shape } => {
                let inverse = lanes(*shape).map(|shape| 1.0 / shape);
                let square = inverse * inverse;
                (lanes(*mean), [inverse, 2.0 * square, 3.0 * square + 6.0 * (square * inverse)])
            }
            OrderValue::Lognormal { mean, cv } => {
                // Johnson, Kotz and Balakrishnan (1994, ch. 14), with w = 1 + cv^2.
                let square = lanes(*cv) * lanes(*cv);
                let w = square + Lanes::ONE;
                let third = square * square * (square + Lanes::splat(3.0));
                let kurtosis = w * w * (w * w + 2.0 * w + Lanes::splat(3.0)) - Lanes::splat(3.0);
                (lanes(*mean), [square, third, square * square * kurtosis])
            }
            OrderValue::Empirical(_) => {
                let [mean, second, third, fourth] = self.empirical.map(Lanes::splat);
                // Already in money: the mean is not a factor.
                return if self.subscription {
                    [mean, second, third, fourth - 3.0 * (second * second)]
                } else {
                    raw(mean, [second, third, fourth])
                };
            }
        };
        let square = mean * mean;
        let powers = [mean, square, square * mean, square * square];
        let relative = if self.subscription {
            [Lanes::ONE, second, third, fourth - 3.0 * (second * second)]
        } else {
            raw(Lanes::ONE, [second, third, fourth])
        };
        std::array::from_fn(|k| powers[k] * relative[k])
    }
}

/// Raw moments from the mean and the central moments.
fn raw(mean: Lanes, [second, third, fourth]: [Lanes; 3]) -> Four {
    let square = mean * mean;
    [
        mean,
        square + second,
        mean * (square + 3.0 * second) + third,
        square * (square + 6.0 * second) + 4.0 * (mean * third) + fourth,
    ]
}

/// Mean, variance, third and fourth central moment.
fn moments(law: &EmpiricalValues) -> [f64; 4] {
    let shares = || {
        let mut below = 0.0;
        law.values
            .iter()
            .zip(&law.cumulative)
            .map(move |(&value, &cumulative)| (value, cumulative - std::mem::replace(&mut below, cumulative)))
    };
    let mean: f64 = shares().map(|(value, share)| share * value).sum();
    let mut central = [0.0; 3];
    for (value, share) in shares() {
        let off = value - mean;
        let square = off * off;
        for (sum, power) in central.iter_mut().zip([square, square * off, square * square]) {
            *sum += share * power;
        }
    }
    [mean, central[0], central[1], central[2]]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raw_and_central_moments_are_those_of_a_die() {
        let law = EmpiricalValues {
            values: (1..=6).map(f64::from).collect(),
            cumulative: (1..=6).map(|face| f64::from(face) / 6.0).collect(),
        };
        // E V^k = 21/6, 91/6, 441/6, 2275/6.
        let [mean, second, third, fourth] = moments(&law).map(Lanes::splat);
        let found = raw(mean, [second, third, fourth]);
        for (found, expected) in found.iter().zip([21.0, 91.0, 441.0, 2275.0]) {
            assert!((found.0[0] - expected / 6.0).abs() < 1e-10, "{found:?} {expected}");
        }
        assert!((second.0[0] - 35.0 / 12.0).abs() < 1e-14 && third.0[0].abs() < 1e-13);
    }
}
