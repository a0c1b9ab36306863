//! How a text is encoded: told by its mark, by zeros, or by the first bytes that are not ASCII, and held to from there on.

use super::flow::Peek;
use super::layout::Encoding;
use super::lines::{is_line_end, line_ends};
use crate::data::fault::Fault;
use encoding_rs::WINDOWS_1251;

/// The names of encodings.
pub(super) const UTF_8: &str = "UTF-8";
pub(super) const UTF_16: &str = "UTF-16";
const CYRILLIC: &str = "Windows-1251";

/// A byte that has no letter in Windows-1251.
const NO_LETTER: u8 = 0x98;
/// How many bytes are looked at for zeros.
const START: usize = 64;

/// What the beginning of a text tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    /// Units of two bytes.
    Utf16 {
        /// Whether the larger half comes first.
        big_endian: bool,
    },
    /// Bytes, of which those of ASCII are themselves.
    Bytes(Decision),
}

/// What bytes beyond ASCII are taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Taken {
    /// UTF-8.
    Utf8,
    /// Windows-1251.
    Windows1251 {
        /// Because someone said so: then no line is asked whether it looks like something else.
        said: bool,
    },
}

/// What bytes beyond ASCII are taken for, once there were any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Decision(Option<Taken>);

/// Tells how a text begins, and leaves out its mark.
pub(super) fn begin(flow: &mut Peek<'_>, said: Option<Encoding>) -> Result<Start, Fault> {
    let head = flow.peek(START)?;
    let marked = match head {
        [0xef, 0xbb, 0xbf, ..] => Some((3, Start::Bytes(Decision::UTF_8), UTF_8)),
        [0xff, 0xfe, ..] => Some((2, Start::Utf16 { big_endian: false }, UTF_16)),
        [0xfe, 0xff, ..] => Some((2, Start::Utf16 { big_endian: true }, UTF_16)),
        _ => None,
    };
    if let (Some(said), Some((_, _, looks_like))) = (said, marked)
        && name(said) != looks_like
    {
        return Err(Fault::MixedEncodings { line: 1, taken_for: name(said), looks_like: Some(looks_like) });
    }
    let start = match (marked, said) {
        (Some((_, start, _)), _) => start,
        (None, None) => zeros(head).unwrap_or(Start::Bytes(Decision(None))),
        (None, Some(Encoding::Utf8)) => Start::Bytes(Decision::UTF_8),
        (None, Some(Encoding::Utf16)) => zeros(head).unwrap_or(Start::Utf16 { big_endian: false }),
        (None, Some(Encoding::Windows1251)) => {
            Start::Bytes(Decision(Some(Taken::Windows1251 { said: true })))
        }
    };
    flow.skip(marked.map_or(0, |(bytes, _, _)| bytes));
    Ok(start)
}

fn name(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Utf8 => UTF_8,
        Encoding::Utf16 => UTF_16,
        Encoding::Windows1251 => CYRILLIC,
    }
}

/// UTF-16 without a mark: of Latin and Cyrillic letters, every other byte is 0 or 4.
fn zeros(head: &[u8]) -> Option<Start> {
    let high = |first: usize| head.iter().skip(first).step_by(2).filter(|byte| matches!(byte, 0 | 4)).count();
    let units = head.len() / 2;
    let all_but_some = |many: usize, few: usize| units > 0 && 4 * many >= 3 * units && 4 * few <= units;
    let (even, odd) = (high(0), high(1));
    if all_but_some(odd, even) {
        return Some(Start::Utf16 { big_endian: false });
    }
    all_but_some(even, odd).then_some(Start::Utf16 { big_endian: true })
}

impl Decision {
    /// That they are UTF-8.
    pub(super) const UTF_8: Self = Self(Some(Taken::Utf8));

    /// What these bytes are taken for; they are whole lines, and follow those that were shown before.
    pub(super) fn of(&mut self, bytes: &[u8]) -> Taken {
        if self.0.is_none() && !bytes.is_ascii() {
            let first = lines(bytes).find(|(_, line)| !line.is_ascii());
            let utf8 = first.is_some_and(|(_, line)| str::from_utf8(line).is_ok());
            self.0 = Some(if utf8 { Taken::Utf8 } else { Taken::Windows1251 { said: false } });
        }
        self.0.unwrap_or(Taken::Utf8)
    }
}

/// The text that bytes are; they are whole lines, the first of which is told.
pub(super) fn decode(bytes: Vec<u8>, line: u64, taken: Taken) -> Result<String, Fault> {
    match taken {
        Taken::Utf8 => String::from_utf8(bytes).map_err(|error| {
            let (place, bytes) = (error.utf8_error().valid_up_to(), error.as_bytes());
            let begin = bytes[..place].iter().rposition(|byte| is_line_end(*byte)).map_or(0, |end| end + 1);
            let looks_like =
                lines(&bytes[begin..]).next().is_some_and(|(_, line)| is_cyrillic(line)).then_some(CYRILLIC);
            Fault::MixedEncodings { line: line + line_ends(&bytes[..place]), taken_for: UTF_8, looks_like }
        }),
        Taken::Windows1251 { said } => {
            if let Some((place, broken)) = lines(&bytes).find(|(_, text)| breaks_cyrillic(text, said)) {
                let looks_like = is_utf8(broken).then_some(UTF_8);
                let line = line + line_ends(&bytes[..place]);
                return Err(Fault::MixedEncodings { line, taken_for: CYRILLIC, looks_like });
            }
            if bytes.is_ascii() {
                return decode(bytes, line, Taken::Utf8);
            }
            Ok(WINDOWS_1251.decode_without_bom_handling(&bytes).0.into_owned())
        }
    }
}

/// The lines of bytes, without what ends them, and where they begin; between both marks of an end there is one more, empty.
fn lines(bytes: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let ends = memchr::memchr2_iter(b'\n', b'\r', bytes).chain([bytes.len()]);
    ends.scan(0, |begin, end| {
        let line = (*begin, &bytes[*begin..end]);
        *begin = end + 1;
        Some(line)
    })
}

fn breaks_cyrillic(line: &[u8], said: bool) -> bool {
    !line.is_ascii() && (memchr::memchr(NO_LETTER, line).is_some() || (!said && is_utf8(line)))
}

/// Whether a line is UTF-8 beyond doubt: one letter of it could be two of another encoding by chance.
fn is_utf8(line: &[u8]) -> bool {
    str::from_utf8(line).is_ok_and(|text| text.chars().filter(|letter| !letter.is_ascii()).nth(1).is_some())
}

/// Whether most bytes beyond ASCII are Cyrillic letters of Windows-1251.
fn is_cyrillic(line: &[u8]) -> bool {
    let beyond = line.iter().filter(|byte| !byte.is_ascii()).count();
    let letters = line.iter().filter(|byte| matches!(byte, 0xc0..|0xa8| 0xb8)).count();
    memchr::memchr(NO_LETTER, line).is_none() && 2 * letters > beyond
}
