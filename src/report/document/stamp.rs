//! How the run can be made again: seed, trials, version, digest.

use super::{Block, Cell, Column, Kind, Quantity, Row, Section, Table};
use crate::forecast::summary::Summary;
use crate::model::scenario::Points;
use crate::report::language::{Language, maybe, say};

/// What of a run its results do not hold.
#[derive(Debug, Clone, Copy)]
pub struct Stamp {
    /// The program's version.
    pub version: &'static str,
}

/// The section.
pub(super) fn run(summary: &Summary, stamp: Stamp, language: Language) -> Section {
    let plain = |value: f64| Cell::Number(Some(value), Quantity::Plain);
    let rows = [
        (say!(language, "run-scenario"), Cell::Name(summary.scenario.name.clone())),
        (say!(language, "run-currency"), Cell::Name(summary.scenario.currency.clone())),
        (say!(language, "run-digest"), Cell::Words(summary.scenario.digest.clone())),
        (say!(language, "run-seed"), Cell::Words(summary.seed.to_string())),
        (say!(language, "run-trials"), plain(summary.trials as f64)),
        (say!(language, "run-points"), Cell::Words(points(summary.points, language))),
        (
            say!(language, "run-precision"),
            Cell::Words(maybe(summary.precision.reached, |share| language.fine_percent(share))),
        ),
        (say!(language, "run-self-check"), Cell::Words(passed(summary.self_check.passed, language))),
        (say!(language, "run-version"), Cell::Words(format!("ltvcast {}", stamp.version))),
    ];
    let rows = rows.map(|(what, value)| Row::of(vec![Cell::Words(what), value]));
    let columns = [say!(language, "head-what"), say!(language, "head-value")].map(Column::name);
    let title = say!(language, "run-title");
    let table = Table::new("run-stamp", title.clone(), columns.to_vec(), rows.to_vec());
    Section::new(Kind::Run, title, vec![Block::Table(table)])
}

/// What quantities were drawn from.
pub(super) fn points(points: Points, language: Language) -> String {
    match points {
        Points::Sobol => say!(language, "points-sobol"),
        Points::Latin => say!(language, "points-latin"),
        Points::Random => say!(language, "points-random"),
    }
}

/// Whether a run agreed with its closed forms.
pub(super) fn passed(has: bool, language: Language) -> String {
    if has { say!(language, "passed") } else { say!(language, "failed") }
}
