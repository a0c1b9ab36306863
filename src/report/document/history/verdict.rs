//! What a log comes to, in a sentence.

use crate::data::metrics::Metrics;
use crate::report::language::{Language, say};
use crate::report::words::name;

/// `2,357 clients, 6,696 orders, 244,092 in 18 months; 7.9 % leave a month; the best fifth bring 72 %`.
pub fn verdict(metrics: &Metrics, language: Language) -> String {
    let data = &metrics.data;
    let revenue =
        if data.revenue.abs() < 1e9 { language.whole(data.revenue) } else { language.short(data.revenue) };
    let currency =
        metrics.currency.as_deref().map_or_else(String::new, |code| format!(" {}", name(code, 12)));
    let sums = say!(
        language,
        "metrics-verdict",
        clients = data.clients,
        orders = data.orders,
        revenue = revenue + &currency,
        months = language.months(metrics.months.len())
    );
    let churn = match metrics.total.churn.monthly {
        Some(churn) => say!(language, "metrics-churn", churn = language.percent(churn)),
        None => say!(language, "metrics-churn-unknown"),
    };
    let mut parts = vec![sums, churn];
    parts.extend(
        metrics
            .concentration
            .best_20_percent
            .map(|share| say!(language, "metrics-best-fifth", share = language.whole_percent(share))),
    );
    parts.join("; ")
}
