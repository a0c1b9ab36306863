//! `months.csv`, `cohorts.csv` and `segments.csv` of an order log's figures.

use super::csv::{bytes, name, number};
use crate::data::metrics::{Cohort, Figures, Metrics, MonthFigures};

/// A row a month.
pub fn months_csv(metrics: &Metrics) -> Vec<u8> {
    let head = [
        "month",
        "new_clients",
        "ordering_clients",
        "active_clients",
        "churn",
        "retention",
        "orders",
        "revenue",
        "aov",
        "arpu",
    ];
    let row = |month: &MonthFigures| {
        vec![
            month.month.to_string(),
            month.new_clients.to_string(),
            month.ordering_clients.to_string(),
            number(month.active_clients),
            number(month.churn),
            number(month.retention),
            month.orders.to_string(),
            number(Some(month.revenue)),
            number(month.aov),
            number(month.arpu),
        ]
    };
    table(&head, metrics.months.iter().map(row))
}

/// A row a cohort and age in months.
pub fn cohorts_csv(metrics: &Metrics) -> Vec<u8> {
    let head = ["cohort", "size", "age_months", "month", "retention", "revenue", "orders", "ltv"];
    let ages =
        |cohort: &Cohort| (0..cohort.revenue.len()).map(|age| age_row(cohort, age)).collect::<Vec<_>>();
    table(&head, metrics.cohorts.iter().flat_map(ages))
}

fn age_row(cohort: &Cohort, age: usize) -> Vec<String> {
    vec![
        cohort.month.to_string(),
        cohort.size.to_string(),
        age.to_string(),
        cohort.month.plus(age).to_string(),
        number(cohort.retention[age]),
        number(Some(cohort.revenue[age])),
        cohort.orders[age].to_string(),
        number(Some(cohort.ltv[age])),
    ]
}

/// A row a segment, those of the highest LTV first, and one of all clients, with no name.
pub fn segments_csv(metrics: &Metrics) -> Vec<u8> {
    let head = [
        "scope",
        "segment",
        "clients",
        "orders",
        "revenue",
        "costs",
        "aov",
        "arpu",
        "frequency",
        "repeat_rate",
        "churn_monthly",
        "churn_first_month",
        "churn_first_year",
        "life_months",
        "ltv_historical",
        "ltv_margin",
        "there",
        "returned",
        "spend",
        "won_clients",
        "cac",
        "ltv_to_cac",
        "romi",
    ];
    let segments = metrics.segments.iter().map(|segment| figures_row("segment", &segment.name, segment));
    table(&head, segments.chain([figures_row("all", "", &metrics.total)]))
}

fn figures_row(scope: &str, segment: &str, figures: &Figures) -> Vec<String> {
    let count = |count: Option<u64>| count.map_or_else(String::new, |count| count.to_string());
    let churn = figures.churn;
    vec![
        scope.to_owned(),
        name(segment),
        figures.clients.to_string(),
        figures.orders.to_string(),
        number(Some(figures.revenue)),
        number(figures.costs),
        number(figures.aov),
        number(figures.arpu),
        number(figures.frequency),
        number(figures.repeat_rate),
        number(churn.monthly),
        number(churn.first_month),
        number(churn.first_year),
        number(figures.life_months),
        number(figures.ltv.historical),
        number(figures.ltv.margin),
        count(figures.there),
        count(figures.returned),
        number(figures.spend),
        count(figures.won_clients),
        number(figures.cac),
        number(figures.ltv_to_cac),
        number(figures.romi),
    ]
}

fn table(head: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Vec<u8> {
    let head = head.iter().map(|&name| name.to_owned()).collect();
    bytes(std::iter::once(head).chain(rows))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::metrics_fixture;

    #[test]
    fn every_table_has_a_row_for_each_of_its_things() {
        let mut metrics = metrics_fixture::metrics(18);
        metrics.segments[0].name = "=1+1".to_owned();
        let lines = |bytes: Vec<u8>| -> Vec<Vec<String>> {
            let text = String::from_utf8(bytes).unwrap();
            text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect()
        };
        for (table, rows) in [
            (lines(months_csv(&metrics)), 18),
            (lines(cohorts_csv(&metrics)), 18 * 19 / 2),
            (lines(segments_csv(&metrics)), 3),
        ] {
            assert_eq!(table.len(), 1 + rows, "{:?}", table[0]);
            assert!(table.iter().all(|row| row.len() == table[0].len()), "{table:?}");
        }
        let segments = lines(segments_csv(&metrics));
        assert_eq!(
            (segments[1][1].as_str(), segments[3][0].as_str(), segments[3][1].as_str()),
            ("'=1+1", "all", "")
        );
        let cohorts = lines(cohorts_csv(&metrics));
        assert_eq!(cohorts[1][4], "1");
        assert_eq!(cohorts[18][4], "", "not judged yet");
    }
}
