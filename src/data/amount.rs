//! Amounts of money as exact decimals, in millionths.

/// Millionths in one.
const UNITS: i64 = 1_000_000;

/// An amount of money, exact to six decimals, below 9.2e12 in size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Amount(i64);

impl Amount {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// So many millionths.
    pub fn of_units(units: i64) -> Self {
        Self(units)
    }

    /// In millionths.
    pub fn units(self) -> i64 {
        self.0
    }
}

/// A sum of amounts in millionths, as a number; exact to the last bit that it has.
pub fn number(units: i128) -> f64 {
    // Whole and broken part apart, so that both are exact where the sum has at most 53 bits.
    let unit = i128::from(UNITS);
    if units.unsigned_abs() < 1 << 53 {
        units as f64 / UNITS as f64
    } else {
        (units / unit) as f64 + (units % unit) as f64 / UNITS as f64
    }
}
