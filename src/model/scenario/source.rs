//! Places in the scenario's text, and in the texts of the files that it extends.
//!
//! The texts stand one after the other in one space of offsets, the user's file first, so that a span alone tells its
//! file. Between two texts one offset is left free: the end of one is not the start of the next.

use super::paths;
use crate::model::problem::Place;
use std::ops::Range;

/// The most characters of a line or text that a problem quotes.
pub(super) const QUOTED_MOST: usize = 160;

/// The texts with the starts of their lines.
pub(super) struct Source<'t> {
    files: Vec<File<'t>>,
}

struct File<'t> {
    /// Its path from the folder of the user's file.
    name: String,
    text: &'t str,
    /// Where the text begins in the space of offsets.
    offset: usize,
    /// Where its lines begin in the text.
    starts: Vec<usize>,
}

impl<'t> Source<'t> {
    /// The user's file.
    pub(super) fn new(name: &str, text: &'t str) -> Self {
        let mut source = Self { files: Vec::new() };
        source.add(name.to_owned(), text);
        source
    }

    /// The file that the last one extends; gives the offset of its text.
    pub(super) fn add(&mut self, name: String, text: &'t str) -> usize {
        let offset = self.files.last().map_or(0, |last| last.offset + last.text.len() + 1);
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        self.files.push(File { name, text, offset, starts });
        offset
    }

    /// The names of the files, the user's first.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|file| file.name.as_str())
    }

    /// The file of an offset and the byte there: how many files are extended to come to it, and its place in the text.
    pub(super) fn file_and_byte(&self, offset: usize) -> (usize, usize) {
        let depth = self.files.partition_point(|file| file.offset <= offset) - 1;
        (depth, offset - self.files[depth].offset)
    }

    /// The file and the line (from 1) of an offset.
    pub(super) fn file_and_line(&self, offset: usize) -> (usize, usize) {
        let (depth, byte) = self.file_and_byte(offset);
        (depth, self.files[depth].line(byte))
    }

    /// The line of an offset, and its file where that is another than the file of `seen_from`.
    pub(super) fn first(&self, offset: usize, seen_from: usize) -> (usize, Option<String>) {
        let (depth, line) = self.file_and_line(offset);
        let other = depth != self.file_and_byte(seen_from).0;
        (line, other.then(|| self.files[depth].name.clone()))
    }

    /// A path that is written at that offset, as it is from the folder of the user's file.
    pub(super) fn joined(&self, offset: usize, path: &str) -> String {
        match self.file_and_byte(offset).0 {
            0 => path.to_owned(),
            depth => paths::joined(&self.files[depth].name, path),
        }
    }

    pub(super) fn place(&self, span: &Range<usize>) -> Place {
        let (depth, bytes) = self.bytes(span);
        let file = &self.files[depth];
        let line = file.line(bytes.start);
        let line_start = file.starts[line - 1];
        let line_end = file.starts.get(line).map_or(file.text.len(), |next| next - 1);
        Place {
            through: self.files[1..=depth].iter().map(|file| file.name.clone()).collect(),
            line,
            column: file.text[line_start..bytes.start].chars().count() + 1,
            start: bytes.start,
            end: bytes.end,
            quoted: shortened(file.text[line_start..line_end].trim_end()),
        }
    }

    /// The text of a span.
    pub(super) fn text(&self, span: &Range<usize>) -> &'t str {
        let (depth, bytes) = self.bytes(span);
        &self.files[depth].text[bytes]
    }

    /// The text of a span, on one line and shortened.
    pub(super) fn excerpt(&self, span: &Range<usize>) -> String {
        shortened(self.text(span).lines().next().unwrap_or_default().trim())
    }

    /// The file of a span, and its bytes there, whole characters all of them.
    fn bytes(&self, span: &Range<usize>) -> (usize, Range<usize>) {
        let (depth, start) = self.file_and_byte(span.start);
        let file = &self.files[depth];
        let start = file.floor(start);
        (depth, start..file.floor(span.end.max(span.start) - file.offset).max(start))
    }
}

impl File<'_> {
    /// The line (from 1) of a byte.
    fn line(&self, byte: usize) -> usize {
        self.starts.partition_point(|&start| start <= byte)
    }

    /// The nearest character's start at or before a byte.
    fn floor(&self, byte: usize) -> usize {
        let mut at = byte.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}

/// The text with at most [`QUOTED_MOST`] characters.
pub(super) fn shortened(text: &str) -> String {
    match text.char_indices().nth(QUOTED_MOST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::Source;

    #[test]
    fn lines_and_columns_count_characters_from_one() {
        let source = Source::new("shop.toml", "a = 1\r\nцена = \"₽\"\n");
        let at = "a = 1\r\nцена = ".len();
        let place = source.place(&(at..at + 5));
        assert_eq!((place.line, place.column, place.quoted.as_str()), (2, 8, "цена = \"₽\""));
        assert_eq!(source.excerpt(&(at..at + 5)), "\"₽\"");
        assert_eq!(source.place(&(0..0)).line, 1);
        let past_the_end = source.place(&(1000..2000));
        assert_eq!((past_the_end.line, past_the_end.column), (3, 1));
    }

    #[test]
    fn an_offset_tells_its_file() {
        let mut source = Source::new("a.toml", "x = 1");
        assert_eq!(source.add("lib/b.toml".to_owned(), "y = 2\nz = 3\n"), 6);
        assert_eq!(source.add("c.toml".to_owned(), ""), 19);
        let of = |offset| {
            let place = source.place(&(offset..offset + 1));
            (place.through, place.line, place.column, place.start)
        };
        assert_eq!(of(4), (vec![], 1, 5, 4));
        assert_eq!(of(5), (vec![], 1, 6, 5), "the end of a text is its own");
        assert_eq!(of(16), (vec!["lib/b.toml".to_owned()], 2, 5, 10));
        assert_eq!(of(19), (vec!["lib/b.toml".to_owned(), "c.toml".to_owned()], 1, 1, 0));
        assert_eq!(source.first(16, 0), (2, Some("lib/b.toml".to_owned())));
        assert_eq!(source.first(16, 7), (2, None));
        assert_eq!(source.joined(0, "./d.csv"), "./d.csv");
        assert_eq!(source.joined(7, "./d.csv"), "lib/d.csv");
    }
}
