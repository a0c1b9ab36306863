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
