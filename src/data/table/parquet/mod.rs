//! Parquet: the columns of a file, read without Arrow.
//!
//! Headings are the names of the top-level columns of plain values; a nested one is left out. Row groups are read in
//! batches, several groups at a time on threads of their own. A moment is taken as it is stored, whatever its time zone.

mod chunks;
mod column;
mod footer;
mod group;
mod lengths;
mod meaning;
mod pages;
#[cfg(test)]
mod tests;

use super::cell::{Lane, Record};
use super::layout::Layout;
use super::quiet::quietly;
use crate::data::fault::Fault;
use crate::data::source::Source;
use crate::model::watch::Watch;
use chunks::Chunks;
use group::{Group, Wanted};
use meaning::Meaning;
use parquet::file::metadata::{ParquetMetaData, ParquetMetaDataReader};
use parquet::file::reader::ChunkReader;
use std::io;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// A footer's size at most, in bytes: ten thousand row groups of fifty columns have less.
const FOOTER_MOST: u64 = 1 << 27;
/// What stands at the end of a file behind the footer: its length and a mark.
const TAIL: u64 = 8;
/// Rows that any file may have, and how many it may have for each of its bytes if it has more.
const ROWS_ANYWAY: u64 = 100_000_000;
const ROWS_A_BYTE: u64 = 64;

/// A Parquet file.
pub struct Columns<'s> {
    source: &'s dyn Source,
    footer: ParquetMetaData,
    headings: Vec<String>,
    /// The place of each heading's column in the file, what it means, and whether it is to be read.
    wanted: Vec<Wanted>,
    /// The line that each row group begins at.
    lines: Vec<u64>,
}

impl<'s> Columns<'s> {
    /// Looks at the footer of a file.
    ///
    /// # Errors
    /// [`Fault::Unreadable`]; [`Fault::BadFormat`] if it is broken, encrypted or has no column of plain values.
    pub fn open(source: &'s dyn Source, _: &Layout) -> Result<Self, Fault> {
        let chunks = Chunks::open(source).map_err(|error| unreadable(&error))?;
        check_footer(&chunks, source.length())?;
        let footer = quietly(|| ParquetMetaDataReader::new().parse_and_finish(&chunks));
        let footer = footer.map_err(bad)?.map_err(|error| group::fault(&error))?;
        let (mut headings, mut wanted) = (Vec::new(), Vec::new());
        for (place, column) in footer.file_metadata().schema_descr().columns().iter().enumerate() {
            let plain = column.path().parts().len() == 1 && column.max_rep_level() == 0;
            if let Some(meaning) = Meaning::of(column).filter(|_| plain) {
                headings.push(column.name().trim().to_owned());
                wanted.push(Wanted { place, meaning, read: true });
            }
        }
        if headings.is_empty() {
            return Err(bad("it has no column of plain values".into()));
        }
        let lines = lines(&footer, source.length())?;
        Ok(Self { source, footer, headings, wanted, lines })
    }

    /// The names of its columns.
    pub fn headings(&self) -> &[String] {
        &self.headings
    }

    /// Reads only the columns of these headings from now on; the cells of all others are empty.
    pub fn only(&mut self, headings: &[usize]) {
        for (heading, column) in self.wanted.iter_mut().enumerate() {
            column.read = headings.contains(&heading);
        }
    }

    /// Hands over the records in their order, until it is told to break.
    ///
    /// # Errors
    /// [`Fault::Unreadable`]; [`Fault::BadFormat`] and [`Fault::Bomb`] if a row group is broken.
    pub fn look(&self, take: &mut dyn FnMut(&Record<'_>) -> ControlFlow<()>) -> Result<(), Fault> {
        for place in 0..self.lines.len() {
            let mut broken_off = false;
            let mut group = self.group(place)?;
            while !broken_off && group.load()? > 0 {
                group.hand_over(&mut |record| {
                    broken_off = take(record).is_break();
                    Ok(if broken_off { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
                })?;
            }
            if broken_off {
                break;
            }
        }
        Ok(())
    }

    /// Hands all records to the lanes, each on a thread of its own, whole row groups to each; gives the lanes back. `watch`
    /// is told of the bytes that were read; its stage is the caller's to begin.
    ///
    /// # Errors
    /// Those of [`look`](Self::look), those of the lanes, and [`Fault::Stopped`]; of several, the one of the first row
    /// group.
    ///
    /// # Panics
    /// If a lane panics.
    pub fn each<L: Lane>(&self, lanes: Vec<L>, watch: &dyn Watch) -> Result<Vec<L>, Fault> {
        let next = AtomicUsize::new(0);
        let failed: Mutex<Option<(usize, Fault)>> = Mutex::new(None);
        let first_failed = AtomicUsize::new(usize::MAX);
        let work = |mut lane: L| {
            loop {
                let place = next.fetch_add(1, Ordering::Relaxed);
                if place >= self.lines.len() || place > first_failed.load(Ordering::Relaxed) {
                    return lane;
                }
                let is_vain = || place > first_failed.load(Ordering::Relaxed);
                if let Err(fault) = self.drive(place, &mut lane, watch, &is_vain) {
                    first_failed.fetch_min(place, Ordering::Relaxed);
                    let mut failed = failed.lock().unwrap_or_else(PoisonError::into_inner);
                    if failed.as_ref().is_none_or(|(before, _)| place < *before) {
                        *failed = Some((place, fault));
                    }
                }
            }
        };
        let lanes = thread::scope(|scope| {
            let threads: Vec<_> = lanes.into_iter().map(|lane| scope.spawn(|| work(lane))).collect();
            let joined = threads.into_iter().map(thread::ScopedJoinHandle::join);
            joined
                .collect::<thread::Result<Vec<L>>>()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        });
        match failed.into_inner().unwrap_or_else(PoisonError::into_inner) {
            Some((_, fault)) => Err(fault),
            None => Ok(lanes),
        }
    }

    /// Drives a row group through a lane, unless that has become vain.
    fn drive(
        &self,
        place: usize,
        lane: &mut dyn Lane,
        watch: &dyn Watch,
        is_vain: &dyn Fn() -> bool,
    ) -> Result<(), Fault> {
        let group_bytes = u64::try_from(self.footer.row_group(place).compressed_size()).unwrap_or(0);
        let mut group = self.group(place)?;
        let rows = group.rows_left().max(1);
        let (mut done, mut told) = (0, 0);
        loop {
            if watch.stopped() {
                return Err(Fault::Stopped);
            }
            let loaded = group.load()?;
            if loaded == 0 || is_vain() {
                break;
            }
            group.hand_over(&mut |record| lane.take(record).map(ControlFlow::Continue))?;
            done += loaded as u64;
            let reached = (u128::from(group_bytes) * u128::from(done) / u128::from(rows)) as u64;
            watch.advance(reached - told);
            told = reached;
        }
        Ok(())
    }

    fn group(&self, place: usize) -> Result<Group<'_>, Fault> {
        let chunks = Chunks::open(self.source).map_err(|error| unreadable(&error))?;
        Group::new(chunks, self.footer.row_group(place), &self.wanted, &self.headings, self.lines[place])
    }
}

/// The end of the file, before its reader sees it.
fn check_footer(chunks: &Chunks, length: u64) -> Result<(), Fault> {
    let tail = length.checked_sub(TAIL).ok_or_else(|| bad("it is too short".into()))?;
    let end = chunks.get_bytes(tail, TAIL as usize).map_err(|error| group::fault(&error))?;
    let (size, mark) = end.split_at(4);
    match mark {
        b"PAR1" => {}
        b"PARE" => return Err(bad("it is encrypted".into())),
        _ => return Err(bad("it does not end as a Parquet file does: it may be cut off".into())),
    }
    let size = size.iter().rev().fold(0, |size, byte| size << 8 | u64::from(*byte));
    if size > FOOTER_MOST {
        return Err(bad("its footer is too large".into()));
    }
    let start = tail.checked_sub(size).ok_or_else(|| bad("its footer is larger than the file".into()))?;
    let bytes = chunks.get_bytes(start, size as usize).map_err(|error| group::fault(&error))?;
    footer::check(&bytes).map_err(|message| bad(message.into()))
}

/// The line that each row group begins at.
fn lines(footer: &ParquetMetaData, length: u64) -> Result<Vec<u64>, Fault> {
    let mut line = 1_u64;
    let mut lines = Vec::with_capacity(footer.num_row_groups());
    for group in footer.row_groups() {
        lines.push(line);
        let rows =
            u64::try_from(group.num_rows()).map_err(|_| bad("a row group has less than no rows".into()))?;
        line = line.saturating_add(rows);
    }
    // Rows of nothing cost no bytes: a small file may promise so many that they could not be counted in a lifetime.
    if line > ROWS_ANYWAY.max(length.saturating_mul(ROWS_A_BYTE)) {
        return Err(bad(format!("it promises {line} rows, more than it can have")));
    }
    Ok(lines)
}

fn bad(message: String) -> Fault {
    Fault::BadFormat { format: "Parquet", message }
}

fn unreadable(error: &io::Error) -> Fault {
    Fault::Unreadable { message: error.to_string() }
}
