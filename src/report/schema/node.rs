//! A node of a JSON Schema, with its keywords in the order in which a person reads them.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::{Number, Value};
use std::collections::BTreeMap;

/// A schema; what is empty or false is not written.
#[derive(Debug, Default, Clone, Serialize)]
pub(super) struct Node {
    #[serde(rename = "$schema", skip_serializing_if = "Option::is_none")]
    pub(super) schema: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) title: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) default: Option<Value>,
    #[serde(rename = "$ref", skip_serializing_if = "Option::is_none")]
    pub(super) reference: Option<String>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub(super) kind: Option<&'static str>,
    #[serde(rename = "enum", skip_serializing_if = "Vec::is_empty")]
    pub(super) words: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) pattern: Option<String>,
    #[serde(rename = "maxLength", skip_serializing_if = "Option::is_none")]
    pub(super) max_length: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) not: Option<Box<Node>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) minimum: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) maximum: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) items: Option<Box<Node>>,
    #[serde(rename = "minItems", skip_serializing_if = "Option::is_none")]
    pub(super) min_items: Option<usize>,
    #[serde(rename = "maxItems", skip_serializing_if = "Option::is_none")]
    pub(super) max_items: Option<usize>,
    #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "in_order")]
    pub(super) properties: Vec<(&'static str, Node)>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) required: Vec<&'static str>,
    #[serde(rename = "propertyNames", skip_serializing_if = "Option::is_none")]
    pub(super) property_names: Option<Box<Node>>,
    /// Whether other keys than the properties are refused.
    #[serde(rename = "additionalProperties", skip_serializing_if = "is_open", serialize_with = "closed")]
    pub(super) is_closed: bool,
    #[serde(rename = "anyOf", skip_serializing_if = "Vec::is_empty")]
    pub(super) any_of: Vec<Node>,
    #[serde(rename = "if", skip_serializing_if = "Option::is_none")]
    pub(super) condition: Option<Box<Node>>,
    #[serde(rename = "else", skip_serializing_if = "Option::is_none")]
    pub(super) otherwise: Option<Box<Node>>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) definitions: BTreeMap<String, Node>,
}

impl Node {
    pub(super) fn of_type(kind: &'static str) -> Self {
        Self { kind: Some(kind), ..Self::default() }
    }

    /// The same schema with room for words beside it.
    pub(super) fn beside_words(self) -> Self {
        if self.reference.is_some() { Self { any_of: vec![self], ..Self::default() } } else { self }
    }
}

/// A number without a fraction where it has none.
pub(super) fn whole(x: f64) -> Number {
    if libm::trunc(x) == x && x.abs() < 9e15 {
        return (x as i64).into();
    }
    Number::from_f64(x).expect("limits and defaults are finite")
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over references")]
fn is_open(is_closed: &bool) -> bool {
    !is_closed
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over references")]
fn closed<S: Serializer>(is_closed: &bool, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_bool(!is_closed)
}

fn in_order<S: Serializer>(entries: &[(&'static str, Node)], serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(entries.len()))?;
    for (name, node) in entries {
        map.serialize_entry(name, node)?;
    }
    map.end()
}
