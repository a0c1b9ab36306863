//! Sobol points under Owen's scrambling.

use sobol::Sobol as Generator;
use sobol::params::JoeKuoD6;

use super::random::mix;

const BITS: usize = 32;

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
        let values = Generator::<u32>::init_direction_vals(dimensions, BITS, &JoeKuoD6::standard());
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
    ///
    /// The upper 32 digits are a nested uniform scramble by hash (Burley, "Practical hash-based Owen scrambling", JCGT
    /// 9(4), 2020); the other 20 are hash bits of the scrambled digits, which is what a scramble of infinite depth does.
    #[inline]
    pub fn scrambled(&self, index: u32, dimension: usize, key: u64) -> f64 {
        let digits = nested_scramble(self.digits(index, dimension), key);
        let below = mix(key ^ mix(u64::from(digits))) >> 44;
        let bits = u64::from(digits) << 20 | below;
        f64::from_bits(0x3FF0_0000_0000_0000 | bits) - (1.0 - f64::EPSILON / 2.0)
    }
}

/// Flips each binary digit by a hash of the key and of the digits above it.
#[inline]
fn nested_scramble(digits: u32, key: u64) -> u32 {
    permute(permute(digits.reverse_bits(), key as u32), (key >> 32) as u32).reverse_bits()
}

/// A hash in which a bit depends on the bits below it alone (Vegdahl 2021, "Building a better LK hash").
#[inline]
fn permute(bits: u32, seed: u32) -> u32 {
    let mut x = bits;
    x ^= x.wrapping_mul(0x3D20ADEA);
    x = x.wrapping_add(seed);
    x = x.wrapping_mul((seed >> 16) | 1);
    x ^= x.wrapping_mul(0x05526C56);
    x ^ x.wrapping_mul(0x53A22864)
}
