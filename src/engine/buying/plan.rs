//! A segment in a block of trials: what is drawn for any client of it, and one client followed from its first order.

use super::super::address::Addresses;
use super::super::rows::Rows;
use super::client::{Client, Draws, Leaving, Left};
use super::clock::{Clock, Clocks, Moment};
use super::kept::Draft;
use super::spending::Spending;
use crate::math::random::Key;
use crate::model::behaviour::buying::OrderLaw;
use crate::model::behaviour::{KnownClient, KnownClients};

/// Of so many known clients at most what is drawn is checked against what is expected: evenly spread ones.
const CHECKED_MOST: usize = 64;

/// The keys of a segment's clients, one a role.
#[derive(Debug, Clone, Copy)]
pub(super) struct Keys {
    pub(super) there: Key,
    joining: Key,
    pub(super) orders: Key,
    pub(super) leaving: Key,
    pub(super) values: Key,
}

impl Keys {
    pub(super) fn of(addresses: &Addresses) -> Self {
        let root = addresses.buyers;
        Self {
            there: root.named("there"),
            joining: root.named("joining"),
            orders: root.named("orders"),
            leaving: root.named("leaving"),
            values: root.named("values"),
        }
    }
}

/// Where a client's random numbers start: the kinds of clients are numbered apart.
#[derive(Debug, Clone, Copy)]
pub(super) enum Number {
    Known(usize),
    Joined(usize, u64),
    Picked,
}

impl Number {
    /// Numbers of a client: more than it can make orders.
    const ROOM: u32 = 20;

    pub(super) fn position(self) -> u64 {
        let (cohort, place) = match self {
            Self::Joined(month, place) => (month as u64, place),
            Self::Known(place) => (1 << 11, place as u64),
            Self::Picked => (1 << 11 | 1, 0),
        };
        // 12 bits, 32 bits and the client's own 20.
        (cohort << 32 | place & 0xFFFF_FFFF) << Self::ROOM
    }
}

/// A segment in a block of trials.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    pub(super) law: OrderLaw,
    pub(super) parameters: [&'a [f64]; 4],
    /// The law of spending by trial, where values are each client's own.
    pub(super) spend: Option<Vec<Spending>>,
    pub(super) known: Option<&'a KnownClients>,
    /// The chance of each known client to be there, where it is the same in all trials.
    pub(super) chances: Option<&'a [f64]>,
    pub(super) clocks: &'a Clocks,
    pub(super) keys: Keys,
    pub(super) first_trial: usize,
    /// The budget horizon.
    pub(super) months: usize,
    /// The last month (exclusive) that the first cohort is followed to.
    pub(super) all_months: usize,
    pub(super) first_month: Option<usize>,
    /// Clients who join, whole, by month.
    pub(super) new: &'a Rows,
    /// Months in a period of the table of cohorts; none if there is no table.
    pub(super) cohort_step: Option<usize>,
    /// Trials whose known clients are checked, from the first on.
    pub(super) checked: usize,
    /// Where some of the clients have been drawn already.
    pub(super) draft: Option<&'a Draft>,
}

impl Plan<'_> {
    /// The law's parameters in a trial.
    pub(super) fn parameters(&self, trial: usize) -> [f64; 4] {
        self.parameters.map(|column| column[trial])
    }

    /// The law of spending in a trial, where values are each client's own.
    pub(super) fn spending(&self, trial: usize) -> Option<&Spending> {
        self.spend.as_ref().map(|laws| &laws[trial])
    }

    /// A client who joins.
    pub(super) fn joining(&self, trial: usize, from: Moment) -> Client {
        let [r, alpha, third, fourth] = self.parameters(trial);
        let leaving = match self.law {
            OrderLaw::ParetoNbd => Leaving::AnyTime { s: third, b: fourth },
            law => Leaving::AfterOrders { a: third, b: fourth, at_once: law == OrderLaw::MbgNbd },
        };
        Client { from, k: r, per: alpha, leaving }
    }

    /// A known client, if it is there when it was last watched.
    pub(super) fn known(&self, trial: usize, client: &KnownClient, days_before: f64) -> Client {
        let [r, alpha, third, fourth] = self.parameters(trial);
        let leaving = match self.law {
            OrderLaw::ParetoNbd => Leaving::AnyTime { s: third, b: fourth + client.age },
            law => {
                let stayed = client.repeats + u32::from(law == OrderLaw::MbgNbd);
                Leaving::AfterOrders { a: third, b: fourth + f64::from(stayed), at_once: false }
            }
        };
        let k = r + f64::from(client.repeats);
        Client { from: Moment::Before(days_before), k, per: alpha + client.age, leaving }
    }

    /// How many known clients are passed over for one that is checked.
    pub(super) fn checked_step(&self) -> usize {
        self.known.map_or(1, |known| known.clients.len().div_ceil(CHECKED_MOST).max(1))
    }

    /// Follows a client who joins within a month: `order` hears of each order's month, how many came before it, and after what
    /// share of the month it comes.
    pub(super) fn follow_joining(
        &self,
        trial: usize,
        draws: &Draws,
        (month, clock, months, times): (usize, Clock, usize, &mut Vec<f64>),
        mut order: impl FnMut(usize, u64, f64),
    ) -> Left {
        let [share, _] = self.keys.joining.pair(draws.trial, draws.position);
        order(month, 0, share);
        let client = self.joining(trial, Moment::Within(month, share));
        let drawn = client.drawn(draws);
        client.follow(clock, (draws, drawn), (months, times), |at, place, share| order(at, 1 + place, share))
    }

    /// Follows one client who joins in the first month that has new ones: `order` hears of each order's month and value (0 where
    /// values are not each client's own).
    pub(super) fn pick(&self, trial: usize, month: usize, mut order: impl FnMut(usize, f64)) -> Left {
        let draws = self.draws(trial, Number::Picked);
        let mut spender = self.spending(trial).map(|law| law.client(0.0, 0.0));
        let during = (month, self.clocks.of(trial), self.all_months, &mut Vec::new());
        self.follow_joining(trial, &draws, during, |at, place, _| {
            order(at, spender.as_mut().map_or(0.0, |spender| spender.order(&draws, place)));
        })
    }

    pub(super) fn draws(&self, trial: usize, number: Number) -> Draws {
        let Keys { orders, leaving, values, .. } = self.keys;
        let trial = (self.first_trial + trial) as u64;
        Draws { orders, leaving, values, trial, position: number.position() }
    }
}
