//! Months, calendar quarters, calendar years and the horizon, and the figures of each.

use super::figure::Figure;
use super::months::Months;
use super::sampling::Sampling;
use super::summary::{Period, PeriodLabel};
use crate::math::columns::add;
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

impl Period {
    /// The figures of some months.
    ///
    /// Active in a period are all who could order in it: those of its first month and the new ones of the rest.
    pub(super) fn of(label: PeriodLabel, range: Range<usize>, months: &Months, sampling: Sampling) -> Self {
        let total = |table: &[Vec<f64>]| total(&table[range.clone()]);
        let figure = |column: &[f64]| Figure::of(column, sampling);
        let mut active = months.active[range.start].clone();
        for new in &months.new[range.start + 1..range.end] {
            add(&mut active, new);
        }
        let (churned, orders, revenue) =
            (total(&months.churned), total(&months.orders), total(&months.revenue));
        let churn_rate = figure(&ratio(&churned, &active));
        let (active_clients, revenue_figure) = (figure(&active), figure(&revenue));
        let of_revenue = |column: &[f64]| Figure::of_multiple(column, &revenue, revenue_figure, sampling);
        let servicing = total(&months.servicing);
        Self {
            label,
            length_months: range.len(),
            new_clients: figure(&total(&months.new)),
            active_clients,
            churned_clients: figure(&churned),
            orders: figure(&orders),
            revenue: revenue_figure,
            cost_of_goods: of_revenue(&total(&months.cost_of_goods)),
            servicing: Figure::of_multiple(&servicing, &active, active_clients, sampling),
            ad_spend: figure(&total(&months.ad_spend)),
            tax: of_revenue(&total(&months.tax)),
            fixed_costs: figure(&total(&months.fixed_costs)),
            profit: figure(&total(&months.profit)),
            cumulative_profit: figure(&months.cumulative_profit[range.end - 1]),
            churn_rate,
            retention: churn_rate.complement(),
            arpu: figure(&ratio(&revenue, &active)),
            order_value: figure(&ratio(&revenue, &orders)),
        }
    }
}

/// The sum of columns, trial by trial.
pub(super) fn total(columns: &[Vec<f64>]) -> Vec<f64> {
    let mut sum = columns[0].clone();
    for column in &columns[1..] {
        add(&mut sum, column);
    }
    sum
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
