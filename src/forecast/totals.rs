//! Totals over the budget horizon, trial by trial: what a plan and a comparison look at.

use crate::engine::outcome::{Block, SegmentColumns, Tile};
use crate::engine::{Engine, Run, tiles};
use crate::math::columns::add;
use crate::model::scenario::Scenario;
use crate::model::watch::{Stopped, Watch};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// Totals of all segments over the budget horizon: columns, a value a trial.
#[derive(Debug, Clone, Default)]
pub struct Totals {
    /// Revenue.
    pub revenue: Vec<f64>,
    /// Profit.
    pub profit: Vec<f64>,
    /// Clients acquired.
    pub new_clients: Vec<f64>,
    /// Clients left after the last month's churn.
    pub active_clients_end: Vec<f64>,
    /// Ad spend.
    pub ad_spend: Vec<f64>,
    /// Revenue of the clients acquired.
    acquired_revenue: Vec<f64>,
    /// Their margin after cost of goods.
    acquired_margin: Vec<f64>,
}

/// Draws a run and keeps its totals.
///
/// # Errors
/// [`Stopped`] when the watcher says so.
pub fn totals(scenario: &Scenario, run: Run, watch: &dyn Watch) -> Result<Totals, Stopped> {
    let gathered = Gathered::default();
    Engine::new(scenario).each_tile(run, 0..tiles(run.trials), watch, &|tile| gathered.add(&tile))?;
    Ok(gathered.all())
}

/// Totals of a run while its tiles come, in any order.
#[derive(Debug, Default)]
pub(super) struct Gathered(Mutex<BTreeMap<usize, Totals>>);

impl Gathered {
    /// Adds a tile.
    pub(super) fn add(&self, tile: &Tile) {
        let totals = Totals::of(tile);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(tile.index, totals);
    }

    /// All of them, in the order of trials.
    pub(super) fn all(self) -> Totals {
        let mut all = Totals::default();
        for (_, part) in self.0.into_inner().unwrap_or_else(PoisonError::into_inner) {
            all.append(part);
        }
        all
    }
}

impl Totals {
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
            // As the forecast adds it up, to the bit.
            revenue: column(&|block, part| {
                block.segments.iter().for_each(|segment| add(part, &segment.revenue.total()));
            }),
            profit: column(&Block::add_profit),
            new_clients: column(&|block, part| block.segments.iter().for_each(|s| s.new.add_rows(part))),
            active_clients_end: total(&left),
            ad_spend: column(&|block, part| block.segments.iter().for_each(|s| s.ad_spend.add_rows(part))),
            acquired_revenue: total(&|segment, i| segment.acquired_revenue[i]),
            acquired_margin: total(&|segment, i| segment.acquired_margin[i]),
        }
    }

    fn append(&mut self, mut part: Self) {
        self.revenue.append(&mut part.revenue);
        self.profit.append(&mut part.profit);
        self.new_clients.append(&mut part.new_clients);
        self.active_clients_end.append(&mut part.active_clients_end);
        self.ad_spend.append(&mut part.ad_spend);
        self.acquired_revenue.append(&mut part.acquired_revenue);
        self.acquired_margin.append(&mut part.acquired_margin);
    }

    /// Revenue of the clients acquired over ad spend; NaN where nothing was spent.
    pub fn roas(&self) -> Vec<f64> {
        self.over_spend(|trial| self.acquired_revenue[trial])
    }

    /// Margin of the clients acquired less ad spend, over ad spend; NaN where nothing was spent.
    pub fn romi(&self) -> Vec<f64> {
        self.over_spend(|trial| self.acquired_margin[trial] - self.ad_spend[trial])
    }

    fn over_spend(&self, above: impl Fn(usize) -> f64) -> Vec<f64> {
        let ratio =
            |(trial, &spend): (usize, &f64)| if spend == 0.0 { f64::NAN } else { above(trial) / spend };
        self.ad_spend.iter().enumerate().map(ratio).collect()
    }
}

/// Clients left after the last month's churn.
fn left(segment: &SegmentColumns, trial: usize) -> f64 {
    let last = segment.active.len() - 1;
    segment.active.row(last)[trial] - segment.churned.row(last)[trial]
}
