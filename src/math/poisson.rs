//! The Poisson quantile, exact.

use super::normal;
use super::special::{incomplete_gamma, poisson_pmf};

/// The smallest whole `k` with `P(X <= k) >= u`, for the mean `mean >= 0`.
pub fn quantile(u: f64, mean: f64) -> f64 {
    if mean <= 0.0 {
        return 0.0;
    }
    if mean < 12.0 {
        let mut k = 0.0;
        let mut mass = libm::exp(-mean);
        let mut cdf = mass;
        while cdf < u && (mass > 1e-18 || k < mean) {
            k += 1.0;
            mass *= mean / k;
            cdf += mass;
        }
        return k;
    }
    let w = normal::quantile(u);
    let mut k = (mean + mean.sqrt() * w + (w * w - 1.0) / 6.0).floor().max(0.0);
    let mut cdf = incomplete_gamma(k + 1.0, mean).upper;
    if cdf >= u {
        while k > 0.0 {
            cdf -= poisson_pmf(k, mean);
            if cdf < u {
                break;
            }
            k -= 1.0;
        }
    } else {
        while cdf < u {
            k += 1.0;
            let mass = poisson_pmf(k, mean);
            if mass < 1e-18 {
                break;
            }
            cdf += mass;
        }
    }
    k
}
