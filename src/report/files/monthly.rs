//! `monthly.csv`: a row for each figure of each period, of all and of each segment, to be filtered or pivoted.

use super::csv;
use crate::forecast::summary::{Period, PeriodLabel, Summary};
use crate::report::figures_of_period::figures;

/// The bytes of `monthly.csv`.
pub fn monthly_csv(summary: &Summary) -> Vec<u8> {
    let head = ["scope", "segment", "period_kind", "period", "figure"].into_iter().chain(csv::FIGURE);
    let mut rows: Vec<Vec<String>> = vec![head.map(str::to_owned).collect()];
    let all = [&summary.months, &summary.quarters, &summary.years];
    for period in all.into_iter().flatten().chain([&summary.horizon]) {
        add(&mut rows, "all", "", period);
    }
    for segment in &summary.segments {
        let its = [&segment.months, &segment.quarters, &segment.years];
        for period in its.into_iter().flatten().chain([&segment.horizon]) {
            add(&mut rows, "segment", &segment.name, period);
        }
    }
    csv::bytes(rows)
}

fn add(rows: &mut Vec<Vec<String>>, scope: &str, segment: &str, period: &Period) {
    let kind = match period.label {
        PeriodLabel::Month(_) => "month",
        PeriodLabel::Quarter(_) => "quarter",
        PeriodLabel::Year(_) => "year",
        PeriodLabel::Horizon(_) => "horizon",
    };
    for (name, _, figure) in figures(period) {
        let place = [scope.to_owned(), csv::name(segment), kind.to_owned(), period.label.name().to_owned()];
        rows.push(place.into_iter().chain([name.to_owned()]).chain(csv::figure(figure)).collect());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn every_figure_of_every_period_has_its_row() {
        let bytes = monthly_csv(&fixture::summary());
        let text = String::from_utf8(bytes).unwrap();
        // Two segments and all; 12 months, 4 quarters, a year and the horizon; 18 figures.
        assert_eq!(text.lines().count(), 1 + 3 * (12 + 4 + 1 + 1) * 18);
        assert!(text.contains("\r\nall,,quarter,2027-Q2,profit,"), "{text}");
        assert!(text.contains("\r\nsegment,\"'=Органика, длинное"), "{text}");
    }
}
