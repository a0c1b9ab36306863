//! How many orders a client makes whose rate is gamma: the negative binomial law, and mixtures of it over a life.

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
        let chance = libm::exp(self.ln_chance);
        self.ln_chance += libm::log((self.m + self.count) / (self.count + 1.0)) + self.ln_q;
        self.count += 1.0;
        chance
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
