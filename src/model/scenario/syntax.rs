//! Text that is not TOML, as problems.

use super::decoder::Decoder;
use crate::model::problem::{Problem, Rule, Severity};
use std::collections::BTreeSet;

/// Reports what the parser found, and returns the lines it stands on.
pub(super) fn report(decoder: &mut Decoder<'_>, errors: &[toml::de::Error]) -> BTreeSet<usize> {
    let mut lines = BTreeSet::new();
    for error in errors {
        let span = error.span().unwrap_or_default();
        let rule = if error.message().starts_with("duplicate key") {
            Rule::DuplicateKey
        } else {
            Rule::Syntax { message: error.message().to_owned() }
        };
        // One slip often gives the parser several complaints on its line; the first says it best.
        if lines.insert(decoder.source.line(span.start)) {
            decoder.report(Severity::Error, &span, "", rule.into());
        }
    }
    lines
}

/// Drops the problems that may come from the parser's guesses about broken lines: missing keys, and whatever stands
/// on such a line.
pub(super) fn without_guesses(problems: Vec<Problem>, broken: &BTreeSet<usize>) -> Vec<Problem> {
    if broken.is_empty() {
        return problems;
    }
    let is_guess = |problem: &Problem| {
        let syntax = matches!(problem.rule, Rule::Syntax { .. } | Rule::DuplicateKey);
        let on_broken_line =
            problem.place.as_ref().is_none_or(|place| place.end == 0 || broken.contains(&place.line));
        !syntax && (on_broken_line || matches!(problem.rule, Rule::MissingKey { .. } | Rule::UnknownQuantity))
    };
    problems.into_iter().filter(|problem| !is_guess(problem)).collect()
}
