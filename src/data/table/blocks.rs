//! A text -> blocks of whole records, cut without knowing more of them than where quotes open and close.

use super::flow::Flow;
use super::lines::{is_line_end, line_ends};
use crate::data::fault::Fault;
use memchr::{memchr, memrchr2};

/// How large blocks are, and how long a record may be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sizes {
    /// Bytes of a block, more or less a record.
    pub(super) block: usize,
    /// Bytes of a record at most.
    pub(super) record_most: usize,
}

impl Default for Sizes {
    fn default() -> Self {
        Self { block: 1 << 20, record_most: 16 << 20 }
    }
}

/// Some whole records.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// The line it begins with.
    pub(super) line: u64,
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
}

/// The blocks of a text.
pub(super) struct Blocks<F> {
    flow: F,
    delimiter: u8,
    sizes: Sizes,
    /// From the beginning of a record.
    buffer: Vec<u8>,
    /// How many bytes of it were looked at, and what was seen.
    seen: usize,
    /// The quote that is open there.
    quote: Option<usize>,
    /// Where the last record ends that is known to.
    cut: usize,
    ended: bool,
    line: u64,
}

impl<F: Flow> Blocks<F> {
    /// The blocks of what flows, which begins with such a line.
    pub(super) fn new(flow: F, delimiter: u8, line: u64, sizes: Sizes) -> Self {
        let buffer = Vec::new();
        Self { flow, delimiter, sizes, buffer, seen: 0, quote: None, cut: 0, ended: false, line }
    }

    /// The next block; none at the end.
    pub(super) fn next(&mut self) -> Result<Option<Block>, Fault> {
        loop {
            if self.cut > 0 && (self.buffer.len() >= self.sizes.block || self.ended) {
                return Ok(Some(self.give()));
            }
            if self.ended {
                return if self.buffer.is_empty() { Ok(None) } else { Err(self.endless()) };
            }
            // One byte more than may be tells a record that is too long, another one what follows a carriage return.
            let room = self.sizes.record_most + 2 - self.buffer.len().min(self.sizes.record_most + 2);
            if self.cut == 0 && room == 0 {
                return Err(self.endless());
            }
            self.fill(self.sizes.block.max(1).min(room.max(1)))?;
            self.look();
        }
    }

    /// Reads so many bytes more, unless the text ends before.
    fn fill(&mut self, count: usize) -> Result<(), Fault> {
        let known = self.buffer.len();
        self.buffer.resize(known + count, 0);
        let mut filled = known;
        while filled < self.buffer.len() && !self.ended {
            match self.flow.read(&mut self.buffer[filled..])? {
                0 => self.ended = true,
                read => filled += read,
            }
        }
        self.buffer.truncate(filled);
        Ok(())
    }

    /// Looks at the bytes that were not looked at, for quotes and for the end of the last record.
    fn look(&mut self) {
        // What comes after a carriage return decides whether the line ends with it.
        let known = self.buffer.len() - usize::from(!self.ended && self.buffer.last() == Some(&b'\r'));
        while self.seen < known {
            let next = memchr(b'"', &self.buffer[self.seen..known]).map(|place| self.seen + place);
            if self.quote.is_some() {
                let Some(place) = next else {
                    self.seen = known;
                    break;
                };
                match self.buffer.get(place + 1) {
                    Some(b'"') => self.seen = place + 2,
                    None if !self.ended => {
                        self.seen = place;
                        break;
                    }
                    _ => (self.quote, self.seen) = (None, place + 1),
                }
            } else {
                let until = next.unwrap_or(known);
                if let Some(end) = memrchr2(b'\n', b'\r', &self.buffer[self.seen..until]) {
                    self.cut = self.seen + end + 1;
                }
                self.seen = next.map_or(known, |place| place + 1);
                self.quote = next.filter(|place| self.opens(*place));
            }
        }
        if self.ended && self.quote.is_none() {
            self.cut = self.buffer.len();
        }
    }

    /// Whether a quote outside quotes opens a cell, and is no letter of one.
    fn opens(&self, place: usize) -> bool {
        let before = place.checked_sub(1).map(|before| self.buffer[before]);
        before.is_none_or(|before| before == self.delimiter || is_line_end(before))
    }

    /// Cuts off the records that are known to end.
    fn give(&mut self) -> Block {
        let mut rest = Vec::with_capacity(self.buffer.len() - self.cut + self.sizes.block);
        rest.extend_from_slice(&self.buffer[self.cut..]);
        self.buffer.truncate(self.cut);
        let bytes = std::mem::replace(&mut self.buffer, rest);
        let block = Block { line: self.line, bytes };
        self.line += line_ends(&block.bytes);
        self.seen -= self.cut;
        self.quote = self.quote.map(|place| place - self.cut);
        self.cut = 0;
        block
    }

    /// Why the record that the buffer begins with has no end.
    fn endless(&self) -> Fault {
        match self.quote {
            Some(place) => Fault::OpenQuote { line: self.line + line_ends(&self.buffer[..place]) },
            None => Fault::LineTooLong { line: self.line, most_bytes: self.sizes.record_most as u64 },
        }
    }
}
