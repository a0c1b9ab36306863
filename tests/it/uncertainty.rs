//! What the trials share: the market's shock and the correlations of the quantities, seen through their effects.

#![allow(
    clippy::disallowed_methods,
    reason = "what a test expects need not have the same last bits everywhere"
)]

use crate::lab::{drawn, month, of_months};
use crate::statistics::{log_sd, mean};
use ltvcast::engine::outcome::Outcome;

/// Two-sided 5.7e-7; the file makes fewer than 100 z-tests.
const MOST_Z: f64 = 5.0;

const TRIALS: usize = 20_000;

#[track_caller]
fn assert_z(what: &str, z: f64) {
    assert!(z.abs() < MOST_Z, "{what}: z = {z:.1}");
}

/// A hundred million clients: what is left of chance is the market's.
fn moved(acts_on: &str, sigma: f64, phi: f64) -> Outcome {
    let scenario = of_months(
        8,
        &format!(
            "lifetime_months = 1\n[simulation]\npoints = \"random\"\n\
             [market]\nsigma = {sigma}\nphi = {phi}\nacts_on = \"{acts_on}\"\n"
        ),
        r#"
        [[segment]]
        name = "one"
        new_clients = [100000000, 0, 0, 0, 0, 0, 0, 50000000]
        churn = 0
        orders = { poisson = { rate = 1 } }
        order_value = 1
        "#,
    );
    drawn(&scenario, TRIALS, 9)
}

#[test]
fn a_market_shock_keeps_means_and_widens_with_time() {
    for (sigma, phi) in [(0.1, 0.0), (0.3, 0.8), (0.5, 0.95)] {
        let outcome = moved("orders", sigma, phi);
        for t in 0..8usize {
            let revenue = month(&outcome, 0, |s| &s.revenue, t);
            let clients = if t == 7 { 1.5e8 } else { 1e8 };
            let found = mean(&revenue);
            assert_z(&format!("mean of month {t}, sigma {sigma}"), (found.value - clients) / found.se);
            let logs: Vec<f64> = revenue.iter().map(|x| x.ln()).collect();
            let spread = log_sd(&logs).expect("the market moves it");
            let expected = sigma * (1.0 - f64::powf(phi, (2 * t + 2) as f64)).sqrt();
            assert_z(&format!("spread of month {t}, phi {phi}"), (spread.value - expected.ln()) / spread.se);
        }
    }
}

#[test]
fn a_market_acts_on_what_it_is_told_to() {
    for (acts_on, on_orders, on_clients) in
        [("orders", true, false), ("acquisition", false, true), ("both", true, true)]
    {
        let outcome = moved(acts_on, 0.3, 0.8);
        let [new, last_new] = [0, 7].map(|t| month(&outcome, 0, |s| &s.new, t));
        let orders = month(&outcome, 0, |s| &s.orders, 3);
        let active = month(&outcome, 0, |s| &s.active, 3);
        let per_client: Vec<f64> = orders.iter().zip(&active).map(|(o, a)| o / a).collect();
        let spread = |column: &[f64]| {
            let logs: Vec<f64> = column.iter().map(|x| x.ln()).collect();
            let mean = logs.iter().sum::<f64>() / logs.len() as f64;
            (logs.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / logs.len() as f64).sqrt()
        };
        for (what, column, moves) in [
            ("new", &new, on_clients),
            ("last new", &last_new, on_clients),
            ("orders", &per_client, on_orders),
        ] {
            // Unmoved, ten thousand million orders or none of chance; moved, 0.18 at least.
            assert_eq!(spread(column) > 0.1, moves, "{acts_on}: {what}");
            assert_eq!(spread(column) > 0.001, moves, "{acts_on}: {what}");
        }
        let found = mean(&last_new);
        if on_clients {
            assert_z("new clients of the last month", (found.value - 5e7) / found.se);
        }
    }
}

/// Ranks from 0; columns of continuous quantities have no ties.
fn ranks(column: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..column.len()).collect();
    order.sort_unstable_by(|&a, &b| column[a].total_cmp(&column[b]));
    let mut ranks = vec![0.0; column.len()];
    for (rank, place) in order.into_iter().enumerate() {
        ranks[place] = rank as f64;
    }
    ranks
}

fn spearman(x: &[f64], y: &[f64]) -> f64 {
    let n = x.len() as f64;
    let squares: f64 = ranks(x).iter().zip(ranks(y)).map(|(a, b)| (a - b).powi(2)).sum();
    1.0 - 6.0 * squares / (n * (n * n - 1.0))
}

/// The quantities are seen through what they do: revenue a client is the price, and so on.
#[test]
fn correlations_come_out_as_stated_in_every_family() {
    let stated = [(0, 1, 0.6), (0, 2, -0.4), (1, 2, -0.3), (2, 3, 0.4), (3, 4, -0.6), (0, 4, 0.1)];
    let paths = ["one.new_clients", "one.cac", "one.margin", "one.servicing", "one.order_value"];
    let correlations: Vec<String> = stated
        .iter()
        .map(|(a, b, rho)| {
            format!("[[correlation]]\nbetween = [\"{}\", \"{}\"]\nspearman = {rho}\n", paths[*a], paths[*b])
        })
        .collect();
    let segment = r#"
        [[segment]]
        name = "one"
        new_clients = "1000000000 to 3000000000"
        cac = { p10 = 20, p50 = 30, p90 = 60 }
        margin = { min = 0.2, mode = 0.3, max = 0.7 }
        servicing = { gamma = { mean = 2, cv = 0.6 } }
        churn = 0
        orders = "subscription"
        order_value = { uniform = [50, 90] }
    "#;
    for points in ["random", "sobol", "latin"] {
        let scenario = of_months(
            1,
            &format!("lifetime_months = 1\n[simulation]\npoints = \"{points}\"\n"),
            &format!("{segment}{}", correlations.concat()),
        );
        let outcome = drawn(&scenario, TRIALS, 9);
        let table = |table| month(&outcome, 0, table, 0);
        let (new, active) = (table(|s| &s.new), table(|s| &s.active));
        let over = |above: Vec<f64>, below: &[f64]| -> Vec<f64> {
            above.iter().zip(below).map(|(a, b)| a / b).collect()
        };
        let margin = outcome.gather(|block, part| {
            for (margin, goods) in part.iter_mut().zip(block.segments[0].goods_share.row(0)) {
                *margin = 1.0 - goods;
            }
        });
        let seen = [
            new.clone(),
            over(table(|s| &s.ad_spend), &new),
            margin,
            table(|s| &s.servicing_price),
            over(table(|s| &s.revenue), &active),
        ];
        for (a, b, rho) in stated {
            // Bonett and Wright (2000): the error of atanh of Spearman's rho; Sobol and Latin points are no worse.
            let found = spearman(&seen[a], &seen[b]);
            let error = ((1.0 + rho * rho / 2.0) / (TRIALS as f64 - 3.0)).sqrt();
            assert_z(
                &format!("{points}: {} and {}: {found} for {rho}", paths[a], paths[b]),
                (found.atanh() - f64::atanh(rho)) / error,
            );
        }
    }
}
