//! `levers`: which lever is worth pulling.

use super::input::Request;
use super::work;
use crate::decision::levers::Ranking;
use crate::engine::watch::Watch;
use crate::model::problem::Problem;
use crate::report::failure::Failure;

/// A ranking of levers.
#[derive(Debug)]
pub struct RankedLevers {
    /// What the scenario's author may not have meant.
    pub warnings: Vec<Problem>,
    /// The ranking.
    pub ranking: Ranking,
}

/// Ranks the levers of a scenario file.
///
/// # Errors
/// Problems of the scenario, a scenario without levers, or the watcher's wish to stop.
pub fn levers(request: &Request, watch: &dyn Watch) -> Result<RankedLevers, Failure> {
    let checked = request.load_to_run()?;
    if checked.scenario.levers.is_empty() {
        return Err(Failure::NoLevers { file: request.file() });
    }
    let pool = work::threads(request.threads)?;
    let ranking = work::levers(&pool, &checked.scenario, watch)?;
    Ok(RankedLevers { warnings: checked.warnings, ranking })
}
