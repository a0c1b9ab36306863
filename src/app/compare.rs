//! `compare`: from scenario files to what tells them apart, in a folder.

use super::folder::{self, Staging};
use super::input::Request;
use super::{drawing, memory, work};
use crate::decision::compare::{Common, Comparison, Contender, at_odds};
use crate::forecast::paired::TRIAL_BYTES;
use crate::forecast::summary::Summary;
use crate::model::scenario::{Checked, Scenario};
use crate::model::watch::Watch;
use crate::report::charts::comparison_charts;
use crate::report::document::{self, Comparing, Document, Stamp};
use crate::report::failure::{AtOdds, Failure, FileProblems};
use crate::report::files::{self, ComparisonStats, Report};
use crate::report::html;
use crate::report::language::Language;
use crate::report::xlsx;
use std::path::PathBuf;
use std::time::Instant;

/// Scenarios compared, and where the result was put.
#[derive(Debug)]
pub struct ComparedFiles {
    /// What the scenarios' authors may not have meant, by file.
    pub warnings: Vec<FileProblems>,
    /// The comparison.
    pub comparison: Comparison,
    /// The scenarios' summaries, in their order.
    pub summaries: Vec<Summary>,
    /// The same as a document.
    pub document: Document,
    /// The bytes of `compare.json`.
    pub json: String,
    /// The result's folder.
    pub folder: PathBuf,
}

/// Compares the scenario file of the request with others, all with the first one's seed, trials and points, into `out`
/// or, without one, `output/compare-<stems>/`.
///
/// # Errors
/// Problems of any scenario, scenarios that cannot be compared, a place that cannot be written, or the watcher's wish to
/// stop; then nothing is left there.
pub fn compare(
    request: &Request,
    others: &[PathBuf],
    out: Option<PathBuf>,
    with_waterfall: bool,
    language: Language,
    watch: &dyn Watch,
) -> Result<ComparedFiles, Failure> {
    let start = Instant::now();
    let (requests, checked) = load(request, others)?;
    for (request, checked) in requests.iter().zip(&checked) {
        request.fits_beside(&checked.scenario, TRIAL_BYTES * requests.len() as u64)?;
    }
    let stems: Vec<String> = requests.iter().map(|request| folder::stem(&request.scenario)).collect();
    let staging = Staging::beside(&out.unwrap_or_else(|| folder::place_of_comparison(&stems)))?;
    let pool = work::threads(request.threads)?;

    let engine_start = Instant::now();
    let contenders = labels(&stems).into_iter().zip(&checked).map(|(label, checked)| Contender {
        label,
        scenario: checked.scenario.clone(),
        written: checked.written.clone(),
    });
    let (comparison, summaries) = work::compare(&pool, contenders.collect(), with_waterfall, watch)?;
    let seconds_engine = engine_start.elapsed().as_secs_f64();

    for (place, (summary, checked)) in summaries.iter().zip(&checked).enumerate() {
        let json = files::json(&Report { summary, plan: None, inputs: &checked.scenario });
        staging.write(&folder::summary_of(place + 1, &stems[place]), json.as_bytes())?;
    }
    let json = files::json(&comparison);
    staging.write(folder::COMPARISON, json.as_bytes())?;
    staging.write("differences.csv", &files::differences_csv(&comparison))?;
    staging.write("waterfall.csv", &files::waterfall_csv(&comparison))?;
    let charts = comparison_charts(&comparison, &summaries, language);
    drawing::draw(&pool, &charts, &staging, watch)?;
    let stamp = Stamp { version: env!("CARGO_PKG_VERSION") };
    let of = Comparing { comparison: &comparison, summaries: &summaries, charts: &charts, stamp };
    let document = document::comparison(of, language);
    staging.write("report.xlsx", &xlsx::workbook(&document)?)?;
    staging.write("report.html", html::page(&document)?.as_bytes())?;
    let stats = ComparisonStats {
        version: env!("CARGO_PKG_VERSION"),
        threads: pool.current_num_threads(),
        seconds_engine,
        seconds_total: start.elapsed().as_secs_f64(),
        peak_memory_bytes: memory::peak_bytes(),
    };
    staging.write("run.json", files::json(&stats).as_bytes())?;
    if watch.stopped() {
        return Err(Failure::Stopped);
    }
    let folder = staging.publish()?;
    let warnings = requests.iter().zip(checked);
    let warnings = warnings.map(|(request, checked)| FileProblems::new(request.file(), checked.warnings));
    Ok(ComparedFiles { warnings: warnings.collect(), comparison, summaries, document, json, folder })
}

/// The checked scenarios, of which each but the first is asked for the first one's seed, trials and points; or the
/// problems of all files.
fn load(request: &Request, others: &[PathBuf]) -> Result<(Vec<Request>, Vec<Checked>), Failure> {
    let mut requests = vec![request.clone()];
    requests.extend(others.iter().map(|file| Request { scenario: file.clone(), ..request.clone() }));
    let (mut loaded, mut failed) = (Vec::<Checked>::new(), Vec::new());
    let mut trials = request.trials;
    for request in &mut requests {
        request.trials = trials;
        if let Some(first) = loaded.first() {
            let simulation = &first.scenario.simulation;
            (request.trials, request.seed) = (Some(simulation.trials), Some(simulation.seed));
            request.points = Some(simulation.points);
        }
        match request.load() {
            Ok(checked) => loaded.push(checked),
            Err(Failure::Problems { file, problems }) => {
                // What is wrong with the command line is told once.
                if problems.iter().any(|problem| problem.path.starts_with("--")) {
                    trials = None;
                }
                failed.push(FileProblems::new(file, problems));
            }
            Err(failure) => return Err(failure),
        }
    }
    if !failed.is_empty() {
        return Err(Failure::ProblemsOfFiles(failed));
    }
    let scenarios: Vec<&Scenario> = loaded.iter().map(|checked| &checked.scenario).collect();
    let odds = at_odds(&scenarios);
    if odds.is_empty() {
        return Ok((requests, loaded));
    }
    let value = |place: usize, what: Common| match what {
        Common::Currency => scenarios[place].currency.clone(),
        Common::Months => scenarios[place].months.to_string(),
    };
    let said = odds.into_iter().map(|(place, what)| AtOdds {
        what,
        files: [requests[0].file(), requests[place].file()],
        values: [value(0, what), value(place, what)],
    });
    Err(Failure::NotComparable(said.collect()))
}

/// Names that tell the scenarios apart: the stems, and a number behind one that was there before.
fn labels(stems: &[String]) -> Vec<String> {
    let mut labels: Vec<String> = Vec::new();
    for stem in stems {
        let numbered = |number: usize| if number == 1 { stem.clone() } else { format!("{stem}-{number}") };
        // Of so many numbers one is free.
        let free = (1..=stems.len() + 1).map(numbered).find(|label| !labels.contains(label));
        labels.push(free.unwrap_or_else(|| stem.clone()));
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::labels;

    #[test]
    fn files_of_one_stem_are_told_apart() {
        let of = |stems: &[&str]| labels(&stems.iter().map(|stem| (*stem).to_owned()).collect::<Vec<_>>());
        assert_eq!(of(&["a", "b"]), ["a", "b"]);
        assert_eq!(of(&["a", "a", "a-2", "a"]), ["a", "a-2", "a-2-2", "a-3"]);
    }
}
