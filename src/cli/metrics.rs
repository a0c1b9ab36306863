//! `ltvcast metrics`.

use super::sample::share;
use super::{interrupt, print, progress};
use crate::app::{self, MetricsRequest};
use crate::data::amount::Mark;
use crate::data::columns::Named;
use crate::data::convention::Convention;
use crate::data::date::{self, Order, Written};
use crate::data::day::Day;
use crate::data::fault::Role;
use crate::data::metrics::Settings;
use crate::data::table::{Encoding, Layout};
use crate::report::text;
use clap::{Args, ValueEnum};
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
metrics.json, months.csv, cohorts.csv, segments.csv and charts/ (SVG and PNG). An older
result there is replaced once the new one is complete.";

/// Tell what an order log says: churn, retention, LTV by cohort and segment, CAC, ROMI
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Metrics {
    /// The order log (CSV, XLSX, Parquet; CSV also as .gz or .zst)
    orders: PathBuf,
    /// The column of clients
    #[arg(long, value_name = "COLUMN", visible_alias = "client")]
    customer: Option<String>,
    /// The column of dates
    #[arg(long, value_name = "COLUMN")]
    date: Option<String>,
    /// The column of amounts
    #[arg(long, value_name = "COLUMN")]
    amount: Option<String>,
    /// The column of segments or channels
    #[arg(long, value_name = "COLUMN")]
    segment: Option<String>,
    /// The column of order numbers
    #[arg(long, value_name = "COLUMN")]
    order: Option<String>,
    /// The column of what the goods cost
    #[arg(long, value_name = "COLUMN")]
    cost: Option<String>,
    /// What comes first in dates such as 1/2/2024, 1.2.2024 or 1-2-24 (default: found out; the day before dots)
    #[arg(long, value_enum, value_name = "ORDER")]
    dates: Option<Dates>,
    /// What stands before decimals (default: found out)
    #[arg(long, value_enum, value_name = "MARK")]
    decimal: Option<Decimal>,
    /// What parts the columns: a character, or tab (default: found out)
    #[arg(long, value_name = "CHAR", value_parser = delimiter)]
    delimiter: Option<u8>,
    /// How the text is encoded (default: found out)
    #[arg(long, value_enum, value_name = "ENCODING")]
    encoding: Option<TextEncoding>,
    /// The sheet of a workbook (default: the first one that is shown and has the columns)
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// The first day to look at, as in 2024-01-31; rows before it are rejected, and who ordered before counts as new
    #[arg(long, value_name = "DAY", value_parser = day)]
    from: Option<Day>,
    /// The last day to look at; rows after it are rejected (default: today, and the log ends with its last row)
    #[arg(long, value_name = "DAY", value_parser = day)]
    until: Option<Day>,
    /// Reject rows that are like another one in every column that is read
    #[arg(long)]
    drop_repeats: bool,
    /// Share of rows that may be rejected
    #[arg(long, value_name = "SHARE", default_value = "50%", value_parser = share)]
    max_rejected: f64,
    /// A client who is silent for more than so many days has left (default: estimated from who is seen again)
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(1..=3650))]
    left_after: Option<u32>,
    /// Share of revenue left after the cost of goods, where the log has no column of costs
    #[arg(long, value_name = "SHARE", value_parser = share)]
    margin: Option<f64>,
    /// The currency of all amounts, for words and charts; a column of currencies is not looked at then
    #[arg(long, value_name = "CODE")]
    currency: Option<String>,
    /// A table of subscriptions: client, start, end
    #[arg(long, value_name = "FILE")]
    subscriptions: Option<PathBuf>,
    /// A table of spending: month, channel, spend, new clients
    #[arg(long, value_name = "FILE")]
    spend: Option<PathBuf>,
    /// Threads at work (default: one for each core); results do not depend on it
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// The folder to put the result into (default: output/metrics-<name of the log>)
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[command(flatten)]
    print: super::options::Print,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Dates {
    DayFirst,
    MonthFirst,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Decimal {
    Point,
    Comma,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum TextEncoding {
    #[value(name = "utf-8", alias = "utf8")]
    Utf8,
    #[value(name = "utf-16", alias = "utf16")]
    Utf16,
    #[value(name = "windows-1251", alias = "cp1251")]
    Windows1251,
}

fn delimiter(text: &str) -> Result<u8, String> {
    match (text, text.as_bytes()) {
        ("tab" | "\\t", _) => Ok(b'\t'),
        (_, [byte]) if byte.is_ascii() && !matches!(byte, b'"' | b'\n' | b'\r') => Ok(*byte),
        _ => Err("one character such as ; or |, or tab".to_owned()),
    }
}

fn day(text: &str) -> Result<Day, String> {
    match date::read(text, None) {
        Some(Written::Plain(day, _)) => Ok(day),
        _ => Err("a day, as in 2024-01-31".to_owned()),
    }
}

impl Metrics {
    fn request(&self) -> MetricsRequest {
        let named = [
            (Role::Client, &self.customer),
            (Role::Date, &self.date),
            (Role::Amount, &self.amount),
            (Role::Segment, &self.segment),
            (Role::Order, &self.order),
            (Role::Cost, &self.cost),
        ];
        let named = named
            .into_iter()
            .filter_map(|(role, heading)| heading.clone().map(|heading| Named { role, heading }));
        MetricsRequest {
            orders: self.orders.clone(),
            subscriptions: self.subscriptions.clone(),
            spend: self.spend.clone(),
            layout: Layout {
                delimiter: self.delimiter,
                encoding: self.encoding.map(|encoding| match encoding {
                    TextEncoding::Utf8 => Encoding::Utf8,
                    TextEncoding::Utf16 => Encoding::Utf16,
                    TextEncoding::Windows1251 => Encoding::Windows1251,
                }),
                sheet: self.sheet.clone(),
            },
            named: named.collect(),
            given: Convention {
                order: self.dates.map(|dates| match dates {
                    Dates::DayFirst => Order::DayFirst,
                    Dates::MonthFirst => Order::MonthFirst,
                }),
                order_is_said: self.dates.is_some(),
                mark: self.decimal.map(|decimal| match decimal {
                    Decimal::Point => Mark::Point,
                    Decimal::Comma => Mark::Comma,
                }),
            },
            from: self.from,
            until: self.until,
            drop_repeats: self.drop_repeats,
            rejected_most: self.max_rejected,
            settings: Settings {
                left_after_days: self.left_after,
                margin: self.margin,
                currency: self.currency.clone(),
            },
            threads: self.threads.map(usize::from),
        }
    }

    pub(super) fn run(&self) -> anyhow::Result<ExitCode> {
        interrupt::listen();
        let bar = progress::Bar::new(self.print.shows_progress());
        let done = app::metrics(&self.request(), self.out.clone(), &bar);
        bar.clear();
        let done = done?;
        for (file, account) in &done.beside {
            print::notes(&text::rejected_beside(file, account));
        }
        let said = if self.print.json {
            print::notes(&text::rejected_beside(&self.orders.display().to_string(), &done.account));
            done.json
        } else if self.print.quiet {
            print::notes(&text::rejected_beside(&self.orders.display().to_string(), &done.account));
            text::metrics_verdict(&done.metrics) + "\n"
        } else {
            print::notes(&text::understood(&done.understood));
            let report = text::metrics(&done.metrics, print::look());
            report + &text::written_metrics(&done.folder.display().to_string()) + "\n"
        };
        print::result(&said)?;
        Ok(ExitCode::SUCCESS)
    }
}
