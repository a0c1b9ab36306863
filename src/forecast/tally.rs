//! What is kept of a run while its trials come and go: memory that does not grow with them.
//!
//! Tiles of trials are drawn, added up and dropped. Counts and extremes are the same in any order; sums of numbers are
//! taken in a fixed one (see [`nodes`](super::nodes)); so the same trials give the same bytes whatever the threads, and
//! parts of a run that were added up anywhere [merge](Tally::merge) into the whole. Trial by trial are kept: profit and
//! revenue of the horizon, drawn and expected, and the first cohort by age of the first few thousand.

use super::aliases::{Alias, alias};
use super::flows::{Room, Want, Wanted, each_of_one, each_series};
use super::layout::{Layout, OF_RESIDUAL};
use super::nodes::{Nodes, Overlap};
use super::reached::{RuleCounts, pin};
use super::series::{OfPeriod, Order, Series};
use super::spread::{Spread, Sums};
use crate::engine::cohort_revenue::CohortRevenue;
use crate::engine::outcome::{AgeColumns, Block, TILE_TRIALS, Tile};
use crate::engine::residual::{self, ResidualSums};
use crate::engine::{Engine, Run};
use crate::math::columns::add;
use crate::model::scenario::Scenario;
use crate::model::watch::{Stopped, Watch};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

/// Some tiles of a run, added up.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Tally {
    /// The seed of its draws.
    pub(super) seed: u64,
    /// Series by series; none for what a scenario does not have or is a multiple of another.
    pub(super) spreads: Vec<Option<Spread>>,
    /// Series that are multiples of others, by their places.
    pub(super) aliases: BTreeMap<usize, Alias>,
    /// About what expected sums are taken.
    pub(super) pivots: Vec<f64>,
    nodes: Nodes,
    /// Trials in which budget rules are kept.
    pub(super) rules: RuleCounts,
    /// Of each residual the largest, and the largest expected value.
    largest: Vec<(f64, f64)>,
    /// By tile.
    pub(super) exact: BTreeMap<usize, ExactColumns>,
    /// By segment and block.
    pub(super) ages: Vec<BTreeMap<usize, AgeColumns>>,
}

/// Tiles of a run of which the expected money is kept too: some two million trials tell it from chance well enough.
const EXPECTED_TILES: usize = 2048;

/// Trials of a run of which the expected money is kept.
pub(super) const EXPECTED_TRIALS: usize = EXPECTED_TILES * TILE_TRIALS;

/// The horizon's money, trial by trial.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct ExactColumns {
    pub(super) revenue: Vec<f64>,
    pub(super) profit: Vec<f64>,
    /// Empty beyond the run's first [`EXPECTED_TRIALS`], and so is profit.
    pub(super) expected_revenue: Vec<f64>,
    /// None where profit is not linear.
    pub(super) expected_profit: Option<Vec<f64>>,
}

impl Tally {
    /// Nothing yet of a run. What its series look like is seen from its first block, so that every part of the run
    /// keeps the same places for them; the first tile comes with it, begun with that block, to be added where it
    /// belongs.
    pub fn new(scenario: &Scenario, engine: &Engine, run: Run) -> (Self, Tile) {
        let layout = Layout::of(scenario);
        let begun = engine.begin(run);
        let first = &begun.blocks[0];
        let pivots = layout.expected.pivots(first);
        let mut aliases = BTreeMap::new();
        for (place, series) in layout.order.all().into_iter().enumerate() {
            if let Some(alias) = alias(scenario, &layout.order, first, series) {
                aliases.insert(place, alias);
            }
        }
        let (spreads, pins) = spreads(scenario, &layout.order, &aliases, &begun);
        let tally = Self {
            seed: run.seed,
            spreads,
            aliases,
            pivots,
            nodes: Nodes::default(),
            rules: RuleCounts::new(scenario, &layout.order, &pins),
            largest: vec![(0.0, 0.0); residual::series(scenario).len()],
            exact: BTreeMap::new(),
            ages: vec![BTreeMap::new(); layout.order.segments],
        };
        (tally, begun)
    }

    /// Some tiles of a run of the scenario, drawn and added up.
    ///
    /// # Errors
    /// [`Stopped`] when the watcher says so.
    pub fn of(
        scenario: &Scenario,
        run: Run,
        tiles: Range<usize>,
        watch: &dyn Watch,
    ) -> Result<Self, Stopped> {
        Self::of_watched(scenario, run, tiles, watch, &|_| {})
    }

    /// The same; `seen` is shown each tile before it is dropped, in an order that depends on chance.
    ///
    /// # Errors
    /// [`Stopped`] when the watcher says so.
    pub(super) fn of_watched(
        scenario: &Scenario,
        run: Run,
        tiles: Range<usize>,
        watch: &dyn Watch,
        seen: &(dyn Fn(&Tile) + Sync),
    ) -> Result<Self, Stopped> {
        let engine = Engine::new(scenario);
        let (mut tally, begun) = Self::new(scenario, &engine, run);
        tally.extend_watched(scenario, &engine, run, (tiles, Some(begun)), watch, seen)?;
        Ok(tally)
    }

    /// Draws some tiles of the run and adds them; of the first one, what has been begun is not drawn again.
    ///
    /// # Errors
    /// [`Stopped`] when the watcher says so; the tally then holds some of them.
    pub fn extend(
        &mut self,
        scenario: &Scenario,
        engine: &Engine,
        run: Run,
        tiles: (Range<usize>, Option<Tile>),
        watch: &dyn Watch,
    ) -> Result<(), Stopped> {
        self.extend_watched(scenario, engine, run, tiles, watch, &|_| {})
    }

    fn extend_watched(
        &mut self,
        scenario: &Scenario,
        engine: &Engine,
        run: Run,
        (tiles, begun): (Range<usize>, Option<Tile>),
        watch: &dyn Watch,
        seen: &(dyn Fn(&Tile) + Sync),
    ) -> Result<(), Stopped> {
        let layout = Layout::of(scenario);
        let spreads: Vec<Option<Mutex<Spread>>> =
            std::mem::take(&mut self.spreads).into_iter().map(|spread| spread.map(Mutex::new)).collect();
        let (pivots, wanted) = (self.pivots.clone(), wanted(&layout.order, &self.aliases));
        let no_rules = self.rules.emptied();
        // A thread's columns are the next tile's.
        let (rest, rooms) = (Mutex::new(self), Mutex::new(Vec::new()));
        let done = engine.each_tiles(run, tiles, begun, watch, &|tiles| {
            let room = locked(&rooms).pop();
            let mut room = room.unwrap_or_else(|| Room::of(TILE_TRIALS));
            let mut rules = no_rules.clone();
            let sums = sums(&layout, &wanted, &tiles, &mut room, (&spreads, &mut rules), &pivots);
            locked(&rooms).push(room);
            tiles.iter().for_each(seen);
            let mut tally = locked(&rest);
            tally.rules.merge(&rules);
            tiles.into_iter().zip(sums).for_each(|(tile, sums)| tally.add(tile, sums));
        });
        let unlocked = |spread: Mutex<Spread>| spread.into_inner().unwrap_or_else(PoisonError::into_inner);
        let tally = rest.into_inner().unwrap_or_else(PoisonError::into_inner);
        tally.spreads = spreads.into_iter().map(|spread| spread.map(unlocked)).collect();
        done
    }

    /// Adds a tile but for its series.
    fn add(&mut self, tile: Tile, sums: Vec<f64>) {
        self.nodes.insert(tile.index, sums);
        self.exact.insert(tile.index, ExactColumns::of(&tile));
        for block in tile.blocks {
            for (largest, residual) in self.largest.iter_mut().zip(&block.residuals) {
                *largest = (largest.0.max(residual.largest), largest.1.max(residual.scale));
            }
            for (ages, segment) in self.ages.iter_mut().zip(block.segments) {
                if let Some(kept) = segment.lifetime.and_then(|lifetime| lifetime.ages) {
                    ages.insert(block.index, kept);
                }
            }
        }
    }

    /// Adds another part of the same run.
    ///
    /// # Errors
    /// [`Overlap`] where trials are in both; nothing is added then.
    pub fn merge(&mut self, other: Self) -> Result<(), Overlap> {
        self.nodes.merge(other.nodes)?;
        for (own, other) in self.spreads.iter_mut().zip(other.spreads) {
            if let (Some(own), Some(other)) = (own.as_mut(), &other) {
                own.merge(other);
            }
        }
        self.rules.merge(&other.rules);
        for (own, other) in self.largest.iter_mut().zip(other.largest) {
            *own = (own.0.max(other.0), own.1.max(other.1));
        }
        self.exact.extend(other.exact);
        for (own, other) in self.ages.iter_mut().zip(other.ages) {
            own.extend(other);
        }
        Ok(())
    }

    /// Trials in it.
    pub fn trials(&self) -> usize {
        self.exact.values().map(|columns| columns.profit.len()).sum()
    }

    /// Whether its trials are the run's first, without a gap.
    pub(super) fn begins_at_the_first_trial(&self) -> bool {
        let full = |(place, (tile, columns)): (usize, (&usize, &ExactColumns))| {
            *tile == place && (place + 1 == self.exact.len() || columns.profit.len() == TILE_TRIALS)
        };
        self.exact.iter().enumerate().all(full)
    }

    /// The sums over all tiles; zeros where there is none.
    pub(super) fn sums(&self, layout: &Layout) -> Vec<f64> {
        let mut sums = self.nodes.total();
        sums.resize(layout.len, 0.0);
        sums
    }

    /// A column over all trials, in their order; none where a tile has none.
    pub(super) fn column(&self, of: impl Fn(&ExactColumns) -> Option<&[f64]>) -> Option<Vec<f64>> {
        let mut column = Vec::with_capacity(self.trials());
        for columns in self.exact.values() {
            column.extend_from_slice(of(columns)?);
        }
        Some(column)
    }

    /// The self-check's sums, series by series.
    pub(super) fn residuals(&self, layout: &Layout, sums: &[f64]) -> Vec<ResidualSums> {
        let sums = sums[layout.residuals_at..].chunks_exact(OF_RESIDUAL).zip(&self.largest);
        let of = |(sums, largest): (&[f64], &(f64, f64))| ResidualSums {
            count: sums[0],
            first: sums[1],
            second: sums[2],
            third: sums[3],
            largest: largest.0,
            scale: largest.1,
        };
        sums.map(of).collect()
    }

    /// Expected revenue by cohort, summed over trials.
    pub(super) fn cohorts(layout: &Layout, sums: &[f64]) -> CohortRevenue {
        let mut cohorts = CohortRevenue::zeros(layout.expected.months);
        let sums = &sums[layout.cohorts_at..layout.residuals_at];
        cohorts.cells_mut().as_flattened_mut().copy_from_slice(sums);
        cohorts
    }
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The flows of each scope that are a series of their own in any period, and those of which all others are multiples of
/// the first month's; active and new clients, revenue, orders and churned are part of ratios or of others.
fn wanted(order: &Order, aliases: &BTreeMap<usize, Alias>) -> Vec<Wanted> {
    let of_scope = |scope| {
        OfPeriod::FLOWS.map(|measure| {
            let alias = |period| aliases.get(&order.place(Series::OfPeriod { scope, period, measure }));
            let repeats = |period| alias(period).is_some_and(|alias| alias.base == measure);
            let mut periods = 0..order.periods.len();
            if (1..periods.end).all(repeats) {
                Want::FirstMonth
            } else if periods.any(|period| alias(period).is_none()) {
                Want::All
            } else {
                Want::Nothing
            }
        })
    };
    (0..=order.segments).map(of_scope).collect()
}

/// Nothing yet of each series that is counted, with places for what looks like this sample; the pins of the rules.
fn spreads(
    scenario: &Scenario,
    order: &Order,
    aliases: &BTreeMap<usize, Alias>,
    sample: &Tile,
) -> (Vec<Option<Spread>>, Vec<f64>) {
    let of_scope = |(scope, wanted): (usize, Wanted)| {
        let (mut found, mut of_rules) = (Vec::new(), 0.0);
        each_of_one(order, wanted, std::slice::from_ref(sample), scope, &mut |series, column, given| {
            let place = order.place(series);
            if matches!(series, Series::MarginPerClient { .. }) {
                of_rules = pin(scenario, column);
            }
            if !aliases.contains_key(&place) && !order.is_exact(series) {
                found.push((place, Spread::like(column, given)));
            }
        });
        (found, of_rules)
    };
    let (found, pins): (Vec<Vec<(usize, Spread)>>, Vec<f64>) =
        wanted(order, aliases).into_par_iter().enumerate().map(of_scope).unzip();
    let mut spreads = vec![None; order.len()];
    for (place, spread) in found.into_iter().flatten() {
        spreads[place] = Some(spread);
    }
    (spreads, pins)
}

/// Adds the columns of some tiles to the series and to the rules, and gives each tile's sums.
fn sums(
    layout: &Layout,
    wanted: &[Wanted],
    tiles: &[Tile],
    room: &mut Room,
    (spreads, rules): (&[Option<Mutex<Spread>>], &mut RuleCounts),
    pivots: &[f64],
) -> Vec<Vec<f64>> {
    let mut sums = vec![vec![0.0; layout.len]; tiles.len()];
    each_series(&layout.order, wanted, tiles, room, &mut |series, column, given| {
        let place = layout.order.place(series);
        rules.add(place, column);
        let Some(spread) = &spreads[place] else { return };
        let mut spread = locked(spread);
        // Sums are a tile's own; counting is cheaper for all of them at once.
        let mut range = Some((f64::INFINITY, f64::NEG_INFINITY));
        for (number, (part, sums)) in column.chunks(TILE_TRIALS).zip(&mut sums).enumerate() {
            let given = given.map(|given| &given[number * TILE_TRIALS..][..part.len()]);
            let of_part =
                spread.add(part, Sums::of(series.mean_of(), &mut sums[layout.starts[place]..], given));
            range = range.zip(of_part).map(|(one, other)| (one.0.min(other.0), one.1.max(other.1)));
        }
        spread.count(column, range);
    });
    for (tile, sums) in tiles.iter().zip(&mut sums) {
        add(&mut sums[layout.cohorts_at..layout.residuals_at], tile.cohorts.cells().as_flattened());
        for block in &tile.blocks {
            layout.expected.add(block, pivots, &mut sums[layout.expected_at..layout.cohorts_at]);
            let residuals = sums[layout.residuals_at..].chunks_exact_mut(OF_RESIDUAL);
            for (sums, residual) in residuals.zip(&block.residuals) {
                add(sums, &[residual.count, residual.first, residual.second, residual.third]);
            }
        }
    }
    sums
}

impl ExactColumns {
    fn of(tile: &Tile) -> Self {
        let drawn = |fill: &dyn Fn(&Block, &mut [f64])| {
            let part = |block: &Block| {
                let mut part = vec![0.0; block.width];
                fill(block, &mut part);
                part
            };
            tile.blocks.iter().map(part).collect::<Vec<Vec<f64>>>().concat()
        };
        let kept = if tile.index < EXPECTED_TILES { tile.blocks.as_slice() } else { &[] };
        let expected = || kept.iter().filter_map(|block| block.expected.as_ref());
        let profits: Option<Vec<&[f64]>> = expected().map(|expected| expected.profit.as_deref()).collect();
        Self {
            revenue: drawn(&|block, part| {
                block.segments.iter().for_each(|segment| add(part, &segment.revenue.total()));
            }),
            profit: drawn(&Block::add_profit),
            expected_revenue: expected()
                .map(|expected| expected.revenue.as_slice())
                .collect::<Vec<&[f64]>>()
                .concat(),
            expected_profit: profits.map(|parts| parts.concat()),
        }
    }
}
