//! The law of the horizon's revenue and profit given a trial's parameters and market path, by its first cumulants.
//!
//! Nothing is simulated: given its parameters a trial is a sum of independent clients, whose cumulants are known in
//! closed form (`client`; `even` where all months are alike; `acted` where levers act; `order` for what orders are
//! worth) and add up (`joining`,
//! `segment`, `total`). So a trial's mean, variance and third cumulant cost a fraction of its simulation, and the law that they
//! stand for smooths what the drawn trials count, or serves as their control.

mod acted;
mod client;
mod even;
mod joining;
mod order;
mod segment;
#[cfg(test)]
mod tests;
mod total;

use super::growth::compounded;
use super::levers;
use super::outcome::BLOCK_TRIALS;
use super::parameters::{Parameters, Sampler};
use crate::math::lanes::{LANES, load, store};
use crate::model::scenario::{Scenario, Tax};
use order::Four;
use segment::SegmentLaw;
use total::Total;

/// The laws of a scenario's trials, to be asked for any stretch of them.
#[derive(Debug)]
pub struct Laws<'a> {
    scenario: &'a Scenario,
    sampler: Sampler<'a>,
    segments: Vec<SegmentLaw<'a>>,
}

/// Which cumulants to work out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Mean, variance and third cumulant.
    Third,
    /// The fourth cumulant too, at about twice the cost.
    Fourth,
}

/// The laws of some trials: columns, a value a trial.
#[derive(Debug, Clone)]
pub struct LawColumns {
    /// Of the horizon's revenue.
    pub revenue: Cumulants,
    /// Of the horizon's profit; none under a tax on profit, which is not linear.
    pub profit: Option<Cumulants>,
    /// Where a segment's orders are all worth the same, the largest such value: totals move in steps of it. 0 otherwise.
    pub largest_step: f64,
}

/// First cumulants, a value a trial.
#[derive(Debug, Clone, Default)]
pub struct Cumulants {
    /// Means.
    pub mean: Vec<f64>,
    /// Variances.
    pub variance: Vec<f64>,
    /// Third cumulants.
    pub third: Vec<f64>,
    /// Fourth cumulants; zeros unless asked for.
    pub fourth: Vec<f64>,
}

impl<'a> Laws<'a> {
    /// The laws of a scenario's trials under a seed, with its acquisition scaled.
    pub fn new(scenario: &'a Scenario, seed: u64, scale: f64) -> Self {
        let segments =
            (0..scenario.segments.len()).map(|place| SegmentLaw::new(scenario, place, scale)).collect();
        Self { scenario, sampler: Sampler::new(scenario, seed, scenario.months), segments }
    }

    /// Whether they cost no more than a few trials: not over long horizons in which levers change lives.
    pub fn are_cheap(&self) -> bool {
        self.segments.iter().all(SegmentLaw::is_cheap)
    }

    /// The laws of a block's worth of trials from `first_trial`, at most [`BLOCK_TRIALS`]; trials are numbered as the
    /// simulation numbers them, and go on beyond those that it draws.
    ///
    /// # Panics
    /// Where it is more than a block.
    pub fn columns(&self, first_trial: usize, width: usize, order: Order) -> LawColumns {
        assert!(width <= BLOCK_TRIALS, "{width} trials are more than a block");
        let parameters = self.sampler.draw(first_trial, width);
        let mut totals = self.costs(&parameters, width);
        for segment in &self.segments {
            match order {
                Order::Third => segment.add::<false>(&parameters, &mut totals),
                Order::Fourth => segment.add::<true>(&parameters, &mut totals),
            }
        }
        let largest_step = self.segments.iter().map(|segment| segment.largest_step(&parameters));
        LawColumns {
            revenue: Cumulants::of(&totals, width, |total| &total.revenue),
            profit: (!matches!(self.scenario.money.tax, Tax::Profit(_)))
                .then(|| Cumulants::of(&totals, width, |total| &total.profit)),
            largest_step: largest_step.fold(0.0, f64::max),
        }
    }

    fn costs(&self, parameters: &Parameters, width: usize) -> Vec<Total> {
        let money = &self.scenario.money;
        let months = self.scenario.months;
        let mut fixed = compounded(parameters, money.cost_growth, Some(money.fixed_costs), months).total();
        levers::fixed_costs(self.scenario, parameters, months).add_rows(&mut fixed);
        (0..width).step_by(LANES).map(|from| Total::of_costs(&load(&fixed, from))).collect()
    }
}

impl Cumulants {
    fn of(totals: &[Total], width: usize, of: impl Fn(&Total) -> &Four) -> Self {
        let column = |k: usize| {
            let mut column = vec![0.0; width];
            for (chunk, total) in totals.iter().enumerate() {
                store(&of(total)[k], &mut column, chunk * LANES);
            }
            column
        };
        Self { mean: column(0), variance: column(1), third: column(2), fourth: column(3) }
    }
}
