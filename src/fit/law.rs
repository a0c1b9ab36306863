//! The models by name: of orders without a contract, and of the lives of subscriptions.

use super::lives::{BetaDiscreteWeibull, DiscreteWeibull, Law as _, ShiftedBetaGeometric};
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
}

/// A model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Law {
    /// Of orders.
    Orders(OrderLaw),
    /// Of lives.
    Lives(LifeLaw),
}
