//! The models by name: of orders without a contract, and of the lives of subscriptions.

use super::lives::{self, BetaDiscreteWeibull, DiscreteWeibull, Law as _, Outcome, ShiftedBetaGeometric};
use crate::math::jet::Jet;
use crate::model::behaviour::buying::OrderLaw;

/// A law of the lives of subscriptions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LifeLaw {
    /// Each client has its own churn, beta.
    ShiftedBetaGeometric,
    /// Churn rises or falls with age.
    DiscreteWeibull,
    /// Both.
    BetaDiscreteWeibull,
}

impl LifeLaw {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::ShiftedBetaGeometric, Self::DiscreteWeibull, Self::BetaDiscreteWeibull];

    /// The share of clients who renew so many times; none if these are no parameters of the law.
    pub fn survival(self, parameters: &[f64], periods: u16) -> Option<f64> {
        match (self, parameters) {
            (Self::ShiftedBetaGeometric, [alpha, beta]) => {
                Some(ShiftedBetaGeometric::new(*alpha, *beta)?.survival(periods))
            }
            (Self::DiscreteWeibull, [q, b]) => Some(DiscreteWeibull::new(*q, *b)?.survival(periods)),
            (Self::BetaDiscreteWeibull, [alpha, beta, c]) => {
                Some(BetaDiscreteWeibull::new(*alpha, *beta, *c)?.survival(periods))
            }
            _ => None,
        }
    }

    /// The shares of those who are there that leave at the end of the first periods; none if these are no parameters of the law.
    pub fn hazards(self, parameters: &[f64], periods: u16) -> Option<Vec<f64>> {
        let survival: Option<Vec<f64>> =
            (0..=periods).map(|period| self.survival(parameters, period)).collect();
        let hazard =
            |pair: &[f64]| if pair[0] > 0.0 { (1.0 - pair[1] / pair[0]).clamp(0.0, 1.0) } else { 1.0 };
        Some(survival?.windows(2).map(hazard).collect())
    }

    /// The logarithm of the likelihood of outcomes; none if these are no parameters of the law.
    pub(super) fn log_likelihood(self, parameters: &[f64], outcomes: &[Outcome]) -> Option<f64> {
        match (self, parameters) {
            (Self::ShiftedBetaGeometric, [alpha, beta]) => {
                Some(of_law(ShiftedBetaGeometric::new(*alpha, *beta)?, outcomes))
            }
            (Self::DiscreteWeibull, [q, b]) => Some(of_law(DiscreteWeibull::new(*q, *b)?, outcomes)),
            (Self::BetaDiscreteWeibull, [alpha, beta, c]) => {
                Some(of_law(BetaDiscreteWeibull::new(*alpha, *beta, *c)?, outcomes))
            }
            _ => None,
        }
    }
}

fn of_law<L: lives::Law<N>, const N: usize>(law: L, outcomes: &[Outcome]) -> f64 {
    let logs = law.coordinates().map(|coordinate| Jet::constant(libm::log(coordinate)));
    lives::log_likelihood::<L, N>(outcomes, logs).value
}

/// A model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Law {
    /// Of orders.
    Orders(OrderLaw),
    /// Of lives.
    Lives(LifeLaw),
}
