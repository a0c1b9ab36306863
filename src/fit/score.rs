//! Every client of a log, scored: whether it is still there, what it will order and spend over a horizon.
//!
//! What a client will order, given that it is there, depends on its repeat orders and its age alone: clients who share
//! these share one table. A client's spending on `k` orders is `s` times a number of the beta prime law of shapes `p k` and
//! `p x + q`, with `s = v + x z` (the gamma-gamma law given `x` orders of mean `z`): the laws of these numbers depend on `x` alone, and
//! are mixed by the chances of `k`.

use super::spend::{self, Spending};
use super::unit::Unit;
use crate::data::amount;
use crate::data::day::Day;
use crate::data::history::Client;
use crate::math::special::incomplete_beta;
use crate::model::behaviour::buying::{OrderLaw, OrderModel, Watched};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// The percentiles of a range.
const LEVELS: [f64; 2] = [0.1, 0.9];
/// Points a factor of ten of spending: between them its law is drawn as a line, which a quantile feels by a thousandth.
const POINTS: f64 = 24.0;
/// Factors of ten of spending below and above the mean of one order that are looked at.
const BELOW: f64 = 4.0;
const ABOVE: f64 = 5.0;

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

/// What clients of the same repeat orders and age will do if they are there.
#[derive(Debug)]
struct Class {
    expected: f64,
    /// The chance of at most so many orders.
    up_to: Vec<f64>,
    /// The chance of spending at most so much, at the points of the scale.
    spends_up_to: Vec<f64>,
}

/// Scores that need only be looked up.
pub struct Scores {
    scoring: Scoring,
    model: Box<dyn OrderModel>,
    classes: BTreeMap<(u32, i32), Class>,
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
}

impl Scores {
    /// Makes the tables for clients.
    pub fn new<'a>(scoring: Scoring, clients: impl Iterator<Item = Client<'a>>) -> Self {
        let mut of: BTreeMap<u32, Vec<i32>> = BTreeMap::new();
        for known in clients.filter_map(|client| Known::of(&client, scoring.until)) {
            of.entry(known.repeats).or_default().push(known.age_days);
        }
        let repeats_most = of.keys().next_back().copied().unwrap_or_default();
        let model = scoring.law.at(scoring.parameters, repeats_most);
        let of: Vec<(u32, Vec<i32>)> = of.into_iter().collect();
        let classes = of
            .into_par_iter()
            .flat_map_iter(|(repeats, mut ages)| {
                ages.sort_unstable();
                ages.dedup();
                classes(&scoring, model.as_ref(), repeats, &ages)
            })
            .collect::<Vec<_>>();
        Self { scoring, model, classes: classes.into_iter().collect() }
    }

    /// A client's score; none of one that the tables were not made for, or who has not ordered.
    pub fn of(&self, client: &Client<'_>) -> Option<Score> {
        let Scoring { spend, unit, until, .. } = self.scoring;
        let known = Known::of(client, until)?;
        let class = self.classes.get(&(known.repeats, known.age_days))?;
        let watched = watched(unit, known.repeats, known.recency_days, known.age_days);
        let p_alive = self.model.p_alive(watched);
        let expected_orders = p_alive * class.expected;
        // More was sent back than ordered: less than nothing nobody spends.
        let sum = amount::number(known.repeat_units).max(0.0);
        let spending = (known.repeats > 0)
            .then(|| Spending { orders: known.repeats, mean: sum / f64::from(known.repeats) });
        let mean = spend.and_then(|parameters| spend::expected_mean(parameters, spending));
        Some(Score {
            watched,
            p_alive,
            expected_orders,
            orders: LEVELS.map(|level| class.orders(p_alive, level)),
            expected_value: mean.map(|mean| mean * expected_orders),
            value: spend.map(|parameters| {
                let points = Points::of(parameters, known.repeats);
                LEVELS.map(|level| (parameters[2] + sum) * class.spends(points, p_alive, level))
            }),
            days_silent: known.age_days - known.recency_days,
            usual_gap_days: (known.repeats > 0)
                .then(|| f64::from(known.recency_days) / f64::from(known.repeats)),
        })
    }
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

/// The classes of clients of so many repeat orders, by their ages.
fn classes(
    scoring: &Scoring,
    model: &dyn OrderModel,
    repeats: u32,
    ages: &[i32],
) -> Vec<((u32, i32), Class)> {
    // What is known of a client who is there does not depend on when it ordered last.
    let laws: Vec<(i32, f64, Vec<f64>)> = ages
        .iter()
        .map(|age| {
            let client = watched(scoring.unit, repeats, 0, *age);
            let expected = model.expected_if_alive(client, scoring.horizon);
            (*age, expected, model.orders_if_alive(client, scoring.horizon))
        })
        .collect();
    let counts = laws.iter().map(|(_, _, chances)| chances.len()).max().unwrap_or_default();
    let points = scoring.spend.map(|parameters| Points::of(parameters, repeats));
    let spending: Vec<Vec<f64>> = points.map_or_else(Vec::new, |points| points.laws(counts));
    laws.into_iter()
        .map(|(age, expected, chances)| {
            let mut spends_up_to = vec![chances[0]; if points.is_some() { Points::COUNT } else { 0 }];
            for (chance, law) in chances.iter().skip(1).zip(&spending) {
                spends_up_to.iter_mut().zip(law).for_each(|(up_to, of_law)| *up_to += chance * of_law);
            }
            let mut sum = 0.0;
            let up_to = chances.iter().map(|chance| {
                sum += chance;
                sum
            });
            ((repeats, age), Class { expected, up_to: up_to.collect(), spends_up_to })
        })
        .collect()
}

/// The points at which laws of spending are kept: of a scale of `v + x z`, evenly by logarithms.
#[derive(Debug, Clone, Copy)]
struct Points {
    p: f64,
    q: f64,
    /// The logarithm of the first point.
    first: f64,
}

impl Points {
    const STEP: f64 = std::f64::consts::LN_10 / POINTS;
    const COUNT: usize = ((BELOW + ABOVE) * POINTS) as usize;

    fn of([p, q, _]: [f64; 3], repeats: u32) -> Self {
        let q = q + p * f64::from(repeats);
        Self { p, q, first: libm::log(p / q) - BELOW * std::f64::consts::LN_10 }
    }

    fn at(self, place: f64) -> f64 {
        libm::exp(self.first + place * Self::STEP)
    }

    /// The laws of spending on 1, 2, ... orders, fewer than `counts`.
    fn laws(self, counts: usize) -> Vec<Vec<f64>> {
        (1..counts)
            .map(|orders| {
                let shape = self.p * orders as f64;
                let up_to = |place: usize| {
                    let w = self.at(place as f64);
                    incomplete_beta(shape, self.q, w / (1.0 + w), 1.0 / (1.0 + w)).lower
                };
                (0..Self::COUNT).map(up_to).collect()
            })
            .collect()
    }
}

impl Class {
    /// The smallest count that is not passed with that chance.
    fn orders(&self, p_alive: f64, level: f64) -> u32 {
        let of_those_there = (level - (1.0 - p_alive)) / p_alive;
        self.up_to.partition_point(|up_to| *up_to < of_those_there) as u32
    }

    /// What is not passed with that chance, in units of `v + x z`.
    fn spends(&self, points: Points, p_alive: f64, level: f64) -> f64 {
        let of_those_there = (level - (1.0 - p_alive)) / p_alive;
        // Who does not order spends nothing.
        if of_those_there.is_nan() || of_those_there <= self.up_to[0] {
            return 0.0;
        }
        let next = self.spends_up_to.partition_point(|up_to| *up_to < of_those_there);
        let Some(before) = next.checked_sub(1) else { return points.at(0.0) };
        let Some(above) = self.spends_up_to.get(next) else { return points.at(before as f64) };
        let below = self.spends_up_to[before];
        points.at(before as f64 + (of_those_there - below) / (above - below))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scoring() -> Scoring {
        Scoring {
            law: OrderLaw::BgNbd,
            parameters: [0.24, 4.4, 0.79, 2.4],
            spend: Some([6.25, 3.74, 15.4]),
            unit: Unit::Week,
            until: Day::numbered(730_000).unwrap(),
            horizon: 52.0,
        }
    }

    /// Clients drawn by the definitions, 200,000 of each: half a percentile is more than four standard errors of a chance of
    /// a tenth (0.0027), and what the table draws as a line.
    #[test]
    fn ranges_hold_so_many_drawn_clients() {
        use rand::SeedableRng;
        use rand::rngs::StdRng;
        use rand_distr::{Distribution, Gamma, weighted::WeightedIndex};
        let mut random = StdRng::seed_from_u64(11);
        let scoring = scoring();
        let [p, q, v] = scoring.spend.unwrap();
        for (repeats, age, recency, mean) in [(0, 90, 0, 0.0), (3, 200, 190, 40.0), (12, 260, 255, 25.0)] {
            let model = scoring.law.at(scoring.parameters, 20);
            let client = watched(Unit::Week, repeats, recency, age);
            let (_, class) = classes(&scoring, model.as_ref(), repeats, &[age]).remove(0);
            let p_alive = model.p_alive(client);
            let points = Points::of(scoring.spend.unwrap(), repeats);
            let scale = v + f64::from(repeats) * mean;
            let orders = WeightedIndex::new(model.orders_if_alive(client, scoring.horizon)).unwrap();
            let levels = Gamma::new(q + p * f64::from(repeats), 1.0 / scale).unwrap();
            let draws: Vec<f64> = (0..200_000)
                .map(|_| {
                    let count = orders.sample(&mut random);
                    if rand::RngExt::random::<f64>(&mut random) >= p_alive || count == 0 {
                        return 0.0;
                    }
                    let level: f64 = levels.sample(&mut random);
                    Gamma::new(p * count as f64, 1.0 / level).unwrap().sample(&mut random)
                })
                .collect();
            for level in LEVELS {
                let found = scale * class.spends(points, p_alive, level);
                let below = draws.iter().filter(|draw| **draw < found).count() as f64 / draws.len() as f64;
                let up_to = draws.iter().filter(|draw| **draw <= found).count() as f64 / draws.len() as f64;
                assert!(
                    below - 0.005 < level && level < up_to + 0.005,
                    "{client:?} {level}: {below} {up_to}"
                );
            }
        }
    }

    #[test]
    fn tenths_are_counted_from_the_best() {
        let values: Vec<f64> = (0..30).map(f64::from).collect();
        let expected: Vec<u8> = (0..30).map(|value| 10 - value / 3).collect();
        assert_eq!(deciles(&values), expected);
        assert_eq!(deciles(&[1.0, 1.0, 2.0, 0.0]), [3, 3, 1, 8]);
        assert!(deciles(&[]).is_empty());
    }

    #[test]
    fn counts_are_the_smallest_that_hold() {
        let class = Class { expected: 1.0, up_to: vec![0.25, 0.5, 1.0], spends_up_to: Vec::new() };
        assert_eq!(
            [0.1, 0.25, 0.3, 0.5, 0.51, 0.99].map(|level| class.orders(1.0, level)),
            [0, 0, 1, 1, 2, 2]
        );
        // Half of them are gone: what is left of the level is a share of the other half.
        assert_eq!([0.4, 0.62, 0.7, 0.9].map(|level| class.orders(0.5, level)), [0, 0, 1, 2]);
        assert_eq!(class.orders(0.0, 0.9), 0);
    }
}
