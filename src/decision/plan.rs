//! How many clients and how much advertising reach the profit target, and how sure that is.
//!
//! The plan scales acquisition, never the opening book, and looks for the smallest scale at which the lower bound of
//! P(profit >= target) reaches the confidence, there and at every grid point up to 10 % above: the first crossing on
//! a noisy grid alone is too low in 9 to 22 % of simulated plans. All scales see the same draws (common random
//! numbers); nothing is assumed about the curve's shape between grid points but what the refinement finds. The answer
//! is verified on a fresh seed, and stepped up where that seed falls more than two standard errors below.

pub use super::answer::{Best, CurvePoint, Plan, PlanProbability};
use super::scales::Scales;
use super::search::smallest_scale;
use crate::engine::{Detail, Run};
use crate::forecast;
use crate::forecast::figure::Estimate;
use crate::model::scenario::Scenario;
use crate::model::watch::{Stage, Stopped, Watch};

/// The most fresh seeds that a plan is verified on.
const MOST_VERIFICATIONS: u64 = 12;

/// The plan of a scenario; none where it names no target profit.
///
/// # Errors
/// [`Stopped`] when the watcher says so.
pub fn plan(scenario: &Scenario, watch: &dyn Watch) -> Result<Option<Plan>, Stopped> {
    let Some(target_profit) = scenario.money.target_profit else { return Ok(None) };
    let mut scales = Scales::new(scenario, target_profit, watch);
    watch.begin(Stage::Planning, scales.expected_trials());
    let curve = scales.curve()?;
    let found = smallest_scale(&mut scales, &curve)?;
    watch.begin(Stage::Verifying, 2 * scenario.simulation.trials as u64);
    let verified = match found {
        Some(scale) => verify(&mut scales, scale)?,
        None => None,
    };
    let (scale, fresh) = match verified {
        Some((scale, fresh)) => (Some(scale), fresh),
        None => (None, scales.fresh(scales.best_scale(), 0)?),
    };
    let at = scale.unwrap_or_else(|| scales.best_scale());
    let attained = scales.at(at)?.probability;
    let run = Run { scale: at, detail: Detail::Budget, ..Run::of(scenario) };
    let budget = forecast::budget(scenario, run, watch)?;
    let best = scales.best(&curve);
    Ok(Some(Plan {
        target_profit,
        confidence: scenario.money.confidence,
        scale,
        // A count that is whole but for rounding is not rounded up.
        required_clients: scale.and(budget.new_clients.mean).map(|clients| (clients - 1e-6).ceil().max(0.0)),
        ad_budget: budget.ad_spend,
        roas: budget.roas,
        romi: budget.romi,
        profit: budget.profit,
        probability: PlanProbability { value: attained.value, se: attained.se, fresh },
        draws: scenario.rows_of_draws(),
        curve,
        best,
    }))
}

/// The scale, or a little more, that a fresh seed bears out; and what that seed says. None where none does up to the
/// largest scale.
fn verify(scales: &mut Scales, found: f64) -> Result<Option<(f64, Estimate)>, Stopped> {
    let confidence = scales.confidence();
    let (mut scale, mut step) = (found, 0.001);
    for attempt in 0..MOST_VERIFICATIONS {
        let fresh = scales.fresh(scale, attempt)?;
        if fresh.value >= confidence - 2.0 * fresh.se {
            return Ok(Some((scale, fresh)));
        }
        let next = scales.rounded_up(scale * (1.0 + step)).max(0.001);
        if next > scales.max_scale() {
            return Ok(None);
        }
        (scale, step) = (next, step * 2.0);
    }
    Ok(None)
}
