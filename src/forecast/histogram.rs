//! A series' histogram: equal bins over its middle 99 %, since a long tail would squeeze all others into one bin.

use super::summary::Histogram;
use crate::math::sketch::Reading;

/// The most bins; fewer trials have about as many as the square root of their number.
const BINS_MOST: usize = 40;

/// A width that is nothing but rounding, as a share of the values.
const ROUNDING: f64 = 1e-9;

/// What lies outside at either end.
const OUTSIDE: f64 = 0.005;

impl Histogram {
    /// No value at all.
    pub(super) const NONE: Self = Self { edges: Vec::new(), shares: Vec::new(), below: 0.0, above: 0.0 };

    /// The histogram of so many values. Where both percentiles are equal, but for rounding, there is one bin.
    pub(super) fn of(values: &Reading, count: u64) -> Self {
        let (Some(low), Some(high)) = (values.percentile(OUTSIDE), values.percentile(1.0 - OUTSIDE)) else {
            return Self::NONE;
        };
        let is_wide = high - low > ROUNDING * low.abs().max(high.abs());
        let bins = if is_wide { (count as usize).isqrt().clamp(1, BINS_MOST) } else { 1 };
        let width = (high - low) / bins as f64;
        // The last edge is exact, so that what equals the percentile is inside.
        let edges: Vec<f64> =
            (0..=bins).map(|bin| if bin == bins { high } else { low + width * bin as f64 }).collect();
        // A value on an edge belongs to the bin that begins there; one on the last edge is inside.
        let mut below: Vec<f64> = edges[..bins].iter().map(|&edge| values.below(edge)).collect();
        below.push(values.below(high.next_up()));
        let all = count as f64;
        Self {
            edges,
            shares: below.windows(2).map(|pair| (pair[1] - pair[0]) / all).collect(),
            below: below[0] / all,
            above: (all - below[bins]) / all,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::sketch::Sketch;

    fn of(column: &[f64]) -> Histogram {
        let mut sketch = Sketch::around(column);
        sketch.add(column);
        Histogram::of(&sketch.read(), sketch.existing())
    }

    #[test]
    fn bins_are_equal_and_hold_all_but_one_per_cent() {
        // 0 to 2000: the percentiles are 10 and 1990, a bin is 49.5 wide.
        let column: Vec<f64> = (0..=2000).map(f64::from).collect();
        let histogram = of(&column);
        assert_eq!((histogram.edges.len(), histogram.shares.len()), (41, 40));
        assert_eq!((histogram.edges[0], histogram.edges[1], histogram.edges[40]), (10.0, 59.5, 1990.0));
        assert_eq!((histogram.below, histogram.above), (10.0 / 2001.0, 10.0 / 2001.0));
        // From 10 to 59, then from 60 to 108; 1990 itself is in the last.
        assert_eq!((histogram.shares[0], histogram.shares[1]), (50.0 / 2001.0, 49.0 / 2001.0));
        let whole: f64 = histogram.shares.iter().sum::<f64>() + histogram.below + histogram.above;
        assert!((whole - 1.0).abs() < 1e-12, "{whole}");
    }

    #[test]
    fn one_value_is_one_bin_and_none_is_none() {
        let one = Histogram { edges: vec![5.0, 5.0], shares: vec![1.0], below: 0.0, above: 0.0 };
        assert_eq!(of(&[5.0; 30]), one);
        assert_eq!(of(&[]), Histogram::NONE);
        // One in a thousand is outside both percentiles.
        let mut column = [5.0; 1000];
        column[3] = 9.0;
        let heap = Histogram { edges: vec![5.0, 5.0], shares: vec![0.999], below: 0.0, above: 0.001 };
        assert_eq!(of(&column), heap);
        column[4] = 5.0 + 1e-13;
        assert_eq!(of(&column).shares.len(), 1);
    }
}
