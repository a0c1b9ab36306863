//! The models of orders, fitted again and again to clients that are given: the best time of each, without reading.
//!
//!     cargo run --release --example fit_speed -- CLIENTS.csv RUNS
//!
//! A line is a client: repeat orders, days from the first order to the last, days watched. Parameters are of weeks. A line of
//! the answer: model, seconds, logarithm of the likelihood, parameters.

#![allow(clippy::print_stdout, reason = "it prints what it measured")]

use ltvcast::fit::orders;
use ltvcast::fit::unit::Unit;
use ltvcast::fit::watching::Watching;
use ltvcast::model::behaviour::buying::OrderLaw;
use std::time::Instant;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().collect();
    let [_, path, runs] = words.as_slice() else { return Err("wanted: CLIENTS.csv RUNS".into()) };
    let mut clients = Vec::new();
    for line in std::fs::read_to_string(path)?.lines() {
        let numbers = line.split(',').map(str::parse).collect::<Result<Vec<i32>, _>>()?;
        let [repeats, recency, age] = numbers[..] else { return Err("three numbers a line".into()) };
        clients.push((u32::try_from(repeats)?, recency, age));
    }
    let watching = Watching::of_days(clients, Unit::Week);
    for (law, name) in
        [(OrderLaw::BgNbd, "bg-nbd"), (OrderLaw::MbgNbd, "mbg-nbd"), (OrderLaw::ParetoNbd, "pareto-nbd")]
    {
        let mut best = f64::INFINITY;
        for _ in 0..runs.parse()? {
            let begun = Instant::now();
            let found = orders::fit(law, &watching);
            best = best.min(begun.elapsed().as_secs_f64());
            std::hint::black_box(found);
        }
        let found = orders::fit(law, &watching);
        println!("{name} {best} {} {:?}", found.log_likelihood, found.parameters);
    }
    Ok(())
}
