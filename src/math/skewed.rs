//! A law by mean, standard deviation and skewness: its distribution function and density, at the cost of a few dozen
//! operations, for mixtures of very many.
//!
//! Wilson and Hilferty (1931, PNAS 17:684): the cube root of a gamma variate is nearly normal. Written with the
//! skewness `g` and the deviation `z` in standard deviations, `F(z) = Phi(w)`, `w = (6 / g) (c - 1) + g / 6` with
//! `c^3 = 1 + g z / 2`; `(c - 1) = (g z / 2) / (c^2 + c + 1)` keeps it exact down to `g = 0`, where it is the normal law.
//! It rises with `z` everywhere. By Cornish and Fisher's expansion its first two terms are those of a law of skewness
//! `g` and excess kurtosis [`KURTOSIS`] `g^2` (a gamma has 1.5 `g^2`).

use super::normal;
use super::vectors::in_vectors;
use std::sync::LazyLock;

/// Excess kurtosis over the square of the skewness.
pub const KURTOSIS: f64 = 14.0 / 9.0;

/// Beyond, the skewness is taken for this: what is more skewed than an exponential has no normal cube root either.
const MOST_SKEWNESS: f64 = 3.0;

/// A law of some mean, spread and skewness; small, because there are very many.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Skewed {
    /// The mean.
    pub mean: f64,
    /// The standard deviation; 0 is a law that leaves nothing to chance.
    pub sd: f32,
    /// The skewness.
    pub skewness: f32,
}

impl Skewed {
    /// The law of these first three cumulants. A variance that is nothing but rounding of the mean's square is none.
    #[inline(always)]
    #[expect(clippy::needless_bitwise_bool, reason = "lazy ones are branches")]
    pub fn of_cumulants(mean: f64, variance: f64, third: f64) -> Self {
        let certain = variance.is_nan() | (variance <= 1e-20 * mean * mean);
        let sd = variance.sqrt();
        let skewness = (third / (variance * sd)).clamp(-MOST_SKEWNESS, MOST_SKEWNESS);
        let (sd, skewness) = if certain { (0.0, 0.0) } else { (sd, skewness) };
        Self { mean, sd: sd as f32, skewness: skewness as f32 }
    }

    /// The deviation of `x` from the mean, in standard deviations.
    #[inline]
    pub fn standard(self, x: f64) -> f64 {
        (x - self.mean) / f64::from(self.sd)
    }

    /// `P(X <= x)` and the density at `x` (0 where nothing is left to chance).
    #[inline(always)]
    pub fn below(self, x: f64) -> (f64, f64) {
        below(x, self.mean, f64::from(self.sd), f64::from(self.skewness), &TABLE)
    }
}

in_vectors! {
    /// The laws of columns of cumulants, one each.
    pub fn fill(mean: &[f64], variance: &[f64], third: &[f64], laws: &mut [Skewed]) {
        for (law, ((mean, variance), third)) in laws.iter_mut().zip(mean.iter().zip(variance).zip(third)) {
            *law = Skewed::of_cumulants(*mean, *variance, *third);
        }
    }
}

in_vectors! {
    /// Adds each law's `P(X <= x)` and density to the sums of its lane: law `i` belongs to lane `i % 32`.
    fn add_all(laws: &[Skewed], x: f64, table: &Table, shares: &mut [f64; WIDTH], densities: &mut [f64; WIDTH]) {
        let (rounds, rest) = laws.as_chunks::<WIDTH>();
        for round in rounds {
            let (mut means, mut sds, mut skewnesses) = ([0.0; WIDTH], [0.0; WIDTH], [0.0; WIDTH]);
            for lane in 0..WIDTH {
                means[lane] = round[lane].mean;
                sds[lane] = f64::from(round[lane].sd);
                skewnesses[lane] = f64::from(round[lane].skewness);
            }
            for lane in 0..WIDTH {
                let (share, density) = below(x, means[lane], sds[lane], skewnesses[lane], table);
                shares[lane] += share;
                densities[lane] += density;
            }
        }
        for (lane, law) in rest.iter().enumerate() {
            let (share, density) = below(x, law.mean, f64::from(law.sd), f64::from(law.skewness), table);
            shares[lane] += share;
            densities[lane] += density;
        }
    }
}

/// Lanes of [`add_below`].
pub const WIDTH: usize = 32;

/// Adds each law's `P(X <= x)` and density to the sums of its lane: law `i` belongs to lane `i % 32`.
pub fn add_below(laws: &[Skewed], x: f64, shares: &mut [f64; WIDTH], densities: &mut [f64; WIDTH]) {
    add_all(laws, x, &TABLE, shares, densities);
}

/// Without branches, so that it can be done for many laws at once; a law without spread is a step.
#[inline(always)]
#[expect(clippy::needless_bitwise_bool, reason = "lazy ones are branches")]
fn below(x: f64, mean: f64, sd: f64, skewness: f64, table: &Table) -> (f64, f64) {
    let spread = if sd > 0.0 { sd } else { 1.0 };
    let z = (x - mean) / spread;
    let cube = 1.0 + 0.5 * skewness * z;
    let inside = (sd > 0.0) & (z.abs() <= REACH) & (cube > 0.0);
    let beyond = if sd > 0.0 { z > 0.0 } else { mean <= x };
    let (z, cube) = (if inside { z } else { 0.0 }, if inside { cube } else { 1.0 });
    let c = cube_root(cube);
    // One division for two: the inverse of their product, times the one, is that of the other.
    let (sum, stretch) = (c * c + c + 1.0, c * c * spread);
    let inverse = 1.0 / (sum * stretch);
    let w = 3.0 * z * (stretch * inverse) + skewness * (1.0 / 6.0);
    let (share, density) = normal_below(w, table);
    let end = if beyond { 1.0 } else { 0.0 };
    (if inside { share } else { end }, if inside { density * (sum * inverse) } else { 0.0 })
}

/// Beyond so many standard deviations a law is taken to have ended.
const REACH: f64 = 40.0;

/// The cube root of a positive normal number, to 1e-13: a third of its bits, taken for a number, is within 4 % of it, and
/// each of Halley's steps cubes the error. The upper half of the bits is enough to begin with.
#[inline(always)]
fn cube_root(y: f64) -> f64 {
    // A third of 32 bits is the upper half of a product of 64.
    let third = ((y.to_bits() >> 32) * 0x5555_5556) >> 32;
    let mut c = f64::from_bits((third + 0x2A9F_7893) << 32);
    for _ in 0..2 {
        let cube = c * c * c;
        c *= (cube + 2.0 * y) / (2.0 * cube + y);
    }
    c
}

/// Where the normal table ends.
const TABLE_END: f64 = 8.0;

/// Steps of the normal table to a unit.
const STEPS: f64 = 16.0;

/// Places of the table, a power of two beyond the 257 steps, so that no place is outside.
const PLACES: usize = 512;

/// The normal distribution function and the density at every step.
#[derive(Debug)]
struct Table {
    below: [f64; PLACES],
    density: [f64; PLACES],
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let node = |k: usize| k as f64 / STEPS - TABLE_END;
    Table {
        below: std::array::from_fn(|k| normal::cdf(node(k))),
        density: std::array::from_fn(|k| libm::exp(-0.5 * node(k) * node(k)) * FRAC_1_SQRT_TAU),
    }
});

/// Adding it rounds to a whole number, which then stands in the lowest bits.
const ROUNDER: f64 = 6_755_399_441_055_744.0;

const FRAC_1_SQRT_TAU: f64 = 0.398_942_280_401_432_7;

/// The standard normal distribution function and density, by Taylor's sum about the nearest step: to 1e-11 and 1e-9.
#[inline(always)]
fn normal_below(w: f64, table: &Table) -> (f64, f64) {
    let ended = w.abs() >= TABLE_END;
    let end = if w > 0.0 { 1.0 } else { 0.0 };
    let w = if ended { 0.0 } else { w };
    let shifted = (w + TABLE_END) * STEPS + ROUNDER;
    let place = shifted.to_bits() as usize % PLACES;
    let node = (shifted - ROUNDER) / STEPS - TABLE_END;
    let (below, density) = (table.below[place], table.density[place]);
    let h = w - node;
    let square = node * node;
    // Hermite's polynomials over factorials: the derivatives of the density.
    let c2 = node * (-1.0 / 2.0);
    let c3 = (square - 1.0) * (1.0 / 6.0);
    let c4 = node * (3.0 - square) * (1.0 / 24.0);
    let c5 = (square * (square - 6.0) + 3.0) * (1.0 / 120.0);
    let sum = 1.0 + h * (c2 + h * (c3 + h * (c4 + h * c5)));
    let slope = 1.0 + h * (2.0 * c2 + h * (3.0 * c3 + h * (4.0 * c4 + h * (5.0 * c5))));
    (if ended { end } else { below + density * h * sum }, if ended { 0.0 } else { density * slope })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::special::incomplete_gamma;

    #[test]
    fn without_skewness_it_is_the_normal_law() {
        let law = Skewed::of_cumulants(3.0, 4.0, 0.0);
        for step in -2000..=2000 {
            let z = f64::from(step) / 230.0;
            let (below, density) = law.below(3.0 + 2.0 * z);
            let exact = libm::exp(-0.5 * z * z) * FRAC_1_SQRT_TAU / 2.0;
            assert!((below - normal::cdf(z)).abs() < 1e-11, "{z}: {below}");
            assert!((density - exact).abs() < 1e-9, "{z}: {density} {exact}");
        }
    }

    /// Against the gamma law of the same skewness the error falls with the square of the skewness, and a mirrored law
    /// is the mirror's.
    #[test]
    fn it_is_near_the_gamma_law_and_its_mirror() {
        for (skewness, most) in [(0.02, 1e-6), (0.1, 2e-5), (0.5, 5e-4), (1.0, 2e-3), (2.0, 1.5e-2)] {
            let shape = 4.0 / (skewness * skewness);
            let (right, left) =
                (Skewed::of_cumulants(0.0, 1.0, skewness), Skewed::of_cumulants(0.0, 1.0, -skewness));
            for step in -300..=500 {
                let z = f64::from(step) / 100.0;
                let x = shape + z * shape.sqrt();
                let exact = if x > 0.0 { incomplete_gamma(shape, x).lower } else { 0.0 };
                let found = right.below(z).0;
                assert!((found - exact).abs() < most, "{skewness} {z}: {found} {exact}");
                assert!((left.below(-z).0 - (1.0 - found)).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn the_density_is_the_slope() {
        for skewness in [-1.2, -0.3, 1e-7, 0.2, 2.5] {
            let law = Skewed::of_cumulants(10.0, 9.0, 27.0 * skewness);
            for step in -60..=60 {
                let x = 10.0 + f64::from(step) / 8.0;
                let slope = (law.below(x + 1e-5).0 - law.below(x - 1e-5).0) / 2e-5;
                // The density of a law with an edge has a step there.
                let edge = 10.0 - 6.0 / skewness;
                if (x - edge).abs() > 0.1 {
                    assert!((slope - law.below(x).1).abs() < 1e-6, "{skewness} {x}: {slope}");
                }
            }
        }
    }

    #[test]
    fn cube_roots_are_libms_to_1e_13() {
        for step in 1..4000 {
            let y = libm::exp(f64::from(step - 2000) / 60.0);
            assert!((cube_root(y) - libm::cbrt(y)).abs() < 1e-13 * libm::cbrt(y), "{y}");
        }
    }

    /// 75 laws: two rounds and a rest; some without spread, some ended.
    #[test]
    fn many_laws_at_once_are_each_law() {
        let law = |i: usize| {
            let spread = if i.is_multiple_of(7) { 0.0 } else { 1.0 + i as f64 };
            Skewed::of_cumulants(i as f64 - 20.0, spread, 0.3 * spread * (i as f64 - 40.0))
        };
        let laws: Vec<Skewed> = (0..75).map(law).collect();
        for x in [-300.0, -20.0, 0.0, 8.0, 500.0] {
            let (mut shares, mut densities) = ([0.0; WIDTH], [0.0; WIDTH]);
            add_below(&laws, x, &mut shares, &mut densities);
            for lane in 0..WIDTH {
                let each = laws.iter().skip(lane).step_by(WIDTH).map(|law| law.below(x));
                let sums = each.fold((0.0, 0.0), |sums, (share, density)| (sums.0 + share, sums.1 + density));
                assert_eq!((shares[lane], densities[lane]), sums, "{x}: {lane}");
            }
        }
    }

    #[test]
    fn columns_of_laws_are_each_law() {
        let column = |of: fn(f64) -> f64| -> Vec<f64> { (0..43).map(|i| of(f64::from(i))).collect() };
        let mean = column(|i| 10.0 * i - 200.0);
        let variance = column(|i| if i % 5.0 == 0.0 { -1e-9 } else { i * i });
        let third = column(|i| (i - 20.0) * i * i);
        let mut laws = vec![Skewed::of_cumulants(0.0, 0.0, 0.0); 43];
        fill(&mean, &variance, &third, &mut laws);
        for (i, law) in laws.iter().enumerate() {
            assert_eq!(*law, Skewed::of_cumulants(mean[i], variance[i], third[i]), "{i}");
        }
    }

    #[test]
    fn no_variance_is_a_step() {
        let law = Skewed::of_cumulants(2.0, 1e-25, 0.0);
        assert_eq!((law.below(1.999), law.below(2.0)), ((0.0, 0.0), (1.0, 0.0)));
    }
}
