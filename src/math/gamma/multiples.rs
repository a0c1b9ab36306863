//! Quantiles of gamma laws whose shapes are whole multiples of one shape: small multiples from tables.

use super::small::log_step;
use super::{large, quantile};
use crate::math::columns::largest;
use crate::math::exponential::exp;
use crate::math::normal;
use crate::math::random::Column;
use crate::math::special::ln_gamma;
use crate::math::tabulated::{self, PIECES, Piece, TABLES, any_far, is_far, nodes};
use rayon::prelude::*;
use std::sync::OnceLock;

/// Smaller shapes have no table: their lower tail falls faster than its pieces shrink.
const SHAPE_LEAST: f64 = 0.5;

/// The gamma laws of shapes `m * shape`, for whole `m`.
#[derive(Debug)]
pub struct Multiples {
    shape: f64,
    /// Of the multiples from 0 on; none where the shape is too small.
    tables: Option<Box<[Piece; PIECES * TABLES]>>,
}

impl Multiples {
    /// The multiples of a shape.
    pub fn new(shape: f64) -> Self {
        let tables = (shape >= SHAPE_LEAST).then(|| tables(shape));
        Self { shape, tables }
    }

    /// The quantiles of a column of uniform numbers, each of its multiple (whole; 0 gives 0) of the shape, at scale 1;
    /// `out` is overwritten. The relative error is below 1e-9.
    pub fn fill_quantiles(&self, column: &Column, multiples: &[f64], out: &mut [f64]) {
        let most = largest(multiples);
        let Some(tables) = &self.tables else {
            let shapes: Vec<f64> = multiples.iter().map(|multiple| multiple * self.shape).collect();
            super::fill_quantiles(column, &shapes, out);
            return;
        };
        if most < TABLES as f64 {
            tabulated::fill_many(column.words(), multiples, tables, out);
        } else {
            let shapes: Vec<f64> = multiples.iter().map(|multiple| multiple * self.shape).collect();
            super::fill_quantiles(column, &shapes, out);
            let mut small = vec![0.0; out.len()];
            tabulated::fill_many(column.words(), multiples, tables, &mut small);
            for ((out, small), multiple) in out.iter_mut().zip(small).zip(multiples) {
                *out = if *multiple < TABLES as f64 { small } else { *out };
            }
        }
        if !any_far(column.words()) {
            return;
        }
        for (place, word) in column.words().iter().enumerate() {
            if is_far(*word) {
                out[place] = quantile(column.uniform(place), multiples[place] * self.shape);
            }
        }
    }
}

/// The tables of the first multiples of a shape, made on all threads.
fn tables(shape: f64) -> Box<[Piece; PIECES * TABLES]> {
    let mut pieces: Vec<Piece> = vec![[0; 3]; PIECES * TABLES];
    pieces.par_chunks_mut(PIECES).enumerate().for_each(|(multiple, pieces)| {
        let mut values = vec![0.0; 4 * PIECES];
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
        let anchor_every = if shape < 1.0 { ANCHOR_EVERY_SMALL } else { ANCHOR_EVERY };
        let tails = &points().tails;
        for (place, value) in values.iter_mut().enumerate() {
            *value = march.to(tails[place], place >= tails.len() / 2, place % anchor_every == 0);
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

/// Points of a march from one exact quantile to the next: two octaves, and a quarter of one for shapes below 1.
const ANCHOR_EVERY: usize = 512;
const ANCHOR_EVERY_SMALL: usize = 64;

/// Quantiles at neighbouring probabilities, one from the other: a Taylor step instead of an inversion.
struct March {
    shape: f64,
    ln_gamma: f64,
    tail: f64,
    x: f64,
    ln_x: f64,
}

impl March {
    fn new(shape: f64) -> Self {
        Self { shape, ln_gamma: ln_gamma(shape), tail: 0.0, x: 0.0, ln_x: 0.0 }
    }

    /// The quantile at a tail; `exactly`, or from the last one. Neighbours are at most 1/168 of the tail apart, so that a
    /// step of fifth order leaves `(1/168 / shape)^6`, 4e-14 for a shape of 1 and 3e-12 for one of 1/2 (see [`log_step`](super::small::log_step)).
    fn to(&mut self, tail: f64, is_upper: bool, exactly: bool) -> f64 {
        if exactly {
            self.x = quantile(if is_upper { 1.0 - tail } else { tail }, self.shape);
            self.ln_x = libm::log(self.x);
        } else {
            let density = exp(self.shape * self.ln_x - self.x - self.ln_gamma);
            let more = if is_upper { self.tail - tail } else { tail - self.tail };
            self.ln_x += log_step(more / density, self.x, self.shape);
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
            let multiples = Multiples::new(shape);
            for (position, most) in [(0, 3.0), (1, 31.0), (2, 80.0), (3, 1e6)] {
                let mut column = Column::new(0, 5000);
                column.draw(key.numbered(place as u64), position);
                let counts: Vec<f64> = (0..5000).map(|i| (most * key.uniform(i, 9)).round()).collect();
                let mut out = vec![0.0; 5000];
                multiples.fill_quantiles(&column, &counts, &mut out);
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
