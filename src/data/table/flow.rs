//! Bytes that flow from a source through decoders, with faults of their own.

use crate::data::fault::Fault;
use crate::data::source::{Bytes, Source};
use std::cell::{Cell, RefCell};
use std::io::{self, Read};
use std::rc::Rc;

/// Bytes, piece by piece.
pub(super) trait Flow {
    /// Puts some of the next bytes into a place that is not empty; says how many, 0 at the end.
    ///
    /// # Errors
    /// What keeps them from being had.
    fn read(&mut self, into: &mut [u8]) -> Result<usize, Fault>;
}

/// What becomes of a source while it is read, kept where both ends of the flow see it.
#[derive(Debug, Default)]
pub(super) struct Progress {
    /// Bytes that were read of it.
    pub(super) taken: Cell<u64>,
    /// The system's reason for giving no more.
    failure: RefCell<Option<String>>,
}

impl Progress {
    /// That the system gives no more, if that is so.
    pub(super) fn failure(&self) -> Option<Fault> {
        self.failure.borrow().clone().map(|message| Fault::Unreadable { message })
    }
}

/// The bytes of a source as they are.
pub(super) struct Raw {
    bytes: Box<dyn Bytes>,
    progress: Rc<Progress>,
}

impl Raw {
    pub(super) fn open(source: &dyn Source) -> Result<Self, Fault> {
        let bytes = source.open().map_err(|error| Fault::Unreadable { message: error.to_string() })?;
        Ok(Self { bytes, progress: Rc::default() })
    }

    pub(super) fn progress(&self) -> Rc<Progress> {
        Rc::clone(&self.progress)
    }
}

impl Read for Raw {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            match self.bytes.read(into) {
                Ok(count) => {
                    self.progress.taken.set(self.progress.taken.get() + count as u64);
                    return Ok(count);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    *self.progress.failure.borrow_mut() = Some(error.to_string());
                    return Err(error);
                }
            }
        }
    }
}

/// A flow whose next bytes can be looked at before they are read.
pub(super) struct Peek<'s> {
    flow: Box<dyn Flow + 's>,
    head: Vec<u8>,
    ended: bool,
}

impl<'s> Peek<'s> {
    pub(super) fn new(flow: Box<dyn Flow + 's>) -> Self {
        Self { flow, head: Vec::new(), ended: false }
    }

    /// The next bytes: so many, or all that there are.
    pub(super) fn peek(&mut self, count: usize) -> Result<&[u8], Fault> {
        while self.head.len() < count && !self.ended {
            let known = self.head.len();
            self.head.resize(count, 0);
            let read = self.flow.read(&mut self.head[known..])?;
            self.head.truncate(known + read);
            self.ended = read == 0;
        }
        Ok(&self.head[..count.min(self.head.len())])
    }

    /// Leaves out bytes that were looked at.
    pub(super) fn skip(&mut self, count: usize) {
        self.head.drain(..count.min(self.head.len()));
    }
}

impl Flow for Peek<'_> {
    fn read(&mut self, into: &mut [u8]) -> Result<usize, Fault> {
        if self.head.is_empty() {
            return if self.ended { Ok(0) } else { self.flow.read(into) };
        }
        let count = into.len().min(self.head.len());
        into[..count].copy_from_slice(&self.head[..count]);
        self.head.drain(..count);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Memory(&'static [u8]);

    impl Flow for Memory {
        fn read(&mut self, into: &mut [u8]) -> Result<usize, Fault> {
            self.0.read(into).map_err(|error| Fault::Unreadable { message: error.to_string() })
        }
    }

    #[test]
    fn what_was_looked_at_is_read_all_the_same() {
        let mut flow = Peek::new(Box::new(Memory(b"one two three")));
        assert_eq!(flow.peek(4).unwrap(), b"one ");
        flow.skip(4);
        assert_eq!(flow.peek(2).unwrap(), b"tw");
        let mut all = Vec::new();
        let mut piece = [0; 3];
        loop {
            match flow.read(&mut piece).unwrap() {
                0 => break,
                count => all.extend_from_slice(&piece[..count]),
            }
        }
        assert_eq!(all, b"two three");
        assert_eq!(flow.peek(5).unwrap(), b"");
    }
}
