//! What every chart has around its data: the finding, what is drawn, a legend, axes with their unit, a note.

use super::axis::{self, AxesMapping, AxisMapping};
use super::canvas::{Anchor, Canvas, Pen, Type};
use super::font::Face;
use super::theme::Colour;
use super::{Chart, ChartError};
use crate::report::words;
use plotters::prelude::DrawingBackend;

/// The plot's edges.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plot {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
}

/// Margin at both sides of a sheet.
const MARGIN: f64 = 28.0;

/// An entry of the legend.
#[derive(Debug, Clone)]
pub(super) enum Key {
    Band(Colour, String),
    Line(Pen, String),
}

/// Title, subtitle, note and legend; says where the plot goes, with `right` units left free for labels beside it.
pub(super) fn frame<B: DrawingBackend>(
    canvas: &mut Canvas<'_, B>,
    chart: &Chart,
    keys: &[Key],
    right: f64,
) -> Result<Plot, ChartError> {
    let theme = canvas.theme;
    let room = canvas.width() - 2.0 * MARGIN;
    let title = Type { face: Face::Bold, em: theme.text.title, colour: theme.ink };
    canvas.text(&chart.title, (MARGIN, 44.0), Anchor::Start, title, room);
    let subtitle = Type { face: Face::Regular, em: theme.text.subtitle, colour: theme.muted };
    canvas.text(&chart.subtitle, (MARGIN, 69.0), Anchor::Start, subtitle, room);
    if let Some(note) = &chart.note {
        let note_type = Type { face: Face::Regular, em: theme.text.note, colour: theme.muted };
        canvas.text(note, (MARGIN, canvas.height() - 16.0), Anchor::Start, note_type, room);
    }
    legend(canvas, keys)?;
    Ok(Plot { left: 92.0, right: canvas.width() - right, top: 146.0, bottom: canvas.height() - 82.0 })
}

fn legend<B: DrawingBackend>(canvas: &mut Canvas<'_, B>, keys: &[Key]) -> Result<(), ChartError> {
    let (mut x, y) = (MARGIN, 99.0);
    let how = canvas.label(canvas.theme.ink);
    for key in keys {
        let text = match key {
            Key::Band(colour, text) => {
                canvas.rectangle((x, y - 11.0), (x + 26.0, y + 1.0), *colour)?;
                text
            }
            Key::Line(pen, text) => {
                canvas.line(&[(x, y - 5.0), (x + 26.0, y - 5.0)], *pen)?;
                text
            }
        };
        let (_, end) = canvas.text(text, (x + 33.0, y), Anchor::Start, how, 240.0);
        x = end + 24.0;
    }
    Ok(())
}

/// An axis from one pixel to another.
pub(super) fn mapping(pixel: [f64; 2], value: [f64; 2]) -> AxisMapping {
    AxisMapping { pixel, value }
}

/// Horizontal grid lines with labels of money at the left, the zero line, and the axis' name above it.
pub(super) fn money_from_below<B: DrawingBackend>(
    canvas: &mut Canvas<'_, B>,
    plot: Plot,
    y: AxisMapping,
    name: &str,
    currency: &str,
) -> Result<(), ChartError> {
    let unit = axis::unit(y.value);
    let ticks = axis::ticks(y.value, 6);
    for (tick, label) in ticks.iter().zip(axis::labels(&ticks, unit)) {
        horizontal(canvas, plot, y.pixel_of(*tick), &label)?;
    }
    let name = format!("{name}, {}", words::money_unit(unit.scale, currency));
    y_name(canvas, plot, &name);
    Ok(())
}

/// Horizontal grid lines with labels of shares at the left.
pub(super) fn shares_from_below<B: DrawingBackend>(
    canvas: &mut Canvas<'_, B>,
    plot: Plot,
    y: AxisMapping,
    name: &str,
) -> Result<(), ChartError> {
    let ticks = axis::ticks(y.value, 5);
    let percents: Vec<f64> = ticks.iter().map(|tick| 100.0 * tick).collect();
    for (tick, label) in ticks.iter().zip(axis::labels(&percents, axis::UNITS)) {
        horizontal(canvas, plot, y.pixel_of(*tick), &label)?;
    }
    y_name(canvas, plot, &format!("{name}, %"));
    Ok(())
}

/// Vertical ticks with labels of money at the foot, and the axis' name below them.
pub(super) fn money_from_left<B: DrawingBackend>(
    canvas: &mut Canvas<'_, B>,
    plot: Plot,
    x: AxisMapping,
    name: &str,
    currency: &str,
) -> Result<(), ChartError> {
    let theme = canvas.theme;
    let unit = axis::unit(x.value);
    let ticks = axis::ticks(x.value, 7);
    let how = canvas.label(theme.muted);
    for (tick, label) in ticks.iter().zip(axis::labels(&ticks, unit)) {
        let at = x.pixel_of(*tick);
        canvas.line(&[(at, plot.top), (at, plot.bottom)], Pen::solid(theme.grid, 1.0))?;
        canvas.text(&label, (at, plot.bottom + 20.0), Anchor::Middle, how, 110.0);
    }
    let name = format!("{name}, {}", words::money_unit(unit.scale, currency));
    let middle = f64::midpoint(plot.left, plot.right);
    canvas.text(&name, (middle, plot.bottom + 42.0), Anchor::Middle, how, plot.right - plot.left);
    Ok(())
}

/// The foot of a plot: the line of zero is as strong, wherever it stands.
pub(super) fn zero_line<B: DrawingBackend>(
    canvas: &Canvas<'_, B>,
    from: (f64, f64),
    to: (f64, f64),
) -> Result<(), ChartError> {
    canvas.line(&[from, to], Pen::solid(canvas.theme.zero, 1.25))
}

fn horizontal<B: DrawingBackend>(
    canvas: &mut Canvas<'_, B>,
    plot: Plot,
    at: f64,
    label: &str,
) -> Result<(), ChartError> {
    let theme = canvas.theme;
    canvas.line(&[(plot.left, at), (plot.right, at)], Pen::solid(theme.grid, 1.0))?;
    let how = canvas.label(theme.muted);
    canvas.text(label, (plot.left - 9.0, at + 0.36 * how.em), Anchor::End, how, plot.left - 12.0);
    Ok(())
}

fn y_name<B: DrawingBackend>(canvas: &mut Canvas<'_, B>, plot: Plot, name: &str) {
    let how = canvas.label(canvas.theme.muted);
    canvas.text(name, (MARGIN, plot.top - 14.0), Anchor::Start, how, plot.right - MARGIN);
}

/// Both axes of a plot.
pub(super) fn axes(x: AxisMapping, y: AxisMapping) -> AxesMapping {
    AxesMapping { x, y }
}

/// Moves places apart to at least `gap`, keeping their order: downwards first, then back from `foot`.
pub(super) fn spread(places: &mut [f64], gap: f64, foot: f64) {
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by(|&a, &b| places[a].total_cmp(&places[b]));
    for pair in order.windows(2) {
        places[pair[1]] = places[pair[1]].max(places[pair[0]] + gap);
    }
    let mut limit = foot;
    for &place in order.iter().rev() {
        places[place] = places[place].min(limit);
        limit = places[place] - gap;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_that_meet_move_apart() {
        let mut places = [100.0, 98.0, 300.0, 101.0];
        spread(&mut places, 16.0, 305.0);
        assert_eq!(places, [114.0, 98.0, 300.0, 130.0]);
        let mut places = [300.0, 302.0];
        spread(&mut places, 16.0, 305.0);
        assert_eq!(places, [289.0, 305.0]);
    }
}
