//! Where the bytes of an export come from: whoever opens files hands them in.

use std::io::{self, Read, Seek};

/// Bytes that can be read from any place.
pub trait Bytes: Read + Seek + Send {}

impl<T: Read + Seek + Send> Bytes for T {}

/// An export that can be opened more than once, since its ways of writing are looked at before it is read.
pub trait Source: Send + Sync {
    /// The bytes, from their beginning.
    ///
    /// # Errors
    /// The system's, if they cannot be had.
    fn open(&self) -> io::Result<Box<dyn Bytes>>;

    /// How many there are.
    fn length(&self) -> u64;
}

/// Bytes in memory.
#[derive(Debug, Clone)]
pub struct InMemory(pub Vec<u8>);

impl Source for InMemory {
    fn open(&self) -> io::Result<Box<dyn Bytes>> {
        Ok(Box::new(io::Cursor::new(self.0.clone())))
    }

    fn length(&self) -> u64 {
        self.0.len() as u64
    }
}
