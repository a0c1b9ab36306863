//! History -> what the models know of its clients, those alike taken together.

use super::unit::Unit;
use crate::data::day::Day;
use crate::data::history::History;
use crate::model::behaviour::buying::Watched;

/// What is known of clients who are alike in it, and how many they are.
pub type Group = (Watched, f64);

/// The clients of a log as the models see them.
#[derive(Debug, Clone, PartialEq)]
pub struct Watching {
    /// What is known, and of how many clients; in an order of its own.
    pub groups: Vec<Group>,
    /// What times are counted in.
    pub unit: Unit,
    /// How many clients there are.
    pub clients: u64,
    /// Those without a repeat order.
    pub without_repeat: u64,
    /// Orders after the first ones.
    pub repeats: u64,
    /// The most that one client has.
    pub repeats_most: u32,
}

impl Watching {
    /// All clients of a log, watched from their first order to the last day that is looked at.
    pub fn of(history: &History, unit: Unit) -> Self {
        Self::until(history, unit, history.until)
    }

    /// Those who had ordered by that day, as they were seen until then.
    pub(super) fn until(history: &History, unit: Unit, until: Day) -> Self {
        let until = until.number();
        let known: Vec<(u32, i32, i32)> = history
            .clients()
            .filter_map(|client| {
                let mut days = client.order_days().take_while(|day| *day <= until);
                let first = days.next()?;
                let (mut repeats, mut last) = (0, first);
                for day in days {
                    repeats += 1;
                    last = day;
                }
                Some((repeats, last - first, until - first))
            })
            .collect();
        Self::of_days(known, unit)
    }

    /// The same of clients of whom is known: repeat orders, days from the first order to the last, days watched.
    pub fn of_days(mut known: Vec<(u32, i32, i32)>, unit: Unit) -> Self {
        known.sort_unstable();
        let in_units = |days: i32| f64::from(days) / unit.days();
        let groups = known.chunk_by(|one, other| one == other).map(|alike| {
            let (repeats, recency, age) = alike[0];
            (Watched { repeats, recency: in_units(recency), age: in_units(age) }, alike.len() as f64)
        });
        Self {
            groups: groups.collect(),
            unit,
            clients: known.len() as u64,
            without_repeat: known.iter().filter(|client| client.0 == 0).count() as u64,
            repeats: known.iter().map(|client| u64::from(client.0)).sum(),
            repeats_most: known.iter().map(|client| client.0).max().unwrap_or_default(),
        }
    }
}
