//! `ltvcast compare`.

use super::options::{Drawing, Points, Print};
use super::{interrupt, print, progress};
use crate::app::{self, Request};
use crate::report::document;
use crate::report::language::Language;
use crate::report::text;
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  ltvcast compare this-year.toml cheaper-clicks.toml
  ltvcast compare plan.toml plan-b.toml plan-c.toml --trials 100000 --out board/may
  ltvcast compare a.toml b.toml --no-waterfall --quiet
  ltvcast compare a.toml b.toml --json | jq '.pairs[0].figures.profit.difference'

All scenarios are drawn on the same random numbers, with the first one's seed,
trials and points, so that chance that meets both is not in their difference.
They have to have the same currency and months. Segments match by name.

The waterfall goes from the first scenario's median profit to each other one's,
cause by cause, whatever order the causes are thought in; for k causes that
differ it takes 2^k short runs of 2,000 trials.

The result is a folder, output/compare-<names of the files>/ unless --out names
another: report.html, report.xlsx, compare.json, differences.csv, waterfall.csv,
run.json, charts/ (SVG and PNG), and of each scenario what simulate --no-plan writes
as summary.json. An older result there is replaced once the new one is complete; a
folder that holds anything else is left alone.";

/// Compare scenarios on the same draws: which is better, by how much, how often, and because of what
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Compare {
    /// The scenario files (TOML), two to eight; the first is what the others are compared with
    #[arg(required = true, num_args = 2..=8)]
    scenarios: Vec<PathBuf>,
    #[command(flatten)]
    drawing: Drawing,
    /// What uncertain quantities are drawn from, instead of the first scenario's [simulation] points
    #[arg(long, value_enum, value_name = "POINTS")]
    points: Option<Points>,
    /// The folder to put the result into (default: output/compare-<names of the files>)
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Do not look for the causes of the differences
    #[arg(long)]
    no_waterfall: bool,
    #[command(flatten)]
    print: Print,
}

impl Compare {
    pub(super) fn run(&self, language: Language) -> anyhow::Result<ExitCode> {
        let (first, others) = self.scenarios.split_first().expect("the arguments hold two files at least");
        let points = self.points.map(Points::meant);
        let request = Request { points, ..self.drawing.request(first) };
        interrupt::listen(language);
        let bar = progress::Bar::new(self.print.shows_progress(), language);
        let done = app::compare(&request, others, self.out.clone(), !self.no_waterfall, language, &bar);
        bar.clear();
        let done = done?;
        for of in &done.warnings {
            print::warnings(&of.problems, &of.file, language);
        }
        let said = if self.print.json {
            done.json
        } else if self.print.quiet {
            done.document.verdict + "\n"
        } else {
            let report = text::document(&done.document, print::look()) + "\n";
            report + &text::written_comparison(&done.folder.display().to_string(), language) + "\n"
        };
        print::result(&said)?;
        for summary in done.summaries.iter().filter(|summary| !summary.self_check.passed) {
            let check = document::self_check(&summary.self_check, language);
            print::complaint(&format!("{}: {check}", summary.scenario.name));
        }
        Ok(ExitCode::SUCCESS)
    }
}
