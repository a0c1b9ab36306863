//! `simulate`: from a scenario file to a forecast in its folder.

use super::folder::Staging;
use super::input::Request;
use super::{folder, memory, work};
use crate::decision::plan::Plan;
use crate::engine::watch::Watch;
use crate::forecast::summary::Summary;
use crate::model::problem::Problem;
use crate::report::charts::{self, Chart, Theme};
use crate::report::failure::Failure;
use crate::report::files::{self, Report, RunStats};
use rayon::prelude::*;
use std::path::PathBuf;
use std::time::Instant;

/// A forecast and where it was put.
#[derive(Debug)]
pub struct Simulated {
    /// What the scenario's author may not have meant.
    pub warnings: Vec<Problem>,
    /// The forecast.
    pub summary: Summary,
    /// The plan, if one was asked for and the scenario has a target.
    pub plan: Option<Plan>,
    /// The bytes of `summary.json`.
    pub json: String,
    /// The result's folder.
    pub folder: PathBuf,
}

/// Simulates a scenario file, with its plan if `with_plan`, into `out` or, without one, `output/<stem>/`.
///
/// # Errors
/// Problems of the scenario, a place that cannot be written, or the watcher's wish to stop; then nothing is left there.
pub fn simulate(
    request: &Request,
    out: Option<PathBuf>,
    with_plan: bool,
    watch: &dyn Watch,
) -> Result<Simulated, Failure> {
    let start = Instant::now();
    let checked = request.load_to_run()?;
    let scenario = &checked.scenario;
    // Before the work, since it would be for nothing if there is no place for the result.
    let staging = Staging::beside(&out.unwrap_or_else(|| folder::default_place(&request.scenario)))?;
    let pool = work::threads(request.threads)?;

    let engine_start = Instant::now();
    let summary = work::forecast(&pool, scenario, watch)?;
    let seconds_engine = engine_start.elapsed().as_secs_f64();
    let plan = if with_plan { work::plan(&pool, scenario, watch)? } else { None };

    let json = files::json(&Report { summary: &summary, plan: plan.as_ref(), inputs: scenario });
    staging.write("summary.json", json.as_bytes())?;
    staging.write("monthly.csv", &files::monthly_csv(&summary))?;
    staging.write("ltv.csv", &files::ltv_csv(&summary))?;
    let charts = charts::charts(&summary, plan.as_ref());
    pool.install(|| charts.par_iter().try_for_each(|chart| draw(chart, &staging, watch)))?;
    let stats = RunStats {
        version: env!("CARGO_PKG_VERSION"),
        threads: pool.current_num_threads(),
        seconds_engine,
        seconds_total: start.elapsed().as_secs_f64(),
        trials_per_second: (seconds_engine > 0.0).then(|| summary.trials as f64 / seconds_engine),
        peak_memory_bytes: memory::peak_bytes(),
    };
    staging.write("run.json", files::json(&stats).as_bytes())?;
    if watch.stopped() {
        return Err(Failure::Stopped);
    }
    let folder = staging.publish()?;
    Ok(Simulated { warnings: checked.warnings, summary, plan, json, folder })
}

fn draw(chart: &Chart, staging: &Staging, watch: &dyn Watch) -> Result<(), Failure> {
    if watch.stopped() {
        return Err(Failure::Stopped);
    }
    let theme = Theme::default();
    staging.write(&format!("charts/{}.svg", chart.name), chart.svg(&theme)?.text.as_bytes())?;
    staging.write(&format!("charts/{}.png", chart.name), &chart.png(&theme)?)
}
