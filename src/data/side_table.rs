//! A small table beside a log -> its rows, each accounted for.

use super::account::{Account, Reason};
use super::cells;
use super::convention::{Convention, Survey};
use super::fault::Fault;
use super::table::{Cell, Record, Table};
use crate::model::watch::Watch;

/// What a record says; or why that is not used, and the cells that show it.
pub(super) type Understood<'r, R> = Result<R, (Reason, &'r [Cell<'r>])>;

/// Reads a table twice: `survey` is shown how its cells are written, and `understand` makes rows of them. A record has as
/// many cells as there are headings then.
///
/// # Errors
/// Dates or amounts that can be read both ways, no row, and the table's faults.
pub(super) fn read<R>(
    table: &Table<'_>,
    given: Convention,
    watch: &dyn Watch,
    survey: &dyn Fn(&mut Survey, &Record<'_>),
    understand: &dyn for<'r> Fn(&Record<'r>, Convention) -> Understood<'r, R>,
) -> Result<(Vec<R>, Account, Convention), Fault> {
    let mut surveyed = Survey::default();
    table.all(watch, &mut |record| survey(&mut surveyed, record))?;
    let convention = surveyed.settle(given)?;
    let (mut account, mut rows) = (Account::default(), Vec::new());
    table.all(watch, &mut |record| {
        if account.has_torn(record.line, record.torn_lines, || cells::shown(record.cells)) {
            return;
        }
        account.rows += 1;
        let understood = if record.cells.len() == table.headings().len() {
            understand(record, convention)
        } else {
            Err((Reason::CellCount, record.cells))
        };
        match understood {
            Ok(row) => {
                account.used += 1;
                rows.push(row);
            }
            Err((reason, cells)) => account.reject(reason, Some(record.line), &cells::shown(cells)),
        }
    })?;
    if account.rows == 0 { Err(Fault::NoRows) } else { Ok((rows, account, convention)) }
}
