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
