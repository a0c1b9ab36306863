//! A block of a text -> its records.

use super::cell::{Cell, Record};
use super::lines::line_ends;
use memchr::{memchr, memchr_iter, memchr3_iter};
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
                        take(&Record { line, cells: cells.fitted(), torn_lines: 0 })?;
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
                let end = reader.position().byte() as usize - before.len();
                let torn_lines = torn_lines(&bytes[begin..end], self.delimiter);
                take(&Record { line, cells: cells.fitted(), torn_lines })?;
            }
            spare = cells.emptied();
        }
    }
}

/// The lines of a record if it takes several, and text stands behind a quote that closes in one of them.
fn torn_lines(record: &[u8], delimiter: u8) -> u64 {
    let record = record.trim_ascii_end();
    let lines = line_ends(record) + 1;
    if lines == 1 {
        return 0;
    }
    let mut rest = record;
    loop {
        if let Some(quoted) = rest.strip_prefix(b"\"") {
            let mut quotes = memchr_iter(b'"', quoted).peekable();
            let closing = loop {
                match quotes.next() {
                    Some(quote) if quotes.next_if_eq(&(quote + 1)).is_some() => {}
                    other => break other,
                }
            };
            let Some(closing) = closing else { return 0 };
            rest = &quoted[closing + 1..];
            // Blanks alone do no harm; a tab may part cells.
            if rest.iter().find(|next| **next != b' ').is_some_and(|next| *next != delimiter) {
                return lines;
            }
        }
        match memchr(delimiter, rest) {
            Some(end) => rest = &rest[end + 1..],
            None => return 0,
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Found = Vec<(u64, Vec<String>)>;

    fn keep(found: &mut Found) -> impl FnMut(&Record<'_>) -> ControlFlow<()> {
        |record| {
            let text = |cell: &Cell<'_>| match cell {
                Cell::Text(text) => (*text).to_owned(),
                _ => String::new(),
            };
            found.push((record.line, record.cells.iter().map(text).collect()));
            ControlFlow::Continue(())
        }
    }

    fn records(text: &str, columns: usize) -> Found {
        let mut found = Vec::new();
        let _ = Written { text, line: 1, delimiter: b';', columns }.records(&mut keep(&mut found));
        found
    }

    fn of(expected: &[(u64, &[&str])]) -> Found {
        expected
            .iter()
            .map(|(line, cells)| (*line, cells.iter().map(|cell| (*cell).to_owned()).collect()))
            .collect()
    }

    #[test]
    fn cells_are_trimmed_and_blank_lines_are_no_records() {
        let text = "\r\n 1 ;\u{a0}2\t\r\n\r  \n;\nx;y";
        assert_eq!(records(text, 2), of(&[(2, &["1", "2"]), (5, &["", ""]), (6, &["x", "y"])]));
        let quoted = format!("{text}\n\"\"\n\"a\nb\";\"c;\"\"\"\nd");
        let below = of(&[(7, &[""]), (8, &["a\nb", "c;\""]), (10, &["d"])]);
        assert_eq!(records(&quoted, 2), [records(text, 2), below].concat());
    }

    #[test]
    fn empty_cells_beyond_the_headings_are_left_out_and_others_are_not() {
        for quote in ["", "\"\"\n"] {
            let first = |text: &str| records(&format!("{text}\n{quote}"), 2)[0].1.join("/");
            assert_eq!(first("1;2;"), "1/2");
            assert_eq!(first("1;2; ;;"), "1/2");
            assert_eq!(first("1;2;;3"), "1/2//3");
            assert_eq!(first("1"), "1");
            let far = format!("1;2{};3", ";".repeat(1000));
            assert_eq!(records(&format!("{far}\n{quote}"), 2)[0].1.len(), 2 + SURPLUS);
            assert_eq!(first(far.trim_end_matches('3')), "1/2");
        }
    }

    #[test]
    fn lines_that_stray_quotes_hold_together_are_told() {
        let torn = |text: &str| {
            let mut found = Vec::new();
            let _ = Written { text, line: 1, delimiter: b'\t', columns: 3 }.records(&mut |record| {
                found.push((record.line, record.torn_lines));
                ControlFlow::<()>::Continue(())
            });
            found
        };
        assert_eq!(torn("1\t\"a\t2\n3\tb\t4\r\n5\t\"c\t6\n7\td\t8\n"), [(1, 3), (4, 0)]);
        assert_eq!(torn("\n\"a\"\"\n\"b\t\t\n"), [(2, 2)]);
        for whole in
            ["\"a\nb\"\t\t", "\"a\nb\"  \t\"\"", "x\"\t\"a\n\"\"b\"\"\"\tc", "\"a\"b\tc", "\"a\n\" \r\n"]
        {
            assert_eq!(torn(whole), [(1, 0)], "{whole:?}");
        }
    }

    #[test]
    fn nothing_is_shown_behind_a_break() {
        for text in ["a\nb", "\"a\"\nb"] {
            let mut seen = 0;
            let flow = Written { text, line: 1, delimiter: b',', columns: 1 }.records(&mut |_| {
                seen += 1;
                ControlFlow::Break(seen)
            });
            assert_eq!((flow, seen), (ControlFlow::Break(1), 1));
        }
    }

    proptest! {
        #[test]
        fn a_text_without_quotes_is_read_as_one_with_them(text in "[a я;\u{feff}\r\n\t]{0,60}", columns in 1..4_usize) {
            let written = Written { text: &text, line: 7, delimiter: b';', columns };
            let (mut plain, mut quoted) = (Vec::new(), Vec::new());
            let _ = written.plain(&mut keep(&mut plain));
            let _ = written.quoted(&mut keep(&mut quoted));
            prop_assert_eq!(plain, quoted);
        }
    }
}
