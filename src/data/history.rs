//! What each client did, day by day: all that the figures and the fits need of a log, a few bytes a client and day.

use super::account::Account;
use super::day::Day;

/// What the clients of a log did.
#[derive(Debug, Clone)]
pub struct History {
    /// The first day of an order.
    pub first: Day,
    /// The last day that was looked at: that of the last row, unless a later one was named.
    pub until: Day,
    /// The segments by name, in their alphabetical order; empty if the log has no such column.
    pub segments: Vec<String>,
    /// The clients, in parts of no meaning.
    pub parts: Vec<Part>,
    /// Whether there are costs.
    pub has_costs: bool,
    /// Clients with rows in more than one segment; they stand in that of their first order.
    pub of_several_segments: u64,
    /// What became of the rows.
    pub account: Account,
    /// A digest of all rows that were understood, whatever their order and their file's format: 32 hexadecimal digits.
    pub digest: String,
}

/// Some of the clients. Client `i` has the id `ids[id_ends[i - 1] .. id_ends[i]]` and the days
/// `day_ends[i - 1] .. day_ends[i]` of the columns below, in their order.
#[derive(Debug, Clone, Default)]
pub struct Part {
    /// All ids, one after the other.
    pub ids: String,
    /// Where each id ends.
    pub id_ends: Vec<usize>,
    /// The place of each client's segment in [`History::segments`]; 0 if there are none.
    pub segments: Vec<u32>,
    /// Where each client's days end.
    pub day_ends: Vec<usize>,
    /// Days ([`Day::number`]) on which a client ordered or sent something back; the first one has an order.
    pub days: Vec<i32>,
    /// Whether an order was made that day: several on one day are one.
    pub orders: Vec<bool>,
    /// What the day comes to, less returns, in millionths.
    pub amounts: Vec<i64>,
    /// What its goods cost, in millionths; empty if the log has no costs.
    pub costs: Vec<i64>,
}

/// One client's own part of the columns.
#[derive(Debug, Clone, Copy)]
pub struct Client<'a> {
    /// Who.
    pub id: &'a str,
    /// The place of its segment.
    pub segment: usize,
    /// Its days ([`Day::number`]).
    pub days: &'a [i32],
    /// Whether it ordered on each.
    pub orders: &'a [bool],
    /// What each comes to, in millionths.
    pub amounts: &'a [i64],
    /// What the goods of each cost, in millionths; empty if the log has no costs.
    pub costs: &'a [i64],
}

impl Part {
    /// How many clients there are.
    pub fn len(&self) -> usize {
        self.day_ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.day_ends.is_empty()
    }

    /// A client of this part.
    pub fn client(&self, place: usize) -> Client<'_> {
        let range = |ends: &[usize]| place.checked_sub(1).map_or(0, |before| ends[before])..ends[place];
        let days = range(&self.day_ends);
        Client {
            id: &self.ids[range(&self.id_ends)],
            segment: self.segments[place] as usize,
            days: &self.days[days.clone()],
            orders: &self.orders[days.clone()],
            amounts: &self.amounts[days.clone()],
            costs: if self.costs.is_empty() { &[] } else { &self.costs[days] },
        }
    }

    /// All clients of this part.
    pub fn clients(&self) -> impl Iterator<Item = Client<'_>> {
        (0..self.len()).map(|place| self.client(place))
    }
}

impl Client<'_> {
    /// Orders, those of one day counting once.
    pub fn order_count(&self) -> usize {
        self.orders.iter().filter(|is_order| **is_order).count()
    }

    /// The days ([`Day::number`]) on which it ordered.
    pub fn order_days(&self) -> impl Iterator<Item = i32> {
        self.days.iter().zip(self.orders).filter(|(_, is_order)| **is_order).map(|(day, _)| *day)
    }

    /// All it paid, less returns, in millionths.
    pub fn revenue_units(&self) -> i128 {
        self.amounts.iter().copied().map(i128::from).sum()
    }
}

impl History {
    /// How many clients there are.
    pub fn client_count(&self) -> usize {
        self.parts.iter().map(Part::len).sum()
    }

    /// All clients, part by part.
    pub fn clients(&self) -> impl Iterator<Item = Client<'_>> {
        self.parts.iter().flat_map(Part::clients)
    }
}
