//! Stirling's error, deviances and the probability masses built of them, without cancellation.
//!
//! Loader, "Fast and accurate computation of binomial probabilities" (2000): a mass is `exp(-deviance)` times powers of
//! Stirling's errors, all of them small where the mass is not, so that it keeps 14 digits at a mean of 1e12.

use std::f64::consts::PI;

const HALF_LN_TWO_PI: f64 = 0.918938533204672741780329736406;

/// `ln(1 + x) - x` for `x > -1`, to full relative accuracy near 0.
#[inline]
pub fn log1p_minus(x: f64) -> f64 {
    if !(-0.4..=0.5).contains(&x) {
        return libm::log1p(x) - x;
    }
    // ln(1 + x) = 2 artanh(r) with r = x / (2 + x), and 2r - x = -r x. |r| <= 1/4: the first term left out is 1e-17.
    let r = x / (2.0 + x);
    let square = r * r;
    let mut sum = 0.0;
    for inverse in ODD_INVERSES.iter().rev() {
        sum = sum * square + inverse;
    }
    r * (2.0 * square * sum - x)
}

/// 1/3, 1/5, 1/7, ...
const ODD_INVERSES: [f64; 13] = [
    1.0 / 3.0,
    1.0 / 5.0,
    1.0 / 7.0,
    1.0 / 9.0,
    1.0 / 11.0,
    1.0 / 13.0,
    1.0 / 15.0,
    1.0 / 17.0,
    1.0 / 19.0,
    1.0 / 21.0,
    1.0 / 23.0,
    1.0 / 25.0,
    1.0 / 27.0,
];

/// `x ln(x / mean) + mean - x`, for `x >= 0` and `mean > 0`: Loader's `D0`.
#[inline]
pub fn deviance(x: f64, mean: f64) -> f64 {
    if x == 0.0 {
        return mean;
    }
    if mean < 0.5 * x {
        return x * libm::log(x / mean) + mean - x;
    }
    -x * log1p_minus((mean - x) / x)
}

/// `ln Gamma(x + 1) - [(x + 1/2) ln x - x + ln sqrt(2 pi)]` for `x > 0`; absolute error below 2e-15 from `x = 1` on.
#[inline]
pub fn stirling_error(x: f64) -> f64 {
    if x < 15.0 {
        return libm::lgamma(x + 1.0) - (x + 0.5) * libm::log(x) + x - HALF_LN_TWO_PI;
    }
    let inverse = 1.0 / x;
    let square = inverse * inverse;
    let mut sum = 0.0;
    for term in STIRLING.iter().rev() {
        sum = sum * square + term;
    }
    sum * inverse
}

/// `B(2k) / (2k (2k - 1))`, DLMF 5.11.1.
const STIRLING: [f64; 7] =
    [1.0 / 12.0, -1.0 / 360.0, 1.0 / 1260.0, -1.0 / 1680.0, 1.0 / 1188.0, -691.0 / 360360.0, 1.0 / 156.0];

/// `P(X = k)` of the binomial law of `n` tries with probabilities `p` and `q = 1 - p`, all inside.
pub fn binomial_pmf(k: f64, n: f64, p: f64, q: f64) -> f64 {
    if k < 0.0 || k > n {
        return 0.0;
    }
    if k == 0.0 {
        return libm::exp(n * ln_of_pair(q, p));
    }
    if k == n {
        return libm::exp(n * ln_of_pair(p, q));
    }
    let rest = n - k;
    let exponent = stirling_error(n)
        - stirling_error(k)
        - stirling_error(rest)
        - deviance(k, n * p)
        - deviance(rest, n * q);
    libm::exp(exponent) * (n / (2.0 * PI * k * rest)).sqrt()
}

/// `ln p`, from whichever of `p` and `1 - p` is smaller.
#[inline]
pub(crate) fn ln_of_pair(p: f64, complement: f64) -> f64 {
    if p < complement { libm::log(p) } else { libm::log1p(-complement) }
}

/// `P(X = k)` of the Poisson law.
pub fn poisson_pmf(k: f64, mean: f64) -> f64 {
    if k < 0.0 {
        return 0.0;
    }
    if k == 0.0 {
        return libm::exp(-mean);
    }
    libm::exp(-stirling_error(k) - deviance(k, mean)) / (2.0 * PI * k).sqrt()
}
