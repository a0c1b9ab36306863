//! Levers: each against the client-by-client oracle, alone and together; and what they must leave alone.
//!
//! The tests of agreement make fewer than 6,000 z-tests and 1,500 Kolmogorov-Smirnov tests at the bounds of
//! [`agreement`](crate::agreement): a new seed would raise a false alarm with probability below 0.4 %.

use crate::agreement::disagreements;
use crate::lab::scenario;
use ltvcast::model::scenario::Scenario;
use rayon::prelude::*;

const CHURNS: [(&str, &str); 4] = [
    ("constant", "0.15"),
    ("hazard", "{ hazard = [0.4, 0.05, 0.3, 0.1, 0.02] }"),
    ("beta_geometric", "{ beta_geometric = { alpha = 0.8, beta = 2.5 } }"),
    ("discrete_weibull", "{ discrete_weibull = { q = 0.75, b = 0.7 } }"),
];

const ORDERS: [(&str, &str); 3] = [
    ("subscription", "\"subscription\""),
    ("poisson", "{ poisson = { rate = 0.9 } }"),
    ("gamma_poisson", "{ gamma_poisson = { rate = 0.9, shape = 0.8 } }"),
];

/// Small cohorts, an opening book, and a horizon beyond the first anniversary.
fn small(churn: &str, orders: &str, levers: &str) -> Scenario {
    scenario(&format!(
        r#"
        name = "levers"
        currency = "EUR"
        start = "2027-11"
        months = 15
        lifetime_months = 18
        [simulation]
        points = "random"
        [money]
        discount_rate = 0.3
        cost_growth = 0.1
        [[segment]]
        name = "one"
        new_clients = [4, 0, 3.4, 0, 2, 0, 0, 2, 0, 0, 1, 0, 1, 0, 1]
        opening = [{{ clients = 3, tenure_months = 2 }}, {{ clients = 2.5, tenure_months = 7 }}]
        cac = 50
        margin = 0.7
        servicing = 9
        growth = 0.2
        churn = {churn}
        orders = {orders}
        order_value = {{ gamma = {{ mean = 100, shape = 1.5 }} }}
        {levers}
        "#
    ))
}

const MULTIPLIERS: [(&str, &str); 4] = [
    ("churn", "churn = 0.5\nfrom = \"2028-01\"\nto = \"2028-06\""),
    ("churn beyond 1", "churn = 4\nfrom = \"2027-12\""),
    ("order value", "order_value = 1.6\nto = \"2028-03\""),
    ("margin beyond 1", "margin = 1.7\nfrom = \"2028-04\"\ncost_per_client = 11\nfixed_cost = 100"),
];

const WAYS: [(&str, &str); 3] = [
    ("win-back", "win_back = 0.3\nfrom = \"2028-01\""),
    ("annual contract", "annual_contract = 0.5\nto = \"2028-02\""),
    (
        "both, twice",
        "win_back = 0.1\nannual_contract = 0.3\n[[lever]]\nname = \"b\"\nwin_back = 0.2\nannual_contract = 0.4\nchurn = 0.8",
    ),
];

fn agree(levers: &[(&str, &str)], trials: usize) {
    let mut pairings = Vec::new();
    for (churn_name, churn) in CHURNS {
        for (orders_name, orders) in ORDERS {
            for (lever_name, lever) in levers {
                let text = format!("[[lever]]\nname = \"a\"\n{lever}");
                pairings.push((
                    format!("{lever_name}, {churn_name}, {orders_name}"),
                    small(churn, orders, &text),
                ));
            }
        }
    }
    let failures: Vec<String> =
        pairings.par_iter().flat_map(|(name, scenario)| disagreements(name, scenario, trials)).collect();
    assert!(failures.is_empty(), "{} disagreements:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn multipliers_agree_with_the_oracle() {
    agree(&MULTIPLIERS, 20_000);
}

#[test]
fn win_back_and_annual_contract_agree_with_the_oracle() {
    agree(&WAYS, 20_000);
}

#[test]
fn order_rates_and_several_levers_agree_with_the_oracle() {
    let several = "[[lever]]\nname = \"a\"\norder_rate = 1.5\nfrom = \"2028-02\"\nchurn = \"0.5 to 0.9\"\n\
                   [[lever]]\nname = \"b\"\norder_rate = \"0.5 to 0.9\"\nto = \"2028-06\"\nwin_back = \"5% to 20%\"\n\
                   [[lever]]\nname = \"c\"\nannual_contract = \"20% to 60%\"\norder_value = 1.2\nmargin = 0.9\n";
    let failures: Vec<String> = CHURNS
        .par_iter()
        .flat_map(|(name, churn)| {
            let scenario = small(churn, ORDERS[2].1, several);
            disagreements(&format!("several, {name}"), &scenario, 40_000)
        })
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
