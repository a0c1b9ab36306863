//! The figures that a board asks for, of each scenario, figure by figure.

use crate::decision::compare::{Compared, Comparison};
use crate::forecast::figure::Figure;
use crate::forecast::summary::Headline;
use crate::report::document::{Block, Cell, Column, Kind, Quantity, Row, Section, Table};
use crate::report::language::{Language, currency_sign, say};

/// A figure of the headline: what it is called, what it counts, and where it stands.
type Asked = (String, Quantity, fn(&Headline) -> &Figure);

/// The section.
pub(super) fn side_by_side(comparison: &Comparison, language: Language) -> Section {
    let blocks = vec![
        Block::Table(figures(comparison, language)),
        Block::Table(risks(comparison, language)),
        Block::Words(say!(language, "how-to-read-percentiles")),
        Block::Words(say!(language, "how-to-read-costs")),
    ];
    Section::new(Kind::Headline, say!(language, "side-by-side-title"), blocks)
}

/// A row a scenario under each figure.
fn figures(comparison: &Comparison, language: Language) -> Table {
    let columns = vec![
        Column::name(say!(language, "head-figure")),
        Column::name(say!(language, "head-scenario")),
        Column::number(say!(language, "head-plan")),
        Column::number("P10".to_owned()),
        Column::number("P50".to_owned()),
        Column::number(say!(language, "head-mean")),
        Column::number("P90".to_owned()),
        Column::number(say!(language, "head-chance-of-plan")),
    ];
    let asked: [Asked; 7] = [
        (say!(language, "figure-profit"), Quantity::Money, |of| &of.profit),
        (say!(language, "figure-revenue"), Quantity::Money, |of| &of.revenue),
        (say!(language, "figure-new-clients"), Quantity::Count, |of| &of.new_clients),
        (say!(language, "figure-clients-end"), Quantity::Count, |of| &of.active_clients_end),
        (say!(language, "figure-ad-spend"), Quantity::Money, |of| &of.ad_spend),
        (say!(language, "figure-roas"), Quantity::Ratio, |of| &of.roas),
        (say!(language, "figure-romi"), Quantity::Ratio, |of| &of.romi),
    ];
    let money = currency_sign(&comparison.currency);
    let rows = asked.iter().enumerate().flat_map(|(at, (title, quantity, of))| {
        let title = if *quantity == Quantity::Money { format!("{title}, {money}") } else { title.clone() };
        comparison.scenarios.iter().enumerate().map(move |(place, scenario)| {
            let figure = of(&scenario.headline);
            // Only profit has a plan.
            let plan = plan(scenario).filter(|_| at == 0);
            let number = |value| Cell::Number(value, *quantity);
            let mut cells = vec![
                if place == 0 { Cell::Words(title.clone()) } else { Cell::Empty },
                Cell::Written(scenario.scenario.clone()),
                number(plan.map(|(plan, _)| plan)),
            ];
            cells.extend([figure.p10, figure.p50, figure.mean, figure.p90].map(number));
            cells.push(Cell::chance(plan.map(|(_, chance)| chance)));
            Row::of(cells)
        })
    });
    let caption = say!(language, "headline-caption", horizon = language.horizon(comparison.months));
    Table::new("side-by-side", caption, columns, rows.collect())
}

/// The profit to reach and the chance to reach it.
fn plan(scenario: &Compared) -> Option<(f64, f64)> {
    scenario.target_profit.zip(scenario.headline.probability_of_target.map(|share| share.value))
}

/// How bad each may end.
fn risks(comparison: &Comparison, language: Language) -> Table {
    let columns = vec![
        Column::name(say!(language, "head-scenario")),
        Column::number(say!(language, "chance-of-target")),
        Column::number(say!(language, "chance-of-loss")),
        Column::number(say!(language, "measure-worst-tenth")).of(currency_sign(&comparison.currency)),
    ];
    let rows = comparison.scenarios.iter().map(|scenario| {
        let headline = &scenario.headline;
        Row::of(vec![
            Cell::Written(scenario.scenario.clone()),
            Cell::chance(headline.probability_of_target.map(|share| share.value)),
            Cell::chance(Some(headline.probability_of_loss.value)),
            Cell::money(Some(headline.cvar10.value)),
        ])
    });
    Table::new("risks", say!(language, "chances-caption"), columns, rows.collect()).that_sorts()
}
