//! Clients who are there already, each known by its own orders.

use serde::Serialize;

/// What is known of a client; times in days, from its first order on.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct KnownClient {
    /// Orders after the first.
    pub repeats: u32,
    /// When the last order came; 0 without a repeat.
    pub recency: f64,
    /// How long it has been watched.
    pub age: f64,
    /// What its repeat orders come to on average; 0 without one.
    pub mean_value: f64,
}

/// The clients of an opening book, one by one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct KnownClients {
    /// Each of them.
    pub clients: Vec<KnownClient>,
    /// Days from the last one on which they were watched to the start of the horizon.
    pub days_before: f64,
}
