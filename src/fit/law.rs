//! The models by name: of orders without a contract, and of the lives of subscriptions.

use super::models::OrderLaw;

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
}

/// A model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Law {
    /// Of orders.
    Orders(OrderLaw),
    /// Of lives.
    Lives(LifeLaw),
}
