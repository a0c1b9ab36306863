//! Scenarios put together from parts of two.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use crate::lab::{number, scenario, summary};
use ltvcast::model::scenario::{Cause, Scenario, causes_that_differ, hybrid};
use serde_json::Value;

/// Two segments of every kind of law, with all that may differ.
const RICH: &str = r#"
name = "Rich"
currency = "EUR"
start = "2027-01"
months = 6
lifetime_months = 12

[simulation]
trials = 320
seed = 3

[money]
discount_rate = "8% to 12%"
fixed_costs = "10K to 12K"
cost_growth = "2% to 5%"
tax = { revenue = "4% to 6%" }

[market]
sigma = "5% to 10%"
phi = 0.5

[[segment]]
name = "Search"
new_clients = [20, 20, 25, 25, 30, 30]
opening = [{ clients = "90 to 110", tenure_months = 4 }]
cac = "400 to 600"
cac_growth = "5% to 15%"
margin = "42% to 48%"
servicing = 20
growth = "3% to 8%"
churn = { beta_geometric = { alpha = "0.6 to 0.8", beta = "8 to 10" } }
orders = { gamma_poisson = { rate = "0.40 to 0.50", shape = 2 } }
order_value = { gamma = { mean = "1700 to 1900", shape = 1.5 } }
seasonality = [0.8, 0.8, 1.0, 1.0, 1.0, 0.9, 0.8, 0.9, 1.0, 1.1, 1.3, 1.4]

[[segment]]
name = "Social"
new_clients = "10 to 14"
cac = "500 to 700"
churn = "7% to 10%"
cost_growth = "1% to 2%"
orders = { poisson = { rate = "0.35 to 0.45" } }
order_value = { lognormal = { mean = "2300 to 2700", cv = 0.7 } }

[[lever]]
name = "All"
win_back = "2% to 4%"
fixed_cost = 500

[[lever]]
name = "Club"
segments = ["Search"]
churn = "0.7 to 0.9"
annual_contract = "20% to 30%"
cost_per_client = 3

[[correlation]]
between = ["Search.cac", "Social.cac"]
spearman = 0.6
"#;

/// What each cause is changed by.
const CHANGES: [(Cause, &str, &str); 12] = [
    (Cause::Clients, "\"90 to 110\"", "\"120 to 130\""),
    (Cause::Churn, "churn = \"7% to 10%\"", "churn = { discrete_weibull = { q = \"93% to 96%\", b = 0.8 } }"),
    (Cause::OrderRate, "shape = 2 } }", "shape = \"2 to 3\" } }"),
    (Cause::OrderValue, "growth = \"3% to 8%\"", "growth = 0.02"),
    (Cause::Margin, "\"42% to 48%\"", "\"40% to 48%\""),
    (Cause::Cac, "\"5% to 15%\"", "\"5% to 10%\""),
    (Cause::Levers, "churn = \"0.7 to 0.9\"", "churn = \"0.6 to 0.7\"\nwin_back = 0.1"),
    (Cause::Costs, "servicing = 20", "servicing = \"20 to 30\""),
    (Cause::Tax, "tax = { revenue = \"4% to 6%\" }", "tax = { vat = \"20%\" }"),
    (Cause::Market, "phi = 0.5", "phi = 0.5\nacts_on = \"both\""),
    (Cause::Correlations, "spearman = 0.6", "spearman = 0.3"),
    (Cause::Calendar, "2027-01", "2027-04"),
];

fn changed(changes: &[(Cause, &str, &str)]) -> Scenario {
    let mut text = RICH.to_owned();
    for (_, from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    scenario(&text)
}

#[test]
fn each_change_is_of_its_cause_alone() {
    let a = scenario(RICH);
    for change in CHANGES {
        assert_eq!(causes_that_differ(&a, &changed(&[change])), [change.0], "{change:?}");
    }
    assert!(causes_that_differ(&a, &a).is_empty());
    let all: Vec<Cause> = CHANGES.iter().map(|(cause, ..)| *cause).collect();
    assert_eq!(causes_that_differ(&a, &changed(&CHANGES)), all);
}

#[test]
fn what_does_not_act_on_profit_is_no_cause() {
    let text = RICH
        .replace("\"8% to 12%\"", "\"3% to 4%\"")
        .replace("lifetime_months = 12", "lifetime_months = 24")
        .replace("name = \"Rich\"", "name = \"Other\"")
        .replace("[market]", "target_profit = 5\nmax_scale = 3\nconfidence = 0.9\n\n[market]");
    assert!(causes_that_differ(&scenario(RICH), &scenario(&text)).is_empty());
}

/// The same words in other places are the same law; one quantity for all months is not one of its like for each.
#[test]
fn laws_are_compared_and_not_words() {
    let a = scenario(RICH);
    let same = RICH
        .replace("servicing = 20", "servicing = \"20\"")
        .replace("churn = \"7% to 10%\"", "churn = { constant = { p5 = 0.07, p95 = 0.1 } }");
    assert!(causes_that_differ(&a, &scenario(&same)).is_empty());
    let apart = RICH.replace(
        "new_clients = \"10 to 14\"",
        &format!("new_clients = [{}]", ["\"10 to 14\""; 6].join(", ")),
    );
    assert_eq!(causes_that_differ(&a, &scenario(&apart)), [Cause::Clients]);
    // Social grows with its own draw; here with that of all costs.
    let money = RICH.replace("cost_growth = \"2% to 5%\"", "cost_growth = \"1% to 2%\"");
    let shared = money.replace("cost_growth = \"1% to 2%\"\norders", "orders");
    assert_eq!(causes_that_differ(&scenario(&money), &scenario(&shared)), [Cause::Costs]);
}

/// The digest tells all that a scenario assumes, quantities and their places included.
#[test]
fn a_hybrid_of_no_cause_is_the_first_and_one_of_all_the_second() {
    let (a, b) = (scenario(RICH), changed(&CHANGES));
    assert_ne!(a.digest(), b.digest());
    assert_eq!(hybrid(&a, &b, &[]).digest(), a.digest());
    assert_eq!(hybrid(&a, &b, &Cause::ALL).digest(), b.digest());
    assert_eq!(summary(&hybrid(&a, &b, &Cause::ALL)), summary(&b));
}

#[test]
fn a_hybrid_of_one_cause_is_the_scenario_with_that_change() {
    let (a, b) = (scenario(RICH), changed(&CHANGES));
    for change in CHANGES {
        assert_eq!(hybrid(&a, &b, &[change.0]).digest(), changed(&[change]).digest(), "{change:?}");
    }
}

/// Of unmatched segments all goes with the cause `segments`, and correlations with the side that states them, as far as
/// their quantities are there.
#[test]
fn segments_match_by_name_and_the_others_are_one_cause() {
    let a = scenario(RICH);
    let renamed = RICH.replace("Social", "Referrals").replace("\"7% to 10%\"", "\"1% to 2%\"");
    let b = scenario(&renamed);
    assert_eq!(causes_that_differ(&a, &b), [Cause::Correlations, Cause::Segments]);
    let names = |scenario: &Scenario| {
        scenario.segments.iter().map(|segment| segment.name.clone()).collect::<Vec<String>>()
    };
    let with_segments = hybrid(&a, &b, &[Cause::Segments]);
    assert_eq!(names(&with_segments), ["Search", "Referrals"]);
    assert!(with_segments.correlations.is_none(), "Social is not there");
    assert_eq!(names(&hybrid(&a, &b, &[Cause::Churn, Cause::Correlations])), ["Search", "Social"]);
    assert_eq!(hybrid(&a, &b, &Cause::ALL).digest(), b.digest());
}

/// A quantity that becomes a plain number takes its correlations with it.
#[test]
fn correlations_of_what_is_certain_are_left_out() {
    let a = scenario(RICH);
    let plain = RICH.split("[[correlation]]").next().unwrap().replace("\"400 to 600\"", "500");
    let b = scenario(&plain);
    assert_eq!(causes_that_differ(&a, &b), [Cause::Cac, Cause::Correlations]);
    assert!(hybrid(&a, &b, &[Cause::Cac]).correlations.is_none());
    assert_eq!(hybrid(&a, &b, &Cause::ALL).digest(), b.digest());
}

/// Dimensions that go on where another scenario's end: a path that both have is drawn alike, and a scenario that goes on
/// from itself or from nothing is what it is alone.
#[test]
fn a_scenario_drawn_on_another_ones_dimensions_shares_its_paths() {
    let a = scenario(RICH);
    let of = |scenario: &Scenario| -> Value { summary(scenario) };
    assert_eq!(a.clone().continuing(&[]).dimensions(), a.dimensions());
    assert_eq!(of(&a.clone().continuing(&a.dimensions())), of(&a));
    // An uncertain quantity more, in front of most others: alone all of them move, here none does.
    let more = scenario(&RICH.replace("phi = 0.5", "phi = \"0.5 to 0.6\""));
    let continued = more.clone().continuing(&a.dimensions());
    assert_eq!(continued.dimensions().len(), a.dimensions().len() + 1);
    assert_eq!(continued.digest(), more.digest());
    let spent = |scenario: &Scenario| number(&of(scenario), "/headline/ad_spend/mean");
    assert_eq!(spent(&continued), spent(&a));
    assert_ne!(spent(&more), spent(&a));
}
