//! A heat map: mean revenue by the period in which clients joined (rows) and the period in which they pay (columns).

use super::axis::{self, AxesMapping, AxisMapping, Unit};
use super::canvas::{Anchor, Canvas, Pen};
use super::frame::{self, Plot};
use super::heat::{self, Cell};
use super::{Chart, ChartError, font};
use crate::model::month::Month;
use crate::report::language::Language;
use plotters::prelude::DrawingBackend;

/// The data of a heat map of cohorts.
#[derive(Debug, Clone)]
pub(super) struct CohortRevenue {
    pub(super) currency: String,
    /// What the rows are: `Joined in the month`.
    pub(super) rows_name: String,
    /// Months in a row's period of joining and in a column.
    pub(super) step_months: usize,
    /// First month of each column.
    pub(super) periods: Vec<String>,
    /// What a row is called, and its cells; none before joining.
    pub(super) rows: Vec<(String, Vec<Option<f64>>)>,
}

/// Room for the labels of the colour bar.
const BAR_LABELS: f64 = 92.0;

pub(super) fn draw<B: DrawingBackend>(
    canvas: &mut Canvas<'_, B>,
    chart: &Chart,
    data: &CohortRevenue,
) -> Result<AxesMapping, ChartError> {
    let mut plot = frame::frame(canvas, chart, &[], heat::bar_room(BAR_LABELS))?;
    // There is no legend above: the colour bar is it.
    plot.top -= 26.0;
    let columns = data.periods.len() as f64;
    let x = frame::mapping([plot.left, plot.right], [-0.5, columns - 0.5]);
    let y = frame::mapping([plot.bottom, plot.top], [data.rows.len() as f64 - 0.5, -0.5]);
    let scale = Scale::of(data);

    draw_cells(canvas, x, y, scale, data)?;
    frame::y_name(canvas, plot, &data.rows_name);
    row_names(canvas, plot, y, data);
    column_names(canvas, plot, x, data)?;
    let unit = scale.unit();
    let money = axis::ticks([scale.low, scale.high], 5);
    let labels = axis::labels(&money, unit, canvas.language);
    let ticks = money.iter().map(|tick| scale.share(*tick)).zip(labels);
    let name = canvas.language.money_unit(unit.scale, &data.currency);
    heat::colour_bar(canvas, plot, ticks, &name, BAR_LABELS)?;
    Ok(frame::axes(x, y))
}

/// How revenue becomes a shade, from nothing (or less) to the largest cell.
#[derive(Debug, Clone, Copy)]
struct Scale {
    low: f64,
    high: f64,
}

impl Scale {
    fn of(data: &CohortRevenue) -> Self {
        let cells = data.rows.iter().flat_map(|row| row.1.iter().flatten()).filter(|cell| cell.is_finite());
        let (low, high) =
            cells.fold((0.0, 0.0), |(low, high): (f64, f64), &cell| (low.min(cell), high.max(cell)));
        Self { low, high: if high > low { high } else { low + 1.0 } }
    }

    /// Shades follow the square root: a large opening book would otherwise make all other cohorts one pale field.
    fn share(self, value: f64) -> f64 {
        let share = (value - self.low) / (self.high - self.low);
        if share.is_finite() { share.clamp(0.0, 1.0).sqrt() } else { 0.0 }
    }

    fn unit(self) -> Unit {
        axis::unit([self.low, self.high])
    }

    /// What stands in a cell, with as many decimals as give the largest one three digits or so.
    fn text(self, value: f64, language: Language) -> String {
        let divisor = self.unit().divisor;
        let decimals = match self.high.abs().max(self.low.abs()) / divisor {
            size if size >= 100.0 => 0,
            size if size >= 10.0 => 1,
            _ => 2,
        };
        language.fixed(value / divisor, decimals)
    }
}

fn draw_cells<B: DrawingBackend>(
    canvas: &mut Canvas<'_, B>,
    x: AxisMapping,
    y: AxisMapping,
    scale: Scale,
    data: &CohortRevenue,
) -> Result<(), ChartError> {
    let language = canvas.language;
    let mut cells = Vec::new();
    for (row, (_, amounts)) in data.rows.iter().enumerate() {
        for (column, amount) in amounts.iter().enumerate().take(data.periods.len()) {
            let Some(amount) = amount.filter(|amount| amount.is_finite()) else { continue };
            // The shade of nothing says it; a field of noughts would only be noise.
            let text = if amount == 0.0 { String::new() } else { scale.text(amount, language) };
            cells.push(Cell { at: (column as f64, row as f64), shade: scale.share(amount), text });
        }
    }
    let how = canvas.label(canvas.theme.ink);
    let width = |text: &String| font::set(text, how.face, how.em).width;
    let amounts = data.rows.iter().flat_map(|row| row.1.iter().flatten());
    let widest =
        amounts.map(|amount| scale.text(*amount, language)).max_by(|a, b| width(a).total_cmp(&width(b)));
    heat::cells(canvas, x, y, &cells, &widest.unwrap_or_default())
}

/// The first row's name, and of the others those that there is room for.
fn row_names<B: DrawingBackend>(
    canvas: &mut Canvas<'_, B>,
    plot: Plot,
    y: AxisMapping,
    data: &CohortRevenue,
) {
    let how = canvas.label(canvas.theme.muted);
    let height = y.pixel_of(1.0) - y.pixel_of(0.0);
    let room = 18.0;
    // Counted from the first cohort of the horizon, below the opening book where there is one.
    let first = data.rows.len().saturating_sub(data.periods.len());
    let step = step(data.step_months, room / height);
    for (row, (name, _)) in data.rows.iter().enumerate() {
        let is_step = row >= first && (row - first).is_multiple_of(step);
        if row == 0 || is_step {
            // The opening book's name gives way to that of the first cohort, where rows are low.
            let raised = if row < first { (room - height).max(0.0) } else { 0.0 };
            let at = (plot.left - 9.0, y.pixel_of(row as f64) + 0.36 * how.em - raised);
            canvas.text(name, at, Anchor::End, how, plot.left - 12.0);
        }
    }
}

/// The first month of each column that has room for its name, with the year where it begins.
fn column_names<B: DrawingBackend>(
    canvas: &mut Canvas<'_, B>,
    plot: Plot,
    x: AxisMapping,
    data: &CohortRevenue,
) -> Result<(), ChartError> {
    let theme = canvas.theme;
    let how = canvas.label(theme.muted);
    let width = x.pixel_of(1.0) - x.pixel_of(0.0);
    let mut year = None;
    for (column, period) in data.periods.iter().enumerate().step_by(step(data.step_months, 46.0 / width)) {
        let Some(month) = Month::parse(period) else { continue };
        let at = x.pixel_of(column as f64);
        canvas.line(&[(at, plot.bottom), (at, plot.bottom + 5.0)], Pen::solid(theme.zero, 1.0))?;
        canvas.text(canvas.language.month_name(month), (at, plot.bottom + 21.0), Anchor::Middle, how, 60.0);
        if year != Some(month.year()) {
            year = Some(month.year());
            let text = month.year().to_string();
            canvas.text(&text, (at, plot.bottom + 39.0), Anchor::Middle, how, 60.0);
        }
    }
    Ok(())
}

/// Every how many periods a name stands, if `least` of them have to lie between two: whole steps of the calendar.
fn step(step_months: usize, least: f64) -> usize {
    let months = [1_usize, 2, 3, 6, 12, 24, 36, 60, 120, 240, 600].into_iter();
    let steps = months.filter(|months| months.is_multiple_of(step_months.max(1)));
    steps.map(|months| months / step_months.max(1)).find(|step| *step as f64 >= least).unwrap_or(600)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(cells: &[f64]) -> CohortRevenue {
        CohortRevenue {
            currency: String::new(),
            rows_name: String::new(),
            step_months: 1,
            periods: vec![String::new(); cells.len()],
            rows: vec![(String::new(), cells.iter().copied().map(Some).collect())],
        }
    }

    #[test]
    fn the_scale_begins_at_nothing_and_ends_at_the_largest() {
        let scale = Scale::of(&table(&[25.0, 100.0, f64::INFINITY]));
        assert_eq!((scale.low, scale.high), (0.0, 100.0));
        assert_eq!([0.0, 25.0, 100.0].map(|cell| scale.share(cell)), [0.0, 0.5, 1.0]);
    }

    #[test]
    fn names_stand_at_whole_steps_of_the_calendar() {
        assert_eq!([step(1, 0.7), step(1, 1.3), step(1, 3.5)], [1, 2, 6]);
        assert_eq!([step(3, 1.3), step(3, 2.5), step(12, 1.6), step(12, 2.2)], [2, 4, 2, 3]);
        assert_eq!(step(7, 2.0), 600);
    }

    #[test]
    fn nothing_at_all_is_no_division_by_zero() {
        let scale = Scale::of(&table(&[0.0, f64::NAN]));
        assert_eq!(scale.share(0.0), 0.0);
        assert_eq!(scale.share(f64::NAN), 0.0);
    }

    #[test]
    fn the_largest_cell_has_about_three_digits() {
        let scale = Scale::of(&table(&[7.0, 0.5]));
        assert_eq!([7.0, 0.5].map(|cell| scale.text(cell, Language::English)), ["7.00", "0.50"]);
        let scale = Scale::of(&table(&[1_234_567.0, 45_678.0]));
        assert_eq!([1_234_567.0, 45_678.0].map(|cell| scale.text(cell, Language::English)), ["1,235", "46"]);
        assert_eq!(scale.text(1_234_567.0, Language::Russian), "1\u{A0}235");
    }
}
