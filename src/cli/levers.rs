//! `ltvcast levers`.

use super::options::Run;
use super::{interrupt, print, progress};
use crate::app;
use crate::report::language::Language;
use crate::report::text;
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  ltvcast levers scenarios/cookware-levers.toml
  ltvcast levers scenarios/cookware-levers.toml --trials 100000 --out board/levers
  ltvcast levers scenarios/cookware-levers.toml --json | jq '.levers[0]'

Each [[lever]] of the scenario is tried alone and every two together, all on the
same draws, against the scenario without any: the profit they add over the budget
horizon (median, P10, P90), the chance that they pay for themselves, the month of
payback and what they cost.

The result is a folder, output/levers-<name of the scenario file>/ unless --out
names another: report.html and report.xlsx to hand on, levers.json, levers.csv and
charts/ (SVG and PNG). An older result there is replaced once the new one is
complete; a folder that holds anything else is left alone.";

/// Rank the levers of a scenario, each alone and in pairs, by the profit they add
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Levers {
    #[command(flatten)]
    run: Run,
    /// The folder to put the result into (default: output/levers-<name of the scenario file>)
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

impl Levers {
    pub(super) fn run(&self, language: Language) -> anyhow::Result<ExitCode> {
        interrupt::listen(language);
        let bar = progress::Bar::new(self.run.print.shows_progress(), language);
        let done = app::levers(&self.run.request(), self.out.clone(), language, &bar);
        bar.clear();
        let done = done?;
        print::warnings(&done.warnings, &self.run.file(), language);
        let said = if self.run.print.json {
            done.json
        } else if self.run.print.quiet {
            done.document.verdict + "\n"
        } else {
            let report = text::document(&done.document, print::look());
            report + &text::written_levers(&done.folder.display().to_string(), language) + "\n"
        };
        print::result(&said)?;
        Ok(ExitCode::SUCCESS)
    }
}
