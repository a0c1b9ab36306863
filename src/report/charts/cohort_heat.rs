//! A heat map of retention: the share of each cohort (rows) that is there at each age (columns), in per cent.

use super::axis::{self, AxesMapping, AxisMapping};
use super::canvas::{Anchor, Canvas, Pen};
use super::frame::{self, Plot};
use super::heat::{self, Cell};
use super::{Chart, ChartError};
use crate::report::language::{Language, say};
use plotters::prelude::DrawingBackend;

/// The data of a heat map of retention.
#[derive(Debug, Clone)]
pub(super) struct CohortHeat {
    /// At most [`MOST_ROWS`] cohorts: the name, its clients, and the share that is there at ages of 1, 2, ... months.
    pub(super) rows: Vec<(String, u64, Vec<Option<f64>>)>,
    /// How many ages there are, at least one.
    pub(super) ages: usize,
}

/// More rows than this cannot be told apart.
pub(super) const MOST_ROWS: usize = 60;

/// Room for the clients of a cohort, left of its cells.
const SIZES: f64 = 66.0;
/// Room for the labels of the colour bar.
const BAR_LABELS: f64 = 56.0;
/// The most that a cell takes.
const WIDEST: f64 = 130.0;
const HIGHEST: f64 = 64.0;
/// The least height of a row with a name.
const NAME_ROOM: f64 = 17.0;

pub(super) fn draw<B: DrawingBackend>(
    canvas: &mut Canvas<'_, B>,
    chart: &Chart,
    data: &CohortHeat,
) -> Result<AxesMapping, ChartError> {
    let mut plot = frame::frame(canvas, chart, &[], heat::bar_room(BAR_LABELS))?;
    // There is no legend above: the colour bar is it.
    plot.top -= 20.0;
    plot.left += SIZES;
    let whole = plot;
    // A few cells do not fill the sheet.
    plot.right = plot.right.min(plot.left + WIDEST * data.ages as f64);
    plot.bottom = plot.bottom.min(plot.top + HIGHEST * data.rows.len() as f64);
    let x = frame::mapping([plot.left, plot.right], [0.5, data.ages as f64 + 0.5]);
    let y = frame::mapping([plot.bottom, plot.top], [data.rows.len() as f64 - 0.5, -0.5]);
    let high = highest(data);
    heat::cells(canvas, x, y, &cells(data, high, canvas.language), "100")?;
    let rows = say!(canvas.language, "chart-axis-joined");
    frame::y_name(canvas, plot, &rows);
    names(canvas, plot, y, data);
    ages(canvas, plot, x, data)?;
    let percents = axis::ticks([0.0, 100.0 * high], 5);
    let labels = axis::labels(&percents, axis::UNITS, canvas.language);
    let ticks = percents.iter().map(|tick| tick / (100.0 * high)).zip(labels);
    heat::colour_bar(canvas, whole, ticks, "%", BAR_LABELS)?;
    Ok(frame::axes(x, y))
}

/// The top of the scale: the largest share, in whole tenths.
fn highest(data: &CohortHeat) -> f64 {
    let shares = data.rows.iter().flat_map(|row| row.2.iter().flatten());
    let high = shares.copied().filter(|share| share.is_finite()).fold(0.0, f64::max);
    ((10.0 * high - 1e-9).ceil() / 10.0).clamp(0.1, 1.0)
}

fn cells(data: &CohortHeat, high: f64, language: Language) -> Vec<Cell> {
    let of_row = |(row, (_, _, shares)): (usize, &(String, u64, Vec<Option<f64>>))| {
        let shares =
            shares.iter().take(data.ages).enumerate().filter_map(|(place, share)| Some((place, (*share)?)));
        let shares = shares.filter(|(_, share)| share.is_finite());
        let cell = |(place, share): (usize, f64)| Cell {
            at: (place as f64 + 1.0, row as f64),
            shade: share / high,
            text: language.whole(100.0 * share),
        };
        shares.map(cell).collect::<Vec<_>>()
    };
    data.rows.iter().enumerate().flat_map(of_row).collect()
}

/// The names and clients of those cohorts that there is room for.
fn names<B: DrawingBackend>(canvas: &mut Canvas<'_, B>, plot: Plot, y: AxisMapping, data: &CohortHeat) {
    let how = canvas.label(canvas.theme.muted);
    let step = every(y.pixel_of(1.0) - y.pixel_of(0.0), NAME_ROOM);
    for (row, (name, size, _)) in data.rows.iter().enumerate().step_by(step) {
        let foot = y.pixel_of(row as f64) + 0.36 * how.em;
        canvas.text(name, (28.0, foot), Anchor::Start, how, 62.0);
        let size = canvas.language.short(*size as f64);
        canvas.text(&size, (plot.left - 9.0, foot), Anchor::End, how, SIZES);
    }
}

/// Every how many rows or columns of that size a name stands, if it needs so much room.
fn every(size: f64, room: f64) -> usize {
    [1_usize, 2, 3, 6, 12, 24].into_iter().find(|step| *step as f64 * size >= room).unwrap_or(60)
}

/// The ages at the foot.
fn ages<B: DrawingBackend>(
    canvas: &mut Canvas<'_, B>,
    plot: Plot,
    x: AxisMapping,
    data: &CohortHeat,
) -> Result<(), ChartError> {
    let theme = canvas.theme;
    let how = canvas.label(theme.muted);
    let step = every(x.pixel_of(1.0) - x.pixel_of(0.0), 30.0);
    for age in (1..=data.ages).filter(|age| step == 1 || age.is_multiple_of(step)) {
        let at = x.pixel_of(age as f64);
        canvas.line(&[(at, plot.bottom), (at, plot.bottom + 5.0)], Pen::solid(theme.zero, 1.0))?;
        canvas.text(&age.to_string(), (at, plot.bottom + 20.0), Anchor::Middle, how, 60.0);
    }
    let middle = f64::midpoint(plot.left, plot.right);
    let room = (plot.right - plot.left).max(160.0);
    let name = say!(canvas.language, "head-age");
    canvas.text(&name, (middle, plot.bottom + 42.0), Anchor::Middle, how, room);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_ends_at_whole_tenths() {
        let of = |shares: &[f64]| {
            let shares = shares.iter().copied().map(Some).collect();
            highest(&CohortHeat { rows: vec![(String::new(), 1, shares)], ages: 1 })
        };
        assert_eq!(
            [of(&[0.31, 0.02]), of(&[0.3]), of(&[1.0]), of(&[]), of(&[f64::NAN])],
            [0.4, 0.3, 1.0, 0.1, 0.1]
        );
    }

    #[test]
    fn names_keep_apart() {
        assert_eq!([every(30.0, 17.0), every(9.0, 17.0), every(6.0, 17.0), every(0.1, 17.0)], [1, 2, 3, 60]);
    }
}
