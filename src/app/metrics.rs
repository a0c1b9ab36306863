//! `metrics`: from an order log to the historical figures in their folder.

use super::folder::{self, Staging};
use super::log_files::{self, LogFile, read_beside};
use super::log_request::LogRequest;
use super::{drawing, work};
use crate::data::account::Account;
use crate::data::history::History;
use crate::data::metrics::{self, Beside, Metrics, Settings};
use crate::data::orders::Understood;
use crate::data::subscriptions::Subscription;
use crate::data::{amount, spend, subscriptions};
use crate::model::watch::{Stage, Watch};
use crate::report::charts::log_charts;
use crate::report::document::{self, Document, LogFigures, Stamp};
use crate::report::failure::{Failure, Senseless};
use crate::report::files::{self, MetricsReport};
use crate::report::html;
use crate::report::language::Language;
use crate::report::xlsx;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// What is asked of a log.
#[derive(Debug, Clone)]
pub struct MetricsRequest {
    /// The log.
    pub log: LogRequest,
    /// A table of subscriptions beside it.
    pub subscriptions: Option<PathBuf>,
    /// A table of what was spent on new clients.
    pub spend: Option<PathBuf>,
    /// What is wanted of the figures.
    pub settings: Settings,
}

/// The figures of a log and where they were put.
#[derive(Debug)]
pub struct Measured {
    /// The figures.
    pub metrics: Metrics,
    /// The same as a document.
    pub document: Document,
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
    language: Language,
    watch: &dyn Watch,
) -> Result<Measured, Failure> {
    request.log.check()?;
    let log = LogFile::at(&request.log.orders)?;
    let staging = Staging::beside(&out.unwrap_or_else(|| folder::place_of_metrics(&request.log.orders)))?;
    let pool = work::threads(request.log.threads)?;
    let (beside, accounts) = beside(request, watch)?;
    let (history, understood) = log_files::history(&log, &request.log.wanted(), &pool, watch)?;
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
    let charts = log_charts(&metrics, language);
    drawing::draw(&pool, &charts, &staging, watch)?;
    let stamp = Stamp { version: env!("CARGO_PKG_VERSION") };
    let of = LogFigures { metrics: &metrics, charts: &charts, stamp };
    let document = document::history(of, language);
    staging.write("report.xlsx", &xlsx::workbook(&document)?)?;
    staging.write("report.html", html::page(&document)?.as_bytes())?;
    if watch.stopped() {
        return Err(Failure::Stopped);
    }
    let folder = staging.publish()?;
    Ok(Measured { metrics, document, understood, account: history.account, beside: accounts, json, folder })
}

/// The tables beside a log, and what became of the rows of each.
fn beside(request: &MetricsRequest, watch: &dyn Watch) -> Result<(Beside, Vec<(String, Account)>), Failure> {
    let (mut beside, mut accounts) = (Beside::default(), Vec::new());
    if let Some(path) = &request.subscriptions {
        let (table, account) = read_beside(path, request.log.rejected_most, &|file| {
            subscriptions::read(file, request.log.given, watch).map(|read| (read.rows, read.account))
        })?;
        beside.subscriptions = table;
        accounts.push(account);
    }
    if let Some(path) = &request.spend {
        let is_of_one_currency = request.log.is_of_one_currency;
        let (table, account) = read_beside(path, request.log.rejected_most, &|file| {
            spend::read(file, request.log.given, is_of_one_currency, watch)
                .map(|read| (read.rows, read.account))
        })?;
        beside.spend = table;
        accounts.push(account);
    }
    Ok((beside, accounts))
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
