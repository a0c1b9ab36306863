//! A number with its slopes and curvatures in `N` variables: what is computed of jets is differentiated exactly, twice.
//!
//! Forward differentiation to the second order: `f(u)` of a jet `u` has the gradient `f' grad u` and the Hessian
//! `f' Hess u + f'' grad u (grad u)^T` (Griewank and Walther 2008, "Evaluating derivatives", chapter 13).

use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub};

/// A value, its gradient and its Hessian.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Jet<const N: usize> {
    /// The number.
    pub value: f64,
    /// Its first derivatives.
    pub gradient: [f64; N],
    /// Its second derivatives; symmetric.
    pub hessian: [[f64; N]; N],
}

impl<const N: usize> Jet<N> {
    /// Nought, which adds nothing.
    pub const ZERO: Self = Self::constant(0.0);

    /// A number that no variable moves.
    pub const fn constant(value: f64) -> Self {
        Self { value, gradient: [0.0; N], hessian: [[0.0; N]; N] }
    }

    /// The variables at a point.
    pub fn variables(point: [f64; N]) -> [Self; N] {
        std::array::from_fn(|place| {
            let mut jet = Self::constant(point[place]);
            jet.gradient[place] = 1.0;
            jet
        })
    }

    /// A function of this, of which the value and the first two derivatives here are known.
    #[must_use]
    pub fn through(&self, value: f64, first: f64, second: f64) -> Self {
        let mut jet = Self::constant(value);
        for row in 0..N {
            jet.gradient[row] = first * self.gradient[row];
            for column in 0..=row {
                let curve =
                    first * self.hessian[row][column] + second * self.gradient[row] * self.gradient[column];
                jet.hessian[row][column] = curve;
                jet.hessian[column][row] = curve;
            }
        }
        jet
    }

    /// `e^x`.
    #[must_use]
    pub fn exp(&self) -> Self {
        let value = libm::exp(self.value);
        self.through(value, value, value)
    }

    /// The natural logarithm.
    #[must_use]
    pub fn ln(&self) -> Self {
        let inverse = 1.0 / self.value;
        self.through(libm::log(self.value), inverse, -inverse * inverse)
    }

    /// `ln(1 + x)`.
    #[must_use]
    pub fn ln_1p(&self) -> Self {
        let inverse = 1.0 / (1.0 + self.value);
        self.through(libm::log1p(self.value), inverse, -inverse * inverse)
    }

    /// `1 / x`.
    #[must_use]
    pub fn recip(&self) -> Self {
        let inverse = 1.0 / self.value;
        self.through(inverse, -inverse * inverse, 2.0 * inverse * inverse * inverse)
    }

    /// `ln(1 + e^x)`, without overflow.
    #[must_use]
    pub fn ln_1p_exp(&self) -> Self {
        let small = libm::exp(-self.value.abs());
        let share = if self.value > 0.0 { 1.0 / (1.0 + small) } else { small / (1.0 + small) };
        let other = if self.value > 0.0 { small / (1.0 + small) } else { 1.0 / (1.0 + small) };
        self.through(self.value.max(0.0) + libm::log1p(small), share, share * other)
    }
}

impl<const N: usize> Add for Jet<N> {
    type Output = Self;
    fn add(mut self, other: Self) -> Self {
        self += other;
        self
    }
}

impl<const N: usize> AddAssign for Jet<N> {
    fn add_assign(&mut self, other: Self) {
        self.value += other.value;
        for row in 0..N {
            self.gradient[row] += other.gradient[row];
            for column in 0..N {
                self.hessian[row][column] += other.hessian[row][column];
            }
        }
    }
}

impl<const N: usize> Neg for Jet<N> {
    type Output = Self;
    fn neg(self) -> Self {
        self * -1.0
    }
}

impl<const N: usize> Sub for Jet<N> {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl<const N: usize> Mul for Jet<N> {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        let mut jet = Self::constant(self.value * other.value);
        for row in 0..N {
            jet.gradient[row] = self.value * other.gradient[row] + other.value * self.gradient[row];
            for column in 0..=row {
                let curve = self.value * other.hessian[row][column]
                    + other.value * self.hessian[row][column]
                    + self.gradient[row] * other.gradient[column]
                    + other.gradient[row] * self.gradient[column];
                jet.hessian[row][column] = curve;
                jet.hessian[column][row] = curve;
            }
        }
        jet
    }
}

impl<const N: usize> Div for Jet<N> {
    type Output = Self;
    #[allow(clippy::suspicious_arithmetic_impl, reason = "a quotient is a product with an inverse")]
    fn div(self, other: Self) -> Self {
        self * other.recip()
    }
}

impl<const N: usize> Add<f64> for Jet<N> {
    type Output = Self;
    fn add(mut self, other: f64) -> Self {
        self.value += other;
        self
    }
}

impl<const N: usize> Mul<f64> for Jet<N> {
    type Output = Self;
    fn mul(mut self, factor: f64) -> Self {
        self.value *= factor;
        for row in 0..N {
            self.gradient[row] *= factor;
            for column in 0..N {
                self.hessian[row][column] *= factor;
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Derivatives by differences of values, and of first derivatives, are those that came along.
    fn assert_differentiates(point: [f64; 2], f: impl Fn([Jet<2>; 2]) -> Jet<2>) {
        let at = |point: [f64; 2]| f(Jet::variables(point));
        let here = at(point);
        for place in 0..2 {
            let step = 1e-5 * (1.0 + point[place].abs());
            let (mut above, mut below) = (point, point);
            above[place] += step;
            below[place] -= step;
            let (above, below) = (at(above), at(below));
            let slope = (above.value - below.value) / (2.0 * step);
            let scale = 1.0 + slope.abs();
            assert!((slope - here.gradient[place]).abs() < 1e-8 * scale, "{slope} {here:?}");
            for other in 0..2 {
                let curve = (above.gradient[other] - below.gradient[other]) / (2.0 * step);
                let scale = 1.0 + curve.abs();
                assert!((curve - here.hessian[place][other]).abs() < 1e-8 * scale, "{curve} {here:?}");
                assert_eq!(here.hessian[place][other], here.hessian[other][place]);
            }
        }
    }

    #[test]
    fn what_is_computed_of_jets_is_differentiated() {
        for point in [[0.7, 1.9], [-0.3, 4.0], [2.5, 0.2]] {
            assert_differentiates(point, |[x, y]| x * y.ln() + (x * 0.5).exp() * y.recip());
            assert_differentiates(point, |[x, y]| (x - y * 2.0).ln_1p_exp() + (y * y).ln_1p());
            assert_differentiates(point, |[x, y]| -(y + 3.0).recip() * x.exp() + x * x * x);
        }
    }

    #[test]
    fn a_large_exponent_overflows_nowhere() {
        let [x] = Jet::<1>::variables([800.0]);
        assert_eq!((x.ln_1p_exp().value, x.ln_1p_exp().gradient), (800.0, [1.0]));
        assert_eq!((-x).ln_1p_exp().value, 0.0);
    }
}
