//! `ltvcast metrics`.

use super::log_options::LogOptions;
use super::sample::share;
use super::{interrupt, print, progress};
use crate::app::{self, MetricsRequest};
use crate::data::metrics::Settings;
use crate::report::language::Language;
use crate::report::text;
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  ltvcast metrics orders.csv
  ltvcast metrics export.xlsx --customer 'Client code' --date Paid --amount Sum
  ltvcast metrics orders.csv.gz --spend spend.csv --margin 45%
  ltvcast metrics orders.parquet --left-after 90 --json | jq .total.churn
  ltvcast metrics orders.csv --subscriptions clients.csv

The log is a table with a line for each order (or line of an order): CSV with commas,
semicolons or tabs, in UTF-8, UTF-16 or Windows-1251, XLSX or Parquet; CSV may be packed
by gzip or zstd. Parquet's moments with a time zone are taken in UTC, rows that a filter
hides are read. Columns are found by their usual names in English and Russian, a title
may stand above them. Amounts are of one currency. Orders of one client on one day count
as one. An amount of zero is an order, a negative one a
return: no order, and taken off the client's revenue on its day. Rows that repeat another
one stay, unless --drop-repeats. What is rejected is counted by reason and shown.

Subscriptions are a table of client, start and end (empty for who is still there); spend
is one of month, channel, spend and, if known, new clients; channels are the segments.

The result is a folder, output/metrics-<name of the log>/ unless --out names another:
report.html and report.xlsx to hand on, metrics.json, months.csv, cohorts.csv,
segments.csv and charts/ (SVG and PNG). An older result there is replaced once the new
one is complete.";

/// Tell what an order log says: churn, retention, LTV by cohort and segment, CAC, ROMI
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Metrics {
    #[command(flatten)]
    log: LogOptions,
    /// A client who is silent for more than so many days has left (default: estimated from who is seen again)
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(1..=3650))]
    left_after: Option<u32>,
    /// Share of revenue left after the cost of goods, where the log has no column of costs
    #[arg(long, value_name = "SHARE", value_parser = share)]
    margin: Option<f64>,
    /// A table of subscriptions: client, start, end
    #[arg(long, value_name = "FILE")]
    subscriptions: Option<PathBuf>,
    /// A table of spending: month, channel, spend, new clients
    #[arg(long, value_name = "FILE")]
    spend: Option<PathBuf>,
    /// The folder to put the result into (default: output/metrics-<name of the log>)
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[command(flatten)]
    print: super::options::Print,
}

impl Metrics {
    fn request(&self) -> MetricsRequest {
        MetricsRequest {
            log: self.log.request(),
            subscriptions: self.subscriptions.clone(),
            spend: self.spend.clone(),
            settings: Settings {
                left_after_days: self.left_after,
                margin: self.margin,
                currency: self.log.currency.clone(),
            },
        }
    }

    pub(super) fn run(&self, language: Language) -> anyhow::Result<ExitCode> {
        interrupt::listen(language);
        let bar = progress::Bar::new(self.print.shows_progress(), language);
        let done = app::metrics(&self.request(), self.out.clone(), language, &bar);
        bar.clear();
        let done = done?;
        for (file, account) in &done.beside {
            print::notes(&text::rejected_beside(file, account, language));
        }
        let said = if self.print.json {
            print::notes(&text::rejected_beside(
                &self.log.orders.display().to_string(),
                &done.account,
                language,
            ));
            done.json
        } else if self.print.quiet {
            print::notes(&text::rejected_beside(
                &self.log.orders.display().to_string(),
                &done.account,
                language,
            ));
            done.document.verdict.clone() + "\n"
        } else {
            print::notes(&text::understood(&done.understood, language));
            let report = text::document(&done.document, print::look());
            report + &text::written_metrics(&done.folder.display().to_string(), language) + "\n"
        };
        print::result(&said)?;
        Ok(ExitCode::SUCCESS)
    }
}
