//! `ltvcast simulate`.

use super::options::Run;
use super::{interrupt, print, progress};
use crate::app::{self, Places, PrecisionRequest};
use crate::report::document;
use crate::report::failure::Failure;
use crate::report::language::Language;
use crate::report::text;
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  ltvcast simulate scenarios/telecom.toml
  ltvcast simulate scenarios/telecom.toml --trials 100000 --seed 7 --out board/may
  ltvcast simulate scenarios/telecom.toml --precision 0.5% --max-seconds 60
  ltvcast simulate scenarios/telecom.toml --trials-out trials.parquet
  ltvcast simulate scenarios/telecom.toml --json | jq .headline.profit.p50

The result is a folder, output/<name of the scenario file>/ unless --out names
another: report.html and report.xlsx to hand on, summary.json, run.json,
monthly.csv, ltv.csv and charts/ (SVG and PNG). The reports speak the language
of --lang, en or ru.
An older result there is replaced once the new one is complete; a folder that
holds anything else is left alone.

With --precision the run looks at its 95 % half-widths after 1,024 trials and at
each doubling, and ends when those of mean, P10, P50 and P90 of the horizon's
revenue and profit are within that share of the figure (or of the spread, where
that is larger), and that of the chance to reach the target within it too.";

/// Forecast a scenario: verdict, tables, charts, and the plan if there is a profit target
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Simulate {
    #[command(flatten)]
    run: Run,
    /// Run until the figures are this precise, 0.01% to 10%, instead of a number of trials
    #[arg(long, value_name = "SHARE")]
    precision: Option<String>,
    /// With --precision: the most trials (default: 4194304, or as many as memory has room for)
    #[arg(long, value_name = "N", requires = "precision")]
    max_trials: Option<usize>,
    /// With --precision: the most seconds of drawing; what was drawn by then is the result
    #[arg(long, value_name = "SECONDS", requires = "precision", value_parser = clap::value_parser!(u32).range(1..))]
    max_seconds: Option<u32>,
    /// The folder to put the result into (default: output/<name of the scenario file>)
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Every trial's figures and drawn quantities too, as a Parquet file
    #[arg(long, value_name = "FILE")]
    trials_out: Option<PathBuf>,
    /// With --trials-out: replace a file that is there already
    #[arg(long, requires = "trials_out")]
    force: bool,
    /// Do not look for the clients and the ad budget that reach the target
    #[arg(long)]
    no_plan: bool,
}

impl Simulate {
    pub(super) fn run(&self, language: Language) -> anyhow::Result<ExitCode> {
        let request = self.run.request();
        if self.precision.is_some() && request.trials.is_some() {
            return Err(Failure::TrialsAndPrecision.into());
        }
        let precision = self.precision.as_ref().map(|precision| PrecisionRequest {
            precision: precision.clone(),
            trials_most: self.max_trials,
            seconds_most: self.max_seconds,
        });
        let places =
            Places { folder: self.out.clone(), trials: self.trials_out.clone(), replace_trials: self.force };
        interrupt::listen(language);
        let bar = progress::Bar::new(self.run.print.shows_progress(), language);
        let done = app::simulate(&request, precision.as_ref(), &places, !self.no_plan, language, &bar);
        bar.clear();
        let done = done?;
        print::warnings(&done.warnings, &self.run.file(), language);
        let check = &done.summary.self_check;
        let missed = done.asked.and_then(|asked| {
            document::not_reached(&done.summary, asked.precision, asked.ending, asked.seconds_most, language)
        });
        if self.run.print.json || self.run.print.quiet {
            let line =
                format!("{}; {}\n", done.document.verdict, document::half_widths(&done.summary, language));
            print::result(if self.run.print.json { &done.json } else { &line })?;
            if !check.passed {
                print::complaint(&document::self_check(check, language));
            }
            if let Some(missed) = missed {
                print::complaint(&missed);
            }
        } else {
            let report = text::document(&done.document, print::look());
            let missed = missed.map_or(String::new(), |missed| missed + "\n");
            let written = text::written(&done.folder.display().to_string(), language);
            let trials = self.trials_out.as_ref().map_or_else(String::new, |file| {
                text::written_trials(&file.display().to_string(), language) + "\n"
            });
            print::result(&format!("{report}{missed}{written}\n{trials}"))?;
        }
        Ok(ExitCode::SUCCESS)
    }
}
