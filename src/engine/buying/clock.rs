//! The time of a trial: its days, as orders and leaving feel them.
//!
//! Months last their own days. A season, the market or a lever that multiplies orders makes the time of orders run faster
//! or slower, `f_t` times in month `t`; a lever on churn does that to the time of leaving, `c_t` times. In their own time rates
//! are constant, so that the models' laws hold as they stand. Both clocks stand at 0 at the start of the horizon.

use super::super::rows::Rows;
use crate::model::month::Month;

/// The clocks of a block's trials.
#[derive(Debug)]
pub(super) struct Clocks {
    months: usize,
    /// By trial: where the clock of orders stands at the start of each month, and after the last.
    orders: Vec<f64>,
    /// The same of the clock of leaving.
    leaving: Vec<f64>,
    /// By trial: what levers multiply leaving by in each month.
    factors: Vec<f64>,
}

/// The clocks of one trial.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clock<'a> {
    /// Where the clock of orders stands at the start of each month, and after the last.
    pub(super) orders: &'a [f64],
    /// The same of the clock of leaving.
    pub(super) leaving: &'a [f64],
    /// What leaving is multiplied by in each month.
    pub(super) factors: &'a [f64],
}

impl Clocks {
    /// Clocks of so many months, from the pace of orders by month and, if levers change it, that of leaving.
    pub(super) fn new(start: Month, pace: &Rows, churn: Option<&Rows>, months: usize, width: usize) -> Self {
        let days: Vec<f64> = (0..months).map(|month| f64::from(start.plus(month).days())).collect();
        let mut clocks = Self {
            months,
            orders: Vec::with_capacity(width * (months + 1)),
            leaving: Vec::with_capacity(width * (months + 1)),
            factors: Vec::with_capacity(width * months),
        };
        for trial in 0..width {
            let (mut orders, mut leaving) = (0.0, 0.0);
            clocks.orders.push(orders);
            clocks.leaving.push(leaving);
            for (month, days) in days.iter().enumerate() {
                let factor = churn.map_or(1.0, |churn| churn.row(month)[trial]);
                orders += days * pace.row(month)[trial];
                leaving += days * factor;
                clocks.orders.push(orders);
                clocks.leaving.push(leaving);
                clocks.factors.push(factor);
            }
        }
        clocks
    }

    /// Those of a trial.
    pub(super) fn of(&self, trial: usize) -> Clock<'_> {
        let ends = trial * (self.months + 1)..(trial + 1) * (self.months + 1);
        Clock {
            orders: &self.orders[ends.clone()],
            leaving: &self.leaving[ends],
            factors: &self.factors[trial * self.months..(trial + 1) * self.months],
        }
    }
}

/// A moment: before the horizon, or within one of its months.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Moment {
    /// So many days before the horizon, when both clocks keep days.
    Before(f64),
    /// In a month, after a share of it.
    Within(usize, f64),
}

impl Moment {
    /// Its month, the first one for what is before.
    pub(super) fn month(self) -> usize {
        match self {
            Self::Before(_) => 0,
            Self::Within(month, _) => month,
        }
    }

    /// Where a clock stands then.
    pub(super) fn on(self, clock: &[f64]) -> f64 {
        match self {
            Self::Before(days) => -days,
            Self::Within(month, share) => clock[month] + share * (clock[month + 1] - clock[month]),
        }
    }
}
