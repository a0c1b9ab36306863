//! Where the uncertain quantities and the market path get their uniform numbers from.
//!
//! Under [`Points::Sobol`] trial `i` is point `i / 32` of scramble `i % 32`. Dimensions go to the uncertain quantities
//! in the order of their paths' first appearance, from the first on, and to the months of the market path from the last
//! one down; the scramble's key is a hash of (seed, replicate, path). So neither a quantity added at the end nor a
//! longer horizon moves any other coordinate; and a scenario that goes on from another one's dimensions (see
//! [`Scenario::continuing`](crate::model::scenario::Scenario::continuing)) shares the coordinates of the paths that both
//! have. Where the two meet, and under [`Points::Random`], numbers are plain
//! random, addressed by (seed, path, trial).
//!
//! Under [`Points::Latin`] trial `i` is point `i / 32` of design `i % 32`, by the same keys. Its dimensions have no
//! numbers, so there are as many as a run needs, and their order does not matter.

use crate::math::latin;
use crate::math::random::Key;
use crate::math::sobol::Sobol;
use crate::model::scenario::Points;

/// Independent scrambles of the Sobol points, or Latin designs; trial `i` belongs to number `i % REPLICATES`.
pub const REPLICATES: usize = 32;

/// The source of the coordinates of a run's trials.
#[derive(Debug)]
pub(crate) struct Coordinates {
    sobol: Option<Sobol>,
    paths: Vec<PathKeys>,
}

/// What a path's numbers come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    /// Sobol points of that dimension.
    Sobol(usize),
    Latin,
    Random,
}

#[derive(Debug)]
struct PathKeys {
    source: Source,
    /// One key a scramble or design; none where numbers are plain random.
    replicates: Vec<u64>,
    plain: Key,
}

impl PathKeys {
    /// The points of `out.len()` trials, given by (index, key of the scramble or design).
    fn fill(&self, first_trial: usize, out: &mut [f64], point: impl Fn(u32, u64) -> f64) {
        for (trial, u) in (first_trial..).zip(out) {
            *u = point((trial / REPLICATES) as u32, self.replicates[trial % REPLICATES]);
        }
    }

    /// Whole points, which blocks have, are scrambled together.
    fn fill_sobol(&self, sobol: &Sobol, dimension: usize, first_trial: usize, out: &mut [f64]) {
        let whole =
            if first_trial.is_multiple_of(REPLICATES) { out.len() / REPLICATES * REPLICATES } else { 0 };
        let (points, rest) = out.split_at_mut(whole);
        sobol.fill((first_trial / REPLICATES) as u32, dimension, &self.replicates, points);
        self.fill(first_trial + whole, rest, |index, key| sobol.scrambled(index, dimension, key));
    }
}

impl Coordinates {
    /// Coordinates of quantities, named by their paths, and then of the months of a market path.
    pub(crate) fn new(points: Points, seed: u64, quantities: &[String], market_months: usize) -> Self {
        let placed: Vec<(&str, usize)> =
            quantities.iter().enumerate().map(|(dimension, path)| (path.as_str(), dimension)).collect();
        Self::placed(points, seed, &placed, quantities.len(), market_months)
    }

    /// Coordinates of quantities, each with its dimension among the first `taken`, and then of the months of a market
    /// path.
    pub(crate) fn placed(
        points: Points,
        seed: u64,
        quantities: &[(&str, usize)],
        taken: usize,
        market_months: usize,
    ) -> Self {
        let root = Key::of_seed(seed).named("points");
        let coordinate = |path: &str, dimension: Option<usize>| {
            let source = match (points, dimension) {
                (Points::Sobol, Some(dimension)) => Source::Sobol(dimension),
                (Points::Sobol, None) | (Points::Random, _) => Source::Random,
                (Points::Latin, _) => Source::Latin,
            };
            let count = if source == Source::Random { 0 } else { REPLICATES };
            let replicates = (0..count).map(|r| root.numbered(r as u64).named(path).bits()).collect();
            PathKeys { source, replicates, plain: root.named(path) }
        };
        let mut paths: Vec<PathKeys> = Vec::new();
        for &(path, dimension) in quantities {
            paths.push(coordinate(path, Some(dimension).filter(|&d| d < Sobol::MOST_DIMENSIONS)));
        }
        for month in 0..market_months {
            let dimension = Sobol::MOST_DIMENSIONS.checked_sub(month + 1).filter(|&d| d >= taken);
            paths.push(coordinate(&format!("market[{month}]"), dimension));
        }
        let dimension = |path: &PathKeys| if let Source::Sobol(d) = path.source { Some(d) } else { None };
        let dimensions = paths.iter().filter_map(dimension).max().map(|last| last + 1);
        Self { sobol: dimensions.map(Sobol::new), paths }
    }

    /// Coordinate `k` of `out.len()` trials from `first_trial`, each in (0, 1).
    pub(crate) fn fill(&self, k: usize, first_trial: usize, out: &mut [f64]) {
        let path = &self.paths[k];
        match (path.source, &self.sobol) {
            (Source::Sobol(dimension), Some(sobol)) => path.fill_sobol(sobol, dimension, first_trial, out),
            (Source::Latin, _) => path.fill(first_trial, out, latin::coordinate),
            _ => path.plain.fill(first_trial as u64, 0, out),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Trials from any place on are those of a stretch from the first one: whole points and parts of them.
    #[test]
    fn a_stretch_has_the_coordinates_of_its_trials() {
        for points in [Points::Sobol, Points::Latin, Points::Random] {
            let coordinates = Coordinates::new(points, 3, &["one".to_owned(), "two".to_owned()], 2);
            for k in 0..4 {
                let mut all = vec![0.0; 400];
                coordinates.fill(k, 0, &mut all);
                for (first, count) in [(0, 31), (5, 70), (32, 64), (96, 77), (399, 1)] {
                    let mut part = vec![0.0; count];
                    coordinates.fill(k, first, &mut part);
                    assert_eq!(part, all[first..first + count], "{points:?} {k} {first}");
                }
            }
        }
    }
}
