//! Opening what the user names: the scenario file, and the data files beside it.

use super::memory;
use crate::forecast::footprint::Footprint;
use crate::model::problem::Problem;
use crate::model::scenario::{Checked, DataFiles, Overrides, Points, Scenario, check_with};
use crate::report::failure::{self, Failure};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::thread::available_parallelism;

/// Trials of a run that asks for a precision, where the user names no other number.
pub(super) const TRIALS_MOST_DEFAULT: usize = 1 << 22;

/// What every use case is asked.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The scenario file.
    pub scenario: PathBuf,
    /// Trials, instead of the scenario's.
    pub trials: Option<usize>,
    /// The seed, instead of the scenario's.
    pub seed: Option<u64>,
    /// What the uncertain quantities are drawn from, instead of the scenario's.
    pub points: Option<Points>,
    /// Threads at work, instead of one for each core.
    pub threads: Option<usize>,
}

/// The most bytes that are read of a file; a scenario's own limit is lower and the check's to say.
const BYTES_MOST: u64 = 256 << 20;

impl Request {
    /// The file as the user wrote it.
    pub(super) fn file(&self) -> String {
        self.scenario.display().to_string()
    }

    fn failed(&self, problems: Vec<Problem>) -> Failure {
        Failure::Problems { file: self.file(), problems }
    }

    /// The checked scenario.
    pub(super) fn load(&self) -> Result<Checked, Failure> {
        let text = scenario_text(&self.scenario).map_err(|problem| self.failed(vec![*problem]))?;
        let files = Beside {
            folder: self.scenario.parent().unwrap_or(Path::new("")).to_owned(),
            name: self.scenario.file_name().map_or(String::new(), |name| name.to_string_lossy().into_owned()),
        };
        let overrides = Overrides { trials: self.trials, seed: self.seed, points: self.points };
        check_with(&text, &files, overrides).map_err(|problems| self.failed(problems))
    }

    /// The checked scenario, of which a run fits into memory.
    pub(super) fn load_to_run(&self) -> Result<Checked, Failure> {
        let checked = self.load()?;
        match beyond_memory(&checked.scenario, self.threads(), memory::available_bytes()) {
            Some(problem) => Err(self.failed(vec![problem])),
            None => Ok(checked),
        }
    }

    /// The checked scenario for a run of at most so many trials, all of which fit into memory; without such a number
    /// as many as fit of those that are usual.
    pub(super) fn load_to_run_up_to(&self, trials_most: Option<usize>) -> Result<Checked, Failure> {
        let usual = Self { trials: Some(trials_most.unwrap_or(TRIALS_MOST_DEFAULT)), ..self.clone() };
        if trials_most.is_some() {
            return usual.load_to_run();
        }
        let mut checked = usual.load()?;
        let threads = self.threads();
        while let Some(problem) = beyond_memory(&checked.scenario, threads, memory::available_bytes()) {
            let trials = checked.scenario.simulation.trials / 2;
            if trials == 0 {
                return Err(self.failed(vec![problem]));
            }
            checked.scenario = checked.scenario.with_trials(trials);
        }
        Ok(checked)
    }

    /// Whether a run of the scenario fits into memory beside so many bytes that are kept of each trial.
    pub(super) fn fits_beside(&self, scenario: &Scenario, trial_bytes: u64) -> Result<(), Failure> {
        let mut footprint = Footprint::of(scenario, self.threads());
        footprint.per_trial += trial_bytes;
        match lacking(footprint, scenario.simulation.trials, memory::available_bytes()) {
            Some(problem) => Err(self.failed(vec![problem])),
            None => Ok(()),
        }
    }

    fn threads(&self) -> usize {
        self.threads.or_else(|| available_parallelism().ok().map(usize::from)).unwrap_or(1)
    }
}

/// The problem of a run that does not fit, if there is one; where the system does not say what it has, none is seen.
fn beyond_memory(scenario: &Scenario, threads: usize, available: Option<u64>) -> Option<Problem> {
    lacking(Footprint::of(scenario, threads), scenario.simulation.trials, available)
}

fn lacking(footprint: Footprint, trials: usize, available: Option<u64>) -> Option<Problem> {
    let (needed, available) = (footprint.bytes(trials), available?);
    if needed <= available {
        return None;
    }
    // Two digits, since it is an estimate.
    let fitting = footprint.trials(available) as f64;
    let round = libm::pow(10.0, libm::floor(libm::log10(fitting.max(1.0))) - 1.0).max(1.0);
    let trials = (libm::floor(fitting / round) * round) as usize;
    Some(Problem::too_much_memory(needed, available, trials))
}

fn scenario_text(path: &Path) -> Result<String, Box<Problem>> {
    let bytes = read(path).map_err(|reason| Problem::unreadable(reason.said()))?;
    let text = String::from_utf8(bytes).map_err(|e| Problem::not_utf8(e.utf8_error().valid_up_to()))?;
    // Some editors put a mark of UTF-8 in front; it is no part of the text.
    Ok(text.strip_prefix('\u{feff}').map_or(text.clone(), str::to_owned))
}

enum Unread {
    System(io::Error),
    Folder,
    TooLarge,
}

impl Unread {
    fn said(&self) -> String {
        match self {
            Self::System(error) => error.to_string(),
            Self::Folder => failure::A_FOLDER.to_owned(),
            Self::TooLarge => failure::TOO_LARGE.to_owned(),
        }
    }
}

/// The file's bytes; never endless, whatever device the path leads to.
fn read(path: &Path) -> Result<Vec<u8>, Unread> {
    let file = File::open(path).map_err(Unread::System)?;
    if file.metadata().is_ok_and(|metadata| metadata.is_dir()) {
        return Err(Unread::Folder);
    }
    let mut bytes = Vec::new();
    file.take(BYTES_MOST + 1).read_to_end(&mut bytes).map_err(Unread::System)?;
    if bytes.len() as u64 > BYTES_MOST { Err(Unread::TooLarge) } else { Ok(bytes) }
}

/// The files beside a scenario.
pub(super) struct Beside {
    folder: PathBuf,
    /// What the scenario's file is called there.
    name: String,
}

impl Beside {
    /// The files where the user is: those that a value on the command line names.
    pub(super) fn user() -> Self {
        Self { folder: PathBuf::new(), name: String::new() }
    }
}

impl DataFiles for Beside {
    fn read(&self, path: &str) -> Result<String, String> {
        let bytes = read(&self.folder.join(path)).map_err(|reason| reason.said())?;
        String::from_utf8(bytes).map_err(|_| failure::NOT_UTF8.to_owned())
    }

    fn name(&self) -> String {
        self.name.clone()
    }

    /// The file itself, whatever links and folders lead to it.
    fn identity(&self, path: &str) -> String {
        let path = self.folder.join(path);
        path.canonicalize().unwrap_or(path).display().to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::problem::{Remedy, Rule};

    fn shop() -> Scenario {
        let request = Request { scenario: "scenarios/cookware-shop.toml".into(), ..Request::default() };
        request.load().expect("the shipped scenario has no problems").scenario
    }

    #[test]
    fn a_run_beyond_memory_says_what_would_fit() {
        let scenario = shop();
        let needed = Footprint::of(&scenario, 2).bytes(scenario.simulation.trials);
        assert_eq!(beyond_memory(&scenario, 2, None), None);
        assert_eq!(beyond_memory(&scenario, 2, Some(needed)), None);
        let problem = beyond_memory(&scenario, 2, Some(needed - 1)).expect("one byte is missing");
        assert!(matches!(problem.rule, Rule::TooMuchMemory { .. }));
        let Some(Remedy::FewerTrials { trials }) = problem.remedy else { panic!("{problem:?}") };
        assert!(trials > 0 && trials < scenario.simulation.trials, "{trials}");
    }

    #[test]
    fn a_folder_and_a_missing_file_are_problems_with_a_reason() {
        for path in ["scenarios", "scenarios/none.toml"] {
            let problem = scenario_text(Path::new(path)).expect_err("there is no text");
            assert!(matches!(problem.rule, Rule::Unreadable { .. }), "{problem:?}");
        }
    }
}
