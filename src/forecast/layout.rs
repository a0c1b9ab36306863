//! Where the sums of a tile stand, in one row of numbers: of the series, of what was expected, of revenue by cohort, of the
//! self-check.

use super::expected::ExpectedSums;
use super::sampling::REPLICATES;
use super::series::{MeanOf, Order, Series};
use crate::engine::cohort_revenue::CohortRevenue;
use crate::engine::residual;
use crate::model::scenario::Scenario;

/// Where the sums of a tile stand.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) order: Order,
    /// Where the sums of each series begin.
    pub(super) starts: Vec<usize>,
    pub(super) expected: ExpectedSums,
    pub(super) expected_at: usize,
    pub(super) cohorts_at: usize,
    pub(super) residuals_at: usize,
    /// How many sums there are.
    pub(super) len: usize,
}

/// Sums of a residual: its count, and three powers.
pub(super) const OF_RESIDUAL: usize = 4;

impl Layout {
    pub(super) fn of(scenario: &Scenario) -> Self {
        let order = Order::of(scenario);
        let (mut starts, mut len) = (Vec::with_capacity(order.len()), 0);
        for series in order.all() {
            starts.push(len);
            len += match series.mean_of() {
                MeanOf::Elsewhere => 2,
                MeanOf::Drawn => 1 + REPLICATES,
                MeanOf::Given => 2 + REPLICATES,
            };
        }
        let expected = ExpectedSums { months: scenario.months, segments: order.segments };
        let expected_at = len;
        let cohorts_at = expected_at + expected.len();
        let residuals_at = cohorts_at + CohortRevenue::zeros(scenario.months).len() * REPLICATES;
        let len = residuals_at + OF_RESIDUAL * residual::series(scenario).len();
        Self { order, starts, expected, expected_at, cohorts_at, residuals_at, len }
    }

    /// The sums of a series.
    pub(super) fn of_series<'a>(&self, series: Series, sums: &'a [f64]) -> &'a [f64] {
        let place = self.order.place(series);
        let end = self.starts.get(place + 1).copied().unwrap_or(self.expected_at);
        &sums[self.starts[place]..end]
    }

    pub(super) fn of_expected<'a>(&self, sums: &'a [f64]) -> &'a [f64] {
        &sums[self.expected_at..self.cohorts_at]
    }
}
