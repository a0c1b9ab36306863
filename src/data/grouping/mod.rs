//! Rows in whatever order -> each client's days.
//!
//! Rows are put aside in [`PARTS`] piles by a hash of their client, in memory or wherever the [`Aside`] keeps them; then
//! each pile is sorted by client, day and amount, and scanned. So memory grows with clients and their days and not with
//! rows, and nothing depends on the order of rows or on threads.

mod gather;
mod pile;
mod scan;
#[cfg(test)]
mod tests;

use super::account::Account;
use super::day::Day;
use super::fault::Fault;
use super::history::{History, Part};
use super::row::Row;
use crate::model::watch::{Stage, Watch};
use gather::Gathered;
use pile::Layout;
use rayon::prelude::*;
use std::collections::HashMap;
use std::io;
use std::sync::{Mutex, PoisonError};

/// Piles of rows.
pub const PARTS: usize = 64;
/// Bytes that a hand gathers for a pile before it puts them there.
const HANDFUL_BYTES: usize = 32 << 10;

/// Where rows are put aside until all of them are read.
pub trait Aside: Sync {
    /// Forgets all that was put there.
    ///
    /// # Errors
    /// The system's, if that cannot be done.
    fn clear(&self) -> io::Result<()>;

    /// Adds bytes to a pile.
    ///
    /// # Errors
    /// The system's, if there is no room for them.
    fn add(&self, pile: usize, bytes: &[u8]) -> io::Result<()>;

    /// Hands over all bytes of a pile, in pieces that are cut anywhere; the pile is then empty.
    ///
    /// # Errors
    /// The system's, if they cannot be had back.
    fn drain(&self, pile: usize, take: &mut dyn FnMut(Vec<u8>)) -> io::Result<()>;
}

/// Rows put aside in memory.
#[derive(Debug)]
pub struct InMemory(Vec<Mutex<Vec<u8>>>);

impl Default for InMemory {
    fn default() -> Self {
        Self((0..PARTS).map(|_| Mutex::default()).collect())
    }
}

impl Aside for InMemory {
    fn clear(&self) -> io::Result<()> {
        (0..PARTS).try_for_each(|pile| self.drain(pile, &mut drop))
    }

    fn add(&self, pile: usize, bytes: &[u8]) -> io::Result<()> {
        self.0[pile].lock().unwrap_or_else(PoisonError::into_inner).extend(bytes);
        Ok(())
    }

    fn drain(&self, pile: usize, take: &mut dyn FnMut(Vec<u8>)) -> io::Result<()> {
        take(std::mem::take(&mut *self.0[pile].lock().unwrap_or_else(PoisonError::into_inner)));
        Ok(())
    }
}

/// What is done with a row that repeats another one in all that is read of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Repeats {
    /// It is used: an order may have two lines that are alike.
    #[default]
    Keep,
    /// It is rejected.
    Drop,
}

/// Rows on their way to their clients.
pub struct Grouping<'a> {
    aside: &'a dyn Aside,
    layout: Layout,
    has_segments: bool,
    repeats: Repeats,
    segments: Mutex<Names>,
}

/// Names in the order in which they came.
#[derive(Debug, Default)]
struct Names {
    places: HashMap<String, u32>,
}

impl Names {
    fn place(&mut self, name: &str) -> u32 {
        if let Some(place) = self.places.get(name) {
            return *place;
        }
        let place = self.places.len() as u32;
        self.places.insert(name.to_owned(), place);
        place
    }

    /// The names in their alphabetical order, and the rank of each place in it.
    fn ranked(&self) -> (Vec<String>, Vec<u32>) {
        let mut names: Vec<(&String, u32)> = self.places.iter().map(|(name, place)| (name, *place)).collect();
        names.sort();
        let mut ranks = vec![0; names.len()];
        for (rank, (_, place)) in names.iter().enumerate() {
            ranks[*place as usize] = rank as u32;
        }
        (names.into_iter().map(|(name, _)| name.clone()).collect(), ranks)
    }
}

/// One of several hands that sort rows onto the piles, each on a thread of its own.
pub struct Hand<'a> {
    grouping: &'a Grouping<'a>,
    piles: Vec<Vec<u8>>,
    /// Segments that this hand has met.
    segments: HashMap<String, u32>,
    scratch: Vec<u8>,
    fingerprints: u128,
    last: Option<Day>,
}

/// What all hands have seen together.
#[derive(Debug, Default)]
pub struct Seen {
    fingerprints: u128,
    last: Option<Day>,
}

impl<'a> Grouping<'a> {
    /// Rows with these columns are to come.
    pub fn new(aside: &'a dyn Aside, has_segments: bool, has_costs: bool, repeats: Repeats) -> Self {
        let segments = Mutex::new(Names::default());
        Self { aside, layout: Layout { has_costs }, has_segments, repeats, segments }
    }

    /// A hand.
    pub fn hand(&'a self) -> Hand<'a> {
        Hand {
            grouping: self,
            piles: vec![Vec::new(); PARTS],
            segments: HashMap::new(),
            scratch: Vec::new(),
            fingerprints: 0,
            last: None,
        }
    }

    /// Each client's days, when all hands are done. `account` is of the rows that were read; those that turn out not to be
    /// used are moved in it. None if no client has an order.
    ///
    /// # Errors
    /// Rows that cannot be had back, sums beyond counting, or the watcher's wish to stop.
    pub fn finish(
        self,
        seen: &Seen,
        until: Option<Day>,
        mut account: Account,
        watch: &dyn Watch,
    ) -> Result<Result<History, Account>, Fault> {
        let names = self.segments.lock().unwrap_or_else(PoisonError::into_inner);
        let (segments, ranks) = names.ranked();
        watch.begin(Stage::Grouping, PARTS as u64);
        let scanned: Vec<scan::Scanned> = (0..PARTS)
            .into_par_iter()
            .map(|place| {
                if watch.stopped() {
                    return Err(Fault::Stopped);
                }
                let mut gathered = Gathered::new(self.layout, &ranks);
                self.aside
                    .drain(place, &mut |piece| gathered.take(piece))
                    .map_err(|error| spilled(&error))?;
                let scanned = scan::scan(&gathered.finish(), self.layout, self.repeats);
                watch.advance(1);
                scanned
            })
            .collect::<Result<_, _>>()?;

        let mut parts: Vec<Part> = Vec::with_capacity(PARTS);
        let (mut first, mut of_several_segments) = (None::<Day>, 0);
        for scanned in scanned {
            first = scanned.first.into_iter().chain(first).min();
            of_several_segments += scanned.of_several_segments;
            account.used -= scanned.account.rejected_rows();
            account.add(scanned.account);
            parts.push(scanned.part);
        }
        let (Some(first), Some(last)) = (first, seen.last) else { return Ok(Err(account)) };
        Ok(Ok(History {
            first,
            until: until.unwrap_or(last).max(last),
            segments: if self.has_segments { segments } else { Vec::new() },
            parts,
            has_costs: self.layout.has_costs,
            of_several_segments,
            digest: format!("{:032x}", seen.fingerprints),
            account,
        }))
    }
}

impl Hand<'_> {
    /// Puts a row aside.
    ///
    /// # Errors
    /// No room for it.
    pub fn put(&mut self, row: &Row<'_>) -> Result<(), Fault> {
        let fingerprint = row.fingerprint(&mut self.scratch);
        self.fingerprints = self.fingerprints.wrapping_add(fingerprint);
        self.last = self.last.max(Some(row.day));
        let segment = self.segment(row.segment);
        let place = pile::place(row.client);
        let handful = &mut self.piles[place];
        self.grouping.layout.write(handful, row, segment, fingerprint as u32);
        if handful.len() >= HANDFUL_BYTES {
            self.grouping.aside.add(place, handful).map_err(|error| spilled(&error))?;
            handful.clear();
        }
        Ok(())
    }

    fn segment(&mut self, name: &str) -> u32 {
        if let Some(place) = self.segments.get(name) {
            return *place;
        }
        let place = self.grouping.segments.lock().unwrap_or_else(PoisonError::into_inner).place(name);
        self.segments.insert(name.to_owned(), place);
        place
    }

    /// Puts down what it still holds.
    ///
    /// # Errors
    /// No room for it.
    pub fn finish(self, seen: &mut Seen) -> Result<(), Fault> {
        for (place, handful) in self.piles.iter().enumerate().filter(|(_, handful)| !handful.is_empty()) {
            self.grouping.aside.add(place, handful).map_err(|error| spilled(&error))?;
        }
        seen.fingerprints = seen.fingerprints.wrapping_add(self.fingerprints);
        seen.last = seen.last.max(self.last);
        Ok(())
    }
}

fn spilled(error: &io::Error) -> Fault {
    Fault::Spill { message: error.to_string() }
}
