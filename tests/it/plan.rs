//! The plan: against arithmetic, on the shipped telecom company, where it has no answer, and how often it is right.

#![allow(
    clippy::disallowed_methods,
    reason = "what a test expects need not have the same last bits everywhere"
)]

use crate::lab::{of_months, scenario, summary};
use ltvcast::decision::plan::{Plan, plan};
use ltvcast::math::normal;
use ltvcast::model::scenario::Scenario;
use ltvcast::model::watch::Unwatched;
use ltvcast::report::files::json;
use serde_json::Value;

fn planned(scenario: &Scenario) -> Plan {
    plan(scenario, &Unwatched).expect("nobody stops it").expect("the scenario has a target")
}

/// One month of clients who pay once: profit is `N (price - cac) - fixed_costs`, and `opening` clients pay 100 more.
fn one_month(money: &str, new_clients: &str, price: &str, cac: &str, trials: usize) -> Scenario {
    of_months(
        1,
        &format!("[simulation]\ntrials = {trials}\n[money]\n{money}\n"),
        &format!(
            r#"
            [[segment]]
            name = "won"
            new_clients = {new_clients}
            cac = {cac}
            churn = 1
            orders = "subscription"
            order_value = {price}
            [[segment]]
            name = "there"
            new_clients = 0
            opening = [{{ clients = 100, tenure_months = 0 }}]
            churn = 0
            orders = "subscription"
            order_value = 100
            "#
        ),
    )
}

#[test]
fn the_telecom_plan_holds_on_a_fresh_seed() {
    let plan = planned(&scenario(include_str!("../../scenarios/telecom.toml")));
    let fresh = plan.probability.fresh;
    assert!(fresh.value >= plan.confidence - 2.0 * fresh.se, "{fresh:?}");
    assert!(plan.probability.value >= plan.confidence, "{:?}", plan.probability);
    let clients = plan.required_clients.expect("there is an answer");
    // Certainty costs more than the mean's 4,814.81, and less than half as much again.
    assert!((4815.0..7200.0).contains(&clients), "{clients}");
    assert!(plan.roas.p50.unwrap() > 1.0 && plan.profit.p10.unwrap() < plan.target_profit);
}

/// LTV 4,000 and CAC 500: of 4,000 a fifth is tax, so 2,700 are left of each client, and 13M / 2,700 = 4,814.81.
fn telecom(new_clients: f64) -> Scenario {
    let zeros = ", 0".repeat(11);
    scenario(&format!(
        r#"
        name = "Telecom without ranges"
        currency = "RUB"
        start = "2027-01"
        months = 12
        lifetime_months = 12
        [money]
        fixed_costs = {fixed}
        tax = {{ revenue = "20%" }}
        target_profit = "3M"
        [[segment]]
        name = "Subscribers"
        new_clients = [{new_clients}{zeros}]
        cac = 500
        churn = 0
        orders = "subscription"
        order_value = {price}
        "#,
        fixed = 10e6 / 12.0,
        price = 4000.0 / 12.0,
    ))
}

#[test]
fn the_telecom_of_plain_values_needs_the_clients_of_the_rule_of_thumb() {
    let exact: f64 = 13e6 / (0.8 - 500.0 / 4000.0) / 4000.0;
    assert!((exact - 4814.8148).abs() < 1e-4);
    let profit = summary(&telecom(4814.8148))["headline"]["profit"].clone();
    let (mean, se) = (profit["mean"].as_f64().unwrap(), profit["se"].as_f64().unwrap());
    // Nothing is uncertain, so that the mean is exact. A client is worth 2,700.
    let expected = 4814.8148 * (0.8 * 4000.0 - 500.0) - 10e6;
    assert!(se == 0.0 && (mean - expected).abs() < 1e-3, "{mean} +- {se} instead of {expected}");
    for (clients, probability) in [(4814.0, 0.0), (4815.0, 1.0)] {
        let found = summary(&telecom(clients))["headline"]["probability_of_target"]["value"].clone();
        assert_eq!(found.as_f64(), Some(probability), "{clients}");
    }
    for base in [100.0, 1000.0, 4900.0, 20_000.0] {
        let scenario = telecom(base);
        let required = planned(&scenario).required_clients;
        // The largest scale may be too small; else the resolution is a thousandth, and one for rounding up.
        match required {
            None => assert!(base * 10.0 < exact),
            Some(clients) => assert!((4815.0..=4821.0).contains(&clients), "{base}: {clients}"),
        }
    }
}

#[test]
fn a_target_out_of_reach_has_no_answer_but_a_best() {
    let plan = planned(&one_month("target_profit = \"1B\"", "1000", "90", "\"40 to 60\"", 640));
    assert!(plan.required_clients.is_none() && plan.scale.is_none());
    assert_eq!((plan.best.probability, plan.best.ad_budget), (0.0, 0.0));

    // 10,000 clients at most: they bring 400,000 to 600,000 and a target of 500,000 is a matter of luck.
    let plan = planned(&one_month("target_profit = 510000", "1000", "100", "\"40 to 60\"", 3200));
    assert!(plan.required_clients.is_none());
    assert!((0.4..0.6).contains(&plan.best.probability), "{:?}", plan.best);
    assert!((450e3..550e3).contains(&plan.best.ad_budget), "{:?}", plan.best);
    assert_eq!(plan.ad_budget.mean, Some(plan.best.ad_budget));
}

#[test]
fn a_target_that_the_opening_book_reaches_needs_nobody() {
    let plan = planned(&one_month("target_profit = 9000", "50", "10", "40", 640));
    assert_eq!((plan.required_clients, plan.scale, plan.ad_budget.mean), (Some(0.0), Some(0.0), Some(0.0)));
    assert_eq!((plan.probability.value, plan.probability.fresh.value), (1.0, 1.0));
    assert_eq!(plan.roas.p50, None, "there is no ad spend to divide by");
    let last = plan.curve.last().unwrap();
    assert_eq!(
        (last.scale, last.probability.value),
        (10.0, 0.0),
        "too many clients who cost more than they pay"
    );
}

#[test]
fn clients_who_cost_more_than_they_pay_are_no_way_to_a_profit() {
    let plan =
        planned(&one_month("target_profit = 9000\nfixed_costs = \"500 to 1500\"", "50", "10", "40", 3200));
    assert!(plan.required_clients.is_none());
    assert_eq!(plan.best.ad_budget, 0.0);
    assert!((0.3..0.7).contains(&plan.best.probability), "{:?}", plan.best);
    for pair in plan.curve.windows(2) {
        assert!(pair[1].probability.value <= pair[0].probability.value);
    }
}

#[test]
fn without_a_target_there_is_no_plan() {
    assert!(plan(&one_month("", "50", "100", "40", 64), &Unwatched).unwrap().is_none());
}

/// The opening book alone gains 1,000 or loses 100, a won client gains 90 (7 in 10) or loses 100. Nobody: 50 %. Two to
/// ten: 85 %, since they mend the small loss in 7 of 10 cases and never spoil the gain. More than ten: 70 %.
#[test]
fn an_answer_below_a_fall_of_the_curve_is_found() {
    let costs = "fixed_costs = { values = [9000, 10100] }\ntarget_profit = 0\nconfidence = 0.8";
    let scenario = one_month(costs, "100", "100", "{ values = [10, 200], weights = [7, 3] }", 6400);
    let plan = planned(&scenario);
    assert_eq!(plan.required_clients, Some(2.0), "{:?}", plan.scale);
    let at = |clients: f64| {
        let near = |point: &&_| {
            let point: &ltvcast::decision::plan::CurvePoint = point;
            point.clients >= clients
        };
        plan.curve.iter().find(near).unwrap().probability.value
    };
    assert!((at(0.0) - 0.5).abs() < 0.02 && (at(5.0) - 0.85).abs() < 0.02 && (at(20.0) - 0.7).abs() < 0.02);
}

#[test]
fn the_largest_scale_is_kept() {
    // Twice the clients would do, half of them do not.
    let money = |most: f64| format!("target_profit = 90000\nmax_scale = {most}");
    let plan = |most| planned(&one_month(&money(most), "1000", "100", "60", 640));
    let short = plan(0.5);
    assert!(short.required_clients.is_none());
    assert!(short.curve.iter().all(|point| point.scale <= 0.5));
    assert_eq!(short.curve.last().map(|point| (point.scale, point.clients)), Some((0.5, 500.0)));
    assert_eq!(plan(2.0).required_clients, Some(2000.0));
    assert_eq!(plan(1.999).required_clients, None);
}

#[test]
fn the_plan_of_a_certain_scenario_is_arithmetic() {
    // N (100 - 60) + 10,000 >= 50,000 at 1,000 clients; a scale has four digits.
    let plan = planned(&one_month("target_profit = 50000", "700", "100", "60", 64));
    let clients = plan.required_clients.unwrap();
    assert!((1000.0..=1002.0).contains(&clients), "{clients}");
    assert_eq!(plan.probability.value, 1.0);
}

#[test]
fn the_plan_as_json_has_the_shape_that_others_rely_on() {
    let plan = planned(&one_month("target_profit = 30000", "1000", "\"80 to 120\"", "60", 640));
    let value: Value = serde_json::from_str(&json(&plan)).unwrap();
    let figure =
        ["mean", "sd", "se", "p5", "p10", "p25", "p50", "p75", "p90", "p95", "p10_se", "p50_se", "p90_se"];
    for name in ["ad_budget", "roas", "romi", "profit"] {
        for field in figure {
            assert!(value[name][field].is_number(), "{name}.{field}: {}", value[name]);
        }
    }
    for pointer in [
        "/required_clients",
        "/probability/value",
        "/probability/se",
        "/probability/fresh/value",
        "/probability/fresh/se",
        "/curve/0/scale",
        "/curve/0/clients",
        "/curve/0/ad_budget",
        "/curve/0/probability/value",
        "/curve/0/probability/se",
        "/best/probability",
        "/best/ad_budget",
    ] {
        assert!(value.pointer(pointer).is_some_and(Value::is_number), "{pointer}");
    }
    let most = plan.curve.iter().map(|point| point.probability.value).fold(0.0, f64::max);
    assert!(plan.best.probability >= most, "best {} of a curve that reaches {most}", plan.best.probability);
    let scales: Vec<f64> = plan.curve.iter().map(|point| point.scale).collect();
    assert!(scales[0] == 0.0 && scales.is_sorted());
}

/// P(profit >= target) of [`uncertain`] in closed form: its price is lognormal between 80 and 120 (5 % and 95 %).
fn probability(scale: f64) -> f64 {
    let sigma = (120.0f64 / 80.0).ln() / (2.0 * 1.644_853_626_951);
    let price = 50.0 + 3.833e6 / (1e5 * scale);
    1.0 - normal::cdf((price.ln() - (80.0f64 * 120.0).ln() / 2.0) / sigma)
}

/// The lower bound is one of 95 %, so at most 1 plan in 20 may be too low: 5 or more of 40 then happen in 4.8 % of
/// cases, 5 or more for one of three kinds of points in 13.7 %. A first crossing without a bound is too low in half.
#[test]
fn plans_are_sufficient_in_nine_of_ten_cases_and_not_wasteful() {
    let mut too_low = Vec::new();
    for points in ["random", "sobol", "latin"] {
        for seed in 0..40 {
            let above = format!(
                "[simulation]\ntrials = 2048\nseed = {seed}\npoints = \"{points}\"\n\
                 [money]\nfixed_costs = 833000\ntarget_profit = \"3M\"\nmax_scale = 4\n"
            );
            let scenario = of_months(
                1,
                &above,
                "[[segment]]\nname = \"one\"\nnew_clients = 100000\ncac = 50\nchurn = 1\n\
                 orders = \"subscription\"\norder_value = \"80 to 120\"",
            );
            let scale = planned(&scenario).scale.expect("there is an answer");
            let truth = probability(scale);
            assert!(truth < 0.84, "{points}, seed {seed}: {scale} is wasteful, {truth}");
            if truth < 0.8 {
                too_low.push((points, seed, scale));
            }
        }
    }
    for points in ["random", "sobol", "latin"] {
        let count = too_low.iter().filter(|(of, _, _)| *of == points).count();
        assert!(count <= 4, "{count} of 40 with {points} points: {too_low:?}");
    }
}
