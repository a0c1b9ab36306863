//! Budget rules and how likely they are kept, as plain data.
//!
//! A rule is asked of every trial, of its own ratio, and its chance is the share of trials that keep it; trials in which
//! the ratio does not exist are left out. The **affordable CAC** of a trial is the margin of the clients acquired in the
//! horizon, a client, over `1 + target ROMI`: what a client might have cost for ROMI to be the target. Its low
//! percentiles are the CACs that keep the target for sure: at the P10 ROMI is the target or more with 90 %.

use super::figure::{Estimate, Figure};
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
