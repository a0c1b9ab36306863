//! What a scenario has more than the first: the differences, the way from one median to the other, and what the files
//! say differently.

use super::{shown, verdict};
use crate::decision::compare::{Comparison, HYBRID_TRIALS, Hundredths, Pair, Part, PartCause, Waterfall};
use crate::forecast::paired::{Measure, Paired};
use crate::report::charts::Chart;
use crate::report::document::{Block, Cell, Column, Grain, Kind, Of, Quantity, Row, Section, Table};
use crate::report::language::{Language, NONE, currency_sign, say};
use crate::report::words;

/// Keys that are shown, where there is little room, of what two files say differently.
const CHANGES_SHOWN: usize = 12;

/// The sections of a pair, whose second scenario stands at `place`, counted from 1.
pub(super) fn pair(
    comparison: &Comparison,
    pair: &Pair,
    place: usize,
    charts: &[Chart],
    language: Language,
) -> Vec<Section> {
    let money = currency_sign(&comparison.currency);
    let (a, b) = (shown(&pair.a), shown(&pair.b));
    let mut blocks = Vec::new();
    if comparison.scenarios.len() > 2 {
        blocks.push(Block::Words(words::capital(&verdict::sentence(pair, language))));
    }
    blocks.push(Block::Table(differences(pair, place, money, language)));
    blocks.push(Block::Words(say!(language, "se-apart-note")));
    let title = say!(language, "pair-title", b = b.clone(), a = a.clone());
    let mut sections = vec![Section::new(Kind::Pair, title, blocks)];
    if let Some(waterfall) = &pair.waterfall {
        let title = say!(language, "waterfall-title", a = a, b = b);
        let mut blocks: Vec<Block> = drawn(charts, place).collect();
        blocks.extend(steps(pair, waterfall, place, money, language));
        sections.push(Section::new(Kind::Waterfall, title, blocks));
    }
    if !pair.changes.is_empty() {
        // Of several pairs each says whose files it means.
        let title = match comparison.scenarios.len() {
            ..=2 => say!(language, "changes-title"),
            _ => say!(language, "changes-caption", a = shown(&pair.a), b = shown(&pair.b)),
        };
        let blocks = vec![Block::Table(changes(pair, place, language))];
        sections.push(Section::new(Kind::Changes, title, blocks));
    }
    sections
}

/// The pair's waterfall.
fn drawn(charts: &[Chart], place: usize) -> impl Iterator<Item = Block> {
    let name = format!("waterfall-{place}");
    let is_of = move |chart: &&Chart| {
        chart.name.strip_prefix(&name).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    };
    charts.iter().filter(is_of).map(|chart| Block::Chart(Box::new(chart.clone())))
}

/// A row a figure: the second scenario's less the first one's.
fn differences(pair: &Pair, place: usize, money: &str, language: Language) -> Table {
    let row = |(measure, paired): &(Measure, Paired)| {
        let difference = &paired.difference;
        let of = differs_in(*measure);
        let number = |value| Cell::Number(value, Quantity::Difference(of));
        let error = |value| Cell::Number(value, Quantity::ErrorOf(of));
        // Of what happens or not, trial by trial, percentiles say nothing.
        let spread = |value: Option<f64>| number(value.filter(|_| of != Of::Shares));
        let always_equal = (difference.p50, difference.sd) == (Some(0.0), Some(0.0));
        let higher = paired.probability_b_higher.filter(|_| !always_equal && of != Of::Shares);
        Row::of(vec![
            Cell::Words(words::measure(*measure, language)),
            number(difference.mean),
            error(difference.se),
            error(paired.independent_se),
            spread(difference.p5),
            spread(difference.p50),
            spread(difference.p95),
            Cell::chance(higher),
        ])
    };
    let (a, b) = (shown(&pair.a), shown(&pair.b));
    let columns = vec![
        Column::name(String::new()).in_full(say!(language, "head-figure")),
        Column::number(say!(language, "head-mean")),
        Column::number(say!(language, "head-se")),
        Column::number(say!(language, "head-se-apart")),
        Column::number("P5".to_owned()),
        Column::number("P50".to_owned()),
        Column::number("P95".to_owned()),
        Column::number(say!(language, "head-higher")).in_full(say!(language, "chance-higher", b = b.clone())),
    ];
    let caption = say!(language, "differences-caption", a = a, b = b, money = words::name(money, 12));
    let rows = pair.figures.iter().map(row).collect();
    Table::new(&format!("differences-{place}"), caption, columns, rows)
}

/// Of what a figure's difference is.
pub(super) fn differs_in(measure: Measure) -> Of {
    match measure {
        Measure::Roas | Measure::Romi => Of::Ratios,
        Measure::ProbabilityOfTarget | Measure::ProbabilityOfLoss => Of::Shares,
        _ => Of::Amounts,
    }
}

/// From one median to the other, a row a cause.
fn steps(pair: &Pair, waterfall: &Waterfall, place: usize, money: &str, language: Language) -> Vec<Block> {
    let end = |scenario: &str, amount: Hundredths| Row {
        cells: vec![Cell::Written(scenario.to_owned()), Cell::money(Some(amount.amount()))],
        grain: Some(Grain::Whole),
    };
    let step = |part: &Part| {
        let amount = Cell::Number(Some(part.amount.amount()), Quantity::Difference(Of::Amounts));
        Row::of(vec![Cell::Words(words::cause(part.cause, language)), amount])
    };
    // What is exact needs no line that says so.
    let is_said = |part: &&Part| part.amount.0 != 0 || matches!(part.cause, PartCause::Of(_));
    let mut rows = vec![end(&pair.a, waterfall.from)];
    rows.extend(waterfall.parts.iter().filter(is_said).map(step));
    rows.push(end(&pair.b, waterfall.to));
    let columns = vec![
        Column::name(String::new()).in_full(say!(language, "head-step")),
        Column::number(say!(language, "head-profit"))
            .in_full(say!(language, "profit-at", percentile = "P50"))
            .of(money),
    ];
    let caption = say!(language, "waterfall-title", a = shown(&pair.a), b = shown(&pair.b));
    let table = Table::new(&format!("waterfall-{place}"), caption, columns, rows);
    let mut blocks = vec![Block::Steps(table)];
    if waterfall.parts.is_empty() {
        blocks.push(Block::Words(say!(language, "nothing-differs")));
    } else if waterfall.parts.len() > 2 {
        blocks.push(Block::Words(say!(language, "shapley-note", count = HYBRID_TRIALS)));
    }
    blocks
}

/// What the files say differently, key by key.
fn changes(pair: &Pair, place: usize, language: Language) -> Table {
    let said = |text: &Option<String>| {
        text.as_ref().map_or_else(|| Cell::Words(NONE.to_owned()), |text| Cell::Written(text.clone()))
    };
    let rows = pair
        .changes
        .iter()
        .map(|change| Row::of(vec![Cell::Written(change.key.clone()), said(&change.a), said(&change.b)]));
    let columns = [say!(language, "head-key"), shown(&pair.a), shown(&pair.b)].map(Column::name);
    let more = say!(language, "more-changes", count = pair.changes.len().saturating_sub(CHANGES_SHOWN));
    let caption = say!(language, "changes-caption", a = shown(&pair.a), b = shown(&pair.b));
    Table::new(&format!("changes-{place}"), caption, columns.to_vec(), rows.collect())
        .in_brief(CHANGES_SHOWN, more)
}
