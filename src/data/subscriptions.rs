//! Subscriptions beside a log: who was there from when until when.

use super::day::Day;

/// A subscription of a client; it may have several, one after the other.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subscription {
    /// Who, as in the log of orders.
    pub client: String,
    /// Its first day.
    pub start: Day,
    /// Its last day; none while it runs.
    pub end: Option<Day>,
    /// The segment or channel; empty where there is none.
    pub segment: String,
}
