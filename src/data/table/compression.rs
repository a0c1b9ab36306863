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
    open_within(source, HARMLESS)
}

fn open_within(source: &dyn Source, harmless: u64) -> Result<(Peek<'static>, Rc<Progress>), Fault> {
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
    let flow = Inflating { reader, kind, progress: Rc::clone(&progress), given: 0, harmless };
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
    harmless: u64,
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
        if self.kind != Kind::Text && self.given > self.harmless {
            // Against what was taken so far, the larger part of a file is not read before it is told.
            let times = self.given / self.progress.taken.get().max(1);
            if times >= TIMES_MOST {
                return Err(Fault::Bomb { format, times });
            }
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::source::{Bytes, InMemory};
    use std::io::{self, Seek, SeekFrom, Write};

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn zstd(bytes: &[u8]) -> Vec<u8> {
        zstd::encode_all(bytes, 3).unwrap()
    }

    fn all(source: &dyn Source, harmless: u64) -> Result<Vec<u8>, Fault> {
        let (mut flow, progress) = open_within(source, harmless)?;
        let (mut all, mut piece) = (Vec::new(), [0; 1000]);
        loop {
            match flow.read(&mut piece)? {
                0 => break,
                count => all.extend_from_slice(&piece[..count]),
            }
        }
        assert_eq!(progress.taken.get(), source.length());
        Ok(all)
    }

    fn text() -> Vec<u8> {
        (0..2000).flat_map(|row| format!("{row},{}\n", row * row % 977).into_bytes()).collect()
    }

    #[test]
    fn what_was_compressed_comes_out_of_any_number_of_parts() {
        let text = text();
        let (first, second) = text.split_at(777);
        for bytes in [
            text.clone(),
            gzip(&text),
            zstd(&text),
            [gzip(first), gzip(b""), gzip(second)].concat(),
            [zstd(first), zstd(b""), zstd(second)].concat(),
        ] {
            assert_eq!(all(&InMemory(bytes), HARMLESS).unwrap(), text);
        }
    }

    #[test]
    fn wherever_it_is_cut_off_it_is_broken() {
        for (format, whole) in [("gzip", gzip(&text())), ("zstd", zstd(&text()))] {
            for length in 4..whole.len() {
                match all(&InMemory(whole[..length].to_vec()), HARMLESS) {
                    Err(Fault::BrokenCompression { format: of, .. }) if of == format => {}
                    other => panic!("{format} cut to {length}: {other:?}"),
                }
            }
        }
    }

    #[test]
    fn what_stands_behind_its_end_breaks_it() {
        for garbage in [&b"\0"[..], b"x", b"\x1f", b"\x1f\x8b", b"\x28\xb5", b"client,date\n1,2\n"] {
            for whole in [gzip(&text()), zstd(&text())] {
                let found = all(&InMemory([&whole, garbage].concat()), HARMLESS);
                assert!(
                    matches!(found, Err(Fault::BrokenCompression { .. })),
                    "{garbage:?}: {:?}",
                    found.map(|all| all.len())
                );
            }
        }
    }

    #[test]
    fn little_that_becomes_too_much_is_a_bomb() {
        let blown = b"1,2\n".repeat(1 << 20);
        for (format, bytes) in [("gzip", gzip(&blown)), ("zstd", zstd(&blown))] {
            let source = InMemory(bytes);
            match all(&source, 1 << 16) {
                Err(Fault::Bomb { format: of, times }) if of == format => {
                    assert!(times >= TIMES_MOST, "{times}");
                }
                other => panic!("{:?}", other.map(|all| all.len())),
            }
            assert_eq!(all(&source, 1 << 22).unwrap().len(), 1 << 22);
        }
    }

    #[test]
    fn other_formats_inside_are_told() {
        for (format, inner) in
            [("Parquet", &b"PAR1 and more"[..]), ("ZIP", b"PK\x03\x04 and more"), ("gzip", &gzip(b"1"))]
        {
            match all(&InMemory(zstd(inner)), HARMLESS) {
                Err(Fault::BadFormat { format: of, message }) => {
                    assert_eq!((of, &*message), (format, "inside zstd"));
                }
                other => panic!("{other:?}"),
            }
        }
    }

    /// Bytes that the system stops giving.
    #[derive(Clone)]
    struct Failing(io::Cursor<Vec<u8>>);

    impl Read for Failing {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            match self.0.read(into)? {
                0 => Err(io::Error::other("the disk is gone")),
                count => Ok(count),
            }
        }
    }

    impl Seek for Failing {
        fn seek(&mut self, place: SeekFrom) -> io::Result<u64> {
            self.0.seek(place)
        }
    }

    impl Source for Failing {
        fn open(&self) -> io::Result<Box<dyn Bytes>> {
            Ok(Box::new(self.clone()))
        }

        fn length(&self) -> u64 {
            1_000_000
        }
    }

    #[test]
    fn the_systems_faults_are_not_the_formats() {
        for mut bytes in [text(), gzip(&text()), zstd(&text())] {
            bytes.truncate(1000);
            match all(&Failing(io::Cursor::new(bytes)), HARMLESS) {
                Err(Fault::Unreadable { message }) => assert_eq!(message, "the disk is gone"),
                other => panic!("{other:?}"),
            }
        }
    }
}
