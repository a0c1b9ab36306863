//! How often the 95 % intervals of runs that end when they are precise hold the truth: of many seeds, the share whose
//! interval contains a reference ten times as precise.
//!
//! `cargo run --release --example coverage -- scenarios/benchmark.toml 0.005 1000`: scenario file, precision, seeds.

#![allow(clippy::print_stdout, reason = "it prints a table")]

use anyhow::{Context, ensure};
use ltvcast::forecast::figure::Figure;
use ltvcast::forecast::smoothing::STUDENT;
use ltvcast::forecast::summary::Summary;
use ltvcast::forecast::until::{Ending, Until, simulate_until};
use ltvcast::model::scenario::{NoFiles, Overrides, check_with};
use ltvcast::model::watch::Unwatched;
use std::collections::BTreeMap;

/// The reference's seed: none of the others'.
const REFERENCE_SEED: u64 = 1 << 40;

/// The most trials of a run. A reference that needs more ends there: the table says how precise it is.
const TRIALS_MOST: usize = 1 << 22;

const NAMES: [&str; 8] = [
    "revenue mean",
    "revenue P10",
    "revenue P50",
    "revenue P90",
    "profit mean",
    "profit P10",
    "profit P50",
    "profit P90",
];

fn main() -> anyhow::Result<()> {
    let mut words = std::env::args().skip(1);
    let file = words.next().context("which scenario file?")?;
    let precision: f64 = words.next().unwrap_or_else(|| "0.005".to_owned()).parse()?;
    let seeds: u64 = words.next().unwrap_or_else(|| "1000".to_owned()).parse()?;
    let text = std::fs::read_to_string(&file)?;
    let run = |seed, precision| -> anyhow::Result<Summary> {
        let overrides = Overrides { seed: Some(seed), ..Overrides::default() };
        let checked = check_with(&text, &NoFiles, overrides);
        let scenario = checked.ok().context("the scenario has problems; see ltvcast check")?.scenario;
        let until = Until { precision, trials_most: TRIALS_MOST };
        let (summary, ending) = simulate_until(&scenario, until, &Unwatched)?;
        ensure!(
            seed == REFERENCE_SEED || ending == Ending::Precise,
            "{} trials are not enough",
            summary.trials
        );
        Ok(summary)
    };
    // Runs look at doublings, and as a rule end more precise than was asked for.
    let reached = run(0, precision)?.precision.reached.context("a run that has no errors")?.min(precision);
    let reference = run(REFERENCE_SEED, reached / 10.0)?;
    println!("{file}: precision {precision}, {seeds} seeds, reference of {} trials", reference.trials);
    println!(
        "revenue {:?}, profit {:?}",
        reference.precision.revenue.method, reference.precision.profit.method
    );
    let reference = figures(&reference)?;
    let (mut hits, mut errors) = ([0_u32; NAMES.len()], [0.0; NAMES.len()]);
    let mut stops: BTreeMap<usize, u32> = BTreeMap::new();
    for seed in 0..seeds {
        let summary = run(seed, precision)?;
        *stops.entry(summary.trials).or_default() += 1;
        for (place, (value, se)) in figures(&summary)?.into_iter().enumerate() {
            hits[place] += u32::from((value - reference[place].0).abs() <= STUDENT * se);
            errors[place] += se / seeds as f64;
        }
    }
    println!("runs by trials: {stops:?}");
    for (place, name) in NAMES.iter().enumerate() {
        let share = 100.0 * f64::from(hits[place]) / seeds as f64;
        println!(
            "{name:13} {share:5.1} %, reference {:5.1} times as precise",
            errors[place] / reference[place].1
        );
    }
    Ok(())
}

/// Values and errors, in the order of the names.
fn figures(summary: &Summary) -> anyhow::Result<Vec<(f64, f64)>> {
    let of = |f: &Figure| [(f.mean, f.se), (f.p10, f.p10_se), (f.p50, f.p50_se), (f.p90, f.p90_se)];
    let both = [&summary.headline.revenue, &summary.headline.profit].into_iter().flat_map(of);
    both.map(|(value, se)| value.zip(se).context("a figure that does not exist")).collect()
}
