//! A waterfall as Excel draws it: columns for both ends, and between them the bars of a stock chart, up or down, from
//! where each step begins to where it ends. The end is the sum of the beginning and all steps, and so are the levels
//! beside them.

use super::sheet::{Placed, Sheet};
use crate::report::document::{Cell, Quantity, Table};
use crate::report::language::{Language, say};
use rust_xlsxwriter::{
    Chart, ChartAxisLabelPosition, ChartFormat, ChartLegend, ChartMarker, ChartSolidFill, ChartType, Color,
    XlsxError, utility,
};

/// The column of amounts, and those behind it: the ends; where each step begins, its highest and lowest level, and where
/// it ends, in the order of a stock chart.
const AMOUNT: u16 = 1;
const ENDS: u16 = 2;
const OPEN: u16 = 3;
const HIGH: u16 = 4;
const LOW: u16 = 5;
const CLOSE: u16 = 6;
const INK: u32 = 0x0A2647;
const GAIN: u32 = 0x2E7D4F;
const LOSS: u32 = 0xB0400C;
const ROWS: u32 = 20;
/// Between columns, in per cent of one: as wide as between the bars of steps, which cannot be told.
const GAP: u16 = 150;
/// The steps are small beside the ends where all levels lie within this share of the largest.
const SMALL: f64 = 0.4;

/// A table of names and amounts, of which the first and the last are the ends, with its chart below it.
pub(super) fn waterfall(sheet: &mut Sheet, table: &Table) -> Result<(), XlsxError> {
    let amounts: Option<Vec<f64>> = table
        .rows
        .iter()
        .map(|row| match row.cells.get(usize::from(AMOUNT)) {
            Some(Cell::Number(amount, _)) => *amount,
            _ => None,
        })
        .collect();
    let placed = sheet.table(table)?;
    let Some(amounts) = amounts.filter(|amounts| amounts.len() >= 2) else { return Ok(()) };
    let heads = heads(sheet.language());
    for (column, head) in (ENDS..).zip(&heads) {
        sheet.head_at(placed.head, column, head)?;
    }
    let levels = levels(sheet, &placed, &amounts)?;
    let range = range(&levels);
    let (first, last) = (placed.rows.start, placed.rows.end - 1);
    let name = sheet.name().to_owned();
    let cells = |column: u16| (name.as_str(), first, column, last, column);
    let mut columns = Chart::new(ChartType::Column);
    let ends = columns.add_series().set_categories(cells(0)).set_values(cells(ENDS));
    ends.set_name(heads[0].as_str()).set_format(&mut fill(INK)).set_gap(GAP);
    let mut steps = Chart::new(ChartType::Stock);
    for (column, head) in (ENDS..).zip(&heads).skip(1) {
        let line = steps.add_series().set_categories(cells(0)).set_values(cells(column));
        line.set_name(head.as_str()).set_secondary_axis(true);
        line.set_format(ChartFormat::new().set_no_line()).set_marker(ChartMarker::new().set_none());
    }
    steps.set_up_bar_format(&mut fill(GAIN)).set_down_bar_format(&mut fill(LOSS));
    columns.combine(&steps);
    columns.title().set_name(table.caption.as_str());
    columns.x_axis().set_label_position(ChartAxisLabelPosition::Low);
    let shown = table.columns[usize::from(AMOUNT)].full.as_str();
    columns.y_axis().set_name(shown).set_num_format("#,##0").set_min(range[0]).set_max(range[1]);
    // Columns and bars of stocks never share an axis: the other one is the same, and unseen.
    columns.y2_axis().set_min(range[0]).set_max(range[1]).set_hidden(true);
    let _: &mut ChartLegend = columns.legend().set_hidden();
    sheet.chart(&mut columns, ROWS)
}

fn heads(language: Language) -> [String; 5] {
    [
        say!(language, "waterfall-ends"),
        say!(language, "waterfall-from"),
        say!(language, "waterfall-high"),
        say!(language, "waterfall-low"),
        say!(language, "waterfall-to"),
    ]
}

fn fill(colour: u32) -> ChartFormat {
    let mut format = ChartFormat::new();
    format.set_solid_fill(ChartSolidFill::new().set_color(Color::RGB(colour))).set_no_line();
    format
}

/// Writes the ends and the levels of each step as formulas, and gives all levels.
fn levels(sheet: &mut Sheet, placed: &Placed, amounts: &[f64]) -> Result<Vec<f64>, XlsxError> {
    let (first, last) = (placed.rows.start, placed.rows.end - 1);
    let money = Quantity::Money;
    let cell = utility::row_col_to_cell;
    let end = amounts[amounts.len() - 1];
    sheet.total_of(last, AMOUNT, first..last, money, end)?;
    for (row, amount) in [(first, amounts[0]), (last, end)] {
        sheet.formula(row, ENDS, &format!("={}", cell(row, AMOUNT)), amount, money)?;
    }
    let mut levels = vec![amounts[0]];
    for (row, step) in (first + 1..last).zip(&amounts[1..]) {
        let before = if row == first + 1 { cell(first, AMOUNT) } else { cell(row - 1, CLOSE) };
        let open = levels[levels.len() - 1];
        let close = open + step;
        let [at, to] = [OPEN, CLOSE].map(|column| cell(row, column));
        sheet.formula(row, OPEN, &format!("={before}"), open, money)?;
        sheet.formula(row, HIGH, &format!("=MAX({at},{to})"), open.max(close), money)?;
        sheet.formula(row, LOW, &format!("=MIN({at},{to})"), open.min(close), money)?;
        sheet.formula(row, CLOSE, &format!("={at}+{}", cell(row, AMOUNT)), close, money)?;
        levels.push(close);
    }
    levels.push(end);
    Ok(levels)
}

/// An axis with round ends that shows the steps: from 0, or from near the lowest level where they would be slivers.
fn range(levels: &[f64]) -> [f64; 2] {
    let (low, high) = levels
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), at| (low.min(*at), high.max(*at)));
    let spread = high - low;
    let is_cut = (low > 0.0 || high < 0.0) && spread > 0.0 && spread < SMALL * low.abs().max(high.abs());
    let [low, high] = match is_cut {
        true if low > 0.0 => [low - 0.6 * spread, high + 0.1 * spread],
        true => [low - 0.1 * spread, high + 0.6 * spread],
        false => [low.min(0.0), high.max(0.0)],
    };
    if low == high {
        return [low - 1.0, high + 1.0];
    }
    // A fifth of the way, to the next round number.
    let power = libm::pow(10.0, libm::log10((high - low) / 5.0).floor());
    let step = [1.0, 2.0, 5.0].map(|digit| digit * power).into_iter().find(|step| step * 8.0 >= high - low);
    let step = step.unwrap_or(10.0 * power);
    [(low / step).floor() * step, (high / step).ceil() * step]
}

#[cfg(test)]
mod tests {
    use super::range;

    #[test]
    fn the_axis_begins_at_nought_unless_the_steps_would_be_slivers() {
        assert_eq!(range(&[2e6, 5e6, 4e6]), [0.0, 5e6]);
        assert_eq!(range(&[-1e6, 2e6]), [-1e6, 2e6]);
        assert_eq!(range(&[0.0, 0.0]), [-1.0, 1.0]);
        assert_eq!(range(&[7.0, 7.0]), [0.0, 7.0]);
        let [low, high] = range(&[5_127_047.0, 4_911_086.0, 5_643_795.0]);
        assert!(low > 4e6 && low < 4_911_086.0 && high > 5_643_795.0 && high < 6e6, "{low} {high}");
        let [low, high] = range(&[-5_127_047.0, -4_911_086.0]);
        assert!(low < -5_127_047.0 && high < 0.0 && high > -4_911_086.0, "{low} {high}");
    }
}
