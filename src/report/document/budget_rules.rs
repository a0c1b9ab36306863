//! Budget rules: how likely each is kept, by segment, and the highest CAC that keeps the target ROMI.

use super::{Block, Cell, Column, Kind, Row, Section, Table};
use crate::forecast::figure::Estimate;
use crate::forecast::rules::{BudgetRules, ReturnRules, SegmentRules};
use crate::report::language::{Language, say};
use crate::report::words::{self, name};

/// Segments that are listed of a forecast; the rest is counted.
const SEGMENTS_MOST: usize = 8;

/// The rules of one forecast, or of several, each under its name, side by side; without a block where nobody is acquired.
pub fn budget_rules(forecasts: &[(&str, &BudgetRules)], money: &str, language: Language) -> Section {
    let blocks = blocks(forecasts, money, language);
    Section::new(Kind::Rules, say!(language, "rules-title"), blocks).noted(say!(language, "rules-note"))
}

fn blocks(forecasts: &[(&str, &BudgetRules)], money: &str, language: Language) -> Vec<Block> {
    let told: Vec<_> = forecasts.iter().copied().filter(|(_, rules)| !is_empty(rules)).collect();
    let Some(((_, first), rest)) = told.split_first() else { return Vec::new() };
    let mut blocks = Vec::new();
    let is_one = forecasts.len() == 1;
    let mut add = |of: &[(&str, &BudgetRules)], place: usize| {
        blocks.push(Block::Table(chances(of, is_one, place, money, language)));
        blocks.extend(
            of.first().into_iter().flat_map(|(_, rules)| sentences(rules, language)).map(Block::Words),
        );
    };
    if rest.iter().all(|(_, rules)| have_the_same_yardsticks(first, rules)) {
        add(&told, 0);
    } else {
        for (place, one) in told.iter().enumerate() {
            add(std::slice::from_ref(one), place);
        }
    }
    for (title, rules) in told {
        if let Some(sentence) = affordable(rules, language) {
            let whose = if is_one { String::new() } else { format!("{}: ", name(title, 40)) };
            blocks.push(Block::Words(words::capital(&(whose + &sentence))));
        }
    }
    blocks
}

/// Whether there is nobody to ask the rules of.
fn is_empty(rules: &BudgetRules) -> bool {
    let asks_nothing = |of: &ReturnRules| of.probability_of_romi.is_none() && of.affordable_cac.p50.is_none();
    asks_nothing(&rules.all) && rules.segments.iter().all(|segment| asks_nothing(&segment.returns))
}

fn have_the_same_yardsticks(one: &BudgetRules, other: &BudgetRules) -> bool {
    let numbers =
        |rules: &BudgetRules| (rules.ltv_to_cac, rules.payback_months, rules.target_romi, rules.confidence);
    numbers(one) == numbers(other) && one.revenue_to_cac == other.revenue_to_cac
}

/// The table of forecasts that have the same yardsticks.
fn chances(
    forecasts: &[(&str, &BudgetRules)],
    is_one: bool,
    place: usize,
    money: &str,
    language: Language,
) -> Table {
    let columns = forecasts.first().map_or_else(Vec::new, |(_, rules)| heads(rules, is_one, money, language));
    let mut rows = Vec::new();
    for (title, rules) in forecasts {
        let of_one = rows_of(rules, columns.len() - usize::from(!is_one), language);
        for (place, mut cells) in of_one.into_iter().enumerate() {
            if !is_one {
                cells.insert(0, if place == 0 { Cell::Name((*title).to_owned()) } else { Cell::Empty });
            }
            rows.push(Row::of(cells));
        }
    }
    let id = if place == 0 { "budget-rules".to_owned() } else { format!("budget-rules-{}", place + 1) };
    Table::new(&id, say!(language, "rules-caption"), columns, rows)
}

fn heads(rules: &BudgetRules, is_one: bool, money: &str, language: Language) -> Vec<Column> {
    let significant = |value| language.significant(value);
    let mut columns = Vec::new();
    if !is_one {
        columns.push(Column::name(say!(language, "head-scenario")));
    }
    columns.push(Column::name(say!(language, "head-segment")));
    columns.push(Column::number(format!("LTV:CAC {}+", significant(rules.ltv_to_cac))));
    columns.push(
        Column::number(say!(language, "head-payback-by", month = rules.payback_months)).in_full(say!(
            language,
            "payback-within",
            months = language.months(rules.payback_months)
        )),
    );
    columns.extend(rules.revenue_to_cac.iter().enumerate().map(|(place, level)| {
        let times = significant(*level);
        let full = say!(language, "head-revenue-times", times = times.clone());
        let head = if place == 0 { full.clone() } else { say!(language, "head-times", times = times) };
        Column::number(head).in_full(full)
    }));
    columns.push(Column::number(format!("ROMI {}+", language.exact_percent(rules.target_romi))));
    columns.push(Column::number(say!(language, "head-cac-up-to")).of(money));
    columns.push(Column::number(say!(language, "head-cac-paid")).of(money));
    columns
}

/// The whole and its segments; of a single segment, which is the whole, that one alone.
fn rows_of(rules: &BudgetRules, columns: usize, language: Language) -> Vec<Vec<Cell>> {
    let segment = |of: &SegmentRules| {
        let of_ltv = [of.probability_of_ltv_to_cac, of.probability_of_payback];
        row(Cell::Name(of.name.clone()), of_ltv, &of.returns)
    };
    let mut rows: Vec<Vec<Cell>> = rules.segments.iter().take(SEGMENTS_MOST).map(segment).collect();
    if rules.segments.len() > 1 {
        rows.insert(0, row(Cell::Words(say!(language, "all-segments")), [None; 2], &rules.all));
    }
    let more = rules.segments.len().saturating_sub(SEGMENTS_MOST);
    if more > 0 {
        let mut last = vec![Cell::Empty; columns];
        last[0] = Cell::Words(say!(language, "and-more", count = more));
        rows.push(last);
    }
    rows
}

fn row(title: Cell, of_ltv: [Option<Estimate>; 2], returns: &ReturnRules) -> Vec<Cell> {
    let said = |estimate: Option<Estimate>| Cell::chance(estimate.map(|estimate| estimate.value));
    let mut cells = vec![title];
    cells.extend(of_ltv.map(said));
    cells.extend(returns.probability_of_revenue_to_cac.iter().copied().map(said));
    cells.push(said(returns.probability_of_romi));
    cells.push(Cell::money(returns.affordable_cac_at_confidence.map(|cac| cac.value)));
    cells.push(Cell::money(returns.cac_paid.p50));
    cells
}

/// What the columns are, and where the rules come from.
fn sentences(rules: &BudgetRules, language: Language) -> [String; 4] {
    let levels: Vec<String> = rules.revenue_to_cac.iter().map(|&level| language.significant(level)).collect();
    [
        say!(
            language,
            "rule-ltv-to-cac",
            ratio = language.significant(rules.ltv_to_cac),
            source = said_by(&say!(language, "source-ltv-to-cac"), rules.ltv_to_cac == 3.0)
        ),
        say!(
            language,
            "rule-payback",
            months = language.months(rules.payback_months),
            source = said_by(&say!(language, "source-payback"), rules.payback_months == 12)
        ),
        say!(
            language,
            "rule-revenue",
            times = levels.join(&say!(language, "or")),
            source = said_by(&say!(language, "source-revenue"), rules.revenue_to_cac == [4.0, 5.0])
        ),
        say!(
            language,
            "rule-romi",
            romi = language.exact_percent(rules.target_romi),
            confidence = language.exact_percent(rules.confidence)
        ),
    ]
}

/// Where a yardstick comes from, if it is the usual one and not the user's own.
fn said_by(source: &str, is_usual: bool) -> String {
    if is_usual { format!(": {source}") } else { String::new() }
}

/// The highest CAC that keeps the target; none where nobody is acquired.
fn affordable(rules: &BudgetRules, language: Language) -> Option<String> {
    let most = rules.all.affordable_cac_at_confidence?;
    let paid = rules.all.cac_paid.p50?;
    Some(say!(
        language,
        "rule-affordable",
        romi = language.exact_percent(rules.target_romi),
        confidence = language.exact_percent(rules.confidence),
        most = language.significant(most.value),
        paid = language.significant(paid)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;
    use crate::report::language::Language::English;

    fn tables(forecasts: &[(&str, &BudgetRules)]) -> Vec<Table> {
        let blocks = budget_rules(forecasts, "₽", English).blocks;
        blocks
            .into_iter()
            .filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None })
            .collect()
    }

    #[test]
    fn several_forecasts_share_a_table_unless_their_yardsticks_differ() {
        let base = fixture::budget_rules();
        let mut other = fixture::budget_rules();
        let of = |other: &BudgetRules| tables(&[("Base", &base), ("Other", other)]);
        let shared = of(&other);
        assert_eq!(shared.len(), 1);
        let names: Vec<&Cell> = shared[0].rows.iter().map(|row| &row.cells[0]).collect();
        let [base_name, other_name] = ["Base", "Other"].map(|name| Cell::Name(name.to_owned()));
        assert_eq!(names, [&base_name, &Cell::Empty, &Cell::Empty, &other_name, &Cell::Empty, &Cell::Empty]);
        other.ltv_to_cac = 4.0;
        let apart = of(&other);
        assert_eq!(apart.len(), 2);
        assert_eq!(
            (apart[0].columns[2].head.as_str(), apart[1].columns[2].head.as_str()),
            ("LTV:CAC 3+", "LTV:CAC 4+")
        );
        assert_ne!(apart[0].id, apart[1].id);
    }

    #[test]
    fn of_many_segments_eight_are_listed_and_of_one_no_total() {
        let mut rules = fixture::budget_rules();
        rules.segments = vec![rules.segments[0].clone(); 11];
        let firsts = |rules: &BudgetRules| -> Vec<Cell> {
            tables(&[("Shop", rules)])[0].rows.iter().map(|row| row.cells[0].clone()).collect()
        };
        let many = firsts(&rules);
        assert_eq!(many.len(), 1 + 8 + 1);
        assert_eq!(many[0], Cell::Words("All".to_owned()));
        assert_eq!(many[9], Cell::Words("and 3 more".to_owned()));
        rules.segments.truncate(1);
        assert_eq!(firsts(&rules), [Cell::Name("Paid search".to_owned())]);
    }

    #[test]
    fn where_nobody_is_acquired_there_is_nothing_to_say() {
        let mut rules = fixture::budget_rules();
        rules.segments.remove(0);
        rules.all = rules.segments[0].returns.clone();
        assert!(budget_rules(&[("Shop", &rules)], "₽", English).blocks.is_empty());
    }
}
