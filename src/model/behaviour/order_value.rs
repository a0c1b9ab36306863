//! What an order is worth.

use crate::model::quantity::QuantityId;
use serde::Serialize;

/// A law of order values, as assumed.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderValue {
    /// Every order is worth the same.
    Fixed(QuantityId),
    /// Gamma with this mean and shape.
    Gamma {
        /// Mean value of an order.
        mean: QuantityId,
        /// The shape: `cv = 1 / sqrt(shape)`.
        shape: QuantityId,
    },
    /// Lognormal with this mean and coefficient of variation.
    Lognormal {
        /// Mean value of an order.
        mean: QuantityId,
        /// Standard deviation over mean.
        cv: QuantityId,
    },
    /// Gamma of a shape and a rate of each client's own, which is gamma over clients (Fader and Hardie 2013, "The gamma-gamma
    /// model of monetary value").
    GammaGamma {
        /// The shape of a client's orders.
        p: QuantityId,
        /// The shape of the clients' rates.
        q: QuantityId,
        /// The rate of the clients' rates: a mean order is worth `p v / (q - 1)`.
        v: QuantityId,
    },
    /// One of the values seen, each as often as its weight says.
    Empirical(EmpiricalValues),
}

/// Order values that were seen, ascending, with the cumulative share of each (the last is 1).
#[derive(Debug, Clone, Serialize)]
pub struct EmpiricalValues {
    /// Distinct values, ascending.
    pub values: Vec<f64>,
    /// Cumulative shares, ascending; the last is 1.
    pub cumulative: Vec<f64>,
}
