//! What is read of a table: cells, records of them, and the hands that take those.

use crate::data::day::Day;
use crate::data::fault::Fault;

/// What a cell of a table holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'a> {
    /// Nothing, or blanks.
    Empty,
    /// A text, without blanks around it; a date or a number may be written in it.
    Text(&'a str),
    /// A whole number.
    Whole(i64),
    /// A number that is not known to be whole.
    Number(f64),
    /// `units / 10^decimals`.
    Decimal {
        /// The digits.
        units: i128,
        /// How many of them stand behind the point.
        decimals: u8,
    },
    /// A day and the seconds since its midnight.
    Moment(Day, u32),
}

/// A record of a table.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    /// Where it begins: a line of a text, a row of a sheet or of a Parquet file, counted from 1, the headings included where there are any.
    pub line: u64,
    /// Its cells: as many as there are headings, or not.
    pub cells: &'a [Cell<'a>],
    /// Lines of a text that stray quotes hold together: one opens in the first of them, and the one that closes it stands
    /// before text in the last. They are several records, made one. 0 where that is not so.
    pub torn_lines: u64,
}

/// One of several hands that take records, each on a thread of its own.
pub trait Lane: Send {
    /// Takes a record.
    ///
    /// # Errors
    /// What makes it senseless to go on.
    fn take(&mut self, record: &Record<'_>) -> Result<(), Fault>;
}
