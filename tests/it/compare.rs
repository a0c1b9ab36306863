//! Comparisons from outside: the same draws, causes that add up, and the first scenario as it is alone.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use crate::lab::{agree, number};
use crate::shop::{SMALL, Shop};
use serde_json::Value;

const CHURN: (&str, &str) = ("\"8% to 12%\"", "\"6% to 9%\"");
const CAC: (&str, &str) = ("\"400 to 600\"", "\"450 to 700\"");
const PRICE: (&str, &str) = ("\"500 to 600\"", "\"520 to 640\"");

/// `small.toml`, and `other.toml` with some of its words changed.
fn shop(changes: &[(&str, &str)]) -> Shop {
    let shop = Shop::new();
    write(&shop, "other.toml", changes);
    shop
}

fn write(shop: &Shop, file: &str, changes: &[(&str, &str)]) {
    let mut text = SMALL.to_owned();
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    shop.write(file, text.as_bytes());
}

fn stdout(shop: &Shop, words: &[&str]) -> String {
    let done = shop.ltvcast(words).assert().code(0);
    String::from_utf8(done.get_output().stdout.clone()).unwrap()
}

fn compared(shop: &Shop, files: &[&str]) -> Value {
    let text = stdout(shop, &[&["compare", "--json"], files].concat());
    serde_json::from_str(&text).unwrap()
}

/// What a command that does not end well complains of.
fn complaint(shop: &Shop, words: &[&str]) -> String {
    let done = shop.ltvcast(words).assert().code(2);
    String::from_utf8(done.get_output().stderr.clone()).unwrap()
}

/// Cause and whole hundredths of each part, and those of the whole way.
fn waterfall(comparison: &Value) -> (Vec<(String, i64)>, i64) {
    let waterfall = &comparison["pairs"][0]["waterfall"];
    let hundredths = |value: &Value| {
        let amount = value.as_f64().unwrap();
        let whole = (100.0 * amount).round();
        assert!(whole / 100.0 == amount, "{amount} is not whole");
        whole as i64
    };
    let part = |part: &Value| (part["cause"].as_str().unwrap().to_owned(), hundredths(&part["amount"]));
    let parts = waterfall["parts"].as_array().unwrap().iter().map(part).collect();
    (parts, hundredths(&waterfall["to"]) - hundredths(&waterfall["from"]))
}

#[test]
fn a_scenario_differs_from_itself_by_exactly_nothing() {
    let shop = Shop::new();
    let comparison = compared(&shop, &["small.toml", "small.toml"]);
    let pair = &comparison["pairs"][0];
    assert_eq!((pair["a"].as_str(), pair["b"].as_str()), (Some("small"), Some("small-2")));
    let figures = pair["figures"].as_object().unwrap();
    assert_eq!(figures.len(), 10, "{:?}", figures.keys());
    for (name, figure) in figures {
        // The worst tenths are each scenario's own: their difference has no trials.
        let of_trials: &[&str] = if name == "cvar10" { &[] } else { &["sd", "p5", "p50", "p95", "p10_se"] };
        for key in of_trials.iter().chain(&["mean", "se"]) {
            assert_eq!(figure["difference"][key].as_f64(), Some(0.0), "{name} {key}");
        }
        let higher = if name == "cvar10" { None } else { Some(0.0) };
        assert_eq!(figure["probability_b_higher"].as_f64(), higher, "{name}");
    }
    assert_eq!(pair["waterfall"]["parts"].as_array().unwrap().len(), 0);
    assert_eq!(pair["waterfall"]["from"], pair["waterfall"]["to"]);
    assert_eq!(comparison["dominance"].as_array().unwrap().len(), 0);
    for choice in comparison["best"].as_array().unwrap() {
        assert_eq!((number(choice, "/probability"), number(choice, "/regret/mean")), (0.5, 0.0));
    }
    let verdict = stdout(&shop, &["compare", "small.toml", "small.toml", "--quiet"]);
    assert_eq!(verdict, "Small-2 and small make the same profit in every trial\n");
}

/// The other one has a quantity more, in front of others, and a market: the first one's draws stay where they are.
#[test]
fn the_first_scenario_is_to_the_byte_what_it_is_alone() {
    let shop = shop(&[("fixed_costs = \"20K\"", "fixed_costs = \"18K to 22K\""), CHURN]);
    let market = shop
        .read("other.toml")
        .replace("[[segment]]", "[market]\nsigma = 0.1\nacts_on = \"both\"\n\n[[segment]]");
    shop.write("other.toml", market.as_bytes());
    for options in [vec![], vec!["--points", "latin"], vec!["--trials", "1000", "--seed", "5"]] {
        stdout(&shop, &[vec!["simulate", "small.toml", "--no-plan", "-q"], options.clone()].concat());
        let words = vec!["compare", "small.toml", "other.toml", "-q", "--no-waterfall"];
        stdout(&shop, &[words, options.clone()].concat());
        let (alone, first) = (
            shop.read("output/small/summary.json"),
            shop.read("output/compare-small-other/summary-1-small.json"),
        );
        assert!(alone == first, "{options:?}");
    }
}

#[test]
fn the_same_bytes_come_from_any_number_of_threads() {
    let shop = shop(&[CHURN, CAC]);
    let of =
        |threads| stdout(&shop, &["compare", "small.toml", "other.toml", "--json", "--threads", threads]);
    let one = of("1");
    assert!(one == of("2") && one == of("3"));
}

#[test]
fn a_cause_that_differs_alone_has_all_of_the_difference() {
    let (parts, whole) = waterfall(&compared(&shop(&[CHURN]), &["small.toml", "other.toml"]));
    assert_eq!(parts, [("churn".to_owned(), whole), ("sampling".to_owned(), 0)]);
    assert!(whole > 0, "{whole}");
}

#[test]
fn the_parts_add_up_to_the_kopeck_and_exchanging_the_files_changes_all_signs() {
    let shop = shop(&[CHURN, CAC, PRICE]);
    let (there, back) =
        (compared(&shop, &["small.toml", "other.toml"]), compared(&shop, &["other.toml", "small.toml"]));
    let ((parts, whole), (parts_back, _)) = (waterfall(&there), waterfall(&back));
    let causes: Vec<&str> = parts.iter().map(|(cause, _)| cause.as_str()).collect();
    assert_eq!(causes, ["churn", "order_value", "cac", "sampling"]);
    assert_eq!(parts.iter().map(|(_, amount)| amount).sum::<i64>(), whole);
    let turned: Vec<(String, i64)> =
        parts_back.iter().map(|(cause, amount)| (cause.clone(), -amount)).collect();
    assert_eq!(parts, turned);
    // Lower churn and higher prices help, dearer clients do not.
    assert!(parts[0].1 > 0 && parts[1].1 > 0 && parts[2].1 < 0, "{parts:?}");
    let figures = |comparison: &Value| comparison["pairs"][0]["figures"].as_object().unwrap().clone();
    let back = figures(&back);
    for (name, figure) in figures(&there) {
        let of = |key: &str, figure: &Value| number(figure, &format!("/difference/{key}"));
        let of_trials = [("p5", "p95"), ("p50", "p50"), ("p95", "p5")];
        let of_trials = if name == "cvar10" { &[] } else { &of_trials[..] };
        for (key, turned) in [("mean", "mean")].iter().chain(of_trials) {
            assert!(agree(of(key, &figure), -of(turned, &back[&name])), "{name} {key}");
        }
        assert_eq!(of("se", &figure), of("se", &back[&name]), "{name}");
    }
}

/// The market here moves all orders, and both scenarios alike: on common draws it is not in their difference.
#[test]
fn the_same_draws_make_the_difference_five_times_as_precise() {
    let shop = Shop::new();
    let text = std::fs::read_to_string("scenarios/cookware-shop.toml").unwrap();
    shop.write("a.toml", text.as_bytes());
    shop.write("b.toml", text.replace("cac = \"700 to 1100\"", "cac = \"650 to 1050\"").as_bytes());
    for points in ["sobol", "random"] {
        let words = ["a.toml", "b.toml", "--trials", "2048", "--points", points, "--no-waterfall"];
        let comparison = compared(&shop, &words);
        let profit = &comparison["pairs"][0]["figures"]["profit"];
        let (paired, apart) = (number(profit, "/difference/se"), number(profit, "/independent_se"));
        println!("{points}: {paired} on the same draws, {apart} apart");
        assert!(paired * 5.0 < apart, "{points}: {paired} {apart}");
        // And apart means: each known as its own summary says.
        let se = |place: usize| number(&comparison, &format!("/scenarios/{place}/headline/profit/se"));
        assert!(agree(apart, se(0).hypot(se(1))), "{points}");
        // The mean of the differences is the difference of the means.
        for name in ["revenue", "profit", "new_clients", "active_clients_end", "ad_spend", "roas"] {
            let mean =
                |place: usize| number(&comparison, &format!("/scenarios/{place}/headline/{name}/mean"));
            let difference = number(&comparison, &format!("/pairs/0/figures/{name}/difference/mean"));
            let scale = mean(0).abs();
            assert!((difference - (mean(1) - mean(0))).abs() < 1e-9 * scale, "{points} {name}");
        }
    }
}

#[test]
fn of_three_each_pair_is_told_and_one_is_the_best() {
    let shop = shop(&[CHURN]);
    write(&shop, "third.toml", &[CAC]);
    let files = ["small.toml", "other.toml", "third.toml"];
    let comparison = compared(&shop, &files);
    let pairs: Vec<(&str, &str, bool)> = comparison["pairs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|pair| (pair["a"].as_str().unwrap(), pair["b"].as_str().unwrap(), pair["waterfall"].is_null()))
        .collect();
    assert_eq!(pairs, [("small", "other", false), ("small", "third", false), ("other", "third", true)]);
    let best = comparison["best"].as_array().unwrap();
    let whole: f64 = best.iter().map(|choice| number(choice, "/probability")).sum();
    assert!((whole - 1.0).abs() < 1e-12, "{whole}");
    assert!(number(&best[1], "/probability") > 0.9, "lower churn wins");
    assert!(number(&best[1], "/regret/mean") < number(&best[0], "/regret/mean"));
    let dominance = comparison["dominance"].as_array().unwrap();
    let over_small = dominance.iter().find(|found| found["over"] == "small").unwrap();
    assert_eq!((&over_small["scenario"], &over_small["order"]), (&"other".into(), &"first".into()));
    let report = stdout(&shop, &[["compare"].as_slice(), files.as_slice()].concat());
    assert!(report.starts_with("Other has the highest profit of the 3 in "), "{report}");
    assert_eq!(
        shop.entries("output/compare-small-other-third"),
        [
            "charts",
            "compare.json",
            "differences.csv",
            "report.html",
            "report.xlsx",
            "run.json",
            "summary-1-small.json",
            "summary-2-other.json",
            "summary-3-third.json",
            "waterfall.csv"
        ]
    );
}

#[test]
fn segments_that_only_one_has_are_one_cause() {
    let shop = shop(&[CHURN]);
    let segment = SMALL[SMALL.find("[[segment]]").unwrap()..].replace("Search", "Social");
    shop.write("other.toml", (shop.read("other.toml") + &segment).as_bytes());
    let (parts, whole) = waterfall(&compared(&shop, &["small.toml", "other.toml"]));
    let causes: Vec<&str> = parts.iter().map(|(cause, _)| cause.as_str()).collect();
    assert_eq!(causes, ["churn", "segments", "sampling"]);
    assert_eq!(parts.iter().map(|(_, amount)| amount).sum::<i64>(), whole);
}

#[test]
fn without_a_waterfall_there_is_none() {
    let shop = shop(&[CHURN]);
    let comparison = compared(&shop, &["small.toml", "other.toml", "--no-waterfall"]);
    assert!(comparison["pairs"][0]["waterfall"].is_null());
    let report = stdout(&shop, &["compare", "small.toml", "other.toml", "--no-waterfall"]);
    assert!(report.starts_with("Other beats small in ") && !report.contains("because of"), "{report}");
}

#[test]
fn scenarios_that_count_in_other_money_or_months_are_refused_with_both_values() {
    let shop = shop(&[("RUB", "EUR"), ("months = 12", "months = 6")]);
    let complaint = complaint(&shop, &["compare", "small.toml", "other.toml"]);
    for word in ["small.toml", "other.toml", "RUB", "EUR", "months = 12", "months = 6"] {
        assert!(complaint.contains(word), "{word}: {complaint}");
    }
    assert!(!shop.path("output").exists());
}

#[test]
fn problems_of_all_files_are_told_each_under_its_file() {
    let shop = shop(&[("\"8% to 12%\"", "\"8% to 120%\"")]);
    let complaint =
        complaint(&shop, &["compare", "missing.toml", "other.toml", "small.toml", "--trials", "0"]);
    assert!(
        complaint.contains("missing.toml: ") && complaint.contains("other.toml:21: Search.churn"),
        "{complaint}"
    );
    // The command line's own problem is told once, with the first file that is read.
    assert_eq!(complaint.matches("--trials").count(), 1, "{complaint}");
    assert!(!complaint.contains("small.toml"), "{complaint}");
    let told = shop.ltvcast(&["compare", "small.toml", "other.toml", "--trials", "0"]).assert().code(2);
    let told = String::from_utf8(told.get_output().stderr.clone()).unwrap();
    assert_eq!(told.matches("--trials").count(), 1, "{told}");
    assert!(told.contains("other.toml:21: "), "{told}");
}

#[test]
fn one_file_or_nine_are_too_few_and_too_many() {
    let shop = Shop::new();
    for count in [1, 9] {
        let words = [vec!["compare"], vec!["small.toml"; count]].concat();
        complaint(&shop, &words);
    }
}

#[test]
fn an_older_comparison_is_replaced_and_other_folders_are_left_alone() {
    let shop = shop(&[CHURN]);
    let into = |folder: &str| {
        ["compare", "small.toml", "other.toml", "-q", "--no-waterfall", "--out", folder].map(str::to_owned)
    };
    let run = |folder: &str| {
        let words = into(folder);
        shop.ltvcast(&words.iter().map(String::as_str).collect::<Vec<&str>>()).assert()
    };
    run("result").code(0);
    run("result").code(0);
    shop.write("result/summary-x.json", b"mine");
    run("result").code(2);
    assert_eq!(shop.read("result/summary-x.json"), "mine");
}

/// Two files of one name have two places in one folder, and odd names have one.
#[test]
fn files_of_one_stem_do_not_clash() {
    let shop = shop(&[CHURN]);
    std::fs::create_dir(shop.path("b")).unwrap();
    std::fs::rename(shop.path("other.toml"), shop.path("b/small.toml")).unwrap();
    stdout(&shop, &["compare", "small.toml", "b/small.toml", "-q", "--no-waterfall"]);
    let (one, other) = (
        shop.read("output/compare-small-small/summary-1-small.json"),
        shop.read("output/compare-small-small/summary-2-small.json"),
    );
    assert_ne!(one, other);
    let long = format!("{}.toml", "ж".repeat(100));
    shop.write(&long, SMALL.as_bytes());
    stdout(&shop, &["compare", &long, &long, "-q", "--no-waterfall"]);
    assert_eq!(shop.entries("output").len(), 2);
}
