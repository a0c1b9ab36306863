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
    let table = Text::open(&source, layout, sizes)?;
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
            Ok((table.headings().to_vec(), kept))
        }
        (Err(one), Err(other)) => {
            assert_eq!(format!("{one:?}"), format!("{other:?}"));
            Err(one)
        }
        (look, kept) => panic!("{look:?} and {:?}", kept.map(|_| ())),
    }
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
    fn write(&self, records: &[Vec<String>]) -> Vec<u8> {
        let mut writer = csv::WriterBuilder::new()
            .flexible(true)
            .delimiter(self.delimiter)
            .quote_style(if self.always_quoted {
                csv::QuoteStyle::Always
            } else {
                csv::QuoteStyle::Necessary
            })
            .terminator(match self.end {
                "\n" => csv::Terminator::Any(b'\n'),
                "\r" => csv::Terminator::Any(b'\r'),
                _ => csv::Terminator::CRLF,
            })
            .from_writer(Vec::new());
        for record in records {
            writer.write_record(record).unwrap();
        }
        self.compressed(&self.encoded(&String::from_utf8(writer.into_inner().unwrap()).unwrap()))
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

/// The line in which each record begins, that of a plain loop over what was written.
fn without_lines(read: &[Read]) -> Vec<Vec<String>> {
    read.iter().map(|(_, cells)| cells.clone()).collect()
}

proptest! {
    #[test]
    fn any_records_come_back(
        records in records(), manner in manner(), sizes in sizes(), lanes in 1..4_usize,
    ) {
        let letters: Vec<Vec<String>> = if manner.encoding == "Windows-1251" {
            // What that encoding has no letter for is left out.
            let said = |cell: &String| cell.chars().filter(|letter| {
                !encoding_rs::WINDOWS_1251.encode(&letter.to_string()).2 && *letter != '\u{98}'
            }).collect();
            records.iter().map(|record| record.iter().map(said).collect()).collect()
        } else {
            records
        };
        let encoding = match manner.encoding {
            "Windows-1251" => Encoding::Windows1251,
            "UTF-16LE" | "UTF-16BE" => Encoding::Utf16,
            _ => Encoding::Utf8,
        };
        let layout = Layout { delimiter: Some(manner.delimiter), encoding: Some(encoding), sheet: None };
        let bytes = manner.write(&letters);
        let columns = letters[0].len();
        // A line of blanks is no record unless quotes say so.
        let blank = |record: &Vec<String>| {
            record.len() == 1 && !record[0].is_empty() && record[0].trim().is_empty()
                && !record[0].contains(['\r', '\n', '"', char::from(manner.delimiter)])
                && !manner.always_quoted
        };
        let expected: Vec<Vec<String>> =
            letters[1..].iter().filter(|record| !blank(record)).map(|record| known(record, columns)).collect();
        let (headings, read) = all(&bytes, &layout, sizes, lanes).unwrap();
        prop_assert_eq!(&headings, &letters[0]);
        prop_assert_eq!(without_lines(&read), expected);
        let whole = all(&bytes, &layout, Sizes::default(), 2).unwrap();
        prop_assert_eq!(whole, (headings, read));
    }
}
