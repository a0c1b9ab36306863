//! Two runs on the same draws, trial by trial: what one has more than the other.
//!
//! The difference of each trial is taken first, and then summarised as any figure. The mean of what adds up (revenue,
//! profit, clients, ad spend) is that of the trials' expectations, as in a summary: it is the difference of the two
//! summaries' means, and its error comes from how the 32 scrambles' differences differ. Means of ratios and of chances,
//! and all percentiles, are those of the drawn trials; so the mean difference of a chance may be off that of the two
//! summaries, which know chances better, by a little of its error.

use super::expected::ExpectedMonths;
use super::figure::{Estimate, Figure};
use super::lanes::LaneSums;
use super::layout::Layout;
use super::sampling::Sampling;
use super::series::OfPeriod;
use super::summary::Summary;
use super::tally::Tally;
use super::totals::{Gathered, Totals};
use crate::engine::{Run, tiles};
use crate::math::order::OrderStatistics;
use crate::model::scenario::Scenario;
use crate::model::watch::{Stage, Stopped, Watch};
use serde::Serialize;

/// A figure of the headline that every trial has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Revenue.
    Revenue,
    /// Profit.
    Profit,
    /// Clients acquired.
    NewClients,
    /// Clients left after the last month's churn.
    ActiveClientsEnd,
    /// Ad spend.
    AdSpend,
    /// Revenue of the clients acquired over ad spend.
    Roas,
    /// Margin of the clients acquired less ad spend, over ad spend.
    Romi,
    /// Whether profit reaches the scenario's own target: 1 or 0.
    ProbabilityOfTarget,
    /// Whether profit is below 0: 1 or 0.
    ProbabilityOfLoss,
    /// Mean profit of each scenario's own worst tenth of the trials: of its difference there is a mean and its error alone.
    Cvar10,
}

impl Measure {
    /// All, in the order of a headline.
    pub const ALL: [Self; 10] = [
        Self::Revenue,
        Self::Profit,
        Self::NewClients,
        Self::ActiveClientsEnd,
        Self::AdSpend,
        Self::Roas,
        Self::Romi,
        Self::ProbabilityOfTarget,
        Self::ProbabilityOfLoss,
        Self::Cvar10,
    ];
}

/// What is kept of each trial of a run: a number a figure, and as many while they are gathered and compared.
pub const TRIAL_BYTES: u64 = 2 * 8 * Measure::ALL.len() as u64;

/// A full run of a scenario: its summary, and its headline trial by trial.
#[derive(Debug)]
pub struct PairedRun {
    /// The summary, as [`simulate`](super::simulate) gives it.
    pub summary: Summary,
    trials: usize,
    sampling: Sampling,
    columns: Vec<(Measure, Column)>,
}

/// A figure of the headline, a value a trial.
#[derive(Debug)]
struct Column {
    drawn: Vec<f64>,
    /// Sums of what the trials let expect, where the summary takes its mean from them.
    expected: Option<LaneSums>,
}

/// What a second run has more of a figure than a first one.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Paired {
    /// Second less first, trial by trial. Trials in which either does not exist are left out.
    pub difference: Figure,
    /// What the standard error of the mean difference would be, had the two been drawn from seeds of their own.
    pub independent_se: Option<f64>,
    /// The share of trials in which the second is higher; equal ones are not.
    pub probability_b_higher: Option<f64>,
    /// Its Monte Carlo standard error.
    pub probability_b_higher_se: Option<f64>,
}

/// Simulates the scenario as it asks for; beside the summary the headline is kept trial by trial.
///
/// # Errors
/// [`Stopped`] when the watcher says so.
pub fn simulate_paired(scenario: &Scenario, watch: &dyn Watch) -> Result<PairedRun, Stopped> {
    watch.begin(Stage::Simulating, scenario.simulation.trials as u64);
    let (run, gathered) = (Run::of(scenario), Gathered::default());
    let (tally, laws) = rayon::join(
        || Tally::of_watched(scenario, run, 0..tiles(run.trials), watch, &|tile| gathered.add(tile)),
        || super::RunLaws::of(scenario, run.seed, run.trials, watch),
    );
    let tally = tally?;
    let columns = columns(scenario, &tally, gathered.all());
    let summary = super::of_run(scenario, &tally, laws?, watch)?;
    let sampling = Sampling::of(scenario, run.trials);
    Ok(PairedRun { summary, trials: run.trials, sampling, columns })
}

fn columns(scenario: &Scenario, tally: &Tally, totals: Totals) -> Vec<(Measure, Column)> {
    let layout = Layout::of(scenario);
    let sums = tally.sums(&layout);
    let expected = ExpectedMonths::of(layout.expected, &tally.pivots, layout.of_expected(&sums));
    let of = |months, measure| expected.of_months(layout.order.segments, months, measure);
    let whole = |measure| Some(of(0..scenario.months, measure));
    let last = |measure| of(scenario.months - 1..scenario.months, measure);
    let left = last(OfPeriod::Active).plus(-1.0, &last(OfPeriod::Churned));
    let share = |holds: &dyn Fn(f64) -> bool| {
        totals.profit.iter().map(|&profit| f64::from(u8::from(holds(profit)))).collect::<Vec<f64>>()
    };
    let of_target = scenario.money.target_profit.map(|target| share(&|profit| profit >= target));
    let of_loss = share(&|profit| profit < 0.0);
    let (roas, romi) = (totals.roas(), totals.romi());
    let worst = worst_tenth(&totals.profit);
    let mut columns: Vec<(Measure, Column)> = [
        (Measure::Revenue, totals.revenue, whole(OfPeriod::Revenue)),
        (Measure::Profit, totals.profit, whole(OfPeriod::Profit)),
        (Measure::NewClients, totals.new_clients, whole(OfPeriod::New)),
        (Measure::ActiveClientsEnd, totals.active_clients_end, Some(left)),
        (Measure::AdSpend, totals.ad_spend, whole(OfPeriod::AdSpend)),
        (Measure::Roas, roas, None),
        (Measure::Romi, romi, None),
        (Measure::ProbabilityOfLoss, of_loss, None),
        (Measure::Cvar10, worst, None),
    ]
    .into_iter()
    .map(|(measure, drawn, expected)| (measure, Column { drawn, expected }))
    .collect();
    let of_target = of_target.map(|drawn| Column { drawn, expected: None });
    columns.extend(of_target.map(|column| (Measure::ProbabilityOfTarget, column)));
    columns
}

/// Numbers whose mean is that of the worst tenth, and whose spread tells its error: `q + min(x - q, 0) / 0.1`, with `q` the
/// quantile (Rockafellar and Uryasev 2000).
fn worst_tenth(profit: &[f64]) -> Vec<f64> {
    let q = OrderStatistics::of(profit).percentile(0.1).unwrap_or(f64::NAN);
    profit.iter().map(|profit| q + (profit - q).min(0.0) / 0.1).collect()
}

impl PairedRun {
    /// The horizon's profit, a value a trial.
    pub fn profit(&self) -> &[f64] {
        self.column(Measure::Profit).map_or(&[], |column| &column.drawn)
    }

    /// How the trials depend on each other.
    pub fn sampling(&self) -> Sampling {
        self.sampling
    }

    /// What the other run of as many trials, on the same draws, has more of that figure; none where one of them does not
    /// have it.
    pub fn paired(&self, other: &Self, measure: Measure) -> Option<Paired> {
        let (a, b) = (self.column(measure)?, other.column(measure)?);
        let drawn: Vec<f64> = b.drawn.iter().zip(&a.drawn).map(|(b, a)| b - a).collect();
        let sampling = self.sampling.with(other.sampling);
        let mut difference = Figure::of(&drawn, sampling);
        if let (Some(a), Some(b)) = (&a.expected, &b.expected) {
            difference = difference.with_mean(b.plus(-1.0, a).mean(self.trials));
        }
        let is_of_trials = measure != Measure::Cvar10;
        if !is_of_trials {
            difference = Figure { mean: difference.mean, se: difference.se, ..Figure::NONE };
        }
        let independent_se = self.error(a).zip(self.error(b)).map(|(a, b)| libm::hypot(a, b));
        let higher = Estimate::of_share(&drawn, sampling, |difference| difference > 0.0);
        let higher = higher.filter(|_| is_of_trials);
        Some(Paired {
            difference,
            independent_se,
            probability_b_higher: higher.map(|share| share.value),
            probability_b_higher_se: higher.map(|share| share.se),
        })
    }

    /// The standard error of a column's mean, by the way that its difference's is estimated.
    fn error(&self, column: &Column) -> Option<f64> {
        match &column.expected {
            Some(expected) => expected.mean(self.trials).se,
            None => Figure::of(&column.drawn, self.sampling).se,
        }
    }

    fn column(&self, measure: Measure) -> Option<&Column> {
        self.columns.iter().find(|(known, _)| *known == measure).map(|(_, column)| column)
    }
}
