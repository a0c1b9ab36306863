//! What `sample` says: what it wrote, and how to look at it.

use super::name;
use crate::model::month::Month;
use crate::report::number::{exact, whole};
use std::fmt::Write as _;

/// A sampled log that was written.
#[derive(Debug, Clone)]
pub struct SampledLog {
    /// The files, the orders first.
    pub files: Vec<String>,
    /// The month that it starts in.
    pub start: Month,
    /// Months.
    pub months: usize,
    /// Clients with an order.
    pub clients: usize,
    /// Clients who joined, or came back.
    pub joined: usize,
    /// Orders.
    pub orders: usize,
    /// Returns.
    pub returns: usize,
    /// Rows that are wrong on purpose.
    pub dirty: usize,
    /// What orders come to, less returns.
    pub revenue: f64,
    /// Whether there is an opening book whose clients are not in it.
    pub opening_left_out: bool,
}

/// What `sample` prints.
pub fn sampled(log: &SampledLog) -> String {
    let last = log.start.plus(log.months.saturating_sub(1));
    let count = |number: usize| whole(number as f64);
    let orders = log.files.first().map_or_else(String::new, |file| name(file, 400));
    let mut text = format!(
        "{orders}: {} order{} of {} client{}, {} to {last}, {} in all",
        count(log.orders),
        plural(log.orders),
        count(log.clients),
        plural(log.clients),
        log.start,
        exact(log.revenue)
    );
    if log.returns > 0 {
        let _ = write!(text, "; {} returns", count(log.returns));
    }
    if log.dirty > 0 {
        let _ = write!(text, "; {} rows that are wrong on purpose", count(log.dirty));
    }
    text.push('\n');
    for file in log.files.iter().skip(1) {
        let _ = writeln!(text, "{}", name(file, 400));
    }
    if log.joined > log.clients {
        let _ = writeln!(
            text,
            "{} joined or came back; who never orders is not in a log of orders.",
            count(log.joined)
        );
    }
    if log.opening_left_out {
        text.push_str("The opening book is left out: its clients came before the log begins (--opening lets them order too).\n");
    }
    let _ = writeln!(text, "What it says: ltvcast metrics {orders}");
    text
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}
