//! Frozen results: every shipped scenario at its own seed and a small number of trials, to the last digit, the same on
//! one thread and on two.
//!
//! A change here is a change of every user's numbers: it needs a reason in the commit, and a new version.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use crate::shop::Shop;
use serde_json::{Value, json};
use std::path::Path;

const TRIALS: &str = "1024";

fn summary(shop: &Shop, file: &str, threads: &str) -> String {
    let words = ["simulate", file, "--trials", TRIALS, "--threads", threads, "--json"];
    let done = shop.ltvcast(&words).assert().code(0);
    String::from_utf8(done.get_output().stdout.clone()).unwrap()
}

/// The figures that are kept: all of the headline and of the plan's answer, the first, middle and last month,
/// the first two cohorts, LTV and the first cohort at half its age.
fn kept(summary: &Value) -> Value {
    let months = summary["months"].as_array().unwrap();
    let month = |i: usize| {
        let month = &months[i];
        json!({
            "month": month["month"],
            "active_clients": spread(&month["active_clients"]),
            "revenue": spread(&month["revenue"]),
            "cumulative_profit": spread(&month["cumulative_profit"]),
        })
    };
    let segment = |segment: &Value| {
        json!({
            "name": segment["name"],
            "ltv_client": spread(&segment["ltv_client"]["net"]),
            "ltv_cohort": spread(&segment["ltv_cohort"]["net"]),
            "payback_month": spread(&segment["payback_month"]),
            "cac": spread(&segment["cac"]),
            "client_repays_cac": segment["client_repays_cac"],
            "client_histogram": segment["client_histogram"]["shares"][0],
            "age": age(segment["ages"].as_array().unwrap()),
        })
    };
    let cohorts = &summary["cohorts"]["rows"];
    let plan = &summary["plan"];
    json!({
        "digest": summary["scenario"]["digest"],
        "headline": summary["headline"],
        "months": [month(0), month(months.len() / 2), month(months.len() - 1)],
        "cohorts": [cohorts[0]["revenue"], cohorts[1]["revenue"]],
        "segments": summary["segments"].as_array().unwrap().iter().map(segment).collect::<Vec<_>>(),
        "self_check": summary["self_check"]["series"][0],
        "plan": {
            "required_clients": plan["required_clients"],
            "probability": plan["probability"],
            "profit": spread(&plan["profit"]),
        },
    })
}

/// The middle one.
fn age(ages: &[Value]) -> Value {
    let age = &ages[ages.len() / 2];
    json!({
        "age_months": age["age_months"],
        "retention": spread(&age["retention"]),
        "earned": spread(&age["earned"]),
    })
}

fn spread(figure: &Value) -> Value {
    json!({ "mean": figure["mean"], "sd": figure["sd"], "p10": figure["p10"], "p50": figure["p50"], "p90": figure["p90"] })
}

#[test]
fn shipped_scenarios_keep_their_results_at_any_thread_count() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let mut files: Vec<String> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| Path::new(name).extension().is_some_and(|ending| ending == "toml"))
        .collect();
    files.sort();
    assert!(files.len() >= 3, "{files:?}");
    let shop = Shop::new();
    for file in &files {
        std::fs::copy(folder.join(file), shop.path(file)).unwrap();
    }
    for file in &files {
        let one = summary(&shop, file, "1");
        assert!(one == summary(&shop, file, "2"), "{file}: two threads give another summary.json than one");
        let summary: Value = serde_json::from_str(&one).unwrap();
        assert_eq!(summary["self_check"]["passed"], true, "{file}");
        insta::assert_snapshot!(
            file.trim_end_matches(".toml"),
            serde_json::to_string_pretty(&kept(&summary)).unwrap()
        );
    }
}
