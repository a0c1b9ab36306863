//! A table of an export, whatever its format: headings, and records of cells.
//!
//! The way of a text: `compression` (bytes that may be compressed -> bytes; a `flow` gives them piece by piece), `utf16`,
//! `blocks` (bytes -> whole records), `encoding` (a block -> UTF-8), `records` (-> cells), `lanes` (blocks -> threads);
//! `text` puts them together. `kind` tells what an export is by its first bytes, `delimiter` what stands between cells.
//! `xlsx` and `parquet` read what others wrote by others' readers, `quiet`ly; `held` is what both make cells of.

mod blocks;
mod cell;
mod compression;
mod delimiter;
mod encoding;
mod flow;
mod headings;
mod held;
mod kind;
mod lanes;
mod layout;
mod lines;
pub mod parquet;
mod quiet;
mod records;
mod text;
mod utf16;
pub mod xlsx;
#[cfg(test)]
mod round_trips;
#[cfg(test)]
mod seen;

pub use cell::{Cell, Lane, Record};
pub use headings::{AreHeadings, HEADINGS_WITHIN};
pub use layout::{Encoding, Layout};

use super::fault::{Fault, Part};
use super::source::Source;
use crate::model::watch::Watch;
use kind::Kind;
use std::ops::ControlFlow;

/// A table that can be read, more than once.
pub struct Table<'s>(Format<'s>);

/// What is read, by its format.
enum Format<'s> {
    Text(text::Text<'s>),
    Sheet(Box<xlsx::Sheet<'s>>),
    Columns(Box<parquet::Columns<'s>>),
}

/// Opens a table, whose format its first bytes tell, and finds its headings: the first record that has the wanted names, or
/// else the first one.
///
/// # Errors
/// What keeps it from being read; [`Fault::Empty`] if there is no record at all; [`Fault::NoUse`] of a layout that says what
/// this format does not have.
pub fn open<'s>(
    source: &'s dyn Source,
    layout: &Layout,
    are_headings: AreHeadings<'_>,
) -> Result<Table<'s>, Fault> {
    let kind = Kind::of(&compression::first(source)?);
    if let Some(part) = useless(kind, layout) {
        return Err(Fault::NoUse { part, format: kind.name() });
    }
    match kind {
        Kind::Text | Kind::Gzip | Kind::Zstd => {
            let text = text::Text::open(source, layout, are_headings, blocks::Sizes::default())?;
            Ok(Table(Format::Text(text)))
        }
        Kind::Zip | Kind::Xls => {
            Ok(Table(Format::Sheet(Box::new(xlsx::Sheet::open(source, layout, are_headings)?))))
        }
        Kind::Parquet => Ok(Table(Format::Columns(Box::new(parquet::Columns::open(source, layout)?)))),
    }
}

/// What a layout says of a table that has no such thing.
fn useless(kind: Kind, layout: &Layout) -> Option<Part> {
    let is_text = matches!(kind, Kind::Text | Kind::Gzip | Kind::Zstd);
    let is_book = matches!(kind, Kind::Zip | Kind::Xls);
    let said = [
        (layout.delimiter.is_some() && !is_text, Part::Delimiter),
        (layout.encoding.is_some() && !is_text, Part::Encoding),
        (layout.sheet.is_some() && !is_book, Part::Sheet),
    ];
    said.into_iter().find_map(|(is_useless, part)| is_useless.then_some(part))
}

impl Table<'_> {
    /// The names of the columns, without blanks around them; one that has none is called by its place, `column 3`.
    pub fn headings(&self) -> &[String] {
        match &self.0 {
            Format::Text(text) => &text.headings().names,
            Format::Sheet(sheet) => &sheet.headings().names,
            Format::Columns(columns) => columns.headings(),
        }
    }

    /// The line of the headings, where something stands above them.
    pub fn headings_below_a_title(&self) -> Option<u64> {
        let headings = match &self.0 {
            Format::Text(text) => text.headings(),
            Format::Sheet(sheet) => sheet.headings(),
            Format::Columns(_) => return None,
        };
        headings.has_title.then_some(headings.line)
    }

    /// How a text is encoded, once [`each`](Self::each) has read all of it.
    pub fn encoding(&self) -> Option<&'static str> {
        match &self.0 {
            Format::Text(text) => text.encoding(),
            Format::Sheet(_) | Format::Columns(_) => None,
        }
    }

    /// Of a workbook the name of its sheet, and those of the sheets that are not read.
    pub fn sheet(&self) -> Option<(&str, &[String])> {
        match &self.0 {
            Format::Sheet(sheet) => Some(sheet.names()),
            Format::Text(_) | Format::Columns(_) => None,
        }
    }

    /// Reads only the columns of these headings from now on, where that saves work; the cells of the others may be empty then.
    pub fn only(&mut self, wanted: &[usize]) {
        if let Format::Columns(columns) = &mut self.0 {
            columns.only(wanted);
        }
    }

    /// Shows the records below the headings in their order, on this thread, until `take` breaks.
    ///
    /// # Errors
    /// What keeps the table from being read so far.
    pub fn look(&self, take: &mut dyn FnMut(&Record<'_>) -> ControlFlow<()>) -> Result<(), Fault> {
        match &self.0 {
            Format::Text(text) => text.look(take),
            Format::Sheet(sheet) => sheet.look(take),
            Format::Columns(columns) => columns.look(take),
        }
    }

    /// Shows all records below the headings in their order, on this thread, unless `watch` stops it.
    ///
    /// # Errors
    /// What keeps the table from being read; [`Fault::Stopped`] if `watch` says so.
    pub fn all(&self, watch: &dyn Watch, take: &mut dyn FnMut(&Record<'_>)) -> Result<(), Fault> {
        let mut stopped = false;
        self.look(&mut |record| {
            take(record);
            stopped = watch.stopped();
            if stopped { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
        if stopped { Err(Fault::Stopped) } else { Ok(()) }
    }

    /// Shows each record below the headings to one of the lanes, on as many threads as there are lanes, and gives the lanes
    /// back. `watch` is told of the bytes of the source that were read; its stage is the caller's to begin.
    ///
    /// # Errors
    /// What keeps the table from being read, or the first fault that a lane finds; [`Fault::Stopped`] if `watch` says so.
    pub fn each<L: Lane>(&self, lanes: Vec<L>, watch: &dyn Watch) -> Result<Vec<L>, Fault> {
        match &self.0 {
            Format::Text(text) => text.each(lanes, watch),
            Format::Sheet(sheet) => sheet.each(lanes, watch),
            Format::Columns(columns) => columns.each(lanes, watch),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::source::InMemory;
    use crate::model::watch::Unwatched;

    /// Adds up what is written in the second column.
    #[derive(Default)]
    struct Sum(u64);

    impl Lane for Sum {
        fn take(&mut self, record: &Record<'_>) -> Result<(), Fault> {
            if let [_, Cell::Text(text)] = record.cells {
                self.0 += text.parse::<u64>().unwrap();
            }
            Ok(())
        }
    }

    #[test]
    fn a_table_is_looked_at_and_read() {
        let rows = (0..300_000).flat_map(|row| format!("{row};{}\n", row % 7).into_bytes());
        let source = InMemory(b"client;amount\n".iter().copied().chain(rows).collect());
        let table = open(&source, &Layout::default(), &|_| true).unwrap();
        assert_eq!(table.headings(), ["client", "amount"]);
        let mut seen = 0;
        table
            .look(&mut |_| {
                seen += 1;
                ControlFlow::Continue(())
            })
            .unwrap();
        assert_eq!(seen, 300_000);
        let lanes = table.each(vec![Sum::default(), Sum::default()], &Unwatched).unwrap();
        assert_eq!(
            lanes.iter().map(|lane| lane.0).sum::<u64>(),
            (0..300_000_u64).map(|row| row % 7).sum::<u64>()
        );
    }
}
