//! `report.html` and `report.xlsx` from outside: every number of `summary.json` stands in both, and names are text.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use crate::shop::Shop;
use calamine::{Data, DataType, Reader, Xlsx, open_workbook};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The cells of each table of a page, by its id. A name that stands for several rows stands in each.
pub(crate) type Tables = BTreeMap<String, Vec<Vec<String>>>;

pub(crate) fn tables(page: &str) -> Tables {
    let mut all = Tables::new();
    for table in page.split("<tbody id=\"").skip(1) {
        let (id, rest) = table.split_once('"').unwrap();
        let body = rest.split_once("</tbody>").unwrap().0;
        let mut rows: Vec<Vec<String>> = Vec::new();
        for row in body.split("<tr").skip(1).filter(|row| !row.starts_with(" class=\"part\"")) {
            let mut cells = Vec::new();
            for cell in row.split('<').skip(1).filter(|cell| cell.starts_with('t')) {
                cells.push(cell.split_once('>').unwrap().1.trim_end().to_owned());
            }
            rows.push(cells);
        }
        let known = all.insert(id.to_owned(), rows);
        assert!(known.is_none(), "{id} stands twice");
    }
    all
}

/// How a number is written in full.
pub(crate) struct Written {
    thousands: char,
    point: char,
    percent: &'static str,
}

pub(crate) const ENGLISH: Written = Written { thousands: ',', point: '.', percent: " %" };
pub(crate) const RUSSIAN: Written = Written { thousands: '\u{A0}', point: ',', percent: "\u{A0}%" };

impl Written {
    pub(crate) fn fixed(&self, value: f64, decimals: usize) -> String {
        let digits = format!("{:.decimals$}", value.abs());
        let (whole, rest) = digits.split_once('.').unwrap_or((&digits, ""));
        let groups: Vec<&str> =
            whole.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).unwrap()).collect();
        let minus =
            if value < 0.0 && digits.contains(|digit| ('1'..='9').contains(&digit)) { "-" } else { "" };
        let point = if rest.is_empty() { String::new() } else { self.point.to_string() };
        format!("{minus}{}{point}{rest}", groups.join(&self.thousands.to_string()))
    }

    fn trimmed(&self, value: f64, decimals: usize) -> String {
        let text = self.fixed(value, decimals);
        if text.contains(self.point) {
            text.trim_end_matches('0').trim_end_matches(self.point).to_owned()
        } else {
            text
        }
    }

    pub(crate) fn amount(&self, value: f64) -> String {
        match value.abs() {
            0.0 => "0".to_owned(),
            size if size >= 1000.0 => self.fixed(value, 0),
            size if size >= 100.0 => self.trimmed(value, 1),
            size if size >= 0.01 => self.trimmed(value, 2),
            size if size >= 0.001 => self.trimmed(value, 5),
            _ => format!("{value:.2e}").replace('.', &self.point.to_string()),
        }
    }

    pub(crate) fn ratio(&self, value: f64) -> String {
        let decimals = match value.abs() {
            size if size == 0.0 || size >= 1000.0 => 0,
            size if size < 0.1 => 4,
            _ => 2,
        };
        self.fixed(value, decimals)
    }

    pub(crate) fn share(&self, value: f64) -> String {
        format!("{}{}", self.ratio(100.0 * value), self.percent)
    }

    /// A number without the sign of per cent.
    fn bare<'s>(&self, said: &'s str) -> &'s str {
        said.strip_suffix(self.percent).unwrap_or(said)
    }

    /// A number by what it is, which its path in `summary.json` tells.
    pub(crate) fn of(&self, path: &str, value: f64) -> String {
        const SHARES: [&str; 13] = [
            "churn_rate",
            "/retention/",
            "probability",
            "variance_from_chance",
            "shares",
            "below",
            "above",
            "never",
            "infinite_life_share",
            "ltv_share_beyond",
            "client_repays",
            "confidence",
            "fresh",
        ];
        const RATIOS: [&str; 4] = ["roas", "romi", "ltv_to_cac", "scale"];
        if path.ends_with("left_out") {
            self.fixed(value, 0)
        } else if SHARES.iter().any(|key| path.contains(key)) {
            self.share(value)
        } else if RATIOS.iter().any(|key| path.contains(key)) {
            self.ratio(value)
        } else {
            self.amount(value)
        }
    }
}

/// Every number below a place, with its path. How long a period is, its name says.
pub(crate) fn numbers(value: &Value, path: &str, found: &mut Vec<(String, f64)>) {
    match value {
        Value::Number(number) if !path.ends_with("length_months") => {
            found.push((path.to_owned(), number.as_f64().unwrap()));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, item)| numbers(item, &format!("{path}/{at}"), found));
        }
        Value::Object(fields) => {
            fields.iter().for_each(|(key, item)| numbers(item, &format!("{path}/{key}"), found));
        }
        _ => {}
    }
}

const STATISTICS: [&str; 13] =
    ["mean", "sd", "se", "p5", "p10", "p25", "p50", "p75", "p90", "p95", "p10_se", "p50_se", "p90_se"];
const FIGURES: [&str; 18] = [
    "new_clients",
    "returned_clients",
    "active_clients",
    "churned_clients",
    "orders",
    "revenue",
    "cost_of_goods",
    "servicing",
    "ad_spend",
    "lever_costs",
    "tax",
    "fixed_costs",
    "profit",
    "cumulative_profit",
    "churn_rate",
    "retention",
    "arpu",
    "order_value",
];

/// The periods of a scope, in the order in which the reports have them.
fn periods(scope: &Value) -> Vec<&Value> {
    let spans = ["months", "quarters", "years"].iter().flat_map(|span| scope[*span].as_array().unwrap());
    spans.chain([&scope["horizon"]]).collect()
}

/// Scopes with the beginnings of their tables' ids: all segments, and each.
fn scopes(summary: &Value) -> Vec<(String, &Value)> {
    let segments = summary["segments"].as_array().unwrap().iter().enumerate();
    let segments = segments.map(|(place, segment)| (format!("segment-{}", place + 1), segment));
    std::iter::once(("all".to_owned(), summary)).chain(segments).collect()
}

/// A forecast in a language: its folder's files.
fn forecast(words: &[&str]) -> (Shop, Value, String) {
    let shop = Shop::new();
    let scenario = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/cookware-shop.toml");
    let usual = ["simulate", scenario, "--trials", "1024", "--out", "result", "-q"];
    shop.ltvcast(&[&usual, words].concat()).assert().code(0);
    let summary = serde_json::from_str(&shop.read("result/summary.json")).unwrap();
    let page = shop.read("result/report.html");
    (shop, summary, page)
}

fn every_number_is_on_the_page(words: &[&str], written: &Written) {
    let (_shop, summary, page) = forecast(words);
    let tables = tables(&page);
    let mut checked = 0;
    for (scope, of) in scopes(&summary) {
        // Each figure of each period stands in its table, in its row and column.
        for key in FIGURES {
            let table = &tables[&format!("{scope}-{key}")];
            assert_eq!(table.len(), periods(of).len(), "{scope} {key}");
            for (row, period) in table.iter().zip(periods(of)) {
                for (place, statistic) in STATISTICS.iter().enumerate() {
                    let said = match &period[key][statistic] {
                        Value::Number(number) => {
                            written.of(&format!("/{key}/{statistic}"), number.as_f64().unwrap())
                        }
                        _ => "–".to_owned(),
                    };
                    // What such a table is in, its title says.
                    let said = written.bare(&said);
                    assert_eq!(row[1 + place], said, "{scope} {key} {statistic} of {row:?}");
                    checked += 1;
                }
            }
        }
    }
    // And everything, whatever it is, stands in a table of what it is of.
    let cells_of = |scope: &str| -> BTreeSet<&str> {
        let of = tables.iter().filter(|(id, _)| id.starts_with(&format!("{scope}-")));
        of.flat_map(|(_, rows)| rows.iter().flatten()).map(String::as_str).collect()
    };
    let mut parts = vec![("all".to_owned(), "headline", &summary["headline"])];
    parts.extend(["months", "quarters", "years"].map(|span| ("all".to_owned(), span, &summary[span])));
    parts.push(("plan".to_owned(), "plan", &summary["plan"]));
    parts.extend(scopes(&summary).into_iter().skip(1).map(|(scope, of)| (scope, "segment", of)));
    for (scope, what, part) in parts {
        let cells = cells_of(&scope);
        let mut found = Vec::new();
        numbers(part, &format!("/{what}"), &mut found);
        assert!(!found.is_empty(), "{what}");
        for (path, value) in found {
            let said = written.of(&path, value);
            let is_there = cells.contains(said.as_str()) || cells.contains(written.bare(&said));
            assert!(is_there, "{scope}: {path} = {value} is nowhere as {said}");
            checked += 1;
        }
    }
    assert!(checked > 20_000, "{checked}");
}

#[test]
fn every_number_of_the_summary_is_on_the_page() {
    every_number_is_on_the_page(&["--lang", "en"], &ENGLISH);
}

#[test]
fn every_number_of_the_summary_is_on_the_russian_page() {
    every_number_is_on_the_page(&["--lang", "ru"], &RUSSIAN);
}

/// The numbers of a sheet.
pub(crate) fn numbers_of(sheet: &calamine::Range<Data>) -> BTreeSet<u64> {
    let numbers = sheet.used_cells().filter_map(|(_, _, cell)| match cell {
        Data::Float(value) => Some(*value),
        Data::Int(value) => Some(*value as f64),
        _ => None,
    });
    numbers.map(f64::to_bits).collect()
}

#[test]
fn every_number_of_the_summary_is_in_the_workbook() {
    let (shop, summary, _) = forecast(&["--lang", "en"]);
    let mut book: Xlsx<_> = open_workbook(shop.path("result/report.xlsx")).unwrap();
    assert_eq!(
        book.sheet_names(),
        [
            "Summary",
            "Monthly",
            "Quarterly",
            "Percentiles",
            "Segments",
            "Plan",
            "Scenarios",
            "Sensitivity",
            "Inputs",
            "Run"
        ]
    );
    let mut sheet = |name: &str| book.worksheet_range(name).unwrap();
    let percentiles = sheet("Percentiles");
    let mut rows = percentiles.rows().skip(1);
    for (scope, of) in scopes(&summary) {
        for key in FIGURES {
            for period in periods(of) {
                let row = rows.next().unwrap();
                for (place, statistic) in STATISTICS.iter().enumerate() {
                    let (cell, value) = (&row[4 + place], &period[key][statistic]);
                    assert_eq!(cell.as_f64(), value.as_f64(), "{scope} {key} {statistic}: {row:?}");
                }
            }
        }
    }
    assert!(rows.next().is_none());
    let (first, segments, plan) =
        (numbers_of(&sheet("Summary")), numbers_of(&sheet("Segments")), numbers_of(&sheet("Plan")));
    let by_period = numbers_of(&percentiles);
    let parts = [
        (&summary["headline"], vec![&first]),
        (&summary["plan"], vec![&plan]),
        (&summary["segments"], vec![&segments, &by_period]),
    ];
    for (part, sheets) in parts {
        let mut found = Vec::new();
        numbers(part, "", &mut found);
        for (path, value) in found {
            assert!(sheets.iter().any(|sheet| sheet.contains(&value.to_bits())), "{path} = {value}");
        }
    }
}

#[test]
fn what_a_reader_would_add_up_is_a_formula_with_its_result() {
    let (shop, summary, _) = forecast(&["--lang", "en"]);
    let mut book: Xlsx<_> = open_workbook(shop.path("result/report.xlsx")).unwrap();
    let formulas = book.worksheet_formula("Monthly").unwrap();
    let values = book.worksheet_range("Monthly").unwrap();
    let sums: Vec<(u32, u32)> = formulas
        .used_cells()
        .filter(|(_, _, formula)| formula.starts_with("SUM("))
        .map(|(row, column, _)| {
            (row as u32 + formulas.start().unwrap().0, column as u32 + formulas.start().unwrap().1)
        })
        .collect();
    let shown: Vec<f64> = sums.iter().map(|at| values.get_value(*at).unwrap().as_f64().unwrap()).collect();
    let told = ["new_clients", "churned_clients", "orders", "revenue", "ad_spend", "profit"];
    let told: Vec<f64> = told.iter().map(|key| summary["horizon"][key]["mean"].as_f64().unwrap()).collect();
    assert_eq!(shown, told);
    // What the cells above them add up to.
    for (row, column) in sums {
        let sum: f64 =
            (0..12).map(|back| values.get_value((row - 12 + back, column)).unwrap().as_f64().unwrap()).sum();
        let total = values.get_value((row, column)).unwrap().as_f64().unwrap();
        assert!((sum - total).abs() <= 1e-9 * total.abs().max(1.0), "{sum} {total}");
    }
}

/// A scenario whose lists of clients by month are said twice.
fn for_two_years(text: &str) -> String {
    let twice = |line: &str| match line.split_once(" = [") {
        Some((key @ "new_clients", list)) if list.matches(',').count() == 11 => {
            let list = list.trim_end().trim_end_matches(']');
            format!("{key} = [{list}, {list}]")
        }
        _ => line.to_owned(),
    };
    text.lines().map(twice).collect::<Vec<String>>().join("\n")
}

#[test]
fn reports_of_many_segments_and_months_stay_small() {
    let shop = Shop::new();
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/cookware-shop.toml"))
        .unwrap();
    let mut segments: Vec<&str> = text.split("[[segment]]").collect();
    let (head, third) = (segments.remove(0), segments[2]);
    assert!(segments.len() >= 4, "a shop of four segments, to which a fifth is added");
    let fifth = third.replacen("name = \"", "name = \"Another ", 1);
    let body: String = segments.iter().map(|segment| format!("[[segment]]{segment}")).collect();
    let text = format!("{}{body}\n[[segment]]{fifth}", head.replacen("months = 12", "months = 24", 1));
    let text = for_two_years(&text);
    shop.write("large.toml", text.as_bytes());
    for language in ["en", "ru"] {
        let words =
            ["simulate", "large.toml", "--trials", "512", "--out", language, "-q", "--lang", language];
        shop.ltvcast(&words).assert().code(0);
        let summary: Value = serde_json::from_str(&shop.read(&format!("{language}/summary.json"))).unwrap();
        assert_eq!(
            (summary["months"].as_array().unwrap().len(), summary["segments"].as_array().unwrap().len()),
            (24, 5)
        );
        for file in ["report.html", "report.xlsx"] {
            let size = std::fs::metadata(shop.path(&format!("{language}/{file}"))).unwrap().len();
            assert!(size < 1_000_000, "{language}/{file}: {size}");
        }
    }
}

/// Fans of months as areas on each other, the chance by budget as a line, the tornado as bars: all drawn by Excel itself, from
/// the cells beside them.
#[test]
fn the_workbook_draws_its_own_charts() {
    let (shop, ..) = forecast(&["--lang", "en"]);
    let book = std::fs::File::open(shop.path("result/report.xlsx")).unwrap();
    let mut archive = zip::ZipArchive::new(book).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for name in names.iter().filter(|name| name.starts_with("xl/charts/chart")) {
        let text = std::io::read_to_string(archive.by_name(name).unwrap()).unwrap();
        for kind in ["c:areaChart", "c:scatterChart", "c:barChart"] {
            *kinds.entry(kind).or_default() += usize::from(text.contains(&format!("<{kind}>")));
        }
        assert!(text.contains('$'), "{name} draws cells");
    }
    assert_eq!(kinds, BTreeMap::from([("c:areaChart", 3), ("c:barChart", 1), ("c:scatterChart", 1)]));
}

/// Ratios beside the months are formulas of means, and their results are what is divided.
#[test]
fn ratios_are_formulas_too() {
    let (shop, summary, _) = forecast(&["--lang", "en"]);
    let mut book: Xlsx<_> = open_workbook(shop.path("result/report.xlsx")).unwrap();
    let (formulas, values) =
        (book.worksheet_formula("Monthly").unwrap(), book.worksheet_range("Monthly").unwrap());
    let head = values.used_cells().find(|(_, _, cell)| cell.get_string() == Some("Ad spend / new client"));
    let (row, column, _) = head.unwrap();
    let start = values.start().unwrap();
    let at = |below: u32| (start.0 + row as u32 + below, start.1 + column as u32);
    let months = summary["months"].as_array().unwrap();
    let periods = months.iter().chain([&summary["horizon"]]);
    for (below, period) in (1..).zip(periods) {
        let mean = |key: &str| period[key]["mean"].as_f64().unwrap();
        let shown = values.get_value(at(below)).unwrap().as_f64().unwrap();
        let told = mean("ad_spend") / mean("new_clients");
        assert!((shown - told).abs() <= 1e-12 * told, "{shown} {told}");
        assert!(formulas.get_value(at(below)).unwrap().contains('/'));
    }
}
