//! How much memory a forecast needs: what its series take, and what is kept of each trial.

use super::layout::Layout;
use super::series::{MeanOf, OfPeriod, Order, Series};
use super::smoothing::points_of;
use super::tally::EXPECTED_TRIALS;
use crate::engine::ages::{AGE_TRIALS, ages};
use crate::engine::outcome::{TILE_BLOCKS, TILE_TRIALS};
use crate::engine::tiles;
use crate::model::scenario::Scenario;

/// What a program of this kind needs before it does anything, charts included.
const PROGRAM_BYTES: u64 = 64 << 20;

/// Cells of a typical series, which spans a factor of 2 to 3: 12 bytes each, and some counts beside them.
const SERIES_BYTES: u64 = 12 * 1536 + 1024;

/// Numbers kept of each trial: the horizon's revenue and profit; while figures are made of them, both in one piece and in
/// order too.
const TRIAL_NUMBERS: u64 = 2 + 4;

/// Numbers kept of each of the first trials beside those: what was expected of revenue and profit.
const EXPECTED_NUMBERS: u64 = 2;

/// A point's laws, of revenue and of profit.
const LAW_BYTES: u64 = 2 * 16;

/// Tables of months that a segment's draws fill and read: drawn, expected, and what they are drawn with.
const SEGMENT_TABLES: u64 = 40;

/// Bytes of memory that a run needs, about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Footprint {
    /// However many trials there are.
    pub fixed: u64,
    /// For each trial.
    pub per_trial: u64,
}

impl Footprint {
    /// The needs of a forecast of the scenario on so many threads.
    pub fn of(scenario: &Scenario, threads: usize) -> Self {
        let layout = Layout::of(scenario);
        let series = layout.order.all().iter().filter(|series| is_counted(**series, &layout.order)).count();
        let trials = scenario.simulation.trials;
        let segments = scenario.segments.len() as u64;
        // Sums of the tiles that are open: a thread's own, and one of each size.
        let levels = u64::from(tiles(trials).max(1).ilog2()) + 2;
        let nodes = 8 * layout.len as u64 * (levels + threads as u64);
        let months = (scenario.months + scenario.lifetime_months) as u64;
        let tile =
            8 * (TILE_TRIALS.min(trials) as u64) * segments * SEGMENT_TABLES * months / TILE_BLOCKS as u64;
        let kept_ages =
            8 * segments * 2 * (ages(scenario.lifetime_months).len() * AGE_TRIALS.min(trials)) as u64;
        Self {
            fixed: PROGRAM_BYTES
                + series as u64 * SERIES_BYTES
                + nodes
                + kept_ages
                + 8 * EXPECTED_NUMBERS * EXPECTED_TRIALS.min(trials) as u64
                + threads as u64 * tile
                + LAW_BYTES * points_of(trials) as u64,
            per_trial: 8 * TRIAL_NUMBERS,
        }
    }

    /// The bytes of so many trials.
    pub fn bytes(self, trials: usize) -> u64 {
        self.fixed.saturating_add(self.per_trial.saturating_mul(trials as u64))
    }

    /// The most trials that fit.
    pub fn trials(self, bytes: u64) -> usize {
        (bytes.saturating_sub(self.fixed) / self.per_trial) as usize
    }
}

/// Whether a series has cells as a rule: costs are mostly multiples of other series, and profit is summed by months.
fn is_counted(series: Series, order: &Order) -> bool {
    match series {
        Series::OfPeriod { period, measure, .. } => match measure {
            OfPeriod::CumulativeProfit => period < order.months(),
            OfPeriod::FixedCosts | OfPeriod::Tax | OfPeriod::CostOfGoods => false,
            _ => true,
        },
        _ => series.mean_of() != MeanOf::Elsewhere,
    }
}
