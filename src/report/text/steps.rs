//! The way from one amount to another, a line a step, with bars of letters beside the steps.

use super::Look;
use super::table::table;
use crate::report::document::{Cell, Table};
use crate::report::language::Language;

/// Letters of the longest bar.
const BAR: f64 = 30.0;

/// The rows of a table of names and amounts, of which the first and the last are the ends.
pub(super) fn steps(of: &Table, language: Language, look: Look) -> String {
    let amounts: Vec<f64> = of.rows.iter().map(|row| amount(&row.cells)).collect();
    let between = 1..amounts.len().saturating_sub(1);
    let largest =
        amounts.get(between.clone()).into_iter().flatten().fold(0.0_f64, |most, step| most.max(step.abs()));
    let bar = |row: usize| {
        if largest == 0.0 || !between.contains(&row) {
            return String::new();
        }
        let letter = if amounts[row] < 0.0 { "-" } else { "+" };
        letter.repeat((BAR * amounts[row].abs() / largest).round() as usize)
    };
    let head: Vec<&str> = of.columns.iter().map(|column| column.head.as_str()).collect();
    let rows = of.rows.iter().map(|row| row.cells.iter().map(|cell| cell.short(language)).collect());
    // The bars are words: they stand at the left, beside the table.
    let lines = table(look, 1, &head, rows.collect());
    let width = lines.lines().map(|line| line.chars().count()).max().unwrap_or(0);
    let mut text = String::new();
    for (place, line) in lines.lines().enumerate() {
        let bar = place.checked_sub(2).map_or_else(String::new, bar);
        let padding = " ".repeat(width - line.chars().count() + 2);
        text.push_str(format!("{line}{padding}{bar}").trim_end());
        text.push('\n');
    }
    text
}

fn amount(cells: &[Cell]) -> f64 {
    match cells.get(1) {
        Some(Cell::Number(Some(amount), _)) => *amount,
        _ => 0.0,
    }
}
