//! The gamma distribution: distribution function and quantile.

mod large;
mod multiples;
mod newton;
pub mod rejection;
mod small;

pub use multiples::{Multiples, fill_multiples};

use super::normal;
use super::random::Column;
use super::special::incomplete_gamma;
use super::tabulated::{self, is_far};

/// `P(X <= x)` of the gamma distribution with this shape and scale 1. Shape 0 is the law that is always 0.
pub fn cdf(x: f64, shape: f64) -> f64 {
    if shape == 0.0 {
        return if x >= 0.0 { 1.0 } else { 0.0 };
    }
    incomplete_gamma(shape, x).lower
}

/// The quantile of `p` in (0, 1) of the gamma distribution with this shape and scale 1. Shape 0 gives 0.
///
/// For shapes of 1e-3 to 1e9; the relative error is below 1e-11. A quantile below the smallest number is 0.
#[inline]
pub fn quantile(p: f64, shape: f64) -> f64 {
    if shape == 0.0 || p <= 0.0 {
        return 0.0;
    }
    if p >= 1.0 {
        return f64::INFINITY;
    }
    quantile_at(p, normal::quantile(p), shape)
}

/// The quantile of `p`, whose standard normal quantile is `w`.
#[inline]
fn quantile_at(p: f64, w: f64, shape: f64) -> f64 {
    match Method::of(w, shape) {
        Method::Large => large::quantile(w, shape),
        Method::Small => small::quantile(p, w, shape),
        Method::Newton => newton::quantile(p, w, shape),
    }
}

/// The quantiles of a column of uniform numbers, each of its shape (0 gives 0), at scale 1; `out` is overwritten.
///
/// The relative error is below 1e-9. The large shapes are done in vectors.
pub fn fill_quantiles(column: &Column, shapes: &[f64], out: &mut [f64]) {
    let mut w = vec![0.0; out.len()];
    normal::fill(column.words(), &mut w);
    large::fill(&w, shapes, out);
    if large::serves(&w, shapes) && !tabulated::any_far(column.words()) {
        return;
    }
    for (place, out) in out.iter_mut().enumerate() {
        let shape = shapes[place];
        if is_far(column.words()[place]) || Method::of(w[place], shape) != Method::Large {
            *out = quantile(tabulated::number(column, place), shape);
        }
    }
}

/// How a quantile is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Method {
    /// Temme's inversion, as a polynomial.
    Large,
    /// A start and one step of high order.
    Small,
    /// Newton's method: shapes below 1/2, far tails.
    Newton,
}

impl Method {
    #[inline]
    fn of(w: f64, shape: f64) -> Self {
        if shape >= large::SHAPE_LEAST {
            if w * w <= large::REACH * large::REACH * shape { Self::Large } else { Self::Newton }
        } else if shape >= small::SHAPE_LEAST && w.abs() <= small::REACH {
            Self::Small
        } else {
            Self::Newton
        }
    }
}

/// The polynomial with these coefficients, the constant first; even and odd powers are summed apart, which halves the
/// chain of operations that wait for each other.
#[inline]
fn polynomial<const N: usize>(x: f64, coefficients: &[f64; N]) -> f64 {
    let square = x * x;
    let mut sums = [0.0; 2];
    for index in (0..N).rev() {
        let sum = &mut sums[index % 2];
        *sum = *sum * square + coefficients[index];
    }
    sums[0] + x * sums[1]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::random::Key;
    use crate::math::reference::GAMMA;
    use proptest::prelude::*;

    #[test]
    fn quantile_matches_reference_values() {
        for &(p, shape, x) in GAMMA {
            let ours = quantile(p, shape);
            assert!((ours - x).abs() <= 1e-11 * x, "{p} {shape}: {ours} {x}");
        }
    }

    #[test]
    fn the_fast_ways_agree_with_newton_wherever_they_serve() {
        let key = Key::of_seed(5);
        let mut seen = [0; 2];
        for trial in 0..40_000 {
            let p = key.uniform(trial, 0);
            let shape = libm::exp(-0.7 + 8.0 * key.uniform(trial, 1));
            let w = normal::quantile(p);
            let (fast, index) = match Method::of(w, shape) {
                Method::Large => (large::quantile(w, shape), 0),
                Method::Small => (small::quantile(p, w, shape), 1),
                Method::Newton => continue,
            };
            seen[index] += 1;
            let slow = newton::quantile(p, w, shape);
            assert!((fast - slow).abs() <= 1e-11 * slow, "{p} {shape}: {fast} {slow}");
        }
        assert!(seen.iter().all(|count| *count > 5000), "{seen:?}");
    }

    /// Shapes of all sizes in one column, against the quantile one by one (whose own error is 1e-11): the table of the
    /// normal score costs two digits.
    #[test]
    fn a_column_of_any_shapes_is_its_quantiles_one_by_one() {
        let key = Key::of_seed(31);
        for width in [7, 256, 20_000] {
            let mut column = Column::new(5, width);
            column.draw(key, 2);
            let shape = |i: usize| match i % 50 {
                0 => 0.0,
                _ => libm::pow(10.0, -3.0 + 12.0 * key.uniform(i as u64, 1 << 40)),
            };
            let shapes: Vec<f64> = (0..width).map(shape).collect();
            let mut out = vec![0.0; width];
            fill_quantiles(&column, &shapes, &mut out);
            for (i, ours) in out.into_iter().enumerate() {
                let exact = quantile(tabulated::number(&column, i), shapes[i]);
                assert!((ours - exact).abs() <= 1e-9 * exact, "{}: {ours} {exact}", shapes[i]);
            }
        }
    }

    /// The edges of both polynomials' domains, where interpolation is worst.
    #[test]
    fn the_fast_ways_hold_at_the_edges_of_their_domains() {
        for shape in [8.0, 8.5, 11.0, 30.0, 300.0, 1e5] {
            for step in -40..=40 {
                let w = (f64::from(step) / 40.0 * large::REACH * f64::sqrt(shape)).clamp(-8.0, 8.0);
                // Above 0 the probability has too few digits to compare.
                if w > 5.0 {
                    continue;
                }
                let (fast, slow) = (large::quantile(w, shape), newton::quantile(normal::cdf(w), w, shape));
                assert!((fast - slow).abs() <= 1e-11 * slow, "{w} {shape}: {fast} {slow}");
            }
        }
        for shape in [0.5, 0.51, 0.7, 1.0, 2.0, 4.0, 7.999] {
            for step in -40..=40 {
                let w = f64::from(step) / 40.0 * small::REACH;
                let p = normal::cdf(w);
                let (fast, slow) = (small::quantile(p, w, shape), newton::quantile(p, w, shape));
                assert!((fast - slow).abs() <= 1e-12 * slow, "{w} {shape}: {fast} {slow}");
            }
        }
    }

    #[test]
    fn cdf_takes_the_quantile_back_for_every_shape() {
        let key = Key::of_seed(6);
        for trial in 0..20_000 {
            let p = key.uniform(trial, 0);
            let shape = libm::pow(10.0, -3.0 + 12.0 * key.uniform(trial, 1));
            let x = quantile(p, shape);
            // Subnormal numbers have fewer digits.
            if x < f64::MIN_POSITIVE {
                assert!(shape < 0.06);
                continue;
            }
            // A relative error of 1e-11 in x is one of 1e-11 * sqrt(shape) deviations.
            assert!((cdf(x, shape) - p).abs() < 1e-11 * (1.0 + shape.sqrt()), "{p} {shape} {x}");
        }
    }

    #[test]
    fn statrs_agrees_where_it_is_good() {
        use statrs::distribution::{ContinuousCDF, Gamma};
        for shape in [0.3, 1.0, 2.5, 9.0, 40.0, 200.0] {
            let law = Gamma::new(shape, 1.0).unwrap();
            for step in 1..100 {
                let p = f64::from(step) / 100.0;
                assert!((law.cdf(quantile(p, shape)) - p).abs() < 1e-10, "{p} {shape}");
            }
        }
    }

    #[test]
    fn degenerate_cases_are_exact() {
        assert_eq!(quantile(0.3, 0.0), 0.0);
        assert_eq!(quantile(1e-9, 1e-3), 0.0);
        assert_eq!(quantile(0.0, 2.0), 0.0);
        assert_eq!(quantile(1.0, 2.0), f64::INFINITY);
        assert_eq!(cdf(0.0, 0.0), 1.0);
        for shape in [1e-3, 0.1, 0.7, 5.0, 80.0, 1e9] {
            for p in [f64::EPSILON / 2.0, 1.0 - f64::EPSILON / 2.0] {
                assert!(quantile(p, shape).is_finite() && quantile(p, shape) >= 0.0);
            }
        }
    }

    proptest! {
        #[test]
        fn quantile_rises_in_both_arguments(p in 1e-6..0.9999f64, step in 1e-9..1e-3f64, log in -3.0..6.0f64) {
            let shape = libm::pow(10.0, log);
            let here = quantile(p, shape);
            prop_assert!(quantile((p + step * (1.0 - p)).min(0.99999), shape) >= here);
            prop_assert!(quantile(p, shape * (1.0 + step)) >= here);
        }

        #[test]
        fn quantile_rises_across_the_borders_of_its_methods(p in 1e-6..0.99999f64) {
            for border in [0.5, 8.0] {
                prop_assert!(quantile(p, border * (1.0 + 1e-10)) > quantile(p, border * (1.0 - 1e-10)));
            }
        }
    }
}
