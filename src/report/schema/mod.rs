//! The JSON Schema of the scenario file: what an editor completes, explains and checks while a scenario is written.
//!
//! The shape comes from [`format`](mod@format), the model's own account of what its readers take; here it gets its words
//! (`words`: what a key means, in what unit, with an example) and its spelling (`node`). It is draft 7, the latest that
//! taplo and the editors built on it read.
//!
//! A field's description stands beside an `anyOf` with one reference, never beside the reference itself nor an
//! `allOf`: draft 7 ignores the one, and editors do not show the other. `definitions` have no descriptions, so that
//! an editor shows the field's alone.
//!
//! In a file that extends another any key may be missing, since it may stand there. So the properties say what may
//! stand in either kind of file, and under `else` stands what a file without `extends` has to have (`whole`).

mod node;
mod whole;
mod words;

use crate::model::quantity::{
    Domain, INTERVAL_LONGEST, Kind, NUMBER_LONGEST, WHITE, interval_pattern, number_pattern,
};
use crate::model::scenario::format::{self, Key, Value};
use crate::report::files;
use node::{Node, whole};
use std::collections::BTreeMap;

/// Years 1900 to 2200, months 01 to 12.
const MONTH: &str = "^(?:19[0-9]{2}|2[01][0-9]{2}|2200)-(?:0[1-9]|1[0-2])$";

/// The schema's text, with a line break at the end.
pub fn schema() -> String {
    let mut writer = Writer::default();
    let mut root = writer.tables("", &[format::keys()]);
    root.schema = Some("http://json-schema.org/draft-07/schema#");
    root.title = Some("ltvcast scenario");
    root.description = Some(words::ROOT.to_owned());
    root.condition = Some(Box::new(Node { required: vec![format::EXTENDS], ..Node::default() }));
    root.otherwise = writer.whole(&Value::Table(format::keys())).map(Box::new);
    root.definitions = writer.definitions;
    files::json(&root)
}

/// Collects the definitions that the rest refers to.
#[derive(Default)]
struct Writer {
    definitions: BTreeMap<String, Node>,
}

impl Writer {
    fn value(&mut self, path: &str, value: &Value) -> Node {
        match value {
            Value::Text => Node::of_type("string"),
            Value::Name { most, reserved } => name(*most, reserved),
            Value::Month => Node { pattern: Some(MONTH.to_owned()), ..Node::of_type("string") },
            Value::Word(words) => Node { words: words.clone(), ..Node::of_type("string") },
            Value::Whole { low, high } => Node {
                minimum: Some((*low).into()),
                maximum: Some((*high).into()),
                ..Node::of_type("integer")
            },
            Value::Number(domain) => self.number(domain),
            Value::Quantity { domain, without } => self.quantity(domain, without),
            Value::List { of, least, most } => Node {
                items: Some(Box::new(self.value(path, of))),
                min_items: (*least > 0).then_some(*least),
                max_items: Some(*most),
                ..Node::of_type("array")
            },
            Value::Table(keys) => self.tables(path, std::slice::from_ref(keys)),
            Value::AnyOf(values) => self.any_of(path, values),
        }
    }

    /// One of several: the tables among them become one, so that an editor sees each key once.
    fn any_of(&mut self, path: &str, values: &[Value]) -> Node {
        let mut tables = Vec::new();
        let mut branches = Vec::new();
        for value in values {
            match value {
                Value::Table(keys) => tables.push(keys.clone()),
                other => branches.push(self.value(path, other)),
            }
        }
        if !tables.is_empty() {
            branches.push(self.tables(path, &tables));
        }
        match branches.len() {
            1 => branches.swap_remove(0),
            _ => Node { any_of: branches, ..Node::default() },
        }
    }

    /// A table with keys of one of these and of no other.
    fn tables(&mut self, path: &str, tables: &[Vec<Key>]) -> Node {
        let mut properties: Vec<(&'static str, Node)> = Vec::new();
        for key in tables.iter().flatten() {
            if !properties.iter().any(|(name, _)| *name == key.name) {
                properties.push((key.name, self.key(path, key, tables.len() > 1)));
            }
        }
        let required = format::told_apart_by(path).into_iter().collect();
        let node = Node { properties, required, is_closed: true, ..Node::of_type("object") };
        if tables.len() == 1 {
            return node;
        }
        let names = |keys: &Vec<Key>| Node {
            property_names: Some(Box::new(Node {
                words: keys.iter().map(|key| key.name).collect(),
                ..Node::default()
            })),
            ..Node::default()
        };
        Node { any_of: tables.iter().map(names).collect(), ..node }
    }

    /// The tables of a quantity; which keys go together is the same whatever its numbers may be.
    fn quantity_tables(&mut self, tables: &[Vec<Key>], but: &str) -> Node {
        let mut node = self.tables(words::QUANTITY, tables);
        let any_of = std::mem::take(&mut node.any_of);
        let keys = self.refer(format!("keys{but}"), |_| Node { any_of, ..Node::default() });
        Node { any_of: vec![keys], ..node }
    }

    /// A key with its words; `is_choice` where others may stand instead of it.
    fn key(&mut self, path: &str, key: &Key, is_choice: bool) -> Node {
        let path = if path.is_empty() { key.name.to_owned() } else { format!("{path}.{}", key.name) };
        let node = self.value(&path, &key.value).beside_words();
        Node {
            description: Some(words::description(&path, key, is_choice)),
            default: key.default.map(|default| match default {
                format::Default::Number(number) => whole(number).into(),
                format::Default::Numbers(numbers) => {
                    numbers.iter().map(|&number| serde_json::Value::from(whole(number))).collect()
                }
                format::Default::Word(word) => word.into(),
            }),
            ..node
        }
    }

    /// The reference to a definition, which is made where there is none yet.
    fn refer(&mut self, name: String, make: impl FnOnce(&mut Self) -> Node) -> Node {
        let reference = Some(format!("#/definitions/{name}"));
        if !self.definitions.contains_key(&name) {
            let node = make(self);
            self.definitions.insert(name, node);
        }
        Node { reference, ..Node::default() }
    }

    /// A number in the domain, or a text with a unit, whose size no pattern tells.
    fn number(&mut self, domain: &Domain) -> Node {
        self.refer(format!("number.{}", name_of(domain)), |writer| Node {
            any_of: vec![plain(domain), writer.text_number()],
            ..Node::default()
        })
    }

    fn text_number(&mut self) -> Node {
        self.refer("text.number".to_owned(), |_| Node {
            pattern: Some(number_pattern()),
            max_length: Some(NUMBER_LONGEST),
            ..Node::of_type("string")
        })
    }

    fn text_interval(&mut self) -> Node {
        self.refer("text.interval".to_owned(), |_| Node {
            pattern: Some(interval_pattern()),
            max_length: Some(INTERVAL_LONGEST),
            ..Node::of_type("string")
        })
    }

    fn quantity(&mut self, domain: &Domain, without: &[&str]) -> Node {
        let but = without.iter().fold(String::new(), |but, key| but + ".but_" + key);
        self.refer(format!("quantity.{}{but}", name_of(domain)), |writer| {
            let allowed = |keys: &Vec<Key>| !keys.iter().any(|key| without.contains(&key.name));
            let tables: Vec<_> = format::quantity_tables(*domain).into_iter().filter(allowed).collect();
            let forms = vec![
                plain(domain),
                writer.text_number(),
                writer.text_interval(),
                writer.quantity_tables(&tables, &but),
            ];
            Node { any_of: forms, ..Node::default() }
        })
    }
}

fn plain(domain: &Domain) -> Node {
    Node { minimum: Some(whole(domain.low)), maximum: Some(whole(domain.high)), ..Node::of_type("number") }
}

/// What a domain's definitions are called: what the number is, and its range.
fn name_of(domain: &Domain) -> String {
    let kind = match domain.kind {
        Kind::Share => "share",
        Kind::Money => "money",
        Kind::Count => "count",
        Kind::Months => "months",
        Kind::Rate => "rate",
        Kind::Shape => "shape",
        Kind::Growth => "growth",
        Kind::Return => "return",
        Kind::Correlation => "correlation",
        Kind::Number => "number",
    };
    format!("{kind}.from_{}_to_{}", words::short(domain.low), words::short(domain.high))
}

/// Some characters that begin and end with one that can be seen; white space around them does not count.
fn name(most: usize, reserved: &[&str]) -> Node {
    let seen = r"[^\u0000-\u0020\u007f-\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]";
    let inside = r"[^\u0000-\u001f\u007f-\u009f]";
    let pattern = format!("^{WHITE}*{seen}(?:{inside}{{0,{}}}{seen})?{WHITE}*$", most - 2);
    let other = (!reserved.is_empty()).then(|| {
        let pattern = Some(format!("^{WHITE}*(?:{}){WHITE}*$", reserved.join("|")));
        Box::new(Node { pattern, ..Node::default() })
    });
    Node { pattern: Some(pattern), not: other, ..Node::of_type("string") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_key_has_its_words_and_all_words_have_their_key() {
        fn paths(path: &str, value: &Value, found: &mut BTreeSet<String>) {
            match value {
                Value::Table(keys) => below(path, keys, found),
                Value::List { of, .. } => paths(path, of, found),
                Value::AnyOf(values) => values.iter().for_each(|value| paths(path, value, found)),
                _ => {}
            }
        }
        fn below(path: &str, keys: &[Key], found: &mut BTreeSet<String>) {
            for key in keys {
                let path = if path.is_empty() { key.name.to_owned() } else { format!("{path}.{}", key.name) };
                paths(&path, &key.value, found);
                found.insert(words::own(&path).to_owned());
            }
        }
        let mut found = BTreeSet::new();
        below("", &format::keys(), &mut found);
        for keys in format::quantity_tables(Domain::SHARE) {
            below(words::QUANTITY, &keys, &mut found);
        }
        let said: BTreeSet<String> = words::WORDS.iter().map(|word| word.path.to_owned()).collect();
        assert_eq!(found, said);
        assert_eq!(said.len(), words::WORDS.len(), "each once");
    }
}
