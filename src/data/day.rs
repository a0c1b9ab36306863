//! Calendar days.

use crate::model::month::Month;
use chrono::{Datelike, NaiveDate};
use serde::{Serialize, Serializer};
use std::fmt;

/// A day of the Gregorian calendar, written `2027-01-31`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

impl Day {
    /// The years that an order can be of: what is outside was never meant (`0001-01-01` stands for no date in many
    /// systems).
    pub const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;

    /// The day of that date (January and the first are 1), if there is one in [`YEARS`](Self::YEARS).
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        if !Self::YEARS.contains(&year) {
            return None;
        }
        NaiveDate::from_ymd_opt(year, month, day).map(|date| Self(date.num_days_from_ce()))
    }

    /// The day with that [`number`](Self::number), if it is in [`YEARS`](Self::YEARS).
    pub fn numbered(number: i32) -> Option<Self> {
        let date = NaiveDate::from_num_days_from_ce_opt(number)?;
        Self::YEARS.contains(&date.year()).then_some(Self(number))
    }

    /// Days since the last of December of the year 0.
    pub fn number(self) -> i32 {
        self.0
    }

    /// Its month.
    ///
    /// # Panics
    /// Never: a day has a month from 1 to 12.
    pub fn month(self) -> Month {
        let date = self.date();
        Month::new(date.year(), date.month() as u8).expect("a date has a month from 1 to 12")
    }

    /// Months since January of the year 0.
    pub fn month_number(self) -> i32 {
        let date = self.date();
        date.year() * 12 + date.month0() as i32
    }

    /// The day within its month, 1 to 31.
    pub fn of_month(self) -> u32 {
        self.date().day()
    }

    /// The day so many days later; the last or first day that there is, if that is beyond.
    ///
    /// # Panics
    /// Never: the first and the last day are days.
    #[must_use]
    pub fn plus(self, days: i32) -> Self {
        let number = self.0.saturating_add(days);
        let edge = |year, month, day| Self::new(year, month, day).expect("the edges are days").0;
        Self(number.clamp(edge(*Self::YEARS.start(), 1, 1), edge(*Self::YEARS.end(), 12, 31)))
    }

    fn date(self) -> NaiveDate {
        NaiveDate::from_num_days_from_ce_opt(self.0).expect("only days of the calendar are made")
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = self.date();
        write!(f, "{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        assert_eq!(Day::new(2024, 2, 29).unwrap().to_string(), "2024-02-29");
        assert_eq!(Day::new(2024, 2, 29).unwrap().plus(1).to_string(), "2024-03-01");
        assert_eq!(Day::new(1970, 1, 1).unwrap().number(), 719_163);
        assert_eq!(Day::new(1999, 12, 31).unwrap().month_number(), 1999 * 12 + 11);
        assert_eq!(Day::new(1999, 12, 31).unwrap().month().to_string(), "1999-12");
        for (year, month, day) in
            [(2023, 2, 29), (1900, 2, 29), (2024, 13, 1), (2024, 4, 31), (1, 1, 1), (2200, 1, 1)]
        {
            assert_eq!(Day::new(year, month, day), None, "{year}-{month}-{day}");
        }
    }

    #[test]
    fn no_step_leaves_the_calendar() {
        let day = Day::new(2024, 1, 1).unwrap();
        assert_eq!(day.plus(i32::MAX).to_string(), "2199-12-31");
        assert_eq!(day.plus(i32::MIN).to_string(), "1900-01-01");
        assert_eq!(Day::numbered(day.number()), Some(day));
        assert_eq!(Day::numbered(0), None);
    }
}
