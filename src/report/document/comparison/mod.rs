//! The document of a comparison: which scenario is better, by how much, how often, and because of what.

mod choices;
mod lookup;
mod pair;
mod run;
mod side_by_side;
mod verdict;

use super::{Block, Document, Kind, Section, Stamp, Subject, budget_rules};
use crate::decision::compare::{Comparison, Pair};
use crate::forecast::rules::BudgetRules;
use crate::forecast::summary::Summary;
use crate::report::charts::Chart;
use crate::report::language::{Language, currency_sign, say};
use crate::report::words::name;

/// Letters of a scenario's name in a sentence or over a column.
const NAME_LETTERS: usize = 30;

/// What a comparison's document is made of.
#[derive(Debug, Clone, Copy)]
pub struct Comparing<'a> {
    /// The figures.
    pub comparison: &'a Comparison,
    /// The scenarios' summaries, in their order.
    pub summaries: &'a [Summary],
    /// What is drawn of both.
    pub charts: &'a [Chart],
    /// What of the run the figures do not hold.
    pub stamp: Stamp,
}

/// The document.
pub fn comparison(of: Comparing, language: Language) -> Document {
    let Comparing { comparison, summaries, charts, stamp } = of;
    let mut sections = vec![opening(comparison, language), side_by_side::side_by_side(comparison, language)];
    sections.extend(drawn(charts, language));
    sections.push(choices::choices(comparison, language));
    for (place, pair) in of_the_first(comparison) {
        sections.extend(pair::pair(comparison, pair, place, charts, language));
    }
    let rules = rules(comparison, language);
    sections.extend(Some(rules).filter(|section| !section.blocks.is_empty()));
    sections.push(run::run(comparison, summaries, stamp, language));
    sections.extend(lookup::lookup(comparison, language));
    let names: Vec<String> = comparison.scenarios.iter().map(|scenario| shown(&scenario.scenario)).collect();
    Document {
        subject: Subject::Comparison,
        language,
        currency: comparison.currency.clone(),
        title: names.join(", "),
        verdict: verdict::verdict(comparison, language),
        sections,
    }
}

/// What was asked, and which scenario is which.
fn opening(comparison: &Comparison, language: Language) -> Section {
    let asked = say!(
        language,
        "comparison-line",
        months = language.months(comparison.months),
        currency = name(&comparison.currency, 12),
        count = comparison.trials,
        seed = comparison.seed.to_string()
    );
    let scenarios = comparison.scenarios.iter();
    let names =
        scenarios.map(|scenario| format!("{}: {}", shown(&scenario.scenario), name(&scenario.name, 60)));
    let blocks = std::iter::once(asked).chain(names).map(Block::Words).collect();
    Section::new(Kind::Opening, String::new(), blocks)
}

/// The scenarios over each other; none where nothing is drawn of them.
fn drawn(charts: &[Chart], language: Language) -> Option<Section> {
    let blocks: Vec<Block> = super::drawn_of(charts, &["cumulative-profit", "profit-exceedance"]).collect();
    (!blocks.is_empty()).then(|| Section::new(Kind::Drawn, say!(language, "drawn-title"), blocks))
}

/// Each pair of the first scenario with another, and the other's place, counted from 1.
fn of_the_first(comparison: &Comparison) -> impl Iterator<Item = (usize, &Pair)> {
    let first = comparison.scenarios.first().map(|scenario| scenario.scenario.as_str());
    let pairs = comparison.pairs.iter().filter(move |pair| Some(pair.a.as_str()) == first);
    pairs.enumerate().map(|(place, pair)| (place + 2, pair))
}

fn rules(comparison: &Comparison, language: Language) -> Section {
    let rules: Vec<(&str, &BudgetRules)> = comparison
        .scenarios
        .iter()
        .map(|scenario| (scenario.scenario.as_str(), &scenario.budget_rules))
        .collect();
    budget_rules::budget_rules(&rules, currency_sign(&comparison.currency), language)
}

fn shown(scenario: &str) -> String {
    name(scenario, NAME_LETTERS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::comparison_fixture::{comparison as fixture, three};
    use crate::report::document::Table;

    fn document(comparison: &Comparison) -> Document {
        let of = Comparing { comparison, summaries: &[], charts: &[], stamp: Stamp { version: "1.2.3" } };
        super::comparison(of, Language::English)
    }

    fn tables(document: &Document) -> Vec<&Table> {
        let blocks = document.sections.iter().flat_map(|section| &section.blocks);
        blocks
            .filter_map(|block| match block {
                Block::Table(table) | Block::Steps(table) => Some(table),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn every_table_has_a_name_of_its_own_and_a_cell_for_each_column() {
        for comparison in [fixture(), three()] {
            let document = document(&comparison);
            let tables = tables(&document);
            let mut ids: Vec<&str> = tables.iter().map(|table| table.id.as_str()).collect();
            ids.sort_unstable();
            let count = ids.len();
            ids.dedup();
            assert_eq!(ids.len(), count);
            for table in tables {
                assert!(table.rows.iter().all(|row| row.cells.len() == table.columns.len()), "{}", table.id);
            }
        }
    }

    #[test]
    fn of_three_scenarios_two_pairs_are_told_and_the_third_is_looked_up() {
        let document = document(&three());
        let count = |kind: Kind| document.sections.iter().filter(|section| section.kind == kind).count();
        assert_eq!((count(Kind::Pair), count(Kind::Waterfall), count(Kind::Changes)), (2, 1, 1));
        // Three scenarios, three pairs, the choices.
        assert_eq!(count(Kind::EveryFigure), 3 + 3 + 1);
    }
}
