//! Dates of a workbook: days since an epoch as a number, or a text in ISO 8601.

use super::super::held::{DAY, Held};
use calamine::{ExcelDateTime, ExcelDateTimeType};
use chrono::NaiveDate;

/// Days from the epochs to 1970-01-01; up to a February that had no 29th day, the days of 1900 are one ahead.
const FROM_1900: i64 = 25_569;
const FROM_1904: i64 = 24_107;
/// The day that 1900 did not have.
const NO_DAY: i64 = 60;
/// Milliseconds of a day.
const MILLISECONDS: f64 = 86_400_000.0;

/// A number in a cell whose format is a date's or a time's. A fraction of a second is cut off.
pub(super) fn of_number(date: ExcelDateTime) -> Held<'static> {
    let value = date.as_f64();
    if !value.is_finite() || value < 0.0 {
        return Held::Text(value.to_string());
    }
    // The number is a float: what it holds of a second is right to some microseconds.
    let mut days = libm::floor(value) as i64;
    let milliseconds = libm::round((value - libm::floor(value)) * MILLISECONDS) as i64;
    let mut seconds = milliseconds / 1000;
    if date.is_duration() || value < 1.0 {
        return Held::time(days.saturating_mul(DAY).saturating_add(seconds));
    }
    if seconds == DAY {
        (days, seconds) = (days.saturating_add(1), 0);
    }
    let is_1904 = date == ExcelDateTime::new(value, ExcelDateTimeType::DateTime, true);
    let days = match days {
        _ if is_1904 => days - FROM_1904,
        NO_DAY => return Held::Text("1900-02-29".to_owned()),
        ..NO_DAY => days - FROM_1900 + 1,
        _ => days - FROM_1900,
    };
    Held::moment(days, seconds as u32)
}

/// A date or a moment in ISO 8601, as it is written, whatever its time zone; anything else is a text.
pub(super) fn of_text(text: &str) -> Held<'static> {
    moment(text.trim()).unwrap_or_else(|| Held::owned(text))
}

fn moment(text: &str) -> Option<Held<'static>> {
    let (date, rest) = text.split_at_checked(10)?;
    let part = |range: std::ops::Range<usize>, of: &str| -> Option<u32> {
        let digits = of.get(range)?;
        if digits.bytes().all(|byte| byte.is_ascii_digit()) { digits.parse().ok() } else { None }
    };
    if date.get(4..5)? != "-" || date.get(7..8)? != "-" {
        return None;
    }
    let date = NaiveDate::from_ymd_opt(part(0..4, date)? as i32, part(5..7, date)?, part(8..10, date)?)?;
    let days = (date - NaiveDate::from_ymd_opt(1970, 1, 1)?).num_days();
    let Some(time) = rest.strip_prefix(['T', ' ']) else {
        return (rest.is_empty()).then(|| Held::moment(days, 0));
    };
    let (hours, minutes) = (part(0..2, time)?, part(3..5, time)?);
    let (seconds, rest) = match time.get(5..6) {
        Some(":") => (part(6..8, time)?, &time[8..]),
        _ => (0, time.get(5..)?),
    };
    // A fraction of a second and a time zone.
    let is_rest = rest.bytes().all(|byte| byte.is_ascii_digit() || b".,:+-Z".contains(&byte));
    let fits = time.get(2..3)? == ":" && hours < 24 && minutes < 60 && seconds < 60 && is_rest;
    fits.then(|| Held::moment(days, hours * 3600 + minutes * 60 + seconds))
}

#[cfg(test)]
mod tests {
    use super::super::super::cell::Cell;
    use super::*;
    use crate::data::day::Day;

    fn number(value: f64, is_1904: bool) -> Held<'static> {
        of_number(ExcelDateTime::new(value, ExcelDateTimeType::DateTime, is_1904))
    }

    fn day(year: i32, month: u32, day: u32, seconds: u32) -> Held<'static> {
        Held::Cell(Cell::Moment(Day::new(year, month, day).unwrap(), seconds))
    }

    fn text(text: &str) -> Held<'static> {
        Held::Text(text.to_owned())
    }

    #[test]
    fn numbers_count_days_in_both_systems() {
        assert_eq!(number(45_292.0, false), day(2024, 1, 1, 0));
        assert_eq!(number(45_292.0 - 1462.0, true), day(2024, 1, 1, 0));
        assert_eq!(number(1.0, false), day(1900, 1, 1, 0));
        assert_eq!(number(59.0, false), day(1900, 2, 28, 0));
        assert_eq!(number(60.5, false), text("1900-02-29"));
        assert_eq!(number(61.0, false), day(1900, 3, 1, 0));
        assert_eq!(number(2_958_465.0, false), text("9999-12-31"));
        assert_eq!(number(1e300, false), text(&format!("{} days", i64::MAX - FROM_1900)));
        assert_eq!(number(-3.5, false), text("-3.5"));
    }

    #[test]
    fn seconds_are_right_and_fractions_of_them_are_cut() {
        for second in [0, 1, 59, 3600, 43_199, 43_200, 86_399] {
            assert_eq!(number(45_292.0 + f64::from(second) / 86_400.0, false), day(2024, 1, 1, second));
        }
        assert_eq!(number(45_292.0 + 36_000.6 / 86_400.0, false), day(2024, 1, 1, 36_000));
        assert_eq!(number(45_292.0 - 1e-11, false), day(2024, 1, 1, 0));
        assert_eq!(number(0.5, false), text("12:00:00"));
        let long = of_number(ExcelDateTime::new(1.5, ExcelDateTimeType::TimeDelta, false));
        assert_eq!(long, text("36:00:00"));
    }

    #[test]
    fn texts_are_moments_where_they_are_in_iso() {
        assert_eq!(of_text("2024-01-01"), day(2024, 1, 1, 0));
        for moment in [
            "2024-01-01T01:02:03",
            " 2024-01-01 01:02:03.9 ",
            "2024-01-01T01:02:03Z",
            "2024-01-01T01:02:03+03:00",
        ] {
            assert_eq!(of_text(moment), day(2024, 1, 1, 3723), "{moment}");
        }
        assert_eq!(of_text("2024-01-01T01:02"), day(2024, 1, 1, 3720));
        assert_eq!(of_text("9999-12-31"), text("9999-12-31"));
        for odd in [
            "2024-02-30",
            "01.02.2024",
            "2024-01-01T25:00:00",
            "2024-01-01 noon",
            "2024-01-01T1",
            "T01:02:03",
        ] {
            assert_eq!(of_text(odd), text(odd));
        }
        assert_eq!(of_text("  "), Held::EMPTY);
    }
}
