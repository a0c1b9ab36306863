//! Which series a forecast has, in one order: the figures of every period of every scope, returns, and LTV.

use super::periods::periods;
use super::summary::PeriodLabel;
use crate::model::scenario::Scenario;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A series of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum OfPeriod {
    New,
    Returned,
    Active,
    Churned,
    Orders,
    Revenue,
    CostOfGoods,
    Servicing,
    AdSpend,
    LeverCosts,
    Tax,
    FixedCosts,
    Profit,
    CumulativeProfit,
    ChurnRate,
    Arpu,
    OrderValue,
}

impl OfPeriod {
    /// All, in order.
    const ALL: [Self; Self::COUNT] = [
        Self::New,
        Self::Returned,
        Self::Active,
        Self::Churned,
        Self::Orders,
        Self::Revenue,
        Self::CostOfGoods,
        Self::Servicing,
        Self::AdSpend,
        Self::LeverCosts,
        Self::Tax,
        Self::FixedCosts,
        Self::Profit,
        Self::CumulativeProfit,
        Self::ChurnRate,
        Self::Arpu,
        Self::OrderValue,
    ];

    /// How many there are.
    const COUNT: usize = Self::OrderValue as usize + 1;

    /// Those that add up over months (active clients with those who join or come back in later months), in order.
    pub(super) const FLOWS: [Self; 13] = [
        Self::New,
        Self::Returned,
        Self::Active,
        Self::Churned,
        Self::Orders,
        Self::Revenue,
        Self::CostOfGoods,
        Self::Servicing,
        Self::AdSpend,
        Self::LeverCosts,
        Self::Tax,
        Self::FixedCosts,
        Self::Profit,
    ];
}

/// A series of a segment's LTV.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OfLtv {
    Cac,
    ClientRevenue,
    ClientMargin,
    ClientNet,
    ClientBeforeCac,
    /// 1 where the client has repaid its CAC, else 0.
    ClientRepays,
    CohortRevenue,
    CohortMargin,
    CohortNet,
    LtvToCac,
    PaybackMonth,
    /// 1 where CAC is never paid back, else 0.
    NeverPaysBack,
    ShareBeyond,
    InfiniteLife,
}

impl OfLtv {
    /// All, in order.
    const ALL: [Self; Self::COUNT] = [
        Self::Cac,
        Self::ClientRevenue,
        Self::ClientMargin,
        Self::ClientNet,
        Self::ClientBeforeCac,
        Self::ClientRepays,
        Self::CohortRevenue,
        Self::CohortMargin,
        Self::CohortNet,
        Self::LtvToCac,
        Self::PaybackMonth,
        Self::NeverPaysBack,
        Self::ShareBeyond,
        Self::InfiniteLife,
    ];

    const COUNT: usize = Self::InfiniteLife as usize + 1;

    /// Whether its mean given parameters and market is handed over with it.
    fn is_expected(self) -> bool {
        matches!(
            self,
            Self::ClientRevenue
                | Self::ClientMargin
                | Self::ClientNet
                | Self::ClientBeforeCac
                | Self::CohortRevenue
                | Self::CohortMargin
                | Self::CohortNet
        )
    }
}

/// One series. A scope is the place of a segment, or the number of segments for all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Series {
    OfPeriod { scope: usize, period: usize, measure: OfPeriod },
    Roas { scope: usize },
    Romi { scope: usize },
    OfLtv { segment: usize, measure: OfLtv },
    ActiveClientsEnd,
}

/// Where a series' mean is taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MeanOf {
    /// The drawn values.
    Drawn,
    /// A column that comes with them: their means given parameters and market.
    Given,
    /// The lanes of [`expected`](super::expected), which add up to it.
    Elsewhere,
}

/// The order of a scenario's series.
#[derive(Debug)]
pub(super) struct Order {
    pub(super) periods: Vec<(PeriodLabel, Range<usize>)>,
    pub(super) segments: usize,
}

impl Order {
    pub(super) fn of(scenario: &Scenario) -> Self {
        Self { periods: periods(scenario.start, scenario.months), segments: scenario.segments.len() }
    }

    /// Months of the horizon, which is the last period.
    pub(super) fn months(&self) -> usize {
        self.periods.last().map_or(0, |(_, range)| range.end)
    }

    /// All series, in order.
    pub(super) fn all(&self) -> Vec<Series> {
        let scopes = 0..=self.segments;
        let mut all: Vec<Series> = Vec::new();
        for scope in scopes.clone() {
            for period in 0..self.periods.len() {
                all.extend(OfPeriod::ALL.map(|measure| Series::OfPeriod { scope, period, measure }));
            }
        }
        all.extend(scopes.flat_map(|scope| [Series::Roas { scope }, Series::Romi { scope }]));
        for segment in 0..self.segments {
            all.extend(OfLtv::ALL.map(|measure| Series::OfLtv { segment, measure }));
        }
        all.push(Series::ActiveClientsEnd);
        all
    }

    /// Whether a series is kept trial by trial: revenue and profit of the whole, over the horizon.
    pub(super) fn is_exact(&self, series: Series) -> bool {
        let Series::OfPeriod { scope, period, measure } = series else { return false };
        let range = &self.periods[period].1;
        let ends = range.end == self.months();
        scope == self.segments
            && match measure {
                OfPeriod::Revenue | OfPeriod::Profit => ends && range.start == 0,
                OfPeriod::CumulativeProfit => ends,
                _ => false,
            }
    }

    /// How many series there are.
    pub(super) fn len(&self) -> usize {
        self.place(Series::ActiveClientsEnd) + 1
    }

    /// The place of a series.
    pub(super) fn place(&self, series: Series) -> usize {
        let of_scope = self.periods.len() * OfPeriod::COUNT;
        let returns = (self.segments + 1) * of_scope;
        let ltv = returns + 2 * (self.segments + 1);
        match series {
            Series::OfPeriod { scope, period, measure } => {
                scope * of_scope + period * OfPeriod::COUNT + measure as usize
            }
            Series::Roas { scope } => returns + 2 * scope,
            Series::Romi { scope } => returns + 2 * scope + 1,
            Series::OfLtv { segment, measure } => ltv + segment * OfLtv::COUNT + measure as usize,
            Series::ActiveClientsEnd => ltv + self.segments * OfLtv::COUNT,
        }
    }
}

impl Series {
    pub(super) fn mean_of(self) -> MeanOf {
        match self {
            Self::OfPeriod {
                measure: OfPeriod::ChurnRate | OfPeriod::Arpu | OfPeriod::OrderValue, ..
            } => MeanOf::Drawn,
            Self::OfPeriod { .. } | Self::ActiveClientsEnd => MeanOf::Elsewhere,
            Self::OfLtv { measure, .. } if measure.is_expected() => MeanOf::Given,
            Self::Roas { .. } | Self::Romi { .. } | Self::OfLtv { .. } => MeanOf::Drawn,
        }
    }
}
