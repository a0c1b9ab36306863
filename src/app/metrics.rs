//! `metrics`: from an order log to the historical figures in their folder.

use super::clock;
use super::folder::{self, Staging};
use super::log_files::{self, LogFile};
use super::{drawing, work};
use crate::data::account::Account;
use crate::data::columns::Named;
use crate::data::convention::Convention;
use crate::data::day::Day;
use crate::data::fault::Fault;
use crate::data::grouping::Repeats;
use crate::data::history::History;
use crate::data::metrics::{self, Beside, Metrics, Settings};
use crate::data::orders::{Understood, Wanted};
use crate::data::subscriptions::Subscription;
use crate::data::table::Layout;
use crate::data::{amount, spend, subscriptions};
use crate::model::watch::{Stage, Watch};
use crate::report::charts::log_charts;
use crate::report::failure::{Failure, Senseless};
use crate::report::files::{self, MetricsReport};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What is asked of a log.
#[derive(Debug, Clone)]
pub struct MetricsRequest {
    /// The log.
    pub orders: PathBuf,
    /// A table of subscriptions beside it.
    pub subscriptions: Option<PathBuf>,
    /// A table of what was spent on new clients.
    pub spend: Option<PathBuf>,
    /// How it is written.
    pub layout: Layout,
    /// Columns that the user named.
    pub named: Vec<Named>,
    /// How dates and amounts are written, as far as the user says.
    pub given: Convention,
    /// The first day that is looked at.
    pub from: Option<Day>,
    /// The last one.
    pub until: Option<Day>,
    /// Whether rows that repeat another one are rejected.
    pub drop_repeats: bool,
    /// The share of rows that may be rejected.
    pub rejected_most: f64,
    /// What is wanted of the figures.
    pub settings: Settings,
    /// Threads at work, instead of one for each core.
    pub threads: Option<usize>,
}

/// The figures of a log and where they were put.
#[derive(Debug)]
pub struct Measured {
    /// The figures.
    pub metrics: Metrics,
    /// How the log was understood.
    pub understood: Understood,
    /// What became of the log's rows.
    pub account: Account,
    /// What became of the rows of the tables beside it: each with its file.
    pub beside: Vec<(String, Account)>,
    /// The bytes of `metrics.json`.
    pub json: String,
    /// The result's folder.
    pub folder: PathBuf,
}

/// Works out the historical figures of a log, into `out` or, without one, `output/metrics-<name of the log>/`.
///
/// # Errors
/// A log that cannot be read or says nothing, a place that cannot be written, or the watcher's wish to stop; then nothing
/// is left there.
pub fn metrics(
    request: &MetricsRequest,
    out: Option<PathBuf>,
    watch: &dyn Watch,
) -> Result<Measured, Failure> {
    if let Some((from, until)) = request.from.zip(request.until).filter(|(from, until)| from > until) {
        return Err(Failure::NoDays { from, until });
    }
    let log = LogFile::at(&request.orders)?;
    let staging = Staging::beside(&out.unwrap_or_else(|| folder::place_of_metrics(&request.orders)))?;
    let pool = work::threads(request.threads)?;
    let (beside, accounts) = beside(request, watch)?;
    let (history, understood) = log_files::history(&log, &request.wanted(), &pool, watch)?;
    if let Some(why) = senseless(&history) {
        return Err(Failure::Senseless { file: log.name(), why });
    }
    if let Some((path, why)) = request.subscriptions.as_ref().zip(astray(&history, &beside.subscriptions)) {
        return Err(Failure::Senseless { file: path.display().to_string(), why });
    }
    watch.begin(Stage::Counting, 1);
    let metrics = pool.install(|| metrics::metrics(&history, &beside, &request.settings));
    if watch.stopped() {
        return Err(Failure::Stopped);
    }

    let json = files::json(&MetricsReport::new(&metrics));
    staging.write(folder::METRICS, json.as_bytes())?;
    staging.write("months.csv", &files::months_csv(&metrics))?;
    staging.write("cohorts.csv", &files::cohorts_csv(&metrics))?;
    staging.write("segments.csv", &files::segments_csv(&metrics))?;
    drawing::draw(&pool, &log_charts(&metrics), &staging, watch)?;
    if watch.stopped() {
        return Err(Failure::Stopped);
    }
    let folder = staging.publish()?;
    Ok(Measured { metrics, understood, account: history.account, beside: accounts, json, folder })
}

impl MetricsRequest {
    fn wanted(&self) -> Wanted {
        Wanted {
            layout: self.layout.clone(),
            named: self.named.clone(),
            given: self.given,
            is_of_one_currency: self.settings.currency.is_some(),
            from: self.from,
            latest: self.until.unwrap_or_else(clock::today),
            until: self.until,
            repeats: if self.drop_repeats { Repeats::Drop } else { Repeats::Keep },
            rejected_most: self.rejected_most,
        }
    }
}

/// The tables beside a log, and what became of the rows of each.
fn beside(request: &MetricsRequest, watch: &dyn Watch) -> Result<(Beside, Vec<(String, Account)>), Failure> {
    let (mut beside, mut accounts) = (Beside::default(), Vec::new());
    if let Some(path) = &request.subscriptions {
        let (table, account) = read_beside(path, request.rejected_most, &|file| {
            subscriptions::read(file, request.given, watch).map(|read| (read.rows, read.account))
        })?;
        beside.subscriptions = table;
        accounts.push(account);
    }
    if let Some(path) = &request.spend {
        let is_of_one_currency = request.settings.currency.is_some();
        let (table, account) = read_beside(path, request.rejected_most, &|file| {
            spend::read(file, request.given, is_of_one_currency, watch).map(|read| (read.rows, read.account))
        })?;
        beside.spend = table;
        accounts.push(account);
    }
    Ok((beside, accounts))
}

/// The rows of a table, and what became of all that it has.
type Accounted<T> = (Vec<T>, Account);

/// Reads a small table; more rejected rows than may be are a fault of it, as of the log.
fn read_beside<T>(
    path: &Path,
    rejected_most: f64,
    read: &dyn Fn(&LogFile) -> Result<Accounted<T>, Fault>,
) -> Result<(Vec<T>, (String, Account)), Failure> {
    let file = LogFile::at(path)?;
    let (rows, account) = read(&file).map_err(|fault| file.failed(fault))?;
    let is_too_many = account.rejected_rows() as f64 > rejected_most * account.rows as f64;
    if rows.is_empty() || is_too_many {
        return Err(file.failed(Fault::TooManyRejected { account, most: rejected_most }));
    }
    Ok((rows, (file.name(), account)))
}

/// Why subscriptions say nothing of a log's clients, if they do not: without a word the figures would be estimated as if
/// there were none.
fn astray(history: &History, subscriptions: &[Subscription]) -> Option<Senseless> {
    let first = subscriptions.iter().map(|one| one.start).min()?;
    if first > history.until {
        return Some(Senseless::SubscriptionsLater { first, until: history.until });
    }
    let subscribers: BTreeSet<&str> = subscriptions.iter().map(|one| one.client.as_str()).collect();
    if history.clients().any(|client| subscribers.contains(client.id)) {
        return None;
    }
    let client = history.clients().map(|client| client.id).min()?.to_owned();
    let subscriber = (*subscribers.first()?).to_owned();
    Some(Senseless::SubscriptionsOfOthers { subscriber, client })
}

/// Why nothing can be said of a log, if nothing can.
fn senseless(history: &History) -> Option<Senseless> {
    let orders = || history.clients().flat_map(|client| client.days.iter().zip(client.orders));
    let last_order = orders().filter(|(_, is_order)| **is_order).map(|(day, _)| *day).max();
    let revenue: i128 = history.clients().map(|client| client.revenue_units()).sum();
    let costs: i128 = history.clients().flat_map(|client| client.costs).map(|cost| i128::from(*cost)).sum();
    if history.client_count() == 1 {
        Some(Senseless::OneClient)
    } else if last_order == Some(history.first.number()) {
        Some(Senseless::OneDay(history.first))
    } else if revenue <= 0 {
        Some(Senseless::NoRevenue(amount::number(revenue)))
    } else if costs < 0 {
        Some(Senseless::NegativeCosts(amount::number(costs)))
    } else {
        None
    }
}
