//! A heat map of retention: the share of each cohort (rows) that is there at each age (columns), in per cent.

use super::axis::{self, AxesMapping, AxisMapping};
use super::canvas::{Anchor, Canvas, Pen};
use super::frame::{self, Plot};
use super::{Chart, ChartError, font};
use crate::report::number;
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
/// Air between the plot and the colour bar, its width, and room for its labels.
const BAR: (f64, f64, f64) = (26.0, 18.0, 56.0);
/// Steps of the colour bar.
const SHADES: usize = 96;
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
    let mut plot = frame::frame(canvas, chart, &[], BAR.0 + BAR.1 + BAR.2)?;
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
    cells(canvas, x, y, high, data)?;
    frame::y_name(canvas, plot, "Joined, clients");
    names(canvas, plot, y, data);
    ages(canvas, plot, x, data)?;
    colour_bar(canvas, whole, high)?;
    Ok(frame::axes(x, y))
}

/// The top of the scale: the largest share, in whole tenths.
fn highest(data: &CohortHeat) -> f64 {
    let shares = data.rows.iter().flat_map(|row| row.2.iter().flatten());
    let high = shares.copied().filter(|share| share.is_finite()).fold(0.0, f64::max);
    ((10.0 * high - 1e-9).ceil() / 10.0).clamp(0.1, 1.0)
}

fn cells<B: DrawingBackend>(
    canvas: &mut Canvas<'_, B>,
    x: AxisMapping,
    y: AxisMapping,
    high: f64,
    data: &CohortHeat,
) -> Result<(), ChartError> {
    let theme = canvas.theme;
    let how = canvas.label(theme.ink);
    let (width, height) = (x.pixel_of(1.0) - x.pixel_of(0.0), y.pixel_of(1.0) - y.pixel_of(0.0));
    let air = if width.min(height) > 12.0 { 0.75 } else { 0.0 };
    let with_texts = font::set("100", how.face, how.em).width + 6.0 <= width && how.em + 4.0 <= height;
    for (row, (_, _, shares)) in data.rows.iter().enumerate() {
        for (place, share) in shares.iter().enumerate().take(data.ages) {
            let Some(share) = share.filter(|share| share.is_finite()) else { continue };
            let colour = theme.heat_at(share / high);
            let age = place as f64 + 1.0;
            let (left, right) = (x.pixel_of(age - 0.5), x.pixel_of(age + 0.5));
            let (top, bottom) = (y.pixel_of(row as f64 - 0.5), y.pixel_of(row as f64 + 0.5));
            canvas.rectangle((left + air, top + air), (right - air, bottom - air), colour)?;
            if with_texts {
                let at = (f64::midpoint(left, right), f64::midpoint(top, bottom) + 0.36 * how.em);
                let how = canvas.label(theme.words_on(colour));
                canvas.text(&number::whole(100.0 * share), at, Anchor::Middle, how, width);
            }
        }
    }
    Ok(())
}

/// The names and clients of those cohorts that there is room for.
fn names<B: DrawingBackend>(canvas: &mut Canvas<'_, B>, plot: Plot, y: AxisMapping, data: &CohortHeat) {
    let how = canvas.label(canvas.theme.muted);
    let step = every(y.pixel_of(1.0) - y.pixel_of(0.0), NAME_ROOM);
    for (row, (name, size, _)) in data.rows.iter().enumerate().step_by(step) {
        let foot = y.pixel_of(row as f64) + 0.36 * how.em;
        canvas.text(name, (28.0, foot), Anchor::Start, how, 62.0);
        let size = number::short(*size as f64);
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
    canvas.text("Months since joining", (middle, plot.bottom + 42.0), Anchor::Middle, how, room);
    Ok(())
}

/// The scale itself beside the plot.
fn colour_bar<B: DrawingBackend>(
    canvas: &mut Canvas<'_, B>,
    plot: Plot,
    high: f64,
) -> Result<(), ChartError> {
    let theme = canvas.theme;
    let how = canvas.label(theme.muted);
    let (left, right) = (plot.right + BAR.0, plot.right + BAR.0 + BAR.1);
    let place = |share: f64| plot.bottom - share * (plot.bottom - plot.top);
    for shade in 0..SHADES {
        let (from, to) = (shade as f64 / SHADES as f64, (shade + 1) as f64 / SHADES as f64);
        // Each reaches under the next, so that no paper shows between them.
        let top = place((to + 0.5 / SHADES as f64).min(1.0));
        canvas.rectangle((left, top), (right, place(from)), theme.heat_at(f64::midpoint(from, to)))?;
    }
    let percents = axis::ticks([0.0, 100.0 * high], 5);
    for (tick, label) in percents.iter().zip(axis::labels(&percents, axis::UNITS)) {
        let at = place(tick / (100.0 * high));
        canvas.line(&[(right, at), (right + 5.0, at)], Pen::solid(theme.zero, 1.0))?;
        canvas.text(&label, (right + 9.0, at + 0.36 * how.em), Anchor::Start, how, BAR.2 - 12.0);
    }
    canvas.text("%", (canvas.width() - 28.0, plot.top - 14.0), Anchor::End, how, 60.0);
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
