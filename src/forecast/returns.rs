//! What advertising brought back: ROAS and ROMI of the clients acquired in the horizon, trial by trial.

use super::figure::Figure;
use super::months::Scope;
use super::periods::ratio;
use super::sampling::Sampling;
use crate::engine::outcome::{Block, Outcome, SegmentColumns};

/// Columns over all trials.
#[derive(Debug)]
pub(crate) struct Returns {
    ad_spend: Vec<f64>,
    revenue: Vec<f64>,
    margin: Vec<f64>,
}

impl Returns {
    pub(super) fn of(outcome: &Outcome, scope: Scope, months: usize) -> Self {
        let total = |cell: &dyn Fn(&SegmentColumns, usize) -> f64| {
            outcome.gather(|block: &Block, part| {
                for (i, out) in part.iter_mut().enumerate() {
                    *out = match scope {
                        Scope::All => block.segments.iter().map(|segment| cell(segment, i)).sum(),
                        Scope::Segment(place) => cell(&block.segments[place], i),
                    };
                }
            })
        };
        Self {
            ad_spend: total(&|segment, i| (0..months).map(|t| segment.ad_spend.row(t)[i]).sum()),
            revenue: total(&|segment, i| segment.acquired_revenue[i]),
            margin: total(&|segment, i| segment.acquired_revenue[i] * segment.margin_share[i]),
        }
    }

    /// Revenue of the clients acquired in the horizon over ad spend.
    pub(super) fn roas(&self, sampling: Sampling) -> Figure {
        Figure::of(&ratio(&self.revenue, &self.ad_spend), sampling)
    }

    /// Their margin after cost of goods less ad spend, over ad spend.
    pub(super) fn romi(&self, sampling: Sampling) -> Figure {
        let earned: Vec<f64> =
            self.margin.iter().zip(&self.ad_spend).map(|(margin, spend)| margin - spend).collect();
        Figure::of(&ratio(&earned, &self.ad_spend), sampling)
    }
}
