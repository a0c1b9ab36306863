//! `score`: from an order log to a row of forecasts for each of its clients.

use super::log_files::{self, LogFile};
use super::log_request::LogRequest;
use super::{new_file, work};
use crate::data::account::Account;
use crate::data::history::{Client, History};
use crate::data::orders::Understood;
use crate::fit::estimate::Estimate;
use crate::fit::law::Law;
use crate::fit::score::{Forecasts, Score, Scoring, deciles};
use crate::fit::unit::Unit;
use crate::fit::watching::Watching;
use crate::fit::{self, Models};
use crate::model::behaviour::buying::OrderLaw;
use crate::model::watch::{Stage, Stopped, Watch};
use crate::report::failure::{Failure, Senseless};
use crate::report::files::{
    ScoredClient, ScoresHead, ScoresParquet, scores_csv, scores_csv_head, scores_json,
};
use rayon::prelude::*;
use std::io::{self, Write};
use std::path::PathBuf;

/// Clients that are written at once by each thread.
const AT_ONCE: usize = 16_384;

/// Which clients to score, by what, and where to put it.
#[derive(Debug, Clone)]
pub struct ScoreRequest {
    /// The log.
    pub log: LogRequest,
    /// The one model that is asked for.
    pub law: Option<OrderLaw>,
    /// What times are counted in.
    pub unit: Unit,
    /// How far to look; without it a year.
    pub horizon: Option<f64>,
    /// The file: Parquet if it ends in `.parquet`, CSV otherwise. Without one JSON is given.
    pub out: Option<PathBuf>,
    /// Whether a file that is there is replaced.
    pub force: bool,
}

/// Clients that were scored.
#[derive(Debug)]
pub struct ScoredLog {
    /// The models that were fitted, and which was taken.
    pub models: Models,
    /// By what they were scored.
    pub scoring: Scoring,
    /// How many clients.
    pub clients: usize,
    /// How many of them are expected to be there still.
    pub there: f64,
    /// The orders of all that are expected.
    pub orders: f64,
    /// What they are expected to spend; none where the law of spending has no mean.
    pub value: Option<f64>,
    /// How the log was understood.
    pub understood: Understood,
    /// What became of its rows.
    pub account: Account,
    /// The clients as JSON, where no file was asked for.
    pub json: String,
}

/// Scores the clients of a log.
///
/// # Errors
/// A log that cannot be read or to which nothing can be fitted, a file that cannot be written, or the watcher's wish to stop.
pub fn score(request: &ScoreRequest, watch: &dyn Watch) -> Result<ScoredLog, Failure> {
    request.log.check()?;
    if let Some(out) = &request.out {
        new_file::place_for(out, request.force)?;
    }
    let log = LogFile::at(&request.log.orders)?;
    let pool = work::threads(request.log.threads)?;
    let (history, understood) = log_files::history(&log, &request.log.wanted(), &pool, watch)?;
    let watching = Watching::of(&history, request.unit);
    let models = pool.install(|| fit::fit_orders(&history, &watching, request.law, watch));
    let spend = pool.install(|| fit::fit_spend(&history));
    if watch.stopped() {
        return Err(Failure::Stopped);
    }
    let taken = models.chosen.map(|(place, _)| &models.all[place]);
    let fitted = taken.and_then(|model| match model.law {
        Law::Orders(law) => {
            let values = &model.parameters.as_ref()?.values;
            Some((law, <[f64; 4]>::try_from(values.as_slice()).ok()?))
        }
        Law::Lives(_) => None,
    });
    let Some((law, parameters)) = fitted else {
        return Err(Failure::Senseless {
            file: log.name(),
            why: Senseless::NothingToScoreBy(models.findings()),
        });
    };
    let scoring = Scoring {
        law,
        parameters,
        spend: spend.estimate.as_ref().map(|estimate: &Estimate<3>| estimate.parameters),
        unit: request.unit,
        until: history.until,
        horizon: request.horizon.unwrap_or(365.0 / request.unit.days()),
    };
    watch.begin(Stage::Scoring, 2 * history.client_count() as u64);
    let (totals, rows) = pool.install(|| written(request, &history, scoring, watch))?;
    let clients = history.client_count();
    let head = ScoresHead::new(&scoring, clients, &history.account, &history.digest);
    Ok(ScoredLog {
        json: if request.out.is_none() { head.above(&rows) } else { String::new() },
        models,
        scoring,
        clients,
        there: totals.there,
        orders: totals.orders,
        value: totals.value,
        understood,
        account: history.account,
    })
}

/// Sums over clients.
#[derive(Debug, Clone, Copy)]
struct Totals {
    there: f64,
    orders: f64,
    value: Option<f64>,
}

fn written(
    request: &ScoreRequest,
    history: &History,
    scoring: Scoring,
    watch: &dyn Watch,
) -> Result<(Totals, String), Failure> {
    let mut clients: Vec<Client<'_>> = history.clients().collect();
    clients.par_sort_unstable_by(|one, other| one.id.cmp(other.id));
    let forecasts = Forecasts::new(&scoring, &clients, watch).map_err(|Stopped| Failure::Stopped)?;
    let totals = Totals {
        there: forecasts.iter().map(|of| of.p_alive).sum(),
        orders: forecasts.iter().map(|of| of.expected_orders).sum(),
        value: forecasts.iter().map(|of| of.expected_value).sum(),
    };
    let deciles = deciles(&forecasts.iter().map(|of| of.worth()).collect::<Vec<_>>());
    let scored = |place: usize| ScoredClient {
        client: clients[place].id,
        score: Score::of(&clients[place], &scoring, forecasts.of(place)),
        decile: deciles[place],
    };
    let all = All { scored: &scored, count: clients.len(), watch };
    let json =
        match &request.out {
            None => all.json(),
            Some(out) => {
                let is_parquet = out.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("parquet"));
                new_file::write(out, request.force, |out| {
                    if is_parquet { all.parquet(out) } else { all.csv(out) }
                })?;
                String::new()
            }
        };
    if watch.stopped() { Err(Failure::Stopped) } else { Ok((totals, json)) }
}

/// All clients, scored as they are written.
struct All<'a> {
    scored: &'a (dyn Fn(usize) -> ScoredClient<'a> + Sync),
    count: usize,
    watch: &'a dyn Watch,
}

impl<'a> All<'a> {
    /// Hands out what is made of some clients at once, in their order; a few of these are made at a time.
    fn each<T: Send>(
        &self,
        make: impl Fn(&[ScoredClient<'a>]) -> T + Sync,
        mut take: impl FnMut(T) -> io::Result<()>,
    ) -> io::Result<()> {
        let starts: Vec<usize> = (0..self.count).step_by(AT_ONCE).collect();
        for starts in starts.chunks(2 * rayon::current_num_threads()) {
            if self.watch.stopped() {
                return Err(io::Error::from(io::ErrorKind::Interrupted));
            }
            let made: Vec<T> = starts
                .par_iter()
                .map(|start| {
                    let places = *start..self.count.min(start + AT_ONCE);
                    self.watch.advance(places.len() as u64);
                    make(&places.map(self.scored).collect::<Vec<_>>())
                })
                .collect();
            made.into_iter().try_for_each(&mut take)?;
        }
        Ok(())
    }

    fn csv(&self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(&scores_csv_head())?;
        self.each(scores_csv, |lines| out.write_all(&lines?))
    }

    fn parquet(&self, out: &mut (dyn Write + Send)) -> io::Result<()> {
        let mut table = ScoresParquet::begin(out)?;
        self.each(<[ScoredClient<'a>]>::to_vec, |rows| table.rows(&rows))?;
        table.end()
    }

    fn json(&self) -> String {
        let mut rows = String::new();
        // Memory has no errors, and whoever stopped is asked again by the caller.
        let _ = self.each(scores_json, |part| {
            rows.push_str(&part);
            Ok(())
        });
        rows
    }
}
