//! Texts: bytes -> what is compressed in them -> UTF-8 -> blocks of whole records -> records.

use super::blocks::{Block, Blocks, Sizes};
use super::cell::{Lane, Record};
use super::encoding::{self, Decision, Start, Taken};
use super::flow::{Peek, Progress};
use super::headings::{AreHeadings, Headings, Search};
use super::layout::Layout;
use super::records::Written;
use super::utf16::Utf16;
use super::{compression, delimiter, lanes};
use crate::data::fault::Fault;
use crate::data::source::Source;
use crate::model::watch::Watch;
use std::ops::ControlFlow;
use std::rc::Rc;
use std::sync::OnceLock;

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
    headings: Headings,
    /// How it was encoded, once all of it was read.
    encoding: OnceLock<&'static str>,
}

impl<'s> Text<'s> {
    /// Reads the headings. Where nobody says what stands between cells, the likeliest that makes them of a record does.
    pub(super) fn open(
        source: &'s dyn Source,
        layout: &Layout,
        are_headings: AreHeadings<'_>,
        sizes: Sizes,
    ) -> Result<Self, Fault> {
        let mut head = Head::begin(source, layout)?;
        let delimiters = head.delimiters()?;
        let mut first = None;
        for delimiter in delimiters {
            let mut search = Search::new(are_headings);
            let found = Self::search(Head::begin(source, layout)?, delimiter, sizes, &mut search);
            if let Err(fault) = found {
                // What cannot be read as it most likely is cannot be read; the less likely is only tried.
                if first.is_none() {
                    return Err(fault);
                }
                continue;
            }
            let has_found = search.has_found();
            let headings = search.end().ok_or(Fault::Empty)?;
            if has_found {
                first = Some((delimiter, headings));
                break;
            }
            first.get_or_insert((delimiter, headings));
        }
        let (delimiter, headings) = first.ok_or(Fault::Empty)?;
        if headings.names.len() > COLUMNS_MOST {
            return Err(Fault::TooManyColumns { most: COLUMNS_MOST as u64 });
        }
        Ok(Self { source, layout: layout.clone(), sizes, delimiter, headings, encoding: OnceLock::new() })
    }

    fn search(head: Head, delimiter: u8, sizes: Sizes, search: &mut Search<'_>) -> Result<(), Fault> {
        let mut reading = head.read(delimiter, sizes)?;
        while let Some((piece, _)) = reading.next()? {
            if piece.records(delimiter, COLUMNS_MOST, &mut |record| search.look(record))?.is_break() {
                break;
            }
        }
        Ok(())
    }

    pub(super) fn headings(&self) -> &Headings {
        &self.headings
    }

    /// How it is encoded; what is ASCII alone is UTF-8 too. It is known once all of it was read.
    pub(super) fn encoding(&self) -> Option<&'static str> {
        self.encoding.get().copied()
    }

    /// Shows the records in their order, on this thread, until it is enough.
    pub(super) fn look(&self, take: &mut dyn FnMut(&Record<'_>) -> ControlFlow<()>) -> Result<(), Fault> {
        let mut reading = Head::begin(self.source, &self.layout)?.read(self.delimiter, self.sizes)?;
        while let Some((piece, _)) = reading.next()? {
            if self.records(piece, &mut *take)?.is_break() {
                break;
            }
        }
        Ok(())
    }

    /// Shows each record to one of the lanes.
    pub(super) fn each<L: Lane>(&self, lanes: Vec<L>, watch: &dyn Watch) -> Result<Vec<L>, Fault> {
        let mut reading = Head::begin(self.source, &self.layout)?.read(self.delimiter, self.sizes)?;
        let read = |piece: Piece, lane: &mut L| {
            let take = |record: &Record<'_>| match lane.take(record) {
                Ok(()) => ControlFlow::Continue(()),
                Err(fault) => ControlFlow::Break(fault),
            };
            self.records(piece, take).unwrap_or_else(ControlFlow::Break)
        };
        let lanes = lanes::each(|| reading.next(), read, lanes, watch)?;
        let _ = self.encoding.set(reading.encoding());
        Ok(lanes)
    }

    /// The records of a piece below the headings.
    fn records<B>(
        &self,
        piece: Piece,
        mut take: impl FnMut(&Record<'_>) -> ControlFlow<B>,
    ) -> Result<ControlFlow<B>, Fault> {
        piece.records(self.delimiter, self.headings.names.len(), &mut |record| {
            if record.line <= self.headings.line { ControlFlow::Continue(()) } else { take(record) }
        })
    }
}

/// A text that is opened.
struct Head {
    flow: Peek<'static>,
    decision: Decision,
    is_utf16: bool,
    progress: Rc<Progress>,
    /// What stands between cells, where someone says so.
    said: Option<u8>,
}

impl Head {
    fn begin(source: &dyn Source, layout: &Layout) -> Result<Self, Fault> {
        let said = layout.delimiter.map(delimiter::check).transpose()?;
        let (mut flow, progress) = compression::open(source)?;
        let start = encoding::begin(&mut flow, layout.encoding)?;
        let is_utf16 = matches!(start, Start::Utf16 { .. });
        // Whoever says how a text is encoded knows that it is one.
        if !is_utf16 && layout.encoding.is_none() && encoding::is_no_text(flow.peek(encoding::TEXT_START)?) {
            return Err(Fault::NoText);
        }
        let (flow, decision) = match start {
            Start::Bytes(decision) => (flow, decision),
            Start::Utf16 { big_endian } => {
                (Peek::new(Box::new(Utf16::new(flow, big_endian))), Decision::UTF_8)
            }
        };
        Ok(Self { flow, decision, is_utf16, progress, said })
    }

    /// What may stand between cells, the likeliest first.
    fn delimiters(&mut self) -> Result<Vec<u8>, Fault> {
        let head = self.flow.peek(HEAD)?;
        let said = self.said.or_else(|| delimiter::said(head).map(|(delimiter, _)| delimiter));
        Ok(said.map_or_else(|| delimiter::ranked(head, head.len() < HEAD), |said| vec![said]))
    }

    fn read(mut self, delimiter: u8, sizes: Sizes) -> Result<Reading, Fault> {
        let mut line = 1;
        if let Some((_, bytes)) = delimiter::said(self.flow.peek(HEAD)?) {
            self.flow.skip(bytes);
            line += 1;
        }
        let Self { flow, decision, is_utf16, progress, .. } = self;
        Ok(Reading {
            blocks: Blocks::new(flow, delimiter, line, sizes),
            decision,
            is_utf16,
            progress,
            told: 0,
        })
    }
}

/// A text that is being read.
struct Reading {
    blocks: Blocks<Peek<'static>>,
    decision: Decision,
    is_utf16: bool,
    progress: Rc<Progress>,
    /// The bytes of the source that were told of.
    told: u64,
}

impl Reading {
    /// How it is encoded, as far as it was read.
    fn encoding(&self) -> &'static str {
        if self.is_utf16 { encoding::UTF_16 } else { self.decision.name() }
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
        Ok(Text::open(&source, layout, &|_| true, Sizes::default())?.headings().names.clone())
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
    fn headings_that_are_wanted_tell_what_parts_them() {
        let of = |text: &str| {
            let source = InMemory(text.as_bytes().to_vec());
            let are = |names: &[String]| names.starts_with(&["client".to_owned(), "date".to_owned()]);
            let table = Text::open(&source, &Layout::default(), &are, Sizes::default()).unwrap();
            let mut lines = Vec::new();
            let looked = table.look(&mut |record| {
                lines.push((record.line, record.cells.len()));
                ControlFlow::Continue(())
            });
            looked.unwrap();
            (char::from(table.delimiter), table.headings().line, lines)
        };
        // By their commas alone all lines of the first one are alike.
        let title = "Orders, returns\nall, of 2024\nclient;date;amount, EUR\n1;2;3,50\n4;5;6,70\n";
        assert_eq!(of(title), (';', 3, vec![(4, 3), (5, 3)]));
        assert_eq!(of("Orders\n\n\nclient\tdate\n1\t2\n"), ('\t', 4, vec![(5, 2)]));
        assert_eq!(of("client,date\n1,a;b;c\n2,a;b;c\n"), (',', 1, vec![(2, 2), (3, 2)]));
        assert_eq!(of("neither,nor\n1,2\n"), (',', 1, vec![(2, 2)]));
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
        let sizes = Sizes { block: 1, record_most: 100 };
        let text = Text::open(&source, &Layout::default(), &|_| true, sizes).unwrap();
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
                return Err(Fault::OpenQuote { line: record.line });
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
        let sizes = Sizes { block: 100, record_most: 100 };
        let text = Text::open(&source, &Layout::default(), &|_| true, sizes).unwrap();
        for lanes in 1..5 {
            let with = |from| (0..lanes).map(|_| Picky(from, 0)).collect();
            let found = text.each(with(500), &Unwatched).map(|lanes| lanes.len());
            assert!(matches!(found, Err(Fault::OpenQuote { line: 500 })), "{found:?}");
            let bytes = Bytes::default();
            let all = text.each(with(u64::MAX), &bytes).unwrap();
            assert_eq!(all.iter().map(|lane| lane.1).sum::<u64>(), 999);
            assert_eq!(bytes.0.into_inner(), source.length());
        }
    }
}
