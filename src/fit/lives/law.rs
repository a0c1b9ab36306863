//! What the laws of lifetimes have in common: all follows from how much hazard each period adds.
//!
//! With the cumulative hazard `H(k) = -ln S(k)` and `z(k) = H(k) - H(k - 1)`, of those who come to the end of period `k`
//! a share `e^-z` stays and `1 - e^-z` leaves; `ln (S(k-1) - S(k)) = ln(1 - e^-z) - H(k-1)`.

use super::counts::Outcome;
use crate::math::jet::Jet;

/// A law of lifetimes in whole periods with `N` parameters.
///
/// Its coordinates are the positive numbers whose logarithms are fitted. They are the parameters, but for the discrete
/// Weibull law's `q`.
pub trait Law<const N: usize>: Copy {
    /// What its parameters are called.
    const PARAMETERS: [&'static str; N];
    /// The largest value of each coordinate; the least is its inverse.
    const LIMITS: [f64; N];
    /// Whether its first two coordinates are those of a beta distribution of clients.
    const IS_BETA_MIXTURE: bool;
    /// Which parameters are chances.
    const IS_CHANCE: [bool; N] = [false; N];

    /// The law at its coordinates, which the caller keeps within the limits; each law's `new` checks them.
    fn at(coordinates: [f64; N]) -> Self;
    /// Where it stands.
    fn coordinates(&self) -> [f64; N];
    /// The cumulative hazard after so many periods, at least one.
    fn cumulative_hazard<const M: usize>(coordinates: [Jet<M>; N], periods: f64) -> Jet<M>;
    /// What a period, from the first on, adds to it.
    fn added_hazard<const M: usize>(coordinates: [Jet<M>; N], period: f64) -> Jet<M>;
    /// Coordinates to climb from, for a churn of the first period strictly between 0 and 1.
    fn starts(first_churn: f64) -> Vec<[f64; N]>;

    /// Its parameters, in the order of their names.
    fn parameters(&self) -> [f64; N] {
        self.coordinates()
    }

    /// The slope of each parameter in the logarithm of its coordinate.
    fn slopes(&self) -> [f64; N] {
        self.coordinates()
    }

    /// `ln S(k)`.
    fn ln_survival(&self, periods: u16) -> f64 {
        if periods == 0 {
            return 0.0;
        }
        -Self::cumulative_hazard(self.coordinates().map(Jet::<0>::constant), f64::from(periods)).value
    }

    /// `S(k)`: the share of clients who renew `k` times.
    fn survival(&self, periods: u16) -> f64 {
        libm::exp(self.ln_survival(periods))
    }

    /// Of the clients who come to the end of a period, the first being 1, the share that leaves there.
    fn hazard(&self, period: u16) -> f64 {
        if period == 0 {
            return 0.0;
        }
        -libm::expm1(-Self::added_hazard(self.coordinates().map(Jet::<0>::constant), f64::from(period)).value)
    }

    /// `ln (S(k-1) - S(k))`: of the share of clients who leave at the end of a period; none leaves at the end of period 0.
    fn ln_share_leaving(&self, period: u16) -> f64 {
        if period == 0 {
            return f64::NEG_INFINITY;
        }
        let added = Self::added_hazard(self.coordinates().map(Jet::<0>::constant), f64::from(period));
        ln_1m_exp_neg(added).value + self.ln_survival(period - 1)
    }
}

/// The largest value of a parameter that is not an exponent: a mean churn is told apart from 0 and 1 down to this share.
pub(super) const LIMIT: f64 = 1e6;

/// Whether coordinates lie within a law's limits, and are numbers.
pub(super) fn is_within<L: Law<N>, const N: usize>(coordinates: [f64; N]) -> bool {
    coordinates.iter().zip(L::LIMITS).all(|(x, limit)| (1.0 / limit..=limit).contains(x))
}

/// The log-likelihood of outcomes and its derivatives in the variables of the logarithms of a law's coordinates: the sum
/// of `ended ln(S(k-1) - S(k)) + censored ln S(k)` over lives, put in the order of periods.
pub fn log_likelihood<L: Law<N>, const N: usize>(outcomes: &[Outcome], logs: [Jet<N>; N]) -> Jet<N> {
    let coordinates = logs.map(|log| log.exp());
    let mut sum = Jet::ZERO;
    let mut period = 0.0;
    for outcome in outcomes {
        period += 1.0;
        let added = L::added_hazard(coordinates, period);
        // Nobody times the logarithm of nought is nought.
        if outcome.ended > 0.0 {
            sum += ln_1m_exp_neg(added) * outcome.ended;
        }
        if outcome.stayed > 0.0 {
            sum += added * -outcome.stayed;
        }
    }
    sum
}

/// `ln(1 - e^-z)` for `z > 0`.
fn ln_1m_exp_neg<const M: usize>(z: Jet<M>) -> Jet<M> {
    // Of a small z the difference, of a large one the power is the part that keeps its digits (Maechler 2012).
    let value = if z.value < std::f64::consts::LN_2 {
        libm::log(-libm::expm1(-z.value))
    } else {
        libm::log1p(-libm::exp(-z.value))
    };
    let odds = 1.0 / libm::expm1(z.value);
    z.through(value, odds, -odds * (1.0 + odds))
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::{BetaDiscreteWeibull, DiscreteWeibull, Lives, ShiftedBetaGeometric};
    use super::*;

    /// Derivatives by differences of values, and of first derivatives, are those that came along.
    fn assert_differentiates<L: Law<N>, const N: usize>(outcomes: &[Outcome], logs: [f64; N]) {
        let here = log_likelihood::<L, N>(outcomes, Jet::variables(logs));
        for place in 0..N {
            let step = 1e-5;
            let (mut above, mut below) = (logs, logs);
            above[place] += step;
            below[place] -= step;
            let above = log_likelihood::<L, N>(outcomes, Jet::variables(above));
            let below = log_likelihood::<L, N>(outcomes, Jet::variables(below));
            let slope = (above.value - below.value) / (2.0 * step);
            let scale = 1.0 + slope.abs() + 1e-2 * here.value.abs();
            assert!((slope - here.gradient[place]).abs() < 1e-7 * scale, "{logs:?} {slope} {here:?}");
            for other in 0..N {
                let curve = (above.gradient[other] - below.gradient[other]) / (2.0 * step);
                // The differences' own rounding is a share of 1e-11 of the first derivatives.
                let scale = 1.0
                    + curve.abs()
                    + 1e-2 * here.gradient.iter().fold(0.0, |most: f64, x| most.max(x.abs()));
                assert!((curve - here.hessian[place][other]).abs() < 1e-7 * scale, "{logs:?} {here:?}");
            }
        }
    }

    #[test]
    fn likelihoods_come_with_their_derivatives() {
        let lives = Lives::new(vec![30.0, 0.0, 11.0, 4.0, 0.0, 1.0], vec![2.0, 5.0, 0.0, 0.0, 9.0, 3.0], 4.0);
        let outcomes = lives.unwrap().outcomes();
        for x in [-6.0, -1.0, 0.4, 3.0, 8.0] {
            for y in [-6.0, -0.5, 0.1, 4.0, 8.0] {
                assert_differentiates::<ShiftedBetaGeometric, 2>(&outcomes, [x, y]);
                assert_differentiates::<DiscreteWeibull, 2>(&outcomes, [x, 0.15 * y]);
                for c in [-2.5, -0.2, 0.0, 1.2] {
                    assert_differentiates::<BetaDiscreteWeibull, 3>(&outcomes, [x, y, c]);
                }
            }
        }
    }

    #[test]
    fn in_the_order_of_periods_the_likelihood_is_that_of_the_lives() {
        let (ended, censored) = ([30.0, 0.0, 11.0, 4.0], [2.0, 5.0, 0.0, 8.0]);
        let outcomes = Lives::new(ended.to_vec(), censored.to_vec(), 9.0).unwrap().outcomes();
        let law = BetaDiscreteWeibull::new(0.8, 2.3, 1.4).unwrap();
        let mut sum = 0.0;
        for place in 0..4 {
            let period = place as u16 + 1;
            sum += ended[place] * law.ln_share_leaving(period) + censored[place] * law.ln_survival(period);
        }
        let logs = Jet::variables(law.coordinates().map(libm::log));
        let found = log_likelihood::<BetaDiscreteWeibull, 3>(&outcomes, logs);
        assert!((found.value - sum).abs() < 1e-12 * sum.abs(), "{} {sum}", found.value);
    }

    /// The largest relative errors of `ln S(k)` and `ln (S(k-1) - S(k))` in rows of parameters, `k` and these.
    pub(in super::super) fn errors<L: Law<N>, const N: usize>(rows: &[(L, u16, f64, f64)]) -> [f64; 2] {
        let mut most = [0.0, 0.0];
        for (law, period, ln_survival, ln_leaving) in rows {
            let share = |found: f64, wanted: f64| ((found - wanted) / wanted).abs();
            let errors = [
                share(law.ln_survival(*period), *ln_survival),
                share(law.ln_share_leaving(*period), *ln_leaving),
            ];
            for (most, error) in most.iter_mut().zip(errors) {
                assert!(error < 1e-12, "{:?} {period}: {error}", law.parameters());
                *most = f64::max(*most, error);
            }
        }
        most
    }
}
