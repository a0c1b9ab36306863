//! What a segment's clients come to in a trial.

use super::super::address::Group;
use super::client::Left;

/// The groups of clients that there are here, in the order of their sums.
pub(super) const GROUPS: [Group; 3] = [Group::Opening, Group::First, Group::Later];

/// What some clients come to, by month.
#[derive(Debug, Clone, Default)]
pub(super) struct Sums {
    /// Those of them who are there at the start.
    pub(super) there: f64,
    pub(super) orders: Vec<f64>,
    /// In the first month's prices; nothing where values are not each client's own.
    pub(super) revenue: Vec<f64>,
    /// Those who leave.
    pub(super) left: Vec<f64>,
}

/// What a trial comes to.
#[derive(Debug, Clone)]
pub(super) struct Trial {
    /// By group.
    pub(super) groups: [Sums; 3],
    /// Orders, or what they are worth where values are each client's own: by the period of joining (the known clients
    /// first) and month.
    pub(super) by_cohort: Vec<f64>,
    /// The known clients who are checked.
    pub(super) checked: Sums,
}

impl Sums {
    pub(super) fn zeros(months: usize) -> Self {
        let none = || vec![0.0; months];
        Self { there: 0.0, orders: none(), revenue: none(), left: none() }
    }

    pub(super) fn leave(&mut self, left: Left) {
        if let Left::In(month) = left {
            self.left[month] += 1.0;
        }
    }
}

impl Trial {
    /// Counts a known client who was there when it was last watched.
    pub(super) fn count_known(&mut self, left: Left, is_checked: bool) {
        if left == Left::Before {
            return;
        }
        let own = &mut self.groups[0];
        own.there += 1.0;
        own.leave(left);
        if is_checked {
            self.checked.there += 1.0;
            self.checked.leave(left);
        }
    }
}
