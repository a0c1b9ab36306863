//! What profit is where a quantity is low, and where it is high.

use super::{Block, Cell, Column, Kind, Row, Section, Table};
use crate::forecast::summary::{Summary, Swing};
use crate::report::charts::Chart;
use crate::report::language::{Language, currency_sign, say};

/// The section; one without blocks where no quantity is uncertain.
pub(super) fn sensitivity(summary: &Summary, drawn: &[Chart], language: Language) -> Section {
    let title = say!(language, "sensitivity-title");
    if summary.swings.is_empty() {
        return Section::new(Kind::Sensitivity, title, Vec::new());
    }
    let mut blocks: Vec<Block> = super::drawn_of(drawn, &["tornado"]).collect();
    blocks.push(Block::Table(table(summary, language)));
    blocks.push(Block::Words(say!(language, "sensitivity-note")));
    Section::new(Kind::Sensitivity, title, blocks)
}

fn table(summary: &Summary, language: Language) -> Table {
    let money = currency_sign(&summary.scenario.currency);
    let of_money = |head: String| Column::number(head).of(money);
    let columns = vec![
        Column::name(say!(language, "head-quantity")),
        Column::number(say!(language, "head-its-p10")),
        Column::number(say!(language, "head-its-p90")),
        of_money(say!(language, "head-profit-low")),
        of_money(say!(language, "head-profit-high")),
        of_money(say!(language, "head-swing")),
        of_money(say!(language, "standard-error")),
    ];
    let row = |of: &Swing| {
        Row::of(vec![
            Cell::Name(of.quantity.clone()),
            Cell::any(Some(of.low)),
            Cell::any(Some(of.high)),
            Cell::money(Some(of.profit_low.value)),
            Cell::money(Some(of.profit_high.value)),
            Cell::money(Some(of.swing.value)),
            Cell::money(Some(of.swing.se)),
        ])
    };
    let caption = say!(language, "sensitivity-caption");
    Table::new("swings", caption, columns, summary.swings.iter().map(row).collect()).that_sorts()
}
