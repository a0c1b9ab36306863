//! What heat maps have in common: shaded cells with their numbers, and the bar that tells the shades.

use super::axis::AxisMapping;
use super::canvas::{Anchor, Canvas, Pen};
use super::frame::Plot;
use super::{ChartError, font};
use plotters::prelude::DrawingBackend;

/// Air between the plot and the colour bar, and its width.
const AIR: f64 = 26.0;
const WIDTH: f64 = 18.0;
/// Steps of the colour bar.
const SHADES: usize = 96;

/// A cell of a heat map.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    /// Where its middle stands, in columns and rows.
    pub(super) at: (f64, f64),
    /// Where its value stands on the scale of shades, 0 to 1.
    pub(super) shade: f64,
    /// What is written in it; nothing where the shade says it.
    pub(super) text: String,
}

/// Draws cells, with texts where those as wide as `widest` fit.
pub(super) fn cells<B: DrawingBackend>(
    canvas: &mut Canvas<'_, B>,
    x: AxisMapping,
    y: AxisMapping,
    cells: &[Cell],
    widest: &str,
) -> Result<(), ChartError> {
    let theme = canvas.theme;
    let how = canvas.label(theme.ink);
    let (width, height) = (x.pixel_of(1.0) - x.pixel_of(0.0), y.pixel_of(1.0) - y.pixel_of(0.0));
    let air = if width.min(height) > 12.0 { 0.75 } else { 0.0 };
    let with_texts = font::set(widest, how.face, how.em).width + 6.0 <= width && how.em + 4.0 <= height;
    for Cell { at: (column, row), shade, text } in cells {
        let colour = theme.heat_at(*shade);
        let (left, right) = (x.pixel_of(column - 0.5), x.pixel_of(column + 0.5));
        let (top, bottom) = (y.pixel_of(row - 0.5), y.pixel_of(row + 0.5));
        canvas.rectangle((left + air, top + air), (right - air, bottom - air), colour)?;
        if with_texts && !text.is_empty() {
            let at = (f64::midpoint(left, right), f64::midpoint(top, bottom) + 0.36 * how.em);
            let how = canvas.label(theme.words_on(colour));
            canvas.text(text, at, Anchor::Middle, how, width);
        }
    }
    Ok(())
}

/// What the colour bar takes of the sheet, with so much room for its labels.
pub(super) fn bar_room(labels: f64) -> f64 {
    AIR + WIDTH + labels
}

/// The scale itself beside the plot: ticks with their place from 0 to 1 and their label, what they count above them.
pub(super) fn colour_bar<B: DrawingBackend>(
    canvas: &mut Canvas<'_, B>,
    plot: Plot,
    ticks: impl IntoIterator<Item = (f64, String)>,
    name: &str,
    labels: f64,
) -> Result<(), ChartError> {
    let theme = canvas.theme;
    let how = canvas.label(theme.muted);
    let (left, right) = (plot.right + AIR, plot.right + AIR + WIDTH);
    let place = |share: f64| plot.bottom - share * (plot.bottom - plot.top);
    for shade in 0..SHADES {
        let (from, to) = (shade as f64 / SHADES as f64, (shade + 1) as f64 / SHADES as f64);
        // Each reaches under the next, so that no paper shows between them.
        let top = place((to + 0.5 / SHADES as f64).min(1.0));
        canvas.rectangle((left, top), (right, place(from)), theme.heat_at(f64::midpoint(from, to)))?;
    }
    for (tick, label) in ticks {
        let at = place(tick);
        canvas.line(&[(right, at), (right + 5.0, at)], Pen::solid(theme.zero, 1.0))?;
        canvas.text(&label, (right + 9.0, at + 0.36 * how.em), Anchor::Start, how, labels - 12.0);
    }
    canvas.text(name, (canvas.width() - 28.0, plot.top - 14.0), Anchor::End, how, 180.0);
    Ok(())
}
