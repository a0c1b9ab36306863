//! Which of several scenarios is better, by how much, how often, and because of what.
//!
//! All are run on common random numbers: seed, trials and points are the first one's, a quantity that two of them have
//! has the same coordinates in both, and a segment's draws are addressed by its name. So differences are taken trial by
//! trial, and what chance does to both alike is not in them. The first scenario's run is what it is alone, to the byte.
//!
//! Of [each pair](Pair) the figures' differences; `best`: which is the best of all, and the regret of choosing each;
//! `dominance`; `waterfall`: the cause of the difference; `differences`: what the files say differently.

mod best;
mod differences;
mod dominance;
mod result;
mod waterfall;

pub use differences::{Difference, differences};
pub use result::{
    Choice, Compared, Comparison, DominanceOrder, Dominates, Hundredths, Leftover, Pair, Part, PartCause,
    Waterfall,
};
pub use waterfall::HYBRID_TRIALS;

use crate::forecast::paired::{Measure, PairedRun, simulate_paired};
use crate::forecast::sampling::Sampling;
use crate::forecast::summary::Summary;
use crate::model::scenario::Scenario;
use crate::model::watch::{Stopped, Watch};
use rayon::prelude::*;

/// A scenario that is to be compared.
#[derive(Debug, Clone)]
pub struct Contender {
    /// What it is called in the comparison; unique.
    pub label: String,
    /// The scenario.
    pub scenario: Scenario,
    /// What its file says, key by key.
    pub written: Vec<(String, String)>,
}

/// In what two scenarios may not differ if they are to be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Common {
    /// The currency.
    Currency,
    /// The budget horizon.
    Months,
}

/// What stands in the way of comparing a scenario, by its place, with the first one.
pub fn at_odds(scenarios: &[&Scenario]) -> Vec<(usize, Common)> {
    let Some((first, others)) = scenarios.split_first() else { return Vec::new() };
    let mut found = Vec::new();
    for (place, other) in others.iter().enumerate() {
        if other.currency != first.currency {
            found.push((place + 1, Common::Currency));
        }
        if other.months != first.months {
            found.push((place + 1, Common::Months));
        }
    }
    found
}

/// Compares scenarios that are [not at odds](at_odds) and have the first one's seed, trials and points. Gives their
/// summaries too, in their order.
///
/// # Errors
/// [`Stopped`] when the watcher says so.
///
/// # Panics
/// Where there is no scenario.
pub fn compare(
    mut contenders: Vec<Contender>,
    with_waterfall: bool,
    watch: &dyn Watch,
) -> Result<(Comparison, Vec<Summary>), Stopped> {
    let mut dimensions = Vec::new();
    for contender in &mut contenders {
        contender.scenario = contender.scenario.clone().continuing(&dimensions);
        dimensions = contender.scenario.dimensions();
    }
    let runs: Result<Vec<PairedRun>, Stopped> =
        contenders.iter().map(|contender| simulate_paired(&contender.scenario, watch)).collect();
    let runs = runs?;
    let mut pairs = pairs(&contenders, &runs);
    if with_waterfall {
        let median = |place: usize| runs[place].summary.headline.profit.p50;
        // The first pairs are those of the first scenario.
        for (place, pair) in (1..contenders.len()).zip(&mut pairs) {
            let Some(medians) = median(0).zip(median(place)) else { continue };
            let (a, b) = (&contenders[0].scenario, &contenders[place].scenario);
            pair.waterfall = Some(waterfall::waterfall(a, b, medians, watch)?);
        }
    }
    let profits: Vec<(&str, &[f64])> =
        contenders.iter().zip(&runs).map(|(of, run)| (of.label.as_str(), run.profit())).collect();
    let sampling =
        runs.iter().map(PairedRun::sampling).reduce(Sampling::with).unwrap_or(Sampling::Replicated);
    let (first, summary) = (&contenders[0].scenario, &runs[0].summary);
    let comparison = Comparison {
        currency: first.currency.clone(),
        months: first.months,
        seed: summary.seed,
        trials: summary.trials,
        points: summary.points,
        scenarios: contenders.iter().zip(&runs).map(compared).collect(),
        pairs,
        best: best::choices(&profits, sampling),
        dominance: dominance::dominance(&profits),
    };
    Ok((comparison, runs.into_iter().map(|run| run.summary).collect()))
}

fn compared((contender, run): (&Contender, &PairedRun)) -> Compared {
    let stamp = &run.summary.scenario;
    Compared {
        scenario: contender.label.clone(),
        name: stamp.name.clone(),
        start: stamp.start,
        digest: stamp.digest.clone(),
        target_profit: stamp.target_profit,
        headline: run.summary.headline.clone(),
        budget_rules: run.summary.budget_rules.clone(),
    }
}

/// Each with each later one, without waterfalls.
fn pairs(contenders: &[Contender], runs: &[PairedRun]) -> Vec<Pair> {
    let places = (0..runs.len()).flat_map(|a| (a + 1..runs.len()).map(move |b| (a, b)));
    let places: Vec<(usize, usize)> = places.collect();
    let pair = |&(a, b): &(usize, usize)| {
        let figure = |measure: Measure| runs[a].paired(&runs[b], measure).map(|paired| (measure, paired));
        Pair {
            a: contenders[a].label.clone(),
            b: contenders[b].label.clone(),
            figures: Measure::ALL.into_iter().filter_map(figure).collect(),
            waterfall: None,
            changes: differences(&contenders[a].written, &contenders[b].written),
        }
    };
    places.par_iter().map(pair).collect()
}
