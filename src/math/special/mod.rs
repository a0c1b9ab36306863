//! Special functions: Stirling's error and deviances, the regularised incomplete gamma and beta functions, the
//! derivatives of the gamma function's logarithm.
//!
//! Every function here costs a bounded number of operations whatever its arguments, and keeps its accuracy in
//! the smaller of the two tails.

mod deviance;
mod incomplete_beta;
mod incomplete_gamma;
mod polygamma;
mod temme;

pub use deviance::{binomial_pmf, deviance, log1p_minus, poisson_pmf, stirling_error};
pub use incomplete_beta::incomplete_beta;
pub use incomplete_gamma::{gamma_weight, incomplete_gamma};
pub use libm::lgamma as ln_gamma;
pub use polygamma::{digamma, ln_beta, trigamma};

/// A probability and its complement, each with its own relative accuracy.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tails {
    /// The lower one.
    pub lower: f64,
    /// One minus the lower one.
    pub upper: f64,
}

impl Tails {
    fn of_lower(lower: f64) -> Self {
        Self { lower, upper: 1.0 - lower }
    }

    fn of_upper(upper: f64) -> Self {
        Self { lower: 1.0 - upper, upper }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::reference::{INCOMPLETE_BETA, INCOMPLETE_GAMMA};

    fn assert_close(tails: Tails, lower: f64, upper: f64, relative: f64, what: &str) {
        // The larger tail is one minus the smaller; in a law of small shape even the smaller may be.
        let rounding = if lower.min(upper) > 1e-4 { 2e-16 } else { 0.0 };
        assert!((tails.lower - lower).abs() <= relative * lower + rounding, "{what}: {tails:?} {lower}");
        assert!((tails.upper - upper).abs() <= relative * upper + rounding, "{what}: {tails:?} {upper}");
    }

    #[test]
    fn incomplete_gamma_matches_reference_values() {
        for &(a, x, lower, upper) in INCOMPLETE_GAMMA {
            // The rounding of (x - a) / a alone moves a tail by w sqrt(a) * 1e-16.
            let relative = 4e-14 + 1e-15 * a.sqrt();
            assert_close(incomplete_gamma(a, x), lower, upper, relative, &format!("{a} {x}"));
        }
    }

    #[test]
    fn incomplete_beta_matches_reference_values() {
        for &(a, b, x, lower, upper) in INCOMPLETE_BETA {
            let relative = 4e-14 + 1e-15 * (a + b).sqrt();
            let what = format!("{a} {b} {x}");
            assert_close(incomplete_beta(a, b, x, 1.0 - x), lower, upper, relative, &what);
            assert_close(incomplete_beta(b, a, 1.0 - x, x), upper, lower, relative, &what);
        }
    }

    #[test]
    fn they_agree_with_statrs_where_that_is_good() {
        use statrs::function::{beta::beta_reg, gamma::gamma_lr};
        for a in [0.2, 0.7, 1.0, 3.3, 12.0, 60.0, 140.0] {
            for share in [0.1, 0.5, 0.9, 1.0, 1.2, 2.0] {
                let x = a * share;
                assert!((incomplete_gamma(a, x).lower - gamma_lr(a, x)).abs() < 1e-11, "{a} {x}");
                for b in [0.4, 1.0, 5.0, 80.0] {
                    let x = share / 2.1;
                    let ours = incomplete_beta(a, b, x, 1.0 - x).lower;
                    assert!((ours - beta_reg(a, b, x)).abs() < 1e-11, "{a} {b} {x}");
                }
            }
        }
    }

    #[test]
    fn masses_add_to_one_and_match_their_distribution_functions() {
        for (n, p) in [(7.0, 0.3), (60.0, 0.02), (500.0, 0.5), (400.0, 0.97)] {
            let mut sum = 0.0;
            for k in 0..=n as u32 {
                let k = f64::from(k);
                sum += binomial_pmf(k, n, p, 1.0 - p);
                if k < n {
                    let cdf = incomplete_beta(n - k, k + 1.0, 1.0 - p, p).lower;
                    assert!((cdf - sum).abs() < 1e-13, "{n} {p} {k}");
                }
            }
            assert!((sum - 1.0).abs() < 1e-13);
        }
        let mut sum = 0.0;
        for k in 0..200 {
            sum += poisson_pmf(f64::from(k), 80.0);
            assert!((incomplete_gamma(f64::from(k) + 1.0, 80.0).upper - sum).abs() < 1e-13);
        }
    }

    #[test]
    fn stirling_error_joins_at_its_border_and_log1p_minus_keeps_its_digits() {
        let below = stirling_error(15.0 - 1e-12);
        assert!((below - stirling_error(15.0)).abs() < 2e-14, "{below}");
        // 1/12 - 1/360 + ... summed by lgamma(2) = 0: 1 - ln(2 pi) / 2.
        assert!((stirling_error(1.0) - 0.081061466795327258).abs() < 1e-15);
        for exponent in 1..300 {
            let x = libm::pow(10.0, -f64::from(exponent) / 20.0);
            for x in [x, -0.9 * x] {
                let series: f64 = (2..400).rev().map(|k| -libm::pow(-x, f64::from(k)) / f64::from(k)).sum();
                if x.abs() < 0.85 {
                    assert!((log1p_minus(x) - series).abs() <= 2e-15 * series.abs(), "{x}");
                }
            }
        }
    }
}
