//! Draws of a joint law: rows of a table in which quantities go together as they do there.
//!
//! A fit by Markov chains, or a bootstrap, says what is known of several parameters as so many rows, each a set of values
//! that belong together. Such a column is a quantity; in each trial all columns of as many rows stand at the same row.

use super::{Steps, steps};
use crate::model::problem::{Refusal, Rule};
use serde::Serialize;

/// Draws of one quantity.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Draws {
    /// A value a row; their number is a multiple of [`Draws::GROUPS`].
    pub by_row: Vec<f64>,
    /// The law of the quantity alone.
    #[serde(skip)]
    pub alone: Steps,
}

impl Draws {
    /// Neighbouring rows make so many groups of one size, which trials do not share: standard errors come from how the
    /// groups differ.
    pub const GROUPS: usize = 32;

    /// Of rows, as many of the first ones as make whole groups.
    ///
    /// # Errors
    /// Fewer rows than groups.
    pub(crate) fn of(mut by_row: Vec<f64>) -> Result<Self, Refusal> {
        if by_row.len() < Self::GROUPS {
            return Err(Rule::TooFewDraws { found: by_row.len(), least: Self::GROUPS }.into());
        }
        by_row.truncate(by_row.len() / Self::GROUPS * Self::GROUPS);
        let alone = steps(&by_row, &vec![1.0; by_row.len()])?;
        Ok(Self { by_row, alone })
    }
}
