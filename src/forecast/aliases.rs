//! Series that need no counting of their own, since in every trial they are another one times a number: cost of goods
//! and tax that are a plain share of revenue, servicing that is a plain price a client, new clients and ad spend that
//! are the same in every month, and what is always nothing.

use super::series::{OfPeriod, Order, Series};
use super::summary::PeriodLabel;
use crate::engine::outcome::{Block, SegmentColumns};
use crate::model::quantity::{Quantity, QuantityId};
use crate::model::scenario::{Lever, Scenario, Segment, Tax};
use serde::{Deserialize, Serialize};

/// A series that is `factor` times another one of its scope.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(super) struct Alias {
    pub(super) base: OfPeriod,
    /// The other one's period.
    pub(super) period: usize,
    pub(super) factor: f64,
}

/// The alias of a period's series, if it is one; the block is any of the run's. What is uncertain has none.
pub(super) fn alias(scenario: &Scenario, order: &Order, block: &Block, series: Series) -> Option<Alias> {
    let Series::OfPeriod { scope, period, measure } = series else { return None };
    let is_segment = scope < order.segments;
    let segments = if is_segment { scope..scope + 1 } else { 0..order.segments };
    let columns = &block.segments[segments.clone()];
    let of = |id: &dyn Fn(usize) -> QuantityId| segments.clone().all(|place| is_number(scenario, id(place)));
    let acting = || scenario.levers.iter().filter(|lever| segments.clone().any(|place| lever.acts_on(place)));
    let margins =
        || of(&|place| scenario.segments[place].margin) && acting().all(|lever| lever.margin.is_none());
    let apart = |lever: &Lever| lever.fixed_cost.is_some() || lever.setup_cost.is_some();
    let costs_apart = !is_segment && scenario.levers.iter().any(apart);
    let of_revenue =
        |factor: Option<f64>| factor.map(|factor| Alias { base: OfPeriod::Revenue, period, factor });
    let nothing = of_revenue(Some(0.0));
    let of_first_month = || {
        let months = order.periods[period].1.len() as f64;
        (period > 0).then_some(Alias { base: measure, period: 0, factor: months })
    };
    let is_even = |place: usize| is_even(scenario, &scenario.segments[place], &block.segments[place]);
    match (measure, &scenario.money.tax) {
        (OfPeriod::New, _) if segments.clone().all(is_even) => of_first_month(),
        (OfPeriod::AdSpend, _)
            if segments.clone().all(is_even)
                && of(&|place| scenario.segments[place].cac_growth)
                && columns.iter().all(|segment| segment.ad_spend.is_repeated()) =>
        {
            of_first_month()
        }
        (OfPeriod::CostOfGoods, Tax::Vat(rate)) if !is_number(scenario, *rate) => None,
        (OfPeriod::CostOfGoods, _) if margins() => of_revenue(common(columns, |s| s.goods_share.row(0)[0])),
        (OfPeriod::Returned, _) if acting().all(|lever| lever.win_back.is_none()) => nothing,
        (OfPeriod::LeverCosts, _)
            if acting().all(|lever| lever.cost_per_client.is_none()) && !costs_apart =>
        {
            nothing
        }
        (OfPeriod::Tax, Tax::None) => nothing,
        (OfPeriod::Tax, Tax::Profit(_)) => nothing.filter(|_| is_segment),
        (OfPeriod::Tax, Tax::Revenue(rate) | Tax::Vat(rate)) if is_number(scenario, *rate) => {
            of_revenue(common(columns, |s| s.tax_share[0]))
        }
        (OfPeriod::FixedCosts, _) if is_segment => nothing,
        (OfPeriod::Servicing, _)
            if of(&|place| scenario.segments[place].servicing)
                && of(&|place| scenario.segments[place].cost_growth) =>
        {
            of_clients(order, columns, period)
        }
        _ => None,
    }
}

/// Whether as many clients join in every month of every trial: plain numbers that no market moves, which the block shows
/// to be whole and alike.
fn is_even(scenario: &Scenario, segment: &Segment, columns: &SegmentColumns) -> bool {
    let moved = scenario.market.as_ref().is_some_and(|market| market.acts_on.acquisition());
    !moved && segment.new_clients.iter().all(|id| is_number(scenario, *id)) && columns.new.is_repeated()
}

/// Servicing of a month is its price times active clients; that of a longer period is not, unless the price is 0.
fn of_clients(order: &Order, columns: &[SegmentColumns], period: usize) -> Option<Alias> {
    let (label, range) = &order.periods[period];
    let price = |segment: &SegmentColumns, month: usize| segment.servicing_price.row(month)[0];
    let prices: Vec<f64> =
        columns.iter().flat_map(|segment| range.clone().map(|month| price(segment, month))).collect();
    let first = *prices.first()?;
    let same = prices.iter().all(|price| *price == first);
    let of_one_month = matches!(label, PeriodLabel::Month(_));
    (same && (of_one_month || first == 0.0)).then_some(Alias {
        base: OfPeriod::Active,
        period,
        factor: first,
    })
}

fn is_number(scenario: &Scenario, id: QuantityId) -> bool {
    matches!(scenario.quantities[id.0].law, Quantity::Fixed(_))
}

/// The value that all segments share, if they do.
fn common(columns: &[SegmentColumns], share: fn(&SegmentColumns) -> f64) -> Option<f64> {
    let first = share(columns.first()?);
    columns.iter().all(|segment| share(segment) == first).then_some(first)
}
