//! Bytes that may be compressed -> bytes that are not.

use super::flow::{Flow, Peek, Progress, Raw};
use super::kind::Kind;
use crate::data::fault::Fault;
use crate::data::source::Source;
use std::io::Read;
use std::rc::Rc;

/// How many bytes may come out, however few went in.
const HARMLESS: u64 = 256 << 20;
/// How many times more than went in may come out beyond that.
const TIMES_MOST: u64 = 500;

/// The first bytes of a source, which tell its kind.
pub(super) fn first(source: &dyn Source) -> Result<Vec<u8>, Fault> {
    begin(source).map(|(first, _)| first)
}

fn begin(source: &dyn Source) -> Result<(Vec<u8>, Raw), Fault> {
    let mut raw = Raw::open(source)?;
    let mut first = Vec::new();
    let seen = raw.by_ref().take(Kind::BYTES as u64).read_to_end(&mut first);
    seen.map_err(|error| Fault::Unreadable { message: error.to_string() })?;
    Ok((first, raw))
}

/// The bytes of a text that a source holds, compressed or not, and the progress in those of the source.
pub(super) fn open(source: &dyn Source) -> Result<(Peek<'static>, Rc<Progress>), Fault> {
    let (first, raw) = begin(source)?;
    let kind = Kind::of(&first);
    let progress = raw.progress();
    let whole = std::io::Cursor::new(first).chain(raw);
    let broken =
        |error: std::io::Error| Fault::BrokenCompression { format: kind.name(), message: error.to_string() };
    let reader: Box<dyn Read> = match kind {
        Kind::Gzip => Box::new(flate2::read::MultiGzDecoder::new(whole)),
        Kind::Zstd => Box::new(zstd::stream::read::Decoder::new(whole).map_err(broken)?),
        _ => Box::new(whole),
    };
    let limit = HARMLESS.max(source.length().saturating_mul(TIMES_MOST));
    let flow =
        Inflating { reader, kind, progress: Rc::clone(&progress), given: 0, length: source.length(), limit };
    let mut flow = Peek::new(Box::new(flow));
    if kind != Kind::Text {
        let inner = Kind::of(flow.peek(Kind::BYTES)?);
        if inner != Kind::Text {
            return Err(Fault::BadFormat {
                format: inner.name(),
                message: format!("inside {}", kind.name()),
            });
        }
    }
    Ok((flow, progress))
}

/// What comes out of a decoder.
struct Inflating {
    reader: Box<dyn Read>,
    kind: Kind,
    progress: Rc<Progress>,
    given: u64,
    length: u64,
    limit: u64,
}

impl Flow for Inflating {
    fn read(&mut self, into: &mut [u8]) -> Result<usize, Fault> {
        let format = self.kind.name();
        let count = match self.reader.read(into) {
            Ok(count) => count,
            Err(error) => {
                let broken = Fault::BrokenCompression { format, message: error.to_string() };
                return Err(self.progress.failure().unwrap_or(broken));
            }
        };
        self.given += count as u64;
        if self.kind != Kind::Text && self.given > self.limit {
            return Err(Fault::Bomb { format, times: self.given / self.length.max(1) });
        }
        Ok(count)
    }
}
