//! The table of the periods: means, which add up, and profit by percentiles, which do not.

use super::table::table;
use super::{Look, name};
use crate::forecast::figure::Figure;
use crate::forecast::summary::{Period, Summary};
use crate::report::number::{maybe, ratio, short};

/// Months beyond which the table would be longer than anyone reads; quarters and years stand for them.
const MONTHS_SHOWN: usize = 24;
const QUARTERS_SHOWN: usize = 40;

/// The table of months, quarters, years and the whole.
pub(super) fn months(summary: &Summary, look: Look) -> String {
    let head =
        ["Period", "New", "Active", "Churned", "Orders", "Revenue", "Ads", "Profit", "P10", "P50", "P90"];
    let mut rows = Vec::new();
    if summary.months.len() <= MONTHS_SHOWN {
        rows.extend(summary.months.iter().map(|period| row(period, period.label.name())));
    }
    if (2..=QUARTERS_SHOWN).contains(&summary.quarters.len()) {
        rows.extend(summary.quarters.iter().map(|period| row(period, period.label.name())));
    }
    if summary.years.len() > 1 {
        rows.extend(summary.years.iter().map(|period| row(period, period.label.name())));
    }
    rows.push(row(&summary.horizon, "Total"));
    table(look, 1, &head, rows)
}

/// Each segment over the whole horizon.
pub(super) fn segments(summary: &Summary, look: Look) -> String {
    let head = ["Segment", "New", "Orders", "Revenue", "Ads", "Profit*", "P10", "P50", "P90", "ROAS", "ROMI"];
    let rows = summary.segments.iter().map(|segment| {
        let period = &segment.horizon;
        let mut row = vec![name(&segment.name, 24)];
        row.extend([&period.new_clients, &period.orders, &period.revenue, &period.ad_spend].map(mean));
        row.extend(profit(period));
        row.extend([&segment.roas, &segment.romi].map(|figure| maybe(figure.p50, ratio)));
        row
    });
    table(look, 1, &head, rows.collect())
}

fn row(period: &Period, label: &str) -> Vec<String> {
    let mut row = vec![label.to_owned()];
    let figures = [
        &period.new_clients,
        &period.active_clients,
        &period.churned_clients,
        &period.orders,
        &period.revenue,
    ];
    row.extend(figures.map(mean));
    row.push(mean(&period.ad_spend));
    row.extend(profit(period));
    row
}

fn profit(period: &Period) -> [String; 4] {
    let profit = &period.profit;
    [profit.mean, profit.p10, profit.p50, profit.p90].map(|value| maybe(value, short))
}

fn mean(figure: &Figure) -> String {
    maybe(figure.mean, short)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn a_year_fits_eighty_columns() {
        let text = months(&fixture::summary(), Look::Plain);
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
        assert_eq!(text.lines().count(), 2 + 12 + 4 + 1);
    }

    #[test]
    fn ten_years_are_shown_by_quarters_and_years() {
        let text = months(&fixture::summary_of(120), Look::Plain);
        assert_eq!(text.lines().count(), 2 + 40 + 10 + 1);
    }

    #[test]
    fn a_single_month_has_one_row_and_the_total() {
        assert_eq!(months(&fixture::summary_of(1), Look::Plain).lines().count(), 2 + 1 + 1);
    }
}
