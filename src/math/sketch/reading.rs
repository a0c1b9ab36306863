//! Reading a summary: percentiles, and how many values are below a limit.

use super::cell::{BUCKET_SHIFT, DETAIL, DETAIL_SHIFT};

/// A bucket that has values: between `low` and `high`, both of which may occur.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bucket {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) count: u64,
}

/// What a summary says: its buckets in order.
#[derive(Debug)]
pub struct Reading {
    pub(super) buckets: Vec<Bucket>,
    /// How many values come before each bucket.
    pub(super) starts: Vec<u64>,
    pub(super) count: u64,
    pub(super) never: u64,
    pub(super) lowest: f64,
    pub(super) highest: f64,
}

impl Reading {
    /// The percentile `share` in 0..=1, as [`OrderStatistics::percentile`](crate::math::order::OrderStatistics::percentile)
    /// has it, but for [`RELATIVE_ERROR`](super::RELATIVE_ERROR). None where no value exists.
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
