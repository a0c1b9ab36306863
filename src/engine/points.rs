//! Where the uncertain quantities and the market path get their uniform numbers from.
//!
//! Under [`Points::Sobol`] trial `i` is point `i / 32` of scramble `i % 32`. Dimensions go to the uncertain quantities
//! in the order of their paths' first appearance, from the first on, and to the months of the market path from the last
//! one down; the scramble's key is a hash of (seed, replicate, path). So neither a quantity added at the end nor a
//! longer horizon moves any other coordinate. Where the two meet, and under [`Points::Random`], numbers are plain
//! random, addressed by (seed, path, trial).

use crate::math::random::Key;
use crate::math::sobol::Sobol;
use crate::model::scenario::Points;

/// Independent scrambles of the Sobol points; trial `i` belongs to scramble `i % REPLICATES`.
pub const REPLICATES: usize = 32;

/// The source of the coordinates of a run's trials.
#[derive(Debug)]
pub(crate) struct Coordinates {
    sobol: Option<Sobol>,
    paths: Vec<PathKeys>,
}

#[derive(Debug)]
struct PathKeys {
    plain: Key,
    /// The Sobol dimension; none where numbers are plain random.
    dimension: Option<usize>,
    /// One key a scramble; empty where numbers are plain random.
    scrambles: Vec<u64>,
}

impl Coordinates {
    /// Coordinates of quantities, named by their paths, and then of the months of a market path.
    pub(crate) fn new(points: Points, seed: u64, quantities: &[String], market_months: usize) -> Self {
        let root = Key::of_seed(seed).named("points");
        let coordinate = |path: &str, dimension: Option<usize>| {
            let dimension = dimension.filter(|_| points == Points::Sobol);
            let replicates = if dimension.is_some() { REPLICATES } else { 0 };
            let scrambles = (0..replicates).map(|r| root.numbered(r as u64).named(path).bits()).collect();
            PathKeys { plain: root.named(path), dimension, scrambles }
        };
        let mut paths: Vec<PathKeys> = Vec::new();
        for (dimension, path) in quantities.iter().enumerate() {
            paths.push(coordinate(path, Some(dimension).filter(|&d| d < Sobol::MOST_DIMENSIONS)));
        }
        for month in 0..market_months {
            let dimension = Sobol::MOST_DIMENSIONS.checked_sub(month + 1).filter(|&d| d >= quantities.len());
            paths.push(coordinate(&format!("market[{month}]"), dimension));
        }
        let dimensions = paths.iter().filter_map(|path| path.dimension).max().map(|last| last + 1);
        Self { sobol: dimensions.map(Sobol::new), paths }
    }

    /// Coordinate `k` of `out.len()` trials from `first_trial`, each in (0, 1).
    pub(crate) fn fill(&self, k: usize, first_trial: usize, out: &mut [f64]) {
        let path = &self.paths[k];
        match (&self.sobol, path.dimension) {
            (Some(sobol), Some(dimension)) => {
                for (offset, u) in out.iter_mut().enumerate() {
                    let trial = first_trial + offset;
                    let index = (trial / REPLICATES) as u32;
                    *u = sobol.scrambled(index, dimension, path.scrambles[trial % REPLICATES]);
                }
            }
            _ => path.plain.fill(first_trial as u64, 0, out),
        }
    }
}
