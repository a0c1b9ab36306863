//! Options of an order log: where it is and how it is written.

use super::sample::share;
use crate::app::LogRequest;
use crate::data::amount::Mark;
use crate::data::columns::Named;
use crate::data::convention::Convention;
use crate::data::date::{self, Order, Written};
use crate::data::day::Day;
use crate::data::fault::Role;
use crate::data::table::{Encoding, Layout};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// An order log, as the command line names it.
#[derive(Debug, Args)]
pub(super) struct LogOptions {
    /// The order log (CSV, XLSX, Parquet; CSV also as .gz or .zst)
    pub(super) orders: PathBuf,
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
    /// Share of rows, of the days that are asked for, that may be rejected
    #[arg(long, value_name = "SHARE", default_value = "50%", value_parser = share)]
    max_rejected: f64,
    /// The currency of all amounts, for words and charts; a column of currencies is not looked at then
    #[arg(long, value_name = "CODE")]
    pub(super) currency: Option<String>,
    /// Threads at work (default: one for each core); results do not depend on it
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
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

impl LogOptions {
    pub(super) fn request(&self) -> LogRequest {
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
        LogRequest {
            orders: self.orders.clone(),
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
            is_of_one_currency: self.currency.is_some(),
            from: self.from,
            until: self.until,
            drop_repeats: self.drop_repeats,
            rejected_most: self.max_rejected,
            threads: self.threads.map(usize::from),
        }
    }
}
