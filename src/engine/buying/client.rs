//! One client of one trial, from what is known of it at a moment to when it leaves or the horizon ends.
//!
//! Given `x` orders in the time `T` its rate is `Gamma(k, A)` with `k = r + x`, `A = alpha + T`, whatever came when. So the number of
//! orders in the next `t`, if it stays so long, has the negative binomial law
//!
//! ```text
//! P(0) = (A / (A + t))^k        P(n + 1) = P(n) (k + n) / (n + 1) t / (A + t)
//! ```
//!
//! and, the number given, they come at independent uniform times: the rate never has to be drawn. The chance `p` of leaving after an
//! order is not drawn either, since its beta law and the orders that did not end it make an urn; of the orders that would have come
//! those after the last one do not. The time of leaving by Pareto/NBD has the law `P(life > t) = ((B + t) / B)^-s`, `B = beta + T`,
//! given that the client is there, and the orders come before it.

use super::clock::{Clock, Moment};
use crate::math::exponential::exp_within;
use crate::math::gamma::rejection::{Addressed, PAIRS_MOST, Shape};
use crate::math::logarithm::ln;
use crate::math::random::Key;
use std::cmp::Ordering;

/// The most orders of a client that are followed.
const ORDERS_MOST: u64 = 1 << 13;

/// Places of the pairs that one gamma number may take.
const OF_GAMMA: u64 = 32;

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
    /// Of the number of orders.
    #[inline]
    fn number(&self) -> f64 {
        self.orders.uniform(self.trial, self.position)
    }

    /// Of the times of two orders.
    #[inline]
    fn times(&self, pair: u64) -> [f64; 2] {
        self.orders.pair(self.trial, self.position + pair)
    }

    /// Of an order's time.
    #[inline]
    fn time(&self, place: u64) -> f64 {
        self.times(place / 2)[place as usize % 2]
    }

    /// Of the length of life.
    #[inline]
    fn life(&self) -> f64 {
        self.leaving.uniform(self.trial, self.position)
    }

    fn leaving(&self, place: u64) -> [f64; 2] {
        self.leaving.pair(self.trial, self.position + place)
    }

    /// A gamma number of a client's values.
    #[inline]
    pub(super) fn value(&self, place: u64, shape: &Shape) -> f64 {
        self.gamma(self.values, place, shape)
    }

    /// Where that gamma number is drawn.
    #[inline]
    pub(super) fn addressed(&self, place: u64, shape: Shape) -> Addressed {
        Addressed { shape, trial: self.trial, position: Self::of_value(self.position, place) }
    }

    /// The position of a gamma number of a client's, from the client's first.
    #[inline]
    pub(super) fn of_value(position: u64, place: u64) -> u64 {
        const { assert!(PAIRS_MOST <= OF_GAMMA) };
        position + place * OF_GAMMA
    }

    #[inline]
    fn gamma(&self, key: Key, place: u64, shape: &Shape) -> f64 {
        self.addressed(place, *shape).draw(key)
    }
}

/// What of a client is drawn before it is followed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Drawn {
    /// The uniform number of its number of orders.
    pub(super) number: f64,
    /// How long it stays at most.
    pub(super) life: f64,
    /// The chance that it does not order before the end if it stays, where that has been worked out.
    pub(super) none: Option<f64>,
}

/// `(A / (A + t))^k`: the chance of no order in the time `t`.
#[inline(always)]
pub(super) fn chance_of_none(k: f64, per: f64, span: f64) -> f64 {
    exp_within(k * ln(per / (per + span)))
}

/// The length of life at a share of its law from above: `P(life > t) = ((B + t) / B)^-s`.
#[inline(always)]
pub(super) fn length_of_life(s: f64, b: f64, u: f64) -> f64 {
    b * (exp_within(-ln(u) / s) - 1.0)
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
    /// What of it is drawn beforehand.
    pub(super) fn drawn(&self, draws: &Draws) -> Drawn {
        let life = match self.leaving {
            Leaving::AnyTime { s, b } => length_of_life(s, b, draws.life()),
            Leaving::AfterOrders { .. } => f64::INFINITY,
        };
        Drawn { number: draws.number(), life, none: None }
    }

    /// Follows the client through its orders to the end of so many months: `order` hears of each one's month, how many came
    /// before it, and after what share of the month it comes. `times` is room for their times.
    pub(super) fn follow(
        &self,
        clock: Clock,
        (draws, drawn): (&Draws, Drawn),
        (months, times): (usize, &mut Vec<f64>),
        mut order: impl FnMut(usize, u64, f64),
    ) -> Left {
        let start = self.from.on(clock.orders);
        let (end, left) = match self.leaving {
            Leaving::AnyTime { .. } => leaves_after(self.from, drawn.life, clock, months),
            Leaving::AfterOrders { .. } => (clock.orders[months], Left::Not),
        };
        if left == Left::Before {
            return left;
        }
        let mut chance = Chance::of(self.leaving, clock);
        let mut ends_it =
            |orders: u64, factor: f64| chance.as_mut().is_some_and(|own| own.ends_it(draws, orders, factor));
        let mut month = self.from.month();
        let at_once = matches!(self.leaving, Leaving::AfterOrders { at_once: true, .. });
        if at_once && ends_it(0, clock.factors[month]) {
            return Left::In(month);
        }
        let none = drawn.none.filter(|_| left == Left::Not);
        self.draw_times(draws, (end - start, drawn.number, none), times);
        for (count, time) in times.iter().enumerate() {
            let (count, at) = (count as u64, start + time);
            // Past the end by rounding alone.
            while month + 1 < months && at >= clock.orders[month + 1] {
                month += 1;
            }
            let is_before = at < 0.0;
            if !is_before {
                let share = (at - clock.orders[month]) / (clock.orders[month + 1] - clock.orders[month]);
                order(month, count, share.min(1.0));
            }
            let factor = if is_before { 1.0 } else { clock.factors[month] };
            if ends_it(count + u64::from(at_once), factor) {
                return if is_before { Left::Before } else { Left::In(month) };
            }
        }
        left
    }

    /// When it orders within so long a time if it does not leave, in order.
    fn draw_times(&self, draws: &Draws, (span, number, none): (f64, f64, Option<f64>), times: &mut Vec<f64>) {
        times.clear();
        // Not where the clock stands still either.
        if span.partial_cmp(&0.0) != Some(Ordering::Greater) {
            return;
        }
        match self.orders_within((span, none), number) {
            Some(number) => {
                let pairs = (0..number.div_ceil(2)).flat_map(|pair| draws.times(pair));
                times.extend(pairs.map(|share| span * share));
                times.truncate(number as usize);
                times.sort_unstable_by(f64::total_cmp);
            }
            None => self.draw_gaps(draws, span, times),
        }
    }

    /// The number of orders by its law's inverse; none where no order at all is so rare that it has no number.
    fn orders_within(&self, (span, none): (f64, Option<f64>), u: f64) -> Option<u64> {
        let Self { k, per, .. } = *self;
        let mut term = none.unwrap_or_else(|| chance_of_none(k, per, span));
        if term < 1e-280 {
            return None;
        }
        let (ratio, mean) = (span / (per + span), k * span / per);
        let (mut number, mut sum) = (0.0, term);
        while u >= sum && number < ORDERS_MOST as f64 {
            term *= ratio * (k + number) / (number + 1.0);
            number += 1.0;
            sum += term;
            // What rounding left of the sum.
            if term < 1e-18 && number > mean {
                break;
            }
        }
        Some(number as u64)
    }

    /// The same one after the other: the gap to the next order has the law `P(gap > t) = ((A + t) / A)^-k`, and after it `k` and `A`
    /// are one order and one gap larger.
    fn draw_gaps(&self, draws: &Draws, span: f64, times: &mut Vec<f64>) {
        let mut at = 0.0;
        for count in 0..ORDERS_MOST {
            let shape = self.k + count as f64;
            at += (self.per + at) * libm::expm1(-ln(draws.time(count)) / shape);
            if at.partial_cmp(&span) != Some(Ordering::Less) {
                return;
            }
            times.push(at);
        }
    }
}

/// The chance that an order is a client's last.
#[derive(Debug, Clone, Copy)]
enum Chance {
    /// Not drawn: of all orders so far `a` would have been the last, but for a lever, and `b` not, the law's own shapes among them.
    /// By Polya's urn the next one is so with chance `a / (a + b)`.
    Urn { a: f64, b: f64 },
    /// Drawn when first needed, where a lever makes leaving likelier: an urn knows nothing of `min(1, p c)` for `c > 1`.
    Own { a: f64, b: f64, p: Option<f64> },
}

impl Chance {
    fn of(leaving: Leaving, clock: Clock) -> Option<Self> {
        let Leaving::AfterOrders { a, b, .. } = leaving else { return None };
        let is_raised = clock.factors.iter().any(|factor| *factor > 1.0);
        Some(if is_raised { Self::Own { a, b, p: None } } else { Self::Urn { a, b } })
    }

    /// Whether an order, the one of that number, is the last one, where a lever multiplies the chance of it.
    fn ends_it(&mut self, draws: &Draws, order: u64, factor: f64) -> bool {
        // Below are the numbers of the chance itself.
        let [last, spared] = draws.leaving(2 * OF_GAMMA + order);
        match self {
            Self::Own { a, b, p } => {
                let p = *p.get_or_insert_with(|| beta(*a, *b, draws));
                last < (p * factor).min(1.0)
            }
            Self::Urn { a, b } => {
                if last * (*a + *b) >= *a {
                    *b += 1.0;
                    return false;
                }
                if factor == 1.0 || spared < factor {
                    return true;
                }
                // It would have been the last one.
                *a += 1.0;
                false
            }
        }
    }
}

/// `Beta(a, b)` as a share of two gammas; where both are too small for numbers, it is at the end to which `a` and `b` lean.
fn beta(a: f64, b: f64, draws: &Draws) -> f64 {
    let [first, second] =
        [(0, a), (1, b)].map(|(place, shape)| draws.gamma(draws.leaving, place, &Shape::new(shape)));
    let sum = first + second;
    if sum > 0.0 {
        return first / sum;
    }
    f64::from(u8::from(draws.leaving(0)[0] < a / (a + b)))
}

/// Where the clock of orders stands when a life of such a length, on the clock of leaving, ends, but at most after so many
/// months; and when that is.
fn leaves_after(from: Moment, life: f64, clock: Clock, months: usize) -> (f64, Left) {
    let place = from.on(clock.leaving) + life;
    if place < 0.0 {
        return (place, Left::Before);
    }
    if place.partial_cmp(&clock.leaving[months]) != Some(Ordering::Less) {
        return (clock.orders[months], Left::Not);
    }
    let mut month = from.month();
    while place >= clock.leaving[month + 1] {
        month += 1;
    }
    let share = (place - clock.leaving[month]) / (clock.leaving[month + 1] - clock.leaving[month]);
    (Moment::Within(month, share).on(clock.orders), Left::In(month))
}
