//! `fit`: from an order log to the parameters of models.

use super::log_files::{self, LogFile};
use super::log_request::LogRequest;
use super::work;
use crate::data::account::Account;
use crate::data::orders::Understood;
use crate::fit::unit::Unit;
use crate::fit::{self, Fit, Wish};
use crate::model::watch::Watch;
use crate::report::failure::Failure;
use crate::report::files::{self, FitReport};

/// What is to be fitted to which log.
#[derive(Debug, Clone)]
pub struct FitRequest {
    /// The log.
    pub log: LogRequest,
    /// Which models.
    pub wish: Wish,
    /// What times are counted in.
    pub unit: Unit,
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
    /// All of it as JSON.
    pub json: String,
}

/// Fits models to a log.
///
/// # Errors
/// A log that cannot be read, or the watcher's wish to stop.
pub fn fit(request: &FitRequest, watch: &dyn Watch) -> Result<Fitted, Failure> {
    request.log.check()?;
    let log = LogFile::at(&request.log.orders)?;
    let pool = work::threads(request.log.threads)?;
    let (history, understood) = log_files::history(&log, &request.log.wanted(), &pool, watch)?;
    let fit = pool.install(|| fit::fit(&history, request.wish, request.unit, watch));
    if watch.stopped() {
        return Err(Failure::Stopped);
    }
    let json = files::json(&FitReport::new(&fit, &history.account, &history.digest));
    Ok(Fitted { fit, understood, account: history.account, json })
}
