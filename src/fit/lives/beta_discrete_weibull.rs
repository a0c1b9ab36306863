//! The beta-discrete-Weibull law (BdW): clients have churns of their own, and each client's changes with the time they
//! have been there.
//!
//! Fader, Hardie, Liu, Davin and Steenburgh 2018, "How to project customer retention revisited: the role of duration
//! dependence": `S(k) = B(alpha, beta + k^c) / B(alpha, beta)`, the mean of `(1 - theta)^(k^c)` over `Beta(alpha, beta)`.
//! With `c = 1` it is the sBG law; with clients alike, the discrete Weibull.

use super::discrete_weibull::{EXPONENT_MAX, power, powers};
use super::law::{LIMIT, Law, is_within};
use super::ln_gamma_bend::ln_gamma_bend;
use crate::math::jet::Jet;

/// Lifetimes that survive as the mean of `(1 - theta)^(k^c)` over `Beta(alpha, beta)`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BetaDiscreteWeibull {
    alpha: f64,
    beta: f64,
    c: f64,
}

impl BetaDiscreteWeibull {
    /// The law, if `alpha` and `beta` lie within `1e-6..=1e6` and `c` within `0.02..=50`.
    pub fn new(alpha: f64, beta: f64, c: f64) -> Option<Self> {
        is_within::<Self, 3>([alpha, beta, c]).then_some(Self { alpha, beta, c })
    }
}

impl Law<3> for BetaDiscreteWeibull {
    const PARAMETERS: [&'static str; 3] = ["alpha", "beta", "c"];
    const LIMITS: [f64; 3] = [LIMIT, LIMIT, EXPONENT_MAX];
    const IS_BETA_MIXTURE: bool = true;

    fn at([alpha, beta, c]: [f64; 3]) -> Self {
        Self { alpha, beta, c }
    }

    fn coordinates(&self) -> [f64; 3] {
        [self.alpha, self.beta, self.c]
    }

    /// `ln B(alpha, beta) - ln B(alpha, beta + t)` is the bend of `ln Gamma` from `beta` over `alpha` and `t`.
    fn cumulative_hazard<const M: usize>([alpha, beta, c]: [Jet<M>; 3], periods: f64) -> Jet<M> {
        ln_gamma_bend(beta, alpha, power(periods, c))
    }

    /// `ln B(alpha, beta + t) - ln B(alpha, beta + t + d)` is the bend from `beta + t` over `alpha` and `d`: no difference
    /// of two cumulative hazards is taken.
    fn added_hazard<const M: usize>([alpha, beta, c]: [Jet<M>; 3], period: f64) -> Jet<M> {
        let (before, added) = powers(period, c);
        ln_gamma_bend(beta + before, alpha, added)
    }

    /// Clients of all but two kinds, of many and of all but one, each with a churn that falls, that grows and that leaps.
    fn starts(first_churn: f64) -> Vec<[f64; 3]> {
        let pairs = [0.3, 3.0, 30.0].into_iter().flat_map(|both| [(both, 0.7), (both, 1.5), (both, 5.0)]);
        pairs.map(|(both, c)| [first_churn * both, (1.0 - first_churn) * both, c]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fit::lives::law::tests::errors;
    use crate::fit::lives::reference::BETA_DISCRETE_WEIBULL;
    use crate::fit::lives::{DiscreteWeibull, ShiftedBetaGeometric};

    #[test]
    fn it_matches_reference_values() {
        let rows: Vec<_> = BETA_DISCRETE_WEIBULL
            .iter()
            .map(|&(alpha, beta, c, k, survival, leaving)| {
                (BetaDiscreteWeibull::new(alpha, beta, c).unwrap(), k, survival, leaving)
            })
            .collect();
        println!("relative errors of ln S and ln P: {:?}", errors(&rows));
    }

    #[test]
    fn with_exponent_one_it_is_the_shifted_beta_geometric_law() {
        for alpha in [1e-4, 0.2, 3.0, 1e4] {
            for beta in [1e-4, 0.9, 40.0, 1e4] {
                let ours = BetaDiscreteWeibull::new(alpha, beta, 1.0).unwrap();
                let theirs = ShiftedBetaGeometric::new(alpha, beta).unwrap();
                for period in 1..=400 {
                    let close = |ours: f64, theirs: f64| {
                        assert!((ours - theirs).abs() < 1e-12 * theirs.abs(), "{alpha} {beta} {period}");
                    };
                    close(ours.ln_survival(period), theirs.ln_survival(period));
                    close(ours.hazard(period), theirs.hazard(period));
                    close(ours.ln_share_leaving(period), theirs.ln_share_leaving(period));
                }
            }
        }
    }

    #[test]
    fn of_clients_alike_it_is_the_discrete_weibull_law() {
        // With alpha and beta of 1e6 what is left of the spread is a share of 1e-6 a unit of hazard.
        let ours = BetaDiscreteWeibull::new(2.5e5, 1e6, 0.7).unwrap();
        let theirs = DiscreteWeibull::new(0.8, 0.7).unwrap();
        for period in 1..40 {
            assert!((ours.hazard(period) - theirs.hazard(period)).abs() < 1e-6);
            assert!((ours.survival(period) - theirs.survival(period)).abs() < 1e-5);
        }
    }

    #[test]
    fn the_longest_life_is_finite() {
        for c in [0.02, 1.0, 50.0] {
            for (alpha, beta) in [(1e-6, 1e-6), (1e6, 1e-6), (1e-6, 1e6), (1e6, 1e6)] {
                let law = BetaDiscreteWeibull::new(alpha, beta, c).unwrap();
                assert!(law.ln_survival(u16::MAX).is_finite() && law.hazard(u16::MAX) >= 0.0, "{law:?}");
            }
        }
    }
}
