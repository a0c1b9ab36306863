//! Several scenarios on one plot: a pen for each, and beside the plot a column that says of each its name and figures.

use super::axis::AxisMapping;
use super::canvas::{Anchor, Canvas, Pen, Type};
use super::frame::{self, Plot};
use super::theme::Theme;
use super::{ChartError, font};
use plotters::prelude::DrawingBackend;

/// What a scenario is called, and its figures in a few words.
#[derive(Debug, Clone)]
pub(super) struct Contender {
    pub(super) name: String,
    pub(super) figures: String,
}

const DASHES: [Option<(f64, f64)>; 4] = [None, Some((12.0, 5.0)), Some((3.0, 3.5)), Some((20.0, 4.0))];
/// From the plot to the words beside it: a stretch of the line between them.
const KEY_ROOM: f64 = 46.0;
/// The most that the words take.
const WORDS_MOST: f64 = 250.0;
/// From a name to the next one; the figures stand between them.
const GAP: f64 = 43.0;
const LINE: f64 = 17.0;

/// The line of the scenario at a place: colour and dashes, so that no two share both.
pub(super) fn pen(theme: &Theme, place: usize, width: f64) -> Pen {
    Pen { colour: theme.scenarios[place % theme.scenarios.len()], width, dash: DASHES[place % DASHES.len()] }
}

/// What the column needs at the right of the plot.
pub(super) fn room<B: DrawingBackend>(canvas: &Canvas<'_, B>, contenders: &[&Contender]) -> f64 {
    let theme = canvas.theme;
    let width = |text: &str, how: Type| font::set(&font::printable(text), how.face, how.em).width;
    let widest = contenders
        .iter()
        .flat_map(|of| {
            [width(&of.name, canvas.bold_label(theme.ink)), width(&of.figures, canvas.label(theme.muted))]
        })
        .fold(0.0, f64::max);
    // Kerning is not counted when a line is cut, so some air is left.
    KEY_ROOM + (1.03 * widest + 2.0).min(WORDS_MOST) + 12.0
}

/// The column, each scenario as near to its wanted height as the others leave room for.
pub(super) fn column<B: DrawingBackend>(
    canvas: &mut Canvas<'_, B>,
    plot: Plot,
    contenders: &[&Contender],
    heights: &[f64],
) -> Result<(), ChartError> {
    let mut places: Vec<f64> = heights.iter().map(|at| at.max(plot.top) - 2.0).collect();
    frame::spread(&mut places, GAP, plot.bottom - LINE + 5.0);
    let left = plot.right + KEY_ROOM;
    let room = canvas.width() - left - 8.0;
    for (place, (of, at)) in contenders.iter().zip(places).enumerate() {
        let pen = pen(canvas.theme, place, 2.75);
        canvas.line(&[(plot.right + 10.0, at - 5.0), (plot.right + 40.0, at - 5.0)], pen)?;
        let name = frame::shrunk(&of.name, canvas.bold_label(pen.colour), room);
        canvas.text(&of.name, (left, at), Anchor::Start, name, room);
        let figures = canvas.label(canvas.theme.muted);
        canvas.text(&of.figures, (left, at + LINE), Anchor::Start, figures, room);
    }
    Ok(())
}

/// The target of all of them: dashed and in ink, since the colours are the scenarios'.
pub(super) fn target_pen(theme: &Theme) -> Pen {
    Pen { colour: theme.ink, width: 1.75, dash: Some((6.0, 6.0)) }
}

/// Heights in the order of values, the largest on top, whatever stands beside them.
pub(super) fn from_the_top(plot: Plot, values: &[Option<f64>]) -> Vec<f64> {
    let value = |place: usize| values[place].filter(|value| value.is_finite()).unwrap_or(f64::NEG_INFINITY);
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| value(b).total_cmp(&value(a)));
    let mut heights = vec![plot.top; values.len()];
    for (row, place) in order.into_iter().enumerate() {
        heights[place] = plot.top + 14.0 + GAP * row as f64;
    }
    heights
}

/// The height of a value on an axis; the foot's where there is none.
pub(super) fn height_of(plot: Plot, y: AxisMapping, value: Option<f64>) -> f64 {
    value.filter(|value| value.is_finite()).map_or(plot.bottom, |value| y.pixel_of(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_scenarios_have_the_same_line() {
        let theme = Theme::default();
        let pens: Vec<Pen> = (0..theme.scenarios.len()).map(|place| pen(&theme, place, 1.0)).collect();
        for (place, one) in pens.iter().enumerate() {
            for other in &pens[..place] {
                assert!(one.colour != other.colour, "{place}");
            }
            // The test of the theme holds the colours of equal dashes apart.
            let alike = pens[..place].iter().position(|other| other.dash == one.dash);
            assert!(alike.is_none_or(|other| place - other == 4), "{place}");
        }
    }

    #[test]
    fn eight_scenarios_stand_in_the_order_of_their_values() {
        let plot = Plot { left: 0.0, right: 0.0, top: 146.0, bottom: 518.0 };
        let values = [Some(1.0), Some(9.0), None, Some(5.0), Some(5.0), Some(0.0), Some(-3.0), Some(7.0)];
        let heights = from_the_top(plot, &values);
        let mut order: Vec<usize> = (0..8).collect();
        order.sort_by(|&a, &b| heights[a].total_cmp(&heights[b]));
        assert_eq!(order, [1, 7, 3, 4, 0, 5, 6, 2]);
        assert!(heights.iter().all(|height| (146.0..=518.0 - LINE).contains(height)), "{heights:?}");
    }
}
