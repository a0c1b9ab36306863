//! The tornado as Excel draws it: bars from the mean profit to that of each quantity's low and high tenth.

use super::sheet::{Placed, Sheet};
use crate::report::document::Table;
use rust_xlsxwriter::{
    Chart, ChartAxisCrossing, ChartAxisLabelPosition, ChartFormat, ChartLegendPosition, ChartSolidFill,
    ChartType, Color, XlsxError,
};

/// The quantities that a chart has room for, the widest swings.
const QUANTITIES_MOST: u32 = 12;
const ROWS: u32 = 22;
/// The columns of the mean profits with their colours.
const ENDS: [(u16, u32); 2] = [(3, 0xE48044), (4, 0x006F62)];

/// The chart of a table of swings, around the mean profit of all trials.
pub(super) fn tornado(sheet: &mut Sheet, table: &Table, placed: &Placed, mean: f64) -> Result<(), XlsxError> {
    if placed.rows.is_empty() || !mean.is_finite() {
        return Ok(());
    }
    let first = placed.rows.start;
    let last = (placed.rows.end - 1).min(first + QUANTITIES_MOST - 1);
    let name = sheet.name().to_owned();
    let range = |column: u16| (name.as_str(), first, column, last, column);
    let mut chart = Chart::new(ChartType::Bar);
    for (column, colour) in ENDS {
        let bars = chart.add_series().set_categories(range(0)).set_values(range(column));
        bars.set_name(table.columns[usize::from(column)].full.as_str()).set_overlap(100).set_gap(40);
        let mut fill = ChartSolidFill::new();
        fill.set_color(Color::RGB(colour));
        bars.set_format(ChartFormat::new().set_solid_fill(&fill));
    }
    // Of a bar chart the names stand on the y axis, which crosses the other one at the mean.
    chart.x_axis().set_num_format("#,##0").set_crossing(ChartAxisCrossing::AxisValue(mean));
    chart.y_axis().set_reverse().set_label_position(ChartAxisLabelPosition::Low);
    chart.title().set_name(table.caption.as_str());
    chart.legend().set_position(ChartLegendPosition::Bottom);
    sheet.chart(&mut chart, ROWS)
}
