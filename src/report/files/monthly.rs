//! `monthly.csv`: a row for each figure of each period, of all and of each segment, to be filtered or pivoted.

use super::csv;
use crate::forecast::figure::Figure;
use crate::forecast::summary::{Period, PeriodLabel, Summary};

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
    for (name, figure) in figures(period) {
        let place = [scope.to_owned(), csv::name(segment), kind.to_owned(), period.label.name().to_owned()];
        rows.push(place.into_iter().chain([name.to_owned()]).chain(csv::figure(figure)).collect());
    }
}

fn figures(period: &Period) -> [(&'static str, &Figure); 18] {
    [
        ("new_clients", &period.new_clients),
        ("returned_clients", &period.returned_clients),
        ("active_clients", &period.active_clients),
        ("churned_clients", &period.churned_clients),
        ("orders", &period.orders),
        ("revenue", &period.revenue),
        ("cost_of_goods", &period.cost_of_goods),
        ("servicing", &period.servicing),
        ("ad_spend", &period.ad_spend),
        ("lever_costs", &period.lever_costs),
        ("tax", &period.tax),
        ("fixed_costs", &period.fixed_costs),
        ("profit", &period.profit),
        ("cumulative_profit", &period.cumulative_profit),
        ("churn_rate", &period.churn_rate),
        ("retention", &period.retention),
        ("arpu", &period.arpu),
        ("order_value", &period.order_value),
    ]
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

    #[test]
    fn periods_hold_no_figure_that_the_table_leaves_out() {
        let period = serde_json::to_value(&fixture::summary().horizon).unwrap();
        let names: Vec<&str> = figures(&fixture::summary().horizon).map(|(name, _)| name).to_vec();
        for key in period.as_object().unwrap().keys() {
            assert!(
                ["horizon", "length_months"].contains(&key.as_str()) || names.contains(&key.as_str()),
                "{key}"
            );
        }
    }
}
