//! `levers`: which lever is worth pulling, and the ranking in a folder.

use super::folder::{self, Staging};
use super::input::Request;
use super::{drawing, work};
use crate::decision::levers::trial_bytes;
use crate::model::problem::Problem;
use crate::model::watch::Watch;
use crate::report::charts::lever_charts;
use crate::report::document::{self, Document, Stamp};
use crate::report::failure::Failure;
use crate::report::files;
use crate::report::html;
use crate::report::language::Language;
use crate::report::xlsx;
use std::path::PathBuf;

/// A ranking of levers and where it was put.
#[derive(Debug)]
pub struct RankedLevers {
    /// What the scenario's author may not have meant.
    pub warnings: Vec<Problem>,
    /// The ranking as a document.
    pub document: Document,
    /// The bytes of `levers.json`.
    pub json: String,
    /// The result's folder.
    pub folder: PathBuf,
}

/// Ranks the levers of a scenario file, into `out` or, without one, `output/levers-<stem>/`.
///
/// # Errors
/// Problems of the scenario, a scenario without levers, a place that cannot be written, or the watcher's wish to stop;
/// then nothing is left there.
pub fn levers(
    request: &Request,
    out: Option<PathBuf>,
    language: Language,
    watch: &dyn Watch,
) -> Result<RankedLevers, Failure> {
    let checked = request.load_to_run()?;
    if checked.scenario.levers.is_empty() {
        return Err(Failure::NoLevers { file: request.file() });
    }
    request.fits_beside(&checked.scenario, trial_bytes(checked.scenario.months))?;
    let staging = Staging::beside(&out.unwrap_or_else(|| folder::place_of_levers(&request.scenario)))?;
    let pool = work::threads(request.threads)?;
    let ranking = work::levers(&pool, &checked.scenario, watch)?;

    let json = files::json(&ranking);
    staging.write(folder::LEVERS, json.as_bytes())?;
    staging.write("levers.csv", &files::levers_csv(&ranking))?;
    let charts = lever_charts(&ranking, language);
    drawing::draw(&pool, &charts, &staging, watch)?;
    let stamp = Stamp { version: env!("CARGO_PKG_VERSION") };
    let of = document::RankedLevers { ranking: &ranking, charts: &charts, stamp };
    let document = document::levers(of, language);
    staging.write("report.xlsx", &xlsx::workbook(&document)?)?;
    staging.write("report.html", html::page(&document)?.as_bytes())?;
    if watch.stopped() {
        return Err(Failure::Stopped);
    }
    let folder = staging.publish()?;
    Ok(RankedLevers { warnings: checked.warnings, document, json, folder })
}
