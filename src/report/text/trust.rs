//! How far to trust the numbers: the error that a finite number of trials leaves, and the simulator's check of itself.

use super::name;
use crate::forecast::summary::{SelfCheck, SelfCheckSeries, Summary};
use crate::report::number::{fixed, short, whole};

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
    fn precision_is_in_the_units_of_the_verdict() {
        let text = precision(&fixture::summary());
        assert!(text.contains("the chance by 0.32 points, the median by 16.0K"), "{text}");
    }
}
