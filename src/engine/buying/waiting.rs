//! Orders whose values wait to be drawn, many at once.

use super::client::Draws;
use super::plan::Plan;
use super::spending::Spender;
use super::sums::Trial;
use crate::math::gamma::rejection::{Addressed, draw_all};

/// So many orders wait at most, but for those of the last client.
const ORDERS_MOST: usize = 2048;

/// What waits.
#[derive(Debug, Default)]
pub(super) struct Waiting {
    clients: Vec<Client>,
    orders: Vec<Order>,
    levels: Vec<f64>,
    values: Vec<f64>,
    addresses: Vec<Addressed>,
}

#[derive(Debug)]
struct Client {
    level: Addressed,
    per: f64,
    position: u64,
}

#[derive(Debug)]
struct Order {
    client: usize,
    place: u64,
    entry: Entry,
}

/// Where the value of an order goes to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    /// The trial in its chunk.
    pub(super) at: usize,
    pub(super) group: usize,
    pub(super) month: usize,
    /// The cell of the table of cohorts, if there is one.
    pub(super) cell: Option<usize>,
    pub(super) is_checked: bool,
}

impl Waiting {
    /// Takes up a client, whose orders follow.
    pub(super) fn take_up(&mut self, draws: &Draws, spender: &Spender) {
        let has_ordered = |last: usize| self.orders.last().is_some_and(|order| order.client == last);
        if self.clients.len().checked_sub(1).is_some_and(|last| !has_ordered(last)) {
            self.clients.pop();
        }
        self.clients.push(Client {
            level: draws.addressed(0, spender.level_shape()),
            per: spender.rate_of_rates(),
            position: draws.position,
        });
    }

    /// An order of the client taken up last: its place among the client's.
    #[inline]
    pub(super) fn order(&mut self, place: u64, entry: Entry) {
        self.orders.push(Order { client: self.clients.len() - 1, place, entry });
    }

    /// Whether enough wait.
    #[inline]
    pub(super) fn is_full(&self) -> bool {
        self.orders.len() >= ORDERS_MOST
    }

    /// Draws what waits, of a chunk of trials that begins with that one of the block.
    pub(super) fn settle(&mut self, plan: &Plan, first: usize, drawn: &mut [Trial]) {
        let Some(laws) = &plan.spend else { return };
        self.addresses.clear();
        self.addresses.extend(self.clients.iter().map(|client| client.level));
        draw_all(plan.keys.values, &self.addresses, &mut self.levels);
        self.levels.iter_mut().zip(&self.clients).for_each(|(level, client)| *level /= client.per);
        self.addresses.clear();
        self.addresses.extend(self.orders.iter().map(|order| {
            let trial = first + order.entry.at;
            Addressed {
                shape: laws[trial].order_shape(),
                trial: (plan.first_trial + trial) as u64,
                position: Draws::of_value(self.clients[order.client].position, 1 + order.place),
            }
        }));
        draw_all(plan.keys.values, &self.addresses, &mut self.values);
        for (order, drawn_value) in self.orders.iter().zip(&self.values) {
            let value = drawn_value / self.levels[order.client];
            let Entry { at, group, month, cell, is_checked } = order.entry;
            let sums = &mut drawn[at];
            sums.groups[group].revenue[month] += value;
            if let Some(cell) = cell {
                sums.by_cohort[cell] += value;
            }
            if is_checked {
                sums.checked.revenue[month] += value;
            }
        }
        self.clients.clear();
        self.orders.clear();
    }
}
