//! What a segment's self-check compares: the series as they were drawn, and as they were expected.

use super::expectation::{Expected, ExpectedLtv, ExpectedMoney};
use super::outcome::{LifetimeColumns, SegmentColumns};
use super::residual::{Measure, ResidualSums};
use super::rows::Rows;
use std::borrow::Cow;

/// The series of a segment: tables of months by trials, or columns.
#[derive(Debug)]
pub(super) struct Series<'a> {
    pub(super) new: &'a Rows,
    pub(super) active: &'a Rows,
    pub(super) churned: &'a Rows,
    pub(super) orders: &'a Rows,
    pub(super) revenue: &'a Rows,
    /// Over the horizon.
    pub(super) servicing: Vec<f64>,
    pub(super) ad_spend: Vec<f64>,
    pub(super) acquired_revenue: &'a [f64],
    pub(super) contribution: Vec<f64>,
    /// In the order of [`Measure::LTV`], if there is any.
    pub(super) ltv: Option<[&'a [f64]; 4]>,
}

impl<'a> Series<'a> {
    /// Those of a segment's columns.
    pub(super) fn drawn(columns: &'a SegmentColumns) -> Self {
        let ltv = |lifetime: &'a LifetimeColumns| {
            let (cohort, client) = (&lifetime.cohort, &lifetime.client);
            [&cohort.revenue[..], &cohort.net, &client.revenue, &client.net]
        };
        Self {
            new: &columns.new,
            active: &columns.active,
            churned: &columns.churned,
            orders: &columns.orders,
            revenue: &columns.revenue,
            servicing: columns.servicing_total(),
            ad_spend: columns.ad_spend.total(),
            acquired_revenue: &columns.acquired_revenue,
            contribution: columns.contribution.total(),
            ltv: columns.lifetime.as_ref().map(ltv),
        }
    }
}

impl<'a> Series<'a> {
    /// Those that a segment's parameters let expect.
    pub(super) fn expected(
        expected: &'a Expected<'_>,
        money: &'a ExpectedMoney,
        ltv: Option<&'a ExpectedLtv>,
    ) -> Self {
        Self {
            new: &expected.new,
            active: expected.active(),
            churned: &expected.churned,
            orders: &money.orders,
            revenue: &money.revenue,
            servicing: money.servicing.total(),
            ad_spend: money.ad_spend.total(),
            acquired_revenue: &money.acquired_revenue,
            contribution: money.contribution.total(),
            ltv: ltv.map(|ltv| [&ltv.revenue[..], &ltv.net, &ltv.revenue, &ltv.net]),
        }
    }
}

/// The sums of the segment's series, in the order of [`series`](super::residual::series).
pub(super) fn residuals(drawn: &Series, expected: &Series) -> Vec<ResidualSums> {
    let [of_drawn, of_expected] =
        [drawn, expected].map(|series| [series.active, series.churned, series.orders, series.revenue]);
    let mut sums = Vec::new();
    for month in 0..drawn.new.len() {
        for measure in 0..Measure::MONTHLY.len() {
            sums.push(ResidualSums::of(of_drawn[measure].row(month), of_expected[measure].row(month)));
        }
    }
    let horizon = |series: &Series| {
        let columns: [Cow<[f64]>; 5] = [
            series.new.total().into(),
            series.servicing.clone().into(),
            series.ad_spend.clone().into(),
            series.acquired_revenue.to_vec().into(),
            series.contribution.clone().into(),
        ];
        columns
    };
    let pairs = horizon(drawn).into_iter().zip(horizon(expected));
    sums.extend(pairs.map(|(drawn, expected)| ResidualSums::of(&drawn, &expected)));
    if let (Some(drawn), Some(expected)) = (drawn.ltv, expected.ltv) {
        sums.extend(
            drawn.into_iter().zip(expected).map(|(drawn, expected)| ResidualSums::of(drawn, expected)),
        );
    }
    sums
}

/// How many sums a segment has.
pub(super) fn series_count(months: usize, has_ltv: bool) -> usize {
    let ltv = if has_ltv { Measure::LTV.len() } else { 0 };
    months * Measure::MONTHLY.len() + Measure::HORIZON.len() + ltv
}
