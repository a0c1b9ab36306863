//! The mean over a run's points of their conditional laws: its distribution function, quantiles and moments, with the
//! error of each from the scrambles.

use crate::engine::points::REPLICATES;
use crate::forecast::sampling::mean_of_sums;
use crate::math::skewed::{Skewed, add_below};
use rayon::prelude::*;

/// Points that one task adds up: whole rounds of scrambles.
const CHUNK: usize = 256 * REPLICATES;

/// The laws of a run's points; point `i` belongs to scramble `i % 32`.
#[derive(Debug, Default)]
pub(super) struct Mixture {
    laws: Vec<Skewed>,
}

/// The distribution function at a place: sums by scramble, and the density.
#[derive(Debug, Clone)]
pub(super) struct Below {
    sums: [f64; REPLICATES],
    points: usize,
    /// Mean density.
    pub(super) density: f64,
}

/// A mixture's moments.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moments {
    pub(super) mean: f64,
    /// The error of the mean.
    pub(super) se: f64,
    pub(super) sd: f64,
    /// The part of the variance that clients leave to chance.
    pub(super) chance: f64,
}

impl Mixture {
    /// Room for the laws from a point on, to be filled.
    pub(super) fn room(&mut self, first: usize, points: usize) -> &mut [Skewed] {
        self.laws.resize(points, Skewed::of_cumulants(0.0, 0.0, 0.0));
        &mut self.laws[first..]
    }

    pub(super) fn len(&self) -> usize {
        self.laws.len()
    }

    /// `P(X <= x)` over all points, added up chunk by chunk: the same bits at any number of threads.
    pub(super) fn below(&self, x: f64) -> Below {
        Below::of(&self.laws, x).over(self.len())
    }

    /// The same over all points and over the first so many.
    pub(super) fn below_all_and_first(&self, x: f64, points: usize) -> (Below, Below) {
        // Whole rounds of scrambles, so that the rest begins with the first of them.
        let (rounds, rest) = self.laws.split_at(points / REPLICATES * REPLICATES);
        let both = Below::of(rounds, x);
        let all = both.clone().with(&Below::of(rest, x)).over(self.len());
        let first = both.with(&Below::of(&rest[..points % REPLICATES], x)).over(points);
        (all, first)
    }

    /// Where the distribution function of all points reaches `p`, and what it is there or next to it: Newton's steps from
    /// a first guess, where it may be known already, kept inside the bracket found so far; near enough is a thousandth
    /// of its own error. From the second step on the curve through two places says what a step leaves, and mends it.
    pub(super) fn quantile(
        &self,
        p: f64,
        guess: f64,
        first: Option<Below>,
        moments: &Moments,
    ) -> (f64, Below) {
        let (mut low, mut high) = (f64::NEG_INFINITY, f64::INFINITY);
        let mut x = guess;
        let mut below = first.unwrap_or_else(|| self.below(x));
        let mut before: Option<Step> = None;
        for _ in 0..MOST_STEPS {
            let (share, se) = below.share();
            let miss = share - p;
            let newton = x - miss / below.density;
            let here = Step { x, miss, density: below.density };
            let bent = before.and_then(|before| here.bent(before));
            // What is left of the step is far smaller than what bends it.
            let is_near = bent.is_some_and(|bent| (bent * below.density).abs() <= 1e-4 * se);
            if miss.abs() <= 1e-3 * se + 1e-12 || is_near {
                let end = newton + bent.unwrap_or(0.0);
                return (if end.is_finite() { end } else { x }, below);
            }
            if miss > 0.0 {
                high = high.min(x);
            } else {
                low = low.max(x);
            }
            let near = (newton - x).abs() <= 2.0 * moments.sd;
            let next = if newton.is_finite() && near && newton > low && newton < high {
                newton
            } else if low.is_finite() && high.is_finite() {
                f64::midpoint(low, high)
            } else {
                x - moments.sd * miss.signum()
            };
            if next == x {
                break;
            }
            before = Some(here);
            x = next;
            below = self.below(x);
        }
        (x, below)
    }

    /// Means and spreads of all points, by the law of total variance.
    pub(super) fn moments(&self) -> Moments {
        let n = self.len() as f64;
        let mut sums = [0.0; REPLICATES];
        for round in self.laws.chunks(REPLICATES) {
            for (sum, law) in sums.iter_mut().zip(round) {
                *sum += law.mean;
            }
        }
        let (mean, se) = mean_of_sums(&sums, self.len());
        let known: f64 = self.laws.iter().map(|law| (law.mean - mean) * (law.mean - mean)).sum();
        let chance: f64 = self.laws.iter().map(|law| f64::from(law.sd) * f64::from(law.sd)).sum();
        let (known, chance) = (known / (n - 1.0).max(1.0), chance / n);
        Moments { mean, se: se.unwrap_or(0.0), sd: (known + chance).sqrt(), chance }
    }
}

/// The most steps of a search: bisection alone would have the last bit.
const MOST_STEPS: usize = 100;

/// A place on the way to a quantile.
#[derive(Debug, Clone, Copy)]
struct Step {
    x: f64,
    /// By how much the share is beyond what is looked for.
    miss: f64,
    density: f64,
}

impl Step {
    /// What Hermite's cubic through this place and the one before, `x` as a function of the share, adds to Newton's step.
    fn bent(self, before: Step) -> Option<f64> {
        let (slope, slope_before) = (1.0 / self.density, 1.0 / before.density);
        let h = before.miss - self.miss;
        let chord = ((before.x - self.x) / h - slope) / h;
        let turn = (slope_before - slope) / (2.0 * h);
        let cubic = 2.0 * (turn - chord) / h;
        let bent = self.miss * self.miss * (chord - cubic * h - cubic * self.miss);
        bent.is_finite().then_some(bent)
    }
}

impl Below {
    /// Sums over some points, the first of which belongs to the first scramble.
    fn of(laws: &[Skewed], x: f64) -> Self {
        let chunk = |laws: &[Skewed]| {
            let (mut sums, mut densities) = ([0.0; REPLICATES], [0.0; REPLICATES]);
            add_below(laws, x, &mut sums, &mut densities);
            Self { sums, points: laws.len(), density: densities.iter().sum() }
        };
        let parts: Vec<Self> = laws.par_chunks(CHUNK).map(chunk).collect();
        let none = Self { sums: [0.0; REPLICATES], points: 0, density: 0.0 };
        parts.iter().fold(none, Self::with)
    }

    /// The sums over these points and others.
    fn with(mut self, other: &Self) -> Self {
        crate::math::columns::add(&mut self.sums, &other.sums);
        self.density += other.density;
        self
    }

    /// From sums of densities to their mean over so many points.
    fn over(self, points: usize) -> Self {
        Self { points, density: self.density / points as f64, ..self }
    }

    /// The share below, and its standard error.
    pub(super) fn share(&self) -> (f64, f64) {
        let (share, se) = mean_of_sums(&self.sums, self.points);
        (share, se.unwrap_or(0.0))
    }

    /// Each scramble's share below.
    pub(super) fn by_scramble(&self) -> [f64; REPLICATES] {
        let (whole, rest) = (self.points / REPLICATES, self.points % REPLICATES);
        std::array::from_fn(|r| self.sums[r] / (whole + usize::from(r < rest)) as f64)
    }
}

#[cfg(test)]
impl Mixture {
    pub(super) fn first(&self, points: usize) -> &[Skewed] {
        &self.laws[..points]
    }

    /// Every law moved and narrowed.
    pub(super) fn shift(&mut self, by: f64, narrow: f32) {
        for law in &mut self.laws {
            law.mean += by;
            law.sd *= narrow;
        }
    }
}
