//! Which record of a table holds its headings: titles, dates of export and filters may stand above them.

use super::cell::{Cell, Record};
use std::ops::ControlFlow;

/// Records that are looked at for headings.
pub const HEADINGS_WITHIN: usize = 30;

/// Tells whether names are those of the columns that are wanted.
pub type AreHeadings<'a> = &'a dyn Fn(&[String]) -> bool;

/// The record that holds the headings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Headings {
    /// The names of the columns.
    pub(super) names: Vec<String>,
    /// Where they stand.
    pub(super) line: u64,
    /// Whether records stand above them.
    pub(super) has_title: bool,
}

/// The search for them: the first record that has the wanted names is the one; if none of those that are looked at has, the
/// first one is.
pub(super) struct Search<'a> {
    are: AreHeadings<'a>,
    seen: usize,
    first: Option<Headings>,
    found: Option<Headings>,
}

impl<'a> Search<'a> {
    pub(super) fn new(are: AreHeadings<'a>) -> Self {
        Self { are, seen: 0, first: None, found: None }
    }

    /// Looks at the next record, until it is enough.
    pub(super) fn look(&mut self, record: &Record<'_>) -> ControlFlow<()> {
        let headings =
            Headings { names: names(record.cells), line: record.line, has_title: self.first.is_some() };
        self.seen += 1;
        if (self.are)(&headings.names) {
            self.found = Some(headings);
            return ControlFlow::Break(());
        }
        self.first.get_or_insert(headings);
        if self.seen < HEADINGS_WITHIN { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }

    /// Whether a record has the wanted names.
    pub(super) fn has_found(&self) -> bool {
        self.found.is_some()
    }

    /// What was found, if there was a record at all.
    pub(super) fn end(self) -> Option<Headings> {
        self.found.or(self.first)
    }
}

/// The names of columns, without blanks around them; those without one are called by their place.
fn names(cells: &[Cell<'_>]) -> Vec<String> {
    // Files that were put together may hold a mark of UTF-8 behind that of the whole.
    let blank = |letter: char| letter == '\u{feff}' || letter.is_whitespace();
    let name = |(place, cell): (usize, &Cell<'_>)| match cell {
        Cell::Text(text) if !text.chars().all(blank) => text.trim_matches(blank).to_owned(),
        Cell::Whole(whole) => whole.to_string(),
        Cell::Number(number) => number.to_string(),
        Cell::Moment(day, _) => day.to_string(),
        _ => format!("column {}", place + 1),
    };
    cells.iter().enumerate().map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The line that is found of records of one cell each, of which `b` is wanted.
    fn found(records: &[&str]) -> Option<(u64, bool)> {
        let mut search = Search::new(&|names| names[0] == "b");
        for (line, text) in (1..).zip(records) {
            if search.look(&Record { line, cells: &[Cell::Text(text)], torn_lines: 0 }).is_break() {
                break;
            }
        }
        search.end().map(|headings| (headings.line, headings.has_title))
    }

    #[test]
    fn the_first_record_with_the_wanted_names_is_found_or_the_first_of_all_is_taken() {
        assert_eq!(found(&["b", "c", "b"]), Some((1, false)));
        assert_eq!(found(&["a", "c", "b", "b"]), Some((3, true)));
        assert_eq!(found(&["a", "c"]), Some((1, false)));
        assert_eq!(found(&[]), None);
        let late = |above: usize| found(&[vec!["a"; above], vec!["b"]].concat());
        assert_eq!(late(HEADINGS_WITHIN - 1), Some((HEADINGS_WITHIN as u64, true)));
        assert_eq!(late(HEADINGS_WITHIN), Some((1, false)));
    }

    #[test]
    fn whatever_a_cell_holds_is_a_name() {
        let day = crate::data::day::Day::new(2024, 1, 31).unwrap();
        let cells = [
            Cell::Text(" \u{feff} client "),
            Cell::Text(" "),
            Cell::Empty,
            Cell::Whole(7),
            Cell::Number(0.5),
            Cell::Moment(day, 3),
        ];
        assert_eq!(names(&cells), ["client", "column 2", "column 3", "7", "0.5", "2024-01-31"]);
    }
}
