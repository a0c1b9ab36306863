//! What `sample` says: what it wrote, and how to look at it.

use super::name;
use crate::model::month::Month;
use crate::report::language::{Language, say};

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
pub fn sampled(log: &SampledLog, language: Language) -> String {
    let last = log.start.plus(log.months.saturating_sub(1));
    let orders = log.files.first().map_or_else(String::new, |file| name(file, 400));
    let mut text = say!(
        language,
        "sampled",
        file = orders.clone(),
        orders = log.orders,
        clients = log.clients,
        from = log.start.to_string(),
        to = last.to_string(),
        revenue = language.exact(log.revenue)
    );
    if log.returns > 0 {
        text += &say!(language, "sampled-returns", count = log.returns);
    }
    if log.dirty > 0 {
        text += &say!(language, "sampled-dirty", count = log.dirty);
    }
    text.push('\n');
    for file in log.files.iter().skip(1) {
        text += &(name(file, 400) + "\n");
    }
    if log.joined > log.clients {
        text += &(say!(language, "sampled-joined", count = log.joined) + "\n");
    }
    if log.opening_left_out {
        text += &(say!(language, "sampled-without-opening") + "\n");
    }
    text + &say!(language, "sampled-next", file = orders) + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::language::Language::{English, Russian};

    #[test]
    fn a_log_is_told_in_both_languages() {
        let said = |language: Language, orders: usize, clients: usize| {
            let log = SampledLog {
                files: vec!["orders.csv".to_owned(), "clients.csv".to_owned()],
                start: Month::parse("2024-01").unwrap(),
                months: 12,
                clients,
                joined: 9000,
                orders,
                returns: 1,
                dirty: 12,
                revenue: 1234.5,
                opening_left_out: true,
            };
            sampled(&log, language).replace('\u{A0}', "~")
        };
        insta::assert_snapshot!(said(English, 2357, 1));
        insta::assert_snapshot!(said(Russian, 2357, 1));
        assert!(
            said(Russian, 1, 2).starts_with("orders.csv: 1 заказ, клиентов — 2,"),
            "{}",
            said(Russian, 1, 2)
        );
    }
}
