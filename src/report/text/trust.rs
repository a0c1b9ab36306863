//! How far to trust the numbers: the error that a finite number of trials leaves, where the forecast's spread comes
//! from, and the simulator's check of itself.

use super::name;
use crate::forecast::summary::{SelfCheck, SelfCheckSeries, Summary};
use crate::report::number::{chance, fixed, short, whole};

/// What other trials would change.
pub(super) fn precision(summary: &Summary) -> String {
    let headline = &summary.headline;
    let mut parts = Vec::new();
    if let Some(probability) = headline.probability_of_target {
        parts.push(format!("the chance by {} points", fixed(100.0 * probability.se, 2)));
    }
    if let Some(se) = headline.profit.p50_se {
        parts.push(format!("the median by {}", short(se)));
    }
    if let Some(se) = headline.profit.p10_se {
        parts.push(format!("the P10 by {}", short(se)));
    }
    if parts.is_empty() {
        return format!("Precision: {} trials.", whole(summary.trials as f64));
    }
    format!(
        "Precision: {} trials; other seeds would move {} (one standard error).",
        whole(summary.trials as f64),
        parts.join(", ")
    )
}

/// Where the variance of profit comes from (of revenue, where that of profit cannot be split); nothing where neither
/// has a variance.
pub(super) fn sources_of_variance(summary: &Summary) -> Option<String> {
    let shares = summary.headline.variance_from_chance;
    let (figure, share) = shares
        .profit
        .map(|share| ("profit", share))
        .or(shares.revenue.map(|share| ("revenue", share)))
        .map(|(figure, share)| (figure, share.value))?;
    Some(if share >= 1.0 {
        format!("All the variance of {figure} is chance among clients: nothing else is uncertain.")
    } else if share < ROUNDING {
        format!(
            "All the variance of {figure} comes from not knowing the parameters and the market, none from chance \
             among clients."
        )
    } else {
        format!(
            "Of the variance of {figure}, {} comes from not knowing the parameters and the market, {} from chance among \
             clients.",
            chance(1.0 - share),
            chance(share)
        )
    })
}

/// A share of variance that is nothing but rounding.
const ROUNDING: f64 = 1e-18;

/// Whether the run agrees with its closed forms.
pub fn self_check(check: &SelfCheck) -> String {
    let size = |series: &&SelfCheckSeries| series.z.map(f64::abs);
    let tested = check.series.len();
    let Some(largest) = check
        .series
        .iter()
        .filter(|series| series.z.is_some())
        .max_by(|a, b| size(a).unwrap_or(0.0).total_cmp(&size(b).unwrap_or(0.0)))
    else {
        return if check.passed {
            format!("Self-check passed: {tested} series agree exactly with their closed forms.")
        } else {
            format!("SELF-CHECK FAILED: {}.", failures(check))
        };
    };
    let z = fixed(largest.z.unwrap_or(0.0), 2);
    let series = name(&largest.name, 60);
    if check.passed {
        format!(
            "Self-check passed: {tested} series agree with their closed forms; largest z {z} ({series}), bound {}.",
            fixed(check.bound, 2)
        )
    } else {
        format!(
            "SELF-CHECK FAILED: {}; largest z {z} ({series}), bound {}. Do not use these numbers; please report it.",
            failures(check),
            fixed(check.bound, 2)
        )
    }
}

fn failures(check: &SelfCheck) -> String {
    let failed: Vec<&str> = check.series.iter().filter(|s| !s.passed).map(|s| s.name.as_str()).collect();
    let first = failed.first().map_or_else(String::new, |series| format!(", first {}", name(series, 60)));
    format!("{} of {} series disagree with their closed forms{first}", failed.len(), check.series.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::figure::Estimate;
    use crate::forecast::summary::VarianceFromChance;
    use crate::report::fixture;

    #[test]
    fn a_passed_check_names_its_largest_z() {
        let text = self_check(&fixture::summary().self_check);
        let said = "Self-check passed: 2 series agree with their closed forms; largest z -2.91 (Paid search: orders \
                    2027-01), bound 4.61.";
        assert_eq!(text, said);
    }

    #[test]
    fn a_failed_check_is_loud() {
        let mut check = fixture::summary().self_check;
        check.passed = false;
        check.series[1].passed = false;
        let text = self_check(&check);
        assert!(text.starts_with("SELF-CHECK FAILED: 1 of 2 series"), "{text}");
        assert!(text.contains("first Paid search: ad spend 2027-01"), "{text}");
    }

    #[test]
    fn variance_has_two_sources_of_which_one_may_be_all() {
        let said = |revenue: Option<f64>, profit: Option<f64>| {
            let mut summary = fixture::summary();
            let share = |value: Option<f64>| value.map(|value| Estimate { value, se: 0.0 });
            summary.headline.variance_from_chance =
                VarianceFromChance { revenue: share(revenue), profit: share(profit) };
            sources_of_variance(&summary)
        };
        let two = |figure: &str, known: &str, chance: &str| {
            Some(format!(
                "Of the variance of {figure}, {known} comes from not knowing the parameters and the market, {chance} \
                 from chance among clients."
            ))
        };
        assert_eq!(said(Some(0.04), Some(0.071)), two("profit", "93 %", "7 %"));
        assert_eq!(said(Some(0.04), None), two("revenue", "96 %", "4 %"));
        assert_eq!(said(None, Some(0.0021)), two("profit", "over 99 %", "under 1 %"));
        assert_eq!(said(None, Some(0.9971)), two("profit", "under 1 %", "over 99 %"));
        assert!(
            said(None, Some(1.0)).unwrap().starts_with("All the variance of profit is chance among clients")
        );
        assert!(said(None, Some(0.0)).unwrap().ends_with("none from chance among clients."));
        assert_eq!(said(None, None), None);
    }

    #[test]
    fn precision_is_in_the_units_of_the_verdict() {
        let text = precision(&fixture::summary());
        assert!(text.contains("the chance by 0.32 points, the median by 16.0K"), "{text}");
    }
}
