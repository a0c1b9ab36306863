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
/// How many bytes are looked at to tell a text from what is none.
pub(super) const TEXT_START: usize = 1024;
/// Control signs of so many kinds may be in a text: those that part cells and records, and what went wrong on the way.
const STEERING_KINDS_MOST: usize = 4;

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

/// Whether bytes that are no UTF-16 begin as no text does: with a zero in the first line, or with signs that steer machines
/// of more kinds than any text has. One of them may stand between cells.
pub(super) fn is_no_text(head: &[u8]) -> bool {
    let line = lines(head).next().map_or(head, |(_, line)| line);
    let steers = |byte: u8| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | 0x0b | 0x0c | b'\r' | 0x1a);
    let kinds = (0..0x20).filter(|kind| steers(*kind) && head.contains(kind)).count();
    line.contains(&0) || kinds > STEERING_KINDS_MOST
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

    /// Its name; of bytes that are all of ASCII that of UTF-8.
    pub(super) fn name(self) -> &'static str {
        match self.0 {
            None | Some(Taken::Utf8) => UTF_8,
            Some(Taken::Windows1251 { .. }) => CYRILLIC,
        }
    }

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::table::flow::Flow;

    struct Memory(Vec<u8>);

    impl Flow for Memory {
        fn read(&mut self, into: &mut [u8]) -> Result<usize, Fault> {
            let count = into.len().min(self.0.len());
            into[..count].copy_from_slice(&self.0[..count]);
            self.0.drain(..count);
            Ok(count)
        }
    }

    fn start(bytes: &[u8], said: Option<Encoding>) -> Result<Start, Fault> {
        begin(&mut Peek::new(Box::new(Memory(bytes.to_vec()))), said)
    }

    fn cyrillic(text: &str) -> Vec<u8> {
        WINDOWS_1251.encode(text).0.into_owned()
    }

    fn wide(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn marks_and_zeros_tell_how_a_text_begins() {
        let little = Start::Utf16 { big_endian: false };
        let big = Start::Utf16 { big_endian: true };
        let unknown = Start::Bytes(Decision(None));
        for text in ["client;date", "Клиент;Дата", "№ заказа;Сумма, ₽", "a"] {
            let units = wide(text);
            let swapped: Vec<u8> = units.chunks(2).flat_map(|unit| [unit[1], unit[0]]).collect();
            assert_eq!(start(&units, None).unwrap(), little, "{text}");
            assert_eq!(start(&swapped, None).unwrap(), big, "{text}");
            assert_eq!(start(&[&b"\xff\xfe"[..], &units].concat(), None).unwrap(), little);
            assert_eq!(start(&[&b"\xfe\xff"[..], &swapped].concat(), Some(Encoding::Utf16)).unwrap(), big);
            assert_eq!(start(text.as_bytes(), None).unwrap(), unknown);
            assert_eq!(start(&cyrillic(text), None).unwrap(), unknown);
        }
        assert_eq!(start(b"\xef\xbb\xbfa", None).unwrap(), Start::Bytes(Decision::UTF_8));
        assert_eq!(start(b"", None).unwrap(), unknown);
        assert_eq!(start(b"client", Some(Encoding::Utf16)).unwrap(), little);
    }

    #[test]
    fn what_is_no_text_is_told_by_zeros_and_by_many_control_signs() {
        // Bytes as a cipher makes them: each value is as likely as any other.
        let random: Vec<u8> =
            (1..=600_u32).map(|place| (place.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        for bytes in [&b"\0\0\0\0"[..], b"a\0b\n", b"\x89PNG\r\n\x1a\n\x01\x02\x03\x04\x05", &random] {
            assert!(is_no_text(bytes), "{bytes:?}");
        }
        let texts = [
            &b""[..],
            b"client,date\n1,2\0\n",
            b"client\x01date\x01amount\n",
            b"client\x1fdate\x1famount\x1e",
            b"a\tb\x0c\r\n\x1a",
        ];
        for text in texts {
            assert!(!is_no_text(text), "{text:?}");
        }
        assert!(!is_no_text(&cyrillic("Клиент;Дата;Сумма\r\n")) && !is_no_text("№;Дата\n".as_bytes()));
    }

    #[test]
    fn a_mark_that_says_otherwise_is_a_fault() {
        let said = |bytes, said| match start(bytes, Some(said)) {
            Err(Fault::MixedEncodings { line: 1, taken_for, looks_like }) => (taken_for, looks_like),
            other => panic!("{other:?}"),
        };
        assert_eq!(said(b"\xef\xbb\xbfa", Encoding::Windows1251), (CYRILLIC, Some(UTF_8)));
        assert_eq!(said(b"\xef\xbb\xbfa", Encoding::Utf16), (UTF_16, Some(UTF_8)));
        assert_eq!(said(b"\xff\xfea\0", Encoding::Utf8), (UTF_8, Some(UTF_16)));
        assert_eq!(said(b"\xfe\xff\0a", Encoding::Windows1251), (CYRILLIC, Some(UTF_16)));
    }

    /// A text in blocks, decoded one after the other, each a line.
    fn decoded(lines: &[Vec<u8>]) -> Result<String, Fault> {
        let mut decision = Decision(None);
        let lines = lines.iter().enumerate();
        lines.map(|(place, line)| decode(line.clone(), place as u64 + 1, decision.of(line))).collect()
    }

    #[test]
    fn the_first_letters_beyond_ascii_decide_however_late_they_come() {
        let early = vec![b"a,b\n".to_vec(); 1000];
        let with = |last: &[Vec<u8>]| [&early[..], last].concat();
        let expected = "a,b\n".repeat(1000) + "Ёж,№ 5\n";
        assert_eq!(decoded(&with(&["Ёж,№ 5\n".into()])).unwrap(), expected);
        assert_eq!(decoded(&with(&[cyrillic("Ёж,№ 5\n")])).unwrap(), expected);
    }

    #[test]
    fn a_line_in_another_encoding_is_told() {
        let mixed = |lines: &[Vec<u8>]| match decoded(lines) {
            Err(Fault::MixedEncodings { line, taken_for, looks_like }) => (line, taken_for, looks_like),
            other => panic!("{other:?}"),
        };
        let (utf8, other) = (b"\xd0\x9c\xd0\xb8\xd1\x80,5\r\n".to_vec(), cyrillic("Мир,5\r\n"));
        assert_eq!(mixed(&[utf8.clone(), other.clone()]), (2, UTF_8, Some(CYRILLIC)));
        assert_eq!(mixed(&[other.clone(), other.clone(), utf8.clone()]), (3, CYRILLIC, Some(UTF_8)));
        assert_eq!(mixed(&[utf8.clone(), b"a\n\xc3\n".to_vec()]), (3, UTF_8, Some(CYRILLIC)));
        assert_eq!(mixed(&[utf8.clone(), b"a\r\rb\n\x80\n".to_vec()]), (5, UTF_8, None));
        let one = [other.clone(), utf8, other.clone()].concat();
        assert_eq!(mixed(&[one]), (2, CYRILLIC, Some(UTF_8)));
        assert_eq!(mixed(&[other, b"\x98\n".to_vec()]), (2, CYRILLIC, None));
    }

    #[test]
    fn what_someone_says_is_not_doubted() {
        let utf8 = "Мир\n".as_bytes().to_vec();
        let Start::Bytes(mut decision) = start(&utf8, Some(Encoding::Windows1251)).unwrap() else { panic!() };
        let taken = decision.of(&utf8);
        assert_eq!(decode(utf8, 1, taken).unwrap(), "РњРёСЂ\n");
    }
}
