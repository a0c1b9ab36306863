//! A row group: batches of its columns -> records.

use super::super::cell::{Cell, Record};
use super::super::quiet::quietly;
use super::chunks::Chunks;
use super::column::Column;
use super::meaning::Meaning;
use super::pages::{Pages, Swollen};
use crate::data::fault::Fault;
use parquet::errors::ParquetError;
use parquet::file::metadata::RowGroupMetaData;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

/// Rows that are read at a time.
const BATCH: u64 = 4096;

/// A column that can be read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    /// Its place in the file.
    pub(super) place: usize,
    /// What it means.
    pub(super) meaning: Meaning,
    /// Whether it is to be read.
    pub(super) read: bool,
}

/// What takes records.
pub(super) type Take<'a> = dyn FnMut(&Record<'_>) -> Result<ControlFlow<()>, Fault> + 'a;

/// A row group.
pub(super) struct Group<'a> {
    /// A column for each heading; none if it is not read.
    columns: Vec<Option<Column>>,
    headings: &'a [String],
    /// Rows that are not yet loaded.
    left: u64,
    /// Rows that are.
    loaded: usize,
    /// The line of the first of these.
    line: u64,
}

impl<'a> Group<'a> {
    /// A row group that begins at a line.
    ///
    /// # Errors
    /// [`Fault::BadFormat`] if its columns are not where it says.
    pub(super) fn new(
        chunks: Chunks,
        group: &RowGroupMetaData,
        wanted: &[Wanted],
        headings: &'a [String],
        line: u64,
    ) -> Result<Self, Fault> {
        let left = u64::try_from(group.num_rows()).unwrap_or(0);
        let (chunks, together) = (Arc::new(chunks), Arc::new(AtomicU64::new(0)));
        // If no column is wanted, the first one is read all the same: it holds the rows to their number.
        let none = wanted.iter().all(|column| !column.read);
        let open = |(heading, wanted): (usize, &Wanted)| {
            if !(wanted.read || (none && heading == 0)) {
                return Ok(None);
            }
            let stored = group.column(wanted.place);
            let pages = Pages::new(&chunks, stored, left as usize, &together)?;
            Ok(Some(Column::new(wanted.meaning, stored.column_descr_ptr(), Box::new(pages))))
        };
        let columns: Result<Vec<_>, ParquetError> =
            quietly(|| wanted.iter().enumerate().map(open).collect()).map_err(broken)?;
        Ok(Self { columns: columns.map_err(|error| fault(&error))?, headings, left, loaded: 0, line })
    }

    /// Rows that are not yet loaded.
    pub(super) fn rows_left(&self) -> u64 {
        self.left
    }

    /// Loads the next rows; says how many they are, none at the end.
    ///
    /// # Errors
    /// [`Fault::BadFormat`] if a column is broken or ends too early; [`Fault::Bomb`].
    pub(super) fn load(&mut self) -> Result<usize, Fault> {
        self.line += self.loaded as u64;
        let rows = self.left.min(BATCH) as usize;
        self.loaded = rows;
        self.left -= rows as u64;
        if rows == 0 {
            return Ok(0);
        }
        for (column, heading) in self.columns.iter_mut().zip(self.headings) {
            let Some(column) = column else { continue };
            let read = quietly(|| column.read(rows)).map_err(broken)?.map_err(|error| fault(&error))?;
            if read != rows {
                return Err(broken(format!("the column {heading} ends too early")));
            }
        }
        Ok(rows)
    }

    /// Hands over the rows that are loaded, until it is told to break.
    ///
    /// # Errors
    /// [`Fault::BadFormat`] if a text is not in UTF-8; that of `take`.
    pub(super) fn hand_over(&self, take: &mut Take<'_>) -> Result<(), Fault> {
        let mut cells: Vec<Cell<'_>> = Vec::with_capacity(self.columns.len());
        for (row, line) in (0..self.loaded).zip(self.line..) {
            cells.clear();
            for (column, heading) in self.columns.iter().zip(self.headings) {
                let cell = column.as_ref().map_or(Some(Cell::Empty), |column| column.cell(row));
                cells
                    .push(cell.ok_or_else(|| broken(format!("{heading}, row {line}: not a text in UTF-8")))?);
            }
            if take(&Record { line, cells: &cells, torn_lines: 0 })?.is_break() {
                break;
            }
        }
        Ok(())
    }
}

fn broken(message: String) -> Fault {
    Fault::BadFormat { format: "Parquet", message }
}

/// What the reader says, as a fault.
pub(super) fn fault(error: &ParquetError) -> Fault {
    if let ParquetError::External(inner) = error
        && let Some(swollen) = inner.downcast_ref::<Swollen>()
    {
        return Fault::Bomb { format: "Parquet", times: swollen.times };
    }
    broken(error.to_string())
}
