//! Quantiles of laws on the whole numbers for a column of words, certain or none.
//!
//! Two ways, by the law's mean. A small one is searched from 0 upwards, in single precision: the masses' errors are
//! bounded, and where the sum at the answer is not further than that bound from the word, the lane is in doubt. A large
//! one is [expanded](super::Expansion), and in doubt where the expansion lies within its error of a whole number. A
//! lane in doubt gets [`DOUBT`]; its exact quantile takes all digits of its uniform number, which few lanes need.

use super::{REACH, error};
use crate::math::tabulated::{self, PIECES, Piece, is_far, smaller_tail_single};
use crate::math::vectors::{Lined, fused_single};

/// Trials that are searched at once.
pub(in crate::math) const LANES: usize = 64;

/// Trials whose laws are made ready at once. They are written in vectors of double precision and read in those of single
/// precision, which are twice as many to a vector: a processor cannot hand them on before they are in its cache, and for
/// the first of so many that is nearly done.
pub(in crate::math) const STAGE: usize = 256;

/// What stands for a quantile that is not certain.
pub(in crate::math) const DOUBT: f64 = -1.0;

/// A mass of nothing with a logarithm below this is too small for a search (the mean is below its opposite, and at
/// least seven tenths of that): from there on the expansion costs less.
const LOG_FIRST_LEAST: f32 = -24.0;

/// The least mean for which a chunk is expanded whole: most expansions there are certain still.
const EXPANDED_LEAST: f64 = 13.0;

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

/// The laws of some trials, as a search takes them: the mass of nothing is `exp(log_first)`, and that of `k + 1`
/// is the mass of `k` times `rising / (k + 1) - falling`.
#[derive(Debug, Clone, Copy)]
pub(in crate::math) struct Masses<'a, const TRIALS: usize> {
    pub(in crate::math) log_first: &'a [f32; TRIALS],
    pub(in crate::math) rising: &'a [f32; TRIALS],
    pub(in crate::math) falling: &'a [f32; TRIALS],
}

impl<'a> Masses<'a, STAGE> {
    #[inline(always)]
    fn chunk(&self, number: usize) -> Masses<'a, LANES> {
        let of = |all: &'a [f32; STAGE]| &all.as_chunks::<LANES>().0[number];
        Masses { log_first: of(self.log_first), rising: of(self.rising), falling: of(self.falling) }
    }
}

/// A law, as its expansion takes it.
#[derive(Debug, Clone, Copy)]
pub(in crate::math) struct Moments {
    /// `p` and `q` as in [`Expansion::new`](super::Expansion::new).
    pub(in crate::math) shares: [f64; 2],
    pub(in crate::math) mean: f64,
    /// The largest number that occurs.
    pub(in crate::math) most: f64,
}

/// The quantiles of some words, [`DOUBT`] where a word does not settle it; how many of those there are.
#[inline(always)]
pub(in crate::math) fn fill_quantiles(
    words: &[u32; STAGE],
    masses: Masses<STAGE>,
    moments: impl Fn(usize) -> Moments,
    normal: &[Piece; PIECES],
    out: &mut [f64; STAGE],
) -> i32 {
    let mut doubts = 0;
    let Lined(searched) = &mut Lined([0.0; STAGE]);
    let (words, _) = words.as_chunks::<LANES>();
    let mut has_large = [false; STAGE / LANES];
    for (number, searched) in searched.as_chunks_mut::<LANES>().0.iter_mut().enumerate() {
        let masses = masses.chunk(number);
        let mut any_large = 0;
        for lane in 0..LANES {
            any_large |= i32::from(masses.log_first[lane] < LOG_FIRST_LEAST);
        }
        has_large[number] = any_large > 0;
        if !has_large[number] {
            doubts += search(&words[number], masses, searched);
        }
    }
    for lane in 0..STAGE {
        out[lane] = f64::from(searched[lane]);
    }
    for (number, out) in out.as_chunks_mut::<LANES>().0.iter_mut().enumerate() {
        if has_large[number] {
            let moments = |lane: usize| moments(number * LANES + lane);
            doubts += fill_large(&words[number], masses.chunk(number), moments, normal, out);
        }
    }
    doubts
}

/// The quantiles of a chunk with laws that are too large for a search.
#[inline(always)]
fn fill_large(
    words: &[u32; LANES],
    masses: Masses<LANES>,
    moments: impl Fn(usize) -> Moments,
    normal: &[Piece; PIECES],
    out: &mut [f64; LANES],
) -> i32 {
    let mut any_small = 0;
    for lane in 0..LANES {
        any_small |= i32::from(moments(lane).mean < EXPANDED_LEAST);
    }
    let doubts = expand_all(words, &moments, normal, out);
    if any_small == 0 {
        return doubts;
    }
    let (Lined(log_first), Lined(rising)) = (&mut Lined([0.0; LANES]), &mut Lined([0.0; LANES]));
    let (Lined(falling), Lined(searched)) = (&mut Lined([0.0; LANES]), &mut Lined([0.0; LANES]));
    for lane in 0..LANES {
        let is_small = masses.log_first[lane] >= LOG_FIRST_LEAST;
        log_first[lane] = if is_small { masses.log_first[lane] } else { 0.0 };
        rising[lane] = if is_small { masses.rising[lane] } else { 0.0 };
        falling[lane] = if is_small { masses.falling[lane] } else { 0.0 };
    }
    search(words, Masses { log_first, rising, falling }, searched);
    let mut doubts = 0;
    for lane in 0..LANES {
        let is_small = masses.log_first[lane] >= LOG_FIRST_LEAST;
        out[lane] = if is_small { f64::from(searched[lane]) } else { out[lane] };
        doubts += i32::from(out[lane] < 0.0);
    }
    doubts
}

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
fn search(words: &[u32; LANES], masses: Masses<LANES>, out: &mut [f32; LANES]) -> i32 {
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

/// Laws that are expanded at once: more would not stay in registers.
const EXPANDED: usize = 8;

/// The expansions of a chunk of laws at its words; how many are in doubt.
#[inline(always)]
fn expand_all(
    words: &[u32; LANES],
    moments: &impl Fn(usize) -> Moments,
    normal: &[Piece; PIECES],
    out: &mut [f64; LANES],
) -> i32 {
    let (mut w, mut doubts) = ([0.0; LANES], 0);
    tabulated::fill_chunk(words, &[0; LANES], normal, &mut w);
    for from in (0..LANES).step_by(EXPANDED) {
        for lane in from..from + EXPANDED {
            out[lane] = expand(words[lane], w[lane], moments(lane));
            doubts += i32::from(out[lane] < 0.0);
        }
    }
    doubts
}

/// The expansion of one law at a word, whose normal quantile is `w`.
///
/// The word leaves the uniform number open by `2^-33` on either side, which moves `w` by that over the density, and the
/// density is at least 0.797 times the smaller tail; the table of `w` errs by less than 1e-9. Roots and quotients are
/// taken in single precision, as everything that is small beside the rest may be; of the deviation one step of Newton's
/// then leaves `(1e-7)^2`. The inverse deviation's error of `1.2e-7` moves the answer by that share of the terms that it
/// multiplies, which are less than `1 + w^2`.
#[inline(always)]
fn expand(word: u32, w: f64, moments: Moments) -> f64 {
    let Moments { shares: [p, q], mean, most } = moments;
    let variance = mean * q;
    let expansion = super::Expansion::new(p, q);
    let square = w * w;
    let near = (variance as f32).sqrt();
    let (root, inverse) = (f64::from(near), f64::from(1.0 / near));
    let deviation = root + (variance - root * root) * (0.5 * inverse);
    let real = expansion.real(w, mean, deviation, inverse);
    let bound = inverse * inverse * inverse * error(square)
        + deviation * (f64::from(0.7 / smaller_tail_single(word)) + 1e-9)
        + (1.0 + square) * 2e-7
        + mean * (4.0 * f64::EPSILON);
    let (low, high) = (up(real - bound).max(0.0).min(most), up(real + bound).max(0.0).min(most));
    let certain = (low == high) & (square <= REACH * variance) & (mean < MEAN_MOST) & !is_far(word);
    if certain { low } else { DOUBT }
}

/// Larger means are left to the exact way: their expansion has no digits behind the point.
const MEAN_MOST: f64 = 1e12;

/// `x` rounded up, for `|x| < 2^51`, without an instruction for that.
#[inline(always)]
fn up(x: f64) -> f64 {
    const ROUNDER: f64 = 6755399441055744.0;
    let nearest = (x + ROUNDER) - ROUNDER;
    if nearest < x { nearest + 1.0 } else { nearest }
}

/// The rest of a column as a whole chunk.
#[inline(always)]
pub(in crate::math) fn padded<T: Copy, const N: usize>(rest: &[T], filling: T) -> [T; N] {
    let mut chunk = [filling; N];
    chunk[..rest.len()].copy_from_slice(rest);
    chunk
}
