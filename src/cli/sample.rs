//! `ltvcast sample`.

use super::print;
use crate::app::{self, SampleRequest};
use crate::model::month::Month;
use crate::report::language::Language;
use crate::report::text;
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  ltvcast sample scenarios/saas.toml -o orders.csv
  ltvcast sample scenarios/cookware-shop.toml -o orders.csv.gz --scale 0.1 --returns 3% --dirty 12
  ltvcast sample scenarios/saas.toml -o orders.csv --subscriptions clients.csv --spend spend.csv
  ltvcast metrics orders.csv

Clients come, order and leave as the scenario says, one by one: an order log of which
the truth is known. Uncertain quantities stand at their medians. The columns are client,
date, amount and segment; a client's orders of a month fall on different days.

The opening book is left out, since its clients came before the log begins, unless
--opening asks for it. The log lies in the past: it ends a year or more before the
scenario's start, in the same months of a year, unless --start says otherwise.";

/// Write an order log as a scenario's clients would make it, to try `metrics` on
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Sample {
    /// The scenario file (TOML)
    scenario: PathBuf,
    /// The file to write (CSV; packed if it ends in .gz)
    #[arg(long, short = 'o', value_name = "FILE", default_value = "orders.csv")]
    out: PathBuf,
    /// Months, at most the scenario's (default: the scenario's)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=600))]
    months: Option<u16>,
    /// The month the log starts in, as in 2024-01
    #[arg(long, value_name = "MONTH", value_parser = month)]
    start: Option<Month>,
    /// Multiple of the scenario's new clients
    #[arg(long, value_name = "X", default_value_t = 1.0, value_parser = scale)]
    scale: f64,
    /// Seed of all random draws, instead of the scenario's; the same seed gives the same log
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// Let the clients of the opening book order too
    #[arg(long)]
    opening: bool,
    /// Share of the orders that are sent back within two weeks
    #[arg(long, value_name = "SHARE", default_value = "0", value_parser = share)]
    returns: f64,
    /// Rows that are wrong on purpose, spread over the log
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=1_000_000))]
    dirty: u32,
    /// Also write who was a client from when to when
    #[arg(long, value_name = "FILE")]
    subscriptions: Option<PathBuf>,
    /// Also write what was spent on new clients, by month and segment
    #[arg(long, value_name = "FILE")]
    spend: Option<PathBuf>,
    /// Replace files that are there already
    #[arg(long)]
    force: bool,
    /// Print one line
    #[arg(long, short)]
    quiet: bool,
}

fn month(text: &str) -> Result<Month, String> {
    let month = Month::parse(text).filter(|month| (1900..=2149).contains(&month.year()));
    month.ok_or_else(|| "a month from 1900 to 2149, as in 2024-01".to_owned())
}

fn scale(text: &str) -> Result<f64, String> {
    let scale = text.parse().ok().filter(|scale| (1e-6..=1e6).contains(scale));
    scale.ok_or_else(|| "a number from 0.000001 to 1000000, as in 0.1".to_owned())
}

/// `3%` or `0.03`.
pub(super) fn share(text: &str) -> Result<f64, String> {
    let (number, unit) = text.strip_suffix('%').map_or((text, 1.0), |number| (number, 100.0));
    let share = number
        .trim()
        .parse()
        .ok()
        .map(|number: f64| number / unit)
        .filter(|share| (0.0..=1.0).contains(share));
    share.ok_or_else(|| "a share from 0 to 100 %, as in 3% or 0.03".to_owned())
}

impl Sample {
    pub(super) fn run(&self, language: Language) -> anyhow::Result<ExitCode> {
        let sampled = app::sample(&SampleRequest {
            scenario: self.scenario.clone(),
            seed: self.seed,
            months: self.months.map(usize::from),
            start: self.start,
            scale: self.scale,
            opening: self.opening,
            returns: self.returns,
            dirty: self.dirty as usize,
            orders: self.out.clone(),
            subscriptions: self.subscriptions.clone(),
            spend: self.spend.clone(),
            force: self.force,
        })?;
        print::warnings(&sampled.warnings, &self.scenario.display().to_string(), language);
        let said = text::sampled(
            &text::SampledLog {
                files: sampled.files.iter().map(|file| file.display().to_string()).collect(),
                start: sampled.start,
                months: sampled.months,
                clients: sampled.clients,
                joined: sampled.joined,
                orders: sampled.orders,
                returns: sampled.returns,
                dirty: sampled.dirty,
                revenue: sampled.revenue,
                opening_left_out: sampled.opening_left_out,
            },
            language,
        );
        let first = said.lines().next().unwrap_or_default().to_owned() + "\n";
        print::result(if self.quiet { &first } else { &said })?;
        Ok(ExitCode::SUCCESS)
    }
}
