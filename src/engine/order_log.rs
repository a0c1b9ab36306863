//! The orders that a scenario's clients would make, one by one: a log as a shop would have it, of which the truth is known.
//!
//! Uncertain quantities stand at their medians, a market's shocks are drawn. Months are the scenario's, within them the
//! model knows no days: a client's orders of a month fall on different days (as long as there are enough), so that a log
//! which counts orders of one day once counts them all; who pays by subscription pays on a day of its own, from 1 to 28.

use super::address::Addresses;
use super::buying::log::{Bills, Bought};
use super::levers::LeverTerms;
use super::parameters::{Parameters, Sampler};
use super::rows::Rows;
use super::terms::Terms;
use super::walk::{Came, Client, Walk};
use crate::math::random::Key;
use crate::model::behaviour::buying::OrderLaw;
use crate::model::behaviour::{OrderValue, Orders};
use crate::model::month::Month;
use crate::model::quantity::QuantityId;
use crate::model::scenario::Scenario;
use rand::rngs::StdRng;
use rand::seq::index;
use rand::{RngExt, SeedableRng};

/// Days after an order within which it comes back, if it does.
const RETURN_DAYS: u32 = 14;

/// What to sample.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sample {
    /// The seed of all draws.
    pub seed: u64,
    /// Multiple of the scenario's acquisition.
    pub scale: f64,
    /// Months, from the scenario's start; at most its own.
    pub months: usize,
    /// The month that stands for the scenario's start.
    pub start: Month,
    /// Whether the clients of the opening book are in it.
    pub opening: bool,
    /// The share of orders that are sent back.
    pub returns: f64,
    /// Lives and orders that there is room for.
    pub most: usize,
}

/// What clients did.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OrderLog {
    /// The lives of clients, by their joining; who comes back has another one.
    pub lives: Vec<Life>,
    /// Their orders and returns, by time.
    pub orders: Vec<Order>,
    /// What was spent on new clients, by month and segment: clients and money.
    pub spend: Vec<Vec<Spent>>,
}

/// From when to when someone was a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Life {
    /// A number for each client.
    pub client: usize,
    /// The place of its segment.
    pub segment: usize,
    /// Months since the start of the month in whose beginning it joined; negative for the opening book.
    pub joined: i32,
    /// Months since the start of the month at whose end it left, if it did.
    pub left: Option<usize>,
}

/// An order, or a return.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Order {
    /// Months since the start.
    pub month: usize,
    /// The day in it, from 1.
    pub day: u32,
    /// Seconds since midnight.
    pub seconds: u32,
    /// The client's number.
    pub client: usize,
    /// The place of its segment.
    pub segment: usize,
    /// In hundredths; negative for a return.
    pub cents: i64,
}

/// What was spent in a month on a segment.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Spent {
    /// Money.
    pub amount: f64,
    /// Clients who joined.
    pub clients: usize,
}

/// There are more lives and orders than there is room for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Full;

/// Lets the clients of a scenario order.
///
/// # Errors
/// [`Full`] where lives and orders are more than `sample.most`.
pub fn order_log(scenario: &Scenario, sample: &Sample) -> Result<OrderLog, Full> {
    let months = sample.months.min(scenario.months);
    let scenario = scenario.clone().at_medians();
    let sampler = Sampler::new(&scenario, sample.seed, months);
    let parameters = sampler.draw(0, 1);
    let mut log = OrderLog {
        spend: vec![vec![Spent::default(); scenario.segments.len()]; months],
        ..OrderLog::default()
    };
    for (place, segment) in scenario.segments.iter().enumerate() {
        let book = Book { sample, months, segment: place };
        if let Orders::Buying { law, parameters: ids } = segment.orders {
            book.bills(&scenario, (law, ids), &parameters, &mut log)?;
            continue;
        }
        let root = Key::of_seed(sample.seed).named("order log").named(&segment.name);
        let groups = segment.opening.len().min(if sample.opening { usize::MAX } else { 0 });
        for group in 0..groups + months {
            let mut generator = StdRng::seed_from_u64(root.numbered(group as u64).bits());
            let mut walk = Walk {
                scenario: &scenario,
                segment,
                levers: scenario.levers_of(place),
                parameters: &parameters,
                i: 0,
                generator: &mut generator,
            };
            match group.checked_sub(groups) {
                None => book.opening(&mut walk, group, &mut log)?,
                Some(month) => book.cohort(&mut walk, month, &mut log)?,
            }
        }
    }
    by_joining(&mut log);
    log.orders.sort_by_key(|order| (order.month, order.day, order.seconds, order.client, order.cents));
    Ok(log)
}

/// Numbers clients by their joining, whatever their segment.
fn by_joining(log: &mut OrderLog) {
    let clients = log.lives.iter().map(|life| life.client + 1).max().unwrap_or(0);
    let mut joined = vec![i32::MAX; clients];
    for life in &log.lives {
        joined[life.client] = joined[life.client].min(life.joined);
    }
    let mut order: Vec<usize> = (0..clients).collect();
    order.sort_by_key(|client| joined[*client]);
    let mut number = vec![0; clients];
    for (place, client) in order.into_iter().enumerate() {
        number[client] = place;
    }
    for life in &mut log.lives {
        life.client = number[life.client];
    }
    for order in &mut log.orders {
        order.client = number[order.client];
    }
    log.lives.sort_by_key(|life| (life.joined, life.client));
}

/// Where the clients of a segment are written down.
#[derive(Clone, Copy)]
struct Book<'a> {
    sample: &'a Sample,
    months: usize,
    segment: usize,
}

impl Book<'_> {
    fn opening(self, walk: &mut Walk<'_>, place: usize, log: &mut OrderLog) -> Result<(), Full> {
        let opening = &walk.segment.opening[place];
        let (clients, tenure) = (walk.of(opening.clients), opening.tenure_months);
        for _ in 0..walk.whole(clients) {
            let client = walk.client(0, Came::Before, tenure);
            let number = new_number(log);
            self.follow(walk, &client, number, log)?;
        }
        Ok(())
    }

    fn cohort(self, walk: &mut Walk<'_>, month: usize, log: &mut OrderLog) -> Result<(), Full> {
        let mut clients = walk.of(walk.segment.new_clients[month]) * self.sample.scale;
        if walk.scenario.market.as_ref().is_some_and(|market| market.acts_on.acquisition()) {
            clients *= walk.parameters.market(month).map_or(1.0, |factor| factor[0]);
        }
        let count = walk.whole(clients);
        log.spend[month][self.segment] = Spent { amount: count as f64 * walk.cac(month), clients: count };
        for _ in 0..count {
            let client = walk.client(month, Came::Acquired, 0);
            let number = new_number(log);
            self.follow(walk, &client, number, log)?;
        }
        Ok(())
    }

    /// Clients who order until they are gone, drawn as the engine draws them.
    fn bills(
        self,
        scenario: &Scenario,
        (law, ids): (OrderLaw, [QuantityId; 4]),
        parameters: &Parameters,
        log: &mut OrderLog,
    ) -> Result<(), Full> {
        let segment = &scenario.segments[self.segment];
        let levers = LeverTerms::new(scenario, &scenario.levers_of(self.segment), parameters, self.months);
        let terms = Terms::new(scenario, segment, parameters, &levers, self.months);
        let root = Key::of_seed(self.sample.seed).named("order log").named(&segment.name);
        let mut generator = StdRng::seed_from_u64(root.bits());
        let new = self.joining(scenario, parameters, &terms, (&mut generator, log));
        let mut walk = Walk {
            scenario,
            segment,
            levers: scenario.levers_of(self.segment),
            parameters,
            i: 0,
            generator: &mut generator,
        };
        let bills = Bills {
            segment,
            law,
            ids,
            parameters,
            addresses: Addresses::new(self.sample.seed, &segment.name),
            start: self.sample.start,
            pace: &terms.rate,
            churn: levers.churn.as_ref(),
            months: self.months,
            new: &new,
        };
        bills.each(self.sample.opening, |bill| {
            self.make_room(log)?;
            let client = new_number(log);
            log.lives.push(Life { client, segment: self.segment, joined: bill.joined, left: bill.left });
            for order in bill.orders {
                self.make_room(log)?;
                let Bought { month, day, value } = order;
                let value = match segment.order_value {
                    OrderValue::GammaGamma { .. } => value * terms.price_growth.row(month)[0],
                    _ => walk.value(month),
                };
                let order = Order {
                    month,
                    day,
                    seconds: walk.generator.random_range(0..86_400),
                    client,
                    segment: self.segment,
                    cents: (value * 100.0).round() as i64,
                };
                log.orders.push(order);
                if walk.uniform() < self.sample.returns && order.cents > 0 {
                    self.send_back(&mut walk, order, log);
                }
            }
            Ok(())
        })
    }

    /// How many join in each month, written down with what they cost.
    fn joining(
        self,
        scenario: &Scenario,
        parameters: &Parameters,
        terms: &Terms,
        (generator, log): (&mut StdRng, &mut OrderLog),
    ) -> Rows {
        let moved = scenario.market.as_ref().is_some_and(|market| market.acts_on.acquisition());
        let mut new = Rows::with_room(self.months, 1);
        for (month, id) in scenario.segments[self.segment].new_clients.iter().take(self.months).enumerate() {
            let mean = parameters.joining(*id, self.sample.scale, moved.then_some(month))[0];
            let clients = (mean + generator.random::<f64>()).floor();
            log.spend[month][self.segment] =
                Spent { amount: clients * terms.cac.row(month)[0], clients: clients as usize };
            new.push(&[clients]);
        }
        new
    }

    /// Lives without an order take room as orders do.
    fn make_room(self, log: &OrderLog) -> Result<(), Full> {
        if log.lives.len() + log.orders.len() < self.sample.most { Ok(()) } else { Err(Full) }
    }

    /// Follows a client through its life and, should it come back, the next.
    fn follow(
        self,
        walk: &mut Walk<'_>,
        client: &Client,
        number: usize,
        log: &mut OrderLog,
    ) -> Result<(), Full> {
        let pays_on = walk.generator.random_range(1..=28);
        let mut life = Life {
            client: number,
            segment: self.segment,
            joined: client.from as i32 - client.tenure as i32,
            left: None,
        };
        for month in client.from..self.months {
            self.order(walk, client, (number, pays_on), month, log)?;
            if walk.leaves(client, client.tenure + month - client.from, month) {
                life.left = Some(month);
                break;
            }
        }
        self.make_room(log)?;
        log.lives.push(life);
        let Some(left) = life.left else { return Ok(()) };
        for month in left + 1..self.months {
            if walk.takes_up(|lever| lever.win_back, month) {
                let client = walk.client(month, Came::Back, 0);
                return self.follow(walk, &client, number, log);
            }
        }
        Ok(())
    }

    fn order(
        self,
        walk: &mut Walk<'_>,
        client: &Client,
        (number, pays_on): (usize, u32),
        month: usize,
        log: &mut OrderLog,
    ) -> Result<(), Full> {
        let count = walk.orders(client, month);
        let days = self.sample.start.plus(month).days();
        let is_subscription = matches!(walk.segment.orders, Orders::Subscription);
        let mut drawn = index::sample(walk.generator, days as usize, count.min(days as usize)).into_iter();
        for _ in 0..count {
            self.make_room(log)?;
            let any = walk.generator.random_range(0..days as usize);
            let day = if is_subscription { pays_on } else { drawn.next().unwrap_or(any) as u32 + 1 };
            let seconds = walk.generator.random_range(0..86_400);
            let cents = (walk.value(month) * 100.0).round() as i64;
            let order = Order { month, day, seconds, client: number, segment: self.segment, cents };
            log.orders.push(order);
            if walk.uniform() < self.sample.returns && cents > 0 {
                self.send_back(walk, order, log);
            }
        }
        Ok(())
    }

    fn send_back(self, walk: &mut Walk<'_>, order: Order, log: &mut OrderLog) {
        let (mut month, mut day) = (order.month, order.day + walk.generator.random_range(1..=RETURN_DAYS));
        let days = self.sample.start.plus(month).days();
        if day > days {
            (month, day) = (month + 1, day - days);
        }
        // What comes back after the log's end is not in it.
        if month < self.months {
            log.orders.push(Order { month, day, cents: -order.cents, ..order });
        }
    }
}

fn new_number(log: &OrderLog) -> usize {
    log.lives.last().map_or(0, |life| life.client + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::scenario::{NoFiles, check};

    #[test]
    fn a_log_stops_where_there_is_no_room_for_it() {
        let text = "name = \"t\"\ncurrency = \"EUR\"\nstart = \"2027-11\"\nmonths = 6\n\
            [[segment]]\nname = \"a\"\nchurn = 0.1\norder_value = 10\norders = \"subscription\"\nnew_clients = 50\n";
        let checked = check(text, &NoFiles).unwrap_or_else(|problems| panic!("{problems:#?}"));
        let sample = |most| Sample {
            seed: 1,
            scale: 1.0,
            months: 6,
            start: Month::new(2024, 1).unwrap(),
            opening: false,
            returns: 0.0,
            most,
        };
        let whole = order_log(&checked.scenario, &sample(usize::MAX)).unwrap();
        let size = whole.lives.len() + whole.orders.len();
        assert!(size > 500, "{size}");
        assert_eq!(order_log(&checked.scenario, &sample(size)), Ok(whole));
        assert_eq!(order_log(&checked.scenario, &sample(size / 2)), Err(Full));
    }
}
