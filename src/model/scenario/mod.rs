//! Text -> a valid [`Scenario`], or every problem of the text.

mod assumptions;
mod check;
mod correlations;
mod data;
mod decoder;
mod digest;
mod laws;
mod quantities;
mod segments;
mod source;
mod syntax;
mod top;

pub use assumptions::{
    ActsOn, Assumptions, Correlations, Market, Money, OpeningCohort, Points, Segment, Simulation, Tax,
};
pub use check::{Checked, Overrides, TEXT_MOST, check, check_with};
pub use data::{DataFiles, NoFiles};

use super::quantity::QuantityId;
use std::ops::Deref;

/// The longest budget horizon, months.
const MONTHS_MOST: usize = 600;

/// A scenario that has passed the check; nothing else makes one, and it cannot be changed.
#[derive(Debug, Clone)]
pub struct Scenario(Assumptions);

impl Scenario {
    /// Sixteen hex digits that tell what it assumes: comments, the order of keys and the spelling of numbers do not
    /// change them, nor do the number of trials and the seed.
    pub fn digest(&self) -> String {
        digest::of(&self.0)
    }
}

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
