//! What day it is.

use crate::data::day::Day;
use std::time::{SystemTime, UNIX_EPOCH};

/// Today, in universal time.
pub(super) fn today() -> Day {
    day_after(SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()))
}

/// The day so many seconds after the beginning of 1970; a clock beyond the calendar is taken for its end.
fn day_after(seconds: u64) -> Day {
    let epoch = Day::new(1970, 1, 1).expect("the first of January is a day");
    epoch.plus(i32::try_from(seconds / 86_400).unwrap_or(i32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_end_at_midnight_and_years_on_their_last_day() {
        // 2026-12-31 is day 20,818 of Unix time, 2028-12-31 (a leap year's end) day 21,549.
        let cases = [
            (0, "1970-01-01"),
            (86_399, "1970-01-01"),
            (20_819 * 86_400 - 1, "2026-12-31"),
            (20_819 * 86_400, "2027-01-01"),
            (21_549 * 86_400, "2028-12-31"),
            (u64::MAX, "2199-12-31"),
        ];
        for (seconds, day) in cases {
            assert_eq!(day_after(seconds).to_string(), day, "{seconds}");
        }
    }
}
