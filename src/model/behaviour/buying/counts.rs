//! How many orders a client makes whose rate is gamma: the negative binomial law, and mixtures of it over a life.

use crate::math::exponential::{exp, exp_within};
use crate::math::lanes::{LANES, Lanes};
use crate::math::logarithm::{ln, ln_1p};
use crate::math::vectors::in_vectors;

/// Counts that a law goes up to at most: orders of one day are one, and no horizon has more days.
const COUNTS_MOST: usize = 1 << 16;
/// What may be left of a law beyond its last count.
const LEFT: f64 = 1e-13;
/// What may seem to be left where chances are known to that only.
const LEFT_BY_ERROR: f64 = 1e-8;

/// The chances of 0, 1, 2, ... orders in `u` at a rate `~ Gamma(m, per)`: `Gamma(m + k) / (Gamma(m) k!) (1 - q)^m q^k`, with
/// `q = u / (per + u)`; each from the one before, by logarithms, since the first may be below the least number.
#[derive(Debug, Clone)]
pub(super) struct NegativeBinomial {
    m: f64,
    ln_q: f64,
    ln_chance: f64,
    count: f64,
}

impl NegativeBinomial {
    pub(super) fn new(m: f64, per: f64, u: f64) -> Self {
        Self { m, ln_q: -libm::log1p(per / u), ln_chance: -m * libm::log1p(u / per), count: 0.0 }
    }

    /// The chance of the next count, from 0 on.
    pub(super) fn next(&mut self) -> f64 {
        let chance = exp(self.ln_chance);
        self.ln_chance += ln((self.m + self.count) / (self.count + 1.0)) + self.ln_q;
        self.count += 1.0;
        chance
    }
}

/// A mixture of such laws of one shape `m` over times, side by side.
#[derive(Debug, Clone)]
pub(super) struct Mixture {
    m: f64,
    per: f64,
    parts: Vec<Part>,
    count: f64,
}

/// Some laws of a mixture, as [`NegativeBinomial`] has them.
#[derive(Debug, Clone)]
struct Part {
    weights: Lanes,
    ln_q: Lanes,
    ln_chance: Lanes,
}

impl Mixture {
    /// Of rates `~ Gamma(m, per)`, over no time yet.
    pub(super) fn new(m: f64, per: f64) -> Self {
        Self { m, per, parts: Vec::new(), count: 0.0 }
    }

    /// Adds the laws of times `u`, above 0, with these weights.
    pub(super) fn add(&mut self, weights: Lanes, u: &Lanes) {
        let mut part = Part { weights, ln_q: [0.0; LANES], ln_chance: [0.0; LANES] };
        begin(self.m, self.per, u, &mut part);
        self.parts.push(part);
    }

    /// The chance of the next count, from 0 on.
    pub(super) fn next(&mut self) -> f64 {
        let step = ln((self.m + self.count) / (self.count + 1.0));
        self.count += 1.0;
        next_of(&mut self.parts, step)
    }
}

in_vectors! {
    fn begin(m: f64, per: f64, u: &Lanes, part: &mut Part) {
        for lane in 0..LANES {
            part.ln_q[lane] = -ln_1p((per / u[lane]).min(f64::MAX));
            part.ln_chance[lane] = -m * ln_1p(u[lane] / per);
        }
    }
}

in_vectors! {
    fn next_of(parts: &mut [Part], step: f64) -> f64 {
        let mut sums = [0.0; LANES];
        for part in parts {
            for lane in 0..LANES {
                sums[lane] += part.weights[lane] * exp_within(part.ln_chance[lane]);
                part.ln_chance[lane] += step + part.ln_q[lane];
            }
        }
        sums.iter().sum()
    }
}

/// The chances of 0, 1, 2, ... as they come, until next to nothing is left.
pub(super) fn until_nothing_is_left(mut next: impl FnMut() -> f64) -> Vec<f64> {
    let (mut chances, mut left) = (Vec::new(), 1.0);
    while chances.len() < COUNTS_MOST {
        let chance = next();
        left -= chance;
        chances.push(chance);
        // The errors of an integral must not keep it going.
        if left < LEFT || (left < LEFT_BY_ERROR && chance < LEFT) {
            break;
        }
    }
    chances
}
