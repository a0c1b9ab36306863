//! Quantiles of many gamma laws whose shapes are small whole multiples of one shape, from tables.
//!
//! The cube root of a gamma quantile is nearly linear in the normal quantile `w` (Wilson and Hilferty 1931); of a small
//! shape the logarithm is the smoother one. So a polynomial of fifth degree on each of 64 pieces of `|w| <= 4` has
//! nearly all digits: the Chebyshev remainder is `(1/16)^6 / (2^5 6!) = 3e-12` of a small sixth derivative. Further out,
//! and for larger multiples, the quantile itself is asked.

use super::quantile;
use crate::math::exponential::exp;
use crate::math::normal;
use std::f64::consts::PI;
use std::sync::OnceLock;

/// Multiples beyond this have no table: their quantile is cheap.
const MOST_MULTIPLE: usize = 64;

/// The tables reach to `|w|` of this.
const REACH: f64 = 4.0;

const PIECES: usize = 64;

const PIECES_PER_UNIT: f64 = PIECES as f64 / (2.0 * REACH);

const DEGREE: usize = 5;

/// Smaller shapes have no table: their quantile spans too many orders of magnitude.
const SHAPE_LEAST: f64 = 0.1;

/// Below this shape the tables hold logarithms, from it on cube roots.
const CUBE_ROOTS_FROM: f64 = 1.5;

/// Coefficients of each piece, the constant first, in the piece's own `t` in -1..1.
type Table = [[f64; DEGREE + 1]; PIECES];

/// The gamma laws of shapes `m * shape`, for whole `m`. A table is made when its law is first drawn from.
#[derive(Debug)]
pub struct Multiples {
    shape: f64,
    tables: Vec<OnceLock<Box<Table>>>,
}

impl Multiples {
    /// The multiples of a shape.
    pub fn new(shape: f64) -> Self {
        Self { shape, tables: (0..MOST_MULTIPLE).map(|_| OnceLock::new()).collect() }
    }

    /// The quantile of `p` in (0, 1) of shape `multiple * shape` and scale 1; the multiple is whole, 0 gives 0.
    ///
    /// The relative error is below 1e-10.
    pub fn quantile(&self, p: f64, multiple: f64) -> f64 {
        self.quantile_at(p, normal::quantile(p), multiple)
    }

    /// The quantiles of a column of probabilities, each with its multiple; `out` is overwritten.
    pub fn fill_quantiles(&self, probabilities: &[f64], multiples: &[f64], out: &mut [f64]) {
        normal::fill_quantiles(probabilities, out);
        for ((w, p), multiple) in out.iter_mut().zip(probabilities).zip(multiples) {
            *w = self.quantile_at(*p, *w, *multiple);
        }
    }

    /// The quantile of `p`, whose standard normal quantile is `w`.
    #[inline]
    fn quantile_at(&self, p: f64, w: f64, multiple: f64) -> f64 {
        if multiple == 0.0 {
            return 0.0;
        }
        let shape = multiple * self.shape;
        if multiple > MOST_MULTIPLE as f64 || w.abs() >= REACH || shape < SHAPE_LEAST {
            return super::quantile_at(p, w, shape);
        }
        let table = self.tables[multiple as usize - 1].get_or_init(|| Box::new(table(shape)));
        let place = (w + REACH) * PIECES_PER_UNIT;
        let piece = place as usize;
        let t = 2.0 * (place - piece as f64) - 1.0;
        let [c0, c1, c2, c3, c4, c5] = table[piece];
        let square = t * t;
        let value = (c0 + square * (c2 + square * c4)) + t * (c1 + square * (c3 + square * c5));
        if shape < CUBE_ROOTS_FROM { exp(value) } else { value * value * value }
    }
}

fn table(shape: f64) -> Table {
    std::array::from_fn(|piece| {
        interpolate(|t| {
            let w = (piece as f64 + 0.5 * (t + 1.0)) / PIECES_PER_UNIT - REACH;
            let value = quantile(normal::cdf(w), shape);
            if shape < CUBE_ROOTS_FROM { libm::log(value) } else { libm::cbrt(value) }
        })
    })
}

/// The polynomial through a function's values at the Chebyshev points of -1..1, as powers of `t`.
fn interpolate(function: impl Fn(f64) -> f64) -> [f64; DEGREE + 1] {
    const POINTS: usize = DEGREE + 1;
    let angle = |k: usize| PI * (k as f64 + 0.5) / POINTS as f64;
    let values: [f64; POINTS] = std::array::from_fn(|k| function(libm::cos(angle(k))));
    // Coefficients of Chebyshev's polynomials, by their discrete orthogonality.
    let a: [f64; POINTS] = std::array::from_fn(|n| {
        let sum: f64 = (0..POINTS).map(|k| values[k] * libm::cos(n as f64 * angle(k))).sum();
        sum * if n == 0 { 1.0 } else { 2.0 } / POINTS as f64
    });
    // T2 = 2t^2 - 1, T3 = 4t^3 - 3t, T4 = 8t^4 - 8t^2 + 1, T5 = 16t^5 - 20t^3 + 5t.
    [
        a[0] - a[2] + a[4],
        a[1] - 3.0 * a[3] + 5.0 * a[5],
        2.0 * a[2] - 8.0 * a[4],
        4.0 * a[3] - 20.0 * a[5],
        8.0 * a[4],
        16.0 * a[5],
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::random::Key;

    #[test]
    fn tables_give_the_quantile() {
        let key = Key::of_seed(7);
        for (place, shape) in [0.1, 0.3, 0.8, 1.5, 2.0, 7.3].into_iter().enumerate() {
            let multiples = Multiples::new(shape);
            for trial in 0..6000 {
                let p = key.numbered(place as u64).uniform(trial, 0);
                let multiple = (1.0 + 79.0 * key.uniform(trial, 1)).floor();
                let (ours, exact) = (multiples.quantile(p, multiple), quantile(p, shape * multiple));
                assert!((ours - exact).abs() <= 1e-10 * exact, "{p} {shape} {multiple}: {ours} {exact}");
            }
        }
    }

    #[test]
    fn tables_hold_at_the_borders_of_their_pieces() {
        for shape in [0.1, 0.5, 2.0, 40.0] {
            let multiples = Multiples::new(shape);
            for step in -128..=128 {
                for nudge in [-1e-9, 1e-9] {
                    let p = normal::cdf(f64::from(step) / 32.0 + nudge);
                    let (ours, exact) = (multiples.quantile(p, 1.0), quantile(p, shape));
                    assert!((ours - exact).abs() <= 1e-10 * exact, "{p} {shape}: {ours} {exact}");
                }
            }
        }
    }

    #[test]
    fn nothing_has_no_mass_and_tiny_shapes_are_asked_directly() {
        let multiples = Multiples::new(0.01);
        assert_eq!(multiples.quantile(0.4, 0.0), 0.0);
        assert_eq!(multiples.quantile(0.9, 3.0), quantile(0.9, 0.03));
    }
}
