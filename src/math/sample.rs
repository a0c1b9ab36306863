//! What a column of trials says: its order statistics, percentiles, mean and spread.

/// The column in ascending order.
pub fn sorted(column: &[f64]) -> Vec<f64> {
    let mut values = column.to_vec();
    values.sort_unstable_by(f64::total_cmp);
    values
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
