//! What is wrong with an input, as data: the rule that is broken, its place, the offending text and what would be
//! right. The sentences are made in `report`, so that a second language is a second table of words.

mod remedy;
mod rule;

pub use remedy::{Mend, Remedy};
pub use rule::{Rule, Shape};

use serde::Serialize;
use std::ops::RangeInclusive;

/// Whether a problem stops the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// There is no scenario until it is mended.
    Error,
    /// The scenario runs, but it probably does not say what its author meant.
    Warning,
}

/// A place in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Through which files the user's file comes to the one that holds the place: the file it extends, the one that
    /// extends, and so on, the one with the place last, each by its path from the folder of the user's file. Empty for
    /// the user's file itself.
    pub through: Vec<String>,
    /// The line, from 1.
    pub line: usize,
    /// The character within the line, from 1.
    pub column: usize,
    /// The first byte, in its file.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The whole line, shortened if it is long.
    pub quoted: String,
}

/// One problem of an input.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Problem {
    /// Whether it stops the work.
    pub severity: Severity,
    /// Where it stands; none for problems of a whole file or of a command line.
    pub place: Option<Place>,
    /// The key, as in `Paid search.churn.beta_geometric.alpha`; empty at the top.
    pub path: String,
    /// The offending text.
    pub text: String,
    /// The rule that is broken, with its figures: the problem's code.
    pub rule: Rule,
    /// What would be right, where the check knows it.
    pub remedy: Option<Remedy>,
}

impl Problem {
    /// A problem of the whole input: no place within it.
    pub fn of_input(rule: Rule, remedy: Option<Remedy>) -> Self {
        Self {
            severity: Severity::Error,
            place: None,
            path: String::new(),
            text: String::new(),
            rule,
            remedy,
        }
    }

    /// The file could not be read; `message` is the system's.
    pub fn unreadable(message: impl Into<String>) -> Self {
        Self::of_input(Rule::Unreadable { message: message.into() }, None)
    }

    /// The file is not UTF-8 from that byte on.
    pub fn not_utf8(valid_up_to: usize) -> Self {
        Self::of_input(Rule::NotUtf8 { valid_up_to }, None)
    }

    /// The run would need more memory than there is; `trials_fit` of them would fit.
    pub fn too_much_memory(bytes_needed: u64, bytes_available: u64, trials_fit: usize) -> Self {
        Self::of_input(
            Rule::TooMuchMemory { bytes_needed, bytes_available },
            Some(Remedy::FewerTrials { trials: trials_fit }),
        )
    }

    /// A whole number of the command line outside its range.
    pub fn of_count(path: &str, count: usize, range: RangeInclusive<usize>) -> Self {
        let (low, high) = range.into_inner();
        let rule = Rule::CountOutOfRange { low: low as u64, high: high as u64 };
        Self { path: path.to_owned(), text: count.to_string(), ..Self::of_input(rule, None) }
    }

    /// A range where a plain number has to stand.
    pub fn of_range(path: &str, text: &str) -> Self {
        let rule = Rule::WrongType { expected: Shape::Number, found: RANGE };
        Self { path: path.to_owned(), text: text.to_owned(), ..Self::of_input(rule, None) }
    }

    /// Whether it stops the work.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// What a range is called where a plain number has to stand, beside the types of TOML.
pub const RANGE: &str = "range";

/// A rule broken and what would be right, before it has a place.
#[derive(Debug, Clone, PartialEq)]
pub struct Refusal {
    /// The rule.
    pub rule: Rule,
    /// What would be right.
    pub remedy: Option<Remedy>,
}

impl From<Rule> for Refusal {
    fn from(rule: Rule) -> Self {
        Self { rule, remedy: None }
    }
}

impl Rule {
    /// The rule with what would be right.
    pub fn with(self, remedy: Remedy) -> Refusal {
        Refusal { rule: self, remedy: Some(remedy) }
    }
}
