//! Why a use case ended without a result, as data; `sentences` says it.

mod sentences;

use super::charts::ChartError;
use super::html::PageError;
use super::language::Language;
use crate::data::day::Day;
use crate::data::fault::Fault;
use crate::decision::compare::Common;
use crate::fit::finding::Finding;
use crate::fit::lives::LivesError;
use crate::model::problem::Problem;
use rust_xlsxwriter::XlsxError;
use std::fmt;
use std::io;
use std::path::PathBuf;

pub use super::problem::COMMAND_LINE;
pub use sentences::bad_currency;

/// Why there is no result.
#[derive(Debug)]
pub enum Failure {
    /// The scenario has problems.
    Problems {
        /// The scenario file, as the user wrote it.
        file: String,
        /// All of its problems, warnings among them.
        problems: Vec<Problem>,
    },
    /// Several scenarios were asked for, and some have problems.
    ProblemsOfFiles(Vec<FileProblems>),
    /// Scenarios that cannot be compared.
    NotComparable(Vec<AtOdds>),
    /// A plan was asked for and there is nothing to reach.
    NoTarget {
        /// The scenario file, as the user wrote it.
        file: String,
    },
    /// A log, or a table beside it, cannot be read.
    Log {
        /// The file, as the user wrote it.
        file: String,
        /// Why.
        fault: Box<Fault>,
    },
    /// A table was to be written as what it would not be.
    NoCsv {
        /// The file.
        path: PathBuf,
    },
    /// Two files of one command have one place.
    SamePlace {
        /// The file.
        path: PathBuf,
    },
    /// A log of more months than its scenario has was asked for.
    BeyondScenario {
        /// Months that were asked for.
        asked: usize,
        /// Months of the scenario.
        months: usize,
    },
    /// A sampled log is longer than memory holds.
    LogTooLong {
        /// Orders that there is room for.
        most: usize,
    },
    /// The days to look at end before they begin.
    NoDays {
        /// The first day.
        from: Day,
        /// The last one.
        until: Day,
    },
    /// A log that can be read, of which nothing can be said; or a table beside it that says nothing of it.
    Senseless {
        /// The file, as the user wrote it.
        file: String,
        /// Why.
        why: Senseless,
    },
    /// A log's clients last longer than can be counted.
    NoLives {
        /// The file, as the user wrote it.
        file: String,
        /// Why.
        why: LivesError,
    },
    /// Levers were to be ranked and there is none.
    NoLevers {
        /// The scenario file, as the user wrote it.
        file: String,
    },
    /// The calculator was given too little.
    NoFormula,
    /// Two ways to say how long to run.
    TrialsAndPrecision,
    /// A new file's place is taken.
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// There is no shipped scenario of that name.
    NotShipped {
        /// The name.
        name: String,
        /// Those that are.
        names: String,
    },
    /// The answers ended too early.
    NoAnswer,
    /// Someone stopped the work.
    Stopped,
    /// The result's place is taken by something else.
    Foreign {
        /// The place.
        folder: PathBuf,
        /// What it holds.
        found: Found,
    },
    /// A file or folder cannot be written.
    Unwritable {
        /// The file or folder.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// A chart cannot be drawn.
    Chart(ChartError),
    /// A page cannot be made.
    Page(PageError),
    /// A workbook cannot be made.
    Workbook(XlsxError),
    /// The threads cannot be started.
    Threads(String),
}

impl fmt::Display for Failure {
    /// In English, as an error is told to those who read logs and code; people are told the sentence in their language.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for Failure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Unwritable { source, .. } => Some(source),
            _ => None,
        }
    }
}

impl From<PageError> for Failure {
    fn from(error: PageError) -> Self {
        match error {
            PageError::Chart(error) => Self::Chart(error),
            error @ PageError::Template(_) => Self::Page(error),
        }
    }
}

impl From<XlsxError> for Failure {
    fn from(error: XlsxError) -> Self {
        Self::Workbook(error)
    }
}

impl From<ChartError> for Failure {
    fn from(error: ChartError) -> Self {
        Self::Chart(error)
    }
}

/// Why nothing can be said of a log, or by a table beside it.
#[derive(Debug, Clone, PartialEq)]
pub enum Senseless {
    /// It has one client.
    OneClient,
    /// No model could be fitted to score clients by, for what was found.
    NothingToScoreBy(Vec<Finding>),
    /// No model could be fitted to forecast by, for what was found.
    NothingToForecastBy(Vec<Finding>),
    /// All orders were made on one day.
    OneDay(Day),
    /// The costs of goods come to a negative sum.
    NegativeCosts(f64),
    /// No more is sold than sent back: the sum is so much.
    NoRevenue(f64),
    /// All subscriptions start after the last day that is looked at.
    SubscriptionsLater {
        /// The day on which the first one starts.
        first: Day,
        /// The last day that is looked at.
        until: Day,
    },
    /// No subscription is of a client of the log.
    SubscriptionsOfOthers {
        /// The first subscriber by name.
        subscriber: String,
        /// The first client of the log by name.
        client: String,
    },
}

/// What is found where a result should go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// A file is in the way.
    File,
    /// A folder that holds something else.
    Other(String),
    /// A folder without any of the files by which a result is known.
    NoResult,
}

/// The problems of one of several files.
#[derive(Debug)]
pub struct FileProblems {
    /// The scenario file, as the user wrote it.
    pub file: String,
    /// All of its problems, warnings among them.
    pub problems: Vec<Problem>,
}

impl FileProblems {
    /// The problems of a file.
    pub fn new(file: String, problems: Vec<Problem>) -> Self {
        Self { file, problems }
    }
}

/// Two files that differ in what those that are compared have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AtOdds {
    /// In what.
    pub what: Common,
    /// The two files, as the user wrote them.
    pub files: [String; 2],
    /// What each of them has.
    pub values: [String; 2],
}

/// Why a folder cannot be read as a text.
pub const A_FOLDER: &str = "it is a folder";

/// Why a pipe or a device cannot be read as a log.
pub const NO_FILE: &str = "it is no plain file, and a log is read more than once: write it to a file first";

/// Why bytes cannot be read as a text.
pub const NOT_UTF8: &str = "it is not UTF-8 text";

/// Why so long a file is not read.
pub const TOO_LARGE: &str = "it is larger than 256 MiB";
