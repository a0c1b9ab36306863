//! The clients of each month of joining: who is still there, and what they have paid.

use super::months::LAST_SHOWN;
use super::{of_money, plain};
use crate::data::metrics::{Cohort, Metrics};
use crate::forecast::summary::PeriodLabel;
use crate::report::charts::Chart;
use crate::report::document::{Block, Cell, Column, Kind, Row, Section, Table, drawn_of};
use crate::report::language::{Language, say};

/// Ages in months at which retention is told.
const AGES: [usize; 5] = [1, 2, 3, 6, 12];
/// Ages beyond which a table would be wider than anyone reads; the files have the rest.
const AGES_MOST: usize = 36;

/// The section; none where nobody joined.
pub(super) fn cohorts(metrics: &Metrics, drawn: &[Chart], language: Language) -> Option<Section> {
    if metrics.cohorts.is_empty() {
        return None;
    }
    let mut columns = vec![
        Column::name(say!(language, "head-joined")),
        Column::number(say!(language, "head-clients")).that_adds(),
    ];
    columns.extend(AGES.map(|age| Column::number(say!(language, "head-after-months", months = age))));
    columns.push(of_money(say!(language, "head-ltv-so-far"), say!(language, "history-ltv"), metrics));
    let row = |cohort: &Cohort| {
        let mut cells = vec![joined(cohort), plain(cohort.size)];
        cells.extend(AGES.map(|age| Cell::share(cohort.retention.get(age).copied().flatten())));
        cells.push(Cell::money(cohort.ltv.last().copied()));
        Row::of(cells)
    };
    let mut rows: Vec<Row> = metrics.cohorts.iter().map(row).collect();
    let total = &metrics.total;
    let mut all = vec![Cell::Words(say!(language, "all-segments")), plain(total.clients)];
    all.extend(AGES.map(|age| Cell::share(total.retention.get(age).copied())));
    all.push(Cell::money(total.ltv.historical));
    rows.push(Row::of(all));
    let earlier = metrics.cohorts.len().saturating_sub(LAST_SHOWN);
    let rest = say!(language, "metrics-earlier", count = earlier, file = "cohorts.csv");
    let title = say!(language, "cohorts-title");
    let table =
        Table::new("log-cohorts", title.clone(), columns, rows).in_brief_the_last(LAST_SHOWN + 1, rest);
    let mut blocks: Vec<Block> = drawn_of(drawn, &["cohort-retention", "retention"]).collect();
    blocks.push(Block::Words(say!(language, "cohorts-note")));
    blocks.push(Block::Table(table));
    Some(Section::new(Kind::Cohorts, title, blocks))
}

/// Every cohort by age: the share that is there, and what a client has paid so far.
pub(super) fn by_age(metrics: &Metrics, language: Language) -> Option<Section> {
    let longest = metrics.cohorts.iter().map(|cohort| cohort.ltv.len()).max()?.min(AGES_MOST + 1);
    let table = |id: &str, caption: String, of: &dyn Fn(&Cohort, usize) -> Cell| {
        let mut columns =
            vec![Column::name(say!(language, "head-joined")), Column::number(say!(language, "head-clients"))];
        columns.extend((0..longest).map(|age| Column::number(age.to_string())));
        let row = |cohort: &Cohort| {
            let mut cells = vec![joined(cohort), plain(cohort.size)];
            cells.extend((0..longest).map(|age| of(cohort, age)));
            Row::of(cells)
        };
        Block::Table(Table::new(id, caption, columns, metrics.cohorts.iter().map(row).collect()))
    };
    let retention = table("log-retention", say!(language, "cohorts-retention-by-age"), &|cohort, age| {
        Cell::share(cohort.retention.get(age).copied().flatten())
    });
    let ltv = table("log-ltv", say!(language, "cohorts-ltv-by-age"), &|cohort, age| {
        Cell::money(cohort.ltv.get(age).copied())
    });
    Some(Section::new(Kind::EveryFigure, say!(language, "cohorts-by-age"), vec![retention, ltv]))
}

fn joined(cohort: &Cohort) -> Cell {
    Cell::Period(PeriodLabel::Month(cohort.month.to_string()))
}
