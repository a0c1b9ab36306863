//! The figures against a second, plain route: sets of clients by month, and nothing that is clever.

use super::fixture::{Log, day};
use super::recapture::Captured;
use super::*;
use crate::data::day::Day;
use crate::data::subscriptions::Subscription;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// A client's segment and its days with amounts, counted from the first of January 2023.
type Made = Vec<(u8, Vec<(i32, i64)>)>;

fn first() -> Day {
    day(2023, 1, 1)
}

fn made() -> impl Strategy<Value = Made> {
    let days = prop::collection::vec((0..330_i32, -3..20_i64), 1..9);
    prop::collection::vec((0..3_u8, days), 1..25)
}

fn log_of(made: &Made) -> Log {
    let mut log = Log::default();
    for (id, (segment, days)) in made.iter().enumerate() {
        let mut days: Vec<(Day, i64)> = days.iter().map(|(at, paid)| (first().plus(*at), *paid)).collect();
        days.sort_by_key(|day| day.0);
        // A client's first day has an order.
        days[0].1 = days[0].1.abs();
        log.client(&format!("c{id}"), ["", "Ads", "Search"][usize::from(*segment)], &days);
    }
    log
}

/// The months with an order of each client, counted from that of the first order of all.
fn months_of(history: &History) -> Vec<(usize, BTreeSet<usize>)> {
    let month = |at: i32| (Day::numbered(at).unwrap().month_number() - history.first.month_number()) as usize;
    history.clients().map(|client| (client.segment, client.order_days().map(month).collect())).collect()
}

/// A segment's clients, and how many of each cohort at each age are expected to be there unseen.
struct Group {
    clients: Vec<BTreeSet<usize>>,
    unseen: Vec<Vec<f64>>,
}

impl Group {
    fn of(clients: Vec<BTreeSet<usize>>, found: &Metrics, settled: usize) -> Self {
        let months = found.months.len();
        let unseen = match found.definition {
            Definition::Recapture { never_missed: true, .. } => Vec::new(),
            _ => recapture::unseen(&Captured::of_months(&clients, months), settled),
        };
        Self { clients, unseen }
    }

    /// By the book: clients of earlier months who are there in `t`, of those for whom `is_asked`.
    fn earlier(&self, t: usize, is_asked: impl Fn(usize) -> bool) -> f64 {
        let asked: Vec<&BTreeSet<usize>> = self
            .clients
            .iter()
            .filter(|months| is_asked(*months.first().unwrap()) && *months.first().unwrap() < t)
            .collect();
        let known = asked.iter().filter(|months| months.range(t..).next().is_some()).count();
        let cohorts: BTreeSet<usize> = asked.iter().map(|months| *months.first().unwrap()).collect();
        let unseen = |cohort: usize| self.unseen.get(cohort).and_then(|ages| ages.get(t - cohort));
        known as f64 + cohorts.into_iter().filter_map(unseen).sum::<f64>()
    }
}

fn near(one: Option<f64>, other: Option<f64>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => (one - other).abs() < 1e-9 * other.abs().max(1.0),
        (one, other) => one == other,
    }
}

/// The same of several segments together: each by itself, since their clients may order at other rates.
fn earlier(groups: &[Group], t: usize, is_asked: impl Fn(usize) -> bool + Copy) -> f64 {
    groups.iter().map(|group| group.earlier(t, is_asked)).sum()
}

/// Churn, first month's churn and frequency by the book.
fn by_the_book(groups: &[Group], orders: f64, settled: usize) -> [Option<f64>; 3] {
    let all = || groups.iter().flat_map(|group| &group.clients);
    let new = |t: usize| all().filter(|months| months.first() == Some(&t)).count() as f64;
    let there: Vec<f64> = (0..settled).map(|t| earlier(groups, t, |_| true)).collect();
    let (mut active, mut lost) = (0.0, 0.0);
    for t in 1..settled {
        active += there[t - 1] + new(t - 1);
        lost += there[t - 1] + new(t - 1) - there[t];
    }
    let churn = (active > 0.0).then(|| (lost / active).clamp(0.0, 1.0));
    let (mut size, mut stay) = (0.0, 0.0);
    for t in 1..settled {
        size += new(t - 1);
        stay += earlier(groups, t, |joined| joined + 1 == t);
    }
    let first_month = (size > 0.0).then(|| (1.0 - stay / size).clamp(0.0, 1.0));
    let months: f64 = there.iter().sum();
    [churn, first_month, (months > 0.0).then(|| orders / months)]
}

/// Orders in judged months of clients who joined earlier.
fn repeat_orders(history: &History, segment: Option<usize>, settled: usize) -> f64 {
    let month = |at: i32| (Day::numbered(at).unwrap().month_number() - history.first.month_number()) as usize;
    let mut count = 0;
    for client in history.clients().filter(|client| segment.is_none_or(|place| client.segment == place)) {
        let months: Vec<usize> = client.order_days().map(month).collect();
        count += months.iter().filter(|t| **t > months[0] && **t < settled).count();
    }
    f64::from(count as u32)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn recapture_is_that_of_the_book(made in made()) {
        let history = log_of(&made).history(day(2023, 12, 31));
        let found = metrics(&history, &Beside::default(), &Settings::default());
        let calendar = Calendar::new(history.first, history.until);
        let settled = match found.definition {
            Definition::Recapture { judged_days: Some(days), never_missed: false, .. } => calendar.over_for(days),
            Definition::Recapture { judged_days: None, never_missed: false, .. } => 0,
            _ => calendar.over_for(0),
        };
        let all = months_of(&history);
        let clients: Vec<BTreeSet<usize>> = all.iter().map(|client| client.1.clone()).collect();
        let places: BTreeSet<usize> = all.iter().map(|client| client.0).collect();
        let of_place = |place: usize| {
            let its = all.iter().filter(|client| client.0 == place).map(|client| client.1.clone());
            Group::of(its.collect(), &found, settled)
        };
        let groups: Vec<Group> = places.iter().copied().map(of_place).collect();
        for (t, month) in found.months.iter().enumerate() {
            let ordering = clients.iter().filter(|months| months.contains(&t)).count();
            let new = clients.iter().filter(|months| months.first() == Some(&t)).count();
            prop_assert_eq!((month.ordering_clients, month.new_clients), (ordering as u64, new as u64));
            let there = (t < settled).then(|| earlier(&groups, t, |_| true) + new as f64);
            prop_assert!(near(month.active_clients, there), "{:?} {:?}", month, there);
        }
        let book = by_the_book(&groups, repeat_orders(&history, None, settled), settled);
        let total = &found.total;
        let said = [total.churn.monthly, total.churn.first_month, total.frequency];
        prop_assert!(said.iter().zip(book).all(|(one, other)| near(*one, other)), "{:?} {:?}", said, book);
        for cohort in &found.cohorts {
            let joined = found.months.iter().position(|month| month.month == cohort.month).unwrap();
            for (age, share) in cohort.retention.iter().enumerate().skip(1) {
                let there = earlier(&groups, joined + age, |one| one == joined) / cohort.size as f64;
                let there = (joined + age < settled).then(|| there.min(1.0));
                prop_assert!(near(*share, there), "{:?} {:?} {:?}", cohort, age, there);
            }
        }
        for segment in &found.segments {
            let place = history.segments.iter().position(|name| *name == segment.name).unwrap();
            let its = [of_place(place)];
            let book = by_the_book(&its, repeat_orders(&history, Some(place), settled), settled);
            let said = [segment.churn.monthly, segment.churn.first_month, segment.frequency];
            prop_assert!(said.iter().zip(book).all(|(one, other)| near(*one, other)), "{:?} {:?}", said, book);
        }
    }

    #[test]
    fn silence_is_counted_as_it_says(made in made(), days in 5..120_u32) {
        let history = log_of(&made).history(day(2023, 12, 31));
        let settings = Settings { left_after_days: Some(days), ..Settings::default() };
        let found = metrics(&history, &Beside::default(), &settings);
        let until = history.until.number();
        let month = |at: i32| (Day::numbered(at).unwrap().month_number() - history.first.month_number()) as usize;
        // Of each client: the months in which it is there, and those at whose end it leaves.
        let mut there: BTreeMap<usize, u64> = BTreeMap::new();
        let mut leave: BTreeMap<usize, u64> = BTreeMap::new();
        let mut still = 0;
        for client in history.clients() {
            let orders: Vec<i32> = client.order_days().collect();
            let mut months = BTreeSet::new();
            for (place, at) in orders.iter().enumerate() {
                months.insert(month(*at));
                let next = orders.get(place + 1).copied().unwrap_or(until);
                if next - at <= days as i32 {
                    months.extend(month(*at)..=month(next));
                    still += u64::from(place + 1 == orders.len());
                } else if place + 1 == orders.len() || month(next) > month(*at) {
                    *leave.entry(month(*at)).or_default() += 1;
                }
            }
            for t in &months {
                *there.entry(*t).or_default() += 1;
            }
        }
        prop_assert_eq!(found.total.there, Some(still));
        let count = |of: &BTreeMap<usize, u64>, t: usize| of.get(&t).copied().unwrap_or(0) as f64;
        for (t, figures) in found.months.iter().enumerate() {
            let end = (1..=31).rev().find_map(|d| Day::new(2023, figures.month.index() as u32 + 1, d)).unwrap();
            let judged = until - end.number() > days as i32;
            let active = judged.then(|| count(&there, t));
            prop_assert!(near(figures.active_clients, active), "{:?} {:?}", figures, active);
            let churn = active.filter(|active| *active > 0.0).map(|active| count(&leave, t) / active);
            prop_assert!(near(figures.churn, churn), "{:?} {:?}", figures, churn);
        }
    }

    #[test]
    fn subscriptions_are_counted_as_they_say(
        made in prop::collection::vec((0..330_i32, prop::option::of(0..300_i32)), 1..30)
    ) {
        let mut log = Log::default();
        log.client("other", "", &[(first(), 5), (day(2023, 12, 31), 5)]);
        let subscriptions: Vec<Subscription> = made
            .iter()
            .enumerate()
            .map(|(id, (start, length))| {
                let start = first().plus(*start);
                let end = length.map(|length| start.plus(length));
                Subscription { client: format!("s{id}"), start, end, segment: String::new() }
            })
            .collect();
        let history = log.history(day(2023, 12, 31));
        let beside = Beside { subscriptions: subscriptions.clone(), ..Beside::default() };
        let found = metrics(&history, &beside, &Settings::default());
        let (mut sum_active, mut sum_left) = (0.0, 0.0);
        for (t, figures) in found.months.iter().enumerate() {
            let month = |day: Day| (day.month_number() - first().month_number()) as usize;
            // The one with orders only is there all the time.
            let (mut active, mut left) = (1.0, 0.0);
            for one in &subscriptions {
                let end = one.end.filter(|end| *end <= history.until).map(month);
                let is_there = month(one.start) <= t && end.is_none_or(|end| t <= end);
                active += f64::from(u8::from(is_there));
                left += f64::from(u8::from(is_there && end == Some(t)));
            }
            prop_assert_eq!((figures.active_clients, figures.churn), (Some(active), Some(1.0 - (active - left) / active)));
            sum_active += active;
            sum_left += left;
        }
        let total = &found.total;
        prop_assert!(near(total.churn.monthly, Some(sum_left / sum_active)));
        prop_assert!(near(total.frequency, Some(2.0 / sum_active)));
        prop_assert_eq!(total.clients, 1 + subscriptions.len() as u64);
        prop_assert_eq!(found.subscriptions.unwrap().without_orders, subscriptions.len() as u64);
    }

    #[test]
    fn sums_are_those_of_the_clients_whatever_their_order(made in made(), turn in 0..25_usize) {
        let log = log_of(&made);
        let history = log.with_costs(day(2023, 12, 31));
        let found = metrics(&history, &Beside::default(), &Settings::default());
        let revenue: i128 = history.clients().map(|client| client.revenue_units()).sum();
        let orders: usize = history.clients().map(|client| client.order_count()).sum();
        let repeat = history.clients().filter(|client| client.order_count() > 1).count();
        prop_assert_eq!(found.total.revenue, number(revenue));
        prop_assert_eq!((found.total.orders, found.data.orders), (orders as u64, orders as u64));
        prop_assert_eq!(found.total.clients, made.len() as u64);
        prop_assert!(near(found.total.repeat_rate, Some(repeat as f64 / made.len() as f64)));
        prop_assert!(near(found.total.ltv.margin, Some(number(revenue) * 0.6 / made.len() as f64)));
        let (mut of_months, mut of_cohorts, mut of_segments) = (0.0, 0.0, 0.0);
        found.months.iter().for_each(|month| of_months += month.revenue);
        found.cohorts.iter().flat_map(|cohort| &cohort.revenue).for_each(|paid| of_cohorts += paid);
        found.segments.iter().for_each(|segment| of_segments += segment.revenue);
        prop_assert!((of_months - number(revenue)).abs() < 1e-6 && (of_cohorts - number(revenue)).abs() < 1e-6);
        prop_assert!(found.segments.is_empty() || (of_segments - number(revenue)).abs() < 1e-6);

        let mut turned = made.clone();
        turned.rotate_left(turn % made.len());
        let mut other = log_of(&turned).with_costs(day(2023, 12, 31));
        other.parts.reverse();
        let again = metrics(&other, &Beside::default(), &Settings::default());
        prop_assert_eq!(format!("{found:?}"), format!("{again:?}"));
    }
}
