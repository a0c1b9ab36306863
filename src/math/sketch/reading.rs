//! Reading a summary: percentiles, and how many values are below a limit.
//!
//! Buckets are made when they are asked for. All that is made before is how many values come before each few cells, so
//! that a rank finds its cell among them.

use super::Sketch;
use super::cell::{BUCKET_SHIFT, DETAIL, DETAIL_SHIFT, ONE_WIDE, bucket_in_order, bucket_of, order_of};
use std::ops::Range;

/// A bucket that has values: between `low` and `high`, both of which may occur.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bucket {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) count: u64,
}

/// Neighbouring buckets that hold values, in order of these.
#[derive(Debug)]
pub(super) struct Stretch {
    pub(super) orders: Range<u32>,
    /// How many values come before; until they are counted, its own.
    pub(super) before: u64,
}

/// What a summary says.
#[derive(Debug)]
pub struct Reading<'a> {
    sketch: &'a Sketch,
    stretches: Vec<Stretch>,
}

impl Stretch {
    /// One bucket.
    pub(super) fn of_one(bucket: u32, cell: u64) -> Self {
        let order = order_of(bucket);
        Self { orders: order..order + 1, before: cell >> 32 }
    }
}

impl<'a> Reading<'a> {
    /// Of stretches with their own counts.
    pub(super) fn of(sketch: &'a Sketch, mut stretches: Vec<Stretch>) -> Self {
        // As a rule they are one window's, which are in order or the other way round.
        stretches.sort_by_key(|stretch| stretch.orders.start);
        let mut before = 0;
        for stretch in &mut stretches {
            before += std::mem::replace(&mut stretch.before, before);
        }
        Self { sketch, stretches }
    }

    /// The percentile `share` in 0..=1, as [`OrderStatistics::percentile`](crate::math::order::OrderStatistics::percentile)
    /// has it, but for [`RELATIVE_ERROR`](super::RELATIVE_ERROR). None where no value exists.
    pub fn percentile(&self, share: f64) -> Option<f64> {
        let last = self.sketch.existing().checked_sub(1)?;
        let place = share.clamp(0.0, 1.0) * last as f64;
        let below = (place as u64).min(last);
        let part = place - below as f64;
        let (before, bucket) = self.bucket_of_rank(below);
        let low = self.at(below, before, bucket);
        if part <= 0.0 || below == last {
            return Some(low);
        }
        // Its neighbour is in the same bucket, as a rule.
        let is_near = below + 1 < before + bucket.count;
        let (before, bucket) = if is_near { (before, bucket) } else { self.bucket_of_rank(below + 1) };
        let high = self.at(below + 1, before, bucket);
        Some(if low == high { low } else { low + part * (high - low) })
    }

    /// The value of a rank, the smallest is 0, in its bucket. Those of a bucket are taken to lie evenly in it.
    fn at(&self, rank: u64, before: u64, bucket: Bucket) -> f64 {
        if rank >= self.sketch.count {
            f64::INFINITY
        } else if rank == 0 {
            self.sketch.lowest
        } else if rank == self.sketch.count - 1 {
            self.sketch.highest
        } else {
            let part = ((rank - before) as f64 + 0.5) / bucket.count as f64;
            bucket.low + part * (bucket.high - bucket.low)
        }
    }

    /// How many values come before the bucket of a rank, and the bucket; that of all that is infinite has no end.
    fn bucket_of_rank(&self, rank: u64) -> (u64, Bucket) {
        let beyond =
            (self.sketch.count, Bucket { low: f64::INFINITY, high: f64::INFINITY, count: u64::MAX / 2 });
        if rank >= self.sketch.count {
            return beyond;
        }
        let place = self.stretches.partition_point(|stretch| stretch.before <= rank) - 1;
        let mut before = self.stretches[place].before;
        for (_, bucket) in self.cells(place) {
            let after = before + (bucket.1 >> 32);
            if rank < after {
                return (before, self.bucket(bucket));
            }
            before = after;
        }
        beyond
    }

    /// How many values are below a limit; of its own bucket as many as lie below it if they lie evenly.
    pub fn below(&self, limit: f64) -> f64 {
        let own = order_of(bucket_of(limit));
        let place = self.stretches.partition_point(|stretch| stretch.orders.start <= own);
        let Some(place) = place.checked_sub(1) else { return 0.0 };
        let mut before = self.stretches[place].before;
        for (order, cell) in self.cells(place).take_while(|(order, _)| *order <= own) {
            if order == own && cell.1 >= ONE_WIDE {
                let bucket = self.bucket(cell);
                if bucket.low < limit {
                    let (of_limit, width) = (limit - bucket.low, bucket.high - bucket.low);
                    let part = if bucket.high < limit { 1.0 } else { of_limit / width };
                    return before as f64 + part * bucket.count as f64;
                }
            } else {
                before += cell.1 >> 32;
            }
        }
        before as f64
    }

    /// The buckets of a stretch in order, each with its wide cell.
    fn cells(&self, stretch: usize) -> impl Iterator<Item = (u32, (u32, u64))> {
        self.stretches[stretch].orders.clone().map(|order| {
            let bucket = bucket_in_order(order);
            (order, (bucket, self.sketch.cell(bucket)))
        })
    }

    fn bucket(&self, (bucket, cell): (u32, u64)) -> Bucket {
        Bucket::of(bucket, cell, self.sketch.lowest, self.sketch.highest)
    }
}

impl Bucket {
    pub(super) fn of(bucket: u32, cell: u64, lowest: f64, highest: f64) -> Self {
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
