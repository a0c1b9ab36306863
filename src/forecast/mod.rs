//! Rank 3: outcome -> figures with their errors, and the simulator's check of itself.
//!
//! [`simulate`] runs the engine and summarises it. Every figure is taken trial by trial first (a ratio too) and then
//! summarised: mean, spread, percentiles, and the Monte Carlo error of each (`sampling`). `chance` splits the variance
//! into what clients do by chance and what is not known of the parameters and the market.

mod ages;
mod chance;
mod cohort_table;
pub mod figure;
mod histogram;
mod months;
mod periods;
pub mod precision;
mod returns;
pub mod sampling;
mod segments;
mod self_check;
pub mod smoothing;
pub mod summary;

use crate::engine::outcome::Outcome;
use crate::engine::watch::{Stage, Stopped, Watch};
use crate::engine::{self, Run};
use crate::math::order::OrderStatistics;
use crate::model::scenario::Scenario;
use figure::{Estimate, Figure};
use months::{Months, Scope};
use rayon::prelude::*;
use returns::Returns;
use sampling::Sampling;
use summary::{
    CohortTable, ExceedancePoint, Headline, Period, PeriodLabel, QuantityEcho, ScenarioStamp, SegmentSummary,
    Summary, VarianceFromChance,
};

/// Simulates the scenario as it asks for, and summarises.
///
/// # Errors
/// [`Stopped`] when the watcher says so.
pub fn simulate(scenario: &Scenario, watch: &dyn Watch) -> Result<Summary, Stopped> {
    watch.begin(Stage::Simulating, scenario.simulation.trials as u64);
    let outcome = engine::simulate(scenario, Run::of(scenario), watch)?;
    summarise(scenario, &outcome, watch)
}

/// The figures of a full run of the scenario.
///
/// # Errors
/// [`Stopped`] when the watcher says so.
pub fn summarise(scenario: &Scenario, outcome: &Outcome, watch: &dyn Watch) -> Result<Summary, Stopped> {
    let sampling = Sampling::of(scenario.simulation.points, outcome.trials());
    let forecasting = Forecasting { scenario, outcome, sampling };
    let scopes = scenario.segments.len() + 1;
    watch.begin(Stage::Summarising, (scopes * scenario.months) as u64);
    let all_months = Months::of(outcome, Scope::All, scenario.months);
    let headline = forecasting.headline(&all_months);
    let profit_curve = exceedance(&periods::total(&all_months.profit));
    let all = forecasting.periods(&all_months, watch)?;
    drop(all_months);
    let mut segments = Vec::new();
    for place in 0..scenario.segments.len() {
        let months = Months::of(outcome, Scope::Segment(place), scenario.months);
        let periods = forecasting.periods(&months, watch)?;
        segments.push(SegmentSummary::of(&forecasting, place, periods));
    }
    Ok(Summary {
        scenario: stamp(scenario),
        seed: scenario.simulation.seed,
        trials: outcome.trials(),
        points: scenario.simulation.points,
        headline,
        segments,
        cohorts: CohortTable::of(scenario, outcome),
        months: all.months,
        quarters: all.quarters,
        years: all.years,
        horizon: all.horizon,
        profit_curve,
        self_check: self_check::check(scenario, outcome),
        quantities: scenario.quantities.iter().map(echo).collect(),
    })
}

/// The headline of a run of the budget horizon alone, as a plan needs it.
pub fn headline(scenario: &Scenario, outcome: &Outcome) -> Headline {
    let sampling = Sampling::of(scenario.simulation.points, outcome.trials());
    let months = Months::of(outcome, Scope::All, scenario.months);
    Forecasting { scenario, outcome, sampling }.headline(&months)
}

/// A run on its way to a summary.
#[derive(Debug, Clone, Copy)]
struct Forecasting<'a> {
    scenario: &'a Scenario,
    outcome: &'a Outcome,
    sampling: Sampling,
}

/// The periods of one scope.
#[derive(Debug)]
struct AllPeriods {
    months: Vec<Period>,
    quarters: Vec<Period>,
    years: Vec<Period>,
    horizon: Period,
}

impl Forecasting<'_> {
    fn headline(&self, months: &Months) -> Headline {
        let sampling = self.sampling;
        let figure = |column: &[f64]| Figure::of(column, sampling);
        let returns = Returns::of(self.outcome, Scope::All, self.scenario.months);
        let (revenue, profit) = (periods::total(&months.revenue), periods::total(&months.profit));
        let last = self.scenario.months - 1;
        let end = months.active[last].iter().zip(&months.churned[last]).map(|(active, left)| active - left);
        let share = |holds: &dyn Fn(f64) -> bool| Estimate::of_share(&profit, sampling, holds);
        let target = self.scenario.money.target_profit;
        Headline {
            revenue: figure(&revenue),
            profit: figure(&profit),
            new_clients: figure(&periods::total(&months.new)),
            active_clients_end: figure(&end.collect::<Vec<f64>>()),
            ad_spend: figure(&periods::total(&months.ad_spend)),
            roas: returns.roas(sampling),
            romi: returns.romi(sampling),
            probability_of_target: target.and_then(|target| share(&|profit| profit >= target)),
            probability_of_loss: share(&|profit| profit < 0.0).unwrap_or(Estimate { value: 0.0, se: 0.0 }),
            cvar10: Estimate::of_lower_tail(&profit, sampling, 0.1),
            variance_from_chance: VarianceFromChance::of(self.outcome, &revenue, &profit, sampling),
        }
    }

    fn periods(&self, months: &Months, watch: &dyn Watch) -> Result<AllPeriods, Stopped> {
        let all: Result<Vec<Period>, Stopped> = periods::periods(self.scenario.start, self.scenario.months)
            .into_par_iter()
            .map(|(label, range)| {
                if watch.stopped() {
                    return Err(Stopped);
                }
                let is_month = matches!(label, PeriodLabel::Month(_));
                let period = Period::of(label, range, months, self.sampling);
                watch.advance(u64::from(is_month));
                Ok(period)
            })
            .collect();
        let mut all = all?;
        // The horizon is the last of the periods.
        let horizon = all.pop().expect("a horizon has at least one month, and itself as a period");
        let mut take =
            |wanted: fn(&PeriodLabel) -> bool| all.extract_if(.., |period| wanted(&period.label)).collect();
        Ok(AllPeriods {
            months: take(|label| matches!(label, PeriodLabel::Month(_))),
            quarters: take(|label| matches!(label, PeriodLabel::Quarter(_))),
            years: take(|label| matches!(label, PeriodLabel::Year(_))),
            horizon,
        })
    }
}

/// The curve of `P(profit >= value)` in steps of half a per cent.
fn exceedance(profit: &[f64]) -> Vec<ExceedancePoint> {
    let mut order = OrderStatistics::of(profit);
    let mut point = |step: u32| {
        let below = f64::from(step) / 200.0;
        order.percentile(below).map(|value| ExceedancePoint { probability: 1.0 - below, value })
    };
    (1..200).filter_map(&mut point).collect()
}

fn stamp(scenario: &Scenario) -> ScenarioStamp {
    ScenarioStamp {
        name: scenario.name.clone(),
        currency: scenario.currency.clone(),
        start: scenario.start,
        months: scenario.months,
        lifetime_months: scenario.lifetime_months,
        target_profit: scenario.money.target_profit,
        confidence: scenario.money.confidence,
        digest: scenario.digest(),
    }
}

fn echo(quantity: &crate::model::quantity::NamedQuantity) -> QuantityEcho {
    QuantityEcho {
        path: quantity.path.clone(),
        family: quantity.law.family().to_owned(),
        p5: quantity.law.quantile(0.05),
        p50: quantity.law.quantile(0.5),
        p95: quantity.law.quantile(0.95),
    }
}
