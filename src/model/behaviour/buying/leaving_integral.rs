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

use crate::math::exponential::{exp_m1_within, exp_within};
use crate::math::jet::Jet;
use crate::math::lanes::{LANES, Lanes, total};
use crate::math::logarithm::ln_1p;
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

/// Points of a stretch of the integral, side by side.
struct Points {
    /// `u - t_x`.
    since: Lanes,
    /// `ln((c + T) / (c + u))`.
    near: Lanes,
    /// `ln((d + T) / (d + u))`.
    far: Lanes,
    /// Their parts of the integral.
    weight: Lanes,
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

    /// Shows points with their parts of the integral, so that the sum of these is `W / e^scale`; gives `scale`.
    fn each(&self, mut take: impl FnMut(&Points)) -> f64 {
        let summit = self.summit();
        let top = self.height(summit);
        let mut points =
            Points { since: [0.0; LANES], near: [0.0; LANES], far: [0.0; LANES], weight: [0.0; LANES] };
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
                let middle = summit + half * (2 * stretch + 1) as f64;
                fill(self, [middle, half], top, &GAUSS_LEGENDRE, &mut points);
                take(&points);
            }
        }
        self.start + top
    }
}

in_vectors! {
    /// The points of a stretch, which is given by its middle and half its length; heights are taken from the summit's.
    fn fill(path: &Path, [middle, half]: [f64; 2], top: f64, rule: &Rule, points: &mut Points) {
        for lane in 0..LANES {
            let z = middle + half * rule.points[lane];
            let grown = exp_m1_within(z);
            let other = ln_1p(path.share * grown);
            let height = (1.0 - path.power) * z - path.other_power * other;
            points.since[lane] = path.near * grown;
            points.near[lane] = path.end - z;
            points.far[lane] = path.far_end - other;
            points.weight[lane] = half.abs() * rule.weights[lane] * exp_within(height - top);
        }
    }
}

/// The sums over points that the integral and its derivatives are made of.
#[derive(Default)]
struct Sums {
    weight: f64,
    slopes: [f64; 4],
    /// By rows, to the diagonal.
    bends: [[f64; 4]; 4],
}

in_vectors! {
    fn add(integral: &LeavingIntegral, is_alpha_near: bool, points: &Points, sums: &mut Sums) {
        let LeavingIntegral { m, alpha, n, beta, recency, age } = *integral;
        let silence = age - recency;
        let (end_alpha, end_beta) = (1.0 / (alpha + age), 1.0 / (beta + age));
        let (by_r, by_s) = if is_alpha_near { (&points.near, &points.far) } else { (&points.far, &points.near) };
        let mut slopes = [[0.0; LANES]; 4];
        // What curvatures have beside the products of slopes: of r and alpha, alpha twice, s and beta, beta twice.
        let mut others = [[0.0; LANES]; 4];
        for lane in 0..LANES {
            let since = points.since[lane];
            let (by_alpha, by_beta) = (1.0 / (alpha + recency + since), 1.0 / (beta + recency + since));
            // 1 / (alpha + T) - 1 / (alpha + u), as a product: the difference would lose its digits.
            let left = silence - since;
            let (less_alpha, less_beta) = (-left * end_alpha * by_alpha, -left * end_beta * by_beta);
            slopes[0][lane] = by_r[lane];
            slopes[1][lane] = m * less_alpha;
            slopes[2][lane] = by_s[lane];
            slopes[3][lane] = n * less_beta;
            others[0][lane] = less_alpha;
            others[1][lane] = -m * less_alpha * (by_alpha + end_alpha);
            others[2][lane] = less_beta;
            others[3][lane] = -n * less_beta * (by_beta + end_beta);
        }
        sums.weight += total(&points.weight);
        for row in 0..4 {
            let mut part = points.weight;
            for lane in 0..LANES {
                part[lane] *= slopes[row][lane];
            }
            sums.slopes[row] += total(&part);
            for column in 0..=row {
                sums.bends[row][column] += product(&part, &slopes[column]);
            }
        }
        for (place, other) in others.iter().enumerate() {
            sums.bends[place / 2 * 2 + 1][place / 2 * 2 + place % 2] += product(&points.weight, other);
        }
    }
}

#[inline(always)]
fn product(one: &Lanes, other: &Lanes) -> f64 {
    let mut products = *one;
    for lane in 0..LANES {
        products[lane] *= other[lane];
    }
    total(&products)
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
        let mut sum = 0.0;
        let scale = self.path().each(|points| sum += total(&points.weight));
        scale + libm::log(sum)
    }

    /// `ln W` and its derivatives.
    pub(super) fn jet(&self) -> Jet<4> {
        let path = self.path();
        let mut sums = Sums::default();
        let scale = path.each(|points| add(self, path.is_alpha_near, points, &mut sums));
        let mut jet = Jet::constant(scale + libm::log(sums.weight));
        for row in 0..4 {
            jet.gradient[row] = sums.slopes[row] / sums.weight;
        }
        for row in 0..4 {
            for column in 0..=row {
                let bend = sums.bends[row][column] / sums.weight - jet.gradient[row] * jet.gradient[column];
                jet.hessian[row][column] = bend;
                jet.hessian[column][row] = bend;
            }
        }
        jet
    }
}

const _: () = assert!(POINTS == LANES, "the points of a stretch stand side by side");
const _: () = assert!(POINTS == 16, "stretches were chosen for sixteen points");
