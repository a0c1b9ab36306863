//! How the figures of a log are meant.

use crate::data::metrics::{Metrics, Spend};
use crate::report::definitions;
use crate::report::document::{Block, Kind, Section};
use crate::report::language::{Language, say};

/// The section.
pub(super) fn meaning(metrics: &Metrics, language: Language) -> Section {
    let mut sentences = vec![definitions::churn(metrics.definition, language)];
    sentences.extend(by_now(metrics, language));
    sentences.extend(definitions::margin(metrics.margin, language));
    if metrics.spend.is_some() {
        sentences.push(definitions::returns(metrics.margin, language));
    }
    sentences.push(say!(language, "metrics-columns"));
    sentences.push(say!(language, "metrics-dash"));
    sentences.extend(metrics.spend.as_ref().and_then(|spend| left_out(spend, language)));
    let blocks = sentences.into_iter().map(Block::Words).collect();
    Section::new(Kind::Meaning, say!(language, "meaning-title"), blocks)
}

/// Who is still there at the end of the log.
fn by_now(metrics: &Metrics, language: Language) -> Option<String> {
    let (there, returned) = metrics.total.there.zip(metrics.total.returned)?;
    let (clients, until) = (metrics.total.clients, metrics.data.until.to_string());
    Some(match metrics.definition.silence_days() {
        Some(days) => say!(
            language,
            "metrics-there-by-orders",
            clients = clients,
            there = there,
            days = days,
            until = until,
            returned = returned
        ),
        None => say!(
            language,
            "metrics-there",
            clients = clients,
            there = there,
            until = until,
            returned = returned
        ),
    })
}

/// Spend that is in no figure.
fn left_out(spend: &Spend, language: Language) -> Option<String> {
    (spend.rows_outside > 0).then(|| {
        let sum = language.short(spend.spend_outside);
        say!(language, "metrics-spend-outside", rows = spend.rows_outside, sum = sum)
    })
}
