//! Why a use case ended without a result, each with its sentence.

use super::charts::ChartError;
use super::findings;
use super::words::name;
use crate::data::day::Day;
use crate::data::fault::Fault;
use crate::decision::compare::Common;
use crate::fit::finding::Finding;
use crate::fit::lives::LivesError;
use crate::model::problem::Problem;
use std::io;
use std::path::PathBuf;

/// Why there is no result.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The scenario has problems.
    #[error("{file}: {}", super::problem::count(problems))]
    Problems {
        /// The scenario file, as the user wrote it.
        file: String,
        /// All of its problems, warnings among them.
        problems: Vec<Problem>,
    },
    /// Several scenarios were asked for, and some have problems.
    #[error("{}", said_of_files(.0))]
    ProblemsOfFiles(Vec<FileProblems>),
    /// Scenarios that cannot be compared.
    #[error("{}", not_comparable(.0))]
    NotComparable(Vec<AtOdds>),
    /// A plan was asked for and there is nothing to reach.
    #[error("{file}: a plan needs a target: write target_profit under [money]")]
    NoTarget {
        /// The scenario file, as the user wrote it.
        file: String,
    },
    /// A log, or a table beside it, cannot be read.
    #[error("{file}: {}", super::log_fault::said(fault))]
    Log {
        /// The file, as the user wrote it.
        file: String,
        /// Why.
        fault: Box<Fault>,
    },
    /// A table was to be written as what it would not be.
    #[error("{}: a sampled log is CSV: let its name end in .csv or .csv.gz", path.display())]
    NoCsv {
        /// The file.
        path: PathBuf,
    },
    /// Two files of one command have one place.
    #[error("{} is named twice, and one would replace the other: name another file", path.display())]
    SamePlace {
        /// The file.
        path: PathBuf,
    },
    /// A log of more months than its scenario has was asked for.
    #[error(
        "--months {asked}: the scenario has {months} months; ask for at most these, or let its horizon be longer (months = \
         {asked} in it)"
    )]
    BeyondScenario {
        /// Months that were asked for.
        asked: usize,
        /// Months of the scenario.
        months: usize,
    },
    /// A sampled log is longer than memory holds.
    #[error(
        "the log would have more than {} orders, which is all that memory holds: take a smaller --scale or fewer --months; no \
         file was written",
        super::number::whole(*most as f64)
    )]
    LogTooLong {
        /// Orders that there is room for.
        most: usize,
    },
    /// The days to look at end before they begin.
    #[error("--from {from} is after --until {until}, so no day is left to look at: let it be earlier")]
    NoDays {
        /// The first day.
        from: Day,
        /// The last one.
        until: Day,
    },
    /// A log that can be read, of which nothing can be said; or a table beside it that says nothing of it.
    #[error("{file}: {}", senseless(why))]
    Senseless {
        /// The file, as the user wrote it.
        file: String,
        /// Why.
        why: Senseless,
    },
    /// A log's clients last longer than can be counted.
    #[error("{file}: {why}: take a longer --unit")]
    NoLives {
        /// The file, as the user wrote it.
        file: String,
        /// Why.
        why: LivesError,
    },
    /// Levers were to be ranked and there is none.
    #[error("{file}: there is no lever to rank: write a [[lever]] with a name, an effect and a cost")]
    NoLevers {
        /// The scenario file, as the user wrote it.
        file: String,
    },
    /// The calculator was given too little.
    #[error(
        "these values allow no formula; for an LTV give one of\n  \
         --arpu with --lifetime or --churn\n  \
         --order-value and --orders-per-month with --lifetime or --churn\n  \
         --revenue, of one client or with --clients\n  \
         --payments\n\
         and see ltvcast ltv --help for CAC, churn, retention, ROMI and ACV"
    )]
    NoFormula,
    /// Two ways to say how long to run.
    #[error(
        "--trials and --precision both say how long to run: leave one of them out, or give --max-trials with --precision"
    )]
    TrialsAndPrecision,
    /// A new file's place is taken.
    #[error("{} is there already and is left alone: name another file, or replace it with --force", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// There is no shipped scenario of that name.
    #[error("no scenario {name} is shipped; there are {names}")]
    NotShipped {
        /// The name.
        name: String,
        /// Those that are.
        names: String,
    },
    /// The answers ended too early.
    #[error("the answers ended before the last question; no file was written")]
    NoAnswer,
    /// Someone stopped the work.
    #[error("stopped; no result was written")]
    Stopped,
    /// The result's place is taken by something else.
    #[error("{} is not a result of ltvcast ({found}) and is left alone: choose another folder with --out", folder.display())]
    Foreign {
        /// The place.
        folder: PathBuf,
        /// What it holds.
        found: String,
    },
    /// A file or folder cannot be written.
    #[error("{} cannot be written: {source}; no result was written", path.display())]
    Unwritable {
        /// The file or folder.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// A chart cannot be drawn.
    #[error(transparent)]
    Chart(#[from] ChartError),
    /// The threads cannot be started.
    #[error("the threads cannot be started: {0}; ask for fewer with --threads")]
    Threads(String),
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

fn senseless(why: &Senseless) -> String {
    match why {
        Senseless::OneClient => "all rows are of one client, of whom no churn and no cohort can be told: is the column of clients the \
             right one (--customer)?"
            .to_owned(),
        Senseless::NothingToForecastBy(findings) => {
            format!("nothing could be fitted, so there is no scenario to write. {}", said(findings))
        }
        Senseless::NothingToScoreBy(findings) => {
            format!("nothing could be fitted, so there is nothing to score by. {}", said(findings))
        }
        Senseless::OneDay(day) => format!(
            "all orders were made on {day}: who stays and who leaves shows over months; is the column of dates the right one \
             (--date)?"
        ),
        Senseless::NegativeCosts(sum) => format!(
            "the costs come to {} in all, and a negative cost would add to the margin: write costs as positive amounts, or name \
             another column with --cost",
            super::number::exact(*sum)
        ),
        Senseless::NoRevenue(sum) => format!(
            "the amounts come to {} in all, of which nothing can be told: is the column of amounts the right one (--amount), and \
             are its signs?",
            super::number::exact(*sum)
        ),
        Senseless::SubscriptionsLater { first, until } => format!(
            "all subscriptions start after {until}, the last day that is looked at, the first of them on {first}: are their \
             dates read as they are meant (--dates), and does the log go as far (--until names a later day)?"
        ),
        Senseless::SubscriptionsOfOthers { subscriber, client } => format!(
            "no subscription is of a client of the log: here clients are written as {}, there as {}; write them alike in both, \
             and see that the columns of clients are the right ones (--customer names the log's)",
            name(subscriber, 40),
            name(client, 40)
        ),
    }
}

/// What was found, in sentences of which the last one's end is left to who tells them.
fn said(findings: &[Finding]) -> String {
    let sentences: Vec<String> = findings.iter().map(findings::sentence).collect();
    sentences.join(" ").trim_end_matches('.').to_owned()
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

fn said_of_files(files: &[FileProblems]) -> String {
    let lines: Vec<String> =
        files.iter().map(|of| format!("{}: {}", of.file, super::problem::count(&of.problems))).collect();
    lines.join("\n")
}

fn not_comparable(odds: &[AtOdds]) -> String {
    let line = |odds: &AtOdds| {
        let ([first, other], [of_first, of_other]) = (&odds.files, &odds.values);
        match odds.what {
            Common::Currency => format!(
                "{other} counts in {of_other} and {first} in {of_first}: scenarios that are compared count in one \
                 currency; convert the amounts of one of them"
            ),
            Common::Months => format!(
                "{other} has months = {of_other} and {first} months = {of_first}: scenarios that are compared have the \
                 same budget horizon; change one of them"
            ),
        }
    };
    odds.iter().map(line).collect::<Vec<String>>().join("\n")
}

/// Where the values of a command line stand.
pub const COMMAND_LINE: &str = "command line";

/// What a currency has to be.
pub const NO_CURRENCY: &str = "a currency has at most 8 characters, without quotes: RUB, USD, EUR";

/// What is found where a result should go, and a file is in the way.
pub const A_FILE: &str = "it is a file";

/// What is found in a folder that holds something else.
pub fn holds(name: &str) -> String {
    format!("it holds {name}")
}

/// A folder has no results in it.
pub const NO_RESULT: &str = "it has none of the files by which a result is known: summary.json, metrics.json, compare.json, levers.json";

/// Why a folder cannot be read as a text.
pub const A_FOLDER: &str = "it is a folder";

/// Why a pipe or a device cannot be read as a log.
pub const NO_FILE: &str = "it is no plain file, and a log is read more than once: write it to a file first";

/// Why bytes cannot be read as a text.
pub const NOT_UTF8: &str = "it is not UTF-8 text";

/// Why so long a file is not read.
pub const TOO_LARGE: &str = "it is larger than 256 MiB";
