//! A run trial by trial: its headline's figures, and what was drawn of every uncertain quantity.

use super::totals::Gathered;
use crate::engine::outcome::{BLOCK_TRIALS, TILE_BLOCKS, TILE_TRIALS};
use crate::engine::quantities::Uncertain;
use crate::engine::{Detail, Engine, Run, tiles};
use crate::model::scenario::Scenario;
use crate::model::watch::{Stage, Stopped, Watch};
use rayon::prelude::*;

/// The figures, in the order of their columns. Those of [`RATIOS`] are NaN where nothing was spent.
pub const FIGURES: [&str; 7] =
    ["revenue", "profit", "new_clients", "active_clients_end", "ad_spend", "roas", "romi"];

/// The figures that do not exist in every trial.
pub const RATIOS: [&str; 2] = ["roas", "romi"];

/// Tiles that are drawn and handed over together: some ten thousand trials, whatever the run's length.
const PART_TILES: usize = 64;

/// A run that is to be told trial by trial.
#[derive(Debug)]
pub struct Trials<'a> {
    scenario: &'a Scenario,
    engine: Engine<'a>,
    uncertain: Uncertain<'a>,
    run: Run,
}

impl<'a> Trials<'a> {
    /// The run that the scenario asks for: its forecast's own draws, to the bit.
    pub fn of(scenario: &'a Scenario) -> Self {
        let run = Run { detail: Detail::Budget, ..Run::of(scenario) };
        let uncertain = Uncertain::of(scenario, run.seed);
        Self { scenario, engine: Engine::new(scenario), uncertain, run }
    }

    /// The paths of the uncertain quantities, whose columns follow those of the [`FIGURES`].
    pub fn quantities(&self) -> Vec<&'a str> {
        self.uncertain.ids().iter().map(|id| self.scenario.quantities[id.0].path.as_str()).collect()
    }

    /// Hands over all trials in their order, a part after the other: columns, a value a trial.
    ///
    /// # Errors
    /// [`Stopped`] when the watcher says so, or what `take` returns.
    pub fn each_part<E: From<Stopped>>(
        &self,
        watch: &dyn Watch,
        mut take: impl FnMut(&[Vec<f64>]) -> Result<(), E>,
    ) -> Result<(), E> {
        watch.begin(Stage::Telling, self.run.trials as u64);
        let all = tiles(self.run.trials);
        for first in (0..all).step_by(PART_TILES) {
            let gathered = Gathered::default();
            let part = first..(first + PART_TILES).min(all);
            self.engine.each_tile(self.run, part.clone(), watch, &|tile| gathered.add(&tile))?;
            let totals = gathered.all();
            let (roas, romi) = (totals.roas(), totals.romi());
            let mut columns = vec![
                totals.revenue,
                totals.profit,
                totals.new_clients,
                totals.active_clients_end,
                totals.ad_spend,
                roas,
                romi,
            ];
            columns.extend(self.drawn(part.start * TILE_BLOCKS, columns[0].len()));
            take(&columns)?;
        }
        Ok(())
    }

    /// The quantities' columns of so many trials from a block's first one.
    fn drawn(&self, block: usize, trials: usize) -> Vec<Vec<f64>> {
        let count = self.uncertain.ids().len();
        let blocks = block..block + trials.div_ceil(BLOCK_TRIALS);
        let values: Vec<_> =
            blocks.into_par_iter().map(|block| self.uncertain.block(block, self.run.trials)).collect();
        let column = |place: usize| values.iter().flat_map(|block| block.of(place)).copied().collect();
        (0..count).map(column).collect()
    }
}

const _: () = assert!(TILE_TRIALS == TILE_BLOCKS * BLOCK_TRIALS);
