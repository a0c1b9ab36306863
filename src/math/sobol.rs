//! Sobol points under Owen's scrambling.

use sobol::Sobol as Generator;
use sobol::params::JoeKuoD6;

use super::scramble;
use std::sync::OnceLock;

const BITS: usize = 32;

/// What all direction numbers are made of. It comes packed, and a run would unpack it three times.
static PARAMETERS: OnceLock<JoeKuoD6> = OnceLock::new();

/// Points that [`Sobol::fill`] scrambles at once.
const POINTS: usize = 8;

/// Direction numbers of as many dimensions as a run needs (Joe and Kuo 2008, `new-joe-kuo-6`).
#[derive(Debug)]
pub struct Sobol {
    directions: Vec<[u32; BITS]>,
}

impl Sobol {
    /// How many dimensions there are direction numbers for.
    pub const MOST_DIMENSIONS: usize = 1000;

    /// The first `dimensions` dimensions (at most [`Sobol::MOST_DIMENSIONS`]).
    ///
    /// # Panics
    /// With more dimensions than there are direction numbers for.
    pub fn new(dimensions: usize) -> Self {
        assert!(dimensions <= Self::MOST_DIMENSIONS, "{dimensions} dimensions are too many");
        let parameters = PARAMETERS.get_or_init(JoeKuoD6::standard);
        let values = Generator::<u32>::init_direction_vals(dimensions, BITS, parameters);
        let directions = values
            .into_iter()
            .map(|numbers| numbers.try_into().expect("as many direction numbers as bits"))
            .collect();
        Self { directions }
    }

    /// The coordinate of a point before scrambling, as 32 binary digits; indices in natural order, not Gray's.
    #[inline]
    fn digits(&self, index: u32, dimension: usize) -> u32 {
        let directions = &self.directions[dimension];
        let mut rest = index;
        let mut value = 0;
        while rest != 0 {
            value ^= directions[rest.trailing_zeros() as usize];
            rest &= rest - 1;
        }
        value
    }

    /// Coordinate `dimension` of point `index` under the Owen scramble that `key` names, in (0, 1).
    #[inline]
    pub fn scrambled(&self, index: u32, dimension: usize, key: u64) -> f64 {
        scramble::scrambled(self.digits(index, dimension), key)
    }

    /// Coordinate `dimension` of the points from `first` on, each under every scramble: point after point, and of each
    /// the scrambles in the order of their keys. The bits are those of [`Sobol::scrambled`].
    ///
    /// # Panics
    /// Where `out` does not hold whole points.
    pub fn fill(&self, first: u32, dimension: usize, keys: &[u64], out: &mut [f64]) {
        assert!(
            out.len().is_multiple_of(keys.len()),
            "{} coordinates of {} scrambles",
            out.len(),
            keys.len()
        );
        let mut digits = [0; POINTS];
        let mut first = first;
        for out in out.chunks_mut(POINTS * keys.len()) {
            let count = out.len() / keys.len();
            for (digits, index) in digits[..count].iter_mut().zip(first..) {
                *digits = self.digits(index, dimension);
            }
            scramble::fill(&digits[..count], keys, out);
            first += count as u32;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::random::Key;

    fn key(number: u64) -> u64 {
        Key::of_seed(99).numbered(number).bits()
    }

    /// The first points of Joe and Kuo's own program for `new-joe-kuo-6.21201`; theirs come in the order of Gray's code,
    /// which permutes the indices of each block of a power of two.
    #[test]
    fn digits_are_the_published_points() {
        let published = [
            [0.0, 0.0, 0.0],
            [0.5, 0.5, 0.5],
            [0.75, 0.25, 0.25],
            [0.25, 0.75, 0.75],
            [0.375, 0.375, 0.625],
            [0.875, 0.875, 0.125],
            [0.625, 0.125, 0.875],
            [0.125, 0.625, 0.375],
        ];
        let sobol = Sobol::new(3);
        for (index, point) in (0_u32..).zip(published) {
            let gray = index ^ index >> 1;
            for (dimension, value) in point.into_iter().enumerate() {
                assert_eq!(f64::from(sobol.digits(gray, dimension)) / 4294967296.0, value);
            }
        }
    }

    #[test]
    fn every_stretch_of_a_power_of_two_has_one_point_in_each_cell_of_every_dimension() {
        let sobol = Sobol::new(Sobol::MOST_DIMENSIONS);
        for dimension in 0..Sobol::MOST_DIMENSIONS {
            for (power, block) in [(0, 5), (3, 0), (6, 7), (10, 1)] {
                let count = 1_u32 << power;
                let mut seen = vec![false; count as usize];
                for index in block * count..(block + 1) * count {
                    let x = sobol.scrambled(index, dimension, key(dimension as u64));
                    let cell = &mut seen[(x * f64::from(count)) as usize];
                    assert!(!*cell, "dimension {dimension}, block {block} of {count}");
                    *cell = true;
                }
            }
        }
    }

    #[test]
    fn the_first_two_dimensions_stay_a_net_when_scrambled() {
        let sobol = Sobol::new(2);
        for seed in 0..20 {
            for split in 0..=8 {
                let mut seen = [false; 256];
                for index in 0..256 {
                    let column = (sobol.scrambled(index, 0, key(2 * seed)) * f64::from(1 << split)) as usize;
                    let row =
                        (sobol.scrambled(index, 1, key(2 * seed + 1)) * f64::from(1 << (8 - split))) as usize;
                    let cell = &mut seen[column << (8 - split) | row];
                    assert!(!*cell);
                    *cell = true;
                }
            }
        }
    }

    /// Over 4,000 scrambles: each of 12 points' mean and variance, and the correlation between two points in different
    /// halves, between dimensions and between keys. 60 normal scores against 4.5: false alarm 4e-4, fixed seed.
    #[test]
    fn a_scrambled_point_is_uniform_and_scrambles_are_independent() {
        let sobol = Sobol::new(2);
        let scrambles = 4000_u64;
        let root = (scrambles as f64).sqrt();
        let score = |values: &dyn Fn(u64) -> f64| (0..scrambles).map(values).sum::<f64>() / root;
        let centred =
            |index, dimension, seed| (sobol.scrambled(index, dimension, key(seed)) - 0.5) * f64::sqrt(12.0);
        for index in 0..12 {
            assert!(score(&|s| centred(index, 0, s)).abs() < 4.5);
            // The square of a uniform score has variance 4/5.
            assert!(
                score(&|s| (centred(index, 1, s) * centred(index, 1, s) - 1.0) / 0.8_f64.sqrt()).abs() < 4.5
            );
            // Under another key, or in another dimension under another key, nothing is left in common.
            assert!(score(&|s| centred(index, 0, s) * centred(index, 0, s + scrambles)).abs() < 4.5);
            assert!(score(&|s| centred(index, 0, 2 * s) * centred(index, 1, 2 * s + 1)).abs() < 4.5);
            assert!(score(&|s| centred(index, 0, s) * centred(index + 4, 0, s + 1)).abs() < 4.5);
        }
    }

    /// The root mean square error of a smooth integral over 64 scrambles falls by about 2^1.5 with each doubling.
    #[test]
    fn the_error_of_a_smooth_integral_falls_as_the_power_three_halves() {
        let sobol = Sobol::new(2);
        let error = |count: u32| {
            let squares: f64 = (0..64)
                .map(|seed| {
                    let sum: f64 = (0..count)
                        .map(|i| {
                            let x = sobol.scrambled(i, 0, key(2 * seed));
                            let y = sobol.scrambled(i, 1, key(2 * seed + 1));
                            libm::exp(x + y)
                        })
                        .sum();
                    let exact = (std::f64::consts::E - 1.0) * (std::f64::consts::E - 1.0);
                    let miss = sum / f64::from(count) - exact;
                    miss * miss
                })
                .sum();
            (squares / 64.0).sqrt()
        };
        let rate = libm::log2(error(64) / error(4096)) / 6.0;
        assert!((1.3..1.7).contains(&rate), "{rate}");
    }

    /// 21 points of 32 scrambles: chunks of eight and a rest.
    #[test]
    fn many_points_have_the_bits_of_each() {
        let sobol = Sobol::new(9);
        let keys: Vec<u64> = (0..32).map(key).collect();
        let mut out = vec![0.0; 21 * 32];
        sobol.fill(1000, 8, &keys, &mut out);
        for (place, found) in out.iter().enumerate() {
            let expected = sobol.scrambled(1000 + (place / 32) as u32, 8, keys[place % 32]);
            assert_eq!(found.to_bits(), expected.to_bits(), "{place}");
        }
    }

    #[test]
    fn points_lie_strictly_inside() {
        let sobol = Sobol::new(1);
        for seed in 0..100_000 {
            let x = sobol.scrambled(0, 0, key(seed));
            assert!(x > 0.0 && x < 1.0 && 1.0 - (1.0 - x) == x);
        }
    }
}
