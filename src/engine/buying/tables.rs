//! The trials of a block side by side: months by trials.

use super::super::rows::Rows;
use super::super::values::Values;
use super::plan::Plan;
use super::sums::{GROUPS, Sums, Trial};
use crate::math::columns::{add, subtract};
use crate::math::random::Key;

/// What a block of trials comes to.
#[derive(Debug)]
pub(super) struct Tables {
    pub(super) active: Rows,
    pub(super) churned: Rows,
    /// By group, the first cohort's up to the end of the LTV horizon.
    pub(super) orders: [Rows; 3],
    /// The same in the first month's prices.
    pub(super) revenue: [Rows; 3],
    /// The first cohort's clients at the start of each month, and after the last.
    pub(super) first_active: Rows,
}

/// A table of so many months from each trial's own column.
pub(super) fn table<T>(trials: &[T], months: usize, column: impl Fn(&T) -> &[f64]) -> Rows {
    let mut rows = Rows::with_room(months, trials.len());
    for month in 0..months {
        rows.push_with(|row| {
            row.iter_mut().zip(trials).for_each(|(cell, trial)| *cell = column(trial)[month]);
        });
    }
    rows
}

impl Tables {
    pub(super) fn of(plan: &Plan, trials: &[Trial], values: &Values, key: Key) -> Self {
        let months = [plan.months, plan.all_months, plan.months];
        let of_group = |column: fn(&Sums) -> &[f64]| -> [Rows; 3] {
            std::array::from_fn(|group| table(trials, months[group], |trial| column(&trial.groups[group])))
        };
        let (orders, left) = (of_group(|sums| &sums.orders), of_group(|sums| &sums.left));
        let revenue = if plan.spend.is_some() {
            of_group(|sums| &sums.revenue)
        } else {
            std::array::from_fn(|group| {
                let position = |month| GROUPS[group].position(month);
                worth(&orders[group], values, (key, plan.first_trial), position)
            })
        };
        let there: Vec<f64> = trials.iter().map(|trial| trial.groups[0].there).collect();
        let mut churned = Rows::with_room(plan.months, trials.len());
        for month in 0..plan.months {
            churned.push_with(|row| left.iter().for_each(|left| add(row, left.row(month))));
        }
        let active = active(there, plan.new, &churned);
        Self { active, churned, orders, revenue, first_active: first_active(plan, &left[1]) }
    }
}

/// Who is active in each month: those who were there at the start and those who came, but for those who left before.
pub(super) fn active(mut there: Vec<f64>, new: &Rows, churned: &Rows) -> Rows {
    let mut active = Rows::with_room(churned.len(), there.len());
    for month in 0..churned.len() {
        add(&mut there, new.row(month));
        active.push(&there);
        subtract(&mut there, churned.row(month));
    }
    active
}

fn first_active(plan: &Plan, left: &Rows) -> Rows {
    let mut there = vec![0.0; plan.new.row(0).len()];
    let mut active = Rows::with_room(left.len() + 1, there.len());
    for month in 0..left.len() {
        if plan.first_month == Some(month) {
            add(&mut there, plan.new.row(month));
        }
        active.push(&there);
        subtract(&mut there, left.row(month));
    }
    active.push(&there);
    active
}

/// What orders are worth in sum where values are not each client's own, drawn at a month's position.
pub(super) fn worth(
    orders: &Rows,
    values: &Values,
    (key, first_trial): (Key, usize),
    position: impl Fn(usize) -> u64,
) -> Rows {
    let width = if orders.is_empty() { 0 } else { orders.row(0).len() };
    let mut revenue = Rows::with_room(orders.len(), width);
    for month in 0..orders.len() {
        revenue.push_with(|row| values.fill_sums(key, first_trial, position(month), orders.row(month), row));
    }
    revenue
}
