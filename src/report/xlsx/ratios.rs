//! Ratios of means beside the months, as formulas: what a reader would divide to check a forecast.

use super::sheet::{Placed, Sheet};
use crate::report::document::{Cell, Quantity, Row, Table};
use crate::report::language::say;
use rust_xlsxwriter::{XlsxError, utility};

/// Profit over revenue, and ad spend over new clients, in two columns at the right of the table.
pub(super) fn ratios(sheet: &mut Sheet, table: &Table, placed: &Placed) -> Result<(), XlsxError> {
    let language = sheet.language();
    let all = [
        (
            say!(language, "head-profit-to-revenue"),
            say!(language, "figure-profit"),
            say!(language, "figure-revenue"),
            Quantity::Share,
        ),
        (
            say!(language, "head-spend-to-clients"),
            say!(language, "figure-ad-spend"),
            say!(language, "figure-new-clients"),
            Quantity::Money,
        ),
    ];
    let mut at = table.columns.len() as u16;
    for (head, above, below, quantity) in all {
        let column = |full: &str| table.columns.iter().position(|column| column.full == full);
        let Some((above, below)) = column(&above).zip(column(&below)) else { continue };
        sheet.head_at(placed.head, at, &head)?;
        for (row, of) in placed.rows.clone().zip(&table.rows) {
            // Where there is nothing to divide by, there is no ratio.
            let Some((above_value, below_value)) = number(of, above).zip(number(of, below)) else { continue };
            if below_value == 0.0 {
                continue;
            }
            let [above, below] = [above, below].map(|column| utility::row_col_to_cell(row, column as u16));
            sheet.formula(row, at, &format!("={above}/{below}"), above_value / below_value, quantity)?;
        }
        at += 1;
    }
    Ok(())
}

fn number(row: &Row, column: usize) -> Option<f64> {
    match row.cells.get(column) {
        Some(Cell::Number(value, _)) => *value,
        _ => None,
    }
}
