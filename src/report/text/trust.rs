//! How far to trust the numbers: the error that a finite number of trials leaves, where the forecast's spread comes
//! from, and the simulator's check of itself.

use super::name;
use crate::forecast::precision::Precision;
use crate::forecast::smoothing::Method;
use crate::forecast::summary::{SelfCheck, SelfCheckSeries, Summary};
use crate::forecast::until::Ending;
use crate::report::number::{chance, exact_percent, fixed, maybe, short, whole};

/// How precise the horizon's figures are: what a finite number of trials leaves open.
pub(super) fn precision(summary: &Summary) -> String {
    let draws = summary.draws.map_or(String::new(), |rows| {
        format!(" on {} draws of parameters, each a cluster of trials", whole(rows as f64))
    });
    let trials = format!("Precision: {} trials{draws}", whole(summary.trials as f64));
    let precision = &summary.precision;
    if precision.reached.is_none() {
        return format!("{trials}; too few to tell how precise the figures are.");
    }
    format!(
        "{trials}; {} (of the whole's profit; revenue's mean {}, P10 {}, P50 {}, P90 {}). The widest is {} of its figure, \
         or of the spread where that is larger. {}",
        half_widths(summary),
        width(precision.revenue.mean),
        width(precision.revenue.p10),
        width(precision.revenue.p50),
        width(precision.revenue.p90),
        maybe(precision.reached, fine_percent),
        methods(precision)
    )
}

/// The half-widths of profit and of the chance to reach the target:
/// `95 % half-widths: chance 0.62 points, mean 8.0K, P10 24K, P50 16K, P90 32K`.
pub fn half_widths(summary: &Summary) -> String {
    let precision = &summary.precision;
    let chance = precision.probability_of_target;
    let chance = chance.map_or(String::new(), |share| format!("chance {} points, ", fine(100.0 * share)));
    let profit = &precision.profit;
    format!(
        "95 % half-widths: {chance}mean {}, P10 {}, P50 {}, P90 {}",
        width(profit.mean),
        width(profit.p10),
        width(profit.p50),
        width(profit.p90)
    )
}

fn width(width: Option<f64>) -> String {
    maybe(width, short)
}

/// A small share in per cent: `0.82 %`, `0.0821 %`.
fn fine_percent(share: f64) -> String {
    format!("{} %", fine(100.0 * share))
}

fn fine(value: f64) -> String {
    fixed(value, if value < 0.1 { 4 } else { 2 })
}

/// How percentiles and chances of the whole came about.
fn methods(precision: &Precision) -> String {
    let (revenue, profit) = (precision.revenue.method, precision.profit.method);
    if revenue == profit {
        return format!("Percentiles of both are {}.", method(profit));
    }
    format!("Percentiles of profit are {}, those of revenue {}.", method(profit), method(revenue))
}

fn method(method: Method) -> &'static str {
    match method {
        Method::Smoothed => "smoothed by the trials' closed-form laws",
        Method::Controlled => "counted and corrected by the trials' closed-form laws",
        Method::Counted => "counted",
    }
}

/// What is said where a run ended before it was as precise as was asked for.
pub fn not_reached(
    summary: &Summary,
    wanted: f64,
    ending: Ending,
    seconds_most: Option<u32>,
) -> Option<String> {
    let end = match ending {
        Ending::Precise => return None,
        Ending::TrialsMost => {
            format!("{} trials are the most that may be run", whole(summary.trials as f64))
        }
        Ending::TimeOver => format!(
            "{} seconds were over after {} trials",
            whole(f64::from(seconds_most.unwrap_or(0))),
            whole(summary.trials as f64)
        ),
    };
    let draws = summary.draws.map_or(String::new(), |rows| {
        format!(
            "; trials beyond the {} draws of parameters know no more of these, more draws would",
            whole(rows as f64)
        )
    });
    Some(format!(
        "the precision of {} that was asked for was not reached: {end}, and the precision is {}{draws}",
        exact_percent(wanted),
        maybe(summary.precision.reached, fine_percent)
    ))
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
        let mut summary = fixture::summary();
        let text = precision(&summary);
        let profit =
            "20,000 trials; 95 % half-widths: chance 0.66 points, mean 8.0K, P10 24.0K, P50 16.0K, P90 32.0K";
        assert!(text.contains(profit), "{text}");
        assert!(text.contains("The widest is 0.82 % of its figure"), "{text}");
        assert!(
            text.ends_with("Percentiles of both are smoothed by the trials' closed-form laws."),
            "{text}"
        );
        summary.precision.revenue.method = Method::Counted;
        assert!(precision(&summary).ends_with("closed-form laws, those of revenue counted."));
        summary.precision.reached = None;
        assert!(precision(&summary).ends_with("too few to tell how precise the figures are."));
    }

    #[test]
    fn a_precision_that_was_missed_says_why() {
        let missed = |ending| not_reached(&fixture::summary(), 0.005, ending, Some(10));
        assert_eq!(missed(Ending::Precise), None);
        let said = "the precision of 0.5 % that was asked for was not reached: 10 seconds were over after 20,000 trials, and \
                    the precision is 0.82 %";
        assert_eq!(missed(Ending::TimeOver).as_deref(), Some(said));
        assert!(missed(Ending::TrialsMost).is_some_and(|said| said.contains(": 20,000 trials are the most")));
    }
}
