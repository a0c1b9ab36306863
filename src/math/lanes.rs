//! A few numbers side by side, as many as a vector of the processor holds: one a trial.
//!
//! Plain arrays with the four operations, which the compiler turns into vectors; every lane is computed as a scalar
//! would be, so the bits do not depend on the processor.

use std::ops::{Add, AddAssign, Mul, Sub};

/// Numbers side by side.
pub const LANES: usize = 4;

/// [`LANES`] numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lanes(pub [f64; LANES]);

impl Lanes {
    /// Zeros.
    pub const ZERO: Self = Self([0.0; LANES]);
    /// Ones.
    pub const ONE: Self = Self([1.0; LANES]);

    /// The same number in every lane.
    #[inline]
    pub fn splat(value: f64) -> Self {
        Self([value; LANES])
    }

    /// The numbers of a column that is not empty, from a place on; past its end the last one is repeated.
    #[inline]
    pub fn load(column: &[f64], from: usize) -> Self {
        if let Some(whole) = column[from..].first_chunk::<LANES>() {
            return Self(*whole);
        }
        Self(std::array::from_fn(|lane| column[(from + lane).min(column.len() - 1)]))
    }

    /// Writes the numbers to a column from a place on, as far as it reaches.
    #[inline]
    pub fn store(self, column: &mut [f64], from: usize) {
        for (cell, value) in column[from..].iter_mut().zip(self.0) {
            *cell = value;
        }
    }

    /// A function of each lane.
    #[inline]
    #[must_use]
    pub fn map(self, f: impl Fn(f64) -> f64) -> Self {
        Self(self.0.map(f))
    }
}

impl Add for Lanes {
    type Output = Self;
    #[inline]
    fn add(self, other: Self) -> Self {
        Self(std::array::from_fn(|lane| self.0[lane] + other.0[lane]))
    }
}

impl AddAssign for Lanes {
    #[inline]
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sub for Lanes {
    type Output = Self;
    #[inline]
    fn sub(self, other: Self) -> Self {
        Self(std::array::from_fn(|lane| self.0[lane] - other.0[lane]))
    }
}

impl Mul for Lanes {
    type Output = Self;
    #[inline]
    fn mul(self, other: Self) -> Self {
        Self(std::array::from_fn(|lane| self.0[lane] * other.0[lane]))
    }
}

impl Mul<Lanes> for f64 {
    type Output = Lanes;
    #[inline]
    fn mul(self, other: Lanes) -> Lanes {
        Lanes(std::array::from_fn(|lane| self * other.0[lane]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fill_the_lanes_repeats_its_last_and_is_stored_short() {
        let column = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
        let (whole, part) = (Lanes::load(&column, 0), Lanes::load(&column, 4));
        assert_eq!((whole.0, part.0), ([1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 6.0, 6.0]));
        let mut out = [0.0; 6];
        (whole + 2.0 * whole).store(&mut out, 0);
        (part * part - part).store(&mut out, 4);
        assert_eq!(out, [3.0, 6.0, 9.0, 12.0, 20.0, 30.0]);
    }
}
