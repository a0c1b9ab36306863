//! CSV that a spreadsheet opens: a mark of UTF-8 where a name needs it, and no name that runs as a formula.

use crate::forecast::figure::Figure;

/// The columns of a figure.
pub(super) const FIGURE: [&str; 10] = ["mean", "sd", "se", "p5", "p10", "p25", "p50", "p75", "p90", "p95"];

/// The cells of a figure; what does not exist is empty.
pub(super) fn figure(figure: &Figure) -> impl Iterator<Item = String> {
    let f = figure;
    [f.mean, f.sd, f.se, f.p5, f.p10, f.p25, f.p50, f.p75, f.p90, f.p95].into_iter().map(number)
}

/// A number with all its digits; empty where it does not exist.
pub(super) fn number(value: Option<f64>) -> String {
    value.filter(|value| value.is_finite()).map_or_else(String::new, |value| value.to_string())
}

/// A name that a spreadsheet would run as a formula gets an apostrophe in front.
pub(super) fn name(text: &str) -> String {
    if text.trim_start().starts_with(['=', '+', '-', '@']) || text.starts_with(['\t', '\r', '\n']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// The table as bytes.
pub(super) fn bytes<R: IntoIterator<Item = String>>(rows: impl IntoIterator<Item = R>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).expect("a table in memory has rows of one length");
    }
    let table = writer.into_inner().expect("memory can be written to");
    // Without the mark Excel takes UTF-8 for the system's old code page; pure ASCII needs none.
    if table.is_ascii() { table } else { [b"\xEF\xBB\xBF".as_slice(), &table].concat() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_would_run_as_formulas_are_made_harmless() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1"] {
            assert_eq!(name(text), format!("'{text}"));
        }
        assert_eq!(name("Paid = search"), "Paid = search");
    }

    #[test]
    fn the_mark_of_utf8_stands_only_where_it_is_needed() {
        assert_eq!(bytes([["a".to_owned()]]), b"a\r\n");
        assert!(bytes([["я".to_owned()]]).starts_with(b"\xEF\xBB\xBF"));
    }

    #[test]
    fn numbers_that_do_not_exist_are_empty() {
        assert_eq!(
            [None, Some(f64::NAN), Some(-0.5), Some(1e15)].map(number),
            ["", "", "-0.5", "1000000000000000"]
        );
    }
}
