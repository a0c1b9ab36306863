//! What a block's trials mean for a segment in money: rates, prices and shares with their growth, by month.

use super::growth::compounded;
use super::levers::LeverTerms;
use super::parameters::Parameters;
use super::rows::Rows;
use crate::math::columns;
use crate::model::behaviour::Orders;
use crate::model::scenario::{Scenario, Segment, Tax};
use std::borrow::Cow;

/// A segment's multipliers. Tables are months by trials.
#[derive(Debug)]
pub(super) struct Terms {
    /// Orders a month of an average client: rate, season, market and levers together (1 on a subscription); without
    /// the rate where each client has its own.
    pub(super) rate: Rows,
    /// Growth of order value, and what levers make of it.
    pub(super) price_growth: Rows,
    /// Servicing of one active client.
    pub(super) servicing: Rows,
    /// Cost of acquiring one client.
    pub(super) cac: Rows,
    /// What levers cost for one active client; none where they cost nothing.
    pub(super) lever_price: Option<Rows>,
    /// Cost of goods over revenue.
    pub(super) goods_share: Rows,
    /// Tax on revenue, or VAT, over revenue, by trial.
    pub(super) tax_share: Vec<f64>,
    /// Margin after cost of goods over revenue (tax is not in it).
    pub(super) margin_share: Rows,
    /// What a month of waiting leaves of a unit of money, `(1 + i)^(-1/12)`, by trial.
    pub(super) monthly_discount: Vec<f64>,
}

impl Terms {
    /// The terms of so many months.
    pub(super) fn new(
        scenario: &Scenario,
        segment: &Segment,
        parameters: &Parameters,
        levers: &LeverTerms,
        months: usize,
    ) -> Self {
        let width = parameters.of(segment.margin).len();
        let margin = parameters.of(segment.margin);
        // Of a unit of revenue, tax takes its share; VAT stands inside the price, and margin is of the rest.
        let (tax_share, net_share): (Vec<f64>, Vec<f64>) = match scenario.money.tax {
            Tax::Revenue(rate) => (parameters.of(rate).to_vec(), vec![1.0; width]),
            Tax::Vat(rate) => parameters.of(rate).iter().map(|&v| (v / (1.0 + v), 1.0 / (1.0 + v))).unzip(),
            Tax::None | Tax::Profit(_) => (vec![0.0; width], vec![1.0; width]),
        };
        let of_margin = |share: fn(f64) -> f64| {
            let cell = |margin: f64, net: &f64| share(margin) * net;
            let Some(factors) = &levers.margin else {
                return Rows::repeated(
                    margin.iter().zip(&net_share).map(|(m, net)| cell(*m, net)).collect(),
                    months,
                );
            };
            let mut rows = Rows::with_room(months, width);
            for month in 0..months {
                let margins = margin.iter().zip(factors.row(month)).map(|(m, factor)| (m * factor).min(1.0));
                let cells: Vec<f64> = margins.zip(&net_share).map(|(m, net)| cell(m, net)).collect();
                rows.push(&cells);
            }
            rows
        };
        let times = |table: Rows, factors: &Option<Rows>| match factors {
            Some(factors) => Rows::product(&table, factors),
            None => table,
        };
        // A subscription's payments are one a month, whatever is done.
        let rate = rates(scenario, segment, parameters, months);
        let rate = if matches!(segment.orders, Orders::Subscription) {
            rate
        } else {
            times(rate, &levers.order_rate)
        };
        Self {
            rate,
            price_growth: times(compounded(parameters, segment.growth, None, months), &levers.order_value),
            lever_price: levers.price.clone(),
            servicing: compounded(parameters, segment.cost_growth, Some(segment.servicing), months),
            cac: compounded(parameters, segment.cac_growth, Some(segment.cac), months),
            goods_share: of_margin(|margin| 1.0 - margin),
            tax_share,
            margin_share: of_margin(|margin| margin),
            monthly_discount: parameters
                .each(scenario.money.discount_rate, |i| libm::exp(-libm::log1p(i) / 12.0)),
        }
    }
}

impl Terms {
    /// What an active client costs: servicing and levers.
    pub(super) fn upkeep(&self) -> Cow<'_, Rows> {
        match &self.lever_price {
            None => Cow::Borrowed(&self.servicing),
            Some(price) => Cow::Owned(Rows::sum(&self.servicing, price)),
        }
    }
}

fn rates(scenario: &Scenario, segment: &Segment, parameters: &Parameters, months: usize) -> Rows {
    let width = parameters.of(segment.margin).len();
    let rate = match segment.orders {
        Orders::Subscription => return Rows::repeated(vec![1.0; width], months),
        // How fast the clock of orders runs; rates are each client's own.
        Orders::Buying { .. } => &vec![1.0; width],
        Orders::Poisson { rate } | Orders::GammaPoisson { rate, .. } => parameters.of(rate),
    };
    let moved = scenario.market.as_ref().is_some_and(|market| market.acts_on.orders());
    if !moved && segment.seasonality.iter().all(|&season| season == 1.0) {
        return Rows::repeated(rate.to_vec(), months);
    }
    let mut rows = Rows::with_room(months, width);
    for month in 0..months {
        let season = segment.seasonality[scenario.start.plus(month).index()];
        rows.push_with(|row| {
            columns::add_multiple(row, season, rate);
            if let (true, Some(factors)) = (moved, parameters.market(month)) {
                columns::multiply_by(row, factors);
            }
        });
    }
    rows
}
