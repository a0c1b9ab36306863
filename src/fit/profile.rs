//! Intervals of parameters that hold on bent ridges as well: by the profile of the likelihood.
//!
//! The profile of a parameter is the most that the logarithm of the likelihood reaches over all others when that one is held:
//!
//! ```text
//! l_k(u) = max of ln L over the parameters with ln p_k = u
//! interval: all u with 2 (l_max - l_k(u)) <= 2.7055, the 0.90 quantile of chi squared with one degree of freedom
//! ```
//!
//! (Venzon and Moolgavkar 1988, "A method for computing profile-likelihood-based confidence intervals"). It does not depend on
//! how the parameters are written. The root of what the profile falls by, `sqrt(2 (l_max - l_k))`, is a straight line where the
//! likelihood is a bowl; it is sought where that is 1.645, by Newton's method within what is known to lie inside and outside.
//! The held optimum is followed along its tangent, from the last one to the next.

use super::estimate::{BOUND, Estimate, by_logarithms};
use super::interval::{DEVIATIONS, Interval};
use crate::math::ascent::{Summit, climb};
use crate::math::jet::Jet;
use nalgebra::{DMatrix, DVector};
use rayon::prelude::*;

/// Held optima that are looked at for an end, at most.
const STEPS: usize = 80;
/// How near to an end is near enough, in standard deviations.
const NEAR: f64 = 1e-6;
/// The first step, in logarithms, where the curvature tells none; and the longest.
const STEP: f64 = 0.25;
const STEP_MOST: f64 = 2.0;

/// The logarithm of a likelihood with its derivatives by the parameters.
pub type Likelihood<'a, const N: usize> = &'a (dyn Fn([f64; N]) -> Jet<N> + Sync);

impl<const N: usize> Estimate<N> {
    /// The parameters' intervals by the profiles of the likelihood that they were fitted by. An end that is not reached
    /// within what is sought, a millionth to a million, is open.
    pub fn profile(&self, likelihood: Likelihood<'_, N>) -> [Interval; N] {
        let logs = self.parameters.map(|parameter| libm::log(parameter).clamp(-BOUND, BOUND));
        let profile = Profile { logs, top: by_logarithms(likelihood, logs), likelihood };
        let deviation =
            |place: usize| self.log_covariance.map_or(STEP, |covariance| covariance[place][place].sqrt());
        let ends: Vec<Option<f64>> = (0..2 * N)
            .into_par_iter()
            .map(|end| {
                let (place, side) = (end / 2, if end % 2 == 0 { -1.0 } else { 1.0 });
                let is_there = f64::from(self.at_bound[place]) == side;
                (!is_there).then(|| profile.end(place, side, deviation(place))).flatten()
            })
            .collect();
        std::array::from_fn(|place| Interval { low: ends[2 * place], high: ends[2 * place + 1] })
    }
}

/// A likelihood around its summit.
struct Profile<'a, const N: usize> {
    /// The summit, in logarithms.
    logs: [f64; N],
    /// The likelihood there.
    top: Jet<N>,
    likelihood: Likelihood<'a, N>,
}

/// A point of a profile.
#[derive(Clone, Copy)]
struct Held<const N: usize> {
    at: [f64; N],
    jet: Jet<N>,
}

impl<const N: usize> Profile<'_, N> {
    /// The end of a parameter's interval on one side; none where the profile does not fall so far.
    fn end(&self, place: usize, side: f64, deviation: f64) -> Option<f64> {
        let (summit, bound) = (self.logs[place], side * BOUND);
        let (mut inside, mut outside) = (summit, None);
        let mut held = Held { at: self.logs, jet: self.top };
        let mut at = summit + side * (DEVIATIONS * deviation).min(STEP_MOST);
        for _ in 0..STEPS {
            if (at - bound) * side >= 0.0 {
                at = bound;
            }
            let found = self.held(place, at, held);
            let fall = self.fall(&found);
            if (fall - DEVIATIONS).abs() < NEAR {
                return Some(libm::exp(at));
            }
            if fall < DEVIATIONS {
                inside = at;
                if at == bound {
                    return None;
                }
            } else {
                outside = Some(at);
            }
            if fall.is_finite() {
                held = found;
            }
            // d fall / du, of which the profile's slope is that of the likelihood: all others are at their best.
            let slope = -found.jet.gradient[place] / fall;
            let next = at + (DEVIATIONS - fall) / slope;
            let (near, far) = ((inside - summit).abs(), outside.map(|outside| (outside - summit).abs()));
            let away = side * (next - summit);
            at = match far {
                Some(far) if far - near <= 1e-12 * (1.0 + far) => return Some(libm::exp(at)),
                Some(far) if away > near && away < far => next,
                Some(far) => summit + side * 0.5 * (near + far),
                // Nothing is known yet of what lies outside: no farther than twice as far.
                None => {
                    let most = near + near.clamp(STEP, STEP_MOST);
                    summit + side * if away > near { away.min(most) } else { most }
                }
            };
        }
        None
    }

    /// The root of twice what the likelihood has fallen by; a summit that is higher than the one that was found is none.
    fn fall(&self, held: &Held<N>) -> f64 {
        let fall = self.top.value - held.jet.value;
        if fall.is_nan() { f64::INFINITY } else { (2.0 * fall.max(0.0)).sqrt() }
    }

    /// The best of all points at which one logarithm has that value, from one that is known.
    fn held(&self, place: usize, log: f64, from: Held<N>) -> Held<N> {
        let along = self.climb_held(place, log, tangent(place, log, &from));
        if along.jet.value.is_finite() {
            return along;
        }
        self.climb_held(place, log, from.at)
    }

    fn climb_held(&self, place: usize, log: f64, mut start: [f64; N]) -> Held<N> {
        start[place] = log;
        let Summit { mut at, .. } = climb(start, BOUND, |mut logs| {
            logs[place] = log;
            held_fast(by_logarithms(self.likelihood, logs), place)
        });
        at[place] = log;
        Held { at, jet: by_logarithms(self.likelihood, at) }
    }
}

/// A function that one variable does not move: there it has no slope, and the curvature of the others.
fn held_fast<const N: usize>(mut jet: Jet<N>, place: usize) -> Jet<N> {
    let others = (0..N).filter(|other| *other != place);
    let most = others.map(|other| jet.hessian[other][other].abs()).fold(0.0, f64::max);
    jet.gradient[place] = 0.0;
    for other in 0..N {
        jet.hessian[place][other] = 0.0;
        jet.hessian[other][place] = 0.0;
    }
    jet.hessian[place][place] = -most.max(f64::MIN_POSITIVE);
    jet
}

/// Where the others go when one logarithm moves and they stay at their best, to the first order: `-H_oo d = H_ok dk`.
fn tangent<const N: usize>(place: usize, log: f64, from: &Held<N>) -> [f64; N] {
    let moved = log - from.at[place];
    let is_at_bound = |other: usize| from.at[other].abs() >= BOUND;
    let stays = |other: usize| other == place || is_at_bound(other);
    let curvature =
        DMatrix::from_fn(N, N, |row, column| match (stays(row) || stays(column), row == column) {
            (false, _) => -from.jet.hessian[row][column],
            (true, true) => 1.0,
            (true, false) => 0.0,
        });
    let pulled =
        DVector::from_fn(N, |row, _| if stays(row) { 0.0 } else { from.jet.hessian[row][place] * moved });
    let step = curvature.cholesky().map(|curvature| curvature.solve(&pulled));
    let step = step.filter(|step| step.norm() <= STEP_MOST);
    std::array::from_fn(|other| {
        let along = step.as_ref().map_or(0.0, |step| step[other]);
        (from.at[other] + along).clamp(-BOUND, BOUND)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fit::orders;
    use crate::fit::unit::Unit;
    use crate::fit::watching::Watching;
    use crate::model::behaviour::buying::OrderLaw;

    fn assert_near(found: Option<f64>, wanted: f64) {
        let found = found.unwrap_or(f64::NAN);
        assert!((found / wanted - 1.0).abs() < 2e-6, "{found} {wanted}");
    }

    #[test]
    fn of_a_bowl_they_are_those_of_the_curvature() {
        let bowl = |at: [f64; 3]| {
            let [x, y, z] = Jet::variables(at).map(|parameter| parameter.ln());
            let (u, v, w) = (x + y * 0.9 + -1.0, y - z * 2.0, z + x * 0.3 + 0.5);
            -(u * u * 3.0 + v * v * 0.5 + w * w * 11.0)
        };
        let estimate = Estimate::of(&[[1.0, 1.0, 1.0]], None, &bowl);
        for (found, wanted) in estimate.profile(&bowl).iter().zip(estimate.by_curvature()) {
            assert_near(found.low, wanted.low.unwrap());
            assert_near(found.high, wanted.high.unwrap());
        }
    }

    /// The profile of a normal law's mean is `-n / 2 ln(1 + ((m - mu) / s)^2)`, that of its deviation the likelihood at `m`.
    #[test]
    fn of_a_normal_law_they_are_in_closed_form() {
        let (n, mean, s) = (12.0, 3.0, 1.7);
        let normal = |at: [f64; 2]| {
            let [mu, sigma] = Jet::variables(at);
            let off = -mu + mean;
            sigma.ln() * -n - (off * off + s * s) * (sigma * sigma).recip() * (0.5 * n)
        };
        let estimate = Estimate::of(&[[1.0, 1.0]], None, &normal);
        let [mu, sigma] = estimate.profile(&normal);
        let half = s * libm::expm1(DEVIATIONS * DEVIATIONS / n).sqrt();
        assert_near(mu.low, mean - half);
        assert_near(mu.high, mean + half);
        for (end, side) in [(sigma.low, -1.0), (sigma.high, 1.0)] {
            let end = end.unwrap();
            let fall = |sigma: f64| n * libm::log(sigma / s) + 0.5 * n * (s * s / (sigma * sigma) - 1.0);
            assert!(side * (end - s) > 0.0);
            assert!((fall(end) - 0.5 * DEVIATIONS * DEVIATIONS).abs() < 1e-5, "{end}");
        }
    }

    #[test]
    fn an_end_that_is_not_reached_is_open() {
        // It falls by one at most on either side.
        let table = |at: [f64; 1]| {
            let [x] = Jet::variables(at).map(|parameter| parameter.ln());
            -(x * x * (x * x + 1.0).recip())
        };
        let estimate = Estimate::of(&[[2.0]], None, &table);
        assert_eq!(estimate.profile(&table), [Interval::OPEN]);
        // It climbs to the bound: -c / p.
        let slope = |at: [f64; 1]| -(Jet::variables(at)[0].recip() * 40.0);
        let estimate = Estimate::of(&[[1.0]], None, &slope);
        let [found] = estimate.profile(&slope);
        assert_eq!(found.high, None);
        assert_near(found.low, 40.0 / (0.5 * DEVIATIONS * DEVIATIONS + 40.0 * libm::exp(-BOUND)));
    }

    /// The most that a function reaches when one logarithm is held, by values alone: steps along each axis and along the last
    /// way, halved when none gains.
    fn searched(function: impl Fn([f64; 4]) -> f64, place: usize, start: [f64; 4]) -> f64 {
        let (mut at, mut step) = (start, 0.3);
        let mut best = function(at);
        while step > 1e-5 {
            let before = at;
            for axis in (0..4).filter(|axis| *axis != place) {
                for side in [-step, step] {
                    let mut next = at;
                    next[axis] += side;
                    let value = function(next);
                    if value > best {
                        (at, best) = (next, value);
                    }
                }
            }
            let next = std::array::from_fn(|axis| 2.0 * at[axis] - before[axis]);
            let value = function(next);
            if value > best {
                (at, best) = (next, value);
            }
            if at == before {
                step *= 0.5;
            }
        }
        best
    }

    /// A log of 300 clients, whose leaving is hardly known: what the profile falls by at the ends, by a search without slopes.
    #[test]
    fn of_a_small_log_the_ends_are_where_a_plain_search_finds_them() {
        use rand::SeedableRng;
        use rand::rngs::StdRng;
        use rand_distr::{Beta, Distribution, Exp, Gamma};
        let mut random = StdRng::seed_from_u64(3);
        let (rates, leaving) = (Gamma::new(0.8, 1.0 / 6.0).unwrap(), Beta::new(0.9, 2.5).unwrap());
        let known = (0..300).map(|client| {
            let (rate, leaves): (f64, f64) = (rates.sample(&mut random), leaving.sample(&mut random));
            let age = f64::from(30 + client % 10);
            let (mut repeats, mut last, gap) = (0, 0.0, Exp::new(rate).unwrap());
            loop {
                let next = last + gap.sample(&mut random);
                if next > age {
                    break;
                }
                (repeats, last) = (repeats + 1, next);
                if rand::RngExt::random::<f64>(&mut random) < leaves {
                    break;
                }
            }
            (repeats, (7.0 * last) as i32, (7.0 * age) as i32)
        });
        let watching = Watching::of_days(known.collect(), Unit::Week);
        let estimate = orders::fit(OrderLaw::BgNbd, &watching);
        let found = orders::profile(OrderLaw::BgNbd, &watching, &estimate);
        let value = |logs: [f64; 4]| {
            let model = OrderLaw::BgNbd.at(logs.map(libm::exp), watching.repeats_most);
            watching
                .groups
                .iter()
                .map(|(client, clients)| clients * model.log_likelihood_alone(*client))
                .sum()
        };
        for (place, interval) in found.iter().enumerate() {
            for end in [interval.low, interval.high] {
                let mut start = estimate.parameters.map(libm::log);
                start[place] = libm::log(end.unwrap());
                let fall = estimate.log_likelihood - searched(value, place, start);
                let wanted = 0.5 * DEVIATIONS * DEVIATIONS;
                assert!((fall - wanted).abs() < 1e-4, "{place} {interval:?}: {fall}");
            }
        }
    }
}
