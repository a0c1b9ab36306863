//! The calculator's notes, each in a line: where formulas disagree, and why.

use super::formulas::input_name;
use super::language::{Language, say};
use crate::decision::calculator::{Note, Source};

/// A note in one line.
pub fn sentence(note: Note, language: Language) -> String {
    let months = |months: f64| language.exact_months(months);
    match note {
        Note::SoFarLeavesOutTheFuture => say!(language, "note-so-far"),
        Note::LifetimeIgnoresChurn { lifetime, still_there } => {
            let share = language.percent(still_there);
            say!(language, "note-lifetime-ignores-churn", lifetime = months(lifetime), share = share)
        }
        Note::LifetimesDiffer { lifetime, by_churn } => {
            say!(language, "note-lifetimes-differ", lifetime = months(lifetime), churn = months(by_churn))
        }
        Note::ChurnIsTheSameForAll { by_churn } => {
            say!(language, "note-churn-of-all", life = months(by_churn))
        }
        Note::NobodyLeaves => say!(language, "note-nobody-leaves"),
        Note::CountsContradict { share } if share >= 1.0 => say!(language, "note-counts-contradict"),
        Note::CountsContradict { share } => {
            say!(language, "note-counts-contradict-in", share = language.percent(share))
        }
        Note::ChurnsDiffer { stated, counted } => say!(
            language,
            "note-churns-differ",
            stated = language.exact_percent(stated),
            counted = language.exact_percent(counted)
        ),
        Note::CacsDiffer { stated, counted } => say!(
            language,
            "note-cacs-differ",
            stated = language.exact(stated),
            counted = language.exact(counted)
        ),
        Note::NotUsed { input } => say!(language, "note-not-used", input = input_name(input, language)),
        Note::NothingToDivideBy => say!(language, "note-nothing-to-divide-by"),
        Note::SourcesDiffer { first, first_says, second, second_says } => say!(
            language,
            "note-sources-differ",
            first = source(first, language),
            one = language.exact(first_says),
            second = source(second, language),
            other = language.exact(second_says)
        ),
        Note::DiscountingTakes { share } => {
            say!(language, "note-discounting", share = language.percent(share))
        }
        Note::RenewalsLeaveOutTheFirstMonth => say!(language, "note-renewals"),
        Note::RevenueIsNotMargin { margin } => {
            say!(language, "note-revenue-is-not-margin", share = language.exact_percent(1.0 - margin))
        }
        Note::MeanAboveTheMiddle => say!(language, "note-mean-above-middle"),
        Note::NothingLeftAMonth => say!(language, "note-nothing-left"),
        Note::NeverPaysBack => say!(language, "note-never-pays-back"),
    }
}

fn source(source: Source, language: Language) -> String {
    match source {
        Source::Arpu => say!(language, "source-arpu"),
        Source::Orders => say!(language, "source-orders"),
        Source::Revenue => say!(language, "source-revenue-per-client"),
    }
}
