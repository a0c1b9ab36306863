//! The historical figures, as data. What does not exist, or cannot be judged yet, is none.

use super::definition::Definition;
use super::gaps::Gaps;
use crate::data::account::Account;
use crate::data::day::Day;
use crate::model::month::Month;
use serde::Serialize;

/// What an order log tells. Money is in the log's currency, shares are fractions, times are in months unless they say days.
#[derive(Debug, Clone)]
pub struct Metrics {
    /// The code of the currency, if it was said.
    pub currency: Option<String>,
    /// What was read.
    pub data: Data,
    /// When a client has left.
    pub definition: Definition,
    /// What margins follow from.
    pub margin: Margin,
    /// Every month of the log.
    pub months: Vec<MonthFigures>,
    /// The cohorts that have clients, the first one first.
    pub cohorts: Vec<Cohort>,
    /// The cohorts of each calendar year together, the first year first.
    pub cohort_years: Vec<CohortYear>,
    /// All clients together.
    pub total: Figures,
    /// The segments, those of the highest LTV first; empty where the log has none.
    pub segments: Vec<Figures>,
    /// Days between orders; none where nobody ordered on two days.
    pub gaps: Option<Gaps>,
    /// How unevenly clients pay.
    pub concentration: Concentration,
    /// What winning clients cost, if it was said.
    pub spend: Option<Spend>,
    /// What subscriptions there are, if there are any.
    pub subscriptions: Option<Subscribers>,
}

/// What was read.
#[derive(Debug, Clone)]
pub struct Data {
    /// What became of the rows.
    pub account: Account,
    /// Clients with an order.
    pub clients: u64,
    /// Orders; several of one client on one day are one.
    pub orders: u64,
    /// All that was paid, less returns.
    pub revenue: f64,
    /// A digest of the rows that are used.
    pub digest: String,
    /// The first day of an order.
    pub from: Day,
    /// The last day that was looked at.
    pub until: Day,
    /// Clients with rows in more than one segment.
    pub of_several_segments: u64,
    /// The longest time in which nobody ordered, if that is a year or more.
    pub without_orders: Option<Silence>,
}

/// Months in a row without an order of anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Silence {
    /// The first one.
    pub from: Month,
    /// The last one.
    pub to: Month,
    /// How many.
    pub months: usize,
}

/// What margins follow from.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Margin {
    /// The costs in the log.
    Costs,
    /// A share of revenue that was given.
    Share {
        /// The share.
        share: f64,
    },
    /// Nothing: no margins.
    Unknown,
}

/// A month.
#[derive(Debug, Clone, Serialize)]
pub struct MonthFigures {
    /// Which.
    pub month: Month,
    /// Clients who join.
    pub new_clients: u64,
    /// Clients with an order in it.
    pub ordering_clients: u64,
    /// Clients who are there, with an order in it or without: counted or estimated, as the definition says.
    pub active_clients: Option<f64>,
    /// The share of these that leaves before the next month, 0 to 1.
    pub churn: Option<f64>,
    /// The share that stays.
    pub retention: Option<f64>,
    /// Orders.
    pub orders: u64,
    /// What was paid, less returns.
    pub revenue: f64,
    /// Revenue an order.
    pub aov: Option<f64>,
    /// Revenue an active client.
    pub arpu: Option<f64>,
}

/// The clients of a month of joining, by age in months: 0 is the month of joining.
#[derive(Debug, Clone, Serialize)]
pub struct Cohort {
    /// When they joined: the month of the first order or, with subscriptions, of the start.
    pub month: Month,
    /// How many they were.
    pub size: u64,
    /// The share that is there, 0 to 1; 1 at age 0.
    pub retention: Vec<Option<f64>>,
    /// What they paid at that age, less returns.
    pub revenue: Vec<f64>,
    /// Their orders at that age.
    pub orders: Vec<u64>,
    /// What a client of it has paid up to and with that age, on average.
    pub ltv: Vec<f64>,
}

/// The cohorts of a calendar year.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CohortYear {
    /// Which.
    pub year: i32,
    /// Clients who joined in it.
    pub size: u64,
    /// The share of its cohorts together that is there, by age in months, as far as it can be judged.
    pub retention: Vec<f64>,
    /// The clients that each of these shares is one of.
    pub retention_of: Vec<u64>,
}

/// The figures of a segment, or of all clients.
#[derive(Debug, Clone, Serialize)]
pub struct Figures {
    /// The segment's name; `total` of all clients.
    pub name: String,
    /// Clients.
    pub clients: u64,
    /// Orders.
    pub orders: u64,
    /// What was paid, less returns.
    pub revenue: f64,
    /// What the goods cost, where the log says so.
    pub costs: Option<f64>,
    /// Revenue an order.
    pub aov: Option<f64>,
    /// Revenue a month of an active client.
    pub arpu: Option<f64>,
    /// Orders a month of an active client, after the month of its first order; with subscriptions that month included.
    pub frequency: Option<f64>,
    /// The share of clients with two orders or more.
    pub repeat_rate: Option<f64>,
    /// Clients with one order.
    pub one_order_clients: u64,
    /// Orders after a client's first.
    pub repeat_orders: u64,
    /// Who leaves.
    pub churn: Churn,
    /// The average life: `1 / monthly churn`.
    pub life_months: Option<f64>,
    /// The share of all cohorts together that is there, by age in months, as far as it can be judged.
    pub retention: Vec<f64>,
    /// The clients that each of these shares is one of.
    pub retention_of: Vec<u64>,
    /// What a client is worth.
    pub ltv: Ltv,
    /// Clients who are still there at the end of the log.
    pub there: Option<u64>,
    /// Times a client came back who had left.
    pub returned: Option<u64>,
    /// What was spent on winning clients.
    pub spend: Option<f64>,
    /// The clients won for that.
    pub won_clients: Option<u64>,
    /// Spend a client won.
    pub cac: Option<f64>,
    /// What the clients won have brought so far (with margin where there is one) over the spend: `1 + romi`.
    pub ltv_to_cac: Option<f64>,
    /// `(what the clients won have brought so far - spend) / spend`, with margin where there is one.
    pub romi: Option<f64>,
}

/// The shares of clients who leave, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Churn {
    /// A month, over all months and ages that can be judged.
    pub monthly: Option<f64>,
    /// From the month of joining to the next.
    pub first_month: Option<f64>,
    /// From the month of joining to the twelfth after it.
    pub first_year: Option<f64>,
}

/// What a client has brought so far, on average.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Ltv {
    /// What it paid, less returns.
    pub historical: Option<f64>,
    /// The same after the cost of goods.
    pub margin: Option<f64>,
}

/// How unevenly clients pay.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Concentration {
    /// The share of revenue from the fifth of clients who paid most.
    pub best_20_percent: Option<f64>,
    /// From the best clients to all: (share of clients, share of revenue), both ends included.
    pub curve: Vec<[f64; 2]>,
}

/// What winning clients cost.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Spend {
    /// By channel, in alphabetical order.
    pub channels: Vec<Channel>,
    /// Segments without any spend.
    pub segments_without_spend: Vec<String>,
    /// Rows of months outside the log, or of its last month if that is not over; they are in no figure.
    pub rows_outside: u64,
    /// What was spent in them.
    pub spend_outside: f64,
}

/// The spend of a channel in the months of the log that are over.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Channel {
    /// Its name.
    pub name: String,
    /// What was spent.
    pub spend: f64,
    /// Clients won, as the table says or as the log shows for the segment of that name.
    pub won_clients: Option<u64>,
    /// Spend a client won.
    pub cac: Option<f64>,
    /// Whether there is a segment of that name.
    pub is_segment: bool,
}

/// The clients with subscriptions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Subscribers {
    /// Subscribers without an order.
    pub without_orders: u64,
    /// Clients with orders and without a subscription: taken to be there from the month of the first order to that of the
    /// last.
    pub clients_without: u64,
}
