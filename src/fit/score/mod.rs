//! Every client of a log, scored: whether it is still there, what it will order and spend over a horizon.
//!
//! What a client will order, given that it is there, depends on its repeat orders and its age alone: clients who share
//! these share one table (`alike`).

mod alike;

use super::spend::{self, Spending};
use super::unit::Unit;
use crate::data::amount;
use crate::data::day::Day;
use crate::data::history::Client;
use crate::model::behaviour::buying::{OrderLaw, OrderModel, Watched};
use alike::{Alike, Class};
use rayon::prelude::*;

/// The percentiles of a range.
const LEVELS: [f64; 2] = [0.1, 0.9];
/// Clients that are looked at by a thread at once.
const AT_ONCE: usize = 16_384;

/// What clients are scored by.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scoring {
    /// The model of orders.
    pub law: OrderLaw,
    /// Its parameters.
    pub parameters: [f64; 4],
    /// `p, q, v` of spending, if that is known.
    pub spend: Option<[f64; 3]>,
    /// What times are counted in.
    pub unit: Unit,
    /// The last day of which clients are known.
    pub until: Day,
    /// How far to look, above 0.
    pub horizon: f64,
}

/// A client's score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    /// What is known of its orders.
    pub watched: Watched,
    /// The chance that it is still there.
    pub p_alive: f64,
    /// Orders expected.
    pub expected_orders: f64,
    /// P10 and P90 of its orders.
    pub orders: [u32; 2],
    /// What it is expected to spend; none where the law of spending has no mean.
    pub expected_value: Option<f64>,
    /// P10 and P90 of what it will spend.
    pub value: Option<[f64; 2]>,
    /// Days since its last order.
    pub days_silent: i32,
    /// Days between its orders so far, on average; none without a repeat.
    pub usual_gap_days: Option<f64>,
}

/// What is expected of a client, without its ranges: what clients are ranked by, and more than half of the work.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outlook {
    /// The chance that it is still there.
    pub p_alive: f64,
    /// Orders expected.
    pub expected_orders: f64,
    /// What it is expected to spend; none where the law of spending has no mean.
    pub expected_value: Option<f64>,
}

/// Scores that need only be looked up.
pub struct Scores {
    scoring: Scoring,
    model: Box<dyn OrderModel>,
    /// By repeat orders, ascending.
    alike: Vec<Alike>,
}

/// What of a client the scores are made of.
#[derive(Debug, Clone, Copy)]
struct Known {
    repeats: u32,
    recency_days: i32,
    age_days: i32,
    repeat_units: i128,
}

impl Known {
    fn of(client: &Client<'_>, until: Day) -> Option<Self> {
        let mut days = client.order_days();
        let first = days.next()?;
        let (mut repeats, mut last) = (0, first);
        for day in days {
            repeats += 1;
            last = day;
        }
        let repeat_units = client.amounts[1..].iter().copied().map(i128::from).sum();
        Some(Self { repeats, recency_days: last - first, age_days: until.number() - first, repeat_units })
    }

    fn watched(&self, unit: Unit) -> Watched {
        watched(unit, self.repeats, self.recency_days, self.age_days)
    }

    /// What it spent on repeat orders; where more was sent back than ordered nothing: less than nothing nobody spends.
    fn repeat_sum(&self) -> f64 {
        amount::number(self.repeat_units).max(0.0)
    }
}

impl Scores {
    /// Makes the tables for clients.
    pub fn new(scoring: Scoring, clients: &[Client<'_>]) -> Self {
        let classes = classes_of(clients, scoring.until);
        let repeats_most = classes.last().map_or(0, |(repeats, _)| *repeats);
        let model = scoring.law.at(scoring.parameters, repeats_most);
        let alike: Vec<&[(u32, i32)]> = classes.chunk_by(|one, other| one.0 == other.0).collect();
        let of = |classes: &&[(u32, i32)]| {
            let ages = classes.iter().map(|(_, age)| *age).collect();
            Alike::of(&scoring, model.as_ref(), classes[0].0, ages)
        };
        let alike = alike.par_iter().map(of).collect();
        Self { scoring, model, alike }
    }

    /// What is expected of a client; none of one that the tables were not made for, or who has not ordered.
    pub fn outlook(&self, client: &Client<'_>) -> Option<Outlook> {
        let known = Known::of(client, self.scoring.until)?;
        let (_, class) = self.class(&known)?;
        Some(self.expect(&known, class, self.p_alive(&known, class)))
    }

    /// A client's score, of which the chance that it is still there is known from its [`outlook`](Self::outlook); none where it
    /// has none.
    pub fn of(&self, client: &Client<'_>, p_alive: f64) -> Option<Score> {
        let known = Known::of(client, self.scoring.until)?;
        let (alike, class) = self.class(&known)?;
        Some(self.score(&known, alike, class, p_alive))
    }

    fn class(&self, known: &Known) -> Option<(&Alike, &Class)> {
        let place = self.alike.binary_search_by_key(&known.repeats, |alike| alike.repeats).ok()?;
        let alike = &self.alike[place];
        Some((alike, &alike.classes[alike.ages.binary_search(&known.age_days).ok()?]))
    }

    fn p_alive(&self, known: &Known, class: &Class) -> f64 {
        class.p_alive.unwrap_or_else(|| self.model.p_alive(known.watched(self.scoring.unit)))
    }

    fn expect(&self, known: &Known, class: &Class, p_alive: f64) -> Outlook {
        let expected_orders = p_alive * class.expected;
        let sum = known.repeat_sum();
        let spending = (known.repeats > 0)
            .then(|| Spending { orders: known.repeats, mean: sum / f64::from(known.repeats) });
        let mean = self.scoring.spend.and_then(|parameters| spend::expected_mean(parameters, spending));
        Outlook { p_alive, expected_orders, expected_value: mean.map(|mean| mean * expected_orders) }
    }

    fn score(&self, known: &Known, alike: &Alike, class: &Class, p_alive: f64) -> Score {
        let Outlook { expected_orders, expected_value, .. } = self.expect(known, class, p_alive);
        let spent = self.scoring.spend.zip(alike.spending.as_ref());
        Score {
            watched: known.watched(self.scoring.unit),
            p_alive,
            expected_orders,
            orders: LEVELS.map(|level| class.orders(p_alive, level)),
            expected_value,
            value: spent.map(|([_, _, v], spends)| {
                LEVELS.map(|level| (v + known.repeat_sum()) * spends.quantile(class, p_alive, level))
            }),
            days_silent: known.age_days - known.recency_days,
            usual_gap_days: (known.repeats > 0)
                .then(|| f64::from(known.recency_days) / f64::from(known.repeats)),
        }
    }
}

/// The repeat orders and ages of clients, each pair once, ascending.
fn classes_of(clients: &[Client<'_>], until: Day) -> Vec<(u32, i32)> {
    let of_part = |clients: &[Client<'_>]| {
        let known = clients.iter().filter_map(|client| Known::of(client, until));
        let mut classes: Vec<(u32, i32)> = known.map(|known| (known.repeats, known.age_days)).collect();
        classes.sort_unstable();
        classes.dedup();
        classes
    };
    let mut classes: Vec<(u32, i32)> = clients.par_chunks(AT_ONCE).flat_map_iter(of_part).collect();
    classes.par_sort_unstable();
    classes.dedup();
    classes
}

/// Which tenth of all each one belongs to, 1 being the largest values; equal ones are in one, the best of theirs.
pub fn deciles(values: &[f64]) -> Vec<u8> {
    let mut sorted = values.to_vec();
    sorted.par_sort_unstable_by(|one, other| other.total_cmp(one));
    let decile = |value: &f64| {
        let above = sorted.partition_point(|other| other > value);
        (10 * above / sorted.len().max(1)) as u8 + 1
    };
    values.par_iter().map(decile).collect()
}

fn watched(unit: Unit, repeats: u32, recency_days: i32, age_days: i32) -> Watched {
    let in_units = |days: i32| f64::from(days) / unit.days();
    Watched { repeats, recency: in_units(recency_days), age: in_units(age_days) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tenths_are_counted_from_the_best() {
        let values: Vec<f64> = (0..30).map(f64::from).collect();
        let expected: Vec<u8> = (0..30).map(|value| 10 - value / 3).collect();
        assert_eq!(deciles(&values), expected);
        assert_eq!(deciles(&[1.0, 1.0, 2.0, 0.0]), [3, 3, 1, 8]);
        assert!(deciles(&[]).is_empty());
    }
}
