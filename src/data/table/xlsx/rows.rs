//! The cells of a sheet, as they come -> its rows.

use super::super::cell::Cell;
use super::super::held::Held;
use super::serial;
use calamine::{DataRef, XlsxCellReader, XlsxError};
use std::io::{Read, Seek};

/// Columns of a sheet, at most.
const COLUMNS_MOST: usize = 16_384;

/// A row of a sheet, up to its last cell that is not empty.
#[derive(Debug, Default)]
pub(super) struct Row<'a> {
    /// Its number, counted from 1.
    pub(super) line: u64,
    /// Its cells.
    pub(super) cells: Vec<Held<'a>>,
}

/// Why a row cannot be read.
#[derive(Debug, thiserror::Error)]
pub(super) enum Error {
    /// The reader's reason.
    #[error(transparent)]
    Reader(#[from] XlsxError),
    /// It is longer than a sheet is wide.
    #[error("row {line}: more columns than a sheet can have")]
    TooWide {
        /// Which.
        line: u64,
    },
    /// Two of its cells stand at the same place.
    #[error("row {line}: two cells at one place")]
    TwoAtOnePlace {
        /// Which.
        line: u64,
    },
}

/// The rows of a sheet that are not empty.
pub(super) struct Rows<'a, R: Read + Seek> {
    cells: XlsxCellReader<'a, R>,
    /// The first cell of the next row: its row, its column and what it holds.
    ahead: Option<(u32, u32, Held<'a>)>,
    /// Whether there is no cell any more: behind the end the reader must not be asked.
    has_ended: bool,
}

impl<'a, R: Read + Seek> Rows<'a, R> {
    /// Of the cells.
    pub(super) fn new(cells: XlsxCellReader<'a, R>) -> Self {
        Self { cells, ahead: None, has_ended: false }
    }

    /// Puts the next row that is not empty into `row`; says whether there was one.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub(super) fn next(&mut self, row: &mut Row<'a>) -> Result<bool, Error> {
        row.cells.clear();
        let Some((number, column, held)) = (match self.ahead.take() {
            Some(ahead) => Some(ahead),
            None => self.cell()?,
        }) else {
            return Ok(false);
        };
        row.line = u64::from(number) + 1;
        put(row, column, held)?;
        while let Some((next, column, held)) = self.cell()? {
            if next != number {
                self.ahead = Some((next, column, held));
                break;
            }
            put(row, column, held)?;
        }
        Ok(true)
    }

    /// The next cell that is not empty.
    fn cell(&mut self) -> Result<Option<(u32, u32, Held<'a>)>, XlsxError> {
        while !self.has_ended {
            let Some(cell) = self.cells.next_cell()? else {
                self.has_ended = true;
                break;
            };
            let (row, column) = cell.get_position();
            let held = held(cell.get_value());
            if !held.is_empty() {
                return Ok(Some((row, column, held)));
            }
        }
        Ok(None)
    }
}

fn put<'a>(row: &mut Row<'a>, column: u32, held: Held<'a>) -> Result<(), Error> {
    let (place, line) = (column as usize, row.line);
    if place >= COLUMNS_MOST {
        return Err(Error::TooWide { line });
    }
    if place >= row.cells.len() {
        row.cells.resize(place + 1, Held::EMPTY);
    }
    let cell = &mut row.cells[place];
    if !cell.is_empty() {
        return Err(Error::TwoAtOnePlace { line });
    }
    *cell = held;
    Ok(())
}

/// What a cell holds, as a table's cell.
fn held<'a>(value: &DataRef<'a>) -> Held<'a> {
    match value {
        DataRef::Empty => Held::EMPTY,
        DataRef::Int(whole) => Held::Cell(Cell::Whole(*whole)),
        DataRef::Float(number) => Held::number(*number),
        DataRef::String(text) | DataRef::DurationIso(text) => Held::owned(text),
        DataRef::SharedString(text) => Held::text(text),
        DataRef::Bool(value) => Held::truth(*value),
        DataRef::DateTime(date) => serial::of_number(*date),
        DataRef::DateTimeIso(text) => serial::of_text(text),
        DataRef::Error(error) => Held::Text(error.to_string()),
    }
}
