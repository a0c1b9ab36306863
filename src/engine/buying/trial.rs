//! One trial of a segment: its known clients and those who join, one after the other.

use super::super::address::{Addresses, Group};
use super::super::rows::Rows;
use super::client::{Client, Drawn, Draws, Leaving, Left};
use super::clock::{Clock, Clocks, Moment};
use super::kept::Draft;
use super::screen::{Fate, Screen};
use super::spending::Spending;
use super::waiting::{Entry, Waiting};
use crate::math::random::Key;
use crate::model::behaviour::buying::OrderLaw;
use crate::model::behaviour::{KnownClient, KnownClients};
use std::ops::Range;

/// The groups of clients that there are here, in the order of their sums.
pub(super) const GROUPS: [Group; 3] = [Group::Opening, Group::First, Group::Later];

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

/// What some clients come to, by month.
#[derive(Debug, Clone, Default)]
pub(super) struct Sums {
    /// Those of them who are there at the start.
    pub(super) there: f64,
    pub(super) orders: Vec<f64>,
    /// In the first month's prices; nothing where values are not each client's own.
    pub(super) revenue: Vec<f64>,
    /// Those who leave.
    pub(super) left: Vec<f64>,
}

/// Room that is used again for client after client.
#[derive(Debug, Default)]
struct Scratch {
    times: Vec<f64>,
    waiting: Waiting,
}

/// What a trial comes to.
#[derive(Debug, Clone)]
pub(super) struct Trial {
    /// By group.
    pub(super) groups: [Sums; 3],
    /// Orders, or what they are worth where values are each client's own: by the period of joining (the known clients
    /// first) and month.
    pub(super) by_cohort: Vec<f64>,
    /// The known clients who are checked.
    pub(super) checked: Sums,
}

impl Sums {
    fn zeros(months: usize) -> Self {
        let none = || vec![0.0; months];
        Self { there: 0.0, orders: none(), revenue: none(), left: none() }
    }

    fn leave(&mut self, left: Left) {
        if let Left::In(month) = left {
            self.left[month] += 1.0;
        }
    }
}

impl Trial {
    /// Counts a known client who was there when it was last watched.
    fn count_known(&mut self, left: Left, is_checked: bool) {
        if left == Left::Before {
            return;
        }
        let own = &mut self.groups[0];
        own.there += 1.0;
        own.leave(left);
        if is_checked {
            self.checked.there += 1.0;
            self.checked.leave(left);
        }
    }
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

    /// Draws some of the block's trials, one client after the other.
    pub(super) fn trials(&self, trials: Range<usize>) -> Vec<Trial> {
        let mut scratch = Scratch::default();
        let mut drawn = match self.draft {
            Some(draft) => draft.trials[trials.clone()].to_vec(),
            None => self.with_known(trials.clone(), &mut scratch),
        };
        for (at, trial) in trials.clone().enumerate() {
            for month in 0..self.months {
                self.draw_joining((at, trial), month, (&mut drawn, &mut scratch));
            }
        }
        scratch.waiting.settle(self, trials.start, &mut drawn);
        drawn
    }

    /// Trials of which the known clients alone are drawn.
    fn with_known(&self, trials: Range<usize>, scratch: &mut Scratch) -> Vec<Trial> {
        let periods = self.cohort_step.map_or(0, |step| self.months.div_ceil(step) + 1);
        let nothing = |trial| Trial {
            groups: [self.months, self.all_months, self.months].map(Sums::zeros),
            by_cohort: vec![0.0; periods * self.months],
            checked: Sums::zeros(if trial < self.checked { self.months } else { 0 }),
        };
        let mut drawn = trials.clone().map(nothing).collect::<Vec<_>>();
        if let Some(known) = self.known {
            self.draw_known(known, trials, (&mut drawn, scratch));
        }
        drawn
    }

    fn draw_known(
        &self,
        known: &KnownClients,
        trials: Range<usize>,
        (drawn, scratch): (&mut [Trial], &mut Scratch),
    ) {
        let step = self.checked_step();
        let mut screen = Screen::new(self, known, trials.clone());
        for place in 0..known.clients.len() {
            screen.turn_to(place);
            for (at, trial) in trials.clone().enumerate() {
                let is_checked = place % step == 0 && trial < self.checked;
                match screen.fate(at) {
                    Fate::Gone => {}
                    Fate::Idle => drawn[at].count_known(Left::Not, is_checked),
                    Fate::Open => {
                        if screen.is_there(at) {
                            let left = self.draw_one_known(
                                (at, trial),
                                (known, place, screen.drawn(at)),
                                is_checked,
                                (&mut drawn[at], scratch),
                            );
                            drawn[at].count_known(left, is_checked);
                        }
                    }
                }
            }
            if scratch.waiting.is_full() {
                scratch.waiting.settle(self, trials.start, drawn);
            }
        }
    }

    /// Draws the orders of a known client who is there.
    fn draw_one_known(
        &self,
        (at, trial): (usize, usize),
        (known, place, drawn): (&KnownClients, usize, Drawn),
        is_checked: bool,
        (sums, Scratch { times, waiting }): (&mut Trial, &mut Scratch),
    ) -> Left {
        let client = &known.clients[place];
        let draws = self.draws(trial, Number::Known(place));
        let spending = self.spending(trial);
        if let Some(law) = spending {
            waiting.take_up(&draws, &law.client(f64::from(client.repeats), client.mean_value));
        }
        let has_cohorts = self.cohort_step.is_some();
        let followed = self.known(trial, client, known.days_before);
        let months = (self.months, times);
        followed.follow(self.clocks.of(trial), (&draws, drawn), months, |month, order, _| {
            sums.groups[0].orders[month] += 1.0;
            if is_checked {
                sums.checked.orders[month] += 1.0;
            }
            let cell = has_cohorts.then_some(month);
            if spending.is_some() {
                waiting.order(order, Entry { at, group: 0, month, cell, is_checked });
            } else if let Some(cell) = cell {
                sums.by_cohort[cell] += 1.0;
            }
        })
    }

    fn draw_joining(
        &self,
        (at, trial): (usize, usize),
        month: usize,
        (drawn, Scratch { times, waiting }): (&mut [Trial], &mut Scratch),
    ) {
        let clock = self.clocks.of(trial);
        let is_first = self.first_month == Some(month);
        let months = if is_first { self.all_months } else { self.months };
        let row = self.cohort_step.map(|step| (month / step + 1) * self.months);
        let spending = self.spending(trial);
        let group = if is_first { 1 } else { 2 };
        let is_drawn = self.draft.map_or(0.0, |draft| draft.new.row(month)[trial]);
        for place in is_drawn as u64..self.new.row(month)[trial] as u64 {
            let draws = self.draws(trial, Number::Joined(month, place));
            if let Some(law) = spending {
                waiting.take_up(&draws, &law.client(0.0, 0.0));
            }
            let sums = &mut drawn[at];
            let left =
                self.follow_joining(trial, &draws, (month, clock, months, times), |ordered, order, _| {
                    sums.groups[group].orders[ordered] += 1.0;
                    let cell = row.filter(|_| ordered < self.months).map(|row| row + ordered);
                    if spending.is_some() {
                        waiting.order(order, Entry { at, group, month: ordered, cell, is_checked: false });
                    } else if let Some(cell) = cell {
                        sums.by_cohort[cell] += 1.0;
                    }
                });
            sums.groups[group].leave(left);
            if waiting.is_full() {
                waiting.settle(self, trial - at, drawn);
            }
        }
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
