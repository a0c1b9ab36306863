//! The split of variance: what is chance among clients, and what is not knowing the parameters and the market.
//!
//! Shares with an error are held to closed forms at 4.5 standard errors. Those of Sobol runs have 31 degrees of freedom:
//! a new seed raises a false alarm once in 11,000 tests, and the file makes 8.

#![allow(
    clippy::disallowed_methods,
    reason = "what a test expects need not have the same last bits everywhere"
)]

use crate::lab::{number, of_months, summary};
use serde_json::Value;

const MOST_Z: f64 = 4.5;

#[track_caller]
fn assert_share(what: &str, summary: &Value, figure: &str, expected: f64) {
    let at = |field: &str| number(summary, &format!("/headline/variance_from_chance/{figure}/{field}"));
    let (found, se) = (at("value"), at("se"));
    assert!(se > 0.0 && se < 0.05 * expected, "{what}: the error {se} would let anything pass");
    let z = (found - expected) / se;
    assert!(z.abs() < MOST_Z, "{what}: {figure} {found} instead of {expected}, z = {z:.1}");
}

fn simulation(points: &str, trials: usize) -> String {
    format!("[simulation]\ntrials = {trials}\npoints = \"{points}\"\n")
}

/// `clients` who each leave with the same churn and pay the same uncertain price, in 12 months.
fn subscribers(points: &str, clients: usize, churn: f64, price: &str, money: &str) -> Value {
    summary(&of_months(
        12,
        &(simulation(points, 20_000) + money),
        &format!(
            r#"
            [[segment]]
            name = "subscribers"
            new_clients = 0
            opening = [{{ clients = {clients}, tenure_months = 0 }}]
            margin = 0.5
            servicing = 0
            churn = {churn}
            orders = "subscription"
            order_value = {price}
            "#
        ),
    ))
}

/// With `T` the months that one of `N` clients pays, `P(T > t) = s^t` for `t` below 12, so `E T = sum s^t` and
/// `E T^2 = sum (2 t + 1) s^t`. At the price `v` the chance is `E v^2 N Var T`, the rest `Var v (N E T)^2`.
#[test]
fn the_share_of_chance_is_its_closed_form() {
    let (churn, mean, cv) = (0.08f64, 100.0f64, 0.03f64);
    let stays = 1.0 - churn;
    let months: f64 = (0..12).map(|t| stays.powi(t)).sum();
    let squares: f64 = (0..12).map(|t| f64::from(2 * t + 1) * stays.powi(t)).sum();
    let life_variance = squares - months * months;
    let price = format!("{{ mean = {mean}, cv = {cv} }}");
    let costs_sd = 200.0f64;
    let costs =
        format!("[money]\nfixed_costs = {{ lognormal = {{ mean = 400, sd = {} }} }}\n", costs_sd / 12.0);
    for points in ["random", "sobol", "latin"] {
        for clients in [20usize, 1000] {
            let summary = subscribers(points, clients, churn, &price, &costs);
            let what = format!("{points}, {clients} clients");
            let clients = clients as f64;
            let chance = mean * mean * (1.0 + cv * cv) * clients * life_variance;
            let known = (mean * cv * clients * months).powi(2);
            assert_share(&what, &summary, "revenue", chance / (chance + known));
            let (chance, known) = (0.25 * chance, 0.25 * known + costs_sd * costs_sd);
            assert_share(&what, &summary, "profit", chance / (chance + known));
        }
    }
}

#[test]
fn without_uncertainty_all_is_chance_and_without_chance_nothing_is() {
    let share = |summary: &Value, field: &str| {
        number(summary, &format!("/headline/variance_from_chance/revenue/{field}"))
    };
    let all = subscribers("sobol", 50, 0.1, "100", "");
    assert!((share(&all, "value") - 1.0).abs() < 1e-12 && share(&all, "se") < 1e-12);
    let none = subscribers("sobol", 50, 0.0, "\"90 to 110\"", "");
    assert!(share(&none, "value") < 1e-20 && share(&none, "se") < 1e-20);
}

#[test]
fn what_has_no_variance_or_no_closed_form_has_no_share() {
    let certain = subscribers("sobol", 50, 0.0, "100", "");
    let taxed = subscribers("sobol", 50, 0.1, "\"90 to 110\"", "[money]\ntax = { profit = 0.2 }\n");
    let of = |summary: &Value| summary["headline"]["variance_from_chance"].clone();
    assert!(of(&certain)["revenue"].is_null() && of(&certain)["profit"].is_null());
    assert!(of(&taxed)["revenue"]["value"].is_number() && of(&taxed)["profit"].is_null());
}
