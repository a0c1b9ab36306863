//! Small logs whose figures can be counted on fingers.

use super::fixture::{Log, day};
use super::*;
use crate::data::day::Day;
use crate::data::spend::Spending;
use crate::model::month::Month;

fn found(log: &Log, settings: &Settings) -> Metrics {
    metrics(&log.history(day(2024, 4, 30)), &Beside::default(), settings)
}

fn shop() -> Log {
    let mut log = Log::default();
    log.client("a", "Ads", &[(day(2024, 1, 3), 100), (day(2024, 2, 3), 60), (day(2024, 2, 9), -20)])
        .client("b", "Ads", &[(day(2024, 2, 3), 40)])
        .client("c", "Search", &[(day(2024, 1, 9), 20), (day(2024, 2, 9), 0), (day(2024, 3, 9), 50)]);
    log
}

fn spending(month: u8, channel: &str, spend: i128) -> Spending {
    let month = Month::new(2024, month).unwrap();
    Spending { month, channel: channel.to_owned(), spend_units: spend * 1_000_000, new_clients: None }
}

#[test]
fn sums_rates_and_worth_of_clients() {
    let total = found(&shop(), &Settings { margin: Some(0.5), ..Settings::default() }).total;
    assert_eq!((total.clients, total.orders, total.revenue, total.costs), (3, 6, 250.0, None));
    assert_eq!((total.aov, total.repeat_rate), (Some(250.0 / 6.0), Some(2.0 / 3.0)));
    assert_eq!(total.ltv, Ltv { historical: Some(250.0 / 3.0), margin: Some(125.0 / 3.0) });
    assert_eq!((total.cac, total.romi, total.spend), (None, None, None));
}

#[test]
fn money_spent_is_held_against_the_clients_of_its_months() {
    let spend =
        vec![spending(2, "Ads", 10), spending(4, "Ads", 6), spending(2, "Fair", 4), spending(5, "Fair", 9)];
    let beside = Beside { spend, ..Beside::default() };
    let settings = Settings { margin: Some(0.5), ..Settings::default() };
    let found = metrics(&shop().history(day(2024, 4, 30)), &beside, &settings);
    let ads = &found.segments[0];
    // Of the segment one client joined in a month with spend: b, who paid 40.
    assert_eq!((ads.name.as_str(), ads.spend, ads.won_clients), ("Ads", Some(16.0), Some(1)));
    assert_eq!((ads.cac, ads.ltv_to_cac, ads.romi), (Some(16.0), Some(20.0 / 16.0), Some(4.0 / 16.0)));
    assert_eq!((found.total.cac, found.total.romi), (Some(20.0), Some(0.0)));
    assert_eq!(found.segments[1].cac, None);
    let spend = found.spend.unwrap();
    assert_eq!((spend.channels.len(), spend.rows_outside, spend.spend_outside), (2, 1, 9.0));
    assert_eq!(spend.segments_without_spend, ["Search"]);
}

#[test]
fn a_cohort_is_followed_by_its_age() {
    let found = found(&shop(), &Settings { left_after_days: Some(31), ..Settings::default() });
    let january = &found.cohorts[0];
    assert_eq!((january.size, january.revenue.clone()), (2, vec![120.0, 40.0, 50.0, 0.0]));
    assert_eq!(
        (january.orders.clone(), january.ltv.clone()),
        (vec![2, 2, 1, 0], vec![60.0, 80.0, 105.0, 105.0])
    );
    // March ended 30 days before the log did: too early to judge.
    assert_eq!(january.retention, [Some(1.0), Some(1.0), None, None]);
    let churn: Vec<Option<f64>> = found.months.iter().map(|month| month.churn).collect();
    assert_eq!(churn, [Some(0.0), Some(1.0 - 1.0 / 3.0), None, None]);
    assert_eq!((found.total.there, found.total.returned), (Some(0), Some(0)));
}

#[test]
fn a_year_without_orders_is_told() {
    let until = |last: Day| {
        let mut log = shop();
        log.client("late", "Ads", &[(day(2026, 4, 3), 5)]);
        metrics(&log.history(last), &Beside::default(), &Settings::default()).data.without_orders
    };
    // From April 2024 to March 2026, and then again until May 2027: the longer one is told.
    let first = Silence { from: Month::new(2024, 4).unwrap(), to: Month::new(2026, 3).unwrap(), months: 24 };
    assert_eq!((until(day(2026, 4, 3)), until(day(2027, 5, 31))), (Some(first), Some(first)));
    assert_eq!(found(&shop(), &Settings::default()).data.without_orders, None);
    let trailing = metrics(&shop().history(day(2025, 2, 28)), &Beside::default(), &Settings::default());
    assert_eq!(trailing.data.without_orders, None, "eleven months");
    let trailing = metrics(&shop().history(day(2025, 3, 1)), &Beside::default(), &Settings::default());
    assert_eq!(trailing.data.without_orders.map(|silence| silence.months), Some(12));
}

#[test]
fn what_is_too_little_says_nothing() {
    let mut one_day = Log::default();
    one_day.client("a", "", &[(day(2024, 4, 3), 5)]).client("b", "", &[(day(2024, 4, 3), 5)]);
    let mut two_weeks = Log::default();
    two_weeks.client("a", "", &[(day(2024, 4, 17), 5), (day(2024, 4, 30), 5)]);
    for (log, clients) in [(Log::default(), 0), (one_day, 2), (two_weeks, 1)] {
        let found = found(&log, &Settings::default());
        let total = &found.total;
        assert_eq!((total.clients, found.months.len()), (clients, 1));
        assert_eq!((total.churn, total.life_months, total.frequency), (Churn::default(), None, None));
        assert!(total.arpu.is_none() && found.months[0].active_clients.is_none());
        assert!(found.cohorts.iter().all(|cohort| cohort.retention == [Some(1.0)]));
    }
}
