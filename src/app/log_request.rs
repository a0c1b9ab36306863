//! What a use case asks of an order log.

use super::clock;
use crate::data::columns::Named;
use crate::data::convention::Convention;
use crate::data::day::Day;
use crate::data::grouping::Repeats;
use crate::data::orders::Wanted;
use crate::data::table::Layout;
use crate::report::failure::Failure;
use std::path::PathBuf;

/// An order log and how it is to be read.
#[derive(Debug, Clone)]
pub struct LogRequest {
    /// The log.
    pub orders: PathBuf,
    /// How it is written.
    pub layout: Layout,
    /// Columns that the user named.
    pub named: Vec<Named>,
    /// How dates and amounts are written, as far as the user says.
    pub given: Convention,
    /// Whether the user says that all amounts are in one currency.
    pub is_of_one_currency: bool,
    /// The first day that is looked at.
    pub from: Option<Day>,
    /// The last one.
    pub until: Option<Day>,
    /// Whether rows that repeat another one are rejected.
    pub drop_repeats: bool,
    /// The share of rows that may be rejected.
    pub rejected_most: f64,
    /// Threads at work, instead of one for each core.
    pub threads: Option<usize>,
}

impl LogRequest {
    /// # Errors
    /// No day is left to look at.
    pub(super) fn check(&self) -> Result<(), Failure> {
        match self.from.zip(self.until).filter(|(from, until)| from > until) {
            Some((from, until)) => Err(Failure::NoDays { from, until }),
            None => Ok(()),
        }
    }

    pub(super) fn wanted(&self) -> Wanted {
        Wanted {
            layout: self.layout.clone(),
            named: self.named.clone(),
            given: self.given,
            is_of_one_currency: self.is_of_one_currency,
            from: self.from,
            latest: self.until.unwrap_or_else(clock::today),
            until: self.until,
            repeats: if self.drop_repeats { Repeats::Drop } else { Repeats::Keep },
            rejected_most: self.rejected_most,
        }
    }
}
