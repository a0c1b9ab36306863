//! The binomial quantile, exact.

use super::lattice::{Expansion, VARIANCE_LEAST};
use super::normal;
use super::special::incomplete_beta;

/// A binomial law of fixed probability, ready for many counts: what depends on the probability alone is kept.
#[derive(Debug, Clone, Copy)]
pub struct Binomial {
    /// The probability of the rarer outcome.
    p: f64,
    /// And of the other one.
    q: f64,
    /// Whether success is the outcome that is not the rarer one.
    is_mirrored: bool,
    odds: f64,
    ln_q: f64,
    expansion: Expansion,
}

/// `1 / k`, and 0 for `k = 0`: divisions are what a search would wait for.
pub(super) const RECIPROCALS: [f64; 128] = {
    let mut table = [0.0; 128];
    let mut k = 1;
    while k < 128 {
        table[k] = 1.0 / k as f64;
        k += 1;
    }
    table
};

impl Binomial {
    /// The law with that probability of success, in [0, 1].
    #[inline]
    pub fn new(probability: f64) -> Self {
        let is_mirrored = probability > 0.5;
        let other = 1.0 - probability;
        let (p, q) = if is_mirrored { (other, probability) } else { (probability, other) };
        Self {
            p,
            q,
            is_mirrored,
            odds: p / q,
            ln_q: libm::log1p(-p),
            expansion: Expansion::new(probability, other),
        }
    }

    /// `P(X <= k)` for `n` tries.
    pub fn cdf(&self, k: f64, n: f64) -> f64 {
        let k = k.floor();
        if k < 0.0 {
            0.0
        } else if k >= n {
            1.0
        } else if self.is_mirrored {
            incomplete_beta(n - k, k + 1.0, self.p, self.q).lower
        } else {
            incomplete_beta(n - k, k + 1.0, self.q, self.p).lower
        }
    }

    /// The smallest whole `k` with `P(X <= k) >= u`, for `u` in (0, 1) and `n` tries (whole, as `f64`).
    ///
    /// Exact unless `u` lies within about 1e-12 of a step. The cost does not grow with `n`.
    #[inline]
    pub fn quantile(&self, u: f64, n: f64) -> f64 {
        if n <= 0.0 || self.p == 0.0 {
            return if self.is_mirrored { n.max(0.0) } else { 0.0 };
        }
        if n * self.p * self.q >= VARIANCE_LEAST {
            self.expand(u, n)
        } else if self.is_mirrored {
            // X = n - Y for the count Y of the rarer outcome, and P(X <= k) >= u where P(Y <= n - k - 1) <= 1 - u: the
            // largest such n - k - 1 is one below the smallest m with P(Y <= m) > 1 - u, so that k = n - m.
            n - self.search(n, |sum| sum > 1.0 - u)
        } else {
            self.search(n, |sum| sum >= u)
        }
    }

    /// The smallest count of the rarer outcome whose sum of masses is enough. A sum that rounding keeps below 1 ends
    /// with the reciprocals: the variance being small, what is beyond them has a probability below 1e-50.
    #[inline]
    fn search(&self, n: f64, is_enough: impl Fn(f64) -> bool) -> f64 {
        let mut mass = libm::exp(n * self.ln_q);
        let mut sum = mass;
        let mut k = 0;
        let last = (RECIPROCALS.len() - 1).min(n as usize);
        let mut rest = n * self.odds;
        while !is_enough(sum) && k < last {
            k += 1;
            mass *= rest * RECIPROCALS[k];
            rest -= self.odds;
            sum += mass;
        }
        k as f64
    }

    fn expand(&self, u: f64, n: f64) -> f64 {
        let w = normal::quantile(u);
        let variance = n * self.p * self.q;
        let success = if self.is_mirrored { self.q } else { self.p };
        self.expansion.quantile(w, n * success, variance, n, |k| self.cdf(k, n) >= u)
    }
}
