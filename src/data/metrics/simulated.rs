//! The estimates against the truth, which simulated clients know.
//!
//! Each test draws [`LOGS`] logs, independent of each other, and holds the mean of their estimates to the truth within five
//! of its standard errors, as the estimates' own spread tells them: with 30 logs a right estimator is outside by Student's
//! t with 29 degrees of freedom in 2.6e-5 of all seeds, in one of 3,500 for the 11 figures held so.

use super::fixture::Log;
use super::*;
use crate::data::day::Day;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use rand_distr::{Distribution, Gamma, Poisson};

const LOGS: u64 = 30;
const MONTHS: usize = 18;

/// How clients order.
#[derive(Debug, Clone, Copy)]
enum Orders {
    /// So many a month, on average, of each.
    Poisson(f64),
    /// So many a month, on average, each at a lasting rate of its own with a gamma distribution of that shape.
    GammaPoisson(f64, f64),
    /// One on the first of every month.
    Subscription,
}

/// A log of clients who join evenly over its months, order in their first one and leave at the end of each month with
/// one chance; it ends with its last month.
fn log(clients: usize, churn: f64, orders: Orders, seed: u64) -> History {
    let mut random = StdRng::seed_from_u64(seed);
    let mut log = Log::default();
    for id in 0..clients {
        let rate = match orders {
            Orders::Poisson(rate) => rate,
            Orders::GammaPoisson(mean, shape) => Gamma::new(shape, mean / shape).unwrap().sample(&mut random),
            Orders::Subscription => 0.0,
        };
        let mut days = Vec::new();
        for month in id % MONTHS..MONTHS {
            let drawn = if rate > 0.0 { Poisson::new(rate).unwrap().sample(&mut random) as u32 } else { 0 };
            let count = if month == id % MONTHS { drawn.max(1) } else { drawn };
            let on =
                |of_month: u32| Day::new(2023 + month as i32 / 12, month as u32 % 12 + 1, of_month).unwrap();
            if matches!(orders, Orders::Subscription) {
                days.push((on(1), 10));
            } else {
                (0..count).for_each(|_| days.push((on(random.random_range(1..=28)), 10)));
            }
            if random.random_bool(churn) {
                break;
            }
        }
        log.client(&id.to_string(), "", &days);
    }
    log.history(Day::new(2024, 6, 30).unwrap())
}

/// The estimates of each log.
fn estimates(clients: usize, churn: f64, orders: Orders) -> Vec<Figures> {
    let of =
        |seed| metrics(&log(clients, churn, orders, seed), &Beside::default(), &Settings::default()).total;
    (0..LOGS).map(of).collect()
}

/// Mean and standard error of one figure.
fn mean(all: &[Figures], figure: fn(&Figures) -> Option<f64>) -> [f64; 2] {
    let values: Vec<f64> = all.iter().map(|figures| figure(figures).unwrap()).collect();
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    [mean, (squares / (count - 1.0) / count).sqrt()]
}

fn assert_near([mean, error]: [f64; 2], truth: f64, what: &str) {
    assert!((mean - truth).abs() <= 5.0 * error, "{what}: {mean} +- {error}, {truth} in truth");
    assert!(error < 0.02 * truth, "{what}: {mean} +- {error} says next to nothing");
}

/// The share left after a year.
fn year(churn: f64) -> f64 {
    libm::pow(1.0 - churn, 12.0)
}

#[test]
fn churn_is_found_where_all_order_at_one_rate() {
    for rate in [2.0, 0.8] {
        let all = estimates(3000, 0.08, Orders::Poisson(rate));
        let of = |figure| mean(&all, figure);
        assert_near(of(|one| one.churn.monthly), 0.08, "churn");
        assert_near(of(|one| one.churn.first_month), 0.08, "first month");
        assert_near(of(|one| one.churn.first_year), 1.0 - year(0.08), "first year");
        // Of 28 days those with an order: several on one are one.
        assert_near(of(|one| one.frequency), 28.0 * -libm::expm1(-rate / 28.0), "frequency");
    }
}

#[test]
fn where_nobody_misses_a_month_churn_is_counted_up_to_the_last_one() {
    let all = estimates(2000, 0.05, Orders::Subscription);
    let of = |figure| mean(&all, figure);
    assert_near(of(|one| one.churn.monthly), 0.05, "churn");
    assert_near(of(|one| one.churn.first_year), 1.0 - year(0.05), "first year");
    assert_near(of(|one| one.churn.first_month), 0.05, "first month");

    let history = log(2000, 0.05, Orders::Subscription, 1);
    let found = metrics(&history, &Beside::default(), &Settings::default());
    assert!(matches!(found.definition, Definition::Recapture { never_missed: true, .. }));
    for pair in found.months.windows(2) {
        let staying = (pair[1].ordering_clients - pair[1].new_clients) as f64;
        assert_eq!(pair[0].active_clients, Some(pair[0].ordering_clients as f64));
        assert_eq!(pair[0].retention, Some(staying / pair[0].ordering_clients as f64));
    }
    assert_eq!(found.total.frequency, Some(1.0));
    assert!(found.months[MONTHS - 1].churn.is_none());
}

#[test]
fn churn_is_found_where_rates_differ() {
    // Recapture at one rate for all would find 6.6 % (`recapture`).
    let all = estimates(4000, 0.05, Orders::GammaPoisson(0.8, 2.0));
    assert_near(mean(&all, |one| one.churn.monthly), 0.05, "churn");
}

#[test]
fn a_rare_order_is_not_taken_for_leaving() {
    // Nobody leaves, and of two months one passes without an order.
    let all = estimates(2000, 0.0, Orders::Poisson(0.7));
    let [churn, error] = mean(&all, |one| one.churn.monthly);
    assert!(churn < 0.005, "{churn} +- {error}");
}

#[test]
fn one_thread_and_several_find_the_same() {
    let history = log(20_000, 0.08, Orders::Poisson(0.8), 7);
    let of = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        format!("{:?}", pool.install(|| metrics(&history, &Beside::default(), &Settings::default())))
    };
    let one = of(1);
    assert!(one == of(2) && one == of(5), "the figures depend on the number of threads");
}
