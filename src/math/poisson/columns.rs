//! Poisson quantiles of a column of trials, each of its mean: the bits of [`quantile`].

use super::quantile;
use crate::math::lattice::columns::{self as lattice, DOUBT, Masses, Moments, STAGE};
use crate::math::normal;
use crate::math::random::Column;
use crate::math::tabulated::{PIECES, Piece};
use crate::math::vectors::{Lined, in_vectors};

/// The quantiles of the column's uniform numbers, trial by trial, each of its mean.
///
/// # Panics
/// If the columns differ in length.
pub fn fill_quantiles(column: &Column, means: &[f64], out: &mut [f64]) {
    assert!(means.len() == out.len() && means.len() == column.words().len());
    if fill(column.words(), means, normal::table(), out) {
        resolve(column, means, out);
    }
}

/// Takes all digits where the word was not enough.
#[cold]
fn resolve(column: &Column, means: &[f64], out: &mut [f64]) {
    for (place, out) in out.iter_mut().enumerate() {
        if *out == DOUBT {
            *out = quantile(column.uniform(place), means[place]);
        }
    }
}

in_vectors! {
    /// The quantiles, [`DOUBT`] where the words do not settle them; whether there is such a doubt.
    fn fill(words: &[u32], means: &[f64], normal: &[Piece; PIECES], out: &mut [f64]) -> bool {
        lattice::each_stage(words, [means], [], out, |words, [means], [], out| {
            fill_stage(words, means, normal, out)
        })
    }
}

/// The mass of `k + 1` is that of `k` times `mean / (k + 1)`.
#[inline(always)]
fn fill_stage(
    words: &[u32; STAGE],
    means: &[f64; STAGE],
    normal: &[Piece; PIECES],
    out: &mut [f64; STAGE],
) -> i32 {
    let (Lined(log_first), Lined(rising)) = (&mut Lined([0.0; STAGE]), &mut Lined([0.0; STAGE]));
    for lane in 0..STAGE {
        rising[lane] = means[lane] as f32;
        log_first[lane] = -rising[lane];
    }
    let masses = Masses { log_first, rising, falling: &[0.0; STAGE] };
    let moments = |lane: usize| Moments { shares: [0.0, 1.0], mean: means[lane], most: f64::MAX };
    lattice::fill_quantiles(words, masses, moments, normal, out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::random::Key;

    /// Means of every size, against the exact quantile one by one.
    #[test]
    fn a_column_is_its_quantiles_one_by_one() {
        let key = Key::of_seed(21);
        for (low, high) in [(-9.0, 0.0), (0.0, 1.4), (1.0, 2.0), (2.0, 6.0), (6.0, 13.0), (-1.0, 3.0)] {
            for width in [256, 45, 5000] {
                let mut column = Column::new(3, width);
                for position in 0..20 {
                    column.draw(key, position);
                    let mean = |i: usize| {
                        let share = key.uniform(i as u64, 1 << 40 | position);
                        if share < 0.01 { 0.0 } else { libm::pow(10.0, low + (high - low) * share) }
                    };
                    let means: Vec<f64> = (0..width).map(mean).collect();
                    let mut out = vec![0.0; width];
                    fill_quantiles(&column, &means, &mut out);
                    for i in 0..width {
                        assert_eq!(out[i], quantile(column.uniform(i), means[i]), "{}", means[i]);
                    }
                }
            }
        }
    }

    /// The same source compiled without vectors, and as the machine has them.
    #[test]
    fn any_processor_gives_the_same_bits() {
        let key = Key::of_seed(22);
        let mut column = Column::new(0, STAGE);
        for position in 0..2000 {
            column.draw(key, position);
            let top = 5.0 * key.uniform(position, 1 << 40);
            let means: [f64; STAGE] =
                std::array::from_fn(|i| libm::pow(10.0, top * key.uniform(i as u64, 1 << 41) - 1.0));
            let mut plain = [0.0; STAGE];
            fill_stage(column.words().try_into().unwrap(), &means, normal::table(), &mut plain);
            let mut out = [0.0; STAGE];
            fill(column.words(), &means, normal::table(), &mut out);
            assert_eq!(plain, out);
        }
    }
}
