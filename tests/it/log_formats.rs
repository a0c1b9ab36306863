//! The same orders, written in many ways, give the same bytes.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use crate::shop::Shop;
use flate2::Compression;
use flate2::write::GzEncoder;
use parquet::basic::{Compression as Packed, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;

/// An order: client, `2025-01-31`, `14:05:09`, hundredths, segment.
struct Order {
    client: String,
    day: [u16; 3],
    time: [u16; 3],
    cents: i64,
    segment: String,
}

/// The committed log, without the rows that are wrong on purpose.
fn orders() -> Vec<Order> {
    let log = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/logs/shop.csv");
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(log).unwrap();
    let numbers = |text: &str, separator: char| -> Option<[u16; 3]> {
        let parts: Vec<u16> = text.split(separator).map(str::parse).collect::<Result<_, _>>().ok()?;
        parts.try_into().ok()
    };
    let order = |record: csv::StringRecord| {
        let (day, time) = record.get(1)?.split_once(' ')?;
        let client = record.get(0).filter(|client| !client.is_empty())?.to_owned();
        let cents = (record.get(2)?.parse::<f64>().ok()? * 100.0).round() as i64;
        Some(Order {
            client,
            day: numbers(day, '-')?,
            time: numbers(time, ':')?,
            cents,
            segment: record.get(3)?.to_owned(),
        })
    };
    let orders: Vec<Order> = reader.records().filter_map(|record| order(record.unwrap())).collect();
    assert!(orders.len() > 1000 && orders.iter().any(|order| order.cents < 0), "{}", orders.len());
    orders
}

fn plain(orders: &[Order]) -> String {
    let mut text = "client,date,amount,segment\n".to_owned();
    for Order { client, day: [y, m, d], time: [h, min, s], cents, segment } in orders {
        let amount = *cents as f64 / 100.0;
        writeln!(text, "{client},{y}-{m:02}-{d:02} {h:02}:{min:02}:{s:02},{amount:.2},{segment}").unwrap();
    }
    text
}

/// Semicolons, Russian headings, days first, decimal commas, thousands apart.
fn russian(orders: &[Order]) -> String {
    let mut text = "Клиент;Дата заказа;Сумма, руб.;Сегмент\r\n".to_owned();
    for Order { client, day: [y, m, d], time: [h, min, s], cents, segment } in orders {
        let (sign, size) = (if *cents < 0 { "-" } else { "" }, cents.unsigned_abs());
        let (whole, rest) = (size / 100, size % 100);
        let whole = if whole >= 1000 {
            format!("{}\u{A0}{:03}", whole / 1000, whole % 1000)
        } else {
            whole.to_string()
        };
        write!(text, "{client};{d:02}.{m:02}.{y} {h}:{min:02}:{s:02};{sign}{whole},{rest:02};{segment}\r\n")
            .unwrap();
    }
    text
}

/// Tabs, months first, a clock of twelve hours, dollars.
fn american(orders: &[Order]) -> String {
    let mut text = "Segment\tCustomer ID\tOrder Date\tTotal\n".to_owned();
    for Order { client, day: [y, m, d], time: [h, min, s], cents, segment } in orders {
        let (whole, rest) = (cents.unsigned_abs() / 100, cents.unsigned_abs() % 100);
        let grouped =
            if whole >= 1000 { format!("{},{:03}", whole / 1000, whole % 1000) } else { whole.to_string() };
        let amount =
            if *cents < 0 { format!("(${grouped}.{rest:02})") } else { format!("${grouped}.{rest:02}") };
        let half = if *h < 12 { "AM" } else { "PM" };
        let hour = if h % 12 == 0 { 12 } else { h % 12 };
        writeln!(text, "{segment}\t{client}\t{m}/{d}/{y} {hour}:{min:02}:{s:02} {half}\t{amount}").unwrap();
    }
    text
}

fn windows_1251(text: &str) -> Vec<u8> {
    let (bytes, _, has_strange) = encoding_rs::WINDOWS_1251.encode(text);
    assert!(!has_strange);
    bytes.into_owned()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

/// A cover sheet, and the orders below a title of so many rows.
fn workbook(orders: &[Order], title: u32, place: &Path) {
    let mut book = Workbook::new();
    if title > 0 {
        let cover = book.add_worksheet().set_name("Обложка").unwrap();
        cover.write_string(3, 1, "Заказы клиентов").unwrap();
    }
    let sheet = book.add_worksheet();
    for row in 0..title {
        sheet.write_string(row, 0, "Выгрузка от 01.02.2026").unwrap();
    }
    let moment = Format::new().set_num_format("dd.mm.yyyy hh:mm:ss");
    for (column, heading) in ["Клиент", "Дата заказа", "Сумма, руб.", "Сегмент"].into_iter().enumerate()
    {
        sheet.write_string(title, column as u16, heading).unwrap();
    }
    for (place, order) in orders.iter().enumerate() {
        let row = title + place as u32 + 1;
        let [y, m, d] = order.day;
        let [h, min, s] = order.time;
        let when =
            ExcelDateTime::from_ymd(y, m as u8, d as u8).unwrap().and_hms(h, min as u8, s as u8).unwrap();
        sheet.write_string(row, 0, &order.client).unwrap();
        sheet.write_datetime_with_format(row, 1, when, &moment).unwrap();
        sheet.write_number(row, 2, order.cents as f64 / 100.0).unwrap();
        sheet.write_string(row, 3, &order.segment).unwrap();
    }
    book.save(place).unwrap();
}

fn parquet(orders: &[Order], place: &Path) {
    let text = |name: &str| {
        let column = Type::primitive_type_builder(name, Physical::BYTE_ARRAY)
            .with_logical_type(Some(LogicalType::String));
        Arc::new(column.with_repetition(Repetition::REQUIRED).build().unwrap())
    };
    let whole = |name: &str, logical: LogicalType, precision: i32, scale: i32| {
        let column = Type::primitive_type_builder(name, Physical::INT64).with_logical_type(Some(logical));
        let column = column.with_precision(precision).with_scale(scale).with_repetition(Repetition::REQUIRED);
        Arc::new(column.build().unwrap())
    };
    let date = whole("date", LogicalType::timestamp(false, parquet::basic::TimeUnit::MICROS), -1, -1);
    let amount = whole("amount", LogicalType::decimal(2, 15), 15, 2);
    let schema =
        Type::group_type_builder("orders").with_fields(vec![text("client"), date, amount, text("segment")]);
    let properties = Arc::new(WriterProperties::builder().set_compression(Packed::SNAPPY).build());
    let file = std::fs::File::create(place).unwrap();
    let mut writer = SerializedFileWriter::new(file, Arc::new(schema.build().unwrap()), properties).unwrap();
    for part in orders.chunks(orders.len() / 3 + 1) {
        let mut group = writer.next_row_group().unwrap();
        let texts = |of: fn(&Order) -> &str| -> Vec<ByteArray> {
            part.iter().map(|order| of(order).into()).collect()
        };
        let moments: Vec<i64> = part.iter().map(|order| seconds(order) * 1_000_000).collect();
        let cents: Vec<i64> = part.iter().map(|order| order.cents).collect();
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<ByteArrayType>().write_batch(&texts(|order| &order.client), None, None).unwrap();
        column.close().unwrap();
        for numbers in [moments, cents] {
            let mut column = group.next_column().unwrap().unwrap();
            column.typed::<Int64Type>().write_batch(&numbers, None, None).unwrap();
            column.close().unwrap();
        }
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<ByteArrayType>().write_batch(&texts(|order| &order.segment), None, None).unwrap();
        column.close().unwrap();
        group.close().unwrap();
    }
    writer.close().unwrap();
}

/// Seconds since 1970, by counting leap years.
fn seconds(order: &Order) -> i64 {
    let [y, m, d] = order.day.map(i64::from);
    let is_leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let lengths = [31, if is_leap(y) { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let years: i64 = (1970..y).map(|year| if is_leap(year) { 366 } else { 365 }).sum();
    let days = years + lengths[..m as usize - 1].iter().sum::<i64>() + d - 1;
    let [h, min, s] = order.time.map(i64::from);
    days * 86_400 + h * 3600 + min * 60 + s
}

/// What a log says: on stdout, as JSON, and every file of its folder.
fn result(shop: &Shop, log: &str, words: &[&str]) -> Vec<(String, Vec<u8>)> {
    let all: Vec<&str> = ["metrics", log, "--out", "result"].iter().chain(words).copied().collect();
    let said = shop.ltvcast(&all).assert().code(0).get_output().stdout.clone();
    let mut files = vec![("stdout".to_owned(), said)];
    for folder in ["result", "result/charts"] {
        for name in shop.entries(folder) {
            let place = shop.path(folder).join(&name);
            if place.is_file() {
                files.push((name, std::fs::read(place).unwrap()));
            }
        }
    }
    assert!(files.len() >= 7, "{:?}", files.iter().map(|file| &file.0).collect::<Vec<_>>());
    files
}

#[test]
fn the_same_orders_give_the_same_bytes_however_they_are_written() {
    let orders = orders();
    let shop = Shop::new();
    let (plain, russian, american) = (plain(&orders), russian(&orders), american(&orders));
    shop.write("plain.csv", plain.as_bytes());
    let expected = result(&shop, "plain.csv", &[]);

    let utf16: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(american.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    shop.write("marked.csv", format!("\u{FEFF}{plain}").as_bytes());
    shop.write("russian.csv", &windows_1251(&russian));
    shop.write("american.tsv", american.as_bytes());
    shop.write("utf16.txt", &utf16);
    shop.write("plain.csv.gz", &gzip(plain.as_bytes()));
    shop.write("russian.csv.gz", &gzip(&windows_1251(&russian)));
    shop.write("russian.csv.zst", &zstd::encode_all(windows_1251(&russian).as_slice(), 3).unwrap());
    workbook(&orders, 0, &shop.path("russian.xlsx"));
    workbook(&orders, 4, &shop.path("covered.xlsx"));
    let title = "Выгрузка: заказы, возвраты\r\n\r\nс 01.01.2025;;;\r\n";
    shop.write("titled.csv", &windows_1251(&format!("{title}{russian}")));
    parquet(&orders, &shop.path("orders.parquet"));
    // The same orders, the other way round.
    let mut turned: Vec<&str> = plain.lines().collect();
    turned[1..].reverse();
    shop.write("turned.csv", turned.join("\n").as_bytes());

    let logs = [
        "marked.csv",
        "russian.csv",
        "american.tsv",
        "utf16.txt",
        "plain.csv.gz",
        "russian.csv.gz",
        "russian.csv.zst",
        "russian.xlsx",
        "covered.xlsx",
        "titled.csv",
        "orders.parquet",
        "turned.csv",
    ];
    for (log, words) in
        logs.into_iter().map(|log| (log, [].as_slice())).chain([("plain.csv", ["--threads", "1"].as_slice())])
    {
        for ((name, bytes), (expected_name, expected)) in result(&shop, log, words).iter().zip(&expected) {
            assert_eq!(name, expected_name, "{log}");
            let (shown, shown_first) = (String::from_utf8_lossy(bytes), String::from_utf8_lossy(expected));
            let line = shown.lines().zip(shown_first.lines()).find(|(line, first)| line != first);
            assert!(bytes == expected, "{log}: {name} differs: {line:?}");
        }
    }
}

/// What was found out of a log is told beside the result.
#[test]
fn how_a_log_is_understood_is_told() {
    let shop = Shop::new();
    let orders = orders();
    workbook(&orders, 2, &shop.path("covered.xlsx"));
    shop.write("titled.csv", &windows_1251(&format!("Заказы\n\n{}", russian(&orders))));
    let cases: [(&str, &[&str]); 2] = [
        (
            "covered.xlsx",
            &["client = Клиент", "headings in line 3", "sheet Sheet2", "Sheets that are not read: Обложка"],
        ),
        (
            "titled.csv",
            &["amount = Сумма, руб.", "decimal comma", "text in Windows-1251", "headings in line 3"],
        ),
    ];
    for (log, parts) in cases {
        let done = shop.ltvcast(&["metrics", log]).assert().code(0);
        let told = String::from_utf8(done.get_output().stderr.clone()).unwrap();
        assert!(parts.iter().all(|part| told.contains(part)), "{told}");
    }
}

#[test]
fn a_day_without_a_time_is_the_same_day() {
    let shop = Shop::new();
    shop.write("a.csv", b"client,date,amount\n1,2024-01-05,10\n2,2024-01-05,7\n1,2024-03-05,5\n");
    shop.write("b.csv", b"client,date,amount\n1,05.01.2024 00:00,10.00\n2,20240105,7\n1,\"Mar 5, 2024\",5\n");
    assert_eq!(result(&shop, "a.csv", &[]), result(&shop, "b.csv", &[]));
}

/// Another amount, client, day or order is another log.
#[test]
fn the_digest_is_of_the_rows() {
    let shop = Shop::new();
    let log = "client,date,amount,order_id\n1,2024-01-05,10,a\n2,2024-02-05,7,b\n";
    let digest = |text: &str| {
        shop.write("log.csv", text.as_bytes());
        let done = shop.ltvcast(&["metrics", "log.csv", "--json"]).assert().code(0);
        let json: serde_json::Value = serde_json::from_slice(&done.get_output().stdout).unwrap();
        json["data"]["digest"].as_str().unwrap().to_owned()
    };
    let first = digest(log);
    assert_eq!(digest(&log.replace("10,a", "10.00,a")), first);
    for (from, to) in [("10,a", "10.01,a"), ("1,2024", "3,2024"), ("01-05", "01-06"), (",b", ",c")] {
        assert_ne!(digest(&log.replacen(from, to, 1)), first, "{from} -> {to}");
    }
}

/// A workbook keeps numbers as floats, in which clients of 18 digits become one.
#[test]
fn numbers_that_a_workbook_cannot_keep_are_no_clients() {
    let shop = Shop::new();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, heading) in ["client", "date", "amount", "order_id"].into_iter().enumerate() {
        sheet.write_string(0, column as u16, heading).unwrap();
    }
    let rows = [
        (123_456_789_012_345_678.0, 1.0),
        (123_456_789_012_345_679.0, 2.0),
        (7.0, 3e17),
        (8.0, 4.0),
        (9.0, 5.0),
    ];
    for (row, (client, order)) in (1..).zip(rows) {
        sheet.write_number(row, 0, client).unwrap();
        sheet.write_string(row, 1, format!("2024-0{row}-05")).unwrap();
        sheet.write_number(row, 2, 10).unwrap();
        sheet.write_number(row, 3, order).unwrap();
    }
    book.save(shop.path("long.xlsx")).unwrap();
    let words = ["metrics", "long.xlsx", "--json", "--max-rejected", "60%"];
    let json: serde_json::Value =
        serde_json::from_slice(&shop.ltvcast(&words).assert().code(0).get_output().stdout).unwrap();
    assert_eq!(json["data"]["rejected"], serde_json::json!({ "long_number": 3 }));
    assert_eq!(json["data"]["clients"], 2);
    let refused = shop.ltvcast(&words[..2]).assert().code(2);
    let said = String::from_utf8(refused.get_output().stderr.clone()).unwrap();
    assert!(said.contains("keep it as a text") && said.contains("line 2: 123456789012345"), "{said}");
}

#[test]
fn the_sheet_that_is_read_is_told_and_those_that_are_not() {
    let shop = Shop::new();
    let mut book = Workbook::new();
    for (name, amount) in [("Orders", 10.0), ("Older orders", 99.0)] {
        let sheet = book.add_worksheet();
        sheet.set_name(name).unwrap();
        for (column, heading) in ["client", "date", "amount"].into_iter().enumerate() {
            sheet.write_string(0, column as u16, heading).unwrap();
        }
        for row in 1..4 {
            sheet.write_string(row, 0, format!("c{}", row % 2)).unwrap();
            sheet.write_string(row, 1, format!("2024-0{row}-05")).unwrap();
            sheet.write_number(row, 2, amount).unwrap();
        }
    }
    book.save(shop.path("two.xlsx")).unwrap();
    let told = |words: &[&str]| {
        let all: Vec<&str> = ["metrics", "two.xlsx"].iter().chain(words).copied().collect();
        let done = shop.ltvcast(&all).assert().code(0);
        let output = done.get_output();
        let said = [&output.stderr, &output.stdout].map(|said| String::from_utf8_lossy(said).into_owned());
        (said[0].clone(), said[1].lines().next().unwrap().to_owned())
    };
    let (aside, verdict) = told(&[]);
    assert!(
        aside.contains("; sheet Orders.") && aside.contains("not read: Older orders (--sheet"),
        "{aside}"
    );
    assert!(verdict.contains(" 3 orders, 30 in"), "{verdict}");
    let (aside, verdict) = told(&["--sheet", "Older orders"]);
    assert!(aside.contains("; sheet Older orders.") && aside.contains("not read: Orders"), "{aside}");
    assert!(verdict.contains(" 3 orders, 297 in"), "{verdict}");
}
