//! Tables of the terminal: names at the left, numbers at the right, a line under the head.

use super::Look;
use comfy_table::{CellAlignment, LineStyle, Table, TableStyle};

const PLAIN: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('-').junction('-'));
const TERMINAL: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));

/// The width of a terminal that nobody has widened.
const WIDTH: usize = 80;

/// A table as text, ending with a line break. The first `names` columns are names. Columns stand two spaces apart,
/// or one where the table would be wider than a terminal.
pub(super) fn table(look: Look, names: usize, head: &[impl AsRef<str>], rows: Vec<Vec<String>>) -> String {
    let mut table = Table::new();
    table.load_style(match look {
        Look::Plain => PLAIN,
        Look::Terminal => TERMINAL,
    });
    table.set_header(head.iter().map(AsRef::as_ref));
    table.add_rows(rows);
    let content: usize =
        table.column_max_content_widths().into_iter().map(|width| usize::from(width) + 2).sum();
    let gap = u16::from(content <= WIDTH);
    for (place, column) in table.column_iter_mut().enumerate() {
        column.set_padding((0, gap));
        if place >= names {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    let lines: Vec<String> = table.lines().map(|line| line.trim_end().to_owned()).collect();
    lines.join("\n") + "\n"
}

/// Names and numbers without a head.
pub(super) fn list(look: Look, rows: Vec<Vec<String>>) -> String {
    let text = table(look, 1, &["", ""], rows);
    let lines: Vec<&str> = text.lines().skip(2).collect();
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_under_cyrillic_names() {
        let rows = vec![vec!["Поиск".to_owned(), "1".to_owned()], vec!["Ad".to_owned(), "22".to_owned()]];
        let text = table(Look::Plain, 1, &["Segment", "New"], rows);
        assert_eq!(text, "Segment  New\n-------------\nПоиск      1\nAd        22\n");
    }
}
