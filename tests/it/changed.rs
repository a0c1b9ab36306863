//! Documents changed at random, always the same: a key dropped, misspelt or added, a value of another form or type, odd
//! numbers and texts with units. A document is JSON, and becomes TOML for whoever reads that.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use serde_json::{Map, Value, json};
use std::fmt::Write;

/// A value in TOML's words, everything inline.
fn toml_of(value: &Value) -> String {
    match value {
        Value::Object(map) => {
            let entries: Vec<String> =
                map.iter().map(|(key, value)| format!("{} = {}", text_of(key), toml_of(value))).collect();
            format!("{{ {} }}", entries.join(", "))
        }
        Value::Array(entries) => {
            format!("[{}]", entries.iter().map(toml_of).collect::<Vec<_>>().join(", "))
        }
        Value::String(text) => text_of(text),
        Value::Null => "nan".to_owned(),
        plain => plain.to_string(),
    }
}

fn text_of(text: &str) -> String {
    let mut quoted = String::from('"');
    for letter in text.chars() {
        if letter.is_control() || matches!(letter, '"' | '\\') {
            let _ = write!(quoted, "\\u{:04x}", u32::from(letter));
        } else {
            quoted.push(letter);
        }
    }
    quoted + "\""
}

/// A document in TOML's words, a line for each key of its top.
pub(crate) fn document(value: &Value) -> String {
    let map = value.as_object().expect("a document is a table");
    map.iter().fold(String::new(), |mut text, (key, value)| {
        let _ = writeln!(text, "{} = {}", text_of(key), toml_of(value));
        text
    })
}

/// The same draws every time.
pub(crate) struct Draws(pub(crate) u64);

impl Draws {
    pub(crate) fn below(&mut self, end: usize) -> usize {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % end as u64) as usize
    }

    pub(crate) fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// A text that is a number, or nearly one.
    pub(crate) fn number_text(&mut self) -> String {
        #[rustfmt::skip]
        let pieces = [
            "1", "5", "0", "12", "40", " ", "\u{a0}", "\u{202f}", "_", "'",
            ".", "e1", "E-2", "%", "K", "m", "+", "-", "\u{2212}", " %", ",", " to ", "\t", "x",
        ];
        if self.below(3) == 0 {
            return (0..=self.below(6)).map(|_| *self.one(&pieces)).collect();
        }
        let mut end = || {
            let sign = *self.one(&["", "", "", "", "-", "+", "\u{2212}"]);
            let digits = *self.one(&[
                "0", "5", "0.1", ".5", "5.", "1 200", "1_0", "1__0", "1e-2", "7E+0", "0.0 5", "1.2.3",
            ]);
            let unit = *self.one(&["", "", "", "%", "%", " %", "K", "\u{a0}m", "B", "%%", " k ", "$"]);
            format!("{sign}{digits}{unit}")
        };
        let (first, second) = (end(), end());
        match self.below(4) {
            0 | 1 => first,
            2 => format!("{first} to {second}"),
            _ => format!(
                "{first}{}{second}",
                self.one(&[" to  ", "  to ", " TO ", " - ", "to", "\tto\t", " to to "])
            ),
        }
    }

    fn odd(&mut self) -> Value {
        #[rustfmt::skip]
        let odd = [
            json!(true), json!(0), json!(1), json!(-1), json!(12), json!(12.0), json!(0.5), json!(1.0001),
            json!(-0.99), json!(5.1), json!(20), json!(1000), json!(1e5), json!(1e10), json!(1.1e10),
            json!(1e15), json!(1.1e15), json!(1e-6), json!(9e-7), json!(u64::MAX), json!(1e300), json!(""),
            json!("subscription"), json!("sobol"), json!("text"), json!("2027-04"), json!("money"),
            json!("cac.csv"), json!("nan"), json!("-inf"), json!([]), json!({}), json!([1]),
            json!([0.1, 0.2]), json!([0.1, 0.2, 0.3]), json!(["A", "B"]), json!({ "rate": 0.5 }),
            json!({ "min": 0.1, "max": 0.2 }), json!({ "min": 0.1, "mode": 0.15, "max": 0.2 }), json!([{}]),
            json!({ "truncate": [0, 1] }), json!({ "mean": 0.5 }), json!({ "weights": [1] }), json!([[1]]),
            json!({ "mean": 0.5, "sd": 0.1 }), json!({ "mean": 0.5, "cv": 0.1 }),
            json!({ "p5": 0.1, "p95": "20%" }),
        ];
        if self.below(2) == 0 { json!(self.number_text()) } else { self.one(&odd).clone() }
    }
}

/// The ways to every value below the top.
pub(crate) fn pointers(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| {
            found.push(format!("{path}/{key}"));
            pointers(value, &format!("{path}/{key}"), found);
        }),
        Value::Array(entries) => entries.iter().enumerate().for_each(|(at, value)| {
            found.push(format!("{path}/{at}"));
            pointers(value, &format!("{path}/{at}"), found);
        }),
        _ => {}
    }
}

/// A key with another name, in its place.
fn renamed(map: &Map<String, Value>, old: &str, new: &str) -> Map<String, Value> {
    map.iter()
        .map(|(key, value)| (if key == old { new.to_owned() } else { key.clone() }, value.clone()))
        .collect()
}

/// Changes something.
pub(crate) fn mutate(draws: &mut Draws, json: &mut Value, pool: &[(String, Value)]) {
    let mut found = Vec::new();
    pointers(json, "", &mut found);
    if found.is_empty() {
        return;
    }
    let pointer = draws.one(&found).clone();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let (grafted_key, grafted) = draws.one(pool).clone();
    match draws.below(8) {
        // Another form, of the same key where there is one.
        0 | 1 => {
            let same: Vec<_> = pool.iter().filter(|(name, _)| name == key).collect();
            let value =
                if same.is_empty() || draws.below(3) == 0 { grafted } else { draws.one(&same).1.clone() };
            *json.pointer_mut(&pointer).unwrap() = value;
        }
        2..=4 => {
            let odd = draws.odd();
            *json.pointer_mut(&pointer).unwrap() = odd;
        }
        5 => match json.pointer_mut(parent).unwrap() {
            Value::Object(map) => drop(map.remove(key)),
            Value::Array(entries) => drop(entries.remove(key.parse().unwrap())),
            _ => unreachable!("a value has a parent"),
        },
        6 => match json.pointer_mut(parent).unwrap() {
            Value::Object(map) => {
                let new = match draws.below(3) {
                    0 => grafted_key,
                    1 => format!("{key}s"),
                    _ => key.to_uppercase(),
                };
                *map = renamed(map, key, &new);
            }
            Value::Array(entries) => entries.push(grafted),
            _ => unreachable!("a value has a parent"),
        },
        _ => match json.pointer_mut(&pointer).unwrap() {
            Value::Object(map) => drop(map.insert(grafted_key, grafted)),
            Value::Array(entries) if !entries.is_empty() => {
                let again = draws.one(entries).clone();
                entries.push(again);
            }
            plain => *plain = grafted,
        },
    }
}
