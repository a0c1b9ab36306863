//! What was spent on winning clients, by month and channel.

use crate::model::month::Month;

/// The spending of one month on one channel.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spending {
    /// When.
    pub month: Month,
    /// On what; a segment of the log has the same name.
    pub channel: String,
    /// How much, in millionths.
    pub spend_units: i128,
    /// Clients that were won, where the table says so.
    pub new_clients: Option<u64>,
}
