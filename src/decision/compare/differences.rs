//! What two files say differently, key by key.

use serde::Serialize;
use std::collections::BTreeMap;

/// A key that two files do not say alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The key.
    pub key: String,
    /// What the first file says, in its words; none where it says nothing.
    pub a: Option<String>,
    /// What the second file says.
    pub b: Option<String>,
}

/// The keys, each with its text, that are not in both with the same text: in the first file's order, then those that only
/// the second has, in its order.
pub fn differences(a: &[(String, String)], b: &[(String, String)]) -> Vec<Difference> {
    let of = |written: &[(String, String)]| -> BTreeMap<String, String> { written.iter().cloned().collect() };
    let (in_a, in_b) = (of(a), of(b));
    let change =
        |key: &String| Difference { key: key.clone(), a: in_a.get(key).cloned(), b: in_b.get(key).cloned() };
    let of_first = a.iter().map(|(key, _)| change(key)).filter(|change| change.a != change.b);
    let added = b.iter().filter(|(key, _)| !in_a.contains_key(key)).map(|(key, _)| change(key));
    of_first.chain(added).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn changed_dropped_and_new_keys_are_told_and_the_rest_is_not() {
        let a = written(&[("months", "12"), ("S.churn", "\"5%\""), ("S.cac", "900")]);
        let b = written(&[("S.margin", "0.4"), ("S.churn", "\"4%\""), ("months", "12")]);
        let found = differences(&a, &b);
        let told: Vec<(&str, Option<&str>, Option<&str>)> =
            found.iter().map(|c| (c.key.as_str(), c.a.as_deref(), c.b.as_deref())).collect();
        assert_eq!(
            told,
            [
                ("S.churn", Some("\"5%\""), Some("\"4%\"")),
                ("S.cac", Some("900"), None),
                ("S.margin", None, Some("0.4"))
            ]
        );
        assert!(differences(&a, &a).is_empty());
    }
}
