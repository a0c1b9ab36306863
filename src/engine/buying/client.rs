//! One client of one trial, from what is known of it at a moment to when it leaves or the horizon ends.
//!
//! Given `x` orders in the time `T` its rate is `Gamma(r + x, alpha + T)`, whatever came when. So the time to its next order has the
//! law `P(gap > t) = ((A + t) / A)^-k` with `k = r + x`, `A = alpha + T`, and after it both are one order and one gap larger: orders
//! are drawn one after the other, and the rate never has to be. The chance `p` of leaving after an order is drawn when it is
//! first needed, from its beta law given the orders that did not end it; the time of leaving by Pareto/NBD has the law
//! `P(life > t) = ((B + t) / B)^-s`, `B = beta + T`, given that the client is there.

use super::clock::{Clock, Moment};
use crate::math::exponential::exp;
use crate::math::gamma::rejection;
use crate::math::random::Key;

/// The most orders of a client that are followed.
const ORDERS_MOST: u64 = 1 << 13;

/// Places of the uniform numbers that one gamma number may take.
const OF_GAMMA: u64 = 64;

/// How a client may leave.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Leaving {
    /// After an order: `p ~ Beta(a, b)`, the orders so far counted.
    AfterOrders {
        /// First shape.
        a: f64,
        /// Second shape.
        b: f64,
        /// Whether the moment at which the client is taken up is an order that may be its last.
        at_once: bool,
    },
    /// At any moment: the rate of leaving `~ Gamma(s, b)`, the time so far counted.
    AnyTime {
        /// The shape.
        s: f64,
        /// The rate.
        b: f64,
    },
}

/// What is known of a client who is there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Client {
    /// When it is taken up.
    pub(super) from: Moment,
    /// The shape of its rate of orders.
    pub(super) k: f64,
    /// The rate of its rate of orders.
    pub(super) per: f64,
    /// How it may leave.
    pub(super) leaving: Leaving,
}

/// The random numbers of one client: keys of orders and of leaving, the trial, and the client's first position.
#[derive(Debug, Clone, Copy)]
pub(super) struct Draws {
    pub(super) orders: Key,
    pub(super) leaving: Key,
    pub(super) values: Key,
    pub(super) trial: u64,
    pub(super) position: u64,
}

impl Draws {
    fn gap(&self, place: u64) -> f64 {
        self.orders.uniform(self.trial, self.position + place)
    }

    fn leaving(&self, place: u64) -> f64 {
        self.leaving.uniform(self.trial, self.position + place)
    }

    /// A gamma number of a client's values.
    pub(super) fn value(&self, place: u64, shape: f64) -> f64 {
        self.gamma(self.values, place, shape)
    }

    fn gamma(&self, key: Key, place: u64, shape: f64) -> f64 {
        const { assert!(rejection::NUMBERS_MOST <= OF_GAMMA) };
        let mut position = self.position + place * OF_GAMMA;
        rejection::draw(shape, || {
            position += 1;
            key.uniform(self.trial, position - 1)
        })
    }
}

/// When a client left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Left {
    /// Before the horizon.
    Before,
    /// In that month.
    In(usize),
    /// Not before the end.
    Not,
}

impl Client {
    /// Follows the client through its orders to the end of so many months: `order` hears of each one's month, how many came
    /// before it, and after what share of the month it comes.
    pub(super) fn follow(
        &self,
        clock: Clock,
        draws: &Draws,
        months: usize,
        mut order: impl FnMut(usize, u64, f64),
    ) -> Left {
        let start = self.from.on(clock.orders);
        let (end, left) = match self.leaving {
            Leaving::AnyTime { s, b } => {
                let life = b * (exp(-libm::log(draws.leaving(0)) / s) - 1.0);
                leaves_after(self.from, life, clock, months)
            }
            Leaving::AfterOrders { .. } => (clock.orders[months], Left::Not),
        };
        let mut chance = None;
        let mut ends_it = |orders: u64, factor: f64| match self.leaving {
            Leaving::AnyTime { .. } => false,
            Leaving::AfterOrders { a, b, .. } => {
                let p = *chance.get_or_insert_with(|| beta(a, b, draws));
                // Below are the numbers of the chance itself.
                draws.leaving(2 * OF_GAMMA + orders) < (p * factor).min(1.0)
            }
        };
        let mut month = self.from.month();
        let at_once = matches!(self.leaving, Leaving::AfterOrders { at_once: true, .. });
        if at_once && ends_it(0, clock.factors[month]) {
            return Left::In(month);
        }
        let (mut at, mut count) = (start, 0);
        while count < ORDERS_MOST {
            let per = self.per + (at - start);
            at += per * (exp(-libm::log(draws.gap(count)) / (self.k + count as f64)) - 1.0);
            // Past the end, or nowhere.
            if at.partial_cmp(&end) != Some(std::cmp::Ordering::Less) {
                return left;
            }
            while at >= clock.orders[month + 1] {
                month += 1;
            }
            let is_before = at < 0.0;
            if !is_before {
                let share = (at - clock.orders[month]) / (clock.orders[month + 1] - clock.orders[month]);
                order(month, count, share);
            }
            count += 1;
            if ends_it(count - u64::from(!at_once), if is_before { 1.0 } else { clock.factors[month] }) {
                return if is_before { Left::Before } else { Left::In(month) };
            }
        }
        left
    }
}

/// `Beta(a, b)` as a share of two gammas; where both are too small for numbers, it is at the end to which `a` and `b` lean.
fn beta(a: f64, b: f64, draws: &Draws) -> f64 {
    let [first, second] = [(0, a), (1, b)].map(|(place, shape)| draws.gamma(draws.leaving, place, shape));
    let sum = first + second;
    if sum > 0.0 {
        return first / sum;
    }
    f64::from(u8::from(draws.leaving(0) < a / (a + b)))
}

/// Where the clock of orders stands when a life of such a length, on the clock of leaving, ends, but at most after so many
/// months; and when that is.
fn leaves_after(from: Moment, life: f64, clock: Clock, months: usize) -> (f64, Left) {
    let place = from.on(clock.leaving) + life;
    if place < 0.0 {
        return (place, Left::Before);
    }
    if place.partial_cmp(&clock.leaving[months]) != Some(std::cmp::Ordering::Less) {
        return (clock.orders[months], Left::Not);
    }
    let mut month = from.month();
    while place >= clock.leaving[month + 1] {
        month += 1;
    }
    let share = (place - clock.leaving[month]) / (clock.leaving[month + 1] - clock.leaving[month]);
    (Moment::Within(month, share).on(clock.orders), Left::In(month))
}
