//! How the figures of a log are meant, in words.

use super::language::{Language, say};
use crate::data::metrics::{Definition, Margin};

/// When a client counts as having left, in a sentence.
pub fn churn(definition: Definition, language: Language) -> String {
    match definition {
        Definition::Subscriptions => say!(language, "churn-of-subscriptions"),
        Definition::Silence { days } => say!(language, "churn-by-silence", days = days),
        Definition::Recapture { silence_days: None, .. }
        | Definition::Recapture { judged_days: None, .. } => say!(language, "churn-unknown"),
        Definition::Recapture { silence_days: Some(days), never_missed: true, .. } => {
            say!(language, "churn-never-missed", days = days)
        }
        Definition::Recapture { judged_days: Some(days), never_missed: false, .. } => {
            say!(language, "churn-by-recapture", days = days)
        }
    }
}

/// What a margin is, in a sentence; none where there is no margin.
pub fn margin(margin: Margin, language: Language) -> Option<String> {
    match margin {
        Margin::Costs => Some(say!(language, "margin-of-costs")),
        Margin::Share { share } => {
            Some(say!(language, "margin-share", share = language.exact_percent(share)))
        }
        Margin::Unknown => None,
    }
}

/// What LTV:CAC and ROMI are of.
pub fn returns(margin: Margin, language: Language) -> String {
    match margin {
        Margin::Unknown => say!(language, "returns-of-revenue"),
        Margin::Costs | Margin::Share { .. } => say!(language, "returns-of-margin"),
    }
}
