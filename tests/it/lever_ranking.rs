//! A ranking of levers from outside: its folder, and that its files say the same.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use crate::lab::number;
use crate::shop::{SMALL, Shop};
use serde_json::Value;

const LEVERS: &str = r#"
[[lever]]
name = "Onboarding"
churn = "0.6 to 0.8"
fixed_cost = 500

[[lever]]
name = "Loyalty, =gifts"
order_value = 1.05
cost_per_client = 5

[[lever]]
name = "Fair"
order_value = 1.01
setup_cost = "100K"
"#;

fn shop() -> Shop {
    let shop = Shop::new();
    shop.write("levers.toml", format!("{SMALL}{LEVERS}").as_bytes());
    shop
}

fn stdout(shop: &Shop, words: &[&str]) -> String {
    let done = shop.ltvcast(words).assert().code(0);
    String::from_utf8(done.get_output().stdout.clone()).unwrap()
}

#[test]
fn the_folder_holds_the_ranking_as_json_as_a_table_and_as_a_chart() {
    let shop = shop();
    let said = stdout(&shop, &["levers", "levers.toml", "--json"]);
    let folder = "output/levers-levers";
    assert_eq!(shop.entries(folder), ["charts", "levers.csv", "levers.json", "report.html", "report.xlsx"]);
    assert_eq!(shop.entries(&format!("{folder}/charts")), ["levers.png", "levers.svg"]);
    assert_eq!(said, shop.read(&format!("{folder}/levers.json")));
    let ranking: Value = serde_json::from_str(&said).unwrap();
    let levers = ranking["levers"].as_array().unwrap();
    assert_eq!(levers.len(), 6, "three alone and three pairs");

    let text = shop.read(&format!("{folder}/levers.csv"));
    let mut table = csv::Reader::from_reader(text.as_bytes());
    let head = table.headers().unwrap().clone();
    let place = |name: &str| head.iter().position(|head| head == name).unwrap();
    let columns = ["p50", "probability_pays", "payback_never", "cost_mean"].map(place);
    let pointers = ["/added_profit/p50", "/probability_pays", "/payback_month/never", "/cost/mean"];
    let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), levers.len());
    for (row, lever) in rows.iter().zip(levers) {
        let names: Vec<&str> =
            lever["names"].as_array().unwrap().iter().map(|n| n.as_str().unwrap()).collect();
        assert_eq!([&row[0], &row[1]], [names[0], names.get(1).copied().unwrap_or("")]);
        for (&column, pointer) in columns.iter().zip(pointers) {
            assert_eq!(row[column].parse::<f64>().unwrap(), number(lever, pointer), "{pointer}");
        }
    }

    let svg = shop.read(&format!("{folder}/charts/levers.svg"));
    let title = svg.split_once("<title>").unwrap().1.split_once("</title>").unwrap().0;
    let best = levers.iter().find(|lever| lever["names"].as_array().unwrap().len() == 1).unwrap();
    assert_eq!(best["names"][0], "Onboarding");
    assert!(
        title.starts_with("Onboarding is the best lever: +") && title.ends_with("chance that it pays"),
        "{title}"
    );
    for name in ["Loyalty, =gifts", "Fair", "Onboarding + Fair"] {
        assert!(svg.contains(name), "{name}");
    }
}

#[test]
fn a_ranking_says_where_it_is_and_out_names_another_place() {
    let shop = shop();
    let said = stdout(&shop, &["levers", "levers.toml", "--out", "board"]);
    assert!(
        said.ends_with("Written to board: report.html, report.xlsx, levers.json, levers.csv, charts.\n"),
        "{said}"
    );
    assert!(!shop.path("output").exists());
    let again = stdout(&shop, &["levers", "levers.toml", "--out", "board", "--quiet"]);
    assert_eq!(again.lines().count(), 1, "an older ranking is replaced: {again}");
    shop.write("board/notes.txt", b"mine");
    let done = shop.ltvcast(&["levers", "levers.toml", "--out", "board"]).assert().code(2);
    let complaint = String::from_utf8(done.get_output().stderr.clone()).unwrap();
    assert!(complaint.contains("notes.txt") && complaint.contains("--out"), "{complaint}");
    assert_eq!(shop.read("board/notes.txt"), "mine");
}

#[test]
fn without_a_lever_nothing_is_written() {
    let shop = Shop::new();
    let done = shop.ltvcast(&["levers", "small.toml"]).assert().code(2);
    let complaint = String::from_utf8(done.get_output().stderr.clone()).unwrap();
    assert!(complaint.contains("[[lever]]"), "{complaint}");
    assert_eq!(shop.entries("."), ["small.toml"]);
}
