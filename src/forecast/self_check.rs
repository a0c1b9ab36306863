//! The simulator's check of itself: every series' mean residual, standardised, against one bound for all.
//!
//! `z = mean / (sd / sqrt(n))` of the residuals `X - E[X | parameters, market]` is standard normal in every sampling
//! mode. A run passes when the largest |z| is inside the Bonferroni bound of its series at family-wise 1e-4, so one
//! sound run in 10,000 fails. A series without variance must agree to 1e-9 and has no z. A series whose residuals are
//! so skewed for the number of trials that the normal law does not hold that far out (a few clients who hardly ever
//! leave) is left out, and named.

use super::summary::{SelfCheck, SelfCheckSeries};
use crate::engine::outcome::Outcome;
use crate::engine::residual::{Measure, ResidualSums, Series, profit_is_linear, series};
use crate::math::normal;
use crate::model::scenario::Scenario;

/// One sound run in so many fails.
const FAMILY_WISE: f64 = 1e-4;

/// The largest deviation, relative to the largest expected value, of a series that has no variance.
const EXACT: f64 = 1e-9;

/// The largest skewness of the mean residual. At |z| = 5.3 the normal tail is then off by a factor of
/// `exp(0.04 * 5.3^3 / 6)` = 2.7 at most (Edgeworth's first term).
const MOST_SKEWED: f64 = 0.04;

/// Results that have no closed form, or none that is linear.
const NONLINEAR: [&str; 9] = [
    "churn_rate",
    "retention",
    "arpu",
    "order_value",
    "roas",
    "romi",
    "ltv_to_cac",
    "payback_month",
    "ltv_share_beyond_months",
];

/// Checks a run against the closed forms of its means.
pub(super) fn check(scenario: &Scenario, outcome: &Outcome) -> SelfCheck {
    let all = series(scenario);
    let mut left_out: Vec<String> = NONLINEAR.iter().map(ToString::to_string).collect();
    if !profit_is_linear(scenario) {
        left_out.push("profit after tax on profit".to_owned());
    }
    let mut tested: Vec<(String, Verdict)> = Vec::new();
    for (place, series) in all.iter().enumerate() {
        let blocks = outcome.blocks().iter().map(|block| &block.residuals[place]);
        let sums = blocks.fold(ResidualSums::NONE, ResidualSums::plus);
        let name = name(scenario, *series);
        match judge(&sums) {
            Some(verdict) => tested.push((name, verdict)),
            None => left_out.push(name),
        }
    }
    let normal_series = tested.iter().filter(|(_, verdict)| matches!(verdict, Verdict::Normal(_))).count();
    let bound = normal::quantile(1.0 - FAMILY_WISE / (2.0 * normal_series.max(1) as f64));
    let series: Vec<SelfCheckSeries> = tested
        .into_iter()
        .map(|(name, verdict)| match verdict {
            Verdict::Normal(z) => SelfCheckSeries { name, z: Some(z), passed: z.abs() <= bound },
            Verdict::Constant(agrees) => SelfCheckSeries { name, z: None, passed: agrees },
        })
        .collect();
    SelfCheck { passed: series.iter().all(|series| series.passed), bound, left_out, series }
}

enum Verdict {
    /// The standardised mean residual.
    Normal(f64),
    /// A series without variance: whether it agrees.
    Constant(bool),
}

/// None: too few or too skewed to be judged.
fn judge(sums: &ResidualSums) -> Option<Verdict> {
    if sums.count < 2.0 {
        return None;
    }
    let (n, scale) = (sums.count, sums.scale.max(f64::MIN_POSITIVE));
    if sums.largest <= EXACT * scale {
        return Some(Verdict::Constant(true));
    }
    let mean = sums.first / n;
    let variance = (sums.second / n - mean * mean).max(0.0);
    let sd = (variance * n / (n - 1.0)).sqrt();
    if sd <= EXACT * scale {
        return Some(Verdict::Constant(false));
    }
    let third = sums.third / n - 3.0 * mean * sums.second / n + 2.0 * mean * mean * mean;
    let skewness_of_mean = third / (sd * sd * sd) / n.sqrt();
    (skewness_of_mean.abs() <= MOST_SKEWED).then_some(Verdict::Normal(mean / (sd / n.sqrt())))
}

fn name(scenario: &Scenario, series: Series) -> String {
    let whose = series.segment.map_or("all", |place| &scenario.segments[place].name);
    let what = match series.measure {
        Measure::Active => "active_clients",
        Measure::Churned => "churned_clients",
        Measure::Orders => "orders",
        Measure::Revenue => "revenue",
        Measure::NewClients => "new_clients",
        Measure::Servicing => "servicing",
        Measure::AdSpend => "ad_spend",
        Measure::AcquiredRevenue => "revenue of acquired clients",
        Measure::Contribution => "profit before fixed costs and profit tax",
        Measure::LtvCohortRevenue => "ltv_cohort.revenue",
        Measure::LtvCohortNet => "ltv_cohort.net",
        Measure::LtvClientRevenue => "ltv_client.revenue",
        Measure::LtvClientNet => "ltv_client.net",
        Measure::Profit => "profit",
    };
    match series.month {
        Some(month) => format!("{whose}: {what} {}", scenario.start.plus(month)),
        None => format!("{whose}: {what}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sums(residuals: &[f64]) -> ResidualSums {
        let mut sums = ResidualSums::NONE;
        for &r in residuals {
            let one = ResidualSums {
                count: 1.0,
                first: r,
                second: r * r,
                third: r * r * r,
                largest: r.abs(),
                scale: 1.0,
            };
            sums = sums.plus(&one);
        }
        sums
    }

    #[test]
    fn a_constant_bias_is_no_agreement() {
        assert!(matches!(judge(&sums(&[0.01; 50])), Some(Verdict::Constant(false))));
        assert!(matches!(judge(&sums(&[1e-12; 50])), Some(Verdict::Constant(true))));
    }

    #[test]
    fn z_is_the_mean_over_its_error() {
        let residuals: Vec<f64> = (0..1000).map(|i| if i % 2 == 0 { 1.1 } else { -0.9 }).collect();
        let Some(Verdict::Normal(z)) = judge(&sums(&residuals)) else {
            panic!("symmetric residuals are judged")
        };
        let sd = (1000.0f64 / 999.0).sqrt();
        assert!((z - 0.1 / (sd / 1000.0f64.sqrt())).abs() < 1e-9, "{z}");
    }

    #[test]
    fn what_hardly_ever_happens_is_left_out() {
        let mut residuals = vec![-0.001; 1000];
        residuals[0] = 0.999;
        assert!(judge(&sums(&residuals)).is_none());
    }
}
