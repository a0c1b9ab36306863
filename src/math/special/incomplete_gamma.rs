//! The regularised incomplete gamma functions `P(a, x)` and `Q(a, x)`.

use std::f64::consts::PI;

use super::{Tails, deviance, stirling_error, temme};

/// From this shape on, Temme's expansion serves near the mean.
const LARGE_SHAPE: f64 = 100.0;
/// No series or fraction below needs more terms: far from the mean their ratio is at most 0.72, near it the shape is
/// below `LARGE_SHAPE`.
const TERMS_MOST: usize = 500;

/// `x^a e^-x / Gamma(a + 1)`, for a shape `a > 0` and `x > 0`.
#[inline]
pub fn gamma_weight(a: f64, x: f64) -> f64 {
    libm::exp(-deviance(a, x) - stirling_error(a)) / (2.0 * PI * a).sqrt()
}

/// `P(a, x)` and `Q(a, x)` for a shape `a > 0` and any `x`; relative error of the smaller one about 1e-13.
///
/// Series DLMF 8.7.1 below the mean, Legendre's continued fraction DLMF 8.9.2 above it, Temme's expansion near a large
/// mean (the choice is that of Gautschi 1979 and Temme 1987).
pub fn incomplete_gamma(a: f64, x: f64) -> Tails {
    if x <= 0.0 {
        return Tails::of_lower(0.0);
    }
    if x == f64::INFINITY {
        return Tails::of_upper(0.0);
    }
    if a >= LARGE_SHAPE && (x - a).abs() < 0.4 * a {
        return temme::near_the_mean(a, x);
    }
    if x < a + 1.0 {
        Tails::of_lower(gamma_weight(a, x) * series(a, x))
    } else {
        Tails::of_upper(a * gamma_weight(a, x) * fraction(a, x))
    }
}

/// `1 + x / (a + 1) + x^2 / ((a + 1)(a + 2)) + ...`
fn series(a: f64, x: f64) -> f64 {
    let mut sum = 1.0;
    let mut term = 1.0;
    let mut below = a;
    for _ in 0..TERMS_MOST {
        below += 1.0;
        term *= x / below;
        sum += term;
        if term < sum * 1e-17 {
            break;
        }
    }
    sum
}

/// `1 / (x + 1 - a - 1 (1 - a) / (x + 3 - a - ...))`, by the modified Lentz method.
fn fraction(a: f64, x: f64) -> f64 {
    let mut b = x + 1.0 - a;
    let mut c = 1e300;
    let mut d = 1.0 / b;
    let mut value = d;
    for i in 1..TERMS_MOST {
        let i = i as f64;
        let above = -i * (i - a);
        b += 2.0;
        d = 1.0 / nonzero(above * d + b);
        c = nonzero(b + above / c);
        value *= c * d;
        if (c * d - 1.0).abs() < 1e-16 {
            break;
        }
    }
    value
}

fn nonzero(x: f64) -> f64 {
    if x.abs() < 1e-300 { 1e-300 } else { x }
}
