//! What a scenario came to, key by key, as it is written: by which two scenarios can be told apart.

use super::source::{Source, shortened};
use super::{extending, segments};
use std::fmt::Write;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Room for a value that is written on one line; it is shortened further.
const TEXT_ENOUGH: usize = 4 * super::source::QUOTED_MOST;

/// Every leaf of the tree, in its order: the path of its keys and its value. The entries of `[[segment]]` and `[[lever]]`
/// stand under their names (levers below `levers`), a correlation under its pair in the order of the alphabet; any other list is a leaf.
pub(super) fn leaves(tree: &DeTable<'_>, source: &Source<'_>) -> Vec<(String, String)> {
    let mut leaves = Leaves { source, found: Vec::new() };
    for (key, value) in tree {
        let key = key.get_ref().as_ref();
        match value.get_ref() {
            _ if key == extending::KEY => {}
            DeValue::Array(entries) if extending::told_apart_by(key).is_some() => {
                entries.iter().for_each(|entry| leaves.entry(key, entry));
            }
            _ => leaves.value(key.to_owned(), value),
        }
    }
    leaves.found
}

struct Leaves<'s, 't> {
    source: &'s Source<'t>,
    found: Vec<(String, String)>,
}

impl Leaves<'_, '_> {
    /// An entry of a list that is merged one by one; the key that tells it apart is said by its path.
    fn entry(&mut self, list: &str, entry: &Spanned<DeValue<'_>>) {
        let (Some(id), DeValue::Table(table)) = (extending::id(list, entry.get_ref()), entry.get_ref())
        else {
            return;
        };
        let told_apart_by = extending::told_apart_by(list);
        for (key, value) in table {
            let key = key.get_ref().as_ref();
            if told_apart_by == Some(key) {
                continue;
            }
            let path = match &id[..] {
                [name] if list == "lever" => format!("{}.{name}.{key}", segments::LEVERS_PATH),
                [name] => format!("{name}.{key}"),
                // A correlation has one number.
                ends => format!("{list}: {}", ends.join(" with ")),
            };
            self.value(path, value);
        }
    }

    fn value(&mut self, path: String, value: &Spanned<DeValue<'_>>) {
        match value.get_ref() {
            DeValue::Table(table) if !table.is_empty() => {
                for (key, value) in table {
                    self.value(format!("{path}.{}", key.get_ref()), value);
                }
            }
            _ => {
                let mut text = String::new();
                self.write(&mut text, value);
                self.found.push((path, shortened(&text)));
            }
        }
    }

    /// A value on one line, without comments; a list as far as it is not cut off anyway.
    fn write(&self, text: &mut String, value: &Spanned<DeValue<'_>>) {
        match value.get_ref() {
            _ if text.len() > TEXT_ENOUGH => {}
            DeValue::Array(entries) => {
                text.push('[');
                for (at, entry) in entries.iter().enumerate().take(TEXT_ENOUGH) {
                    text.push_str(if at > 0 { ", " } else { "" });
                    self.write(text, entry);
                }
                text.push(']');
            }
            DeValue::Table(table) => {
                let mut entries: Vec<_> = table.iter().collect();
                entries.sort_by_key(|(key, _)| key.span().start);
                for (at, (key, value)) in entries.into_iter().enumerate() {
                    let _ = write!(text, "{}{} = ", if at > 0 { ", " } else { "{ " }, key.get_ref());
                    self.write(text, value);
                }
                text.push_str(if table.is_empty() { "{}" } else { " }" });
            }
            _ => text.push_str(&self.on_one_line(&value.span())),
        }
    }

    fn on_one_line(&self, span: &Range<usize>) -> String {
        let text = self.source.text(span);
        if text.contains('\n') {
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        } else {
            text.to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_leaf_has_its_path_and_its_text_on_one_line() {
        let text = "months = 12\nextends = 'b.toml'\n[money]\ntax = { revenue = '6%' }\nfixed_costs = \"1M\"\n\
                    [[segment]]\nname = \" A \"\nnew_clients = [ # by month\n  10,\n  '5 to 6', { p5 = 1, p95 = 2 },\n]\n\
                    churn = { beta_geometric = { beta = 9, alpha = 1 } }\n\
                    [[correlation]]\nbetween = ['B.cac', 'A.cac']\nspearman = 0.5\n";
        let (tree, errors) = DeTable::parse_recoverable(text);
        assert_eq!(errors, []);
        let found = leaves(tree.get_ref(), &Source::new("a.toml", text));
        let found: Vec<(&str, &str)> =
            found.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        assert_eq!(
            found,
            [
                ("correlation: A.cac with B.cac", "0.5"),
                ("money.fixed_costs", "\"1M\""),
                ("money.tax.revenue", "'6%'"),
                ("months", "12"),
                ("A.churn.beta_geometric.alpha", "1"),
                ("A.churn.beta_geometric.beta", "9"),
                ("A.new_clients", "[10, '5 to 6', { p5 = 1, p95 = 2 }]"),
            ]
        );
    }

    #[test]
    fn a_long_list_is_cut_off() {
        let text = format!("x = [{}]", "1234567, ".repeat(50_000));
        let (tree, _) = DeTable::parse_recoverable(&text);
        let found = leaves(tree.get_ref(), &Source::new("a.toml", &text));
        assert!(found[0].1.ends_with('…') && found[0].1.chars().count() < 200, "{}", found[0].1);
    }
}
