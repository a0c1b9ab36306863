//! Logarithms where they are a good part of the work: of positive normal numbers alone, inlined, the same on every machine.
//!
//! `x = 2^k z` with `z` of `[sqrt(1/2), sqrt(2))`; with `f = (z - 1) / (z + 1)`, `ln z = 2 (f + f^3/3 + f^5/5 + ...)`, where
//! `f^2 < 0.02944`, so that ten terms leave less than 3e-17 of the whole. `k ln 2` is added in two parts.

/// The bits of `sqrt(1/2)`.
const HALF_ROOT: u64 = 0x3FE6_A09E_667F_3BCD;
/// From here on numbers are whole.
const TWO_TO_52: f64 = 4_503_599_627_370_496.0;
/// `ln 2`, its first 33 bits, so that multiples are exact, and the rest.
const LN_2_HIGH: f64 = 6.931_471_803_691_238e-1;
const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;

/// The natural logarithm of a positive normal number, to a relative error below 1e-15.
#[inline(always)]
pub fn ln(x: f64) -> f64 {
    // The exponent and 1023, so that what is shifted is never negative: vectors of many processors shift no sign.
    let raised = x.to_bits().wrapping_sub(HALF_ROOT).wrapping_add(1023 << 52) >> 52;
    let z = f64::from_bits(x.to_bits().wrapping_sub(raised << 52).wrapping_add(1023 << 52));
    let f = (z - 1.0) / (z + 1.0);
    let s = f * f;
    let s2 = s * s;
    let s4 = s2 * s2;
    let low = (1.0 / 3.0 + s / 5.0) + s2 * (1.0 / 7.0 + s / 9.0);
    let high = (1.0 / 11.0 + s / 13.0) + s2 * (1.0 / 15.0 + s / 17.0);
    let series = s * (low + s4 * (high + s4 * (1.0 / 19.0 + s / 21.0)));
    // Beside the fraction of 2^52 a whole number stands as it is.
    let k = f64::from_bits(TWO_TO_52.to_bits() | raised) - (TWO_TO_52 + 1023.0);
    k * LN_2_HIGH + (2.0 * f + (2.0 * f * series + k * LN_2_LOW))
}

/// `ln(1 + x)` of a number that is not negative, with all its digits near 0 too: what the sum rounds away is added to first
/// order (Higham 2002, "Accuracy and stability of numerical algorithms", problem 1.5).
#[inline(always)]
pub fn ln_1p(x: f64) -> f64 {
    let sum = 1.0 + x;
    ln(sum) + (x - (sum - 1.0)) / sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithms_of_one_and_more_are_those_of_the_library() {
        let mut x = 1e-300_f64;
        while x < 1e300 {
            let (found, wanted) = (ln_1p(x), libm::log1p(x));
            assert!((found - wanted).abs() <= 1e-15 * wanted, "{x}: {found} {wanted}");
            x *= 1.0137;
        }
        assert_eq!(ln_1p(0.0), 0.0);
    }

    #[test]
    fn logarithms_are_those_of_the_library() {
        let mut x = 1e-300_f64;
        while x < 1e300 {
            for near in [x, 1.0 + x.min(0.5), 1.0 - x.min(0.4)] {
                let (found, wanted) = (ln(near), libm::log(near));
                assert!((found - wanted).abs() <= 1e-15 * wanted.abs(), "{near}: {found} {wanted}");
            }
            x *= 1.0137;
        }
        assert_eq!(ln(1.0), 0.0);
    }
}
