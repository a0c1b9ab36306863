//! Owen's scrambling of binary digits, by hash.

use super::random::mix;
use super::vectors::in_vectors;

/// The coordinate in (0, 1) of 32 binary digits under the Owen scramble that `key` names.
///
/// The upper 32 digits are a nested uniform scramble by hash (Burley, "Practical hash-based Owen scrambling", JCGT
/// 9(4), 2020); the other 20 are hash bits of the scrambled digits, which is what a scramble of infinite depth does.
#[inline(always)]
pub(super) fn scrambled(digits: u32, key: u64) -> f64 {
    let digits = nested(digits, key);
    let below = mix(key ^ mix(u64::from(digits))) >> 44;
    let bits = u64::from(digits) << 20 | below;
    f64::from_bits(0x3FF0_0000_0000_0000 | bits) - (1.0 - f64::EPSILON / 2.0)
}

in_vectors! {
    /// Each point under every scramble, point after point: `out` has as many rows of `keys.len()` as there are points.
    pub(super) fn fill(points: &[u32], keys: &[u64], out: &mut [f64]) {
        for (digits, out) in points.iter().zip(out.chunks_exact_mut(keys.len())) {
            for (out, key) in out.iter_mut().zip(keys) {
                *out = scrambled(*digits, *key);
            }
        }
    }
}

/// Flips each binary digit by a hash of the key and of the digits above it.
#[inline(always)]
fn nested(digits: u32, key: u64) -> u32 {
    permute(permute(digits.reverse_bits(), key as u32), (key >> 32) as u32).reverse_bits()
}

/// A hash in which a bit depends on the bits below it alone (Vegdahl 2021, "Building a better LK hash").
#[inline(always)]
fn permute(bits: u32, seed: u32) -> u32 {
    let mut x = bits;
    x ^= x.wrapping_mul(0x3D20ADEA);
    x = x.wrapping_add(seed);
    x = x.wrapping_mul((seed >> 16) | 1);
    x ^= x.wrapping_mul(0x05526C56);
    x ^ x.wrapping_mul(0x53A22864)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::random::Key;

    fn key(number: u64) -> u64 {
        Key::of_seed(99).numbered(number).bits()
    }

    /// Two points that agree in exactly the first digits agree in exactly as many after the scramble.
    #[test]
    fn the_scramble_is_nested() {
        for number in 0..2000 {
            let (x, seed) = (key(number) as u32, key(number + 5000));
            for digit in 0..32 {
                let difference = nested(x, seed) ^ nested(x ^ 1 << digit, seed);
                assert_eq!(difference.leading_zeros(), 31 - digit);
            }
        }
    }
}
