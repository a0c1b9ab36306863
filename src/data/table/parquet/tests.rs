//! Files as the crate's own writer makes them, and what is read of them.

use super::super::cell::Cell;
use super::super::seen::Seen;
use super::*;
use crate::data::day::Day;
use crate::data::source::InMemory;
use crate::model::watch::Unwatched;
use ::parquet::basic::{Compression, Encoding};
use ::parquet::data_type::{
    BoolType, ByteArray, ByteArrayType, DoubleType, FixedLenByteArray, FixedLenByteArrayType, FloatType,
    Int32Type, Int64Type, Int96, Int96Type,
};
use ::parquet::file::properties::{WriterProperties, WriterVersion};
use ::parquet::file::writer::SerializedFileWriter;
use ::parquet::schema::parser::parse_message_type;
use proptest::prelude::*;
use std::sync::Arc;

/// A column's values; none where there is nothing.
#[derive(Debug, Clone)]
enum Values {
    Bool(Vec<Option<bool>>),
    Int(Vec<Option<i32>>),
    Long(Vec<Option<i64>>),
    Legacy(Vec<Option<Int96>>),
    Float(Vec<Option<f32>>),
    Double(Vec<Option<f64>>),
    Bytes(Vec<Option<Vec<u8>>>),
    Fixed(Vec<Option<Vec<u8>>>),
}

fn texts(texts: &[&str]) -> Values {
    Values::Bytes(texts.iter().map(|text| Some(text.as_bytes().to_vec())).collect())
}

/// A file of row groups of columns; `schema` is what stands inside a message.
fn file(schema: &str, groups: &[Vec<Values>], properties: WriterProperties) -> InMemory {
    let schema = Arc::new(parse_message_type(&format!("message log {{ {schema} }}")).unwrap());
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties)).unwrap();
    for group in groups {
        let mut rows = writer.next_row_group().unwrap();
        for values in group {
            let mut column = rows.next_column().unwrap().unwrap();
            macro_rules! write {
                ($kind:ty, $values:expr, $from:expr) => {{
                    let levels: Vec<i16> = $values.iter().map(|value| i16::from(value.is_some())).collect();
                    let values: Vec<_> = $values.iter().flatten().cloned().map($from).collect();
                    column.typed::<$kind>().write_batch(&values, Some(&levels), None).unwrap();
                }};
            }
            match values {
                Values::Bool(values) => write!(BoolType, values, |v| v),
                Values::Int(values) => write!(Int32Type, values, |v| v),
                Values::Long(values) => write!(Int64Type, values, |v| v),
                Values::Legacy(values) => write!(Int96Type, values, |v| v),
                Values::Float(values) => write!(FloatType, values, |v| v),
                Values::Double(values) => write!(DoubleType, values, |v| v),
                Values::Bytes(values) => write!(ByteArrayType, values, ByteArray::from),
                Values::Fixed(values) => write!(FixedLenByteArrayType, values, FixedLenByteArray::from),
            }
            column.close().unwrap();
        }
        rows.close().unwrap();
    }
    InMemory(writer.into_inner().unwrap())
}

fn seen(columns: &Columns<'_>) -> Result<Vec<(u64, String)>, Fault> {
    let mut seen = Seen::default();
    columns.look(&mut |record| seen.take(record).map_or(ControlFlow::Break(()), ControlFlow::Continue))?;
    Ok(seen.0)
}

/// The cells of the only column of a file of one row for each value.
fn cells(schema: &str, values: Values) -> Vec<String> {
    let file = file(schema, &[vec![values]], WriterProperties::default());
    let columns = Columns::open(&file, &Layout::default()).unwrap();
    let strip = |cells: String| cells[1..cells.len() - 1].to_owned();
    seen(&columns).unwrap().into_iter().map(|(_, cells)| strip(cells)).collect()
}

fn moment(year: i32, month: u32, day: u32, seconds: u32) -> String {
    format!("{:?}", Cell::Moment(Day::new(year, month, day).unwrap(), seconds))
}

#[test]
fn every_type_of_column_becomes_the_cell_it_means() {
    let int = |values: &[i32]| Values::Int(values.iter().copied().map(Some).collect());
    let long = |values: &[i64]| Values::Long(values.iter().copied().map(Some).collect());
    assert_eq!(
        cells("optional binary a (STRING);", texts(&[" a b ", "", "Ж"])),
        ["Text(\"a b\")", "Empty", "Text(\"Ж\")"]
    );
    assert_eq!(cells("optional binary a (ENUM);", texts(&["web"])), ["Text(\"web\")"]);
    assert_eq!(
        cells("optional binary a;", Values::Bytes(vec![Some(b"x".to_vec()), None])),
        ["Text(\"x\")", "Empty"]
    );
    assert_eq!(
        cells("optional boolean a;", Values::Bool(vec![Some(true), None])),
        ["Text(\"TRUE\")", "Empty"]
    );
    assert_eq!(cells("optional int32 a;", int(&[7, -7])), ["Whole(7)", "Whole(-7)"]);
    assert_eq!(cells("optional int64 a;", long(&[i64::MIN])), [format!("Whole({})", i64::MIN)]);
    assert_eq!(cells("optional int32 a (INTEGER(32, false));", int(&[-1])), ["Whole(4294967295)"]);
    assert_eq!(
        cells("optional int64 a (INTEGER(64, false));", long(&[-1])),
        [format!("Decimal {{ units: {}, decimals: 0 }}", u64::MAX)]
    );
    assert_eq!(
        cells("optional int32 a (DECIMAL(9, 2));", int(&[2933])),
        ["Decimal { units: 2933, decimals: 2 }"]
    );
    assert_eq!(
        cells("optional int64 a (DECIMAL(18, 3));", long(&[-5])),
        ["Decimal { units: -5, decimals: 3 }"]
    );
    assert_eq!(cells("optional int64 a (DECIMAL(18, 0));", long(&[12])), ["Whole(12)"]);
    let digits = vec![Some(vec![0xfb, 0x2e])];
    assert_eq!(
        cells("optional binary a (DECIMAL(4, 2));", Values::Bytes(digits.clone())),
        ["Decimal { units: -1234, decimals: 2 }"]
    );
    assert_eq!(
        cells("optional fixed_len_byte_array(2) a (DECIMAL(4, 2));", Values::Fixed(digits)),
        ["Decimal { units: -1234, decimals: 2 }"]
    );
    assert_eq!(
        cells("optional fixed_len_byte_array(2) a;", Values::Fixed(vec![Some(b"de".to_vec())])),
        ["Text(\"de\")"]
    );
    assert_eq!(
        cells("optional float a;", Values::Float(vec![Some(29.33), Some(3.0)])),
        ["Number(29.33)", "Whole(3)"]
    );
    assert_eq!(
        cells("optional double a;", Values::Double(vec![Some(29.33), Some(3.0), Some(f64::INFINITY)])),
        ["Number(29.33)", "Whole(3)", "Text(\"inf\")"]
    );
    assert_eq!(
        cells("optional int32 a (DATE);", int(&[19_723, 2_932_896])),
        [moment(2024, 1, 1, 0), "Text(\"9999-12-31\")".to_owned()]
    );
    assert_eq!(cells("optional int32 a (TIME(MILLIS, true));", int(&[3_723_000])), ["Text(\"01:02:03\")"]);
    for (unit, second) in [("MILLIS", 1_000), ("MICROS", 1_000_000), ("NANOS", 1_000_000_000_i64)] {
        let schema = format!("optional int64 a (TIMESTAMP({unit}, true));");
        let stamps = long(&[1_704_067_200 * second + second - 1, -1]);
        assert_eq!(cells(&schema, stamps), [moment(2024, 1, 1, 0), moment(1969, 12, 31, 86_399)], "{unit}");
    }
    let mut legacy = Int96::new();
    legacy.set_data(0, 0, 2_460_311);
    assert_eq!(cells("optional int96 a;", Values::Legacy(vec![Some(legacy)])), [moment(2024, 1, 1, 0)]);
}

#[test]
fn nested_columns_are_left_out_and_a_file_of_nothing_else_is_refused() {
    let schema = "optional group tags { repeated binary tag (STRING); } optional binary a (STRING); repeated int32 many;";
    let empty = file(schema, &[], WriterProperties::default());
    let columns = Columns::open(&empty, &Layout::default()).unwrap();
    assert_eq!((columns.headings(), seen(&columns).unwrap().len()), (&["a".to_owned()][..], 0));
    let nested =
        file("optional group tags { repeated binary tag (STRING); }", &[], WriterProperties::default());
    assert!(matches!(
        Columns::open(&nested, &Layout::default()),
        Err(Fault::BadFormat { format: "Parquet", .. })
    ));
}

/// A file of three row groups of clients, days and amounts.
fn log(properties: WriterProperties) -> InMemory {
    let schema = "optional binary client (STRING); optional int32 day (DATE); optional double amount;";
    let group = |from: usize, to: usize| {
        let rows = from..to;
        let client =
            |row: usize| (!row.is_multiple_of(7)).then(|| format!("client-{:05}", row / 3).into_bytes());
        vec![
            Values::Bytes(rows.clone().map(client).collect()),
            Values::Int(rows.clone().map(|row| Some(19_000 + row as i32)).collect()),
            Values::Double(rows.map(|row| Some(row as f64 / 4.0)).collect()),
        ]
    };
    file(schema, &[group(0, 10), group(10, 5010), group(5010, 5011)], properties)
}

fn packed(packing: Compression, version: WriterVersion, text: Option<Encoding>) -> WriterProperties {
    let properties = WriterProperties::builder()
        .set_compression(packing)
        .set_writer_version(version)
        .set_data_page_row_count_limit(1000)
        .set_write_batch_size(100);
    match text {
        Some(encoding) => {
            properties.set_dictionary_enabled(false).set_column_encoding("client".into(), encoding).build()
        }
        None => properties.build(),
    }
}

#[test]
fn every_packing_and_encoding_gives_the_same_records() {
    let plain = log(WriterProperties::default());
    let expected = seen(&Columns::open(&plain, &Layout::default()).unwrap()).unwrap();
    assert_eq!((expected.len(), expected[5010].0), (5011, 5011));
    let packings = [
        Compression::UNCOMPRESSED,
        Compression::SNAPPY,
        Compression::GZIP(::parquet::basic::GzipLevel::default()),
        Compression::ZSTD(::parquet::basic::ZstdLevel::default()),
        Compression::BROTLI(::parquet::basic::BrotliLevel::default()),
        Compression::LZ4,
        Compression::LZ4_RAW,
    ];
    for packing in packings {
        for version in [WriterVersion::PARQUET_1_0, WriterVersion::PARQUET_2_0] {
            let texts = [Encoding::PLAIN, Encoding::DELTA_LENGTH_BYTE_ARRAY, Encoding::DELTA_BYTE_ARRAY];
            for text in [None].into_iter().chain(texts.map(Some)) {
                let file = log(packed(packing, version, text));
                let columns = Columns::open(&file, &Layout::default()).unwrap();
                let read = seen(&columns)
                    .unwrap_or_else(|fault| panic!("{packing} {version:?} {text:?}: {fault:?}"));
                assert_eq!(read, expected, "{packing} {version:?} {text:?}");
            }
        }
    }
}

#[test]
fn lanes_get_every_record_once_and_come_back() {
    let file = log(WriterProperties::default());
    let columns = Columns::open(&file, &Layout::default()).unwrap();
    for count in [1, 2, 5] {
        let lanes = columns.each((0..count).map(|_| Seen::default()).collect(), &Unwatched).unwrap();
        assert_eq!(lanes.len(), count);
        let mut all: Vec<_> = lanes.into_iter().flat_map(|lane| lane.0).collect();
        all.sort();
        assert_eq!(all, seen(&columns).unwrap());
    }
}

#[test]
fn only_the_wanted_columns_are_read() {
    let file = log(WriterProperties::default());
    let mut columns = Columns::open(&file, &Layout::default()).unwrap();
    columns.only(&[2]);
    let read = seen(&columns).unwrap();
    assert_eq!((read.len(), read[3].1.as_str()), (5011, "[Empty, Empty, Number(0.75)]"));
}

/// A lane that fails at a line.
struct FailsAt(u64);

impl Lane for FailsAt {
    fn take(&mut self, record: &Record<'_>) -> Result<(), Fault> {
        if record.line >= self.0 {
            Err(Fault::LineTooLong { line: record.line, most_bytes: 0 })
        } else {
            Ok(())
        }
    }
}

#[test]
fn of_several_faults_the_first_one_is_told() {
    let file = log(WriterProperties::default());
    let columns = Columns::open(&file, &Layout::default()).unwrap();
    for _ in 0..20 {
        let fault = columns.each((0..3).map(|_| FailsAt(8)).collect(), &Unwatched).err();
        assert!(matches!(fault, Some(Fault::LineTooLong { line: 8, .. })), "{fault:?}");
    }
}

#[test]
fn bytes_that_are_no_text_are_refused_with_their_place() {
    let rows = vec![Some(b"good".to_vec()), Some(vec![0xcf, 0xf0])];
    let file = file("optional binary client;", &[vec![Values::Bytes(rows)]], WriterProperties::default());
    let columns = Columns::open(&file, &Layout::default()).unwrap();
    let fault = seen(&columns).unwrap_err();
    assert!(
        matches!(&fault, Fault::BadFormat { message, .. } if message.contains("client, row 2")),
        "{fault:?}"
    );
}

#[test]
fn a_page_that_swells_is_not_unpacked() {
    let zeros = vec![Some(vec![b'0'; 600 << 20])];
    let packing = Compression::GZIP(::parquet::basic::GzipLevel::try_new(1).unwrap());
    let properties = packed(packing, WriterVersion::PARQUET_1_0, Some(Encoding::PLAIN));
    let file = file("optional binary client;", &[vec![Values::Bytes(zeros)]], properties);
    assert!(file.0.len() < 8 << 20, "{}", file.0.len());
    let columns = Columns::open(&file, &Layout::default()).unwrap();
    let fault = seen(&columns).unwrap_err();
    assert!(matches!(fault, Fault::Bomb { format: "Parquet", times } if times > 50), "{fault:?}");
}

/// Reads a file of whatever bytes: the number of its records, or none if it is refused.
fn records(bytes: Vec<u8>) -> Option<usize> {
    let source = InMemory(bytes);
    let columns = Columns::open(&source, &Layout::default()).ok()?;
    Some(seen(&columns).ok()?.len())
}

/// A small file of every kind of column.
fn small(version: WriterVersion, packing: Compression) -> Vec<u8> {
    let schema = "optional binary client (STRING); optional int32 day (DATE); optional double amount; \
        optional int64 at (TIMESTAMP(MILLIS, true)); optional fixed_len_byte_array(4) price (DECIMAL(9, 2)); \
        optional boolean paid; optional float tip; optional int96 old;";
    let legacy = Int96::from(vec![1, 2, 2_460_311]);
    let group = vec![
        Values::Bytes((0..40).map(|row| (row != 3).then(|| format!("c{}", row / 4).into_bytes())).collect()),
        Values::Int((0..40).map(|row| Some(19_000 + row)).collect()),
        Values::Double((0..40).map(|row| Some(f64::from(row) / 8.0)).collect()),
        Values::Long((0..40).map(|row| Some(row << 40)).collect()),
        Values::Fixed((0..40).map(|row| Some(vec![0, 0, row, 7])).collect()),
        Values::Bool((0..40).map(|row| Some(row % 3 == 0)).collect()),
        Values::Float((0..40).map(|row| Some(row as f32 / 3.0)).collect()),
        Values::Legacy((0..40).map(|_| Some(legacy)).collect()),
    ];
    let text = (version == WriterVersion::PARQUET_2_0).then_some(Encoding::DELTA_BYTE_ARRAY);
    file(schema, &[group.clone(), group], packed(packing, version, text)).0
}

#[test]
fn a_file_that_is_cut_off_is_refused() {
    let whole = small(WriterVersion::PARQUET_1_0, Compression::SNAPPY);
    assert_eq!(records(whole.clone()), Some(80));
    for end in (0..whole.len()).step_by(7) {
        assert_eq!(records(whole[..end].to_vec()), None, "{end} bytes");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn a_file_that_is_changed_anywhere_gives_records_or_a_fault(
        second in any::<bool>(),
        packed in any::<bool>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let version = if second { WriterVersion::PARQUET_2_0 } else { WriterVersion::PARQUET_1_0 };
        let mut bytes = small(version, if packed { Compression::SNAPPY } else { Compression::UNCOMPRESSED });
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        // Never a panic; and never more rows than the file can hold.
        prop_assert!(records(bytes).is_none_or(|rows| rows as u64 <= ROWS_ANYWAY));
    }

    #[test]
    fn values_come_back_as_they_were_written(
        rows in prop::collection::vec((prop::option::of("[a-zа-я ]{0,9}"), prop::option::of(any::<i64>()), prop::option::of(any::<f64>())), 1..300),
    ) {
        let columns = vec![
            Values::Bytes(rows.iter().map(|row| row.0.clone().map(String::into_bytes)).collect()),
            Values::Long(rows.iter().map(|row| row.1).collect()),
            Values::Double(rows.iter().map(|row| row.2).collect()),
        ];
        let file = file("optional binary a (STRING); optional int64 b; optional double c;", &[columns], WriterProperties::default());
        let columns = Columns::open(&file, &Layout::default()).unwrap();
        let read = seen(&columns).unwrap();
        prop_assert_eq!(read.len(), rows.len());
        for ((line, cells), (place, (a, b, c))) in read.into_iter().zip(rows.iter().enumerate()) {
            let a = a.as_deref().map_or("", str::trim);
            let text = if a.is_empty() { Cell::Empty } else { Cell::Text(a) };
            let number = c.map_or(super::super::held::Held::EMPTY, super::super::held::Held::number);
            let expected = [text, b.map_or(Cell::Empty, Cell::Whole), number.cell()];
            prop_assert_eq!((line, cells), (place as u64 + 1, format!("{expected:?}")));
        }
    }
}
