//! The JSON of an order log's figures.

use crate::data::account::Account;
use crate::data::amount::number;
use crate::data::day::Day;
use crate::data::metrics::{
    Churn, Cohort, CohortYear, Concentration, Definition, Figures, Gaps, Ltv, Margin, Metrics, MonthFigures,
    Spend, Subscribers,
};
use crate::report::language::Language;
use crate::report::{definitions, rejections};
use serde::Serialize;
use std::collections::BTreeMap;

/// All figures, as `metrics.json` has them.
#[derive(Debug, Serialize)]
pub struct MetricsReport<'a> {
    data: DataReport<'a>,
    months: &'a [MonthFigures],
    cohorts: &'a [Cohort],
    cohort_years: &'a [CohortYear],
    segments: Vec<FiguresReport<'a>>,
    total: FiguresReport<'a>,
    gaps: Option<&'a Gaps>,
    churn: ChurnReport,
    concentration: &'a Concentration,
    margin: Margin,
    spend: Option<&'a Spend>,
    subscriptions: Option<Subscribers>,
}

#[derive(Debug, Serialize)]
struct DataReport<'a> {
    rows: u64,
    used: u64,
    clients: u64,
    orders: u64,
    rejected: BTreeMap<&'static str, u64>,
    digest: &'a str,
    from: Day,
    until: Day,
    currency: Option<&'a str>,
    revenue: f64,
    zero_amounts: u64,
    returns: Returns,
    repeated_rows: u64,
    rounded_rows: u64,
    rows_without_cost: u64,
    clients_of_several_segments: u64,
}

#[derive(Debug, Serialize)]
struct Returns {
    rows: u64,
    amount: f64,
}

#[derive(Debug, Serialize)]
struct ChurnReport {
    definition: String,
    method: Definition,
    #[serde(flatten)]
    churn: Churn,
}

/// The figures of a segment, its churn with its definition.
#[derive(Debug, Serialize)]
struct FiguresReport<'a> {
    name: &'a str,
    clients: u64,
    orders: u64,
    revenue: f64,
    costs: Option<f64>,
    aov: Option<f64>,
    arpu: Option<f64>,
    frequency: Option<f64>,
    repeat_rate: Option<f64>,
    one_order_clients: u64,
    repeat_orders: u64,
    churn: ChurnReport,
    life_months: Option<f64>,
    retention: &'a [f64],
    retention_of: &'a [u64],
    ltv: Ltv,
    there: Option<u64>,
    returned: Option<u64>,
    spend: Option<f64>,
    won_clients: Option<u64>,
    cac: Option<f64>,
    ltv_to_cac: Option<f64>,
    romi: Option<f64>,
}

impl<'a> MetricsReport<'a> {
    /// The report of these figures.
    pub fn new(metrics: &'a Metrics) -> Self {
        let figures = |figures| FiguresReport::new(figures, metrics.definition);
        Self {
            data: DataReport::new(metrics),
            months: &metrics.months,
            cohorts: &metrics.cohorts,
            cohort_years: &metrics.cohort_years,
            // A log without segments is one of all clients.
            segments: match metrics.segments.as_slice() {
                [] => vec![FiguresReport { name: "all", ..figures(&metrics.total) }],
                segments => segments.iter().map(figures).collect(),
            },
            total: figures(&metrics.total),
            gaps: metrics.gaps.as_ref(),
            churn: ChurnReport::new(metrics.definition, metrics.total.churn),
            concentration: &metrics.concentration,
            margin: metrics.margin,
            spend: metrics.spend.as_ref(),
            subscriptions: metrics.subscriptions,
        }
    }
}

impl<'a> DataReport<'a> {
    fn new(metrics: &'a Metrics) -> Self {
        let (data, account): (_, &Account) = (&metrics.data, &metrics.data.account);
        let rejected = account.rejected.iter();
        Self {
            rows: account.rows,
            used: account.used,
            clients: data.clients,
            orders: data.orders,
            rejected: rejected.map(|(reason, rejected)| (rejections::key(*reason), rejected.rows)).collect(),
            digest: &data.digest,
            from: data.from,
            until: data.until,
            currency: metrics.currency.as_deref(),
            revenue: data.revenue,
            zero_amounts: account.zero,
            returns: Returns { rows: account.returns, amount: number(account.returned_units) },
            repeated_rows: account.repeated,
            rounded_rows: account.rounded,
            rows_without_cost: account.without_cost,
            clients_of_several_segments: data.of_several_segments,
        }
    }
}

impl ChurnReport {
    fn new(method: Definition, churn: Churn) -> Self {
        Self { definition: definitions::churn(method, Language::English), method, churn }
    }
}

impl<'a> FiguresReport<'a> {
    fn new(figures: &'a Figures, definition: Definition) -> Self {
        Self {
            name: &figures.name,
            clients: figures.clients,
            orders: figures.orders,
            revenue: figures.revenue,
            costs: figures.costs,
            aov: figures.aov,
            arpu: figures.arpu,
            frequency: figures.frequency,
            repeat_rate: figures.repeat_rate,
            one_order_clients: figures.one_order_clients,
            repeat_orders: figures.repeat_orders,
            churn: ChurnReport::new(definition, figures.churn),
            life_months: figures.life_months,
            retention: &figures.retention,
            retention_of: &figures.retention_of,
            ltv: figures.ltv,
            there: figures.there,
            returned: figures.returned,
            spend: figures.spend,
            won_clients: figures.won_clients,
            cac: figures.cac,
            ltv_to_cac: figures.ltv_to_cac,
            romi: figures.romi,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::metrics_fixture;
    use serde_json::Value;

    #[test]
    fn the_names_are_those_that_others_read() {
        let metrics = metrics_fixture::metrics(18);
        let json = serde_json::to_value(MetricsReport::new(&metrics)).unwrap();
        let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        for key in ["rows", "used", "clients", "orders", "rejected", "digest"] {
            assert!(json["data"].get(key).is_some(), "{key}");
        }
        assert_eq!(keys(&json["data"]["rejected"]), ["bad_date", "no_client"]);
        let segment = &json["segments"][0];
        for key in [
            "name",
            "clients",
            "orders",
            "revenue",
            "aov",
            "frequency",
            "repeat_rate",
            "life_months",
            "cac",
            "ltv_to_cac",
            "romi",
        ] {
            assert!(segment.get(key).is_some(), "{key}");
        }
        assert_eq!(keys(&segment["ltv"]), ["historical", "margin"]);
        assert_eq!(keys(&segment["churn"]), ["definition", "first_month", "first_year", "method", "monthly"]);
        assert_eq!(keys(segment), keys(&json["total"]));
        assert_eq!(json["cohorts"][0]["retention"][0], 1.0);
        assert_eq!(json["cohorts"][0]["retention"].as_array().unwrap().len(), 18);
        assert!(json["concentration"]["best_20_percent"].is_number());
        let days = metrics.gaps.unwrap().p80.max(30).to_string();
        assert!(json["churn"]["definition"].as_str().unwrap().contains(&days));
    }

    #[test]
    fn what_does_not_exist_is_null() {
        let metrics = metrics_fixture::metrics(0);
        let json = serde_json::to_string(&MetricsReport::new(&metrics)).unwrap();
        assert!(!json.contains("NaN") && !json.contains("inf"), "{json}");
        let json = serde_json::to_value(MetricsReport::new(&metrics)).unwrap();
        for key in ["aov", "frequency", "repeat_rate", "life_months", "cac"] {
            assert!(json["total"][key].is_null(), "{key}");
        }
        assert!(json["churn"]["monthly"].is_null() && json["gaps"].is_null());
    }
}
