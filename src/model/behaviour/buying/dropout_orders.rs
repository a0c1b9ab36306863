//! Orders expected of clients who may leave after each.
//!
//! A client of rate `lambda` who leaves after an order with chance `p` is expected to make `(1 - e^(-lambda p t)) / p` orders
//! in `t`. With `lambda ~ Gamma(m, rate)` and `u = t / rate` that is `g(p) = (1 - (1 + p u)^(-m)) / p`, and over
//! `p ~ Beta(a, b)` it is the mean of `g`: the published formula's hypergeometric function, whose series overflows or cancels
//! where parameters are extreme, is that integral.
//!
//! By `y = ln(p / (1 - p))` the density is `e^(a y) / (1 + e^y)^(a + b)`, smooth and falling exponentially at both ends.
//! There the trapezoidal rule converges exponentially (Trefethen and Weideman 2014, SIAM Review 56): with steps `h` the
//! error is about `e^(-2 pi w / h)` if the integrand is analytic and bounded for `|Im y| < w`. Where `|Im y| <= pi / 2`, `p` has a
//! positive real part and `|1 + p u| > 1`, so that `g` is bounded however large `m` is; a density of deviation `s` asks for
//! steps of a fraction of `s`.

use crate::math::exponential::{exp_m1_within, exp_within};
use crate::math::lanes::{LANES, Lanes, total};
use crate::math::logarithm::ln_1p;
use crate::math::vectors::in_vectors;

/// Steps at most; with these, what is left out of a law of mean near 0 or 1 is its geometric tail.
const STEP: f64 = 0.25;
/// Steps at most, in deviations of the density.
const STEP_DEVIATIONS: f64 = 0.6;
/// Where `1 + e^y` is 1 or `e^y` to the last bit.
const FLAT: f64 = 40.0;
/// Where a term adds nothing.
const NOTHING: f64 = 1e-18;

/// The mean of `(1 - (1 + p u)^(-m)) / p` over `p ~ Beta(a, b)`.
pub(super) fn dropout_orders(a: f64, b: f64, m: f64, u: f64) -> f64 {
    if u == 0.0 {
        return 0.0;
    }
    let density = Density::new(a, b);
    let Density { mode, step, .. } = density;
    let (mut of_weights, mut of_values) = (0.0, 0.0);
    // Left of here the density is e^(a y) alone and g is m u.
    let left = -FLAT - libm::log(f64::max(1.0, m * u)) - libm::log(f64::max(1.0, u));
    for (step, end, rate) in [(step, FLAT, b), (-step, left, a)] {
        // To the right from the mode, to the left from beside it.
        let mut place = if step > 0.0 { 0.0 } else { 1.0 };
        loop {
            let [mut weights, mut values] = terms(&density, m, u, [mode + place * step, step]);
            place += LANES as f64;
            let (weight, value) = (weights[LANES - 1], values[LANES - 1]);
            let is_last = (mode + place * step - end) * step > 0.0;
            if is_last {
                // All further terms are this one times powers of e^(-rate step).
                let tail = -1.0 / libm::expm1(-rate * step.abs());
                (weights[LANES - 1], values[LANES - 1]) = (weight * tail, value * tail);
            }
            of_weights += total(&weights);
            of_values += total(&values);
            if is_last || (weight < NOTHING * of_weights && value < NOTHING * of_values) {
                break;
            }
        }
    }
    of_values / of_weights
}

/// The parts that points from some `y` on have of the density, and of its product with `g`.
fn terms(density: &Density, m: f64, u: f64, points: [f64; 2]) -> [Lanes; 2] {
    let mut terms = [[0.0; LANES]; 2];
    fill(density, m, u, points, &mut terms);
    terms
}

in_vectors! {
    fn fill(density: &Density, m: f64, u: f64, [first, step]: [f64; 2], [weights, values]: &mut [Lanes; 2]) {
        for lane in 0..LANES {
            let (stay, leave) = shares(first + lane as f64 * step);
            let (weight, p) = (density.at(stay, leave), exp_within(leave));
            weights[lane] = weight;
            values[lane] = weight * -exp_m1_within(-m * ln_1p(p * u)) / p;
        }
    }
}

/// Chances of leaving `p ~ Beta(a, b)` at points, with weights that add up to 1: the mean over them of what is smooth in
/// `ln(p / (1 - p))` is the law's, as above. Beyond the outermost points what is averaged has to be flat.
pub fn leaving_chances(a: f64, b: f64) -> Vec<(f64, f64)> {
    let density = Density::new(a, b);
    let Density { mode, step, .. } = density;
    let at = |y: f64| {
        let (stay, leave) = shares(y);
        (exp_within(leave), density.at(stay, leave))
    };
    let mut points = vec![at(mode)];
    let mut sum = points[0].1;
    for (direction, rate) in [(1.0, b), (-1.0, a)] {
        let mut place = 1.0;
        loop {
            let y = mode + direction * place * step;
            let (p, mut weight) = at(y);
            let is_last = direction * y > FLAT;
            if is_last {
                weight *= -1.0 / libm::expm1(-rate * step);
            }
            points.push((p, weight));
            sum += weight;
            if is_last || weight < NOTHING * sum {
                break;
            }
            place += 1.0;
        }
    }
    for (_, weight) in &mut points {
        *weight /= sum;
    }
    points
}

/// The density of `y`, as a share of that at its mode.
struct Density {
    a: f64,
    b: f64,
    mode: f64,
    /// Between the points that are looked at.
    step: f64,
    /// `ln(1 - p)` and `ln(p)` at the mode.
    at_mode: (f64, f64),
}

impl Density {
    fn new(a: f64, b: f64) -> Self {
        let deviation = (1.0 / a + 1.0 / b).sqrt();
        let mode = libm::log(a / b);
        Self { a, b, mode, step: f64::min(STEP, STEP_DEVIATIONS * deviation), at_mode: shares(mode) }
    }

    /// By `ln(1 - p)` and `ln(p)`.
    #[inline(always)]
    fn at(&self, stay: f64, leave: f64) -> f64 {
        exp_within(self.a * (leave - self.at_mode.1) + self.b * (stay - self.at_mode.0))
    }
}

/// `ln(1 - p)` and `ln(p)` of the log odds `y` of `p`.
#[inline(always)]
fn shares(y: f64) -> (f64, f64) {
    let rest = ln_1p(exp_within(-y.abs()));
    (-y.max(0.0) - rest, y.min(0.0) - rest)
}
