//! From the segments' results to the chart of retention: how many clients are still there, and after how long.

use super::names::shortened;
use super::retention::{self, MOST_BANDS, MOST_LINES, Retention, Survival};
use super::{Chart, Content};
use crate::forecast::summary::{SegmentSummary, Summary};
use crate::report::language::{Language, say};

/// The age that retention is told at, if clients are followed so far.
const TOLD_AGE: usize = 12;
/// Letters of a segment's name at the end of its line.
const LETTERS_AT_A_LINE: usize = 24;
/// Letters of a segment's name in the middle of a title.
const LETTERS_IN_A_TITLE: usize = 18;

/// How long clients stay; none where nobody is acquired.
pub(super) fn retention(summary: &Summary, language: Language) -> Option<Chart> {
    let mut lines: Vec<Survival> = summary.segments.iter().filter_map(survival).collect();
    // Of all the segments, those without a line too.
    let (title, all) = (retention_title(&lines, language)?, lines.len());
    lines.truncate(MOST_LINES);
    leave_out_the_empty_years(&mut lines);
    let more = if lines.len() <= MOST_BANDS {
        say!(language, "chart-retention-bands")
    } else if all > lines.len() {
        say!(language, "chart-retention-first", shown = lines.len(), count = all)
    } else {
        say!(language, "chart-retention-no-bands")
    };
    Some(Chart {
        name: "retention".to_owned(),
        language,
        title,
        subtitle: say!(language, "chart-retention-subtitle", scenario = summary.scenario.name.as_str()),
        note: Some(say!(language, "chart-retention-note") + " " + &more),
        content: Content::Retention(Retention { lines, is_of_log: false }),
    })
}

/// Cuts the years in which next to nobody is left, in nearly every case and in every segment: they would be a flat line.
fn leave_out_the_empty_years(lines: &mut [Survival]) {
    let ages = || lines.iter().flat_map(|line| &line.ages);
    let inhabited = ages().filter(|age| age.p90 >= 0.01).map(|age| age.months).fold(0.0, f64::max);
    let years = (inhabited / 12.0).ceil().max(1.0);
    // An age that is kept, where ages are thinned.
    let end = ages().map(|age| age.months).filter(|age| *age >= 12.0 * years).fold(f64::INFINITY, f64::min);
    for line in lines {
        line.ages.retain(|age| age.months <= end);
    }
}

/// A segment's curve, if clients are followed for a month or more.
fn survival(segment: &SegmentSummary) -> Option<Survival> {
    let share =
        |value: Option<f64>| value.filter(|value| value.is_finite()).map(|share| share.clamp(0.0, 1.0));
    let ages: Vec<retention::Age> = segment
        .ages
        .iter()
        .filter_map(|age| {
            let (p10, mean, p90) =
                (share(age.retention.p10)?, share(age.retention.mean)?, share(age.retention.p90)?);
            Some(retention::Age { months: age.age_months as f64, p10, mean, p90 })
        })
        .collect();
    (ages.len() >= 2).then(|| Survival { name: shortened(&segment.name, LETTERS_AT_A_LINE), ages })
}

/// How many are still there after a year, or as long as clients are followed.
fn retention_title(lines: &[Survival], language: Language) -> Option<String> {
    let told =
        lines.iter().flat_map(|line| &line.ages).map(|age| age.months).filter(|age| *age <= TOLD_AGE as f64);
    let age = told.fold(0.0, f64::max);
    // Every line holds that age or, where the shorter part of a horizon is thinned otherwise, the last one before it.
    let mut shares: Vec<(f64, &str)> = lines
        .iter()
        .filter_map(|line| {
            let before = line.ages.iter().rfind(|at| at.months <= age)?;
            Some((before.mean, line.name.as_str()))
        })
        .collect();
    let months = language.months(age as usize);
    let said = |share: f64| language.chance(share);
    let named = |name: &str| shortened(name, LETTERS_IN_A_TITLE);
    match shares[..] {
        [] => None,
        [(share, _)] => Some(say!(language, "chart-still-there", months = months, share = said(share))),
        [(one, a), (two, b)] => Some(say!(
            language,
            "chart-still-there-two",
            months = months,
            one = said(one),
            a = named(a),
            two = said(two),
            b = named(b)
        )),
        _ => {
            shares.sort_by(|a, b| a.0.total_cmp(&b.0));
            let [low, high] = [shares[0], shares[shares.len() - 1]]
                .map(|(share, name)| format!("{} ({})", said(share), named(name)));
            Some(say!(language, "chart-still-there-range", months = months, low = low, high = high))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_in_which_nobody_is_left_are_not_drawn() {
        let shown = |gone_at: f64, step: usize| {
            let age = |months: usize| {
                let p90 = if (months as f64) < gone_at { 0.5 } else { 0.0 };
                retention::Age { months: months as f64, p10: 0.0, mean: 0.0, p90 }
            };
            let mut lines =
                [Survival { name: String::new(), ages: (0..=120).step_by(step).map(age).collect() }];
            leave_out_the_empty_years(&mut lines);
            lines[0].ages.last().unwrap().months
        };
        assert_eq!([shown(3.0, 1), shown(13.0, 1), shown(14.0, 1)], [12.0, 12.0, 24.0]);
        assert_eq!([shown(999.0, 1), shown(22.0, 10)], [120.0, 30.0]);
    }

    #[test]
    fn retention_is_told_after_a_year_or_as_long_as_clients_are_followed() {
        let line = |name: &str, months: &[f64]| Survival {
            name: name.to_owned(),
            ages: months
                .iter()
                .map(|&m| retention::Age { months: m, p10: 0.0, mean: 1.0 - m / 50.0, p90: 1.0 })
                .collect(),
        };
        let title = |lines: &[Survival]| retention_title(lines, Language::English);
        let long = [0.0, 6.0, 12.0, 18.0];
        assert_eq!(title(&[line("A", &long)]).unwrap(), "After 12 months 76 % of clients are still there");
        assert_eq!(
            title(&[line("A", &[0.0, 1.0]), line("B", &[0.0, 1.0])]).unwrap(),
            "After 1 month 98 % of A and 98 % of B remain"
        );
        assert_eq!(title(&[]), None);
    }
}
