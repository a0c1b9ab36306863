//! The tree of a file laid over the tree of the file that it extends: every value keeps the place where it is written.

use super::decoder::{Decoder, nearest};
use super::extending::{Id, LISTS, List, SECTIONS, id};
use super::format;
use super::segments::SEGMENTS_MOST;
use super::syntax::Guesses;
use crate::model::problem::{Remedy, Rule, Severity};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

type Value<'a> = Spanned<DeValue<'a>>;

/// Lays one file over another.
pub(super) struct Merge<'d, 'a> {
    pub(super) decoder: &'d mut Decoder<'a>,
    pub(super) guesses: &'d mut Guesses,
    /// What the file below is called.
    pub(super) base: &'d str,
}

impl<'a> Merge<'_, 'a> {
    /// The tree with the tree of the file below it.
    pub(super) fn over(mut self, mut below: DeTable<'a>, above: DeTable<'a>) -> DeTable<'a> {
        for (key, value) in above {
            let name = key.get_ref().clone();
            let old = below.remove_entry(name.as_ref()).map(|(_, old)| old);
            let list = LISTS.iter().find(|list| list.key == name);
            let value = match (list, old) {
                (Some(list), old) => self.list(list, old, value),
                (None, Some(old)) if SECTIONS.contains(&name.as_ref()) => section(old, value),
                (None, Some(old)) => changed(old, value),
                (None, None) => value,
            };
            below.insert(key, value);
        }
        below
    }

    fn list(&mut self, list: &List, below: Option<Value<'a>>, above: Value<'a>) -> Value<'a> {
        let span = above.span();
        let above = match above.into_inner() {
            DeValue::Array(entries) => entries,
            other => return Spanned::new(span, other),
        };
        let mut entries: Vec<Value<'a>> = match below {
            Some(below) if !matches!(below.get_ref(), DeValue::Array(_)) => {
                // The base's slip, `[lever]` for `[[lever]]`, is the reader's to refuse.
                return below;
            }
            Some(below) => match below.into_inner() {
                DeValue::Array(entries) => entries.into_iter().collect(),
                _ => Vec::new(),
            },
            None => Vec::new(),
        };
        if above.is_empty() && !entries.is_empty() && list.only_whole_are_new {
            self.decoder.report(Severity::Error, &span, list.key, Rule::EmptyList.into());
        }
        let mut known: BTreeMap<Id, usize> = BTreeMap::new();
        for (at, entry) in entries.iter().enumerate() {
            if let Some(id) = id(list.key, entry.get_ref()) {
                known.entry(id).or_insert(at);
            }
        }
        let mut seen = BTreeSet::new();
        for (at, entry) in above.into_iter().enumerate() {
            let id = id(list.key, entry.get_ref());
            if id.as_ref().is_some_and(|id| !seen.insert(id.clone())) {
                // Whoever reads the list says that it is there twice.
                self.partial(&entry.span());
                entries.push(entry);
            } else if let Some(&old) = id.as_ref().and_then(|id| known.get(id)) {
                let nothing = Spanned::new(0..0, DeValue::Boolean(false));
                let old_entry = std::mem::replace(&mut entries[old], nothing);
                if self.is_partial(&old_entry.span()) {
                    self.partial(&entry.span());
                }
                entries[old] = section(old_entry, entry);
            } else {
                // More than there may be are refused altogether.
                if list.only_whole_are_new && entries.len() < SEGMENTS_MOST {
                    self.new_entry(list, &entry, at, &known);
                }
                entries.push(entry);
            }
        }
        let mut merged = DeArray::new();
        for entry in entries {
            merged.push(entry);
        }
        Spanned::new(span, DeValue::Array(merged))
    }

    /// An entry that the base does not have: it is new if it is whole, otherwise there is nothing for it to change.
    fn new_entry(&mut self, list: &List, entry: &Value<'a>, at: usize, known: &BTreeMap<Id, usize>) {
        let DeValue::Table(table) = entry.get_ref() else { return };
        let required = format::required_of(list.key);
        let missing: Vec<String> =
            required.into_iter().filter(|key| table.get(*key).is_none()).map(str::to_owned).collect();
        if missing.is_empty() {
            return;
        }
        self.partial(&entry.span());
        let Some(name) = table.get(list.told_apart_by) else { return };
        let Some(text) = name.get_ref().as_str() else { return };
        let remedy = match nearest(text, known.keys().flatten().map(String::as_str)) {
            Some(near) => Remedy::Nearest { name: near.to_owned() },
            None => Remedy::Complete { keys: missing },
        };
        let rule = Rule::NoSegmentToChange { base: self.base.to_owned() };
        let path = format!("{}[{at}].{}", list.key, list.told_apart_by);
        self.decoder.report(Severity::Error, &name.span(), &path, rule.with(remedy));
    }

    /// Remembers that the entry was not meant to be whole.
    fn partial(&mut self, span: &Range<usize>) {
        self.guesses.partial.insert(self.decoder.source.file_and_byte(span.start));
    }

    fn is_partial(&self, span: &Range<usize>) -> bool {
        self.guesses.partial.contains(&self.decoder.source.file_and_byte(span.start))
    }
}

/// A table over another, key by key, whichever keys they have.
fn section<'a>(below: Value<'a>, above: Value<'a>) -> Value<'a> {
    let span = above.span();
    match (below.into_inner(), above.into_inner()) {
        (DeValue::Table(mut below), DeValue::Table(above)) => {
            for (key, value) in above {
                let value = match below.remove_entry(key.get_ref().as_ref()) {
                    Some((_, old)) => changed(old, value),
                    None => value,
                };
                below.insert(key, value);
            }
            Spanned::new(span, DeValue::Table(below))
        }
        (_, above) => Spanned::new(span, above),
    }
}

/// A value over another: a table changes those keys of a table that it has, if all of its keys are there to be changed;
/// everything else takes the other's place.
fn changed<'a>(below: Value<'a>, above: Value<'a>) -> Value<'a> {
    let all_are_there = match (below.get_ref(), above.get_ref()) {
        (DeValue::Table(below), DeValue::Table(above)) => {
            above.iter().all(|(key, _)| below.get(key.get_ref().as_ref()).is_some())
        }
        _ => false,
    };
    if all_are_there { section(below, above) } else { above }
}

/// The tree with all its places moved by that many bytes.
pub(super) fn moved(tree: DeTable<'_>, by: usize) -> DeTable<'_> {
    let entries = tree.into_iter().map(|(key, value)| {
        let span = moved_span(&key.span(), by);
        (Spanned::new(span, key.into_inner()), moved_value(value, by))
    });
    entries.collect()
}

fn moved_span(span: &Range<usize>, by: usize) -> Range<usize> {
    span.start + by..span.end + by
}

fn moved_value(value: Value<'_>, by: usize) -> Value<'_> {
    let span = moved_span(&value.span(), by);
    let value = match value.into_inner() {
        DeValue::Table(table) => DeValue::Table(moved(table, by)),
        DeValue::Array(entries) => {
            let mut list = DeArray::new();
            entries.into_iter().for_each(|entry| list.push(moved_value(entry, by)));
            DeValue::Array(list)
        }
        plain => plain,
    };
    Spanned::new(span, value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::scenario::NoFiles;

    /// The second text over the first, as a plain tree.
    fn merged(below: &str, above: &str) -> String {
        let tree = |text| DeTable::parse(text).unwrap().into_inner();
        let mut decoder = Decoder::new(above, &NoFiles);
        let mut guesses = Guesses::default();
        let merge = Merge { decoder: &mut decoder, guesses: &mut guesses, base: "base.toml" };
        let merged = plain(&DeValue::Table(merge.over(tree(below), tree(above))));
        assert_eq!(decoder.problems, []);
        merged
    }

    fn plain(value: &DeValue<'_>) -> String {
        match value {
            DeValue::Table(table) => {
                let entry = |(key, value): (&Spanned<std::borrow::Cow<'_, str>>, &Value<'_>)| {
                    format!("{}={}", key.get_ref(), plain(value.get_ref()))
                };
                format!("{{{}}}", table.iter().map(entry).collect::<Vec<_>>().join(" "))
            }
            DeValue::Array(entries) => {
                let words: Vec<String> = entries.iter().map(|entry| plain(entry.get_ref())).collect();
                format!("[{}]", words.join(" "))
            }
            DeValue::String(text) => text.to_string(),
            DeValue::Integer(digits) => digits.to_string(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn a_table_changes_what_is_there_and_replaces_what_is_not() {
        let cases = [
            (
                "a = 1
b = 2",
                "b = 3
c = 4",
                "{a=1 b=3 c=4}",
            ),
            (
                "[money]
x = 1
y = 2",
                "[money]
y = 3
z = 4",
                "{money={x=1 y=3 z=4}}",
            ),
            (
                "[other]
x = 1
y = 2",
                "[other]
y = 3
z = 4",
                "{other={y=3 z=4}}",
            ),
            ("c = { b = { p = 1, q = 9 } }", "c = { b = { p = 2 } }", "{c={b={p=2 q=9}}}"),
            ("c = { mean = 1, sd = 2 }", "c = { p5 = 1, p95 = 2 }", "{c={p5=1 p95=2}}"),
            ("c = { b = { p = 1 } }", "c = { constant = 5 }", "{c={constant=5}}"),
            ("c = { p5 = 1, p95 = 2 }", "c = 5", "{c=5}"),
            ("c = 5", "c = { p5 = 1, p95 = 2 }", "{c={p5=1 p95=2}}"),
            ("c = [1, 2]", "c = [3]", "{c=[3]}"),
            ("c = { p = 1 }", "c = {}", "{c={p=1}}"),
        ];
        for (below, above, expected) in cases {
            assert_eq!(merged(below, above), expected, "{above} over {below}");
        }
    }

    #[test]
    fn entries_are_found_by_what_tells_them_apart() {
        let below = "[[segment]]
name = 'a'
cac = 1
c = { p = 1 }
[[segment]]
name = 'b'
cac = 2";
        assert_eq!(
            merged(
                below,
                "[[segment]]
name = ' b '
cac = 3
[[segment]]
name = 'a'
margin = 4"
            ),
            "{segment=[{c={p=1} cac=1 margin=4 name=a} {cac=3 name= b }]}"
        );
        let pair = |a, b, rho| {
            format!(
                "[[correlation]]
between = ['{a}', '{b}']
spearman = {rho}
"
            )
        };
        let below = pair("x", "y", 1) + &pair("x", "z", 2);
        assert_eq!(
            merged(&below, &(pair("z", "x", 3) + &pair("z", "y", 4))),
            "{correlation=[{between=[x y] spearman=1} {between=[z x] spearman=3} {between=[z y] spearman=4}]}"
        );
        assert_eq!(
            merged(
                "[[lever]]
name = 'a'
x = 1",
                "[[lever]]
name = 'b'
x = 2
[[lever]]
name = 'a'
y = 3"
            ),
            "{lever=[{name=a x=1 y=3} {name=b x=2}]}"
        );
    }
}
