//! `plan`: how many clients and how much advertising reach the target.

use super::input::Request;
use super::work;
use crate::decision::plan::Plan;
use crate::model::problem::Problem;
use crate::model::scenario::Scenario;
use crate::model::watch::Watch;
use crate::report::failure::Failure;

/// A plan and what it was made from.
#[derive(Debug)]
pub struct Planned {
    /// The scenario.
    pub scenario: Scenario,
    /// What its author may not have meant.
    pub warnings: Vec<Problem>,
    /// The plan.
    pub plan: Plan,
}

/// Plans for a scenario file.
///
/// # Errors
/// Problems of the scenario, a missing target, or the watcher's wish to stop.
pub fn plan(request: &Request, watch: &dyn Watch) -> Result<Planned, Failure> {
    let checked = request.load_to_run()?;
    let pool = work::threads(request.threads)?;
    match work::plan(&pool, &checked.scenario, watch)? {
        Some(plan) => Ok(Planned { scenario: checked.scenario, warnings: checked.warnings, plan }),
        None => Err(Failure::NoTarget { file: request.file() }),
    }
}
