//! How well the models foretell orders that they have not seen: the last third of a log.
//!
//! Forecasts are scored by the continuous ranked probability score of each client's number of orders (Gneiting and Raftery
//! 2007, equation 21), here of draws: `E|Y - y| - E|Y - Y'| / 2`, which is smallest for the law that the orders follow. It has
//! the unit of what is foretold, orders.

use super::models::{OrderLaw, Watched};
use super::unit::Unit;
use super::watching::Watching;
use crate::data::day::Day;
use crate::data::history::History;
use crate::math::random::Key;
use rayon::prelude::*;

/// The share of the log that models are fitted to.
const FITTED: f64 = 2.0 / 3.0;
/// Draws of each client's orders.
const DRAWS: u64 = 64;
/// Clients that are scored at most, spread evenly over all.
const SCORED_MOST: usize = 5000;
/// With fewer clients, or fewer of them with a repeat order, no model is told from another.
const CLIENTS_LEAST: u64 = 50;
const REPEATERS_LEAST: u64 = 20;

/// A log cut in two.
#[derive(Debug, Clone)]
pub(super) struct Cut {
    /// What was seen until then.
    pub(super) before: Watching,
    /// Clients as they were then, and the orders they made after.
    clients: Vec<(Watched, u32)>,
    /// How long that was.
    horizon: f64,
    /// The last day that models were fitted to.
    pub(super) until: Day,
}

/// The score of a model.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scores {
    /// Of each client, the smaller the better.
    of_clients: Vec<f64>,
}

impl Cut {
    /// The first two thirds of a log and the rest, if both say enough.
    pub(super) fn of(history: &History, unit: Unit) -> Option<Self> {
        let (first, last) = (history.first.number(), history.until.number());
        let until = first + (FITTED * f64::from(last - first)) as i32;
        let until_day = Day::numbered(until)?;
        let before = Watching::until(history, unit, until_day);
        if before.clients < CLIENTS_LEAST || before.clients - before.without_repeat < REPEATERS_LEAST {
            return None;
        }
        let in_units = |days: i32| f64::from(days) / unit.days();
        let mut clients: Vec<(i32, u32, i32, u32)> = history
            .clients()
            .filter_map(|client| {
                let (mut seen, mut later) = (None, 0);
                for day in client.order_days() {
                    if day > until {
                        later += 1;
                        continue;
                    }
                    let (first, repeats, _) = seen.unwrap_or((day, 0, day));
                    let more = u32::from(seen.is_some());
                    seen = Some((first, repeats + more, day));
                }
                seen.map(|(first, repeats, last)| (first, repeats, last, later))
            })
            .collect();
        clients.sort_unstable();
        let every = clients.len().div_ceil(SCORED_MOST).max(1);
        let clients = clients.into_iter().step_by(every).map(|(first, repeats, last, later)| {
            (Watched { repeats, recency: in_units(last - first), age: in_units(until - first) }, later)
        });
        Some(Self { before, clients: clients.collect(), horizon: in_units(last - until), until: until_day })
    }

    /// How well a model foretells.
    pub(super) fn score(&self, law: OrderLaw, parameters: [f64; 4]) -> Scores {
        let model = law.at(parameters, self.before.repeats_most);
        // The same numbers for every model: what differs is the model.
        let root = Key::of_seed(0).named("held out");
        let of_client = |(place, (client, later)): (usize, &(Watched, u32))| {
            let key = root.numbered(place as u64);
            let mut draws: Vec<f64> = (0..DRAWS)
                .map(|draw| {
                    let uniforms = std::array::from_fn(|position| key.uniform(draw, position as u64));
                    model.draw(*client, self.horizon, uniforms)
                })
                .collect();
            crps(&mut draws, f64::from(*later))
        };
        Scores { of_clients: self.clients.par_iter().enumerate().map(of_client).collect() }
    }
}

/// The score of draws against what came, without the bias of their number.
fn crps(draws: &mut [f64], came: f64) -> f64 {
    draws.sort_unstable_by(f64::total_cmp);
    let count = draws.len() as f64;
    let off: f64 = draws.iter().map(|draw| (draw - came).abs()).sum();
    // The sum of |Y - Y'| over pairs: the draw of rank k lies above k and below the rest.
    let apart: f64 =
        draws.iter().enumerate().map(|(rank, draw)| draw * (2.0 * rank as f64 + 1.0 - count)).sum();
    off / count - apart / (count * (count - 1.0))
}

impl Scores {
    /// The mean over clients.
    pub(super) fn mean(&self) -> f64 {
        self.of_clients.iter().sum::<f64>() / self.of_clients.len() as f64
    }

    /// By how much these are worse than others of the same clients, and the standard error of that.
    pub(super) fn worse_than(&self, other: &Self) -> (f64, f64) {
        let count = self.of_clients.len() as f64;
        let apart = || self.of_clients.iter().zip(&other.of_clients).map(|(one, other)| one - other);
        let mean = apart().sum::<f64>() / count;
        let square = apart().map(|one| (one - mean) * (one - mean)).sum::<f64>();
        (mean, (square / (count * (count - 1.0).max(1.0))).sqrt())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_is_that_of_its_definition() {
        let mut draws = [3.0, 0.0, 1.0, 1.0, 7.0];
        let off: f64 = draws.iter().map(|draw| f64::abs(draw - 2.0)).sum::<f64>() / 5.0;
        let pairs: f64 =
            draws.iter().flat_map(|one| draws.iter().map(move |other| f64::abs(one - other))).sum();
        let expected = off - pairs / (2.0 * 5.0 * 4.0);
        assert!((crps(&mut draws, 2.0) - expected).abs() < 1e-12);
        assert_eq!(crps(&mut [4.0; 8], 4.0), 0.0);
    }

    #[test]
    fn draws_have_the_expected_orders() {
        // 20,000 draws; four standard errors, 1 in 16,000 by chance for each of the twelve.
        let clients = [
            (Watched { repeats: 0, recency: 0.0, age: 20.0 }, 30.0),
            (Watched { repeats: 3, recency: 18.0, age: 30.0 }, 52.0),
            (Watched { repeats: 12, recency: 30.0, age: 31.0 }, 5.0),
            (Watched { repeats: 1, recency: 2.0, age: 2.0 }, 200.0),
        ];
        for (law, parameters) in [
            (OrderLaw::BgNbd, [0.24, 4.4, 0.79, 2.4]),
            (OrderLaw::MbgNbd, [0.52, 6.2, 0.89, 1.6]),
            (OrderLaw::ParetoNbd, [0.55, 10.6, 0.61, 11.7]),
        ] {
            let model = law.at(parameters, 20);
            for (place, (client, horizon)) in clients.iter().enumerate() {
                let key = Key::of_seed(7).numbered(place as u64);
                let draws: Vec<f64> = (0..20_000)
                    .map(|draw| {
                        let uniforms = std::array::from_fn(|position| key.uniform(draw, position as u64));
                        model.draw(*client, *horizon, uniforms)
                    })
                    .collect();
                let mean = draws.iter().sum::<f64>() / draws.len() as f64;
                let variance =
                    draws.iter().map(|draw| (draw - mean) * (draw - mean)).sum::<f64>() / draws.len() as f64;
                let error = (variance / draws.len() as f64).sqrt();
                let expected = model.expected(*client, *horizon);
                assert!(
                    (mean - expected).abs() < 4.0 * error,
                    "{law:?} {client:?}: {mean} {expected} {error}"
                );
            }
        }
    }
}
