//! A log or a table of subscriptions -> lives in whole periods.
//!
//! A client pays when it joins and at the beginning of every further period. A subscription that runs to the day before a
//! renewal, or to that day, has ended with its last whole period; one that runs on has renewed as often as whole periods
//! have passed.

use super::counts::{Lives, LivesError};
use crate::data::day::Day;
use crate::data::history::{Client, History};
use crate::data::subscriptions::Subscription;
use crate::fit::unit::Unit;

/// How far a client has come by the end of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stay {
    /// How often it has renewed.
    pub renewals: usize,
    /// How often it could have.
    pub possible: usize,
    /// Whether it has left.
    pub has_left: bool,
}

impl Stay {
    /// That of a subscription; none where it begins later.
    pub fn of_subscription(row: &Subscription, until: Day, unit: Unit) -> Option<Self> {
        if row.start > until {
            return None;
        }
        let possible = elapsed(row.start, until.plus(1), unit) as usize;
        Some(match row.end.filter(|end| *end <= until) {
            Some(end) => {
                let periods = (elapsed(row.start, end.plus(1), unit).round() as usize).max(1);
                Self { renewals: periods - 1, possible: possible.max(periods), has_left: true }
            }
            None => Self { renewals: possible, possible, has_left: false },
        })
    }

    /// That of a client who pays once a period, by its first and last payment; whoever has paid in the last whole period is still
    /// there. Periods are those of the calendar, months, or are counted from the client's first payment. None where it pays
    /// later.
    pub fn of_payments(client: &Client, until: Day, unit: Unit) -> Option<Self> {
        let days = || client.order_days().filter_map(Day::numbered).filter(|day| *day <= until);
        let (first, last) = (days().next()?, days().last()?);
        let (paid, since) = match unit {
            Unit::Month => {
                // The month of the last day counts if it is over.
                let over = until.plus(1).month_number() - 1;
                if first.month_number() > over {
                    (0, 0)
                } else {
                    let last = last.month_number().min(over);
                    (last - first.month_number() + 1, over - last)
                }
            }
            Unit::Day | Unit::Week => {
                let periods = |from: Day, to: Day| elapsed(from, to, unit);
                // A payment may come half a period late.
                (periods(first, last).round() as i32 + 1, (periods(last, until) - 0.5).max(0.0) as i32)
            }
        };
        let (paid, since) = (paid as usize, since as usize);
        let renewals = paid.saturating_sub(1);
        Some(Self { renewals, possible: renewals + since, has_left: since > 0 })
    }
}

fn count(column: &mut Vec<f64>, period: usize) {
    if column.len() < period {
        column.resize(period, 0.0);
    }
    column[period - 1] += 1.0;
}

impl Lives {
    /// Those of subscriptions, as they are known at the end of a day.
    ///
    /// # Errors
    /// More periods than can be fitted.
    pub fn of_subscriptions(rows: &[Subscription], until: Day, unit: Unit) -> Result<Self, LivesError> {
        Self::of_stays(rows.iter().filter_map(|row| Stay::of_subscription(row, until, unit)))
    }

    /// Those of clients who pay once a period ([`Stay::of_payments`]).
    ///
    /// # Errors
    /// More periods than can be fitted.
    pub fn of_payments(history: &History, unit: Unit) -> Result<Self, LivesError> {
        Self::of_stays(history.clients().filter_map(|client| Stay::of_payments(&client, history.until, unit)))
    }

    /// Those of clients as far as they have come.
    ///
    /// # Errors
    /// More periods than can be fitted.
    pub fn of_stays(stays: impl Iterator<Item = Stay>) -> Result<Self, LivesError> {
        let (mut ended, mut censored, mut unseen) = (Vec::new(), Vec::new(), 0.0);
        for stay in stays {
            match stay {
                Stay { renewals, has_left: true, .. } => count(&mut ended, renewals + 1),
                Stay { renewals: 0, .. } => unseen += 1.0,
                Stay { renewals, .. } => count(&mut censored, renewals),
            }
        }
        Self::new(ended, censored, unseen)
    }
}

/// Periods from one day to another; a month is over on the same day of the next, or on its last day.
fn elapsed(from: Day, to: Day, unit: Unit) -> f64 {
    if unit != Unit::Month {
        return f64::from(to.number() - from.number()) / unit.days();
    }
    let mut whole = to.month_number() - from.month_number();
    if anniversary(from, whole) > to {
        whole -= 1;
    }
    let (begin, end) = (anniversary(from, whole), anniversary(from, whole + 1));
    f64::from(whole) + f64::from(to.number() - begin.number()) / f64::from(end.number() - begin.number())
}

/// The day so many months later.
fn anniversary(from: Day, months: i32) -> Day {
    let month = from.month_number() + months;
    let (year, month) = (month.div_euclid(12), month.rem_euclid(12) as u32 + 1);
    let day = |day: u32| Day::new(year, month, day);
    // Beyond the calendar nothing is asked for: no day of a log lies there.
    (28..=from.of_month()).rev().chain([from.of_month()]).find_map(day).unwrap_or(from)
}

#[cfg(test)]
mod tests {
    use super::super::Outcome;
    use super::*;

    fn day(text: &str) -> Day {
        let part = |range: std::ops::Range<usize>| text[range].parse().unwrap();
        Day::new(part(0..4), part(5..7) as u32, part(8..10) as u32).unwrap()
    }

    fn row(start: &str, end: &str) -> Subscription {
        let end = (!end.is_empty()).then(|| day(end));
        Subscription { client: start.to_owned(), start: day(start), end, segment: String::new() }
    }

    #[test]
    fn months_end_on_their_day_or_on_their_last() {
        let of = |from, to| elapsed(day(from), day(to), Unit::Month);
        assert_eq!(of("2024-01-15", "2024-02-15"), 1.0);
        assert_eq!(of("2024-01-15", "2025-01-15"), 12.0);
        assert_eq!(of("2024-01-31", "2024-02-29"), 1.0);
        assert_eq!(of("2024-01-31", "2024-03-31"), 2.0);
        assert_eq!(of("2024-01-01", "2024-01-16"), 15.0 / 31.0);
        assert_eq!(of("2023-12-31", "2024-02-15"), 1.0 + 15.0 / 29.0);
        assert_eq!(elapsed(day("2024-01-01"), day("2024-01-15"), Unit::Week), 2.0);
    }

    #[test]
    fn subscriptions_end_with_a_whole_period_or_run_on() {
        let rows = [
            row("2024-01-15", "2024-02-14"),
            row("2024-01-15", "2024-02-15"),
            row("2024-01-15", "2024-01-20"),
            row("2024-01-01", "2024-03-31"),
            row("2024-01-01", ""),
            row("2024-03-10", ""),
            row("2024-03-10", "2024-06-09"),
            row("2024-04-01", ""),
        ];
        let lives = Lives::of_subscriptions(&rows, day("2024-03-31"), Unit::Month).unwrap();
        assert_eq!(lives, Lives::new(vec![3.0, 0.0, 1.0], vec![0.0, 0.0, 1.0], 2.0).unwrap());
        let outcome = |ended, stayed| Outcome { ended, stayed };
        assert_eq!(lives.outcomes(), [outcome(3.0, 2.0), outcome(0.0, 2.0), outcome(1.0, 1.0)]);
    }
}
