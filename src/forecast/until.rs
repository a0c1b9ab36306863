//! A forecast that runs until it is precise enough, and no longer than it may.
//!
//! It looks at its [`precision`](super::precision) after 1,024 trials and at each doubling; trials that were drawn are not
//! drawn again. A run that ends there is the run of that many trials. One that is cut short by time ends at a whole
//! tile, with all trials before it: again a run of that many trials.

use super::horizon::{Drawn, Horizon};
use super::precision::looks;
use super::smoothing::RunLaws;
use super::summarised;
use super::summary::Summary;
use super::tally::Tally;
use crate::engine::{Engine, Run, tiles};
use crate::model::scenario::Scenario;
use crate::model::watch::{Look, Stage, Stopped, Watch};
use serde::Serialize;

/// When to stop.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Until {
    /// The half-widths to come to, as a share (see [`precision`](super::precision)).
    pub precision: f64,
    /// The most trials.
    pub trials_most: usize,
}

/// Why a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// It is as precise as was asked for.
    Precise,
    /// The most trials were run before.
    TrialsMost,
    /// The time was over before.
    TimeOver,
}

/// Simulates until the forecast is precise enough, the most trials are run, or the watcher's time is over, and
/// summarises; the scenario's own number of trials is of no meaning here.
///
/// # Errors
/// [`Stopped`] when the watcher says so.
pub fn simulate_until(
    scenario: &Scenario,
    until: Until,
    watch: &dyn Watch,
) -> Result<(Summary, Ending), Stopped> {
    let run = Run { trials: until.trials_most, ..Run::of(scenario) };
    let (engine, mut laws) = rayon::join(|| Engine::new(scenario), || RunLaws::new(scenario, run.seed));
    let (mut tally, begun) = Tally::new(scenario, &engine, run);
    let mut begun = Some(begun);
    let mut ahead = looks(until.trials_most).into_iter();
    loop {
        let look = ahead.next().unwrap_or(until.trials_most);
        watch.begin(Stage::Simulating, look as u64);
        watch.advance(tally.trials() as u64);
        let next = tiles(tally.trials())..tiles(look);
        let begun = begun.take();
        let (drawn, known) = rayon::join(
            || tally.extend(scenario, &engine, run, (next, begun), watch),
            || laws.extend(look, watch),
        );
        drawn.and(known)?;
        if tally.trials() < look {
            laws.extend(tally.trials(), watch)?;
        }
        let drawn = Drawn::of(&tally);
        let horizon = Horizon::of(scenario, &tally, &drawn, &laws);
        watch.looked(Look { reached: horizon.precision.reached, wanted: until.precision });
        let ending = if horizon.precision.is_within(until.precision) {
            Ending::Precise
        } else if tally.trials() == until.trials_most {
            Ending::TrialsMost
        } else if watch.out_of_time() {
            Ending::TimeOver
        } else {
            continue;
        };
        drop(laws);
        return Ok((summarised(scenario, &tally, &drawn, horizon, watch)?, ending));
    }
}
