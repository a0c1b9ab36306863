//! `fit`: from an order log, or a table of subscriptions, to the parameters of models.

use super::clock;
use super::fitted_scenario::{self, ScenarioRequest, WrittenScenario};
use super::log_files::{self, LogFile, read_beside};
use super::log_request::LogRequest;
use super::work;
use crate::data::account::Account;
use crate::data::day::Day;
use crate::data::history::History;
use crate::data::orders::Understood;
use crate::data::spend;
use crate::data::subscriptions::{self, Subscription};
use crate::fit::held_out::LivesCut;
use crate::fit::law::Law;
use crate::fit::lives::Lives;
use crate::fit::unit::Unit;
use crate::fit::watching::Watching;
use crate::fit::{self, Fit, Models, Seen};
use crate::model::behaviour::buying::OrderLaw;
use crate::model::watch::Watch;
use crate::report::failure::Failure;
use crate::report::files::{self, FitReport};
use std::path::PathBuf;

/// What is to be fitted to which log.
#[derive(Debug, Clone)]
pub struct FitRequest {
    /// The log.
    pub log: LogRequest,
    /// A table of the subscriptions of its clients.
    pub subscriptions: Option<PathBuf>,
    /// The one model that is asked for.
    pub law: Option<Law>,
    /// A table of what was spent on new clients.
    pub spend: Option<PathBuf>,
    /// The scenario to write, if one is.
    pub scenario: Option<ScenarioRequest>,
    /// What times are counted in; without one weeks for orders, months for subscriptions.
    pub unit: Option<Unit>,
}

/// What was fitted.
#[derive(Debug)]
pub struct Fitted {
    /// The models.
    pub fit: Fit,
    /// How the log was understood.
    pub understood: Understood,
    /// What became of its rows.
    pub account: Account,
    /// What became of the rows of the tables beside it, with their files.
    pub beside: Vec<(String, Account)>,
    /// The scenario that was written.
    pub scenario: Option<WrittenScenario>,
    /// All of it as JSON.
    pub json: String,
}

/// Fits models to a log: of lives where subscriptions are given or such a model is asked for, of orders otherwise.
///
/// # Errors
/// A log or table that cannot be read, or the watcher's wish to stop.
pub fn fit(request: &FitRequest, watch: &dyn Watch) -> Result<Fitted, Failure> {
    request.log.check()?;
    if let Some(scenario) = &request.scenario {
        fitted_scenario::places_for(scenario)?;
    }
    let log = LogFile::at(&request.log.orders)?;
    let pool = work::threads(request.log.threads)?;
    let table = request.subscriptions.as_ref().map(|path| {
        read_beside(path, request.log.rejected_most, &|file| {
            subscriptions::read(file, request.log.given, watch).map(|read| (read.rows, read.account))
        })
    });
    let (table, of_table) = table.transpose()?.unzip();
    let spending = request.spend.as_ref().map(|path| {
        read_beside(path, request.log.rejected_most, &|file| {
            spend::read(file, request.log.given, request.log.is_of_one_currency, watch)
                .map(|read| (read.rows, read.account))
        })
    });
    let (spending, of_spending) = spending.transpose()?.unzip();
    let (history, understood) = log_files::history(&log, &request.log.wanted(), &pool, watch)?;
    let (seen, models) = match (request.law, table) {
        (None, None) => pool.install(|| orders(&history, None, request.unit, watch)),
        (Some(Law::Orders(law)), _) => pool.install(|| orders(&history, Some(law), request.unit, watch)),
        (law, table) => {
            let law = match law {
                Some(Law::Lives(law)) => Some(law),
                _ => None,
            };
            let unit = request.unit.unwrap_or(Unit::Month);
            let (lives, cut) = match table {
                Some(rows) => {
                    let until = known_until(request, &history, &rows);
                    let cut = LivesCut::of_subscriptions(&rows, until, unit);
                    (Lives::of_subscriptions(&rows, until, unit), cut)
                }
                None => (Lives::of_payments(&history, unit), LivesCut::of_payments(&history, unit)),
            };
            let lives = lives.map_err(|why| Failure::NoLives { file: log.name(), why })?;
            let models = fit::fit_lives(&lives, cut.as_ref(), law, watch);
            (Seen::Lives(lives, unit), models)
        }
    };
    let spend = pool.install(|| fit::fit_spend(&history));
    if watch.stopped() {
        return Err(Failure::Stopped);
    }
    let fit = Fit { from: history.first, until: history.until, seen, models, spend };
    let json = files::json(&FitReport::new(&fit, &history.account, &history.digest));
    let scenario = request.scenario.as_ref().map(|scenario| {
        let spending = spending.as_deref().unwrap_or_default();
        pool.install(|| fitted_scenario::write(scenario, (&log.name(), &history), &fit, spending, watch))
    });
    let beside = of_table.into_iter().chain(of_spending).collect();
    Ok(Fitted { fit, understood, account: history.account, beside, scenario: scenario.transpose()?, json })
}

/// The last day of which a table of subscriptions speaks: that of its last start or end, or of the log's last row if that is
/// later, unless the user names another.
fn known_until(request: &FitRequest, history: &History, rows: &[Subscription]) -> Day {
    let today = clock::today();
    let days = rows.iter().flat_map(|row| [Some(row.start), row.end]).flatten().filter(|day| *day <= today);
    request.log.until.unwrap_or_else(|| days.fold(history.until, Ord::max))
}

fn orders(history: &History, law: Option<OrderLaw>, unit: Option<Unit>, watch: &dyn Watch) -> (Seen, Models) {
    let watching = Watching::of(history, unit.unwrap_or_default());
    let models = fit::fit_orders(history, &watching, law, watch);
    (Seen::Orders(watching), models)
}
