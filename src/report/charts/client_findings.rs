//! From a segment's results to the charts of its clients: what one client leaves, and when they have paid back what they
//! cost.

use super::bands::Percentiles;
use super::client_ltv::ClientLtv;
use super::names::{file_name, shortened};
use super::payback::Payback;
use super::{Chart, Content, retention_findings};
use crate::forecast::figure::Figure;
use crate::forecast::summary::{SegmentSummary, Summary};
use crate::report::language::{Language, say};
use crate::report::words;

/// Segments that have charts of their own: more would be a heap of files that nobody opens.
const MOST_SEGMENTS: usize = 12;

/// The charts of each segment, and retention of all of them.
pub(super) fn charts(summary: &Summary, language: Language) -> Vec<Chart> {
    let segments = || summary.segments.iter().take(MOST_SEGMENTS).enumerate();
    let mut charts: Vec<Chart> = retention_findings::retention(summary, language).into_iter().collect();
    charts.extend(segments().filter_map(|(place, segment)| client_ltv(summary, place, segment, language)));
    charts.extend(segments().filter_map(|(place, segment)| payback(summary, place, segment, language)));
    charts
}

/// What one client leaves; none where nobody is acquired.
fn client_ltv(
    summary: &Summary,
    place: usize,
    segment: &SegmentSummary,
    language: Language,
) -> Option<Chart> {
    let histogram = &segment.client_histogram;
    let exists = histogram.edges.len() >= 2
        && histogram.edges.iter().all(|edge| edge.is_finite())
        && histogram.shares.iter().any(|share| *share > 0.0);
    if !exists {
        return None;
    }
    let cac = finite(segment.cac.p50).filter(|cac| *cac > 0.0);
    let what =
        say!(language, "chart-client-subtitle", months = language.months(summary.scenario.lifetime_months));
    Some(Chart {
        name: file_name("client-ltv", place, &segment.name),
        language,
        title: client_title(segment, cac, language),
        subtitle: subtitle(summary, segment, &what),
        note: Some(client_note(segment, language)),
        content: Content::ClientLtv(ClientLtv {
            currency: summary.scenario.currency.clone(),
            histogram: histogram.clone(),
            marks: marks(&segment.client_before_cac, language),
            cac: cac.map(|cac| {
                let amount = language.short(cac);
                let is_uncertain = is_uncertain(&segment.cac);
                let text = if is_uncertain {
                    say!(language, "chart-median-cac", cac = amount)
                } else {
                    format!("CAC {amount}")
                };
                (cac, text)
            }),
        }),
    })
}

/// How many repay what they cost, and what the median client leaves.
fn client_title(segment: &SegmentSummary, cac: Option<f64>, language: Language) -> String {
    let median = finite(segment.client_before_cac.p50).map(|median| language.short(median));
    let Some((cac, repays)) = cac.zip(segment.client_repays_cac) else {
        return match median {
            Some(median) => say!(language, "chart-client-median", median = median),
            None => say!(language, "chart-client-title"),
        };
    };
    let (cac, share) = (language.short(cac), language.chance(repays.value));
    words::capital(&match median {
        Some(median) => {
            say!(language, "chart-client-repays-leaves", share = share, cac = cac, median = median)
        }
        None => say!(language, "chart-client-repays", share = share, cac = cac),
    })
}

fn client_note(segment: &SegmentSummary, language: Language) -> String {
    let histogram = &segment.client_histogram;
    let outside = histogram.below + histogram.above;
    let mut note = if outside > 0.0 {
        say!(language, "chart-client-note-beyond", share = language.chance(outside))
    } else {
        say!(language, "chart-client-note")
    };
    if is_uncertain(&segment.cac) {
        note = note + " " + &say!(language, "chart-client-note-cac");
    }
    note
}

/// P10, median and P90 of a client, or the one value of all of them.
fn marks(client: &Figure, language: Language) -> Vec<(f64, String)> {
    let said = |value: f64| language.short(value);
    let median = finite(client.p50);
    if client.p50.is_some() && !is_uncertain(client) {
        let mark = |value: f64| (value, say!(language, "chart-mark-nearly-all", amount = said(value)));
        return median.map(mark).into_iter().collect();
    }
    let outer = |value: Option<f64>, name: &str| {
        finite(value).map(|value| (value, format!("{name} {}", said(value))))
    };
    let median = median.map(|value| (value, say!(language, "chart-median", median = said(value))));
    [outer(client.p10, "P10"), median, outer(client.p90, "P90")].into_iter().flatten().collect()
}

/// When an average client has paid back what it cost; none where nobody is acquired.
fn payback(summary: &Summary, place: usize, segment: &SegmentSummary, language: Language) -> Option<Chart> {
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
    let said = |month: f64| match never {
        Some(never) => {
            say!(language, "chart-paid-never", month = by(month, language), never = language.chance(never))
        }
        None => say!(language, "chart-paid", month = by(month, language)),
    };
    Some(Chart {
        name: file_name("payback", place, &segment.name),
        language,
        title: payback_title(summary, segment, cac, language),
        subtitle: subtitle(summary, segment, &say!(language, "chart-payback-subtitle", count = last)),
        note: Some(say!(language, "chart-payback-note")),
        content: Content::Payback(Payback {
            currency: summary.scenario.currency.clone(),
            ages,
            cac,
            paid: paid.map(|month| (month, said(month))),
        }),
    })
}

fn payback_title(
    summary: &Summary,
    segment: &SegmentSummary,
    cac: Option<Percentiles>,
    language: Language,
) -> String {
    let horizon = language.months(summary.scenario.lifetime_months);
    let Some(cac) = cac.map(|cac| language.short(cac.median())) else {
        return match segment.ages.last().and_then(|age| finite(age.earned.p50)) {
            Some(earned) => {
                say!(language, "chart-payback-free-earn", earned = language.short(earned), months = horizon)
            }
            None => say!(language, "chart-payback-free"),
        };
    };
    let month = &segment.payback_month.month;
    let never = segment.payback_month.never.filter(|share| *share > 0.0);
    let said = |month: f64| by(month, language);
    match (finite(month.p50), finite(month.p90), never) {
        (Some(median), _, Some(never)) if never >= 0.01 => {
            let never = language.chance(never);
            say!(language, "chart-payback-never", cac = cac, month = said(median), never = never)
        }
        (Some(median), Some(late), _) if said(late) != said(median) => {
            say!(language, "chart-payback-late", cac = cac, month = said(median), late = said(late))
        }
        (Some(median), ..) => say!(language, "chart-payback-by", cac = cac, month = said(median)),
        (None, _, Some(never)) => {
            let never = language.chance(never);
            words::capital(&say!(
                language,
                "chart-payback-rarely",
                never = never,
                cac = cac,
                months = horizon
            ))
        }
        (None, ..) => say!(language, "chart-payback-earn", cac = cac),
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
fn by(month: f64, language: Language) -> String {
    language.whole(month.ceil())
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
    use crate::report::language::Language::{English, Russian};

    #[test]
    fn a_point_mass_has_one_mark() {
        let of = |figure: &Figure| marks(figure, English);
        assert_eq!(of(&fixture::figure(500.0, 0.0)), [(500.0, "nearly all 500".to_owned())]);
        assert_eq!(of(&fixture::figure(500.0, 10.0)).len(), 3);
        assert!(of(&Figure::NONE).is_empty());
    }

    #[test]
    fn many_segments_have_few_files_and_as_many_lines_as_can_be_told_apart() {
        let mut summary = fixture::summary();
        let one = summary.segments[0].clone();
        summary.segments =
            (0..40).map(|i| SegmentSummary { name: format!("Segment {i}"), ..one.clone() }).collect();
        let charts = charts(&summary, English);
        assert_eq!(charts.len(), 1 + 2 * MOST_SEGMENTS);
        let Content::Retention(retention) = &charts[0].content else { panic!("retention comes first") };
        assert_eq!(retention.lines.len(), MOST_LINES);
        assert!(charts[0].note.as_ref().unwrap().contains("The first 8 of 40 segments"));
    }

    #[test]
    fn a_segment_that_acquires_nobody_has_no_chart() {
        let mut summary = fixture::summary();
        summary.segments.remove(0);
        assert_eq!(charts(&summary, English).len(), 0);
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
        let title = |segment: &SegmentSummary| {
            payback_title(&summary, segment, Percentiles::of(&segment.cac), English)
        };
        let in_russian = payback_title(&summary, &segment, Percentiles::of(&segment.cac), Russian);
        let said = "CAC 878 окупается к 5-му месяцу; в 6\u{A0}% случаев — никогда";
        assert_eq!(in_russian, said);
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
