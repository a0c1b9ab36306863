//! Rank 3: trials -> figures with their errors, and the simulator's check of itself.
//!
//! The way: `series` (which there are), `flows` (how a tile of trials fills them), `spread` and `expected` (what is kept
//! of them), `nodes` and [`tally`] (adding up, in any order to the same bytes), `horizon` with [`smoothing`] (the money of
//! the whole, known better than counted, and its [`precision`]), `figures` (mean, spread, percentiles and the Monte Carlo
//! error of each, see [`sampling`]), and the [`summary`]. A ratio is taken trial by trial first, and then
//! summarised. `reached` counts the trials in which budget [`rules`] are kept. `swings` are what profit is where a quantity is
//! low or high. `chance` splits the variance into what clients do by chance and what is not known of the parameters and the market. Nothing but the horizon's money is kept
//! trial by trial, and for two runs on the same draws, [`paired`], their headlines; the [`totals`] of a run alone are what
//! a plan needs, and [`trials`] hands them over trial by trial. [`until`] runs on until that is known well enough.

mod ages;
mod aliases;
mod budget;
mod chance;
mod cohort_table;
mod expected;
pub mod figure;
mod figures;
mod flows;
pub mod footprint;
mod headline;
mod histogram;
mod horizon;
mod lanes;
mod layout;
pub mod nodes;
pub mod paired;
mod periods;
pub mod precision;
mod reached;
mod rule_chances;
pub mod rules;
pub mod sampling;
mod segments;
mod self_check;
mod series;
pub mod smoothing;
mod spread;
pub mod summary;
mod swings;
pub mod tally;
pub mod totals;
pub mod trials;
pub mod until;

use crate::engine::{Run, tiles};
use crate::model::scenario::Scenario;
use crate::model::watch::{Stage, Stopped, Watch};
use figures::Figures;
use horizon::{Drawn, Horizon};
use rayon::prelude::*;
use rules::BudgetRules;
use smoothing::RunLaws;
use summary::{CohortTable, Period, PeriodLabel, QuantityEcho, ScenarioStamp, SegmentSummary, Summary};
use tally::Tally;

pub use budget::{Budget, budget};

/// Simulates the scenario as it asks for, and summarises.
///
/// # Errors
/// [`Stopped`] when the watcher says so.
pub fn simulate(scenario: &Scenario, watch: &dyn Watch) -> Result<Summary, Stopped> {
    watch.begin(Stage::Simulating, scenario.simulation.trials as u64);
    let run = Run::of(scenario);
    // Laws need no trial: they are worked out while the engine is prepared.
    let (tally, laws) = rayon::join(
        || Tally::of(scenario, run, 0..tiles(run.trials), watch),
        || RunLaws::of(scenario, run.seed, run.trials, watch),
    );
    of_run(scenario, &tally?, laws?, watch)
}

/// The figures of a full run of the scenario.
///
/// # Errors
/// [`Stopped`] when the watcher says so.
pub fn summarise(scenario: &Scenario, tally: &Tally, watch: &dyn Watch) -> Result<Summary, Stopped> {
    let trials = if tally.begins_at_the_first_trial() { tally.trials() } else { 0 };
    of_run(scenario, tally, RunLaws::of(scenario, tally.seed, trials, watch)?, watch)
}

/// The figures of a run with the laws of its points.
fn of_run(scenario: &Scenario, tally: &Tally, laws: RunLaws, watch: &dyn Watch) -> Result<Summary, Stopped> {
    let drawn = Drawn::of(tally);
    let horizon = Horizon::of(scenario, tally, &drawn, &laws);
    drop(laws);
    summarised(scenario, tally, &drawn, horizon, watch)
}

/// The figures of a run of which the horizon's money is known already.
fn summarised(
    scenario: &Scenario,
    tally: &Tally,
    drawn: &Drawn,
    mut horizon: Horizon,
    watch: &dyn Watch,
) -> Result<Summary, Stopped> {
    let scopes = scenario.segments.len() + 1;
    watch.begin(Stage::Summarising, (scopes * scenario.months) as u64);
    let precision = horizon.precision;
    let profit_curve = std::mem::take(&mut horizon.profit_curve);
    let figures = Figures::of(scenario, tally, horizon);
    let headline = figures.headline(drawn);
    let all = all_periods(&figures, scopes - 1, watch)?;
    let of_segment = |place| Ok(SegmentSummary::of(&figures, place, all_periods(&figures, place, watch)?));
    let segments: Result<Vec<SegmentSummary>, Stopped> =
        (0..scenario.segments.len()).into_par_iter().map(of_segment).collect();
    let (layout, sums) = (&figures.layout, &figures.sums);
    Ok(Summary {
        scenario: stamp(scenario),
        seed: scenario.simulation.seed,
        trials: figures.trials,
        points: scenario.simulation.points,
        draws: scenario.rows_of_draws(),
        precision,
        headline,
        segments: segments?,
        budget_rules: BudgetRules::of(&figures),
        cohorts: CohortTable::of(scenario, &Tally::cohorts(layout, sums), figures.trials),
        months: all.months,
        quarters: all.quarters,
        years: all.years,
        horizon: all.horizon,
        profit_curve,
        self_check: self_check::check(scenario, &tally.residuals(layout, sums)),
        quantities: scenario.quantities.iter().map(echo).collect(),
        swings: swings::swings(scenario, tally.seed, &drawn.profit),
    })
}

/// The periods of one scope.
#[derive(Debug)]
struct AllPeriods {
    months: Vec<Period>,
    quarters: Vec<Period>,
    years: Vec<Period>,
    horizon: Period,
}

fn all_periods(figures: &Figures, scope: usize, watch: &dyn Watch) -> Result<AllPeriods, Stopped> {
    let all: Result<Vec<Period>, Stopped> = (0..figures.layout.order.periods.len())
        .into_par_iter()
        .map(|place| {
            if watch.stopped() {
                return Err(Stopped);
            }
            let period = figures.period(scope, place);
            watch.advance(u64::from(matches!(period.label, PeriodLabel::Month(_))));
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
