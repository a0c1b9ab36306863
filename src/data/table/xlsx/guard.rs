//! A look at a workbook before its reader opens it: that it is one, and that it does not become more than memory holds.
//!
//! A workbook is a ZIP archive of XML parts. The directory says how large each part becomes; that is held to a bound, and
//! then every part is unpacked once, to nowhere, to see that it is no larger than was said.

use super::markup::Markup;
use crate::data::fault::Fault;
use crate::data::source::{Bytes, Source};
use memchr::memmem;
use std::io::{self, Read, Seek, SeekFrom};
use zip::ZipArchive;
use zip::result::ZipError;

/// What all parts may come to, in bytes.
const ALL_MOST: u64 = 4 << 30;
/// What they may come to however small the file is, and how many times the file if they come to more.
const ALL_ANYWAY: u64 = 256 << 20;
const TIMES_MOST: u64 = 200;
/// What the shared texts may come to: they are all kept in memory.
const TEXTS_MOST: u64 = 1 << 30;
/// How many parts there may be.
const PARTS_MOST: u64 = 1 << 16;
/// Where the end of an archive's directory stands at the latest: a comment may follow.
const TAIL: u64 = 70_000;

/// Whether the bytes are a workbook that can be opened.
///
/// # Errors
/// [`Fault::Unreadable`], [`Fault::BadFormat`], [`Fault::Bomb`].
pub(super) fn check(source: &dyn Source) -> Result<(), Fault> {
    let mut bytes = source.open().map_err(|error| unreadable(&error))?;
    check_mark(bytes.as_mut())?;
    check_count(bytes.as_mut(), source.length())?;
    let mut archive = ZipArchive::new(bytes).map_err(of_archive)?;
    check_directory(&mut archive, source.length())?;
    let mut piece = vec![0; 1 << 16];
    for place in 0..archive.len() {
        check_part(&mut archive, place, &mut piece)?;
    }
    Ok(())
}

/// By its first bytes, a workbook is an archive; one that is encrypted is in the format of old.
fn check_mark(bytes: &mut dyn Bytes) -> Result<(), Fault> {
    let mut first = [0; 4];
    let mut read = 0;
    while read < first.len() {
        match bytes.read(&mut first[read..]) {
            Ok(0) => break,
            Ok(count) => read += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(unreadable(&error)),
        }
    }
    match first {
        [b'P', b'K', ..] => Ok(()),
        [0xd0, 0xcf, 0x11, 0xe0] => {
            let name: Vec<u8> = "EncryptedPackage".bytes().flat_map(|letter| [letter, 0]).collect();
            Err(if holds(bytes, &name)? {
                bad("XLSX", "it is encrypted: save it without a password")
            } else {
                bad("XLS", "a workbook of before 2007: save it as .xlsx")
            })
        }
        _ => Err(bad("XLSX", "it is no workbook")),
    }
}

/// Whether some bytes stand anywhere.
fn holds(bytes: &mut dyn Bytes, wanted: &[u8]) -> Result<bool, Fault> {
    bytes.seek(SeekFrom::Start(0)).map_err(|error| unreadable(&error))?;
    let (mut piece, mut kept) = (vec![0; 1 << 16], 0);
    loop {
        let read = bytes.read(&mut piece[kept..]).map_err(|error| unreadable(&error))?;
        if read == 0 {
            return Ok(false);
        }
        let end = kept + read;
        if memmem::find(&piece[..end], wanted).is_some() {
            return Ok(true);
        }
        // The end may be the beginning of what is wanted.
        kept = end.min(wanted.len() - 1);
        piece.copy_within(end - kept..end, 0);
    }
}

/// The number of parts, where it is written in eight bytes: memory is taken for so many when the directory is read.
fn check_count(bytes: &mut dyn Bytes, length: u64) -> Result<(), Fault> {
    let mut tail = Vec::new();
    let start = length.saturating_sub(TAIL);
    let read = bytes.seek(SeekFrom::Start(start)).and_then(|_| bytes.take(TAIL).read_to_end(&mut tail));
    read.map_err(|error| unreadable(&error))?;
    let counts = memmem::find_iter(&tail, b"PK\x06\x06").filter_map(|place| tail.get(place + 32..place + 40));
    for count in counts {
        let count = count.iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte));
        if count > PARTS_MOST {
            return Err(bad("XLSX", "it has too many parts"));
        }
    }
    Ok(())
}

/// What kind of archive it is, and what its parts come to.
fn check_directory<R: Read + Seek>(archive: &mut ZipArchive<R>, length: u64) -> Result<(), Fault> {
    let (mut stated, mut texts) = (0_u64, 0_u64);
    let (mut is_workbook, mut other) = (false, None);
    for place in 0..archive.len() {
        let part = archive.by_index_raw(place).map_err(of_archive)?;
        let name = String::from_utf8_lossy(part.name_raw()).to_ascii_lowercase();
        stated = stated.saturating_add(part.size());
        match name.as_str() {
            "[content_types].xml" | "_rels/.rels" => is_workbook = true,
            "xl/workbook.bin" => other = Some(("XLSB", "a workbook in binary: save it as .xlsx")),
            "content.xml" => other = Some(("ODS", "a workbook of OpenDocument: save it as .xlsx")),
            "word/document.xml" | "ppt/presentation.xml" => {
                other = Some(("ZIP", "a document, not a workbook"));
            }
            name if is_texts(name) => texts = texts.saturating_add(part.size()),
            _ => {}
        }
    }
    if let Some((format, message)) = other {
        return Err(bad(format, message));
    }
    if !is_workbook {
        return Err(bad("ZIP", "an archive without a workbook: unpack it first"));
    }
    let many = stated > ALL_ANYWAY && stated / TIMES_MOST > length;
    if stated > ALL_MOST || many || texts > TEXTS_MOST {
        return Err(Fault::Bomb { format: "XLSX", times: stated / length.max(1) });
    }
    Ok(())
}

/// A part, unpacked to nowhere: it must be as large as was said at most.
fn check_part<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
    place: usize,
    piece: &mut [u8],
) -> Result<(), Fault> {
    let mut part = archive.by_index(place).map_err(of_archive)?;
    let name = String::from_utf8_lossy(part.name_raw()).to_ascii_lowercase();
    let mut markup = match name.as_str() {
        name if is_texts(name) => Some(Markup::of_texts(part.size())),
        name if matches!(name.rsplit('.').next(), Some("xml" | "rels")) => Some(Markup::of_part()),
        _ => None,
    };
    loop {
        // Reading fails where a part becomes larger than the directory says.
        let read = part.read(piece).map_err(|error| bad("XLSX", &format!("{name}: {error}")))?;
        if read == 0 {
            return Ok(());
        }
        if let Some(markup) = &mut markup {
            markup.look(&piece[..read]).map_err(|message| bad("XLSX", &format!("{name}: {message}")))?;
        }
    }
}

fn is_texts(name: &str) -> bool {
    name.ends_with("sharedstrings.xml")
}

fn of_archive(error: ZipError) -> Fault {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => {
            bad("XLSX", "it is encrypted: save it without a password")
        }
        error => bad("XLSX", &error.to_string()),
    }
}

fn bad(format: &'static str, message: &str) -> Fault {
    Fault::BadFormat { format, message: message.to_owned() }
}

fn unreadable(error: &io::Error) -> Fault {
    Fault::Unreadable { message: error.to_string() }
}
