//! The shifted beta-geometric law (sBG): each client has a churn of their own, the same in every period, and these are
//! spread by a beta distribution.
//!
//! Fader and Hardie 2007, "How to project customer retention", equations 5 to 7: `S(k) = B(alpha, beta + k) / B(alpha, beta)`
//! and the hazard of period `k` is `alpha / (alpha + beta + k - 1)`, so that the churn of a cohort falls as its churners
//! leave.

use super::law::{LIMIT, Law, is_within};
use super::ln_gamma_bend::ln_gamma_bend;
use crate::math::jet::Jet;

/// Lifetimes of clients whose churns are `Beta(alpha, beta)`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShiftedBetaGeometric {
    alpha: f64,
    beta: f64,
}

impl ShiftedBetaGeometric {
    /// The law, if both parameters lie within `1e-6..=1e6`.
    pub fn new(alpha: f64, beta: f64) -> Option<Self> {
        is_within::<Self, 2>([alpha, beta]).then_some(Self { alpha, beta })
    }
}

impl Law<2> for ShiftedBetaGeometric {
    const PARAMETERS: [&'static str; 2] = ["alpha", "beta"];
    const LIMITS: [f64; 2] = [LIMIT; 2];
    const IS_BETA_MIXTURE: bool = true;

    fn at([alpha, beta]: [f64; 2]) -> Self {
        Self { alpha, beta }
    }

    fn coordinates(&self) -> [f64; 2] {
        [self.alpha, self.beta]
    }

    fn cumulative_hazard<const M: usize>([alpha, beta]: [Jet<M>; 2], periods: f64) -> Jet<M> {
        ln_gamma_bend(beta, alpha, Jet::constant(periods))
    }

    /// `-ln(1 - h)` of the hazard above.
    fn added_hazard<const M: usize>([alpha, beta]: [Jet<M>; 2], period: f64) -> Jet<M> {
        (alpha / (beta + (period - 1.0))).ln_1p()
    }

    /// From clients who are all but two kinds to clients who are all but one.
    fn starts(first_churn: f64) -> Vec<[f64; 2]> {
        [0.3, 3.0, 30.0, 300.0].map(|both| [first_churn * both, (1.0 - first_churn) * both]).to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fit::lives::law::tests::errors;
    use crate::fit::lives::reference::SHIFTED_BETA_GEOMETRIC;

    #[test]
    fn it_matches_reference_values() {
        let rows: Vec<_> = SHIFTED_BETA_GEOMETRIC
            .iter()
            .map(|&(alpha, beta, k, survival, leaving)| {
                (ShiftedBetaGeometric::new(alpha, beta).unwrap(), k, survival, leaving)
            })
            .collect();
        println!("relative errors of ln S and ln P: {:?}", errors(&rows));
    }

    #[test]
    fn shares_are_those_of_the_paper_s_recursion() {
        // Equation 7: P(1) = alpha / (alpha + beta), P(k) / P(k-1) = (beta + k - 2) / (alpha + beta + k - 1).
        let (alpha, beta) = (0.668, 3.806);
        let law = ShiftedBetaGeometric::new(alpha, beta).unwrap();
        let mut share = alpha / (alpha + beta);
        let mut survival = 1.0;
        for period in 1..60 {
            assert!((libm::exp(law.ln_share_leaving(period)) - share).abs() < 1e-14 * share);
            assert!((law.hazard(period) - share / survival).abs() < 1e-13);
            survival -= share;
            assert!((law.survival(period) - survival).abs() < 1e-14);
            share *= (beta + f64::from(period) - 1.0) / (alpha + beta + f64::from(period));
        }
        assert_eq!((law.survival(0), law.hazard(0)), (1.0, 0.0));
    }

    #[test]
    fn only_positive_parameters_of_a_bounded_size_make_a_law() {
        for bad in [0.0, -1.0, f64::NAN, f64::INFINITY, 1e7, 1e-7] {
            assert_eq!(ShiftedBetaGeometric::new(bad, 1.0), None);
            assert_eq!(ShiftedBetaGeometric::new(1.0, bad), None);
        }
    }
}
