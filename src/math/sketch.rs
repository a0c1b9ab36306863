//! A mergeable summary of a series, from which any percentile can be read within 0.1 %.
//!
//! Values are counted in buckets: the numbers that share sign, exponent and the first 10 bits of the mantissa, as in
//! DDSketch (Masson, Rim and Lee 2019, PVLDB 12:2195) but for buckets that are read off the number's own bits. A bucket
//! is at most `2^-10` of its values wide, so that whatever is read from the right bucket is at most
//! [`RELATIVE_ERROR`] off. Its cell also holds which of the next 16 bits were seen set and which were seen clear: where
//! all values agree in them the bucket gives back that value (whole numbers below 2^27 to the last digit), and where
//! they share the first of them the bucket is narrower.
//!
//! (Numbers below 2e-308, which have fewer digits, are held less exactly.)
//!
//! A cell is a count beside two sets of bits. Counts add, sets unite: in whatever order values are added and summaries
//! merged, the state is the same.

use multiversion::multiversion;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The most that a value read from the summary is off, relative to an exact sort.
pub const RELATIVE_ERROR: f64 = 1.0 / 1024.0;

/// The bits below a bucket's number: 52 less the 10 of the mantissa that it has.
const BUCKET_SHIFT: u32 = 42;

/// The bits below those that a cell remembers.
const DETAIL_SHIFT: u32 = 34;

/// The detail bits of a cell.
const DETAIL: u64 = 0xFF;

/// Both sets of details.
const DETAILS: u64 = 0xFFFF;

/// One value, in a cell.
const ONE: u32 = 1 << 16;

/// One value, in a wide cell.
const ONE_WIDE: u64 = 1 << 32;

/// The most values that are counted before cells are carried over.
const CARRY_MOST: usize = 0xFFFF;

/// Cells to a line of the processor's cache.
const LINE_CELLS: usize = 16;

/// The first bucket of negative numbers.
const NEGATIVE: u32 = 1 << (63 - BUCKET_SHIFT);

/// The most buckets of a window: 8 powers of two.
const WINDOW_MOST: u32 = 8192;

/// Values that are worked on at a time.
const CHUNK: usize = 256;

/// The summary of one series.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Sketch {
    /// Finite values.
    count: u64,
    /// Those that are not carried over yet.
    fresh: usize,
    /// Values that do not exist: NaN, and what is below every number.
    missing: u64,
    /// Values that are above every number: "never".
    never: u64,
    #[serde(with = "crate::math::float_bits")]
    lowest: f64,
    #[serde(with = "crate::math::float_bits")]
    highest: f64,
    /// Where most values fall, and where most of the other sign do.
    windows: [Window; 2],
    /// Buckets outside the windows.
    rest: BTreeMap<u32, u64>,
}

/// Cells of consecutive buckets: a count above two sets of details, 8 bits each.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Window {
    first: u32,
    cells: Vec<u32>,
    /// What was carried over from them; empty before the first time.
    carried: Vec<u64>,
}

/// A bucket that has values: between `low` and `high`, both of which may occur.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Bucket {
    low: f64,
    high: f64,
    count: u64,
}

impl Sketch {
    /// An empty summary with its cells where values like these will fall; others have their places too, which take
    /// longer to find.
    pub fn around(pilot: &[f64]) -> Self {
        let window = |keep: &dyn Fn(u32) -> bool| {
            let buckets = pilot.iter().filter(|value| value.is_finite()).map(|&value| bucket_of(value));
            let (low, high, count) = buckets
                .filter(|bucket| keep(*bucket))
                .fold((u32::MAX, 0, 0), |(low, high, count), bucket| (bucket.min(low), bucket.max(high), count + 1));
            (Window::around(low, high), count)
        };
        let (positive, above) = window(&|bucket| 0 < bucket && bucket < NEGATIVE);
        let (negative, below) = window(&|bucket| bucket >= NEGATIVE);
        let windows = if above >= below { [positive, negative] } else { [negative, positive] };
        Self::with_windows(windows)
    }

    /// Nothing yet, with the same places for the cells.
    #[must_use]
    pub fn emptied(&self) -> Self {
        let windows = self.windows.each_ref().map(|window| Window {
            first: window.first,
            cells: vec![0; window.cells.len()],
            carried: Vec::new(),
        });
        Self::with_windows(windows)
    }

    fn with_windows(windows: [Window; 2]) -> Self {
        let (lowest, highest) = (f64::INFINITY, f64::NEG_INFINITY);
        Self { count: 0, fresh: 0, missing: 0, never: 0, lowest, highest, windows, rest: BTreeMap::new() }
    }

    /// Values that exist, infinite ones among them.
    pub fn existing(&self) -> u64 {
        self.count + self.never
    }

    /// Values that do not exist.
    pub fn missing(&self) -> u64 {
        self.missing
    }

    /// Values that are infinite.
    pub fn never(&self) -> u64 {
        self.never
    }

    /// The value that all are; none where they differ, are infinite, or there is none.
    pub fn constant(&self) -> Option<f64> {
        (self.count > 0 && self.never == 0 && self.lowest == self.highest).then_some(self.lowest)
    }

    /// Adds a column of finite values, the lowest and the highest of which are known.
    pub fn add_finite(&mut self, column: &[f64], lowest: f64, highest: f64) {
        // A zero has one sign, whichever comes first.
        self.lowest = lowest.min(self.lowest) + 0.0;
        self.highest = highest.max(self.highest) + 0.0;
        self.count += column.len() as u64;
        if lowest == highest {
            self.add_cell(bucket_of(lowest), details(lowest) | ONE_WIDE * column.len() as u64);
            return;
        }
        let (mut places, mut cells) = ([0; CHUNK], [0; CHUNK]);
        for part in column.chunks(CARRY_MOST) {
            self.fresh += part.len();
            if self.fresh > CARRY_MOST {
                self.windows.iter_mut().for_each(Window::carry);
                self.fresh = part.len();
            }
            let [most, other] = &mut self.windows;
            most.fetch(lowest, highest);
            for chunk in part.chunks(CHUNK) {
                locate(chunk, most.first, &mut places[..chunk.len()], &mut cells[..chunk.len()]);
                for ((place, cell), value) in places.iter().zip(&cells).zip(chunk) {
                    if let Some(known) = most.cells.get_mut(*place as usize) {
                        *known = (*known | cell) + ONE;
                        continue;
                    }
                    let bucket = bucket_of(*value);
                    match other.cells.get_mut(bucket.wrapping_sub(other.first) as usize) {
                        Some(known) => *known = (*known | cell) + ONE,
                        None => {
                            let known = self.rest.entry(bucket).or_insert(0);
                            *known = united(*known, details(*value) | ONE_WIDE);
                        }
                    }
                }
            }
        }
    }

    /// Adds any column.
    pub fn add(&mut self, column: &[f64]) {
        let mut finite = Vec::with_capacity(column.len());
        let (mut lowest, mut highest) = (f64::INFINITY, f64::NEG_INFINITY);
        for &value in column {
            if value.is_finite() {
                (lowest, highest) = (value.min(lowest), value.max(highest));
                finite.push(value);
            } else if value == f64::INFINITY {
                self.never += 1;
            } else {
                self.missing += 1;
            }
        }
        if !finite.is_empty() {
            self.add_finite(&finite, lowest, highest);
        }
    }

    /// Adds what another summary counted.
    pub fn merge(&mut self, other: &Self) {
        self.count += other.count;
        self.missing += other.missing;
        self.never += other.never;
        self.lowest = self.lowest.min(other.lowest);
        self.highest = self.highest.max(other.highest);
        // Windows need not be of the same place: cells find theirs.
        for (bucket, cell) in other.filled() {
            self.add_cell(bucket, cell);
        }
    }

    /// All buckets that have values, with their wide cells.
    fn filled(&self) -> impl Iterator<Item = (u32, u64)> {
        let rest = self.rest.iter().map(|(bucket, cell)| (*bucket, *cell));
        self.windows.iter().flat_map(Window::filled).chain(rest)
    }

    /// Adds to the cell of a bucket, wherever it is.
    fn add_cell(&mut self, bucket: u32, cell: u64) {
        for window in &mut self.windows {
            let place = bucket.wrapping_sub(window.first) as usize;
            if place < window.cells.len() {
                window.carried.resize(window.cells.len(), 0);
                window.carried[place] = united(window.carried[place], cell);
                return;
            }
        }
        let known = self.rest.entry(bucket).or_insert(0);
        *known = united(*known, cell);
    }

    /// The summary, ready to be read.
    pub fn read(&self) -> Reading {
        let mut cells: Vec<(u32, u64)> = self.filled().collect();
        // Negative numbers come first, the largest of them first.
        cells.sort_unstable_by_key(|&(bucket, _)| {
            if bucket >= NEGATIVE { 2 * NEGATIVE - 1 - bucket } else { NEGATIVE + bucket }
        });
        let mut before = 0;
        let mut starts = Vec::with_capacity(cells.len());
        let buckets = cells
            .into_iter()
            .map(|(bucket, cell)| {
                let bucket = Bucket::of(bucket, cell, self.lowest, self.highest);
                starts.push(before);
                before += bucket.count;
                bucket
            })
            .collect();
        Reading { buckets, starts, count: self.count, never: self.never, lowest: self.lowest, highest: self.highest }
    }
}

impl Window {
    /// Room for the buckets from `low` to `high` and half as many again on either side.
    fn around(low: u32, high: u32) -> Self {
        if low > high {
            return Self::default();
        }
        let margin = (high - low) / 2 + 16;
        // All buckets of a window have one sign; of too many the nearest to 0 are left out.
        let side = low & NEGATIVE;
        let last = (high + margin).min(side | (NEGATIVE - 1));
        let first = low.saturating_sub(margin).max(side).max(last.saturating_sub(WINDOW_MOST - 1));
        Self { first, cells: vec![0; (last - first + 1) as usize], carried: Vec::new() }
    }

    /// Has the cells between two values brought near, in a row, which is faster than one by one.
    fn fetch(&self, lowest: f64, highest: f64) {
        let place = |value: f64| (bucket_of(value).wrapping_sub(self.first) as usize).min(self.cells.len());
        let (one, other) = (place(lowest), place(highest));
        let near = &self.cells[one.min(other)..one.max(other)];
        std::hint::black_box(near.iter().step_by(LINE_CELLS).fold(0, |any, cell| any | cell));
    }

    /// Carries the counts over into wide cells.
    fn carry(&mut self) {
        self.carried.resize(self.cells.len(), 0);
        for (carried, cell) in self.carried.iter_mut().zip(&mut self.cells) {
            *carried = united(*carried, widened(*cell));
            *cell = 0;
        }
    }

    /// Buckets that have values, with their wide cells.
    fn filled(&self) -> impl Iterator<Item = (u32, u64)> {
        let carried = self.carried.iter().copied().chain(std::iter::repeat(0));
        let cells = self.cells.iter().zip(carried).map(|(cell, carried)| united(carried, widened(*cell)));
        (self.first..).zip(cells).filter(|(_, cell)| *cell != 0)
    }
}

/// What a summary says: its buckets in order.
#[derive(Debug)]
pub struct Reading {
    buckets: Vec<Bucket>,
    /// How many values come before each bucket.
    starts: Vec<u64>,
    count: u64,
    never: u64,
    lowest: f64,
    highest: f64,
}

impl Reading {
    /// The percentile `share` in 0..=1, as [`OrderStatistics::percentile`](super::order::OrderStatistics::percentile)
    /// has it, but for [`RELATIVE_ERROR`]. None where no value exists.
    pub fn percentile(&self, share: f64) -> Option<f64> {
        let last = (self.count + self.never).checked_sub(1)?;
        let place = share.clamp(0.0, 1.0) * last as f64;
        let below = (place as u64).min(last);
        let part = place - below as f64;
        let low = self.at(below);
        let high = if below == last { low } else { self.at(below + 1) };
        Some(if part <= 0.0 || low == high { low } else { low + part * (high - low) })
    }

    /// The value of a rank, the smallest is 0. Those of a bucket are taken to lie evenly in it.
    fn at(&self, rank: u64) -> f64 {
        if rank >= self.count {
            return f64::INFINITY;
        }
        if rank == 0 {
            return self.lowest;
        }
        if rank == self.count - 1 {
            return self.highest;
        }
        let place = self.starts.partition_point(|&start| start <= rank) - 1;
        let bucket = self.buckets[place];
        let part = ((rank - self.starts[place]) as f64 + 0.5) / bucket.count as f64;
        bucket.low + part * (bucket.high - bucket.low)
    }

    /// How many values are below a limit; of its own bucket as many as lie below it if they lie evenly.
    pub fn below(&self, limit: f64) -> f64 {
        let place = self.buckets.partition_point(|bucket| bucket.low < limit);
        let Some(bucket) = place.checked_sub(1).map(|place| self.buckets[place]) else { return 0.0 };
        let part = if bucket.high < limit { 1.0 } else { (limit - bucket.low) / (bucket.high - bucket.low) };
        self.starts[place - 1] as f64 + part * bucket.count as f64
    }
}

impl Bucket {
    fn of(bucket: u32, cell: u64, lowest: f64, highest: f64) -> Self {
        let (set, clear) = (cell & DETAIL, (cell >> 8) & DETAIL);
        // From the first bit that was seen both ways on, nothing is known.
        let unknown = u64::MAX.checked_shr((set & clear).leading_zeros()).unwrap_or(0);
        let base = u64::from(bucket) << BUCKET_SHIFT;
        let near = base | ((set & !unknown) << DETAIL_SHIFT);
        let far = near + (unknown << DETAIL_SHIFT) + if unknown == 0 { 0 } else { 1 << DETAIL_SHIFT };
        let ends = [near, far].map(|bits| {
            let value = f64::from_bits(bits);
            if value.is_finite() { value.clamp(lowest, highest) } else { f64::MAX.copysign(value) }
        });
        Self { low: ends[0].min(ends[1]), high: ends[0].max(ends[1]), count: cell >> 32 }
    }
}

/// The bucket of a finite number: its first bits. Zero has one sign.
fn bucket_of(value: f64) -> u32 {
    ((value + 0.0).to_bits() >> BUCKET_SHIFT) as u32
}

/// The details of a number: its bits that are set, and above them those that are clear.
fn details(value: f64) -> u64 {
    let set = ((value + 0.0).to_bits() >> DETAIL_SHIFT) & DETAIL;
    set | ((set ^ DETAIL) << 8)
}

fn widened(cell: u32) -> u64 {
    u64::from(cell >> 16) << 32 | u64::from(cell) & DETAILS
}

/// Two wide cells of one bucket in one.
fn united(left: u64, right: u64) -> u64 {
    ((left >> 32) + (right >> 32)) << 32 | (left | right) & DETAILS
}

/// Where in a window that starts at bucket `first` values are counted, and their details; a place beyond its end is
/// outside.
#[multiversion(targets("x86_64+avx512f+avx512dq+avx512vl+avx512bw", "x86_64+avx2"))]
fn locate(values: &[f64], first: u32, places: &mut [u32], cells: &mut [u32]) {
    for ((value, place), cell) in values.iter().zip(places).zip(cells) {
        let bits = (value + 0.0).to_bits();
        *place = ((bits >> BUCKET_SHIFT) as u32).wrapping_sub(first);
        let set = (bits >> DETAIL_SHIFT) as u32 & DETAIL as u32;
        *cell = set | ((set ^ DETAIL as u32) << 8);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::normal;
    use crate::math::order::OrderStatistics;
    use crate::math::random::Key;
    use proptest::prelude::*;

    const SHARES: [f64; 11] = [0.0, 0.005, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.995, 1.0];

    fn of(column: &[f64]) -> Sketch {
        let mut sketch = Sketch::around(&column[..column.len().min(256)]);
        column.chunks(1024).for_each(|chunk| sketch.add(chunk));
        sketch
    }

    fn normals(numbers: usize) -> Vec<f64> {
        let mut column = vec![0.0; numbers];
        Key::of_seed(3).fill(0, 0, &mut column);
        column.iter().map(|&u| normal::quantile(u)).collect()
    }

    #[track_caller]
    fn assert_as_sorted(column: &[f64]) {
        let (reading, mut order) = (of(column).read(), OrderStatistics::of(column));
        for share in SHARES {
            // Between two order statistics each is off by its own share of itself.
            let place = share * (column.len() - 1) as f64;
            let neighbours = [order.at(place.floor() as usize), order.at(place.ceil() as usize)];
            let most = RELATIVE_ERROR * neighbours[0].abs().max(neighbours[1].abs());
            let (found, expected) = (reading.percentile(share).unwrap(), order.percentile(share).unwrap());
            assert!((found - expected).abs() <= most, "{share}: {found} instead of {expected}");
        }
    }

    #[test]
    fn percentiles_are_within_a_thousandth_of_an_exact_sort() {
        let z = normals(100_000);
        let scaled = |scale: f64, shift: f64| z.iter().map(|z| shift + scale * z).collect::<Vec<f64>>();
        assert_as_sorted(&scaled(1.0, 0.0));
        assert_as_sorted(&scaled(1e5, 3e5));
        assert_as_sorted(&scaled(0.1, -3.0));
        assert_as_sorted(&scaled(1e300, 0.0));
        assert_as_sorted(&scaled(1e-300, 0.0));
        assert_as_sorted(&z.iter().map(|z| libm::exp(2.0 * z)).collect::<Vec<f64>>());
        assert_as_sorted(&z.iter().map(|z| if *z > 0.0 { 0.0 } else { 1.0 + z }).collect::<Vec<f64>>());
    }

    #[test]
    fn whole_numbers_and_constants_come_back_as_they_went() {
        let z = normals(20_000);
        for scale in [1.0, 30.0, 400.0] {
            let column: Vec<f64> = z.iter().map(|z| libm::round(scale * z)).collect();
            let (reading, mut order) = (of(&column).read(), OrderStatistics::of(&column));
            for share in SHARES {
                assert_eq!(reading.percentile(share), order.percentile(share), "{scale} {share}");
            }
        }
        for value in [0.1, -7.3, 0.0, 123_456_789.0, 1e-300] {
            assert_eq!(of(&[value; 3000]).constant(), Some(value));
            assert_eq!(of(&[value; 3000]).read().percentile(0.3), Some(value));
        }
        // Two prices that are no bucket's ends.
        let prices = [100_001.0, 500_009.0].repeat(500);
        let reading = of(&prices).read();
        assert_eq!((reading.percentile(0.2), reading.percentile(0.8)), (Some(100_001.0), Some(500_009.0)));
    }

    #[test]
    fn a_count_may_be_carried_over_many_times() {
        let column: Vec<f64> = (0..200_000).map(|i| f64::from(3 + i % 2)).collect();
        let mut sketch = Sketch::around(&column);
        column.chunks(1024).for_each(|chunk| sketch.add(chunk));
        sketch.add(&column);
        let reading = sketch.read();
        assert_eq!((sketch.existing(), reading.below(4.0)), (400_000, 200_000.0));
        assert_eq!((reading.percentile(0.49), reading.percentile(0.51)), (Some(3.0), Some(4.0)));
    }

    #[test]
    fn what_never_happens_is_above_and_what_does_not_exist_is_left_out() {
        let mut column: Vec<f64> = (1..=6).map(f64::from).collect();
        column.extend([f64::INFINITY; 3]);
        column.extend([f64::NAN; 5]);
        let sketch = of(&column);
        assert_eq!((sketch.existing(), sketch.missing(), sketch.never()), (9, 5, 3));
        let reading = sketch.read();
        assert_eq!((reading.percentile(0.5), reading.percentile(0.9)), (Some(5.0), Some(f64::INFINITY)));
        assert_eq!(of(&[f64::NAN]).read().percentile(0.5), None);
    }

    #[test]
    fn counts_below_a_limit_are_those_of_the_column() {
        let column = normals(50_000);
        let reading = of(&column).read();
        for limit in [-9.0, -2.0, -0.5, 0.0, 0.001, 1.3, 9.0] {
            let expected = column.iter().filter(|x| **x < limit).count() as f64;
            // A bucket holds a thousandth of its value times the density, at most 0.25 of the trials there.
            assert!((reading.below(limit) - expected).abs() <= 25.0, "{limit}: {}", reading.below(limit));
        }
        let atoms = of(&[0.0, 0.0, 0.0, 5.0]).read();
        assert_eq!((atoms.below(0.0), atoms.below(1e-9), atoms.below(5.0), atoms.below(5.1)), (0.0, 3.0, 3.0, 4.0));
    }

    proptest! {
        #[test]
        fn parts_in_any_order_give_the_state_of_the_whole(
            column in prop::collection::vec(prop_oneof![
                -1e3..1e3f64, -1e-9..1e-9f64, Just(0.0), Just(-0.0), -1e300..1e300f64,
                Just(f64::NAN), Just(f64::INFINITY), (0..40u32).prop_map(f64::from),
            ], 1..600),
            cut in 0.0..1.0f64,
        ) {
            let pilot = Sketch::around(&column[..column.len().min(50)]);
            let mut whole = pilot.emptied();
            whole.add(&column);
            let (left, right) = column.split_at((cut * column.len() as f64) as usize);
            let (mut first, mut second) = (pilot.emptied(), Sketch::around(right));
            first.add(right);
            second.add(left);
            first.merge(&second);
            let (whole, parts) = (whole.read(), first.read());
            prop_assert_eq!(&whole.buckets, &parts.buckets);
            prop_assert_eq!((whole.count, whole.never), (parts.count, parts.never));
            for share in SHARES {
                let (a, b) = (whole.percentile(share), parts.percentile(share));
                prop_assert_eq!(a.map(f64::to_bits), b.map(f64::to_bits));
            }
        }
    }
}
