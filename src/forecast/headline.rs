//! The horizon's figures that a verdict needs.

use super::figures::Figures;
use super::horizon::Drawn;
use super::series::{OfPeriod, Series};
use super::summary::{Headline, VarianceFromChance};

impl Figures<'_> {
    /// The headline; what was drawn is of the horizon.
    pub(super) fn headline(&self, drawn: &Drawn) -> Headline {
        let (scope, period) = (self.layout.order.segments, self.layout.order.periods.len() - 1);
        let of = |measure| self.figure(Series::OfPeriod { scope, period, measure });
        Headline {
            revenue: self.horizon.revenue,
            profit: self.horizon.profit,
            new_clients: of(OfPeriod::New),
            active_clients_end: self.figure(Series::ActiveClientsEnd),
            ad_spend: of(OfPeriod::AdSpend),
            roas: self.figure(Series::Roas { scope }),
            romi: self.figure(Series::Romi { scope }),
            probability_of_target: self.horizon.of_target,
            probability_of_loss: self.horizon.of_loss,
            cvar10: self.horizon.cvar10,
            variance_from_chance: VarianceFromChance::of(
                self.tally,
                &drawn.revenue,
                &drawn.profit,
                self.sampling,
            ),
        }
    }
}
