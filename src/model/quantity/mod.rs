//! An uncertain number: its written forms, its family and its inverse CDF.
//!
//! A quantity is drawn **once a trial** (uncertainty of a parameter). What differs from client to client
//! (variability) is a law of [`behaviour`](super::behaviour), whose parameters are quantities.

mod copula;
mod copula_search;
mod domain;
mod draws;
mod law;
mod number;
mod pattern;
mod written;

pub(crate) use copula::{copula_coefficient, factor, mends, most_negative};
pub use domain::{Domain, Kind, LARGEST, Scale};
pub use draws::Draws;
pub use law::{Quantity, Steps};
pub use number::{Interval, NumberError, parse_interval, parse_number};
pub use pattern::{INTERVAL_LONGEST, NUMBER_LONGEST, WHITE, interval_pattern, number_pattern};
pub(crate) use written::{
    from_interval, from_mean_sd, from_three, gamma, inside, lognormal_moments, named_beta, pert, steps,
    triangular, truncated, uniform,
};

use serde::Serialize;

/// A quantity's place in [`Assumptions::quantities`](super::scenario::Assumptions::quantities).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct QuantityId(pub usize);

/// A quantity as it was understood, with its place in the scenario.
#[derive(Debug, Clone, Serialize)]
pub struct NamedQuantity {
    /// Where it stands: `money.fixed_costs`, `Paid search.churn.beta_geometric.alpha`.
    pub path: String,
    /// Its law.
    pub law: Quantity,
    /// What the number is: a share, money, a count.
    #[serde(skip)]
    pub kind: Kind,
    /// Whether the file says it; otherwise it is a default.
    #[serde(skip)]
    pub written: bool,
}

#[cfg(test)]
mod tests;
