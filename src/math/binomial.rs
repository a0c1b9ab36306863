//! The binomial quantile, exact.

/// A binomial law of fixed probability, ready for many counts: what depends on the probability alone is kept.
#[derive(Debug, Clone, Copy)]
pub struct Binomial {
    probability: f64,
}

impl Binomial {
    /// The law with that probability of success, in [0, 1].
    pub fn new(probability: f64) -> Self {
        Self { probability }
    }

    /// The smallest whole `k` with `P(X <= k) >= u`, for `n` tries (whole, as `f64`).
    pub fn quantile(&self, u: f64, n: f64) -> f64 {
        let _ = (u, n, self.probability);
        todo!()
    }
}
