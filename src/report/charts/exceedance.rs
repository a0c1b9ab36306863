//! The exceedance curve of the horizon's profit: how probable it is to earn so much or more.

use super::axis::{self, AxesMapping, AxisMapping};
use super::canvas::{Anchor, Canvas, Pen, Type};
use super::frame::{self, Key, Plot};
use super::{Chart, ChartError};
use crate::forecast::summary::ExceedancePoint;
use crate::report::language::say;
use plotters::prelude::DrawingBackend;

/// The data of an exceedance curve.
#[derive(Debug, Clone)]
pub(super) struct Exceedance {
    /// What the x axis counts: `Profit of the year`.
    pub(super) name: String,
    pub(super) currency: String,
    pub(super) curve: Vec<ExceedancePoint>,
    /// Points worth a word.
    pub(super) marks: Vec<Mark>,
    pub(super) target: Option<f64>,
}

/// A point of the curve with what it says.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    pub(super) value: f64,
    pub(super) probability: f64,
    pub(super) text: String,
    /// The target's own mark is drawn in its colour.
    pub(super) is_target: bool,
}

pub(super) fn draw<B: DrawingBackend>(
    canvas: &mut Canvas<'_, B>,
    chart: &Chart,
    data: &Exceedance,
) -> Result<AxesMapping, ChartError> {
    let (theme, language) = (canvas.theme, canvas.language);
    let curve_pen = Pen::solid(theme.median, 2.75);
    let target_pen = Pen::dashed(theme.target, 2.25);
    let mut keys = vec![Key::Line(curve_pen, say!(language, "chart-key-exceedance"))];
    if data.target.is_some() {
        keys.push(Key::Line(target_pen, say!(language, "chart-target")));
    }
    let plot = frame::frame(canvas, chart, &keys, 36.0)?;
    let values = data.curve.iter().map(|point| point.value).chain(data.target);
    let x = frame::mapping([plot.left, plot.right], value_range(values));
    let y = frame::mapping([plot.bottom, plot.top], [0.0, 1.0]);

    ground(canvas, plot, (x, y), &data.name, &data.currency)?;
    break_even(canvas, plot, x)?;
    if let Some(level) = data.target {
        let at = x.pixel_of(level);
        canvas.line(&[(at, plot.top), (at, plot.bottom)], target_pen)?;
    }
    canvas.line(&path(&data.curve, x, y), curve_pen)?;
    draw_marks(canvas, plot, x, y, &data.marks)?;
    Ok(frame::axes(x, y))
}

/// Both axes, and where profit turns into loss.
pub(super) fn ground<B: DrawingBackend>(
    canvas: &mut Canvas<'_, B>,
    plot: Plot,
    (x, y): (AxisMapping, AxisMapping),
    name: &str,
    currency: &str,
) -> Result<(), ChartError> {
    frame::shares_from_below(canvas, plot, y, &say!(canvas.language, "chart-axis-chance"))?;
    frame::money_from_left(canvas, plot, x, name, currency)?;
    frame::zero_line(canvas, (plot.left, plot.bottom), (plot.right, plot.bottom))?;
    if x.value[0] < 0.0 && x.value[1] > 0.0 {
        let at = x.pixel_of(0.0);
        frame::zero_line(canvas, (at, plot.top), (at, plot.bottom))?;
    }
    Ok(())
}

/// What the line of zero is called.
pub(super) fn break_even<B: DrawingBackend>(
    canvas: &mut Canvas<'_, B>,
    plot: Plot,
    x: AxisMapping,
) -> Result<(), ChartError> {
    if x.value[0] >= 0.0 || x.value[1] <= 0.0 {
        return Ok(());
    }
    let label = canvas.label(canvas.theme.muted);
    let text = say!(canvas.language, "chart-break-even");
    canvas.tag(&text, (x.pixel_of(0.0) + 6.0, plot.bottom - 10.0), Anchor::Start, label)
}

/// All values, the target among them, and zero where it is near enough not to squeeze the curve.
pub(super) fn value_range(values: impl Iterator<Item = f64>) -> [f64; 2] {
    let [low, high] = axis::range(values);
    let spread = high - low;
    if low > 0.0 && low < 0.5 * spread {
        [-0.02 * spread, high]
    } else if high < 0.0 && -high < 0.5 * spread {
        [low, 0.02 * spread]
    } else {
        [low, high]
    }
}

/// The curve, from the plot's left edge where more is certain and to its right edge where it is out of reach; where
/// the points end earlier, what lies beyond is not known and not drawn.
pub(super) fn path(curve: &[ExceedancePoint], x: AxisMapping, y: AxisMapping) -> Vec<(f64, f64)> {
    let mut points: Vec<ExceedancePoint> = curve
        .iter()
        .copied()
        .filter(|point| point.value.is_finite() && point.probability.is_finite())
        .collect();
    points.sort_by(|a, b| a.value.total_cmp(&b.value).then(b.probability.total_cmp(&a.probability)));
    let (Some(first), Some(last)) = (points.first().copied(), points.last().copied()) else {
        return Vec::new();
    };
    let is_certain = first.value == last.value;
    let at = |value: f64, probability: f64| (x.pixel_of(value), y.pixel_of(probability.clamp(0.0, 1.0)));
    let mut path = Vec::new();
    if is_certain || first.probability > 0.999 {
        path.extend([(x.pixel[0], y.pixel_of(1.0)), at(first.value, 1.0)]);
    }
    path.extend(points.iter().map(|point| at(point.value, point.probability)));
    if is_certain || last.probability < 0.001 {
        path.extend([at(last.value, 0.0), (x.pixel[1], y.pixel_of(0.0))]);
    }
    path
}

/// Dots on the curve with their words at the right, where the curve has already fallen.
fn draw_marks<B: DrawingBackend>(
    canvas: &mut Canvas<'_, B>,
    plot: Plot,
    x: AxisMapping,
    y: AxisMapping,
    marks: &[Mark],
) -> Result<(), ChartError> {
    let theme = canvas.theme;
    let height = |mark: &Mark| match mark.probability {
        // At its ends the curve is flat, and words beside it would lie on it.
        p if !(0.04..=0.94).contains(&p) => f64::midpoint(plot.top, plot.bottom) - 40.0,
        p => y.pixel_of(p) - 7.0,
    };
    let is_on_plot = |mark: &&Mark| (plot.left..=plot.right).contains(&x.pixel_of(mark.value));
    let marks: Vec<&Mark> = marks.iter().filter(is_on_plot).collect();
    // Turned over, so that labels that meet move up, away from the curve.
    let mut places: Vec<f64> = marks.iter().map(|mark| -height(mark)).collect();
    frame::spread(&mut places, 22.0, -(plot.top + 12.0));
    for (mark, place) in marks.iter().zip(places) {
        let at = (x.pixel_of(mark.value), y.pixel_of(mark.probability));
        let colour = if mark.is_target { theme.target } else { theme.median };
        let how =
            Type { colour, ..if mark.is_target { canvas.bold_label(colour) } else { canvas.label(colour) } };
        canvas.dot(at, 6.5, theme.background)?;
        canvas.dot(at, 5.0, colour)?;
        // Kerning is not counted when a line is set, so some air is left.
        let width = 1.03 * super::font::set(&mark.text, how.face, how.em).width;
        if at.0 + 12.0 + width < canvas.width() - 6.0 {
            canvas.tag(&mark.text, (at.0 + 12.0, -place), Anchor::Start, how)?;
        } else {
            canvas.tag(&mark.text, (at.0 - 12.0, -place), Anchor::End, how)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(values: &[f64]) -> [f64; 2] {
        value_range(values.iter().copied())
    }

    #[test]
    fn zero_is_on_the_axis_when_it_is_near() {
        assert!(range(&[20.0, 100.0])[0] < 0.0);
        assert!(range(&[1000.0, 1010.0])[0] > 900.0);
        assert!(range(&[-100.0, -20.0])[1] > 0.0);
    }

    #[test]
    fn the_curve_runs_from_edge_to_edge_and_never_rises() {
        let curve =
            [5.0 / 6.0, 0.5, 1.0 / 6.0].map(|probability| ExceedancePoint { probability, value: 5.0 });
        let x = AxisMapping { pixel: [0.0, 100.0], value: range(&[5.0]) };
        let y = AxisMapping { pixel: [50.0, 0.0], value: [0.0, 1.0] };
        let path = path(&curve, x, y);
        assert_eq!((path[0], *path.last().unwrap()), ((0.0, 0.0), (100.0, 50.0)));
        assert!(path.windows(2).all(|ends| ends[1].1 >= ends[0].1 && ends[1].0 >= ends[0].0), "{path:?}");
    }
}
