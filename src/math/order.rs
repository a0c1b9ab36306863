//! Order statistics of a column, at the cost of those that are asked for.
//!
//! A forecast asks a column of trials for a dozen ranks out of thousands. So the values are scattered once into buckets
//! of equal width, in order, and a bucket is sorted when a rank falls into it. Evenly spread columns take a few
//! operations a value; the worst that an uneven one can do is to be sorted whole.

use super::columns::range;
use super::vectors::in_vectors;

/// Values to a bucket, on average.
const BUCKET_VALUES: usize = 16;

/// A column's values, partly in order.
#[derive(Debug)]
pub struct OrderStatistics {
    /// Bucket after bucket.
    values: Vec<f64>,
    /// Where each bucket ends.
    ends: Vec<usize>,
    sorted: Vec<bool>,
}

impl OrderStatistics {
    /// The order statistics of a column without NaN.
    pub fn of(column: &[f64]) -> Self {
        let (low, high) = range(column);
        let buckets = (column.len() / BUCKET_VALUES).max(1);
        let width = (high - low) / buckets as f64;
        if !(width.is_finite() && width > f64::MIN_POSITIVE) {
            return Self { values: column.to_vec(), ends: vec![column.len()], sorted: vec![false] };
        }
        let per_unit = 1.0 / width;
        // Twice, a part at a time: long columns leave no room for a third one.
        let each = |take: &mut dyn FnMut(f64, usize)| {
            let mut places = [0; PART];
            for part in column.chunks(PART) {
                fill_buckets(part, low, per_unit, &mut places);
                for (&value, &place) in part.iter().zip(&places) {
                    take(value, (place as usize).min(buckets - 1));
                }
            }
        };
        let mut ends = vec![0; buckets];
        each(&mut |_, bucket| ends[bucket] += 1);
        let mut start = 0;
        for end in &mut ends {
            start += std::mem::replace(end, start);
        }
        // `ends` holds where each bucket begins, and moves on as its values are put down.
        let mut values = vec![0.0; column.len()];
        each(&mut |value, bucket| {
            values[ends[bucket]] = value;
            ends[bucket] += 1;
        });
        Self { values, ends, sorted: vec![false; buckets] }
    }

    /// How many values there are.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The value of a rank, the smallest is 0; the rank is below the length.
    pub fn at(&mut self, rank: usize) -> f64 {
        let bucket = self.ends.partition_point(|&end| end <= rank);
        if !self.sorted[bucket] {
            let start = if bucket == 0 { 0 } else { self.ends[bucket - 1] };
            self.values[start..self.ends[bucket]].sort_unstable_by(f64::total_cmp);
            self.sorted[bucket] = true;
        }
        self.values[rank]
    }

    /// The percentile `share` in 0..=1: linear between the order statistics around rank `share (n - 1)`, as NumPy's
    /// default (Hyndman and Fan 1996, definition 7). None where the column is empty.
    pub fn percentile(&mut self, share: f64) -> Option<f64> {
        let last = self.len().checked_sub(1)?;
        let place = share.clamp(0.0, 1.0) * last as f64;
        let below = place as usize;
        let part = place - below as f64;
        let low = self.at(below);
        let high = if below == last { low } else { self.at(below + 1) };
        // Equal neighbours may be infinite, whose difference is not a number.
        Some(if part == 0.0 || low == high { low } else { low + part * (high - low) })
    }
}

/// Numbers that have about these shares of a column at or below them, each a little more than its share: the column's
/// range is halved so often that what is left is less than a ten-thousandth of it. Zeros of an empty column; no value is
/// NaN.
pub fn near_percentiles(column: &[f64], shares: [f64; 3]) -> [f64; 3] {
    if column.is_empty() {
        return [0.0; 3];
    }
    let (least, most) = range(column);
    let wanted = shares.map(|share| (share * column.len() as f64).ceil() as u64);
    let (mut low, mut high) = ([least; 3], [most; 3]);
    for _ in 0..HALVINGS {
        let middle = std::array::from_fn(|place| 0.5 * low[place] + 0.5 * high[place]);
        let counts = count_up_to(column, middle);
        for place in 0..shares.len() {
            if counts[place] < wanted[place] {
                low[place] = middle[place];
            } else {
                high[place] = middle[place];
            }
        }
    }
    high
}

/// How often [`near_percentiles`] halves a range.
const HALVINGS: usize = 14;

in_vectors! {
    /// How many values are at or below each of three numbers.
    fn count_up_to(column: &[f64], [first, second, third]: [f64; 3]) -> [u64; 3] {
        let mut counts = [0; 3];
        for value in column {
            counts[0] += u64::from(*value <= first);
            counts[1] += u64::from(*value <= second);
            counts[2] += u64::from(*value <= third);
        }
        counts
    }
}

/// Values whose buckets are worked out at a time.
const PART: usize = 512;

in_vectors! {
    /// The buckets of values that are not below `low`; the highest may be one beyond the last.
    fn fill_buckets(column: &[f64], low: f64, per_unit: f64, places: &mut [u32]) {
        for (value, place) in column.iter().zip(places) {
            *place = ((value - low) * per_unit) as u32;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Against a sorted column: each is above the value of its rank, and by a ten-thousandth of the range at most.
    #[test]
    fn near_percentiles_are_near() {
        let key = crate::math::random::Key::of_seed(17);
        for (number, size) in [1usize, 2, 3, 10, 256, 1000].into_iter().enumerate() {
            for kind in 0..4 {
                let value = |i: u64| match (kind, key.uniform(i, number as u64)) {
                    (0, u) => u - 0.5,
                    (1, u) => (9.0 * u).floor(),
                    (2, u) => libm::pow(u, -3.0),
                    (_, _) => 7.0,
                };
                let column: Vec<f64> = (0..size as u64).map(value).collect();
                let mut sorted = column.clone();
                sorted.sort_unstable_by(f64::total_cmp);
                let shares = [0.1, 0.5, 0.9];
                for (near, share) in near_percentiles(&column, shares).into_iter().zip(shares) {
                    let exact = sorted[(share * size as f64).ceil() as usize - 1];
                    let room = (sorted[size - 1] - sorted[0]) * 1e-4;
                    assert!((exact..=exact + room).contains(&near), "{kind} {size} {share}: {near} {exact}");
                }
            }
        }
        assert_eq!(near_percentiles(&[], [0.1, 0.5, 0.9]), [0.0; 3]);
    }
    use proptest::prelude::*;

    #[test]
    fn percentiles_are_numpys() {
        // numpy.percentile([4, 1, 8, 2], [0, 10, 50, 90, 100]) = 1, 1.3, 3, 6.8, 8
        let mut order = OrderStatistics::of(&[4.0, 1.0, 8.0, 2.0]);
        for (share, expected) in [(0.0, 1.0), (0.1, 1.3), (0.5, 3.0), (0.9, 6.8), (1.0, 8.0)] {
            assert!((order.percentile(share).unwrap() - expected).abs() < 1e-12, "{share}");
        }
    }

    #[test]
    fn a_column_may_be_empty_even_or_infinite() {
        assert_eq!(OrderStatistics::of(&[]).percentile(0.5), None);
        assert_eq!(OrderStatistics::of(&[3.0; 50]).percentile(0.9), Some(3.0));
        let mut never = OrderStatistics::of(&[f64::INFINITY, 1.0, 2.0, f64::INFINITY]);
        assert_eq!((never.percentile(1.0 / 3.0), never.percentile(0.9)), (Some(2.0), Some(f64::INFINITY)));
    }

    proptest! {
        #[test]
        fn every_rank_is_that_of_the_sorted_column(
            column in prop::collection::vec(prop_oneof![-1e3..1e3f64, -1e-9..1e-9f64, Just(0.0), -1e300..1e300f64], 1..400),
            share in 0.0..=1.0f64,
        ) {
            let mut whole = column.clone();
            whole.sort_unstable_by(f64::total_cmp);
            let mut order = OrderStatistics::of(&column);
            let percentile = order.percentile(share).unwrap();
            let place = share * (whole.len() - 1) as f64;
            prop_assert!((whole[place.floor() as usize]..=whole[place.ceil() as usize]).contains(&percentile));
            for (rank, value) in whole.iter().enumerate() {
                prop_assert_eq!(order.at(rank), *value);
            }
        }
    }
}
