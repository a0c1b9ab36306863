//! What is told of each segment: LTV, LTV:CAC, payback, returns, and its periods.

use super::AllPeriods;
use super::figure::{Estimate, Figure};
use super::figures::Figures;
use super::series::{OfLtv, Series};
use super::summary::{Age, Ladder, Ltv, Payback, SegmentSummary};

impl SegmentSummary {
    pub(super) fn of(figures: &Figures, place: usize, periods: AllPeriods) -> Self {
        let figure = |measure| figures.of_ltv(place, measure);
        let ltv = |[revenue, margin, net]: [OfLtv; 3]| Ltv {
            revenue: figure(revenue),
            margin: figure(margin),
            net: figure(net),
        };
        let ltv_to_cac = figure(OfLtv::LtvToCac);
        let never = share(figure(OfLtv::NeverPaysBack));
        Self {
            name: figures.scenario.segments[place].name.clone(),
            cac: figure(OfLtv::Cac),
            ltv_client: ltv([OfLtv::ClientRevenue, OfLtv::ClientMargin, OfLtv::ClientNet]),
            client_histogram: figures
                .histogram(Series::OfLtv { segment: place, measure: OfLtv::ClientBeforeCac }),
            client_before_cac: figure(OfLtv::ClientBeforeCac),
            client_repays_cac: share(figure(OfLtv::ClientRepays)),
            ltv_cohort: ltv([OfLtv::CohortRevenue, OfLtv::CohortMargin, OfLtv::CohortNet]),
            ltv_to_cac,
            ladder: ltv_to_cac.p50.map(Ladder::of),
            payback_month: Payback {
                month: figure(OfLtv::PaybackMonth),
                never: never.map(|share| share.value),
                never_se: never.map(|share| share.se),
            },
            ltv_share_beyond_months: figure(OfLtv::ShareBeyond),
            infinite_life_share: figure(OfLtv::InfiniteLife).mean.unwrap_or(0.0),
            ages: Age::all(figures.scenario, &figures.tally.ages[place]),
            months: periods.months,
            quarters: periods.quarters,
            years: periods.years,
            horizon: periods.horizon,
            roas: figures.figure(Series::Roas { scope: place }),
            romi: figures.figure(Series::Romi { scope: place }),
        }
    }
}

/// The share that is the mean of what is 1 or 0.
fn share(figure: Figure) -> Option<Estimate> {
    figure.mean.map(|value| Estimate { value, se: figure.se.unwrap_or(0.0) })
}

impl Ladder {
    /// The rung of an LTV:CAC: its whole part.
    pub fn of(ltv_to_cac: f64) -> Self {
        match ltv_to_cac {
            ratio if ratio >= 4.0 => Self::Excellent,
            ratio if ratio >= 3.0 => Self::Healthy,
            ratio if ratio >= 2.0 => Self::Thin,
            _ => Self::Ruin,
        }
    }
}
