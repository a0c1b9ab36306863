//! `ltvcast simulate`.

use super::options::Run;
use super::{interrupt, print, progress};
use crate::app;
use crate::report::text;
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  ltvcast simulate scenarios/telecom.toml
  ltvcast simulate scenarios/telecom.toml --trials 100000 --seed 7 --out board/may
  ltvcast simulate scenarios/telecom.toml --json | jq .headline.profit.p50

The result is a folder, output/<name of the scenario file>/ unless --out names
another: summary.json, run.json, monthly.csv, ltv.csv and charts/ (SVG and PNG).
An older result there is replaced once the new one is complete; a folder that
holds anything else is left alone.";

/// Forecast a scenario: verdict, tables, charts, and the plan if there is a profit target
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Simulate {
    #[command(flatten)]
    run: Run,
    /// The folder to put the result into (default: output/<name of the scenario file>)
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Do not look for the clients and the ad budget that reach the target
    #[arg(long)]
    no_plan: bool,
}

impl Simulate {
    pub(super) fn run(&self) -> anyhow::Result<ExitCode> {
        interrupt::listen();
        let bar = progress::Bar::new(self.run.print.shows_progress());
        let done = app::simulate(&self.run.request(), self.out.clone(), !self.no_plan, &bar);
        bar.clear();
        let done = done?;
        print::warnings(&done.warnings, &self.run.file());
        let check = &done.summary.self_check;
        if self.run.print.json || self.run.print.quiet {
            let line = text::verdict(&done.summary) + "\n";
            print::result(if self.run.print.json { &done.json } else { &line })?;
            if !check.passed {
                print::complaint(&text::self_check(check));
            }
        } else {
            let report = text::forecast(&done.summary, done.plan.as_ref(), print::look());
            print::result(&format!("{report}{}\n", text::written(&done.folder.display().to_string())))?;
        }
        Ok(ExitCode::SUCCESS)
    }
}
