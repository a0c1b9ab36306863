//! A block of a text -> its records.

use super::cell::{Cell, Record};
use super::lines::line_ends;
use memchr::{memchr, memchr3_iter};
use std::io::Read;
use std::ops::ControlFlow;

/// Cells beyond the headings' number that are kept of a record. It has too many; nobody asks by how many thousands.
const SURPLUS: usize = 64;

/// What is written in a block, and how.
#[derive(Debug, Clone, Copy)]
pub(super) struct Written<'b> {
    /// Whole records.
    pub(super) text: &'b str,
    /// The line they begin with.
    pub(super) line: u64,
    /// What stands between cells, a character of ASCII.
    pub(super) delimiter: u8,
    /// How many headings there are; empty cells beyond them are left out at the end of a record.
    pub(super) columns: usize,
}

impl Written<'_> {
    /// Hands out the records, in their order, until it is enough.
    pub(super) fn records<B>(self, take: &mut impl FnMut(&Record<'_>) -> ControlFlow<B>) -> ControlFlow<B> {
        if memchr(b'"', self.text.as_bytes()).is_some() { self.quoted(take) } else { self.plain(take) }
    }

    /// The records of a text without a quote: cells and lines end where they seem to.
    fn plain<B>(self, take: &mut impl FnMut(&Record<'_>) -> ControlFlow<B>) -> ControlFlow<B> {
        let bytes = self.text.as_bytes();
        let mut cells = Cells::new(self.columns);
        let (mut begin, mut line) = (0, self.line);
        for end in memchr3_iter(self.delimiter, b'\n', b'\r', bytes).chain([bytes.len()]) {
            match bytes.get(end) {
                Some(b'\n') if end == begin && end > 0 && bytes[end - 1] == b'\r' => {
                    begin = end + 1;
                    continue;
                }
                Some(byte) if *byte == self.delimiter => cells.push(&self.text[begin..end]),
                _ => {
                    cells.push(&self.text[begin..end]);
                    if !cells.are_of_blank_line() {
                        take(&Record { line, cells: cells.fitted() })?;
                    }
                    cells.clear();
                    line += 1;
                }
            }
            begin = end + 1;
        }
        ControlFlow::Continue(())
    }

    /// The records of a text with quotes in it.
    fn quoted<B>(self, take: &mut impl FnMut(&Record<'_>) -> ControlFlow<B>) -> ControlFlow<B> {
        let bytes = self.text.as_bytes();
        // A mark of UTF-8 at the beginning of a block is a letter; behind the end of a line the reader takes it so.
        let before = b"\n";
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.delimiter)
            .buffer_capacity((64 << 10).min(bytes.len() + 1))
            .from_reader(before.chain(bytes));
        let mut record = csv::StringRecord::new();
        let (mut counted, mut line) = (0, self.line);
        let mut spare = Cells::new(self.columns);
        loop {
            let place = (reader.position().byte() as usize).saturating_sub(before.len());
            let more = reader.read_record(&mut record);
            if !more.expect("a text in memory, with records of any length, has no fault") {
                return ControlFlow::Continue(());
            }
            let begin =
                place + bytes[place..].iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
            line += line_ends(&bytes[counted..begin]);
            counted = begin;
            let mut cells = spare;
            record.iter().for_each(|cell| cells.push(cell));
            if !cells.are_of_blank_line() || bytes[begin] == b'"' {
                take(&Record { line, cells: cells.fitted() })?;
            }
            spare = cells.emptied();
        }
    }
}

/// The cells of a record, as they come.
struct Cells<'t> {
    list: Vec<Cell<'t>>,
    columns: usize,
    /// Whether a cell that is not kept holds something.
    more: bool,
}

impl<'t> Cells<'t> {
    fn new(columns: usize) -> Self {
        Self { list: Vec::new(), columns, more: false }
    }

    fn push(&mut self, text: &'t str) {
        let cell = cell(text);
        if self.list.len() < self.columns.saturating_add(SURPLUS) {
            self.list.push(cell);
        } else {
            self.more |= cell != Cell::Empty;
        }
    }

    fn are_of_blank_line(&self) -> bool {
        matches!(self.list[..], [Cell::Empty])
    }

    /// The cells, without empty ones behind the last heading if nothing else is there.
    fn fitted(&self) -> &[Cell<'t>] {
        let surplus = self.list.get(self.columns..).unwrap_or_default();
        let blank = !self.more && surplus.iter().all(|cell| *cell == Cell::Empty);
        if blank { &self.list[..self.columns.min(self.list.len())] } else { &self.list }
    }

    fn clear(&mut self) {
        self.list.clear();
        self.more = false;
    }

    /// The same place for cells of another text.
    fn emptied<'u>(mut self) -> Cells<'u> {
        self.clear();
        // An empty list keeps its memory when it is collected from itself.
        let list = self.list.into_iter().map(|_| Cell::Empty).collect();
        Cells { list, columns: self.columns, more: false }
    }
}

/// A cell of a text, without blanks around it.
fn cell(text: &str) -> Cell<'_> {
    let tight = match text.as_bytes() {
        [] => return Cell::Empty,
        [only] => only.is_ascii_graphic(),
        [first, .., last] => first.is_ascii_graphic() && last.is_ascii_graphic(),
    };
    match if tight { text } else { text.trim() } {
        "" => Cell::Empty,
        text => Cell::Text(text),
    }
}
