//! Text that is not TOML, as problems, and what not to believe because of it.

use super::decoder::Decoder;
use crate::model::problem::{Problem, Rule, Severity, Shape};
use std::collections::BTreeSet;

/// What makes some problems guesses. A place is the number of the file in the chain, 0 for the user's, with a line or
/// a byte.
#[derive(Default)]
pub(super) struct Guesses {
    /// Lines that are not TOML.
    pub(super) broken: BTreeSet<(usize, usize)>,
    /// A file of the chain could not be had.
    pub(super) incomplete: bool,
    /// Bytes at which list entries begin that were not meant to be whole, which was said of them: the keys that tell
    /// entries apart are all that they have to have.
    pub(super) partial: BTreeSet<(usize, usize)>,
}

impl Guesses {
    /// Reports what the parser found in the text that begins at that offset, and remembers the lines it stands on.
    pub(super) fn report(&mut self, decoder: &mut Decoder<'_>, errors: &[toml::de::Error], offset: usize) {
        for error in errors {
            let span = error.span().unwrap_or_default();
            let span = span.start + offset..span.end + offset;
            let rule = if error.message().starts_with("duplicate key") {
                Rule::DuplicateKey
            } else {
                Rule::Syntax { message: error.message().to_owned() }
            };
            // One slip often gives the parser several complaints on its line; the first says it best.
            if self.broken.insert(decoder.source.file_and_line(span.start)) {
                decoder.report(Severity::Error, &span, "", rule.into());
            }
        }
    }

    /// Drops the problems that may come from the parser's guesses about broken lines (missing keys, and whatever stands
    /// on such a line) or from what is in a file that could not be had.
    pub(super) fn drop_from(&self, problems: Vec<Problem>) -> Vec<Problem> {
        problems.into_iter().filter(|problem| !self.is_guess(problem)).collect()
    }

    fn is_guess(&self, problem: &Problem) -> bool {
        if matches!(problem.rule, Rule::Syntax { .. } | Rule::DuplicateKey) {
            return false;
        }
        let place = problem.place.as_ref().map(|place| (place.through.len(), place));
        if let (Rule::MissingKey { key }, Some((file, place))) = (&problem.rule, place)
            && self.partial.contains(&(file, place.start))
            && !super::extending::tells_entries_apart(key)
        {
            return true;
        }
        if self.broken.is_empty() && !self.incomplete {
            return false;
        }
        let on_broken_line = !self.broken.is_empty()
            && place.is_none_or(|(file, place)| place.end == 0 || self.broken.contains(&(file, place.line)));
        let of_what_is_missing = matches!(
            problem.rule,
            Rule::MissingKey { .. }
                | Rule::UnknownQuantity
                | Rule::UnknownSegment
                | Rule::NoSegmentToChange { .. }
        );
        on_broken_line || of_what_is_missing || self.incomplete && needs_the_base(problem)
    }
}

/// Whether the problem may be none once the extended file is there.
fn needs_the_base(problem: &Problem) -> bool {
    matches!(
        problem.rule,
        Rule::PlainNumberCorrelated
            | Rule::UnknownForm { expected: Shape::Quantity }
            | Rule::NoClients
            | Rule::LeverDoesNothing
            | Rule::MarketTouchesNothing
            | Rule::NothingToScale
    )
}
