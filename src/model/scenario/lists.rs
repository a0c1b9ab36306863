//! Lists of numbers: of a fixed length, with weights, or from a data file's column.

use super::data;
use super::decoder::{Decoder, Fields, Node};
use crate::model::problem::{Refusal, Rule, Shape};
use crate::model::quantity::{self, Domain, Kind, LARGEST, Scale, Steps};

/// Standard deviations and weights: not negative.
pub(super) const NOT_NEGATIVE: Domain =
    Domain { kind: Kind::Number, scale: Scale::Plain, low: 0.0, high: LARGEST };

/// The most entries of a list of values.
pub(super) const VALUES_MOST: usize = 100_000;

/// The numbers, if none was refused.
pub(super) fn whole_numbers<const N: usize>(numbers: [f64; N]) -> Option<[f64; N]> {
    numbers.iter().all(|number| !number.is_nan()).then_some(numbers)
}

impl<'a> Decoder<'a> {
    /// A list of so many numbers.
    pub(super) fn number_list<const N: usize>(
        &mut self,
        node: &Node<'a>,
        domain: &Domain,
    ) -> Option<[f64; N]> {
        let Some(entries) = node.entries() else {
            self.wrong_type(node, Shape::List);
            return None;
        };
        let found = entries.len();
        let Ok(entries) = <[Node<'a>; N]>::try_from(entries) else {
            self.refuse(node, Rule::ListLength { expected: N, found });
            return None;
        };
        whole_numbers(entries.map(|entry| self.number(&entry, domain)))
    }

    /// `values` and `weights` as ascending steps.
    pub(super) fn discrete(
        &mut self,
        fields: &mut Fields<'a>,
        domain: &Domain,
    ) -> Option<Result<Steps, Refusal>> {
        let values = fields.require(self, "values").and_then(|node| self.numbers_of(&node, domain));
        let weights = fields.get("weights").map(|node| (self.numbers_of(&node, &NOT_NEGATIVE), node));
        let values = values?;
        let weights = match weights {
            None => vec![1.0; values.len()],
            Some((weights, node)) => {
                let weights = weights?;
                if weights.len() != values.len() {
                    let rule = Rule::ListLength { expected: values.len(), found: weights.len() };
                    self.refuse(&node, rule);
                    return None;
                }
                weights
            }
        };
        Some(quantity::steps(&values, &weights))
    }

    /// The entries of a list that is not empty nor longer than it may be.
    pub(super) fn entries_of(&mut self, node: &Node<'a>, most: usize) -> Option<Vec<Node<'a>>> {
        let Some(entries) = node.entries() else {
            self.wrong_type(node, Shape::List);
            return None;
        };
        if entries.is_empty() {
            self.refuse(node, Rule::EmptyList);
            return None;
        }
        if entries.len() > most {
            self.refuse(node, Rule::TooMany { found: entries.len(), most });
            return None;
        }
        Some(entries)
    }

    /// A list of numbers that is not empty.
    fn numbers_of(&mut self, node: &Node<'a>, domain: &Domain) -> Option<Vec<f64>> {
        let entries = self.entries_of(node, VALUES_MOST)?;
        let numbers: Vec<f64> = entries.iter().map(|entry| self.number(entry, domain)).collect();
        numbers.iter().all(|number| !number.is_nan()).then_some(numbers)
    }

    /// The numbers of `{ data = "cac.csv", column = "cac" }`, where `data` is the key of the file.
    pub(super) fn data_column(
        &mut self,
        fields: &mut Fields<'a>,
        key: &'static str,
        domain: &Domain,
    ) -> Option<Vec<f64>> {
        let file = fields.require(self, key);
        let column = fields.require(self, "column");
        let (file, column) = (file?, column?);
        let path = self.text(&file);
        let name = self.text(&column);
        let (path, name) = (path?, name?);
        // Counted from the folder of the file that it is written in.
        let text = match self.files.read(&self.source.joined(file.span.start, path)) {
            Ok(text) => text,
            Err(message) => {
                self.refuse(&file, Rule::DataUnreadable { message });
                return None;
            }
        };
        match data::column(&text, name, domain) {
            Ok(numbers) => Some(numbers),
            Err(refusals) => {
                for refusal in refusals {
                    let at = if matches!(refusal.rule, Rule::DataColumn { .. }) { &column } else { &file };
                    self.refuse(at, refusal);
                }
                None
            }
        }
    }
}
