//! The gamma distribution: distribution function and quantile.

use super::special::{gamma_weight, incomplete_gamma, ln_gamma};

/// `P(X <= x)` of the gamma distribution with this shape and scale 1. Shape 0 is the law that is always 0.
pub fn cdf(x: f64, shape: f64) -> f64 {
    if shape == 0.0 {
        return if x >= 0.0 { 1.0 } else { 0.0 };
    }
    incomplete_gamma(shape, x).lower
}

/// The quantile of `p` in (0, 1) of the gamma distribution with this shape and scale 1. Shape 0 gives 0.
pub fn quantile(p: f64, shape: f64) -> f64 {
    if shape == 0.0 || p <= 0.0 {
        return 0.0;
    }
    if p >= 1.0 {
        return f64::INFINITY;
    }
    by_newton(p, shape)
}

/// Newton's method on `ln P` or `ln Q`, whichever is the smaller tail, as a function of `ln x`.
///
/// Both are concave in `ln x`, so that the steps converge from any start.
fn by_newton(p: f64, shape: f64) -> f64 {
    let lowest = (libm::log(p) + ln_gamma(shape + 1.0)) / shape;
    if lowest < -45.0 {
        return libm::exp(lowest);
    }
    let w = super::normal::quantile(p);
    let hilferty = 1.0 - 1.0 / (9.0 * shape) + w / (3.0 * shape.sqrt());
    let mut y = if hilferty > 0.2 { libm::log(shape) + 3.0 * libm::log(hilferty) } else { lowest };
    let upper = p > 0.5;
    for _ in 0..60 {
        let x = libm::exp(y);
        let tails = incomplete_gamma(shape, x);
        let slope = shape * gamma_weight(shape, x);
        let step = if upper {
            libm::log(tails.upper / (1.0 - p)) * tails.upper / slope
        } else {
            -libm::log(tails.lower / p) * tails.lower / slope
        };
        y += step;
        if step.abs() < 1e-15 * y.abs().max(1.0) {
            break;
        }
    }
    libm::exp(y)
}
