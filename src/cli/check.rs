//! `ltvcast check`.

use super::options::Print;
use super::{BAD_INPUT, print};
use crate::app::{self, Request};
use crate::report::failure::Failure;
use crate::report::language::Language;
use crate::report::{files, text};
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  ltvcast check scenarios/telecom.toml
  ltvcast check my-scenario.toml --json | jq .problems";

/// Check a scenario without running it: all problems, or every quantity as it was understood
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Check {
    /// The scenario file (TOML)
    scenario: PathBuf,
    #[command(flatten)]
    print: Print,
}

impl Check {
    pub(super) fn run(&self, language: Language) -> anyhow::Result<ExitCode> {
        let file = self.scenario.display().to_string();
        let request = Request { scenario: self.scenario.clone(), ..Request::default() };
        match app::check(&request) {
            Ok(checked) if self.print.json => {
                print::result(&files::json(&files::CheckReport::passed(
                    &checked.scenario,
                    &checked.extends,
                    &checked.warnings,
                )))?;
            }
            Ok(checked) => {
                print::warnings(&checked.warnings, &file, language);
                let whole = text::check(&checked.scenario, &checked.extends, language, print::look());
                let first = whole.lines().next().unwrap_or_default().to_owned() + "\n";
                print::result(if self.print.quiet { &first } else { &whole })?;
            }
            Err(Failure::Problems { problems, .. }) if self.print.json => {
                print::result(&files::json(&files::CheckReport::refused(&problems)))?;
                return Ok(ExitCode::from(BAD_INPUT));
            }
            Err(failure) => return Err(failure.into()),
        }
        Ok(ExitCode::SUCCESS)
    }
}
