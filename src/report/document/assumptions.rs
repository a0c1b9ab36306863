//! Every quantity as it was understood.

use super::{Block, Cell, Column, Kind, Row, Section, Table};
use crate::forecast::summary::Summary;
use crate::report::language::{Language, say};

/// The section.
pub(super) fn assumptions(summary: &Summary, language: Language) -> Section {
    let columns = vec![
        Column::name(say!(language, "head-quantity")),
        Column::name(say!(language, "head-family")),
        Column::number("P5".to_owned()),
        Column::number("P50".to_owned()),
        Column::number("P95".to_owned()),
    ];
    let rows = summary.quantities.iter().map(|quantity| {
        let mut cells =
            vec![Cell::Name(quantity.path.clone()), Cell::Words(family(&quantity.family, language))];
        cells.extend([quantity.p5, quantity.p50, quantity.p95].map(|value| Cell::any(Some(value))));
        Row::of(cells)
    });
    let title = say!(language, "assumptions-title");
    let table = Table::new("quantities", title.clone(), columns, rows.collect()).that_sorts();
    let note = Block::Words(say!(language, "assumptions-note"));
    Section::new(Kind::Assumptions, title, vec![Block::Table(table), note])
}

/// What a family of laws is called.
pub fn family(name: &str, language: Language) -> String {
    match name {
        "fixed" => say!(language, "family-fixed"),
        "logit-normal" => say!(language, "family-logit-normal"),
        "lognormal" => say!(language, "family-lognormal"),
        "normal" => say!(language, "family-normal"),
        "beta" => say!(language, "family-beta"),
        "gamma" => say!(language, "family-gamma"),
        "uniform" => say!(language, "family-uniform"),
        "triangular" => say!(language, "family-triangular"),
        "metalog (log scale)" => say!(language, "family-metalog-log"),
        "metalog (logit scale)" => say!(language, "family-metalog-logit"),
        "metalog" => say!(language, "family-metalog"),
        "discrete" => say!(language, "family-discrete"),
        "empirical" => say!(language, "family-empirical"),
        "draws" => say!(language, "family-draws"),
        // PERT is called so everywhere.
        other => other.to_owned(),
    }
}
