//! Rank 2: a scenario's cohorts, month by month and in parallel: [`Scenario`] -> [`Outcome`].
//!
//! The way of a trial: `parameters` (uncertain quantities on `points`, the market path), then segment by segment
//! `hazards` and `terms` (what the parameters mean, by month), `cohorts` (who comes, stays and leaves), `orders` and
//! `values` (what they buy), `lifetime` with `ages` (the first cohort: its LTV, and how it comes about), and
//! `expectation` with `residual` (what the simulator checks itself against) and `cohort_revenue`. Trials come in blocks;
//! inside a block everything is an array over its trials.
//! `conditional` is what a trial's parameters alone say of the horizon's totals, without drawing a client.
//! `oracle` is the same forecast, client by client and slowly: it feeds no result.

mod address;
pub mod ages;
mod bits;
mod block;
pub mod cohort_revenue;
mod cohorts;
pub mod conditional;
mod expectation;
mod hazards;
mod lifetime;
pub mod oracle;
mod orders;
pub mod outcome;
mod parameters;
pub mod points;
pub mod residual;
mod segment;
mod terms;
mod values;
pub mod watch;

use crate::model::scenario::Scenario;
use block::BlockPlan;
use cohort_revenue::CohortRevenue;
use outcome::{BLOCK_TRIALS, Block, Outcome};
use rayon::prelude::*;
use segment::Prepared;
use watch::{Stopped, Watch};

pub use lifetime::repays;

/// What to run of a scenario.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Run {
    /// Trials.
    pub trials: usize,
    /// The seed of all draws.
    pub seed: u64,
    /// Multiple of the scenario's acquisition; the opening book is not scaled.
    pub scale: f64,
    /// How much of it to keep.
    pub detail: Detail,
}

impl Run {
    /// The run that the scenario itself asks for.
    pub fn of(scenario: &Scenario) -> Self {
        let simulation = &scenario.simulation;
        Self { trials: simulation.trials, seed: simulation.seed, scale: 1.0, detail: Detail::Full }
    }
}

/// How much of a run to keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// The budget horizon alone: what a plan needs. Its draws are those of the full run.
    Budget,
    /// LTV, the first cohort by age, revenue by cohort, what was expected, and the self-check too.
    Full,
}

/// A scenario ready to be drawn: what does not depend on seed, scale or trials is prepared once.
#[derive(Debug)]
pub struct Engine<'a> {
    scenario: &'a Scenario,
    segments: Vec<Prepared<'a>>,
}

impl<'a> Engine<'a> {
    /// Prepares a scenario.
    pub fn new(scenario: &'a Scenario) -> Self {
        let segments = scenario.segments.iter().map(|segment| Prepared::new(scenario, segment)).collect();
        Self { scenario, segments }
    }

    /// Draws the run's trials, block by block on all threads of the current pool; the watcher hears of each block.
    ///
    /// # Errors
    /// [`Stopped`] when the watcher says so, between blocks.
    pub fn simulate(&self, run: Run, watch: &dyn Watch) -> Result<Outcome, Stopped> {
        let plan = BlockPlan::new(self.scenario, &self.segments, run);
        let blocks: Result<Vec<Block>, Stopped> = (0..plan.blocks())
            .into_par_iter()
            .map(|index| {
                if watch.stopped() {
                    return Err(Stopped);
                }
                let block = plan.draw(index);
                watch.advance(block.width as u64);
                Ok(block)
            })
            .collect();
        blocks.map(Outcome::of_blocks)
    }
}

/// Prepares a scenario and draws one run of it.
///
/// # Errors
/// [`Stopped`] when the watcher says so, between blocks.
pub fn simulate(scenario: &Scenario, run: Run, watch: &dyn Watch) -> Result<Outcome, Stopped> {
    Engine::new(scenario).simulate(run, watch)
}

/// Tables of months that a segment keeps of every trial.
const SEGMENT_TABLES: u64 = 7;

/// Columns that a segment keeps of every trial besides its tables, LTV included.
const SEGMENT_COLUMNS: u64 = 14;

/// Columns that all segments together keep of every trial besides tables: expected revenue and profit.
const SHARED_COLUMNS: u64 = 2;

/// Tables by age that a segment keeps of its first trials.
const AGE_TABLES: u64 = 2;

/// Tables of months that are gathered while figures are made of one segment or of all.
const SUMMARY_TABLES: u64 = 12;

/// Bytes of memory that a run of the scenario needs, about: kept columns, and the tables that its figures are made
/// from.
pub fn estimate_bytes(scenario: &Scenario) -> u64 {
    let (months, segments) = (scenario.months as u64, scenario.segments.len() as u64);
    let cells = segments * (SEGMENT_TABLES * months + SEGMENT_COLUMNS)
        + SHARED_COLUMNS
        + 2 * months
        + SUMMARY_TABLES * months;
    let trials = scenario.simulation.trials as u64;
    let ages = AGE_TABLES * ages::ages(scenario.lifetime_months).len() as u64;
    let of_age = segments * ages * trials.min(ages::AGE_TRIALS as u64);
    let of_cohorts = (CohortRevenue::zeros(scenario.months).len() * points::REPLICATES) as u64
        * trials.div_ceil(BLOCK_TRIALS as u64);
    trials.saturating_mul(cells * 8).saturating_add(8 * (of_age + of_cohorts)).saturating_add(64 << 20)
}
