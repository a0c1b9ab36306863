//! The figures of a period: their keys in files, and their names and kinds for people.

use super::document::Quantity;
use super::language::{Language, say};
use crate::forecast::figure::Figure;
use crate::forecast::summary::Period;

/// All of them, in the order in which they are told: the key, what it counts, the figure.
pub fn figures(period: &Period) -> [(&'static str, Quantity, &Figure); 18] {
    use Quantity::{Count, Money, Share};
    [
        ("new_clients", Count, &period.new_clients),
        ("returned_clients", Count, &period.returned_clients),
        ("active_clients", Count, &period.active_clients),
        ("churned_clients", Count, &period.churned_clients),
        ("orders", Count, &period.orders),
        ("revenue", Money, &period.revenue),
        ("cost_of_goods", Money, &period.cost_of_goods),
        ("servicing", Money, &period.servicing),
        ("ad_spend", Money, &period.ad_spend),
        ("lever_costs", Money, &period.lever_costs),
        ("tax", Money, &period.tax),
        ("fixed_costs", Money, &period.fixed_costs),
        ("profit", Money, &period.profit),
        ("cumulative_profit", Money, &period.cumulative_profit),
        ("churn_rate", Share, &period.churn_rate),
        ("retention", Share, &period.retention),
        ("arpu", Money, &period.arpu),
        ("order_value", Money, &period.order_value),
    ]
}

/// What a figure is called, by its key.
pub fn title(key: &str, language: Language) -> String {
    match key {
        "new_clients" => say!(language, "figure-new-clients"),
        "returned_clients" => say!(language, "figure-returned"),
        "active_clients" => say!(language, "figure-active"),
        "churned_clients" => say!(language, "figure-churned"),
        "orders" => say!(language, "figure-orders"),
        "revenue" => say!(language, "figure-revenue"),
        "cost_of_goods" => say!(language, "figure-cost-of-goods"),
        "servicing" => say!(language, "figure-servicing"),
        "ad_spend" => say!(language, "figure-ad-spend"),
        "lever_costs" => say!(language, "figure-lever-costs"),
        "tax" => say!(language, "figure-tax"),
        "fixed_costs" => say!(language, "figure-fixed-costs"),
        "profit" => say!(language, "figure-profit"),
        "cumulative_profit" => say!(language, "figure-cumulative-profit"),
        "churn_rate" => say!(language, "figure-churn-rate"),
        "retention" => say!(language, "figure-retention"),
        "arpu" => say!(language, "figure-arpu"),
        "order_value" => say!(language, "figure-order-value"),
        other => other.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn a_period_has_no_figure_beside_these_and_each_has_a_name() {
        let period = serde_json::to_value(&fixture::summary().horizon).unwrap();
        let keys = figures(&fixture::summary().horizon).map(|(key, ..)| key);
        for key in period.as_object().unwrap().keys() {
            assert!(
                ["horizon", "length_months"].contains(&key.as_str()) || keys.contains(&key.as_str()),
                "{key}"
            );
        }
        for key in keys {
            assert_ne!(title(key, Language::English), key);
        }
    }
}
