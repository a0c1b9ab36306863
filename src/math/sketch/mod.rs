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

mod cell;
mod reading;
#[cfg(test)]
mod tests;
mod window;

use cell::{ONE_WIDE, bucket_of, details, locate, spans, united};
use reading::Stretch;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use window::Window;

pub use reading::Reading;

/// The most that a value read from the summary is off, relative to an exact sort.
pub const RELATIVE_ERROR: f64 = 1.0 / 1024.0;

/// The most values that are counted before cells are carried over.
const CARRY_MOST: usize = 0xFFFF;

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

impl Sketch {
    /// An empty summary with its cells where values like these will fall; others have their places too, which take
    /// longer to find.
    pub fn around(pilot: &[f64]) -> Self {
        let [(positive, above), (negative, below)] =
            spans(pilot).map(|span| (Window::around(span.low, span.high), span.count));
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
            self.add_cell(bucket_of(lowest), details(lowest) | (ONE_WIDE * column.len() as u64));
            return;
        }
        let mut words = [0; CHUNK];
        for part in column.chunks(CARRY_MOST) {
            self.fresh += part.len();
            if self.fresh > CARRY_MOST {
                self.windows.iter_mut().for_each(Window::carry);
                self.fresh = part.len();
            }
            self.windows[0].fetch(lowest, highest);
            for chunk in part.chunks(CHUNK) {
                let words = &mut words[..chunk.len()];
                locate(chunk, self.windows[0].first, words);
                if self.windows[0].add(words) > 0 {
                    let length = self.windows[0].cells.len();
                    let is_outside = |word: u32| (word >> 16) as usize >= length;
                    let outside = words.iter().zip(chunk).filter(|(word, _)| is_outside(**word));
                    self.add_outside(outside.map(|(_, value)| *value));
                }
            }
        }
    }

    /// Adds values that are outside the first window.
    fn add_outside(&mut self, values: impl Iterator<Item = f64>) {
        // Zeros come many at a time.
        let mut last = (0, 0);
        for value in values {
            let bucket = bucket_of(value);
            if self.windows[1].add_one(bucket, details(value) as u32) {
                continue;
            }
            if bucket != last.0 {
                self.add_rest(last);
                last = (bucket, 0);
            }
            last.1 = united(last.1, details(value) | ONE_WIDE);
        }
        self.add_rest(last);
    }

    /// Adds to the cell of a bucket that no window has.
    fn add_rest(&mut self, (bucket, cell): (u32, u64)) {
        if cell > 0 {
            let known = self.rest.entry(bucket).or_insert(0);
            *known = united(*known, cell);
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
    fn filled(&self) -> Vec<(u32, u64)> {
        let mut filled: Vec<(u32, u64)> = Vec::new();
        for window in &self.windows {
            window.each_filled(&mut |bucket, cell| filled.push((bucket, cell)));
        }
        filled.extend(self.rest.iter().map(|(bucket, cell)| (*bucket, *cell)));
        filled
    }

    /// Adds to the cell of a bucket, wherever it is.
    fn add_cell(&mut self, bucket: u32, cell: u64) {
        if !self.windows.iter_mut().any(|window| window.add_cell(bucket, cell)) {
            self.add_rest((bucket, cell));
        }
    }

    /// The wide cell of a bucket.
    fn cell(&self, bucket: u32) -> u64 {
        let known = self.windows.iter().find_map(|window| window.cell(bucket));
        known.unwrap_or_else(|| self.rest.get(&bucket).copied().unwrap_or(0))
    }

    /// The summary, ready to be read.
    pub fn read(&self) -> Reading<'_> {
        let mut stretches = Vec::new();
        for window in &self.windows {
            window.add_stretches(self.lowest, self.highest, &mut stretches);
        }
        stretches.extend(self.rest.iter().map(|(&bucket, &cell)| Stretch::of_one(bucket, cell)));
        Reading::of(self, stretches)
    }
}
