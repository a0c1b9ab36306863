//! What stands between the cells of a text: said by someone, by its first line (`sep=;`), or found in its first lines.

use super::lines::is_line_end;
use crate::data::fault::Fault;
use std::cmp::Reverse;

/// What it may be where nobody says so. Of two that would do alike the first one is meant: a comma stands in amounts too.
const CANDIDATES: [u8; 4] = [b'\t', b';', b'|', b','];
/// How many records are looked at.
const RECORDS: usize = 100;
/// How many of a hundred must have as many cells as the headings.
const ALIKE: usize = 80;

/// Whether a character can stand between cells.
///
/// # Errors
/// [`Fault::BadDelimiter`] if it cannot.
pub(super) fn check(delimiter: u8) -> Result<u8, Fault> {
    let able = delimiter.is_ascii() && !is_line_end(delimiter) && delimiter != b'"';
    if able { Ok(delimiter) } else { Err(Fault::BadDelimiter { byte: delimiter }) }
}

/// A first line `sep=;`, as Excel writes and reads it: its delimiter, and how many bytes it takes with its end.
pub(super) fn said(head: &[u8]) -> Option<(u8, usize)> {
    let (line, quotes) = head.strip_prefix(b"\"").map_or((head, 0), |line| (line, 1));
    let (word, rest) = line.split_at_checked(4)?;
    let (delimiter, rest) = rest.split_first()?;
    let rest = if quotes == 1 { rest.strip_prefix(b"\"")? } else { rest };
    let able = check(*delimiter).is_ok() && !delimiter.is_ascii_alphanumeric();
    let end = match rest {
        [] => 0,
        [b'\r', b'\n', ..] => 2,
        [b'\r' | b'\n', ..] => 1,
        _ => return None,
    };
    (able && word.eq_ignore_ascii_case(b"sep=")).then_some((*delimiter, 5 + 2 * quotes + end))
}

/// What may stand between cells, as the first bytes of a text show, the likeliest first; `whole` if there are no more.
pub(super) fn ranked(head: &[u8], whole: bool) -> Vec<u8> {
    let mut fits: Vec<_> =
        CANDIDATES.iter().map(|candidate| (fit(head, whole, *candidate), *candidate)).collect();
    // Of those that fit alike the first stays the first.
    fits.sort_by_key(|(fit, _)| Reverse(*fit));
    if fits[0].0.1 <= 1 {
        // Nothing parts the first line: a table of one column, or a title.
        fits.sort_by_key(|(_, candidate)| *candidate != b',');
    }
    fits.into_iter().map(|(_, candidate)| candidate).collect()
}

/// How well a delimiter fits: whether most records have as many cells as the headings, and how many those are.
fn fit(head: &[u8], whole: bool, delimiter: u8) -> (bool, usize) {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(head);
    let records = reader.byte_records().map_while(Result::ok).take(RECORDS + 1);
    let mut cells: Vec<usize> = records.map(|record| record.len()).collect();
    // The last one may be cut.
    if !whole && cells.len() > 1 && cells.len() <= RECORDS {
        cells.pop();
    }
    let Some((columns, rows)) = cells.split_first() else { return (false, 0) };
    let alike = rows.iter().filter(|cells| *cells == columns || **cells == columns + 1).count();
    (*columns > 1 && 100 * alike >= ALIKE * rows.len(), *columns)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_what_makes_rows_like_their_headings() {
        let cases = [
            ("client,date,amount\n1,2024-01-01,5\n", b','),
            ("client;date;amount\n1;2024-01-01;5,50\n", b';'),
            ("client;amount, incl. VAT\n1;5,50\n", b';'),
            ("client\tdate\n1\t2\n", b'\t'),
            ("client|date\n1|2\n", b'|'),
            ("client,notes;remarks;more\n1,2\n3,4\n", b','),
            ("\"client;id;number\",date\n1,2\n", b','),
            ("client,date\n\"a;b\n;c\",1\n2,\"x;y\"\n", b','),
            ("a,b,c\r1,2,3\r", b','),
            ("a;b;c\n1;2;3;\n4;5;6;\n", b';'),
            ("client\n1\n2\n", b','),
            ("a;b", b';'),
            ("", b','),
        ];
        for (text, expected) in cases {
            assert_eq!(char::from(ranked(text.as_bytes(), true)[0]), char::from(expected), "{text}");
        }
    }

    #[test]
    fn a_record_that_is_cut_says_nothing() {
        assert_eq!(ranked(b"a;b;c\n1;2;3\n1", false)[0], b';');
        assert_eq!(ranked(b"a;b", false), *b";\t|,");
    }

    #[test]
    fn the_first_line_may_say_it() {
        assert_eq!(said(b"sep=;\r\na;b"), Some((b';', 7)));
        assert_eq!(said(b"SEP=\t\na\tb"), Some((b'\t', 6)));
        assert_eq!(said(b"\"sep=,\"\ra,b"), Some((b',', 8)));
        assert_eq!(said(b"sep=|"), Some((b'|', 5)));
        for none in [&b"sep=;x\na"[..], b"sep=\n", b"sep=a\n", b"sep=\"\n", b"sep", b"", b"\"sep=;\na"] {
            assert_eq!(said(none), None);
        }
    }
}
