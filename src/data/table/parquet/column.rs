//! A column of a row group, read in batches.

use super::super::cell::Cell;
use super::super::held::Held;
use super::meaning::{self, Meaning};
use parquet::column::page::PageReader;
use parquet::column::reader::{ColumnReader, ColumnReaderImpl, get_column_reader};
use parquet::data_type::{ByteArray, DataType};
use parquet::errors::Result;
use parquet::schema::types::ColumnDescPtr;

/// What is kept of a value.
enum Kept {
    /// A cell.
    Held(Held<'static>),
    /// A text, not yet known to be one.
    Text(ByteArray),
}

/// A column, and a batch of its values.
pub(super) struct Column {
    meaning: Meaning,
    reader: ColumnReader,
    /// The level of a value that is there; 0 if all are.
    full: i16,
    levels: Vec<i16>,
    batch: Vec<Kept>,
}

impl Column {
    /// A column whose pages these are.
    pub(super) fn new(meaning: Meaning, column: ColumnDescPtr, pages: Box<dyn PageReader>) -> Self {
        let full = column.max_def_level();
        let reader = get_column_reader(column, pages);
        Self { meaning, reader, full, levels: Vec::new(), batch: Vec::new() }
    }

    /// Reads the next values, so many at most; says how many there were.
    ///
    /// # Errors
    /// The reader's.
    pub(super) fn read(&mut self, rows: usize) -> Result<usize> {
        let Self { meaning, reader, full, levels, batch } = self;
        let meaning = *meaning;
        let mut into = Batch { full: *full, levels, kept: batch };
        let bytes = |value: &ByteArray| match meaning {
            Meaning::Text => Kept::Text(value.clone()),
            _ => Kept::Held(meaning.of_bytes(value.data())),
        };
        match reader {
            ColumnReader::BoolColumnReader(reader) => {
                into.fill(reader, rows, |value| Kept::Held(Held::truth(*value)))
            }
            ColumnReader::Int32ColumnReader(reader) => {
                into.fill(reader, rows, |value| Kept::Held(meaning.of_whole(i64::from(*value), 32)))
            }
            ColumnReader::Int64ColumnReader(reader) => {
                into.fill(reader, rows, |value| Kept::Held(meaning.of_whole(*value, 64)))
            }
            ColumnReader::Int96ColumnReader(reader) => {
                into.fill(reader, rows, |value| Kept::Held(meaning::legacy_stamp(value)))
            }
            ColumnReader::FloatColumnReader(reader) => {
                into.fill(reader, rows, |value| Kept::Held(meaning::single(*value)))
            }
            ColumnReader::DoubleColumnReader(reader) => {
                into.fill(reader, rows, |value| Kept::Held(Held::number(*value)))
            }
            ColumnReader::ByteArrayColumnReader(reader) => into.fill(reader, rows, bytes),
            ColumnReader::FixedLenByteArrayColumnReader(reader) => {
                into.fill(reader, rows, |value| bytes(value))
            }
        }
    }

    /// The cell of a row of the batch; none if it is a text that is not in UTF-8.
    pub(super) fn cell(&self, row: usize) -> Option<Cell<'_>> {
        match self.batch.get(row) {
            None => Some(Cell::Empty),
            Some(Kept::Held(held)) => Some(held.cell()),
            Some(Kept::Text(bytes)) => match std::str::from_utf8(bytes.data()).ok()?.trim() {
                "" => Some(Cell::Empty),
                text => Some(Cell::Text(text)),
            },
        }
    }
}

/// Where values go.
struct Batch<'a> {
    full: i16,
    levels: &'a mut Vec<i16>,
    kept: &'a mut Vec<Kept>,
}

impl Batch<'_> {
    fn fill<T: DataType>(
        &mut self,
        reader: &mut ColumnReaderImpl<T>,
        rows: usize,
        keep: impl Fn(&T::T) -> Kept,
    ) -> Result<usize> {
        self.levels.clear();
        self.kept.clear();
        let mut values = Vec::with_capacity(rows);
        let (read, _, _) = reader.read_records(rows, Some(self.levels), None, &mut values)?;
        if self.full == 0 {
            self.kept.extend(values.iter().map(keep));
        } else {
            // Only the values that are there are among the values.
            let mut values = values.iter();
            for level in self.levels.iter() {
                let value = if *level == self.full { values.next() } else { None };
                self.kept.push(value.map_or(Kept::Held(Held::EMPTY), &keep));
            }
        }
        Ok(read)
    }
}
