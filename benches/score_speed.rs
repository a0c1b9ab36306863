//! Clients scored a second: their chances, expectations and ranges, without reading, ranking and writing.
//!
//!     cargo run --release --example score_speed -- 1000000
//!
//! Clients join over two years and are watched until their end. A line of the answer: model, clients, seconds and clients a
//! second; what is to come, for comparison with another build's.

#![allow(clippy::print_stdout, reason = "it prints what it measured")]

mod drawn;

use drawn::{ORDERS, SPEND, client};
use ltvcast::data::day::Day;
use ltvcast::data::history::{Client, Part};
use ltvcast::fit::score::{Forecasts, Scoring};
use ltvcast::fit::unit::Unit;
use ltvcast::model::behaviour::buying::OrderLaw;
use ltvcast::model::watch::Unwatched;
use rand::SeedableRng;
use rand::rngs::StdRng;
use rand_distr::{Distribution, Gamma};
use rayon::prelude::*;
use std::time::Instant;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The first day of the log.
const FIRST: i32 = 738_000;
const WEEKS: f64 = 104.0;
/// Clients that are drawn, or scored, by a thread at once.
const AT_ONCE: usize = 16_384;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let clients: usize = std::env::args().nth(1).ok_or("wanted: how many clients")?.parse()?;
    for (place, (law, name, parameters)) in ORDERS.into_iter().enumerate() {
        let parts: Vec<Part> = (0..clients)
            .step_by(AT_ONCE)
            .collect::<Vec<_>>()
            .into_par_iter()
            .map(|start| {
                let mut random = StdRng::seed_from_u64((place as u64 + 1) << 40 | start as u64);
                drawn_part(law, parameters, AT_ONCE.min(clients - start), &mut random)
            })
            .collect();
        let until = Day::numbered(FIRST + (7.0 * WEEKS) as i32 - 1).ok_or("no such day")?;
        let spend = Some(SPEND);
        time(name, &Scoring { law, parameters, spend, unit: Unit::Week, until, horizon: 52.0 }, &parts);
    }
    Ok(())
}

fn time(name: &str, scoring: &Scoring, parts: &[Part]) {
    let clients: Vec<Client<'_>> = parts.iter().flat_map(Part::clients).collect();
    let begun = Instant::now();
    let forecasts = Forecasts::new(scoring, &clients, &Unwatched).expect("nobody stops it");
    let seconds = begun.elapsed().as_secs_f64();
    let p90s: f64 = forecasts.iter().filter_map(|of| of.value.map(|value| value[1])).sum();
    let expected: f64 = forecasts.iter().filter_map(|of| of.expected_value).sum();
    println!(
        "{name}: {} clients, {seconds:.3} s, {:.0} clients a second ({expected:.0} to come, P90s {p90s:.0})",
        clients.len(),
        clients.len() as f64 / seconds
    );
}

fn drawn_part(law: OrderLaw, parameters: [f64; 4], clients: usize, random: &mut StdRng) -> Part {
    let [p, q, v] = SPEND;
    let rates = Gamma::new(q, 1.0 / v).expect("q and v are positive");
    let mut part = Part::default();
    for place in 0..clients {
        let (_, orders) = client(law, parameters, [WEEKS, WEEKS], random);
        let worth = Gamma::new(p, 1.0 / rates.sample(random)).expect("p is positive");
        let mut days: Vec<i32> = orders.iter().map(|week| FIRST + (7.0 * week) as i32).collect();
        days.dedup();
        part.amounts.extend(days.iter().map(|_| (1e6 * worth.sample(random)) as i64));
        part.orders.extend(days.iter().map(|_| true));
        part.days.extend(days);
        part.day_ends.push(part.days.len());
        part.ids.push_str(&place.to_string());
        part.id_ends.push(part.ids.len());
        part.segments.push(0);
    }
    part
}
