//! Rank 2: a scenario's cohorts, month by month and in parallel: [`Scenario`] -> [`Tile`]s of trials.
//!
//! `prepared` is what a scenario alone decides. The way of a trial: `parameters` (uncertain quantities on `points`, the
//! market path), then segment by segment `levers`, `hazards` and `terms` (what the parameters mean, by month), `cohorts` (who
//! comes, stays, leaves and comes back), `orders` and `values` (what they buy), `lifetime` with `ages` (the first cohort: its LTV,
//! and how it comes about), and `expectation` (what the parameters let expect) with `residual` (what the simulator
//! checks itself against), `month_sums` and `cohort_revenue` (what is kept of it). Trials come in blocks; inside a block
//! everything is an array over its trials, or a table of such (`rows`). A run hands over a few blocks at a time, a tile,
//! to be added up and dropped.
//! `buying` is a segment whose clients order until they are gone, drawn client by client in continuous time.
//! `quantities` are the parameters alone, of any trial.
//! `conditional` is what a trial's parameters alone say of the horizon's totals, without drawing a client.
//! `walk` goes client by client, slowly: `oracle` is the same forecast made so, which feeds no result, and `order_log` what
//! the scenario's clients would order.

mod address;
pub mod ages;
mod bits;
mod block;
mod buying;
mod checked;
pub mod cohort_revenue;
mod cohorts;
pub mod conditional;
mod expectation;
mod first_clients;
mod growth;
mod hazards;
mod joining;
mod levers;
mod lifetime;
mod money;
pub mod month_sums;
pub mod oracle;
pub mod order_log;
mod orders;
pub mod outcome;
mod parameters;
pub mod points;
mod prepared;
pub mod quantities;
pub mod residual;
pub mod rows;
mod segment;
mod terms;
mod turns;
mod values;
mod walk;

use crate::model::scenario::Scenario;
use crate::model::watch::{Stopped, Watch};
use block::BlockPlan;
use outcome::{Outcome, TILE_BLOCKS, TILE_TRIALS, Tile};
use prepared::{Prepared, Tables};
use rayon::prelude::*;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

pub use lifetime::{least_that_repays, repays};

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
        let mut tables = Tables::default();
        let prepared = |place| Prepared::new(scenario, place, &mut tables);
        let segments = (0..scenario.segments.len()).map(prepared).collect();
        Self { scenario, segments }
    }

    /// Draws some tiles of a run on all threads of the current pool, and hands each over once, in an order that depends
    /// on chance: what is made of them has to add up to the same in any. The watcher hears of each block, and may end
    /// it early: then there are the first of them, one at least.
    ///
    /// # Errors
    /// [`Stopped`] when the watcher says so, between blocks.
    pub fn each_tile(
        &self,
        run: Run,
        tiles: Range<usize>,
        watch: &dyn Watch,
        take: &(impl Fn(Tile) + Sync),
    ) -> Result<(), Stopped> {
        self.each_tiles(run, tiles, None, watch, &|tiles| tiles.into_iter().for_each(take))
    }

    /// As [`each_tile`](Self::each_tile), but two tiles at a time while there are many left. Of the run's first tile, if it
    /// has been [begun](Self::begin), what it has is not drawn again.
    ///
    /// # Errors
    /// [`Stopped`] when the watcher says so, between blocks.
    pub fn each_tiles(
        &self,
        run: Run,
        tiles: Range<usize>,
        first: Option<Tile>,
        watch: &dyn Watch,
        take: &(impl Fn(Vec<Tile>) + Sync),
    ) -> Result<(), Stopped> {
        let first = Mutex::new(first);
        let begun = |index: usize| {
            (index == 0).then(|| first.lock().unwrap_or_else(PoisonError::into_inner).take()).flatten()
        };
        let plan = BlockPlan::new(self.scenario, &self.segments, run);
        let next = AtomicUsize::new(tiles.start);
        let threads = rayon::current_num_threads().min(tiles.len()).max(1);
        // Near the end one by one, so that no thread waits long for another.
        let after = |index: usize| index + if index + 3 * threads <= tiles.end { 2 } else { 1 };
        let draw = |index: usize| {
            let places = index * TILE_BLOCKS..((index + 1) * TILE_BLOCKS).min(plan.blocks());
            let nothing =
                || Tile { index, blocks: Vec::with_capacity(TILE_BLOCKS), cohorts: plan.no_cohorts() };
            let mut tile = begun(index).unwrap_or_else(nothing);
            watch.advance(tile.width() as u64);
            for place in places.skip(tile.blocks.len()) {
                if watch.stopped() {
                    return Err(Stopped);
                }
                let block = plan.draw(place, &mut tile.cohorts);
                watch.advance(block.width as u64);
                tile.blocks.push(block);
            }
            Ok(tile)
        };
        let work = |_| loop {
            // Asked before a tile is taken: all that are taken are drawn, so they have no gap.
            if next.load(Ordering::Relaxed) > tiles.start && watch.out_of_time() {
                return Ok(());
            }
            let taken = next.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |index| {
                (index < tiles.end).then(|| after(index))
            });
            let Ok(index) = taken else { return Ok(()) };
            take((index..after(index)).map(&draw).collect::<Result<Vec<Tile>, Stopped>>()?);
        };
        (0..threads).into_par_iter().try_for_each(work)
    }

    /// The first tile of a run with its first block alone, as a sample of what is to come.
    pub fn begin(&self, run: Run) -> Tile {
        let plan = BlockPlan::new(self.scenario, &self.segments, run);
        let mut cohorts = plan.no_cohorts();
        Tile { index: 0, blocks: vec![plan.draw(0, &mut cohorts)], cohorts }
    }

    /// Draws a run and keeps all of it.
    ///
    /// # Errors
    /// [`Stopped`] when the watcher says so, between blocks.
    pub fn simulate(&self, run: Run, watch: &dyn Watch) -> Result<Outcome, Stopped> {
        let kept = Mutex::new(Vec::new());
        let keep = |tile: Tile| kept.lock().unwrap_or_else(PoisonError::into_inner).extend(tile.blocks);
        self.each_tile(run, 0..tiles(run.trials), watch, &keep)?;
        Ok(Outcome::of_blocks(kept.into_inner().unwrap_or_else(PoisonError::into_inner)))
    }
}

/// Tiles of so many trials.
pub fn tiles(trials: usize) -> usize {
    trials.div_ceil(TILE_TRIALS)
}

/// Prepares a scenario, draws one run of it, and keeps all of it.
///
/// # Errors
/// [`Stopped`] when the watcher says so, between blocks.
pub fn simulate(scenario: &Scenario, run: Run, watch: &dyn Watch) -> Result<Outcome, Stopped> {
    Engine::new(scenario).simulate(run, watch)
}
