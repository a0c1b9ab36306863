//! A result's folder, whole or not at all: a result is written into a hidden folder beside its place and renamed when
//! it is complete. What a killed run left there is put right by the next one.
//!
//! A folder that holds anything but a result is never touched.

use crate::report::charts;
use crate::report::failure::{Failure, Found};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What a result's folder holds; charts have a folder of their own.
const FILES: [&str; 7] =
    ["summary.json", "run.json", "monthly.csv", "ltv.csv", "report.html", "report.xlsx", "trials.parquet"];
/// What a comparison's folder holds, beside a [summary](summary_of) of each scenario.
const COMPARISON_FILES: [&str; 6] =
    [COMPARISON, "run.json", "differences.csv", "waterfall.csv", "report.html", "report.xlsx"];
/// The file by which a comparison's folder is known.
pub(super) const COMPARISON: &str = "compare.json";
/// What the folder of a ranking of levers holds.
const LEVERS_FILES: [&str; 4] = [LEVERS, "levers.csv", "report.html", "report.xlsx"];
/// The file by which the folder of a ranking of levers is known.
pub(super) const LEVERS: &str = "levers.json";
/// What the folder of a log's figures holds.
const METRICS_FILES: [&str; 6] =
    [METRICS, "months.csv", "cohorts.csv", "segments.csv", "report.html", "report.xlsx"];
/// The file by which the folder of a log's figures is known.
pub(super) const METRICS: &str = "metrics.json";
/// The most bytes that stems take in the name of a comparison's folder.
const STEMS_MOST: usize = 160;
const CHARTS: &str = "charts";
const CHART_ENDINGS: [&str; 2] = ["svg", "png"];

/// Where a scenario's result goes unless the user says otherwise: `output/<stem>`.
pub(super) fn default_place(scenario: &Path) -> PathBuf {
    Path::new("output").join(shown_stem(scenario))
}

/// What a scenario's result is called.
pub(super) fn stem(scenario: &Path) -> String {
    shown_stem(scenario).to_string_lossy().into_owned()
}

/// Where a comparison goes unless the user says otherwise: `output/compare-<stems>`; of long stems their beginnings.
pub(super) fn place_of_comparison(stems: &[String]) -> PathBuf {
    let fits = stems.iter().map(String::len).sum::<usize>() <= STEMS_MOST;
    let most = if fits { STEMS_MOST } else { STEMS_MOST / stems.len().max(1) };
    let parts: Vec<&str> = stems.iter().map(|stem| beginning(stem, most)).collect();
    Path::new("output").join(format!("compare-{}", parts.join("-")))
}

/// Where a ranking of levers goes unless the user says otherwise: `output/levers-<stem>`.
pub(super) fn place_of_levers(scenario: &Path) -> PathBuf {
    Path::new("output").join(format!("levers-{}", beginning(&stem(scenario), STEMS_MOST)))
}

/// Where a log's figures go unless the user says otherwise: `output/metrics-<stem>`, of `orders.csv.gz` as of `orders.csv`.
pub(super) fn place_of_metrics(log: &Path) -> PathBuf {
    let stem = stem(log);
    let stem = [".csv", ".txt", ".tsv"].iter().find_map(|ending| stem.strip_suffix(ending)).unwrap_or(&stem);
    Path::new("output").join(format!("metrics-{}", beginning(stem, STEMS_MOST)))
}

/// The file of a compared scenario's summary, by its place from 1: `summary-1-telecom.json`.
pub(super) fn summary_of(place: usize, stem: &str) -> String {
    format!("summary-{place}-{}.json", beginning(stem, STEMS_MOST))
}

fn is_summary_of_one(name: &str) -> bool {
    let rest = name.strip_prefix("summary-").and_then(|rest| rest.strip_suffix(".json"));
    let place = rest.and_then(|rest| rest.split_once('-'));
    place.is_some_and(|(place, _)| !place.is_empty() && place.bytes().all(|digit| digit.is_ascii_digit()))
}

/// As much of a text as so many bytes hold.
fn beginning(text: &str, bytes: usize) -> &str {
    let ends = text.char_indices().map(|(start, letter)| start + letter.len_utf8());
    &text[..ends.take_while(|&end| end <= bytes).last().unwrap_or(0)]
}

fn shown_stem(scenario: &Path) -> OsString {
    let stem = scenario.file_stem().unwrap_or_default();
    // A name such as `.toml` is all stem and would be a hidden folder.
    let shown = stem.to_string_lossy();
    let shown = shown.trim_start_matches('.');
    match stem.as_encoded_bytes().first() {
        Some(b'.') if shown.is_empty() || shown == "toml" => OsString::from("scenario"),
        Some(b'.') => OsString::from(shown),
        None => OsString::from("scenario"),
        Some(_) => stem.to_owned(),
    }
}

/// A result on its way.
#[derive(Debug)]
pub(super) struct Staging {
    /// Where the result will be.
    place: PathBuf,
    /// The same as the user wrote it.
    asked: PathBuf,
    /// Where it is written until then.
    staged: PathBuf,
}

impl Staging {
    /// Begins a result for `place`, which is free, empty or holds an older result.
    pub(super) fn beside(place: &Path) -> Result<Self, Failure> {
        let asked = place.to_owned();
        // Behind a link it is the folder that is replaced, not the link.
        let place = place.canonicalize().unwrap_or_else(|_| place.to_owned());
        let (parent, name) = parent_and_name(&place);
        fs::create_dir_all(&parent).map_err(|source| unwritable(&parent, source))?;
        mend(&parent, &name, &place)?;
        inspect(&place)?;
        let staged = parent.join(hidden(&name, NEW, std::process::id()));
        let staging = Self { place, asked, staged };
        fs::create_dir_all(&staging.staged).map_err(|source| unwritable(&staging.staged, source))?;
        Ok(staging)
    }

    /// Writes a file of the result.
    pub(super) fn write(&self, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        let file = self.staged.join(name);
        let folder = file.parent().unwrap_or(&self.staged);
        fs::create_dir_all(folder).map_err(|source| unwritable(&self.place.join(name), source))?;
        fs::write(&file, bytes).map_err(|source| unwritable(&self.place.join(name), source))
    }

    /// Puts the whole result in its place, and the older one away.
    pub(super) fn publish(self) -> Result<PathBuf, Failure> {
        // Again, for what came while the trials ran.
        inspect(&self.place)?;
        let (parent, name) = parent_and_name(&self.place);
        let older = parent.join(hidden(&name, OLD, std::process::id()));
        let had_older = match fs::rename(&self.place, &older) {
            Ok(()) => true,
            Err(error) if error.kind() == io::ErrorKind::NotFound => false,
            Err(source) => return Err(unwritable(&self.place, source)),
        };
        if let Err(source) = fs::rename(&self.staged, &self.place) {
            if had_older {
                let _ = fs::rename(&older, &self.place);
            }
            return Err(unwritable(&self.place, source));
        }
        // The new result stands; an older one that stays behind is hidden and goes with the next run.
        let _ = fs::remove_dir_all(&older);
        Ok(self.asked.clone())
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.staged);
    }
}

const NEW: &str = "new";
const OLD: &str = "old";

/// `.telecom.ltvcast-new-4711`
fn hidden(name: &OsStr, kind: &str, process: u32) -> OsString {
    let mut hidden = prefix(name, kind);
    hidden.push(process.to_string());
    hidden
}

fn prefix(name: &OsStr, kind: &str) -> OsString {
    let mut prefix = OsString::from(".");
    prefix.push(name);
    prefix.push(format!(".ltvcast-{kind}-"));
    prefix
}

fn parent_and_name(place: &Path) -> (PathBuf, OsString) {
    let parent = match place.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    };
    (parent, place.file_name().unwrap_or(OsStr::new("result")).to_owned())
}

fn unwritable(path: &Path, source: io::Error) -> Failure {
    Failure::Unwritable { path: path.to_owned(), source }
}

/// Puts right what a killed run left: an older result that was put away goes back if nothing took its place; the rest
/// is removed. Folders of a process that still runs are left to it.
fn mend(parent: &Path, name: &OsStr, place: &Path) -> Result<(), Failure> {
    let entries = fs::read_dir(parent).map_err(|source| unwritable(parent, source))?;
    for entry in entries.flatten() {
        let found = entry.file_name();
        let process = [NEW, OLD].into_iter().find_map(|kind| {
            let rest = found.as_encoded_bytes().strip_prefix(prefix(name, kind).as_encoded_bytes())?;
            Some((kind, std::str::from_utf8(rest).ok()?.parse::<u32>().ok()?))
        });
        let Some((kind, process)) = process else { continue };
        if is_running(process) {
            continue;
        }
        if kind == OLD && !place.exists() {
            let _ = fs::rename(entry.path(), place);
        } else {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
    Ok(())
}

/// Whether another process of that number runs; where the system has no list of them, none does.
fn is_running(process: u32) -> bool {
    process != std::process::id() && Path::new("/proc").join(process.to_string()).exists()
}

/// Refuses a place that holds anything but a result.
fn inspect(place: &Path) -> Result<(), Failure> {
    let foreign = |found: Found| Failure::Foreign { folder: place.to_owned(), found };
    let metadata = match fs::metadata(place) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(source) => return Err(unwritable(place, source)),
    };
    if !metadata.is_dir() {
        return Err(foreign(Found::File));
    }
    let mut names = names(place)?;
    names.sort();
    if names.is_empty() {
        return Ok(());
    }
    for name in &names {
        let known = match name.to_str() {
            Some(CHARTS) => {
                if let Some(other) = beside_charts(&place.join(CHARTS))? {
                    return Err(foreign(Found::Other(other)));
                }
                true
            }
            Some(name) => {
                let files = [FILES.as_slice(), &COMPARISON_FILES, &LEVERS_FILES, &METRICS_FILES];
                files.iter().any(|files| files.contains(&name)) || is_summary_of_one(name)
            }
            None => false,
        };
        if !known {
            return Err(foreign(Found::Other(name.to_string_lossy().into_owned())));
        }
    }
    if names.iter().any(|name| [FILES[0], COMPARISON, LEVERS, METRICS].iter().any(|known| name == known)) {
        Ok(())
    } else {
        Err(foreign(Found::NoResult))
    }
}

/// What stands in the place of the charts and was not drawn here, if anything was not: a picture of someone's own is as
/// little ours as a text.
fn beside_charts(folder: &Path) -> Result<Option<String>, Failure> {
    if !folder.is_dir() || folder.is_symlink() {
        return Ok(Some(CHARTS.to_owned()));
    }
    let is_chart = |name: &OsString| {
        let parts = name.to_str().and_then(|name| name.rsplit_once('.'));
        parts.is_some_and(|(name, ending)| CHART_ENDINGS.contains(&ending) && charts::is_name(name))
    };
    let mut names = names(folder)?;
    names.sort();
    let other = names.iter().find(|name| !is_chart(name));
    Ok(other.map(|name| format!("{CHARTS}/{}", name.to_string_lossy())))
}

fn names(folder: &Path) -> Result<Vec<OsString>, Failure> {
    let entries = fs::read_dir(folder).map_err(|source| unwritable(folder, source))?;
    let names: io::Result<Vec<OsString>> =
        entries.map(|entry| entry.map(|entry| entry.file_name())).collect();
    names.map_err(|source| unwritable(folder, source))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn result(place: &Path, text: &str) {
        let staging = Staging::beside(place).unwrap();
        staging.write("summary.json", text.as_bytes()).unwrap();
        staging.write("charts/profit.svg", b"<svg/>").unwrap();
        staging.publish().unwrap();
    }

    fn entries(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            names(folder).unwrap().iter().map(|name| name.to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn stems_of_any_kind_have_a_folder() {
        let cases = [
            ("scenarios/telecom.toml", "output/telecom"),
            ("мой план 1.toml", "output/мой план 1"),
            (".toml", "output/scenario"),
            (".hidden.toml", "output/hidden"),
            ("plain", "output/plain"),
            ("..", "output/scenario"),
        ];
        for (scenario, place) in cases {
            assert_eq!(default_place(Path::new(scenario)), Path::new(place), "{scenario}");
        }
    }

    #[test]
    fn a_new_result_replaces_an_older_one_whole_and_leaves_nothing_beside_it() {
        let home = tempfile::tempdir().unwrap();
        let place = home.path().join("result");
        result(&place, "first");
        fs::write(place.join("charts/plan.png"), "").unwrap();
        result(&place, "second");
        assert_eq!(fs::read_to_string(place.join("summary.json")).unwrap(), "second");
        assert_eq!(entries(&place.join("charts")), ["profit.svg"]);
        assert_eq!(entries(home.path()), ["result"]);
    }

    #[test]
    fn a_result_given_up_leaves_the_older_one_alone() {
        let home = tempfile::tempdir().unwrap();
        let place = home.path().join("result");
        result(&place, "first");
        drop(Staging::beside(&place).unwrap());
        assert_eq!(fs::read_to_string(place.join("summary.json")).unwrap(), "first");
        assert_eq!(entries(home.path()), ["result"]);
    }

    #[test]
    fn what_is_not_a_result_is_refused_and_kept() {
        let home = tempfile::tempdir().unwrap();
        let cases: [(&str, &[&str], &str); 6] = [
            ("notes", &["notes.txt"], "it holds notes.txt"),
            ("mixed", &["summary.json", "thesis.docx"], "it holds thesis.docx"),
            ("no-summary", &["months.csv"], "metrics.json"),
            ("charts-mixed", &["summary.json", "charts/photo.jpg"], "it holds charts/photo.jpg"),
            (
                "charts-own",
                &["metrics.json", "charts/retention.svg", "charts/mine.png"],
                "it holds charts/mine.png",
            ),
            ("charts-names", &["summary.json", "charts/profit.svg.bak"], "it holds charts/profit.svg.bak"),
        ];
        for (name, files, found) in cases {
            let place = home.path().join(name);
            fs::create_dir_all(place.join("charts")).unwrap();
            for file in files {
                fs::write(place.join(file), "mine").unwrap();
            }
            let refused = Staging::beside(&place);
            let said = refused.unwrap_err().to_string();
            assert!(said.contains("is not a result of ltvcast") && said.contains(found), "{name}: {said}");
            assert!(files.iter().all(|file| place.join(file).exists()), "{name}");
        }
        let file = home.path().join("file");
        fs::write(&file, "mine").unwrap();
        assert!(matches!(Staging::beside(&file), Err(Failure::Foreign { .. })));
    }

    #[test]
    fn an_empty_folder_is_a_place() {
        let home = tempfile::tempdir().unwrap();
        let place = home.path().join("empty");
        fs::create_dir(&place).unwrap();
        result(&place, "first");
        assert_eq!(entries(&place), ["charts", "summary.json"]);
    }

    #[test]
    fn what_a_killed_run_left_is_put_right() {
        let home = tempfile::tempdir().unwrap();
        let place = home.path().join("result");
        // No system gives out a number as large.
        let killed = u32::MAX;
        let older = home.path().join(hidden(OsStr::new("result"), OLD, killed));
        let newer = home.path().join(hidden(OsStr::new("result"), NEW, killed));
        result(&older, "older");
        fs::create_dir_all(newer.join("charts")).unwrap();
        drop(Staging::beside(&place).unwrap());
        assert_eq!(entries(home.path()), ["result"]);
        assert_eq!(fs::read_to_string(place.join("summary.json")).unwrap(), "older");
    }

    #[cfg(unix)]
    #[test]
    fn behind_a_link_the_folder_is_replaced_and_the_link_stays() {
        let home = tempfile::tempdir().unwrap();
        let (real, link) = (home.path().join("real"), home.path().join("link"));
        result(&real, "first");
        std::os::unix::fs::symlink(&real, &link).unwrap();
        result(&link, "second");
        assert!(link.is_symlink());
        assert_eq!(fs::read_to_string(real.join("summary.json")).unwrap(), "second");
    }
}
