//! Permutations by address: where one place goes, without the others.

use super::random::mix;

/// Enough that the places of two points are independent of each other, as a test with chi-square sees them.
const ROUNDS: u64 = 10;

/// Where `place` goes in the permutation of `0 .. count` that `key` names.
///
/// The permutation of the next power of two, followed from place to place until it is back among the first `count`: so
/// every cycle keeps its order and loses its other members ("cycle walking"; Black and Rogaway 2002, "Ciphers with
/// arbitrary finite domains", CT-RSA). That takes fewer than two steps on average.
///
/// # Panics
/// Where `place` is not below `count`.
pub fn place_of(place: u32, count: u32, key: u64) -> u32 {
    assert!(place < count, "a place among {count}");
    let bits = count.next_power_of_two().ilog2();
    let mut at = permuted(place, bits, key);
    while at >= count {
        at = permuted(at, bits, key);
    }
    at
}

/// Where `place` goes in the permutation of `0 .. 2^bits` that `key` names.
///
/// Every round adds, multiplies by an odd number and folds the upper half of the digits onto the lower one: each of the
/// three is a bijection of the lowest digits, in the manner of Kensler ("Correlated multi-jittered sampling", Pixar
/// 13-01, 2013). His constants stay far from independent in short stretches; here every round has numbers of its own.
#[inline]
pub(super) fn permuted(place: u32, bits: u32, key: u64) -> u32 {
    let mask = (1 << bits) - 1;
    let fold = bits.div_ceil(2);
    let mut place = place;
    for round in 0..ROUNDS {
        let number = mix(key.wrapping_add(round));
        let factor = (number >> 32) as u32 | 1;
        place = place.wrapping_add(number as u32).wrapping_mul(factor) & mask;
        place ^= place >> fold;
    }
    place
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::random::Key;

    fn key(number: u64) -> u64 {
        Key::of_seed(7).numbered(number).bits()
    }

    #[test]
    fn every_place_is_taken_once() {
        for count in (1..70).chain([125, 128, 1000, 3125]) {
            for number in 0..5 {
                let mut taken: Vec<u32> =
                    (0..count).map(|place| place_of(place, count, key(number))).collect();
                taken.sort_unstable();
                assert!(taken.into_iter().eq(0..count), "{count} places, key {number}");
            }
        }
    }

    /// Where two places of a number that is no power of two go, over 60,000 keys: chi-square's normal score against 5
    /// for 3 counts of 2 pairs; a false alarm of 6 times some 1e-6 (the tail of chi-square with 29 or more degrees of
    /// freedom is wider than the normal's 3e-7).
    #[test]
    fn two_places_go_anywhere() {
        for count in [6_u32, 12, 25] {
            for (i, j) in [(0, 1), (count / 2, count - 1)] {
                let mut counts = vec![0.0; (count * count) as usize];
                for number in 0..60_000 {
                    let [one, other] = [i, j].map(|place| place_of(place, count, key(number)));
                    assert_ne!(one, other);
                    counts[(one * count + other) as usize] += 1.0;
                }
                let pairs = f64::from(count * (count - 1));
                let expected = 60_000.0 / pairs;
                let square = |found: &f64| (found - expected) * (found - expected) / expected;
                // Of a place with itself there is none: what each of those adds is taken off.
                let all = counts.iter().map(square).sum::<f64>() - f64::from(count) * expected;
                let score = (all - (pairs - 1.0)) / f64::sqrt(2.0 * (pairs - 1.0));
                assert!(score < 5.0, "{count} places, {i} and {j}: {score:.1}");
            }
        }
    }

    /// The places of two points over many keys, in cells: chi-square's normal score for 6 pairs in each of 5 lengths
    /// against 5, a false alarm of 30 times some 1e-6 (the tail of chi-square with 55 or more degrees of freedom is
    /// wider than the normal's 3e-7). The seed is fixed.
    #[test]
    fn the_places_of_two_points_are_any_two() {
        for bits in [3, 4, 5, 8, 12] {
            let points = 1_usize << bits;
            let (keys, cells) = (200_000, points.min(16));
            // Cells as wide as the permutation goes, and pairs of a place with itself, which never occur, left out.
            let width = points / cells;
            let share = |same: bool| {
                let (width, points) = (width as f64, points as f64);
                (if same { width * (width - 1.0) } else { width * width }) / (points * (points - 1.0))
            };
            let last = points as u32 - 1;
            for (i, j) in [(0, 1), (1, 2), (0, last), (last / 2 + 1, 0), (2, last - 1), (last - 1, last)] {
                let mut counts = vec![0.0; cells * cells];
                for number in 0..keys {
                    let place = |point: u32| permuted(point, bits, key(number)) as usize / width;
                    counts[place(i) * cells + place(j)] += 1.0;
                }
                let (mut square, mut freedom) = (0.0, -1.0);
                for (cell, count) in counts.iter().enumerate() {
                    let expected = keys as f64 * share(cell / cells == cell % cells);
                    if expected == 0.0 {
                        assert_eq!(*count, 0.0);
                    } else {
                        square += (count - expected) * (count - expected) / expected;
                        freedom += 1.0;
                    }
                }
                let score = (square - freedom) / f64::sqrt(2.0 * freedom);
                assert!(score < 5.0, "{points} points, {i} and {j}: {score:.1}");
            }
        }
    }
}
