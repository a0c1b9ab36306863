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
        /// A silence within which 95 of 100 gaps between a client's orders end, at least 30 days: who is silent for
        /// longer is said to be gone by now. None where nobody ordered on two days.
        silence_days: Option<u32>,
        /// A silence within which 80 of 100 gaps end, at least 30 days: months that ended fewer days before the end of
        /// the log are not judged, since too few of those there have had the time to be seen again.
        judged_days: Option<u32>,
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
            Self::Recapture { silence_days, .. } => silence_days,
        }
    }
}
