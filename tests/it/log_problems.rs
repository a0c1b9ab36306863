//! What is wrong with a log is said in a sentence, with its place and its remedy, and nothing is lost in silence.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use crate::shop::Shop;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;
use std::io::{Seek, SeekFrom, Write};

const GOOD: &str = "client,date,amount\n1,2024-01-05,10\n2,2024-01-09,7\n1,2024-03-05,5\n";

fn complaint(shop: &Shop, words: &[&str]) -> String {
    let done = shop.ltvcast(words).assert().code(2);
    let output = done.get_output();
    assert!(output.stdout.is_empty(), "{words:?}");
    assert!(!shop.path("output").exists() || shop.entries("output").is_empty(), "{words:?}");
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn a_log_that_cannot_be_read_is_told_with_its_place_and_remedy() {
    let cases: [(&[u8], &[&str]); 34] = [
        (b"", &["empty", "headings"]),
        (b"\xEF\xBB\xBF", &["empty"]),
        (b"client,date,amount\n", &["nothing below"]),
        (b"client,date,amount", &["nothing below"]),
        (b"client,date,amount\n1,2024-01-05,10\n1,2024-02-05,10\n", &["one client", "--customer"]),
        (b"client,date,amount\n1,2024-01-05,10\n2,2024-01-05,10\n", &["2024-01-05", "--date"]),
        (b"client,date,amount\n1,2099-01-05,10\n2,2099-02-05,10\n", &["2 of 2 rows", "2099-01-05", "line 2"]),
        (b"client,date,amount\n1,2024-01-05,1e300\n2,2024-02-05,1e300\n", &["2 of 2 rows", "1e300", "line 2"]),
        (b"client,date,amount\n1,2024-01-05,10\n2,2024-01-06,7\n1,2024-02-05,-30\n", &["-13", "--amount"]),
        (b"client,when,amount\n1,2024-01-05,10\n", &["date", "client, when, amount", "--date"]),
        (b"client,order_date,payment date,amount\n1,2024-01-05,2024-01-06,10\n", &["order_date, payment date", "--date"]),
        (b"client,date,amount\n1,1/2/2024,10\n2,3/4/2024,10\n", &["line 2", "1/2/2024", "--dates"]),
        (b"client,date,amount\n1,1/2/2024,10\n2,3/14/2024,10\n3,15/4/2024,1\n", &["line 4", "line 3", "--dates"]),
        (b"client;date;amount\n1;2024-01-05;1,234\n2;2024-02-05;5\n", &["line 2", "1,234", "--decimal"]),
        (b"client,date,amount\n1,2024-01-05,\"10\n2,2024-01-05,10\n", &["line 2", "quote", "close"]),
        (b"client,date,amount,segment\n\xD0\x90,2024-01-05,10,a\n2,2024-02-05,10,\xC0\xC1\xC2\n", &["line 3", "UTF-8", "--encoding"]),
        (b"client,date,amount,segment\n\xC0\xC1\xC2,2024-01-05,10,a\n2,2024-02-05,10,\xD0\x90\xD0\xB1\xD0\xB2\n", &["line 3", "--encoding"]),
        (b"PK\x03\x04 and no more of it", &["XLSX"]),
        (b"PAR1 and no more of it PAR1", &["Parquet"]),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 an old workbook", &["XLS", ".xlsx"]),
        (b"\x1f\x8b\x08\0\0\0\0\0\0\x03 broken", &["gzip"]),
        (b"\x28\xb5\x2f\xfd broken", &["zstd"]),
        (b"\0\0\0\0\0\0\0\0\0\0", &["no text, workbook (XLSX) or Parquet file", "export"]),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x04\0\0\0\x02\x58\x08\x06\0\0\0", &["no text, workbook"]),
        (b"\x13\xF1\x9A\x02\xE4\x1B\x07\x88\x05\xAB\x98\x10\xC3\n\x0E\xFD", &["no text, workbook"]),
        (b"client,date,amount\n1,24-01-30,10\n2,24-02-28,7\n1,24-03-01,7\n", &["3 of 3 rows", "line 2: 24-01-30", "--dates day-first"]),
        (b"client,date,amount,order currency\n1,2024-01-05,10,\xE2\x82\xBD\n2,2024-02-05,7,CHF\n", &["RUB (line 2), CHF (line 3)"]),
        (b"17,2024-01-05,10\n18,2024-02-05,7\n17,2024-03-05,7\n", &["values and no headings", "17, 2024-01-05, 10", "client,date,amount"]),
        (b"client,date,amount\n1,45292,10\n2,1704412800,7\n", &["line 2: 45292", "as spreadsheets do"]),
        (b"client,date,amount\n1,2024-01-05,$10\n2,2024-02-05,\xE2\x82\xAC7\n", &["USD (line 2), EUR (line 3)", "convert"]),
        (b"client,date,amount,currency\n1,2024-01-05,10,RUB\n2,2024-02-05,7,usd\n", &["RUB (line 2), USD (line 3)", "--currency"]),
        (b"Report\n\nof 2024\nclient,date,amount\n1,2024-01-05,10\n1,2024-01-09,ten\n", &["one client"]),
        (b"client,date,amount,cost\n1,2024-01-05,10,-6\n2,2024-02-05,7,-2\n", &["-8 in all", "positive"]),
        (b"just some words\nand more of them\n", &["client", "--customer"]),
    ];
    let shop = Shop::new();
    for (bytes, words) in cases {
        shop.write("log.csv", bytes);
        let said = complaint(&shop, &["metrics", "log.csv"]);
        let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(60)]).into_owned();
        assert!(said.contains("log.csv: "), "{shown}\n{said}");
        assert!(words.iter().all(|word| said.contains(word)), "{shown}\n{said}");
        assert!(!said.contains("panicked"), "{said}");
    }
}

#[test]
fn options_that_settle_it_do() {
    let shop = Shop::new();
    shop.write(
        "log.csv",
        b"client;order_date;payment date;amount\n1;1/2/2024;2024-01-06;1,234\n2;3/4/2024;2024-02-06;10\n",
    );
    let revenue = |words: &[&str]| {
        let all: Vec<&str> = ["metrics", "log.csv", "--json"].iter().chain(words).copied().collect();
        let done = shop.ltvcast(&all).assert().code(0);
        let json: Value = serde_json::from_slice(&done.get_output().stdout).unwrap();
        (json["data"]["revenue"].as_f64().unwrap(), json["data"]["from"].as_str().unwrap().to_owned())
    };
    let day_first = ["--date", "order_date", "--dates", "day-first", "--decimal", "point"];
    assert_eq!(revenue(&day_first), (1244.0, "2024-02-01".to_owned()));
    let month_first = ["--date", "Order Date", "--dates", "month-first", "--decimal", "comma"];
    assert_eq!(revenue(&month_first), (11.234, "2024-01-02".to_owned()));
    shop.write("log.csv", b"client;date;amount\n1;01.02.2024;200,-\n2;02-03-24;1 500,-\n");
    assert_eq!(revenue(&["--dates", "month-first"]), (1700.0, "2024-01-02".to_owned()));
    assert_eq!(revenue(&["--dates", "day-first"]), (1700.0, "2024-02-01".to_owned()));
}

#[test]
fn what_the_user_names_is_checked() {
    let shop = Shop::new();
    shop.write("log.csv", GOOD.as_bytes());
    shop.write("book.xlsx", b"PK\x03\x04");
    let cases: [(&[&str], &str); 8] = [
        (&["metrics", "none.csv"], "none.csv: cannot be read"),
        (&["metrics", "."], "it is a folder"),
        (&["metrics", "log.csv", "--customer", "buyer"], "there is no column buyer"),
        (&["metrics", "log.csv", "--until", "yesterday"], "2024-01-31"),
        (&["metrics", "log.csv", "--delimiter", "\""], "--delimiter"),
        (&["metrics", "log.csv", "--sheet", "Orders"], "--sheet is of use with a workbook"),
        (&["metrics", "book.xlsx", "--delimiter", ";"], "--delimiter is of use with a text"),
        (
            &["metrics", "log.csv", "--from", "2024-03-01", "--until", "2024-02-01"],
            "--from 2024-03-01 is after --until 2024-02-01",
        ),
    ];
    for (words, part) in cases {
        let said = complaint(&shop, words);
        assert!(said.contains(part), "{words:?}\n{said}");
    }
}

/// What stands beside a log is held to what is asked of it.
#[test]
fn tables_beside_a_log_that_say_little_of_it_are_told() {
    let shop = Shop::new();
    shop.write("log.csv", GOOD.as_bytes());
    let cases: [(&str, &str, &[&str]); 6] = [
        ("--spend", "month,spend\n2024-01,10\n2024-02,much\nlater,5\n", &["2 of 3 rows", "--max-rejected"]),
        ("--spend", "month,spend\n2024-01,$10\n2024-02,7 EUR\n", &["USD (line 2), EUR (line 3)"]),
        (
            "--subscriptions",
            "client,start,end\n1,2024-01-05,\n2,soon,\n3,,\n",
            &["2 of 3 rows", "--max-rejected"],
        ),
        ("--subscriptions", "client,start\n1,2024-01-05\n", &["end", "client, start"]),
        (
            "--subscriptions",
            "client,start,end\n1,2025-02-05,\n2,2025-01-05,\n",
            &["start after 2024-03-05", "2025-01-05", "--until"],
        ),
        (
            "--subscriptions",
            "client,start,end\nc-2,2024-02-05,\nc-1,2024-01-05,\n",
            &["as c-1, there as 1", "--customer"],
        ),
    ];
    for (option, table, words) in cases {
        shop.write("beside.csv", table.as_bytes());
        let said = complaint(&shop, &["metrics", "log.csv", option, "beside.csv"]);
        assert!(said.contains("beside.csv: ") && words.iter().all(|word| said.contains(word)), "{said}");
    }
    shop.write("beside.csv", cases[0].1.as_bytes());
    shop.ltvcast(&["metrics", "log.csv", "--spend", "beside.csv", "--max-rejected", "70%"]).assert().code(0);
}

/// One wrong date far away is seen by what lies between.
#[test]
fn a_long_time_without_orders_is_told() {
    let shop = Shop::new();
    shop.write("log.csv", format!("{GOOD}3,2004-03-05,5\n").as_bytes());
    let done = shop.ltvcast(&["metrics", "log.csv"]).assert().code(0);
    let said = String::from_utf8(done.get_output().stdout.clone()).unwrap();
    assert!(said.contains("No order at all from 2004-04 to 2023-12, 237 months"), "{said}");
    let done = shop.ltvcast(&["metrics", "log.csv", "--from", "2024-01-01"]).assert().code(0);
    let said = String::from_utf8(done.get_output().stdout.clone()).unwrap();
    assert!(!said.contains("No order at all"), "{said}");
    assert!(said.contains("Who ordered before the first day counts as new"), "{said}");
}

/// Days that the user leaves out are no slips, however many; a date that is yet to come is one.
#[test]
fn rows_of_days_that_nobody_asked_for_count_as_no_slips() {
    let shop = Shop::new();
    let late = (1..=9).map(|n| format!("{n},2024-06-0{n},5\n")).collect::<Vec<String>>().concat();
    shop.write("log.csv", format!("{GOOD}{late}").as_bytes());
    let read = |words: &[&str]| {
        let done = shop.ltvcast(&[&["metrics", "log.csv", "--json"], words].concat()).assert().code(0);
        let found: Value = serde_json::from_slice(&done.get_output().stdout).unwrap();
        found["data"].clone()
    };
    assert_eq!(read(&["--until", "2024-03-31"])["used"], 3);
    assert_eq!(read(&["--from", "2024-06-08"])["used"], 2);
    let shop = Shop::new();
    // Of the four rows until March one is wrong: a quarter, and not a thirteenth.
    shop.write("log.csv", format!("{GOOD}3,2024-02-05,ten\n{late}").as_bytes());
    let cut = ["metrics", "log.csv", "--until", "2024-03-31", "--max-rejected", "20%"];
    let said = complaint(&shop, &cut);
    assert!(said.contains("1 of 4 rows are rejected, 25 %"), "{said}");
    shop.write("log.csv", format!("{GOOD}{late}").as_bytes());
    let said = complaint(&shop, &["metrics", "log.csv", "--until", "2023-12-31"]);
    assert!(said.contains("no row is of the days"), "{said}");
    shop.write("log.csv", format!("{GOOD}{}", late.replace("2024", "2099")).as_bytes());
    let said = complaint(&shop, &["metrics", "log.csv"]);
    assert!(said.contains("9 of 12 rows are rejected, 75 %"), "{said}");
}

/// Rows read = rows used + rows rejected, each reason counted.
#[test]
fn every_row_is_accounted_for() {
    let shop = Shop::new();
    let rows = [
        "client,date,amount,cost,order_id",
        "1,2024-01-05,10,4,a",
        "1,2024-01-05,10,4,a",
        "1,2024-02-30,10,4,b",
        ",2024-02-03,10,4,c",
        "2,2024-02-03,0,0,d",
        "2,2024-02-03,ten,0,e",
        "2,2024-02-03,,0,f",
        "2,2024-02-13,-5,-2,g",
        "3,2024-02-03,-5,0,h",
        "3,2024-03-03,5,1,i",
        "4,,5,1,j",
        "4,2024-03-03",
        "4,2099-03-03,5,1,k",
        "5,2024-03-03,1e13,1,l",
        "5,2024-03-03,1,much,m",
        "6,2023-12-31,12.3456789,,n",
        "6,2024-01-31,1,,o",
        "Итого,2024-01-31,100,,p",
        "7,2024-02-01,1,0,\"q",
        "8,2024-02-01,1,0,\"r",
    ];
    shop.write("log.csv", rows.join("\n").as_bytes());
    let json = |words: &[&str]| -> Value {
        let all: Vec<&str> =
            ["metrics", "log.csv", "--json", "--max-rejected", "90%"].iter().chain(words).copied().collect();
        serde_json::from_slice(&shop.ltvcast(&all).assert().code(0).get_output().stdout).unwrap()
    };
    let data = json(&[])["data"].clone();
    let rejected = serde_json::json!({
        "after_until": 1, "amount_out_of_range": 1, "bad_amount": 1, "bad_cost": 1, "bad_date": 1, "cell_count": 1, "no_amount": 1,
        "no_client": 1, "no_date": 1, "return_without_order": 1, "stray_quotes": 2, "total": 1
    });
    assert_eq!(data["rejected"], rejected);
    assert_eq!((data["rows"].as_u64(), data["used"].as_u64()), (Some(20), Some(7)));
    assert_eq!((data["zero_amounts"].as_u64(), data["repeated_rows"].as_u64()), (Some(1), Some(1)));
    assert_eq!((data["clients"].as_u64(), data["orders"].as_u64()), (Some(4), Some(5)));
    assert_eq!(data["returns"], serde_json::json!({ "rows": 1, "amount": -5.0 }));
    assert_eq!((&data["rounded_rows"], &data["rows_without_cost"]), (&1.into(), &2.into()));
    assert_eq!(data["revenue"], 33.345_679);

    let data = json(&["--drop-repeats", "--from", "2024-01-01"])["data"].clone();
    assert_eq!((&data["rejected"]["duplicate"], &data["rejected"]["before_from"]), (&1.into(), &1.into()));
    assert_eq!((data["used"].as_u64(), data["clients"].as_u64()), (Some(5), Some(4)));
    let said = shop.ltvcast(&["metrics", "log.csv", "--max-rejected", "90%"]).assert().code(0);
    let said = String::from_utf8(said.get_output().stdout.clone()).unwrap();
    for example in ["line 4", "2024-02-30", "line 7", "ten", "line 15", "3, 2024-02-03, -5"] {
        assert!(said.contains(example), "{example}\n{said}");
    }
}

/// A line of a gigabyte costs neither its memory nor its time.
#[test]
fn a_line_without_end_is_told() {
    let shop = Shop::new();
    let mut file = std::fs::File::create(shop.path("long.csv")).unwrap();
    file.write_all(GOOD.as_bytes()).unwrap();
    // A hole: nothing is written, and noughts are read.
    file.seek(SeekFrom::Start(1 << 30)).unwrap();
    file.write_all(b"\n").unwrap();
    drop(file);
    let said = complaint(&shop, &["metrics", "long.csv"]);
    assert!(said.contains("line 5") && said.contains("16 MiB"), "{said}");
}

#[test]
fn packed_bytes_without_end_are_told() {
    let shop = Shop::new();
    let mut packed =
        GzEncoder::new(std::fs::File::create(shop.path("bomb.csv.gz")).unwrap(), Compression::best());
    packed.write_all(GOOD.as_bytes()).unwrap();
    // What repeats itself as much as this becomes a thousand times larger.
    let lines = format!("1,2024-01-05,10{}\n", " ".repeat(4000)).repeat(250);
    for _ in 0..300 {
        packed.write_all(lines.as_bytes()).unwrap();
    }
    packed.finish().unwrap();
    let said = complaint(&shop, &["metrics", "bomb.csv.gz"]);
    assert!(said.contains("times as large") && said.contains("that is no log"), "{said}");
}

#[test]
fn a_truncated_pack_is_told() {
    let shop = Shop::new();
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    writeln!(packed, "client,date,amount").unwrap();
    for client in 0..200_000 {
        writeln!(packed, "{client},2024-01-{:02},{}", client % 28 + 1, client % 977).unwrap();
    }
    let packed = packed.finish().unwrap();
    for share in [1, 2, 9] {
        shop.write("log.csv.gz", &packed[..packed.len() * share / 10]);
        let said = complaint(&shop, &["metrics", "log.csv.gz"]);
        assert!(said.contains("gzip") && said.contains("again"), "{said}");
    }
}

#[cfg(unix)]
#[test]
fn without_room_for_its_rows_a_log_says_where_room_is_needed() {
    let shop = Shop::new();
    // More than what is kept in memory, and no folder to put the rest in.
    let mut log = std::io::BufWriter::new(std::fs::File::create(shop.path("large.csv")).unwrap());
    writeln!(log, "client,date,amount").unwrap();
    let long = "x".repeat(2000);
    for client in 0..150_000 {
        writeln!(log, "{client}{long},2024-01-05,1").unwrap();
    }
    drop(log);
    let done = shop.ltvcast(&["metrics", "large.csv"]).env("TMPDIR", "/nowhere").assert().code(2);
    let said = String::from_utf8(done.get_output().stderr.clone()).unwrap();
    assert!(said.contains("TMPDIR"), "{said}");
}
