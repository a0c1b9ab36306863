//! The exponential function of the inner loops: no table, no division, no branch but at the ends.
//!
//! `exp(x) = 2^k exp(r)` with `k = round(x / ln 2)` and `|r| <= ln 2 / 2`, where Taylor's sum to the thirteenth power
//! leaves `(ln 2 / 2)^14 / 14! = 4e-18`. The even and odd halves of the sum are taken apart, so that their
//! multiplications overlap.

use super::vectors::in_vectors;
use std::f64::consts::LOG2_E;

/// `ln 2` in two parts, the first with so few digits that `k` times it is exact (Cody and Waite 1980).
const LN_2_HIGH: f64 = 6.931_471_803_691_238e-1;
const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;

/// Adding and subtracting it rounds to the nearest whole number.
const ROUNDER: f64 = 6_755_399_441_055_744.0;

/// Inverse factorials of 0 to 13.
const INVERSE_FACTORIALS: [f64; 14] = {
    let mut table = [1.0; 14];
    let mut n = 1;
    while n < 14 {
        table[n] = table[n - 1] / n as f64;
        n += 1;
    }
    table
};

/// Where the result is a normal number; not for NaN either.
#[inline(always)]
fn is_within(x: f64) -> bool {
    x.abs() < 700.0
}

/// `e^x`, to 1 unit in the last place where the result is a normal number; beyond, what `libm` gives.
#[inline]
pub fn exp(x: f64) -> f64 {
    if is_within(x) { within(x) } else { libm::exp(x) }
}

/// `e^x` for `x` as far as 699 from 0, and that of the nearer end beyond: for kernels, without a branch.
#[inline(always)]
pub(crate) fn exp_within(x: f64) -> f64 {
    within(x.clamp(-699.0, 699.0))
}

/// `e^x - 1` within the same bounds, near 0 with all its digits: of `2^k (1 + p) - 1` it is `2^k p + (2^k - 1)`.
#[inline(always)]
pub(crate) fn exp_m1_within(x: f64) -> f64 {
    let (power, part) = split(x.clamp(-699.0, 699.0));
    power * part + (power - 1.0)
}

/// Puts `e^x` in the place of every `x` of a column: the bits of [`exp`].
pub fn exp_all(column: &mut [f64]) {
    if all_within(column) {
        fill(column);
    } else {
        for x in column {
            *x = exp(*x);
        }
    }
}

/// The share whose log odds are `y`, `1 / (1 + e^-y)`, written so that neither end loses digits.
#[inline]
pub fn logistic(y: f64) -> f64 {
    share_of(y, exp(-y.abs()))
}

/// Puts [`logistic`] of `y` in the place of every `y` of a column, with the same bits.
pub fn logistic_all(column: &mut [f64]) {
    let mut exponentials: Vec<f64> = column.iter().map(|y| -y.abs()).collect();
    exp_all(&mut exponentials);
    fill_shares(column, &exponentials);
}

/// Of log odds `y` and `e^-|y|`.
#[inline(always)]
fn share_of(y: f64, exponential: f64) -> f64 {
    let part = if y < 0.0 { exponential } else { 1.0 };
    part / (1.0 + exponential)
}

in_vectors! {
    fn fill_shares(column: &mut [f64], exponentials: &[f64]) {
        for (y, exponential) in column.iter_mut().zip(exponentials) {
            *y = share_of(*y, *exponential);
        }
    }
}

in_vectors! {
    fn all_within(column: &[f64]) -> bool {
        let mut all = true;
        for x in column {
            all &= is_within(*x);
        }
        all
    }
}

in_vectors! {
    fn fill(column: &mut [f64]) {
        for x in column {
            *x = within(*x);
        }
    }
}

#[inline(always)]
fn within(x: f64) -> f64 {
    let (power, part) = split(x);
    // From the small to the large: only the last sum rounds at the result's own size.
    (1.0 + part) * power
}

/// `2^k` and `e^r - 1`.
#[inline(always)]
fn split(x: f64) -> (f64, f64) {
    let shifted = x * LOG2_E + ROUNDER;
    let k = shifted - ROUNDER;
    let r = (x - k * LN_2_HIGH) - k * LN_2_LOW;
    let square = r * r;
    let c = &INVERSE_FACTORIALS;
    let even = c[2] + square * (c[4] + square * (c[6] + square * (c[8] + square * (c[10] + square * c[12]))));
    let odd = c[3] + square * (c[5] + square * (c[7] + square * (c[9] + square * (c[11] + square * c[13]))));
    // The lowest bits of `shifted` hold `k`; |k| < 1011 keeps the power of two a normal number.
    let power = f64::from_bits((shifted.to_bits() << 52).wrapping_add(1023 << 52));
    (power, r + square * (even + r * odd))
}

#[cfg(test)]
mod tests {
    use super::{exp, exp_all, exp_m1_within, logistic, logistic_all};
    use crate::math::random::Key;

    #[test]
    fn agrees_with_libm_to_one_unit_in_the_last_place() {
        let key = Key::of_seed(8);
        for trial in 0..200_000 {
            for reach in [0.4, 5.0, 60.0, 700.0] {
                let x = reach * (2.0 * key.uniform(trial, 0) - 1.0);
                let (ours, theirs) = (exp(x), libm::exp(x));
                let apart = ours.to_bits().abs_diff(theirs.to_bits());
                assert!(apart <= 1, "{x}: {ours} {theirs}");
            }
        }
    }

    #[test]
    fn less_one_it_has_its_digits_near_nought() {
        let key = Key::of_seed(9);
        for trial in 0..200_000 {
            for reach in [1e-300, 1e-12, 1e-3, 0.4, 1.0, 40.0, 690.0] {
                let x = reach * (2.0 * key.uniform(trial, 0) - 1.0);
                let (found, wanted) = (exp_m1_within(x), libm::expm1(x));
                assert!((found - wanted).abs() <= 1e-15 * wanted.abs(), "{x}: {found} {wanted}");
            }
        }
        assert_eq!(exp_m1_within(0.0), 0.0);
    }

    /// 101 values: whole vectors and a rest; with ends among them and without.
    #[test]
    fn a_column_has_the_bits_of_each() {
        let plain: Vec<f64> = (0..101).map(|i| 0.37 * f64::from(i - 50)).collect();
        let with_ends = [&plain[..], &[800.0, -740.0, f64::INFINITY]].concat();
        for column in [plain, with_ends] {
            let mut together = column.clone();
            exp_all(&mut together);
            for (x, found) in column.iter().zip(together) {
                assert_eq!(found.to_bits(), exp(*x).to_bits(), "{x}");
            }
            let mut together = column.clone();
            logistic_all(&mut together);
            for (y, found) in column.iter().zip(together) {
                assert_eq!(found.to_bits(), logistic(*y).to_bits(), "{y}");
            }
        }
    }

    #[test]
    fn the_ends_are_libms() {
        assert_eq!(exp(0.0), 1.0);
        assert_eq!(exp(f64::NEG_INFINITY), 0.0);
        assert_eq!(exp(800.0), f64::INFINITY);
        assert!(exp(f64::NAN).is_nan());
        assert_eq!(exp(-740.0), libm::exp(-740.0));
    }
}
