//! Cells of consecutive buckets, and how they are carried over before a count overflows.

use super::cell::{NEGATIVE, bucket_of, united, widened};
use serde::{Deserialize, Serialize};

/// The most buckets of a window: 8 powers of two.
const WINDOW_MOST: u32 = 8192;

/// Cells to a line of the processor's cache.
const LINE_CELLS: usize = 16;

/// Cells of consecutive buckets: a count above two sets of details, 8 bits each.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Window {
    pub(super) first: u32,
    pub(super) cells: Vec<u32>,
    /// What was carried over from them; empty before the first time.
    pub(super) carried: Vec<u64>,
}

impl Window {
    /// Room for the buckets from `low` to `high` and half as many again on either side.
    pub(super) fn around(low: u32, high: u32) -> Self {
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
    pub(super) fn fetch(&self, lowest: f64, highest: f64) {
        let place = |value: f64| (bucket_of(value).wrapping_sub(self.first) as usize).min(self.cells.len());
        let (one, other) = (place(lowest), place(highest));
        let near = &self.cells[one.min(other)..one.max(other)];
        std::hint::black_box(near.iter().step_by(LINE_CELLS).fold(0, |any, cell| any | cell));
    }

    /// Carries the counts over into wide cells.
    pub(super) fn carry(&mut self) {
        self.carried.resize(self.cells.len(), 0);
        for (carried, cell) in self.carried.iter_mut().zip(&mut self.cells) {
            *carried = united(*carried, widened(*cell));
            *cell = 0;
        }
    }

    /// Buckets that have values, with their wide cells.
    pub(super) fn filled(&self) -> impl Iterator<Item = (u32, u64)> {
        let carried = self.carried.iter().copied().chain(std::iter::repeat(0));
        let cells = self.cells.iter().zip(carried).map(|(cell, carried)| united(carried, widened(*cell)));
        (self.first..).zip(cells).filter(|(_, cell)| *cell != 0)
    }
}
