//! A pile of rows -> the same rows sorted, those that are alike counted together.
//!
//! A pile that is large comes in stretches, each sorted and merged with those before, so that no more is held than one
//! stretch and the rows that differ: a log that says the same over and over takes no more room than one that says it once.

use super::pile::{Kept, Layout};
use std::cmp::Ordering;

/// Bytes of a stretch; most piles are smaller.
const STRETCH_BYTES: usize = 48 << 20;

/// A pile on its way.
#[derive(Debug)]
pub(super) struct Gathered<'a> {
    layout: Layout,
    /// The ranks of the segments.
    ranks: &'a [u32],
    stretch_bytes: usize,
    /// Bytes that are not looked at yet.
    waiting: Vec<u8>,
    sorted: Sorted,
}

/// Rows by client, day, and all else, no two alike; their clients' ids stand in `ids`.
#[derive(Debug, Default)]
pub(super) struct Sorted {
    pub(super) rows: Vec<Kept>,
    pub(super) ids: Vec<u8>,
}

impl<'a> Gathered<'a> {
    pub(super) fn new(layout: Layout, ranks: &'a [u32]) -> Self {
        Self::in_stretches(layout, ranks, STRETCH_BYTES)
    }

    fn in_stretches(layout: Layout, ranks: &'a [u32], stretch_bytes: usize) -> Self {
        Self { layout, ranks, stretch_bytes, waiting: Vec::new(), sorted: Sorted::default() }
    }

    /// Takes a piece of the pile, cut anywhere.
    pub(super) fn take(&mut self, piece: Vec<u8>) {
        if self.waiting.is_empty() {
            self.waiting = piece;
        } else {
            self.waiting.extend(piece);
        }
        while self.waiting.len() >= self.stretch_bytes {
            // What is left of a piece that came as a whole, or of a row that is longer than a stretch.
            let rest = self.waiting.split_off(self.stretch_bytes);
            let left = self.sort();
            let stuck = left.len() == self.stretch_bytes;
            self.waiting = left;
            self.waiting.extend(rest);
            if stuck {
                self.stretch_bytes *= 2;
            }
        }
    }

    /// Sorts what waits, and gives back what is no whole row yet.
    fn sort(&mut self) -> Vec<u8> {
        let mut bytes = std::mem::take(&mut self.waiting);
        let (rows, used) = self.layout.read(&bytes, self.ranks);
        let left = bytes.split_off(used);
        let sorted = Sorted::of(rows, bytes);
        let before = std::mem::take(&mut self.sorted);
        self.sorted = if before.rows.is_empty() { sorted } else { before.merged(&sorted) };
        left
    }

    /// All rows.
    pub(super) fn finish(mut self) -> Sorted {
        self.sort();
        self.sorted
    }
}

impl Sorted {
    fn of(rows: Vec<Kept>, ids: Vec<u8>) -> Self {
        // All but always clients differ in their hash, so ids need not be looked at.
        let mut rows = sorted(rows);
        let differ = |pair: &[Kept]| pair[0].hash == pair[1].hash && pair[0].id(&ids) != pair[1].id(&ids);
        if rows.windows(2).any(differ) {
            rows.sort_by(|a, b| (a.hash, a.id(&ids)).cmp(&(b.hash, b.id(&ids))));
        }
        rows.dedup_by(|next, row| {
            let is_alike = row.is_alike(next) && row.id(&ids) == next.id(&ids);
            row.count += if is_alike { next.count } else { 0 };
            is_alike
        });
        Self { rows, ids }
    }

    fn merged(self, other: &Self) -> Self {
        let mut merged = Self::default();
        let (mut mine, mut theirs) = (self.rows.as_slice(), other.rows.as_slice());
        loop {
            let order = match (mine.first(), theirs.first()) {
                (Some(a), Some(b)) => compare((a, &self.ids), (b, &other.ids)),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => return merged,
            };
            if order.is_gt() {
                merged.push(&theirs[0], &other.ids, 0);
                theirs = &theirs[1..];
                continue;
            }
            let more = if order.is_eq() { theirs[0].count } else { 0 };
            merged.push(&mine[0], &self.ids, more);
            mine = &mine[1..];
            theirs = &theirs[usize::from(order.is_eq())..];
        }
    }

    /// Adds a row, with so many more that are alike.
    fn push(&mut self, row: &Kept, ids: &[u8], more: u64) {
        let id = row.id(ids);
        let before = self.rows.last().filter(|last| last.hash == row.hash && last.id(&self.ids) == id);
        let place = before.map_or((self.ids.len(), row.id.1), |last| last.id);
        if before.is_none() {
            self.ids.extend_from_slice(id);
        }
        self.rows.push(Kept { id: place, count: row.count + more, ..*row });
    }
}

fn compare((a, of_a): (&Kept, &[u8]), (b, of_b): (&Kept, &[u8])) -> Ordering {
    let rest = |row: &Kept| (row.day, row.amount, row.segment, row.mark, row.cost);
    let clients = a.hash.cmp(&b.hash).then_with(|| a.id(of_a).cmp(b.id(of_b)));
    clients.then_with(|| rest(a).cmp(&rest(b)))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::amount::Amount;
    use crate::data::day::Day;
    use crate::data::row::Row;
    use xxhash_rust::xxh3::xxh3_64;

    /// A pile in stretches of a few bytes, in pieces cut anywhere, comes to what it comes to as a whole.
    #[test]
    fn stretches_come_to_the_same_as_the_whole() {
        let layout = Layout { has_costs: true };
        let mut pile = Vec::new();
        for place in 0..3000_u64 {
            let number = xxh3_64(&place.to_le_bytes());
            let client = match number % 90 {
                0 => "long".repeat(90),
                number => format!("c{}", number % 40),
            };
            let row = Row {
                client: &client,
                day: Day::numbered(738_000 + (number / 91 % 7) as i32).unwrap(),
                seconds: 0,
                amount: Amount::of_units((number / 700 % 3) as i64),
                cost: Amount::ZERO,
                segment: "",
                order: "",
            };
            layout.write(&mut pile, &row, 0, (number / 5000 % 2) as u32);
        }
        let gathered = |stretch: usize, piece: usize| {
            let mut gathered = Gathered::in_stretches(layout, &[0], stretch);
            pile.chunks(piece).for_each(|piece| gathered.take(piece.to_vec()));
            let sorted = gathered.finish();
            let row =
                |row: &Kept| (row.client(&sorted.ids).to_owned(), row.day, row.amount, row.mark, row.count);
            sorted.rows.iter().map(row).collect::<Vec<_>>()
        };
        let whole = gathered(usize::MAX, pile.len());
        assert_eq!(whole.iter().map(|row| row.4).sum::<u64>(), 3000);
        assert!(whole.len() < 2000 && whole.iter().any(|row| row.4 > 2), "{}", whole.len());
        for (stretch, piece) in [(64, 7), (1000, 1), (1000, 5000), (30_000, 100), (1, pile.len())] {
            assert_eq!(gathered(stretch, piece), whole, "{stretch} {piece}");
        }
    }

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
                    count: 1,
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
