//! The simulator's check of itself: every series' mean residual, standardised, against one bound for all.
//!
//! `z = mean / (sd / sqrt(n))` of the residuals `X - E[X | parameters, market]` is standard normal in every sampling
//! mode. A run passes when the largest |z| is inside the Bonferroni bound of its series at family-wise 1e-4, so one
//! sound run in 10,000 fails. Of few trials the ratio is Student's, and z the normal score of its probability.
//! A series without variance must agree to 1e-9 and has no z. Left out, and named, are series that the trials cannot
//! judge: those whose residuals are so skewed for the number of trials that the normal law does not hold that far out
//! (a few clients who hardly ever leave), and those in which something rare has not happened in any trial, so that
//! they look as if they had no variance; profits and LTVs that such a count or revenue is part of go with it.

use super::summary::{SelfCheck, SelfCheckSeries, SeriesName};
use crate::engine::residual::{
    Measure, ResidualSums, Series, is_certain, means_are_known, profit_is_linear, series,
};
use crate::math::normal;
use crate::math::special::incomplete_beta;
use crate::model::scenario::Scenario;
use std::fmt;

/// One sound run in so many fails.
const FAMILY_WISE: f64 = 1e-4;

/// The largest deviation, relative to the largest expected value, of a series that has no variance.
const EXACT: f64 = 1e-9;

/// A variance that is nothing but rounding, as a share of the mean square.
const ROUNDING: f64 = 1e-12;

/// The largest skewness of the mean residual. At |z| = 5.3 the normal tail is then off by a factor of
/// `exp(0.04 * 5.3^3 / 6)` = 2.7 at most (Edgeworth's first term).
const MOST_SKEWED: f64 = 0.04;

/// Of more trials, Student's t is normal: at 5 standard errors the two differ by 0.3 %.
const MANY: f64 = 10_000.0;

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

/// Checks a run against the closed forms of its means, from the sums of its residuals, in the order of
/// [`series`].
pub(super) fn check(scenario: &Scenario, sums: &[ResidualSums]) -> SelfCheck {
    let all = series(scenario);
    let mut left_out: Vec<String> = NONLINEAR.iter().map(ToString::to_string).collect();
    if !profit_is_linear(scenario) {
        left_out.push("profit after tax on profit".to_owned());
    }
    if !means_are_known(scenario) {
        left_out.push(
            "profit (of clients drawn one by one, 256 trials and up to 64 of those known are checked)"
                .to_owned(),
        );
    }
    let mut tested: Vec<(SeriesName, Verdict)> = Vec::new();
    let verdicts: Vec<Verdict> =
        (0..all.len()).map(|place| judge(&sums[place], is_certain(scenario, all[place]))).collect();
    let unjudged = |verdict: &Verdict| matches!(verdict, Verdict::Silent | Verdict::Skewed);
    let unjudged_parts: Vec<Series> = all
        .iter()
        .zip(&verdicts)
        .filter(|(_, verdict)| unjudged(verdict))
        .map(|(series, _)| *series)
        .collect();
    for (series, verdict) in all.iter().zip(verdicts) {
        let name = name(scenario, *series);
        match verdict {
            Verdict::Silent | Verdict::Skewed => left_out.push(name.to_string()),
            Verdict::Normal(_) if unjudged_parts.iter().any(|part| is_part(*part, *series)) => {
                left_out.push(name.to_string());
            }
            _ => tested.push((name, verdict)),
        }
    }
    let normal_series = tested.iter().filter(|(_, verdict)| matches!(verdict, Verdict::Normal(_))).count();
    let bound = normal::quantile(1.0 - FAMILY_WISE / (2.0 * normal_series.max(1) as f64));
    let series: Vec<SelfCheckSeries> = tested
        .into_iter()
        .map(|(of, verdict)| {
            let (z, passed) = match verdict {
                Verdict::Normal(z) => (Some(z), z.abs() <= bound),
                agrees => (None, matches!(agrees, Verdict::Agrees)),
            };
            SelfCheckSeries { name: of.to_string(), of, z, passed }
        })
        .collect();
    SelfCheck { passed: series.iter().all(|series| series.passed), bound, left_out, series }
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Verdict {
    /// The standardised mean residual.
    Normal(f64),
    /// A series that does not vary, and agrees.
    Agrees,
    /// A series that cannot vary, and does not agree.
    Disagrees,
    /// A series that could vary, and did not; or too few trials.
    Silent,
    /// Too skewed to be judged.
    Skewed,
}

/// Whether a count or a revenue is a part of a sum of money: times an uncertain price, silence varies too.
fn is_part(part: Series, whole: Series) -> bool {
    let (of_segment, of_month) = (part.segment == whole.segment, part.month == whole.month);
    match (part.measure, whole.measure) {
        (Measure::Orders, Measure::Revenue) => of_segment && of_month,
        (Measure::Orders | Measure::Revenue, Measure::Profit) => of_month,
        (Measure::NewClients, Measure::Profit) => true,
        (Measure::Orders | Measure::Revenue, Measure::Contribution | Measure::AcquiredRevenue)
        | (Measure::NewClients, Measure::AdSpend | Measure::Contribution)
        | (Measure::Active, Measure::Servicing)
        | (Measure::LtvCohortRevenue, Measure::LtvCohortNet)
        | (Measure::LtvClientRevenue, Measure::LtvClientNet) => of_segment,
        _ => false,
    }
}

/// What the sums say; `certain`: the series cannot vary, given the parameters.
fn judge(sums: &ResidualSums, certain: bool) -> Verdict {
    let (n, scale) = (sums.count, sums.scale.max(f64::MIN_POSITIVE));
    if n >= 1.0 && sums.largest <= EXACT * scale {
        return Verdict::Agrees;
    }
    if certain && n >= 1.0 {
        return Verdict::Disagrees;
    }
    if n < 2.0 {
        return Verdict::Silent;
    }
    let mean = sums.first / n;
    let variance = (sums.second / n - mean * mean).max(0.0);
    let sd = (variance * n / (n - 1.0)).sqrt();
    // The difference of two squares has no more digits than that.
    let is_rounding = variance <= ROUNDING * (sums.second / n);
    if sd <= EXACT * scale || is_rounding {
        return Verdict::Silent;
    }
    let third = sums.third / n - 3.0 * mean * sums.second / n + 2.0 * mean * mean * mean;
    let skewness_of_mean = third / (sd * sd * sd) / n.sqrt();
    if skewness_of_mean.abs() > MOST_SKEWED {
        return Verdict::Skewed;
    }
    Verdict::Normal(normal_score(mean / (sd / n.sqrt()), n))
}

/// Student's t of so many values as the normal score of the same probability; beyond [`MANY`] they are one.
///
/// With `v = n - 1` degrees of freedom, `P(T <= -t) = I_x(v / 2, 1 / 2) / 2` at `x = v / (v + t^2)` (Abramowitz and
/// Stegun 26.7.1): our own beta function, so that z keeps its last bit on every machine.
fn normal_score(t: f64, n: f64) -> f64 {
    if n > MANY {
        return t;
    }
    let (freedom, square) = (n - 1.0, t * t);
    let whole = freedom + square;
    // The lower tail keeps its digits.
    let below = 0.5 * incomplete_beta(freedom / 2.0, 0.5, freedom / whole, square / whole).lower;
    -normal::quantile(below.clamp(f64::MIN_POSITIVE, 0.5)) * t.signum()
}

fn name(scenario: &Scenario, series: Series) -> SeriesName {
    SeriesName {
        segment: series.segment.map(|place| scenario.segments[place].name.clone()),
        measure: series.measure,
        month: series.month.map(|month| scenario.start.plus(month)),
    }
}

impl fmt::Display for SeriesName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.measure {
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
        write!(f, "{}: {what}", self.segment.as_deref().unwrap_or("all"))?;
        self.month.map_or(Ok(()), |month| write!(f, " {month}"))
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
    fn the_score_of_few_trials_is_students() {
        use statrs::distribution::{ContinuousCDF, StudentsT};
        for n in [2.0, 3.0, 30.0, 640.0, 10_000.0] {
            let student = StudentsT::new(0.0, 1.0, n - 1.0).unwrap();
            for t in [-3.0, -0.5, 0.0, 1.0, 2.5] {
                let (score, expected) = (normal::cdf(normal_score(t, n)), student.cdf(t));
                assert!((score - expected).abs() < 1e-9, "{n} {t}: {score} {expected}");
            }
        }
        assert!(normal_score(1e300, 5.0).is_finite());
    }

    #[test]
    fn a_constant_bias_is_no_agreement_where_nothing_can_vary() {
        assert_eq!(judge(&sums(&[0.01; 50]), true), Verdict::Disagrees);
        assert_eq!(judge(&sums(&[0.01; 50]), false), Verdict::Silent);
        assert_eq!(judge(&sums(&[1e-12; 50]), true), Verdict::Agrees);
    }

    #[test]
    fn z_is_the_mean_over_its_error() {
        let residuals: Vec<f64> = (0..20_000).map(|i| if i % 2 == 0 { 1.02 } else { -0.98 }).collect();
        let Verdict::Normal(z) = judge(&sums(&residuals), false) else {
            panic!("symmetric residuals are judged")
        };
        let sd = (20_000.0f64 / 19_999.0).sqrt();
        assert!((z - 0.02 / (sd / 20_000.0f64.sqrt())).abs() < 1e-9, "{z}");
    }

    /// Tables of Student's law: t(1) is 12.7062 and t(30) 2.0423 at 97.5 %, where the normal score is 1.95996.
    #[test]
    fn few_trials_are_judged_by_students_law() {
        for (n, t) in [(2.0, 12.7062), (31.0, 2.0423)] {
            assert!((normal_score(t, n) - 1.95996).abs() < 1e-4, "{}", normal_score(t, n));
            assert!((normal_score(-t, n) + 1.95996).abs() < 1e-4);
        }
        assert!((normal_score(5.0, 9_999.0) - 5.0).abs() < 0.02);
        assert!(normal_score(1e9, 300.0).is_finite());
    }

    #[test]
    fn what_hardly_ever_happens_is_left_out() {
        let mut residuals = vec![-0.001; 1000];
        residuals[0] = 0.999;
        assert_eq!(judge(&sums(&residuals), false), Verdict::Skewed);
    }
}
