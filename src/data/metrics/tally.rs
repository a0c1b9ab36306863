//! What the clients of one cohort did, month by month of their age: whole numbers only, so that parts add up to the same
//! in any order.

use super::calendar::Calendar;
use super::definition::Definition;
use super::roll::{Member, Roll};
use super::spells::{self, Spell};
use crate::data::history::Client;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// A cohort at one age.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Cell {
    /// Clients with an order in the month.
    pub(super) seen: u64,
    /// Clients whose last order is of the month.
    pub(super) last_seen: u64,
    /// Spells that begin: the first one of each client, and returns of those who had left.
    pub(super) begun: u64,
    /// Clients who leave at the end of the month.
    pub(super) left: u64,
    /// Orders.
    pub(super) orders: u64,
    /// What was paid, less returns, in millionths.
    pub(super) revenue: i128,
    /// What the goods cost, in millionths.
    pub(super) costs: i128,
}

/// A cohort: the clients of a month of joining.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Row {
    /// The month of joining.
    pub(super) cohort: usize,
    /// Its clients.
    pub(super) size: u64,
    /// By age in months; ages after the last one have none.
    pub(super) cells: Vec<Cell>,
    /// Clients by the age of their last order, and by the months after that of joining in which they ordered.
    pub(super) captures: BTreeMap<(u16, u16), u64>,
    /// Clients with two orders or more.
    pub(super) repeat_clients: u64,
    /// Clients with one.
    pub(super) one_order_clients: u64,
    /// Clients who are still there at the end of the log.
    pub(super) there: u64,
    /// Times a client came back who had left.
    pub(super) returned: u64,
}

/// A cohort at an age, with what follows from the ages before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct State {
    /// What is counted of this age alone.
    pub(super) cell: Cell,
    /// Clients with an order in the month and in a later one.
    pub(super) again: u64,
    /// Clients without an order in the month, with one before and one later.
    pub(super) silent: u64,
    /// Clients within a spell.
    pub(super) active: u64,
}

/// What counting needs to know.
#[derive(Debug, Clone, Copy)]
pub(super) struct Grounds<'a> {
    pub(super) roll: &'a Roll<'a>,
    pub(super) calendar: &'a Calendar,
    pub(super) definition: Definition,
}

/// Clients that one thread counts at a time.
const CHUNK: usize = 1 << 14;

/// The rows of clients who are sorted by their month of joining.
pub(super) fn rows(members: &[Member], grounds: Grounds<'_>) -> Vec<Row> {
    let cohorts: Vec<&[Member]> = members.chunk_by(|a, b| a.joined == b.joined).collect();
    cohorts.into_par_iter().map(|cohort| row(cohort, grounds)).collect()
}

fn row(members: &[Member], grounds: Grounds<'_>) -> Row {
    let cohort = members.first().map_or(0, |member| usize::from(member.joined));
    let counted = |members: &[Member]| {
        let mut row = Row { cohort, ..Row::default() };
        let mut spells = Vec::new();
        for member in members {
            row.count(member, grounds, &mut spells);
        }
        row
    };
    if members.len() <= CHUNK {
        return counted(members);
    }
    let none = || Row { cohort, ..Row::default() };
    members.par_chunks(CHUNK).map(counted).reduce(none, |mut one, other| {
        one.add(&other);
        one
    })
}

impl Row {
    fn add(&mut self, other: &Self) {
        if self.cells.len() < other.cells.len() {
            self.cells.resize(other.cells.len(), Cell::default());
        }
        for (sum, cell) in self.cells.iter_mut().zip(&other.cells) {
            sum.seen += cell.seen;
            sum.last_seen += cell.last_seen;
            sum.begun += cell.begun;
            sum.left += cell.left;
            sum.orders += cell.orders;
            sum.revenue += cell.revenue;
            sum.costs += cell.costs;
        }
        for (capture, clients) in &other.captures {
            *self.captures.entry(*capture).or_default() += clients;
        }
        self.size += other.size;
        self.repeat_clients += other.repeat_clients;
        self.one_order_clients += other.one_order_clients;
        self.there += other.there;
        self.returned += other.returned;
    }

    fn cell(&mut self, age: usize) -> &mut Cell {
        if self.cells.len() <= age {
            self.cells.resize(age + 1, Cell::default());
        }
        &mut self.cells[age]
    }

    fn count(&mut self, member: &Member, grounds: Grounds<'_>, spells: &mut Vec<Spell>) {
        self.size += 1;
        let client = grounds.roll.client(member);
        if let Some(client) = &client {
            self.count_days(client, grounds.calendar);
        }
        spells.clear();
        match (grounds.definition, grounds.roll.spells(member), &client) {
            (Definition::Subscriptions, Some(subscribed), _) => spells.extend_from_slice(subscribed),
            (Definition::Subscriptions, None, Some(client)) => {
                spells.extend(spells::from_first_to_last(client, grounds.calendar));
            }
            (definition, _, Some(client)) => {
                spells::between_silences(client, definition.silence_days(), grounds.calendar, spells);
            }
            (_, _, None) => {}
        }
        self.count_spells(spells);
    }

    /// What is of a day before the cohort joined is counted at age 0.
    fn count_days(&mut self, client: &Client<'_>, calendar: &Calendar) {
        let mut last_order = None;
        let (mut orders, mut months) = (0_u64, 0_u16);
        for (place, (day, amount)) in client.days.iter().zip(client.amounts).enumerate() {
            let age = calendar.of_day(*day).saturating_sub(self.cohort);
            let is_order = client.orders.get(place).copied().unwrap_or(false);
            let cell = self.cell(age);
            cell.revenue += i128::from(*amount);
            cell.costs += client.costs.get(place).copied().map_or(0, i128::from);
            if is_order {
                cell.orders += 1;
                cell.seen += u64::from(last_order != Some(age));
                months += u16::from(last_order != Some(age) && age > 0);
                (last_order, orders) = (Some(age), orders + 1);
            }
        }
        if let Some(age) = last_order {
            self.cell(age).last_seen += 1;
            *self.captures.entry((age as u16, months)).or_default() += 1;
        }
        self.repeat_clients += u64::from(orders >= 2);
        self.one_order_clients += u64::from(orders == 1);
    }

    fn count_spells(&mut self, spells: &[Spell]) {
        for spell in spells {
            let cohort = self.cohort;
            self.cell(spell.from.saturating_sub(cohort)).begun += 1;
            if let Some(to) = spell.to {
                self.cell(to.saturating_sub(cohort)).left += 1;
            }
        }
        self.returned += spells.len().saturating_sub(1) as u64;
        self.there += u64::from(spells.last().is_some_and(|spell| spell.to.is_none()));
    }

    /// The cohort at each age up to that of the last of `months` months.
    pub(super) fn states(&self, months: usize) -> impl Iterator<Item = State> {
        let (mut to_be_seen, mut active): (u64, u64) =
            (self.cells.iter().map(|cell| cell.last_seen).sum(), 0);
        (0..months.saturating_sub(self.cohort)).map(move |age| {
            let cell = self.cells.get(age).copied().unwrap_or_default();
            // Whoever is seen later has an order before, since nobody joins later than with the cohort.
            to_be_seen -= cell.last_seen;
            active += cell.begun;
            let again = cell.seen - cell.last_seen;
            let state = State { cell, again, silent: to_be_seen.saturating_sub(again), active };
            active = active.saturating_sub(cell.left);
            state
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::metrics::fixture::{Log, day};

    fn counted(log: &Log, definition: Definition) -> Vec<Row> {
        let history = log.history(day(2024, 6, 30));
        let calendar = Calendar::new(day(2024, 1, 1), history.until);
        let mut roll = Roll::new(&history, &[], &calendar);
        roll.members.sort_by_key(|member| member.joined);
        rows(&roll.members, Grounds { roll: &roll, calendar: &calendar, definition })
    }

    #[test]
    fn a_cohort_knows_who_is_silent_between_two_orders() {
        let mut log = Log::default();
        log.client("a", "", &[(day(2024, 1, 3), 10), (day(2024, 1, 9), 5), (day(2024, 4, 1), 7)]);
        log.client("b", "", &[(day(2024, 1, 5), 10), (day(2024, 2, 5), 10), (day(2024, 5, 5), -4)]);
        let rows = counted(&log, Definition::Silence { days: 40 });
        let row = &rows[0];
        assert_eq!((rows.len(), row.size, row.repeat_clients, row.there, row.returned), (1, 2, 2, 0, 1));
        let states: Vec<State> = row.states(6).collect();
        let of = |f: fn(&State) -> u64| states.iter().map(f).collect::<Vec<u64>>();
        assert_eq!(of(|state| state.cell.seen), [2, 1, 0, 1, 0, 0]);
        assert_eq!(of(|state| state.again), [2, 0, 0, 0, 0, 0]);
        assert_eq!(of(|state| state.silent), [0, 1, 1, 0, 0, 0]);
        assert_eq!(of(|state| state.active), [2, 1, 0, 1, 0, 0]);
        assert_eq!(of(|state| state.cell.left), [1, 1, 0, 1, 0, 0]);
        assert_eq!(of(|state| state.cell.orders), [3, 1, 0, 1, 0, 0]);
        let revenue: Vec<i128> = states.iter().map(|state| state.cell.revenue / 1_000_000).collect();
        assert_eq!(revenue, [25, 10, 0, 7, -4, 0]);
    }

    #[test]
    fn many_clients_are_counted_in_chunks_to_the_same() {
        let mut log = Log::default();
        let count = 2 * CHUNK + 5;
        for id in 0..count {
            let second = day(2024, 1 + (id % 6) as u32, 9);
            log.client(&id.to_string(), "", &[(day(2024, 1, 3), 10), (second, 5)]);
        }
        let rows = counted(&log, Definition::Silence { days: 30 });
        assert_eq!((rows.len(), rows[0].size), (1, count as u64));
        let orders: u64 = rows[0].cells.iter().map(|cell| cell.orders).sum();
        let seen: u64 = rows[0].cells.iter().map(|cell| cell.last_seen).sum();
        assert_eq!((orders, seen, rows[0].repeat_clients), (2 * count as u64, count as u64, count as u64));
    }
}
