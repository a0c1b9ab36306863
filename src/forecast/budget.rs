//! What a plan says of its run of the budget horizon: a few totals, kept trial by trial, and their figures.

use super::figure::Figure;
use super::sampling::Sampling;
use crate::engine::outcome::{Block, SegmentColumns, Tile};
use crate::engine::watch::{Stopped, Watch};
use crate::engine::{Engine, Run, tiles};
use crate::model::scenario::Scenario;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// Figures of the budget horizon, of all segments together.
#[derive(Debug, Clone, Copy)]
pub struct Budget {
    /// Profit.
    pub profit: Figure,
    /// Clients acquired.
    pub new_clients: Figure,
    /// Ad spend.
    pub ad_spend: Figure,
    /// Revenue of the clients acquired over ad spend.
    pub roas: Figure,
    /// Margin of the clients acquired less ad spend, over ad spend.
    pub romi: Figure,
}

/// Totals over the horizon, trial by trial.
#[derive(Debug, Default)]
struct Columns {
    profit: Vec<f64>,
    new: Vec<f64>,
    ad_spend: Vec<f64>,
    acquired_revenue: Vec<f64>,
    acquired_margin: Vec<f64>,
}

/// Draws a run and gives its figures.
///
/// # Errors
/// [`Stopped`] when the watcher says so.
pub fn budget(scenario: &Scenario, run: Run, watch: &dyn Watch) -> Result<Budget, Stopped> {
    let parts: Mutex<BTreeMap<usize, Columns>> = Mutex::new(BTreeMap::new());
    Engine::new(scenario).each_tile(run, 0..tiles(run.trials), watch, &|tile| {
        let columns = Columns::of(&tile);
        parts.lock().unwrap_or_else(PoisonError::into_inner).insert(tile.index, columns);
    })?;
    let mut all = Columns::default();
    for (_, part) in parts.into_inner().unwrap_or_else(PoisonError::into_inner) {
        all.append(part);
    }
    let sampling = Sampling::of(scenario.simulation.points, run.trials);
    let figure = |column: &[f64]| Figure::of(column, sampling);
    let over_spend = |above: &dyn Fn(usize) -> f64| {
        let ratio =
            |(trial, &spend): (usize, &f64)| if spend == 0.0 { f64::NAN } else { above(trial) / spend };
        figure(&all.ad_spend.iter().enumerate().map(ratio).collect::<Vec<f64>>())
    };
    Ok(Budget {
        profit: figure(&all.profit),
        new_clients: figure(&all.new),
        ad_spend: figure(&all.ad_spend),
        roas: over_spend(&|trial| all.acquired_revenue[trial]),
        romi: over_spend(&|trial| all.acquired_margin[trial] - all.ad_spend[trial]),
    })
}

impl Columns {
    fn of(tile: &Tile) -> Self {
        let column = |fill: &dyn Fn(&Block, &mut [f64])| {
            let part = |block: &Block| {
                let mut part = vec![0.0; block.width];
                fill(block, &mut part);
                part
            };
            tile.blocks.iter().flat_map(part).collect::<Vec<f64>>()
        };
        let total = |cell: &dyn Fn(&SegmentColumns, usize) -> f64| {
            column(&|block, part| {
                for (trial, sum) in part.iter_mut().enumerate() {
                    *sum = block.segments.iter().map(|segment| cell(segment, trial)).sum();
                }
            })
        };
        Self {
            profit: column(&Block::add_profit),
            new: column(&|block, part| block.segments.iter().for_each(|s| s.new.add_rows(part))),
            ad_spend: column(&|block, part| block.segments.iter().for_each(|s| s.ad_spend.add_rows(part))),
            acquired_revenue: total(&|segment, i| segment.acquired_revenue[i]),
            acquired_margin: total(&|segment, i| segment.acquired_margin[i]),
        }
    }

    fn append(&mut self, mut part: Self) {
        self.profit.append(&mut part.profit);
        self.new.append(&mut part.new);
        self.ad_spend.append(&mut part.ad_spend);
        self.acquired_revenue.append(&mut part.acquired_revenue);
        self.acquired_margin.append(&mut part.acquired_margin);
    }
}
