//! Rules of thumb with their sources, to be read beside the user's own numbers. They enter no calculation.

use super::number::{exact_percent, percent, ratio};
use crate::decision::calculator::{Calculation, Formula, Measure};
use crate::forecast::summary::Summary;
use serde::Serialize;

/// A rule beside the user's number.
#[derive(Debug, Clone, Serialize)]
pub struct Comparison {
    /// What is compared.
    pub measure: &'static str,
    /// The user's number, as it is told.
    pub yours: String,
    /// The rule.
    pub rule: &'static str,
    /// Where the rule comes from.
    pub source: &'static str,
}

const CHURN: [(&str, &str); 3] = [
    (
        "established SaaS: 5 to 7 % a year, or up to 1 % a month",
        "Bessemer Venture Partners; T. Tunguz, The Innovator's Dilemma for SaaS Startups (large clients: 0.5 to 1 % a month)",
    ),
    (
        "young firms: 10 to 15 % a year",
        "articles on SaaS; Pacific Crest's survey of 2016 has a median of 10 %",
    ),
    ("small firms as clients: about 5 % a month", "T. Tunguz, the same (3 to 7 % a month)"),
];
const LTV_TO_CAC: (&str, &str) = ("3 or more", LTV_TO_CAC_SOURCE);
const REVENUE: (&str, &str) = ("3 to 5 times the acquisition cost", "articles on ROMI; usual in e-commerce");

/// Where the rule of LTV:CAC comes from.
pub(super) const LTV_TO_CAC_SOURCE: &str = "D. Skok, SaaS Metrics 2.0";
/// Where the rule of payback comes from.
pub(super) const PAYBACK_SOURCE: &str = "D. Skok, the same (less than 12 months)";
/// Where the rule of revenue over acquisition cost comes from.
pub(super) const REVENUE_SOURCE: &str = "articles on ROMI (4 to 5 times; 3 to 5 is usual in e-commerce)";

fn churn(yours: &str) -> impl Iterator<Item = Comparison> {
    CHURN.into_iter().enumerate().map(move |(place, (rule, source))| Comparison {
        measure: if place == 0 { "Churn (of SaaS)" } else { "" },
        yours: if place == 0 { yours.to_owned() } else { String::new() },
        rule,
        source,
    })
}

fn ltv_to_cac(yours: String) -> Comparison {
    Comparison { measure: "LTV:CAC", yours, rule: LTV_TO_CAC.0, source: LTV_TO_CAC.1 }
}

fn revenue(yours: String) -> Comparison {
    Comparison { measure: "Revenue on acquisition cost", yours, rule: REVENUE.0, source: REVENUE.1 }
}

/// The rules that a calculation has a number for; medians, where the number is a range.
pub fn beside_calculation(calculation: &Calculation) -> Vec<Comparison> {
    let median = |measure| calculation.figure(Formula::Measure(measure)).and_then(|figure| figure.p50);
    let mut rows = Vec::new();
    if let Some(a_year) = median(Measure::ChurnAYear) {
        // Retention is told whether churn was stated or counted.
        let a_month =
            median(Measure::ChurnRate).or_else(|| median(Measure::Retention).map(|kept| 1.0 - kept));
        let yours = match a_month {
            Some(a_month) => format!("{} a month, {} a year", exact_percent(a_month), percent(a_year)),
            None => format!("{} a year", percent(a_year)),
        };
        rows.extend(churn(&yours));
    }
    rows.extend(median(Measure::LtvToCac).map(|value| ltv_to_cac(ratio(value))));
    rows.extend(median(Measure::Roas).map(|value| revenue(format!("{} times", ratio(value)))));
    rows
}

/// The rules beside a forecast's numbers, but for the budget's, which stand with their chances.
pub fn beside_forecast(summary: &Summary) -> Vec<Comparison> {
    let mut rows = Vec::new();
    // The mean: of few clients a month's median is nobody.
    if let Some((last, rate)) = summary.months.last().and_then(|last| Some((last, last.churn_rate.mean?))) {
        rows.extend(churn(&format!("{} a month ({})", percent(rate), last.label.name())));
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn a_forecast_stands_beside_its_rules() {
        let rows = beside_forecast(&fixture::summary());
        let measures: Vec<&str> = rows.iter().map(|row| row.measure).collect();
        assert_eq!(measures, ["Churn (of SaaS)", "", ""]);
        assert!(rows.iter().all(|row| !row.source.is_empty()));
        assert!(rows[0].yours.ends_with("a month (2027-12)"), "{}", rows[0].yours);
    }
}
