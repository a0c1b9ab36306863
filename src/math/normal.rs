//! The normal distribution: distribution function and quantile.

use super::tabulated::{self, PIECES, Piece, tabulate};
use super::vectors::in_vectors;
use std::sync::OnceLock;

/// The standard normal quantile of `p` in (0, 1).
///
/// Wichura, "Algorithm AS 241: the percentage points of the normal distribution", Applied Statistics 37 (1988),
/// routine PPND16: relative error about 1e-16 for `p` down to 1e-316.
#[inline]
pub fn quantile(p: f64) -> f64 {
    let centred = p - 0.5;
    if centred.abs() <= CENTRE { centre(centred) } else { tail(p, centred) }
}

/// Puts the standard normal quantile in the place of every share of a column: the bits of [`quantile`].
pub fn quantiles(column: &mut [f64]) {
    let mut shares = [0.0; CHUNK];
    let mut tails = [0; CHUNK];
    for column in column.chunks_mut(CHUNK) {
        shares[..column.len()].copy_from_slice(column);
        let mut count = 0;
        for (place, p) in column.iter().enumerate() {
            // Written in any case, so that chance decides no branch.
            tails[count] = place;
            count += usize::from((p - 0.5).abs() > CENTRE);
        }
        fill_centres(column);
        for &place in &tails[..count] {
            column[place] = tail(shares[place], shares[place] - 0.5);
        }
    }
}

/// Shares that [`quantiles`] takes at once.
const CHUNK: usize = 256;

in_vectors! {
    /// What lies outside the centre has no meaning.
    fn fill_centres(column: &mut [f64]) {
        for x in column {
            *x = centre(*x - 0.5);
        }
    }
}

/// Shares within so much of a half have a quantile without a logarithm.
const CENTRE: f64 = 0.425;

#[inline(always)]
fn centre(centred: f64) -> f64 {
    let r = 0.180625 - centred * centred;
    centred * ratio(r, &CENTRE_ABOVE, &CENTRE_BELOW)
}

/// The table of the standard normal quantile, for columns of words; its error is below 1e-9 (of 1, or of the value).
pub(super) fn table() -> &'static [Piece; PIECES] {
    static TABLE: OnceLock<Box<[Piece; PIECES]>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let pieces = tabulate(|tail, is_upper| if is_upper { -quantile(tail) } else { quantile(tail) });
        pieces.try_into().expect("a table has as many pieces as tables have")
    })
}

/// The standard normal quantiles of a column of words; what is [far](super::tabulated::is_far) has no meaning.
pub(super) fn fill(words: &[u32], out: &mut [f64]) {
    tabulated::fill(words, table(), out);
}

fn tail(p: f64, centred: f64) -> f64 {
    let smaller = if centred < 0.0 { p } else { 1.0 - p };
    let r = (-libm::log(smaller)).sqrt();
    let magnitude = if r <= 5.0 {
        ratio(r - 1.6, &MIDDLE_ABOVE, &MIDDLE_BELOW)
    } else {
        ratio(r - 5.0, &FAR_ABOVE, &FAR_BELOW)
    };
    if centred < 0.0 { -magnitude } else { magnitude }
}

/// The standard normal distribution function; relative error about 1e-15 in the lower tail.
pub fn cdf(x: f64) -> f64 {
    0.5 * libm::erfc(-x * std::f64::consts::FRAC_1_SQRT_2)
}

#[inline(always)]
fn ratio(r: f64, above: &[f64; 8], below: &[f64; 8]) -> f64 {
    horner(r, above) / horner(r, below)
}

#[inline(always)]
fn horner(r: f64, coefficients: &[f64; 8]) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, c| sum * r + c)
}

const CENTRE_ABOVE: [f64; 8] = [
    3.3871328727963666080e0,
    1.3314166789178437745e2,
    1.9715909503065514427e3,
    1.3731693765509461125e4,
    4.5921953931549871457e4,
    6.7265770927008700853e4,
    3.3430575583588128105e4,
    2.5090809287301226727e3,
];
const CENTRE_BELOW: [f64; 8] = [
    1.0,
    4.2313330701600911252e1,
    6.8718700749205790830e2,
    5.3941960214247511077e3,
    2.1213794301586595867e4,
    3.9307895800092710610e4,
    2.8729085735721942674e4,
    5.2264952788528545610e3,
];
const MIDDLE_ABOVE: [f64; 8] = [
    1.42343711074968357734e0,
    4.63033784615654529590e0,
    5.76949722146069140550e0,
    3.64784832476320460504e0,
    1.27045825245236838258e0,
    2.41780725177450611770e-1,
    2.27238449892691845833e-2,
    7.74545014278341407640e-4,
];
const MIDDLE_BELOW: [f64; 8] = [
    1.0,
    2.05319162663775882187e0,
    1.67638483018380384940e0,
    6.89767334985100004550e-1,
    1.48103976427480074590e-1,
    1.51986665636164571966e-2,
    5.47593808499534494600e-4,
    1.05075007164441684324e-9,
];
const FAR_ABOVE: [f64; 8] = [
    6.65790464350110377720e0,
    5.46378491116411436990e0,
    1.78482653991729133580e0,
    2.96560571828504891230e-1,
    2.65321895265761230930e-2,
    1.24266094738807843860e-3,
    2.71155556874348757815e-5,
    2.01033439929228813265e-7,
];
const FAR_BELOW: [f64; 8] = [
    1.0,
    5.99832206555887937690e-1,
    1.36929880922735805310e-1,
    1.48753612908506148525e-2,
    7.86869131145613259100e-4,
    1.84631831751005468180e-5,
    1.42151175831644588870e-7,
    2.04426310338993978564e-15,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::random::{Column, Key};
    use crate::math::reference::NORMAL;
    use proptest::prelude::*;
    use statrs::distribution::{ContinuousCDF, Normal};

    #[test]
    fn quantile_matches_reference_values() {
        for &(p, w) in NORMAL {
            assert!((quantile(p) - w).abs() <= 2e-15 * w.abs(), "{p}: {} {w}", quantile(p));
        }
    }

    /// 333 shares: a whole chunk and a rest, in the centre and in both tails.
    #[test]
    fn a_column_has_the_bits_of_each() {
        let key = Key::of_seed(4);
        let mut column: Vec<f64> = (0..333).map(|trial| key.uniform(trial, 0)).collect();
        column[300..304].copy_from_slice(&[1e-300, 1e-12, 0.075, 1.0 - f64::EPSILON / 2.0]);
        let mut together = column.clone();
        quantiles(&mut together);
        for (p, found) in column.iter().zip(together) {
            assert_eq!(found.to_bits(), quantile(*p).to_bits(), "{p}");
        }
    }

    #[test]
    fn cdf_takes_the_quantile_back_and_agrees_with_statrs() {
        let law = Normal::standard();
        for step in 1..4000 {
            let w = f64::from(step) * 0.004 - 8.0;
            let p = cdf(w);
            let back = quantile(p);
            // Beyond 0 the probability itself has no more digits.
            let tolerance = if w < 0.0 { 1e-14 } else { 1e-14 + 1e-16 / libm::exp(-w * w / 2.0) };
            assert!((back - w).abs() <= 4.0 * tolerance, "{w} {back}");
            // statrs' own error: 1e-10 of the tail (at -4.184 mpmath has 1.43212054662388e-5, as we do; statrs ends in 7384).
            assert!((law.cdf(w) - p).abs() <= 2e-10 * p + 1e-15, "{w} {p} {}", law.cdf(w));
        }
    }

    #[test]
    fn the_table_has_nine_digits() {
        let mut column = Column::new(0, 100_000);
        column.draw(Key::of_seed(1), 0);
        let mut ours = vec![0.0; 100_000];
        fill(column.words(), &mut ours);
        for (word, ours) in column.words().iter().zip(ours) {
            let exact = quantile((f64::from(*word) + 0.5) / 4294967296.0);
            assert!(
                tabulated::is_far(*word) || (ours - exact).abs() < 2e-10 * exact.abs().max(1.0),
                "{word}"
            );
        }
    }

    proptest! {
        #[test]
        fn quantile_rises_and_is_odd(p in 1e-12..0.999f64, more in 1e-12..1e-3f64) {
            prop_assert!(quantile(p + more) > quantile(p));
            prop_assert!((quantile(p) + quantile(1.0 - p)).abs() < 1e-15 / p.min(1.0 - p));
        }
    }
}
