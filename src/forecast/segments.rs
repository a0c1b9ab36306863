//! What is told of each segment: LTV, LTV:CAC, payback, returns, and its periods.

use super::figure::{Estimate, Figure};
use super::months::Scope;
use super::returns::Returns;
use super::summary::{Age, Histogram, Ladder, Ltv, Payback, SegmentSummary};
use super::{AllPeriods, Forecasting};
use crate::engine::outcome::{LifetimeColumns, LtvColumns};
use crate::engine::repays;

impl SegmentSummary {
    pub(super) fn of(forecasting: &Forecasting, place: usize, periods: AllPeriods) -> Self {
        let sampling = forecasting.sampling;
        let segment = &forecasting.scenario.segments[place];
        let figure = |column: fn(&LifetimeColumns) -> &[f64]| {
            forecasting
                .lifetime_column(place, column)
                .map_or(Figure::NONE, |column| Figure::of(&column, sampling))
        };
        let ltv = |which: fn(&LifetimeColumns) -> &LtvColumns| {
            let measure = |measure: fn(&LtvColumns) -> &[f64]| {
                let column = forecasting.gather_lifetime(place, |lifetime| measure(which(lifetime)));
                column.map_or(Figure::NONE, |column| Figure::of(&column, sampling))
            };
            Ltv { revenue: measure(|l| &l.revenue), margin: measure(|l| &l.margin), net: measure(|l| &l.net) }
        };
        let ltv_to_cac = figure(|lifetime| &lifetime.ltv_to_cac);
        let payback = forecasting.lifetime_column(place, |lifetime| &lifetime.payback_month);
        let never =
            payback.as_ref().and_then(|column| Estimate::of_share(column, sampling, f64::is_infinite));
        let infinite = forecasting.lifetime_column(place, |lifetime| &lifetime.infinite_life);
        let cac = forecasting.lifetime_column(place, |lifetime| &lifetime.cac);
        let before = forecasting.lifetime_column(place, |lifetime| &lifetime.client_before_cac);
        let returns = Returns::of(forecasting.outcome, Scope::Segment(place), forecasting.scenario.months);
        Self {
            name: segment.name.clone(),
            cac: cac.as_ref().map_or(Figure::NONE, |column| Figure::of(column, sampling)),
            ltv_client: ltv(|lifetime| &lifetime.client),
            client_histogram: before.as_ref().map_or(Histogram::NONE, |column| Histogram::of(column)),
            client_before_cac: before.as_ref().map_or(Figure::NONE, |column| Figure::of(column, sampling)),
            client_repays_cac: before.as_ref().zip(cac.as_ref()).and_then(|(before, cac)| {
                Estimate::of_share(&repaid(before, cac), sampling, |paid| paid == 1.0)
            }),
            ltv_cohort: ltv(|lifetime| &lifetime.cohort),
            ltv_to_cac,
            ladder: ltv_to_cac.p50.map(Ladder::of),
            payback_month: Payback {
                month: payback.as_ref().map_or(Figure::NONE, |column| Figure::of(column, sampling)),
                never: never.map(|share| share.value),
                never_se: never.map(|share| share.se),
            },
            ltv_share_beyond_months: figure(|lifetime| &lifetime.share_beyond),
            infinite_life_share: infinite
                .map_or(0.0, |column| column.iter().sum::<f64>() / column.len() as f64),
            ages: Age::all(forecasting.scenario, forecasting.outcome, place),
            months: periods.months,
            quarters: periods.quarters,
            years: periods.years,
            horizon: periods.horizon,
            roas: returns.roas(sampling),
            romi: returns.romi(sampling),
        }
    }
}

/// 1 where the client has repaid its CAC, else 0; NaN where there is no client.
fn repaid(before_cac: &[f64], cac: &[f64]) -> Vec<f64> {
    let paid = |(before, cac): (&f64, &f64)| {
        if before.is_nan() || cac.is_nan() { f64::NAN } else { f64::from(u8::from(repays(*before, *cac))) }
    };
    before_cac.iter().zip(cac).map(paid).collect()
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

impl Forecasting<'_> {
    fn lifetime_column(&self, place: usize, column: fn(&LifetimeColumns) -> &[f64]) -> Option<Vec<f64>> {
        self.gather_lifetime(place, column)
    }

    /// A column of the segment's LTV over all trials; none where the segment never has a new client.
    fn gather_lifetime(&self, place: usize, column: impl Fn(&LifetimeColumns) -> &[f64]) -> Option<Vec<f64>> {
        let there = self.outcome.blocks().iter().all(|block| block.segments[place].lifetime.is_some());
        there.then(|| {
            self.outcome.gather(|block, part| {
                if let Some(lifetime) = &block.segments[place].lifetime {
                    part.copy_from_slice(column(lifetime));
                }
            })
        })
    }
}
