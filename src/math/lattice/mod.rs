//! The quantile of a law on the whole numbers, from an expansion that is certain but near the steps.
//!
//! The distribution function of a binomial or Poisson law, an incomplete beta or gamma function, is smooth in `k` when
//! `k` is taken as a real number. Its inverse has a Cornish-Fisher expansion in the standard normal quantile `w`; the
//! quantile of the law is that inverse rounded up. Only where the inverse lies within the expansion's error of a whole
//! number must the distribution function itself decide.
//! `columns` does the same for many trials at once.

pub(super) mod columns;

/// The expansion of one law, from the three numbers that make its cumulants.
#[derive(Debug, Clone, Copy)]
pub(super) struct Expansion {
    /// Coefficients of 1 and `w^2`.
    zeroth: [f64; 2],
    /// Of `w` and `w^3`, over the standard deviation.
    first: [f64; 2],
    /// Of 1, `w^2` and `w^4`, over the variance.
    second: [f64; 3],
}

impl Expansion {
    /// For a binomial law of probabilities `p` and `q`; `p = 0`, `q = 1` gives the Poisson law.
    ///
    /// The Cornish-Fisher expansion (Abramowitz and Stegun 26.2.49) of the law spread over unit intervals, with mean
    /// `np - 1/2` and Sheppard's corrections of the cumulants (variance less 1/12, fourth cumulant plus 1/120), ordered
    /// by powers of the standard deviation. With `p = 0` it is Giles' (ACM TOMS 42, 2016, equation 8), less one because
    /// that one is rounded down.
    #[inline(always)]
    pub(super) fn new(p: f64, q: f64) -> Self {
        // Products with constants: a division takes as long as all else here.
        let skew = q - p;
        let square = skew * skew;
        let kurtosis = 1.0 - 6.0 * p * q;
        let fifth = 1.0 - 12.0 * p * q;
        let sixth = skew * (1.0 / 6.0);
        Self {
            zeroth: [-sixth - 0.5, sixth],
            first: [
                kurtosis * -0.125 + square * (5.0 / 36.0) - 1.0 / 24.0,
                kurtosis * (1.0 / 24.0) - square * (1.0 / 18.0),
            ],
            // He4 = w^4 - 6 w^2 + 3 and He2 = w^2 - 1 under fifth / 120, -kurtosis / 24 and square / 324.
            second: [
                skew * (fifth * 0.025 - kurtosis * (1.0 / 12.0) + square * (17.0 / 324.0) - 1.0 / 72.0),
                skew * (fifth * -0.05 + kurtosis * (5.0 / 24.0) - square * (53.0 / 324.0) + 1.0 / 72.0),
                skew * (fifth * (1.0 / 120.0) - kurtosis * (1.0 / 24.0) + square * (1.0 / 27.0)),
            ],
        }
    }

    /// The real number at which the smooth distribution function has the probability of `w`.
    #[inline(always)]
    fn real(&self, w: f64, mean: f64, deviation: f64, inverse: f64) -> f64 {
        let square = w * w;
        let second = self.second[0] + square * (self.second[1] + square * self.second[2]);
        mean + deviation * w
            + (self.zeroth[0] + self.zeroth[1] * square)
            + inverse * w * (self.first[0] + self.first[1] * square)
            + inverse * inverse * second
    }

    /// The smallest `k` in `0..=most` with `is_reached(k)`, where that is the law's distribution function against the
    /// probability whose normal quantile is `w`.
    #[inline]
    pub(super) fn quantile(
        &self,
        w: f64,
        mean: f64,
        variance: f64,
        most: f64,
        is_reached: impl Fn(f64) -> bool,
    ) -> f64 {
        let square = w * w;
        let deviation = variance.sqrt();
        let inverse = 1.0 / deviation;
        let real = self.real(w, mean, deviation, inverse);
        let error = inverse * inverse * inverse * error(square) + mean * 4.0 * f64::EPSILON;
        let low = up(real - error).clamp(0.0, most);
        let high = up(real + error).clamp(0.0, most);
        if square > REACH * variance {
            return decide(low, most, is_reached);
        }
        if low == high || is_reached(low) {
            return low;
        }
        if high == low + 1.0 { high } else { decide(low, most, is_reached) }
    }
}

/// The least variance for which the expansion is made.
pub(super) const VARIANCE_LEAST: f64 = 6.0;
/// The expansion holds for `w^2` up to this many variances: beyond, it may pass 0.
const REACH: f64 = 1.5;

/// A bound of the expansion's error times the cube of the deviation: three times what is seen where `w^2` and the
/// variance are within the limits above. (Its size at `w` = 1, 2, 3, 4, 6 is 0.02, 0.04, 0.7, 4 and 37 at worst.)
#[inline(always)]
fn error(square: f64) -> f64 {
    0.06 + square * (0.01 + square * square * 0.0031)
}

/// `x` rounded up, for `|x| < 2^62`: twice as fast as `f64::ceil` where the processor has no instruction for that.
#[inline]
fn up(x: f64) -> f64 {
    let whole = x as i64 as f64;
    if whole < x { whole + 1.0 } else { whole }
}

/// Steps from `k` to the answer, in strides that double and then halve.
#[cold]
fn decide(start: f64, most: f64, is_reached: impl Fn(f64) -> bool) -> f64 {
    // Not reached at `below`, reached at `above`.
    let (mut below, mut above);
    let mut stride = 1.0;
    if is_reached(start) {
        above = start;
        loop {
            below = (above - stride).max(-1.0);
            if below < 0.0 || !is_reached(below) {
                break;
            }
            above = below;
            stride *= 2.0;
        }
    } else {
        below = start;
        loop {
            above = (below + stride).min(most);
            if above >= most || is_reached(above) {
                break;
            }
            below = above;
            stride *= 2.0;
        }
    }
    while above - below > 1.0 {
        let middle = f64::midpoint(above, below).floor();
        if middle == below || middle == above {
            // Beyond 2^53 numbers lie further apart than 1.
            break;
        }
        if is_reached(middle) {
            above = middle;
        } else {
            below = middle;
        }
    }
    above
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::normal;
    use crate::math::special::{Tails, incomplete_beta, incomplete_gamma};

    /// The largest error seen over `w`, as a share of the bound. The true inverse comes from bisection.
    fn worst_share(
        expansion: &Expansion,
        mean: f64,
        variance: f64,
        most: f64,
        tails: impl Fn(f64) -> Tails,
    ) -> f64 {
        let reach = (REACH * variance).sqrt().min(8.2);
        let mut worst = 0.0_f64;
        for step in -60..=60 {
            let w = f64::from(step) / 60.0 * reach;
            let (mut low, mut high) = (-1.0 + 1e-9, most);
            for _ in 0..200 {
                let k = f64::midpoint(low, high);
                // Each tail where it is the small one.
                let is_reached = if w < 0.0 {
                    tails(k).lower >= normal::cdf(w)
                } else {
                    tails(k).upper <= normal::cdf(-w)
                };
                if is_reached {
                    high = k;
                } else {
                    low = k;
                }
            }
            let deviation = variance.sqrt();
            let miss = (expansion.real(w, mean, deviation, 1.0 / deviation) - high).abs();
            let bound = error(w * w) / (variance * deviation) + 1e-11 * mean;
            worst = worst.max(miss / bound);
        }
        worst
    }

    #[test]
    fn the_error_stays_below_a_third_of_its_bound() {
        for variance in [6.0, 6.5, 7.5, 10.0, 14.0, 20.0, 33.0, 60.0, 200.0, 1500.0] {
            let poisson = Expansion::new(0.0, 1.0);
            let tails = |k: f64| {
                let Tails { lower, upper } = incomplete_gamma(k + 1.0, variance);
                Tails { lower: upper, upper: lower }
            };
            let share = worst_share(&poisson, variance, variance, 30.0 + 5.0 * variance, tails);
            assert!(share < 0.34, "Poisson {variance}: {share}");
            for p in [1e-6, 1e-3, 0.01, 0.03, 0.08, 0.15, 0.25, 0.35, 0.5, 0.6, 0.8, 0.95, 0.999] {
                let q = 1.0 - p;
                let n = f64::ceil(variance / (p * q));
                let share = worst_share(&Expansion::new(p, q), n * p, n * p * q, n - 1e-9, |k| {
                    incomplete_beta(n - k, k + 1.0, q, p)
                });
                assert!(share < 0.34, "binomial {n} {p}: {share}");
            }
        }
    }

    #[test]
    fn the_steps_find_the_answer_from_any_start() {
        for answer in [0.0, 1.0, 17.0, 100.0] {
            for start in [0.0, 1.0, 16.0, 18.0, 60.0, 100.0] {
                assert_eq!(decide(start, 100.0, |k| k >= answer), answer);
            }
        }
    }
}
