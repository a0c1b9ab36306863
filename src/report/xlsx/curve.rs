//! The chance of the target by ad budget as Excel draws it.

use super::sheet::{Placed, Sheet};
use crate::report::document::Table;
use rust_xlsxwriter::{Chart, ChartLegend, ChartLine, ChartType, Color, XlsxError};

const ROWS: u32 = 20;

/// The curve of a table whose third column is the ad budget and whose fourth is the chance.
pub(super) fn curve(sheet: &mut Sheet, table: &Table, placed: &Placed) -> Result<(), XlsxError> {
    if placed.rows.is_empty() {
        return Ok(());
    }
    let (first, last) = (placed.rows.start, placed.rows.end - 1);
    let name = sheet.name().to_owned();
    let range = |column: u16| (name.as_str(), first, column, last, column);
    let mut chart = Chart::new(ChartType::ScatterStraight);
    let line = chart.add_series().set_categories(range(2)).set_values(range(3));
    line.set_format(ChartLine::new().set_color(Color::RGB(0x0A2647)).set_width(2.25));
    chart.title().set_name(table.caption.as_str());
    chart.x_axis().set_name(table.columns[2].full.as_str()).set_num_format("#,##0");
    chart.y_axis().set_name(table.columns[3].full.as_str()).set_num_format("0%").set_min(0).set_max(1);
    let _: &mut ChartLegend = chart.legend().set_hidden();
    sheet.chart(&mut chart, ROWS)
}
