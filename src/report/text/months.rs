//! The table of the periods: means, which add up, and profit by percentiles, which do not.

use super::table::table;
use super::{Look, name};
use crate::forecast::figure::Figure;
use crate::forecast::summary::{Period, Summary};
use crate::report::number::{maybe, ratio, short};

/// Months beyond which the table would be longer than anyone reads; quarters and years stand for them.
const MONTHS_SHOWN: usize = 24;
const QUARTERS_SHOWN: usize = 40;

/// A column of means: its head, and the figure of a period.
type Column = (&'static str, fn(&Period) -> &Figure);

/// The columns of means; those of levers only where a lever does such a thing.
fn columns(summary: &Summary) -> Vec<Column> {
    let all: [Column; 8] = [
        ("New", |period| &period.new_clients),
        ("Back", |period| &period.returned_clients),
        ("Active", |period| &period.active_clients),
        ("Churned", |period| &period.churned_clients),
        ("Orders", |period| &period.orders),
        ("Revenue", |period| &period.revenue),
        ("Ads", |period| &period.ad_spend),
        ("Levers", |period| &period.lever_costs),
    ];
    let is_told = |(head, of): &Column| {
        !["Back", "Levers"].contains(head) || of(&summary.horizon).mean.is_some_and(|mean| mean > 0.0)
    };
    all.into_iter().filter(is_told).collect()
}

/// The table of months, quarters, years and the whole.
pub(super) fn months(summary: &Summary, look: Look) -> String {
    let columns = columns(summary);
    let heads = columns.iter().map(|(head, _)| *head);
    let head: Vec<&str> =
        std::iter::once("Period").chain(heads).chain(["Profit", "P10", "P50", "P90"]).collect();
    let row = |period: &Period, label: &str| {
        let means = columns.iter().map(|(_, of)| mean(of(period)));
        std::iter::once(label.to_owned()).chain(means).chain(profit(period)).collect::<Vec<String>>()
    };
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
