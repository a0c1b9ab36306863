//! Every client of a log, scored: whether it is still there, what it will order and spend over a horizon.
//!
//! What a client will order, given that it is there, depends on its repeat orders and its age alone: clients are sorted by
//! these, and those who share them share what they have in common (`alike`).

mod alike;

use super::spend::Spending;
use super::unit::Unit;
use crate::data::amount;
use crate::data::day::Day;
use crate::data::history::Client;
use crate::model::behaviour::buying::{OrderLaw, Watched};
use crate::model::watch::{Stopped, Watch};
use alike::Alike;
use rayon::prelude::*;

/// The percentiles of a range.
const LEVELS: [f64; 2] = [0.1, 0.9];

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

/// What is to come of a client.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Forecast {
    /// The chance that it is still there.
    pub p_alive: f64,
    /// Orders expected.
    pub expected_orders: f64,
    /// P10 and P90 of its orders.
    pub orders: [u32; 2],
    /// What it is expected to spend; none where the law of spending has no mean.
    pub expected_value: Option<f64>,
    /// P10 and P90 of what it will spend; none where that law is not known.
    pub value: Option<[f64; 2]>,
}

impl Forecast {
    /// Of whom nothing is known yet.
    const NONE: Self =
        Self { p_alive: 0.0, expected_orders: 0.0, orders: [0; 2], expected_value: None, value: None };

    /// What clients are ranked by.
    pub fn worth(&self) -> f64 {
        self.expected_value.unwrap_or(self.expected_orders)
    }
}

/// A client's score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    /// What is known of its orders.
    pub watched: Watched,
    /// What is to come.
    pub forecast: Forecast,
    /// Days since its last order.
    pub days_silent: i32,
    /// Days between its orders so far, on average; none without a repeat.
    pub usual_gap_days: Option<f64>,
}

impl Score {
    /// Of a client and what is to come of it.
    pub fn of(client: &Client<'_>, scoring: &Scoring, forecast: Forecast) -> Self {
        let known = Known::of(client, scoring.until, 0);
        Self {
            watched: known.watched(scoring.unit),
            forecast,
            days_silent: known.age_days - known.recency_days,
            usual_gap_days: (known.repeats > 0)
                .then(|| f64::from(known.recency_days) / f64::from(known.repeats)),
        }
    }
}

/// What forecasts are made of.
#[derive(Debug, Clone, Copy)]
struct Known {
    repeats: u32,
    recency_days: i32,
    age_days: i32,
    /// The client's place among all.
    place: u32,
    /// What it spent on repeat orders; where more was sent back than ordered nothing: less than nothing nobody spends.
    repeat_sum: f64,
}

impl Known {
    fn of(client: &Client<'_>, until: Day, place: u32) -> Self {
        // A client's first day is an order: what is sent back without one is refused by the log's readers.
        let first = client.days[0];
        let (mut orders, mut last) = (0, first);
        for day in client.order_days() {
            orders += 1;
            last = day;
        }
        let repeat_units: i128 = client.amounts[1..].iter().copied().map(i128::from).sum();
        Self {
            repeats: u32::saturating_sub(orders, 1),
            recency_days: last - first,
            age_days: until.number() - first,
            place,
            repeat_sum: amount::number(repeat_units).max(0.0),
        }
    }

    fn watched(&self, unit: Unit) -> Watched {
        watched(unit, self.repeats, self.recency_days, self.age_days)
    }

    fn spending(&self) -> Option<Spending> {
        (self.repeats > 0)
            .then(|| Spending { orders: self.repeats, mean: self.repeat_sum / f64::from(self.repeats) })
    }
}

/// What is to come of many clients.
#[derive(Debug)]
pub struct Forecasts {
    /// By what the clients have in common.
    sorted: Vec<Forecast>,
    /// Where that of each client stands.
    places: Vec<u32>,
}

impl Forecasts {
    /// Makes them.
    ///
    /// # Errors
    /// The watcher's wish to stop.
    pub fn new(scoring: &Scoring, clients: &[Client<'_>], watch: &dyn Watch) -> Result<Self, Stopped> {
        let known = sorted(clients, scoring.until);
        let model = scoring.law.at(scoring.parameters, known.last().map_or(0, |known| known.repeats));
        let mut sorted = vec![Forecast::NONE; known.len()];
        let alike: Vec<&[Known]> = known.chunk_by(|one, other| one.repeats == other.repeats).collect();
        each_with_its_part(alike, &mut sorted).into_par_iter().for_each(|(known, forecasts)| {
            let of_age: Vec<&[Known]> = known.chunk_by(|one, other| one.age_days == other.age_days).collect();
            let ages = of_age.iter().map(|known| known[0].age_days).collect();
            let alike = Alike::of(scoring, model.as_ref(), known[0].repeats, ages);
            let of_age = each_with_its_part(of_age, forecasts);
            alike.classes.par_iter().zip(of_age).for_each(|(class, (known, forecasts))| {
                if !watch.stopped() {
                    alike.forecast(class, known, forecasts);
                    watch.advance(known.len() as u64);
                }
            });
        });
        if watch.stopped() {
            return Err(Stopped);
        }
        let mut places = vec![0; known.len()];
        for (sorted, known) in known.iter().enumerate() {
            places[known.place as usize] = sorted as u32;
        }
        Ok(Self { sorted, places })
    }

    /// That of a client, by its place.
    pub fn of(&self, place: usize) -> Forecast {
        self.sorted[self.places[place] as usize]
    }

    /// Of all clients, in their order.
    pub fn iter(&self) -> impl Iterator<Item = Forecast> {
        (0..self.places.len()).map(|place| self.of(place))
    }
}

/// What is known of clients, by repeat orders and age.
fn sorted(clients: &[Client<'_>], until: Day) -> Vec<Known> {
    let of =
        |(place, client)| Known::of(client, until, u32::try_from(place).expect("fewer than 4e9 clients"));
    let mut known: Vec<Known> = clients.par_iter().enumerate().map(of).collect();
    known.par_sort_unstable_by_key(|known| (known.repeats, known.age_days, known.place));
    known
}

/// Stretches of what is known, each with its part of the forecasts.
fn each_with_its_part<'k, 'f>(
    stretches: Vec<&'k [Known]>,
    mut forecasts: &'f mut [Forecast],
) -> Vec<(&'k [Known], &'f mut [Forecast])> {
    let with_its_part = |known: &'k [Known]| {
        let (part, others) = std::mem::take(&mut forecasts).split_at_mut(known.len());
        forecasts = others;
        (known, part)
    };
    stretches.into_iter().map(with_its_part).collect()
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
