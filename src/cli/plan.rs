//! `ltvcast plan`.

use super::options::Run;
use super::{interrupt, print, progress};
use crate::app;
use crate::report::{files, text};
use clap::Args;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  ltvcast plan scenarios/telecom.toml
  ltvcast plan scenarios/telecom.toml --json | jq .required_clients

The plan scales the scenario's acquisition as a whole and looks for the smallest
multiple that reaches [money] target_profit with [money] confidence. Nothing is
written.";

/// Find how many clients and how much advertising reach the profit target, and how sure that is
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Plan {
    #[command(flatten)]
    run: Run,
}

impl Plan {
    pub(super) fn run(&self) -> anyhow::Result<ExitCode> {
        interrupt::listen();
        let bar = progress::Bar::new(self.run.shows_progress());
        let done = app::plan(&self.run.request(), &bar);
        bar.clear();
        let done = done?;
        print::warnings(&done.warnings, &self.run.file());
        let said = if self.run.print.json {
            files::json(&done.plan)
        } else if self.run.print.quiet {
            text::answer(&done.plan) + "\n"
        } else {
            text::plan(&done.plan, print::look())
        };
        print::result(&said)?;
        Ok(ExitCode::SUCCESS)
    }
}
