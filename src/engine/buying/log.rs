//! One trial's clients with each of their orders, for a log.

use super::super::address::Addresses;
use super::super::parameters::Parameters;
use super::super::rows::Rows;
use super::client::Left;
use super::clock::Clocks;
use super::plan::{Keys, Number, Plan};
use super::screen::Screen;
use super::spending::Spending;
use crate::model::behaviour::KnownClients;
use crate::model::behaviour::buying::OrderLaw;
use crate::model::month::Month;
use crate::model::quantity::QuantityId;
use crate::model::scenario::Segment;

/// An order of a client: its month, its day in it from 1, and its value in the first month's prices (0 where values are not
/// each client's own).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::engine) struct Bought {
    pub(in crate::engine) month: usize,
    pub(in crate::engine) day: u32,
    pub(in crate::engine) value: f64,
}

/// A client's life: the month of joining (before the start for those who are known), that of leaving, and its orders.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::engine) struct Bill {
    pub(in crate::engine) joined: i32,
    pub(in crate::engine) left: Option<usize>,
    pub(in crate::engine) orders: Vec<Bought>,
}

/// Of a segment's clients.
pub(in crate::engine) struct Bills<'a> {
    pub(in crate::engine) segment: &'a Segment,
    pub(in crate::engine) law: OrderLaw,
    pub(in crate::engine) ids: [QuantityId; 4],
    pub(in crate::engine) parameters: &'a Parameters,
    pub(in crate::engine) addresses: Addresses,
    pub(in crate::engine) start: Month,
    /// How fast the clock of orders runs, by month; and that of leaving.
    pub(in crate::engine) pace: &'a Rows,
    pub(in crate::engine) churn: Option<&'a Rows>,
    pub(in crate::engine) months: usize,
    /// Clients who join, by month.
    pub(in crate::engine) new: &'a Rows,
}

/// Months of a year's days.
const DAYS_A_MONTH: f64 = 365.25 / 12.0;

impl Bills<'_> {
    /// Hands over each client, those who are known first if they are wanted.
    pub(in crate::engine) fn each<E>(
        &self,
        known: bool,
        mut take: impl FnMut(Bill) -> Result<(), E>,
    ) -> Result<(), E> {
        let clocks = Clocks::new(self.start, self.pace, self.churn, self.months, 1);
        let plan = Plan {
            law: self.law,
            parameters: self.ids.map(|id| self.parameters.of(id)),
            spend: Spending::by_trial(&self.segment.order_value, self.parameters),
            known: self.segment.known.as_ref().filter(|_| known),
            chances: None,
            clocks: &clocks,
            keys: Keys::of(&self.addresses),
            first_trial: 0,
            months: self.months,
            all_months: self.months,
            first_month: None,
            new: self.new,
            cohort_step: None,
            checked: 0,
            draft: None,
        };
        if let Some(known) = plan.known {
            self.each_known(&plan, known, &mut take)?;
        }
        let mut times = Vec::new();
        for month in 0..self.months {
            for place in 0..self.new.row(month)[0] as u64 {
                let mut orders = Vec::new();
                let draws = plan.draws(0, Number::Joined(month, place));
                let mut spender = plan.spending(0).map(|law| law.client(0.0, 0.0));
                let during = (month, clocks.of(0), self.months, &mut times);
                let left = plan.follow_joining(0, &draws, during, |month, place, share| {
                    let value = spender.as_mut().map_or(0.0, |spender| spender.order(&draws, place));
                    orders.push(self.bought(month, share, value));
                });
                apart(&mut orders, |month| self.days(month));
                take(Bill { joined: month as i32, left: month_of(left), orders })?;
            }
        }
        Ok(())
    }

    fn each_known<E>(
        &self,
        plan: &Plan,
        known: &KnownClients,
        mut take: impl FnMut(Bill) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut times = Vec::new();
        let mut screen = Screen::new(plan, known, 0..1);
        for (place, client) in known.clients.iter().enumerate() {
            screen.turn_to(place);
            if !screen.is_there(0) {
                continue;
            }
            let draws = plan.draws(0, Number::Known(place));
            let mut spender =
                plan.spending(0).map(|law| law.client(f64::from(client.repeats), client.mean_value));
            let mut orders = Vec::new();
            let followed = plan.known(0, client, known.days_before);
            let left = followed.follow(
                plan.clocks.of(0),
                (&draws, screen.drawn(0)),
                (self.months, &mut times),
                |month, place, share| {
                    let value = spender.as_mut().map_or(0.0, |spender| spender.order(&draws, place));
                    orders.push(self.bought(month, share, value));
                },
            );
            apart(&mut orders, |month| self.days(month));
            if left != Left::Before {
                let joined = -((client.age + known.days_before) / DAYS_A_MONTH).ceil() as i32;
                take(Bill { joined, left: month_of(left), orders })?;
            }
        }
        Ok(())
    }

    fn days(&self, month: usize) -> u32 {
        self.start.plus(month).days()
    }

    fn bought(&self, month: usize, share: f64, value: f64) -> Bought {
        let days = self.days(month);
        Bought { month, day: ((share * f64::from(days)) as u32 + 1).min(days), value }
    }
}

/// Puts a client's orders of a month on different days, as long as there are enough, each as near to its own as that allows: the
/// models count orders, and a log's orders of a day are taken as one.
fn apart(orders: &mut [Bought], days: impl Fn(usize) -> u32) {
    for orders in orders.chunk_by_mut(|one, other| one.month == other.month) {
        let days = days(orders[0].month);
        if orders.len() > days as usize {
            continue;
        }
        let mut free = 1;
        for order in orders.iter_mut() {
            order.day = order.day.max(free);
            free = order.day + 1;
        }
        let mut last = days;
        for order in orders.iter_mut().rev() {
            order.day = order.day.min(last);
            last = order.day - 1;
        }
    }
}

fn month_of(left: Left) -> Option<usize> {
    match left {
        Left::In(month) => Some(month),
        Left::Before | Left::Not => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_of_a_month_fall_on_days_of_their_own() {
        let of = |days: &[(usize, u32)]| {
            let order = |&(month, day)| Bought { month, day, value: 0.0 };
            let mut orders: Vec<Bought> = days.iter().map(order).collect();
            apart(&mut orders, |month| if month == 0 { 4 } else { 28 });
            orders.iter().map(|order| (order.month, order.day)).collect::<Vec<_>>()
        };
        let apart = [(0, 2), (0, 4), (1, 1)];
        assert_eq!(of(&apart), apart);
        assert_eq!(of(&[(1, 3), (1, 3), (1, 3), (1, 9)]), [(1, 3), (1, 4), (1, 5), (1, 9)]);
        assert_eq!(of(&[(0, 1), (0, 4), (0, 4), (1, 1)]), [(0, 1), (0, 3), (0, 4), (1, 1)]);
        assert_eq!(of(&[(0, 3), (0, 3), (0, 3), (0, 4)]), [(0, 1), (0, 2), (0, 3), (0, 4)]);
        // More than days.
        let many = [(0, 1), (0, 1), (0, 1), (0, 2), (0, 4)];
        assert_eq!(of(&many), many);
    }
}
