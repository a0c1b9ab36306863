//! How far the logarithm of the gamma function bends over two stretches: what a mixture over a beta distribution loses.
//!
//! `bend(x; u, v) = ln Gamma(x) + ln Gamma(x + u + v) - ln Gamma(x + u) - ln Gamma(x + v)`, the integral of trigamma over
//! `x + (0, u) + (0, v)`. It is what is left of four large numbers, so they are never formed: every sum below is of
//! parts with one sign, or of three whose largest is no more than three times their sum.

use crate::math::jet::Jet;

/// From here on the five terms of Stirling's series below leave a share of 1e-15.
const LARGE: f64 = 16.0;

/// `B(2k) / (2k (2k - 1))` from `k = 2` on, DLMF 5.11.1; the first term, 1/12, stands by itself.
const STIRLING: [f64; 4] = [-1.0 / 360.0, 1.0 / 1260.0, -1.0 / 1680.0, 1.0 / 1188.0];

/// The bend of `ln Gamma` from `x` over `u` and `v`, all positive.
///
/// With `s = x + u + v` and `w = u v / (x s)`, `(x + u)(x + v) = x s (1 + w)`; since `Gamma(x + 1) = x Gamma(x)`,
/// `bend(x) = ln(1 + w) + bend(x + 1)`. Of a large `x` the bend is taken of each term of Stirling's formula:
///
/// - of `x ln x - x`: `u ln(1 + v / (x + u)) + v ln(1 + u / (x + v)) - x ln(1 + w)`;
/// - of `-ln(x) / 2`: `ln(1 + w) / 2`;
/// - of `1 / (12 x)`: `u v (x + s) / (12 x (x + u)(x + v) s)`.
pub(super) fn ln_gamma_bend<const M: usize>(x: Jet<M>, u: Jet<M>, v: Jet<M>) -> Jet<M> {
    let mut x = x;
    let mut bend = Jet::ZERO;
    // Quotients before products: the stretches may be as long as 1e240.
    let excess = |x: Jet<M>| ((u / x) * (v / (x + u + v))).ln_1p();
    while x.value < LARGE {
        bend += excess(x);
        x = x + 1.0;
    }
    let end = x + u + v;
    let (over_u, over_v) = (x + u, x + v);
    let excess = excess(x);
    bend += u * (v / over_u).ln_1p() + v * (u / over_v).ln_1p() - x * excess + excess * 0.5;
    bend += (u / x) * (v / over_v) * (x / end + 1.0) / over_u * (1.0 / 12.0);
    // These do cancel, but from 1e-6 of the whole at u v = 1 on: 1e-21 / (u v) of it is lost.
    bend + stirling_rest(x) + stirling_rest(end) - stirling_rest(over_u) - stirling_rest(over_v)
}

/// Stirling's series from its second term on.
fn stirling_rest<const M: usize>(x: Jet<M>) -> Jet<M> {
    let inverse = x.recip();
    let square = inverse * inverse;
    let mut sum = Jet::ZERO;
    for term in STIRLING.iter().rev() {
        sum = sum * square + *term;
    }
    sum * square * inverse
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bend(x: f64, u: f64, v: f64) -> f64 {
        ln_gamma_bend(Jet::<0>::constant(x), Jet::constant(u), Jet::constant(v)).value
    }

    #[test]
    fn over_a_whole_stretch_it_is_a_product() {
        for x in [1e-6, 1e-3, 0.7, 5.0, 15.999, 16.0, 800.0, 1e6] {
            for u in [1e-6, 0.02, 1.0, 33.3, 1e6] {
                let mut sum = 0.0;
                for step in 0..40 {
                    sum += libm::log1p(u / (x + f64::from(step)));
                    let found = bend(x, u, f64::from(step + 1));
                    let relative = 3e-15 + 1e-20 / u;
                    assert!((found - sum).abs() < relative * sum, "{x} {u} {step}: {found} {sum}");
                }
            }
        }
    }

    #[test]
    fn stretches_change_places_and_follow_each_other() {
        for x in [1e-4, 0.3, 12.0, 1e4] {
            for u in [1e-4, 0.5, 90.0, 1e8] {
                for v in [1e-4, 0.1, 7.0, 1e5] {
                    let whole = bend(x, u, v);
                    let close = |other: f64| assert!((whole - other).abs() < 4e-13 * whole, "{x} {u} {v}");
                    close(bend(x, v, u));
                    close(bend(x, u, 0.25 * v) + bend(x + 0.25 * v, u, 0.75 * v));
                }
            }
        }
        assert!(bend(1e240, 1e6, 1e240).is_finite());
    }

    #[test]
    fn its_derivatives_are_those_of_its_differences() {
        let f = |[x, u, v]: [f64; 3]| {
            let [x, u, v] = Jet::<3>::variables([x, u, v]);
            ln_gamma_bend(x, u, v)
        };
        for point in [[0.3, 0.8, 2.5], [5.0, 0.01, 1.0], [15.5, 40.0, 0.3], [300.0, 2.0, 900.0]] {
            let here = f(point);
            for place in 0..3 {
                let step = 1e-4 * point[place];
                let (mut above, mut below) = (point, point);
                above[place] += step;
                below[place] -= step;
                let (above, below) = (f(above), f(below));
                let slope = (above.value - below.value) / (2.0 * step);
                assert!((slope - here.gradient[place]).abs() < 1e-6 * slope.abs(), "{point:?} {place}");
                for other in 0..3 {
                    let curve = (above.gradient[other] - below.gradient[other]) / (2.0 * step);
                    let found = here.hessian[other][place];
                    assert!((curve - found).abs() < 1e-6 * curve.abs(), "{point:?} {curve} {found}");
                }
            }
        }
    }
}
