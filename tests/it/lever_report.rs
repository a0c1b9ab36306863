//! The reports of a ranking of levers from outside: every number of `levers.json` stands in both.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use crate::report_numbers::{ENGLISH, RUSSIAN, Written, numbers, numbers_of, tables};
use crate::report_readers::{nothing_is_found, program};
use crate::shop::Shop;
use calamine::{Reader, Xlsx, open_workbook};
use serde_json::Value;
use std::collections::BTreeSet;

fn ranked(words: &[&str]) -> (Shop, Value) {
    let shop = Shop::new();
    let scenario = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/cookware-levers.toml");
    let usual = ["levers", scenario, "--trials", "512", "--out", "result", "-q"];
    shop.ltvcast(&[&usual, words].concat()).assert().code(0);
    let ranking = serde_json::from_str(&shop.read("result/levers.json")).unwrap();
    (shop, ranking)
}

/// How a number is written in full: added profit with its sign, shares without that of per cent.
fn said(written: &Written, path: &str, value: f64) -> String {
    let is_added = path.starts_with("/added_profit/") && !["sd", "se"].iter().any(|end| path.ends_with(end));
    let is_share = path.contains("probability") || path.contains("never");
    if path.ends_with("left_out") {
        return written.fixed(value, 0);
    }
    let text = if is_share { written.ratio(100.0 * value) } else { written.amount(value) };
    let is_more = value > 0.0 && text.contains(|digit: char| ('1'..='9').contains(&digit));
    if is_added && is_more { format!("+{text}") } else { text }
}

fn every_number_stands(language: &str, written: &Written) {
    let (shop, ranking) = ranked(&["--lang", language]);
    let page = shop.read("result/report.html");
    assert!(page.len() < 500_000, "{}", page.len());
    let tables = tables(&page);
    let cells: BTreeSet<&str> = tables
        .iter()
        .filter(|(id, _)| id.starts_with("levers-"))
        .flat_map(|(_, rows)| rows.iter().flatten())
        .map(String::as_str)
        .collect();
    let mut book: Xlsx<_> = open_workbook(shop.path("result/report.xlsx")).unwrap();
    let sheets = book.sheet_names();
    let in_book: BTreeSet<u64> =
        sheets.iter().flat_map(|sheet| numbers_of(&book.worksheet_range(sheet).unwrap())).collect();
    let mut found = Vec::new();
    ranking["levers"].as_array().unwrap().iter().for_each(|lever| numbers(lever, "", &mut found));
    numbers(&ranking["base_profit"], "/base_profit", &mut found);
    assert!(found.len() > 500, "{}", found.len());
    for (path, value) in found {
        let text = said(written, &path, value);
        assert!(cells.contains(text.as_str()), "{path}: {value} is nowhere as {text}");
        assert!(in_book.contains(&value.to_bits()) || path.ends_with("left_out"), "{path}: {value}");
    }
}

#[test]
fn every_number_of_a_ranking_is_in_both_reports() {
    every_number_stands("en", &ENGLISH);
}

#[test]
fn every_number_of_a_ranking_is_in_the_russian_reports() {
    every_number_stands("ru", &RUSSIAN);
}

#[test]
fn axe_finds_no_violation_in_a_ranking() {
    let (Some(browser), Some(axe)) = (program("CHROMIUM", "browser"), program("AXE", "axe-core")) else {
        return;
    };
    for language in ["en", "ru"] {
        let (shop, _) = ranked(&["--lang", language]);
        nothing_is_found(&browser, &axe, &shop, language);
    }
}
