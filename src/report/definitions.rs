//! How the figures of a log are meant, in words.

use super::number::exact_percent;
use crate::data::metrics::{Definition, Margin};

/// When a client counts as having left, in a sentence.
pub fn churn(definition: Definition) -> String {
    match definition {
        Definition::Subscriptions => {
            "A client leaves at the end of the month in which its subscription ends, unless \
                                      the next one begins by the end of the month after."
                .to_owned()
        }
        Definition::Silence { days } => format!(
            "A client leaves at the end of the month of its last order before a silence of more than {days} days."
        ),
        Definition::Recapture { silence_days: None, .. }
        | Definition::Recapture { judged_days: None, .. } => {
            "Nobody ordered on two days, so who has left cannot be told.".to_owned()
        }
        Definition::Recapture { silence_days: Some(days), never_missed: true, .. } => format!(
            "No client missed a month between two orders, so whoever does not order in a month has left (95 of 100 gaps \
             between a client's orders are of {days} days or fewer)."
        ),
        Definition::Recapture { judged_days: Some(days), never_missed: false, .. } => format!(
            "The share that leaves is estimated from how often and how lately each client ordered, at rates that differ \
             between clients (capture and recapture), for months that ended at least {days} days before the end of the log."
        ),
    }
}

/// What a margin is, in a sentence; none where there is no margin.
pub fn margin(margin: Margin) -> Option<String> {
    match margin {
        Margin::Costs => Some("Margin: revenue less the costs in the log.".to_owned()),
        Margin::Share { share } => Some(format!("Margin: {} of revenue.", exact_percent(share))),
        Margin::Unknown => None,
    }
}
/// What LTV:CAC and ROMI are of.
pub fn returns(margin: Margin) -> &'static str {
    match margin {
        Margin::Unknown => {
            "LTV:CAC: the revenue so far of the clients won in the months with spend, over the spend; ROMI: the same less the \
             spend. No margin is known: --margin says it."
        }
        Margin::Costs | Margin::Share { .. } => {
            "LTV:CAC: the margin so far of the clients won in the months with spend, over the spend; ROMI: the same less the \
             spend."
        }
    }
}
