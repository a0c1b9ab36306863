//! The horizon's figures that a verdict needs.

use super::figure::Estimate;
use super::figures::Figures;
use super::sampling::Sampling;
use super::series::{OfPeriod, Series};
use super::summary::{Headline, VarianceFromChance};
use crate::model::scenario::Scenario;

impl Figures<'_> {
    /// The headline; revenue and profit of the horizon by trial.
    pub(super) fn headline(&self, revenue: &[f64], profit: &[f64]) -> Headline {
        let (scope, period) = (self.layout.order.segments, self.layout.order.periods.len() - 1);
        let of = |measure| self.figure(Series::OfPeriod { scope, period, measure });
        let chances = Chances::of(self.scenario, profit, self.sampling);
        Headline {
            revenue: self.revenue,
            profit: self.profit,
            new_clients: of(OfPeriod::New),
            active_clients_end: self.figure(Series::ActiveClientsEnd),
            ad_spend: of(OfPeriod::AdSpend),
            roas: self.figure(Series::Roas { scope }),
            romi: self.figure(Series::Romi { scope }),
            probability_of_target: chances.of_target,
            probability_of_loss: chances.of_loss,
            cvar10: chances.cvar10,
            variance_from_chance: VarianceFromChance::of(self.tally, revenue, profit, self.sampling),
        }
    }
}

/// What the distribution of profit means.
struct Chances {
    of_target: Option<Estimate>,
    of_loss: Estimate,
    cvar10: Estimate,
}

impl Chances {
    fn of(scenario: &Scenario, profit: &[f64], sampling: Sampling) -> Self {
        let share = |holds: &dyn Fn(f64) -> bool| Estimate::of_share(profit, sampling, holds);
        let target = scenario.money.target_profit;
        Self {
            of_target: target.and_then(|target| share(&|profit| profit >= target)),
            of_loss: share(&|profit| profit < 0.0).unwrap_or(Estimate { value: 0.0, se: 0.0 }),
            cvar10: Estimate::of_lower_tail(profit, sampling, 0.1),
        }
    }
}
