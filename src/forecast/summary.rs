//! What a forecast says, as plain data: `summary.json` is this, serialised.

use super::figure::{Estimate, Figure};
use crate::model::month::Month;
use crate::model::scenario::Points;
use serde::Serialize;

/// All results of a forecast. Money in the currency, shares as fractions, times in months.
#[derive(Debug, Clone, Serialize)]
pub struct Summary {
    /// Which scenario.
    pub scenario: ScenarioStamp,
    /// The seed of all draws.
    pub seed: u64,
    /// Trials run.
    pub trials: usize,
    /// What the quantities were drawn from.
    pub points: Points,
    /// The horizon's figures that a verdict needs.
    pub headline: Headline,
    /// Each segment, in the scenario's order.
    pub segments: Vec<SegmentSummary>,
    /// Each month.
    pub months: Vec<Period>,
    /// Each calendar quarter that the horizon touches.
    pub quarters: Vec<Period>,
    /// Each calendar year that the horizon touches.
    pub years: Vec<Period>,
    /// The whole budget horizon.
    pub horizon: Period,
    /// Quantiles of the horizon's profit, for the exceedance curve.
    pub profit_curve: Vec<ExceedancePoint>,
    /// The simulator's check of itself.
    pub self_check: SelfCheck,
    /// Every quantity as it was understood.
    pub quantities: Vec<QuantityEcho>,
}

/// What identifies a scenario.
#[derive(Debug, Clone, Serialize)]
pub struct ScenarioStamp {
    /// Its name.
    pub name: String,
    /// Its currency's code.
    pub currency: String,
    /// Its first month.
    pub start: Month,
    /// Its budget horizon.
    pub months: usize,
    /// Its LTV horizon.
    pub lifetime_months: usize,
    /// Profit to reach over the budget horizon.
    pub target_profit: Option<f64>,
    /// The share of cases in which the plan has to reach it.
    pub confidence: f64,
    /// Digest of the resolved inputs.
    pub digest: String,
}

/// The horizon's figures that a verdict needs.
#[derive(Debug, Clone, Serialize)]
pub struct Headline {
    /// Revenue.
    pub revenue: Figure,
    /// Profit.
    pub profit: Figure,
    /// Clients acquired.
    pub new_clients: Figure,
    /// Clients left after the last month's churn.
    pub active_clients_end: Figure,
    /// Ad spend.
    pub ad_spend: Figure,
    /// Revenue of the clients acquired over ad spend.
    pub roas: Figure,
    /// Margin of the clients acquired less ad spend, over ad spend.
    pub romi: Figure,
    /// P(profit >= target); none without a target.
    pub probability_of_target: Option<Estimate>,
    /// P(profit < 0).
    pub probability_of_loss: Estimate,
    /// Mean profit of the worst tenth of the trials.
    pub cvar10: Estimate,
}

/// One segment's results.
#[derive(Debug, Clone, Serialize)]
pub struct SegmentSummary {
    /// Its name.
    pub name: String,
    /// LTV of one client picked at random.
    pub ltv_client: Ltv,
    /// LTV of a cohort's average client.
    pub ltv_cohort: Ltv,
    /// (net LTV + CAC) / CAC of the cohort average.
    pub ltv_to_cac: Figure,
    /// The ladder's rung of its median.
    pub ladder: Option<Ladder>,
    /// First month in which margin less servicing has paid CAC back.
    pub payback_month: Payback,
    /// Share of the cohort's revenue LTV that is earned after the budget horizon's length.
    pub ltv_share_beyond_months: Figure,
    /// Share of trials whose sBG alpha is at most 1, so that the mean life is infinite (0 for other laws).
    pub infinite_life_share: f64,
    /// Each month.
    pub months: Vec<Period>,
    /// Each calendar quarter.
    pub quarters: Vec<Period>,
    /// Each calendar year.
    pub years: Vec<Period>,
    /// The whole budget horizon.
    pub horizon: Period,
    /// Revenue of the clients acquired over ad spend.
    pub roas: Figure,
    /// Margin of the clients acquired less ad spend, over ad spend.
    pub romi: Figure,
}

/// The month of payback. Trials that never pay back count as infinite: percentiles that reach them are null, and mean,
/// sd and se are null if there is one.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Payback {
    /// The month; the month of joining is 1.
    #[serde(flatten)]
    pub month: Figure,
    /// The share of trials that never pay back within the LTV horizon; none where nobody is acquired.
    pub never: Option<f64>,
    /// Monte Carlo standard error of that share.
    pub never_se: Option<f64>,
}

/// The three LTVs that people confuse. All null where the segment never acquires a client.
#[derive(Debug, Clone, Serialize)]
pub struct Ltv {
    /// What a client pays.
    pub revenue: Figure,
    /// After cost of goods.
    pub margin: Figure,
    /// Margin less servicing and CAC.
    pub net: Figure,
}

/// The usual ladder of LTV:CAC, by the whole part of the median.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ladder {
    /// Below 2: ruin.
    Ruin,
    /// From 2: thin.
    Thin,
    /// From 3: healthy.
    Healthy,
    /// From 4: excellent.
    Excellent,
}

/// The figures of a month, a quarter, a year or the horizon, of a segment or of all.
///
/// `active[next] = active - churned + new[next]` holds in every trial, for periods of any length: active are all
/// who could order in the period.
#[derive(Debug, Clone, Serialize)]
pub struct Period {
    /// The period's name under `month`, `quarter`, `year` or `horizon`: `2027-01`, `2027-Q1`, `2027`, `2027-01..2027-12`.
    #[serde(flatten)]
    pub label: PeriodLabel,
    /// How many months of the horizon it holds.
    pub length_months: usize,
    /// Clients acquired.
    pub new_clients: Figure,
    /// All who could order in the period.
    pub active_clients: Figure,
    /// Clients who left.
    pub churned_clients: Figure,
    /// Orders.
    pub orders: Figure,
    /// Revenue (with VAT where there is one).
    pub revenue: Figure,
    /// Cost of goods.
    pub cost_of_goods: Figure,
    /// Servicing.
    pub servicing: Figure,
    /// Ad spend.
    pub ad_spend: Figure,
    /// Tax; of a segment, without profit tax.
    pub tax: Figure,
    /// Fixed costs; of a segment, none.
    pub fixed_costs: Figure,
    /// Profit; of a segment, before fixed costs and profit tax.
    pub profit: Figure,
    /// Profit from the start to the period's end.
    pub cumulative_profit: Figure,
    /// Churned over active.
    pub churn_rate: Figure,
    /// 1 - churn rate.
    pub retention: Figure,
    /// Revenue over active clients.
    pub arpu: Figure,
    /// Revenue over orders.
    pub order_value: Figure,
}

/// A period's name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PeriodLabel {
    /// `2027-01`
    Month(String),
    /// `2027-Q1`
    Quarter(String),
    /// `2027`
    Year(String),
    /// `2027-01..2027-12`
    Horizon(String),
}

impl PeriodLabel {
    /// The name alone.
    pub fn name(&self) -> &str {
        match self {
            Self::Month(name) | Self::Quarter(name) | Self::Year(name) | Self::Horizon(name) => name,
        }
    }
}

/// A point of the exceedance curve: `P(X >= value) = probability`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ExceedancePoint {
    /// Probability of that value or more.
    pub probability: f64,
    /// The value.
    pub value: f64,
}

/// The simulator's check of itself against the closed forms of its means.
#[derive(Debug, Clone, Serialize)]
pub struct SelfCheck {
    /// Whether every |z| is inside the bound and every series without variance agrees to 1e-9.
    pub passed: bool,
    /// The Bonferroni bound on |z| at family-wise 1e-4.
    pub bound: f64,
    /// Series that have no closed form or are too rare to test, by name.
    pub left_out: Vec<String>,
    /// The tested series.
    pub series: Vec<SelfCheckSeries>,
}

/// One series of the self-check.
#[derive(Debug, Clone, Serialize)]
pub struct SelfCheckSeries {
    /// Its name: `Paid search: orders 2027-01`.
    pub name: String,
    /// Standardised mean residual; none for a series without variance that agrees to 1e-9.
    pub z: Option<f64>,
    /// Whether it is inside the bound.
    pub passed: bool,
}

/// A quantity as it was understood.
#[derive(Debug, Clone, Serialize)]
pub struct QuantityEcho {
    /// Where it stands in the scenario.
    pub path: String,
    /// Its family.
    pub family: String,
    /// 5th percentile of its law.
    pub p5: f64,
    /// Median of its law.
    pub p50: f64,
    /// 95th percentile of its law.
    pub p95: f64,
}
