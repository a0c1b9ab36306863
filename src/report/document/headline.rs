//! The figures that a board asks for: what is planned, what to expect, and the chance to reach the plan.

use super::{Block, Cell, Column, Kind, Quantity, Row, Section, Table};
use crate::forecast::figure::Figure;
use crate::forecast::summary::Summary;
use crate::report::language::{Language, currency_sign, say};

/// The section.
pub(super) fn headline(summary: &Summary, language: Language) -> Section {
    let headline = &summary.headline;
    let money = Some(currency_sign(&summary.scenario.currency));
    let target = summary.scenario.target_profit.zip(headline.probability_of_target);
    let rows = vec![
        row(&say!(language, "figure-revenue"), money, &headline.revenue, Quantity::Money, None),
        row(
            &say!(language, "figure-profit"),
            money,
            &headline.profit,
            Quantity::Money,
            target.map(|(target, chance)| (target, chance.value)),
        ),
        row(&say!(language, "figure-new-clients"), None, &headline.new_clients, Quantity::Count, None),
        row(&say!(language, "figure-clients-end"), None, &headline.active_clients_end, Quantity::Count, None),
        row(&say!(language, "figure-ad-spend"), money, &headline.ad_spend, Quantity::Money, None),
        row(&say!(language, "figure-roas"), None, &headline.roas, Quantity::Ratio, None),
        row(&say!(language, "figure-romi"), None, &headline.romi, Quantity::Ratio, None),
    ];
    let columns = vec![
        Column::name(say!(language, "head-figure")),
        Column::number(say!(language, "head-plan")),
        Column::number("P10".to_owned()),
        Column::number("P50".to_owned()),
        Column::number(say!(language, "head-mean")),
        Column::number("P90".to_owned()),
        Column::number(say!(language, "head-chance-of-plan")),
    ];
    let caption = say!(language, "headline-caption", horizon = language.horizon(summary.scenario.months));
    let bad = say!(
        language,
        "headline-loss",
        loss = language.chance(headline.probability_of_loss.value),
        worst = language.short(headline.cvar10.value)
    );
    Section::new(
        Kind::Headline,
        say!(language, "headline-title"),
        vec![Block::Table(Table::new("headline-figures", caption, columns, rows)), Block::Words(bad)],
    )
}

/// A figure with its plan and the chance to reach that, where it has one.
fn row(name: &str, unit: Option<&str>, figure: &Figure, quantity: Quantity, plan: Option<(f64, f64)>) -> Row {
    let name = unit.map_or(name.to_owned(), |unit| format!("{name}, {unit}"));
    let mut cells = vec![Cell::Words(name), Cell::Number(plan.map(|(plan, _)| plan), quantity)];
    cells
        .extend([figure.p10, figure.p50, figure.mean, figure.p90].map(|value| Cell::Number(value, quantity)));
    cells.push(Cell::chance(plan.map(|(_, chance)| chance)));
    Row::of(cells)
}
