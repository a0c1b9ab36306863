//! What a file that extends another is made of: its key, its limits, and which parts of two files are one.

use toml::de::DeValue;

/// The longest text that may be a scenario, bytes.
pub const TEXT_MOST: usize = 2 << 20;
/// The most files of a chain, the user's among them.
pub(super) const FILES_MOST: usize = 16;
/// The most characters of a path.
pub(super) const PATH_MOST: usize = 1000;
/// The key that names the file to extend.
pub(super) const KEY: &str = "extends";

/// The tables of the top that are merged key by key.
pub(super) const SECTIONS: [&str; 4] = ["simulation", "money", "market", "rules"];

/// A list of the top whose entries are merged one by one.
pub(super) struct List {
    pub(super) key: &'static str,
    /// The key of an entry that tells it from the others.
    pub(super) told_apart_by: &'static str,
    /// Whether an entry that the base does not have has to be whole.
    pub(super) only_whole_are_new: bool,
}

pub(super) const LISTS: [List; 3] = [
    List { key: "segment", told_apart_by: "name", only_whole_are_new: true },
    List { key: "lever", told_apart_by: "name", only_whole_are_new: false },
    List { key: "correlation", told_apart_by: "between", only_whole_are_new: false },
];

/// The key that tells the entries of a list of the top from one another, where they are merged one by one.
pub(super) fn told_apart_by(list: &str) -> Option<&'static str> {
    LISTS.iter().find(|known| known.key == list).map(|list| list.told_apart_by)
}

/// Whether entries of a list are told apart by that key.
pub(super) fn tells_entries_apart(key: &str) -> bool {
    LISTS.iter().any(|list| list.told_apart_by == key)
}

/// What tells an entry: a segment's name, or the two ends of a correlation in the order of the alphabet.
pub(super) type Id = Vec<String>;

/// What tells an entry of that list, if it has it.
pub(super) fn id(list: &str, entry: &DeValue<'_>) -> Option<Id> {
    let DeValue::Table(table) = entry else { return None };
    match table.get(told_apart_by(list)?)?.get_ref() {
        DeValue::String(name) => Some(vec![name.trim().to_owned()]),
        DeValue::Array(ends) => {
            let ends = ends.iter().map(|end| end.get_ref().as_str().map(str::to_owned));
            let mut ends: Id = ends.collect::<Option<_>>()?;
            ends.sort_unstable();
            Some(ends)
        }
        _ => None,
    }
}
