//! Places in the scenario's text.

use crate::model::problem::Place;
use std::ops::Range;

/// The most characters of a line or text that a problem quotes.
const QUOTED_MOST: usize = 160;

/// A text with the starts of its lines.
pub(super) struct Source<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Source<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { text, starts }
    }

    /// The line (from 1) of a byte.
    pub(super) fn line(&self, byte: usize) -> usize {
        self.starts.partition_point(|&start| start <= byte)
    }

    pub(super) fn place(&self, span: &Range<usize>) -> Place {
        let start = self.floor(span.start);
        let end = self.floor(span.end.max(span.start)).max(start);
        let line = self.line(start);
        let line_start = self.starts[line - 1];
        let line_end = self.starts.get(line).map_or(self.text.len(), |next| next - 1);
        Place {
            line,
            column: self.text[line_start..start].chars().count() + 1,
            start,
            end,
            quoted: shortened(self.text[line_start..line_end].trim_end()),
        }
    }

    /// The text of a span, on one line and shortened.
    pub(super) fn excerpt(&self, span: &Range<usize>) -> String {
        let place = self.floor(span.start)..self.floor(span.end.max(span.start));
        let text = self.text.get(place).unwrap_or_default();
        shortened(text.lines().next().unwrap_or_default().trim())
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
        let source = Source::new("a = 1\r\nцена = \"₽\"\n");
        let at = "a = 1\r\nцена = ".len();
        let place = source.place(&(at..at + 5));
        assert_eq!((place.line, place.column, place.quoted.as_str()), (2, 8, "цена = \"₽\""));
        assert_eq!(source.excerpt(&(at..at + 5)), "\"₽\"");
        assert_eq!(source.place(&(0..0)).line, 1);
        let past_the_end = source.place(&(1000..2000));
        assert_eq!((past_the_end.line, past_the_end.column), (3, 1));
    }
}
