//! The bytes of a Parquet file, as its reader wants them: any place at any time.

use crate::data::source::{Bytes, Source};
use parquet::errors::{ParquetError, Result};
use parquet::file::reader::{ChunkReader, Length};
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::sync::{Arc, Mutex, PoisonError};

/// What is read at once where little is asked for: the head of a page.
const AHEAD: usize = 4096;

/// An opened source.
#[derive(Clone)]
pub(super) struct Chunks {
    bytes: Arc<Mutex<Box<dyn Bytes>>>,
    length: u64,
}

impl Chunks {
    /// Opens it.
    ///
    /// # Errors
    /// The system's.
    pub(super) fn open(source: &dyn Source) -> io::Result<Self> {
        Ok(Self { bytes: Arc::new(Mutex::new(source.open()?)), length: source.length() })
    }

    fn read_at(&self, place: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let mut bytes = self.bytes.lock().unwrap_or_else(PoisonError::into_inner);
        bytes.seek(SeekFrom::Start(place))?;
        bytes.read(buffer)
    }
}

impl Length for Chunks {
    fn len(&self) -> u64 {
        self.length
    }
}

impl ChunkReader for Chunks {
    type T = BufReader<From>;

    fn get_read(&self, start: u64) -> Result<Self::T> {
        Ok(BufReader::with_capacity(AHEAD, From { chunks: self.clone(), place: start }))
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<bytes::Bytes> {
        // What is promised is not believed: memory is taken for bytes that are there.
        let end = start.checked_add(length as u64).filter(|end| *end <= self.length);
        if end.is_none() {
            return Err(ParquetError::EOF(format!("{length} bytes at {start} are beyond the end")));
        }
        let mut buffer = vec![0; length];
        From { chunks: self.clone(), place: start }.read_exact(&mut buffer)?;
        Ok(buffer.into())
    }
}

/// The bytes from a place on.
pub(super) struct From {
    chunks: Chunks,
    place: u64,
}

impl Read for From {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.chunks.read_at(self.place, buffer)?;
        self.place += read as u64;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::source::InMemory;

    #[test]
    fn any_place_can_be_read_and_none_beyond_the_end() {
        let chunks = Chunks::open(&InMemory((0..100).collect())).unwrap();
        assert_eq!(chunks.get_bytes(10, 3).unwrap()[..], [10, 11, 12]);
        let mut rest = Vec::new();
        chunks.get_read(97).unwrap().read_to_end(&mut rest).unwrap();
        assert_eq!(rest, [97, 98, 99]);
        for (start, length) in [(99, 2), (u64::MAX, 1), (0, usize::MAX), (101, 0)] {
            assert!(chunks.get_bytes(start, length).is_err(), "{length} at {start}");
        }
    }
}
