//! Rules of thumb with their sources, to be read beside the user's own numbers. They enter no calculation.

use super::number::{exact_percent, percent, ratio};
use super::words;
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
const LTV_TO_CAC: (&str, &str) = ("3 or more", "D. Skok, SaaS Metrics 2.0");
const REVENUE: (&str, &str) = ("3 to 5 times the acquisition cost", "articles on ROMI; usual in e-commerce");

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

/// The rules beside a forecast's numbers; medians.
pub fn beside_forecast(summary: &Summary) -> Vec<Comparison> {
    let mut rows = Vec::new();
    // The mean: of few clients a month's median is nobody.
    if let Some((last, rate)) = summary.months.last().and_then(|last| Some((last, last.churn_rate.mean?))) {
        rows.extend(churn(&format!("{} a month ({})", percent(rate), last.label.name())));
    }
    let ratios: Vec<f64> = summary.segments.iter().filter_map(|segment| segment.ltv_to_cac.p50).collect();
    let ends =
        ratios.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &x| (low.min(x), high.max(x)));
    match ratios.len() {
        0 => {}
        1 => rows.push(ltv_to_cac(ratio(ends.0))),
        _ => rows.push(ltv_to_cac(format!("{} to {} by segment", ratio(ends.0), ratio(ends.1)))),
    }
    let within = words::horizon(summary.scenario.months);
    let roas = summary.headline.roas.p50;
    rows.extend(roas.map(|value| revenue(format!("{} times within {within}", ratio(value)))));
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
        assert_eq!(measures, ["Churn (of SaaS)", "", "", "LTV:CAC", "Revenue on acquisition cost"]);
        assert!(rows.iter().all(|row| !row.source.is_empty()));
        assert!(rows[0].yours.ends_with("a month (2027-12)"), "{}", rows[0].yours);
    }
}
