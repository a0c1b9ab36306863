//! Quantiles of laws on the whole numbers for a column of words, certain or none.
//!
//! Two ways, by the law's mean, of which is chosen here. A small one is searched from 0 upwards, in single precision: the masses' errors are
//! bounded, and where the sum at the answer is not further than that bound from the word, the lane is in doubt. A large
//! one is [expanded](super::Expansion), and in doubt where the expansion lies within its error of a whole number. A
//! lane in doubt gets [`DOUBT`]; its exact quantile takes all digits of its uniform number, which few lanes need.

mod expand;
mod search;

use crate::math::tabulated::{PIECES, Piece};
use crate::math::vectors::Lined;
use expand::expand_all;
use search::search;

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

/// Takes words and the columns that make their laws a [`STAGE`] at a time to `fill`, which tells how many quantiles are
/// in doubt; whether any is. What is missing in the last stage are words of a half and laws of zeros.
#[inline(always)]
pub(in crate::math) fn each_stage<const DOUBLES: usize, const SINGLES: usize>(
    words: &[u32],
    doubles: [&[f64]; DOUBLES],
    singles: [&[f32]; SINGLES],
    out: &mut [f64],
    mut fill: impl FnMut(
        &[u32; STAGE],
        [&[f64; STAGE]; DOUBLES],
        [&[f32; STAGE]; SINGLES],
        &mut [f64; STAGE],
    ) -> i32,
) -> bool {
    let mut doubts = 0;
    let (stages, rest) = out.as_chunks_mut::<STAGE>();
    for (number, out) in stages.iter_mut().enumerate() {
        let doubles = doubles.map(|column| &column.as_chunks().0[number]);
        let singles = singles.map(|column| &column.as_chunks().0[number]);
        doubts += fill(&words.as_chunks().0[number], doubles, singles, out);
    }
    if !rest.is_empty() {
        let mut stage = [0.0; STAGE];
        let doubles = doubles.map(|column| padded(column.as_chunks::<STAGE>().1, 0.0));
        let singles = singles.map(|column| padded(column.as_chunks::<STAGE>().1, 0.0));
        let words = padded(words.as_chunks::<STAGE>().1, 1 << 31);
        doubts += fill(&words, doubles.each_ref(), singles.each_ref(), &mut stage);
        rest.copy_from_slice(&stage[..rest.len()]);
    }
    doubts > 0
}

/// The rest of a column as a whole stage.
#[inline(always)]
pub(in crate::math) fn padded<T: Copy>(rest: &[T], filling: T) -> [T; STAGE] {
    let mut stage = [filling; STAGE];
    stage[..rest.len()].copy_from_slice(rest);
    stage
}
