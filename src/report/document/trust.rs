//! How far to trust the numbers: the error that a finite number of trials leaves, where the forecast's spread comes
//! from, and the simulator's check of itself.

use super::{Block, Kind, Section};
use crate::engine::residual::Measure;
use crate::forecast::precision::Precision;
use crate::forecast::smoothing::Method;
use crate::forecast::summary::{SelfCheck, SelfCheckSeries, SeriesName, Summary};
use crate::forecast::until::Ending;
use crate::report::language::{Language, maybe, say};
use crate::report::words::name;

/// The section.
pub(super) fn trust(summary: &Summary, language: Language) -> Section {
    let mut blocks = vec![Block::Words(precision(summary, language))];
    blocks.extend(sources_of_variance(summary, language).map(Block::Words));
    blocks.push(Block::Words(self_check(&summary.self_check, language)));
    Section::new(Kind::Trust, say!(language, "trust-title"), blocks)
}

/// How precise the horizon's figures are: what a finite number of trials leaves open.
fn precision(summary: &Summary, language: Language) -> String {
    let draws = summary.draws.map_or(String::new(), |rows| say!(language, "precision-draws", count = rows));
    let trials = say!(language, "precision-trials", count = summary.trials, draws = draws);
    let precision = &summary.precision;
    if precision.reached.is_none() {
        return say!(language, "precision-unknown", trials = trials);
    }
    let width = |width: Option<f64>| maybe(width, |width| language.short(width));
    say!(
        language,
        "precision",
        trials = trials,
        widths = half_widths(summary, language),
        mean = width(precision.revenue.mean),
        p10 = width(precision.revenue.p10),
        p50 = width(precision.revenue.p50),
        p90 = width(precision.revenue.p90),
        widest = maybe(precision.reached, |share| language.fine_percent(share)),
        methods = methods(precision, language)
    )
}

/// The half-widths of profit and of the chance to reach the target:
/// `95 % half-widths: chance 0.62 points, mean 8.0K, P10 24K, P50 16K, P90 32K`.
pub fn half_widths(summary: &Summary, language: Language) -> String {
    let precision = &summary.precision;
    let chance = precision.probability_of_target.map_or(String::new(), |share| {
        say!(language, "half-width-of-chance", points = language.fine(100.0 * share)) + " "
    });
    let profit = &precision.profit;
    let width = |width: Option<f64>| maybe(width, |width| language.short(width));
    say!(
        language,
        "half-widths",
        chance = chance,
        mean = width(profit.mean),
        p10 = width(profit.p10),
        p50 = width(profit.p50),
        p90 = width(profit.p90)
    )
}

/// How percentiles and chances of the whole came about.
fn methods(precision: &Precision, language: Language) -> String {
    let (revenue, profit) = (precision.revenue.method, precision.profit.method);
    if revenue == profit {
        return say!(language, "methods-alike", method = method(profit, language));
    }
    say!(language, "methods-differ", profit = method(profit, language), revenue = method(revenue, language))
}

fn method(method: Method, language: Language) -> String {
    match method {
        Method::Smoothed => say!(language, "method-smoothed"),
        Method::Controlled => say!(language, "method-controlled"),
        Method::Counted => say!(language, "method-counted"),
    }
}

/// What is said where a run ended before it was as precise as was asked for.
pub fn not_reached(
    summary: &Summary,
    wanted: f64,
    ending: Ending,
    seconds_most: Option<u32>,
    language: Language,
) -> Option<String> {
    let trials = summary.trials;
    let end = match ending {
        Ending::Precise => return None,
        Ending::TrialsMost => say!(language, "ended-by-trials", count = trials),
        Ending::TimeOver => {
            say!(language, "ended-by-time", seconds = seconds_most.unwrap_or(0), count = trials)
        }
    };
    let draws = summary.draws.map_or(String::new(), |rows| say!(language, "ended-with-draws", count = rows));
    Some(say!(
        language,
        "precision-not-reached",
        wanted = language.exact_percent(wanted),
        end = end,
        reached = maybe(summary.precision.reached, |share| language.fine_percent(share)),
        draws = draws
    ))
}

/// Where the variance of profit comes from (of revenue, where that of profit cannot be split); nothing where neither
/// has a variance.
fn sources_of_variance(summary: &Summary, language: Language) -> Option<String> {
    let shares = summary.headline.variance_from_chance;
    let (figure, share) = match (shares.profit, shares.revenue) {
        (Some(share), _) => (say!(language, "of-profit"), share.value),
        (None, Some(share)) => (say!(language, "of-revenue"), share.value),
        (None, None) => return None,
    };
    Some(if share >= 1.0 {
        say!(language, "variance-all-chance", figure = figure)
    } else if share < ROUNDING {
        say!(language, "variance-no-chance", figure = figure)
    } else {
        let (known, chance) = (language.chance(1.0 - share), language.chance(share));
        say!(language, "variance-of-both", figure = figure, unknown = known, chance = chance)
    })
}

/// A share of variance that is nothing but rounding.
const ROUNDING: f64 = 1e-18;

/// Whether the run agrees with its closed forms.
pub fn self_check(check: &SelfCheck, language: Language) -> String {
    let size = |series: &&SelfCheckSeries| series.z.map(f64::abs);
    let tested = check.series.len();
    let Some(largest) = check
        .series
        .iter()
        .filter(|series| series.z.is_some())
        .max_by(|a, b| size(a).unwrap_or(0.0).total_cmp(&size(b).unwrap_or(0.0)))
    else {
        return if check.passed {
            say!(language, "self-check-exact", count = tested)
        } else {
            say!(language, "self-check-failed-exact", failures = failures(check, language))
        };
    };
    let z = language.fixed(largest.z.unwrap_or(0.0), 2);
    let series = series_name(&largest.of, language);
    let bound = language.fixed(check.bound, 2);
    if check.passed {
        say!(language, "self-check-passed", count = tested, z = z, series = series, bound = bound)
    } else {
        let failures = failures(check, language);
        say!(language, "self-check-failed", failures = failures, z = z, series = series, bound = bound)
    }
}

fn failures(check: &SelfCheck, language: Language) -> String {
    let failed: Vec<&SelfCheckSeries> = check.series.iter().filter(|series| !series.passed).collect();
    let first = failed.first().map_or_else(String::new, |series| {
        say!(language, "self-check-first", series = series_name(&series.of, language))
    });
    say!(language, "self-check-failures", failed = failed.len(), count = check.series.len(), first = first)
}

/// What a series of the self-check is called: `Paid search: orders 2027-01`.
fn series_name(of: &SeriesName, language: Language) -> String {
    let whose = of.segment.as_ref().map_or_else(|| say!(language, "all-segments"), |whose| name(whose, 60));
    let what = match of.measure {
        Measure::Active => say!(language, "series-active"),
        Measure::Churned => say!(language, "series-churned"),
        Measure::Orders => say!(language, "series-orders"),
        Measure::Revenue => say!(language, "series-revenue"),
        Measure::NewClients => say!(language, "series-new-clients"),
        Measure::Servicing => say!(language, "series-servicing"),
        Measure::AdSpend => say!(language, "series-ad-spend"),
        Measure::AcquiredRevenue => say!(language, "series-acquired-revenue"),
        Measure::Contribution => say!(language, "series-contribution"),
        Measure::LtvCohortRevenue => say!(language, "series-ltv-cohort-revenue"),
        Measure::LtvCohortNet => say!(language, "series-ltv-cohort-net"),
        Measure::LtvClientRevenue => say!(language, "series-ltv-client-revenue"),
        Measure::LtvClientNet => say!(language, "series-ltv-client-net"),
        Measure::Profit => say!(language, "series-profit"),
    };
    let when = of.month.map_or_else(String::new, |month| format!(" {month}"));
    format!("{whose}: {what}{when}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::figure::Estimate;
    use crate::forecast::summary::VarianceFromChance;
    use crate::report::fixture;
    use crate::report::language::Language::English;

    #[test]
    fn a_passed_check_names_its_largest_z() {
        let text = self_check(&fixture::summary().self_check, English);
        let said = "Self-check passed: 2 series agree with their closed forms; largest z -2.91 (Paid search: orders \
                    2027-01), bound 4.61.";
        assert_eq!(text, said);
    }

    #[test]
    fn a_failed_check_is_loud() {
        let mut check = fixture::summary().self_check;
        check.passed = false;
        check.series[1].passed = false;
        let text = self_check(&check, English);
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
            sources_of_variance(&summary, English)
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
        let text = precision(&summary, English);
        let profit =
            "20,000 trials; 95 % half-widths: chance 0.66 points, mean 8.0K, P10 24.0K, P50 16.0K, P90 32.0K";
        assert!(text.contains(profit), "{text}");
        assert!(text.contains("The widest is 0.82 % of its figure"), "{text}");
        assert!(
            text.ends_with("Percentiles of both are smoothed by the trials' closed-form laws."),
            "{text}"
        );
        summary.precision.revenue.method = Method::Counted;
        assert!(precision(&summary, English).ends_with("closed-form laws, those of revenue counted."));
        summary.precision.reached = None;
        assert!(precision(&summary, English).ends_with("too few to tell how precise the figures are."));
    }

    #[test]
    fn a_precision_that_was_missed_says_why() {
        let missed = |ending| not_reached(&fixture::summary(), 0.005, ending, Some(10), English);
        assert_eq!(missed(Ending::Precise), None);
        let said = "the precision of 0.5 % that was asked for was not reached: 10 seconds were over after 20,000 trials, and \
                    the precision is 0.82 %";
        assert_eq!(missed(Ending::TimeOver).as_deref(), Some(said));
        assert!(missed(Ending::TrialsMost).is_some_and(|said| said.contains(": 20,000 trials are the most")));
    }
}
