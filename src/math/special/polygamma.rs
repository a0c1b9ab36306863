//! The derivatives of `ln Gamma` and the beta function's logarithm, for positive arguments.

use super::stirling_error;
use std::f64::consts::PI;

/// Beyond this the asymptotic series below have their full accuracy.
const LARGE: f64 = 12.0;

/// The digamma function, `d ln Gamma(x) / dx`: its recurrence up to a large argument, then its asymptotic series
/// (Abramowitz and Stegun 6.3.5 and 6.3.18).
pub fn digamma(x: f64) -> f64 {
    let (mut x, mut below) = (x, 0.0);
    while x < LARGE {
        below += 1.0 / x;
        x += 1.0;
    }
    let square = 1.0 / (x * x);
    let series = square
        * (1.0 / 12.0
            - square
                * (1.0 / 120.0
                    - square
                        * (1.0 / 252.0
                            - square * (1.0 / 240.0 - square * (1.0 / 132.0 - square * (691.0 / 32760.0))))));
    libm::log(x) - 0.5 / x - series - below
}

/// The trigamma function, the derivative of [`digamma`] (Abramowitz and Stegun 6.4.6 and 6.4.12).
pub fn trigamma(x: f64) -> f64 {
    let (mut x, mut below) = (x, 0.0);
    while x < LARGE {
        below += 1.0 / (x * x);
        x += 1.0;
    }
    let square = 1.0 / (x * x);
    let series = square
        * (1.0 / 6.0
            - square
                * (1.0 / 30.0
                    - square
                        * (1.0 / 42.0
                            - square * (1.0 / 30.0 - square * (5.0 / 66.0 - square * (691.0 / 2730.0))))));
    below + 1.0 / x + 0.5 * square + series / x
}

/// `ln B(a, b)`, to full absolute accuracy however large or unlike `a` and `b` are: Stirling's formula for all three
/// gamma functions, whose large parts cancel on paper.
pub fn ln_beta(a: f64, b: f64) -> f64 {
    let sum = a + b;
    let errors = stirling_error(a) + stirling_error(b) - stirling_error(sum);
    let powers = -a * libm::log1p(b / a) - b * libm::log1p(a / b);
    // sqrt((a + b) / (a b)), whose product could overflow.
    let roots = 0.5 * (libm::log(2.0 * PI) + libm::log(1.0 / a.max(b) + 1.0 / a.min(b)));
    errors + powers + roots
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_values_come_out() {
        let euler = 0.577_215_664_901_532_9;
        let close = |found: f64, wanted: f64| {
            assert!((found - wanted).abs() <= 4e-16 * wanted.abs().max(1.0) * 4.0, "{found} {wanted}");
        };
        close(digamma(1.0), -euler);
        close(digamma(0.5), -euler - 2.0 * std::f64::consts::LN_2);
        close(digamma(1e-4), -10000.577051183514);
        close(digamma(1e4), 9.210290371142849);
        close(trigamma(1.0), PI * PI / 6.0);
        close(trigamma(0.5), PI * PI / 2.0);
        close(trigamma(1e4), 1.0000500016666667e-4);
        close(ln_beta(2.0, 3.0), -libm::log(12.0));
        close(ln_beta(0.5, 0.5), libm::log(PI));
        // Of large and small arguments: ln(1 / a) + O(a ln b).
        close(ln_beta(1.0, 1e300), -libm::log(1e300));
        close(ln_beta(1e-300, 2.0), libm::log(1e300));
    }

    #[test]
    fn they_are_each_others_derivatives() {
        for exponent in -16..17 {
            let x = libm::pow(10.0, 0.25 * f64::from(exponent));
            let step = 1e-4 * x;
            let slope = |f: fn(f64) -> f64| (f(x + step) - f(x - step)) / (2.0 * step);
            let digamma_here = slope(libm::lgamma);
            assert!((digamma(x) - digamma_here).abs() < 1e-6 * (1.0 + digamma(x).abs()), "{x}");
            assert!((trigamma(x) - slope(digamma)).abs() < 1e-6 * trigamma(x), "{x}");
            for b in [1e-4, 0.3, 7.0, 900.0] {
                let plain = libm::lgamma(x) + libm::lgamma(b) - libm::lgamma(x + b);
                let scale = 1.0 + libm::lgamma(x + b).abs();
                assert!((ln_beta(x, b) - plain).abs() < 1e-14 * scale, "{x} {b}");
                assert!((ln_beta(x, b) - ln_beta(b, x)).abs() < 1e-14 * scale, "{x} {b}");
            }
        }
    }
}
