//! Rules of thumb with their sources, to be read beside the user's own numbers. They enter no calculation.

use super::{Block, Cell, Column, Kind, Row, Section, Table};
use crate::decision::calculator::{Calculation, Formula, Measure};
use crate::forecast::summary::Summary;
use crate::report::language::{Language, say};
use serde::Serialize;

/// A rule beside the user's number.
#[derive(Debug, Clone, Serialize)]
pub struct Comparison {
    /// What is compared.
    pub measure: String,
    /// The user's number, as it is told.
    pub yours: String,
    /// The rule.
    pub rule: String,
    /// Where the rule comes from.
    pub source: String,
}

/// The rules as a table, with their sources under it; without a block where there is nothing to compare.
pub fn rules_of_thumb(rules: &[Comparison], language: Language) -> Section {
    let title = say!(language, "rules-of-thumb-title");
    Section::new(Kind::Rules, title, blocks(rules, language)).noted(say!(language, "rules-of-thumb-note"))
}

fn blocks(rules: &[Comparison], language: Language) -> Vec<Block> {
    if rules.is_empty() {
        return Vec::new();
    }
    let columns = ["", &say!(language, "head-yours"), &say!(language, "head-rule-of-thumb")]
        .map(|head| Column::name(head.to_owned()));
    let rows = rules.iter().enumerate().map(|(place, rule)| {
        let said = format!("{} [{}]", rule.rule, place + 1);
        Row::of([rule.measure.clone(), rule.yours.clone(), said].map(Cell::Words).to_vec())
    });
    let caption = say!(language, "rules-of-thumb-title");
    let table = Table::new("rules-of-thumb", caption, columns.to_vec(), rows.collect());
    let sources = rules.iter().enumerate().map(|(place, rule)| format!("[{}] {}", place + 1, rule.source));
    std::iter::once(Block::Table(table)).chain(sources.map(Block::Words)).collect()
}

fn churn(yours: &str, language: Language) -> [Comparison; 3] {
    let row = |measure: String, yours: &str, rule: String, source: String| Comparison {
        measure,
        yours: yours.to_owned(),
        rule,
        source,
    };
    [
        row(
            say!(language, "thumb-churn"),
            yours,
            say!(language, "thumb-churn-established"),
            say!(language, "source-churn-established"),
        ),
        row(String::new(), "", say!(language, "thumb-churn-young"), say!(language, "source-churn-young")),
        row(String::new(), "", say!(language, "thumb-churn-small"), say!(language, "source-churn-small")),
    ]
}

fn ltv_to_cac(yours: String, language: Language) -> Comparison {
    let rule = say!(language, "thumb-ltv-to-cac");
    Comparison { measure: "LTV:CAC".to_owned(), yours, rule, source: say!(language, "source-ltv-to-cac") }
}

fn revenue(yours: String, language: Language) -> Comparison {
    Comparison {
        measure: say!(language, "thumb-revenue-measure"),
        yours,
        rule: say!(language, "thumb-revenue"),
        source: say!(language, "source-revenue-short"),
    }
}

/// The rules that a calculation has a number for; medians, where the number is a range.
pub fn beside_calculation(calculation: &Calculation, language: Language) -> Vec<Comparison> {
    let median = |measure| calculation.figure(Formula::Measure(measure)).and_then(|figure| figure.p50);
    let mut rows = Vec::new();
    if let Some(a_year) = median(Measure::ChurnAYear) {
        // Retention is told whether churn was stated or counted.
        let a_month =
            median(Measure::ChurnRate).or_else(|| median(Measure::Retention).map(|kept| 1.0 - kept));
        let a_year = language.percent(a_year);
        let yours = if let Some(a_month) = a_month {
            say!(language, "a-month-a-year", month = language.exact_percent(a_month), year = a_year)
        } else {
            say!(language, "a-year", share = a_year)
        };
        rows.extend(churn(&yours, language));
    }
    rows.extend(median(Measure::LtvToCac).map(|value| ltv_to_cac(language.ratio(value), language)));
    rows.extend(
        median(Measure::Roas)
            .map(|value| revenue(say!(language, "so-many-times", times = language.ratio(value)), language)),
    );
    rows
}

/// The rules beside a forecast's numbers, but for the budget's, which stand with their chances.
pub(super) fn beside_forecast(summary: &Summary, language: Language) -> Vec<Comparison> {
    let mut rows = Vec::new();
    // The mean: of few clients a month's median is nobody.
    if let Some((last, rate)) = summary.months.last().and_then(|last| Some((last, last.churn_rate.mean?))) {
        let yours = say!(language, "a-month-in", share = language.percent(rate), month = last.label.name());
        rows.extend(churn(&yours, language));
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn a_forecast_stands_beside_its_rules() {
        let rows = beside_forecast(&fixture::summary(), Language::English);
        let measures: Vec<&str> = rows.iter().map(|row| row.measure.as_str()).collect();
        assert_eq!(measures, ["Churn (of SaaS)", "", ""]);
        assert!(rows.iter().all(|row| !row.source.is_empty()));
        assert!(rows[0].yours.ends_with("a month (2027-12)"), "{}", rows[0].yours);
    }
}
