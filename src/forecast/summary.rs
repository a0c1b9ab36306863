//! What a forecast says, as plain data: `summary.json` is this, serialised.

use super::figure::{Estimate, Figure};
use super::precision::Precision;
use super::rules::BudgetRules;
use crate::engine::residual::Measure;
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
    /// The rows of draws that trials took parameters from, the fewest if there are several numbers of them: the clusters
    /// that standard errors count. None where no quantity is drawn so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub draws: Option<usize>,
    /// How precise the horizon's figures are, and how they were estimated.
    pub precision: Precision,
    /// The horizon's figures that a verdict needs.
    pub headline: Headline,
    /// Each segment, in the scenario's order.
    pub segments: Vec<SegmentSummary>,
    /// The rules of the budget, and how likely they are kept.
    pub budget_rules: BudgetRules,
    /// Mean revenue by cohort (rows) and period (columns), all segments together.
    pub cohorts: CohortTable,
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
    /// What each uncertain quantity does to profit, the widest swing first.
    pub swings: Vec<Swing>,
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
    /// How much of the variance is chance among clients; the rest is not knowing the parameters and the market.
    pub variance_from_chance: VarianceFromChance,
}

/// Shares of the horizon's variance, by the law of total variance; none where the figure has no variance, or no
/// closed-form mean (profit under a tax on profit), or the run did not ask for it (a plan's).
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct VarianceFromChance {
    /// Of the variance of revenue.
    pub revenue: Option<Estimate>,
    /// Of the variance of profit.
    pub profit: Option<Estimate>,
}

/// One segment's results.
#[derive(Debug, Clone, Serialize)]
pub struct SegmentSummary {
    /// Its name.
    pub name: String,
    /// CAC of the first cohort that has clients (the one LTV follows); null where nobody is acquired.
    pub cac: Figure,
    /// LTV of one client picked at random.
    pub ltv_client: Ltv,
    /// What one client picked at random leaves before CAC (margin less servicing and what levers cost a client, discounted as LTV is).
    pub client_histogram: Histogram,
    /// The same as a figure: percentiles are those of clients.
    pub client_before_cac: Figure,
    /// P(that covers CAC), i.e. P(`ltv_client.net` >= 0); none where nobody is acquired.
    pub client_repays_cac: Option<Estimate>,
    /// LTV of a cohort's average client.
    pub ltv_cohort: Ltv,
    /// (net LTV + CAC) / CAC of the cohort average.
    pub ltv_to_cac: Figure,
    /// The ladder's rung of its median.
    pub ladder: Option<Ladder>,
    /// First month in which margin less servicing (and what levers cost a client) has paid CAC back.
    pub payback_month: Payback,
    /// Share of the cohort's revenue LTV that is earned after the budget horizon's length.
    pub ltv_share_beyond_months: Figure,
    /// Share of trials whose sBG alpha is at most 1, so that the mean life is infinite (0 for other laws).
    pub infinite_life_share: f64,
    /// The first cohort by age, from 0 (joining): at most about 61 ages, evenly thinned for longer LTV horizons, the
    /// last one kept. Empty where nobody is acquired.
    pub ages: Vec<Age>,
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

/// Shares of trials in equal bins between the 0.5th and the 99.5th percentile, or in one bin where those are equal but
/// for rounding.
/// The shares, `below` and `above` add up to 1; all is empty or 0 where nothing exists.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Histogram {
    /// Where bins begin, and where the last one ends (that edge belongs to it).
    pub edges: Vec<f64>,
    /// Share of trials in each bin: one fewer than edges.
    pub shares: Vec<f64>,
    /// Share of trials below the first edge.
    pub below: f64,
    /// Share of trials above the last edge.
    pub above: f64,
}

/// The average client of the first cohort at an age: figures over the first 2,048 trials, which are plenty for a curve
/// and keep memory bounded (under Sobol or Latin points a balanced part: the first of every scramble or design).
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Age {
    /// Months since joining: at age `a` the client has lived through `a` whole months.
    pub age_months: usize,
    /// Share of the cohort still there (1 at age 0): clients' chance included.
    pub retention: Figure,
    /// Margin less servicing of the first `age_months` months, a client acquired, undiscounted (0 at age 0): payback is
    /// where it reaches CAC.
    pub earned: Figure,
}

/// Mean revenue by cohort (rows) and period (columns). Periods are counted from the start of the horizon. Who comes back by
/// a lever is of the period of coming back.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CohortTable {
    /// Months in a row's joining period and in a column: 1 up to 36 months of horizon, 3 up to 120, else 12; the last
    /// period may be shorter.
    pub step_months: usize,
    /// First month of each period, as `2027-01`.
    pub periods: Vec<String>,
    /// The opening book, if there is one, then the periods in which clients may join.
    pub rows: Vec<CohortRow>,
}

/// One row of the cohort table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CohortRow {
    /// First month of the period of joining, as `2027-01`; none for the opening book.
    pub joined: Option<String>,
    /// Mean revenue in each period; none before joining.
    pub revenue: Vec<Option<f64>>,
    /// Monte Carlo standard error of each mean; none before joining, and of a single trial.
    pub revenue_se: Vec<Option<f64>>,
}

/// The three LTVs that people confuse. All null where the segment never acquires a client.
#[derive(Debug, Clone, Serialize)]
pub struct Ltv {
    /// What a client pays.
    pub revenue: Figure,
    /// After cost of goods.
    pub margin: Figure,
    /// Margin less servicing, what levers cost a client, and CAC.
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
/// `active[next] = active - churned + new[next] + returned[next]` holds in every trial, for periods of any length: active are all
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
    /// Clients who were lost and came back, by a lever.
    pub returned_clients: Figure,
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
    /// What levers cost; of a segment, only what they cost a client.
    pub lever_costs: Figure,
    /// Tax; of a segment, without profit tax.
    pub tax: Figure,
    /// Fixed costs; of a segment, none.
    pub fixed_costs: Figure,
    /// Profit; of a segment, before fixed costs, profit tax and what levers cost apart from clients.
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

/// What profit is where a quantity is low, and where it is high, whatever else is.
#[derive(Debug, Clone, Serialize)]
pub struct Swing {
    /// The quantity's path.
    pub quantity: String,
    /// Its P10: a value that is no larger is low.
    pub low: f64,
    /// Its P90: a value that is no smaller is high.
    pub high: f64,
    /// The mean profit of the trials in which it is low.
    pub profit_low: Estimate,
    /// The mean profit of the trials in which it is high.
    pub profit_high: Estimate,
    /// The second less the first.
    pub swing: Estimate,
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
    /// The parts of its name.
    #[serde(skip)]
    pub of: SeriesName,
    /// Standardised mean residual; none for a series without variance that agrees to 1e-9.
    pub z: Option<f64>,
    /// Whether it is inside the bound.
    pub passed: bool,
}

/// What a series of the self-check is of.
#[derive(Debug, Clone)]
pub struct SeriesName {
    /// The segment; none for all together.
    pub segment: Option<String>,
    /// What is checked.
    pub measure: Measure,
    /// The month; none for the horizon.
    pub month: Option<Month>,
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
