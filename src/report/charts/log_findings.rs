//! From an order log's figures to its charts: how long clients stay, and how unevenly they pay.

use super::cohort_heat::{self, CohortHeat};
use super::concentration::Curve;
use super::names::shortened;
use super::retention::{Age, MOST_LINES, Retention, Survival};
use super::{Chart, Content};
use crate::data::metrics::{Cohort, Definition, Figures, Metrics};
use crate::report::language::{Language, say};

/// Letters of a segment's name at the end of its line.
const LETTERS_AT_A_LINE: usize = 24;
/// Shares of fewer clients than this would only show chance.
const LEAST_CLIENTS: u64 = 30;
/// The age that retention is told at besides the first, if clients can be judged so far.
const TOLD_AGE: usize = 12;

/// The charts of an order log; none of what there is nothing to show of.
pub fn log_charts(metrics: &Metrics, language: Language) -> Vec<Chart> {
    let charts = [cohort_heat, retention, concentration];
    charts.iter().filter_map(|chart| chart(metrics, language)).collect()
}

/// How the share that is there came about.
fn how(metrics: &Metrics, language: Language) -> String {
    match metrics.definition {
        Definition::Recapture { never_missed: false, .. } => say!(language, "chart-how-estimated"),
        Definition::Recapture { .. } => say!(language, "chart-how-nobody-pauses"),
        Definition::Silence { .. } => say!(language, "chart-how-silence"),
        Definition::Subscriptions => say!(language, "chart-how-subscriptions"),
    }
}

fn span(metrics: &Metrics, language: Language) -> String {
    let (from, until) = (metrics.data.from.to_string(), metrics.data.until.to_string());
    let days = say!(language, "chart-range", low = from, high = until);
    say!(language, "chart-log-span", days = days, count = metrics.total.clients)
}

/// `After 1 month 62 % of clients are still there, after 12 months 31 %`; none if no age can be judged.
fn told(retention: &[f64], language: Language) -> Option<String> {
    let first = retention.get(1)?;
    let last = TOLD_AGE.min(retention.len() - 1);
    let (month, share) = (language.months(1), language.whole_percent(*first));
    if last <= 1 {
        return Some(say!(language, "chart-still-there", months = month, share = share));
    }
    Some(say!(
        language,
        "chart-still-there-later",
        month = month,
        share = share,
        months = language.months(last),
        later = language.whole_percent(retention[last])
    ))
}

fn cohort_heat(metrics: &Metrics, language: Language) -> Option<Chart> {
    let judged = |cohort: &&Cohort| cohort.retention.iter().skip(1).any(Option::is_some);
    let mut cohorts: Vec<&Cohort> = metrics.cohorts.iter().filter(judged).collect();
    let all = cohorts.len();
    cohorts.drain(..all.saturating_sub(cohort_heat::MOST_ROWS));
    let ages = |cohort: &&Cohort| cohort.retention.iter().rposition(Option::is_some).unwrap_or(0);
    let longest = cohorts.iter().map(ages).max()?.min(cohort_heat::MOST_ROWS);
    let row = |cohort: &&Cohort| {
        let shares = cohort.retention.iter().skip(1).take(longest).copied().collect();
        (cohort.month.to_string(), cohort.size, shares)
    };
    let mut note = how(metrics, language);
    if cohorts.len() < all {
        note = note + " " + &say!(language, "chart-last-cohorts", shown = cohorts.len(), count = all);
    }
    Some(Chart {
        name: "cohort-retention".to_owned(),
        language,
        title: told(&metrics.total.retention, language)?,
        subtitle: say!(language, "chart-cohort-retention-subtitle", span = span(metrics, language)),
        note: Some(note),
        content: Content::CohortHeat(CohortHeat { rows: cohorts.iter().map(row).collect(), ages: longest }),
    })
}

fn retention(metrics: &Metrics, language: Language) -> Option<Chart> {
    let total = &metrics.total;
    let mut lines = vec![line(&say!(language, "chart-line-all"), &total.retention, &total.retention_of)];
    let by_segment = metrics.segments.len() > 1;
    if by_segment {
        let mut largest: Vec<&Figures> = metrics.segments.iter().collect();
        largest.sort_by(|a, b| b.clients.cmp(&a.clients).then_with(|| a.name.cmp(&b.name)));
        lines.extend(largest.iter().map(|one| line(&one.name, &one.retention, &one.retention_of)));
    } else {
        let name = |year: i32| say!(language, "chart-line-joined", year = year.to_string());
        let years = metrics.cohort_years.iter().rev();
        lines.extend(years.map(|one| line(&name(one.year), &one.retention, &one.retention_of)));
    }
    let all = lines.len();
    lines.retain(|line| line.ages.len() > 1);
    lines.truncate(MOST_LINES);
    if lines.len() == 2 {
        // The only segment, or year, is all there is.
        lines.truncate(1);
    }
    say_ends(&mut lines, language);
    let span = span(metrics, language);
    Some(Chart {
        name: "retention".to_owned(),
        language,
        title: half_life(&total.retention, language).or_else(|| told(&total.retention, language))?,
        subtitle: match lines.len() {
            0 | 1 => say!(language, "chart-log-retention", span = span),
            _ if !by_segment => say!(language, "chart-log-retention-by-year", span = span),
            _ if all > MOST_LINES => say!(language, "chart-log-retention-by-largest", span = span),
            _ => say!(language, "chart-log-retention-by-segment", span = span),
        },
        note: Some(how(metrics, language)),
        content: Content::Retention(Retention { lines, is_of_log: true }),
    })
}

/// Adds to the names of lines that end before others at which month they do: their last shares are not to be compared.
fn say_ends(lines: &mut [Survival], language: Language) {
    let longest = lines.iter().map(|line| line.ages.len()).max().unwrap_or(0);
    for line in lines.iter_mut().filter(|line| line.ages.len() < longest) {
        let name = shortened(&line.name, LETTERS_AT_A_LINE - 10);
        let month = language.whole(line.ages.len() as f64 - 1.0);
        line.name = say!(language, "chart-line-until", name = name, month = month);
    }
}

/// A line, as long as it is of enough clients; if none of it is, as long as it is.
fn line(name: &str, retention: &[f64], of: &[u64]) -> Survival {
    let enough = of.iter().take_while(|clients| **clients >= LEAST_CLIENTS).count();
    let shown = if enough > 1 { enough } else { retention.len() };
    let age =
        |(months, &share): (usize, &f64)| Age { months: months as f64, p10: share, mean: share, p90: share };
    Survival {
        name: shortened(name, LETTERS_AT_A_LINE),
        ages: retention.iter().take(shown).enumerate().map(age).collect(),
    }
}

/// `Half of the clients are gone after 3 months`; none if fewer are, as far as can be judged.
fn half_life(retention: &[f64], language: Language) -> Option<String> {
    let age = retention.iter().position(|share| *share <= 0.5)?;
    Some(say!(language, "chart-half-life", months = language.months(age)))
}

fn concentration(metrics: &Metrics, language: Language) -> Option<Chart> {
    let concentration = &metrics.concentration;
    let share = language.whole_percent(concentration.best_20_percent?);
    // A fifth of few clients is rounded up to whole ones, and stands there.
    let fifth = concentration.curve.iter().copied().find(|[clients, _]| *clients > 0.2 - 1e-9)?;
    let clients = language.whole_percent(fifth[0]);
    Some(Chart {
        name: "concentration".to_owned(),
        language,
        title: say!(language, "chart-best-fifth", share = share.as_str()),
        subtitle: say!(language, "chart-concentration-subtitle", span = span(metrics, language)),
        note: None,
        content: Content::Concentration(Curve {
            points: concentration.curve.clone(),
            fifth: Some((fifth, say!(language, "chart-mark-fifth", clients = clients, share = share))),
        }),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::charts::tests::flaw;
    use crate::report::charts::theme::Theme;
    use crate::report::language::Language::English;
    use crate::report::metrics_fixture;

    #[test]
    fn charts_of_few_and_many_cohorts_are_whole() {
        for months in [1, 2, 4, 18, 60, 90] {
            for chart in log_charts(&metrics_fixture::metrics(months), English) {
                let svg = chart.svg(&Theme::default()).unwrap();
                assert_eq!(flaw(&svg.text), None, "{months}: {}", chart.name);
                assert!(svg.text.len() < 400_000, "{months}: {} has {} bytes", chart.name, svg.text.len());
                assert!(!svg.text.contains('…'), "{months}: {}", chart.name);
            }
        }
    }

    #[test]
    fn there_is_no_chart_of_nothing() {
        let names = |months| -> Vec<String> {
            log_charts(&metrics_fixture::metrics(months), English)
                .into_iter()
                .map(|chart| chart.name)
                .collect()
        };
        assert_eq!(names(0), Vec::<String>::new());
        assert_eq!(names(1), ["concentration"]);
        assert_eq!(names(18), ["cohort-retention", "retention", "concentration"]);
    }

    #[test]
    fn titles_say_the_finding() {
        let told = |retention: &[f64]| super::told(retention, English);
        let half_life = |retention: &[f64]| super::half_life(retention, English);
        assert_eq!(told(&[1.0]), None);
        assert_eq!(told(&[1.0, 0.62]).unwrap(), "After 1 month 62 % of clients are still there");
        assert_eq!(
            told(&[1.0, 0.62, 0.5, 0.31]).unwrap(),
            "After 1 month 62 % of clients are still there, after 3 months 31 %"
        );
        assert_eq!(
            half_life(&[1.0, 0.62, 0.5]).unwrap(),
            "Half of the clients are gone within 2 months of joining"
        );
        assert_eq!(half_life(&[1.0, 0.62]), None);
        let titles: Vec<String> =
            log_charts(&metrics_fixture::metrics(18), English).into_iter().map(|chart| chart.title).collect();
        insta::assert_debug_snapshot!(titles);
    }

    #[test]
    fn years_of_joining_stand_where_there_are_no_segments() {
        let mut metrics = metrics_fixture::metrics(30);
        metrics.segments.clear();
        let chart = retention(&metrics, English).unwrap();
        let Content::Retention(Retention { lines, .. }) = &chart.content else { unreachable!() };
        let names: Vec<&str> = lines.iter().map(|line| line.name.as_str()).collect();
        assert_eq!(names, ["all", "joined 2025, month 3", "joined 2024, month 15", "joined 2023"]);
    }
}
