//! From a segment's results to the charts of its clients: what one client leaves, and when they have paid back what they
//! cost.

use super::bands::Percentiles;
use super::client_ltv::ClientLtv;
use super::names::{file_name, shortened};
use super::payback::Payback;
use super::{Chart, Content, retention_findings};
use crate::forecast::figure::Figure;
use crate::forecast::summary::{SegmentSummary, Summary};
use crate::report::number::{chance, short, whole};
use crate::report::words;
use std::fmt::Write as _;

/// Segments that have charts of their own: more would be a heap of files that nobody opens.
const MOST_SEGMENTS: usize = 12;

/// The charts of each segment, and retention of all of them.
pub(super) fn charts(summary: &Summary) -> Vec<Chart> {
    let segments = || summary.segments.iter().take(MOST_SEGMENTS).enumerate();
    let mut charts: Vec<Chart> = retention_findings::retention(summary).into_iter().collect();
    charts.extend(segments().filter_map(|(place, segment)| client_ltv(summary, place, segment)));
    charts.extend(segments().filter_map(|(place, segment)| payback(summary, place, segment)));
    charts
}

/// What one client leaves; none where nobody is acquired.
fn client_ltv(summary: &Summary, place: usize, segment: &SegmentSummary) -> Option<Chart> {
    let histogram = &segment.client_histogram;
    let exists = histogram.edges.len() >= 2
        && histogram.edges.iter().all(|edge| edge.is_finite())
        && histogram.shares.iter().any(|share| *share > 0.0);
    if !exists {
        return None;
    }
    let client = &segment.client_before_cac;
    let median = finite(client.p50);
    let cac = finite(segment.cac.p50);
    let title = match (cac, segment.client_repays_cac, median) {
        (Some(cac), Some(repays), _) if cac > 0.0 => {
            let leaves = median.map(|median| format!("; the median one leaves {}", short(median)));
            let share = words::capital(&chance(repays.value));
            format!("{share} of clients repay their CAC of {}{}", short(cac), leaves.unwrap_or_default())
        }
        (_, _, Some(median)) => format!("The median client leaves {}", short(median)),
        _ => "What one client leaves".to_owned(),
    };
    let mut note = "One client picked at random".to_owned();
    let outside = histogram.below + histogram.above;
    if outside > 0.0 {
        let _ = write!(note, "; {} of clients lie beyond the ends", chance(outside));
    }
    note.push('.');
    if is_uncertain(&segment.cac) {
        note.push_str(" The title takes each client's own CAC, the colours the median CAC.");
    }
    Some(Chart {
        name: file_name("client-ltv", place, &segment.name),
        title,
        subtitle: subtitle(
            summary,
            segment,
            &format!(
                "what one client leaves before CAC in {}",
                words::months(summary.scenario.lifetime_months)
            ),
        ),
        note: Some(note),
        content: Content::ClientLtv(ClientLtv {
            currency: summary.scenario.currency.clone(),
            histogram: histogram.clone(),
            marks: marks(client),
            cac: cac.filter(|cac| *cac > 0.0).map(|cac| {
                let which = if is_uncertain(&segment.cac) { "median CAC" } else { "CAC" };
                (cac, format!("{which} {}", short(cac)))
            }),
        }),
    })
}

/// P10, median and P90 of a client, or the one value of all of them.
fn marks(client: &Figure) -> Vec<(f64, String)> {
    if client.p50.is_some() && !is_uncertain(client) {
        return finite(client.p50)
            .map(|value| (value, format!("nearly all {}", short(value))))
            .into_iter()
            .collect();
    }
    [(client.p10, "P10"), (client.p50, "median"), (client.p90, "P90")]
        .into_iter()
        .filter_map(|(value, name)| finite(value).map(|value| (value, format!("{name} {}", short(value)))))
        .collect()
}

/// When an average client has paid back what it cost; none where nobody is acquired.
fn payback(summary: &Summary, place: usize, segment: &SegmentSummary) -> Option<Chart> {
    let cac = Percentiles::of(&segment.cac).filter(|cac| cac.p90() > 0.0);
    let shown = if cac.is_some() { payback_ages(segment) } else { usize::MAX };
    let ages = segment.ages.iter().take_while(|age| age.age_months <= shown);
    let ages: Vec<_> = ages.map(|age| (age.age_months as f64, Percentiles::of(&age.earned))).collect();
    if ages.iter().filter(|age| age.1.is_some()).count() < 2 {
        return None;
    }
    let last = ages.last().map_or(0.0, |age| age.0);
    let paid = finite(segment.payback_month.month.p50).filter(|_| cac.is_some());
    let never = segment.payback_month.never.filter(|share| *share > 0.0);
    let never = never.map_or_else(String::new, |share| format!("; {} never", chance(share)));
    Some(Chart {
        name: file_name("payback", place, &segment.name),
        title: payback_title(summary, segment, cac),
        subtitle: subtitle(
            summary,
            segment,
            &format!("what a cohort's average client earns in its first {}", words::months(last as usize)),
        ),
        note: Some(
            "Margin less servicing of the first cohort, undiscounted; the month of joining is 1. Bands hold month by \
             month."
                .to_owned(),
        ),
        content: Content::Payback(Payback {
            currency: summary.scenario.currency.clone(),
            ages,
            cac,
            paid: paid.map(|month| (month, format!("paid back by month {} in half of the cases{never}", by(month)))),
        }),
    })
}

fn payback_title(summary: &Summary, segment: &SegmentSummary, cac: Option<Percentiles>) -> String {
    let horizon = words::months(summary.scenario.lifetime_months);
    let Some(cac) = cac.map(|cac| short(cac.median())) else {
        let earned = segment.ages.last().and_then(|age| finite(age.earned.p50));
        let earned =
            earned.map_or_else(String::new, |earned| format!(" and earn {} in {horizon}", short(earned)));
        return format!("Clients cost nothing to acquire{earned}");
    };
    let month = &segment.payback_month.month;
    let never = segment.payback_month.never.filter(|share| *share > 0.0);
    match (finite(month.p50), finite(month.p90), never) {
        (Some(median), _, Some(never)) if never >= 0.01 => {
            format!(
                "The CAC of {cac} is paid back by month {}; in {} of cases never",
                by(median),
                chance(never)
            )
        }
        (Some(median), Some(late), _) if by(late) != by(median) => {
            format!(
                "The CAC of {cac} is paid back by month {}, in 9 cases of 10 by month {}",
                by(median),
                by(late)
            )
        }
        (Some(median), ..) => format!("The CAC of {cac} is paid back by month {}", by(median)),
        (None, _, Some(never)) => {
            format!("{} of cases never pay back the CAC of {cac} within {horizon}", capital_chance(never))
        }
        (None, ..) => format!("What clients earn against their CAC of {cac}"),
    }
}

/// Ages that show when CAC is paid back, in whole years of a client's life: over five years the months that matter
/// would be a corner. All of them where half of the cases or more never pay back.
fn payback_ages(segment: &SegmentSummary) -> usize {
    let last = segment.ages.last().map_or(0, |age| age.age_months);
    let month = &segment.payback_month.month;
    let wanted =
        finite(month.p50).map(|median| (4.0 * median).max(1.5 * finite(month.p90).unwrap_or(median)));
    let shown = wanted.map_or(last, |wanted| ((wanted / 12.0).ceil().max(1.0) * 12.0) as usize);
    // An age that is kept, where ages are thinned.
    segment.ages.iter().map(|age| age.age_months).find(|age| *age >= shown).unwrap_or(last)
}

/// Half of the cases have paid by the end of that month: between two months it is the later one.
fn by(month: f64) -> String {
    whole(month.ceil())
}

fn capital_chance(share: f64) -> String {
    words::capital(&chance(share))
}

/// Whether the figure differs from case to case, by more than rounding.
fn is_uncertain(figure: &Figure) -> bool {
    match (figure.p10, figure.p90) {
        (Some(p10), Some(p90)) => p90 - p10 > 1e-9 * p10.abs().max(p90.abs()),
        _ => figure.p50.is_some(),
    }
}

fn finite(value: Option<f64>) -> Option<f64> {
    value.filter(|value| value.is_finite())
}

/// What is drawn, of which segment of which scenario; the long names stand where they are cut last.
fn subtitle(summary: &Summary, segment: &SegmentSummary, what: &str) -> String {
    format!("{}, {what}: {}", words::capital(&shortened(&segment.name, 40)), summary.scenario.name)
}

#[cfg(test)]
mod tests {
    use super::super::retention::MOST_LINES;
    use super::*;
    use crate::report::fixture;

    #[test]
    fn a_point_mass_has_one_mark() {
        assert_eq!(marks(&fixture::figure(500.0, 0.0)), [(500.0, "nearly all 500".to_owned())]);
        assert_eq!(marks(&fixture::figure(500.0, 10.0)).len(), 3);
        assert!(marks(&Figure::NONE).is_empty());
    }

    #[test]
    fn many_segments_have_few_files_and_as_many_lines_as_can_be_told_apart() {
        let mut summary = fixture::summary();
        let one = summary.segments[0].clone();
        summary.segments =
            (0..40).map(|i| SegmentSummary { name: format!("Segment {i}"), ..one.clone() }).collect();
        let charts = charts(&summary);
        assert_eq!(charts.len(), 1 + 2 * MOST_SEGMENTS);
        let Content::Retention(retention) = &charts[0].content else { panic!("retention comes first") };
        assert_eq!(retention.lines.len(), MOST_LINES);
        assert!(charts[0].note.as_ref().unwrap().contains("The first 8 of 40 segments"));
    }

    #[test]
    fn a_segment_that_acquires_nobody_has_no_chart() {
        let mut summary = fixture::summary();
        summary.segments.remove(0);
        assert_eq!(charts(&summary).len(), 0);
    }

    #[test]
    fn payback_is_shown_over_whole_years_around_it() {
        let mut segment = fixture::summary().segments.remove(0);
        let mut ages = |p50: Option<f64>, p90: Option<f64>| {
            (segment.payback_month.month.p50, segment.payback_month.month.p90) = (p50, p90);
            payback_ages(&segment)
        };
        assert_eq!(ages(Some(1.0), Some(2.0)), 12);
        assert_eq!(ages(Some(5.0), Some(7.0)), 24);
        assert_eq!(ages(Some(5.0), Some(30.0)), 48);
        assert_eq!(ages(Some(40.0), None), 60);
        assert_eq!(ages(None, None), 60);
    }

    #[test]
    fn the_title_of_payback_says_who_is_late() {
        let summary = fixture::summary();
        let mut segment = summary.segments[0].clone();
        let title =
            |segment: &SegmentSummary| payback_title(&summary, segment, Percentiles::of(&segment.cac));
        assert_eq!(title(&segment), "The CAC of 878 is paid back by month 5; in 6 % of cases never");
        segment.payback_month.never = Some(0.0);
        assert_eq!(title(&segment), "The CAC of 878 is paid back by month 5, in 9 cases of 10 by month 7");
        segment.payback_month.month.p90 = Some(5.0);
        assert_eq!(title(&segment), "The CAC of 878 is paid back by month 5");
        segment.payback_month.month = Figure::NONE;
        segment.payback_month.never = Some(0.7);
        assert_eq!(title(&segment), "70 % of cases never pay back the CAC of 878 within 60 months");
    }
}
