//! LTV by segment: three numbers that people confuse, each for one client and for a cohort's average; LTV:CAC with its
//! ladder, payback, and what the reader must know about lives that never end.

use super::table::table;
use super::{Look, name};
use crate::forecast::figure::Figure;
use crate::forecast::summary::{Ladder, SegmentSummary, Summary};
use crate::report::number::{NONE, chance, maybe, percent, ratio, short};
use std::fmt::Write as _;

/// The LTV table.
pub(super) fn ltv(summary: &Summary, look: Look) -> String {
    let head = ["Segment", "LTV", "Mean", "P10", "P50", "P90", "1 client P10", "P50", "P90"];
    let mut rows = Vec::new();
    for segment in &summary.segments {
        let (cohort, client) = (&segment.ltv_cohort, &segment.ltv_client);
        let measures = [
            ("revenue", &cohort.revenue, &client.revenue),
            ("margin", &cohort.margin, &client.margin),
            ("net of CAC", &cohort.net, &client.net),
        ];
        for (place, (measure, cohort, client)) in measures.into_iter().enumerate() {
            let title = if place == 0 { name(&segment.name, 24) } else { String::new() };
            let mut row = vec![title, measure.to_owned(), maybe(cohort.mean, short)];
            row.extend(percentiles(cohort));
            row.extend(percentiles(client));
            rows.push(row);
        }
    }
    table(look, 2, &head, rows)
}

/// LTV:CAC, its rung, payback, and the share of LTV beyond the budget.
pub(super) fn returns(summary: &Summary, look: Look) -> String {
    let head = [
        "Segment",
        "LTV:CAC P10",
        "P50",
        "P90",
        "Ladder",
        "Payback P50",
        "P90",
        "Never",
        "LTV beyond budget",
    ];
    let rows = summary.segments.iter().map(|segment| {
        let mut row = vec![name(&segment.name, 24)];
        let to_cac = &segment.ltv_to_cac;
        row.extend([to_cac.p10, to_cac.p50, to_cac.p90].map(|value| maybe(value, ratio)));
        row.push(segment.ladder.map_or(NONE, ladder).to_owned());
        row.extend([
            payback(segment, segment.payback_month.month.p50),
            payback(segment, segment.payback_month.month.p90),
        ]);
        row.push(segment.payback_month.never.map_or_else(|| NONE.to_owned(), percent));
        row.push(maybe(segment.ltv_share_beyond_months.mean, percent));
        row
    });
    table(look, 1, &head, rows.collect())
}

/// The ages at which retention is told, where clients are followed so far.
const TOLD_AGES: [usize; 9] = [1, 3, 6, 9, 12, 18, 24, 36, 60];

/// How many of a cohort are still there, by months since joining; nothing where nobody is acquired.
pub(super) fn retention(summary: &Summary, look: Look) -> String {
    let share = |segment: &SegmentSummary, months: usize| {
        segment.ages.iter().find(|age| age.age_months == months).and_then(|age| age.retention.mean)
    };
    let told = |months: &usize| summary.segments.iter().any(|segment| share(segment, *months).is_some());
    let ages: Vec<usize> = TOLD_AGES.into_iter().filter(told).collect();
    if ages.is_empty() {
        return String::new();
    }
    let titles: Vec<String> = ages.iter().map(ToString::to_string).collect();
    let mut head = vec!["Still there after months"];
    head.extend(titles.iter().map(String::as_str));
    let rows = summary.segments.iter().map(|segment| {
        let shares = ages.iter().map(|&months| maybe(share(segment, months), percent));
        std::iter::once(name(&segment.name, 24)).chain(shares).collect()
    });
    table(look, 1, &head, rows.collect())
}

/// Sentences about segments whose clients have no mean life.
pub(super) fn endless_lives(summary: &Summary) -> String {
    let mut text = String::new();
    for segment in summary.segments.iter().filter(|segment| segment.infinite_life_share > 0.0) {
        let _ = writeln!(
            text,
            "{}: in {} of cases the mean life of a client is infinite (the loyal leave too seldom for a mean); LTV counts {} months.",
            name(&segment.name, 40),
            chance(segment.infinite_life_share),
            summary.scenario.lifetime_months
        );
    }
    text
}

fn percentiles(figure: &Figure) -> [String; 3] {
    [figure.p10, figure.p50, figure.p90].map(|value| maybe(value, short))
}

/// A month, or `never` where that share of the cases does not pay back.
fn payback(segment: &SegmentSummary, percentile: Option<f64>) -> String {
    match (percentile, segment.payback_month.never) {
        (None, Some(never)) if never > 0.0 => "never".to_owned(),
        (month, _) => maybe(month, short),
    }
}

/// A rung of the ladder.
pub(super) fn ladder(rung: Ladder) -> &'static str {
    match rung {
        Ladder::Ruin => "ruin (<2)",
        Ladder::Thin => "thin (2+)",
        Ladder::Healthy => "healthy (3+)",
        Ladder::Excellent => "excellent (4+)",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn a_segment_that_acquires_nobody_has_dashes() {
        insta::assert_snapshot!(ltv(&fixture::summary(), Look::Plain));
        insta::assert_snapshot!(returns(&fixture::summary(), Look::Plain));
    }

    #[test]
    fn an_infinite_mean_life_is_said() {
        let text = endless_lives(&fixture::summary());
        assert!(text.starts_with("Paid search: in over 99 % of cases"), "{text}");
        assert_eq!(text.lines().count(), 1);
    }

    #[test]
    fn a_percentile_that_never_pays_says_so() {
        let mut summary = fixture::summary();
        summary.segments[0].payback_month.month.p90 = None;
        assert_eq!(payback(&summary.segments[0], None), "never");
        summary.segments[0].payback_month.never = None;
        assert_eq!(payback(&summary.segments[0], None), NONE);
    }
}
