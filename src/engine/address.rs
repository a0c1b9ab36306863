//! The addresses of a segment's random numbers: (seed, segment, role), then trial and position.
//!
//! A position is a cohort and an age, or a month and a group of clients; it never depends on what else the scenario
//! holds, so that a change elsewhere leaves these draws where they were.

use crate::math::random::Key;

/// The addresses of one segment, one a role.
#[derive(Debug, Clone, Copy)]
pub(super) struct Addresses {
    /// Whether a count that is not whole is rounded up.
    pub(super) whole: Key,
    /// Who leaves.
    pub(super) churn: Key,
    /// Who of those who join is bound by a contract.
    pub(super) bound: Key,
    /// Who of the lost comes back.
    pub(super) back: Key,
    /// The rates that leavers and stayers carry.
    pub(super) mass: Key,
    /// Orders.
    pub(super) orders: Key,
    /// Order values.
    pub(super) values: Key,
    /// Clients who are drawn one by one.
    pub(super) buyers: Key,
    /// One client's life and rate.
    pub(super) client: Key,
    /// One client's orders.
    pub(super) client_orders: Key,
    /// One client's order values.
    pub(super) client_values: Key,
}

impl Addresses {
    /// The addresses of the segment of that name.
    pub(super) fn new(seed: u64, segment: &str) -> Self {
        let root = Key::of_seed(seed).named("segment").named(segment);
        Self {
            whole: root.named("whole"),
            churn: root.named("churn"),
            bound: root.named("bound"),
            back: root.named("back"),
            mass: root.named("mass"),
            orders: root.named("orders"),
            values: root.named("values"),
            buyers: root.named("buyers"),
            client: root.named("client"),
            client_orders: root.named("client orders"),
            client_values: root.named("client values"),
        }
    }
}

/// Which clients of a segment are counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Group {
    /// The opening book.
    Opening,
    /// The first cohort that has clients: LTV follows it.
    First,
    /// The cohorts after it.
    Later,
    /// Those who were lost and have come back.
    Returned,
}

impl Group {
    /// All groups, in the order of their columns.
    pub(super) const ALL: [Self; 4] = [Self::Opening, Self::First, Self::Later, Self::Returned];

    /// The position of a month's draw for the group.
    pub(super) fn position(self, month: usize) -> u64 {
        (self as u64) << 32 | month as u64
    }
}

/// The position of a cohort's draw at an age. The kinds of cohorts are numbered apart.
pub(super) fn cohort_position(cohort: Cohort, age: usize) -> u64 {
    let number = match cohort {
        Cohort::Opening(place) => 1 << 31 | place as u64,
        Cohort::Acquired(month) => month as u64,
        Cohort::Bound(month) => 1 << 30 | month as u64,
        Cohort::Returned(month) => 1 << 29 | month as u64,
    };
    number << 32 | age as u64
}

/// One cohort of a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cohort {
    /// A part of the opening book, by its place in the list.
    Opening(usize),
    /// Clients acquired in a month.
    Acquired(usize),
    /// Those of them who are bound by a contract.
    Bound(usize),
    /// Clients who were lost and come back in a month.
    Returned(usize),
}

impl Cohort {
    /// The month since which it is there.
    pub(super) fn from(self) -> usize {
        match self {
            Self::Opening(_) => 0,
            Self::Acquired(month) | Self::Bound(month) | Self::Returned(month) => month,
        }
    }

    /// The group that it is counted in; LTV follows the cohort of a month.
    pub(super) fn group(self, first_month: Option<usize>) -> Group {
        match self {
            Self::Opening(_) => Group::Opening,
            Self::Acquired(month) | Self::Bound(month) if Some(month) == first_month => Group::First,
            Self::Acquired(_) | Self::Bound(_) => Group::Later,
            Self::Returned(_) => Group::Returned,
        }
    }

    /// Whether its clients are bound by a contract.
    pub(super) fn is_bound(self) -> bool {
        matches!(self, Self::Bound(_))
    }
}
