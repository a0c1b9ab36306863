//! The Poisson quantile, exact.

mod columns;

pub use columns::fill_quantiles;

use super::binomial::RECIPROCALS;
use super::exponential::exp;
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
    let mut mass = exp(-mean);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::random::Key;
    use crate::math::special::poisson_pmf;
    use proptest::prelude::*;

    #[test]
    fn quantile_is_exact_on_both_sides_of_every_step() {
        for mean in [1e-9, 0.1, 1.0, 4.0, 5.999, 6.001, 9.0, 30.0, 77.0, 1000.0, 50_000.0] {
            let mut sum = 0.0;
            let most = mean + 10.0 * f64::sqrt(mean) + 20.0;
            for k in 0..most as u32 {
                let k = f64::from(k);
                let mass = poisson_pmf(k, mean);
                sum += mass;
                if mass < 1e-10 || sum > 1.0 - 1e-10 {
                    continue;
                }
                assert_eq!(quantile(sum - 1e-11, mean), k, "below {mean} {k}");
                assert_eq!(quantile(sum + 1e-11, mean), k + 1.0, "above {mean} {k}");
            }
        }
    }

    #[test]
    fn quantile_brackets_its_probability_for_large_means() {
        let key = Key::of_seed(4);
        for trial in 0..20_000 {
            let u = key.uniform(trial, 0);
            let mean = libm::pow(10.0, 12.0 * key.uniform(trial, 1));
            let k = quantile(u, mean);
            // Rounding of k - mean moves the distribution function by up to mean * 2^-53 / sqrt(mean) * 0.4.
            let slack = 1e-12 + 1e-16 * mean.sqrt();
            assert!(cdf(k, mean) >= u - slack, "{u} {mean} {k}");
            assert!(k == 0.0 || cdf(k - 1.0, mean) < u + slack, "{u} {mean} {k}");
        }
    }

    #[test]
    fn quantile_agrees_with_statrs() {
        use statrs::distribution::{DiscreteCDF, Poisson};
        for mean in [0.4, 3.0, 8.0, 25.0, 300.0] {
            let peer = Poisson::new(mean).unwrap();
            for step in 1..500 {
                let u = (f64::from(step) - 0.37) / 500.0;
                assert_eq!(quantile(u, mean), peer.inverse_cdf(u) as f64, "{mean} {u}");
            }
        }
    }

    #[test]
    fn degenerate_cases_are_exact() {
        for u in [f64::EPSILON / 2.0, 0.5, 1.0 - f64::EPSILON / 2.0] {
            assert_eq!(quantile(u, 0.0), 0.0);
            for mean in [1e-300, 0.5, 5.9, 6.0, 100.0, 1e12] {
                let k = quantile(u, mean);
                assert!(k >= 0.0 && k.is_finite() && k.fract() == 0.0);
            }
        }
        // Nonsense ends too.
        for (u, mean) in [(f64::NAN, 50.0), (0.5, f64::NAN), (1.0, 50.0), (0.5, 1e18)] {
            let _ = quantile(u, mean);
        }
    }

    proptest! {
        #[test]
        fn quantile_rises_with_the_uniform_and_the_mean(u in 1e-9..0.999999f64, more in 1e-9..0.1f64, log in -2.0..9.0f64) {
            let mean = libm::pow(10.0, log);
            let here = quantile(u, mean);
            prop_assert!(quantile(u + more * (1.0 - u), mean) >= here);
            prop_assert!(quantile(u, mean * (1.0 + more)) >= here);
        }
    }
}
