//! Calendar months.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A month of a calendar year, written `2027-01`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    year: i32,
    /// January is 0.
    index: u8,
}

impl Month {
    /// The month with that number (January is 1), if the number is one of a month.
    pub fn new(year: i32, number: u8) -> Option<Self> {
        (1..=12).contains(&number).then(|| Self { year, index: number - 1 })
    }

    /// Reads `2027-01`.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, number) = text.split_once('-')?;
        let digits = |s: &str, n| s.len() == n && s.bytes().all(|b| b.is_ascii_digit());
        if !digits(year, 4) || !digits(number, 2) {
            return None;
        }
        Self::new(year.parse().ok()?, number.parse().ok()?)
    }

    /// The calendar year.
    pub fn year(self) -> i32 {
        self.year
    }

    /// The month within its year, January is 0.
    pub fn index(self) -> usize {
        usize::from(self.index)
    }

    /// The quarter within its year, 1 to 4.
    pub fn quarter(self) -> u8 {
        self.index / 3 + 1
    }

    /// Its days.
    pub fn days(self) -> u32 {
        let year = self.year;
        let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        match self.index {
            1 => 28 + u32::from(is_leap),
            3 | 5 | 8 | 10 => 30,
            _ => 31,
        }
    }

    /// The month so many months earlier.
    #[must_use]
    pub fn minus(self, months: usize) -> Self {
        let count = i64::from(self.year) * 12 + i64::from(self.index) - months as i64;
        let year = i32::try_from(count.div_euclid(12)).unwrap_or(i32::MIN);
        Self { year, index: count.rem_euclid(12) as u8 }
    }

    /// The month so many months later.
    #[must_use]
    pub fn plus(self, months: usize) -> Self {
        let count = self.index() + months;
        let years = i32::try_from(count / 12).unwrap_or(i32::MAX);
        Self { year: self.year.saturating_add(years), index: (count % 12) as u8 }
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.index + 1)
    }
}

impl Serialize for Month {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Month {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("a month is written 2027-01"))
    }
}

#[cfg(test)]
mod tests {
    use super::Month;

    #[test]
    fn months_count_on_through_the_years() {
        let start = Month::parse("2027-11").unwrap();
        assert_eq!(start.plus(2).to_string(), "2028-01");
        assert_eq!(start.plus(2).quarter(), 1);
        assert_eq!(start.quarter(), 4);
        assert_eq!(start.index(), 10);
    }

    #[test]
    fn months_have_their_days_and_count_back() {
        let days = |text: &str| Month::parse(text).unwrap().days();
        assert_eq!(
            ["2024-02", "2023-02", "1900-02", "2000-02", "2023-04", "2023-12"].map(days),
            [29, 28, 28, 29, 30, 31]
        );
        let month = Month::parse("2027-01").unwrap();
        assert_eq!((month.minus(1).to_string(), month.minus(25).plus(25)), ("2026-12".to_owned(), month));
    }

    #[test]
    fn only_four_digits_a_dash_and_two_make_a_month() {
        for text in ["2027-13", "2027-00", "2027-1", "27-01", "2027/01", "", "-", "+027-01", "2027-+1"] {
            assert_eq!(Month::parse(text), None, "{text}");
        }
    }
}
