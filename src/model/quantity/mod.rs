//! An uncertain number: its written forms, its family and its inverse CDF.

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
}

/// The law of an uncertain number, drawn once a trial.
#[derive(Debug, Clone, Serialize)]
pub enum Quantity {
    /// A plain number.
    Fixed(f64),
}

impl Quantity {
    /// The value below which the share `p` in (0, 1) of the draws falls.
    pub fn quantile(&self, p: f64) -> f64 {
        let _ = p;
        todo!()
    }
    /// The family's name, as in `lognormal`.
    pub fn family(&self) -> &'static str {
        todo!()
    }
}
