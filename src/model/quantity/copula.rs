//! The Gaussian copula's correlation matrix: from Spearman's rho, whether it is possible, its factor, and which
//! coefficient would mend it.

use super::copula_search::{EIGENVALUE_NOISE, feasible_interval};
use nalgebra::DMatrix;

/// The copula's coefficient for a Spearman correlation: `2 sin(pi rho / 6)` (Pearson 1907).
pub(crate) fn copula_coefficient(spearman: f64) -> f64 {
    if spearman.abs() == 1.0 {
        return spearman;
    }
    2.0 * libm::sin(std::f64::consts::PI * spearman / 6.0)
}

/// The Spearman correlation of a copula's coefficient.
fn spearman(coefficient: f64) -> f64 {
    6.0 / std::f64::consts::PI * libm::asin(coefficient / 2.0)
}

/// The smallest eigenvalue, if it is negative, with the members whose part in its vector is more than a fifth of the
/// largest part.
pub(crate) fn most_negative(matrix: &[Vec<f64>]) -> Option<(f64, Vec<usize>)> {
    let eigen = dense(matrix).symmetric_eigen();
    let (at, smallest) = eigen
        .eigenvalues
        .iter()
        .copied()
        .enumerate()
        .min_by(|a, b| a.1.total_cmp(&b.1))
        .filter(|(_, value)| *value < -EIGENVALUE_NOISE)?;
    let vector = eigen.eigenvectors.column(at);
    let largest = vector.iter().fold(0.0_f64, |most, part| most.max(part.abs()));
    let members = (0..matrix.len()).filter(|&i| vector[i].abs() > 0.2 * largest).collect();
    Some((smallest, members))
}

/// The interval of Spearman correlations, rounded inward to three digits, that the pair may take beside the others,
/// if there is one.
pub(crate) fn mends(matrix: &[Vec<f64>], row: usize, column: usize) -> Option<(f64, f64)> {
    let mut trial = dense(matrix);
    let (low, high) = feasible_interval(|coefficient| {
        trial[(row, column)] = coefficient;
        trial[(column, row)] = coefficient;
        trial.symmetric_eigenvalues().min()
    })?;
    let low = (spearman(low) * 1000.0).ceil() / 1000.0;
    let high = (spearman(high) * 1000.0).floor() / 1000.0;
    // Adding 0 turns a rounded -0 into 0.
    (low <= high).then_some((low + 0.0, high + 0.0))
}

/// The lower-triangular factor of a positive semi-definite correlation matrix, rows as long as their number.
/// A member that the earlier ones determine gets no column of its own.
pub(crate) fn factor(matrix: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let mut rows: Vec<Vec<f64>> = Vec::with_capacity(matrix.len());
    for (i, coefficients) in matrix.iter().enumerate() {
        let mut row = Vec::with_capacity(i + 1);
        for (j, earlier) in rows.iter().enumerate() {
            let known: f64 = row.iter().zip(earlier).map(|(a, b): (&f64, &f64)| a * b).sum();
            let pivot: f64 = earlier[j];
            row.push(if pivot > 0.0 { (coefficients[j] - known) / pivot } else { 0.0 });
        }
        let left = 1.0 - row.iter().map(|a| a * a).sum::<f64>();
        row.push(if left > 1e-12 { left.sqrt() } else { 0.0 });
        let length = row.iter().map(|a| a * a).sum::<f64>().sqrt();
        row.iter_mut().for_each(|a| *a /= length);
        rows.push(row);
    }
    rows
}

fn dense(matrix: &[Vec<f64>]) -> DMatrix<f64> {
    DMatrix::from_fn(matrix.len(), matrix.len(), |i, j| matrix[i][j])
}

#[cfg(test)]
mod tests {
    use super::{copula_coefficient, factor, mends, most_negative};

    fn matrix(a: f64, b: f64, c: f64) -> Vec<Vec<f64>> {
        let [a, b, c] = [a, b, c].map(copula_coefficient);
        vec![vec![1.0, a, b], vec![a, 1.0, c], vec![b, c, 1.0]]
    }

    #[test]
    fn spearman_may_be_possible_where_the_copula_is_not() {
        let plain = vec![vec![1.0, 0.879, 0.592], vec![0.879, 1.0, 0.145], vec![0.592, 0.145, 1.0]];
        assert_eq!(most_negative(&plain), None);
        let (value, members) = most_negative(&matrix(0.879, 0.592, 0.145)).unwrap();
        assert!(value < 0.0);
        assert_eq!(members, [0, 1, 2]);
    }

    #[test]
    fn a_mended_coefficient_is_possible_and_the_next_thousandth_is_not() {
        let broken = matrix(0.9, 0.9, -0.5);
        let (low, high) = mends(&broken, 1, 2).unwrap();
        for (rho, possible) in [(low, true), (high, true), (low - 0.001, false), (high + 0.001, false)] {
            if rho.abs() <= 1.0 {
                assert_eq!(most_negative(&matrix(0.9, 0.9, rho)).is_none(), possible, "{rho}");
            }
        }
    }

    #[test]
    fn the_factor_gives_the_matrix_back_at_the_edge_of_the_possible_too() {
        for correlations in
            [(1.0, 0.4, 0.4), (-1.0, 0.3, -0.3), (0.0, 0.0, 0.0), (0.5, -0.2, 0.7), (1.0, -1.0, -1.0)]
        {
            let stated = matrix(correlations.0, correlations.1, correlations.2);
            let rows = factor(&stated);
            for i in 0..3 {
                for j in 0..=i {
                    let product: f64 = rows[i].iter().zip(&rows[j]).map(|(a, b)| a * b).sum();
                    assert!((product - stated[i][j]).abs() < 1e-12, "{correlations:?} {i} {j} {product}");
                }
            }
        }
    }
}
