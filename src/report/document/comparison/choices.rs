//! Each scenario as a choice: what it earns, how often it is best, and what choosing it misses.

use super::shown;
use crate::decision::compare::{Comparison, DominanceOrder};
use crate::report::document::{Block, Cell, Column, Kind, Quantity, Row, Section, Table};
use crate::report::language::{Language, currency_sign, say};

/// The section.
pub(super) fn choices(comparison: &Comparison, language: Language) -> Section {
    let mut blocks = vec![Block::Table(table(comparison, language))];
    blocks.extend(dominance(comparison, language).into_iter().map(Block::Words));
    Section::new(Kind::Choices, say!(language, "choices-title"), blocks).noted(say!(language, "choices-note"))
}

/// A row a scenario.
fn table(comparison: &Comparison, language: Language) -> Table {
    let money = currency_sign(&comparison.currency);
    let columns = vec![
        Column::name(say!(language, "head-scenario")),
        Column::number(say!(language, "head-median"))
            .in_full(say!(language, "profit-at", percentile = "P50"))
            .of(money),
        Column::number("P10".to_owned()).in_full(say!(language, "profit-at", percentile = "P10")).of(money),
        Column::number(say!(language, "head-target")).in_full(say!(language, "chance-of-target")),
        Column::number(say!(language, "head-best")).in_full(say!(language, "chance-to-be-best")),
        Column::number(say!(language, "head-se")),
        Column::number(say!(language, "head-regret")).in_full(say!(language, "regret-mean")).of(money),
        Column::number(say!(language, "head-regret-p95")).in_full(say!(language, "regret-p95")).of(money),
    ];
    let rows = comparison.scenarios.iter().zip(&comparison.best).map(|(scenario, choice)| {
        let headline = &scenario.headline;
        Row::of(vec![
            Cell::Written(scenario.scenario.clone()),
            Cell::money(headline.profit.p50),
            Cell::money(headline.profit.p10),
            Cell::share(headline.probability_of_target.map(|share| share.value)),
            Cell::share(Some(choice.probability)),
            Cell::Number(choice.probability_se, Quantity::PlusMinus),
            Cell::money(choice.regret.mean),
            Cell::money(choice.regret.p95),
        ])
    });
    let caption = say!(language, "choices-caption");
    Table::new("choices", caption, columns, rows.collect()).that_sorts()
}

/// Which dominates which: a sentence an order, or that none does.
fn dominance(comparison: &Comparison, language: Language) -> Vec<String> {
    let trials = comparison.trials;
    let of_order = |order: DominanceOrder| {
        let found = comparison.dominance.iter().filter(|found| found.order == order).map(|found| {
            say!(language, "dominates", scenario = shown(&found.scenario), over = shown(&found.over))
        });
        let who = found.collect::<Vec<String>>().join(", ");
        (!who.is_empty()).then(|| match order {
            DominanceOrder::First => say!(language, "dominance-first", count = trials, who = who),
            DominanceOrder::Second => say!(language, "dominance-second", count = trials, who = who),
        })
    };
    let said: Vec<String> =
        [DominanceOrder::First, DominanceOrder::Second].into_iter().filter_map(of_order).collect();
    if said.is_empty() {
        return vec![say!(language, "dominance-none", count = trials)];
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::comparison_fixture::comparison as fixture;

    #[test]
    fn without_dominance_the_report_says_so() {
        let mut none = fixture();
        none.dominance.clear();
        assert!(dominance(&none, Language::English)[0].contains("none dominates another"));
    }
}
