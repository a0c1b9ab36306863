//! Who is there, month by month: counted where someone says so, else estimated.
//!
//! Without subscriptions and without a threshold of silence nobody says who has left, and whoever pauses looks the same as
//! whoever is gone. Of month t:
//!
//! ```text
//! m_t  clients of earlier months with an order in t
//! z_t  those without one who have one later
//! u_t  those without one then and later who are expected to be there all the same (`recapture`)
//!
//! M_t = m_t + z_t + u_t         clients of earlier months who are there
//! N_t = M_t + new_t             all who are there
//! churn of t = 1 - M_(t+1) / N_t
//! ```
//!
//! Segments differ in their rates and in how long their clients stay, so what is estimated of all clients is the sum of
//! what is estimated of each segment.

use super::definition::Definition;
use super::recapture::{self, Captured};
use super::tally::{Row, State};
use crate::data::amount::number;
use std::iter;

/// A month of all clients of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Flow {
    /// Clients who join.
    pub(super) new: u64,
    /// Clients who joined earlier and order.
    pub(super) seen_again: u64,
    /// Of these, clients who order later once more.
    pub(super) seen_between: u64,
    /// All ages together.
    pub(super) all: State,
    /// Orders of clients who joined earlier.
    pub(super) repeat_orders: u64,
}

/// What is judged, and how.
#[derive(Debug, Clone, Copy)]
pub(super) struct Judged {
    pub(super) definition: Definition,
    /// How many months, from the first one on, can be judged.
    pub(super) settled: usize,
}

/// The months of a group, and who is there.
#[derive(Debug)]
pub(super) struct Presence {
    pub(super) flows: Vec<Flow>,
    judged: Judged,
    hidden: Hidden,
}

/// Clients who are there and do not show: of each month of joining, by age.
#[derive(Debug, Clone, Default)]
pub(super) struct Hidden(Vec<Vec<f64>>);

impl Hidden {
    /// Those of a group's rows: who is seen later, and how many of the others are expected to be there.
    pub(super) fn of(rows: &[Row], months: usize, judged: Judged) -> Self {
        let mut hidden = Self(vec![Vec::new(); months]);
        let Definition::Recapture { never_missed, .. } = judged.definition else { return hidden };
        let captured = Captured::of(rows, months);
        let unseen = if never_missed { Vec::new() } else { recapture::unseen(&captured, judged.settled) };
        for row in rows {
            let unseen = unseen.get(row.cohort).map_or(&[][..], Vec::as_slice).iter().copied();
            let states = row.states(months).zip(unseen.chain(iter::repeat(0.0)));
            hidden.0[row.cohort] = states.map(|(state, unseen)| state.silent as f64 + unseen).collect();
        }
        hidden
    }

    /// Adds those of another group.
    pub(super) fn add(&mut self, other: &Self) {
        self.0.resize(self.0.len().max(other.0.len()), Vec::new());
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            mine.resize(mine.len().max(theirs.len()), 0.0);
            for (mine, theirs) in mine.iter_mut().zip(theirs) {
                *mine += theirs;
            }
        }
    }

    fn at(&self, cohort: usize, age: usize) -> f64 {
        self.0.get(cohort).and_then(|ages| ages.get(age)).copied().unwrap_or(0.0)
    }

    /// All who joined before a month.
    fn earlier(&self, month: usize) -> f64 {
        (0..month).map(|cohort| self.at(cohort, month - cohort)).sum()
    }
}

/// The months of a group's rows.
pub(super) fn flows(rows: &[Row], months: usize) -> Vec<Flow> {
    let mut flows = vec![Flow::default(); months];
    for row in rows {
        for (age, (flow, state)) in flows[row.cohort..].iter_mut().zip(row.states(months)).enumerate() {
            if age == 0 {
                flow.new += row.size;
            } else {
                flow.seen_again += state.cell.seen;
                flow.seen_between += state.again;
                flow.repeat_orders += state.cell.orders;
            }
            flow.add(&state);
        }
    }
    flows
}

impl Flow {
    fn add(&mut self, state: &State) {
        let (sum, cell) = (&mut self.all.cell, &state.cell);
        sum.seen += cell.seen;
        sum.last_seen += cell.last_seen;
        sum.begun += cell.begun;
        sum.left += cell.left;
        sum.orders += cell.orders;
        sum.revenue += cell.revenue;
        sum.costs += cell.costs;
        self.all.again += state.again;
        self.all.silent += state.silent;
        self.all.active += state.active;
    }
}

impl Presence {
    pub(super) fn new(flows: Vec<Flow>, judged: Judged, hidden: Hidden) -> Self {
        Self { flows, judged, hidden }
    }

    pub(super) fn definition(&self) -> Definition {
        self.judged.definition
    }

    /// How many months, from the first one on, can be judged.
    pub(super) fn settled(&self) -> usize {
        self.judged.settled
    }

    /// Those who do not show.
    pub(super) fn into_hidden(self) -> Hidden {
        self.hidden
    }

    /// How many of a cohort are there at an age.
    pub(super) fn retained(&self, state: &State, cohort: usize, age: usize) -> f64 {
        match self.judged.definition {
            Definition::Recapture { .. } => state.cell.seen as f64 + self.hidden.at(cohort, age),
            _ => state.active as f64,
        }
    }

    /// Clients who joined earlier and are there in a month, if that can be judged.
    fn earlier(&self, month: usize) -> Option<f64> {
        let flow = self.flows.get(month).filter(|_| month < self.judged.settled)?;
        Some(match self.judged.definition {
            Definition::Recapture { .. } => flow.seen_again as f64 + self.hidden.earlier(month),
            _ => flow.all.active.saturating_sub(flow.new) as f64,
        })
    }

    /// Clients who are there in a month, if that can be judged.
    pub(super) fn active(&self, month: usize) -> Option<f64> {
        Some(self.earlier(month)? + self.flows[month].new as f64)
    }

    /// Of the clients who are there in a month those who stay into the next, if that can be judged.
    pub(super) fn staying(&self, month: usize) -> Option<f64> {
        if self.is_estimated() {
            return self.earlier(month + 1);
        }
        let flow = self.flows.get(month).filter(|_| month < self.judged.settled)?;
        Some(flow.all.active.saturating_sub(flow.all.cell.left) as f64)
    }

    /// Orders a month of those who are there: with subscriptions of all of them, else of those who joined earlier, since
    /// whoever joins has an order by definition.
    pub(super) fn frequency(&self) -> Option<f64> {
        let of_all = matches!(self.judged.definition, Definition::Subscriptions);
        let (mut orders, mut months) = (0, 0.0);
        for (month, flow) in self.flows.iter().enumerate().take(self.judged.settled) {
            orders += if of_all { flow.all.cell.orders } else { flow.repeat_orders };
            months += if of_all { self.active(month)? } else { self.earlier(month)? };
        }
        (months > 0.0).then(|| orders as f64 / months)
    }

    /// Revenue a month of a client who is there, of the months that can be judged.
    pub(super) fn arpu(&self) -> Option<f64> {
        let revenue: i128 =
            self.flows.iter().take(self.judged.settled).map(|flow| flow.all.cell.revenue).sum();
        let active: f64 = (0..self.judged.settled).filter_map(|month| self.active(month)).sum();
        (active > 0.0).then(|| number(revenue) / active)
    }

    /// Whether nobody says who has left.
    pub(super) fn is_estimated(&self) -> bool {
        matches!(self.judged.definition, Definition::Recapture { .. })
    }

    /// The share of those there who leave in a month, of all months that can be judged; may be below 0, by rounding.
    pub(super) fn churn(&self) -> Option<f64> {
        let (mut active, mut staying) = (0.0, 0.0);
        for month in 0..self.judged.settled {
            let Some((there, stay)) = self.active(month).zip(self.staying(month)) else { break };
            active += there;
            staying += stay;
        }
        (active > 0.0).then(|| 1.0 - staying / active)
    }

    /// The share of all cohorts together that is there at each age, as far as a cohort can be judged and not cut to 1,
    /// and the clients that it is a share of.
    pub(super) fn retention(&self, rows: &[Row]) -> (Vec<f64>, Vec<u64>) {
        let (mut sizes, mut retained) = (vec![0_u64; self.judged.settled], vec![0.0; self.judged.settled]);
        for row in rows {
            for (age, state) in row.states(self.judged.settled).enumerate() {
                sizes[age] += row.size;
                retained[age] +=
                    if age == 0 { row.size as f64 } else { self.retained(&state, row.cohort, age) };
            }
        }
        let shares = sizes.into_iter().zip(retained).take_while(|(size, _)| *size > 0);
        shares.map(|(size, retained)| (retained / size as f64, size)).unzip()
    }
}

/// Client-months between a client's first and last ones: with an order, and without.
pub(super) fn between(flows: &[Flow]) -> [u64; 2] {
    [flows.iter().map(|flow| flow.seen_between).sum(), flows.iter().map(|flow| flow.all.silent).sum()]
}
