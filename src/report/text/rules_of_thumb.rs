//! The rules of thumb as a table, with their sources under it.

use super::Look;
use super::table::table;
use crate::report::rules_of_thumb::Comparison;
use std::fmt::Write as _;

/// The table; nothing where there is nothing to compare.
pub(super) fn rules_of_thumb(rows: &[Comparison], look: Look) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let mut text = look.heading("Rules of thumb beside your numbers (they enter no figure above)") + "\n";
    let cells = rows.iter().enumerate().map(|(place, row)| {
        vec![row.measure.to_owned(), row.yours.clone(), format!("{} [{}]", row.rule, place + 1)]
    });
    text.push_str(&table(look, 3, &["", "Yours", "Rule of thumb"], cells.collect()));
    for (place, row) in rows.iter().enumerate() {
        let _ = writeln!(text, "[{}] {}", place + 1, row.source);
    }
    text
}
