//! The figures of one group of clients, from its rows.

use super::presence::Presence;
use super::result::{Churn, Figures, Ltv, Margin};
use super::tally::Row;
use super::winning::{Winning, cac};
use crate::data::amount::number;

/// A year, in months.
const YEAR: usize = 12;

impl Margin {
    /// What is left after the cost of goods.
    fn of(self, revenue: i128, costs: i128) -> Option<f64> {
        match self {
            Self::Costs => Some(number(revenue - costs)),
            Self::Share { share } => Some(number(revenue) * share),
            Self::Unknown => None,
        }
    }
}

/// `a / b`, if there is anything to divide by.
pub(super) fn each(a: f64, b: f64) -> Option<f64> {
    (b > 0.0).then(|| a / b).filter(|each| each.is_finite())
}

/// The figures of a group. Estimated shares are cut to 0 to 1: what is beyond is chance.
pub(super) fn figures(
    name: &str,
    rows: &[Row],
    presence: &Presence,
    margin: Margin,
    winning: Option<&Winning>,
) -> Figures {
    let cells = || rows.iter().flat_map(|row| &row.cells);
    let sum = |count: fn(&Row) -> u64| rows.iter().map(count).sum::<u64>();
    let clients = sum(|row| row.size);
    let orders: u64 = cells().map(|cell| cell.orders).sum();
    let (revenue, costs): (i128, i128) =
        (cells().map(|cell| cell.revenue).sum(), cells().map(|cell| cell.costs).sum());
    let a_client = |whole: f64| each(whole, clients as f64);
    let (retention, retention_of) = presence.retention(rows);
    let monthly = presence.churn().map(share);
    let lost_by = |age: usize| retention.get(age).map(|retained| share(1.0 - retained));
    let ltv =
        Ltv { historical: a_client(number(revenue)), margin: margin.of(revenue, costs).and_then(a_client) };
    let judged = presence.definition().silence_days().is_some() || !presence.is_estimated();
    let mut figures = Figures {
        name: name.to_owned(),
        clients,
        orders,
        revenue: number(revenue),
        costs: (margin == Margin::Costs).then(|| number(costs)),
        aov: each(number(revenue), orders as f64),
        arpu: presence.arpu(),
        frequency: presence.frequency(),
        repeat_rate: a_client(sum(|row| row.repeat_clients) as f64),
        one_order_clients: sum(|row| row.one_order_clients),
        repeat_orders: orders - sum(|row| row.repeat_clients + row.one_order_clients),
        churn: Churn { monthly, first_month: lost_by(1), first_year: lost_by(YEAR) },
        life_months: monthly.and_then(|churn| each(1.0, churn)),
        retention: retention.into_iter().map(share).collect(),
        retention_of,
        ltv,
        there: judged.then(|| sum(|row| row.there)),
        returned: judged.then(|| sum(|row| row.returned)),
        spend: None,
        won_clients: None,
        cac: None,
        ltv_to_cac: None,
        romi: None,
    };
    if let Some(winning) = winning {
        figures.set_returns(rows, margin, winning);
    }
    figures
}

impl Figures {
    fn set_returns(&mut self, rows: &[Row], margin: Margin, winning: &Winning) {
        let brought = winning.brought(rows);
        let worth = margin.of(brought.revenue, brought.costs).unwrap_or_else(|| number(brought.revenue));
        let spend = number(winning.units());
        self.spend = Some(spend);
        self.won_clients = winning.won(Some(rows));
        self.cac = cac(winning.units(), self.won_clients);
        // Both a client won in the months with spend: what that is worth over what it cost.
        self.ltv_to_cac = each(worth, spend);
        self.romi = each(worth - spend, spend);
    }
}

/// A share, whatever chance made of it.
pub(super) fn share(value: f64) -> f64 {
    value.clamp(0.0, 1.0)
}
