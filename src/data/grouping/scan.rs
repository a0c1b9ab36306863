//! A pile of rows -> the days of its clients.

use super::Repeats;
use super::pile::{Kept, Layout};
use crate::data::account::{Account, Reason};
use crate::data::amount;
use crate::data::day::Day;
use crate::data::fault::Fault;
use crate::data::history::Part;
use std::borrow::Cow;
use std::cmp::Reverse;

/// What a pile comes to.
#[derive(Debug, Default)]
pub(super) struct Scanned {
    pub(super) part: Part,
    /// What is found of its rows; `rows` and `used` are not counted here.
    pub(super) account: Account,
    pub(super) of_several_segments: u64,
    /// The first day of an order.
    pub(super) first: Option<Day>,
}

/// Sorts a pile and adds up what each client did on each day.
pub(super) fn scan(pile: &[u8], layout: Layout, ranks: &[u32], repeats: Repeats) -> Result<Scanned, Fault> {
    let mut rows = layout.read(pile, ranks);
    // All but always clients differ in their hash, so ids need not be looked at.
    rows.sort_unstable_by_key(|row| (row.hash, row.day, row.amount, row.segment, row.mark, row.cost));
    let differ = |a: &Kept, b: &Kept| a.hash == b.hash && a.id(pile) != b.id(pile);
    let has_collisions = rows.windows(2).any(|pair| differ(&pair[0], &pair[1]));
    if has_collisions {
        rows.sort_by(|a, b| (a.hash, a.id(pile)).cmp(&(b.hash, b.id(pile))));
    }
    let mut scanned = Scanned::default();
    for client in rows.chunk_by(|a, b| a.hash == b.hash && !(has_collisions && differ(a, b))) {
        let id = client[0].client(pile);
        let client = match repeats {
            Repeats::Keep => {
                let repeated = client.windows(2).filter(|pair| pair[0].is_alike(&pair[1])).count();
                scanned.account.repeated += repeated as u64;
                Cow::Borrowed(client)
            }
            Repeats::Drop => Cow::Owned(scanned.without_repeats(id, client)),
        };
        scanned.add(id, &client, layout)?;
    }
    Ok(scanned)
}

impl Kept {
    /// Whether it is the same row once more.
    fn is_alike(&self, other: &Self) -> bool {
        let key = |row: &Self| (row.day, row.amount, row.segment, row.mark, row.cost);
        key(self) == key(other)
    }

    fn is_order(&self) -> bool {
        self.amount >= 0
    }

    fn said(&self, id: &str) -> String {
        let day = Day::numbered(self.day).map_or_else(String::new, |day| day.to_string());
        format!("{id}, {day}, {}", amount::number(i128::from(self.amount)))
    }
}

impl Scanned {
    fn without_repeats(&mut self, id: &str, rows: &[Kept]) -> Vec<Kept> {
        let mut kept: Vec<Kept> = Vec::with_capacity(rows.len());
        for row in rows {
            if kept.last().is_some_and(|last| last.is_alike(row)) {
                self.account.reject(Reason::Duplicate, None, &row.said(id));
            } else {
                kept.push(*row);
            }
        }
        kept
    }

    /// Adds a client with its rows, which are sorted by day.
    fn add(&mut self, id: &str, rows: &[Kept], layout: Layout) -> Result<(), Fault> {
        let first_order = rows.iter().position(Kept::is_order).map(|place| rows[place].day);
        // What is sent back before anything was ordered was bought before the log begins, or by someone else.
        let start = first_order.map_or(rows.len(), |day| rows.partition_point(|row| row.day < day));
        for row in &rows[..start] {
            self.account.reject(Reason::ReturnWithoutOrder, None, &row.said(id));
        }
        let rows = &rows[start..];
        let Some(first) = rows.first().and_then(|row| Day::numbered(row.day)) else { return Ok(()) };
        self.first = self.first.into_iter().chain([first]).min();
        for day in rows.chunk_by(|a, b| a.day == b.day) {
            let sum = |of: fn(&Kept) -> i64| day.iter().try_fold(0_i64, |sum, row| sum.checked_add(of(row)));
            let too_large = || Fault::SumTooLarge {
                client: id.to_owned(),
                day: Day::numbered(day[0].day).unwrap_or(first),
            };
            self.part.days.push(day[0].day);
            self.part.orders.push(day.iter().any(Kept::is_order));
            self.part.amounts.push(sum(|row| row.amount).ok_or_else(too_large)?);
            if layout.has_costs {
                self.part.costs.push(sum(|row| row.cost).ok_or_else(too_large)?);
            }
        }
        for row in rows {
            self.account.zero += u64::from(row.amount == 0);
            self.account.returns += u64::from(row.amount < 0);
            self.account.returned_units += i128::from(row.amount.min(0));
        }
        let of_first_day = rows.iter().take_while(|row| row.day == first.number());
        let segment =
            of_first_day.max_by_key(|row| (row.amount, Reverse(row.segment))).map_or(0, |row| row.segment);
        self.of_several_segments += u64::from(rows.iter().any(|row| row.segment != segment));
        self.part.segments.push(segment);
        self.part.ids.push_str(id);
        self.part.id_ends.push(self.part.ids.len());
        self.part.day_ends.push(self.part.days.len());
        Ok(())
    }
}
