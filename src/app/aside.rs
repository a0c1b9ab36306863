//! Where the rows of a log are put aside: in memory, and once they are many in files without a name.

use crate::data::grouping::{Aside, PARTS};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Bytes that are kept in memory.
const MEMORY_MOST: u64 = 256 << 20;
/// Bytes that are read of a file at a time.
const PIECE_BYTES: u64 = 32 << 20;

/// Piles of rows, in memory or in files of the system's folder for such (`TMPDIR`), which go with the program however it
/// ends.
#[derive(Debug)]
pub(super) struct Piles {
    all: Vec<Mutex<Pile>>,
    held: AtomicU64,
    memory_most: u64,
}

#[derive(Debug, Default)]
struct Pile {
    memory: Vec<u8>,
    file: Option<File>,
}

impl Default for Piles {
    fn default() -> Self {
        Self::holding(MEMORY_MOST)
    }
}

impl Piles {
    fn holding(memory_most: u64) -> Self {
        Self { all: (0..PARTS).map(|_| Mutex::default()).collect(), held: AtomicU64::new(0), memory_most }
    }

    fn pile(&self, place: usize) -> MutexGuard<'_, Pile> {
        self.all[place].lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Aside for Piles {
    fn clear(&self) -> io::Result<()> {
        for pile in &self.all {
            *pile.lock().unwrap_or_else(PoisonError::into_inner) = Pile::default();
        }
        self.held.store(0, Ordering::Relaxed);
        Ok(())
    }

    fn add(&self, place: usize, bytes: &[u8]) -> io::Result<()> {
        let held = self.held.fetch_add(bytes.len() as u64, Ordering::Relaxed) + bytes.len() as u64;
        let mut pile = self.pile(place);
        if pile.file.is_none() && held <= self.memory_most {
            pile.memory.extend_from_slice(bytes);
            return Ok(());
        }
        let Pile { memory, file } = &mut *pile;
        let file = if let Some(file) = file {
            file
        } else {
            let file = file.insert(tempfile::tempfile()?);
            file.write_all(memory)?;
            *memory = Vec::new();
            file
        };
        file.write_all(bytes)
    }

    fn drain(&self, place: usize, take: &mut dyn FnMut(Vec<u8>)) -> io::Result<()> {
        let Pile { memory, file } = std::mem::take(&mut *self.pile(place));
        let Some(mut file) = file else {
            take(memory);
            return Ok(());
        };
        file.seek(SeekFrom::Start(0))?;
        loop {
            let mut piece = Vec::new();
            if (&mut file).take(PIECE_BYTES).read_to_end(&mut piece)? == 0 {
                return Ok(());
            }
            take(piece);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drained(piles: &Piles, place: usize) -> Vec<u8> {
        let mut bytes = Vec::new();
        piles.drain(place, &mut |piece| bytes.extend(piece)).unwrap();
        bytes
    }

    #[test]
    fn what_is_put_aside_comes_back_whether_it_was_held_or_not() {
        for memory_most in [0, 10, 1 << 20] {
            let piles = Piles::holding(memory_most);
            for round in 0..5_u8 {
                for place in [0, 7, PARTS - 1] {
                    piles.add(place, &[round, place as u8, 9]).unwrap();
                }
            }
            for place in [0, 7, PARTS - 1] {
                let expected: Vec<u8> = (0..5).flat_map(|round| [round, place as u8, 9]).collect();
                assert_eq!(drained(&piles, place), expected, "{memory_most}");
                assert_eq!(drained(&piles, place), Vec::<u8>::new());
            }
            piles.add(3, &[1]).unwrap();
            piles.clear().unwrap();
            assert_eq!(drained(&piles, 3), Vec::<u8>::new());
        }
    }
}
