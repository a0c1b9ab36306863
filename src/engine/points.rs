//! Where the uncertain quantities and the market path get their uniform numbers from.
//!
//! Under [`Points::Sobol`] trial `i` is point `i / 32` of scramble `i % 32`. Dimensions go to paths in the order in
//! which they are registered, and the scramble's key is a hash of (seed, replicate, path): adding a path at the end
//! leaves the others' numbers as they were. Beyond the dimensions that have direction numbers, and under
//! [`Points::Random`], numbers are plain random, addressed by (seed, path, trial).

use super::outcome::REPLICATES;
use crate::math::random::Key;
use crate::math::sobol::Sobol;
use crate::model::scenario::Points;

/// The source of the coordinates of a run's trials.
#[derive(Debug)]
pub(super) struct Coordinates {
    sobol: Option<Sobol>,
    paths: Vec<PathKeys>,
}

#[derive(Debug)]
struct PathKeys {
    plain: Key,
    /// One key a scramble; empty where numbers are plain random.
    scrambles: Vec<u64>,
}

impl Coordinates {
    /// Coordinates named by their paths; coordinate `k` below is the `k`-th of them.
    pub(super) fn new<'a>(points: Points, seed: u64, paths: impl Iterator<Item = &'a str>) -> Self {
        let root = Key::of_seed(seed).named("points");
        let paths: Vec<PathKeys> = paths
            .enumerate()
            .map(|(dimension, path)| PathKeys {
                plain: root.named(path),
                scrambles: if points == Points::Sobol && dimension < Sobol::MOST_DIMENSIONS {
                    (0..REPLICATES).map(|r| root.numbered(r as u64).named(path).bits()).collect()
                } else {
                    Vec::new()
                },
            })
            .collect();
        let dimensions = paths.iter().filter(|path| !path.scrambles.is_empty()).count();
        Self { sobol: (dimensions > 0).then(|| Sobol::new(dimensions)), paths }
    }

    /// Coordinate `k` of `out.len()` trials from `first_trial`, each in (0, 1).
    pub(super) fn fill(&self, k: usize, first_trial: usize, out: &mut [f64]) {
        let path = &self.paths[k];
        match &self.sobol {
            Some(sobol) if !path.scrambles.is_empty() => {
                for (offset, u) in out.iter_mut().enumerate() {
                    let trial = first_trial + offset;
                    let index = (trial / REPLICATES) as u32;
                    *u = sobol.scrambled(index, k, path.scrambles[trial % REPLICATES]);
                }
            }
            _ => path.plain.fill(first_trial as u64, 0, out),
        }
    }
}
