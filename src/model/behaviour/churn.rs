//! When a client leaves: the hazard of age.

use crate::model::quantity::QuantityId;
use serde::Serialize;

/// A law of churn, as assumed: its parameters are quantities.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Churn {
    /// The same share leaves every month.
    Constant(QuantityId),
    /// A share by age; the last value continues.
    Hazard(Vec<QuantityId>),
    /// Shifted beta-geometric: each client's own monthly churn is Beta(alpha, beta)
    /// (Fader and Hardie 2007, "How to project customer retention").
    BetaGeometric {
        /// First shape of the beta law of churn.
        alpha: QuantityId,
        /// Second shape of the beta law of churn.
        beta: QuantityId,
    },
    /// Discrete Weibull: `S(a) = q^(a^b)` (Nakagawa and Osaki 1975).
    DiscreteWeibull {
        /// The share that stays through the first month.
        q: QuantityId,
        /// Above 1 churn rises with age, below 1 it falls.
        b: QuantityId,
    },
    /// Clients leave by the law of their [orders](super::Orders::Buying).
    ByOrders,
}

/// A law of churn with its parameters drawn: the hazard of one trial.
#[derive(Debug, Clone, Copy)]
pub enum Hazard<'a> {
    /// See [`Churn::Constant`].
    Constant(f64),
    /// See [`Churn::Hazard`]; never empty.
    Curve(&'a [f64]),
    /// See [`Churn::BetaGeometric`].
    BetaGeometric(f64, f64),
    /// See [`Churn::DiscreteWeibull`].
    DiscreteWeibull(f64, f64),
}

impl Hazard<'_> {
    /// `h(a)`: the share of those active at age `a` (months, 0 in the month of joining) who leave at its end.
    pub fn at(self, age: usize) -> f64 {
        let a = age as f64;
        match self {
            Self::Constant(churn) => churn,
            Self::Curve(curve) => curve[age.min(curve.len() - 1)],
            // Posterior mean of Beta(alpha, beta) after `a` months stayed: the mixture's own hazard.
            Self::BetaGeometric(alpha, beta) => alpha / (alpha + beta + a),
            Self::DiscreteWeibull(q, b) => {
                discrete_weibull(libm::log(q), libm::pow(a, b), libm::pow(a + 1.0, b))
            }
        }
    }
}

/// `1 - S(a + 1) / S(a)` with `S(a) = q^(a^b)`, from `ln q`, `a^b` and `(a + 1)^b`.
pub(crate) fn discrete_weibull(log_q: f64, power: f64, next_power: f64) -> f64 {
    -libm::expm1(log_q * (next_power - power))
}
