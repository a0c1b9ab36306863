//! The engine against the client-by-client oracle: every pairing of processes, joint laws included.
//!
//! Every test compares means, log standard deviations, correlations between months and distributions of two
//! independent samples. All seeds are fixed, so a test that passes once passes always; its stated false-alarm rate is
//! that of a new seed. The whole file makes fewer than 6,000 z-tests and 1,500 Kolmogorov-Smirnov tests; at the bounds
//! below a new seed would raise a false alarm with probability below 6,000 * 5.7e-7 + 1,500 * 2.3e-7 = 0.4 %.
//! With 80,000 trials of each, a standard deviation that is 2.5 % off gives |z| of 7 for a near-normal total.

use crate::lab::scenario;
use crate::statistics::{Estimated, correlation, kolmogorov_smirnov, log_sd, mean};
use ltvcast::engine::oracle::{self, OracleColumns};
use ltvcast::engine::outcome::{Outcome, SegmentColumns};
use ltvcast::engine::rows::Rows;
use ltvcast::engine::{self, Detail, Run};
use ltvcast::model::scenario::Scenario;
use ltvcast::model::watch::Unwatched;
use rayon::prelude::*;

/// Two-sided 5.7e-7.
const MOST_Z: f64 = 5.0;

/// `2 exp(-2 * 2.83^2)` = 2.2e-7.
const MOST_KS: f64 = 2.83;

pub(crate) const CHURNS: [(&str, &str); 4] = [
    ("constant", "{ constant = 0.15 }"),
    ("hazard", "{ hazard = [0.4, 0.05, 0.3, 0.1, 0.02] }"),
    ("beta_geometric", "{ beta_geometric = { alpha = 0.8, beta = 2.5 } }"),
    ("discrete_weibull", "{ discrete_weibull = { q = 0.75, b = 0.7 } }"),
];

pub(crate) const ORDERS: [(&str, &str); 3] = [
    ("subscription", "\"subscription\""),
    ("poisson", "{ poisson = { rate = 0.9 } }"),
    ("gamma_poisson", "{ gamma_poisson = { rate = 0.9, shape = 0.8 } }"),
];

const VALUES: [(&str, &str); 4] = [
    ("fixed", "100"),
    ("gamma", "{ gamma = { mean = 100, shape = 1.5 } }"),
    ("lognormal", "{ lognormal = { mean = 100, cv = 0.9 } }"),
    ("empirical", "{ empirical = { values = [20, 60, 150, 900], weights = [4, 3, 2, 0.3] } }"),
];

const SEASONS: &str = "seasonality = [0.4, 1.6, 0.7, 1.3, 1.0, 1.0, 0.5, 1.5, 1.0, 1.0, 0.6, 1.4]";

/// Small cohorts, counts that are not whole, an opening book of two tenures, a start in November.
fn small(churn: &str, orders: &str, value: &str) -> Scenario {
    let season = if orders.contains("subscription") { "" } else { SEASONS };
    scenario(&format!(
        r#"
        name = "agreement"
        currency = "EUR"
        start = "2027-11"
        months = 6
        lifetime_months = 9
        [simulation]
        points = "random"
        [money]
        discount_rate = 0.3
        [[segment]]
        name = "one"
        new_clients = [0, 5, 0, 4.3, 0, 1]
        opening = [{{ clients = 4, tenure_months = 2 }}, {{ clients = 2.5, tenure_months = 7 }}]
        cac = 50
        margin = 0.7
        servicing = 9
        growth = 0.2
        churn = {churn}
        orders = {orders}
        order_value = {value}
        {season}
        "#
    ))
}

type Table = fn(&SegmentColumns) -> &Rows;

/// The engine's columns of a segment, over all trials.
fn drawn(outcome: &Outcome, table: Table, month: usize) -> Vec<f64> {
    outcome.gather(|block, part| part.copy_from_slice(table(&block.segments[0]).row(month)))
}

struct Comparison {
    name: String,
    failures: Vec<String>,
}

impl Comparison {
    fn z(&mut self, what: &str, engine: Option<Estimated>, oracle: Option<Estimated>) {
        match (engine, oracle) {
            (Some(engine), Some(oracle)) => {
                let z = engine.z(oracle);
                if z.is_nan() || z.abs() > MOST_Z {
                    self.failures.push(format!(
                        "{}: {what}: engine {:.6}, oracle {:.6}, z = {z:.1}",
                        self.name, engine.value, oracle.value
                    ));
                }
            }
            (None, None) => {}
            _ => self.failures.push(format!("{}: {what} varies in one of the two only", self.name)),
        }
    }

    fn column(&mut self, what: &str, engine: &[f64], oracle: &[f64]) {
        let existing = |column: &[f64]| column.iter().copied().filter(|x| !x.is_nan()).collect::<Vec<f64>>();
        let (engine, oracle) = (existing(engine), existing(oracle));
        self.z(&format!("mean of {what}"), Some(mean(&engine)), Some(mean(&oracle)));
        self.z(&format!("log sd of {what}"), log_sd(&engine), log_sd(&oracle));
        let ks = kolmogorov_smirnov(&engine, &oracle);
        if ks > MOST_KS {
            self.failures.push(format!("{}: distribution of {what}: Kolmogorov-Smirnov {ks:.2}", self.name));
        }
    }
}

fn total(columns: &[Vec<f64>]) -> Vec<f64> {
    (0..columns[0].len()).map(|i| columns.iter().map(|column| column[i]).sum()).collect()
}

/// Compares the first segment of a scenario; gives what disagrees.
pub(crate) fn disagreements(name: &str, scenario: &Scenario, trials: usize) -> Vec<String> {
    let mut comparison = Comparison { name: name.to_owned(), failures: Vec::new() };
    let run = |seed| Run { trials, seed, scale: 1.0, detail: Detail::Full };
    let outcome = engine::simulate(scenario, run(11), &Unwatched).expect("nobody stops it");
    let oracle = oracle::simulate(scenario, run(12)).swap_remove(0);
    let months = scenario.months;
    let columns: [(&str, Table, &Vec<Vec<f64>>); 7] = [
        ("new clients", |s| &s.new, &oracle.new),
        ("returned clients", |s| &s.returned, &oracle.returned),
        ("contribution", |s| &s.contribution, &oracle.contribution),
        ("active clients", |s| &s.active, &oracle.active),
        ("churned clients", |s| &s.churned, &oracle.churned),
        ("orders", |s| &s.orders, &oracle.orders),
        ("revenue", |s| &s.revenue, &oracle.revenue),
    ];
    for (what, table, oracle) in columns {
        let engine: Vec<Vec<f64>> = (0..months).map(|month| drawn(&outcome, table, month)).collect();
        comparison.column(&format!("{what} of the horizon"), &total(&engine), &total(oracle));
        comparison.column(&format!("{what} of the last month"), &engine[months - 1], &oracle[months - 1]);
        for (early, late) in [(0, 1), (1, months - 1), (months / 2, months - 1)] {
            let engine = correlation(&engine[early], &engine[late]);
            let oracle = correlation(&oracle[early], &oracle[late]);
            comparison.z(&format!("correlation of {what} in months {early} and {late}"), engine, oracle);
        }
    }
    let acquired = outcome.gather(|block, part| part.copy_from_slice(&block.segments[0].acquired_revenue));
    comparison.column("revenue of acquired clients", &acquired, &oracle.acquired_revenue);
    let margin = outcome.gather(|block, part| part.copy_from_slice(&block.segments[0].acquired_margin));
    comparison.column("margin of acquired clients", &margin, &oracle.acquired_margin);
    ltv(&mut comparison, &outcome, &oracle);
    comparison.failures
}

fn ltv(comparison: &mut Comparison, outcome: &Outcome, oracle: &OracleColumns) {
    let lifetime = |column: fn(&ltvcast::engine::outcome::LifetimeColumns) -> &[f64]| {
        outcome.gather(|block, part| {
            let lifetime = block.segments[0].lifetime.as_ref().expect("the segment has new clients");
            part.copy_from_slice(column(lifetime));
        })
    };
    let cohort = lifetime(|lifetime| &lifetime.cohort.revenue);
    comparison.column("LTV of the cohort's average", &cohort, &oracle.ltv_cohort);
    let client = lifetime(|lifetime| &lifetime.client.revenue);
    comparison.column("LTV of one client", &client, &oracle.ltv_client);
    let left = lifetime(|lifetime| &lifetime.client_before_cac);
    comparison.column("what one client leaves", &left, &oracle.left_client);
    let (net, cac) = (lifetime(|lifetime| &lifetime.cohort.net), lifetime(|lifetime| &lifetime.cac));
    let left: Vec<f64> = net.iter().zip(&cac).map(|(net, cac)| net + cac).collect();
    comparison.column("what the cohort's average leaves", &left, &oracle.left_cohort);
}

#[test]
fn every_pairing_of_processes_agrees_with_the_oracle() {
    let mut pairings = Vec::new();
    for (churn_name, churn) in CHURNS {
        for (orders_name, orders) in ORDERS {
            for (value_name, value) in VALUES {
                pairings.push((
                    format!("{churn_name}, {orders_name}, {value_name}"),
                    small(churn, orders, value),
                ));
            }
        }
    }
    let failures: Vec<String> =
        pairings.par_iter().flat_map(|(name, scenario)| disagreements(name, scenario, 80_000)).collect();
    assert!(failures.is_empty(), "{} disagreements:\n{}", failures.len(), failures.join("\n"));
}

/// The year's total of twelve cohorts of 20 clients with very unlike rates: pooling the cohorts' rates would leave
/// every month's law right, and the standard deviation of the total 2 to 3 % off.
#[test]
fn rates_stay_with_their_cohorts() {
    let scenario = scenario(
        r#"
        name = "cohorts"
        currency = "EUR"
        start = "2027-01"
        months = 12
        lifetime_months = 12
        [[segment]]
        name = "one"
        new_clients = 20
        churn = { beta_geometric = { alpha = 0.9, beta = 3 } }
        orders = { gamma_poisson = { rate = 0.8, shape = 0.8 } }
        order_value = 100
        "#,
    );
    let failures = disagreements("twelve cohorts", &scenario, 160_000);
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Cohorts of 400: binomials and gammas on the far side of their kernels' switches; sums of many lognormal values.
#[test]
fn large_cohorts_agree_with_the_oracle() {
    let large = |orders: &str, value: &str| {
        scenario(&format!(
            r#"
            name = "large"
            currency = "EUR"
            start = "2027-01"
            months = 3
            lifetime_months = 2
            [[segment]]
            name = "one"
            new_clients = [400, 0, 0]
            opening = [{{ clients = 300, tenure_months = 4 }}]
            churn = {{ beta_geometric = {{ alpha = 2, beta = 2.5 }} }}
            orders = {orders}
            order_value = {value}
            "#
        ))
    };
    let pairings = [
        ("gamma", large("{ gamma_poisson = { rate = 0.7, shape = 0.3 } }", VALUES[1].1)),
        ("lognormal", large("{ poisson = { rate = 0.4 } }", "{ lognormal = { mean = 100, cv = 2 } }")),
        ("empirical", large("\"subscription\"", VALUES[3].1)),
    ];
    let failures: Vec<String> =
        pairings.par_iter().flat_map(|(name, scenario)| disagreements(name, scenario, 80_000)).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Uncertain parameters, a market shock on orders and acquisition, correlations: what the trials share.
#[test]
fn uncertainty_and_market_agree_with_the_oracle() {
    let scenario = scenario(
        r#"
        name = "uncertain"
        currency = "EUR"
        start = "2027-03"
        months = 5
        lifetime_months = 7
        [simulation]
        points = "random"
        [market]
        sigma = 0.4
        phi = 0.7
        acts_on = "both"
        [[segment]]
        name = "one"
        new_clients = "6 to 9"
        churn = { beta_geometric = { alpha = "0.5 to 0.9", beta = 3 } }
        orders = { gamma_poisson = { rate = "0.5 to 1.2", shape = "1 to 3" } }
        order_value = { gamma = { mean = "80 to 120", shape = 2 } }
        [[correlation]]
        between = ["one.new_clients", "one.orders.gamma_poisson.rate"]
        spearman = 0.6
        "#,
    );
    let failures = disagreements("uncertain", &scenario, 80_000);
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
