//! Latin hypercube points that may be continued.
//!
//! A Latin hypercube of `n` points has, in every dimension, one point in each of `n` strata of equal width; strata of
//! different dimensions meet by independent random permutations (`McKay`, Beckman and Conover 1979, Technometrics 21:239).
//! It takes the main effects out of the error and leaves interactions as they are under plain random points (Stein 1987,
//! Technometrics 29:143).
//!
//! A longer run has to begin with the shorter one, so points come in stretches: 0 to 7, 8 to 15, 16 to 31, 32 to 63 and
//! so on. Each stretch is a Latin hypercube of its own; and the strata are nested, so that all points up to the end of
//! a stretch are one too (Qian 2009, Biometrika 96:957). Both hold because a coordinate is an Owen-scrambled van der
//! Corput number, and only the order inside a stretch is permuted, anew in each dimension. A run that ends inside a
//! stretch, where the last points are a random choice of their strata, gains less than one that ends with it.

use super::permutation::permuted;
use super::random::mix;
use super::scramble;

/// Points of the first stretch, as a power of two.
const FIRST_BITS: u32 = 3;

/// The coordinate of point `index` in the dimension and the design that `key` names, in (0, 1).
///
/// Points of one key are the coordinates of one dimension; dimensions and designs are independent if their keys are
/// hashes.
#[inline]
pub fn coordinate(index: u32, key: u64) -> f64 {
    let (first, bits) = stretch(index);
    let place = first + permuted(index - first, bits, mix(key ^ u64::from(first)));
    scramble::scrambled(place.reverse_bits(), key)
}

/// The first point of the stretch that a point belongs to, and the number of its points as a power of two.
#[inline]
fn stretch(index: u32) -> (u32, u32) {
    match index.checked_ilog2() {
        Some(bits) if bits >= FIRST_BITS => (1 << bits, bits),
        _ => (0, FIRST_BITS),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::random::Key;

    fn key(number: u64) -> u64 {
        Key::of_seed(7).numbered(number).bits()
    }

    fn assert_one_in_each_stratum(points: std::ops::Range<u32>, key: u64) {
        let count = points.len();
        let mut seen = vec![false; count];
        for index in points.clone() {
            let cell = &mut seen[(coordinate(index, key) * count as f64) as usize];
            assert!(!*cell, "{points:?}");
            *cell = true;
        }
    }

    #[test]
    fn every_stretch_and_all_points_up_to_its_end_have_one_point_in_each_stratum() {
        for number in 0..20 {
            assert_one_in_each_stratum(0..8, key(number));
            for bits in 3..14 {
                assert_one_in_each_stratum(1 << bits..2 << bits, key(number));
                assert_one_in_each_stratum(0..2 << bits, key(number));
            }
        }
    }

    /// Over 4,000 designs: mean and variance of each of 24 coordinates, and what is left in common between dimensions
    /// or designs, at one point and at two. 96 normal scores against 4.5: false alarm 7e-4.
    #[test]
    fn a_coordinate_is_uniform_and_dimensions_and_designs_are_independent() {
        let designs = 4000_u64;
        let score =
            |values: &dyn Fn(u64) -> f64| (0..designs).map(values).sum::<f64>() / (designs as f64).sqrt();
        let centred = |index, number| (coordinate(index, key(number)) - 0.5) * f64::sqrt(12.0);
        for index in 0..24 {
            assert!(score(&|d| centred(index, d)).abs() < 4.5);
            // The square of a uniform score has variance 4/5.
            assert!(score(&|d| (centred(index, d) * centred(index, d) - 1.0) / 0.8_f64.sqrt()).abs() < 4.5);
            assert!(score(&|d| centred(index, d) * centred(index, d + designs)).abs() < 4.5);
            assert!(score(&|d| centred(index, 2 * d) * centred(index + 8, 2 * d + 1)).abs() < 4.5);
        }
    }

    /// Mean square error of the mean of a function with mean zero over 200 designs.
    fn mean_square(count: u32, function: impl Fn([f64; 2]) -> f64) -> f64 {
        let designs = 200;
        let squares = (0..designs).map(|design| {
            let point = |index| [0, 1].map(|dimension| coordinate(index, key(2 * design + dimension)));
            let mean = (0..count).map(|index| function(point(index))).sum::<f64>() / f64::from(count);
            mean * mean
        });
        squares.sum::<f64>() / designs as f64
    }

    /// `x` in each stratum of width `1/n` has variance `1/(12 n^2)`, so the mean square error of the mean of `x + y` is
    /// `2/(12 n^3)`: n squared times less than that of random points. The product of centred `x` and `y`, an
    /// interaction, errs as under random points, `1/(144 n)`. Over 200 designs a mean square is known to 10 %; 0.6 to
    /// 1.5 is four of that. Half a stretch more than a power of two still has a share of the gain.
    #[test]
    fn main_effects_leave_the_error_and_interactions_stay() {
        for n in [8_u32, 64, 1024] {
            let count = f64::from(n);
            let additive = mean_square(n, |[x, y]| x + y - 1.0) * 6.0 * count * count * count;
            assert!((0.6..1.5).contains(&additive), "{n}: {additive}");
            let interaction = mean_square(n, |[x, y]| (x - 0.5) * (y - 0.5)) * 144.0 * count;
            assert!((0.6..1.5).contains(&interaction), "{n}: {interaction}");
        }
        // 512 points without error, and half of the next 512: as good as 256 * (1 - 1/2) random points among 768.
        let ragged = mean_square(768, |[x, y]| x + y - 1.0) * 6.0 * 768.0 * 768.0 / 128.0;
        assert!((0.6..1.5).contains(&ragged), "{ragged}");
    }

    #[test]
    fn coordinates_never_change() {
        assert_eq!([0, 7, 8, 1000].map(|index| coordinate(index, key(3)).to_bits()), FROZEN);
    }
    const FROZEN: [u64; 4] =
        [4598181188157516466, 4601565458531322658, 4601142746152841466, 4604069573223425159];
}
