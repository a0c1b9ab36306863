//! The integral of Pareto/NBD: over the times at which a silent client may have left.
//!
//! ```text
//! W = integral from t_x to T of ((alpha + T) / (alpha + u))^m ((beta + T) / (beta + u))^n du,   m = r + x, n = s + 1
//! ```
//!
//! The published formula has it as a difference of hypergeometric functions, whose series overflow. With `c` the smaller
//! of `alpha` and `beta`, `d` the larger and `u = t_x + (c + t_x)(e^z - 1)`, the integrand's logarithm is
//! `h(z) = (1 - p_c) z - p_d ln(1 - k + k e^z)` and a constant, `k = (c + t_x) / (d + t_x) <= 1`: a line less a convex
//! function, so it is concave. It is integrated by Gauss and Legendre's points over stretches in which it falls by little,
//! from its summit outwards until nothing is left. The same points give all derivatives, since the integrand's logarithm
//! has simple ones: those of `ln W` are means, and curvatures add covariances.

use crate::math::exponential::exp_within;
use crate::math::jet::Jet;
use crate::math::logarithm::ln;
use crate::math::quadrature::{GAUSS_LEGENDRE, POINTS, Rule};
use crate::math::vectors::in_vectors;

/// Where the integrand is so many logarithms below its summit, nothing is left.
const DEPTH: f64 = 42.0;
/// Logarithms that a stretch may fall by.
const FALL: f64 = 7.0;
/// How long a stretch may be: the convex function is singular at a distance of pi from the real axis.
const LENGTH: f64 = 2.0;

/// `ln W` with its derivatives by `r, alpha, s, beta`; `-inf` where there is no silence.
#[derive(Debug, Clone, Copy)]
pub(super) struct LeavingIntegral {
    pub(super) m: f64,
    pub(super) alpha: f64,
    pub(super) n: f64,
    pub(super) beta: f64,
    pub(super) recency: f64,
    pub(super) age: f64,
}

/// A point of the integral.
struct Point {
    /// `u - t_x`.
    since: f64,
    /// `ln((c + T) / (c + u))`.
    near: f64,
    /// `ln((d + T) / (d + u))`.
    far: f64,
    /// Its part of the integral.
    weight: f64,
}

/// The integrand along `z`.
struct Path {
    /// `c + t_x`.
    near: f64,
    /// `p_c`, the exponent of the smaller parameter's factor.
    power: f64,
    /// `p_d`.
    other_power: f64,
    /// `k`.
    share: f64,
    /// The end of `z`: `ln((c + T) / (c + t_x))`.
    end: f64,
    /// `ln((d + T) / (d + t_x))`.
    far_end: f64,
    /// Whether `c` is `alpha`.
    is_alpha_near: bool,
    /// The logarithm of the whole where `z = 0`, `dz` for `du`.
    start: f64,
}

impl Path {
    fn height(&self, z: f64) -> f64 {
        (1.0 - self.power) * z - self.other_power * libm::log1p(self.share * libm::expm1(z))
    }

    /// Where the integrand is largest.
    fn summit(&self) -> f64 {
        // h' = 1 - p_c - p_d q = 0, q = k e^z / (1 - k + k e^z).
        let q = (1.0 - self.power) / self.other_power;
        if q <= self.share {
            return 0.0;
        }
        if q >= 1.0 {
            return self.end;
        }
        (libm::log(q / self.share) + libm::log((1.0 - self.share) / (1.0 - q))).clamp(0.0, self.end)
    }

    /// Where, on the way from the summit to an end, nothing is left.
    fn edge(&self, summit: f64, end: f64) -> f64 {
        let top = self.height(summit);
        let (mut inside, mut outside) = (summit, end);
        if top - self.height(end) <= DEPTH {
            return end;
        }
        for _ in 0..60 {
            let middle = 0.5 * (inside + outside);
            let fall = top - self.height(middle);
            if fall > DEPTH {
                outside = middle;
            } else {
                inside = middle;
            }
            if (DEPTH * 0.9..=DEPTH).contains(&fall) {
                break;
            }
        }
        outside
    }

    /// Shows the stretches of the integral, each by its middle and half its length, and the height at the summit: what
    /// integrands less that height add up to is `W / e^scale`; gives `scale`.
    fn stretches(&self, mut take: impl FnMut(f64, f64, f64)) -> f64 {
        let summit = self.summit();
        let top = self.height(summit);
        for end in [0.0, self.end] {
            let edge = self.edge(summit, end);
            let length = (edge - summit).abs();
            if length == 0.0 {
                continue;
            }
            let fall = top - self.height(edge);
            let stretches = f64::max(length / LENGTH, fall / FALL).ceil().max(1.0);
            let half = 0.5 * (edge - summit) / stretches;
            for stretch in 0..stretches as usize {
                take(summit + half * (2 * stretch + 1) as f64, half, top);
            }
        }
        self.start + top
    }

    /// Shows points and the integrand's weight at each, so that the sum of the weights is `W / e^scale`; gives `scale`.
    fn each(&self, mut take: impl FnMut(&Point)) -> f64 {
        self.stretches(|middle, half, top| {
            for (x, weight) in GAUSS_LEGENDRE.iter() {
                let z = middle + half * x;
                let grown = libm::expm1(z);
                let other = libm::log1p(self.share * grown);
                let height = (1.0 - self.power) * z - self.other_power * other;
                let weight = half.abs() * weight * libm::exp(height - top);
                take(&Point {
                    since: self.near * grown,
                    near: self.end - z,
                    far: self.far_end - other,
                    weight,
                });
            }
        })
    }
}

in_vectors! {
    /// The integral over a stretch, without its derivatives: there small differences of logarithms are not needed, and
    /// plain logarithms of sums do.
    fn of_stretch(path: &Path, middle: f64, half: f64, top: f64, rule: &Rule) -> f64 {
        let mut values = rule.weights;
        for (value, x) in values.iter_mut().zip(&rule.points) {
            let z = middle + half * x;
            let other = ln(1.0 - path.share + path.share * exp_within(z));
            *value *= exp_within((1.0 - path.power) * z - path.other_power * other - top);
        }
        half.abs() * values.iter().sum::<f64>()
    }
}

impl LeavingIntegral {
    fn path(&self) -> Path {
        let silence = self.age - self.recency;
        let is_alpha_near = self.alpha <= self.beta;
        let (near, far) = if is_alpha_near { (self.alpha, self.beta) } else { (self.beta, self.alpha) };
        let (power, other_power) = if is_alpha_near { (self.m, self.n) } else { (self.n, self.m) };
        let (near, far) = (near + self.recency, far + self.recency);
        let (end, far_end) = (libm::log1p(silence / near), libm::log1p(silence / far));
        Path {
            near,
            power,
            other_power,
            share: near / far,
            end,
            far_end,
            is_alpha_near,
            start: libm::log(near) + power * end + other_power * far_end,
        }
    }

    /// `ln W`.
    pub(super) fn ln(&self) -> f64 {
        let (path, rule) = (self.path(), &*GAUSS_LEGENDRE);
        let mut sum = 0.0;
        let scale = path.stretches(|middle, half, top| sum += of_stretch(&path, middle, half, top, rule));
        scale + libm::log(sum)
    }

    /// `ln W` and its derivatives.
    pub(super) fn jet(&self) -> Jet<4> {
        let Self { m, alpha, n, beta, recency, age } = *self;
        let silence = age - recency;
        let path = self.path();
        let (end_alpha, end_beta) = (1.0 / (alpha + age), 1.0 / (beta + age));
        let (mut sum, mut slopes, mut bends) = (0.0, [0.0; 4], [[0.0; 4]; 4]);
        let scale = path.each(|point| {
            let Point { since, near, far, weight } = *point;
            let (by_r, by_s) = if path.is_alpha_near { (near, far) } else { (far, near) };
            let (by_alpha, by_beta) = (1.0 / (alpha + recency + since), 1.0 / (beta + recency + since));
            // 1 / (alpha + T) - 1 / (alpha + u), as a product: the difference would lose its digits.
            let left = silence - since;
            let (less_alpha, less_beta) = (-left * end_alpha * by_alpha, -left * end_beta * by_beta);
            let slope = [by_r, m * less_alpha, by_s, n * less_beta];
            sum += weight;
            for row in 0..4 {
                let part = weight * slope[row];
                slopes[row] += part;
                for column in 0..=row {
                    bends[row][column] += part * slope[column];
                }
            }
            bends[1][0] += weight * less_alpha;
            bends[1][1] -= weight * m * less_alpha * (by_alpha + end_alpha);
            bends[3][2] += weight * less_beta;
            bends[3][3] -= weight * n * less_beta * (by_beta + end_beta);
        });
        let mut jet = Jet::constant(scale + libm::log(sum));
        for row in 0..4 {
            jet.gradient[row] = slopes[row] / sum;
        }
        for row in 0..4 {
            for column in 0..=row {
                let bend = bends[row][column] / sum - jet.gradient[row] * jet.gradient[column];
                jet.hessian[row][column] = bend;
                jet.hessian[column][row] = bend;
            }
        }
        jet
    }
}

const _: () = assert!(POINTS == 16, "stretches were chosen for sixteen points");
