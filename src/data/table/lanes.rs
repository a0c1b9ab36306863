//! Blocks of a table, given out to lanes on threads of their own.

use super::cell::Lane;
use crate::data::fault::Fault;
use crate::model::watch::Watch;
use std::ops::ControlFlow;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// Blocks that wait for a lane.
const WAITING: usize = 2;

/// Gives each block to one of the lanes: `next` makes the blocks, on this thread, and says how many bytes of the source that
/// took; `read` shows a lane what is in one. Whatever the lanes, the fault that is told is the first one of the table.
pub(super) fn each<T: Send, L: Lane>(
    mut next: impl FnMut() -> Result<Option<(T, u64)>, Fault>,
    read: impl Fn(T, &mut L) -> ControlFlow<Fault> + Sync,
    lanes: Vec<L>,
    watch: &dyn Watch,
) -> Result<Vec<L>, Fault> {
    if lanes.is_empty() {
        return Ok(lanes);
    }
    // The first block with a fault: those behind it are of no more use.
    let broken = AtomicU64::new(u64::MAX);
    thread::scope(|scope| {
        let (sender, receiver) = sync_channel(WAITING);
        // The lanes alone hold the receiver: should all of them be gone, the sender hears of it.
        let receiver = Arc::new(Mutex::new(receiver));
        let hands: Vec<_> = lanes
            .into_iter()
            .map(|lane| {
                let receiver = Arc::clone(&receiver);
                let (broken, read) = (&broken, &read);
                scope.spawn(move || work(lane, &receiver, broken, read))
            })
            .collect();
        drop(receiver);
        let mut fault = None;
        for number in 0.. {
            if watch.stopped() {
                broken.store(0, Ordering::Relaxed);
                fault = Some((0, Fault::Stopped));
                break;
            }
            if broken.load(Ordering::Relaxed) != u64::MAX {
                break;
            }
            match next() {
                Ok(Some((block, bytes))) => {
                    watch.advance(bytes);
                    if sender.send((number, block)).is_err() {
                        break;
                    }
                }
                Ok(None) => break,
                Err(found) => {
                    fault = Some((number, found));
                    break;
                }
            }
        }
        drop(sender);
        let mut lanes = Vec::with_capacity(hands.len());
        for hand in hands {
            let (lane, found) = hand.join().unwrap_or_else(|panic| resume_unwind(panic));
            lanes.push(lane);
            let earlier = |found: &(u64, Fault)| fault.as_ref().is_none_or(|(number, _)| found.0 < *number);
            if let Some(found) = found.filter(earlier) {
                fault = Some(found);
            }
        }
        fault.map_or(Ok(lanes), |(_, fault)| Err(fault))
    })
}

/// What one lane does: gives it back, with the first fault among its blocks.
fn work<T, L: Lane>(
    mut lane: L,
    blocks: &Mutex<Receiver<(u64, T)>>,
    broken: &AtomicU64,
    read: &impl Fn(T, &mut L) -> ControlFlow<Fault>,
) -> (L, Option<(u64, Fault)>) {
    let mut fault = None;
    loop {
        let received = blocks.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((number, block)) = received else { return (lane, fault) };
        if number >= broken.load(Ordering::Relaxed) {
            continue;
        }
        if let ControlFlow::Break(found) = read(block, &mut lane) {
            broken.fetch_min(number, Ordering::Relaxed);
            // Blocks come in their order: an earlier fault of this lane is the first one of it.
            fault.get_or_insert((number, found));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::table::cell::Record;
    use crate::model::watch::{Stage, Unwatched};

    /// What a lane was shown.
    #[derive(Default)]
    struct Numbers(Vec<u64>);

    impl Lane for Numbers {
        fn take(&mut self, record: &Record<'_>) -> Result<(), Fault> {
            self.0.push(record.line);
            Ok(())
        }
    }

    fn show(number: u64, lane: &mut Numbers) -> ControlFlow<Fault> {
        match lane.take(&Record { line: number, cells: &[], torn_lines: 0 }) {
            Ok(()) => ControlFlow::Continue(()),
            Err(fault) => ControlFlow::Break(fault),
        }
    }

    /// Numbers up to one, and a fault behind them perhaps.
    fn numbers(count: u64, fault: Option<Fault>) -> impl FnMut() -> Result<Option<(u64, u64)>, Fault> {
        let (mut numbers, mut fault) = (0..count, fault);
        move || match numbers.next() {
            Some(number) => Ok(Some((number, 10))),
            None => fault.take().map_or(Ok(None), Err),
        }
    }

    fn lanes(count: usize) -> Vec<Numbers> {
        (0..count).map(|_| Numbers::default()).collect()
    }

    #[test]
    fn every_block_is_shown_once() {
        for count in 1..4 {
            let found = each(numbers(1000, None), show, lanes(count), &Unwatched).unwrap();
            assert_eq!(found.len(), count);
            let mut shown: Vec<u64> = found.into_iter().flat_map(|lane| lane.0).collect();
            shown.sort_unstable();
            assert!(shown.into_iter().eq(0..1000));
        }
        assert_eq!(each(numbers(1000, None), show, lanes(0), &Unwatched).unwrap().len(), 0);
    }

    #[test]
    fn the_first_fault_is_told_whoever_finds_one_first() {
        let read = |number: u64, _: &mut Numbers| {
            if number % 10 == 7 {
                // Whoever has the first one is slow.
                (0..if number == 7 { 1000 } else { 0 }).for_each(|_| thread::yield_now());
                return ControlFlow::Break(Fault::OpenQuote { line: number });
            }
            ControlFlow::Continue(())
        };
        for count in [1, 2, 3, 8] {
            let behind = Some(Fault::Empty);
            let found = each(numbers(30, behind), read, lanes(count), &Unwatched).map(|lanes| lanes.len());
            assert!(matches!(found, Err(Fault::OpenQuote { line: 7 })), "{found:?}");
            let found =
                each(numbers(3, Some(Fault::Empty)), read, lanes(count), &Unwatched).map(|lanes| lanes.len());
            assert!(matches!(found, Err(Fault::Empty)), "{found:?}");
        }
    }

    /// Stops when so many units are done.
    struct Until(AtomicU64, u64);

    impl Watch for Until {
        fn begin(&self, _: Stage, _: u64) {}
        fn advance(&self, units: u64) {
            self.0.fetch_add(units, Ordering::Relaxed);
        }
        fn stopped(&self) -> bool {
            self.0.load(Ordering::Relaxed) >= self.1
        }
    }

    #[test]
    fn whoever_watches_is_told_of_bytes_and_may_stop() {
        let all = Until(AtomicU64::new(0), u64::MAX);
        each(numbers(50, None), show, lanes(2), &all).unwrap();
        assert_eq!(all.0.into_inner(), 500);
        let some = Until(AtomicU64::new(0), 100);
        let found = each(numbers(u64::MAX, None), show, lanes(2), &some).map(|lanes| lanes.len());
        assert!(matches!(found, Err(Fault::Stopped)), "{found:?}");
        assert_eq!(some.0.into_inner(), 100);
    }

    #[test]
    #[should_panic(expected = "a lane gives up")]
    fn lanes_that_give_up_keep_nobody_waiting() {
        let read = |_: u64, _: &mut Numbers| -> ControlFlow<Fault> { panic!("a lane gives up") };
        let _ = each(numbers(u64::MAX, None), read, lanes(2), &Unwatched);
    }
}
