//! Tables of months (or quantities) by trials. One whose rows are all alike takes the memory of one row.

use crate::math::columns;
use serde::{Deserialize, Serialize};

/// A table of rows (months, or quantities) by trials.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Rows {
    width: usize,
    count: usize,
    /// Cells from one row to the next: none where all rows are the same one.
    stride: usize,
    cells: Vec<f64>,
}

impl Rows {
    /// A table of zeros.
    pub fn zeros(rows: usize, width: usize) -> Self {
        Self::repeated(vec![0.0; width], rows)
    }

    /// A table in which each of so many rows is this one: it takes the memory of one, until a row is written.
    pub(super) fn repeated(row: Vec<f64>, rows: usize) -> Self {
        Self { width: row.len(), count: rows, stride: 0, cells: row }
    }

    /// A table of no rows, with room for some.
    pub(super) fn with_room(rows: usize, width: usize) -> Self {
        Self { width, count: 0, stride: width, cells: Vec::with_capacity(rows * width) }
    }

    /// Adds a row at the end.
    ///
    /// # Panics
    /// Where the row has another width, or all rows are the same one.
    pub(super) fn push(&mut self, row: &[f64]) {
        assert!(row.len() == self.width && !self.is_repeated(), "a row has a cell a trial");
        self.cells.extend_from_slice(row);
        self.count += 1;
    }

    /// Adds a row at the end, which is filled where it stands; until then it holds zeros.
    ///
    /// # Panics
    /// Where all rows are the same one.
    pub(super) fn push_with(&mut self, fill: impl FnOnce(&mut [f64])) {
        assert!(!self.is_repeated(), "a row of its own");
        let start = self.cells.len();
        self.cells.resize(start + self.width, 0.0);
        fill(&mut self.cells[start..]);
        self.count += 1;
    }

    /// The products of two tables, cell by cell, of the rows that both have.
    pub(super) fn product(left: &Self, right: &Self) -> Self {
        let count = left.count.min(right.count);
        if left.is_repeated() && right.is_repeated() {
            let mut product = vec![0.0; left.width];
            columns::multiply(&left.cells, &right.cells, &mut product);
            return Self::repeated(product, count);
        }
        let mut rows = Self::with_room(count, left.width);
        for row in 0..count {
            rows.push_with(|product| columns::multiply(left.row(row), right.row(row), product));
        }
        rows
    }

    /// The sums of two tables, cell by cell, of the rows that both have.
    pub(super) fn sum(left: &Self, right: &Self) -> Self {
        let mut rows = Self::with_room(left.count.min(right.count), left.width);
        for row in 0..left.count.min(right.count) {
            rows.push_with(|sum| {
                sum.copy_from_slice(left.row(row));
                columns::add(sum, right.row(row));
            });
        }
        rows
    }

    /// The first rows of a table.
    #[must_use]
    pub(super) fn first(mut self, rows: usize) -> Self {
        self.count = rows;
        if !self.is_repeated() {
            self.cells.truncate(rows * self.width);
        }
        self
    }

    /// Whether all rows are the same one.
    pub fn is_repeated(&self) -> bool {
        self.stride == 0
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// One row, a cell a trial.
    ///
    /// # Panics
    /// Where there are fewer rows.
    pub fn row(&self, row: usize) -> &[f64] {
        assert!(row < self.count, "row {row} of {}", self.count);
        &self.cells[row * self.stride..row * self.stride + self.width]
    }

    /// One row, to be written.
    ///
    /// # Panics
    /// Where there are fewer rows.
    pub fn row_mut(&mut self, row: usize) -> &mut [f64] {
        if self.is_repeated() {
            // From here on each row stands for itself. Zeros are had without copying.
            self.cells = if columns::are_zero(&self.cells) {
                vec![0.0; self.count * self.width]
            } else {
                self.cells.repeat(self.count)
            };
            self.stride = self.width;
        }
        &mut self.cells[row * self.stride..row * self.stride + self.width]
    }

    /// The sum of all rows, trial by trial.
    pub fn total(&self) -> Vec<f64> {
        let mut total = vec![0.0; self.width];
        self.add_rows(&mut total);
        total
    }

    /// Adds all rows, trial by trial.
    pub fn add_rows(&self, sums: &mut [f64]) {
        for row in 0..self.len() {
            columns::add(sums, self.row(row));
        }
    }

    /// Adds a row cell by cell.
    pub fn add(&mut self, row: usize, cells: &[f64]) {
        columns::add(self.row_mut(row), cells);
    }
}
