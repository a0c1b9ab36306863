//! `ltvcast levers`.

use super::options::Run;
use super::{interrupt, print, progress};
use crate::app;
use crate::report::{files, text};
use clap::Args;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  ltvcast levers scenarios/cookware-levers.toml
  ltvcast levers scenarios/cookware-levers.toml --json | jq '.levers[0]'

Each [[lever]] of the scenario is tried alone and every two together, all on the
same draws, against the scenario without any: the profit they add over the budget
horizon (median, P10, P90), the chance that they pay for themselves, the month of
payback and what they cost. Nothing is written.";

/// Rank the levers of a scenario, each alone and in pairs, by the profit they add
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Levers {
    #[command(flatten)]
    run: Run,
}

impl Levers {
    pub(super) fn run(&self) -> anyhow::Result<ExitCode> {
        interrupt::listen();
        let bar = progress::Bar::new(self.run.print.shows_progress());
        let done = app::levers(&self.run.request(), &bar);
        bar.clear();
        let done = done?;
        print::warnings(&done.warnings, &self.run.file());
        let said = if self.run.print.json {
            files::json(&done.ranking)
        } else if self.run.print.quiet {
            text::levers_answer(&done.ranking) + "\n"
        } else {
            text::levers(&done.ranking, print::look())
        };
        print::result(&said)?;
        Ok(ExitCode::SUCCESS)
    }
}
