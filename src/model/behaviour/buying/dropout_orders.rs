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

use crate::math::exponential::exp;

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
    let at = |y: f64| Term::of(&density, m, u, y);
    let mut sum = at(mode);
    // Left of here the density is e^(a y) alone and g is m u.
    let left = -FLAT - libm::log(f64::max(1.0, m * u)) - libm::log(f64::max(1.0, u));
    for (direction, end, rate) in [(1.0, FLAT, b), (-1.0, left, a)] {
        let mut place = 1.0;
        loop {
            let y = mode + direction * place * step;
            let term = at(y);
            if direction * y > direction * end {
                // All further terms are this one times powers of e^(-rate step).
                let tail = -1.0 / libm::expm1(-rate * step);
                sum = sum.plus(Term { weight: term.weight * tail, value: term.value * tail });
                break;
            }
            sum = sum.plus(term);
            if term.weight < NOTHING * sum.weight && term.value < NOTHING * sum.value {
                break;
            }
            place += 1.0;
        }
    }
    sum.value / sum.weight
}

/// Chances of leaving `p ~ Beta(a, b)` at points, with weights that add up to 1: the mean over them of what is smooth in
/// `ln(p / (1 - p))` is the law's, as above. Beyond the outermost points what is averaged has to be flat.
pub fn leaving_chances(a: f64, b: f64) -> Vec<(f64, f64)> {
    let density = Density::new(a, b);
    let Density { mode, step, .. } = density;
    let at = |y: f64| {
        let (stay, leave) = shares(y);
        (exp(leave), density.at(stay, leave))
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
    fn at(&self, stay: f64, leave: f64) -> f64 {
        exp(self.a * (leave - self.at_mode.1) + self.b * (stay - self.at_mode.0))
    }
}

/// A point's part of the density, and of its product with `g`.
#[derive(Debug, Clone, Copy)]
struct Term {
    weight: f64,
    value: f64,
}

impl Term {
    fn of(density: &Density, m: f64, u: f64, y: f64) -> Self {
        let (stay, leave) = shares(y);
        let (weight, p) = (density.at(stay, leave), exp(leave));
        let g = if p * u < 1e-300 { m * u } else { -libm::expm1(-m * libm::log1p(p * u)) / p };
        Self { weight, value: weight * g }
    }

    fn plus(self, other: Self) -> Self {
        Self { weight: self.weight + other.weight, value: self.value + other.value }
    }
}

/// `ln(1 - p)` and `ln(p)` of the log odds `y` of `p`.
fn shares(y: f64) -> (f64, f64) {
    let rest = libm::log1p(exp(-y.abs()));
    (-y.max(0.0) - rest, y.min(0.0) - rest)
}
