//! Every figure of a comparison with its percentiles and errors: of each scenario, of each as a choice, and of each pair.

use super::{pair, shown};
use crate::decision::compare::{Comparison, Pair};
use crate::forecast::figure::Estimate;
use crate::forecast::paired::Measure;
use crate::report::document::every_figure::{Lookup, section};
use crate::report::document::{Block, Cell, Column, Of, Quantity, Row, Section, Table};
use crate::report::language::{Language, currency_sign, say};
use crate::report::words;

/// The sections.
pub(super) fn lookup(comparison: &Comparison, language: Language) -> Vec<Section> {
    let tables = Lookup::new(currency_sign(&comparison.currency), language);
    let scenarios = comparison.scenarios.iter().enumerate().map(|(place, scenario)| {
        let title = say!(language, "every-figure-of", segment = shown(&scenario.scenario));
        section(title, tables.headline(&format!("scenario-{}", place + 1), &scenario.headline).into())
    });
    let pairs = comparison.pairs.iter().enumerate().map(|(place, pair)| {
        let (a, b) = (shown(&pair.a), shown(&pair.b));
        let title = say!(language, "every-figure-of-pair", a = a, b = b);
        section(title, differences(&tables, pair, place + 1, language).into())
    });
    let choices =
        section(say!(language, "every-figure-of-choices"), choices(&tables, comparison, language).into());
    scenarios.chain([choices]).chain(pairs).collect()
}

/// How often each is the best, and what choosing it misses.
fn choices(tables: &Lookup, comparison: &Comparison, language: Language) -> [Block; 2] {
    let best = comparison.best.iter();
    let chances = best.clone().map(|choice| {
        let se = choice.probability_se.unwrap_or(f64::NAN);
        let estimate = Some(Estimate { value: choice.probability, se });
        (Cell::Written(choice.scenario.clone()), Quantity::Share, estimate)
    });
    let regrets =
        best.map(|choice| (Cell::Written(choice.scenario.clone()), None, Quantity::Money, &choice.regret));
    let caption = say!(language, "regret-caption", money = words::name(tables.money(), 12));
    let scenario = || Column::name(say!(language, "head-scenario"));
    [
        tables.estimates("choices-chances", say!(language, "chance-to-be-best") + ", %", scenario(), chances),
        tables.figures("choices-regret", caption, scenario(), regrets),
    ]
}

/// What the second scenario of a pair has more, figure by figure.
fn differences(tables: &Lookup, pair: &Pair, place: usize, language: Language) -> [Block; 2] {
    let money = words::name(tables.money(), 12);
    let title = |measure: Measure| Cell::Words(words::measure(measure, language));
    let first = || Column::name(say!(language, "head-figure"));
    let figures = pair.figures.iter().map(|(measure, paired)| {
        (title(*measure), None, Quantity::Difference(pair::differs_in(*measure)), &paired.difference)
    });
    let (a, b) = (shown(&pair.a), shown(&pair.b));
    let columns = vec![
        first(),
        Column::number(say!(language, "head-se-apart")),
        Column::number(say!(language, "chance-higher", b = b.clone())),
        Column::number(say!(language, "standard-error")),
    ];
    let rows = pair.figures.iter().map(|(measure, paired)| {
        let error: Of = pair::differs_in(*measure);
        Row::of(vec![
            title(*measure),
            Cell::Number(paired.independent_se, Quantity::ErrorOf(error)),
            Cell::share(paired.probability_b_higher),
            Cell::share(paired.probability_b_higher_se),
        ])
    });
    let caption = say!(language, "differences-caption", a = a, b = b, money = money);
    let beside = Table::new(
        &format!("pair-{place}-chances"),
        say!(language, "chances-caption"),
        columns,
        rows.collect(),
    );
    [tables.figures(&format!("pair-{place}-figures"), caption, first(), figures), Block::Table(beside)]
}
