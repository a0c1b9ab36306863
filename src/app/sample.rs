//! `sample`: an order log as the scenario's clients would make it.

use super::input::Request;
use super::{memory, new_file};
use crate::engine::order_log::{self, OrderLog, Sample};
use crate::model::month::Month;
use crate::model::problem::Problem;
use crate::model::scenario::{Scenario, Segment};
use crate::report::failure::Failure;
use crate::report::files::order_log::{Setting, orders_csv, spend_csv, subscriptions_csv};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What to sample of a scenario file, and where to put it.
#[derive(Debug, Clone)]
pub struct SampleRequest {
    /// The scenario file.
    pub scenario: PathBuf,
    /// The seed, instead of the scenario's.
    pub seed: Option<u64>,
    /// Months, instead of the scenario's.
    pub months: Option<usize>,
    /// The month that the log starts in.
    pub start: Option<Month>,
    /// Multiple of the scenario's acquisition.
    pub scale: f64,
    /// Whether the opening book's clients are in it.
    pub opening: bool,
    /// The share of orders that are sent back.
    pub returns: f64,
    /// Rows that are wrong on purpose.
    pub dirty: usize,
    /// The orders' file; packed by gzip if it ends in `.gz`.
    pub orders: PathBuf,
    /// The file that tells who was a client from when to when.
    pub subscriptions: Option<PathBuf>,
    /// The file that tells what was spent on new clients.
    pub spend: Option<PathBuf>,
    /// Whether files that are there are replaced.
    pub force: bool,
}

/// A sampled log that was written.
#[derive(Debug)]
pub struct Sampled {
    /// What the scenario's author may not have meant.
    pub warnings: Vec<Problem>,
    /// The files.
    pub files: Vec<PathBuf>,
    /// The month that the log starts in.
    pub start: Month,
    /// Months.
    pub months: usize,
    /// Clients with an order.
    pub clients: usize,
    /// Clients who joined, or came back.
    pub joined: usize,
    /// Clients of the opening book that were left out.
    pub opening_left_out: bool,
    /// Orders.
    pub orders: usize,
    /// Returns.
    pub returns: usize,
    /// Rows that are wrong on purpose.
    pub dirty: usize,
    /// What orders come to, less returns.
    pub revenue: f64,
}

/// Samples an order log.
///
/// # Errors
/// Problems of the scenario, or a file that is there or cannot be written.
pub fn sample(request: &SampleRequest) -> Result<Sampled, Failure> {
    let checked = Request { scenario: request.scenario.clone(), ..Request::default() }.load()?;
    let scenario = checked.scenario;
    let places = [Some(&request.orders), request.subscriptions.as_ref(), request.spend.as_ref()];
    for (count, place) in places.into_iter().flatten().enumerate() {
        let before = places.into_iter().flatten().take(count).chain([&request.scenario]);
        if before.into_iter().any(|other| is_same(other, place)) {
            return Err(Failure::SamePlace { path: place.clone() });
        }
        if NOT_CSV.iter().any(|ending| place.extension().is_some_and(|of| of.eq_ignore_ascii_case(ending))) {
            return Err(Failure::NoCsv { path: place.clone() });
        }
        new_file::place_for(place, request.force)?;
    }
    let months = request.months.unwrap_or(scenario.months);
    if months > scenario.months {
        return Err(Failure::BeyondScenario { asked: months, months: scenario.months });
    }
    let start = request.start.unwrap_or_else(|| past_start(&scenario, months));
    let seed = request.seed.unwrap_or(scenario.simulation.seed);
    let sample = Sample {
        seed,
        scale: request.scale,
        months,
        start,
        opening: request.opening,
        returns: request.returns,
        most: rows_most(),
    };
    let log = order_log::order_log(&scenario, &sample)
        .map_err(|order_log::Full| Failure::LogTooLong { most: sample.most })?;
    let setting =
        Setting { start, segments: scenario.segments.iter().map(|segment| segment.name.as_str()).collect() };
    write(&request.orders, request.force, |out| orders_csv(&log, &setting, request.dirty, out))?;
    if let Some(place) = &request.subscriptions {
        write(place, request.force, |out| subscriptions_csv(&log, &setting, out))?;
    }
    if let Some(place) = &request.spend {
        write(place, request.force, |out| spend_csv(&log, &setting, out))?;
    }
    let opening_left_out = !request.opening && scenario.segments.iter().any(Segment::has_opening);
    let files = places.into_iter().flatten().cloned().collect();
    Ok(told(&log, request, checked.warnings, files, (start, months), opening_left_out))
}

/// Bytes that an order takes until it is written, sorting included.
const BYTES_AN_ORDER: u64 = 160;
/// Orders of which a log is held where the machine does not say what it has.
const ORDERS_MOST: usize = 100_000_000;

/// Orders that the machine's memory holds.
fn rows_most() -> usize {
    let fit = memory::available_bytes().map(|bytes| (bytes / BYTES_AN_ORDER) as usize);
    fit.unwrap_or(ORDERS_MOST)
}

/// Endings of names that promise another format than CSV.
const NOT_CSV: [&str; 8] = ["xlsx", "xls", "ods", "parquet", "zst", "zip", "json", "toml"];

/// Whether two names are of one file.
fn is_same(one: &Path, other: &Path) -> bool {
    let place = |path: &Path| {
        path.canonicalize().unwrap_or_else(|_| {
            let folder = new_file::folder_of(path);
            folder.canonicalize().unwrap_or(folder).join(path.file_name().unwrap_or_default())
        })
    };
    place(one) == place(other)
}

fn told(
    log: &OrderLog,
    request: &SampleRequest,
    warnings: Vec<Problem>,
    files: Vec<PathBuf>,
    (start, months): (Month, usize),
    opening_left_out: bool,
) -> Sampled {
    let returns = log.orders.iter().filter(|order| order.cents < 0).count();
    Sampled {
        warnings,
        files,
        start,
        months,
        clients: log.orders.iter().map(|order| order.client).collect::<BTreeSet<_>>().len(),
        joined: log.lives.len(),
        opening_left_out,
        orders: log.orders.len() - returns,
        returns,
        dirty: if log.orders.is_empty() { 0 } else { request.dirty },
        revenue: log.orders.iter().map(|order| order.cents).sum::<i64>() as f64 / 100.0,
    }
}

/// The month that a log starts in, so that it lies in the past as histories do: it ends a year or more before the
/// scenario's start, and begins in the same month of a year, whatever its length.
fn past_start(scenario: &Scenario, months: usize) -> Month {
    scenario.start.minus(months.div_ceil(12) * 12 + 12)
}

/// Writes a table; packed if its name says so.
fn write(
    place: &Path,
    replace: bool,
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    new_file::write(place, replace, |out| {
        if !place.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("gz")) {
            return content(out);
        }
        let mut packed = GzEncoder::new(out, Compression::default());
        content(&mut packed)?;
        packed.finish().map(drop)
    })
}
