//! Logs made by hand, for the tests.

use crate::data::account::Account;
use crate::data::day::Day;
use crate::data::history::{History, Part};
use std::collections::BTreeMap;

pub(crate) fn day(year: i32, month: u32, of_month: u32) -> Day {
    Day::new(year, month, of_month).unwrap()
}

/// A client: its id, its segment, and by day what it paid in millionths and whether that was an order.
type Made = (String, String, BTreeMap<Day, (i64, bool)>);

/// A log, client by client.
#[derive(Debug, Clone, Default)]
pub(crate) struct Log {
    clients: Vec<Made>,
}

impl Log {
    /// Adds a client with its days and whole amounts; a negative one is a return.
    pub(crate) fn client(&mut self, id: &str, segment: &str, days: &[(Day, i64)]) -> &mut Self {
        let mut of_days: BTreeMap<Day, (i64, bool)> = BTreeMap::new();
        for (day, amount) in days {
            let entry = of_days.entry(*day).or_default();
            entry.0 += amount * 1_000_000;
            entry.1 |= *amount >= 0;
        }
        self.clients.push((id.to_owned(), segment.to_owned(), of_days));
        self
    }

    /// The history, in parts of three clients; segments only if there is one with a name.
    pub(crate) fn history(&self, until: Day) -> History {
        let mut segments: Vec<String> = self.clients.iter().map(|client| client.1.clone()).collect();
        segments.sort();
        segments.dedup();
        if segments.iter().all(String::is_empty) {
            segments.clear();
        }
        let days = || self.clients.iter().flat_map(|client| client.2.iter());
        let rows = days().count() as u64;
        let account = Account { rows, used: rows, ..Account::default() };
        History {
            first: days().map(|(day, _)| *day).min().unwrap_or(until),
            until,
            parts: self.clients.chunks(3).map(|clients| part(clients, &segments)).collect(),
            segments,
            has_costs: false,
            of_several_segments: 0,
            account,
            digest: "0".repeat(32),
        }
    }

    /// The same with goods that cost 40 % of what is paid.
    pub(crate) fn with_costs(&self, until: Day) -> History {
        let mut history = self.history(until);
        history.has_costs = true;
        for part in &mut history.parts {
            part.costs = part.amounts.iter().map(|amount| amount / 10 * 4).collect();
        }
        history
    }
}

fn part(clients: &[Made], segments: &[String]) -> Part {
    let mut part = Part::default();
    for (id, segment, days) in clients {
        part.ids.push_str(id);
        part.id_ends.push(part.ids.len());
        part.segments.push(segments.iter().position(|name| name == segment).unwrap_or(0) as u32);
        for (day, (amount, is_order)) in days {
            part.days.push(day.number());
            part.orders.push(*is_order);
            part.amounts.push(*amount);
        }
        part.day_ends.push(part.days.len());
    }
    part
}
