//! A row as the bytes that are put aside of it.
//!
//! `[length of the client, 1 or 5 bytes][client][day 4][amount 8][segment 4][mark 4]`, and `[cost 8]` where there are costs,
//! all little-endian; `mark` is a part of the row's fingerprint. With an id of eight letters that is 29 bytes a row.

use super::PARTS;
use crate::data::row::Row;
use xxhash_rust::xxh3::xxh3_64;

/// A length that is not said in one byte.
const LONG: u8 = u8::MAX;

/// Which columns there are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layout {
    pub(super) has_costs: bool,
}

/// A row that was put aside.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kept {
    /// Of the client.
    pub(super) hash: u64,
    pub(super) amount: i64,
    pub(super) cost: i64,
    /// Where the client's id stands in the pile.
    pub(super) id: (usize, u32),
    pub(super) day: i32,
    pub(super) segment: u32,
    pub(super) mark: u32,
    /// How many rows are alike.
    pub(super) count: u64,
}

fn hash(client: &[u8]) -> u64 {
    xxh3_64(client)
}

/// The pile of a client.
pub(super) fn place(client: &str) -> usize {
    (hash(client.as_bytes()) % PARTS as u64) as usize
}

impl Layout {
    /// Adds a row to a pile.
    pub(super) fn write(self, pile: &mut Vec<u8>, row: &Row<'_>, segment: u32, mark: u32) {
        let client = row.client.as_bytes();
        match u8::try_from(client.len()) {
            Ok(length) if length != LONG => pile.push(length),
            // Cells are far shorter than 4 GiB.
            _ => {
                pile.push(LONG);
                pile.extend((client.len() as u32).to_le_bytes());
            }
        }
        pile.extend(client);
        pile.extend(row.day.number().to_le_bytes());
        pile.extend(row.amount.units().to_le_bytes());
        pile.extend(segment.to_le_bytes());
        pile.extend(mark.to_le_bytes());
        if self.has_costs {
            pile.extend(row.cost.units().to_le_bytes());
        }
    }

    /// The rows of a stretch of a pile, and how many bytes of it are whole rows; `ranks` are those of the segments.
    pub(super) fn read(self, mut bytes: &[u8], ranks: &[u32]) -> (Vec<Kept>, usize) {
        let whole = bytes.len();
        let mut rows = Vec::new();
        while let Some(length) = self.client_length(bytes) {
            let head = if length < u32::from(LONG) { 1 } else { 5 };
            let start = whole - bytes.len() + head;
            let (client, rest) = bytes[head..].split_at(length as usize);
            bytes = rest;
            rows.push(Kept {
                hash: hash(client),
                id: (start, length),
                day: i32::from_le_bytes(number(&mut bytes)),
                amount: i64::from_le_bytes(number(&mut bytes)),
                segment: ranks[u32::from_le_bytes(number(&mut bytes)) as usize],
                mark: u32::from_le_bytes(number(&mut bytes)),
                cost: if self.has_costs { i64::from_le_bytes(number(&mut bytes)) } else { 0 },
                count: 1,
            });
        }
        (rows, whole - bytes.len())
    }

    /// The length of the next row's client, if the whole row is there.
    fn client_length(self, bytes: &[u8]) -> Option<u32> {
        let (&first, rest) = bytes.split_first()?;
        let (length, rest) = if first == LONG {
            let (length, rest) = rest.split_first_chunk()?;
            (u32::from_le_bytes(*length), rest)
        } else {
            (u32::from(first), rest)
        };
        let numbers = if self.has_costs { 28 } else { 20 };
        (rest.len() >= length as usize + numbers).then_some(length)
    }
}

fn number<const N: usize>(bytes: &mut &[u8]) -> [u8; N] {
    let (number, rest) = bytes.split_first_chunk().expect("a pile holds whole rows");
    *bytes = rest;
    *number
}

impl Kept {
    /// Whether it is the same row once more, if it is of the same client.
    pub(super) fn is_alike(&self, other: &Self) -> bool {
        let key = |row: &Self| (row.day, row.amount, row.segment, row.mark, row.cost);
        self.hash == other.hash && key(self) == key(other)
    }

    /// The client's id as bytes.
    pub(super) fn id<'p>(&self, pile: &'p [u8]) -> &'p [u8] {
        let (start, length) = self.id;
        &pile[start..start + length as usize]
    }

    pub(super) fn client<'p>(&self, pile: &'p [u8]) -> &'p str {
        std::str::from_utf8(self.id(pile)).expect("an id was put aside as text")
    }
}
