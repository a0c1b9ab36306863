//! A sentence for every rule that an input may break.

use super::laws::rule_of_law;
use super::words::{a_kind, bytes, line_of, range, shape, shape_noun, toml_type};
use crate::model::problem::{Problem, Rule};
use crate::report::language::{Language, say};

/// What is wrong.
pub(super) fn rule(problem: &Problem, language: Language) -> String {
    rule_of_file(problem, language)
        .or_else(|| rule_of_key(problem, language))
        .or_else(|| rule_of_number(problem, language))
        .or_else(|| rule_of_name(problem, language))
        .or_else(|| rule_of_buying(problem, language))
        .unwrap_or_else(|| rule_of_law(problem, language))
}

/// The rules of whole files, and of those that extend others.
fn rule_of_file(problem: &Problem, language: Language) -> Option<String> {
    let text = problem.text.as_str();
    let reason = |message: &str| language.said_by_others(message);
    let sentence = match &problem.rule {
        Rule::Unreadable { message } => say!(language, "cannot-be-read", reason = reason(message)),
        Rule::NotUtf8 { valid_up_to } => say!(language, "not-utf8", byte = (valid_up_to + 1).to_string()),
        Rule::Empty if problem.place.is_some() => say!(language, "base-empty", text = text),
        Rule::Empty => say!(language, "scenario-empty"),
        Rule::TooLong { bytes, most } if problem.place.is_some() => {
            say!(language, "base-too-long", text = text, bytes = *bytes, most = *most)
        }
        Rule::TooLong { bytes, most } => say!(language, "scenario-too-long", bytes = *bytes, most = *most),
        Rule::TooMuchMemory { bytes_needed, bytes_available } => say!(
            language,
            "too-much-memory",
            needed = bytes(*bytes_needed, language),
            available = bytes(*bytes_available, language)
        ),
        Rule::Syntax { message } => say!(language, "not-toml", reason = reason(message)),
        Rule::BaseUnreadable { message } => {
            say!(language, "base-unreadable", text = text, reason = reason(message))
        }
        Rule::ExtendsCircle { chain } => say!(language, "extends-circle", chain = chain.join(" -> ")),
        Rule::ExtendsTooMany { most } => say!(language, "extends-too-many", most = *most),
        Rule::NoSegmentToChange { base } => {
            say!(language, "no-segment-to-change", base = base.as_str(), text = text)
        }
        _ => return None,
    };
    Some(sentence)
}

/// The rules of keys and of what kind of value each has.
fn rule_of_key(problem: &Problem, language: Language) -> Option<String> {
    let text = problem.text.as_str();
    let sentence = match &problem.rule {
        Rule::DuplicateKey => say!(language, "duplicate-key", key = text),
        Rule::UnknownKey => say!(language, "unknown-key", key = text),
        Rule::MissingKey { key } => say!(language, "missing-key", key = key.as_str()),
        Rule::WrongType { expected, found } => say!(
            language,
            "wrong-type",
            expected = shape(*expected, language),
            found = toml_type(found, language)
        ),
        Rule::UnknownForm { expected } => {
            say!(language, "unknown-form", text = text, noun = shape_noun(*expected, language))
        }
        Rule::NotAChoice => say!(language, "not-a-choice", text = text),
        Rule::NotAMonth => say!(language, "not-a-month", text = text),
        _ => return None,
    };
    Some(sentence)
}

/// The rules of numbers and lists.
fn rule_of_number(problem: &Problem, language: Language) -> Option<String> {
    let text = problem.text.as_str();
    let sentence = match &problem.rule {
        // In a file a unit takes quotes; a command line and an answer have none.
        Rule::NotANumber if problem.place.is_some() => say!(language, "not-a-number-in-file", text = text),
        Rule::NotANumber => say!(language, "not-a-number", text = format!("{text:?}")),
        Rule::NotFinite => say!(language, "not-finite", text = text),
        Rule::OutOfRange { kind, low, high } => say!(
            language,
            "out-of-range",
            text = text,
            kind = a_kind(*kind, language),
            range = range(*kind, *low, *high, language)
        ),
        // As texts: the largest seed has more digits than a number of a message holds.
        Rule::CountOutOfRange { low, high } => say!(
            language,
            "count-out-of-range",
            text = text,
            low = language.grouped(*low),
            high = language.grouped(*high)
        ),
        Rule::ListLength { expected, found } => {
            say!(language, "list-length", found = *found, expected = *expected)
        }
        Rule::EmptyList => say!(language, "empty-list"),
        Rule::TooMany { found, most } => say!(language, "too-many-entries", found = *found, most = *most),
        Rule::TooManyDimensions { found, most } => {
            say!(language, "too-many-dimensions", found = *found, most = *most)
        }
        _ => return None,
    };
    Some(sentence)
}

/// The rules of names, of segments and of levers on them.
fn rule_of_name(problem: &Problem, language: Language) -> Option<String> {
    let text = problem.text.as_str();
    let sentence = match &problem.rule {
        Rule::BadName { most } => say!(language, "bad-name", text = text, most = *most),
        Rule::ReservedName => say!(language, "reserved-name", text = text),
        Rule::DuplicateName { first_line, first_file } => {
            let line = line_of(*first_line, first_file.as_deref(), language);
            say!(language, "duplicate-name", text = text, line = line)
        }
        Rule::DuplicateLever { first_line, first_file } => {
            let line = line_of(*first_line, first_file.as_deref(), language);
            say!(language, "duplicate-lever", text = text, line = line)
        }
        Rule::UnknownSegment => say!(language, "unknown-segment", text = text),
        Rule::NamedTwice => say!(language, "named-twice", text = text),
        Rule::OutsideHorizon { first, last } => {
            say!(language, "outside-horizon", text = text, first = first.as_str(), last = last.as_str())
        }
        Rule::WindowReversed => say!(language, "window-reversed", text = text),
        Rule::OrderRateOfSubscription => say!(language, "order-rate-of-subscription"),
        _ => return None,
    };
    Some(sentence)
}

/// The rules of clients who order until they are gone.
fn rule_of_buying(problem: &Problem, language: Language) -> Option<String> {
    let sentence = match &problem.rule {
        Rule::ChurnBesideOrders => say!(language, "churn-beside-orders"),
        Rule::ChurnNotInOrders => say!(language, "churn-not-in-orders"),
        Rule::OnlyOfBuying => say!(language, "only-of-buying"),
        Rule::OpeningWithoutHistory => say!(language, "opening-without-history"),
        Rule::ImpossibleHistory { row } => say!(language, "impossible-history", row = row.to_string()),
        Rule::LeverNotOnBuying => say!(language, "lever-not-on-buying"),
        _ => return None,
    };
    Some(sentence)
}
