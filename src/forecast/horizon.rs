//! Revenue and profit of the whole horizon, as well as the drawn trials and their laws let them be known: figures, the
//! chances of target and loss, and how precise all of it is.
//!
//! Means are those of the trials' expectations, as in every month, so that the months add up to the whole; spread,
//! percentiles and chances come from [`smoothing`](super::smoothing).

use super::expected::ExpectedMonths;
use super::figure::{Estimate, Figure};
use super::layout::Layout;
use super::precision::Precision;
use super::sampling::Sampling;
use super::series::OfPeriod;
use super::smoothing::{RunLaws, Total};
use super::summary::ExceedancePoint;
use super::tally::{ExactColumns, Tally};
use crate::model::scenario::Scenario;

/// The horizon's revenue and profit, drawn, a value a trial.
#[derive(Debug)]
pub(super) struct Drawn {
    pub(super) revenue: Vec<f64>,
    pub(super) profit: Vec<f64>,
}

impl Drawn {
    pub(super) fn of(tally: &Tally) -> Self {
        let column = |of: fn(&ExactColumns) -> &[f64]| tally.column(|columns| Some(of(columns)));
        Self {
            revenue: column(|columns| &columns.revenue).unwrap_or_default(),
            profit: column(|columns| &columns.profit).unwrap_or_default(),
        }
    }
}

/// What is known of the horizon's money.
#[derive(Debug)]
pub(super) struct Horizon {
    pub(super) revenue: Figure,
    pub(super) profit: Figure,
    /// P(profit >= target); none without a target.
    pub(super) of_target: Option<Estimate>,
    /// P(profit < 0).
    pub(super) of_loss: Estimate,
    /// Mean profit of the worst tenth.
    pub(super) cvar10: Estimate,
    /// Quantiles of profit, for the exceedance curve.
    pub(super) profit_curve: Vec<ExceedancePoint>,
    pub(super) precision: Precision,
}

impl Horizon {
    /// Of a run that was added up, with the laws of its points.
    pub(super) fn of(scenario: &Scenario, tally: &Tally, drawn: &Drawn, laws: &RunLaws) -> Self {
        let layout = Layout::of(scenario);
        let sums = tally.sums(&layout);
        let expected = ExpectedMonths::of(layout.expected, &tally.pivots, layout.of_expected(&sums));
        let trials = tally.trials();
        let mean =
            |measure| expected.of_months(layout.order.segments, 0..scenario.months, measure).mean(trials);
        let sampling = Sampling::of(scenario, trials);
        let of_revenue = || {
            let mut total = laws.revenue(&drawn.revenue, sampling);
            (total.figure().with_mean(mean(OfPeriod::Revenue)), total.method)
        };
        let of_profit = || {
            let mut total = laws.profit(&drawn.profit, sampling);
            let profit = total.figure().with_mean(mean(OfPeriod::Profit));
            (profit, exceedance(&mut total), total.lower_tail(0.1), total)
        };
        let ((revenue, of_revenue), (profit, profit_curve, cvar10, total)) =
            rayon::join(of_revenue, of_profit);
        let of_target = scenario.money.target_profit.map(|target| total.at_least(target));
        let of_loss = total.below(0.0, false);
        let precision = Precision::of((&revenue, of_revenue), (&profit, total.method), of_target);
        Self { revenue, profit, of_target, of_loss, cvar10, profit_curve, precision }
    }
}

/// The curve of `P(profit >= value)` in steps of half a per cent.
fn exceedance(profit: &mut Total) -> Vec<ExceedancePoint> {
    let mut point = |step: u32| {
        let below = f64::from(step) / 200.0;
        profit.drawn_percentile(below).map(|value| ExceedancePoint { probability: 1.0 - below, value })
    };
    (1..200).filter_map(&mut point).collect()
}
