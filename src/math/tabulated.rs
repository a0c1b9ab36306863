//! Quantile functions as tables: a quintic on each of some pieces, read by the word of a uniform number.
//!
//! A quantile function is smooth but for the two ends, where it may run to infinity. So pieces shrink towards them: of
//! the smaller tail `v = min(u, 1 - u)` each octave `[2^-k-1, 2^-k)` has 8 equal pieces, down to `2^-17`. A piece is at
//! most 1/8 as wide as its distance from the end; a quintic through six Chebyshev points then leaves a sixth derivative
//! times `(v / 16)^6 / 23040`, which is `3e-10` for `-ln v`.
//!
//! Few pieces of a high degree keep a table small (8 KiB), so that it stays near the processor though many laws have
//! tables of their own. A piece takes four loads, since its small coefficients are two to a word: the first digits of one
//! number, and in the place of its last ones the first of another. Read as a number, the word is the one, but for a share
//! of `2^-28` of the square's coefficient and `2^-22` of the cube's; shifted up, it is the other, but for `2^-18` of the
//! fourth power's and `2^-12` of the fifth's. Of `-ln v` that is `7e-12`, `2e-11`, `1.5e-11` and `5e-11` at most.

use super::random::Column;
use super::vectors::{fused, in_vectors};

/// Octaves of each tail.
const OCTAVES: usize = 16;

/// Binary digits that count the pieces of an octave.
const PIECE_DIGITS: u32 = 3;

/// Pieces of a table: both tails' octaves.
pub(super) const PIECES: usize = 2 * (OCTAVES << PIECE_DIGITS);

/// Words whose tail is smaller than this, in units of `2^-32`, lie beyond the table.
const FAR: u32 = 1 << (32 - 1 - OCTAVES);

/// Trials that the kernels work on at once.
const LANES: usize = 16;

/// Where the fraction of an `f64` keeps what is left within a piece.
const REST_DIGITS: u32 = 52 - PIECE_DIGITS;

/// Points at which a piece is interpolated.
pub(super) const POINTS: usize = 6;

/// Of `c0 + c1 x + ... + c5 x^5`: `c0`, `c1`, `c2` with `c5` in its last digits, and `c3` with `c4` in its last digits.
pub(super) type Piece = [u64; 4];

/// The table of a quantile function, given as a function of the smaller tail and of whether that is the upper one.
pub(super) fn tabulate(quantile: impl Fn(f64, bool) -> f64) -> Vec<Piece> {
    nodes().map(|nodes| interpolate(nodes.tails.map(|tail| quantile(tail, nodes.is_upper)))).collect()
}

/// The points at which one piece is interpolated.
#[derive(Debug, Clone, Copy)]
pub(super) struct Nodes {
    /// The smaller tails at the Chebyshev points.
    pub(super) tails: [f64; POINTS],
    /// Whether that is the upper tail.
    pub(super) is_upper: bool,
}

/// The points of all pieces, in the table's order.
pub(super) fn nodes() -> impl Iterator<Item = Nodes> {
    (0..PIECES).map(|place| {
        let (is_upper, place) = (place >= PIECES / 2, place % (PIECES / 2));
        let octave = (place >> PIECE_DIGITS) as i32 - OCTAVES as i32 - 1;
        let pieces = f64::from(1 << PIECE_DIGITS);
        let middle = 1.0 + ((place & ((1 << PIECE_DIGITS) - 1)) as f64 + 0.5) / pieces;
        let tails = CHEBYSHEV.map(|x| libm::scalbn(middle + x / pieces, octave));
        Nodes { tails, is_upper }
    })
}

/// The Chebyshev points of -1/2..1/2, rising: `-cos(pi (k + 1/2) / 6) / 2`.
const CHEBYSHEV: [f64; POINTS] = [
    -0.48296291314453416,
    -0.35355339059327379,
    -0.12940952255126037,
    0.12940952255126037,
    0.35355339059327379,
    0.48296291314453416,
];

/// The quintic through a function's values at the Chebyshev points `-c, -b, -a, a, b, c`: even and odd parts apart.
///
/// The even part is a quadratic in `x^2` through `(f(a) + f(-a)) / 2` and so on, and the odd one `x` times a quadratic in
/// `x^2` through `(f(a) - f(-a)) / (2 a)` and so on.
pub(super) fn interpolate(values: [f64; POINTS]) -> Piece {
    // Outwards from the middle.
    let pair = |k: usize| (values[2 - k], values[3 + k], CHEBYSHEV[3 + k]);
    let even = std::array::from_fn(|k| {
        let (left, right, x) = pair(k);
        (x * x, 0.5 * (right + left))
    });
    let odd = std::array::from_fn(|k| {
        let (left, right, x) = pair(k);
        (x * x, 0.5 * (right - left) / x)
    });
    let ([c0, c2, c4], [c1, c3, c5]) = (quadratic(even), quadratic(odd));
    [c0.to_bits(), c1.to_bits(), two(c2, c5, FIFTH_DIGITS), two(c3, c4, FOURTH_DIGITS)]
}

/// The coefficients of the quadratic through three points: Newton's divided differences, multiplied out.
fn quadratic([(x0, y0), (x1, y1), (x2, y2)]: [(f64, f64); 3]) -> [f64; 3] {
    let (first, second) = ((y1 - y0) / (x1 - x0), (y2 - y1) / (x2 - x1));
    let third = (second - first) / (x2 - x0);
    [y0 - x0 * (first - third * x1), first - third * (x0 + x1), third]
}

/// Digits of a word that hold the coefficient of the fifth power.
const FIFTH_DIGITS: u32 = 24;

/// Digits of a word that hold the coefficient of the fourth power.
const FOURTH_DIGITS: u32 = 30;

/// A number whose last digits are the first ones of another.
fn two(number: f64, last: f64, digits: u32) -> u64 {
    number.to_bits() >> digits << digits | last.to_bits() >> (64 - digits)
}

/// Whether a word's tail is too small for the table.
#[inline(always)]
pub(super) fn is_far(word: u32) -> bool {
    // The upper tail turned down: one comparison.
    word ^ (0u32.wrapping_sub(word >> 31)) < FAR
}

/// The uniform number that a continuous law takes at a column's place: the middle of those that begin with its word,
/// which are `2^-32` apart, and where the word is [far](is_far) out, all digits.
pub(super) fn number(column: &Column, place: usize) -> f64 {
    let word = column.words()[place];
    if is_far(word) { column.uniform(place) } else { (f64::from(word) + 0.5) / 4294967296.0 }
}

/// The smaller tail of a word, in units of `2^-32`: the middle of the numbers that begin with the word.
#[inline(always)]
pub(super) fn smaller_tail(word: u32) -> f64 {
    // Signed, since processors convert those.
    f64::from((word ^ (0u32.wrapping_sub(word >> 31))) as i32) + 0.5
}

/// The same in single precision.
#[inline(always)]
pub(super) fn smaller_tail_single(word: u32) -> f32 {
    (word ^ (0u32.wrapping_sub(word >> 31))) as i32 as f32 + 0.5
}

/// The piece of a word and the place in it, from -1/2 to 1/2.
#[inline(always)]
fn locate(word: u32) -> (usize, f64) {
    const LOWEST: usize = (1023 + 31 - OCTAVES) << PIECE_DIGITS;
    let bits = smaller_tail(word).to_bits();
    let piece = ((bits >> REST_DIGITS) as usize).wrapping_sub(LOWEST) & (PIECES / 2 - 1);
    let rest = (bits & ((1 << REST_DIGITS) - 1)) << PIECE_DIGITS;
    let x = f64::from_bits(1.0_f64.to_bits() | rest) - 1.5;
    (piece + (word >> 31) as usize * (PIECES / 2), x)
}

#[inline(always)]
fn evaluate(&[c0, c1, c2_c5, c3_c4]: &Piece, x: f64) -> f64 {
    let c4 = f64::from_bits(c3_c4 << (64 - FOURTH_DIGITS));
    let c5 = f64::from_bits(c2_c5 << (64 - FIFTH_DIGITS));
    let cubic = fused(x, fused(x, fused(x, c5, c4), f64::from_bits(c3_c4)), f64::from_bits(c2_c5));
    fused(x, fused(x, cubic, f64::from_bits(c1)), f64::from_bits(c0))
}

in_vectors! {
    /// The function of one table at a column of words; what is [far](is_far) has no meaning.
    pub(super) fn fill(words: &[u32], table: &[Piece; PIECES], out: &mut [f64]) {
        let (chunks, rest) = words.as_chunks::<LANES>();
        let (out, out_rest) = out.as_chunks_mut::<LANES>();
        for (words, out) in chunks.iter().zip(out) {
            fill_chunk(words, &[0; LANES], table, out);
        }
        for (word, out) in rest.iter().zip(out_rest) {
            let (piece, x) = locate(*word);
            *out = evaluate(&table[piece], x);
        }
    }
}

in_vectors! {
    /// Whether any word of a column is [far](is_far).
    pub(super) fn any_far(words: &[u32]) -> bool {
        let mut any = false;
        for word in words {
            any |= is_far(*word);
        }
        any
    }
}

/// So many tables one after the other, for [`fill_many`].
pub(super) const TABLES: usize = 64;

in_vectors! {
    /// The functions of many tables at a column of words, each at its own: `which` is a whole number. What is
    /// [far](is_far), or of a table that there is not, has no meaning; whether there is such a one of either kind.
    pub(super) fn fill_many(
        words: &[u32],
        which: &[f64],
        tables: &[Piece; PIECES * TABLES],
        out: &mut [f64],
    ) -> (bool, bool) {
        let (mut far, mut beyond) = (0, 0);
        let (chunks, rest) = words.as_chunks::<LANES>();
        let (which, which_rest) = which.as_chunks::<LANES>();
        let (out, out_rest) = out.as_chunks_mut::<LANES>();
        for ((words, which), out) in chunks.iter().zip(which).zip(out) {
            let mut first = [0; LANES];
            for lane in 0..LANES {
                first[lane] = first_piece(which[lane]);
                far |= i32::from(is_far(words[lane]));
                beyond |= i32::from(which[lane] >= TABLES as f64);
            }
            fill_chunk(words, &first, tables, out);
        }
        for ((word, which), out) in rest.iter().zip(which_rest).zip(out_rest) {
            let (piece, x) = locate(*word);
            *out = evaluate(&tables[first_piece(*which) + piece], x);
            far |= i32::from(is_far(*word));
            beyond |= i32::from(*which >= TABLES as f64);
        }
        (far != 0, beyond != 0)
    }
}

/// Where a table begins among many.
#[inline(always)]
fn first_piece(table: f64) -> usize {
    // 2^52 more leaves the whole number in the lowest digits.
    ((table + 4503599627370496.0).to_bits() as usize & (TABLES - 1)) * PIECES
}

/// The functions of a chunk of words, each of the table that begins at its `first` piece.
#[inline(always)]
pub(super) fn fill_chunk<const LANES: usize, const LENGTH: usize>(
    words: &[u32; LANES],
    first: &[usize; LANES],
    tables: &[Piece; LENGTH],
    out: &mut [f64; LANES],
) {
    let (mut places, mut rests) = ([0; LANES], [0.0; LANES]);
    for lane in 0..LANES {
        let (piece, x) = locate(words[lane]);
        (places[lane], rests[lane]) = (first[lane] + piece, x);
    }
    for lane in 0..LANES {
        // The length is a power of two: the mask tells the compiler that no place is out of bounds.
        out[lane] = evaluate(&tables[places[lane] & (LENGTH - 1)], rests[lane]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::random::Key;

    fn words(count: usize) -> Vec<u32> {
        let mut column = Column::new(0, count);
        column.draw(Key::of_seed(3), 1);
        column.words().to_vec()
    }

    /// The tail of a word and whether it is the upper one, computed another way.
    fn tail(word: u32) -> (f64, bool) {
        let u = (f64::from(word) + 0.5) / 4294967296.0;
        if u < 0.5 { (u, false) } else { (1.0 - u, true) }
    }

    #[test]
    fn the_points_are_chebyshevs() {
        for (k, point) in CHEBYSHEV.into_iter().enumerate() {
            let exact = -0.5 * libm::cos(std::f64::consts::PI * (k as f64 + 0.5) / POINTS as f64);
            assert!((point - exact).abs() < 1e-16, "{point}");
        }
    }

    #[test]
    fn a_logarithm_has_ten_digits_in_both_tails() {
        let table: Box<[Piece; PIECES]> =
            tabulate(|v, is_upper| if is_upper { -libm::log(v) } else { libm::log1p(-v) - 1.0 })
                .try_into()
                .unwrap();
        let mut words = words(100_000);
        for shift in 0..16 {
            words.extend([(1 << (31 - shift)) - 1, (1 << (31 - shift)), u32::MAX - (1 << (31 - shift))]);
        }
        let mut out = vec![0.0; words.len()];
        fill(&words, &table, &mut out);
        let mut seen = 0;
        for (word, ours) in words.iter().zip(out) {
            if is_far(*word) {
                continue;
            }
            let (v, is_upper) = tail(*word);
            let exact = if is_upper { -libm::log(v) } else { libm::log1p(-v) - 1.0 };
            assert!((ours - exact).abs() < 2e-10 * exact.abs(), "{word}: {ours} {exact}");
            seen += 1;
        }
        assert!(seen > 99_000, "{seen}");
    }

    #[test]
    fn what_is_far_is_beyond_a_tail_of_two_to_the_seventeenth() {
        let edge = 1 << 15;
        for (word, far) in [(0, true), (edge - 1, true), (edge, false), (u32::MAX - edge, false)] {
            assert_eq!(is_far(word), far, "{word}");
        }
        assert!(is_far(u32::MAX - edge + 1) && is_far(u32::MAX));
        // The last pieces before the edge are the table's ends.
        assert_eq!(locate(edge).0, 0);
        assert_eq!(locate(u32::MAX - edge).0, PIECES / 2);
        assert_eq!(locate(u32::MAX / 2).0, PIECES / 2 - 1);
        assert_eq!(locate(u32::MAX / 2 + 1).0, PIECES - 1);
    }

    #[test]
    fn vectors_and_single_words_have_the_same_bits() {
        let tables: Vec<Piece> = (0..TABLES)
            .flat_map(|k| tabulate(move |v, is_upper| (v + k as f64) * if is_upper { -1.0 } else { 1.0 }))
            .collect();
        let tables: Box<[Piece; PIECES * TABLES]> = tables.try_into().unwrap();
        let words = words(333);
        let which: Vec<f64> = (0..333).map(|i| f64::from(i % 32)).collect();
        let mut together = vec![0.0; 333];
        fill_many(&words, &which, &tables, &mut together);
        for (i, value) in together.iter().enumerate() {
            let (piece, x) = locate(words[i]);
            // This line is compiled without vectors.
            let alone = evaluate(&tables[first_piece(which[i]) + piece], x);
            assert_eq!(alone.to_bits(), value.to_bits());
        }
    }
}
