//! LTV by segment: three numbers that people confuse, each for one client and for a cohort's average; LTV:CAC with its
//! ladder, payback, and what the reader must know about lives that never end.

use super::{Block, Cell, Column, Kind, Row, Section, Table};
use crate::forecast::figure::Figure;
use crate::forecast::summary::{Ladder, SegmentSummary, Summary};
use crate::report::charts::Chart;
use crate::report::language::{Language, currency_sign, say};
use crate::report::words::name;

/// The section.
pub(super) fn ltv(summary: &Summary, drawn: &[Chart], language: Language) -> Section {
    let months = summary.scenario.lifetime_months;
    let mut blocks = vec![Block::Table(values(summary, language)), Block::Table(returns(summary, language))];
    blocks.extend(endless_lives(summary, language).map(Block::Words));
    blocks.extend(retention(summary, language).map(Block::Table));
    blocks.extend(super::drawn_of(drawn, &["retention", "payback", "client-ltv"]));
    let title = say!(language, "ltv-title", months = language.months(months));
    Section::new(Kind::Ltv, title, blocks).noted(say!(language, "ltv-note"))
}

/// The LTVs of each segment.
fn values(summary: &Summary, language: Language) -> Table {
    let money = currency_sign(&summary.scenario.currency);
    let cohort = |percentile: &str| say!(language, "ltv-cohort-at", percentile = percentile);
    let client = |percentile: &str| say!(language, "ltv-client-at", percentile = percentile);
    let number = |head: String, full: String| Column::number(head).in_full(full).of(money);
    let columns = vec![
        Column::name(say!(language, "head-segment")),
        Column::name("LTV".to_owned()),
        number(say!(language, "head-mean"), say!(language, "ltv-cohort-mean")),
        number("P10".to_owned(), cohort("P10")),
        number("P50".to_owned(), cohort("P50")),
        number("P90".to_owned(), cohort("P90")),
        number(say!(language, "head-one-client-p10"), client("P10")),
        number("P50".to_owned(), client("P50")),
        number("P90".to_owned(), client("P90")),
    ];
    let percentiles = |figure: &Figure| [figure.p10, figure.p50, figure.p90].map(Cell::money);
    let mut rows = Vec::new();
    for segment in &summary.segments {
        let (cohort, client) = (&segment.ltv_cohort, &segment.ltv_client);
        let measures = [
            (say!(language, "level-revenue"), &cohort.revenue, &client.revenue),
            (say!(language, "level-margin"), &cohort.margin, &client.margin),
            (say!(language, "level-net"), &cohort.net, &client.net),
        ];
        for (place, (measure, cohort, client)) in measures.into_iter().enumerate() {
            let title = if place == 0 { Cell::Name(segment.name.clone()) } else { Cell::Empty };
            let mut cells = vec![title, Cell::Words(measure), Cell::money(cohort.mean)];
            cells.extend(percentiles(cohort));
            cells.extend(percentiles(client));
            rows.push(Row::of(cells));
        }
    }
    Table::new("ltv-values", say!(language, "ltv-caption"), columns, rows)
}

/// LTV:CAC, its rung, payback, and the share of LTV beyond the budget.
fn returns(summary: &Summary, language: Language) -> Table {
    let at = |percentile: &str| format!("LTV:CAC {percentile}");
    let payback = |percentile: &str| say!(language, "payback-at", percentile = percentile);
    let columns = vec![
        Column::name(say!(language, "head-segment")),
        Column::number("LTV:CAC P10".to_owned()),
        Column::number("P50".to_owned()).in_full(at("P50")),
        Column::number("P90".to_owned()).in_full(at("P90")),
        Column::number(say!(language, "head-ladder")),
        Column::number(say!(language, "head-payback-p50")).in_full(payback("P50")),
        Column::number("P90".to_owned()).in_full(payback("P90")),
        Column::number(say!(language, "head-never")).in_full(say!(language, "never-pays-back")),
        Column::number(say!(language, "head-ltv-beyond")).in_full(say!(language, "ltv-beyond")),
    ];
    let rows = summary.segments.iter().map(|segment| {
        let mut cells = vec![Cell::Name(segment.name.clone())];
        let (to_cac, month) = (&segment.ltv_to_cac, &segment.payback_month.month);
        cells.extend([to_cac.p10, to_cac.p50, to_cac.p90].map(Cell::ratio));
        cells.push(match segment.ladder {
            Some(rung) => Cell::Words(ladder(rung, language)),
            None => Cell::ratio(None),
        });
        cells.extend([month.p50, month.p90].map(|month| payback_month(segment, month, language)));
        cells.push(Cell::share(segment.payback_month.never));
        cells.push(Cell::share(segment.ltv_share_beyond_months.mean));
        Row::of(cells)
    });
    Table::new("ltv-returns", say!(language, "returns-caption"), columns, rows.collect()).that_sorts()
}

/// A month, or `never` where that share of the cases does not pay back.
fn payback_month(segment: &SegmentSummary, percentile: Option<f64>, language: Language) -> Cell {
    match (percentile, segment.payback_month.never) {
        (None, Some(never)) if never > 0.0 => Cell::Words(say!(language, "never")),
        (month, _) => Cell::months(month),
    }
}

/// The ages at which retention is told, where clients are followed so far.
const TOLD_AGES: [usize; 9] = [1, 3, 6, 9, 12, 18, 24, 36, 60];

/// How many of a cohort are still there, by months since joining; nothing where nobody is acquired.
fn retention(summary: &Summary, language: Language) -> Option<Table> {
    let share = |segment: &SegmentSummary, months: usize| {
        segment.ages.iter().find(|age| age.age_months == months).and_then(|age| age.retention.mean)
    };
    let told = |months: &usize| summary.segments.iter().any(|segment| share(segment, *months).is_some());
    let ages: Vec<usize> = TOLD_AGES.into_iter().filter(told).collect();
    if ages.is_empty() {
        return None;
    }
    let mut columns = vec![Column::name(say!(language, "head-still-there"))];
    let after = |months: &usize| Column::number(months.to_string()).in_full(language.months(*months));
    columns.extend(ages.iter().map(after));
    let rows = summary.segments.iter().map(|segment| {
        let shares = ages.iter().map(|&months| Cell::share(share(segment, months)));
        Row::of(std::iter::once(Cell::Name(segment.name.clone())).chain(shares).collect())
    });
    Some(Table::new("retention", say!(language, "head-still-there"), columns, rows.collect()).that_sorts())
}

/// Sentences about segments whose clients have no mean life.
fn endless_lives(summary: &Summary, language: Language) -> impl Iterator<Item = String> {
    let endless = summary.segments.iter().filter(|segment| segment.infinite_life_share > 0.0);
    endless.map(move |segment| {
        say!(
            language,
            "endless-lives",
            segment = name(&segment.name, 40),
            share = language.chance(segment.infinite_life_share),
            months = language.months(summary.scenario.lifetime_months)
        )
    })
}

/// A rung of the ladder.
pub fn ladder(rung: Ladder, language: Language) -> String {
    match rung {
        Ladder::Ruin => say!(language, "ladder-ruin"),
        Ladder::Thin => say!(language, "ladder-thin"),
        Ladder::Healthy => say!(language, "ladder-healthy"),
        Ladder::Excellent => say!(language, "ladder-excellent"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;
    use crate::report::language::Language::English;

    #[test]
    fn an_infinite_mean_life_is_said() {
        let summary = fixture::summary();
        let said: Vec<String> = endless_lives(&summary, English).collect();
        assert_eq!(said.len(), 1);
        assert!(said[0].starts_with("Paid search: in over 99 % of cases"), "{said:?}");
    }

    #[test]
    fn a_percentile_that_never_pays_says_so() {
        let mut summary = fixture::summary();
        summary.segments[0].payback_month.month.p90 = None;
        let said = |summary: &Summary| payback_month(&summary.segments[0], None, English);
        assert_eq!(said(&summary), Cell::Words("never".to_owned()));
        summary.segments[0].payback_month.never = None;
        assert_eq!(said(&summary), Cell::months(None));
    }
}
