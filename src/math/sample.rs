//! What a column of trials says: its order statistics, percentiles, mean and spread.

/// The column in ascending order, by the total order of `f64` (negative zero before zero, infinities at the ends).
///
/// Numbers are sorted as whole numbers of the same order: by their upper 31 bits in three passes of eleven, which leaves
/// few runs of equal ones, and these by comparison.
pub fn sorted(column: &[f64]) -> Vec<f64> {
    let mut keys: Vec<u64> = column.iter().map(|value| to_key(*value)).collect();
    if keys.len() < RADIX_LEAST {
        keys.sort_unstable();
    } else {
        sort_by_digits(&mut keys);
    }
    keys.into_iter().map(to_value).collect()
}

/// Below this length the counters cost more than comparisons.
const RADIX_LEAST: usize = 1500;
const DIGIT_BITS: usize = 11;
const DIGITS: usize = 3;
/// What the passes leave out.
const LOWER_BITS: usize = 64 - 31;

/// A whole number that compares as the value does.
#[inline]
fn to_key(value: f64) -> u64 {
    let bits = value.to_bits();
    if bits >> 63 == 0 { bits | 1 << 63 } else { !bits }
}

#[inline]
fn to_value(key: u64) -> f64 {
    f64::from_bits(if key >> 63 == 1 { key & !(1 << 63) } else { !key })
}

#[inline]
fn digit(key: u64, place: usize) -> usize {
    (key >> (LOWER_BITS + place * DIGIT_BITS)) as usize & ((1 << DIGIT_BITS) - 1)
}

/// A stable counting sort by each digit in turn, the lowest first.
fn sort_by_digits(keys: &mut Vec<u64>) {
    let mut counts = vec![[0_u32; 1 << DIGIT_BITS]; DIGITS];
    for key in keys.iter() {
        for (place, count) in counts.iter_mut().enumerate() {
            count[digit(*key, place)] += 1;
        }
    }
    let mut other = vec![0; keys.len()];
    for (place, count) in counts.iter_mut().enumerate() {
        if count[digit(keys[0], place)] as usize == keys.len() {
            continue;
        }
        let mut start = 0;
        for entry in count.iter_mut() {
            start += std::mem::replace(entry, start);
        }
        for key in keys.iter() {
            let next = &mut count[digit(*key, place)];
            other[*next as usize] = *key;
            *next += 1;
        }
        std::mem::swap(keys, &mut other);
    }
    for run in keys.chunk_by_mut(|a, b| a >> LOWER_BITS == b >> LOWER_BITS) {
        run.sort_unstable();
    }
}

/// The percentile `share` in [0, 1] of a sorted column: linear interpolation between the order statistics around the
/// rank `share * (n - 1)`, counted from 0 (Hyndman and Fan's definition 7, the default of NumPy, R and Excel).
///
/// `None` where the column is empty.
pub fn percentile(sorted: &[f64], share: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let rank = share.clamp(0.0, 1.0) * last as f64;
    let below = rank as usize;
    let part = rank - below as f64;
    let low = sorted[below];
    let high = sorted[(below + 1).min(last)];
    // Equal neighbours may be infinite, whose difference is not a number.
    if part == 0.0 || low == high {
        return Some(low);
    }
    Some(low + part * (high - low))
}

/// The mean; `None` where the column is empty.
pub fn mean(column: &[f64]) -> Option<f64> {
    if column.is_empty() {
        return None;
    }
    Some(column.iter().sum::<f64>() / column.len() as f64)
}

/// The standard deviation with `n - 1` below, about the given mean of the column; `None` below two values.
pub fn standard_deviation(column: &[f64], mean: f64) -> Option<f64> {
    if column.len() < 2 {
        return None;
    }
    let squares: f64 = column.iter().map(|x| (x - mean) * (x - mean)).sum();
    Some((squares / (column.len() - 1) as f64).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn percentiles_are_those_of_numpy() {
        // numpy.percentile([1, 2, 4, 8, 16], [0, 5, 10, 50, 90, 100])
        let column = [1.0, 2.0, 4.0, 8.0, 16.0];
        for (share, value) in [(0.0, 1.0), (0.05, 1.2), (0.1, 1.4), (0.5, 4.0), (0.9, 12.8), (1.0, 16.0)] {
            assert!((percentile(&column, share).unwrap() - value).abs() < 1e-12);
        }
        assert_eq!(percentile(&[], 0.5), None);
        assert_eq!(percentile(&[3.0], 0.9), Some(3.0));
        assert_eq!(percentile(&[1.0, f64::INFINITY, f64::INFINITY], 0.75), Some(f64::INFINITY));
    }

    #[test]
    fn moments_of_a_short_column_are_exact() {
        assert_eq!(mean(&[1.0, 2.0, 6.0]), Some(3.0));
        assert_eq!(standard_deviation(&[1.0, 2.0, 6.0], 3.0), Some(7.0_f64.sqrt()));
        assert_eq!(mean(&[]), None);
        assert_eq!(standard_deviation(&[1.0], 1.0), None);
    }

    #[test]
    fn sorted_tells_apart_what_differs_in_the_last_bits() {
        let column: Vec<f64> = (0..5000_u64).map(|i| 1.0 + (i * 7919 % 5000) as f64 * f64::EPSILON).collect();
        assert!(sorted(&column).windows(2).all(|pair| pair[0] < pair[1]));
    }

    proptest! {
        #[test]
        fn sorted_is_the_total_order(mut column in proptest::collection::vec(any::<f64>(), 0..4000)) {
            let ours: Vec<u64> = sorted(&column).into_iter().map(f64::to_bits).collect();
            column.sort_by(f64::total_cmp);
            let theirs: Vec<u64> = column.into_iter().map(f64::to_bits).collect();
            prop_assert_eq!(ours, theirs);
        }
    }
}
