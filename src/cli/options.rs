//! Options that more than one subcommand has.

use crate::app::Request;
use crate::decision::draws::Trials;
use crate::model::scenario;
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

/// A value may be written without quotes, `2 to 3 years`; so many words belong to it at most.
pub(super) const WORDS_MOST: usize = 24;

/// How a scenario is run.
#[derive(Debug, Args)]
pub(super) struct Run {
    /// The scenario file (TOML)
    scenario: PathBuf,
    #[command(flatten)]
    drawing: Drawing,
    /// What uncertain quantities are drawn from, instead of the scenario's [simulation] points
    #[arg(long, value_enum, value_name = "POINTS")]
    points: Option<Points>,
    #[command(flatten)]
    pub(super) print: Print,
}

/// The words for points. Their meaning stands with the scenario's key: a line for each would make all of the help long.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Points {
    Sobol,
    Latin,
    Random,
}

/// How trials are drawn.
#[derive(Debug, Args)]
pub(super) struct Drawing {
    /// Trials to run, instead of the scenario's [simulation] trials
    #[arg(long, value_name = "N")]
    pub(super) trials: Option<usize>,
    /// Seed of all random draws, instead of the scenario's; the same seed gives the same results
    #[arg(long, value_name = "N")]
    pub(super) seed: Option<u64>,
    /// Threads at work (default: one for each core); results do not depend on it
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
}

/// How the trials of a formula are drawn.
#[derive(Debug, Args)]
pub(super) struct Alone {
    /// Trials to draw, where a value is a range
    #[arg(long, value_name = "N", default_value_t = Trials::default().count)]
    trials: usize,
    /// Seed of all random draws; the same seed gives the same results
    #[arg(long, value_name = "N", default_value_t = Trials::default().seed)]
    seed: u64,
}

/// What is printed.
#[derive(Debug, Args)]
pub(super) struct Print {
    /// Print the result as JSON on stdout and nothing else
    #[arg(long)]
    pub(super) json: bool,
    /// Print one line and no progress bar
    #[arg(long, short)]
    pub(super) quiet: bool,
}

impl Run {
    pub(super) fn request(&self) -> Request {
        Request { points: self.points.map(Points::meant), ..self.drawing.request(&self.scenario) }
    }

    pub(super) fn file(&self) -> String {
        self.scenario.display().to_string()
    }
}

impl Points {
    pub(super) fn meant(self) -> scenario::Points {
        match self {
            Self::Sobol => scenario::Points::Sobol,
            Self::Latin => scenario::Points::Latin,
            Self::Random => scenario::Points::Random,
        }
    }
}

impl Drawing {
    pub(super) fn request(&self, scenario: &Path) -> Request {
        Request {
            scenario: scenario.to_owned(),
            trials: self.trials,
            seed: self.seed,
            threads: self.threads.map(usize::from),
            points: None,
        }
    }
}

impl Alone {
    pub(super) fn trials(&self) -> Trials {
        Trials { count: self.trials, seed: self.seed }
    }
}

impl Print {
    /// Whether a progress bar may show.
    pub(super) fn shows_progress(&self) -> bool {
        !self.json && !self.quiet
    }
}
