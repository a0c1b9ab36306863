//! Plain columns of trials, below whoever fills and whoever reads them.
//!
//! Trials come in blocks of [`BLOCK_TRIALS`]; a block is drawn by itself and serialises. A [`Tile`] is a few of them, what
//! a run hands over at a time.

use super::cohort_revenue::CohortRevenue;
use super::month_sums::MonthSums;
use super::residual::ResidualSums;
use super::rows::Rows;
use crate::math::columns::{add, add_product, subtract};
use serde::{Deserialize, Serialize};

/// Trials in a block (the last one may hold fewer). A multiple of the
/// [scrambles](super::points::REPLICATES).
pub const BLOCK_TRIALS: usize = 256;

/// What a block of trials came to.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Block {
    /// Its place among the blocks of a run.
    pub index: usize,
    /// Trials in it.
    pub width: usize,
    /// Each segment, in the scenario's order.
    pub segments: Vec<SegmentColumns>,
    /// Fixed costs, by month.
    pub fixed_costs: Rows,
    /// What levers cost apart from clients, by month.
    pub lever_costs: Rows,
    /// Tax on profit, by month (zeros for other taxes).
    pub profit_tax: Rows,
    /// The self-check's sums, a series each, in the order of [`series`](super::residual::series);
    /// empty unless the run asked for them.
    pub residuals: Vec<ResidualSums>,
    /// What the parameters and the market let expect; none unless the run asked for it.
    pub expected: Option<ExpectedColumns>,
}

/// Means given each trial's parameters and market path: the clients' chance left out.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ExpectedColumns {
    /// Revenue over the horizon, by trial.
    pub revenue: Vec<f64>,
    /// Profit over the horizon, by trial; none under a tax on profit, which is not linear.
    pub profit: Option<Vec<f64>>,
}

impl Block {
    /// Adds the horizon's profit, trial by trial.
    pub fn add_profit(&self, sums: &mut [f64]) {
        for month in 0..self.fixed_costs.len() {
            self.add_profit_of(month, sums);
        }
    }

    /// Adds a month's profit, trial by trial.
    pub fn add_profit_of(&self, month: usize, sums: &mut [f64]) {
        for segment in &self.segments {
            add(sums, segment.contribution.row(month));
        }
        let costs = self.fixed_costs.row(month).iter().zip(self.profit_tax.row(month));
        for (sum, (fixed, tax)) in sums.iter_mut().zip(costs) {
            *sum -= fixed + tax;
        }
        subtract(sums, self.lever_costs.row(month));
    }

    /// What levers cost over the horizon, by trial.
    pub fn lever_costs_total(&self) -> Vec<f64> {
        let mut total = self.lever_costs.total();
        for month in 0..self.lever_costs.len() {
            for segment in &self.segments {
                add_product(&mut total, segment.active.row(month), segment.lever_price.row(month));
            }
        }
        total
    }
}

/// One segment's part of a block. Tables are months of the budget horizon by trials.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SegmentColumns {
    /// Clients acquired.
    pub new: Rows,
    /// Clients who were lost and came back.
    pub returned: Rows,
    /// Clients who could order.
    pub active: Rows,
    /// Clients who left at the month's end.
    pub churned: Rows,
    /// Orders.
    pub orders: Rows,
    /// Revenue, with VAT where there is one.
    pub revenue: Rows,
    /// Servicing of one active client.
    pub servicing_price: Rows,
    /// What levers cost for one active client.
    pub lever_price: Rows,
    /// Ad spend.
    pub ad_spend: Rows,
    /// Profit before fixed costs and profit tax.
    pub contribution: Rows,
    /// Revenue of the clients acquired in the horizon, whole horizon, by trial.
    pub acquired_revenue: Vec<f64>,
    /// Their margin after cost of goods, net of VAT, by trial.
    pub acquired_margin: Vec<f64>,
    /// Cost of goods as a share of revenue.
    pub goods_share: Rows,
    /// Tax on revenue, or VAT, as a share of revenue, by trial.
    pub tax_share: Vec<f64>,
    /// LTV of the first cohort that has clients; none where there is none, or the run did not ask for it.
    pub lifetime: Option<LifetimeColumns>,
    /// Means given each trial's parameters and market path; none unless the run asked for them.
    pub expected: Option<ExpectedSegment>,
}

/// What the parameters and the market let expect of a segment, summed over a block's trials by month of the budget
/// horizon.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ExpectedSegment {
    /// Clients acquired.
    pub new: MonthSums,
    /// Clients who were lost and come back.
    pub returned: MonthSums,
    /// Clients who can order.
    pub active: MonthSums,
    /// Clients who leave at the month's end.
    pub churned: MonthSums,
    /// Orders.
    pub orders: MonthSums,
    /// Revenue.
    pub revenue: MonthSums,
    /// Cost of goods.
    pub cost_of_goods: MonthSums,
    /// Servicing.
    pub servicing: MonthSums,
    /// Ad spend.
    pub ad_spend: MonthSums,
    /// What levers cost for active clients.
    pub lever_costs: MonthSums,
    /// Tax on revenue, or VAT.
    pub tax: MonthSums,
    /// LTV of the first cohort that has clients, by trial; none where there is none.
    pub ltv: Option<ExpectedLifetime>,
}

/// What each trial's parameters and market let expect of a client of the first cohort, picked at random or average.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ExpectedLifetime {
    /// What a client pays.
    pub revenue: Vec<f64>,
    /// After cost of goods.
    pub margin: Vec<f64>,
    /// Margin less servicing, levers and CAC.
    pub net: Vec<f64>,
}

impl SegmentColumns {
    /// Servicing over the horizon, by trial: a month's is its price times the active clients.
    pub(super) fn servicing_total(&self) -> Vec<f64> {
        let mut total = vec![0.0; self.acquired_revenue.len()];
        for month in 0..self.active.len() {
            add_product(&mut total, self.active.row(month), self.servicing_price.row(month));
        }
        total
    }
}

/// The LTV of a segment's first cohort, by trial. NaN where it does not exist (no client came, or no CAC to divide
/// by); an infinite payback month is "never".
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct LifetimeColumns {
    /// Of one client picked at random.
    pub client: LtvColumns,
    /// What that client leaves before CAC: margin less servicing and levers.
    #[serde(with = "super::bits")]
    pub client_before_cac: Vec<f64>,
    /// Of the cohort's average client.
    pub cohort: LtvColumns,
    /// What a client of that cohort costs to acquire.
    pub cac: Vec<f64>,
    /// That cohort by age; none beyond the first [`AGE_TRIALS`](super::ages::AGE_TRIALS) trials.
    pub ages: Option<AgeColumns>,
    /// (net + CAC) / CAC of the cohort's average.
    #[serde(with = "super::bits")]
    pub ltv_to_cac: Vec<f64>,
    /// The first month (joining is 1) whose undiscounted margin less servicing and levers, cumulated, reaches CAC.
    #[serde(with = "super::bits")]
    pub payback_month: Vec<f64>,
    /// Share of the cohort's revenue LTV that comes after as many months as the budget horizon has.
    #[serde(with = "super::bits")]
    pub share_beyond: Vec<f64>,
    /// Whether the trial's churn lets clients live for ever on average (sBG alpha at most 1): 1 or 0.
    pub infinite_life: Vec<f64>,
}

/// The first cohort by age: rows are [`ages`](super::ages::ages), a cell a trial.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AgeColumns {
    /// Clients still there.
    pub active: Rows,
    /// Their margin less servicing and levers before that age, undiscounted.
    pub earned: Rows,
}

/// The three LTVs, by trial.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct LtvColumns {
    /// What a client pays.
    #[serde(with = "super::bits")]
    pub revenue: Vec<f64>,
    /// After cost of goods.
    #[serde(with = "super::bits")]
    pub margin: Vec<f64>,
    /// Less servicing and CAC.
    #[serde(with = "super::bits")]
    pub net: Vec<f64>,
}

impl LtvColumns {
    pub(super) fn zeros(width: usize) -> Self {
        Self { revenue: vec![0.0; width], margin: vec![0.0; width], net: vec![0.0; width] }
    }
}

/// Blocks in a tile.
pub const TILE_BLOCKS: usize = 4;

/// Trials in a tile (the last one may hold fewer).
pub const TILE_TRIALS: usize = TILE_BLOCKS * BLOCK_TRIALS;

/// A few blocks that follow one another: the piece of a run that is drawn, added up and dropped.
#[derive(Debug, Clone)]
pub struct Tile {
    /// Its place among the tiles of a run.
    pub index: usize,
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
    /// Expected revenue by the period of joining, summed over its trials; of no months unless the run asked for it.
    pub cohorts: CohortRevenue,
}

impl Tile {
    /// Trials in it.
    pub fn width(&self) -> usize {
        self.blocks.iter().map(|block| block.width).sum()
    }
}

/// Blocks of a run that are kept, in order of their index: for those who look at single trials. Forecasts add up tiles
/// and keep none.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Outcome {
    blocks: Vec<Block>,
}

impl Outcome {
    /// Some blocks of a run, whatever their order.
    pub fn of_blocks(mut blocks: Vec<Block>) -> Self {
        blocks.sort_by_key(|block| block.index);
        blocks.dedup_by_key(|block| block.index);
        Self { blocks }
    }

    /// This and another part of the same run, in one.
    #[must_use]
    pub fn merged(self, other: Self) -> Self {
        let mut blocks = self.blocks;
        blocks.extend(other.blocks);
        Self::of_blocks(blocks)
    }

    /// The blocks, in order.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// Trials in all blocks.
    pub fn trials(&self) -> usize {
        self.blocks.iter().map(|block| block.width).sum()
    }

    /// Profit over the horizon, a value a trial.
    pub fn profit(&self) -> Vec<f64> {
        self.gather(Block::add_profit)
    }

    /// A column over all trials: each block fills its part, which holds zeros.
    pub fn gather(&self, mut fill: impl FnMut(&Block, &mut [f64])) -> Vec<f64> {
        let mut column = vec![0.0; self.trials()];
        let mut rest = column.as_mut_slice();
        for block in &self.blocks {
            let (part, tail) = rest.split_at_mut(block.width);
            fill(block, part);
            rest = tail;
        }
        column
    }
}
