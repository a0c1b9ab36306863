//! Text -> a valid [`Scenario`], or every problem of the text.

mod assumptions;

pub use assumptions::{
    ActsOn, Assumptions, Correlations, Market, Money, OpeningCohort, Points, Segment, Simulation, Tax,
};

use super::quantity::QuantityId;
use std::ops::Deref;

/// A scenario that has passed the check; nothing else makes one, and it cannot be changed.
#[derive(Debug, Clone)]
pub struct Scenario(Assumptions);

impl Deref for Scenario {
    type Target = Assumptions;

    fn deref(&self) -> &Assumptions {
        &self.0
    }
}

impl Scenario {
    /// The month of a segment's first cohort that can have clients; LTV follows that cohort.
    pub fn first_month(&self, segment: &Segment) -> Option<usize> {
        let can_have_clients = |id: &QuantityId| self.quantities[id.0].law.quantile(1.0 - f64::EPSILON) > 0.0;
        segment.new_clients.iter().position(can_have_clients)
    }
}

impl Scenario {
    /// placeholder
    pub fn digest(&self) -> String {
        String::new()
    }
}
