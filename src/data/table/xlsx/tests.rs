//! Workbooks as a writer makes them and as hands do, and what is read of them.

use super::super::seen::Seen;
use super::*;
use crate::data::day::Day;
use crate::data::source::InMemory;
use crate::model::watch::Unwatched;
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Formula, Workbook};
use std::io::{Cursor, Write as _};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The headings and the records of a workbook.
type Read = (Vec<String>, Vec<(u64, String)>);

fn read(bytes: Vec<u8>, sheet: Option<&str>) -> Result<Read, Fault> {
    let source = InMemory(bytes);
    let layout = Layout { sheet: sheet.map(str::to_owned), ..Layout::default() };
    let sheet = Sheet::open(&source, &layout, &|_| true)?;
    let mut seen = Seen::default();
    sheet.look(&mut |record| seen.take(record).map_or(ControlFlow::Break(()), ControlFlow::Continue))?;
    Ok((sheet.headings().names.clone(), seen.0))
}

fn pack(parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The parts of a workbook of one sheet, whose style 1 is a date's.
fn parts(properties: &str, sheet: &str, texts: &str) -> Vec<(&'static str, Vec<u8>)> {
    let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    let parts = [
        ("[Content_Types].xml", "<Types/>".to_owned()),
        (
            "_rels/.rels",
            format!(
                "<Relationships><Relationship Id=\"a\" Type=\"{relation}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook {main} xmlns:r=\"{relation}\">{properties}<sheets><sheet name=\"Orders\" sheetId=\"1\" r:id=\"b\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships><Relationship Id=\"b\" Type=\"{relation}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/styles.xml",
            format!(
                "<styleSheet {main}><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"
            ),
        ),
        ("xl/sharedStrings.xml", format!("<sst {main} {texts}</sst>")),
        ("xl/worksheets/sheet1.xml", format!("<worksheet {main}><sheetData>{sheet}</sheetData></worksheet>")),
    ];
    parts.map(|(name, text)| (name, text.into_bytes())).into()
}

const HEAD: &str =
    "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"C2\" t=\"inlineStr\"><is><t>date</t></is></c></row>";
const TEXTS: &str =
    "uniqueCount=\"2\"><si><t>client</t></si><si><r><t xml:space=\"preserve\">a </t></r><r><t>b</t></r></si>";

fn by_hand(properties: &str, rows: &str) -> Vec<u8> {
    pack(&parts(properties, &format!("{HEAD}{rows}"), TEXTS))
}

fn moment(year: i32, month: u32, day: u32, seconds: u32) -> String {
    format!("{:?}", Cell::Moment(Day::new(year, month, day).unwrap(), seconds))
}

#[test]
fn every_kind_of_cell_becomes_what_it_shows() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let (date, time) =
        (Format::new().set_num_format("dd.mm.yyyy hh:mm"), Format::new().set_num_format("hh:mm:ss"));
    let long = Format::new().set_num_format("[h]:mm:ss");
    for (column, heading) in ["client", "amount"].into_iter().enumerate() {
        sheet.write_string(0, column as u16, heading).unwrap();
    }
    sheet.write_string(1, 0, "  Иванов ").unwrap().write_number(1, 1, 29.33).unwrap();
    sheet.write_string(2, 0, "   ").unwrap().write_number(2, 1, 3.0).unwrap();
    sheet.write_boolean(4, 0, true).unwrap().write_number_with_format(4, 1, 45_292.75, &date).unwrap();
    sheet
        .write_number_with_format(5, 0, 0.5, &time)
        .unwrap()
        .write_number_with_format(5, 1, 1.5, &long)
        .unwrap();
    sheet.write_formula(6, 0, Formula::new("=1+1").set_result("2")).unwrap();
    sheet.write_formula(6, 1, Formula::new("=NA()").set_result("#N/A")).unwrap();
    sheet.write_number(7, 3, 9).unwrap();
    sheet.write_blank(8, 0, &date).unwrap();
    let (headings, rows) = read(book.save_to_buffer().unwrap(), None).unwrap();
    assert_eq!(headings, ["client", "amount"]);
    let expected = [
        (2, "[Text(\"Иванов\"), Number(29.33)]".to_owned()),
        (3, "[Empty, Whole(3)]".to_owned()),
        (5, format!("[Text(\"TRUE\"), {}]", moment(2024, 1, 1, 64_800))),
        (6, "[Text(\"12:00:00\"), Text(\"36:00:00\")]".to_owned()),
        (7, "[Whole(2), Text(\"#N/A\")]".to_owned()),
        (8, "[Empty, Empty, Empty, Whole(9)]".to_owned()),
    ];
    assert_eq!(rows, expected);
}

#[test]
fn what_writers_leave_out_or_do_their_own_way_is_read_too() {
    let rows = "<row><c t=\"s\"><v>1</v></c><c/><c s=\"1\"><v>45292</v></c></row>\
        <row r=\"9\"><c r=\"A9\" t=\"str\"><f>B9</f><v>x &amp; y</v></c><c r=\"C9\" t=\"d\"><v>2024-01-01T10:00:00</v></c></row>";
    let (headings, read) = read(by_hand("", rows), Some("orders")).unwrap();
    assert_eq!(headings, ["client", "column 2", "date"]);
    let expected = [
        (3, format!("[Text(\"a b\"), Empty, {}]", moment(2024, 1, 1, 0))),
        (9, format!("[Text(\"x & y\"), Empty, {}]", moment(2024, 1, 1, 36_000))),
    ];
    assert_eq!(read, expected);
}

#[test]
fn days_are_counted_as_the_workbook_says() {
    let rows = "<row r=\"3\"><c r=\"A3\" s=\"1\"><v>43830</v></c></row>";
    let of = |properties| read(by_hand(properties, rows), None).unwrap().1[0].1.clone();
    assert!(of("<workbookPr date1904=\"1\"/>").contains(&moment(2024, 1, 1, 0)));
    assert!(of("").contains(&moment(2019, 12, 31, 0)));
}

#[test]
fn the_first_sheet_that_is_shown_and_has_a_cell_is_read_or_the_one_named() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Empty").unwrap();
    book.add_worksheet().set_name("Hidden").unwrap().set_hidden(true).write_string(0, 0, "hidden").unwrap();
    book.add_worksheet().set_name("Заказы").unwrap().write_string(3, 1, "shown").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    assert_eq!(read(bytes.clone(), None).unwrap().0, ["column 1", "shown"]);
    assert_eq!(read(bytes.clone(), Some("Hidden")).unwrap().0, ["hidden"]);
    assert_eq!(read(bytes.clone(), Some("заказы")).unwrap().0, ["column 1", "shown"]);
    assert!(matches!(read(bytes.clone(), Some("Empty")), Err(Fault::Empty)));
    let fault = read(bytes, Some("Orders")).unwrap_err();
    assert!(
        matches!(&fault, Fault::NoSheet { name, sheets } if name == "Orders" && sheets.len() == 3),
        "{fault:?}"
    );
    let mut empty = Workbook::new();
    empty.add_worksheet();
    assert!(matches!(read(empty.save_to_buffer().unwrap(), None), Err(Fault::Empty)));
}

#[test]
fn the_first_lane_gets_all_records_and_every_lane_comes_back() {
    let rows: String = (3..5000).fold(String::new(), |rows, row| {
        rows + &format!("<row r=\"{row}\"><c r=\"A{row}\"><v>{row}</v></c></row>")
    });
    let source = InMemory(by_hand("", &rows));
    let sheet = Sheet::open(&source, &Layout::default(), &|_| true).unwrap();
    let lanes = sheet.each(vec![Seen::default(), Seen::default()], &Unwatched).unwrap();
    assert_eq!((lanes.len(), lanes[0].0.len(), lanes[1].0.len()), (2, 4997, 0));
    assert_eq!(lanes[0].0[4996], (4999, "[Whole(4999), Empty, Empty]".to_owned()));
}

/// What is said of bytes that are refused: the format and the message.
fn refused(bytes: Vec<u8>) -> (&'static str, String) {
    match read(bytes, None) {
        Err(Fault::BadFormat { format, message }) => (format, message),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_is_no_workbook_of_this_kind_is_refused_by_its_name() {
    let ole = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    let encrypted: Vec<u8> = "EncryptedPackage".bytes().flat_map(|letter| [letter, 0]).collect();
    assert_eq!(refused([&ole[..], &[0; 1000]].concat()).0, "XLS");
    for filling in [0, 65_490, 65_510, 131_000] {
        let bytes = [&ole[..], &vec![7; filling], &encrypted, &[0; 100]].concat();
        let (format, message) = refused(bytes);
        assert!(format == "XLSX" && message.contains("encrypted"), "{filling}: {message}");
    }
    let part = |name| pack(&[(name, b"<a/>".to_vec())]);
    assert_eq!(refused(part("content.xml")).0, "ODS");
    assert_eq!(refused(part("xl/workbook.bin")).0, "XLSB");
    assert_eq!(refused(part("orders.csv")).0, "ZIP");
    assert_eq!(refused(part("_rels/.rels")).0, "XLSX");
    for bytes in [&b""[..], b"PK", b"PK\x05\x06", b"client,date"] {
        assert_eq!(refused(bytes.to_vec()).0, "XLSX");
    }
}

#[test]
fn cells_that_cannot_all_be_kept_are_refused() {
    let twice = "<row r=\"3\"><c r=\"A3\"><v>1</v></c><c r=\"A3\"><v>2</v></c></row>";
    assert!(refused(by_hand("", twice)).1.contains("row 3: two cells"));
    let wide = "<row r=\"3\"><c r=\"XFE3\"><v>1</v></c></row>";
    assert!(refused(by_hand("", wide)).1.contains("row 3: more columns"));
}

/// A workbook whose sheet ends in so many blanks.
fn blown_up(mebibytes: usize) -> Vec<u8> {
    pack(&parts("", &" <!-- -->".repeat(mebibytes << 20 >> 3), TEXTS))
}

#[test]
fn a_workbook_that_becomes_too_large_is_not_unpacked() {
    let bytes = blown_up(260);
    assert!(bytes.len() < 2 << 20, "{}", bytes.len());
    let fault = read(bytes, None).unwrap_err();
    assert!(matches!(fault, Fault::Bomb { format: "XLSX", times } if times > 100), "{fault:?}");
}

#[test]
fn a_part_that_is_larger_than_its_directory_says_is_not_unpacked() {
    let mut bytes = blown_up(2);
    // The last entry of the directory is the sheet's; 24 bytes in, it says what the part comes to.
    let entry = memchr::memmem::rfind(&bytes, b"PK\x01\x02").unwrap();
    bytes[entry + 24..entry + 28].copy_from_slice(&1000_u32.to_le_bytes());
    let (_, message) = refused(bytes);
    assert!(message.contains("larger than its declared"), "{message}");
}

#[test]
fn more_shared_texts_than_there_can_be_are_not_made_room_for() {
    let texts = "uniqueCount=\"99999999999999\"><si><t>client</t></si>";
    assert!(refused(pack(&parts("", HEAD, texts))).1.contains("more texts than it has"));
}

#[test]
fn a_workbook_that_is_cut_off_is_refused() {
    let whole = by_hand("", "<row r=\"3\"><c r=\"A3\"><v>1</v></c></row>");
    assert_eq!(read(whole.clone(), None).unwrap().1.len(), 1);
    for end in (0..whole.len()).step_by(7) {
        refused(whole[..end].to_vec());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn a_part_that_is_changed_anywhere_gives_records_or_a_fault(
        part in 1_usize..7,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..6),
    ) {
        let rows = "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>1</v></c><c r=\"B3\" t=\"b\"><v>1</v></c><c r=\"C3\" s=\"1\"><v>45292.5</v></c></row>\
            <row r=\"4\"><c r=\"A4\" t=\"e\"><v>#N/A</v></c><c r=\"C4\" t=\"d\"><v>2024-01-01</v></c></row>";
        let mut parts = parts("<workbookPr date1904=\"0\"/>", &format!("{HEAD}{rows}"), TEXTS);
        let letters = b"<>/=\"' 019AZaz#&;:-\x00\xff";
        let bytes = &mut parts[part].1;
        for (place, letter) in changes {
            let place = place.index(bytes.len());
            bytes[place] = letters[letter.index(letters.len())];
        }
        if let Ok((headings, rows)) = read(pack(&parts), None) {
            prop_assert!(!headings.is_empty() && rows.len() < 10);
        }
    }

    #[test]
    fn an_archive_that_is_changed_anywhere_gives_records_or_a_fault(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let mut bytes = by_hand("", "<row r=\"3\"><c r=\"A3\"><v>1</v></c></row>");
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        if let Ok((headings, rows)) = read(bytes, None) {
            prop_assert!(!headings.is_empty() && rows.len() < 10);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn cells_come_back_as_they_were_written(
        rows in prop::collection::vec((prop::option::of("[a-zа-я<&\"]{1,9}"), prop::option::of(-1e9..1e9), prop::option::of(0_u32..100_000)), 1..40),
    ) {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        let date = Format::new().set_num_format("yyyy-mm-dd");
        for (column, heading) in ["a", "b", "c"].into_iter().enumerate() {
            sheet.write_string(0, column as u16, heading).unwrap();
        }
        let mut expected = Vec::new();
        for (row, (text, number, days)) in (1_u32..).zip(&rows) {
            let mut cells = [Cell::Empty; 3];
            if let Some(text) = text {
                sheet.write_string(row, 0, text).unwrap();
                cells[0] = Cell::Text(text);
            }
            if let Some(number) = number {
                sheet.write_number(row, 1, *number).unwrap();
                cells[1] = Cell::Number(*number);
            }
            if let Some(days) = days {
                sheet.write_number_with_format(row, 2, 61 + days, &date).unwrap();
                cells[2] = Cell::Moment(Day::new(1900, 3, 1).unwrap().plus(*days as i32), 0);
            }
            if cells.iter().any(|cell| *cell != Cell::Empty) {
                expected.push((u64::from(row) + 1, format!("{cells:?}")));
            }
        }
        prop_assert_eq!(read(book.save_to_buffer().unwrap(), None).unwrap().1, expected);
    }
}
