//! Options that more than one subcommand has.

use crate::app::Request;
use clap::Args;
use std::path::PathBuf;

/// How a scenario is run.
#[derive(Debug, Args)]
pub(super) struct Run {
    /// The scenario file (TOML)
    scenario: PathBuf,
    /// Trials to run, instead of the scenario's [simulation] trials
    #[arg(long, value_name = "N")]
    trials: Option<usize>,
    /// Seed of all random draws, instead of the scenario's; the same seed gives the same results
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// Threads at work (default: one for each core); results do not depend on it
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    #[command(flatten)]
    pub(super) print: Print,
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
        Request {
            scenario: self.scenario.clone(),
            trials: self.trials,
            seed: self.seed,
            threads: self.threads.map(usize::from),
        }
    }

    pub(super) fn file(&self) -> String {
        self.scenario.display().to_string()
    }

    /// Whether a progress bar may show.
    pub(super) fn shows_progress(&self) -> bool {
        !self.print.json && !self.print.quiet
    }
}
