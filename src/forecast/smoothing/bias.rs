//! How far a distribution function can be off where each trial's law is taken for one of three cumulants.
//!
//! By Edgeworth's expansion a law of excess kurtosis `k` and one of the same skewness `g` with the kurtosis `k'` differ
//! by `(k' - k) / 24 He3(z) phi(z)` to the second order (`He3 = z^3 - 3 z`). That term is averaged over a block of trials
//! with its sign, because a mixture of many laws smooths it away, and twice its own error is added. The third order
//! is not known, for it needs the fifth cumulant: a gamma law's would be `g^3`, and no term of it exceeds `0.03 |g|^3` or
//! `0.042 |g (k - k')|`; 0.05 of the sum is taken, without a sign. Totals that move in steps (fixed order values)
//! jump around the smooth law by half a step of the density at most.

use crate::engine::conditional::Cumulants;
use crate::math::skewed::{KURTOSIS, Skewed};

/// The part of the third order that is taken.
const THIRD_ORDER: f64 = 0.05;

/// Beyond so many standard deviations a law adds nothing to the error.
const REACH: f64 = 8.0;

/// What the laws of some trials leave out.
#[derive(Debug)]
pub(super) struct Bias {
    /// Law, excess kurtosis that it leaves out, and the third order.
    laws: Vec<(Skewed, f64, f64)>,
    largest_step: f64,
}

impl Bias {
    /// Of laws with their fourth cumulants.
    pub(super) fn new(laws: &Cumulants, largest_step: f64) -> Self {
        let of = |i: usize| {
            let (variance, third) = (laws.variance[i], laws.third[i]);
            let law = Skewed::of_cumulants(laws.mean[i], variance, third);
            if law.sd == 0.0 {
                return (law, 0.0, 0.0);
            }
            let skewness = third / (variance * variance.sqrt());
            let used = f64::from(law.skewness);
            let kurtosis = laws.fourth[i] / (variance * variance) - KURTOSIS * used * used;
            let beyond = skewness.abs() * (skewness * skewness + kurtosis.abs());
            let cut = (skewness - used).abs();
            (law, kurtosis, (THIRD_ORDER * beyond + cut).min(1.0))
        };
        Self { laws: (0..laws.mean.len()).map(of).collect(), largest_step }
    }

    /// Totals move in steps of this at most; 0 where they take any value.
    pub(super) fn largest_step(&self) -> f64 {
        self.largest_step
    }

    /// A bound, to the orders above, of the error of the mixture's distribution function at `x`, where it has a density.
    pub(super) fn at(&self, x: f64, density: f64) -> f64 {
        let n = self.laws.len() as f64;
        let (mut sum, mut squares, mut beyond) = (0.0, 0.0, 0.0);
        for &(law, kurtosis, third_order) in &self.laws {
            let z = if law.sd == 0.0 { f64::INFINITY } else { law.standard(x) };
            if z.abs() < REACH {
                let hermite = z * (z * z - 3.0) * libm::exp(-0.5 * z * z) * FRAC_1_SQRT_TAU;
                let term = kurtosis / 24.0 * hermite;
                sum += term;
                squares += term * term;
                beyond += third_order;
            }
        }
        let mean = sum / n;
        let error = ((squares / n - mean * mean).max(0.0) / n).sqrt();
        mean.abs() + 2.0 * error + beyond / n + 0.5 * self.largest_step * density
    }
}

const FRAC_1_SQRT_TAU: f64 = 0.398_942_280_401_432_7;
