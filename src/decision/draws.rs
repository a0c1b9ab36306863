//! Quantities drawn alone, without a scenario: what a formula over them needs.

use crate::engine::points::Coordinates;
use crate::forecast::figure::Figure;
use crate::forecast::sampling::Sampling;
use crate::model::quantity::NamedQuantity;
use crate::model::scenario::Points;
use std::ops::RangeInclusive;

/// How many trials, and the seed of all draws.
#[derive(Debug, Clone, Copy)]
pub struct Trials {
    /// Trials.
    pub count: usize,
    /// The seed.
    pub seed: u64,
}

impl Default for Trials {
    fn default() -> Self {
        Self { count: 20_000, seed: 1 }
    }
}

impl Trials {
    /// So many trials of a formula may be asked for: two for a spread, and no more than fit into any memory.
    pub const RANGE: RangeInclusive<usize> = 2..=5_000_000;

    /// How the trials depend on each other.
    pub(super) fn sampling(self) -> Sampling {
        Sampling::of_points(Points::Sobol, self.count)
    }

    /// A column of each quantity, a value a trial. Each uncertain one has a dimension of the Sobol points, addressed by
    /// its path, as in a scenario.
    pub(super) fn draw(self, quantities: &[&NamedQuantity]) -> Vec<Vec<f64>> {
        let uncertain = quantities.iter().filter(|named| !named.law.is_fixed());
        let paths: Vec<String> = uncertain.map(|named| named.path.clone()).collect();
        let coordinates = Coordinates::new(Points::Sobol, self.seed, &paths, 0);
        let mut dimension = 0;
        let draw = |named: &&NamedQuantity| {
            let mut column = vec![0.5; self.count];
            if !named.law.is_fixed() {
                coordinates.fill(dimension, 0, &mut column);
                dimension += 1;
            }
            named.law.fill_quantiles(&mut column);
            column
        };
        quantities.iter().map(draw).collect()
    }

    /// The figure of a formula: its value in each trial.
    pub(super) fn figure(self, formula: impl Fn(usize) -> f64) -> Figure {
        let column: Vec<f64> = (0..self.count).map(formula).collect();
        Figure::of(&column, self.sampling())
    }
}

/// NaN where there is nothing to divide by.
pub(super) fn ratio(part: f64, whole: f64) -> f64 {
    if whole == 0.0 { f64::NAN } else { part / whole }
}
