//! How a comparison can be made again, and whether each scenario's run agreed with its closed forms.

use crate::decision::compare::Comparison;
use crate::forecast::summary::Summary;
use crate::report::document::{Block, Cell, Column, Kind, Quantity, Row, Section, Stamp, Table, stamp};
use crate::report::language::{Language, maybe, say};

/// The section.
pub(super) fn run(
    comparison: &Comparison,
    summaries: &[Summary],
    stamp: Stamp,
    language: Language,
) -> Section {
    let blocks = vec![
        Block::Table(common(comparison, stamp, language)),
        Block::Table(scenarios(comparison, summaries, language)),
    ];
    Section::new(Kind::Run, say!(language, "run-title"), blocks)
}

/// What all scenarios have in common.
fn common(comparison: &Comparison, stamp: Stamp, language: Language) -> Table {
    let rows = [
        (say!(language, "run-currency"), Cell::Name(comparison.currency.clone())),
        (say!(language, "run-seed"), Cell::Words(comparison.seed.to_string())),
        (say!(language, "run-trials"), Cell::Number(Some(comparison.trials as f64), Quantity::Plain)),
        (say!(language, "run-points"), Cell::Words(stamp::points(comparison.points, language))),
        (say!(language, "run-version"), Cell::Words(format!("ltvcast {}", stamp.version))),
    ];
    let rows = rows.map(|(what, value)| Row::of(vec![Cell::Words(what), value]));
    let columns = [say!(language, "head-what"), say!(language, "head-value")].map(Column::name);
    Table::new("run-stamp", say!(language, "run-common"), columns.to_vec(), rows.to_vec())
}

/// What each has by itself.
fn scenarios(comparison: &Comparison, summaries: &[Summary], language: Language) -> Table {
    let columns = [
        say!(language, "head-scenario"),
        say!(language, "head-its-name"),
        say!(language, "run-digest"),
        say!(language, "run-precision"),
        say!(language, "run-self-check"),
    ]
    .map(Column::name);
    let rows = comparison.scenarios.iter().enumerate().map(|(place, scenario)| {
        let summary = summaries.get(place);
        let precision = summary.and_then(|summary| summary.precision.reached);
        let passed =
            summary.map_or_else(String::new, |summary| stamp::passed(summary.self_check.passed, language));
        Row::of(vec![
            Cell::Written(scenario.scenario.clone()),
            Cell::Name(scenario.name.clone()),
            Cell::Words(scenario.digest.clone()),
            Cell::Words(maybe(precision, |share| language.fine_percent(share))),
            Cell::Words(passed),
        ])
    });
    Table::new("run-scenarios", say!(language, "run-scenarios"), columns.to_vec(), rows.collect())
}
