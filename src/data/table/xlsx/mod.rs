//! XLSX: a sheet of a workbook, its cells as they come.
//!
//! The table is the first sheet that is shown and has the wanted headings, or the one that is named; if none has them, the
//! first one that has a cell. Its headings are the first row that has their names, or else the first that is not empty. Rows without a cell are passed over. Of a formula the value counts that was saved with it.

mod bytes;
mod guard;
mod markup;
mod rows;
mod serial;
#[cfg(test)]
mod tests;

use super::cell::{Cell, Lane, Record};
use super::headings::{AreHeadings, Headings, Search};
use super::held::Held;
use super::layout::Layout;
use super::quiet::quietly;
use crate::data::fault::Fault;
use crate::data::source::Source;
use crate::model::watch::Watch;
use bytes::{Progress, Watched};
use calamine::{Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use rows::{Row, Rows};
use std::fmt::Display;
use std::iter;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, PoisonError};

/// How many sheets are looked at for one that has a cell.
const SHEETS_LOOKED_AT: usize = 256;
/// After how many rows it is asked whether to stop.
const ROWS_A_LOOK: u64 = 512;

/// What visits rows, and what takes records.
type Visit<'a> = dyn FnMut(&Row<'_>) -> Result<ControlFlow<()>, Fault> + 'a;
type Take<'a> = dyn FnMut(&Record<'_>) -> Result<ControlFlow<()>, Fault> + 'a;

/// A sheet of a workbook.
pub struct Sheet<'s> {
    source: &'s dyn Source,
    book: Mutex<Xlsx<Watched>>,
    progress: Arc<Progress>,
    name: String,
    /// The other sheets.
    others: Vec<String>,
    headings: Headings,
}

impl<'s> Sheet<'s> {
    /// Opens a workbook and finds its sheet.
    ///
    /// # Errors
    /// [`Fault::Unreadable`]; [`Fault::BadFormat`] if it is broken, encrypted or no workbook of this kind; [`Fault::Bomb`];
    /// [`Fault::NoSheet`]; [`Fault::Empty`] if no sheet has a cell.
    pub fn open(
        source: &'s dyn Source,
        layout: &Layout,
        are_headings: AreHeadings<'_>,
    ) -> Result<Self, Fault> {
        quietly(|| guard::check(source)).map_err(bad)??;
        let opened = source.open().map_err(|error| Fault::Unreadable { message: error.to_string() })?;
        let progress = Arc::<Progress>::default();
        let watched = Watched { bytes: opened, progress: Arc::clone(&progress) };
        let book: Result<Xlsx<Watched>, XlsxError> = quietly(|| Xlsx::new(watched)).map_err(bad)?;
        let mut book = book.map_err(|error| of_reader(&error, &progress))?;
        let mut first = None;
        for name in candidates(&book, layout)? {
            let mut search = Search::new(are_headings);
            visit(&mut book, &progress, &name, &mut |row| {
                let cells: Vec<Cell<'_>> = row.cells.iter().map(Held::cell).collect();
                Ok(search.look(&Record { line: row.line, cells: &cells, torn_lines: 0 }))
            })?;
            let has_found = search.has_found();
            if let Some(headings) = search.end() {
                if has_found {
                    first = Some((name, headings));
                    break;
                }
                first.get_or_insert((name, headings));
            }
        }
        let (name, headings) = first.ok_or(Fault::Empty)?;
        let mut others = book.sheet_names();
        others.retain(|other| *other != name);
        Ok(Self { source, book: Mutex::new(book), progress, name, others, headings })
    }

    /// The names of its columns, and where they stand.
    pub(super) fn headings(&self) -> &Headings {
        &self.headings
    }

    /// Its name, and those of the sheets that are not read.
    pub fn names(&self) -> (&str, &[String]) {
        (&self.name, &self.others)
    }

    /// Hands over the records in their order, until it is told to break.
    ///
    /// # Errors
    /// [`Fault::Unreadable`]; [`Fault::BadFormat`] if the sheet is broken.
    pub fn look(&self, take: &mut dyn FnMut(&Record<'_>) -> ControlFlow<()>) -> Result<(), Fault> {
        self.records(&mut |record| Ok(take(record)))
    }

    /// Hands all records to the first lane, since a sheet cannot be read from its middle; gives the lanes back. `watch` is
    /// told of the bytes that were read; its stage is the caller's to begin.
    ///
    /// # Errors
    /// Those of [`look`](Self::look), those of the lane, and [`Fault::Stopped`].
    pub fn each<L: Lane>(&self, mut lanes: Vec<L>, watch: &dyn Watch) -> Result<Vec<L>, Fault> {
        let Some(lane) = lanes.first_mut() else { return Ok(lanes) };
        self.progress.take();
        let (mut rows, mut told) = (0_u64, 0);
        self.records(&mut |record| {
            rows += 1;
            if rows % ROWS_A_LOOK == 1 {
                if watch.stopped() {
                    return Err(Fault::Stopped);
                }
                let read = self.progress.take();
                watch.advance(read);
                told += read;
            }
            lane.take(record).map(ControlFlow::Continue)
        })?;
        watch.advance(self.source.length().saturating_sub(told));
        Ok(lanes)
    }

    /// Hands over the rows below the headings, until it is told to break.
    fn records(&self, take: &mut Take<'_>) -> Result<(), Fault> {
        let mut book = self.book.lock().unwrap_or_else(PoisonError::into_inner);
        let mut is_below = false;
        visit(&mut book, &self.progress, &self.name, &mut |row| {
            if !is_below {
                is_below = row.line == self.headings.line;
                return Ok(ControlFlow::Continue(()));
            }
            let missing = self.headings.names.len().saturating_sub(row.cells.len());
            let cells: Vec<Cell<'_>> =
                row.cells.iter().map(Held::cell).chain(iter::repeat_n(Cell::Empty, missing)).collect();
            take(&Record { line: row.line, cells: &cells, torn_lines: 0 })
        })
    }
}

/// Visits the rows of a sheet that are not empty, until it is told to break.
fn visit(
    book: &mut Xlsx<Watched>,
    progress: &Progress,
    name: &str,
    take: &mut Visit<'_>,
) -> Result<(), Fault> {
    let cells = quietly(|| book.worksheet_cells_reader(name)).map_err(bad)?;
    let mut rows = Rows::new(cells.map_err(|error| of_reader(&error, progress))?);
    let mut row = Row::default();
    while quietly(|| rows.next(&mut row)).map_err(bad)?.map_err(|error| of_reader(&error, progress))? {
        if take(&row)?.is_break() {
            break;
        }
    }
    Ok(())
}

/// The sheets that may be the one, in the order in which they are looked at.
fn candidates(book: &Xlsx<Watched>, layout: &Layout) -> Result<Vec<String>, Fault> {
    let sheets = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let (shown, hidden): (Vec<_>, Vec<_>) = sheets.partition(|sheet| sheet.visible == SheetVisible::Visible);
    let names: Vec<String> = shown.into_iter().chain(hidden).map(|sheet| sheet.name.clone()).collect();
    let Some(wanted) = &layout.sheet else {
        return Ok(names.into_iter().take(SHEETS_LOOKED_AT).collect());
    };
    let same = |name: &&String| name.trim().to_lowercase() == wanted.trim().to_lowercase();
    match names.iter().find(|name| *name == wanted).or_else(|| names.iter().find(same)) {
        Some(name) => Ok(vec![name.clone()]),
        None => Err(Fault::NoSheet { name: wanted.clone(), sheets: names }),
    }
}

fn bad(message: String) -> Fault {
    Fault::BadFormat { format: "XLSX", message }
}

/// What the reader says; or the system, if it gave no more.
fn of_reader(error: &dyn Display, progress: &Progress) -> Fault {
    progress.failure().map_or_else(|| bad(error.to_string()), |message| Fault::Unreadable { message })
}
