//! What `score` says.

use super::name;
use crate::fit::law::Law;
use crate::fit::score::Scoring;
use crate::report::findings::{law_title, unit_name};
use crate::report::number::{significant, whole};
use crate::report::words::counted;
use std::fmt::Write as _;

/// `2,357 clients by BG/NBD: 1,500 still there; 900 orders in the next 52 weeks, worth 32,000`: of how many clients, and of all of
/// them how many are expected to be there, to order, and to spend, as far as that is known.
pub fn scored(scoring: &Scoring, clients: usize, [there, orders, value]: [Option<f64>; 3]) -> String {
    let mut text =
        format!("{} by {}", counted(clients as u64, "client"), law_title(Law::Orders(scoring.law)));
    if let Some((there, orders)) = there.zip(orders) {
        let _ = write!(
            text,
            ": {} still there, {} orders in the next {} {}s",
            whole(there),
            whole(orders),
            significant(scoring.horizon),
            unit_name(scoring.unit)
        );
    }
    if let Some(value) = value {
        let _ = write!(text, ", worth {}", whole(value));
    }
    text
}

/// Where the rows were put.
pub fn written_scores(file: &str) -> String {
    format!("Written to {}: a row a client, by its id.\n", name(file, 400))
}
