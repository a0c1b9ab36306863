//! Texts: bytes -> what is compressed in them -> UTF-8 -> blocks of whole records -> records.

use super::blocks::{Block, Blocks, Sizes};
use super::cell::{Cell, Lane, Record};
use super::encoding::{self, Decision, Start, Taken};
use super::flow::{Peek, Progress};
use super::layout::Layout;
use super::records::Written;
use super::utf16::Utf16;
use super::{compression, delimiter, lanes};
use crate::data::fault::Fault;
use crate::data::source::Source;
use crate::model::watch::Watch;
use std::ops::ControlFlow;
use std::rc::Rc;

/// Bytes in which the delimiter is looked for.
const HEAD: usize = 64 << 10;
/// Columns of a table at most: those of a sheet.
const COLUMNS_MOST: usize = 16_384;

/// A text whose headings are known.
pub(super) struct Text<'s> {
    source: &'s dyn Source,
    layout: Layout,
    sizes: Sizes,
    delimiter: u8,
    headings: Vec<String>,
    /// The line they stand in.
    headings_line: u64,
}

impl<'s> Text<'s> {
    /// Reads the headings.
    pub(super) fn open(source: &'s dyn Source, layout: &Layout, sizes: Sizes) -> Result<Self, Fault> {
        let mut reading = Reading::begin(source, layout, sizes)?;
        let delimiter = reading.delimiter;
        while let Some((piece, _)) = reading.next()? {
            let mut take = |record: &Record<'_>| ControlFlow::Break((record.line, headings(record)));
            if let ControlFlow::Break((headings_line, headings)) =
                piece.records(delimiter, COLUMNS_MOST, &mut take)?
            {
                let (layout, headings) = (layout.clone(), headings?);
                return Ok(Self { source, layout, sizes, delimiter, headings, headings_line });
            }
        }
        Err(Fault::Empty)
    }

    pub(super) fn headings(&self) -> &[String] {
        &self.headings
    }

    /// Shows the records in their order, on this thread, until it is enough.
    pub(super) fn look(&self, take: &mut dyn FnMut(&Record<'_>) -> ControlFlow<()>) -> Result<(), Fault> {
        let mut reading = Reading::begin(self.source, &self.layout, self.sizes)?;
        while let Some((piece, _)) = reading.next()? {
            if self.records(piece, &mut *take)?.is_break() {
                break;
            }
        }
        Ok(())
    }

    /// Shows each record to one of the lanes.
    pub(super) fn each<L: Lane>(&self, lanes: Vec<L>, watch: &dyn Watch) -> Result<Vec<L>, Fault> {
        let mut reading = Reading::begin(self.source, &self.layout, self.sizes)?;
        let read = |piece: Piece, lane: &mut L| {
            let take = |record: &Record<'_>| match lane.take(record) {
                Ok(()) => ControlFlow::Continue(()),
                Err(fault) => ControlFlow::Break(fault),
            };
            self.records(piece, take).unwrap_or_else(ControlFlow::Break)
        };
        lanes::each(|| reading.next(), read, lanes, watch)
    }

    /// The records of a piece below the headings.
    fn records<B>(
        &self,
        piece: Piece,
        mut take: impl FnMut(&Record<'_>) -> ControlFlow<B>,
    ) -> Result<ControlFlow<B>, Fault> {
        piece.records(self.delimiter, self.headings.len(), &mut |record| {
            if record.line == self.headings_line { ControlFlow::Continue(()) } else { take(record) }
        })
    }
}

/// The names of columns; those without one are called by their place.
fn headings(record: &Record<'_>) -> Result<Vec<String>, Fault> {
    if record.cells.len() > COLUMNS_MOST {
        return Err(Fault::TooManyColumns { most: COLUMNS_MOST as u64 });
    }
    // Files that were put together may hold a mark of UTF-8 behind that of the whole.
    let blank = |letter: char| letter == '\u{feff}' || letter.is_whitespace();
    let name = |(place, cell): (usize, &Cell<'_>)| match cell {
        Cell::Text(text) if !text.chars().all(blank) => text.trim_matches(blank).to_owned(),
        _ => format!("column {}", place + 1),
    };
    Ok(record.cells.iter().enumerate().map(name).collect())
}

/// A text that is being read.
struct Reading {
    blocks: Blocks<Peek<'static>>,
    decision: Decision,
    delimiter: u8,
    progress: Rc<Progress>,
    /// The bytes of the source that were told of.
    told: u64,
}

impl Reading {
    fn begin(source: &dyn Source, layout: &Layout, sizes: Sizes) -> Result<Self, Fault> {
        let said = layout.delimiter.map(delimiter::check).transpose()?;
        let (mut flow, progress) = compression::open(source)?;
        let (mut flow, decision) = match encoding::begin(&mut flow, layout.encoding)? {
            Start::Bytes(decision) => (flow, decision),
            Start::Utf16 { big_endian } => {
                (Peek::new(Box::new(Utf16::new(flow, big_endian))), Decision::UTF_8)
            }
        };
        let head = flow.peek(HEAD)?;
        let whole = head.len() < HEAD;
        let said_first = delimiter::said(head);
        let delimiter = said.or(said_first.map(|(delimiter, _)| delimiter));
        let delimiter = delimiter.unwrap_or_else(|| delimiter::find(head, whole));
        let mut line = 1;
        if let Some((_, bytes)) = said_first {
            flow.skip(bytes);
            line += 1;
        }
        Ok(Self { blocks: Blocks::new(flow, delimiter, line, sizes), decision, delimiter, progress, told: 0 })
    }

    /// The next piece, and how many bytes of the source it took.
    fn next(&mut self) -> Result<Option<(Piece, u64)>, Fault> {
        let Some(block) = self.blocks.next()? else { return Ok(None) };
        let taken = self.decision.of(&block.bytes);
        let bytes = self.progress.taken.get() - self.told;
        self.told += bytes;
        Ok(Some((Piece { block, taken }, bytes)))
    }
}

/// A block, and what its letters are taken for.
struct Piece {
    block: Block,
    taken: Taken,
}

impl Piece {
    fn records<B>(
        self,
        delimiter: u8,
        columns: usize,
        take: &mut impl FnMut(&Record<'_>) -> ControlFlow<B>,
    ) -> Result<ControlFlow<B>, Fault> {
        let line = self.block.line;
        let text = encoding::decode(self.block.bytes, line, self.taken)?;
        Ok(Written { text: &text, line, delimiter, columns }.records(take))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::source::InMemory;
    use crate::model::watch::{Stage, Unwatched};
    use std::sync::atomic::{AtomicU64, Ordering};

    fn headings_of(text: &str, layout: &Layout) -> Result<Vec<String>, Fault> {
        let source = InMemory(text.as_bytes().to_vec());
        Ok(Text::open(&source, layout, Sizes::default())?.headings().to_vec())
    }

    #[test]
    fn headings_are_the_first_record() {
        let of = |text| headings_of(text, &Layout::default()).unwrap();
        assert_eq!(of("\u{feff}\r\n\n \u{feff} client ; date\n1;2\n"), ["client", "date"]);
        assert_eq!(of("sep=|\nclient|a;b;c\n1|2\n"), ["client", "a;b;c"]);
        assert_eq!(of("\"a\nb\",,\" \",c,\n"), ["a\nb", "column 2", "column 3", "c", "column 5"]);
        assert_eq!(of("client"), ["client"]);
        let said = Layout { delimiter: Some(b':'), ..Layout::default() };
        assert_eq!(headings_of("sep=;\nclient;a:b\n", &said).unwrap(), ["client;a", "b"]);
    }

    #[test]
    fn a_text_without_a_record_is_empty() {
        for text in ["", "\u{feff}", "\n\r\n  \n", "sep=;", "sep=;\r\n"] {
            let found = headings_of(text, &Layout::default());
            assert!(matches!(found, Err(Fault::Empty)), "{text:?}: {found:?}");
        }
    }

    #[test]
    fn columns_beyond_number_and_impossible_delimiters_are_told() {
        let wide = headings_of(&"a,".repeat(COLUMNS_MOST + 1), &Layout::default());
        assert!(matches!(wide, Err(Fault::TooManyColumns { most: 16_384 })));
        for byte in [b'"', b'\n', b'\r', 0xd0] {
            let layout = Layout { delimiter: Some(byte), ..Layout::default() };
            let found = headings_of("a,b\n", &layout);
            assert!(matches!(found, Err(Fault::BadDelimiter { byte: of }) if of == byte), "{found:?}");
        }
    }

    #[test]
    fn whoever_looks_sees_so_many_records_as_are_asked_for() {
        let source = InMemory(b"a\n1\n2\n3\n\"open\n".to_vec());
        let text = Text::open(&source, &Layout::default(), Sizes { block: 1, record_most: 100 }).unwrap();
        let mut lines = Vec::new();
        let looked = text.look(&mut |record| {
            lines.push(record.line);
            if lines.len() == 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert!(looked.is_ok());
        assert_eq!(lines, [2, 3]);
        let looked = text.look(&mut |_| ControlFlow::Continue(()));
        assert!(matches!(looked, Err(Fault::OpenQuote { line: 5 })));
    }

    /// Finds fault with the records from a line on, and counts the others.
    struct Picky(u64, u64);

    impl Lane for Picky {
        fn take(&mut self, record: &Record<'_>) -> Result<(), Fault> {
            if record.line >= self.0 {
                return Err(Fault::NoHeadings { found: record.line.to_string() });
            }
            self.1 += 1;
            Ok(())
        }
    }

    /// Counts bytes.
    #[derive(Default)]
    struct Bytes(AtomicU64);

    impl Watch for Bytes {
        fn begin(&self, _: Stage, _: u64) {}
        fn advance(&self, units: u64) {
            self.0.fetch_add(units, Ordering::Relaxed);
        }
        fn stopped(&self) -> bool {
            false
        }
    }

    #[test]
    fn lanes_find_the_same_fault_and_bytes_are_counted_to_the_last() {
        let source = InMemory("client;date\n".repeat(1000).into_bytes());
        let text = Text::open(&source, &Layout::default(), Sizes { block: 100, record_most: 100 }).unwrap();
        for lanes in 1..5 {
            let with = |from| (0..lanes).map(|_| Picky(from, 0)).collect();
            let found = text.each(with(500), &Unwatched).map(|lanes| lanes.len());
            assert!(matches!(&found, Err(Fault::NoHeadings { found }) if found == "500"), "{found:?}");
            let bytes = Bytes::default();
            let all = text.each(with(u64::MAX), &bytes).unwrap();
            assert_eq!(all.iter().map(|lane| lane.1).sum::<u64>(), 999);
            assert_eq!(bytes.0.into_inner(), source.length());
        }
    }
}
