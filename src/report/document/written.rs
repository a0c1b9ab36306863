//! How cells are written: short in a terminal, in full where there is room.

use super::{Cell, Of, Quantity};
use crate::report::language::{Language, maybe};
use crate::report::words::name;

/// The most letters of a user's name where there is little room, and where there is more.
const NAME_SHORT: usize = 24;
const NAME_FULL: usize = 120;
/// The same of what stands in a user's file.
const WRITTEN_SHORT: usize = 30;
const WRITTEN_FULL: usize = 400;

impl Cell {
    /// In few letters.
    pub fn short(&self, language: Language) -> String {
        match self {
            Self::Name(text) => name(text, NAME_SHORT),
            Self::Written(text) => name(text, WRITTEN_SHORT),
            Self::Period(period) => period.name().to_owned(),
            Self::Number(value, quantity) => maybe(*value, |value| quantity.short(value, language)),
            other => other.words(),
        }
    }

    /// With all the digits that a reader may want.
    pub fn full(&self, language: Language) -> String {
        match self {
            Self::Name(text) => name(text, NAME_FULL),
            Self::Written(text) => name(text, WRITTEN_FULL),
            Self::Period(period) => language.period(period),
            Self::Number(value, quantity) => maybe(*value, |value| quantity.full(value, language)),
            other => other.words(),
        }
    }

    fn words(&self) -> String {
        match self {
            Self::Words(words) => words.clone(),
            _ => String::new(),
        }
    }
}

impl Quantity {
    fn short(self, value: f64, language: Language) -> String {
        match self {
            Self::Money | Self::Count | Self::Months => language.short(value),
            Self::Ratio => language.ratio(value),
            Self::Share | Self::Percent => language.percent(value),
            Self::PlusMinus => format!("+-{}", language.percent(value)),
            Self::Chance => language.chance(value),
            Self::Plain => language.whole(value),
            Self::Any => language.significant(value),
            Self::Difference(of) => with_sign(value, of.short(value, language)),
            Self::ErrorOf(of) => of.short(value, language),
        }
    }

    /// Amounts from a thousand on in whole units, smaller ones with what they need.
    pub fn full(self, value: f64, language: Language) -> String {
        let size = value.abs();
        match self {
            Self::Money | Self::Count | Self::Months if size >= 1000.0 => language.whole(value),
            Self::Money | Self::Count | Self::Months if size >= 100.0 => language.trimmed(value, 1),
            Self::Money | Self::Count | Self::Months if size >= 0.01 || size == 0.0 => language.exact(value),
            Self::Money | Self::Count | Self::Months | Self::Any => language.significant(value),
            Self::Ratio => language.fixed(value, decimals(size)),
            Self::Share => language.percent_to(value, decimals(100.0 * size)),
            Self::Percent => language.fixed(100.0 * value, decimals(100.0 * size)),
            Self::PlusMinus => format!("±{}", language.percent_to(value, decimals(100.0 * size))),
            Self::Chance => language.chance(value),
            Self::Plain => language.whole(value),
            Self::Difference(of) => with_sign(value, of.full(value, language)),
            Self::ErrorOf(of) => of.full(value, language),
        }
    }
}

impl Of {
    /// Ratios and points with a decimal more than they have by themselves, since differences are small.
    fn short(self, value: f64, language: Language) -> String {
        match self {
            Self::Amounts => language.short(value),
            Self::Ratios => language.fixed(value, 3),
            Self::Shares => language.fixed(100.0 * value, 2),
        }
    }

    fn full(self, value: f64, language: Language) -> String {
        match self {
            Self::Amounts => Quantity::Money.full(value, language),
            Self::Ratios => Quantity::Ratio.full(value, language),
            Self::Shares => Quantity::Ratio.full(100.0 * value, language),
        }
    }
}

/// `+1.2M`, `-300K`, `0`.
fn with_sign(value: f64, text: String) -> String {
    let is_zero = !text.bytes().any(|digit| (b'1'..=b'9').contains(&digit));
    if value > 0.0 && !is_zero { format!("+{text}") } else { text }
}

/// Two decimals, of what is smaller than a tenth four.
fn decimals(size: f64) -> usize {
    match size {
        size if size == 0.0 || size >= 1000.0 => 0,
        size if size < 0.1 => 4,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::summary::PeriodLabel;
    use crate::report::language::Language::{English, Russian};

    #[test]
    fn a_cell_is_short_in_a_terminal_and_in_full_on_a_page() {
        let both = |cell: Cell| (cell.short(English), cell.full(English));
        let pair = |short: &str, full: &str| (short.to_owned(), full.to_owned());
        assert_eq!(both(Cell::money(Some(3_941_233.4))), pair("3.9M", "3,941,233"));
        assert_eq!(both(Cell::money(Some(702.704))), pair("703", "702.7"));
        assert_eq!(both(Cell::money(Some(0.0))), pair("0", "0"));
        assert_eq!(both(Cell::money(Some(0.000_123_4))), pair("0", "1.23e-4"));
        assert_eq!(both(Cell::money(None)), pair("-", "-"));
        let difference = |value, of| Cell::Number(Some(value), Quantity::Difference(of));
        assert_eq!(both(difference(1_234_567.0, Of::Amounts)), pair("+1.2M", "+1,234,567"));
        assert_eq!(both(difference(-0.4201, Of::Ratios)), pair("-0.420", "-0.42"));
        assert_eq!(both(difference(0.21, Of::Shares)), pair("+21.00", "+21.00"));
        assert_eq!(both(difference(0.0, Of::Amounts)), pair("0", "0"));
        assert_eq!(both(Cell::ratio(Some(0.0321))), pair("0.03", "0.0321"));
        assert_eq!(both(Cell::share(Some(0.7249))), pair("72.5 %", "72.49 %"));
        assert_eq!(both(Cell::chance(Some(0.9999))), pair("over 99 %", "over 99 %"));
        let month = PeriodLabel::Month("2027-01".to_owned());
        assert_eq!(both(Cell::Period(month.clone())), pair("2027-01", "Jan\u{A0}2027"));
        assert_eq!(Cell::Period(month).full(Russian), "янв\u{A0}2027");
        let quarter = PeriodLabel::Quarter("2027-Q3".to_owned());
        assert_eq!(Cell::Period(quarter.clone()).full(Russian), "3\u{A0}кв.\u{A0}2027");
        assert_eq!(Cell::Period(quarter).full(English), "Q3\u{A0}2027");
    }
}
