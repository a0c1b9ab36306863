//! Which lever is worth pulling: each alone, and every two together, by the profit that they add over the budget horizon.
//!
//! The base is the scenario without any lever. All runs are on the same draws, so what a lever adds is a difference trial
//! by trial, and what chance does with and without it is not in it. What it changes beyond the horizon is not counted.
//! Figures are those of the drawn trials: a forecast knows its own profit a little better, by its trials' laws.

use crate::engine::outcome::Tile;
use crate::engine::rows::Rows;
use crate::engine::{Detail, Engine, Run, tiles};
use crate::forecast::figure::Figure;
use crate::forecast::sampling::Sampling;
use crate::forecast::summary::Payback;
use crate::model::month::Month;
use crate::model::scenario::Scenario;
use crate::model::watch::{Stage, Stopped, Watch};
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
    /// The share of trials in which that is not negative (but for rounding): they bring at least what they cost.
    pub probability_pays: f64,
    /// Its Monte Carlo standard error.
    pub probability_pays_se: f64,
    /// The month, counted from the first in which one acts (which is 1), from whose end on they have added as much as they
    /// cost, to the end of the horizon; trials that end below that are "never".
    pub payback_month: Payback,
    /// What they cost over the horizon.
    pub cost: Figure,
}

/// What is below 0 by less than this share of what was earned is 0 but for rounding.
const ROUNDING: f64 = 1e-12;

/// What the ranking keeps of a trial: the base's months, and the columns of a lever while they are put in order.
pub fn trial_bytes(months: usize) -> u64 {
    8 * (months as u64 + 16)
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
    let sampling = Sampling::of(scenario, run.trials);
    let base = each_tile(&scenario.with_levers(&[]), run, watch, months)?;
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
        let parts = each_tile(scenario, run, watch, |tile| {
            base.get(&tile.index).map(|base| Self::of_tile(tile, base, from))
        })?;
        let mut all = Self::default();
        for mut part in parts.into_values().flatten() {
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
        // What both earned: its size says what rounding may be.
        let mut size = vec![0.0; width];
        for month in 0..months {
            for (trial, (with, base)) in with.row(month).iter().zip(base.row(month)).enumerate() {
                added.profit[trial] += with - base;
                size[trial] += with.abs() + base.abs();
                if month < from {
                    continue;
                }
                let repaid = added.profit[trial] >= -ROUNDING * size[trial];
                let payback = &mut added.payback[trial];
                if !repaid {
                    *payback = f64::INFINITY;
                } else if payback.is_infinite() {
                    *payback = (month - from + 1) as f64;
                }
            }
        }
        added
    }

    fn ranked(self, names: Vec<String>, sampling: Sampling) -> Ranked {
        let share = |column: &[f64], holds: fn(f64) -> bool| {
            sampling.share(column, holds).map_or((0.0, 0.0), |(share, se)| (share, se.unwrap_or(0.0)))
        };
        let (pays, pays_se) = share(&self.payback, f64::is_finite);
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
