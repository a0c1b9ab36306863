//! From one scenario's median profit to another's, cause by cause.
//!
//! Each cause that differs gets its Shapley value: what exchanging it changes in the median, averaged over all orders in
//! which the causes may be exchanged, so that no order is preferred. That takes a run of each of the `2^k` hybrids, on
//! the same draws. Where one cause alone differs it has all of the full runs' difference.
//!
//! The hybrids' runs are shorter than the full ones, and the parts are rounded to whole hundredths; what both leave of
//! the full runs' difference is the part `sampling`. Which of the two is the first is decided by their digests, so that
//! each hybrid cause's part only changes its sign when the scenarios are exchanged. The full runs are drawn on the first
//! scenario's dimensions: where both have the same uncertain quantities, all the rest only changes its sign too;
//! otherwise it moves by the full runs' own errors.

use super::result::{Hundredths, Leftover, Part, PartCause, Waterfall};
use crate::engine::{Detail, Run};
use crate::forecast::sampling::Sampling;
use crate::forecast::smoothing::RunLaws;
use crate::forecast::totals::totals;
use crate::math::shapley::shapley;
use crate::model::scenario::{Cause, Scenario, causes_that_differ, hybrid};
use crate::model::watch::{Stage, Stopped, Watch};
use rayon::prelude::*;

/// Trials of a hybrid.
pub const HYBRID_TRIALS: usize = 2000;

/// The waterfall between two scenarios whose full runs had these medians of profit.
///
/// # Errors
/// [`Stopped`] when the watcher says so.
pub(super) fn waterfall(
    a: &Scenario,
    b: &Scenario,
    (from, to): (f64, f64),
    watch: &dyn Watch,
) -> Result<Waterfall, Stopped> {
    let (from, to) = (Hundredths::of(from), Hundredths::of(to));
    let causes = causes_that_differ(a, b);
    let amounts = match causes[..] {
        [] => Vec::new(),
        [_] => vec![Hundredths(to.0 - from.0)],
        _ => amounts(a, b, &causes, watch)?,
    };
    let left = to.0 - from.0 - amounts.iter().map(|amount| amount.0).sum::<i128>();
    let parts = causes.iter().zip(amounts);
    let mut parts: Vec<Part> =
        parts.map(|(&cause, amount)| Part { cause: PartCause::Of(cause), amount }).collect();
    // Where no law differs, a quantity may still be drawn apart from its like, under a path of its own.
    if !parts.is_empty() || left != 0 {
        parts.push(Part { cause: PartCause::Sampling(Leftover::Sampling), amount: Hundredths(left) });
    }
    Ok(Waterfall { from, to, parts })
}

/// What each cause adds, by the hybrids' medians.
fn amounts(
    a: &Scenario,
    b: &Scenario,
    causes: &[Cause],
    watch: &dyn Watch,
) -> Result<Vec<Hundredths>, Stopped> {
    let is_exchanged = b.digest() < a.digest();
    let (first, second) = if is_exchanged { (b, a) } else { (a, b) };
    let first = first.clone().continuing(&[]);
    let second = second.clone().continuing(&first.dimensions());
    let dimensions = second.dimensions();
    let coalitions = 1_usize << causes.len();
    watch.begin(Stage::Attributing, (coalitions * HYBRID_TRIALS) as u64);
    let median = |coalition: usize| {
        let chosen = causes.iter().enumerate().filter(|(place, _)| coalition >> place & 1 == 1);
        let chosen: Vec<Cause> = chosen.map(|(_, &cause)| cause).collect();
        median_profit(&hybrid(&first, &second, &chosen).continuing(&dimensions), watch)
    };
    let medians: Result<Vec<f64>, Stopped> = (0..coalitions).into_par_iter().map(median).collect();
    let sign = if is_exchanged { -1.0 } else { 1.0 };
    Ok(shapley(&medians?).into_iter().map(|amount| Hundredths::of(sign * amount)).collect())
}

/// The median of a short run, smoothed by its trials' own laws: what clients do by chance in so few trials would show as
/// a cause of its own.
fn median_profit(scenario: &Scenario, watch: &dyn Watch) -> Result<f64, Stopped> {
    let run = Run { trials: HYBRID_TRIALS, detail: Detail::Budget, ..Run::of(scenario) };
    let drawn = totals(scenario, run, watch)?.profit;
    let mut laws = RunLaws::new(scenario, run.seed);
    laws.extend_to(HYBRID_TRIALS, watch)?;
    let sampling = Sampling::of(scenario, HYBRID_TRIALS);
    Ok(laws.profit(&drawn, sampling).figure().p50.unwrap_or(0.0))
}
