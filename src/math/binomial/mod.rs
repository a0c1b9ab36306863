//! The binomial quantile, exact.

mod columns;

pub use columns::Binomials;

use super::exponential::exp;
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
        let mut mass = exp(n * self.ln_q);
        let mut sum = mass;
        if is_enough(sum) {
            return 0.0;
        }
        // Four masses a round, from the round's first one: so the multiplications of a round overlap, where one mass
        // after the other would wait. Beyond `k = n` masses are 0.
        let last = (RECIPROCALS.len() - 5).min(n as usize);
        let mut rest = n * self.odds;
        let mut k = 0;
        while k < last {
            let mut ratios = [1.0; 4];
            for (step, ratio) in ratios.iter_mut().enumerate() {
                *ratio = (rest - step as f64 * self.odds).max(0.0) * RECIPROCALS[k + 1 + step];
            }
            let [first, second, third, fourth] = ratios;
            let pair = first * second;
            let (triple, quad) = (pair * third, pair * (third * fourth));
            let sums =
                [sum + mass * first, sum + mass * (first + pair), sum + mass * (first + pair + triple)];
            let whole = sum + mass * ((first + pair) + (triple + quad));
            if is_enough(whole) {
                let below = sums.iter().filter(|sum| !is_enough(**sum)).count();
                return (k + 1 + below).min(last) as f64;
            }
            sum = whole;
            mass *= quad;
            rest -= 4.0 * self.odds;
            k += 4;
        }
        last as f64
    }

    fn expand(&self, u: f64, n: f64) -> f64 {
        let w = normal::quantile(u);
        let variance = n * self.p * self.q;
        let success = if self.is_mirrored { self.q } else { self.p };
        self.expansion.quantile(w, n * success, variance, n, |k| self.cdf(k, n) >= u)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::random::Key;
    use crate::math::special::{binomial_pmf, poisson_pmf};
    use proptest::prelude::*;

    /// The steps of the distribution function, by plain summation from the nearer end.
    fn steps(n: f64, p: f64) -> Vec<f64> {
        let masses: Vec<f64> = (0..=n as u32).map(|k| binomial_pmf(f64::from(k), n, p, 1.0 - p)).collect();
        let mut sum = 0.0;
        masses
            .iter()
            .map(|mass| {
                sum += mass;
                sum
            })
            .collect()
    }

    #[test]
    fn quantile_is_exact_on_both_sides_of_every_step() {
        for p in [1e-3, 0.02, 0.05, 0.2, 0.4, 0.5, 0.6, 0.93, 0.98, 0.999] {
            let law = Binomial::new(p);
            for n in [1.0, 2.0, 5.0, 17.0, 40.0, 123.0, 400.0, 2000.0, 30_000.0] {
                let steps = steps(n, p);
                for (k, step) in steps.iter().enumerate() {
                    let k = k as f64;
                    let mass = binomial_pmf(k, n, p, 1.0 - p);
                    if mass < 1e-10 || *step > 1.0 - 1e-10 {
                        continue;
                    }
                    assert_eq!(law.quantile(step - 1e-11, n), k, "below {n} {p} {k}");
                    assert_eq!(law.quantile(step + 1e-11, n), k + 1.0, "above {n} {p} {k}");
                }
            }
        }
    }

    #[test]
    fn quantile_of_a_dyadic_law_is_exact_at_its_very_steps() {
        // P(X <= 0) = 1/4 and P(X <= 1) = 3/4 have no rounding: the tie goes to the smaller count.
        let law = Binomial::new(0.5);
        assert_eq!(law.quantile(0.25, 2.0), 0.0);
        assert_eq!(law.quantile(0.25 + f64::EPSILON, 2.0), 1.0);
        assert_eq!(law.quantile(0.75, 2.0), 1.0);
        // Mirrored: P(X <= 0) = 1/4 for p = 3/4, n = 1.
        assert_eq!(Binomial::new(0.75).quantile(0.25, 1.0), 0.0);
        assert_eq!(Binomial::new(0.75).quantile(0.25 + 1e-15, 1.0), 1.0);
    }

    #[test]
    fn quantile_brackets_its_probability_for_large_counts() {
        let key = Key::of_seed(2);
        for trial in 0..20_000 {
            let u = key.uniform(trial, 0);
            let n = libm::pow(10.0, 9.0 * key.uniform(trial, 1)).round();
            let odds = libm::pow(10.0, 10.0 * key.uniform(trial, 2) - 5.0);
            let law = Binomial::new(odds / (1.0 + odds));
            let k = law.quantile(u, n);
            assert!(law.cdf(k, n) >= u - 1e-12, "{u} {n} {odds} {k}");
            assert!(k == 0.0 || law.cdf(k - 1.0, n) < u + 1e-12, "{u} {n} {odds} {k}");
        }
    }

    #[test]
    fn quantile_agrees_with_statrs() {
        use statrs::distribution::{Binomial as Peer, DiscreteCDF};
        for (n, p) in [(20, 0.1), (100, 0.3), (400, 0.95), (5000, 0.02)] {
            let peer = Peer::new(p, n).unwrap();
            for step in 1..500 {
                let u = (f64::from(step) - 0.37) / 500.0;
                assert_eq!(Binomial::new(p).quantile(u, n as f64), peer.inverse_cdf(u) as f64, "{n} {p} {u}");
            }
        }
    }

    #[test]
    fn rare_outcomes_of_many_tries_follow_poisson() {
        let law = Binomial::new(3e-9);
        let mut sum = 0.0;
        for k in 0..8 {
            sum += poisson_pmf(f64::from(k), 3.0);
            assert_eq!(law.quantile(sum - 1e-7, 1e9), f64::from(k));
            assert_eq!(law.quantile(sum + 1e-7, 1e9), f64::from(k + 1));
        }
    }

    #[test]
    fn degenerate_cases_are_exact() {
        for u in [f64::EPSILON / 2.0, 0.5, 1.0 - f64::EPSILON / 2.0] {
            for n in [0.0, 1.0, 50.0, 1e9] {
                assert_eq!(Binomial::new(0.0).quantile(u, n), 0.0);
                assert_eq!(Binomial::new(1.0).quantile(u, n), n);
                for p in [1e-300, 1e-12, 0.01, 0.3, 0.5, 0.9, 1.0 - f64::EPSILON] {
                    let k = Binomial::new(p).quantile(u, n);
                    assert!((0.0..=n).contains(&k) && k.fract() == 0.0, "{u} {n} {p} {k}");
                }
            }
        }
    }

    proptest! {
        #[test]
        fn quantile_rises_with_the_uniform_the_count_and_the_probability(
            u in 1e-9..0.999999f64, more in 1e-9..0.1f64, log in 0.0..7.0f64, p in 0.0..1.0f64, extra in 1..40u32,
        ) {
            let n = libm::pow(10.0, log).round();
            let here = Binomial::new(p).quantile(u, n);
            prop_assert!(Binomial::new(p).quantile(u + more * (1.0 - u), n) >= here);
            let bigger = Binomial::new(p).quantile(u, n + f64::from(extra));
            prop_assert!(bigger >= here && bigger <= here + f64::from(extra));
            prop_assert!(Binomial::new(p + more * (1.0 - p)).quantile(u, n) >= here);
        }
    }
}
