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
    let name = |(place, cell): (usize, &Cell<'_>)| match cell {
        Cell::Text(text) => (*text).to_owned(),
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
