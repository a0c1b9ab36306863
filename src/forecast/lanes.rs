//! Sums by scramble, about a pivot, and the mean and the error that they give.

use super::sampling::{REPLICATES, mean_of_sums};
use crate::engine::cohort_revenue::Lanes;

/// Sums over trials of `value - pivot`, a sum a scramble (trial `i` belongs to scramble `i % 32`). The pivot is a value
/// of the series, so that what never varies has no rounding error either.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct LaneSums {
    pub(super) pivot: f64,
    pub(super) lanes: Lanes,
}

/// A mean and its Monte Carlo standard error; none of a single trial.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Mean {
    pub(super) value: f64,
    pub(super) se: Option<f64>,
}

impl LaneSums {
    pub(super) const ZERO: Self = Self { pivot: 0.0, lanes: [0.0; REPLICATES] };

    /// The sums of `x + weight y`.
    #[must_use]
    pub(super) fn plus(mut self, weight: f64, other: &Self) -> Self {
        self.pivot += weight * other.pivot;
        for (lane, other) in self.lanes.iter_mut().zip(&other.lanes) {
            *lane += weight * other;
        }
        self
    }

    /// The mean over so many trials.
    pub(super) fn mean(&self, trials: usize) -> Mean {
        let (deviation, se) = mean_of_sums(&self.lanes, trials);
        Mean { value: self.pivot + deviation, se }
    }
}
