//! The reports of an order log from outside: its figures stand in `report.html` and `report.xlsx`, names are text, and those who
//! did not make them can read them.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use crate::report_numbers::{ENGLISH, RUSSIAN, Tables, Written, numbers_of, tables};
use crate::report_readers::{nothing_is_found, program, recalculated};
use crate::shop::{SMALL, Shop};
use calamine::{Reader, Xlsx, open_workbook};
use serde_json::Value;
use std::collections::BTreeSet;

const SPEND: &str = "month,channel,spend\n2025-01,Search,5000\n2025-02,Search,5500\n2025-01,Fair,700\n";

/// The figures of a log that a scenario of two segments made.
fn measured(words: &[&str]) -> (Shop, Value) {
    let shop = Shop::new();
    let segment = SMALL.split_once("[[segment]]").unwrap().1.replacen("\"Search\"", "\"Social\"", 1);
    shop.write("two.toml", format!("{SMALL}\n[[segment]]{segment}").as_bytes());
    shop.ltvcast(&["sample", "two.toml", "-o", "orders.csv"]).assert().code(0);
    shop.write("spend.csv", SPEND.as_bytes());
    let usual = ["metrics", "orders.csv", "--spend", "spend.csv", "--margin", "60%", "--currency", "RUB"];
    let rest = ["--out", "result", "-q"];
    shop.ltvcast(&[&usual[..], &rest, words].concat()).assert().code(0);
    let metrics = serde_json::from_str(&shop.read("result/metrics.json")).unwrap();
    (shop, metrics)
}

/// What a figure is, and where `metrics.json` has it.
type Asked = (&'static str, fn(&Written, f64) -> String);

fn count(written: &Written, value: f64) -> String {
    written.fixed(value, 0)
}

/// A number and the way it is written in full; none where there is none.
fn said(of: &Value, (pointer, form): Asked, written: &Written) -> Option<(f64, String)> {
    let value = of.pointer(pointer)?.as_f64()?;
    Some((value, form(written, value)))
}

const OF_MONTHS: [Asked; 8] = [
    ("/new_clients", count),
    ("/ordering_clients", count),
    ("/active_clients", count),
    ("/churn", Written::share),
    ("/orders", count),
    ("/aov", Written::amount),
    ("/arpu", Written::amount),
    ("/revenue", Written::amount),
];
const OF_SEGMENTS: [Asked; 15] = [
    ("/clients", count),
    ("/aov", Written::amount),
    ("/frequency", Written::ratio),
    ("/repeat_rate", Written::share),
    ("/churn/monthly", Written::share),
    ("/churn/first_month", Written::share),
    ("/churn/first_year", Written::share),
    ("/life_months", Written::amount),
    ("/ltv/historical", Written::amount),
    ("/ltv/margin", Written::amount),
    ("/spend", Written::amount),
    ("/won_clients", count),
    ("/cac", Written::amount),
    ("/ltv_to_cac", Written::ratio),
    ("/romi", Written::share),
];

/// Every figure of a log with the table in which it has to stand.
fn all(metrics: &Value, written: &Written) -> Vec<(&'static str, f64, String)> {
    let mut all = Vec::new();
    let list = |key: &str| metrics[key].as_array().unwrap().iter();
    for month in list("months") {
        all.extend(
            OF_MONTHS
                .iter()
                .filter_map(|asked| said(month, *asked, written))
                .map(|(v, s)| ("log-months", v, s)),
        );
    }
    for cohort in list("cohorts") {
        let of = |key: &str| cohort[key].as_array().unwrap().iter().take(37).filter_map(Value::as_f64);
        all.extend(of("retention").map(|value| ("log-retention", value, written.share(value))));
        all.extend(of("ltv").map(|value| ("log-ltv", value, written.amount(value))));
    }
    for segment in list("segments").chain([&metrics["total"]]) {
        let figures = OF_SEGMENTS.iter().filter_map(|asked| said(segment, *asked, written));
        all.extend(figures.map(|(value, text)| ("log-", value, text)));
    }
    all
}

fn cells<'t>(tables: &'t Tables, beginning: &str) -> BTreeSet<&'t str> {
    let of = tables.iter().filter(|(id, _)| id.starts_with(beginning));
    of.flat_map(|(_, rows)| rows.iter().flatten()).map(String::as_str).collect()
}

fn every_figure_stands(language: &str, written: &Written, sheets: [&str; 5]) {
    let (shop, metrics) = measured(&["--lang", language]);
    let tables = tables(&shop.read("result/report.html"));
    let mut book: Xlsx<_> = open_workbook(shop.path("result/report.xlsx")).unwrap();
    assert_eq!(book.sheet_names(), sheets);
    let numbers: BTreeSet<u64> =
        sheets.iter().flat_map(|sheet| numbers_of(&book.worksheet_range(sheet).unwrap())).collect();
    let all = all(&metrics, written);
    assert!(all.len() > 250, "{}", all.len());
    for (table, value, said) in all {
        assert!(cells(&tables, table).contains(said.as_str()), "{table}: {value} is nowhere as {said}");
        assert!(numbers.contains(&value.to_bits()), "{value} is in no sheet");
    }
}

#[test]
fn every_figure_of_a_log_is_on_the_page_and_in_the_workbook() {
    every_figure_stands("en", &ENGLISH, ["Summary", "Monthly", "Cohorts", "Segments", "Run"]);
}

#[test]
fn every_figure_of_a_log_is_in_the_russian_reports() {
    every_figure_stands("ru", &RUSSIAN, ["Сводка", "Месяцы", "Когорты", "Сегменты", "Расчёт"]);
}

/// A log comes from elsewhere: whoever wrote its cells wrote them for another program.
#[test]
fn hostile_cells_of_a_log_are_text() {
    let shop = Shop::new();
    let long = "n".repeat(10_000);
    let names = [
        "=cmd|' /C calc'!A0",
        "+1",
        "@x",
        "<script>alert(1)</script>",
        "../../x",
        "\u{202E}right\u{2066}",
        &long,
    ];
    let mut log = String::from("client,date,amount,segment\n");
    for (place, name) in names.iter().enumerate() {
        for order in 1..=3 {
            log += &format!("{place},2025-0{order}-1{place},1{order},\"{name}\ntwo lines\"\n");
        }
    }
    shop.write("=1+1.csv", log.as_bytes());
    shop.ltvcast(&["metrics", "=1+1.csv", "--out", "result", "-q", "--lang", "en"]).assert().code(0);
    assert_eq!(shop.entries("."), ["=1+1.csv", "result", "small.toml"]);
    let page = shop.read("result/report.html");
    assert_eq!(page.matches("<script").count(), 1, "the page's own");
    assert!(!page.contains(['\u{202E}', '\u{2066}']) && page.len() < 300_000, "{}", page.len());
    let mut book: Xlsx<_> = open_workbook(shop.path("result/report.xlsx")).unwrap();
    for sheet in book.sheet_names() {
        let formulas = book.worksheet_formula(&sheet).unwrap();
        for (_, _, formula) in formulas.used_cells().filter(|(_, _, formula)| !formula.is_empty()) {
            assert!(formula.starts_with("SUM("), "{sheet}: {formula}");
        }
    }
    let segments = book.worksheet_range("Segments").unwrap();
    assert!(segments.used_cells().any(|(_, _, cell)| cell.to_string().starts_with("=cmd|")));
}

#[test]
fn axe_finds_no_violation_in_a_log() {
    let (Some(browser), Some(axe)) = (program("CHROMIUM", "browser"), program("AXE", "axe-core")) else {
        return;
    };
    for language in ["en", "ru"] {
        let (shop, _) = measured(&["--lang", language]);
        nothing_is_found(&browser, &axe, &shop, language);
    }
}

#[test]
fn libreoffice_recalculates_the_figures_of_a_log() {
    let Some(office) = program("SOFFICE", "LibreOffice") else { return };
    let (shop, _) = measured(&["--lang", "en"]);
    let checked = recalculated(&office, &shop);
    assert!(checked > 200, "{checked}");
}
