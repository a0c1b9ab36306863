//! What clients of the same repeat orders have in common: laws of their orders by age, and of what they spend.
//!
//! A client's spending on `k` orders is `s` times a number of the beta prime law of shapes `p k` and `p x + q`, with
//! `s = v + x z` (the gamma-gamma law given `x` orders of mean `z`): the laws of these numbers depend on `x` alone, and are
//! mixed by the chances of `k`. A range is found by halving, which asks at few points: what nobody asks for is not computed.

use super::{Forecast, Known, LEVELS, Scoring, watched};
use crate::fit::spend;
use crate::math::special::incomplete_beta;
use crate::model::behaviour::buying::OrderModel;
use rayon::prelude::*;
use std::sync::OnceLock;

/// Points a factor of ten of spending: between them its law is drawn as a line, which a quantile feels by a thousandth.
const POINTS: f64 = 24.0;
/// Factors of ten of spending below and above the mean of one order that are looked at.
const BELOW: f64 = 4.0;
const ABOVE: f64 = 5.0;

/// What clients of the same repeat orders will do if they are there, by age.
pub(super) struct Alike<'a> {
    scoring: &'a Scoring,
    model: &'a dyn OrderModel,
    /// One of each age.
    pub(super) classes: Vec<Class>,
    /// What they spend, if that is known.
    spending: Option<Spends>,
}

/// What clients of the same repeat orders and age will do if they are there.
#[derive(Debug)]
pub(super) struct Class {
    expected: f64,
    /// The chances of 0, 1, 2, ... orders.
    chances: Vec<f64>,
}

impl<'a> Alike<'a> {
    /// Of clients of so many repeat orders, by their ages.
    pub(super) fn of(scoring: &'a Scoring, model: &'a dyn OrderModel, repeats: u32, ages: Vec<i32>) -> Self {
        // What is known of a client who is there does not depend on when it ordered last.
        let class = |age: i32| {
            let client = watched(scoring.unit, repeats, 0, age);
            Class {
                expected: model.expected_if_alive(client, scoring.horizon),
                chances: model.orders_if_alive(client, scoring.horizon),
            }
        };
        let classes: Vec<Class> = ages.into_par_iter().map(class).collect();
        let counts = classes.iter().map(|class| class.chances.len()).max().unwrap_or_default();
        let spending = scoring.spend.map(|parameters| Spends::new(Points::of(parameters, repeats), counts));
        Self { scoring, model, classes, spending }
    }

    /// What is to come of clients of a class.
    pub(super) fn forecast(&self, class: &Class, known: &[Known], forecasts: &mut [Forecast]) {
        let mut up_to = UpTo::of(class, self.spending.as_ref());
        if known[0].repeats == 0 {
            // They are alike in all.
            forecasts.fill(self.one(class, &known[0], &mut up_to));
            return;
        }
        for (known, forecast) in known.iter().zip(forecasts) {
            *forecast = self.one(class, known, &mut up_to);
        }
    }

    fn one(&self, class: &Class, known: &Known, spends: &mut UpTo<'_>) -> Forecast {
        let p_alive = self.model.p_alive(known.watched(self.scoring.unit));
        let expected_orders = p_alive * class.expected;
        let mean = self.scoring.spend.and_then(|law| spend::expected_mean(law, known.spending()));
        Forecast {
            p_alive,
            expected_orders,
            orders: LEVELS.map(|level| class.orders(p_alive, level)),
            expected_value: mean.map(|mean| mean * expected_orders),
            value: self.scoring.spend.map(|[_, _, v]| {
                LEVELS.map(|level| (v + known.repeat_sum) * spends.quantile(p_alive, level))
            }),
        }
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
}

/// The law of what clients of a class spend, at the points that were asked for.
struct UpTo<'a> {
    class: &'a Class,
    spends: Option<&'a Spends>,
    /// Not a number where nobody has asked.
    known: [f64; Points::COUNT],
}

impl<'a> UpTo<'a> {
    fn of(class: &'a Class, spends: Option<&'a Spends>) -> Self {
        Self { class, spends, known: [f64::NAN; Points::COUNT] }
    }

    /// The chance of spending at most so much.
    fn at(&mut self, spends: &Spends, place: usize) -> f64 {
        let known = &mut self.known[place];
        if known.is_nan() {
            *known = self.class.chances[0];
            for (chance, of_law) in self.class.chances.iter().skip(1).zip(spends.laws(place)) {
                *known += chance * of_law;
            }
        }
        *known
    }

    /// What is not passed with that chance, in units of `v + x z`; nothing where the law of spending is not known.
    fn quantile(&mut self, p_alive: f64, level: f64) -> f64 {
        let of_those_there = (level - (1.0 - p_alive)) / p_alive;
        let Some(spends) = self.spends else { return 0.0 };
        // Who does not order spends nothing.
        if of_those_there.is_nan() || of_those_there <= self.class.chances[0] {
            return 0.0;
        }
        let (mut next, mut end) = (0, Points::COUNT);
        while next < end {
            let middle = usize::midpoint(next, end);
            if self.at(spends, middle) < of_those_there { next = middle + 1 } else { end = middle }
        }
        let Some(before) = next.checked_sub(1) else { return spends.points.at(0.0) };
        if next == Points::COUNT {
            return spends.points.at(before as f64);
        }
        let (below, above) = (self.at(spends, before), self.at(spends, next));
        spends.points.at(before as f64 + (of_those_there - below) / (above - below))
    }
}

impl Class {
    /// The smallest count that is not passed with that chance.
    fn orders(&self, p_alive: f64, level: f64) -> u32 {
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
            let mut spends = UpTo::of(&alike.classes[0], alike.spending.as_ref());
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
                let found = scale * spends.quantile(p_alive, level);
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
        let class = Class { expected: 1.0, chances };
        assert_eq!(
            [0.1, 0.25, 0.3, 0.5, 0.51, 0.99].map(|level| class.orders(1.0, level)),
            [0, 0, 1, 1, 2, 2]
        );
        // Half of them are gone: what is left of the level is a share of the other half.
        assert_eq!([0.4, 0.62, 0.7, 0.9].map(|level| class.orders(0.5, level)), [0, 0, 1, 2]);
        assert_eq!(class.orders(0.0, 0.9), 0);
    }
}
