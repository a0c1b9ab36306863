//! The gamma quantile for every shape and probability, by Newton's method: the slow way, and the measure of the others.

use crate::math::special::{gamma_weight, incomplete_gamma, ln_gamma};

/// Newton's method on `ln P` or `ln Q`, whichever is the smaller tail, as a function of `ln x`.
///
/// Both are concave in `ln x`, so that the steps converge from any start.
pub(super) fn quantile(p: f64, w: f64, shape: f64) -> f64 {
    let lowest = (libm::log(p) + ln_gamma(shape + 1.0)) / shape;
    if lowest < -45.0 {
        return libm::exp(lowest);
    }
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
