//! The discrete Weibull law: all clients are alike, and their churn falls or grows with the time they have been there.
//!
//! Nakagawa and Osaki 1975, "The discrete Weibull distribution": `S(k) = q^(k^b)`. With `b = 1` churn is constant, below
//! it falls, above it grows. Fitted is `-ln q`, the hazard that the first period adds.

use super::law::{LIMIT, Law, is_within};
use crate::math::jet::Jet;

/// The largest exponent: any number of periods to its power is finite. Churn that doubles with each of the first periods
/// has one of 2 or 3.
pub(super) const EXPONENT_MAX: f64 = 50.0;

/// Lifetimes that survive as `q^(k^b)`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DiscreteWeibull {
    first_hazard: f64,
    b: f64,
}

impl DiscreteWeibull {
    /// The law, if `-ln q` lies within `1e-6..=1e6` and `b` within `0.02..=50`.
    pub fn new(q: f64, b: f64) -> Option<Self> {
        let first_hazard = -libm::log(q);
        is_within::<Self, 2>([first_hazard, b]).then_some(Self { first_hazard, b })
    }
}

impl Law<2> for DiscreteWeibull {
    const PARAMETERS: [&'static str; 2] = ["q", "b"];
    const LIMITS: [f64; 2] = [LIMIT, EXPONENT_MAX];
    const IS_BETA_MIXTURE: bool = false;
    const IS_CHANCE: [bool; 2] = [true, false];

    fn at([first_hazard, b]: [f64; 2]) -> Self {
        Self { first_hazard, b }
    }

    fn coordinates(&self) -> [f64; 2] {
        [self.first_hazard, self.b]
    }

    fn cumulative_hazard<const M: usize>([first_hazard, b]: [Jet<M>; 2], periods: f64) -> Jet<M> {
        first_hazard * power(periods, b)
    }

    fn added_hazard<const M: usize>([first_hazard, b]: [Jet<M>; 2], period: f64) -> Jet<M> {
        first_hazard * powers(period, b).1
    }

    /// Churn that falls, stays and grows.
    fn starts(first_churn: f64) -> Vec<[f64; 2]> {
        [0.4, 1.0, 2.0].map(|b| [-libm::log1p(-first_churn), b]).to_vec()
    }

    fn parameters(&self) -> [f64; 2] {
        [libm::exp(-self.first_hazard), self.b]
    }

    fn slopes(&self) -> [f64; 2] {
        [-self.first_hazard * libm::exp(-self.first_hazard), self.b]
    }
}

/// `k^c`.
pub(super) fn power<const M: usize>(periods: f64, exponent: Jet<M>) -> Jet<M> {
    (exponent * libm::log(periods)).exp()
}

/// `(k - 1)^c` and `k^c - (k - 1)^c`, the second by `(k - 1)^c ((1 + 1 / (k - 1))^c - 1)`, which does not cancel.
pub(super) fn powers<const M: usize>(period: f64, exponent: Jet<M>) -> (Jet<M>, Jet<M>) {
    let before = period - 1.0;
    if before == 0.0 {
        return (Jet::ZERO, Jet::constant(1.0));
    }
    let start = power(before, exponent);
    let growth = exponent * libm::log1p(1.0 / before);
    let slope = libm::exp(growth.value);
    (start, start * growth.through(libm::expm1(growth.value), slope, slope))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fit::lives::law::tests::errors;
    use crate::fit::lives::reference::DISCRETE_WEIBULL;
    use crate::fit::lives::{ConstantChurn, Lives, log_likelihood};

    #[test]
    fn it_matches_reference_values() {
        let rows: Vec<_> = DISCRETE_WEIBULL
            .iter()
            .map(|&(q, b, k, survival, leaving)| (DiscreteWeibull::new(q, b).unwrap(), k, survival, leaving))
            .collect();
        println!("relative errors of ln S and ln P: {:?}", errors(&rows));
    }

    #[test]
    fn with_exponent_one_churn_is_constant() {
        let lives = Lives::new(vec![30.0, 21.0, 11.0, 4.0], vec![2.0, 5.0, 0.0, 8.0], 0.0).unwrap();
        let outcomes = lives.outcomes();
        let constant = ConstantChurn::fit(&outcomes).unwrap();
        let law = DiscreteWeibull::new(1.0 - constant.churn, 1.0).unwrap();
        for period in 1..400 {
            assert!((law.hazard(period) - constant.churn).abs() < 1e-15);
        }
        // The closed form is the summit along q, and its standard error that of the curvature there.
        let logs = Jet::variables(law.coordinates().map(libm::log));
        let jet = log_likelihood::<DiscreteWeibull, 2>(&outcomes, logs);
        assert!((jet.value - constant.log_likelihood).abs() < 1e-12 * jet.value.abs());
        assert!(jet.gradient[0].abs() < 1e-11, "{jet:?}");
        let standard_error = law.slopes()[0].abs() / (-jet.hessian[0][0]).sqrt();
        assert!((standard_error - constant.standard_error).abs() < 1e-12, "{standard_error}");
    }

    #[test]
    fn only_a_share_and_a_bounded_exponent_make_a_law() {
        for bad in [0.0, -1.0, f64::NAN, f64::INFINITY, 1e7] {
            assert_eq!(DiscreteWeibull::new(bad, 1.0), None);
            assert_eq!(DiscreteWeibull::new(0.5, bad), None);
        }
        assert_eq!(DiscreteWeibull::new(1.0, 1.0), None);
        assert_eq!(DiscreteWeibull::new(0.5, EXPONENT_MAX).unwrap().survival(u16::MAX), 0.0);
    }
}
