//! `ltvcast score`.

use super::fit::Unit;
use super::log_options::LogOptions;
use super::{interrupt, print, progress};
use crate::app::{self, ScoreRequest};
use crate::model::behaviour::buying::OrderLaw;
use crate::report::language::Language;
use crate::report::text;
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  ltvcast score orders.csv
  ltvcast score orders.csv --unit month --horizon 6 -o scores.parquet
  ltvcast score orders.csv --model bg-nbd --until 2024-12-31 --json | jq '.clients[0]'

A model of orders is fitted to the log as ltvcast fit does, and each client is scored by it:
  frequency, recency, age          orders after the first; when the last of them came, and how
                                   long the client has been watched, from its first order on
  p_alive                          the chance that it is still there
  expected_orders                  over the horizon; with P10 and P90 of its orders
  expected_value                   what these come to; with P10 and P90 of what it will spend
  ltv_decile                       1 is the best tenth by expected value, 10 the last
  days_silent, usual_gap_days      since its last order; between its orders so far, on average

Rows are in the order of the clients' ids. Ranges are of one client's own chance, at the
parameters that fit best: those of many clients do not add up.";

/// Score every client of an order log: is it still there, what will it order and spend
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Score {
    #[command(flatten)]
    log: LogOptions,
    /// What times are counted in
    #[arg(long, value_enum, value_name = "UNIT", default_value = "week")]
    unit: Unit,
    /// How far to look, in these units (default: a year)
    #[arg(long, value_name = "N", value_parser = horizon)]
    horizon: Option<f64>,
    /// The model of orders
    #[arg(long, value_enum, value_name = "MODEL", default_value = "auto")]
    model: Model,
    /// The file to write: CSV, or Parquet if it ends in .parquet (default: scores.csv, none with --json)
    #[arg(long, short = 'o', value_name = "FILE", visible_alias = "out", conflicts_with = "json")]
    output: Option<PathBuf>,
    /// Replace a file that is there already
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    print: super::options::Print,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Model {
    Auto,
    BgNbd,
    MbgNbd,
    ParetoNbd,
}

fn horizon(text: &str) -> Result<f64, String> {
    let horizon = text.parse().ok().filter(|horizon| (1e-3..=1e5).contains(horizon));
    horizon.ok_or_else(|| "a number from 0.001 to 100000, as in 52".to_owned())
}

impl Score {
    pub(super) fn run(&self, language: Language) -> anyhow::Result<ExitCode> {
        interrupt::listen(language);
        let bar = progress::Bar::new(self.print.shows_progress(), language);
        let file = || self.output.clone().unwrap_or_else(|| PathBuf::from("scores.csv"));
        let out = (!self.print.json).then(file);
        let request = ScoreRequest {
            log: self.log.request(),
            law: match self.model {
                Model::Auto => None,
                Model::BgNbd => Some(OrderLaw::BgNbd),
                Model::MbgNbd => Some(OrderLaw::MbgNbd),
                Model::ParetoNbd => Some(OrderLaw::ParetoNbd),
            },
            unit: self.unit.meant(),
            horizon: self.horizon,
            out: out.clone(),
            force: self.force,
        };
        let done = app::score(&request, &bar);
        bar.clear();
        let done = done?;
        let rejected =
            || text::rejected_beside(&self.log.orders.display().to_string(), &done.account, language);
        print::notes(&rejected());
        let Some(out) = out else {
            print::result(&done.json)?;
            return Ok(ExitCode::SUCCESS);
        };
        let verdict = text::scored(
            &done.scoring,
            done.clients,
            [Some(done.there), Some(done.orders), done.value],
            language,
        );
        if self.print.quiet {
            print::result(&(verdict + "\n"))?;
        } else {
            print::notes(&text::understood(&done.understood, language));
            print::result(&(verdict + "\n" + &text::written_scores(&out.display().to_string(), language)))?;
        }
        Ok(ExitCode::SUCCESS)
    }
}
