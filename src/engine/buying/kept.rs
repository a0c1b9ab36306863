//! What was drawn for a plan at other multiples of acquisition, so that a client is drawn once and not once a multiple.
//!
//! A client's draws depend on its place among those of its month alone. More acquisition adds clients behind the ones who
//! are there, and what these come to stays as it was.

use super::super::rows::Rows;
use super::sums::Trial;
use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

/// What may be kept of a scenario.
const BYTES_MOST: usize = 1 << 28;

/// What a trial takes beside its months.
const BYTES_OF_TRIAL: usize = 512;

/// What a trial takes by month: orders, revenue and leavers of each group.
const BYTES_OF_MONTH: usize = 9 * size_of::<f64>();

/// What a segment's blocks came to.
#[derive(Debug)]
pub(in crate::engine) struct Kept {
    /// So many runs of each block are kept, the latest. Were it left to the memory there is at a moment, the bits of a sum would
    /// depend on which thread came first.
    runs_most: usize,
    blocks: Mutex<BTreeMap<usize, VecDeque<Arc<Draft>>>>,
}

/// A block of trials as it was drawn.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) seed: u64,
    /// Clients who join, whole, by month.
    pub(super) new: Rows,
    pub(super) trials: Vec<Trial>,
}

impl Kept {
    /// Room for one of so many segments, of so many trials and months.
    pub(in crate::engine) fn with_room(segments: usize, trials: usize, months: usize) -> Self {
        let run = trials.max(1).saturating_mul(BYTES_OF_TRIAL + months * BYTES_OF_MONTH);
        Self { runs_most: BYTES_MOST / segments.max(1) / run, blocks: Mutex::default() }
    }

    /// Of the block that begins at that trial: the draft with most clients that has no more than these in any month.
    pub(super) fn nearest(&self, first_trial: usize, (seed, new): (u64, &Rows)) -> Option<Arc<Draft>> {
        let blocks = self.blocks.lock().unwrap_or_else(PoisonError::into_inner);
        let is_below = |draft: &&Arc<Draft>| draft.seed == seed && is_within(&draft.new, new);
        let clients = |draft: &Draft| draft.new.total().iter().sum::<f64>();
        let below = blocks.get(&first_trial)?.iter().filter(is_below);
        below.max_by(|one, other| clients(one).total_cmp(&clients(other))).map(Arc::clone)
    }

    /// Keeps a block that begins at that trial.
    pub(super) fn keep(&self, first_trial: usize, draft: Draft) {
        if self.runs_most == 0 {
            return;
        }
        let mut blocks = self.blocks.lock().unwrap_or_else(PoisonError::into_inner);
        let drafts = blocks.entry(first_trial).or_default();
        if drafts.len() == self.runs_most {
            drafts.pop_front();
        }
        drafts.push_back(Arc::new(draft));
    }
}

/// Whether one table has no more in any cell than another of its size.
fn is_within(inner: &Rows, outer: &Rows) -> bool {
    let is_row_within =
        |month| inner.row(month).iter().zip(outer.row(month)).all(|(inner, outer)| inner <= outer);
    let same_size = inner.len() == outer.len() && inner.row(0).len() == outer.row(0).len();
    same_size && (0..inner.len()).all(is_row_within)
}
