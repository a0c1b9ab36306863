//! What a table shows, written out, for the tests of its readers.

use super::cell::{Lane, Record};
use crate::data::fault::Fault;

/// The records of a lane: line and cells.
#[derive(Default)]
pub(super) struct Seen(pub(super) Vec<(u64, String)>);

impl Lane for Seen {
    fn take(&mut self, record: &Record<'_>) -> Result<(), Fault> {
        self.0.push((record.line, format!("{:?}", record.cells)));
        Ok(())
    }
}
