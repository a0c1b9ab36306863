//! The beta distribution: distribution function and quantile.

use super::normal;
use super::special::{incomplete_beta, ln_gamma};

/// `P(X <= x)` of the beta distribution.
pub fn cdf(x: f64, alpha: f64, beta: f64) -> f64 {
    incomplete_beta(alpha, beta, x, 1.0 - x).lower
}

/// The quantile of `p` in (0, 1) of the beta distribution on (0, 1), for `alpha, beta > 0`.
///
/// Newton's method on the logarithm of the smaller tail as a function of the logit of `x`, inside a bracket that only
/// shrinks; the logit keeps the digits near both ends.
pub fn quantile(p: f64, alpha: f64, beta: f64) -> f64 {
    if p <= 0.0 {
        return 0.0;
    }
    if p >= 1.0 {
        return 1.0;
    }
    let log_beta = ln_gamma(alpha) + ln_gamma(beta) - ln_gamma(alpha + beta);
    let mut z = start(p, alpha, beta);
    let (mut low, mut high) = (-800.0, 800.0);
    for _ in 0..200 {
        let (x, y) = pair(z);
        let tails = incomplete_beta(alpha, beta, x, y);
        let slope = libm::exp(alpha * libm::log(x) + beta * libm::log(y) - log_beta);
        let excess = if p > 0.5 {
            -libm::log(tails.upper / (1.0 - p)) * tails.upper
        } else {
            libm::log(tails.lower / p) * tails.lower
        };
        if excess > 0.0 {
            high = z;
        } else {
            low = z;
        }
        let step = excess / slope;
        let next = z - step;
        z = if next > low && next < high { next } else { 0.5 * (low + high) };
        if step.abs() < 1e-15 * z.abs().max(1.0) || high - low < 1e-15 {
            break;
        }
    }
    pair(z).0
}

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
