//! A quantile of a large law, by its expansion.

use super::super::{Expansion, REACH, error};
use super::{DOUBT, LANES, Moments};
use crate::math::tabulated::{self, PIECES, Piece, is_far, smaller_tail_single};

/// Laws that are expanded at once: more would not stay in registers.
const EXPANDED: usize = 8;

/// The expansions of a chunk of laws at its words; how many are in doubt.
#[inline(always)]
pub(super) fn expand_all(
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
    let expansion = Expansion::new(p, q);
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
