//! Addresses that never change, and numbers that are uniform.

use super::*;

/// The known answers of the Random123 distribution (`kat_vectors`, philox4x32 7).
#[test]
fn philox_gives_the_published_answers() {
    assert_eq!(philox([0; 4], [0; 2]), [0x5f6fb709, 0x0d893f64, 0x4f121f81, 0x4f730a48]);
    assert_eq!(philox([u32::MAX; 4], [u32::MAX; 2]), [0x5207ddc2, 0x45165e59, 0x4d8ee751, 0x8c52f662]);
    assert_eq!(
        philox([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0]),
        [0x4dfccaba, 0x190a87f0, 0xc47362ba, 0xb6b5242a]
    );
}

#[test]
fn fill_gives_the_bits_of_uniform_wherever_it_starts() {
    let key = Key::of_seed(7).named("orders").numbered(3);
    for first in [0, 1, 2, 5, (1 << 33) - 3] {
        for length in [0, 1, 2, 15, 16, 17, 33, 100] {
            let mut column = vec![0.0; length];
            key.fill(first, 11, &mut column);
            for (trial, value) in (first..).zip(&column) {
                assert_eq!(value.to_bits(), key.uniform(trial, 11).to_bits());
            }
        }
    }
}

#[test]
fn neither_end_occurs_and_the_complement_is_exact() {
    assert_eq!(unit(0, 0), f64::EPSILON / 2.0);
    assert_eq!(unit(u32::MAX, u32::MAX), 1.0 - f64::EPSILON / 2.0);
    let key = Key::of_seed(1);
    for trial in 0..10_000 {
        let u = key.uniform(trial, 0);
        assert!(u > 0.0 && u < 1.0);
        assert_eq!(1.0 - (1.0 - u), u);
    }
}

#[test]
fn addresses_never_change() {
    let key = Key::of_seed(2027).named("Paid search").numbered(4);
    assert_eq!(key.bits(), FROZEN_BITS);
    assert_eq!(key.uniform(9, 5).to_bits(), FROZEN_UNIFORM);
}
const FROZEN_BITS: u64 = 14529139342898083796;
const FROZEN_UNIFORM: u64 = 4603832750429619411;

#[test]
fn names_and_numbers_lead_to_different_addresses() {
    let root = Key::of_seed(0);
    let mut seen = std::collections::HashSet::new();
    for number in 0..1000 {
        assert!(seen.insert(root.numbered(number).bits()));
        assert!(seen.insert(root.named(&number.to_string()).bits()));
        assert!(seen.insert(root.numbered(number).named("a").bits()));
        assert!(seen.insert(root.named("a").numbered(number).bits()));
        assert!(seen.insert(Key::of_seed(number).bits()));
    }
}

/// Kolmogorov-Smirnov over one million numbers along trials, positions and keys; 1.95 / sqrt(n) is passed by
/// chance with probability 1e-3 each; the seed is fixed. The correlation of neighbours has bound 4 / sqrt(n).
#[test]
fn numbers_are_uniform_and_neighbours_uncorrelated() {
    let count = 1_000_000;
    let columns: [Vec<f64>; 3] = [
        (0..count).map(|i| Key::of_seed(3).uniform(i, 0)).collect(),
        (0..count).map(|i| Key::of_seed(3).uniform(0, i)).collect(),
        (0..count).map(|i| Key::of_seed(3).numbered(i).uniform(0, 0)).collect(),
    ];
    for column in columns {
        let n = column.len() as f64;
        let neighbours: f64 = column.windows(2).map(|w| (w[0] - 0.5) * (w[1] - 0.5)).sum();
        assert!((12.0 * neighbours / n).abs() < 4.0 / n.sqrt());
        let mut sorted = column;
        sorted.sort_unstable_by(f64::total_cmp);
        let distance =
            sorted.iter().enumerate().map(|(i, u)| (u - (i as f64 + 0.5) / n).abs()).fold(0.0, f64::max);
        assert!(distance < 1.95 / n.sqrt(), "{distance}");
    }
}

#[test]
fn pairs_are_uniform_and_apart() {
    let key = Key::of_seed(3).named("pairs");
    let numbers: Vec<f64> =
        (0..500).flat_map(|trial| (0..20).flat_map(move |at| key.pair(trial, at))).collect();
    let n = numbers.len() as f64;
    let mean = numbers.iter().sum::<f64>() / n;
    let square = numbers.iter().map(|u| u * u).sum::<f64>() / n;
    // Four standard errors: 1 in 16,000 each.
    assert!(
        (mean - 0.5).abs() < 4.0 / (12.0 * n).sqrt()
            && (square - 1.0 / 3.0).abs() < 4.0 * (4.0 / (45.0 * n)).sqrt()
    );
    let product = numbers.chunks(2).map(|pair| (pair[0] - 0.5) * (pair[1] - 0.5)).sum::<f64>() / (n / 2.0);
    assert!(product.abs() < 4.0 / 12.0 / (n / 2.0).sqrt(), "{product}");
    assert_ne!(key.pair(1, 1)[0], key.uniform(1, 1));
    // Whole vectors and a rest; positions and trials beyond 32 bits.
    let places: Vec<(u64, u64)> = (0..45).map(|at| (at * 0x1_0203_0405, (at << 33) | (5 * at))).collect();
    let (mut first, mut second) = (vec![0.0; places.len()], vec![0.0; places.len()]);
    key.fill_pairs(&places, &mut first, &mut second);
    for ((trial, position), pair) in places.iter().zip(first.iter().zip(&second)) {
        assert_eq!(key.pair(*trial, *position), [*pair.0, *pair.1]);
    }
}
