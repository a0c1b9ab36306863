//! The errors that a forecast states of itself, against how forecasts of other seeds scatter.
//!
//! Over 200 seeds a standard deviation is known to 5 %, so a ratio of scatter to stated error lies beyond 0.75 to 1.3
//! with probability below 1e-6 where the stated error is right; the file makes 42 such tests, 14 for each kind of
//! points: mean, P10, P50 and P90 of three figures, the chance of the target and CVaR. There are enough clients that the
//! bound of the smoothing laws' own error, which the stated error holds and seeds do not scatter by, is small.

#![allow(
    clippy::disallowed_methods,
    reason = "what a test expects need not have the same last bits everywhere"
)]

use crate::lab::{of_months, summary};
use ltvcast::math::normal;
use ltvcast::model::scenario::Scenario;
use rayon::prelude::*;
use serde_json::Value;

const SEEDS: u64 = 200;

fn shop(points: &str, seed: u64, trials: usize) -> Scenario {
    of_months(
        3,
        &format!(
            "lifetime_months = 3\n[simulation]\npoints = \"{points}\"\nseed = {seed}\ntrials = {trials}\n\
             [money]\ntarget_profit = 900000\nfixed_costs = \"50000 to 150000\"\n"
        ),
        r#"
        [[segment]]
        name = "one"
        new_clients = 6000
        cac = "20 to 60"
        churn = { beta_geometric = { alpha = "0.6 to 0.9", beta = 4 } }
        orders = { gamma_poisson = { rate = "0.6 to 1.0", shape = 2 } }
        order_value = { gamma = { mean = "80 to 120", shape = 2 } }
        "#,
    )
}

/// An estimate and its stated error, by seed.
type Estimates = Vec<(f64, f64)>;

fn scatter_over_stated(estimates: &Estimates) -> f64 {
    let n = estimates.len() as f64;
    let mean = estimates.iter().map(|(value, _)| value).sum::<f64>() / n;
    let scatter = estimates.iter().map(|(value, _)| (value - mean).powi(2)).sum::<f64>() / (n - 1.0);
    let stated = estimates.iter().map(|(_, se)| se * se).sum::<f64>() / n;
    (scatter / stated).sqrt()
}

#[test]
fn stated_errors_are_the_scatter_between_seeds() {
    for (points, trials) in [("sobol", 1024), ("latin", 1024), ("random", 1024)] {
        let runs: Vec<Value> =
            (0..SEEDS).into_par_iter().map(|seed| summary(&shop(points, seed, trials))).collect();
        for figure in ["/headline/profit", "/headline/revenue", "/segments/0/ltv_cohort/net"] {
            for (value, se) in [("mean", "se"), ("p10", "p10_se"), ("p50", "p50_se"), ("p90", "p90_se")] {
                let number = |run: &Value, field: &str| run.pointer(figure).unwrap()[field].as_f64().unwrap();
                let estimates = runs.iter().map(|run| (number(run, value), number(run, se))).collect();
                let ratio = scatter_over_stated(&estimates);
                assert!((0.75..1.3).contains(&ratio), "{points}: {figure} {value}: {ratio:.3}");
            }
        }
        for chance in ["probability_of_target", "cvar10"] {
            let number = |run: &Value, field: &str| run["headline"][chance][field].as_f64().unwrap();
            let estimates = runs.iter().map(|run| (number(run, "value"), number(run, "se"))).collect();
            let ratio = scatter_over_stated(&estimates);
            assert!((0.75..1.3).contains(&ratio), "{points}: {chance}: {ratio:.3}");
        }
    }
}

/// Beyond `2.25 / sqrt(n)` with probability `2 exp(-2 * 2.25^2)` = 8e-5: fifteen such tests.
fn assert_standard_normal(what: &str, mut z: Vec<f64>) {
    z.sort_unstable_by(f64::total_cmp);
    let n = z.len() as f64;
    let distance = z.iter().enumerate().map(|(i, z)| {
        let p = normal::cdf(*z);
        (p - i as f64 / n).abs().max((p - (i + 1) as f64 / n).abs())
    });
    let largest = distance.fold(0.0, f64::max) * n.sqrt();
    assert!(largest < 2.25, "{what}: Kolmogorov-Smirnov {largest:.2}");
}

/// 600 runs: a sound check fails one of them with probability at most 6 %. A series' z is beyond 1.96 in 5 % of runs.
#[test]
fn the_self_check_is_standard_normal_over_seeds_and_passes_as_often_as_it_says() {
    for points in ["sobol", "latin", "random"] {
        let runs: Vec<Value> = (0..200)
            .into_par_iter()
            .map(|seed| summary(&shop(points, 1000 + seed, 2000))["self_check"].clone())
            .collect();
        assert!(runs.iter().all(|check| check["passed"] == true), "{points}");
        for series in [
            "one: churned_clients 2027-11",
            "one: orders 2027-12",
            "one: revenue 2028-01",
            "one: ltv_cohort.net",
            "all: profit 2028-01",
        ] {
            let z = |check: &Value| {
                let all = check["series"].as_array().unwrap();
                all.iter().find(|s| s["name"] == series).unwrap_or_else(|| panic!("{series}"))["z"]
                    .as_f64()
                    .unwrap()
            };
            assert_standard_normal(&format!("{points}: {series}"), runs.iter().map(z).collect());
        }
        let check = &runs[0];
        let tested = check["series"].as_array().unwrap().iter().filter(|s| s["z"].is_number()).count();
        let expected = normal::quantile(1.0 - 1e-4 / (2.0 * tested as f64));
        assert!((check["bound"].as_f64().unwrap() - expected).abs() < 1e-9);
    }
}
