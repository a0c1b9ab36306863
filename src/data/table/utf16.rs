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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Bytes, so many at a time.
    struct Pieces<'t>(&'t [u8], usize);

    impl Flow for Pieces<'_> {
        fn read(&mut self, into: &mut [u8]) -> Result<usize, Fault> {
            let count = self.1.min(into.len()).min(self.0.len());
            let (piece, rest) = self.0.split_at(count);
            into[..count].copy_from_slice(piece);
            self.0 = rest;
            Ok(count)
        }
    }

    fn decoded(units: &[u16], big_endian: bool, piece: usize, odd: bool) -> Result<String, u64> {
        let order = if big_endian { u16::to_be_bytes } else { u16::to_le_bytes };
        let mut bytes: Vec<u8> = units.iter().copied().flat_map(order).collect();
        bytes.extend(odd.then_some(b'x'));
        let mut flow = Utf16::new(Pieces(&bytes, piece), big_endian);
        let (mut all, mut into) = (Vec::new(), [0; 7]);
        loop {
            match flow.read(&mut into) {
                Ok(0) => return Ok(String::from_utf8(all).unwrap()),
                Ok(count) => all.extend_from_slice(&into[..count]),
                Err(Fault::MixedEncodings { line, taken_for: "UTF-16", looks_like: None }) => {
                    return Err(line);
                }
                Err(other) => panic!("{other:?}"),
            }
        }
    }

    proptest! {
        #[test]
        fn units_are_decoded_as_the_standard_library_does(
            mut units in prop::collection::vec(prop_oneof![0..0x80_u16, 0x400..0x500_u16, any::<u16>()], 0..40),
            lone in prop::option::of(0xd800..0xe000_u16),
            big_endian: bool, piece in 1..9_usize, odd: bool,
        ) {
            units.extend(lone);
            let expected = String::from_utf16(&units).ok();
            match decoded(&units, big_endian, piece, odd) {
                Ok(text) => prop_assert!(!odd && expected == Some(text)),
                Err(_) => prop_assert!(odd || expected.is_none()),
            }
        }
    }

    #[test]
    fn half_a_letter_is_told_with_its_line() {
        let units: Vec<u16> = "a\r\nb\rc\nd".encode_utf16().collect();
        for piece in 1..20 {
            assert_eq!(decoded(&units, false, piece, true), Err(4));
            assert_eq!(decoded(&[&units[..], &[0xd800, 10]].concat(), true, piece, false), Err(4));
            assert_eq!(decoded(&[&units[..3], &[0xdc00]].concat(), true, piece, false), Err(2));
        }
    }
}
