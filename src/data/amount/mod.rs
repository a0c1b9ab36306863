//! Amounts of money as exact decimals, in millionths, however they are written.

mod around;

pub use around::{YEN_OR_YUAN, currency};

use around::{bare, groups, with_exponent};

/// Millionths in one.
const UNITS: i128 = 1_000_000;
/// Decimals of a millionth.
const DECIMALS: i32 = 6;
/// The largest amount, in millionths: a million of such ones in a day still add up in 63 bits of an `i64` ten times over.
const UNITS_MOST: i128 = 1_000_000_000_000 * UNITS;
/// Digits that are read of an amount; none that is meant has as many.
const DIGITS_MOST: usize = 400;

/// An amount of money, exact to six decimals, at most 1e12 in size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Amount(i64);

/// An amount that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Read {
    /// The amount.
    pub amount: Amount,
    /// Whether it had more than six decimals, and is rounded to six (half to even).
    pub rounded: bool,
    /// The code of the currency that stands beside it, if one does.
    pub currency: Option<&'static str>,
}

/// Why a text or a number is no amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoAmount {
    /// There is nothing, or a word for it.
    Missing,
    /// It is no number.
    Bad,
    /// It is larger than 1e12.
    OutOfRange,
}

/// What stands before the decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// `1,234.50`
    Point,
    /// `1.234,50`
    Comma,
}

/// What the way in which an amount is written says of the decimal mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Evidence {
    /// Nothing: it has no mark.
    None,
    /// It can only have this one.
    Only(Mark),
    /// Either: `1.234`, `1,234`; with that mark it would have three decimals.
    Either(Mark),
}

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

    /// Reads `1234.5`, `1 234,50 руб.`, `-12`, `(12)`, `12-`, `1.5e3`.
    ///
    /// # Errors
    /// Why it is no amount.
    pub fn parse(text: &str, mark: Mark) -> Result<Read, NoAmount> {
        let bare = bare(text)?;
        let (mantissa, exponent) = with_exponent(bare.digits)?;
        let decimal = match mark {
            Mark::Point => b'.',
            Mark::Comma => b',',
        };
        let (whole, fraction) = match mantissa.bytes().rposition(|byte| byte == decimal) {
            Some(place) => (&mantissa[..place], &mantissa[place + 1..]),
            None => (mantissa, ""),
        };
        let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if !is_digits(fraction) || (whole.is_empty() && fraction.is_empty()) || mantissa.len() > DIGITS_MOST {
            return Err(NoAmount::Bad);
        }
        let other = if decimal == b'.' { ',' } else { '.' };
        let read = if is_digits(whole) {
            of_digits(whole.bytes(), fraction, exponent, bare.is_negative)?
        } else {
            let groups = groups(whole, other).ok_or(NoAmount::Bad)?;
            of_digits(groups.bytes(), fraction, exponent, bare.is_negative)?
        };
        Ok(Read { currency: bare.currency, ..read })
    }

    /// Takes a number of a sheet, which is the decimal that it is shown as.
    ///
    /// # Errors
    /// Why it is no amount.
    pub fn of_number(number: f64) -> Result<Read, NoAmount> {
        if !number.is_finite() {
            return Err(NoAmount::Bad);
        }
        if number.abs() > 1e13 {
            return Err(NoAmount::OutOfRange);
        }
        // A decimal of at most 15 digits that is nearest to the number is the one it is shown as: no two such decimals have
        // the same nearest number.
        let units = (number * UNITS as f64).round();
        if units.abs() < 1e15 && units / UNITS as f64 == number {
            return Ok(Read { amount: Self(units as i64), ..Read::default() });
        }
        Self::parse(&number.to_string(), Mark::Point)
    }

    /// Takes `units / 10^decimals`.
    ///
    /// # Errors
    /// Why it is no amount.
    pub fn of_decimal(units: i128, decimals: u8) -> Result<Read, NoAmount> {
        let shift = DECIMALS - i32::from(decimals);
        scaled(units, shift).map(|(units, rounded)| Read { amount: Self(units), rounded, currency: None })
    }
}

/// What the way in which an amount is written says of the decimal mark; of what is no amount at all, nothing.
pub fn evidence(text: &str) -> Evidence {
    let Ok((mantissa, _)) = bare(text).and_then(|bare| with_exponent(bare.digits)) else {
        return Evidence::None;
    };
    let marks: Vec<(usize, Mark)> = mantissa
        .bytes()
        .enumerate()
        .filter_map(|(place, byte)| match byte {
            b'.' => Some((place, Mark::Point)),
            b',' => Some((place, Mark::Comma)),
            _ => None,
        })
        .take(16)
        .collect();
    let Some(&(place, mark)) = marks.last() else { return Evidence::None };
    let said = if marks.iter().any(|(_, before)| *before != mark) {
        Evidence::Only(mark)
    } else if marks.len() > 1 {
        // A mark that comes twice parts thousands.
        Evidence::Only(mark.other())
    } else {
        let (before, after) = (&mantissa[..place], &mantissa[place + 1..]);
        let may_part_thousands =
            after.len() == 3 && (1..=3).contains(&before.len()) && !before.starts_with('0');
        if may_part_thousands { Evidence::Either(mark) } else { Evidence::Only(mark) }
    };
    let read_by = match said {
        Evidence::Only(mark) | Evidence::Either(mark) => mark,
        Evidence::None => return said,
    };
    // What is no amount either way tells nothing of those that are.
    if matches!(Amount::parse(text, read_by), Err(NoAmount::Bad)) { Evidence::None } else { said }
}

impl Mark {
    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Point => Self::Comma,
            Self::Comma => Self::Point,
        }
    }
}

/// A sum of amounts in millionths, as a number.
pub fn number(units: i128) -> f64 {
    if units.unsigned_abs() < 1 << 53 {
        // One division of two exact numbers: the nearest there is.
        return units as f64 / UNITS as f64;
    }
    (units / UNITS) as f64 + (units % UNITS) as f64 / UNITS as f64
}

fn of_digits(
    whole: impl Iterator<Item = u8>,
    fraction: &str,
    exponent: i32,
    is_negative: bool,
) -> Result<Read, NoAmount> {
    let mut units: i128 = 0;
    let mut shift = DECIMALS + exponent - fraction.len() as i32;
    let mut lost = false;
    for digit in whole.chain(fraction.bytes()) {
        if units < i128::MAX / 100 {
            units = units * 10 + i128::from(digit - b'0');
        } else {
            // Beyond 36 digits only the size matters, and whether something was left out.
            shift += 1;
            lost |= digit != b'0';
        }
    }
    let (units, rounded) = scaled(if is_negative { -units } else { units }, shift)?;
    Ok(Read { amount: Amount(units), rounded: rounded || lost, currency: None })
}

/// `units x 10^shift`, rounded half to even, and whether it had to be.
fn scaled(units: i128, shift: i32) -> Result<(i64, bool), NoAmount> {
    if units == 0 {
        return Ok((0, false));
    }
    let (scaled, rounded) = if shift >= 0 {
        let power = 10_i128.checked_pow(shift as u32).ok_or(NoAmount::OutOfRange)?;
        (units.checked_mul(power).ok_or(NoAmount::OutOfRange)?, false)
    } else if let Some(power) = 10_i128.checked_pow(shift.unsigned_abs()) {
        let (whole, left) = (units / power, units % power);
        let half = (2 * left.unsigned_abs()).cmp(&power.unsigned_abs());
        let up = half.is_gt() || half.is_eq() && whole % 2 != 0;
        (whole + if up { units.signum() } else { 0 }, left != 0)
    } else {
        (0, true)
    };
    if scaled.unsigned_abs() > UNITS_MOST.unsigned_abs() {
        return Err(NoAmount::OutOfRange);
    }
    i64::try_from(scaled).map(|units| (units, rounded)).map_err(|_| NoAmount::OutOfRange)
}

#[cfg(test)]
mod tests;
