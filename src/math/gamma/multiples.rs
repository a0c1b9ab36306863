//! Quantiles of gamma laws whose shapes are whole multiples of one shape: small multiples from tables.

use super::small::log_step;
use super::{large, quantile};
use crate::math::columns::{multiply, scale};
use crate::math::exponential::exp;
use crate::math::normal;
use crate::math::random::Column;
use crate::math::special::ln_gamma;
use crate::math::tabulated::{self, PIECES, POINTS, Piece, TABLES, is_far, nodes};
use crate::math::vectors::in_vectors;
use rayon::prelude::*;
use std::sync::OnceLock;

/// Smaller shapes have no table: their lower tail falls faster than its pieces shrink.
const SHAPE_LEAST: f64 = 0.5;

/// The gamma laws of shapes `m * shape`, for whole `m`; the first of them as tables.
#[derive(Debug)]
pub struct Multiples {
    shape: f64,
    tables: Box<[Piece; PIECES * TABLES]>,
}

impl Multiples {
    /// The multiples of a shape; none where it is too small for tables.
    pub fn of(shape: f64) -> Option<Self> {
        (shape >= SHAPE_LEAST).then(|| Self { shape, tables: tables(shape) })
    }

    /// The quantiles of a column of uniform numbers, each of its multiple (whole; 0 gives 0) of the shape, at scale 1;
    /// `out` is overwritten. The relative error is below 1e-9.
    pub fn fill_quantiles(&self, column: &Column, multiples: &[f64], out: &mut [f64]) {
        let shapes = || {
            let mut shapes = multiples.to_vec();
            scale(&mut shapes, self.shape, 0.0);
            shapes
        };
        // The first one tells most columns from the others.
        if multiples.first().is_some_and(|first| *first >= TABLES as f64) && are_large(multiples) {
            super::fill_quantiles(column, &shapes(), out);
            return;
        }
        let (any_far, any_large) = tabulated::fill_many(column.words(), multiples, &self.tables, out);
        if any_large {
            let mut large = vec![0.0; out.len()];
            super::fill_quantiles(column, &shapes(), &mut large);
            take_large(multiples, &large, out);
        }
        if any_far {
            for (place, word) in column.words().iter().enumerate() {
                if is_far(*word) {
                    out[place] = quantile(column.uniform(place), multiples[place] * self.shape);
                }
            }
        }
    }
}

in_vectors! {
    /// Whether all multiples are too large for a table.
    fn are_large(multiples: &[f64]) -> bool {
        let mut others = 0;
        for multiple in multiples {
            others |= i32::from(*multiple < TABLES as f64);
        }
        others == 0
    }
}

in_vectors! {
    /// Takes over the quantiles of the multiples that have no table.
    fn take_large(multiples: &[f64], large: &[f64], out: &mut [f64]) {
        for ((out, large), multiple) in out.iter_mut().zip(large).zip(multiples) {
            *out = if *multiple >= TABLES as f64 { *large } else { *out };
        }
    }
}

/// The quantiles of a column of uniform numbers, each of a multiple of its own shape; with tables where all have the
/// same shape.
pub fn fill_multiples(
    column: &Column,
    shapes: &[f64],
    tables: Option<&Multiples>,
    multiples: &[f64],
    out: &mut [f64],
) {
    if let Some(tables) = tables {
        tables.fill_quantiles(column, multiples, out);
    } else {
        let mut products = vec![0.0; out.len()];
        multiply(shapes, multiples, &mut products);
        super::fill_quantiles(column, &products, out);
    }
}

/// The tables of the first multiples of a shape, made on all threads.
fn tables(shape: f64) -> Box<[Piece; PIECES * TABLES]> {
    let mut pieces: Vec<Piece> = vec![Piece::default(); PIECES * TABLES];
    pieces.par_chunks_mut(PIECES).enumerate().for_each(|(multiple, pieces)| {
        let mut values = vec![0.0; POINTS * PIECES];
        fill_values(shape * multiple as f64, &mut values);
        for (piece, values) in pieces.iter_mut().zip(values.as_chunks().0) {
            *piece = tabulated::interpolate(*values);
        }
    });
    pieces.try_into().expect("as many pieces as tables have")
}

/// The quantiles of one shape at all points of interpolation.
fn fill_values(shape: f64, values: &mut [f64]) {
    if shape == 0.0 {
        values.fill(0.0);
    } else if shape >= large::SHAPE_LEAST_FAR {
        large::fill(&points().scores, &vec![shape; values.len()], values);
    } else {
        let mut march = March::new(shape);
        let tails = &points().tails;
        for (place, value) in values.iter_mut().enumerate() {
            *value = march.to(tails[place], place >= tails.len() / 2, place % ANCHOR_EVERY == 0);
        }
    }
}

/// The points of interpolation of every table: their smaller tails, the lower half first, and their normal quantiles.
struct Points {
    tails: Vec<f64>,
    scores: Vec<f64>,
}

fn points() -> &'static Points {
    static POINTS: OnceLock<Points> = OnceLock::new();
    POINTS.get_or_init(|| {
        let tails: Vec<f64> = nodes().flat_map(|nodes| nodes.tails).collect();
        let half = tails.len() / 2;
        let score = |(place, tail): (usize, &f64)| {
            if place < half { normal::quantile(*tail) } else { -normal::quantile(*tail) }
        };
        let scores = tails.iter().enumerate().map(score).collect();
        Points { tails, scores }
    })
}

/// Points of a march from one exact quantile to the next: an octave.
const ANCHOR_EVERY: usize = PIECES * POINTS / 32;

/// Quantiles at neighbouring probabilities, one from the other: Taylor steps instead of inversions.
struct March {
    shape: f64,
    ln_gamma: f64,
    /// The longest step, as a share of the tail: a step of fifth order leaves about its sixth power, over the shape's
    /// (see [`log_step`]), which is 4e-14 here.
    longest: f64,
    tail: f64,
    x: f64,
    ln_x: f64,
}

impl March {
    fn new(shape: f64) -> Self {
        let longest = (shape / 168.0).min(1.0 / 56.0);
        Self { shape, ln_gamma: ln_gamma(shape), longest, tail: 0.0, x: 0.0, ln_x: 0.0 }
    }

    /// The quantile at a tail; `exactly`, or from the last one.
    fn to(&mut self, tail: f64, is_upper: bool, exactly: bool) -> f64 {
        if exactly {
            self.x = quantile(if is_upper { 1.0 - tail } else { tail }, self.shape);
            self.ln_x = libm::log(self.x);
            self.tail = tail;
            return self.x;
        }
        let way = if is_upper { self.tail - tail } else { tail - self.tail };
        let steps = (way.abs() / (self.tail.min(tail) * self.longest)).ceil().max(1.0);
        for _ in 0..steps as usize {
            let density = exp(self.shape * self.ln_x - self.x - self.ln_gamma);
            self.ln_x += log_step(way / steps / density, self.x, self.shape);
            self.x = exp(self.ln_x);
        }
        self.tail = tail;
        self.x
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::random::Key;

    #[test]
    fn a_column_has_nine_digits() {
        let key = Key::of_seed(7);
        for (place, shape) in [0.1, 0.3, 0.5, 0.8, 1.0, 1.5, 2.0, 7.3].into_iter().enumerate() {
            let tables = Multiples::of(shape);
            assert_eq!(tables.is_some(), shape >= 0.5);
            for (position, most) in [(0, 3.0), (1, 31.0), (2, 80.0), (3, 1e6)] {
                let mut column = Column::new(0, 5000);
                column.draw(key.numbered(place as u64), position);
                let counts: Vec<f64> = (0..5000).map(|i| (most * key.uniform(i, 9)).round()).collect();
                let mut out = vec![0.0; 5000];
                fill_multiples(&column, &vec![shape; 5000], tables.as_ref(), &counts, &mut out);
                for (i, ours) in out.into_iter().enumerate() {
                    // The number that stands for all that begin with the word; far out it has all its digits.
                    let word = column.words()[i];
                    let middle = (f64::from(word) + 0.5) / 4294967296.0;
                    let p = if is_far(word) { column.uniform(i) } else { middle };
                    let exact = quantile(p, shape * counts[i]);
                    assert!(
                        (ours - exact).abs() <= 1e-9 * exact,
                        "{p} {shape} {}: {ours} {exact}",
                        counts[i]
                    );
                }
            }
        }
    }
}
