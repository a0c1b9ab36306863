//! A log month by month.

use super::{of_money, plain};
use crate::data::metrics::{Metrics, MonthFigures};
use crate::forecast::summary::PeriodLabel;
use crate::report::document::{Block, Cell, Column, Kind, Quantity, Row, Section, Table};
use crate::report::language::{Language, say};

/// Months that a terminal shows: the last ones.
pub(super) const LAST_SHOWN: usize = 24;

/// The section.
pub(super) fn months(metrics: &Metrics, language: Language) -> Section {
    let columns = vec![
        Column::name(say!(language, "head-month")),
        Column::number(say!(language, "head-new")).in_full(say!(language, "figure-new-clients")).that_adds(),
        Column::number(say!(language, "head-ordering")).in_full(say!(language, "ordering-clients")),
        Column::number(say!(language, "head-active")).in_full(say!(language, "figure-active")),
        Column::number(say!(language, "head-churn")),
        Column::number(say!(language, "head-orders")).that_adds(),
        of_money(say!(language, "head-aov"), say!(language, "head-aov"), metrics),
        of_money("ARPU".to_owned(), "ARPU".to_owned(), metrics),
        of_money(say!(language, "head-revenue"), say!(language, "head-revenue"), metrics).that_adds(),
    ];
    let row = |of: &MonthFigures| Row {
        cells: vec![
            Cell::Period(PeriodLabel::Month(of.month.to_string())),
            plain(of.new_clients),
            plain(of.ordering_clients),
            Cell::Number(of.active_clients, Quantity::Plain),
            Cell::share(of.churn),
            plain(of.orders),
            Cell::money(of.aov),
            Cell::money(of.arpu),
            Cell::money(Some(of.revenue)),
        ],
        grain: None,
    };
    let rows: Vec<Row> = metrics.months.iter().map(row).collect();
    let earlier = rows.len().saturating_sub(LAST_SHOWN);
    let rest = say!(language, "metrics-earlier", count = earlier, file = "months.csv");
    let title = say!(language, "months-title");
    let table = Table::new("log-months", title.clone(), columns, rows).in_brief_the_last(LAST_SHOWN, rest);
    Section::new(Kind::Periods, title, vec![Block::Table(table)])
}
