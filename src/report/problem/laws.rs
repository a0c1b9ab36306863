//! The rules of quantities, seasonality, data and correlations, and the warnings.

use super::words::{a_kind, at_most_ten, line_of, range, short, told};
use crate::model::problem::{Problem, Rule};
use crate::model::quantity::Kind;
use crate::report::document::family;
use crate::report::language::{Language, say};

/// What is wrong with a law, with several of them together, or with nothing by itself.
pub(super) fn rule_of_law(problem: &Problem, language: Language) -> String {
    rule_of_shape(problem, language)
        .or_else(|| rule_of_data(problem, language))
        .or_else(|| rule_of_correlation(problem, language))
        .unwrap_or_else(|| warning(problem, language))
}

/// The rules of a law's parameters, and of seasonal factors.
fn rule_of_shape(problem: &Problem, language: Language) -> Option<String> {
    let text = problem.text.as_str();
    let sentence = match &problem.rule {
        Rule::Reversed => say!(language, "reversed", text = text),
        Rule::PercentOnOneEnd => say!(language, "percent-on-one-end", text = text),
        Rule::EdgeOfDomain { kind: Kind::Share } => say!(language, "share-at-edge", text = text),
        Rule::EdgeOfDomain { kind } => say!(language, "at-edge", text = text, kind = a_kind(*kind, language)),
        Rule::InfeasiblePercentiles { ratio, low, high } => say!(
            language,
            "infeasible-percentiles",
            ratio = told(*ratio, language),
            low = language.pointed(&low.to_string()),
            high = language.pointed(&high.to_string())
        ),
        Rule::HeavyTail { coefficient } => say!(
            language,
            "heavy-tail",
            coefficient = told(*coefficient, language),
            most = told(0.5, language)
        ),
        Rule::InfeasibleMoments { sd_limit } if *sd_limit == 0.0 => say!(language, "no-room-for-sd"),
        Rule::InfeasibleMoments { sd_limit } => say!(language, "sd-too-large", limit = short(*sd_limit)),
        Rule::LeavesDomain { kind, family: law, probability, low, high } => say!(
            language,
            "leaves-domain",
            family = family(law, language),
            share = told(probability * 100.0, language),
            kind = a_kind(*kind, language),
            range = range(*kind, *low, *high, language)
        ),
        Rule::EmptyTruncation { kept } => say!(
            language,
            "empty-truncation",
            text = text,
            kept = told(kept * 100.0, language),
            least = told(0.01, language)
        ),
        Rule::TruncatedNumber => say!(language, "truncated-number"),
        Rule::NoWeight => say!(language, "no-weight"),
        Rule::SeasonalityMean { mean } => say!(language, "seasonality-mean", mean = told(*mean, language)),
        Rule::SeasonalityOnSubscription => say!(language, "seasonality-on-subscription"),
        _ => return None,
    };
    Some(sentence)
}

/// The rules of data files and of draws.
fn rule_of_data(problem: &Problem, language: Language) -> Option<String> {
    let text = problem.text.as_str();
    let sentence = match &problem.rule {
        Rule::TruncatedDraws => say!(language, "truncated-draws"),
        Rule::TooFewDraws { found, least } => say!(language, "too-few-draws", found = *found, least = *least),
        Rule::DrawsLeftOut { found, used } => say!(language, "draws-left-out", found = *found, used = *used),
        Rule::DrawsOutsideScenario => say!(language, "draws-outside-scenario"),
        Rule::DataUnreadable { message } => {
            say!(language, "data-unreadable", text = text, reason = language.said_by_others(message))
        }
        Rule::DataColumn { column } => say!(language, "data-column", column = column.as_str()),
        Rule::DataEmpty => say!(language, "data-empty", text = text),
        Rule::DataCell { row, cell } => {
            say!(language, "data-cell", text = text, cell = cell.as_str(), row = row.to_string())
        }
        _ => return None,
    };
    Some(sentence)
}

/// The rules of correlations.
fn rule_of_correlation(problem: &Problem, language: Language) -> Option<String> {
    let text = problem.text.as_str();
    let sentence = match &problem.rule {
        Rule::UnknownQuantity => say!(language, "unknown-quantity", text = text),
        Rule::PlainNumberCorrelated => say!(language, "plain-number-correlated", text = text),
        Rule::DrawsCorrelated => say!(language, "draws-correlated", text = text),
        Rule::CorrelatedWithItself => say!(language, "correlated-with-itself"),
        Rule::CorrelatedTwice { first_line, first_file } => {
            let line = line_of(*first_line, first_file.as_deref(), language);
            say!(language, "correlated-twice", line = line)
        }
        Rule::ImpossibleCorrelations { members, smallest_eigenvalue } => say!(
            language,
            "impossible-correlations",
            members = at_most_ten(members, language),
            eigenvalue = told(*smallest_eigenvalue, language)
        ),
        _ => return None,
    };
    Some(sentence)
}

/// What a scenario may say and its author may not have meant, and that there is more.
fn warning(problem: &Problem, language: Language) -> String {
    match &problem.rule {
        Rule::TooManyProblems { more } => say!(language, "too-many-problems", more = *more),
        Rule::MarketTouchesNothing => say!(language, "market-touches-nothing"),
        Rule::LeverDoesNothing => say!(language, "lever-does-nothing", example = "churn = 0.9"),
        Rule::NoClients => say!(language, "no-clients"),
        Rule::LooksLikePercent { value } => say!(
            language,
            "looks-like-percent",
            text = problem.text.as_str(),
            percent = told(value * 100.0, language)
        ),
        Rule::NothingToScale => say!(language, "nothing-to-scale"),
        _ => String::new(),
    }
}
