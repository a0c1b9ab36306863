//! One run of a scenario on one thread, its figures and nothing else: no charts, no files. What is counted instruction by
//! instruction has to be short.
//!
//!     cargo run --release --example one_run -- SCENARIO TRIALS

#![allow(clippy::print_stdout, reason = "it prints what it ran")]

use ltvcast::forecast;
use ltvcast::model::scenario::{NoFiles, Overrides, check_with};
use ltvcast::model::watch::Unwatched;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().collect();
    let [_, path, trials] = words.as_slice() else { return Err("wanted: SCENARIO TRIALS".into()) };
    let overrides = Overrides { trials: Some(trials.parse()?), seed: None, points: None };
    let checked = check_with(&std::fs::read_to_string(path)?, &NoFiles, overrides);
    let scenario = checked.map_err(|report| format!("{report:?}"))?.scenario;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build()?;
    let summary = pool.install(|| forecast::simulate(&scenario, &Unwatched)).map_err(|_| "stopped")?;
    println!("{} trials, mean revenue {:?}", summary.trials, summary.headline.revenue.mean);
    Ok(())
}
