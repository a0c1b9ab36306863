//! What a field's numbers may be, and so which family an interval gets.

use crate::math::exponential;
use serde::Serialize;

/// The largest number that a scenario may hold.
pub const LARGEST: f64 = 1e15;

/// What a number is: its words and its unit in reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A share from 0 to 1.
    Share,
    /// An amount in the scenario's currency.
    Money,
    /// A number of clients.
    Count,
    /// Orders a month.
    Rate,
    /// A shape, a coefficient of variation, a standard deviation of logs: a bare number above 0.
    Shape,
    /// A yearly growth or discount rate, a share that may pass 1.
    Growth,
    /// A return on what was spent: a share that may pass 1, or be a loss.
    Return,
    /// A Spearman correlation.
    Correlation,
    /// A span of time, months.
    Months,
    /// A bare number.
    Number,
}

/// The scale on which a field's uncertainty is symmetric.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Scale {
    /// Logarithm: money, counts, rates, shapes.
    Log,
    /// Log odds: shares.
    Logit,
    /// As it is: growth and anything else.
    Plain,
}

impl Scale {
    /// From the number to the scale.
    pub fn to(self, x: f64) -> f64 {
        match self {
            Self::Log => libm::log(x),
            // log(x) - log1p(-x) keeps the digits at both ends.
            Self::Logit => libm::log(x) - libm::log1p(-x),
            Self::Plain => x,
        }
    }

    /// From the scale to the number.
    pub fn from(self, y: f64) -> f64 {
        match self {
            Self::Log => exponential::exp(y),
            Self::Logit => exponential::logistic(y),
            Self::Plain => y,
        }
    }
}

/// What a field's numbers may be: a closed range, and the scale of its uncertainty.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Domain {
    /// What the number is.
    pub kind: Kind,
    /// The scale of its uncertainty.
    pub scale: Scale,
    /// Smallest allowed.
    pub low: f64,
    /// Largest allowed.
    pub high: f64,
}

impl Domain {
    /// A share of something: churn, margin, tax.
    pub const SHARE: Self = Self { kind: Kind::Share, scale: Scale::Logit, low: 0.0, high: 1.0 };
    /// Money that is spent or paid.
    pub const MONEY: Self = Self { kind: Kind::Money, scale: Scale::Log, low: 0.0, high: LARGEST };
    /// Clients: no more than there are people.
    pub const COUNT: Self = Self { kind: Kind::Count, high: 1e10, ..Self::MONEY };
    /// Orders a month. With the cap on clients, a month's orders stay whole numbers that an `f64` can count.
    pub const RATE: Self = Self { kind: Kind::Rate, scale: Scale::Log, low: 0.0, high: 1e4 };
    /// A shape: not 0, where the law does not exist.
    pub const SHAPE: Self = Self { kind: Kind::Shape, scale: Scale::Log, low: 1e-6, high: 1e9 };
    /// The discrete Weibull's `b`: beyond 20 the powers of old ages pass all numbers.
    pub const AGEING: Self = Self { high: 20.0, ..Self::SHAPE };
    /// The market's standard deviation: beyond 1 a month's demand may be thousands of times another's.
    pub const VOLATILITY: Self = Self { high: 1.0, ..Self::SPREAD };
    /// A coefficient of variation.
    pub const SPREAD: Self = Self { kind: Kind::Shape, scale: Scale::Log, low: 0.0, high: 10.0 };
    /// Growth a year: nothing shrinks by more than 99 %, nor grows by more than 500 %, so that 150 years of it are
    /// still numbers.
    pub const GROWTH: Self = Self { kind: Kind::Growth, scale: Scale::Plain, low: -0.99, high: 5.0 };
    /// A yearly discount rate.
    pub const DISCOUNT: Self = Self { kind: Kind::Growth, scale: Scale::Log, low: 0.0, high: 10.0 };
    /// A span of time, months: no client stays longer than a thousand years.
    pub const MONTHS: Self = Self { kind: Kind::Months, scale: Scale::Log, low: 0.0, high: 12_000.0 };
    /// How sure a plan has to be: not certain, since no number of trials proves that.
    pub const CONFIDENCE: Self = Self { low: 0.01, high: 0.999, ..Self::SHARE };
    /// How precise a forecast has to be: a share of its figures.
    pub const PRECISION: Self = Self { low: 0.0001, high: 0.1, ..Self::SHARE };
    /// Profit to make: a range of it is that of money, a plain number may be a loss.
    pub const PROFIT: Self = Self { low: -LARGEST, ..Self::MONEY };
    /// Profit to make, of which a range reaches to a loss.
    pub const PROFIT_OR_LOSS: Self = Self { scale: Scale::Plain, ..Self::PROFIT };
    /// The share of a market shock that lasts to the next month: 1 would keep the first one for ever.
    pub const PERSISTENCE: Self = Self { high: 0.999, ..Self::SHARE };
    /// The discrete Weibull's `q`: 0 would leave no survivors whose hazard could be told.
    pub const STAYING: Self = Self { low: 1e-6, ..Self::SHARE };

    /// Whether the number is allowed.
    pub fn contains(&self, x: f64) -> bool {
        (self.low..=self.high).contains(&x)
    }

    /// Whether the number lies strictly inside what the scale can show (0 has no logarithm).
    pub fn has_scale(&self, x: f64) -> bool {
        match self.scale {
            Scale::Log => x > 0.0,
            Scale::Logit => x > 0.0 && x < 1.0,
            Scale::Plain => true,
        }
    }
}
