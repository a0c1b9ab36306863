//! What is expected of a client of a trial, month by month: closed forms, or one integral, over the clocks' months.
//!
//! By Pareto/NBD the rate of orders and the life of a client who is there are independent, so that orders are `k / A` a day of
//! the time that it is there, and it is there after `L` on the clock of leaving with chance `(B / (B + L))^s`. By BG/NBD and MBG/NBD,
//! given `p`, orders that are the last come at the rate `lambda p c_t` and others at `lambda (1 - p c_t)`: with `Q` the sum of
//! `min(1, p c_t)` over the clock of orders, the client is there with chance `E e^(-lambda Q) = (A / (A + Q))^k` and makes
//! `(there before - there after) / min(1, p c_t)` orders in a month. The mean over `p ~ Beta(a, b)` is taken at points of
//! `ln(p / (1 - p))` (see [`leaving_chances`]).

use super::client::{Client, Leaving};
use super::clock::{Clock, Moment};
use crate::math::quadrature::GAUSS_LEGENDRE;
use crate::model::behaviour::buying::{leaving_chances, time_there};

/// A client's months.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Months {
    /// The chance of being there at some time of each month.
    pub(super) active: Vec<f64>,
    /// The chance of leaving in each month.
    pub(super) churned: Vec<f64>,
    /// Orders, without that of joining.
    pub(super) orders: Vec<f64>,
}

impl Months {
    pub(super) fn zeros(months: usize) -> Self {
        let none = || vec![0.0; months];
        Self { active: none(), churned: none(), orders: none() }
    }

    /// Adds another client's, so many times.
    pub(super) fn add(&mut self, other: &Self, times: f64) {
        let columns = [
            (&mut self.active, &other.active),
            (&mut self.churned, &other.churned),
            (&mut self.orders, &other.orders),
        ];
        for (sums, values) in columns {
            sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += times * value);
        }
    }
}

/// A client who joins at any moment of a month, all alike.
pub(super) fn of_joining(client: &Client, month: usize, clock: Clock, months: usize) -> Months {
    let mut mean = Months::zeros(months);
    for (x, weight) in GAUSS_LEGENDRE.iter() {
        let from = Moment::Within(month, 0.5 * (1.0 + x));
        mean.add(&of_client(&Client { from, ..*client }, clock, months), 0.5 * weight);
    }
    mean
}

/// A client who is taken up at its moment.
pub(super) fn of_client(client: &Client, clock: Clock, months: usize) -> Months {
    let mut sums = Months::zeros(months);
    match client.leaving {
        Leaving::AnyTime { s, b } => {
            let mut life = Life { client, by: By::Time { s, b, there: 1.0, at: 0.0 } };
            life.add(clock, months, 1.0, &mut sums);
        }
        Leaving::AfterOrders { a, b, at_once } => {
            for (p, weight) in leaving_chances(a, b) {
                let leaves = if at_once { (p * clock.factors[client.from.month()]).min(1.0) } else { 0.0 };
                let mut life = Life { client, by: By::Orders { p, there: 1.0, at: 0.0 } };
                // Who leaves at once was there, and no longer.
                let month = client.from.month();
                sums.active[month] += weight * leaves;
                sums.churned[month] += weight * leaves;
                life.add(clock, months, weight * (1.0 - leaves), &mut sums);
            }
        }
    }
    sums
}

/// A life as it goes on.
struct Life<'a> {
    client: &'a Client,
    by: By,
}

/// By what it ends, the chance that it has not, and where its own clock stands.
enum By {
    Time { s: f64, b: f64, there: f64, at: f64 },
    Orders { p: f64, there: f64, at: f64 },
}

impl Life<'_> {
    /// Adds the months from the client's moment on, with a weight.
    fn add(&mut self, clock: Clock, months: usize, weight: f64, sums: &mut Months) {
        let first = match self.client.from {
            Moment::Before(days) => {
                self.pass(days, days, 1.0);
                0
            }
            Moment::Within(month, _) => month,
        };
        for month in first..months {
            let share = match self.client.from {
                Moment::Within(start, share) if start == month => 1.0 - share,
                _ => 1.0,
            };
            let before = self.there();
            let of = |clock: &[f64]| share * (clock[month + 1] - clock[month]);
            let orders = self.pass(of(clock.orders), of(clock.leaving), clock.factors[month]);
            sums.active[month] += weight * before;
            sums.orders[month] += weight * orders;
            sums.churned[month] += weight * (before - self.there());
        }
    }

    fn there(&self) -> f64 {
        match self.by {
            By::Time { there, .. } | By::Orders { there, .. } => there,
        }
    }

    /// Lets so much pass on the clocks of orders and of leaving: the orders expected in it.
    fn pass(&mut self, orders: f64, leaving: f64, factor: f64) -> f64 {
        let Client { k, per, .. } = *self.client;
        match &mut self.by {
            By::Time { s, b, there, at } => {
                let rate = k / per * *there;
                let time =
                    if leaving > 0.0 { orders / leaving * time_there(*s, *b + *at, leaving) } else { orders };
                *there *= libm::exp(-*s * libm::log1p(leaving / (*b + *at)));
                *at += leaving;
                rate * time
            }
            By::Orders { p, there, at } => {
                let chance = (*p * factor).min(1.0);
                let (start, steps) = (per + *at, chance * orders);
                let leaves = -libm::expm1(-k * libm::log1p(steps / start));
                // Nobody leaves: orders at the mean rate of those who are there.
                let made = if steps < 1e-12 * start { k * orders / start } else { leaves / chance };
                let made = *there * made;
                *at += steps;
                *there *= 1.0 - leaves;
                made
            }
        }
    }
}
