//! How many clients and how much advertising reach the profit target, and how sure that is.
//!
//! The plan scales acquisition, never the opening book, and looks for the smallest scale at which the lower bound of
//! P(profit >= target) reaches the confidence, there and at every grid point up to 10 % above: the first crossing on
//! a noisy grid alone is too low in 9 to 22 % of simulated plans. All scales see the same draws (common random
//! numbers); nothing is assumed about the curve's shape between grid points but what the refinement finds. The answer
//! is verified on a fresh seed, and stepped up where that seed falls more than two standard errors below.

use super::search::{Search, smallest_scale};
use crate::engine::watch::{Stage, Stopped, Watch};
use crate::engine::{self, Detail, Run};
use crate::forecast;
use crate::forecast::figure::{Estimate, Figure};
use crate::math::random::Key;
use crate::model::scenario::Scenario;
use serde::Serialize;

/// The most fresh seeds that a plan is verified on.
const MOST_VERIFICATIONS: u64 = 12;

/// The plan of a scenario; none where it names no target profit.
///
/// # Errors
/// [`Stopped`] when the watcher says so.
pub fn plan(scenario: &Scenario, watch: &dyn Watch) -> Result<Option<Plan>, Stopped> {
    let Some(target_profit) = scenario.money.target_profit else { return Ok(None) };
    let mut search = Search::new(scenario, target_profit, watch);
    watch.begin(Stage::Planning, search.expected_trials());
    let curve = search.curve()?;
    let found = smallest_scale(&mut search, &curve)?;
    watch.begin(Stage::Verifying, 2 * scenario.simulation.trials as u64);
    let verified = match found {
        Some(scale) => verify(&mut search, scale)?,
        None => None,
    };
    let (scale, fresh) = match verified {
        Some((scale, fresh)) => (Some(scale), fresh),
        None => (None, search.fresh(search.best_scale(), 0)?),
    };
    let at = scale.unwrap_or_else(|| search.best_scale());
    let attained = search.at(at)?.probability;
    let run = Run { scale: at, detail: Detail::Budget, ..Run::of(scenario) };
    let headline = forecast::headline(scenario, &engine::simulate(scenario, run, watch)?);
    let best = search.best(&curve);
    Ok(Some(Plan {
        target_profit,
        confidence: scenario.money.confidence,
        scale,
        // A count that is whole but for rounding is not rounded up.
        required_clients: scale
            .and(headline.new_clients.mean)
            .map(|clients| (clients - 1e-6).ceil().max(0.0)),
        ad_budget: headline.ad_spend,
        roas: headline.roas,
        romi: headline.romi,
        profit: headline.profit,
        probability: PlanProbability { value: attained.value, se: attained.se, fresh },
        curve,
        best,
    }))
}

/// The scale, or a little more, that a fresh seed bears out; and what that seed says. None where none does up to the
/// largest scale.
fn verify(search: &mut Search, found: f64) -> Result<Option<(f64, Estimate)>, Stopped> {
    let confidence = search.confidence();
    let (mut scale, mut step) = (found, 0.001);
    for attempt in 0..MOST_VERIFICATIONS {
        let fresh = search.fresh(scale, attempt)?;
        if fresh.value >= confidence - 2.0 * fresh.se {
            return Ok(Some((scale, fresh)));
        }
        let next = search.rounded_up(scale * (1.0 + step)).max(0.001);
        if next > search.max_scale() {
            return Ok(None);
        }
        (scale, step) = (next, step * 2.0);
    }
    Ok(None)
}

/// The seed of the `attempt`-th verification.
pub(super) fn fresh_seed(seed: u64, attempt: u64) -> u64 {
    Key::of_seed(seed).named("fresh").numbered(attempt).bits()
}

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
