//! A cell that may have to keep its own text: what the readers of workbooks and of Parquet files turn values into.

use super::super::day::Day;
use super::cell::Cell;
use chrono::{Datelike, NaiveDate};

/// Seconds of a day.
pub(super) const DAY: i64 = 86_400;
/// Whole numbers below this size are exact in a float.
const EXACT: f64 = 9_007_199_254_740_992.0;
/// The number of 1970-01-01, as days are numbered here.
const EPOCH: i64 = 719_163;

/// A cell, or a text that was made for it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Held<'a> {
    /// A cell whose text, if it is one, is kept by someone else.
    Cell(Cell<'a>),
    /// A text of its own, not empty.
    Text(String),
}

impl<'a> Held<'a> {
    /// Nothing.
    pub(super) const EMPTY: Self = Self::Cell(Cell::Empty);

    /// The cell.
    pub(super) fn cell(&self) -> Cell<'_> {
        match self {
            Self::Cell(cell) => *cell,
            Self::Text(text) => Cell::Text(text),
        }
    }

    /// Whether there is nothing in it.
    pub(super) fn is_empty(&self) -> bool {
        matches!(self, Self::Cell(Cell::Empty))
    }

    /// A text of someone else, without the blanks around it.
    pub(super) fn text(text: &'a str) -> Self {
        match text.trim() {
            "" => Self::EMPTY,
            text => Self::Cell(Cell::Text(text)),
        }
    }

    /// A text of its own, without the blanks around it.
    pub(super) fn owned(text: &str) -> Self {
        match text.trim() {
            "" => Self::EMPTY,
            text => Self::Text(text.to_owned()),
        }
    }

    /// A truth value, as spreadsheets show it.
    pub(super) fn truth(value: bool) -> Self {
        Self::Cell(Cell::Text(if value { "TRUE" } else { "FALSE" }))
    }

    /// A number: whole, if it is and a float can tell; a text, if it is none (infinite or not a number).
    pub(super) fn number(value: f64) -> Self {
        if !value.is_finite() {
            Self::Text(value.to_string())
        } else if value.abs() < EXACT && libm::trunc(value) == value {
            Self::Cell(Cell::Whole(value as i64))
        } else {
            Self::Cell(Cell::Number(value))
        }
    }

    /// `units / 10^decimals`, a whole number if it has no decimals.
    pub(super) fn decimal(units: i128, decimals: u8) -> Self {
        match (decimals, i64::try_from(units)) {
            (0, Ok(whole)) => Self::Cell(Cell::Whole(whole)),
            _ => Self::Cell(Cell::Decimal { units, decimals }),
        }
    }

    /// A day, counted from 1970-01-01, and the seconds since its midnight; of a day in no year that can be meant, its text.
    pub(super) fn moment(days: i64, seconds: u32) -> Self {
        let number = days.checked_add(EPOCH).and_then(|number| i32::try_from(number).ok());
        if let Some(day) = number.and_then(Day::numbered) {
            return Self::Cell(Cell::Moment(day, seconds));
        }
        let date = number.and_then(NaiveDate::from_num_days_from_ce_opt);
        Self::Text(date.map_or_else(
            || format!("{days} days"),
            |date| format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day()),
        ))
    }

    /// Seconds since 1970-01-01, as a day and the seconds since its midnight.
    pub(super) fn stamp(seconds: i64) -> Self {
        Self::moment(seconds.div_euclid(DAY), seconds.rem_euclid(DAY) as u32)
    }

    /// A time without a day, or how long something took, as a text.
    pub(super) fn time(seconds: i64) -> Self {
        let sign = if seconds < 0 { "-" } else { "" };
        let seconds = seconds.unsigned_abs();
        Self::Text(format!("{sign}{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(held: &Held<'_>) -> String {
        match held.cell() {
            Cell::Text(text) => text.to_owned(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn numbers_are_whole_where_a_float_can_tell() {
        assert_eq!(Held::number(-7.0), Held::Cell(Cell::Whole(-7)));
        assert_eq!(Held::number(-0.0), Held::Cell(Cell::Whole(0)));
        assert_eq!(Held::number(0.5), Held::Cell(Cell::Number(0.5)));
        assert_eq!(Held::number(EXACT - 1.0), Held::Cell(Cell::Whole(9_007_199_254_740_991)));
        assert_eq!(Held::number(EXACT), Held::Cell(Cell::Number(EXACT)));
        assert_eq!(text(&Held::number(f64::NAN)), "NaN");
    }

    #[test]
    fn days_are_counted_from_1970_and_odd_ones_are_texts() {
        assert_eq!(Held::moment(0, 5), Held::Cell(Cell::Moment(Day::new(1970, 1, 1).unwrap(), 5)));
        assert_eq!(Held::stamp(-1), Held::Cell(Cell::Moment(Day::new(1969, 12, 31).unwrap(), 86_399)));
        assert_eq!(text(&Held::moment(2_932_896, 0)), "9999-12-31");
        assert_eq!(text(&Held::moment(-719_162, 0)), "0001-01-01");
        assert_eq!(text(&Held::moment(i64::MAX, 0)), format!("{} days", i64::MAX));
        assert_eq!(
            (text(&Held::time(37 * 3600 + 62)), text(&Held::time(-5))),
            ("37:01:02".into(), "-00:00:05".into())
        );
    }
}
