//! The months of a log: which month a day is of, and which months are over.

use crate::data::day::Day;
use crate::model::month::Month;

/// The months from that of the first day to that of the last one that was looked at, counted from 0.
#[derive(Debug)]
pub(super) struct Calendar {
    first_day: i32,
    /// The month of each day, from the first day on.
    month_of_day: Vec<u16>,
    /// The last day of each month.
    ends: Vec<i32>,
    start: Month,
    until: i32,
}

impl Calendar {
    /// The months of the days from `first` to `until`; those of `first` alone, if `until` is before it.
    pub(super) fn new(first: Day, until: Day) -> Self {
        let until = until.max(first);
        let start = first.month_number();
        let days = (first.number()..=until.number()).filter_map(Day::numbered);
        let month_of_day: Vec<u16> = days.map(|day| (day.month_number() - start) as u16).collect();
        let count = month_of_day.last().map_or(1, |last| usize::from(*last) + 1);
        let ends = (0..count).map(|month| last_day(first.month().plus(month))).collect();
        Self { first_day: first.number(), month_of_day, ends, start: first.month(), until: until.number() }
    }

    /// How many months there are, at least one.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The last day that was looked at.
    pub(super) fn until(&self) -> i32 {
        self.until
    }

    /// The month of a day; of days outside, the nearest month.
    pub(super) fn of_day(&self, day: i32) -> usize {
        let place = i64::from(day) - i64::from(self.first_day);
        let place = place.clamp(0, self.month_of_day.len() as i64 - 1);
        usize::from(self.month_of_day[place as usize])
    }

    /// The month by its place.
    pub(super) fn month(&self, place: usize) -> Month {
        self.start.plus(place)
    }

    /// The place of a month, if it is one of these.
    pub(super) fn place(&self, month: Month) -> Option<usize> {
        let number = |month: Month| i64::from(month.year()) * 12 + month.index() as i64;
        let place = usize::try_from(number(month) - number(self.start)).ok()?;
        (place < self.len()).then_some(place)
    }

    /// How many months, from the first one on, ended at least so many days before the last day that was looked at.
    pub(super) fn over_for(&self, days: u32) -> usize {
        self.ends.partition_point(|end| i64::from(self.until) - i64::from(*end) >= i64::from(days))
    }
}

fn last_day(month: Month) -> i32 {
    let number = month.index() as u32 + 1;
    let last = (28..=31).rev().find_map(|day| Day::new(month.year(), number, day));
    last.map_or(i32::MAX, Day::number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> Day {
        Day::new(year, month, day).unwrap()
    }

    #[test]
    fn days_are_of_their_months() {
        let calendar = Calendar::new(day(2023, 11, 20), day(2024, 3, 5));
        let of = |y, m, d| calendar.of_day(day(y, m, d).number());
        assert_eq!(calendar.len(), 5);
        assert_eq!([of(2023, 11, 20), of(2023, 11, 30), of(2023, 12, 1), of(2024, 2, 29)], [0, 0, 1, 3]);
        assert_eq!([of(2020, 1, 1), of(2025, 1, 1)], [0, 4], "the nearest month");
        assert_eq!(calendar.month(4).to_string(), "2024-03");
        assert_eq!(calendar.place(calendar.month(4)), Some(4));
        assert_eq!(calendar.place(Month::new(2024, 4).unwrap()), None);
        assert_eq!(calendar.place(Month::new(2023, 10).unwrap()), None);
    }

    #[test]
    fn a_month_is_over_when_its_last_day_is_past_or_is_the_last_one() {
        let first = day(2024, 1, 1);
        assert_eq!(Calendar::new(first, day(2024, 2, 29)).over_for(0), 2);
        assert_eq!(Calendar::new(first, day(2024, 2, 28)).over_for(0), 1);
        assert_eq!(Calendar::new(first, day(2024, 2, 29)).over_for(29), 1);
        assert_eq!(Calendar::new(first, day(2024, 2, 29)).over_for(30), 0);
    }

    #[test]
    fn the_whole_calendar_has_its_months() {
        let calendar = Calendar::new(day(1900, 1, 1), day(2199, 12, 31));
        assert_eq!((calendar.len(), calendar.over_for(0)), (3600, 3600));
        assert_eq!(Calendar::new(day(2024, 1, 1), day(2023, 1, 1)).len(), 1);
    }
}
