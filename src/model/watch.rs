//! How long work is watched and stopped from outside.

/// Someone who watches a run; called from many threads.
pub trait Watch: Sync {
    /// A stage begins; it will take so many units of work.
    fn begin(&self, stage: Stage, total: u64);
    /// So many units more are done.
    fn advance(&self, units: u64);
    /// Whether to stop: asked between blocks.
    fn stopped(&self) -> bool;
    /// Whether to end with what there is: asked between tiles, and at each look at the precision.
    fn out_of_time(&self) -> bool {
        false
    }
    /// The run looked at its precision.
    fn looked(&self, _: Look) {}
}

/// What a run saw when it looked at its precision: 95 % half-widths, as a share.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Look {
    /// The widest; none where there is none.
    pub reached: Option<f64>,
    /// What it runs for.
    pub wanted: f64,
}

/// The stages of long work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Drawing the trials.
    Simulating,
    /// Sorting them into figures.
    Summarising,
    /// Looking for the smallest sufficient acquisition.
    Planning,
    /// Telling the run trial by trial.
    Telling,
    /// Verifying the plan on a fresh seed.
    Verifying,
    /// Looking for the causes of a difference.
    Attributing,
    /// Reading a log; its units are bytes.
    Reading,
    /// Sorting a log's rows by client.
    Grouping,
    /// Counting what its clients did.
    Counting,
    /// Fitting models to what they did.
    Fitting,
    /// Weighing what parameters may be as well.
    Weighing,
    /// Scoring them one by one.
    Scoring,
}

/// The work was stopped by whoever watches it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("stopped before the end")]
pub struct Stopped;

/// Nobody watches.
#[derive(Debug, Clone, Copy)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn begin(&self, _: Stage, _: u64) {}
    fn advance(&self, _: u64) {}
    fn stopped(&self) -> bool {
        false
    }
}
