//! The Poisson quantile, exact.

use super::binomial::RECIPROCALS;
use super::lattice::{Expansion, VARIANCE_LEAST};
use super::normal;
use super::special::incomplete_gamma;

/// `P(X <= k)` for the mean `mean >= 0`.
pub fn cdf(k: f64, mean: f64) -> f64 {
    if k < 0.0 {
        return 0.0;
    }
    if mean == 0.0 {
        return 1.0;
    }
    incomplete_gamma(k.floor() + 1.0, mean).upper
}

/// The smallest whole `k` with `P(X <= k) >= u`, for `u` in (0, 1) and a mean of 0 to 1e12.
///
/// Exact unless `u` lies within about 1e-12 of a step. The cost does not grow with the mean.
#[inline]
pub fn quantile(u: f64, mean: f64) -> f64 {
    if mean < VARIANCE_LEAST { search(u, mean) } else { expand(u, mean) }
}

/// Adds masses from 0 on. A sum that rounding keeps below `u` ends where the reciprocals do: what is beyond them has a
/// probability below 1e-60.
fn search(u: f64, mean: f64) -> f64 {
    let mut mass = libm::exp(-mean);
    let mut sum = mass;
    let mut k = 0;
    while sum < u && k < RECIPROCALS.len() - 1 && mass > 0.0 {
        k += 1;
        mass *= mean * RECIPROCALS[k];
        sum += mass;
    }
    k as f64
}

fn expand(u: f64, mean: f64) -> f64 {
    Expansion::new(0.0, 1.0).quantile(normal::quantile(u), mean, mean, f64::MAX, |k| cdf(k, mean) >= u)
}
