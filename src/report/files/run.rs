//! `run.json`: how the run went. It is the only file with a clock in it.

use crate::forecast::until::Ending;
use serde::Serialize;

/// What `run.json` holds.
#[derive(Debug, Clone, Serialize)]
pub struct RunStats {
    /// The program's version.
    pub version: &'static str,
    /// Threads at work.
    pub threads: usize,
    /// Draws and summaries.
    pub seconds_engine: f64,
    /// All of it, files included.
    pub seconds_total: f64,
    /// Trials a second of the engine; none where it took no measurable time.
    pub trials_per_second: Option<f64>,
    /// The precision that was asked for and reached.
    pub precision: RunPrecision,
    /// The most memory that was in use; none where the system does not say.
    pub peak_memory_bytes: Option<u64>,
}

/// 95 % half-widths, as a share.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct RunPrecision {
    /// What the run was to come to; none where it was asked for trials.
    pub wanted: Option<f64>,
    /// What it came to; none where a figure has no error.
    pub reached: Option<f64>,
    /// Why it ended; none where it was asked for trials.
    pub ending: Option<Ending>,
}

/// What `run.json` of a comparison holds.
#[derive(Debug, Clone, Serialize)]
pub struct ComparisonStats {
    /// The program's version.
    pub version: &'static str,
    /// Threads at work.
    pub threads: usize,
    /// Draws, summaries and the waterfalls' runs.
    pub seconds_engine: f64,
    /// All of it, files included.
    pub seconds_total: f64,
    /// The most memory that was in use; none where the system does not say.
    pub peak_memory_bytes: Option<u64>,
}
