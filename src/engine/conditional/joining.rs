//! Who joins when: the clients of a segment by month, in a block's trials.

use super::total::Counts;
use crate::engine::parameters::Parameters;
use crate::engine::rows::Rows;
use crate::math::columns::{are_whole, are_zero};
use crate::math::lanes::{LANES, Lanes, load};
use crate::model::quantity::QuantityId;
use crate::model::scenario::{Scenario, Segment};

/// Clients who join in each month, not made whole, and what each costs.
#[derive(Debug)]
pub(super) struct Joining<'a> {
    /// Columns that differ, and whether any count in them is not whole.
    columns: Vec<(Vec<f64>, bool)>,
    /// The column of each month; none where no trial of the block has any clients.
    of_month: Vec<Option<usize>>,
    /// By month; none costs nothing.
    cac: Option<&'a Rows>,
}

impl<'a> Joining<'a> {
    /// Those of a segment's months, with its acquisition scaled.
    pub(super) fn new(
        scenario: &Scenario,
        segment: &Segment,
        scale: f64,
        parameters: &Parameters,
        cac: &'a Rows,
    ) -> Self {
        let moved = scenario.market.as_ref().is_some_and(|market| market.acts_on.acquisition());
        let mut joining = Self { columns: Vec::new(), of_month: Vec::new(), cac: Some(cac) };
        let mut before: Option<QuantityId> = None;
        for (month, &id) in segment.new_clients.iter().enumerate() {
            if before == Some(id) && !moved {
                joining.of_month.push(joining.of_month[month - 1]);
                continue;
            }
            before = Some(id);
            joining.push(parameters.joining(id, scale, moved.then_some(month)));
        }
        joining
    }

    /// An opening cohort: in the first of so many months, at no cost.
    pub(super) fn opening(clients: &[f64], months: usize) -> Self {
        let mut joining = Self { columns: Vec::new(), of_month: Vec::new(), cac: None };
        joining.push(clients.to_vec());
        joining.of_month.resize(months, None);
        joining
    }

    /// Those of the next month.
    fn push(&mut self, counts: Vec<f64>) {
        let any = !are_zero(&counts);
        self.of_month.push(any.then_some(self.columns.len()));
        if any {
            let broken = !are_whole(&counts);
            self.columns.push((counts, broken));
        }
    }

    /// Whether they join, at whatever cost, and were not there before.
    pub(super) fn is_new(&self) -> bool {
        self.cac.is_some()
    }

    /// Whether there is any client.
    pub(super) fn is_any(&self) -> bool {
        !self.columns.is_empty()
    }

    /// Those who join in a month and what each costs, if any trial of the block has any.
    #[inline(always)]
    pub(super) fn at(&self, month: usize, from: usize) -> Option<(Counts, Lanes)> {
        let (counts, broken) = &self.columns[self.of_month[month]?];
        let cac = match self.cac {
            Some(cac) => load(cac.row(month), from),
            None => [0.0; LANES],
        };
        Some((Counts::new(load(counts, from), *broken), cac))
    }
}
