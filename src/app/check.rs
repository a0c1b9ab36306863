//! `check`: the scenario as it was understood, without a run.

use super::input::Request;
use crate::model::scenario::Checked;
use crate::report::failure::Failure;

/// Checks a scenario file.
///
/// # Errors
/// All problems of the scenario.
pub fn check(request: &Request) -> Result<Checked, Failure> {
    request.load()
}
