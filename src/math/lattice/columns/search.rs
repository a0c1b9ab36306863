//! A quantile of a small law, searched from 0 upwards in single precision.

use super::{DOUBT, LANES, Masses};
use crate::math::vectors::{Lined, fused_single};

/// A search gives up here; at the largest mean what is beyond has a probability below 1e-30.
const STEPS_MOST: usize = 124;

/// `1 / k`, and 0 for `k = 0`.
const RECIPROCALS: [f32; STEPS_MOST + 1] = {
    let mut table = [0.0; STEPS_MOST + 1];
    let mut k = 1;
    while k <= STEPS_MOST {
        table[k] = 1.0 / k as f32;
        k += 1;
    }
    table
};

/// `k + 1`, which is read sooner than converted.
const SUMS: [f32; STEPS_MOST + 1] = {
    let mut table = [0.0; STEPS_MOST + 1];
    let mut k = 0;
    while k <= STEPS_MOST {
        table[k] = (k + 1) as f32;
        k += 1;
    }
    table
};

/// The smallest `k` whose sum of masses reaches each word; how many are in doubt.
///
/// Errors, in units of `2^-24 = 6e-8`, which is what one rounding may be off: the first mass has two for each unit of
/// its exponent `l` (its factor's and its own), and 8 of its own. A ratio has five, four of them times
/// `(n + 1) / (n - k)` for a binomial law of `n`, which is at most 2 up to its mean; masses weighted by `k`, that is five
/// times the mean where `n` is large, and less than twice as much where `p` is a half, for which `l` is 1.4 means. Each
/// addition has one, and there are about `mean + 6 sqrt(mean) + 8`. In all that is `8 l + 6 sqrt(l) + 16` where `p` is
/// small (1e-6 for an `l` of 0, 7e-6 for 10, 1.4e-5 for 24) and `10 l + 5 sqrt(l) + 16` where it is a half (8e-6 for 10,
/// 1.7e-5 for 24). Allowed are `1.6e-6 + 7e-7 l`: 9e-6 for 10, 1.8e-5 for 24.
#[inline(always)]
pub(super) fn search(words: &[u32; LANES], masses: Masses<LANES>, out: &mut [f32; LANES]) -> i32 {
    let (Lined(low), Lined(high)) = (&mut Lined([0.0f32; LANES]), &mut Lined([0.0f32; LANES]));
    let (Lined(mass), Lined(sum)) = (&mut Lined([0.0f32; LANES]), &mut Lined([0.0f32; LANES]));
    // How many sums may lie below the uniform number, and the last of those.
    let (Lined(below), Lined(last)) = (&mut Lined([0.0f32; LANES]), &mut Lined([-1.0f32; LANES]));
    for lane in 0..LANES {
        // Signed, since processors convert those.
        let u = (words[lane] >> 1) as i32 as f32 * (1.0 / 2147483648.0);
        let slack = 1.6e-6 - 7e-7 * masses.log_first[lane];
        (low[lane], high[lane]) = (u - slack, u + slack);
        mass[lane] = exp(masses.log_first[lane]);
        sum[lane] = mass[lane];
        below[lane] = if sum[lane] < high[lane] { 1.0 } else { 0.0 };
        last[lane] = if sum[lane] < high[lane] { sum[lane] } else { last[lane] };
    }
    let mut k = 0;
    while k < STEPS_MOST {
        for _ in 0..4 {
            k += 1;
            let sums = SUMS[k];
            for lane in 0..LANES {
                mass[lane] *= fused_single(masses.rising[lane], RECIPROCALS[k], -masses.falling[lane]);
                sum[lane] += mass[lane];
                below[lane] = if sum[lane] < high[lane] { sums } else { below[lane] };
                last[lane] = if sum[lane] < high[lane] { sum[lane] } else { last[lane] };
            }
        }
        let mut goes_on = 0;
        for lane in 0..LANES {
            goes_on |= i32::from(sum[lane] < high[lane]);
        }
        if goes_on == 0 {
            break;
        }
    }
    let mut doubts = 0;
    for lane in 0..LANES {
        let is_certain = last[lane] < low[lane];
        out[lane] = if is_certain { below[lane] } else { DOUBT as f32 };
        doubts += i32::from(!is_certain);
    }
    doubts
}

/// `e^x` in single precision for `-80 <= x <= 0`: as [`exponential`](crate::math::exponential::exp), with Taylor's sum
/// to the sixth power, which leaves `(ln 2 / 2)^7 / 7! = 1.2e-7`.
#[inline(always)]
fn exp(x: f32) -> f32 {
    const ROUNDER: f32 = 12582912.0;
    const LN_2_HIGH: f32 = 0.693359375;
    const LN_2_LOW: f32 = -2.12194440e-4;
    let shifted = fused_single(x, std::f32::consts::LOG2_E, ROUNDER);
    let k = shifted - ROUNDER;
    let r = fused_single(k, -LN_2_LOW, fused_single(k, -LN_2_HIGH, x));
    let mut exponential = 1.0 / 720.0;
    for coefficient in [1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5, 1.0, 1.0] {
        exponential = fused_single(r, exponential, coefficient);
    }
    exponential * f32::from_bits((shifted.to_bits() << 23).wrapping_add(127 << 23))
}
