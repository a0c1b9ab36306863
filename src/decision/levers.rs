//! Which lever is worth pulling: each alone, and every two together, by the profit that they add over the budget horizon.
//!
//! The base is the scenario without any lever. All runs are on the same draws, so what a lever adds is a difference trial
//! by trial, and what chance does with and without it is not in it. What it changes beyond the horizon is not counted.

use crate::engine::outcome::Tile;
use crate::engine::rows::Rows;
use crate::engine::watch::{Stage, Stopped, Watch};
use crate::engine::{Detail, Engine, Run, repays, tiles};
use crate::forecast::figure::Figure;
use crate::forecast::sampling::Sampling;
use crate::forecast::summary::Payback;
use crate::model::month::Month;
use crate::model::scenario::Scenario;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// The levers of a scenario, the most profitable first.
#[derive(Debug, Clone, Serialize)]
pub struct Ranking {
    /// The scenario's name.
    pub name: String,
    /// Its currency's code.
    pub currency: String,
    /// Its first month.
    pub start: Month,
    /// Its budget horizon.
    pub months: usize,
    /// Trials of each run.
    pub trials: usize,
    /// The seed of all draws.
    pub seed: u64,
    /// Profit without any lever.
    pub base_profit: Figure,
    /// Each lever and every two, by the median of what they add.
    pub levers: Vec<Ranked>,
}

/// One lever, or two together.
#[derive(Debug, Clone, Serialize)]
pub struct Ranked {
    /// Their names.
    pub names: Vec<String>,
    /// Profit with them less profit without any, costs of the levers included.
    pub added_profit: Figure,
    /// The share of trials in which that is not negative.
    pub probability_pays: f64,
    /// Its Monte Carlo standard error.
    pub probability_pays_se: f64,
    /// The first month, counted from the first in which one acts (which is 1), by whose end they have added as much as
    /// they cost; trials in which that does not happen within the horizon are "never".
    pub payback_month: Payback,
    /// What they cost over the horizon.
    pub cost: Figure,
}

/// Ranks the levers of a scenario.
///
/// # Errors
/// [`Stopped`] when the watcher says so.
pub fn levers(scenario: &Scenario, watch: &dyn Watch) -> Result<Ranking, Stopped> {
    let count = scenario.levers.len();
    let alone = (0..count).map(|lever| vec![lever]);
    let pairs = (0..count).flat_map(|first| (first + 1..count).map(move |second| vec![first, second]));
    let choices: Vec<Vec<usize>> = alone.chain(pairs).collect();
    let run = Run { detail: Detail::Budget, ..Run::of(scenario) };
    watch.begin(Stage::Simulating, ((choices.len() + 1) * run.trials) as u64);
    let sampling = Sampling::of(scenario.simulation.points, run.trials);
    let base = profit_by_month(&scenario.with_levers(&[]), run, watch)?;
    let base_profit: Vec<f64> = base.values().flat_map(Rows::total).collect();
    let mut levers = Vec::new();
    for choice in &choices {
        let added = Added::of(&scenario.with_levers(choice), run, &base, watch)?;
        let names = choice.iter().map(|&lever| scenario.levers[lever].name.clone()).collect();
        levers.push(added.ranked(names, sampling));
    }
    let median = |ranked: &Ranked| ranked.added_profit.p50.unwrap_or(f64::NEG_INFINITY);
    levers.sort_by(|one, other| median(other).total_cmp(&median(one)));
    Ok(Ranking {
        name: scenario.name.clone(),
        currency: scenario.currency.clone(),
        start: scenario.start,
        months: scenario.months,
        trials: run.trials,
        seed: run.seed,
        base_profit: Figure::of(&base_profit, sampling),
        levers,
    })
}

/// What levers add, a value a trial.
#[derive(Debug, Default)]
struct Added {
    profit: Vec<f64>,
    payback: Vec<f64>,
    cost: Vec<f64>,
}

impl Added {
    /// Of a run with some levers, beside the base's profit by month.
    fn of(
        scenario: &Scenario,
        run: Run,
        base: &BTreeMap<usize, Rows>,
        watch: &dyn Watch,
    ) -> Result<Self, Stopped> {
        let from = scenario.levers.iter().map(|lever| lever.from).min().unwrap_or(0);
        let parts = each_tile(scenario, run, watch, |tile| Self::of_tile(tile, &base[&tile.index], from))?;
        let mut all = Self::default();
        for mut part in parts.into_values() {
            all.profit.append(&mut part.profit);
            all.payback.append(&mut part.payback);
            all.cost.append(&mut part.cost);
        }
        Ok(all)
    }

    fn of_tile(tile: &Tile, base: &Rows, from: usize) -> Self {
        let with = months(tile);
        let (width, months) = (tile.width(), base.len());
        let mut added =
            Self { profit: vec![0.0; width], payback: vec![f64::INFINITY; width], cost: costs(tile) };
        // What the base earns in the window is what has to be made up for: its size says what rounding may be.
        let mut earned = [vec![0.0; width], vec![0.0; width]];
        for month in 0..months {
            for (trial, (with, base)) in with.row(month).iter().zip(base.row(month)).enumerate() {
                added.profit[trial] += with - base;
                if month < from {
                    continue;
                }
                earned[0][trial] += with + base.abs();
                earned[1][trial] += base + base.abs();
                if added.payback[trial].is_infinite() && repays(earned[0][trial], earned[1][trial]) {
                    added.payback[trial] = (month - from + 1) as f64;
                }
            }
        }
        added
    }

    fn ranked(self, names: Vec<String>, sampling: Sampling) -> Ranked {
        let share = |column: &[f64], holds: fn(f64) -> bool| {
            sampling.share(column, holds).map_or((0.0, 0.0), |(share, se)| (share, se.unwrap_or(0.0)))
        };
        let (pays, pays_se) = share(&self.profit, |added| added >= 0.0);
        let (never, never_se) = share(&self.payback, f64::is_infinite);
        Ranked {
            names,
            added_profit: Figure::of(&self.profit, sampling),
            probability_pays: pays,
            probability_pays_se: pays_se,
            payback_month: Payback {
                month: Figure::of(&self.payback, sampling),
                never: Some(never),
                never_se: Some(never_se),
            },
            cost: Figure::of(&self.cost, sampling),
        }
    }
}

/// Profit by month of a run: tables of months by trials, a tile each.
fn profit_by_month(
    scenario: &Scenario,
    run: Run,
    watch: &dyn Watch,
) -> Result<BTreeMap<usize, Rows>, Stopped> {
    each_tile(scenario, run, watch, months)
}

/// Runs a scenario and makes something of each tile.
fn each_tile<T: Send>(
    scenario: &Scenario,
    run: Run,
    watch: &dyn Watch,
    of: impl Fn(&Tile) -> T + Sync,
) -> Result<BTreeMap<usize, T>, Stopped> {
    let parts = Mutex::new(BTreeMap::new());
    Engine::new(scenario).each_tile(run, 0..tiles(run.trials), watch, &|tile| {
        let part = of(&tile);
        parts.lock().unwrap_or_else(PoisonError::into_inner).insert(tile.index, part);
    })?;
    Ok(parts.into_inner().unwrap_or_else(PoisonError::into_inner))
}

/// Profit by month of a tile.
fn months(tile: &Tile) -> Rows {
    let months = tile.blocks.first().map_or(0, |block| block.fixed_costs.len());
    let mut table = Rows::zeros(months, tile.width());
    for month in 0..months {
        let mut rest = table.row_mut(month);
        for block in &tile.blocks {
            let (part, tail) = rest.split_at_mut(block.width);
            block.add_profit_of(month, part);
            rest = tail;
        }
    }
    table
}

/// What levers cost over the horizon, by trial.
fn costs(tile: &Tile) -> Vec<f64> {
    tile.blocks.iter().flat_map(crate::engine::outcome::Block::lever_costs_total).collect()
}
