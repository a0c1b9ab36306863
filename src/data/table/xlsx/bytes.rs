//! The bytes of a workbook, with an eye on how many were read and on what the system says.

use crate::data::source::Bytes;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// What becomes of the bytes.
#[derive(Debug, Default)]
pub(super) struct Progress {
    read: AtomicU64,
    failure: Mutex<Option<String>>,
}

impl Progress {
    /// Bytes that were read since this was last asked.
    pub(super) fn take(&self) -> u64 {
        self.read.swap(0, Ordering::Relaxed)
    }

    /// Why the system gave no more, if that was so.
    pub(super) fn failure(&self) -> Option<String> {
        self.failure.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Bytes that are watched.
pub(super) struct Watched {
    pub(super) bytes: Box<dyn Bytes>,
    pub(super) progress: Arc<Progress>,
}

impl Watched {
    fn note<T>(&self, done: io::Result<T>) -> io::Result<T> {
        if let Err(error) = &done
            && error.kind() != io::ErrorKind::Interrupted
        {
            let mut failure = self.progress.failure.lock().unwrap_or_else(PoisonError::into_inner);
            *failure = Some(error.to_string());
        }
        done
    }
}

impl Read for Watched {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let done = self.bytes.read(buffer);
        let read = self.note(done)?;
        self.progress.read.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

impl Seek for Watched {
    fn seek(&mut self, place: SeekFrom) -> io::Result<u64> {
        // A place before the beginning is the file's fault, not the system's.
        self.bytes.seek(place)
    }
}
