//! Months, calendar quarters, calendar years and the horizon.

use super::summary::PeriodLabel;
use crate::model::month::Month;
use std::ops::Range;

/// The periods of a horizon: label and months.
pub(super) fn periods(start: Month, months: usize) -> Vec<(PeriodLabel, Range<usize>)> {
    let mut all: Vec<(PeriodLabel, Range<usize>)> =
        (0..months).map(|t| (PeriodLabel::Month(start.plus(t).to_string()), t..t + 1)).collect();
    all.extend(grouped(start, months, |month| {
        PeriodLabel::Quarter(format!("{:04}-Q{}", month.year(), month.quarter()))
    }));
    all.extend(grouped(start, months, |month| PeriodLabel::Year(format!("{:04}", month.year()))));
    let last = start.plus(months - 1);
    all.push((PeriodLabel::Horizon(format!("{start}..{last}")), 0..months));
    all
}

fn grouped(
    start: Month,
    months: usize,
    label: impl Fn(Month) -> PeriodLabel,
) -> Vec<(PeriodLabel, Range<usize>)> {
    let mut groups: Vec<(PeriodLabel, Range<usize>)> = Vec::new();
    for t in 0..months {
        let label = label(start.plus(t));
        match groups.last_mut() {
            Some((last, range)) if *last == label => range.end = t + 1,
            _ => groups.push((label, t..t + 1)),
        }
    }
    groups
}

/// A ratio, trial by trial; NaN where there is nothing to divide by.
pub(super) fn ratio(above: &[f64], below: &[f64]) -> Vec<f64> {
    above.iter().zip(below).map(|(&a, &b)| if b == 0.0 { f64::NAN } else { a / b }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quarters_and_years_follow_the_calendar() {
        let periods = periods(Month::parse("2027-11").unwrap(), 4);
        let named: Vec<(&str, Range<usize>)> =
            periods.iter().skip(4).map(|(label, range)| (label.name(), range.clone())).collect();
        let expected = [
            ("2027-Q4", 0..2),
            ("2028-Q1", 2..4),
            ("2027", 0..2),
            ("2028", 2..4),
            ("2027-11..2028-02", 0..4),
        ];
        assert_eq!(named, expected);
    }

    #[test]
    fn a_ratio_without_denominator_does_not_exist() {
        let ratios = ratio(&[1.0, 0.0, 3.0], &[2.0, 0.0, 0.0]);
        assert_eq!(ratios[0], 0.5);
        assert!(ratios[1].is_nan() && ratios[2].is_nan());
    }
}
