//! `simulate`: from a scenario file to a forecast in its folder.

use super::folder::Staging;
use super::input::Request;
use super::until::{Asked, PrecisionRequest, Timed};
use super::{drawing, folder, memory, work};
use crate::decision::plan::Plan;
use crate::forecast::summary::Summary;
use crate::forecast::until::Until;
use crate::model::problem::Problem;
use crate::model::watch::Watch;
use crate::report::charts;
use crate::report::failure::Failure;
use crate::report::files::{self, Report, RunPrecision, RunStats};
use std::path::PathBuf;
use std::time::Instant;

/// A forecast and where it was put.
#[derive(Debug)]
pub struct Simulated {
    /// What the scenario's author may not have meant.
    pub warnings: Vec<Problem>,
    /// The forecast.
    pub summary: Summary,
    /// The precision that was asked for, if one was.
    pub asked: Option<Asked>,
    /// The plan, if one was asked for and the scenario has a target.
    pub plan: Option<Plan>,
    /// The bytes of `summary.json`.
    pub json: String,
    /// The result's folder.
    pub folder: PathBuf,
}

/// Simulates a scenario file, until it is precise if a precision is asked for, with its plan if `with_plan`, into `out` or, without one, `output/<stem>/`.
///
/// # Errors
/// Problems of the scenario, a place that cannot be written, or the watcher's wish to stop; then nothing is left there.
pub fn simulate(
    request: &Request,
    precision: Option<&PrecisionRequest>,
    out: Option<PathBuf>,
    with_plan: bool,
    watch: &dyn Watch,
) -> Result<Simulated, Failure> {
    let start = Instant::now();
    let wanted = precision.map(PrecisionRequest::share).transpose()?;
    let checked = match precision {
        Some(precision) => request.load_to_run_up_to(precision.trials_most)?,
        None => request.load_to_run()?,
    };
    let scenario = checked.scenario;
    // Before the work, since it would be for nothing if there is no place for the result.
    let staging = Staging::beside(&out.unwrap_or_else(|| folder::default_place(&request.scenario)))?;
    let pool = work::threads(request.threads)?;

    let engine_start = Instant::now();
    let timed = Timed::new(watch, precision.and_then(|precision| precision.seconds_most));
    let (summary, ending) = match wanted {
        Some(precision) => {
            let until = Until { precision, trials_most: scenario.simulation.trials };
            let (summary, ending) = work::forecast_until(&pool, &scenario, until, &timed)?;
            (summary, Some(ending))
        }
        None => (work::forecast(&pool, &scenario, watch)?, None),
    };
    let asked = wanted.zip(ending).map(|(share, ending)| Asked {
        precision: share,
        seconds_most: precision.and_then(|precision| precision.seconds_most),
        ending,
    });
    // What follows is that of a run of so many trials.
    let scenario = &scenario.with_trials(summary.trials);
    let seconds_engine = engine_start.elapsed().as_secs_f64();
    let plan = if with_plan { work::plan(&pool, scenario, watch)? } else { None };

    let json = files::json(&Report { summary: &summary, plan: plan.as_ref(), inputs: scenario });
    staging.write("summary.json", json.as_bytes())?;
    staging.write("monthly.csv", &files::monthly_csv(&summary))?;
    staging.write("ltv.csv", &files::ltv_csv(&summary))?;
    drawing::draw(&pool, &charts::charts(&summary, plan.as_ref()), &staging, watch)?;
    let stats = RunStats {
        version: env!("CARGO_PKG_VERSION"),
        threads: pool.current_num_threads(),
        seconds_engine,
        seconds_total: start.elapsed().as_secs_f64(),
        precision: RunPrecision { wanted, reached: summary.precision.reached, ending },
        trials_per_second: (seconds_engine > 0.0).then(|| summary.trials as f64 / seconds_engine),
        peak_memory_bytes: memory::peak_bytes(),
    };
    staging.write("run.json", files::json(&stats).as_bytes())?;
    if watch.stopped() {
        return Err(Failure::Stopped);
    }
    let folder = staging.publish()?;
    Ok(Simulated { warnings: checked.warnings, summary, asked, plan, json, folder })
}
