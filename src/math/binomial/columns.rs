//! Binomial quantiles of a column of trials, each with its own probability: the bits of [`Binomial::quantile`].

use super::Binomial;
use crate::math::lattice::columns::{self as lattice, DOUBT, Masses, Moments, STAGE};
use crate::math::normal;
use crate::math::random::Column;
use crate::math::tabulated::{PIECES, Piece};
use crate::math::vectors::{Lined, fused, in_vectors};

/// The binomial laws of a column of trials, ready for many counts.
#[derive(Debug, Clone)]
pub struct Binomials {
    probability: Vec<f64>,
    odds: Vec<f32>,
    ln_q: Vec<f32>,
}

impl Binomials {
    /// The laws with those probabilities of success, each in [0, 1].
    pub fn new(probability: Vec<f64>) -> Self {
        let (mut odds, mut ln_q) = (vec![0.0; probability.len()], vec![0.0; probability.len()]);
        prepare(&probability, &mut odds, &mut ln_q);
        Self { probability, odds, ln_q }
    }

    /// The probabilities of success.
    pub fn probability(&self) -> &[f64] {
        &self.probability
    }

    /// The quantiles of the column's uniform numbers, trial by trial, for `n` tries each (whole, as `f64`).
    ///
    /// # Panics
    /// If the columns differ in length.
    pub fn fill_quantiles(&self, column: &Column, n: &[f64], out: &mut [f64]) {
        assert!(n.len() == self.probability.len() && n.len() == out.len() && n.len() == column.words().len());
        if fill(column.words(), n, &self.probability, &self.odds, &self.ln_q, normal::table(), out) {
            self.resolve(column, n, out);
        }
    }

    /// Takes all digits where the word was not enough.
    #[cold]
    fn resolve(&self, column: &Column, n: &[f64], out: &mut [f64]) {
        for (place, out) in out.iter_mut().enumerate() {
            if *out == DOUBT {
                *out = Binomial::new(self.probability[place]).quantile(column.uniform(place), n[place]);
            }
        }
    }
}

in_vectors! {
    /// Odds and `ln q`; where `p > 1/2` they are such that only no tries at all are searched.
    fn prepare(probability: &[f64], odds: &mut [f32], ln_q: &mut [f32]) {
        for ((p, odds), ln_q) in probability.iter().zip(odds).zip(ln_q) {
            // ln(1 - p) = -2 artanh z, z = p / (2 - p): at most 1/3, where what is left out of the sum is 1e-10.
            let z = p / (2.0 - p);
            let square = z * z;
            let mut sum = 0.0;
            for power in [17.0, 15.0, 13.0, 11.0, 9.0, 7.0, 5.0, 3.0, 1.0] {
                sum = fused(sum, square, 1.0 / power);
            }
            let is_mirrored = *p > 0.5;
            *odds = if is_mirrored { 0.0 } else { (p / (1.0 - p)) as f32 };
            *ln_q = if is_mirrored { -1e30 } else { (-2.0 * z * sum) as f32 };
        }
    }
}

in_vectors! {
    /// The quantiles, [`DOUBT`] where the words do not settle them; whether there is such a doubt.
    fn fill(
        words: &[u32],
        n: &[f64],
        p: &[f64],
        odds: &[f32],
        ln_q: &[f32],
        normal: &[Piece; PIECES],
        out: &mut [f64],
    ) -> bool {
        lattice::each_stage(words, [n, p], [odds, ln_q], out, |words, [n, p], [odds, ln_q], out| {
            fill_stage(words, n, p, odds, ln_q, normal, out)
        })
    }
}

#[inline(always)]
fn fill_stage(
    words: &[u32; STAGE],
    n: &[f64; STAGE],
    p: &[f64; STAGE],
    odds: &[f32; STAGE],
    ln_q: &[f32; STAGE],
    normal: &[Piece; PIECES],
    out: &mut [f64; STAGE],
) -> i32 {
    let (Lined(log_first), Lined(rising)) = (&mut Lined([0.0; STAGE]), &mut Lined([0.0; STAGE]));
    for lane in 0..STAGE {
        let tries = n[lane] as f32;
        log_first[lane] = tries * ln_q[lane];
        rising[lane] = (tries + 1.0) * odds[lane];
    }
    let masses = Masses { log_first, rising, falling: odds };
    let moments = |lane: usize| {
        let p = p[lane];
        // A law that would have to be mirrored has no certain expansion.
        let mean = if p > 0.5 { f64::INFINITY } else { n[lane] * p };
        Moments { shares: [p, 1.0 - p], mean, most: n[lane] }
    };
    lattice::fill_quantiles(words, masses, moments, normal, out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::lattice::columns::padded;
    use crate::math::random::Key;

    /// Columns of laws and counts of every size, against the exact quantile one by one.
    #[test]
    fn a_column_is_its_quantiles_one_by_one() {
        let key = Key::of_seed(12);
        for (number, width) in [(0, 32), (1, 256), (2, 7), (3, 100), (4, 4096)] {
            let mut column = Column::new(17, width);
            for position in 0..60 {
                column.draw(key, position);
                let probability = |i: usize| match (position + number) % 6 {
                    0 => 0.03,
                    1 => key.uniform(i as u64, 1 << 40),
                    2 => libm::pow(10.0, -9.0 * key.uniform(i as u64, 1 << 40)),
                    3 => f64::from(u8::from(i.is_multiple_of(3))),
                    _ => 0.1 * key.uniform(i as u64, 1 << 40),
                };
                let top = [1.0, 2.0, 3.0, 4.0, 9.0][position as usize % 5];
                let count = |i: usize| libm::pow(10.0, top * key.uniform(i as u64, 1 << 41)).floor() - 1.0;
                let laws = Binomials::new((0..width).map(probability).collect());
                let n: Vec<f64> = (0..width).map(count).collect();
                let mut out = vec![0.0; width];
                laws.fill_quantiles(&column, &n, &mut out);
                for i in 0..width {
                    let exact = Binomial::new(probability(i)).quantile(column.uniform(i), n[i]);
                    assert_eq!(out[i], exact, "{} of {} at {}", probability(i), n[i], column.uniform(i));
                }
            }
        }
    }

    /// The same source compiled without vectors, and as the machine has them.
    #[test]
    fn any_processor_gives_the_same_bits() {
        let key = Key::of_seed(13);
        let mut column = Column::new(0, STAGE);
        for position in 0..2000 {
            column.draw(key, position);
            let top = 5.0 * key.uniform(position, 1 << 40);
            let n: [f64; STAGE] =
                std::array::from_fn(|i| libm::pow(10.0, top * key.uniform(i as u64, 1 << 41)).floor());
            let p: [f64; STAGE] = std::array::from_fn(|i| 0.2 * key.uniform(i as u64, 1 << 42));
            let laws = Binomials::new(p.to_vec());
            let (odds, ln_q) = (padded(&laws.odds, 0.0), padded(&laws.ln_q, 0.0));
            let words: &[u32; STAGE] = column.words().try_into().unwrap();
            let mut plain = [0.0; STAGE];
            fill_stage(words, &n, &p, &odds, &ln_q, normal::table(), &mut plain);
            let mut out = [0.0; STAGE];
            fill(words, &n, &p, &odds, &ln_q, normal::table(), &mut out);
            assert_eq!(plain, out);
        }
    }
}
