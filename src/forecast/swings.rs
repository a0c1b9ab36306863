//! What profit is where a quantity is low, and where it is high: the bars of a tornado.
//!
//! For each uncertain quantity `x` with P10 `a` and P90 `b` by its own law, the mean profit of the trials with `x <= a`
//! and of those with `x >= b`; the swing is the second less the first. It is what @RISK calls the change in output mean,
//! on tenths. All else is drawn as it is: what is correlated with `x` moves with it, and no other quantity is held.
//!
//! The standard error is that of the swing's linearisation (the delta method): with `n` trials, `n_b` of which are high
//! with a mean of `m_b`, and likewise for low ones, a trial's deviation is
//! `d = n [x >= b] (y - m_b) / n_b - n [x <= a] (y - m_a) / n_a`, summed by scrambles as for any mean
//! (see [`sampling`](super::sampling)); of independent trials these are batches.

use super::figure::Estimate;
use super::sampling::{REPLICATES, error_of_sums};
use super::summary::Swing;
use crate::engine::outcome::BLOCK_TRIALS;
use crate::engine::quantities::Uncertain;
use crate::model::scenario::Scenario;
use rayon::prelude::*;

/// Parts in which a run is gone through; the same on any number of threads, so that sums are the same to the bit.
const PARTS: usize = 16;

/// The swings of a run's profit, one value a trial, the widest first.
pub(super) fn swings(scenario: &Scenario, seed: u64, profit: &[f64]) -> Vec<Swing> {
    let uncertain = Uncertain::of(scenario, seed);
    let bounds: Vec<Bounds> =
        uncertain.ids().iter().map(|id| Bounds::of(&scenario.quantities[id.0].law)).collect();
    let blocks = profit.len().div_ceil(BLOCK_TRIALS);
    let part = |part: usize| {
        let mut sums = vec![Tails::default(); bounds.len()];
        for block in blocks * part / PARTS..blocks * (part + 1) / PARTS {
            let values = uncertain.block(block, profit.len());
            let profit = &profit[block * BLOCK_TRIALS..];
            for (place, (bounds, sums)) in bounds.iter().zip(&mut sums).enumerate() {
                sums.add(*bounds, values.of(place), profit);
            }
        }
        sums
    };
    let parts: Vec<Vec<Tails>> = (0..PARTS).into_par_iter().map(part).collect();
    let all = uncertain.ids().iter().zip(&bounds).enumerate();
    let mut swings: Vec<Swing> = all
        .filter_map(|(place, (id, bounds))| {
            let mut sums = Tails::default();
            for part in &parts {
                sums.merge(&part[place]);
            }
            sums.swing(&scenario.quantities[id.0].path, *bounds)
        })
        .collect();
    // Of equal ones that which comes first in the file.
    swings.sort_by(|a, b| b.swing.value.abs().total_cmp(&a.swing.value.abs()));
    swings
}

/// Between these a quantity is neither low nor high.
#[derive(Debug, Clone, Copy)]
struct Bounds {
    low: f64,
    high: f64,
}

impl Bounds {
    fn of(law: &crate::model::quantity::Quantity) -> Self {
        Self { low: law.quantile(0.1), high: law.quantile(0.9) }
    }
}

/// Trials in which a quantity is low, and in which it is high: how many there are, and their profit, by scrambles.
#[derive(Debug, Clone, Default)]
struct Tails {
    low: Tail,
    high: Tail,
}

#[derive(Debug, Clone, Default)]
struct Tail {
    counts: [f64; REPLICATES],
    sums: [f64; REPLICATES],
}

impl Tails {
    /// Adds a block, which begins with a scramble's first trial.
    fn add(&mut self, bounds: Bounds, values: &[f64], profit: &[f64]) {
        for (trial, (&value, &profit)) in values.iter().zip(profit).enumerate() {
            if value <= bounds.low {
                self.low.add(trial % REPLICATES, profit);
            }
            if value >= bounds.high {
                self.high.add(trial % REPLICATES, profit);
            }
        }
    }

    fn merge(&mut self, other: &Self) {
        self.low.merge(&other.low);
        self.high.merge(&other.high);
    }

    /// None where the law has no tails apart, or no trial is in one of them.
    fn swing(&self, quantity: &str, bounds: Bounds) -> Option<Swing> {
        if bounds.low >= bounds.high || !bounds.low.is_finite() || !bounds.high.is_finite() {
            return None;
        }
        let (low, high) = (self.low.mean()?, self.high.mean()?);
        let value = high.value - low.value;
        let deviation = |r: usize| self.high.deviation(r, high.value) - self.low.deviation(r, low.value);
        let se = error_of_sums((0..REPLICATES).map(deviation), 1.0);
        let is_finite = value.is_finite() && se.is_finite();
        is_finite.then(|| Swing {
            quantity: quantity.to_owned(),
            low: bounds.low,
            high: bounds.high,
            profit_low: low,
            profit_high: high,
            swing: Estimate { value, se },
        })
    }
}

impl Tail {
    fn add(&mut self, scramble: usize, profit: f64) {
        self.counts[scramble] += 1.0;
        self.sums[scramble] += profit;
    }

    fn merge(&mut self, other: &Self) {
        let add = |sums: &mut [f64; REPLICATES], more: &[f64; REPLICATES]| {
            sums.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
        };
        add(&mut self.counts, &other.counts);
        add(&mut self.sums, &other.sums);
    }

    fn count(&self) -> f64 {
        self.counts.iter().sum()
    }

    /// The mean profit with its error; none of fewer than two trials.
    fn mean(&self) -> Option<Estimate> {
        let n = self.count();
        if n < 2.0 {
            return None;
        }
        let value = self.sums.iter().sum::<f64>() / n;
        let se = error_of_sums((0..REPLICATES).map(|r| self.deviation(r, value)), 1.0);
        Some(Estimate { value, se })
    }

    /// A scramble's share of the deviations from the mean, which add up to 0.
    fn deviation(&self, scramble: usize, mean: f64) -> f64 {
        (self.sums[scramble] - mean * self.counts[scramble]) / self.count()
    }
}
