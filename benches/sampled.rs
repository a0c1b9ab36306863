//! Logs drawn by the simulator itself, as the fit reads them: by days.

use crate::drawn::SPEND;
use anyhow::anyhow;
use ltvcast::engine::order_log::{Life, OrderLog, Sample, order_log};
use ltvcast::fit::lives::{Lives, Stay};
use ltvcast::fit::spend::Spending;
use ltvcast::fit::unit::Unit;
use ltvcast::fit::watching::Watching;
use ltvcast::model::behaviour::buying::OrderLaw;
use ltvcast::model::scenario::{NoFiles, Scenario, check};

/// Months in which clients join, and those that follow.
const MONTHS_JOINING: usize = 3;
const MONTHS: usize = MONTHS_JOINING + 12;

/// A scenario whose clients order by a law, its parameters by the week.
pub(crate) fn scenario(
    law: OrderLaw,
    [first, alpha, third, fourth]: [f64; 4],
    clients: usize,
) -> anyhow::Result<Scenario> {
    let days = |weeks: f64| weeks * Unit::Week.days();
    let fourth = if law == OrderLaw::ParetoNbd { days(fourth) } else { fourth };
    let [r, per, left, leaving] = law.parameters();
    let [p, q, v] = SPEND;
    let laws = format!(
        "churn = \"by_orders\"\n\
         orders = {{ {} = {{ {r} = {first}, {per} = {}, {left} = {third}, {leaving} = {fourth} }} }}\n\
         order_value = {{ gamma_gamma = {{ p = {p}, q = {q}, v = {v} }} }}\n",
        law.key(),
        days(alpha),
    );
    of_laws(&laws, clients)
}

/// A scenario of subscriptions that end by a law of churn, as a scenario has it.
pub(crate) fn subscriptions(churn: &str, clients: usize) -> anyhow::Result<Scenario> {
    of_laws(&format!("churn = {{ {churn} }}\norders = \"subscription\"\norder_value = 10\n"), clients)
}

fn of_laws(laws: &str, clients: usize) -> anyhow::Result<Scenario> {
    let mut joining = vec!["0".to_owned(); MONTHS];
    joining[..MONTHS_JOINING].fill((clients as f64 / MONTHS_JOINING as f64).to_string());
    let text = format!(
        "name = \"Coverage\"\ncurrency = \"EUR\"\nstart = \"2024-01\"\nmonths = {MONTHS}\n[[segment]]\nname = \"Clients\"\n\
         new_clients = [{}]\n{laws}",
        joining.join(", "),
    );
    Ok(check(&text, &NoFiles).map_err(|problems| anyhow!("{problems:?}"))?.scenario)
}

fn sampled(scenario: &Scenario, seed: u64) -> OrderLog {
    let start = scenario.start;
    let sample =
        Sample { seed, scale: 1.0, months: MONTHS, start, opening: false, returns: 0.0, most: usize::MAX };
    order_log(scenario, &sample).expect("there is room for any")
}

/// The lives of a log of subscriptions, in months.
pub(crate) fn lives(scenario: &Scenario, seed: u64) -> Lives {
    let stay = |life: &Life| {
        let months = |until: usize| until - life.joined as usize;
        let possible = months(MONTHS);
        match life.left {
            Some(left) => Stay { renewals: months(left), possible, has_left: true },
            None => Stay { renewals: possible, possible, has_left: false },
        }
    };
    Lives::of_stays(sampled(scenario, seed).lives.iter().map(stay)).expect("lives of a few months")
}

/// A log of it: its clients as the models see them, and what they spend on repeat orders.
pub(crate) fn log(scenario: &Scenario, seed: u64) -> (Watching, Vec<Spending>) {
    let start = scenario.start;
    let log = sampled(scenario, seed);
    let mut first_days = vec![0];
    (0..MONTHS).for_each(|month| first_days.push(first_days[month] + start.plus(month).days() as i32));
    let mut orders: Vec<(usize, i32, i64)> = log
        .orders
        .iter()
        .map(|order| (order.client, first_days[order.month] + order.day as i32 - 1, order.cents))
        .collect();
    orders.sort_unstable();
    let until = first_days[MONTHS] - 1;
    let (mut known, mut spendings) = (Vec::new(), Vec::new());
    for orders in orders.chunk_by(|one, other| one.0 == other.0) {
        let days: Vec<i32> =
            orders.chunk_by(|one, other| one.1 == other.1).map(|of_day| of_day[0].1).collect();
        let (first, repeats) = (days[0], days.len() as u32 - 1);
        known.push((repeats, days[repeats as usize] - first, until - first));
        let cents: i64 = orders.iter().filter(|(_, day, _)| *day > first).map(|(_, _, cents)| cents).sum();
        if repeats > 0 {
            spendings.push(Spending { orders: repeats, mean: cents as f64 / 100.0 / f64::from(repeats) });
        }
    }
    (Watching::of_days(known, Unit::Week), spendings)
}
