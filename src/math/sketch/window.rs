//! Cells of consecutive buckets, and how they are carried over before a count overflows.

use super::cell::{
    DETAILS, NEGATIVE, ONE, STRETCH, bucket_in_order, bucket_of, count, count_wide, order_of, united, widened,
};
use super::reading::Stretch;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// The most buckets of a window: 12 powers of two. Of what is on both sides of 0, one in some thousands is nearer to it.
const WINDOW_MOST: u32 = 12 << 10;

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
    /// Room for the buckets from `low` to `high` and a quarter as many again on either side: of 256 values of a normal law
    /// that is 4.3 standard deviations, and room that is not used takes time to be cleared.
    pub(super) fn around(low: u32, high: u32) -> Self {
        if low > high {
            return Self::default();
        }
        let margin = (high - low) / 4 + 16;
        // All buckets of a window have one sign; of too many the nearest to 0 are left out.
        let side = low & NEGATIVE;
        let last = (high + margin).min(side | (NEGATIVE - 1));
        let first = low.saturating_sub(margin).max(side).max(last.saturating_sub(WINDOW_MOST - 1));
        Self { first, cells: vec![0; (last - first + 1) as usize], carried: Vec::new() }
    }

    /// The cells of the values between two.
    fn between(&self, lowest: f64, highest: f64) -> Range<usize> {
        let Some(last) = self.cells.len().checked_sub(1) else { return 0..0 };
        let ends = [self.first, self.first + last as u32].map(order_of);
        let low = ends[0].min(ends[1]).max(order_of(bucket_of(lowest)));
        let high = ends[0].max(ends[1]).min(order_of(bucket_of(highest)));
        if low > high {
            return 0..0;
        }
        let places = [low, high].map(|order| (bucket_in_order(order) - self.first) as usize);
        places[0].min(places[1])..places[0].max(places[1]) + 1
    }

    /// Has the cells between two values brought near, in a row, which is faster than one by one.
    pub(super) fn fetch(&self, lowest: f64, highest: f64) {
        let near = &self.cells[self.between(lowest, highest)];
        std::hint::black_box(near.iter().step_by(LINE_CELLS).fold(0, |any, cell| any | cell));
    }

    /// Counts values that were [located](super::cell::locate), and tells how many are outside.
    pub(super) fn add(&mut self, words: &[u32]) -> usize {
        let cells = self.cells.as_mut_slice();
        let mut outside = 0;
        for &word in words {
            match cells.get_mut((word >> 16) as usize) {
                Some(known) => *known = (*known | word & DETAILS as u32) + ONE,
                None => outside += 1,
            }
        }
        outside
    }

    /// Counts one value, if its bucket is one of these.
    pub(super) fn add_one(&mut self, bucket: u32, details: u32) -> bool {
        let known = self.cells.get_mut(bucket.wrapping_sub(self.first) as usize);
        known.map(|known| *known = (*known | details) + ONE).is_some()
    }

    /// Carries the counts over into wide cells.
    pub(super) fn carry(&mut self) {
        self.make_room();
        // Where there is nothing no memory is touched.
        for (carried, cell) in self.carried.iter_mut().zip(&mut self.cells).filter(|(_, cell)| **cell > 0) {
            *carried = united(*carried, widened(*cell));
            *cell = 0;
        }
    }

    /// The wide cell of a bucket, if it is one of these.
    pub(super) fn cell(&self, bucket: u32) -> Option<u64> {
        let place = bucket.wrapping_sub(self.first) as usize;
        let cell = widened(*self.cells.get(place)?);
        Some(self.carried.get(place).map_or(cell, |carried| united(*carried, cell)))
    }

    /// Adds the stretches between two values that hold any, each with its own count.
    pub(super) fn add_stretches(&self, lowest: f64, highest: f64, stretches: &mut Vec<Stretch>) {
        let cells = self.between(lowest, highest);
        let mut counts = vec![0; cells.len().div_ceil(STRETCH)];
        count(&self.cells[cells.clone()], &mut counts);
        if let Some(carried) = self.carried.get(cells.clone()) {
            count_wide(carried, &mut counts);
        }
        for (place, &count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            let from = cells.start + place * STRETCH;
            let to = (from + STRETCH).min(cells.end) - 1;
            let ends = [from, to].map(|place| order_of(self.first + place as u32));
            stretches.push(Stretch { orders: ends[0].min(ends[1])..ends[0].max(ends[1]) + 1, before: count });
        }
    }

    /// Makes room for what is carried over.
    fn make_room(&mut self) {
        if self.carried.is_empty() {
            self.carried = vec![0; self.cells.len()];
        }
    }

    /// Adds a wide cell to that of a bucket, if it is one of these.
    pub(super) fn add_cell(&mut self, bucket: u32, cell: u64) -> bool {
        let place = bucket.wrapping_sub(self.first) as usize;
        let is_here = place < self.cells.len();
        if is_here {
            self.make_room();
            self.carried[place] = united(self.carried[place], cell);
        }
        is_here
    }

    /// Hands over the buckets that have values, with their wide cells: most have none.
    pub(super) fn each_filled(&self, take: &mut impl FnMut(u32, u64)) {
        for (place, &cell) in self.cells.iter().enumerate() {
            let carried = self.carried.get(place).map_or(0, |carried| *carried);
            if cell != 0 || carried != 0 {
                take(self.first + place as u32, united(carried, widened(cell)));
            }
        }
    }
}
