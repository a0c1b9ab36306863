//! Errors in Russian, through the binary: what a person sees with `--lang ru`.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use crate::shop::{SMALL, Shop};
use calamine::{Reader, Xlsx, open_workbook};
use serde_json::Value;
use std::collections::BTreeSet;

/// What the binary says on stderr, ending with a bad input.
fn complaint(shop: &Shop, words: &[&str]) -> String {
    let done = shop.ltvcast(words).assert().code(2);
    assert!(done.get_output().stdout.is_empty(), "{words:?}");
    String::from_utf8(done.get_output().stderr.clone()).unwrap().replace('\u{A0}', "~")
}

/// The small shop with four slips.
fn broken() -> String {
    SMALL
        .replace("months = 12", "months = 0")
        .replace("\"400 to 600\"", "\"600 to 400\"")
        .replace("order_value", "order_vale")
}

#[test]
fn problems_of_a_scenario() {
    let shop = Shop::new();
    shop.write("broken.toml", broken().as_bytes());
    insta::assert_snapshot!(complaint(&shop, &["check", "broken.toml", "--lang", "ru"]));
}

#[test]
fn failures_of_each_kind() {
    let shop = Shop::new();
    shop.write("no-target.toml", SMALL.replace("target_profit = \"100K\"\n", "").as_bytes());
    shop.write("euros.toml", SMALL.replace("RUB", "EUR").as_bytes());
    shop.write("log.csv", b"client,date,amount\n1,2024-01-05,10\n2,2024-02-05,many\n3,45292,7\n");
    let cases: [&[&str]; 11] = [
        &["simulate", "none.toml"],
        &["plan", "no-target.toml"],
        &["levers", "small.toml"],
        &["compare", "small.toml", "euros.toml"],
        &["compare", "small.toml", "none.toml"],
        &["metrics", "log.csv"],
        &["metrics", "."],
        &["fit", "log.csv", "--customer", "buyer"],
        &["sample", "small.toml", "-o", "small.toml"],
        &["init", "small.toml", "--usual"],
        &["ltv", "--churn", "120%", "--arpu", "5"],
    ];
    let said = cases.map(|words| complaint(&shop, &[words, &["--lang", "ru"]].concat()));
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn the_system_says_the_language_and_the_option_says_it_louder() {
    let shop = Shop::new();
    let said = |locale: &str, option: &[&str]| {
        let words = [&["levers", "small.toml"], option].concat();
        let done = shop.ltvcast(&words).env("LANGUAGE", locale).assert().code(2);
        String::from_utf8(done.get_output().stderr.clone()).unwrap()
    };
    let (english, russian) = (said("en", &[]), said("ru_RU", &[]));
    assert!(
        english.contains("there is no lever to rank") && russian.contains("нет мер"),
        "{english}{russian}"
    );
    assert_eq!(said("ru_RU", &["--lang", "en"]), english);
    assert_eq!(said("de", &["--lang", "ru"]), russian);
    assert_eq!(said("de", &[]), english);
}

/// What programs read does not depend on what people read.
#[test]
fn json_of_problems_is_the_same_in_every_language() {
    let shop = Shop::new();
    shop.write("broken.toml", broken().as_bytes());
    let json = |language: &str| -> Value {
        let done = shop.ltvcast(&["check", "broken.toml", "--json", "--lang", language]).assert().code(2);
        assert!(done.get_output().stderr.is_empty());
        serde_json::from_slice(&done.get_output().stdout).unwrap()
    };
    assert_eq!(json("ru"), json("en"));
}

#[test]
fn slips_of_the_command_line() {
    let shop = Shop::new();
    let cases: [&[&str]; 11] = [
        &["simulate"],
        &["simulat", "small.toml"],
        &["simulate", "small.toml", "--trils", "5"],
        &["simulate", "small.toml", "--trials"],
        &["simulate", "small.toml", "--trials", "many"],
        &["simulate", "small.toml", "--max-seconds", "0", "--precision", "1%"],
        &["simulate", "small.toml", "--points", "sobl"],
        &["simulate", "small.toml", "--max-trials", "5"],
        &["simulate", "small.toml", "--seed", "1", "--seed", "2"],
        &["simulate", "small.toml", "other.toml"],
        &["score", "log.csv", "--json", "-o", "scores.csv"],
    ];
    let said = cases.map(|words| complaint(&shop, &[words, &["--lang", "ru"]].concat()));
    insta::assert_snapshot!(said.join("\n"));
    let english = complaint(&shop, &["simulate", "small.toml", "--trils", "5", "--lang=en"]);
    assert!(english.starts_with("error: unexpected argument '--trils' found\n"), "{english}");
    assert!(english.contains("tip: a similar argument exists: '--trials'"), "{english}");
}

/// What is written in Latin letters in a Russian report too: abbreviations of the field, quarters, firms and people that
/// are quoted, keys of a scenario, files and commands.
const LATIN: [&str; 62] = [
    "ARPU",
    "Bessemer",
    "CAC",
    "CVaR",
    "Crest",
    "D",
    "Dilemma",
    "Innovator",
    "LTV",
    "Metrics",
    "P",
    "PERT",
    "Pacific",
    "Partners",
    "Q",
    "ROAS",
    "ROMI",
    "RUB",
    "SaaS",
    "Skok",
    "Startups",
    "T",
    "The",
    "Tunguz",
    "Venture",
    "for",
    "s",
    "compare",
    "cost_growth",
    "csv",
    "discount_rate",
    "fixed_costs",
    "html",
    "json",
    "ltv",
    "ltvcast",
    "market",
    "money",
    "monthly",
    "phi",
    "report",
    "result",
    "revenue",
    "rules",
    "run",
    "sigma",
    "summary",
    "target_romi",
    "tax",
    "x",
    "xlsx",
    "z",
    "e",
    "confidence",
    "sobol",
    "Sobol",
    "trials",
    "parquet",
    "max_scale",
    "target_profit",
    "opening",
    "clients",
];

/// Latin words of a text, but for what is allowed, keys behind a Russian name (`Поиск.cac`), and the digest.
fn foreign(text: &str, digest: &str) -> BTreeSet<String> {
    let is_cyrillic = |letter: char| ('а'..='я').contains(&letter.to_lowercase().next().unwrap());
    let text = text.replace(digest, " ");
    let words = text.split_whitespace().filter(|word| {
        let behind = word.split_once('.').is_some_and(|(name, _)| name.chars().any(is_cyrillic));
        !behind
    });
    let parts =
        words.flat_map(|word| word.split(|letter: char| !(letter.is_ascii_alphabetic() || letter == '_')));
    parts.filter(|part| !part.is_empty() && !LATIN.contains(part)).map(str::to_owned).collect()
}

/// What a reader sees of a page.
fn words_of_page(page: &str) -> String {
    let mut text = String::new();
    let body = page.split_once("</style>").unwrap().1.split_once("<script>").unwrap().0;
    for part in body.split('<') {
        let (tag, words) = part.split_once('>').unwrap_or(("", part));
        // What a screen reader says is read too.
        if let Some((_, label)) = tag.split_once("aria-label=\"") {
            text += label.split('"').next().unwrap();
        }
        text += &format!(" {words} ");
    }
    text.replace("&#x2f;", "/").replace("&quot;", " ").replace("&amp;", "&")
}

#[test]
fn no_english_is_left_in_a_report() {
    let shop = Shop::new();
    let scenario = include_str!("../../scenarios/cookware-shop.toml");
    let names = [
        ("Cookware shop, budget 2027", "Посуда, бюджет 2027"),
        ("Paid search", "Поиск"),
        ("Social", "Соцсети"),
        ("Marketplace", "Площадка"),
        ("E-mail", "Почта"),
    ];
    let scenario = names.iter().fold(scenario.to_owned(), |text, (name, ours)| text.replace(name, ours));
    shop.write("shop.toml", scenario.as_bytes());
    let words = ["simulate", "shop.toml", "--trials", "1024", "--lang", "ru", "--out", "result"];
    let done = shop.ltvcast(&words).assert().code(0);
    let summary: Value = serde_json::from_str(&shop.read("result/summary.json")).unwrap();
    let digest = summary["scenario"]["digest"].as_str().unwrap();
    let terminal = String::from_utf8(done.get_output().stdout.clone()).unwrap();
    let mut workbook = String::new();
    let mut book: Xlsx<_> = open_workbook(shop.path("result/report.xlsx")).unwrap();
    for sheet in book.sheet_names() {
        workbook += &format!("{sheet} ");
        let cells = book.worksheet_range(&sheet).unwrap();
        for (_, _, cell) in
            cells.used_cells().filter(|(_, _, cell)| matches!(cell, calamine::Data::String(_)))
        {
            workbook += &format!("{cell} ");
        }
    }
    let page = words_of_page(&shop.read("result/report.html"));
    assert!(page.contains("Пожизненная ценность клиента") && workbook.contains("Выручка"));
    for (what, text) in [("terminal", terminal), ("page", page), ("workbook", workbook)] {
        let found = foreign(&text, digest);
        assert!(found.is_empty(), "{what}: {found:?}");
    }
}
