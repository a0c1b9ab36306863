//! What clients of the same repeat orders have in common: laws of their orders by age, and of what they spend.
//!
//! A client's spending on `k` orders is `s` times a number of the beta prime law of shapes `p k` and `p x + q`, with
//! `s = v + x z` (the gamma-gamma law given `x` orders of mean `z`): the laws of these numbers depend on `x` alone, and are
//! mixed by the chances of `k`. A range is found by halving, which asks at few points: what nobody asks for is not computed.

use super::{Scoring, watched};
use crate::math::special::incomplete_beta;
use crate::model::behaviour::buying::OrderModel;
use rayon::prelude::*;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

/// Points a factor of ten of spending: between them its law is drawn as a line, which a quantile feels by a thousandth.
const POINTS: f64 = 24.0;
/// Factors of ten of spending below and above the mean of one order that are looked at.
const BELOW: f64 = 4.0;
const ABOVE: f64 = 5.0;
/// The bits of no number: of a chance that nobody has asked for.
const UNKNOWN: u64 = u64::MAX;

/// What clients of the same repeat orders will do if they are there, by age.
#[derive(Debug)]
pub(super) struct Alike {
    pub(super) repeats: u32,
    /// Ascending.
    pub(super) ages: Vec<i32>,
    /// One of each age.
    pub(super) classes: Vec<Class>,
    /// What they spend, if that is known.
    pub(super) spending: Option<Spends>,
}

/// What clients of the same repeat orders and age will do if they are there.
#[derive(Debug)]
pub(super) struct Class {
    /// The chance that they are, of those without a repeat order, who are alike in all.
    pub(super) p_alive: Option<f64>,
    pub(super) expected: f64,
    /// The chances of 0, 1, 2, ... orders.
    chances: Vec<f64>,
    /// The bits of the chances of spending at most so much, at the points of the scale; none where nobody has asked.
    spends_up_to: Vec<AtomicU64>,
}

impl Alike {
    /// Of clients of so many repeat orders, by their ages.
    pub(super) fn of(scoring: &Scoring, model: &dyn OrderModel, repeats: u32, ages: Vec<i32>) -> Self {
        // What is known of a client who is there does not depend on when it ordered last.
        let class = |age: &i32| {
            let client = watched(scoring.unit, repeats, 0, *age);
            let points = if scoring.spend.is_some() { Points::COUNT } else { 0 };
            Class {
                p_alive: (repeats == 0).then(|| model.p_alive(client)),
                expected: model.expected_if_alive(client, scoring.horizon),
                chances: model.orders_if_alive(client, scoring.horizon),
                spends_up_to: (0..points).map(|_| AtomicU64::new(UNKNOWN)).collect(),
            }
        };
        let classes: Vec<Class> = ages.par_iter().map(class).collect();
        let counts = classes.iter().map(|class| class.chances.len()).max().unwrap_or_default();
        let spending = scoring.spend.map(|parameters| Spends::new(Points::of(parameters, repeats), counts));
        Self { repeats, ages, classes, spending }
    }
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
}

/// What clients of the same repeat orders spend.
#[derive(Debug)]
pub(super) struct Spends {
    points: Points,
    /// Fewer orders than that are made.
    counts: usize,
    /// At each point, the chances of spending at most so much on 1, 2, ... orders.
    laws: Vec<OnceLock<Vec<f64>>>,
}

impl Spends {
    fn new(points: Points, counts: usize) -> Self {
        Self { points, counts, laws: (0..Points::COUNT).map(|_| OnceLock::new()).collect() }
    }

    fn laws(&self, place: usize) -> &[f64] {
        let Points { p, q, .. } = self.points;
        self.laws[place].get_or_init(|| {
            let w = self.points.at(place as f64);
            let (x, y) = (w / (1.0 + w), 1.0 / (1.0 + w));
            (1..self.counts).map(|orders| incomplete_beta(p * orders as f64, q, x, y).lower).collect()
        })
    }

    /// The chance that clients of a class spend at most so much.
    fn up_to(&self, class: &Class, place: usize) -> f64 {
        let known = class.spends_up_to[place].load(Ordering::Relaxed);
        if known != UNKNOWN {
            return f64::from_bits(known);
        }
        let mut up_to = class.chances[0];
        for (chance, of_law) in class.chances.iter().skip(1).zip(self.laws(place)) {
            up_to += chance * of_law;
        }
        // Whoever else computes it at the same time comes to the same bits.
        class.spends_up_to[place].store(up_to.to_bits(), Ordering::Relaxed);
        up_to
    }

    /// What is not passed with that chance, in units of `v + x z`.
    pub(super) fn quantile(&self, class: &Class, p_alive: f64, level: f64) -> f64 {
        let of_those_there = (level - (1.0 - p_alive)) / p_alive;
        // Who does not order spends nothing.
        if of_those_there.is_nan() || of_those_there <= class.chances[0] {
            return 0.0;
        }
        let (mut next, mut end) = (0, Points::COUNT);
        while next < end {
            let middle = usize::midpoint(next, end);
            if self.up_to(class, middle) < of_those_there { next = middle + 1 } else { end = middle }
        }
        let Some(before) = next.checked_sub(1) else { return self.points.at(0.0) };
        if next == Points::COUNT {
            return self.points.at(before as f64);
        }
        let (below, above) = (self.up_to(class, before), self.up_to(class, next));
        self.points.at(before as f64 + (of_those_there - below) / (above - below))
    }
}

impl Class {
    /// The smallest count that is not passed with that chance.
    pub(super) fn orders(&self, p_alive: f64, level: f64) -> u32 {
        let of_those_there = (level - (1.0 - p_alive)) / p_alive;
        let mut up_to = 0.0;
        let is_passed = |chance: &&f64| {
            up_to += **chance;
            up_to < of_those_there
        };
        self.chances.iter().take_while(is_passed).count() as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::day::Day;
    use crate::fit::score::LEVELS;
    use crate::fit::unit::Unit;
    use crate::model::behaviour::buying::OrderLaw;

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
            let alike = Alike::of(&scoring, model.as_ref(), repeats, vec![age]);
            let (class, spends) = (&alike.classes[0], alike.spending.as_ref().unwrap());
            let p_alive = model.p_alive(client);
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
                let found = scale * spends.quantile(class, p_alive, level);
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
    fn counts_are_the_smallest_that_hold() {
        let chances = vec![0.25, 0.25, 0.5];
        let class = Class { p_alive: None, expected: 1.0, chances, spends_up_to: Vec::new() };
        assert_eq!(
            [0.1, 0.25, 0.3, 0.5, 0.51, 0.99].map(|level| class.orders(1.0, level)),
            [0, 0, 1, 1, 2, 2]
        );
        // Half of them are gone: what is left of the level is a share of the other half.
        assert_eq!([0.4, 0.62, 0.7, 0.9].map(|level| class.orders(0.5, level)), [0, 0, 1, 2]);
        assert_eq!(class.orders(0.0, 0.9), 0);
    }
}
