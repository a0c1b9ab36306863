//! How often a client orders.

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
}
