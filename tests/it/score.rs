//! `score` from outside: published forecasts of single clients, what came of drawn ones, the same in every format.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use crate::fit::{day, drawn_log};
use crate::shop::Shop;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::RowAccessor;
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;

fn score(shop: &Shop, words: &[&str]) -> Value {
    let all: Vec<&str> = ["score"].iter().chain(words).copied().chain(["--json"]).collect();
    let done = shop.ltvcast(&all).assert().code(0);
    serde_json::from_slice(&done.get_output().stdout).unwrap()
}

fn number(of: &Value, name: &str) -> f64 {
    of[name].as_f64().unwrap_or_else(|| panic!("{name}: {of}"))
}

/// Fitted to 250 days of a drawn log, the next 150 come out as foretold: the sum of orders within four standard deviations,
/// which the scatter of clients around their forecasts tells (1 in 16,000 by chance, and the parameters' own error is
/// smaller), and of the clients who are held to be there two thirds or more are.
#[test]
fn drawn_clients_order_as_foretold() {
    let shop = Shop::new();
    let log = drawn_log();
    shop.write("log.csv", log.as_bytes());
    let (now, horizon) = (250.0, 150.0);
    let until = day(now);
    let found =
        score(&shop, &["log.csv", "--unit", "day", "--until", &until, "--horizon", &horizon.to_string()]);
    let mut later: BTreeMap<&str, BTreeMap<&str, f64>> = BTreeMap::new();
    for row in log.lines().skip(1) {
        let cells: Vec<&str> = row.split(',').collect();
        let days = later.entry(cells[0]).or_default();
        if cells[1] > until.as_str() {
            *days.entry(cells[1]).or_default() += cells[2].parse::<f64>().unwrap();
        }
    }
    let clients = found["clients"].as_array().unwrap();
    assert_eq!(found["data"]["clients"], clients.len());
    let (mut off, mut square, mut beyond, mut value_off, mut value_square) = (0.0, 0.0, 0, 0.0, 0.0);
    for client in clients {
        let came = &later[client["client"].as_str().unwrap()];
        let orders = came.len() as f64;
        let difference = orders - number(client, "expected_orders");
        off += difference;
        square += difference * difference;
        let worth = came.values().sum::<f64>() - number(client, "expected_value");
        value_off += worth;
        value_square += worth * worth;
        // Of counts, more than a tenth may lie at the range's ends themselves.
        beyond += usize::from(orders < number(client, "orders_p10") || orders > number(client, "orders_p90"));
        assert!(number(client, "orders_p10") <= number(client, "orders_p90"), "{client}");
        assert!(number(client, "value_p10") <= number(client, "value_p90"), "{client}");
        assert!((0.0..=1.0).contains(&number(client, "p_alive")), "{client}");
    }
    assert!(off.abs() < 4.0 * f64::sqrt(square), "{off} {square}");
    assert!(value_off.abs() < 4.0 * f64::sqrt(value_square), "{value_off} {value_square}");
    let share = beyond as f64 / clients.len() as f64;
    assert!(share < 0.2, "{share} of the clients lie beyond their ranges");
    // Each tenth of expected value has a tenth of the clients, but for equal ones.
    let best = clients.iter().filter(|client| client["ltv_decile"] == 1);
    let least_of_best =
        best.clone().map(|client| number(client, "expected_value")).fold(f64::INFINITY, f64::min);
    assert!(best.count() * 10 <= clients.len() + 10);
    let above = clients.iter().filter(|client| number(client, "expected_value") > least_of_best).count();
    assert!(above * 10 <= clients.len());
}

#[test]
fn every_format_says_the_same() {
    let shop = Shop::new();
    shop.write("log.csv", drawn_log().as_bytes());
    let words = ["log.csv", "--until", &day(300.0), "--model", "bg-nbd", "--horizon", "26"];
    let found = score(&shop, &words);
    assert_eq!(
        (&found["model"], &found["horizon"], &found["unit"]),
        (&"bg-nbd".into(), &26.0.into(), &"week".into())
    );
    let clients = found["clients"].as_array().unwrap();
    let write = |more: &[&str]| shop.ltvcast(&[&["score"], &words[..], more].concat());
    write(&["-o", "out/scores.parquet"]).assert().code(0);
    let said = write(&["--quiet"]).assert().code(0);
    let said = String::from_utf8(said.get_output().stdout.clone()).unwrap();
    assert!(said.contains(" clients by BG/NBD: ") && said.contains(" orders in the next 26 weeks"), "{said}");
    let csv = shop.read("scores.csv");
    write(&["--threads", "1", "--force"]).assert().code(0);
    assert_eq!(shop.read("scores.csv"), csv);
    let again = write(&[]).assert().code(2);
    assert!(String::from_utf8(again.get_output().stderr.clone()).unwrap().contains("--force"));

    let mut lines = csv.lines();
    let head: Vec<&str> = lines.next().unwrap().split(',').collect();
    assert_eq!(
        &head[..7],
        ["client", "frequency", "recency", "age", "p_alive", "expected_orders", "orders_p10"]
    );
    let reader =
        SerializedFileReader::new(std::fs::File::open(shop.path("out/scores.parquet")).unwrap()).unwrap();
    let mut rows = reader.get_row_iter(None).unwrap();
    let mut before = String::new();
    for (line, client) in lines.zip(clients) {
        let row = rows.next().unwrap().unwrap();
        let cells: Vec<&str> = line.split(',').collect();
        assert_eq!(cells[0], client["client"]);
        assert_eq!(row.get_string(0).unwrap(), cells[0]);
        assert!(before.as_str() < cells[0], "rows are in the order of ids");
        cells[0].clone_into(&mut before);
        for (place, name) in head.iter().enumerate().skip(1) {
            let Some(value) = client[*name].as_f64() else {
                assert!(cells[place].is_empty(), "{name} {line}");
                continue;
            };
            assert!((cells[place].parse::<f64>().unwrap() - value).abs() < 1e-6, "{name} {line}");
            let stored = row.get_double(place).or_else(|_| row.get_int(place).map(f64::from)).unwrap();
            assert_eq!(stored, value, "{name}");
        }
    }
    assert!(rows.next().is_none());
}

#[test]
fn without_a_repeat_order_nothing_is_scored() {
    let shop = Shop::new();
    shop.write("log.csv", b"client,date,amount\n1,2024-01-05,10\n2,2024-01-09,7\n");
    let done = shop.ltvcast(&["score", "log.csv"]).assert().code(2);
    let said = String::from_utf8(done.get_output().stderr.clone()).unwrap();
    assert!(said.contains("nothing to score by. No client ordered on a second day"), "{said}");
    assert!(!shop.path("scores.csv").exists());
}

/// The CDNOW sample: Fader, Hardie and Lee 2005; Fader and Hardie 2013.
#[test]
fn published_clients_are_scored_as_published() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/cdnow_sample_transactions.csv");
    if !data.exists() {
        let mut stderr = std::io::stderr();
        writeln!(
            stderr,
            "\nskipped: the CDNOW sample is not at ../shared/data, so published scores were not tried"
        )
        .unwrap();
        return;
    }
    let shop = Shop::new();
    let data = data.to_str().unwrap();
    for (model, expected, p_alive) in [("bg-nbd", 25.75659, 0.9688523), ("pareto-nbd", 25.45647, 0.997874)] {
        let found = score(&shop, &[data, "--until", "1997-09-30", "--model", model, "--horizon", "52"]);
        let clients = found["clients"].as_array().unwrap();
        assert_eq!(clients.len(), 2357);
        let is_the_one = |client: &&Value| client["frequency"] == 26 && number(client, "age") == 31.0;
        let one = clients.iter().find(is_the_one).unwrap();
        assert!((number(one, "recency") - 30.857).abs() < 0.001, "{one}");
        // The published digits are those of parameters before they were rounded for print.
        assert!((number(one, "expected_orders") / expected - 1.0).abs() < 1e-4, "{one}");
        assert!((number(one, "p_alive") - p_alive).abs() < 5e-6, "{one}");
        let spend = [24.65, 18.91, 35.17, 35.17, 35.17, 71.46, 18.91, 35.17, 27.28, 35.17];
        for (client, mean) in clients.iter().zip(spend) {
            let found = number(client, "expected_value") / number(client, "expected_orders");
            assert!((found - mean).abs() < 0.0051, "{client}: {found}");
        }
    }
}
