//! Draws of parameters from their likelihood, where nothing was known before of their logarithms (log odds) but that they
//! lie within a millionth and a million.
//!
//! Where a likelihood is no bowl in the logarithms, ends and correlations do not tell what is known; the rows of a table
//! do. They come by sampling importance resampling (Rubin 1988, "Using the SIR algorithm to simulate posterior
//! distributions", Bayesian Statistics 3:395): proposals of a multivariate t law with 5 degrees of freedom, whose tails are
//! wider than those of the likelihood, first about the summit with the covariance of its curvature, `C C'`,
//!
//! ```text
//! theta = centre + C t,  t = z sqrt(5 / chi2_5),  ln q = -ln |C| - (5 + N) / 2 ln(1 + t't / 5),  w = L(theta) / mean of q
//! ```
//!
//! in rounds: the next one is about the mean and with the covariance that the proposals have so far, and the weights are by
//! the mean of the densities of all rounds (Cornuet, Marin, Mira and Robert 2012, "Adaptive multiple importance sampling",
//! Scandinavian Journal of Statistics 39:798): so a bent ridge is followed. Then rows come by systematic resampling: of a
//! proposal with the share `s` of all weights there are `ROWS s` rows, rounded up or down. Proposals stand at Sobol points.

use super::choice::PROFILED_MOST;
use super::law::LifeLaw;
use super::lives::Lives;
use super::orders;
use super::proposals::{About, Scores};
use super::spend::{self, Spendings};
use super::uncertain::Uncertain;
use super::watching::Watching;
use crate::model::behaviour::buying::OrderLaw;
use crate::model::watch::{Stage, Watch};
use nalgebra::DMatrix;
use rayon::prelude::*;

/// Rows of a table of draws.
pub const ROWS: usize = 512;
/// Proposals where a likelihood is cheap, and where it is not.
const MANY: usize = 8192;
const SOME: usize = 2048;
/// Rounds of proposals.
const ROUNDS: usize = 4;
/// Draws that are worth fewer independent ones than this say too little.
const LEAST: f64 = 100.0;

/// What draws come with beside what is known.
#[derive(Clone, Copy)]
pub struct Drawing<'a> {
    /// The seed: of one log the same, of another one another, so that what is known of two goes apart.
    pub seed: u64,
    /// Who watches.
    pub watch: &'a dyn Watch,
}

/// Draws of parameters: [`ROWS`] of them, each a value of every parameter.
pub type Rows = Vec<Vec<f64>>;

/// Of a model of lives; none where the curvature is not known or the draws are worth too little.
pub fn of_lives(law: LifeLaw, known: &Uncertain, lives: &Lives, drawing: Drawing<'_>) -> Option<Rows> {
    let outcomes = lives.outcomes();
    draws(known, MANY, &|values| law.log_likelihood(values, &outcomes), drawing)
}

/// Of a model of orders, likewise. Of very many clients the likelihood is as good as a bowl, and its draws are those of the
/// normal law.
pub fn of_orders(
    law: OrderLaw,
    known: &Uncertain,
    watching: &Watching,
    drawing: Drawing<'_>,
) -> Option<Rows> {
    if watching.groups.len() > PROFILED_MOST {
        return of_normal(known, drawing.seed);
    }
    let of = |values: &[f64]| {
        <[f64; 4]>::try_from(values).ok().map(|values| orders::log_likelihood_at(law, values, watching))
    };
    draws(known, SOME, &of, drawing)
}

/// Of Gamma-Gamma, likewise.
pub fn of_spend(known: &Uncertain, spendings: &Spendings, drawing: Drawing<'_>) -> Option<Rows> {
    if spendings.clients.len() > PROFILED_MOST {
        return of_normal(known, drawing.seed);
    }
    let of = |values: &[f64]| {
        <[f64; 3]>::try_from(values).ok().map(|values| spend::log_likelihood_at(values, spendings))
    };
    draws(known, SOME, &of, drawing)
}

/// Draws of the normal law that the curvature tells.
fn of_normal(known: &Uncertain, seed: u64) -> Option<Rows> {
    let (about, scores) = (About::curvature(known)?, Scores::of(known, seed, 0, ROWS));
    Some((0..ROWS).map(|row| known.at(&about.moved(&scores, row, 1.0))).collect())
}

/// A likelihood's logarithm; none where there is no likelihood.
type LogLikelihood<'a> = &'a (dyn Fn(&[f64]) -> Option<f64> + Sync);

/// Draws by a likelihood; none too once the watcher stops.
fn draws(
    known: &Uncertain,
    proposals: usize,
    log_likelihood: LogLikelihood<'_>,
    drawing: Drawing<'_>,
) -> Option<Rows> {
    let weighed = weighed(known, proposals, log_likelihood, drawing)?.mingled();
    if weighed.effective() < LEAST {
        return None;
    }
    Some(systematic(&weighed.weights).into_iter().map(|place| known.at(&weighed.moved[place])).collect())
}

/// Proposals in rounds, each about the mean and with the covariance that those before it have by their weights.
fn weighed(
    known: &Uncertain,
    proposals: usize,
    log_likelihood: LogLikelihood<'_>,
    drawing: Drawing<'_>,
) -> Option<Weighed> {
    let Drawing { seed, watch } = drawing;
    watch.begin(Stage::Weighing, proposals as u64);
    let round = proposals / ROUNDS;
    let mut abouts = vec![About::curvature(known)?];
    let (mut moved, mut likelihoods) = (Vec::new(), Vec::new());
    loop {
        let last = &abouts[abouts.len() - 1];
        let scores = Scores::of(known, seed, (abouts.len() - 1) * round, round);
        let found: Vec<(Vec<f64>, f64)> = (0..round)
            .into_par_iter()
            .map(|proposal| {
                let moved = last.moved(&scores, proposal, scores.stretch(proposal));
                let value = if watch.stopped() || known.is_beyond(&moved) {
                    None
                } else {
                    log_likelihood(&known.at(&moved))
                };
                watch.advance(1);
                (moved, value.filter(|value| !value.is_nan()).unwrap_or(f64::NEG_INFINITY))
            })
            .collect();
        if watch.stopped() {
            return None;
        }
        moved.extend(found.iter().map(|(moved, _)| moved.clone()));
        likelihoods.extend(found.iter().map(|(_, value)| *value));
        let found = Weighed::of(&moved, &likelihoods, &abouts)?;
        match found.moments() {
            Some(next) if abouts.len() < ROUNDS => abouts.push(next),
            _ => return Some(found),
        }
    }
}

/// Proposals, and how much each counts.
struct Weighed {
    /// How far each lies from the summit, in logarithms.
    moved: Vec<Vec<f64>>,
    weights: Vec<f64>,
}

impl Weighed {
    /// Proposals that were made in equal parts about each of some places; none where no likelihood is any.
    fn of(moved: &[Vec<f64>], likelihoods: &[f64], abouts: &[About]) -> Option<Self> {
        let weight = |(moved, value): (&Vec<f64>, &f64)| {
            let logs: Vec<f64> = abouts.iter().map(|about| about.log_density(moved)).collect();
            let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            value - most - libm::log(logs.iter().map(|log| libm::exp(log - most)).sum())
        };
        let logs: Vec<f64> = moved.iter().zip(likelihoods).map(weight).collect();
        let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if !most.is_finite() {
            return None;
        }
        let weights: Vec<f64> = logs.iter().map(|log| libm::exp(log - most)).collect();
        Some(Self { moved: moved.to_vec(), weights })
    }

    /// As many independent draws as they are worth: `(sum w)^2 / sum w^2`.
    fn effective(&self) -> f64 {
        let sum: f64 = self.weights.iter().sum();
        sum * sum / self.weights.iter().map(|weight| weight * weight).sum::<f64>()
    }

    /// The same with the rounds' proposals one beside the other: so each stretch of them is of all rounds, which make the law
    /// together.
    fn mingled(self) -> Self {
        let count = self.weights.len();
        let round = count.div_ceil(ROUNDS);
        let order: Vec<usize> = (0..round).flat_map(|place| (place..count).step_by(round)).collect();
        let moved = order.iter().map(|&place| self.moved[place].clone()).collect();
        let weights = order.iter().map(|&place| self.weights[place]).collect();
        Self { moved, weights }
    }

    /// The mean and the covariance of the draws; none where it is none that can be drawn from.
    fn moments(&self) -> Option<About> {
        let (size, sum) = (self.moved[0].len(), self.weights.iter().sum::<f64>());
        let mean_of = |of: &dyn Fn(&[f64]) -> f64| {
            self.moved.iter().zip(&self.weights).map(|(moved, weight)| weight * of(moved)).sum::<f64>() / sum
        };
        let centre: Vec<f64> = (0..size).map(|place| mean_of(&|moved| moved[place])).collect();
        let covariance = DMatrix::from_fn(size, size, |row, column| {
            mean_of(&|moved| (moved[row] - centre[row]) * (moved[column] - centre[column]))
        });
        Some(About { root: covariance.cholesky()?.l(), centre })
    }
}

/// The places of [`ROWS`] draws with these weights, in their order: those in which the sum of weights passes the middles of as
/// many equal parts of it.
fn systematic(weights: &[f64]) -> Vec<usize> {
    let (mut place, mut passed) = (0, weights[0]);
    let part = weights.iter().sum::<f64>() / ROWS as f64;
    (0..ROWS)
        .map(|row| {
            while passed < part * (row as f64 + 0.5) && place + 1 < weights.len() {
                place += 1;
                passed += weights[place];
            }
            place
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::watch::Unwatched;

    const DRAWING: Drawing<'static> = Drawing { seed: 1, watch: &Unwatched };

    fn mean_and_sd(values: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
        let count = values.clone().count() as f64;
        let mean = values.clone().sum::<f64>() / count;
        (mean, (values.map(|value| (value - mean) * (value - mean)).sum::<f64>() / count).sqrt())
    }

    /// The mean and the deviation of each logarithm by the weights of proposals: these stand at Sobol points, and know a moment to a
    /// hundredth of a deviation and better.
    fn by_weights(known: &Uncertain, log_likelihood: LogLikelihood<'_>) -> Vec<(f64, f64)> {
        let about = weighed(known, MANY, log_likelihood, DRAWING).unwrap().moments().unwrap();
        let covariance = &about.root * about.root.transpose();
        let of = |place: usize| {
            (libm::log(known.values[place]) + about.centre[place], covariance[(place, place)].sqrt())
        };
        (0..known.values.len()).map(of).collect()
    }

    /// 512 independent draws of a normal law know its mean to 0.044 deviations and its deviation to 3.1 %: four of each.
    #[track_caller]
    fn assert_near((mean, sd): (f64, f64), expected: (f64, f64)) {
        let off = ((mean - expected.0) / expected.1, sd / expected.1 - 1.0);
        assert!(off.0.abs() < 0.18 && off.1.abs() < 0.125, "{mean} {sd}, not {expected:?}");
    }

    /// Poisson counts, 3 in one stretch of time: by a flat prior of the rate's logarithm the posterior is gamma of shape 3
    /// (Gelman and others, Bayesian Data Analysis, 2.6), whose logarithm has the mean `digamma(3)` and the variance
    /// `trigamma(3)`: skewed, not the bowl of its curvature (about `ln 3` with the deviation `1 / sqrt 3`).
    #[test]
    fn draws_are_of_the_posterior_and_not_of_the_bowl() {
        let known = Uncertain::of_positive(["rate"], [3.0], Some([[1.0 / 3.0]]));
        let counts = |values: &[f64]| Some(3.0 * libm::log(values[0]) - values[0]);
        let expected = (0.922_784_335_1, 0.394_934_066_8_f64.sqrt());
        let (mean, sd) = by_weights(&known, &counts)[0];
        assert!((mean - expected.0).abs() < 0.005 && (sd - expected.1).abs() < 0.005, "{mean} {sd}");
        let found = draws(&known, MANY, &counts, DRAWING).unwrap();
        assert_eq!(found.len(), ROWS);
        assert_near(mean_and_sd(found.iter().map(|row| libm::log(row[0]))), expected);
        let effective = weighed(&known, MANY, &counts, DRAWING).unwrap().effective();
        assert!(effective > 0.5 * MANY as f64, "{effective}");
    }

    #[test]
    fn a_bowl_gives_its_own_covariance_back() {
        let covariance = [[0.04, 0.05], [0.05, 0.09]];
        let known = Uncertain::of_positive(["a", "b"], [2.0, 5.0], Some(covariance));
        let inverse = DMatrix::from_fn(2, 2, |row, column| covariance[row][column]).try_inverse().unwrap();
        let bowl = |values: &[f64]| {
            let off = [libm::log(values[0] / 2.0), libm::log(values[1] / 5.0)];
            let cell = |row: usize, column: usize| off[row] * inverse[(row, column)] * off[column];
            Some(-0.5 * (cell(0, 0) + 2.0 * cell(0, 1) + cell(1, 1)))
        };
        for found in [draws(&known, SOME, &bowl, DRAWING).unwrap(), of_normal(&known, 1).unwrap()] {
            let logs = |place: usize| found.iter().map(move |row| libm::log(row[place]));
            let sides = [mean_and_sd(logs(0)), mean_and_sd(logs(1))];
            assert_near(sides[0], (libm::log(2.0), 0.2));
            assert_near(sides[1], (libm::log(5.0), 0.3));
            let shared = logs(0).zip(logs(1)).map(|(a, b)| (a - sides[0].0) * (b - sides[1].0)).sum::<f64>();
            // The correlation is 5/6, and known to (1 - 25/36) / sqrt 512 = 0.0135.
            let correlation = shared / ROWS as f64 / (sides[0].1 * sides[1].1);
            assert!((correlation - 5.0 / 6.0).abs() < 0.054, "{correlation}");
        }
    }

    /// A banana: `y` about the square of `x`, both in logarithms. The curvature of its summit knows nothing of the bend; rounds of
    /// proposals come near its moments, a mean of `y` of 1 and a variance of 2 + 0.25.
    #[test]
    fn bent_ridges_are_followed() {
        let known = Uncertain::of_positive(["x", "y"], [1.0, 1.0], Some([[1.0, 0.0], [0.0, 0.25]]));
        let bent = |values: &[f64]| {
            let [x, y] = [libm::log(values[0]), libm::log(values[1])];
            Some(-0.5 * x * x - 0.5 * (y - x * x) * (y - x * x) / 0.25)
        };
        let (mean, sd) = by_weights(&known, &bent)[1];
        assert!((mean - 1.0).abs() < 0.05 && (sd / 1.5 - 1.0).abs() < 0.05, "{mean} {sd}");
        assert!(weighed(&known, MANY, &bent, DRAWING).unwrap().effective() > 1000.0);
    }

    #[test]
    fn nothing_is_drawn_from_what_says_nothing() {
        let known = Uncertain::of_positive(["a"], [2.0], Some([[0.04]]));
        assert_eq!(draws(&known, SOME, &|_| None, DRAWING), None);
        // The likelihood of a place where no proposal comes: all weight on few of them, round after round.
        let far = |values: &[f64]| Some(-1e12 * libm::log(values[0] / 2.0 - 3.0).abs());
        assert_eq!(draws(&known, SOME, &far, DRAWING), None);
        assert_eq!(of_normal(&known.likeliest(), 1), None);
    }

    /// A flat ridge far beyond what is sought says nothing, and takes no time: proposals there would be beyond all numbers.
    #[test]
    fn a_ridge_without_end_is_not_drawn_from() {
        let known = Uncertain::of_positive(["a", "b"], [8e3, 9e5], Some([[5e4, 4.9e4], [4.9e4, 5e4]]));
        let inside = |values: &[f64]| {
            assert!(values.iter().all(|value| (1e-6..1.1e6).contains(value)), "{values:?}");
            Some(0.0)
        };
        assert_eq!(draws(&known, SOME, &inside, DRAWING), None);
        let narrower = Uncertain::of_positive(["a", "b"], [8e3, 9e5], Some([[9.0, 8.0], [8.0, 9.0]]));
        draws(&narrower, SOME, &inside, DRAWING);
    }

    /// Of two logs draws are apart: Spearman's correlation of independent rows has the deviation `1 / sqrt 511 = 0.044`.
    #[test]
    fn other_seeds_give_other_draws() {
        let known = Uncertain::of_positive(["a"], [2.0], Some([[0.04]]));
        let bowl = |values: &[f64]| Some(-12.5 * libm::log(values[0] / 2.0) * libm::log(values[0] / 2.0));
        let of = |seed: u64| {
            let drawing = Drawing { seed, ..DRAWING };
            let rows = draws(&known, SOME, &bowl, drawing).unwrap();
            rows.into_iter().map(|row| libm::log(row[0] / 2.0) / 0.2).collect::<Vec<f64>>()
        };
        let (one, other) = (of(1), of(2));
        let correlation = one.iter().zip(&other).map(|(a, b)| a * b).sum::<f64>() / ROWS as f64;
        assert!(correlation.abs() < 0.18, "{correlation}");
        assert_eq!(of(1), one);
    }

    #[test]
    fn rows_are_as_many_as_weights_ask_for() {
        let places = systematic(&[1.0, 0.0, 2.0, 1.0]);
        let count = |wanted: usize| places.iter().filter(|place| **place == wanted).count();
        assert_eq!([0, 1, 2, 3].map(count), [128, 0, 256, 128]);
    }
}
