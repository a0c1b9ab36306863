//! A fan as Excel draws it: areas on each other, the lowest of them invisible, with the median and the target on top.
//! The widths of the bands are formulas of the percentiles beside them.

use super::sheet::Sheet;
use crate::report::document::{Cell, Quantity, Table};
use crate::report::language::say;
use rust_xlsxwriter::{
    Chart, ChartFormat, ChartLegendPosition, ChartLine, ChartLineDashType, ChartSolidFill, ChartType, Color,
    XlsxError, utility,
};

/// Columns of a table of every figure: P5 to P95 stand one after the other.
const P5: usize = 4;
const PERCENTILES: usize = 7;
/// The bands from the lowest edge up: from which percentile to which, and their shade.
const BANDS: [(usize, usize, u32); 6] = [
    (0, 1, 0xD6E4F1),
    (1, 2, 0x9DC0E0),
    (2, 3, 0x5891C6),
    (3, 4, 0x5891C6),
    (4, 5, 0x9DC0E0),
    (5, 6, 0xD6E4F1),
];
const ROWS: u32 = 22;

/// A fan of months with its numbers below it; nothing where a percentile does not exist.
pub(super) fn fan(sheet: &mut Sheet, table: &Table, target: Option<f64>) -> Result<(), XlsxError> {
    let percentiles = |cells: &[Cell]| -> Option<Vec<f64>> {
        let of = cells.get(P5..P5 + PERCENTILES)?.iter();
        of.map(|cell| if let Cell::Number(value, _) = cell { *value } else { None }).collect()
    };
    let Some(values) = table.rows.iter().map(|row| percentiles(&row.cells)).collect::<Option<Vec<_>>>()
    else {
        return Ok(());
    };
    if values.is_empty() {
        return Ok(());
    }
    let shown = Table {
        id: format!("{}-fan", table.id),
        columns: [0]
            .into_iter()
            .chain(P5..P5 + PERCENTILES)
            .map(|column| table.columns[column].clone())
            .collect(),
        rows: table
            .rows
            .iter()
            .map(|row| {
                let cells =
                    [0].into_iter().chain(P5..P5 + PERCENTILES).map(|column| row.cells[column].clone());
                crate::report::document::Row { cells: cells.collect(), grain: None }
            })
            .collect(),
        ..table.clone()
    };
    let placed = sheet.table(&shown)?;
    let language = sheet.language();
    for (place, (from, to, _)) in BANDS.iter().enumerate() {
        let column = (1 + PERCENTILES + place) as u16;
        let [low, high] = [from, to].map(|at| &shown.columns[1 + at].head);
        sheet.head_at(
            placed.head,
            column,
            &say!(language, "fan-width", from = low.clone(), to = high.clone()),
        )?;
        for (row, values) in placed.rows.clone().zip(&values) {
            let [low, high] = [from, to].map(|at| utility::row_col_to_cell(row, 1 + *at as u16));
            sheet.formula(
                row,
                column,
                &format!("={high}-{low}"),
                values[*to] - values[*from],
                Quantity::Money,
            )?;
        }
    }
    let target_column = (1 + PERCENTILES + BANDS.len()) as u16;
    if let Some(target) = target {
        sheet.head_at(placed.head, target_column, &say!(language, "plan-target"))?;
        for row in placed.rows.clone() {
            sheet.number(row, target_column, target, Quantity::Money)?;
        }
    }
    let (first, last) = (placed.rows.start, placed.rows.end - 1);
    let name = sheet.name().to_owned();
    let range = |column: u16| (name.as_str(), first, column, last, column);
    let mut areas = Chart::new(ChartType::AreaStacked);
    let base = areas.add_series().set_categories(range(0)).set_values(range(1)).set_name(" ");
    base.set_format(ChartFormat::new().set_no_fill().set_no_line());
    for (place, (from, to, shade)) in BANDS.iter().enumerate() {
        let column = (1 + PERCENTILES + place) as u16;
        let title = format!("{}–{}", shown.columns[1 + from].head, shown.columns[1 + to].head);
        let band =
            areas.add_series().set_categories(range(0)).set_values(range(column)).set_name(title.as_str());
        band.set_format(
            ChartFormat::new()
                .set_solid_fill(ChartSolidFill::new().set_color(Color::RGB(*shade)))
                .set_no_line(),
        );
    }
    let mut lines = Chart::new(ChartType::Line);
    let median = lines.add_series().set_categories(range(0)).set_values(range(4)).set_name("P50");
    median.set_format(ChartLine::new().set_color(Color::RGB(0x0A2647)).set_width(2.25));
    if target.is_some() {
        let title = say!(language, "plan-target");
        let line = lines
            .add_series()
            .set_categories(range(0))
            .set_values(range(target_column))
            .set_name(title.as_str());
        line.set_format(
            ChartLine::new()
                .set_color(Color::RGB(0xB0400C))
                .set_width(1.75)
                .set_dash_type(ChartLineDashType::Dash),
        );
    }
    areas.combine(&lines);
    areas.title().set_name(table.caption.as_str());
    areas.legend().set_position(ChartLegendPosition::Bottom).delete_entries(&[0]);
    areas.y_axis().set_num_format("#,##0");
    areas.x_axis().set_label_position(rust_xlsxwriter::ChartAxisLabelPosition::Low);
    sheet.chart(&mut areas, ROWS)
}
