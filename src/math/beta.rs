//! The beta distribution: distribution function and quantile.

use super::normal;
use super::special::{incomplete_beta, ln_gamma};

/// `P(X <= x)` of the beta distribution.
pub fn cdf(x: f64, alpha: f64, beta: f64) -> f64 {
    incomplete_beta(alpha, beta, x, 1.0 - x).lower
}

/// The quantile of `p` in (0, 1) of the beta distribution on (0, 1), for `alpha, beta > 0`.
///
/// Newton's method on the logarithm of the smaller tail as a function of the logit of `x`. The density of the logit is
/// log-concave, hence so are both tails, and the steps converge from any start where the tail is not 0.
pub fn quantile(p: f64, alpha: f64, beta: f64) -> f64 {
    if p <= 0.0 {
        return 0.0;
    }
    if p >= 1.0 {
        return 1.0;
    }
    let log_beta = ln_gamma(alpha) + ln_gamma(beta) - ln_gamma(alpha + beta);
    let middle = libm::log(alpha / beta);
    let mut z = start(p, alpha, beta);
    for _ in 0..STEPS_MOST {
        let (x, y) = pair(z);
        let tails = incomplete_beta(alpha, beta, x, y);
        let slope = libm::exp(alpha * libm::log(x) + beta * libm::log(y) - log_beta);
        let step = if p > 0.5 {
            libm::log(tails.upper / (1.0 - p)) * tails.upper / slope
        } else {
            -libm::log(tails.lower / p) * tails.lower / slope
        };
        if !step.is_finite() {
            // The tail is 0 out here: back towards the middle.
            z = 0.5 * (z + middle);
            continue;
        }
        z += step;
        if step.abs() < 1e-14 * z.abs().max(1.0) {
            break;
        }
    }
    pair(z).0
}

/// Newton's method doubles its digits: ten steps suffice from anywhere seen; the rest is for the way back from a 0.
const STEPS_MOST: usize = 60;

/// A normal approximation on the logit scale.
fn start(p: f64, alpha: f64, beta: f64) -> f64 {
    let spread = (1.0 / alpha + 1.0 / beta).sqrt();
    libm::log(alpha / beta) + spread * normal::quantile(p)
}

/// `x` and `1 - x` of a logit.
fn pair(z: f64) -> (f64, f64) {
    let small = libm::exp(-z.abs());
    let (minor, major) = (small / (1.0 + small), 1.0 / (1.0 + small));
    if z < 0.0 { (minor, major) } else { (major, minor) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::random::Key;
    use proptest::prelude::*;

    #[test]
    fn cdf_takes_the_quantile_back() {
        let key = Key::of_seed(8);
        for trial in 0..20_000 {
            let p = key.uniform(trial, 0);
            let alpha = libm::pow(10.0, -1.5 + 6.0 * key.uniform(trial, 1));
            let beta = libm::pow(10.0, -1.5 + 6.0 * key.uniform(trial, 2));
            let x = quantile(p, alpha, beta);
            // Near 1 the spacing of numbers is the limit: one step of x may be much probability.
            if x > 0.0 && x < 0.999 {
                let back = cdf(x, alpha, beta);
                assert!((back - p).abs() < 1e-11, "{p} {alpha} {beta}: {x} {back}");
            }
        }
    }

    #[test]
    fn statrs_agrees_and_closed_forms_hold() {
        use statrs::distribution::{Beta, ContinuousCDF};
        for (alpha, beta) in [(0.5, 0.5), (2.0, 5.0), (30.0, 4.0)] {
            let law = Beta::new(alpha, beta).unwrap();
            for step in 1..50 {
                let p = f64::from(step) / 50.0;
                assert!((law.cdf(quantile(p, alpha, beta)) - p).abs() < 1e-10);
            }
        }
        for p in [1e-12, 0.2, 0.7, 0.999] {
            assert!((quantile(p, 1.0, 1.0) - p).abs() <= 1e-14 * p);
            assert!((quantile(p, 2.0, 1.0) - p.sqrt()).abs() <= 1e-14);
        }
    }

    proptest! {
        #[test]
        fn quantile_rises_and_stays_inside(p in 1e-12..0.999f64, step in 1e-9..1e-3f64, a in -1.5..6.0f64, b in -1.5..6.0f64) {
            let (alpha, beta) = (libm::pow(10.0, a), libm::pow(10.0, b));
            let here = quantile(p, alpha, beta);
            prop_assert!((0.0..=1.0).contains(&here));
            prop_assert!(quantile(p + step, alpha, beta) >= here);
        }
    }
}
