//! The command line from outside: streams, exit codes, help.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use crate::shop::{ENGLISH, SMALL, Shop};
use serde_json::Value;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn simulate_says_the_verdict_first_and_writes_its_files() {
    let shop = Shop::new();
    let done = shop.ltvcast(&["simulate", "small.toml"]).assert().code(0);
    let said = text(&done.get_output().stdout);
    assert!(
        said.lines().next().unwrap().contains("chance of reaching the 100K profit target; median "),
        "{said}"
    );
    assert!(said.contains("Self-check passed: "), "{said}");
    assert!(said.contains("Plan: "), "{said}");
    assert!(!said.contains('\u{1b}'), "a pipe gets plain text");
    assert_eq!(text(&done.get_output().stderr), "", "no terminal, no progress");
    assert_eq!(shop.entries("output"), ["small"]);
    assert_eq!(
        shop.entries("output/small"),
        ["charts", "ltv.csv", "monthly.csv", "report.html", "report.xlsx", "run.json", "summary.json"]
    );
    assert_eq!(shop.entries("output/small/charts").len(), 20);
}

#[test]
fn json_is_the_file_and_nothing_else() {
    let shop = Shop::new();
    let done = shop.ltvcast(&["simulate", "small.toml", "--json"]).assert().code(0);
    let said = text(&done.get_output().stdout);
    assert_eq!(said, shop.read("output/small/summary.json"));
    let summary: Value = serde_json::from_str(&said).unwrap();
    for pointer in [
        "/scenario/digest",
        "/headline/probability_of_target/se",
        "/segments/0/ltv_to_cac/p50",
        "/months/11/cumulative_profit/p90",
        "/quarters/3/quarter",
        "/years/0/year",
        "/self_check/passed",
        "/quantities/0/family",
        "/plan/probability/fresh/se",
        "/plan/curve/0/probability/se",
        "/inputs/segments/0/name",
    ] {
        assert!(summary.pointer(pointer).is_some_and(|value| !value.is_null()), "{pointer}");
    }
    let run: Value = serde_json::from_str(&shop.read("output/small/run.json")).unwrap();
    for key in ["version", "threads", "seconds_engine", "seconds_total", "trials_per_second"] {
        assert!(!run[key].is_null(), "{key}");
        assert!(summary.get(key).is_none(), "{key} is no result");
    }
    assert!(run.get("peak_memory_bytes").is_some());
}

#[test]
fn the_plan_is_null_where_none_was_asked_for() {
    let shop = Shop::new();
    let done = shop.ltvcast(&["simulate", "small.toml", "--json", "--no-plan"]).assert().code(0);
    let summary: Value = serde_json::from_slice(&done.get_output().stdout).unwrap();
    assert!(summary["plan"].is_null() && summary.get("plan").is_some());
    assert!(!shop.path("output/small/charts/plan.svg").exists());
}

#[test]
fn plan_json_is_the_plan_of_the_simulation() {
    let shop = Shop::new();
    let summary = shop.ltvcast(&["simulate", "small.toml", "--json"]).output().unwrap();
    let summary: Value = serde_json::from_slice(&summary.stdout).unwrap();
    let done = shop.ltvcast(&["plan", "small.toml", "--json"]).assert().code(0);
    let plan: Value = serde_json::from_slice(&done.get_output().stdout).unwrap();
    assert_eq!(plan, summary["plan"]);
    let done = shop.ltvcast(&["plan", "small.toml", "--quiet"]).assert().code(0);
    let said = text(&done.get_output().stdout);
    assert!(said.starts_with("Plan: ") && said.lines().count() == 1, "{said}");
}

#[test]
fn a_plan_without_a_target_is_bad_input() {
    let shop = Shop::new();
    shop.write("free.toml", SMALL.replace("target_profit = \"100K\"\n", "").as_bytes());
    let done = shop.ltvcast(&["plan", "free.toml"]).assert().code(2);
    let complaint = text(&done.get_output().stderr);
    assert!(complaint.contains("target_profit"), "{complaint}");
    let done = shop.ltvcast(&["simulate", "free.toml", "--quiet"]).assert().code(0);
    let said = text(&done.get_output().stdout);
    assert!(said.contains("chance of a loss") && said.lines().count() == 1, "{said}");
}

#[test]
fn check_echoes_every_quantity_and_writes_nothing() {
    let shop = Shop::new();
    let done = shop.ltvcast(&["check", "small.toml"]).assert().code(0);
    insta::assert_snapshot!(text(&done.get_output().stdout));
    assert_eq!(shop.entries("."), ["small.toml"]);
    let done = shop.ltvcast(&["check", "small.toml", "--json"]).assert().code(0);
    let report: Value = serde_json::from_slice(&done.get_output().stdout).unwrap();
    assert_eq!(report["valid"], true);
    assert!(
        report["quantities"]
            .as_array()
            .unwrap()
            .iter()
            .any(|q| q["path"] == "Search.cac" && q["p50"].is_number())
    );
}

#[test]
fn a_bad_scenario_gets_all_its_problems_and_code_two() {
    let shop = Shop::new();
    let bad = SMALL.replace("months = 12\n", "months = 0\n").replace("currency", "curency");
    shop.write("bad.toml", bad.as_bytes());
    for command in ["simulate", "plan", "check"] {
        let done = shop.ltvcast(&[command, "bad.toml"]).assert().code(2);
        let complaint = text(&done.get_output().stderr);
        assert!(complaint.contains("bad.toml:3: ") && complaint.contains("bad.toml:5: "), "{complaint}");
        assert!(done.get_output().stdout.is_empty());
    }
    assert!(!shop.path("output").exists(), "nothing is written for a bad scenario");
    let done = shop.ltvcast(&["check", "bad.toml", "--json"]).assert().code(2);
    let report: Value = serde_json::from_slice(&done.get_output().stdout).unwrap();
    assert!(report["valid"] == false && report["problems"].as_array().unwrap().len() >= 2, "{report}");
}

#[test]
fn files_that_hold_no_scenario_are_bad_input() {
    let shop = Shop::new();
    shop.write("latin.toml", b"name = \"Caf\xe9\"\n");
    shop.write("empty.toml", b"");
    std::fs::create_dir(shop.path("folder.toml")).unwrap();
    for file in ["latin.toml", "empty.toml", "folder.toml", "missing.toml"] {
        let done = shop.ltvcast(&["simulate", file]).assert().code(2);
        let complaint = text(&done.get_output().stderr);
        assert!(complaint.starts_with(&format!("{file}: ")), "{complaint}");
    }
}

#[test]
fn a_mark_of_utf8_in_front_is_no_problem() {
    let shop = Shop::new();
    shop.write("marked.toml", format!("\u{feff}{SMALL}").as_bytes());
    shop.ltvcast(&["check", "marked.toml"]).assert().code(0);
}

#[test]
fn a_run_beyond_memory_is_refused_at_once() {
    // What a segment keeps does not grow with the trials: it takes many, over a long time, and many threads.
    let shop = Shop::new();
    let segment = |place: usize| {
        format!(
            "[[segment]]\nname = \"s{place}\"\nnew_clients = 1\ncac = 1\nchurn = 0.1\n\
             orders = \"subscription\"\norder_value = 1\n"
        )
    };
    let segments: String = (0..200).map(segment).collect();
    let top = "name = \"large\"\ncurrency = \"EUR\"\nstart = \"2027-01\"\nmonths = 600\n";
    shop.write("large.toml", format!("{top}{segments}").as_bytes());
    let start = Instant::now();
    let words = ["simulate", "large.toml", "--trials", "100000000", "--threads", "64"];
    let done = shop.ltvcast(&words).assert().code(2);
    let complaint = text(&done.get_output().stderr);
    assert!(complaint.contains("memory") && complaint.contains("fewer months"), "{complaint}");
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[test]
fn bad_usage_has_code_two_and_help_code_zero() {
    let shop = Shop::new();
    for words in
        [&["simulate"][..], &["fly", "small.toml"], &["simulate", "small.toml", "--threads", "0"], &[]]
    {
        shop.ltvcast(words).assert().code(2);
    }
    for words in [
        &["--help"][..],
        &["simulate", "--help"],
        &["plan", "--help"],
        &["check", "--help"],
        &["schema", "--help"],
        &["completions", "--help"],
        &["man", "--help"],
    ] {
        let done = shop.ltvcast(words).env("COLUMNS", "100").assert().code(0);
        insta::assert_snapshot!(words.join(" "), text(&done.get_output().stdout));
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let shop = Shop::new();
    let mut child = Command::new(env!("CARGO_BIN_EXE_ltvcast"))
        .envs(ENGLISH)
        .current_dir(shop.path("."))
        .args(["simulate", "small.toml", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let done = child.wait_with_output().unwrap();
    assert_eq!((done.status.code(), text(&done.stderr).as_str()), (Some(0), ""));
}

#[test]
fn results_do_not_depend_on_threads() {
    let shop = Shop::new();
    let one = shop.ltvcast(&["simulate", "small.toml", "--json", "--threads", "1"]).output().unwrap();
    let three = shop.ltvcast(&["simulate", "small.toml", "--json", "--threads", "3"]).output().unwrap();
    assert!(!one.stdout.is_empty());
    assert_eq!(text(&one.stdout), text(&three.stdout));
}

#[test]
fn a_name_cannot_steer_the_terminal() {
    let shop = Shop::new();
    shop.write("steer.toml", SMALL.replace("Small shop", "Red\\u001b[31m").as_bytes());
    let done = shop.ltvcast(&["simulate", "steer.toml", "--no-plan"]).output().unwrap();
    assert!(!done.stdout.contains(&0x1b) && !done.stderr.contains(&0x1b));
}

#[cfg(unix)]
#[test]
fn ctrl_c_stops_within_a_second_and_leaves_the_older_result() {
    let shop = Shop::new();
    shop.ltvcast(&["simulate", "small.toml", "--no-plan"]).assert().code(0);
    let before = shop.read("output/small/summary.json");
    let child = Command::new(env!("CARGO_BIN_EXE_ltvcast"))
        .envs(ENGLISH)
        .current_dir(shop.path("."))
        .args(["simulate", "small.toml", "--trials", "3000000", "--seed", "8"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    std::thread::sleep(Duration::from_millis(500));
    let pressed = Instant::now();
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    let done = child.wait_with_output().unwrap();
    assert!(pressed.elapsed() < Duration::from_millis(1500), "{:?}", pressed.elapsed());
    assert_eq!(done.status.code(), Some(1), "{}", text(&done.stderr));
    assert_eq!(text(&done.stderr), "ltvcast: stopped; no result was written\n");
    assert_eq!(shop.read("output/small/summary.json"), before);
    // What is left beside it, if anything, goes with the next run.
    shop.ltvcast(&["simulate", "small.toml", "--no-plan"]).assert().code(0);
    assert_eq!(shop.entries("output"), ["small"]);
}
