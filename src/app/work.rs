//! The calls that do the work, on a pool of threads.

use crate::decision::compare::{Comparison, Contender};
use crate::decision::levers::Ranking;
use crate::decision::plan::Plan;
use crate::forecast::summary::Summary;
use crate::forecast::until::{Ending, Until, simulate_until};
use crate::model::scenario::Scenario;
use crate::model::watch::{Stopped, Watch};
use crate::report::failure::Failure;
use crate::{decision, forecast};
use rayon::{ThreadPool, ThreadPoolBuilder};

/// The threads, one for each core unless a number is asked for.
pub(super) fn threads(wanted: Option<usize>) -> Result<ThreadPool, Failure> {
    let builder = ThreadPoolBuilder::new().num_threads(wanted.unwrap_or(0));
    builder.build().map_err(|error| Failure::Threads(error.to_string()))
}

/// The forecast.
pub(super) fn forecast(
    pool: &ThreadPool,
    scenario: &Scenario,
    watch: &dyn Watch,
) -> Result<Summary, Failure> {
    pool.install(|| forecast::simulate(scenario, watch)).map_err(|Stopped| Failure::Stopped)
}

/// The forecast that runs until it is precise.
pub(super) fn forecast_until(
    pool: &ThreadPool,
    scenario: &Scenario,
    until: Until,
    watch: &dyn Watch,
) -> Result<(Summary, Ending), Failure> {
    pool.install(|| simulate_until(scenario, until, watch)).map_err(|Stopped| Failure::Stopped)
}

/// The scenario's levers, ranked.
pub(super) fn levers(pool: &ThreadPool, scenario: &Scenario, watch: &dyn Watch) -> Result<Ranking, Failure> {
    pool.install(|| decision::levers::levers(scenario, watch)).map_err(|Stopped| Failure::Stopped)
}

/// The plan, where the scenario has a target.
pub(super) fn plan(
    pool: &ThreadPool,
    scenario: &Scenario,
    watch: &dyn Watch,
) -> Result<Option<Plan>, Failure> {
    let plan = pool.install(|| decision::plan::plan(scenario, watch));
    plan.map_err(|Stopped| Failure::Stopped)
}

/// The comparison, with the scenarios' summaries.
pub(super) fn compare(
    pool: &ThreadPool,
    contenders: Vec<Contender>,
    with_waterfall: bool,
    watch: &dyn Watch,
) -> Result<(Comparison, Vec<Summary>), Failure> {
    let compared = pool.install(|| decision::compare::compare(contenders, with_waterfall, watch));
    compared.map_err(|Stopped| Failure::Stopped)
}
