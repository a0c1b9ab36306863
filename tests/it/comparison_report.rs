//! A comparison's `report.html` and `report.xlsx` from outside: every number of `compare.json` stands in both, names are
//! text, and those who did not make them can read them.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use crate::report_numbers::{ENGLISH, RUSSIAN, Tables, Written, numbers, numbers_of, tables};
use crate::report_readers::{nothing_is_found, program, recalculated};
use crate::shop::{SMALL, Shop};
use calamine::{Data, DataType, Reader, Xlsx, open_workbook};
use serde_json::Value;
use std::collections::BTreeSet;

/// Three scenarios compared into `result`.
fn compared(words: &[&str]) -> (Shop, Value) {
    let shop = Shop::new();
    let cheaper = SMALL.replacen("\"8% to 12%\"", "\"6% to 9%\"", 1);
    shop.write("other.toml", cheaper.replacen("\"400 to 600\"", "\"450 to 700\"", 1).as_bytes());
    shop.write("third.toml", SMALL.replacen("\"500 to 600\"", "\"520 to 640\"", 1).as_bytes());
    let usual = ["compare", "small.toml", "other.toml", "third.toml", "--out", "result", "-q"];
    shop.ltvcast(&[&usual, words].concat()).assert().code(0);
    let comparison = serde_json::from_str(&shop.read("result/compare.json")).unwrap();
    (shop, comparison)
}

/// How a number of a pair's figures is written in full; what a difference is has its sign, how sure it is has none.
fn of_pair(written: &Written, path: &str, value: f64) -> String {
    let said = if path.contains("/probability_b_higher") {
        return written.share(value);
    } else if path.ends_with("left_out") {
        return written.of(path, value);
    } else if path.contains("/probability_of") {
        written.ratio(100.0 * value)
    } else if path.contains("/roas") || path.contains("/romi") {
        written.ratio(value)
    } else {
        written.amount(value)
    };
    let has_sign = !["sd", "se"].iter().any(|ending| path.ends_with(ending));
    let is_more = value > 0.0 && said.contains(|digit: char| ('1'..='9').contains(&digit));
    if has_sign && is_more { format!("+{said}") } else { said }
}

/// The cells of the tables whose ids begin so; of shares without the sign of per cent.
fn cells(tables: &Tables, beginning: &str) -> BTreeSet<String> {
    let of = tables.iter().filter(|(id, _)| id.starts_with(beginning));
    of.flat_map(|(_, rows)| rows.iter().flatten()).map(|cell| bare(cell)).collect()
}

fn bare(said: &str) -> String {
    said.trim_end_matches('%').trim_end().to_owned()
}

fn found(value: &Value) -> Vec<(String, f64)> {
    let mut found = Vec::new();
    numbers(value, "", &mut found);
    assert!(!found.is_empty());
    found
}

fn every_number_is_on_the_page(language: &str, written: &Written) {
    let (shop, comparison) = compared(&["--lang", language]);
    let page = shop.read("result/report.html");
    assert!(page.len() < 1_000_000, "{}", page.len());
    assert!(std::fs::metadata(shop.path("result/report.xlsx")).unwrap().len() < 1_000_000);
    let tables = tables(&page);
    let mut checked = 0;
    let mut stands = |cells: &BTreeSet<String>, path: &str, said: String| {
        assert!(cells.contains(&bare(&said)), "{path} is nowhere as {said}: {cells:?}");
        checked += 1;
    };
    for (place, scenario) in comparison["scenarios"].as_array().unwrap().iter().enumerate() {
        let cells = cells(&tables, &format!("scenario-{}-", place + 1));
        for (path, value) in found(&scenario["headline"]) {
            stands(&cells, &path, written.of(&path, value));
        }
    }
    let choices = cells(&tables, "choices-");
    for (path, value) in found(&comparison["best"]) {
        stands(&choices, &path, written.of(&path, value));
    }
    for (place, pair) in comparison["pairs"].as_array().unwrap().iter().enumerate() {
        let figures = cells(&tables, &format!("pair-{}-", place + 1));
        for (path, value) in found(&pair["figures"]) {
            stands(&figures, &path, of_pair(written, &path, value));
        }
        if pair["waterfall"].is_null() {
            continue;
        }
        let steps = cells(&tables, &format!("waterfall-{}", place + 2));
        for (path, value) in found(&pair["waterfall"]).into_iter().filter(|(_, value)| *value != 0.0) {
            let said = if path.starts_with("/parts") {
                of_pair(written, &path, value)
            } else {
                written.amount(value)
            };
            stands(&steps, &path, said);
        }
    }
    assert!(checked > 600, "{checked}");
}

#[test]
fn every_number_of_the_comparison_is_on_the_page() {
    every_number_is_on_the_page("en", &ENGLISH);
}

#[test]
fn every_number_of_the_comparison_is_on_the_russian_page() {
    every_number_is_on_the_page("ru", &RUSSIAN);
}

#[test]
fn every_number_of_the_comparison_is_in_the_workbook_of_either_language() {
    for (language, names) in [
        ("en", ["Summary", "Scenarios", "Waterfall", "Inputs", "Percentiles", "Run"]),
        ("ru", ["Сводка", "Сценарии", "Водопад", "Допущения", "Перцентили", "Расчёт"]),
    ] {
        let (shop, comparison) = compared(&["--lang", language]);
        let mut book: Xlsx<_> = open_workbook(shop.path("result/report.xlsx")).unwrap();
        assert_eq!(book.sheet_names(), names);
        let mut sheet = |name: &str| numbers_of(&book.worksheet_range(name).unwrap());
        let (waterfall, percentiles) = (sheet(names[2]), sheet(names[4]));
        let stands = |sheet: &BTreeSet<u64>, of: &Value| {
            for (path, value) in found(of) {
                assert!(sheet.contains(&value.to_bits()) || value == 0.0, "{language} {path} = {value}");
            }
        };
        for scenario in comparison["scenarios"].as_array().unwrap() {
            stands(&percentiles, &scenario["headline"]);
        }
        stands(&percentiles, &comparison["best"]);
        for pair in comparison["pairs"].as_array().unwrap() {
            stands(&percentiles, &pair["figures"]);
            if !pair["waterfall"].is_null() {
                stands(&waterfall, &pair["waterfall"]);
            }
        }
    }
}

#[test]
fn a_waterfall_ends_in_a_sum_and_has_a_chart_of_its_own() {
    let (shop, comparison) = compared(&["--lang", "en"]);
    let mut book: Xlsx<_> = open_workbook(shop.path("result/report.xlsx")).unwrap();
    let (formulas, values) =
        (book.worksheet_formula("Waterfall").unwrap(), book.worksheet_range("Waterfall").unwrap());
    let start = formulas.start().unwrap();
    let sums: Vec<((u32, u32), String)> = formulas
        .used_cells()
        .filter(|(_, _, formula)| formula.starts_with("SUM("))
        .map(|(row, column, formula)| ((row as u32 + start.0, column as u32 + start.1), formula.clone()))
        .collect();
    let value = |at: (u32, u32)| values.get_value(at).and_then(DataType::as_f64).unwrap();
    let shown: Vec<f64> = sums.iter().map(|(at, _)| value(*at)).collect();
    let pairs = comparison["pairs"].as_array().unwrap();
    let told: Vec<f64> = pairs.iter().filter_map(|pair| pair["waterfall"]["to"].as_f64()).collect();
    assert_eq!(shown, told);
    for ((row, column), formula) in &sums {
        let rows: Vec<u32> =
            formula.split(|sign: char| !sign.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect();
        assert_eq!(rows[1], *row, "the rows above it: {formula}");
        let sum: f64 = (rows[0] - 1..*row).map(|above| value((above, *column))).sum();
        assert!((sum - value((*row, *column))).abs() < 0.005, "{formula}: {sum}");
    }
    let file = std::fs::File::open(shop.path("result/report.xlsx")).unwrap();
    let mut archive = zip::ZipArchive::new(file).unwrap();
    let mut charts = 0;
    for place in 0..archive.len() {
        let entry = archive.by_index(place).unwrap();
        if entry.name().unwrap().starts_with("xl/charts/chart") {
            let text = std::io::read_to_string(entry).unwrap();
            assert!(text.contains("<c:upDownBars>") && text.contains("<c:barChart>"), "{text}");
            charts += 1;
        }
    }
    assert_eq!(charts, 2);
}

#[test]
fn without_a_waterfall_the_workbook_says_so() {
    let (shop, _) = compared(&["--lang", "en", "--no-waterfall"]);
    let mut book: Xlsx<_> = open_workbook(shop.path("result/report.xlsx")).unwrap();
    let sheet = book.worksheet_range("Waterfall").unwrap();
    assert!(
        sheet
            .used_cells()
            .any(|(_, _, cell)| cell.as_string().is_some_and(|text| text.starts_with("There is no")))
    );
}

/// Files may be called what steers a page or a spreadsheet.
#[test]
fn hostile_names_are_text_in_both_reports() {
    let shop = Shop::new();
    let names = ["=1+1.toml", "<script>alert(1)&.toml"];
    for (place, name) in names.iter().enumerate() {
        let text = SMALL.replacen("\"Small shop\"", "\"@x <b>\"", 1);
        let text = text.replacen("fixed_costs = \"20K\"", &format!("fixed_costs = \"{}K\"", 20 + place), 1);
        shop.write(name, text.as_bytes());
    }
    let words = ["compare", names[0], names[1], "--out", "result", "-q", "--lang", "en"];
    shop.ltvcast(&words).assert().code(0);
    let page = shop.read("result/report.html");
    assert_eq!(page.matches("<script").count(), 1, "the page's own");
    assert!(!page.contains("<b>") && page.contains("&lt;script&gt;alert(1)&amp;"));
    let firsts: Vec<String> = tables(&page)["choices"].iter().map(|row| row[0].clone()).collect();
    assert_eq!(firsts, ["=1+1", "&lt;script&gt;alert(1)&amp;"]);
    let mut book: Xlsx<_> = open_workbook(shop.path("result/report.xlsx")).unwrap();
    let mut texts = 0;
    for sheet in book.sheet_names() {
        let formulas = book.worksheet_formula(&sheet).unwrap();
        for (_, _, formula) in formulas.used_cells().filter(|(_, _, formula)| !formula.is_empty()) {
            let bare =
                ["SUM", "MAX", "MIN"].iter().fold(formula.clone(), |text, name| text.replace(name, ""));
            let is_ours =
                bare.chars().all(|letter| letter.is_ascii_alphanumeric() || "(:,+)".contains(letter));
            assert!(is_ours && formula != "1+1", "{sheet}: {formula}");
        }
        let values = book.worksheet_range(&sheet).unwrap();
        texts += values.used_cells().filter(|(_, _, cell)| **cell == Data::String("=1+1".to_owned())).count();
    }
    assert!(texts > 5, "{texts}");
}

#[test]
fn axe_finds_no_violation_in_a_comparison() {
    let (Some(browser), Some(axe)) = (program("CHROMIUM", "browser"), program("AXE", "axe-core")) else {
        return;
    };
    for language in ["en", "ru"] {
        let (shop, _) = compared(&["--lang", language]);
        nothing_is_found(&browser, &axe, &shop, language);
    }
}

#[test]
fn libreoffice_recalculates_the_figures_of_a_comparison() {
    let Some(office) = program("SOFFICE", "LibreOffice") else { return };
    let (shop, _) = compared(&["--lang", "en"]);
    let checked = recalculated(&office, &shop);
    assert!(checked > 600, "{checked}");
}
