//! What the orders of a unit of rate add to the cumulants of a client's revenue.
//!
//! A month in which a client makes `Poisson(g lambda)` orders has revenue with the cumulants `g lambda E V^k`; one
//! payment a month has those of `V` itself. So each law of order values is asked for its first four raw moments, or,
//! on a subscription, for its first four cumulants.

use crate::engine::parameters::Parameters;
use crate::math::lanes::{LANES, Lanes, load};
use crate::model::behaviour::{EmpiricalValues, OrderValue};
use crate::model::quantity::QuantityId;

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
    #[inline(always)]
    pub(super) fn of(&self, parameters: &Parameters, from: usize) -> Four {
        let central = self.central(parameters, from);
        let of = |l: usize| [central[0][l], central[1][l], central[2][l], central[3][l]];
        if self.subscription { four(|l| cumulants(of(l))) } else { four(|l| raw(of(l))) }
    }

    /// Mean, variance, third and fourth central moment of an order's value.
    #[inline(always)]
    fn central(&self, parameters: &Parameters, from: usize) -> Four {
        let column = |id: QuantityId| load(parameters.of(id), from);
        match self.law {
            OrderValue::Fixed(value) => [column(*value), [0.0; LANES], [0.0; LANES], [0.0; LANES]],
            OrderValue::Gamma { mean, shape } => {
                let (means, shapes) = (column(*mean), column(*shape));
                four(|l| {
                    let inverse = 1.0 / shapes[l];
                    let square = inverse * inverse;
                    of_mean(means[l], [inverse, 2.0 * square, 3.0 * square + 6.0 * (square * inverse)])
                })
            }
            OrderValue::Lognormal { mean, cv } => {
                let (means, cvs) = (column(*mean), column(*cv));
                four(|l| {
                    // Johnson, Kotz and Balakrishnan (1994, ch. 14), with w = 1 + cv^2.
                    let square = cvs[l] * cvs[l];
                    let w = 1.0 + square;
                    let fourth = square * square * (w * w * (w * w + 2.0 * w + 3.0) - 3.0);
                    of_mean(means[l], [square, square * square * (square + 3.0), fourth])
                })
            }
            // Values of each client's own have no sum over clients.
            OrderValue::GammaGamma { .. } => [[0.0; LANES]; 4],
            OrderValue::Empirical(_) => self.empirical.map(|moment| [moment; LANES]),
        }
    }
}

/// Four numbers of each lane.
#[inline(always)]
fn four(of: impl Fn(usize) -> [f64; 4]) -> Four {
    let mut four = [[0.0; LANES]; 4];
    for lane in 0..LANES {
        let numbers = of(lane);
        for k in 0..4 {
            four[k][lane] = numbers[k];
        }
    }
    four
}

/// Variance, third and fourth central moment from what they are for a mean of 1.
#[inline(always)]
fn of_mean(mean: f64, [second, third, fourth]: [f64; 3]) -> [f64; 4] {
    let square = mean * mean;
    [mean, square * second, square * mean * third, square * square * fourth]
}

/// Raw moments from the mean and the central moments.
#[inline(always)]
fn raw([mean, second, third, fourth]: [f64; 4]) -> [f64; 4] {
    let square = mean * mean;
    [
        mean,
        square + second,
        mean * (square + 3.0 * second) + third,
        square * (square + 6.0 * second) + 4.0 * (mean * third) + fourth,
    ]
}

/// Cumulants from the mean and the central moments.
#[inline(always)]
fn cumulants([mean, second, third, fourth]: [f64; 4]) -> [f64; 4] {
    [mean, second, third, fourth - 3.0 * (second * second)]
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
        let central = moments(&law);
        for (found, expected) in raw(central).iter().zip([21.0, 91.0, 441.0, 2275.0]) {
            assert!((found - expected / 6.0).abs() < 1e-10, "{found} {expected}");
        }
        // Uniform on six points: variance 35/12, excess kurtosis -6 (6^2 + 1) / (5 (6^2 - 1)).
        let [_, second, third, fourth] = cumulants(central);
        assert!((second - 35.0 / 12.0).abs() < 1e-14 && third.abs() < 1e-13);
        assert!((fourth / (second * second) + 6.0 * 37.0 / 175.0).abs() < 1e-13);
    }
}
