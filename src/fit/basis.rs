//! What a log says of the coming year beside its models: who is there, who will join, seasons, what a client costs.
//!
//! Months are counted from the start of the scenario, the first that the log has not seen the beginning of. New clients a month are
//! those of the log's last whole months, twelve at most, without its first one, in which old clients are seen for the first
//! time too (none, where the last two or more have none); how surely their level is known follows from how months differ. CAC is spending over new clients of the months
//! that have both, a ratio of sums, with the standard error of such a ratio (Cochran 1977, "Sampling techniques", 6.4).

use super::interval::DEVIATIONS;
use super::spend::Spending;
use super::watching::Watching;
use crate::data::amount;
use crate::data::day::Day;
use crate::data::history::{Client, History};
use crate::data::spend;
use crate::model::behaviour::buying::{OrderLaw, OrderModel};
use crate::model::month::Month;
use std::collections::BTreeMap;

/// New clients are those of so many months at most.
const MONTHS_MOST: usize = 12;
/// After so many months without a new client none is expected.
const MONTHS_WITHOUT: usize = 2;
/// A season is looked for where every calendar month was seen twice.
const MONTHS_OF_SEASONS: usize = 24;
/// What chance alone exceeds once in a thousand: chi-squared of 11 degrees of freedom.
const SEASONS_BY_CHANCE: f64 = 31.264;

/// Days of a month, on average.
const DAYS_A_MONTH: f64 = 365.25 / 12.0;

/// A number with its standard error, if that is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Known {
    /// The number.
    pub value: f64,
    /// Its standard error.
    pub error: Option<f64>,
    /// Of how many months it is.
    pub months: usize,
}

impl Known {
    /// Between what it lies in nine cases of ten, by the lognormal law with this mean and standard deviation; none where the
    /// error is not known.
    pub fn ends(self) -> Option<[f64; 2]> {
        let share = self.error? / self.value;
        let variance = libm::log1p(share * share);
        let (middle, sd) = (libm::log(self.value) - variance / 2.0, variance.sqrt());
        Some([-DEVIATIONS, DEVIATIONS].map(|z| libm::exp(middle + z * sd)))
    }
}

/// A client who is there, or may be.
#[derive(Debug, Clone, PartialEq)]
pub struct BaseClient<'a> {
    /// Who.
    pub id: &'a str,
    /// Orders after the first.
    pub repeats: u32,
    /// Days from the first order to the last.
    pub recency_days: i32,
    /// Days from the first order to the last day that was looked at.
    pub age_days: i32,
    /// What the orders after the first come to on average; 0 without one.
    pub mean_value: f64,
}

/// What a log says of the coming year.
#[derive(Debug, Clone, PartialEq)]
pub struct Basis {
    /// The first month that is forecast.
    pub start: Month,
    /// Days from the last one that was looked at to its beginning.
    pub days_before: u32,
    /// New clients a month; none where the log has no whole month.
    pub new_clients: Option<Known>,
    /// Factors of the order rate by calendar month, of mean one, where seasons are seen.
    pub seasonality: Option<[f64; 12]>,
    /// What winning a client costs, where spending is known.
    pub cac: Option<Known>,
}

impl Basis {
    /// Of a log, with what was spent on new clients.
    pub fn of(history: &History, spending: &[spend::Spending]) -> Self {
        let start = after(history.until);
        let next = Day::new(start.year(), start.index() as u32 + 1, 1);
        let days_before = next.map_or(0, |next| next.number() - history.until.number() - 1).max(0) as u32;
        let joined = joined(history);
        let whole = whole_months(history);
        Self {
            start,
            days_before,
            new_clients: new_clients(&joined, &whole),
            seasonality: None,
            cac: cac(&joined, &whole, spending),
        }
    }

    /// How many clients are to join between the end of the log and the start: nobody knows them, and they are no new clients
    /// of the scenario's months.
    pub fn joining_before(&self) -> f64 {
        self.new_clients.map_or(0.0, |known| known.value) * f64::from(self.days_before) / DAYS_A_MONTH
    }

    /// With the seasons of its repeat orders, as the model would have them without.
    #[must_use]
    pub fn with_seasons(
        self,
        history: &History,
        watching: &Watching,
        law: OrderLaw,
        parameters: [f64; 4],
    ) -> Self {
        let model = law.at(parameters, 0);
        Self { seasonality: seasonality(history, watching, model.as_ref()), ..self }
    }
}

/// The first month that begins after a day.
fn after(day: Day) -> Month {
    day.month().plus(1)
}

/// First orders by month.
fn joined(history: &History) -> BTreeMap<Month, u64> {
    let mut joined = BTreeMap::new();
    for client in history.clients() {
        if let Some(first) = client.order_days().next().and_then(Day::numbered) {
            *joined.entry(first.month()).or_default() += 1;
        }
    }
    joined
}

/// The months that the log saw from the first day to the last, but for its first one if there are others.
fn whole_months(history: &History) -> Vec<Month> {
    let after_last = history.until.plus(1).month();
    let mut months = Vec::new();
    let mut month = history.first.month();
    while month < after_last {
        months.push(month);
        month = month.plus(1);
    }
    // What the log begins with has clients of before, whatever the day.
    if months.len() > 1 {
        months.remove(0);
    } else if history.first.of_month() > 1 {
        months.clear();
    }
    months
}

fn new_clients(joined: &BTreeMap<Month, u64>, whole: &[Month]) -> Option<Known> {
    let last = &whole[whole.len().saturating_sub(MONTHS_MOST)..];
    let counts: Vec<f64> = last.iter().map(|month| joined.get(month).copied().unwrap_or(0) as f64).collect();
    let months = counts.len();
    if months == 0 {
        return None;
    }
    // Where nobody has come for some months nobody is coming.
    let without = counts.iter().rev().take_while(|count| **count == 0.0).count();
    if without >= MONTHS_WITHOUT {
        return Some(Known { value: 0.0, error: None, months: without });
    }
    let mean = counts.iter().sum::<f64>() / months as f64;
    let spread = counts.iter().map(|count| (count - mean) * (count - mean)).sum::<f64>();
    // As wide as counts of independent clients at least.
    let variance = if months > 1 { f64::max(spread / (months - 1) as f64, mean) } else { mean };
    let error = (mean > 0.0 && months > 1).then(|| (variance / months as f64).sqrt());
    Some(Known { value: mean, error, months })
}

fn cac(joined: &BTreeMap<Month, u64>, whole: &[Month], spending: &[spend::Spending]) -> Option<Known> {
    let mut by_month: BTreeMap<Month, (f64, Option<f64>)> = BTreeMap::new();
    for row in spending {
        let (spent, clients) = by_month.entry(row.month).or_default();
        *spent += amount::number(row.spend_units);
        if let Some(new) = row.new_clients {
            *clients = Some(clients.unwrap_or(0.0) + new as f64);
        }
    }
    // The log's own clients, who are those that are forecast; where it has no such month, the table's.
    let own = |month: &Month| whole.contains(month).then(|| joined.get(month).copied().unwrap_or(0) as f64);
    let of_log: Vec<(f64, f64)> =
        by_month.iter().filter_map(|(month, (spent, _))| Some((*spent, own(month)?))).collect();
    let of_table = || by_month.values().filter_map(|(spent, clients)| Some((*spent, (*clients)?))).collect();
    let pairs: Vec<(f64, f64)> = if of_log.is_empty() { of_table() } else { of_log };
    let (spent, clients) = pairs.iter().fold((0.0, 0.0), |sums, pair| (sums.0 + pair.0, sums.1 + pair.1));
    if clients <= 0.0 || spent < 0.0 {
        return None;
    }
    let (value, months) = (spent / clients, pairs.len());
    let squares: f64 =
        pairs.iter().map(|(spent, clients)| (spent - value * clients) * (spent - value * clients)).sum();
    let n = months as f64;
    let error =
        (months > 1).then(|| (squares / (n * (n - 1.0))).sqrt() * n / clients).filter(|error| *error > 0.0);
    Some(Known { value, error, months })
}

/// Repeat orders by calendar month over those that the model expects of the clients who had joined, where they differ by more than
/// chance.
fn seasonality(history: &History, watching: &Watching, model: &dyn OrderModel) -> Option<[f64; 12]> {
    let whole = whole_months(history);
    if whole.len() < MONTHS_OF_SEASONS {
        return None;
    }
    let mut joined: BTreeMap<i32, f64> = BTreeMap::new();
    let mut made = [0.0; 12];
    let first = Day::new(whole[0].year(), whole[0].index() as u32 + 1, 1)?.number();
    let last = history.until.plus(1).month();
    let end = Day::new(last.year(), last.index() as u32 + 1, 1)?.number();
    for client in history.clients() {
        let mut days = client.order_days();
        let Some(joining) = days.next() else { continue };
        *joined.entry(joining).or_default() += 1.0;
        for day in days.filter(|day| (first..end).contains(day)) {
            made[Day::numbered(day)?.month().index()] += 1.0;
        }
    }
    // What a client who joined so many days ago has made by then.
    let longest = (end - joined.keys().next()?).max(0) as usize;
    let by_age: Vec<f64> =
        (0..=longest).map(|days| model.expected_of_new(days as f64 / watching.unit.days())).collect();
    let mut expected = [0.0; 12];
    for month in &whole {
        let starts = Day::new(month.year(), month.index() as u32 + 1, 1)?.number();
        let ends = starts + month.days() as i32;
        for (joining, clients) in joined.range(..ends) {
            let before = by_age[(starts - joining).max(0) as usize];
            expected[month.index()] += clients * (by_age[(ends - joining) as usize] - before);
        }
    }
    factors(made, expected)
}

/// Factors of mean one with three decimals, if the counts differ from what is expected by more than chance.
fn factors(made: [f64; 12], expected: [f64; 12]) -> Option<[f64; 12]> {
    let all = made.iter().sum::<f64>() / expected.iter().sum::<f64>();
    if !all.is_finite() || expected.iter().any(|orders| *orders <= 0.0) {
        return None;
    }
    let pairs = || made.iter().zip(&expected);
    let chi_squared: f64 = pairs().map(|(made, of)| (made - all * of) * (made - all * of) / (all * of)).sum();
    if chi_squared < SEASONS_BY_CHANCE {
        return None;
    }
    let ratios: Vec<f64> = pairs().map(|(made, of)| made / of).collect();
    let mean = ratios.iter().sum::<f64>() / 12.0;
    let mut thousandths = [0.0; 12];
    for (cell, ratio) in thousandths.iter_mut().zip(&ratios) {
        *cell = (ratio / mean * 1000.0).round();
    }
    let rest = 12_000.0 - thousandths.iter().sum::<f64>();
    let largest = (0..12).max_by(|&a, &b| thousandths[a].total_cmp(&thousandths[b])).unwrap_or(0);
    thousandths[largest] += rest;
    Some(thousandths.map(|cell| cell / 1000.0))
}

impl<'a> BaseClient<'a> {
    /// A client of a log that was looked at until a day; none of one who has not ordered.
    pub fn of(client: &Client<'a>, until: Day) -> Option<Self> {
        let mut days = client.order_days();
        let first = days.next()?;
        let (mut repeats, mut last) = (0, first);
        for day in days {
            (repeats, last) = (repeats + 1, day);
        }
        let units: i128 = client.amounts[1..].iter().copied().map(i128::from).sum();
        let spending = Spending { orders: repeats, mean: amount::number(units) / f64::from(repeats.max(1)) };
        Some(Self {
            id: client.id,
            repeats,
            recency_days: last - first,
            age_days: until.number() - first,
            mean_value: if repeats > 0 { spending.mean.max(0.0) } else { 0.0 },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(number: u8) -> Month {
        Month::new(2024, number).unwrap()
    }

    #[test]
    fn levels_have_the_error_of_their_months() {
        let joined = BTreeMap::from([(month(1), 900), (month(2), 90), (month(3), 110), (month(4), 100)]);
        let level = new_clients(&joined, &[month(2), month(3), month(4)]).unwrap();
        // Months differ by as much as chance: the variance is that of counts, 100.
        assert_eq!(level, Known { value: 100.0, error: Some((100.0_f64 / 3.0).sqrt()), months: 3 });
        assert_eq!(new_clients(&joined, &[]), None);
        let ended = new_clients(&joined, &[month(3), month(4), month(5), month(6)]).unwrap();
        assert_eq!(ended, Known { value: 0.0, error: None, months: 2 });
    }

    #[test]
    fn cac_is_a_ratio_of_sums_with_its_error() {
        let row = |number: u8, spend: f64, new_clients: Option<u64>| spend::Spending {
            month: month(number),
            channel: String::new(),
            spend_units: (spend * 1e6) as i128,
            new_clients,
        };
        let joined = BTreeMap::from([(month(2), 100), (month(3), 50), (month(4), 50)]);
        let rows = [row(2, 1000.0, Some(7)), row(3, 600.0, None), row(4, 500.0, None), row(6, 9.0, Some(1))];
        let found = cac(&joined, &[month(2), month(3), month(4)], &rows).unwrap();
        assert_eq!((found.value, found.months), (10.5, 3));
        // Residuals -50, 75, -25 over 200 clients: sqrt(8750 / 6) * 3 / 200.
        assert!((found.error.unwrap() - (8750.0_f64 / 6.0).sqrt() * 3.0 / 200.0).abs() < 1e-12);
        assert_eq!(cac(&joined, &[month(2)], &[]), None);
        // Of no month of the log: the table's own clients.
        assert_eq!(cac(&joined, &[month(9)], &rows).unwrap().value, 1009.0 / 8.0);
    }

    #[test]
    fn seasons_are_told_from_chance() {
        assert_eq!(factors([100.0; 12], [50.0; 12]), None);
        let mut made = [100.0; 12];
        made[11] = 220.0;
        let found = factors(made, [100.0; 12]).unwrap();
        // 10/11 in thousandths, and what rounding leaves of the twelve with the largest.
        assert_eq!(found[..11], [0.909; 11]);
        assert!((found[11] - 2.001).abs() < 1e-12, "{found:?}");
        assert_eq!(factors(made, [0.0; 12]), None);
    }
}
