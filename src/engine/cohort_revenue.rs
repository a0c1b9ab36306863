//! Revenue by the period of joining: what each trial's parameters and market let expect, summed over trials.
//!
//! Sums are kept by scramble (trial `i` belongs to scramble `i % 32`), so that the means have their standard errors.
//! A cohort's expected revenue of a month is its clients times survival times the month's orders and their mean value
//! (see `expectation`). So the table's means carry no chance of clients, and its sums come from the walk that the
//! self-check makes anyway: one multiplication more a cell.

use super::points::REPLICATES;
use crate::math::columns::{add, add_products_by_lane};
use serde::{Deserialize, Serialize};

/// Months in a period of the table: few enough periods to be looked at.
pub fn step_months(months: usize) -> usize {
    match months {
        0..=36 => 1,
        37..=120 => 3,
        _ => 12,
    }
}

/// Sums over trials of expected revenue, by period of joining (and the opening book) and period of the horizon.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CohortRevenue {
    step_months: usize,
    periods: usize,
    /// Row after row: the opening book first, then the periods of joining.
    cells: Vec<Lanes>,
}

/// A sum a scramble.
pub type Lanes = [f64; REPLICATES];

impl CohortRevenue {
    /// Nothing yet, over a horizon of so many months.
    pub fn zeros(months: usize) -> Self {
        let step_months = step_months(months);
        let periods = months.div_ceil(step_months);
        Self { step_months, periods, cells: vec![[0.0; REPLICATES]; (periods + 1) * periods] }
    }

    /// How many cells there are.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// All sums, row after row: the opening book first.
    pub fn cells(&self) -> &[Lanes] {
        &self.cells
    }

    /// The same, to be written.
    pub fn cells_mut(&mut self) -> &mut [Lanes] {
        &mut self.cells
    }

    /// The sums of the opening book, by period.
    pub fn opening(&self) -> &[Lanes] {
        &self.cells[..self.periods]
    }

    /// The sums of those who joined in a period, by period (zeros before it).
    pub fn joined(&self, period: usize) -> &[Lanes] {
        &self.cells[(period + 1) * self.periods..(period + 2) * self.periods]
    }

    /// Adds what a cohort (its month of joining, none for the opening book) pays in a month: clients times price.
    pub(super) fn add(&mut self, joined: Option<usize>, month: usize, clients: &[f64], price: &[f64]) {
        let row = joined.map_or(0, |joined| joined / self.step_months + 1);
        add_products_by_lane(clients, price, &mut self.cells[row * self.periods + month / self.step_months]);
    }

    /// Adds the sums of other trials or of another segment.
    pub fn merge(&mut self, other: &Self) {
        add(self.cells.as_flattened_mut(), other.cells.as_flattened());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_fall_into_their_periods() {
        let mut table = CohortRevenue::zeros(38);
        // 33 trials: the last one is the second of scramble 0.
        let clients: Vec<f64> = (0..33).map(f64::from).collect();
        table.add(None, 2, &clients, &[1.0; 33]);
        table.add(Some(4), 6, &clients, &[10.0; 33]);
        table.add(Some(5), 8, &clients, &[1.0; 33]);
        table.add(Some(36), 37, &[1.0], &[1.0]);
        let opening = table.opening()[0];
        assert_eq!((opening[0], opening[31], table.opening()[1]), (32.0, 31.0, [0.0; REPLICATES]));
        let sums: Vec<f64> = table.joined(1)[..4].iter().map(|lanes| lanes.iter().sum()).collect();
        assert_eq!(sums, [0.0, 0.0, 11.0 * 528.0, 0.0]);
        assert_eq!((table.opening().len(), table.joined(12)[12][0]), (13, 1.0));
    }

    #[test]
    fn a_table_never_has_more_than_fifty_periods() {
        for (months, step, periods) in
            [(1, 1, 1), (36, 1, 36), (37, 3, 13), (120, 3, 40), (121, 12, 11), (600, 12, 50)]
        {
            assert_eq!(step_months(months), step);
            assert_eq!(CohortRevenue::zeros(months).opening().len(), periods);
        }
    }
}
