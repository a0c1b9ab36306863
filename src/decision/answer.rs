//! What a plan answers, as plain data.

use crate::forecast::figure::{Estimate, Figure};
use serde::Serialize;

/// The answer of the plan.
#[derive(Debug, Clone, Serialize)]
pub struct Plan {
    /// Profit to reach over the budget horizon.
    pub target_profit: f64,
    /// The share of cases in which it has to be reached.
    pub confidence: f64,
    /// The smallest sufficient multiple of the scenario's acquisition; none where no budget does it.
    pub scale: Option<f64>,
    /// The clients to acquire over the horizon, rounded up.
    pub required_clients: Option<f64>,
    /// Ad spend there (or at the best attainable probability, where no budget suffices).
    pub ad_budget: Figure,
    /// Revenue of the clients acquired over ad spend, there.
    pub roas: Figure,
    /// Margin of the clients acquired less ad spend, over ad spend, there.
    pub romi: Figure,
    /// Profit there.
    pub profit: Figure,
    /// P(profit >= target) there.
    pub probability: PlanProbability,
    /// The rows of draws that parameters come from, which a fresh seed has too; none where no quantity is drawn so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub draws: Option<usize>,
    /// P(target) against budget.
    pub curve: Vec<CurvePoint>,
    /// The best attainable probability, and the ad budget it takes.
    pub best: Best,
}

/// A probability, with the one that a fresh seed gives.
#[derive(Debug, Clone, Serialize)]
pub struct PlanProbability {
    /// The estimate on the scenario's seed.
    pub value: f64,
    /// Its Monte Carlo standard error.
    pub se: f64,
    /// The estimate on a fresh seed.
    pub fresh: Estimate,
}

/// One point of the curve of P(target) against budget.
#[derive(Debug, Clone, Serialize)]
pub struct CurvePoint {
    /// Multiple of the scenario's acquisition.
    pub scale: f64,
    /// Mean clients acquired over the horizon.
    pub clients: f64,
    /// Mean ad spend.
    pub ad_budget: f64,
    /// P(profit >= target).
    pub probability: Estimate,
}

/// The best that any budget attains.
#[derive(Debug, Clone, Serialize)]
pub struct Best {
    /// Highest P(profit >= target) on the curve.
    pub probability: f64,
    /// The mean ad spend there.
    pub ad_budget: f64,
}
