//! What counts as having left: a subscription that ended, a silence of so many days, or nothing that can be seen.

use serde::Serialize;

/// When a client has left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Definition {
    /// At the end of the month in which its subscription ends, unless the next one begins within the month after.
    Subscriptions,
    /// At the end of the month of its last order before a silence of more than so many days.
    Silence {
        /// The days.
        days: u32,
    },
    /// Nobody says, so rates are estimated by recapture: orders a month before and after tell how many of those who do
    /// not order in a month are still there.
    Recapture {
        /// A silence that all but one in twenty of a client's gaps between orders stay within, at least 30 days: months
        /// that ended later before the end of the log are not judged. None where nobody ordered twice.
        days: Option<u32>,
        /// Nobody who came back had missed a month, so all whole months are judged.
        never_missed: bool,
    },
}

impl Definition {
    /// The silence, in days, after which a client is said to be gone by now.
    pub fn silence_days(self) -> Option<u32> {
        match self {
            Self::Subscriptions => None,
            Self::Silence { days } => Some(days),
            Self::Recapture { days, .. } => days,
        }
    }
}
