//! Scenarios at the ends of what is allowed: no panic, no number that is none, and a self-check that passes.

use crate::lab::{of_months, summary_text};
use serde_json::Value;

/// A shop with one thing replaced.
fn shop(months: usize, trials: usize, replaced: &[(&str, &str)]) -> String {
    let mut fields = vec![
        ("new_clients", "20"),
        ("cac", "\"30 to 60\""),
        ("margin", "0.6"),
        ("servicing", "1"),
        ("churn", "0.1"),
        ("orders", "{ poisson = { rate = 0.8 } }"),
        ("order_value", "{ gamma = { mean = 100, shape = 2 } }"),
    ];
    for &(key, value) in replaced {
        match fields.iter_mut().find(|(known, _)| *known == key) {
            Some(field) => field.1 = value,
            None => fields.push((key, value)),
        }
    }
    let lines: Vec<String> = fields.iter().map(|(key, value)| format!("{key} = {value}")).collect();
    let scenario = of_months(
        months,
        &format!("[simulation]\ntrials = {trials}\n[money]\nfixed_costs = 1000\ntarget_profit = 5000\n"),
        &format!("[[segment]]\nname = \"one\"\n{}\n", lines.join("\n")),
    );
    summary_text(&scenario)
}

/// The self-check has to pass: a sound run fails once in 10,000.
fn assert_sound(what: &str, text: &str) -> Value {
    let summary: Value = serde_json::from_str(text).expect("summary.json is JSON");
    assert_eq!(summary["self_check"]["passed"], true, "{what}: {}", summary["self_check"]["series"]);
    summary
}

#[test]
fn few_trials_and_few_months_are_forecasts_too() {
    for trials in [1, 2, 3, 31, 32, 33, 63, 64, 65, 255, 256, 257] {
        let summary = assert_sound(&format!("{trials} trials"), &shop(2, trials, &[]));
        assert_eq!(summary["trials"], trials);
        let profit = &summary["headline"]["profit"];
        assert!(profit["mean"].is_number());
        assert_eq!(profit["sd"].is_number(), trials > 1, "{profit}");
    }
    assert_sound("one month", &shop(1, 500, &[]));
}

#[test]
fn nobody_at_all_has_costs_and_no_ratio() {
    for orders in
        ["{ poisson = { rate = 1 } }", "{ gamma_poisson = { rate = 1, shape = 2 } }", "\"subscription\""]
    {
        let summary = assert_sound(orders, &shop(3, 100, &[("new_clients", "0"), ("orders", orders)]));
        assert_eq!(summary["headline"]["profit"]["mean"], -3000.0);
        for ratio in ["roas", "romi"] {
            assert!(summary["headline"][ratio]["p50"].is_null());
        }
        for ratio in ["churn_rate", "retention", "arpu", "order_value"] {
            assert!(summary["months"][0][ratio]["mean"].is_null(), "{ratio}");
        }
        let segment = &summary["segments"][0];
        assert!(segment["ltv_cohort"]["net"]["mean"].is_null() && segment["payback_month"]["p50"].is_null());
        assert!(segment["payback_month"]["never"].is_null() && segment["ladder"].is_null());
    }
}

#[test]
fn laws_at_their_ends_are_drawn_and_checked() {
    let cases: [&[(&str, &str)]; 20] = [
        &[("orders", "{ poisson = { rate = 0 } }")],
        &[("orders", "{ gamma_poisson = { rate = 0, shape = 1 } }")],
        &[("orders", "{ gamma_poisson = { rate = 0.8, shape = 0.001 } }")],
        &[("orders", "{ gamma_poisson = { rate = 0.8, shape = 0.000001 } }")],
        &[("orders", "{ gamma_poisson = { rate = 0.8, shape = 1000000 } }")],
        &[("orders", "\"subscription\"")],
        &[("churn", "0")],
        &[("churn", "1")],
        &[("churn", "0.0000001")],
        &[("churn", "{ beta_geometric = { alpha = 0.001, beta = 1 } }")],
        &[("churn", "{ beta_geometric = { alpha = 0.000001, beta = 0.000001 } }")],
        &[("churn", "{ discrete_weibull = { q = 0.000001, b = 20 } }")],
        &[("margin", "0")],
        &[("cac", "0")],
        &[("order_value", "0")],
        &[("order_value", "{ gamma = { mean = 100, shape = 0.000001 } }")],
        &[("order_value", "{ lognormal = { mean = 100, cv = 5 } }")],
        &[("new_clients", "0.000000001")],
        &[("new_clients", "1000000000"), ("orders", "{ gamma_poisson = { rate = 0.8, shape = 0.5 } }")],
        &[("new_clients", "1000000000"), ("order_value", "{ lognormal = { mean = 100, cv = 2 } }")],
    ];
    for case in cases {
        assert_sound(&format!("{case:?}"), &shop(6, 1000, case));
    }
}
