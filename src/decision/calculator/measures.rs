//! What else the inputs say: churn and retention, CAC, ROMI, payback.
//!
//! Payback with churn is the smallest whole month `k` for which the average client acquired has left its CAC:
//! `m (1 - r^k) / q >= CAC`, with `m` what a client leaves a month, so `k >= ln(1 - CAC q / m) / ln(r)`; never where
//! `CAC q >= m`.

use super::super::draws::ratio;
use super::given::{Input, Known};
use super::ltv::{self, LtvFormula, Source};
use serde::Serialize;

/// What a measure tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Revenue of a period over its clients.
    Arpu,
    /// Order value times orders a month.
    ArpuByOrders,
    /// Lost clients over those at the start, by counts.
    ChurnRate,
    /// 1 - (1 - churn)^12.
    ChurnAYear,
    /// 1 - churn.
    Retention,
    /// (clients at the end - new ones) / clients at the start.
    RetentionByCounts,
    /// 1 / churn, months.
    LifeByChurn,
    /// Spend over the clients it won.
    Cac,
    /// Value of a contract a year of its length.
    Acv,
    /// Revenue of the period over the spend in it.
    Roas,
    /// (revenue x margin - spend) / spend of the period.
    Romi,
    /// Reference LTV before CAC, over CAC.
    LtvToCac,
    /// (reference LTV before CAC - CAC) / CAC.
    RomiOfLife,
    /// CAC over what a client leaves a month, months.
    Payback,
    /// The month in which the average client acquired, of whom some leave, has left its CAC.
    PaybackWithChurn,
    /// The highest CAC at which LTV:CAC is still 3.
    CacAtThree,
}

impl Measure {
    /// Its name for programs.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Arpu => "arpu",
            Self::ArpuByOrders => "arpu_by_orders",
            Self::ChurnRate => "churn_rate",
            Self::ChurnAYear => "churn_a_year",
            Self::Retention => "retention",
            Self::RetentionByCounts => "retention_by_counts",
            Self::LifeByChurn => "life_by_churn",
            Self::Cac => "cac",
            Self::Acv => "acv",
            Self::Roas => "roas",
            Self::Romi => "romi",
            Self::LtvToCac => "ltv_to_cac",
            Self::RomiOfLife => "romi_of_life",
            Self::Payback => "payback",
            Self::PaybackWithChurn => "payback_with_churn",
            Self::CacAtThree => "cac_at_ltv_to_cac_of_3",
        }
    }
}

/// The measures that the inputs allow, in the order in which they are told.
pub(super) fn allowed(known: &Known, reference: Option<LtvFormula>) -> Vec<Measure> {
    let spends = known.has_all(&[Input::Revenue, Input::AdSpend]);
    let values_a_client = reference.is_some();
    let monthly = source(known).is_some();
    let of = [
        (Measure::Arpu, known.has_all(&[Input::Revenue, Input::Clients])),
        (Measure::ArpuByOrders, Source::Orders.is_known(known)),
        (Measure::ChurnRate, known.counts_lost() || known.counts_kept()),
        (Measure::ChurnAYear, known.has_churn()),
        (Measure::Retention, known.has(Input::Churn) || known.counts_lost()),
        (Measure::RetentionByCounts, known.counts_kept()),
        (Measure::LifeByChurn, known.has_churn()),
        (Measure::Cac, known.has_all(&[Input::AdSpend, Input::NewClients])),
        (Measure::Acv, known.has_all(&[Input::ContractValue, Input::ContractLength])),
        (Measure::Roas, spends),
        (Measure::Romi, spends),
        (Measure::LtvToCac, values_a_client && known.has_cac()),
        (Measure::RomiOfLife, values_a_client && known.has_cac()),
        (Measure::Payback, monthly && known.has_cac()),
        (Measure::PaybackWithChurn, monthly && known.has_cac() && known.has_churn()),
        (Measure::CacAtThree, values_a_client),
    ];
    of.into_iter().filter_map(|(measure, allowed)| allowed.then_some(measure)).collect()
}

/// A measure's value in a trial.
pub(super) fn value(measure: Measure, known: &Known, reference: Option<LtvFormula>, trial: usize) -> f64 {
    let at = |input| known.at(input, trial);
    let margin = known.at_or(Input::Margin, trial, 1.0);
    let ltv = || reference.map_or(f64::NAN, |formula| ltv::gross(formula, known, trial));
    match measure {
        Measure::Arpu => Source::Revenue.monthly(known, trial),
        Measure::ArpuByOrders => Source::Orders.monthly(known, trial),
        Measure::ChurnRate => known.counted_churn(trial),
        Measure::ChurnAYear => -libm::expm1(12.0 * libm::log1p(-known.churn(trial))),
        Measure::Retention => 1.0 - known.churn(trial),
        Measure::RetentionByCounts => known.retention_by_counts(trial),
        Measure::LifeByChurn => 1.0 / known.churn(trial),
        Measure::Cac => ratio(at(Input::AdSpend), at(Input::NewClients)),
        Measure::Acv => ratio(at(Input::ContractValue), at(Input::ContractLength) / 12.0),
        Measure::Roas => ratio(at(Input::Revenue), at(Input::AdSpend)),
        Measure::Romi => ratio(at(Input::Revenue) * margin - at(Input::AdSpend), at(Input::AdSpend)),
        Measure::LtvToCac => ratio(ltv(), known.cac(trial)),
        Measure::RomiOfLife => ratio(ltv() - known.cac(trial), known.cac(trial)),
        Measure::Payback => {
            let kept = left_a_month(known, trial);
            let cac = known.cac(trial);
            if cac == 0.0 {
                0.0
            } else if kept <= 0.0 {
                f64::INFINITY
            } else {
                cac / kept
            }
        }
        Measure::PaybackWithChurn => {
            payback(known.cac(trial), left_a_month(known, trial), known.churn(trial))
        }
        Measure::CacAtThree => ltv() / 3.0,
    }
}

/// The first source of a monthly payment that is known. Revenue alone may be that of any time; beside a lifetime or
/// churn it is a month's.
fn source(known: &Known) -> Option<Source> {
    let monthly =
        |source: &Source| *source != Source::Revenue || known.has(Input::Lifetime) || known.has_churn();
    Source::ALL.into_iter().find(|source| source.is_known(known) && monthly(source))
}

/// What a client leaves a month: margin less retention cost.
fn left_a_month(known: &Known, trial: usize) -> f64 {
    let paid = source(known).map_or(f64::NAN, |source| source.monthly(known, trial));
    paid * known.at_or(Input::Margin, trial, 1.0) - known.at_or(Input::RetentionCost, trial, 0.0)
}

fn payback(cac: f64, left: f64, churn: f64) -> f64 {
    // What is a hair above a whole month by rounding alone is that month.
    let whole = |months: f64| libm::ceil(months - 1e-9).max(1.0);
    if cac.is_nan() || left.is_nan() || churn.is_nan() {
        f64::NAN
    } else if cac == 0.0 {
        0.0
    } else if left <= 0.0 {
        f64::INFINITY
    } else if churn == 0.0 {
        whole(cac / left)
    } else if churn == 1.0 {
        if left >= cac { 1.0 } else { f64::INFINITY }
    } else if cac * churn >= left {
        f64::INFINITY
    } else {
        whole(libm::log1p(-cac * churn / left) / libm::log1p(-churn))
    }
}

#[cfg(test)]
mod tests {
    use super::payback;

    #[test]
    fn payback_is_the_month_in_which_the_cohort_has_paid_month_by_month() {
        for (cac, left, churn) in
            [(350.0, 70.0, 0.05), (900.0, 100.0, 0.1), (500.0, 500.0, 0.3), (700.0, 70.0, 0.0)]
        {
            let (mut earned, mut there, mut month) = (0.0, 1.0, 0.0);
            while earned < cac - 1e-9 {
                earned += left * there;
                there *= 1.0 - churn;
                month += 1.0;
            }
            assert_eq!(payback(cac, left, churn), month, "{cac} {left} {churn}");
        }
        // 100 a month at 10 % churn is 1,000 in all.
        assert!(payback(1000.0, 100.0, 0.1).is_infinite() && payback(999.0, 100.0, 0.1).is_finite());
        assert_eq!((payback(5.0, 5.0, 1.0), payback(0.0, -1.0, 0.5)), (1.0, 0.0));
    }
}
