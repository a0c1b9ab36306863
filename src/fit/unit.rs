//! Units of time.

/// What times are counted in, and rates by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unit {
    /// Days.
    Day,
    /// Seven days.
    #[default]
    Week,
    /// A twelfth of a year of 365.25 days.
    Month,
}

impl Unit {
    /// How long it is.
    pub const fn days(self) -> f64 {
        match self {
            Self::Day => 1.0,
            Self::Week => 7.0,
            Self::Month => 365.25 / 12.0,
        }
    }
}
