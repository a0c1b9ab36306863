//! The small decoder under all the readers: it takes plain values out of the spanned tree and collects every problem.
//!
//! A reader always hands back a value. Where the text had none that is allowed, it has reported a problem and hands
//! back a stand-in, which never leaves the check because a scenario with a problem is not made.

use super::data::DataFiles;
use super::source::Source;
use crate::model::problem::{Problem, Refusal, Remedy, Rule, Severity, Shape};
use crate::model::quantity::{Domain, Kind, NamedQuantity, NumberError, parse_number};
use std::collections::BTreeMap;
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// A stand-in for a number that was refused.
pub(super) const REFUSED: f64 = f64::NAN;

/// A value with its place and key.
#[derive(Clone)]
pub(super) struct Node<'a> {
    pub(super) value: &'a DeValue<'a>,
    pub(super) span: Range<usize>,
    pub(super) path: String,
}

impl<'a> Node<'a> {
    /// The entries of a list, with their own paths; `None` if it is no list.
    pub(super) fn entries(&self) -> Option<Vec<Self>> {
        let DeValue::Array(entries) = self.value else { return None };
        let node = |(at, entry): (usize, &'a toml::Spanned<DeValue<'a>>)| Self {
            value: entry.get_ref(),
            span: entry.span(),
            path: format!("{}[{at}]", self.path),
        };
        Some(entries.iter().enumerate().map(node).collect())
    }

    pub(super) fn is_table(&self) -> bool {
        matches!(self.value, DeValue::Table(_))
    }

    /// Whether it is a table with that key.
    pub(super) fn has(&self, key: &str) -> bool {
        matches!(self.value, DeValue::Table(table) if table.contains_key(key))
    }
}

/// What reads the tree.
pub(super) struct Decoder<'a> {
    pub(super) source: Source<'a>,
    pub(super) files: &'a dyn DataFiles,
    pub(super) problems: Vec<Problem>,
    pub(super) quantities: Vec<NamedQuantity>,
}

impl<'a> Decoder<'a> {
    pub(super) fn new(text: &'a str, files: &'a dyn DataFiles) -> Self {
        Self { source: Source::new(&files.name(), text), files, problems: Vec::new(), quantities: Vec::new() }
    }

    pub(super) fn report(&mut self, severity: Severity, span: &Range<usize>, path: &str, refusal: Refusal) {
        self.problems.push(Problem {
            severity,
            place: Some(self.source.place(span)),
            path: path.to_owned(),
            text: self.source.excerpt(span),
            rule: refusal.rule,
            remedy: refusal.remedy,
        });
    }

    pub(super) fn refuse(&mut self, node: &Node<'_>, refusal: impl Into<Refusal>) {
        self.report(Severity::Error, &node.span, &node.path, refusal.into());
    }

    pub(super) fn warn(&mut self, node: &Node<'_>, refusal: impl Into<Refusal>) {
        self.report(Severity::Warning, &node.span, &node.path, refusal.into());
    }

    pub(super) fn wrong_type(&mut self, node: &Node<'_>, expected: Shape) {
        let found = node.value.type_str();
        self.refuse(node, Rule::WrongType { expected, found });
    }

    /// The fields of a table.
    pub(super) fn fields(&mut self, node: &Node<'a>, expected: Shape) -> Option<Fields<'a>> {
        if let DeValue::Table(table) = node.value {
            return Some(Fields::new(table, node.span.clone(), node.path.clone()));
        }
        self.wrong_type(node, expected);
        None
    }

    pub(super) fn text<'n>(&mut self, node: &Node<'n>) -> Option<&'n str> {
        if let DeValue::String(text) = node.value {
            return Some(text);
        }
        self.wrong_type(node, Shape::Text);
        None
    }

    /// A list's entries.
    pub(super) fn list(&mut self, node: &Node<'a>, expected: Shape) -> Vec<Node<'a>> {
        if let Some(entries) = node.entries() {
            return entries;
        }
        self.wrong_type(node, expected);
        Vec::new()
    }

    /// A name: some characters, none of them control characters.
    pub(super) fn name(&mut self, node: &Node<'_>, most: usize) -> String {
        let Some(text) = self.text(node) else { return String::new() };
        let name = text.trim();
        if name.is_empty() || name.chars().count() > most || name.chars().any(char::is_control) {
            self.refuse(node, Rule::BadName { most });
        }
        name.to_owned()
    }

    /// The line, and the file if it is another one, of the first thing of a name that stands already; `starts` remembers
    /// where names stand.
    pub(super) fn first_of_name(
        &self,
        node: &Node<'a>,
        name: &str,
        starts: &mut BTreeMap<String, usize>,
    ) -> Option<(usize, Option<String>)> {
        let first = *starts.entry(name.to_owned()).or_insert(node.span.start);
        (first != node.span.start).then(|| self.source.first(first, node.span.start))
    }

    /// One of some words.
    pub(super) fn choice<T: Copy>(&mut self, node: &Node<'a>, options: &[(&'static str, T)]) -> Option<T> {
        let text = self.text(node)?;
        let chosen = options.iter().find(|(word, _)| *word == text).map(|(_, choice)| *choice);
        if chosen.is_none() {
            let options = options.iter().map(|(word, _)| format!("{word:?}")).collect();
            self.refuse(node, Rule::NotAChoice.with(Remedy::OneOf { options }));
        }
        chosen
    }

    /// A plain number, with or without a unit, in the domain.
    pub(super) fn number(&mut self, node: &Node<'a>, domain: &Domain) -> f64 {
        let Some(value) = self.any_number(node) else { return REFUSED };
        self.in_domain(node, value, domain)
    }

    /// The number if it is in the domain.
    pub(super) fn in_domain(&mut self, node: &Node<'a>, value: f64, domain: &Domain) -> f64 {
        if domain.contains(value) {
            // Adding 0 turns -0 into 0.
            return value + 0.0;
        }
        let rule = Rule::OutOfRange { kind: domain.kind, low: domain.low, high: domain.high };
        let bare = !matches!(node.value, DeValue::String(_));
        let as_percent =
            bare && matches!(domain.kind, Kind::Share | Kind::Growth | Kind::Return) && value >= 2.0;
        if as_percent && domain.contains(value / 100.0) {
            self.refuse(node, rule.with(Remedy::Write { text: format!("\"{value}%\"") }));
        } else {
            self.refuse(node, rule);
        }
        REFUSED
    }

    /// A finite number, with or without a unit.
    fn any_number(&mut self, node: &Node<'a>) -> Option<f64> {
        let read = match node.value {
            DeValue::Integer(digits) if digits.radix() == 10 => digits.as_str().parse().ok(),
            DeValue::Integer(digits) => {
                i128::from_str_radix(digits.as_str(), digits.radix()).ok().map(|n| n as f64)
            }
            DeValue::Float(digits) => digits.as_str().parse().ok(),
            DeValue::String(text) => match parse_number(text) {
                Ok(value) => Some(value),
                Err(error) => {
                    self.refuse(node, refusal_of(error));
                    return None;
                }
            },
            _ => {
                self.wrong_type(node, Shape::Number);
                return None;
            }
        };
        let finite = read.filter(|value: &f64| value.is_finite());
        if finite.is_none() {
            self.refuse(node, Rule::NotFinite);
        }
        finite
    }

    /// A whole number between `low` and `high`. `1e5` and `12.0` are whole numbers too, as they are to every reader of
    /// JSON.
    pub(super) fn whole(&mut self, node: &Node<'a>, low: u64, high: u64) -> Option<u64> {
        let value = match node.value {
            DeValue::Integer(digits) => u64::from_str_radix(digits.as_str(), digits.radix()).ok(),
            DeValue::Float(digits) if is_whole(digits.as_str()) => whole_of(digits.as_str()),
            _ => {
                self.wrong_type(node, Shape::WholeNumber);
                return None;
            }
        };
        let inside = value.filter(|value| (low..=high).contains(value));
        if inside.is_none() {
            self.refuse(node, Rule::CountOutOfRange { low, high });
        }
        inside
    }
}

fn is_whole(digits: &str) -> bool {
    digits.parse().is_ok_and(|value: f64| value.fract() == 0.0)
}

/// The whole number that is written with a point or an exponent, if it is one of 64 bits.
fn whole_of(digits: &str) -> Option<u64> {
    let value: f64 = digits.parse().ok()?;
    // 2^64, the first number beyond them.
    let end = 18_446_744_073_709_551_616.0;
    (0.0..end).contains(&value).then_some(value as u64)
}

/// The problem of a text that has to be a number.
pub(super) fn refusal_of(error: NumberError) -> Refusal {
    match error {
        NumberError::NotANumber { instead } if instead.is_empty() => Rule::NotANumber.into(),
        NumberError::NotANumber { instead } => {
            let options = instead.iter().map(|text| format!("{text:?}")).collect();
            Rule::NotANumber.with(Remedy::OneOf { options })
        }
        NumberError::NotFinite => Rule::NotFinite.into(),
        NumberError::PercentOnOneEnd { instead } => {
            Rule::PercentOnOneEnd.with(Remedy::Write { text: format!("{instead:?}") })
        }
    }
}

/// A table being read: it remembers which keys were asked for, so that the others are unknown.
pub(super) struct Fields<'a> {
    table: &'a DeTable<'a>,
    pub(super) span: Range<usize>,
    pub(super) path: String,
    known: Vec<&'static str>,
}

impl<'a> Fields<'a> {
    pub(super) fn new(table: &'a DeTable<'a>, span: Range<usize>, path: String) -> Self {
        Self { table, span, path, known: Vec::new() }
    }

    /// The path of a key of this table.
    pub(super) fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.table.get(key).is_some()
    }

    /// The value of a key, which is known from now on.
    pub(super) fn get(&mut self, key: &'static str) -> Option<Node<'a>> {
        self.known.push(key);
        let value = self.table.get(key)?;
        Some(Node { value: value.get_ref(), span: value.span(), path: self.path_of(key) })
    }

    /// Makes a key known that is read elsewhere, or may stand instead of another.
    pub(super) fn know(&mut self, key: &'static str) {
        self.known.push(key);
    }

    /// The value of a key that has to be there.
    pub(super) fn require(&mut self, decoder: &mut Decoder<'a>, key: &'static str) -> Option<Node<'a>> {
        let value = self.get(key);
        if value.is_none() {
            let missing = Rule::MissingKey { key: key.to_owned() };
            decoder.report(Severity::Error, &self.span, &self.path_of(key), missing.into());
        }
        value
    }

    /// Reports the keys that nobody asked for.
    pub(super) fn finish(self, decoder: &mut Decoder<'a>) {
        for (key, _) in self.table {
            let name: &str = key.get_ref();
            if self.known.contains(&name) {
                continue;
            }
            // A key that is there already cannot have been meant.
            let absent = self.known.iter().copied().filter(|known| !self.has(known));
            let remedy = match nearest(name, absent) {
                Some(known) => Remedy::Nearest { name: known.to_owned() },
                None => Remedy::OneOf { options: self.known.iter().map(|&known| known.to_owned()).collect() },
            };
            decoder.report(Severity::Error, &key.span(), &self.path_of(name), Rule::UnknownKey.with(remedy));
        }
    }
}

/// The candidate that was probably meant, if one is near.
pub(super) fn nearest<'n>(name: &str, candidates: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    // Nobody means a known name with a text this long, and the distance takes its square of time.
    if name.len() > 100 {
        return None;
    }
    let folded = |text: &str| text.to_lowercase().replace(['-', ' '], "_");
    let wanted = folded(name);
    candidates
        .into_iter()
        .map(|known| (strsim::damerau_levenshtein(&wanted, &folded(known)), known))
        .min_by_key(|(distance, _)| *distance)
        .filter(|(distance, known)| *distance <= 1 + known.chars().count() / 4)
        .map(|(_, known)| known)
}
