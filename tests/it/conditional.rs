//! The law of the horizon's totals given parameters and market: its cumulants against trials that were walked client
//! by client, and against the engine's.
//!
//! Each trial's total is brought to mean 0 and variance 1 by its own law; the mean, the mean square and the mean cube of
//! those scores are held to what the laws say at 5 of their own standard errors: a new seed raises a false alarm about
//! once in 1.7 million comparisons, or for the cubes' longer tails perhaps once in 10,000; there are 36.

use crate::lab::{of_months, run};
use ltvcast::engine::conditional::{Cumulants, Laws, Order};
use ltvcast::engine::outcome::BLOCK_TRIALS;
use ltvcast::engine::{Detail, Run, oracle};
use ltvcast::model::scenario::Scenario;

const MOST_Z: f64 = 5.0;

fn small(churn: &str, orders: &str, value: &str) -> Scenario {
    of_months(
        6,
        "",
        &format!(
            r#"
            [money]
            fixed_costs = "50 to 70"
            tax = {{ revenue = "5% to 8%" }}
            [market]
            sigma = 0.2
            phi = 0.6
            acts_on = "both"
            [[segment]]
            name = "one"
            new_clients = [0, 5, 0, 4.3, 0, 1]
            opening = [{{ clients = 4, tenure_months = 2 }}, {{ clients = 2.5, tenure_months = 7 }}]
            cac = "40 to 60"
            margin = "50% to 60%"
            servicing = "3 to 6"
            growth = 0.2
            churn = {churn}
            orders = {orders}
            order_value = {value}
            "#
        ),
    )
}

/// The laws of the first trials.
fn laws(scenario: &Scenario, trials: usize, seed: u64) -> (Cumulants, Cumulants) {
    let laws = Laws::new(scenario, seed, 1.0);
    let (mut revenue, mut profit) = (Cumulants::default(), Cumulants::default());
    for first in (0..trials).step_by(BLOCK_TRIALS) {
        let block = laws.columns(first, BLOCK_TRIALS.min(trials - first), Order::Third);
        for (all, part) in
            [(&mut revenue, block.revenue), (&mut profit, block.profit.expect("no tax on profit"))]
        {
            all.mean.extend(part.mean);
            all.variance.extend(part.variance);
            all.third.extend(part.third);
        }
    }
    (revenue, profit)
}

/// What of the totals is not as the laws say.
fn disagreements(name: &str, totals: &[f64], laws: &Cumulants) -> Vec<String> {
    let n = totals.len() as f64;
    let mut deviations: [Vec<f64>; 3] = Default::default();
    for (i, total) in totals.iter().enumerate() {
        let sd = laws.variance[i].sqrt();
        let score = (total - laws.mean[i]) / sd;
        deviations[0].push(score);
        deviations[1].push(score * score - 1.0);
        deviations[2].push(score * score * score - laws.third[i] / (sd * sd * sd));
    }
    let test = |(k, column): (usize, &Vec<f64>)| {
        let mean = column.iter().sum::<f64>() / n;
        let squares: f64 = column.iter().map(|x| (x - mean) * (x - mean)).sum();
        let z = mean / (squares / (n - 1.0) / n).sqrt();
        (z.is_nan() || z.abs() > MOST_Z).then(|| format!("{name}: power {}: {mean}, z = {z:.1}", k + 1))
    };
    deviations.iter().enumerate().filter_map(test).collect()
}

#[test]
fn laws_are_those_of_clients_walked_one_by_one_and_of_the_engine() {
    let trials = 40_000;
    let mut failures = Vec::new();
    for (churn, orders, value) in [
        ("{ constant = \"5% to 15%\" }", "{ poisson = \"0.5 to 0.9\" }", "{ fixed = \"90 to 110\" }"),
        (
            "{ beta_geometric = { alpha = \"0.7 to 1.1\", beta = 4 } }",
            "{ gamma_poisson = { rate = \"0.5 to 0.9\", shape = 0.8 } }",
            "{ gamma = { mean = 100, shape = 1.5 } }",
        ),
        (
            "{ discrete_weibull = { q = \"80% to 90%\", b = 0.7 } }",
            "{ gamma_poisson = { rate = 1.2, shape = \"1 to 2\" } }",
            "{ lognormal = { mean = 100, cv = 0.7 } }",
        ),
        (
            "{ hazard = [0.3, 0.1, 0.05] }",
            "\"subscription\"",
            "{ empirical = { values = [50, 90, 400], weights = [5, 3, 1] } }",
        ),
    ] {
        let scenario = small(churn, orders, value);
        let name = format!("{churn}, {orders}");
        let request = |seed| Run { trials, seed, scale: 1.0, detail: Detail::Budget };
        let walked = oracle::simulate(&scenario, request(21)).swap_remove(0).revenue;
        let revenue: Vec<f64> = (0..trials).map(|i| walked.iter().map(|month| month[i]).sum()).collect();
        failures.extend(disagreements(&format!("{name}, walked"), &revenue, &laws(&scenario, trials, 21).0));
        let outcome = run(&scenario, request(22));
        let (of_revenue, of_profit) = laws(&scenario, trials, 22);
        let revenue = outcome.gather(|block, part| part.copy_from_slice(&block.segments[0].revenue.total()));
        failures.extend(disagreements(&format!("{name}, revenue"), &revenue, &of_revenue));
        failures.extend(disagreements(&format!("{name}, profit"), &outcome.profit(), &of_profit));
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
