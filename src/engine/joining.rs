//! Who joins, as the parameters let expect it: survival from each month of joining, and contracts apart.

use super::address::Cohort;
use super::expectation::Expected;
use super::hazards::{Hazards, Moment};
use super::rows::Rows;
use crate::math::columns::{multiply, subtract};
use std::borrow::Cow;

/// Survival of those who join in a month; worked out once where it is the same in all of them.
pub(super) struct Survivals<'a> {
    hazards: &'a Hazards,
    months: usize,
    /// Without a contract and with one.
    shared: [Option<Rows>; 2],
}

impl<'a> Survivals<'a> {
    pub(super) fn new(hazards: &'a Hazards, months: usize) -> Self {
        Self { hazards, months, shared: [None, None] }
    }

    /// From a month to the end of the horizon, at least.
    pub(super) fn of(&mut self, month: usize, bound: bool) -> Cow<'_, Rows> {
        let start = Moment { age: 0, month, bound };
        if !self.hazards.are_of_age_alone() {
            return Cow::Owned(self.hazards.survival(start, self.months.saturating_sub(month)));
        }
        let (hazards, months) = (self.hazards, self.months);
        let shared = self.shared[usize::from(bound)].get_or_insert_with(|| hazards.survival(start, months));
        Cow::Borrowed(shared)
    }
}

/// Adds those who join in a month to what is expected, those with a contract apart.
pub(super) fn add_expected(
    expected: &mut Expected,
    joining: &mut Survivals,
    month: usize,
    clients: &[f64],
    bound_share: Option<&[f64]>,
) {
    let Some(share) = bound_share else {
        return expected.add_cohort(&joining.of(month, false), Cohort::Acquired(month), clients);
    };
    let mut bound = vec![0.0; clients.len()];
    multiply(clients, share, &mut bound);
    let mut free = clients.to_vec();
    subtract(&mut free, &bound);
    expected.add_cohort(&joining.of(month, true), Cohort::Bound(month), &bound);
    expected.add_cohort(&joining.of(month, false), Cohort::Acquired(month), &free);
}
