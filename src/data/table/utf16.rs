//! UTF-16 -> UTF-8, piece by piece.

use super::encoding::UTF_16;
use super::flow::Flow;
use super::lines::line_ends;
use crate::data::fault::Fault;
use encoding_rs::{Decoder, DecoderResult, UTF_16BE, UTF_16LE};

/// Bytes that are read at a time.
const PIECE: usize = 64 << 10;

/// A flow of UTF-16 as one of UTF-8.
pub(super) struct Utf16<F> {
    flow: F,
    decoder: Decoder,
    /// What was read and is not decoded yet.
    raw: Vec<u8>,
    /// What is decoded, and how much of it was given away.
    text: Vec<u8>,
    given: usize,
    /// Lines that ended in what was given away, and whether it ended between both marks of an end.
    lines: u64,
    after_return: bool,
    ended: bool,
    broken: bool,
}

impl<F: Flow> Utf16<F> {
    pub(super) fn new(flow: F, big_endian: bool) -> Self {
        let encoding = if big_endian { UTF_16BE } else { UTF_16LE };
        let decoder = encoding.new_decoder_without_bom_handling();
        let (raw, text) = (Vec::new(), Vec::new());
        Self {
            flow,
            decoder,
            raw,
            text,
            given: 0,
            lines: 0,
            after_return: false,
            ended: false,
            broken: false,
        }
    }

    /// Decodes the next piece into `text`, all of which was given away.
    fn decode(&mut self) -> Result<(), Fault> {
        self.count();
        self.raw.resize(PIECE, 0);
        let read = self.flow.read(&mut self.raw)?;
        self.ended = read == 0;
        // A unit of two bytes becomes three at most; some more are the decoder's to ask for.
        self.text.resize(2 * PIECE, 0);
        let raw = &self.raw[..read];
        let (result, _, written) =
            self.decoder.decode_to_utf8_without_replacement(raw, &mut self.text, self.ended);
        self.text.truncate(written);
        self.broken = !matches!(result, DecoderResult::InputEmpty);
        Ok(())
    }

    /// Counts the lines of what was given away, and forgets it.
    fn count(&mut self) {
        let Some(last) = self.text.last() else { return };
        self.lines += line_ends(&self.text);
        // What seemed to end a line by itself was half of an end.
        self.lines -= u64::from(self.after_return && self.text.first() == Some(&b'\n'));
        self.after_return = *last == b'\r';
        self.text.clear();
        self.given = 0;
    }
}

impl<F: Flow> Flow for Utf16<F> {
    fn read(&mut self, into: &mut [u8]) -> Result<usize, Fault> {
        while self.given == self.text.len() {
            if self.broken {
                self.count();
                return Err(Fault::MixedEncodings {
                    line: self.lines + 1,
                    taken_for: UTF_16,
                    looks_like: None,
                });
            }
            if self.ended {
                return Ok(0);
            }
            self.decode()?;
        }
        let count = into.len().min(self.text.len() - self.given);
        into[..count].copy_from_slice(&self.text[self.given..self.given + count]);
        self.given += count;
        Ok(count)
    }
}
