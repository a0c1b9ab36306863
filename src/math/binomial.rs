//! The binomial quantile, exact.

use super::normal;
use super::special::{binomial_pmf, incomplete_beta};

/// A binomial law of fixed probability, ready for many counts: what depends on the probability alone is kept.
#[derive(Debug, Clone, Copy)]
pub struct Binomial {
    /// The probability of the rarer outcome, and of the other one.
    p: f64,
    q: f64,
    /// Whether success is the outcome that is not the rarer one.
    mirrored: bool,
    odds: f64,
    ln_q: f64,
}

/// Below this mean, a search from 0.
const MEAN_SEARCHED: f64 = 12.0;

impl Binomial {
    /// The law with that probability of success, in [0, 1].
    pub fn new(probability: f64) -> Self {
        let mirrored = probability > 0.5;
        let p = if mirrored { 1.0 - probability } else { probability };
        let q = if mirrored { probability } else { 1.0 - probability };
        Self { p, q, mirrored, odds: p / q, ln_q: libm::log1p(-p) }
    }

    /// The smallest whole `k` with `P(X <= k) >= u`, for `n` tries (whole, as `f64`).
    pub fn quantile(&self, u: f64, n: f64) -> f64 {
        if n <= 0.0 {
            return 0.0;
        }
        if self.p == 0.0 {
            return if self.mirrored { n } else { 0.0 };
        }
        if self.mirrored {
            // X = n - Y, and P(X <= k) >= u where P(Y <= n - k - 1) <= 1 - u: n minus the smallest m with
            // P(Y <= m) > 1 - u, strictly.
            n - self.rarer::<true>(1.0 - u, n)
        } else {
            self.rarer::<false>(u, n)
        }
    }

    /// The smallest `k` with `P(Y <= k) >= u`, or `> u` if strict, of the rarer outcome.
    fn rarer<const STRICT: bool>(&self, u: f64, n: f64) -> f64 {
        let reached = |cdf: f64| if STRICT { cdf > u } else { cdf >= u };
        let mean = n * self.p;
        if mean < MEAN_SEARCHED {
            let mut k = 0.0;
            let mut mass = libm::exp(n * self.ln_q);
            let mut cdf = mass;
            while !reached(cdf) && k < n && (mass > 1e-18 || k < mean) {
                mass *= self.odds * (n - k) / (k + 1.0);
                k += 1.0;
                cdf += mass;
            }
            return k;
        }
        let w = normal::quantile(u);
        let s = (mean * self.q).sqrt();
        let mut k = (mean + s * w + (self.q - self.p) * (w * w - 1.0) / 6.0).floor().clamp(0.0, n);
        let mut cdf = self.cdf(k, n);
        if reached(cdf) {
            while k > 0.0 {
                cdf -= binomial_pmf(k, n, self.p, self.q);
                if !reached(cdf) {
                    break;
                }
                k -= 1.0;
            }
        } else {
            while k < n && !reached(cdf) {
                k += 1.0;
                let mass = binomial_pmf(k, n, self.p, self.q);
                if mass < 1e-18 {
                    break;
                }
                cdf += mass;
            }
        }
        k
    }

    fn cdf(&self, k: f64, n: f64) -> f64 {
        if k >= n {
            return 1.0;
        }
        incomplete_beta(n - k, k + 1.0, self.q, self.p).lower
    }
}
