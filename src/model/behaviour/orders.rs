//! How often a client orders.

use super::buying::OrderLaw;
use crate::model::quantity::QuantityId;
use serde::Serialize;

/// A law of orders, as assumed.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Orders {
    /// One payment a month.
    Subscription,
    /// Poisson orders at the same rate for all clients.
    Poisson {
        /// Orders a month.
        rate: QuantityId,
    },
    /// Poisson orders; each client has a lasting rate of its own, `Gamma(shape) / shape * rate`.
    GammaPoisson {
        /// Mean orders a month.
        rate: QuantityId,
        /// The gamma law's shape: small for very unlike clients.
        shape: QuantityId,
    },
    /// A first order at joining and others in continuous time, until the client leaves by the same law.
    Buying {
        /// Which law.
        law: OrderLaw,
        /// Its [parameters](OrderLaw::parameters), for times in days.
        parameters: [QuantityId; 4],
    },
}

impl Orders {
    /// Whether clients leave by the law of their orders too.
    pub fn are_until_gone(&self) -> bool {
        matches!(self, Self::Buying { .. })
    }
}
