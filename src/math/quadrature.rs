//! Integrals of smooth functions by a few of their values.

use std::sync::LazyLock;

/// Points of a stretch.
pub const POINTS: usize = 16;

/// A rule of integration over `-1..=1`.
#[derive(Debug)]
pub struct Rule {
    /// Where it looks.
    pub points: [f64; POINTS],
    /// What each value counts.
    pub weights: [f64; POINTS],
}

impl Rule {
    /// Points and their weights.
    pub fn iter(&self) -> impl Iterator<Item = (f64, f64)> {
        self.points.into_iter().zip(self.weights)
    }
}

/// Gauss and Legendre's rule: a polynomial of degree 31 is integrated exactly.
pub static GAUSS_LEGENDRE: LazyLock<Rule> = LazyLock::new(|| {
    let pairs: [(f64, f64); POINTS] = std::array::from_fn(|place| {
        // Newton's method on the roots of Legendre's polynomial, from their asymptotic places (Abramowitz and Stegun 22.16.6).
        let n = POINTS as f64;
        let mut x = -libm::cos(std::f64::consts::PI * (place as f64 + 0.75) / (n + 0.5));
        let mut slope = 0.0;
        for _ in 0..8 {
            let (mut value, mut before) = (1.0, 0.0);
            for degree in 1..=POINTS {
                let degree = degree as f64;
                (value, before) =
                    (((2.0 * degree - 1.0) * x * value - (degree - 1.0) * before) / degree, value);
            }
            slope = n * (before - x * value) / (1.0 - x * x);
            x -= value / slope;
        }
        (x, 2.0 / ((1.0 - x * x) * slope * slope))
    });
    Rule { points: pairs.map(|(point, _)| point), weights: pairs.map(|(_, weight)| weight) }
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn polynomials_up_to_degree_31_are_exact() {
        for degree in 0..32 {
            let sum: f64 =
                GAUSS_LEGENDRE.iter().map(|(x, weight)| weight * libm::pow(x, f64::from(degree))).sum();
            let exact = if degree % 2 == 0 { 2.0 / f64::from(degree + 1) } else { 0.0 };
            assert!((sum - exact).abs() < 1e-15, "{degree}: {sum}");
        }
    }
}
