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
    // All but always clients differ in their hash, so ids need not be looked at.
    let mut rows = sorted(layout.read(pile, ranks));
    let differ = |a: &Kept, b: &Kept| a.hash == b.hash && a.id(pile) != b.id(pile);
    let has_collisions = rows.windows(2).any(|pair| differ(&pair[0], &pair[1]));
    if has_collisions {
        rows.sort_by(|a, b| (a.hash, a.id(pile)).cmp(&(b.hash, b.id(pile))));
    }
    let mut scanned = Scanned::default();
    // Most logs have few rows of one client and day.
    scanned.part.days.reserve_exact(rows.len());
    scanned.part.orders.reserve_exact(rows.len());
    scanned.part.amounts.reserve_exact(rows.len());
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
    scanned.part.days.shrink_to_fit();
    scanned.part.orders.shrink_to_fit();
    scanned.part.amounts.shrink_to_fit();
    Ok(scanned)
}

/// Rows that are sorted at a time: they fit into the processor's nearest memory.
const BUCKET_ROWS: usize = 64;

/// The rows by hash, day, and all else: dealt out by the hash's first bits, then sorted bucket by bucket.
fn sorted(mut rows: Vec<Kept>) -> Vec<Kept> {
    let key = |row: &Kept| (row.hash, row.day, row.amount, row.segment, row.mark, row.cost);
    let bits = (rows.len() / BUCKET_ROWS).checked_ilog2().unwrap_or(0).min(20);
    if bits == 0 {
        rows.sort_unstable_by_key(key);
        return rows;
    }
    let bucket = |row: &Kept| (row.hash >> (64 - bits)) as usize;
    let mut ends = vec![0; (1 << bits) + 1];
    for row in &rows {
        ends[bucket(row) + 1] += 1;
    }
    for place in 1..ends.len() {
        ends[place] += ends[place - 1];
    }
    let (mut places, mut dealt) = (ends.clone(), rows.clone());
    for row in rows {
        let place = &mut places[bucket(&row)];
        dealt[*place] = row;
        *place += 1;
    }
    for bounds in ends.windows(2) {
        dealt[bounds[0]..bounds[1]].sort_unstable_by_key(key);
    }
    dealt
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

#[cfg(test)]
mod tests {
    use super::*;
    use xxhash_rust::xxh3::xxh3_64;

    #[test]
    fn rows_dealt_out_are_sorted_as_a_whole() {
        for count in [0, 1, 100, 127, 128, 20_000] {
            let number = |place: u64, of: u64| (xxh3_64(&(place * 7 + of).to_le_bytes()) % 50) as i64;
            let rows: Vec<Kept> = (0..count)
                .map(|place| Kept {
                    hash: xxh3_64(&(number(place, 0) * 3 + number(place, 1)).to_le_bytes()),
                    amount: number(place, 2),
                    cost: 0,
                    id: (0, 0),
                    day: number(place, 3) as i32,
                    segment: 0,
                    mark: place as u32,
                })
                .collect();
            let mut plainly = rows.clone();
            let key = |row: &Kept| (row.hash, row.day, row.amount, row.mark);
            plainly.sort_by_key(key);
            let dealt = sorted(rows);
            assert!(dealt.iter().map(key).eq(plainly.iter().map(key)), "{count}");
        }
    }
}
