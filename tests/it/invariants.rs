//! What holds in every run, trial by trial: bookkeeping, reproducibility, common random numbers, blocks.

use crate::lab::{agree, drawn, month, number, of_months, run, summary, summary_text, tallied};
use ltvcast::decision;
use ltvcast::engine::outcome::{Block, Outcome};
use ltvcast::engine::{Detail, Run};
use ltvcast::forecast::{self, tally::Tally};
use ltvcast::model::scenario::Scenario;
use ltvcast::model::watch::Unwatched;
use ltvcast::report::files::json;
use rayon::ThreadPoolBuilder;
use serde_json::Value;
use std::ops::Range;

const SBG: &str = r#"
    [[segment]]
    name = "sbg"
    new_clients = "15 to 25"
    opening = [{ clients = 40.5, tenure_months = 3 }, { clients = "10 to 20", tenure_months = 20 }]
    cac = "40 to 60"
    cac_growth = 0.1
    margin = "40% to 60%"
    servicing = 2
    growth = "1% to 9%"
    churn = { beta_geometric = { alpha = "0.6 to 0.9", beta = 5 } }
    orders = { gamma_poisson = { rate = "0.7 to 0.9", shape = 1.5 } }
    order_value = { gamma = { mean = "90 to 110", shape = 2 } }
    seasonality = [0.4, 1.6, 0.7, 1.3, 1.0, 1.0, 0.5, 1.5, 1.0, 1.0, 0.6, 1.4]
"#;

const WEIBULL: &str = r#"
    [[segment]]
    name = "weibull"
    new_clients = 7.4
    cac = 30
    margin = 0.5
    churn = { discrete_weibull = { q = "70% to 80%", b = 0.8 } }
    orders = { poisson = { rate = 0.6 } }
    order_value = { lognormal = { mean = "80 to 90", cv = 0.8 } }
"#;

const SUBSCRIPTION: &str = r#"
    [[segment]]
    name = "subscription"
    new_clients = [0, 9, 0, 3.5, 8, 0, 0, 2, 0, 0, 6, 0, 0, 1, 30]
    cac = { values = [20, 90], weights = [3, 1] }
    churn = "10% to 30%"
    orders = "subscription"
    order_value = "20 to 30"
"#;

const MARKET: &str = "[market]\nsigma = 0.2\nphi = 0.6\nacts_on = \"both\"\n";

fn simulation(points: &str, trials: usize) -> String {
    format!("lifetime_months = 20\n[simulation]\npoints = \"{points}\"\ntrials = {trials}\nseed = 5\n")
}

/// All processes, a market, costs that grow, two turns of the year.
fn mixed(tax: &str, points: &str, trials: usize) -> Scenario {
    let money =
        format!("[money]\nfixed_costs = \"500 to 700\"\ncost_growth = 0.05\n{tax}\ntarget_profit = 4000\n");
    of_months(15, &(simulation(points, trials) + &money + MARKET), &[SBG, WEIBULL, SUBSCRIPTION].concat())
}

const TAXES: [&str; 4] =
    ["", "tax = { revenue = 0.06 }", "tax = { profit = \"20% to 30%\" }", "tax = { vat = 0.2 }"];

#[test]
fn clients_of_a_month_are_those_of_the_last_less_the_churned_plus_the_new_in_every_trial() {
    let outcome = drawn(&mixed("", "sobol", 1000), 1000, 3);
    for place in 0..3 {
        let table = |table, t| month(&outcome, place, table, t);
        let mut left = 0.0;
        for t in 0..15 {
            let (active, churned) = (table(|s| &s.active, t), table(|s| &s.churned, t));
            assert!(active.iter().chain(&churned).all(|x| x.fract() == 0.0 && *x >= 0.0));
            assert!(active.iter().zip(&churned).all(|(active, churned)| churned <= active));
            left += churned.iter().sum::<f64>();
            if t + 1 < 15 {
                let (next, new) = (table(|s| &s.active, t + 1), table(|s| &s.new, t + 1));
                for i in 0..1000 {
                    assert_eq!(next[i], active[i] - churned[i] + new[i], "trial {i}, month {t}");
                }
            }
        }
        assert!(left > 0.0, "somebody leaves segment {place}");
    }
}

/// The means of one list of periods: bookkeeping from one to the next, and the way from revenue to profit.
fn assert_periods(what: &str, periods: &[Value]) {
    let mean = |period: &Value, field: &str| number(period, &format!("/{field}/mean"));
    for period in periods {
        let costs = ["tax", "cost_of_goods", "servicing", "ad_spend", "fixed_costs"];
        let profit = mean(period, "revenue") - costs.iter().map(|cost| mean(period, cost)).sum::<f64>();
        let found = mean(period, "profit");
        assert!((found - profit).abs() <= 1e-9 * mean(period, "revenue"), "{what}: profit {found}, {profit}");
    }
    for pair in periods.windows(2) {
        let next = mean(&pair[0], "active_clients") - mean(&pair[0], "churned_clients")
            + mean(&pair[1], "new_clients");
        assert!(agree(mean(&pair[1], "active_clients"), next), "{what}: active clients");
        let cumulative = mean(&pair[0], "cumulative_profit") + mean(&pair[1], "profit");
        let found = mean(&pair[1], "cumulative_profit");
        assert!((found - cumulative).abs() < 1e-6, "{what}: cumulative profit {found}, {cumulative}");
    }
}

/// The sum of one figure's means over periods.
fn summed(periods: &[Value], field: &str) -> f64 {
    periods.iter().map(|period| number(period, &format!("/{field}/mean"))).sum()
}

const ADDED: [&str; 9] = [
    "new_clients",
    "churned_clients",
    "orders",
    "revenue",
    "cost_of_goods",
    "servicing",
    "ad_spend",
    "tax",
    "profit",
];

#[test]
fn means_of_months_quarters_and_years_add_up_under_every_tax() {
    for tax in TAXES {
        let summary = summary(&mixed(tax, "sobol", 640));
        let list = |of: &Value, name: &str| of[name].as_array().expect("periods are a list").clone();
        let mut scopes = vec![("all".to_owned(), summary.clone())];
        scopes.extend(list(&summary, "segments").into_iter().map(|s| (s["name"].to_string(), s)));
        for (name, scope) in &scopes {
            let [months, quarters, years] = ["months", "quarters", "years"].map(|name| list(scope, name));
            assert_eq!((months.len(), quarters.len(), years.len()), (15, 6, 3));
            let horizon = [scope["horizon"].clone()];
            for periods in [&months[..], &quarters, &years, &horizon] {
                assert_periods(&format!("{name}, {tax}"), periods);
                for field in ADDED {
                    let (sum, whole) = (summed(periods, field), summed(&months, field));
                    assert!((sum - whole).abs() < 1e-9 * whole.abs().max(1e3), "{name}, {tax}: {field}");
                }
            }
        }
        assert_segments_add_up(&summary, tax);
    }
}

/// Segments add up to the whole; profit tax and fixed costs are of the whole alone.
fn assert_segments_add_up(summary: &Value, tax: &str) {
    let segments = summary["segments"].as_array().expect("segments are a list");
    for t in 0..15 {
        let mean = |of: &Value, field: &str| number(of, &format!("/months/{t}/{field}/mean"));
        for field in ADDED.into_iter().chain(["active_clients"]) {
            let mut sum: f64 = segments.iter().map(|segment| mean(segment, field)).sum();
            let profit_tax = if tax.contains("profit") { mean(summary, "tax") } else { 0.0 };
            match field {
                "profit" => sum -= profit_tax + mean(summary, "fixed_costs"),
                "tax" => sum += profit_tax,
                _ => {}
            }
            let whole = mean(summary, field);
            assert!((whole - sum).abs() < 1e-9 * whole.abs().max(1e3), "{tax}: {field} {whole} {sum}");
        }
    }
}

#[test]
fn summary_and_plan_have_the_same_bytes_at_one_two_and_three_threads() {
    let scenario = mixed("tax = { profit = 0.2 }", "sobol", 1000);
    let bytes = |threads| {
        let pool = ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be made");
        pool.install(|| {
            let plan = decision::plan::plan(&scenario, &Unwatched).expect("nobody stops it");
            summary_text(&scenario) + &json(&plan)
        })
    };
    let one = bytes(1);
    assert!(one.contains("required_clients"));
    assert!(one == bytes(2) && one == bytes(3));
}

/// One segment's columns, to the last bit, over all blocks.
fn columns(outcome: &Outcome, place: usize) -> Vec<String> {
    let text = |block: &Block| serde_json::to_string(&block.segments[place]).expect("columns are JSON");
    outcome.blocks().iter().map(text).collect()
}

#[test]
fn segments_come_and_go_without_moving_the_draws_of_the_others() {
    // Plain random numbers are addressed by path: a segment may be anywhere. Sobol dimensions follow the order of
    // first appearance, the market's come from the other end: what is added at the end moves nothing. Latin dimensions
    // are addressed by path alone.
    for (points, market, front_too) in
        [("random", MARKET, true), ("sobol", MARKET, false), ("latin", MARKET, true)]
    {
        let of = |segments: &[&str]| {
            let scenario = of_months(15, &(simulation(points, 600) + market), &segments.concat());
            drawn(&scenario, 600, 5)
        };
        let two = of(&[SBG, SUBSCRIPTION]);
        let (sbg, subscription) = (columns(&two, 0), columns(&two, 1));
        assert_ne!(sbg, subscription);
        let end = of(&[SBG, SUBSCRIPTION, WEIBULL]);
        assert!(columns(&end, 0) == sbg && columns(&end, 1) == subscription, "{points}: one more at the end");
        assert!(columns(&of(&[SBG]), 0) == sbg, "{points}: the last one gone");
        if front_too {
            let front = of(&[WEIBULL, SBG, SUBSCRIPTION]);
            assert!(columns(&front, 1) == sbg && columns(&front, 2) == subscription, "one more in front");
            assert!(columns(&of(&[SUBSCRIPTION]), 0) == subscription, "the first one gone");
        }
    }
}

#[test]
fn a_longer_run_begins_with_the_shorter_one() {
    for points in ["random", "sobol", "latin"] {
        let scenario = mixed("tax = { profit = 0.2 }", points, 600);
        let (short, long) = (drawn(&scenario, 600, 5), drawn(&scenario, 1100, 5));
        assert_eq!(short.profit(), long.profit()[..600], "{points}");
        for place in 0..3 {
            let [short, long] = [&short, &long].map(|outcome| month(outcome, place, |s| &s.revenue, 14));
            assert_eq!(short, long[..600], "{points}, segment {place}");
        }
        assert_ne!(short.profit(), drawn(&scenario, 600, 6).profit(), "another seed is another run");
    }
}

#[test]
fn a_budget_run_draws_the_profit_of_the_full_run() {
    // The full run goes 20 months beyond each segment's first cohort, the budget run stops after 15.
    for tax in TAXES {
        for points in ["random", "sobol", "latin"] {
            let scenario = mixed(tax, points, 500);
            for scale in [0.0, 0.37, 1.0, 3.0] {
                let profit = |detail| run(&scenario, Run { trials: 500, seed: 8, scale, detail }).profit();
                assert_eq!(profit(Detail::Full), profit(Detail::Budget), "{tax}, {points}, {scale}");
            }
        }
    }
}

#[test]
fn blocks_travel_as_json_and_keep_their_last_bit() {
    let outcome = drawn(&mixed("", "sobol", 600), 600, 5);
    for block in outcome.blocks() {
        let text = serde_json::to_string(block).expect("a block can be written");
        let read: Block = serde_json::from_str(&text).expect("a block can be read");
        assert!(serde_json::to_string(&read).expect("again") == text);
    }
}

#[test]
fn parts_of_a_run_travel_as_json_and_merge_in_any_order() {
    // Ten tiles, the last of them of 284 trials.
    let trials = 9500;
    let scenario = mixed("tax = { profit = 0.2 }", "sobol", trials);
    let text =
        |tally: &Tally| json(&forecast::summarise(&scenario, tally, &Unwatched).expect("nobody stops it"));
    let whole = text(&tallied(&scenario, trials, 5));
    let part = |tiles: Range<usize>| -> Tally {
        let run = Run { trials, seed: 5, scale: 1.0, detail: Detail::Full };
        let part = Tally::of(&scenario, run, tiles, &Unwatched).expect("nobody stops it");
        serde_json::from_str(&serde_json::to_string(&part).expect("a part can be written"))
            .expect("a part can be read")
    };
    for order in [[0..3, 3..4, 4..10], [4..10, 0..3, 3..4], [7..10, 0..1, 1..7]] {
        let mut parts = order.iter().cloned().map(part);
        let mut merged = parts.next().expect("there are three");
        parts.for_each(|part| merged.merge(part).expect("no trial is in two parts"));
        assert!(text(&merged) == whole, "{order:?}");
        assert!(merged.merge(part(9..10)).is_err(), "trials that come twice are refused");
        assert!(text(&merged) == whole, "and change nothing");
    }
}
