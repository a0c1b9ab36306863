//! Running until a forecast is precise: what the user wrote of it, and the time it may take.

use super::input::Beside;
use crate::forecast::until::Ending;
use crate::model::problem::Problem;
use crate::model::quantity::{Domain, Quantity};
use crate::model::scenario::{TRIALS_MOST, value};
use crate::model::watch::{Look, Stage, Watch};
use crate::report::failure::{COMMAND_LINE, Failure};
use std::time::{Duration, Instant};

/// A precision as the user wrote it.
#[derive(Debug, Clone)]
pub struct PrecisionRequest {
    /// The half-widths to come to: `0.5%`.
    pub precision: String,
    /// The most trials; as many as memory has room for, four million at most, where none is named.
    pub trials_most: Option<usize>,
    /// The most seconds.
    pub seconds_most: Option<u32>,
}

/// The precision that was asked for, and how the run came by it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Asked {
    /// The half-widths to come to, a share.
    pub precision: f64,
    /// The most seconds.
    pub seconds_most: Option<u32>,
    /// Why the run ended.
    pub ending: Ending,
}

impl PrecisionRequest {
    /// The half-widths to come to, a share.
    ///
    /// # Errors
    /// All problems of the values.
    pub(super) fn share(&self) -> Result<f64, Failure> {
        let mut problems = Vec::new();
        let range = 1..=TRIALS_MOST as usize;
        if let Some(trials) = self.trials_most.filter(|trials| !range.contains(trials)) {
            problems.push(Problem::of_count("--max-trials", trials, range));
        }
        let share = match value("--precision", &self.precision, &Domain::PRECISION, &Beside::user()) {
            Ok((quantity, _)) => {
                let share = if let Quantity::Fixed(share) = quantity.law { Some(share) } else { None };
                if share.is_none() {
                    problems.push(Problem::of_range("--precision", &self.precision));
                }
                share
            }
            Err(found) => {
                problems.extend(found);
                None
            }
        };
        match share {
            Some(share) if problems.is_empty() => Ok(share),
            _ => Err(Failure::Problems { file: COMMAND_LINE.to_owned(), problems }),
        }
    }
}

/// A watcher with a clock.
pub(super) struct Timed<'a> {
    watch: &'a dyn Watch,
    end: Option<Instant>,
}

impl<'a> Timed<'a> {
    /// From now on, for so many seconds if there is such a limit.
    pub(super) fn new(watch: &'a dyn Watch, seconds_most: Option<u32>) -> Self {
        let end = seconds_most.map(|seconds| Instant::now() + Duration::from_secs(u64::from(seconds)));
        Self { watch, end }
    }
}

impl Watch for Timed<'_> {
    fn begin(&self, stage: Stage, total: u64) {
        self.watch.begin(stage, total);
    }

    fn advance(&self, units: u64) {
        self.watch.advance(units);
    }

    fn stopped(&self) -> bool {
        self.watch.stopped()
    }

    fn out_of_time(&self) -> bool {
        self.end.is_some_and(|end| Instant::now() >= end)
    }

    fn looked(&self, look: Look) {
        self.watch.looked(look);
    }
}
