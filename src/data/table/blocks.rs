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
    /// What keeps more from being read; told when the records before it are given.
    fault: Option<Fault>,
    line: u64,
}

impl<F: Flow> Blocks<F> {
    /// The blocks of what flows, which begins with such a line.
    pub(super) fn new(flow: F, delimiter: u8, line: u64, sizes: Sizes) -> Self {
        let buffer = Vec::new();
        Self { flow, delimiter, sizes, buffer, seen: 0, quote: None, cut: 0, ended: false, fault: None, line }
    }

    /// The next block; none at the end.
    pub(super) fn next(&mut self) -> Result<Option<Block>, Fault> {
        loop {
            let last = self.ended || self.fault.is_some();
            if self.cut > 0 && (self.buffer.len() >= self.sizes.block || last) {
                return Ok(Some(self.give()));
            }
            if let Some(fault) = self.fault.take() {
                return Err(fault);
            }
            if self.ended {
                return if self.buffer.is_empty() { Ok(None) } else { Err(self.endless()) };
            }
            // One byte more than may be tells a record that is too long, another one what follows a carriage return.
            let room = self.sizes.record_most + 2 - self.buffer.len().min(self.sizes.record_most + 2);
            if self.cut == 0 && room == 0 {
                return Err(self.endless());
            }
            self.fill(self.sizes.block.clamp(1, room.max(1)));
            self.look();
        }
    }

    /// Reads so many bytes more, unless the text ends before.
    fn fill(&mut self, count: usize) {
        let known = self.buffer.len();
        self.buffer.resize(known + count, 0);
        let mut filled = known;
        while filled < self.buffer.len() && !self.ended && self.fault.is_none() {
            match self.flow.read(&mut self.buffer[filled..]) {
                Ok(0) => self.ended = true,
                Ok(read) => filled += read,
                Err(fault) => self.fault = Some(fault),
            }
        }
        self.buffer.truncate(filled);
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::VecDeque;

    /// Pieces of a text, and perhaps a fault behind them.
    struct Pieces<'t>(VecDeque<&'t [u8]>, Option<Fault>);

    impl Flow for Pieces<'_> {
        fn read(&mut self, into: &mut [u8]) -> Result<usize, Fault> {
            let Some(piece) = self.0.front_mut() else { return self.1.take().map_or(Ok(0), Err) };
            let count = piece.len().min(into.len());
            into[..count].copy_from_slice(&piece[..count]);
            *piece = &piece[count..];
            if piece.is_empty() {
                self.0.pop_front();
            }
            Ok(count)
        }
    }

    /// The blocks of a text with their lines, and the fault at its end.
    fn blocks(text: &str, block: usize) -> (Vec<(u64, String)>, Option<Fault>) {
        let flow = Pieces(text.as_bytes().chunks(3).collect(), None);
        let mut blocks = Blocks::new(flow, b',', 1, Sizes { block, record_most: 40 });
        let mut found = Vec::new();
        loop {
            match blocks.next() {
                Ok(Some(block)) => found.push((block.line, String::from_utf8(block.bytes).unwrap())),
                Ok(None) => return (found, None),
                Err(fault) => return (found, Some(fault)),
            }
        }
    }

    fn pieces(text: &str) -> Vec<(u64, String)> {
        let (found, fault) = blocks(text, 1);
        assert!(fault.is_none(), "{text}: {fault:?}");
        found
    }

    fn of(expected: &[(u64, &str)]) -> Vec<(u64, String)> {
        expected.iter().map(|(line, text)| (*line, (*text).to_owned())).collect()
    }

    #[test]
    fn blocks_end_with_records_and_know_their_lines() {
        assert_eq!(pieces("a\nb\n"), of(&[(1, "a\n"), (2, "b\n")]));
        assert_eq!(pieces("a\r\nb"), of(&[(1, "a\r\n"), (2, "b")]));
        assert_eq!(pieces("a\rb\r"), of(&[(1, "a\r"), (2, "b\r")]));
        assert_eq!(pieces("1,\"a\n\"\"b\"\nc"), of(&[(1, "1,\"a\n\"\"b\"\n"), (3, "c")]));
        assert_eq!(pieces(""), of(&[]));
        let (whole, _) = blocks("a\nb\nc", 1000);
        assert_eq!(whole, of(&[(1, "a\nb\nc")]));
    }

    #[test]
    fn a_quote_inside_a_cell_is_a_letter() {
        assert_eq!(pieces("1,5\" pipe\nb\n"), of(&[(1, "1,5\" pipe\n"), (2, "b\n")]));
        assert_eq!(pieces("\"a\"b\"\nc\n"), of(&[(1, "\"a\"b\"\n"), (2, "c\n")]));
    }

    #[test]
    fn a_quote_that_stays_open_is_told_with_its_line() {
        let text = "a,b\n1,2\n\"x\n\",\"y\nz";
        for size in [1, 3, 30] {
            let (found, fault) = blocks(text, size);
            assert!(matches!(fault, Some(Fault::OpenQuote { line: 4 })), "{fault:?}");
            let given: String = found.into_iter().map(|(_, text)| text).collect();
            assert_eq!(given, "a,b\n1,2\n");
        }
    }

    #[test]
    fn records_may_be_so_long_and_no_longer() {
        let exact = format!("a\n{}\nb", "0".repeat(40));
        let longer = format!("a\n{}\nb", "0".repeat(42));
        for size in [1, 7, 40] {
            let (found, fault) = blocks(&exact, size);
            assert!(fault.is_none(), "{fault:?}");
            assert_eq!(found.into_iter().map(|(_, text)| text).collect::<String>(), exact);
            let (_, fault) = blocks(&longer, size);
            assert!(matches!(fault, Some(Fault::LineTooLong { line: 2, most_bytes: 40 })), "{fault:?}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_told_behind_the_records_before_it() {
        let fault = Fault::Unreadable { message: "gone".to_owned() };
        let flow = Pieces([&b"a\nb\nc"[..]].into(), Some(fault));
        let mut blocks = Blocks::new(flow, b',', 1, Sizes::default());
        assert_eq!(blocks.next().unwrap().map(|block| block.bytes), Some(b"a\nb\n".to_vec()));
        assert!(matches!(blocks.next(), Err(Fault::Unreadable { .. })));
    }

    #[test]
    fn an_endless_line_takes_no_more_memory_than_the_longest() {
        struct Endless;
        impl Flow for Endless {
            fn read(&mut self, into: &mut [u8]) -> Result<usize, Fault> {
                into.fill(b'x');
                Ok(into.len())
            }
        }
        let mut blocks = Blocks::new(Endless, b',', 1, Sizes::default());
        assert!(matches!(blocks.next(), Err(Fault::LineTooLong { line: 1, .. })));
        assert_eq!(blocks.buffer.len(), Sizes::default().record_most + 2);
    }
}
