//! A bucket's number and its cell: a count beside the bits that were seen set and those that were seen clear.

use crate::math::vectors::in_vectors;

/// The bits below a bucket's number: 52 less the 10 of the mantissa that it has.
pub(super) const BUCKET_SHIFT: u32 = 42;

/// The bits below those that a cell remembers.
pub(super) const DETAIL_SHIFT: u32 = 34;

/// The detail bits of a cell.
pub(super) const DETAIL: u64 = 0xFF;

/// Both sets of details.
pub(super) const DETAILS: u64 = 0xFFFF;

/// The last place beside which a word has room for details; no window is that long.
const PLACE_MOST: u32 = 0xFFFF;

/// One value, in a cell.
pub(super) const ONE: u32 = 1 << 16;

/// One value, in a wide cell.
pub(super) const ONE_WIDE: u64 = 1 << 32;

/// Cells of a stretch, which are counted together.
pub(super) const STRETCH: usize = 16;

/// Values that are compared side by side.
const LANES: usize = 8;

/// The first bucket of negative numbers.
pub(super) const NEGATIVE: u32 = 1 << (63 - BUCKET_SHIFT);

/// The bucket of a finite number: its first bits. Zero has one sign.
pub(super) fn bucket_of(value: f64) -> u32 {
    ((value + 0.0).to_bits() >> BUCKET_SHIFT) as u32
}

/// A bucket's place among all in order of their values: negative numbers come first, the largest of them first.
pub(super) fn order_of(bucket: u32) -> u32 {
    if bucket >= NEGATIVE { 2 * NEGATIVE - 1 - bucket } else { NEGATIVE + bucket }
}

/// The bucket of a place in order.
pub(super) fn bucket_in_order(order: u32) -> u32 {
    if order >= NEGATIVE { order - NEGATIVE } else { 2 * NEGATIVE - 1 - order }
}

/// The details of a number: its bits that are set, and above them those that are clear.
pub(super) fn details(value: f64) -> u64 {
    let set = ((value + 0.0).to_bits() >> DETAIL_SHIFT) & DETAIL;
    set | ((set ^ DETAIL) << 8)
}

/// A cell, with room for more values.
pub(super) fn widened(cell: u32) -> u64 {
    u64::from(cell >> 16) << 32 | u64::from(cell) & DETAILS
}

/// Two wide cells of one bucket in one.
pub(super) fn united(left: u64, right: u64) -> u64 {
    ((left >> 32) + (right >> 32)) << 32 | (left | right) & DETAILS
}

/// The buckets of the numbers of one sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    /// The lowest and the highest; the other way round where there is none.
    pub(super) low: u32,
    pub(super) high: u32,
    pub(super) count: u64,
}

/// The buckets of the positive numbers of a column and of the negative ones; zeros, and what is not finite, are left out.
pub(super) fn spans(values: &[f64]) -> [Span; 2] {
    // Of either sign a larger number is in a later bucket.
    [1.0, -1.0].map(|sign| {
        let (least, most, count) = extremes(values, sign);
        if count == 0 {
            return Span { low: u32::MAX, high: 0, count };
        }
        Span { low: bucket_of(sign * least), high: bucket_of(sign * most), count }
    })
}

in_vectors! {
    /// The lowest and the highest of the finite numbers of one sign, without it, and how many there are.
    fn extremes(values: &[f64], sign: f64) -> (f64, f64, u64) {
        let (mut least, mut most, mut counts) = ([f64::INFINITY; LANES], [0.0; LANES], [0; LANES]);
        for chunk in values.chunks(LANES) {
            for (lane, value) in chunk.iter().enumerate() {
                let size = sign * value;
                let exists = (size > 0.0) & (size < f64::INFINITY);
                least[lane] = if exists & (size < least[lane]) { size } else { least[lane] };
                most[lane] = if exists & (size > most[lane]) { size } else { most[lane] };
                counts[lane] += u64::from(exists);
            }
        }
        let least = least.iter().fold(f64::INFINITY, |least: f64, x| least.min(*x));
        (least, most.iter().fold(0.0, |most: f64, x| most.max(*x)), counts.iter().sum())
    }
}

in_vectors! {
    /// Where in a window that starts at bucket `first` values are counted, above their details; a place beyond its end is
    /// outside.
    pub(super) fn locate(values: &[f64], first: u32, words: &mut [u32]) {
        for (value, word) in values.iter().zip(words) {
            let bits = (value + 0.0).to_bits();
            let place = ((bits >> BUCKET_SHIFT) as u32).wrapping_sub(first).min(PLACE_MOST);
            let set = (bits >> DETAIL_SHIFT) as u32 & DETAIL as u32;
            *word = place << 16 | set | ((set ^ DETAIL as u32) << 8);
        }
    }
}

in_vectors! {
    /// How many values the cells of each stretch hold.
    pub(super) fn count(cells: &[u32], counts: &mut [u64]) {
        for (cells, count) in cells.chunks(STRETCH).zip(counts) {
            *count += u64::from(cells.iter().fold(0, |sum, cell| sum + (cell >> 16)));
        }
    }
}

in_vectors! {
    /// How many values the wide cells of each stretch hold.
    pub(super) fn count_wide(cells: &[u64], counts: &mut [u64]) {
        for (cells, count) in cells.chunks(STRETCH).zip(counts) {
            *count += cells.iter().fold(0, |sum, cell| sum + (cell >> 32));
        }
    }
}
