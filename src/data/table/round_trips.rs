//! What is written as a text comes back, however it is written and read; what is not a text gives a fault, and no panic.

use super::blocks::Sizes;
use super::cell::{Cell, Lane, Record};
use super::layout::{Encoding, Layout};
use super::text::Text;
use crate::data::fault::Fault;
use crate::data::source::InMemory;
use crate::model::watch::Unwatched;
use proptest::prelude::*;
use std::io::Write;
use std::ops::ControlFlow;

/// A record as it was read: its line and its cells, empty ones as empty texts.
type Read = (u64, Vec<String>);

fn read(record: &Record<'_>) -> Read {
    let text = |cell: &Cell<'_>| match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => (*text).to_owned(),
        other => panic!("a text holds {other:?}"),
    };
    (record.line, record.cells.iter().map(text).collect())
}

#[derive(Default)]
struct Keeper(Vec<Read>);

impl Lane for Keeper {
    fn take(&mut self, record: &Record<'_>) -> Result<(), Fault> {
        self.0.push(read(record));
        Ok(())
    }
}

/// Headings, and all records by line, read both ways; they must agree.
fn all(bytes: &[u8], layout: &Layout, sizes: Sizes, lanes: usize) -> Result<(Vec<String>, Vec<Read>), Fault> {
    let source = InMemory(bytes.to_vec());
    let table = Text::open(&source, layout, &|_| true, sizes)?;
    let mut looked = Vec::new();
    let look = table.look(&mut |record| {
        looked.push(read(record));
        ControlFlow::Continue(())
    });
    let kept = table.each((0..lanes).map(|_| Keeper::default()).collect(), &Unwatched);
    match (look, kept) {
        (Ok(()), Ok(kept)) => {
            let mut kept: Vec<Read> = kept.into_iter().flat_map(|keeper| keeper.0).collect();
            kept.sort();
            assert!(looked.is_sorted_by(|one, next| one.0 < next.0), "lines go on");
            assert_eq!(looked, kept);
            Ok((table.headings().names.clone(), kept))
        }
        (Err(one), Err(other)) => {
            assert_eq!(format!("{one:?}"), format!("{other:?}"));
            Err(one)
        }
        (look, kept) => panic!("{look:?} and {:?}", kept.map(|_| ())),
    }
}

/// How many lines end in a text.
fn ends(text: &str) -> u64 {
    text.replace("\r\n", "\n").matches(['\n', '\r']).count() as u64
}

/// How a text is written.
#[derive(Debug, Clone)]
struct Manner {
    delimiter: u8,
    end: &'static str,
    always_quoted: bool,
    encoding: &'static str,
    compression: &'static str,
}

impl Manner {
    /// Records as a text, and the line in which each begins.
    fn text(&self, records: &[Vec<String>]) -> (String, Vec<u64>) {
        let mut builder = csv::WriterBuilder::new();
        let quotes = if self.always_quoted { csv::QuoteStyle::Always } else { csv::QuoteStyle::Necessary };
        builder.flexible(true).delimiter(self.delimiter).quote_style(quotes).terminator(match self.end {
            "\r\n" => csv::Terminator::CRLF,
            end => csv::Terminator::Any(end.as_bytes()[0]),
        });
        let (mut text, mut lines) = (String::new(), Vec::new());
        for record in records {
            lines.push(1 + ends(&text));
            let mut writer = builder.from_writer(Vec::new());
            writer.write_record(record).unwrap();
            text += &String::from_utf8(writer.into_inner().unwrap()).unwrap();
        }
        (text, lines)
    }

    fn written(&self, text: &str) -> Vec<u8> {
        self.compressed(&self.encoded(text))
    }

    fn encoded(&self, text: &str) -> Vec<u8> {
        let units =
            |bytes: fn(u16) -> [u8; 2]| format!("\u{feff}{text}").encode_utf16().flat_map(bytes).collect();
        match self.encoding {
            "UTF-8" => text.as_bytes().to_vec(),
            "UTF-8 with a mark" => format!("\u{feff}{text}").into_bytes(),
            "UTF-16LE" => units(u16::to_le_bytes),
            "UTF-16BE" => units(u16::to_be_bytes),
            _ => encoding_rs::WINDOWS_1251.encode(text).0.into_owned(),
        }
    }

    fn compressed(&self, bytes: &[u8]) -> Vec<u8> {
        let gzip = |bytes: &[u8]| {
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            encoder.write_all(bytes).unwrap();
            encoder.finish().unwrap()
        };
        match self.compression {
            "gzip" => gzip(bytes),
            "gzip of two members" => {
                let (first, second) = bytes.split_at(bytes.len() / 2);
                [gzip(first), gzip(second)].concat()
            }
            "zstd" => zstd::encode_all(bytes, 1).unwrap(),
            _ => bytes.to_vec(),
        }
    }
}

fn manner() -> impl Strategy<Value = Manner> {
    let delimiter = prop::sample::select(&b",;\t|:~ "[..]);
    let end = prop::sample::select(&["\n", "\r\n", "\r"][..]);
    let encoding =
        prop::sample::select(&["UTF-8", "UTF-8 with a mark", "UTF-16LE", "UTF-16BE", "Windows-1251"][..]);
    let compression = prop::sample::select(&["none", "gzip", "gzip of two members", "zstd"][..]);
    (delimiter, end, any::<bool>(), encoding, compression).prop_map(
        |(delimiter, end, always_quoted, encoding, compression)| Manner {
            delimiter,
            end,
            always_quoted,
            encoding,
            compression,
        },
    )
}

/// Cells of all that tables hold, and of what is hard to read.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-zа-яё0-9 ,.;|:~-]{0,8}",
        2 => "[\"\r\n,;\t a\u{feff}]{0,5}",
        1 => any::<String>(),
        1 => Just(String::new()),
    ]
}

/// Headings of so many columns, and records that are nearly all as long.
fn records() -> impl Strategy<Value = Vec<Vec<String>>> {
    (1..6_usize).prop_flat_map(|columns| {
        let lengths = prop_oneof![8 => Just(columns..=columns), 1 => Just(1..=columns + 3)];
        let record = lengths.prop_flat_map(|lengths| prop::collection::vec(cell(), lengths));
        (prop::collection::vec("[a-zа-я]{1,5}", columns), prop::collection::vec(record, 0..20))
            .prop_map(|(headings, records)| [vec![headings], records].concat())
    })
}

fn sizes() -> impl Strategy<Value = Sizes> {
    (1..65_usize).prop_map(|block| Sizes { block, record_most: 1 << 20 })
}

/// What a reader may know of a record: no blanks around cells, no empty cells beyond the headings.
fn known(record: &[String], columns: usize) -> Vec<String> {
    let mut cells: Vec<String> = record.iter().map(|cell| cell.trim().to_owned()).collect();
    if cells.iter().skip(columns).all(String::is_empty) {
        cells.truncate(columns);
    }
    cells
}

/// Whether a record is a line of blanks in a text, which is none of a table.
fn is_blank(record: &[String], manner: &Manner) -> bool {
    let [cell] = record else { return false };
    let quoted = manner.always_quoted || cell.contains(['\r', '\n', '"', char::from(manner.delimiter)]);
    !quoted && !cell.is_empty() && cell.trim().is_empty()
}

/// The records without letters that Windows-1251 has not.
fn in_cyrillic(records: Vec<Vec<String>>) -> Vec<Vec<String>> {
    let has = |letter: &char| !encoding_rs::WINDOWS_1251.encode(&letter.to_string()).2 && *letter != '\u{98}';
    let cell = |cell: String| cell.chars().filter(has).collect();
    records.into_iter().map(|record| record.into_iter().map(cell).collect()).collect()
}

fn said(delimiter: u8, encoding: &str) -> Layout {
    let encoding = match encoding {
        "Windows-1251" => Encoding::Windows1251,
        "UTF-16LE" | "UTF-16BE" => Encoding::Utf16,
        _ => Encoding::Utf8,
    };
    Layout { delimiter: Some(delimiter), encoding: Some(encoding), sheet: None }
}

fn layout() -> impl Strategy<Value = Layout> {
    let delimiter = prop::option::of(prop::sample::select(&b",;\t|"[..]));
    let encodings = [Encoding::Utf8, Encoding::Utf16, Encoding::Windows1251];
    let encoding = prop::option::of(prop::sample::select(encodings.to_vec()));
    (delimiter, encoding).prop_map(|(delimiter, encoding)| Layout { delimiter, encoding, sheet: None })
}

/// Words as exports hold them, from which encoding and delimiter can be told.
fn tame() -> impl Strategy<Value = Vec<Vec<String>>> {
    let row =
        ("[0-9]{1,6}", "20[0-9]{2}-[01][0-9]-[0-3][0-9]", "[0-9]{1,4}[.,][0-9]{2}", "Мир|Ёж|Юг; север|Ann");
    let row = row.prop_map(|(client, date, amount, name)| vec![client, date, amount, name]);
    prop::collection::vec(row, 1..30).prop_map(|rows| {
        let headings = ["Клиент", "Дата", "Сумма, руб.", "Name"].map(str::to_owned).to_vec();
        [vec![headings], rows].concat()
    })
}

/// Bytes of which texts are made, and others.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let of_texts = prop::sample::select(&b"a1,;\n\r\"\"\n, \0\xd0\x9c\xcc\xe8\xef\xbb\xbf\x98\xff\xfe"[..]);
    let letter = prop_oneof![8 => of_texts, 1 => any::<u8>()];
    let start: &[&[u8]] = &[
        b"",
        b"",
        b"",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\xfe\xff",
        b"sep=;\n",
        b"\x1f\x8b\x08",
        b"\x28\xb5\x2f\xfd",
        b"a\0b\0",
    ];
    (prop::sample::select(start), prop::collection::vec(letter, 0..200))
        .prop_map(|(start, rest)| [start, &rest].concat())
}

/// One change of a file.
#[derive(Debug, Clone)]
enum Change {
    Cut(prop::sample::Index),
    Set(prop::sample::Index, u8),
    Insert(prop::sample::Index, u8),
    Twice(prop::sample::Index),
}

impl Change {
    fn make(&self, bytes: &mut Vec<u8>) {
        if bytes.is_empty() {
            return;
        }
        match self {
            Self::Cut(place) => bytes.truncate(place.index(bytes.len())),
            Self::Set(place, byte) => {
                let place = place.index(bytes.len());
                bytes[place] = *byte;
            }
            Self::Insert(place, byte) => bytes.insert(place.index(bytes.len()), *byte),
            Self::Twice(place) => bytes.extend_from_within(place.index(bytes.len())..),
        }
    }
}

fn change() -> impl Strategy<Value = Change> {
    let place = any::<prop::sample::Index>;
    let byte = || prop_oneof![Just(b'"'), Just(b'\n'), Just(b'\r'), any::<u8>()];
    prop_oneof![
        place().prop_map(Change::Cut),
        (place(), byte()).prop_map(|(place, byte)| Change::Set(place, byte)),
        (place(), byte()).prop_map(|(place, byte)| Change::Insert(place, byte)),
        place().prop_map(Change::Twice),
    ]
}

/// What comes of bytes, as words, however large the blocks and however many the lanes.
fn outcome(bytes: &[u8], layout: &Layout, sizes: Sizes, lanes: usize) -> String {
    format!("{:?}", all(bytes, layout, sizes, lanes))
}

proptest! {
    #[test]
    fn any_records_come_back(
        records in records(), manner in manner(), sizes in sizes(), lanes in 1..4_usize,
    ) {
        let records = if manner.encoding == "Windows-1251" { in_cyrillic(records) } else { records };
        let (text, lines) = manner.text(&records);
        // In Windows-1251 these letters are the marks of UTF-16 and of UTF-8: a file that begins so is a fault by itself.
        let begins_with_a_mark = ["яю", "юя", "п»ї"].iter().any(|mark| text.starts_with(mark));
        prop_assume!(manner.encoding != "Windows-1251" || !begins_with_a_mark);
        let (bytes, layout) = (manner.written(&text), said(manner.delimiter, manner.encoding));
        let columns = records[0].len();
        let rows = lines.iter().zip(&records).skip(1).filter(|(_, record)| !is_blank(record, &manner));
        let expected: Vec<Read> = rows.map(|(line, record)| (*line, known(record, columns))).collect();
        let (headings, read) = all(&bytes, &layout, sizes, lanes).unwrap();
        prop_assert_eq!(&headings, &records[0]);
        prop_assert_eq!(&read, &expected);
        prop_assert_eq!(all(&bytes, &layout, Sizes::default(), 2).unwrap(), (headings, read));
    }

    #[test]
    fn what_nobody_says_is_found_out(
        records in tame(), manner in manner(), sizes in sizes(), with_sep: bool,
    ) {
        let plain = b",;\t|".contains(&manner.delimiter);
        let manner = if plain { manner } else { Manner { delimiter: b',', ..manner } };
        let (mut text, lines) = manner.text(&records);
        if with_sep {
            text = format!("sep={}{}{text}", char::from(manner.delimiter), manner.end);
        }
        let (headings, read) = all(&manner.written(&text), &Layout::default(), sizes, 2).unwrap();
        prop_assert_eq!(&headings, &records[0]);
        let rows = lines.iter().zip(&records).skip(1);
        let expected: Vec<Read> = rows.map(|(line, record)| (line + u64::from(with_sep), record.clone())).collect();
        prop_assert_eq!(read, expected);
    }

    #[test]
    fn any_bytes_give_records_or_a_fault(
        bytes in bytes(), layout in layout(), sizes in sizes(), lanes in 1..4_usize,
    ) {
        prop_assert_eq!(outcome(&bytes, &layout, sizes, lanes), outcome(&bytes, &layout, Sizes::default(), 1));
    }

    #[test]
    fn changed_files_give_records_or_a_fault(
        records in records(), manner in manner(), sizes in sizes(), lanes in 1..4_usize,
        changes in prop::collection::vec(change(), 1..4), layout in prop::option::of(layout()),
    ) {
        let mut bytes = manner.written(&manner.text(&records).0);
        for change in &changes {
            change.make(&mut bytes);
        }
        let layout = layout.unwrap_or_else(|| said(manner.delimiter, manner.encoding));
        prop_assert_eq!(outcome(&bytes, &layout, sizes, lanes), outcome(&bytes, &layout, Sizes::default(), 1));
    }
}
