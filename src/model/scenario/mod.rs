//! Text -> a valid [`Scenario`], or every problem of the text.

mod assumptions;

pub use assumptions::{
    ActsOn, Assumptions, Correlations, Market, Money, OpeningCohort, Points, Segment, Simulation, Tax,
};

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
