//! Columns of trials: their sums, mean and spread.

use multiversion::multiversion;

/// Adds a column cell by cell.
#[multiversion(targets("x86_64+avx512f+avx512dq+avx512vl+avx512bw", "x86_64+avx2"))]
pub fn add(sums: &mut [f64], column: &[f64]) {
    for (sum, cell) in sums.iter_mut().zip(column) {
        *sum += cell;
    }
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

    #[test]
    fn mean_and_deviation_are_the_textbooks() {
        // Sum 40, squares about 5 sum to 32, over 7.
        let column = [2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0];
        assert_eq!(mean(&column), Some(5.0));
        let deviation = standard_deviation(&column, 5.0).unwrap();
        assert!((deviation - f64::sqrt(32.0 / 7.0)).abs() < 1e-15);
    }

    #[test]
    fn too_few_values_have_none() {
        assert_eq!(mean(&[]), None);
        assert_eq!(standard_deviation(&[3.0], 3.0), None);
    }
}
