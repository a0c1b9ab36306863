//! The uncertain quantities of a run's trials, without their clients.

use super::outcome::BLOCK_TRIALS;
use super::parameters::{Parameters, Sampler};
use crate::model::quantity::{Quantity, QuantityId};
use crate::model::scenario::Scenario;

/// The quantities that differ from trial to trial, as any run of that seed draws them.
#[derive(Debug)]
pub struct Uncertain<'a> {
    sampler: Sampler<'a>,
    ids: Vec<QuantityId>,
}

/// Their values in some trials on end.
#[derive(Debug)]
pub struct Values<'a> {
    ids: &'a [QuantityId],
    parameters: Parameters,
}

impl<'a> Uncertain<'a> {
    /// Those of a scenario.
    pub fn of(scenario: &'a Scenario, seed: u64) -> Self {
        let all = scenario.quantities.iter().enumerate();
        let ids = all.filter(|(_, of)| !matches!(of.law, Quantity::Fixed(_))).map(|(at, _)| QuantityId(at));
        // A market's path is no quantity; those of its law do not depend on its length.
        Self { sampler: Sampler::new(scenario, seed, 0), ids: ids.collect() }
    }

    /// Which quantities these are.
    pub fn ids(&self) -> &[QuantityId] {
        &self.ids
    }

    /// Their values in the block of that number, of a run of so many trials.
    pub fn block(&self, number: usize, trials: usize) -> Values<'_> {
        let first = number * BLOCK_TRIALS;
        let width = trials.saturating_sub(first).min(BLOCK_TRIALS);
        Values { ids: &self.ids, parameters: self.sampler.draw(first, width) }
    }
}

impl Values<'_> {
    /// Those of the quantity at that place of [`Uncertain::ids`], a value a trial.
    pub fn of(&self, place: usize) -> &[f64] {
        self.parameters.of(self.ids[place])
    }
}
