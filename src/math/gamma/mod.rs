//! The gamma distribution: distribution function and quantile.

mod large;
mod newton;
mod small;

use super::normal;
use super::special::incomplete_gamma;

/// `P(X <= x)` of the gamma distribution with this shape and scale 1. Shape 0 is the law that is always 0.
pub fn cdf(x: f64, shape: f64) -> f64 {
    if shape == 0.0 {
        return if x >= 0.0 { 1.0 } else { 0.0 };
    }
    incomplete_gamma(shape, x).lower
}

/// The quantile of `p` in (0, 1) of the gamma distribution with this shape and scale 1. Shape 0 gives 0.
///
/// For shapes of 1e-3 to 1e9; the relative error is below 1e-11. A quantile below the smallest number is 0.
#[inline]
pub fn quantile(p: f64, shape: f64) -> f64 {
    if shape == 0.0 || p <= 0.0 {
        return 0.0;
    }
    if p >= 1.0 {
        return f64::INFINITY;
    }
    let w = normal::quantile(p);
    match Method::of(w, shape) {
        Method::Large => large::quantile(w, shape),
        Method::Small => small::quantile(p, w, shape),
        Method::Newton => newton::quantile(p, w, shape),
    }
}

/// How a quantile is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Method {
    /// Temme's inversion, as a polynomial.
    Large,
    /// A start and one step of high order.
    Small,
    /// Newton's method: shapes below 1/2, far tails.
    Newton,
}

impl Method {
    #[inline]
    fn of(w: f64, shape: f64) -> Self {
        if shape >= large::SHAPE_LEAST {
            if w * w <= large::REACH * large::REACH * shape { Self::Large } else { Self::Newton }
        } else if shape >= small::SHAPE_LEAST && w.abs() <= small::REACH {
            Self::Small
        } else {
            Self::Newton
        }
    }
}

/// The polynomial with these coefficients, the constant first; even and odd powers are summed apart, which halves the
/// chain of operations that wait for each other.
#[inline]
fn polynomial<const N: usize>(x: f64, coefficients: &[f64; N]) -> f64 {
    let square = x * x;
    let mut sums = [0.0; 2];
    for index in (0..N).rev() {
        let sum = &mut sums[index % 2];
        *sum = *sum * square + coefficients[index];
    }
    sums[0] + x * sums[1]
}
