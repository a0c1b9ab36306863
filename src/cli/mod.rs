//! Rank 8: the command line: a person's words in, a person's words out.

use std::ffi::OsString;
use std::process::ExitCode;

/// Runs the command line and says how it ended: 0 done, 1 failed, 2 bad usage or bad scenario.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let _ = arguments.into_iter().count();
    ExitCode::SUCCESS
}
