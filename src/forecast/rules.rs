//! Budget rules and how likely they are kept.
//!
//! A rule is asked of every trial, of its own ratio, and its chance is the share of trials that keep it; trials in which
//! the ratio does not exist are left out. The **affordable CAC** of a trial is the margin of the clients acquired in the
//! horizon, a client, over `1 + target ROMI`: what a client might have cost for ROMI to be the target. Its low
//! percentiles are the CACs that keep the target for sure: at the P10 ROMI is the target or more with 90 %.

use super::figure::{Estimate, Figure};
use super::figures::Figures;
use super::reached::percentile_of;
use super::series::{OfLtv, Series};
use super::spread::error_of_percentile;
use serde::Serialize;

/// The rules of a budget with their chances. A chance is none (null) where its ratio never exists: no ad spend, nobody
/// acquired.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BudgetRules {
    /// The least LTV:CAC of a cohort's average client.
    pub ltv_to_cac: f64,
    /// The latest month of payback, the month of joining counted as 1; never beyond the LTV horizon, which is how far
    /// payback is looked for.
    pub payback_months: usize,
    /// The least revenue of the clients acquired over ad spend: levels, which rise.
    pub revenue_to_cac: Vec<f64>,
    /// The least ROMI, a share.
    pub target_romi: f64,
    /// How sure the affordable CAC has to keep the target ROMI, a share: the scenario's confidence.
    pub confidence: f64,
    /// All segments together.
    pub all: ReturnRules,
    /// Each segment, in the scenario's order.
    pub segments: Vec<SegmentRules>,
}

/// The rules of one segment.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SegmentRules {
    /// Its name.
    pub name: String,
    /// P(LTV:CAC of the cohort's average client >= the rule's).
    pub probability_of_ltv_to_cac: Option<Estimate>,
    /// P(CAC is paid back in the rule's month or before).
    pub probability_of_payback: Option<Estimate>,
    /// What advertising brings back.
    #[serde(flatten)]
    pub returns: ReturnRules,
}

/// The rules of what advertising brings back within the horizon.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReturnRules {
    /// P(revenue of the clients acquired >= the level times ad spend), by level.
    pub probability_of_revenue_to_cac: Vec<Option<Estimate>>,
    /// P(ROMI >= the target).
    pub probability_of_romi: Option<Estimate>,
    /// The CAC at which ROMI is the target, money a client; it does not exist where nobody is acquired.
    pub affordable_cac: Figure,
    /// Its percentile at 1 - confidence: the highest CAC that keeps the target with the confidence.
    pub affordable_cac_at_confidence: Option<Estimate>,
    /// Ad spend over clients acquired.
    pub cac_paid: Figure,
}

impl BudgetRules {
    pub(super) fn of(figures: &Figures) -> Self {
        let (scenario, segments) = (figures.scenario, figures.layout.order.segments);
        let rules = &scenario.rules;
        Self {
            ltv_to_cac: rules.ltv_to_cac,
            payback_months: rules.payback_months.min(scenario.lifetime_months),
            revenue_to_cac: rules.revenue_to_cac.clone(),
            target_romi: rules.target_romi,
            confidence: scenario.money.confidence,
            all: ReturnRules::of(figures, segments),
            segments: (0..segments).map(|place| SegmentRules::of(figures, place)).collect(),
        }
    }
}

impl SegmentRules {
    fn of(figures: &Figures, segment: usize) -> Self {
        let share = |measure| shares(figures, Series::OfLtv { segment, measure }).next().flatten();
        Self {
            name: figures.scenario.segments[segment].name.clone(),
            probability_of_ltv_to_cac: share(OfLtv::LtvToCac),
            probability_of_payback: share(OfLtv::PaybackMonth),
            returns: ReturnRules::of(figures, segment),
        }
    }
}

impl ReturnRules {
    fn of(figures: &Figures, scope: usize) -> Self {
        let margin = Series::MarginPerClient { scope };
        let per_client = 1.0 / (1.0 + figures.scenario.rules.target_romi);
        let at_confidence = margin_at(figures, margin, percentile_of(figures.scenario));
        Self {
            probability_of_revenue_to_cac: shares(figures, Series::Roas { scope }).collect(),
            probability_of_romi: shares(figures, Series::Romi { scope }).next().flatten(),
            affordable_cac: figures.figure(margin).scaled(per_client),
            affordable_cac_at_confidence: at_confidence
                .map(|margin| Estimate { value: per_client * margin.value, se: per_client * margin.se }),
            cac_paid: figures.figure(Series::CacPaid { scope }),
        }
    }
}

/// How likely a series keeps what the rules ask of it.
fn shares<'a>(figures: &'a Figures, series: Series) -> impl Iterator<Item = Option<Estimate>> + 'a {
    let reached = figures.tally.rules.of(figures.layout.order.place(series));
    reached.iter().map(|one| one.share(figures.sampling))
}

/// A percentile of a series that has a pin near it: its error is Woodruff's, of the share below the pin.
fn margin_at(figures: &Figures, series: Series, p: f64) -> Option<Estimate> {
    let place = figures.layout.order.place(series);
    let reading = figures.tally.spreads[place].as_ref()?.read();
    let value = reading.percentile(p)?;
    let pin = figures.tally.rules.of(place).first()?;
    let below = pin.share(figures.sampling)?;
    let (q, n) = (below.value, pin.existing());
    // Where nothing, or everything, is below the pin, the error is that of independent trials.
    let error_of_share = match n {
        n if n < 2.0 => 0.0,
        n if q <= 0.0 || q >= 1.0 => (p * (1.0 - p) / (n - 1.0)).sqrt(),
        _ => below.se * (p * (1.0 - p) / (q * (1.0 - q))).sqrt(),
    };
    Some(Estimate { value, se: error_of_percentile(&reading, p, error_of_share).unwrap_or(0.0) })
}
