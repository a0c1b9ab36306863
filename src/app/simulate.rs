//! `simulate`: from a scenario file to a forecast in its folder.

use super::folder::Staging;
use super::input::Request;
use super::until::{Asked, PrecisionRequest, Timed};
use super::{drawing, folder, memory, new_file, work};
use crate::decision::plan::Plan;
use crate::forecast::summary::Summary;
use crate::forecast::trials::Trials;
use crate::forecast::until::Until;
use crate::model::problem::Problem;
use crate::model::scenario::Scenario;
use crate::model::watch::{Stopped, Watch};
use crate::report::charts;
use crate::report::document::{self, Document, Forecast, Stamp};
use crate::report::failure::Failure;
use crate::report::files::{self, Report, RunPrecision, RunStats, TrialsFile, TrialsStamp};
use crate::report::html;
use crate::report::language::Language;
use crate::report::xlsx;
use parquet::errors::ParquetError;
use rayon::ThreadPool;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Where a forecast goes.
#[derive(Debug, Clone, Default)]
pub struct Places {
    /// Its folder; `output/<stem>/` without one.
    pub folder: Option<PathBuf>,
    /// A file of its trials, if one is wanted.
    pub trials: Option<PathBuf>,
    /// Whether that may replace another one.
    pub replace_trials: bool,
}

/// A forecast and where it was put.
#[derive(Debug)]
pub struct Simulated {
    /// What the scenario's author may not have meant.
    pub warnings: Vec<Problem>,
    /// The forecast.
    pub summary: Summary,
    /// The same as a document.
    pub document: Document,
    /// The precision that was asked for, if one was.
    pub asked: Option<Asked>,
    /// The plan, if one was asked for and the scenario has a target.
    pub plan: Option<Plan>,
    /// The bytes of `summary.json`.
    pub json: String,
    /// The result's folder.
    pub folder: PathBuf,
}

/// Simulates a scenario file, until it is precise if a precision is asked for, with its plan if `with_plan`, into its places.
///
/// # Errors
/// Problems of the scenario, a place that cannot be written, or the watcher's wish to stop; then nothing is left there.
pub fn simulate(
    request: &Request,
    precision: Option<&PrecisionRequest>,
    places: &Places,
    with_plan: bool,
    language: Language,
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
    if let Some(trials) = &places.trials {
        new_file::place_for(trials, places.replace_trials)?;
    }
    let place = places.folder.clone().unwrap_or_else(|| folder::default_place(&request.scenario));
    let staging = Staging::beside(&place)?;
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
    let charts = charts::charts(&summary, plan.as_ref(), language);
    drawing::draw(&pool, &charts, &staging, watch)?;
    let stamp = Stamp { version: env!("CARGO_PKG_VERSION") };
    let of = Forecast { summary: &summary, plan: plan.as_ref(), charts: &charts, stamp };
    let document = document::forecast(of, language);
    staging.write("report.xlsx", &xlsx::workbook(&document)?)?;
    staging.write("report.html", html::page(&document)?.as_bytes())?;
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
    // After the folder, in which it may stand.
    if let Some(trials) = &places.trials {
        write_trials(trials, places.replace_trials, scenario, &summary, &pool, watch)?;
    }
    Ok(Simulated { warnings: checked.warnings, summary, document, asked, plan, json, folder })
}

/// Why trials were not told to their end.
enum Ended {
    Stopped,
    Unwritten(ParquetError),
}

impl From<Stopped> for Ended {
    fn from(Stopped: Stopped) -> Self {
        Self::Stopped
    }
}

impl From<ParquetError> for Ended {
    fn from(error: ParquetError) -> Self {
        Self::Unwritten(error)
    }
}

/// The run once more, trial by trial, into a file.
fn write_trials(
    file: &Path,
    replace: bool,
    scenario: &Scenario,
    summary: &Summary,
    pool: &ThreadPool,
    watch: &dyn Watch,
) -> Result<(), Failure> {
    let stamp = TrialsStamp {
        digest: &summary.scenario.digest,
        currency: &summary.scenario.currency,
        seed: summary.seed,
        version: env!("CARGO_PKG_VERSION"),
    };
    let mut stopped = false;
    let written = new_file::write(file, replace, |out| {
        let trials = Trials::of(scenario);
        let told = || -> Result<(), Ended> {
            let mut file = TrialsFile::new(out, &trials.quantities(), stamp)?;
            trials.each_part(watch, |part| file.add(part).map_err(Ended::from))?;
            Ok(file.finish()?)
        };
        pool.install(told).map_err(|ended| match ended {
            Ended::Stopped => {
                stopped = true;
                io::ErrorKind::Interrupted.into()
            }
            Ended::Unwritten(error) => io::Error::other(error),
        })
    });
    if stopped { Err(Failure::Stopped) } else { written }
}
