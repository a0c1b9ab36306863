//! Sums over a block's trials of a table's rows, by scramble: all that is kept of what a block's parameters let expect.
//!
//! They are taken about the row's first value, so that what never varies has no rounding error.

use super::cohort_revenue::Lanes;
use super::points::REPLICATES;
use super::rows::Rows;
use crate::math::columns::{add_deviations_by_lane, multiply};
use serde::{Deserialize, Serialize};

/// The sums of one measure, by month.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MonthSums {
    /// Each month's value in the first trial.
    pub pivots: Vec<f64>,
    /// Each month's sums of `value - pivot`, one a scramble (trial `i` belongs to scramble `i % 32`).
    pub lanes: Vec<Lanes>,
}

impl MonthSums {
    /// The sums of the first months of a table of months by trials.
    pub(super) fn of(table: &Rows, months: usize) -> Self {
        if table.is_repeated() {
            let (pivot, lanes) = sums(table.row(0));
            return Self { pivots: vec![pivot; months], lanes: vec![lanes; months] };
        }
        let (pivots, lanes) = (0..months).map(|month| sums(table.row(month))).unzip();
        Self { pivots, lanes }
    }

    /// The sums of a table whose rows are multiplied by a column.
    pub(super) fn of_products(table: &Rows, factors: &[f64]) -> Self {
        let mut product = vec![0.0; factors.len()];
        let of_month = |month| {
            multiply(table.row(month), factors, &mut product);
            sums(&product)
        };
        let (pivots, lanes) = (0..table.len()).map(of_month).unzip();
        Self { pivots, lanes }
    }

    /// Adds a month's sums about another pivot, of so many trials.
    pub fn add_to(&self, month: usize, pivot: f64, trials: usize, sums: &mut Lanes) {
        let shift = self.pivots[month] - pivot;
        for (lane, (sum, own)) in sums.iter_mut().zip(&self.lanes[month]).enumerate() {
            let count = trials / REPLICATES + usize::from(lane < trials % REPLICATES);
            *sum += own + count as f64 * shift;
        }
    }
}

fn sums(row: &[f64]) -> (f64, Lanes) {
    let mut lanes = [0.0; REPLICATES];
    add_deviations_by_lane(row, row[0], &mut lanes);
    (row[0], lanes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 37 trials: the last five are the second of their scrambles.
    #[test]
    fn sums_about_any_pivot_are_those_of_the_values() {
        let row: Vec<f64> = (0..37).map(|trial| f64::from(trial * trial)).collect();
        let mut table = Rows::with_room(2, 37);
        table.push(&[7.0; 37]);
        table.push(&row);
        for (sums, factor) in
            [(MonthSums::of(&table, 2), 1.0), (MonthSums::of_products(&table, &[3.0; 37]), 3.0)]
        {
            let mut lanes = [0.0; REPLICATES];
            sums.add_to(1, 10.0, 37, &mut lanes);
            let by_hand: [f64; REPLICATES] = std::array::from_fn(|lane| {
                (lane..37).step_by(REPLICATES).map(|trial| factor * row[trial] - 10.0).sum()
            });
            assert_eq!(lanes, by_hand);
            // What never varies is 0 about itself, to the bit.
            let mut lanes = [0.0; REPLICATES];
            sums.add_to(0, factor * 7.0, 37, &mut lanes);
            assert_eq!(lanes, [0.0; REPLICATES]);
        }
        let repeated = MonthSums::of(&Rows::repeated(row.clone(), 2), 2);
        assert_eq!(repeated.lanes[0], repeated.lanes[1]);
        assert_eq!(repeated.lanes[0], MonthSums::of(&table, 2).lanes[1]);
    }
}
