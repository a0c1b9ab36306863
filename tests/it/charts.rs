//! The charts' files from outside: which there are, what they are called, and that their words are the result's.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use crate::shop::{SMALL, Shop};
use serde_json::Value;

/// Two more segments: one with a name of two scripts, signs and a fixed CAC, one that acquires nobody.
const MORE: &str = r#"
[[segment]]
name = "Контекст / Ads: 50 %?"
new_clients = 30
cac = 700
opening = [{ clients = 50, tenure_months = 6 }]
churn = { beta_geometric = { alpha = 1.5, beta = 12 } }
orders = { poisson = 0.5 }
order_value = { gamma = { mean = 900, shape = 2 } }

[[segment]]
name = "Old clients"
new_clients = 0
cac = 100
opening = [{ clients = 50, tenure_months = 6 }]
churn = "8% to 12%"
orders = "subscription"
order_value = 500
"#;

fn simulated(scenario: &str) -> (Shop, Value) {
    let shop = Shop::new();
    shop.write("three.toml", scenario.as_bytes());
    let done = shop.ltvcast(&["simulate", "three.toml", "--json"]).assert().code(0);
    let summary = serde_json::from_slice(&done.get_output().stdout).unwrap();
    (shop, summary)
}

/// The title of a chart's SVG.
fn title(shop: &Shop, name: &str) -> String {
    title_in(shop, "output/three", name)
}

fn title_in(shop: &Shop, folder: &str, name: &str) -> String {
    let svg = shop.read(&format!("{folder}/charts/{name}.svg"));
    svg.split_once("<title>").unwrap().1.split_once("</title>").unwrap().0.to_owned()
}

#[test]
fn each_segment_that_acquires_clients_has_its_charts_as_svg_and_png() {
    let (shop, _) = simulated(&format!("{SMALL}{MORE}"));
    let names = [
        "client-ltv-1-search",
        "client-ltv-2-контекст-ads-50",
        "cohort-revenue",
        "cumulative-profit",
        "payback-1-search",
        "payback-2-контекст-ads-50",
        "plan",
        "profit",
        "profit-exceedance",
        "retention",
        "revenue",
        "tornado",
    ];
    let mut files: Vec<String> =
        names.iter().flat_map(|name| [format!("{name}.png"), format!("{name}.svg")]).collect();
    files.sort();
    assert_eq!(shop.entries("output/three/charts"), files);
    for file in files {
        let bytes = std::fs::read(shop.path(&format!("output/three/charts/{file}"))).unwrap();
        let start: &[u8] = if file.ends_with("png") { b"\x89PNG" } else { b"<?xml" };
        assert!(bytes.starts_with(start) && bytes.len() < 400_000, "{file} has {} bytes", bytes.len());
    }
}

#[test]
fn titles_say_what_the_summary_says() {
    let (shop, summary) = simulated(&format!("{SMALL}{MORE}"));
    let number = |pointer: &str| summary.pointer(pointer).unwrap().as_f64().unwrap();

    let repays = 100.0 * number("/segments/1/client_repays_cac/value");
    let said = title(&shop, "client-ltv-2-контекст-ads-50");
    assert!(said.starts_with(&format!("{repays:.0} % of clients repay their CAC of 700; ")), "{said}");

    let month = number("/segments/0/payback_month/p50");
    let said = title(&shop, "payback-1-search");
    assert!(said.contains(&format!("is paid back by month {month:.0}")), "{said}");

    // The opening book's share of revenue, from the months of the table.
    let total =
        |row: &Value| -> f64 { row["revenue"].as_array().unwrap().iter().filter_map(Value::as_f64).sum() };
    let rows = summary["cohorts"]["rows"].as_array().unwrap();
    let share = 100.0 * total(&rows[0]) / rows.iter().map(total).sum::<f64>();
    assert_eq!(
        title(&shop, "cohort-revenue"),
        format!("{share:.0} % of the revenue of the year comes from clients who were there before")
    );

    let after_a_year =
        |segment: usize| 100.0 * number(&format!("/segments/{segment}/ages/12/retention/mean"));
    assert_eq!(
        title(&shop, "retention"),
        format!(
            "After 12 months {:.0} % of Search and {:.0} % of Контекст / Ads: 5… remain",
            after_a_year(0),
            after_a_year(1)
        )
    );
}

#[test]
fn what_a_client_leaves_is_its_net_ltv_and_a_fixed_cac() {
    let (_, summary) = simulated(&format!("{SMALL}{MORE}"));
    let segment = &summary["segments"][1];
    for percentile in ["p10", "p50", "p90"] {
        let before = segment["client_before_cac"][percentile].as_f64().unwrap();
        let net = segment["ltv_client"]["net"][percentile].as_f64().unwrap();
        assert!(
            (before - net - 700.0).abs() < 1e-9 * before.abs().max(700.0),
            "{percentile}: {before} {net}"
        );
    }
    assert!(summary["segments"][2]["client_before_cac"]["p50"].is_null());
}

/// `small.toml` with a target that is in doubt, and two others: one with less churn, one with dearer clients too.
fn compared(options: &[&str]) -> (Shop, Value) {
    let shop = Shop::new();
    let small = SMALL.replace("\"100K\"", "\"280K\"");
    shop.write("small.toml", small.as_bytes());
    let loyal = small.replace("\"8% to 12%\"", "\"6% to 9%\"");
    shop.write("лояльные.toml", loyal.as_bytes());
    shop.write("dear.toml", loyal.replace("\"400 to 600\"", "\"450 to 700\"").as_bytes());
    let files = ["compare", "small.toml", "лояльные.toml", "dear.toml", "--out", "board", "--json"];
    let done = shop.ltvcast(&[files.as_slice(), options].concat()).assert().code(0);
    let comparison = serde_json::from_slice(&done.get_output().stdout).unwrap();
    (shop, comparison)
}

#[test]
fn a_comparison_has_its_curves_and_a_waterfall_for_each_pair_with_the_first() {
    let (shop, comparison) = compared(&[]);
    let names = ["cumulative-profit", "profit-exceedance", "waterfall-2-лояльные", "waterfall-3-dear"];
    let mut files: Vec<String> =
        names.iter().flat_map(|name| [format!("{name}.png"), format!("{name}.svg")]).collect();
    files.sort();
    assert_eq!(shop.entries("board/charts"), files);
    for file in files {
        let bytes = std::fs::read(shop.path(&format!("board/charts/{file}"))).unwrap();
        let start: &[u8] = if file.ends_with("png") { b"\x89PNG" } else { b"<?xml" };
        assert!(bytes.starts_with(start) && bytes.len() < 400_000, "{file} has {} bytes", bytes.len());
    }

    let share = |place: usize| {
        let share = &comparison["scenarios"][place]["headline"]["probability_of_target"]["value"];
        format!("{:.0} %", 100.0 * share.as_f64().unwrap())
    };
    let said = title_in(&shop, "board", "profit-exceedance");
    let best = format!("Лояльные is likeliest to reach the 280K target: {};", share(1));
    assert!(
        said.starts_with(&best) && said.contains(&format!(" {} to", share(0))) && said.ends_with(&share(2)),
        "{said}"
    );
    let said = title_in(&shop, "board", "waterfall-2-лояльные");
    assert!(said.starts_with("All of the difference comes from churn: +"), "{said}");
    let svg = shop.read("board/charts/waterfall-3-dear.svg");
    assert!(svg.contains("Churn") && svg.contains("CAC"), "both causes have a row");
}

#[test]
fn without_a_waterfall_there_is_no_chart_of_one() {
    let (shop, _) = compared(&["--no-waterfall"]);
    assert_eq!(shop.entries("board/charts").len(), 4);
}
