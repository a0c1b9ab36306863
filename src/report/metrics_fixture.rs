//! The figures of a log made by hand, for the tests of what shows them.

use crate::data::account::Reason;
use crate::data::day::Day;
use crate::data::metrics::fixture::{Log, day};
use crate::data::metrics::{self, Beside, Metrics, Settings};
use crate::data::spend::Spending;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

/// A log of so many months, in which clients of two segments join every month; nobody at all where there are none.
pub(crate) fn log(months: usize) -> Log {
    let mut log = Log::default();
    for id in 0..40 * months {
        let (joined, is_ad) = (id / 40, id % 3 == 0);
        let mut random = StdRng::seed_from_u64(id as u64);
        let mut even = move || random.random::<f64>();
        let mut days = Vec::new();
        for month in joined..months {
            let orders = even() < if is_ad { 0.5 } else { 0.7 };
            if orders || month == joined {
                let of_month = 1 + (even() * 27.0) as u32;
                let paid = 20 + (even() * if id % 10 == 0 { 900.0 } else { 60.0 }) as i64;
                days.push((in_month(month, of_month), paid));
            }
            if even() < if is_ad { 0.14 } else { 0.07 } {
                break;
            }
        }
        log.client(&format!("client {id}"), if is_ad { "Paid search" } else { "Органика" }, &days);
    }
    log
}

/// The day of a month, counted from January 2023.
fn in_month(month: usize, of_month: u32) -> Day {
    day(2023 + month as i32 / 12, month as u32 % 12 + 1, of_month)
}

/// The figures of [`log`], a few rows rejected.
pub(crate) fn metrics(months: usize) -> Metrics {
    let until = in_month(months.max(1) - 1, 28);
    let mut history = log(months).with_costs(until);
    let account = &mut history.account;
    account.rows += 5;
    account.zero = 3;
    account.reject(Reason::NoClient, Some(17), ";2023-02-03;70");
    for line in [8, 40, 41, 99] {
        account.reject(Reason::BadDate, Some(line), "2023-02-30");
    }
    metrics::metrics(&history, &Beside::default(), &Settings::default())
}

/// The same with money spent on one of the segments, and on a fair.
pub(crate) fn with_spend(months: usize) -> Metrics {
    let history = log(months).with_costs(in_month(months - 1, 28));
    let spending = |month: usize, channel: &str, spend: i128, new_clients| Spending {
        month: history.first.month().plus(month),
        channel: channel.to_owned(),
        spend_units: spend * 1_000_000,
        new_clients,
    };
    let ads = (0..months).map(|month| spending(month, "Paid search", 700, None));
    let spend = ads.chain([spending(2, "Fair", 3_000, Some(12))]).collect();
    let settings = Settings { currency: Some("EUR".to_owned()), ..Settings::default() };
    let beside = Beside { spend, ..Beside::default() };
    metrics::metrics(&history, &beside, &settings)
}
