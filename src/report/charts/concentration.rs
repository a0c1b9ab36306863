//! How much of the revenue the best clients bring: the share of revenue against the share of clients, best first.

use super::axis::{self, AxesMapping, AxisMapping};
use super::canvas::{Anchor, Canvas, Pen};
use super::frame::{self, Dot, Key, Plot};
use super::{Chart, ChartError};
use crate::report::language::say;
use plotters::prelude::DrawingBackend;

/// The data of the curve.
#[derive(Debug, Clone)]
pub(super) struct Curve {
    /// (share of clients, share of revenue), from none to all.
    pub(super) points: Vec<[f64; 2]>,
    /// Where the best fifth stands, in whole clients, and what is written beside it.
    pub(super) fifth: Option<([f64; 2], String)>,
}

pub(super) fn draw<B: DrawingBackend>(
    canvas: &mut Canvas<'_, B>,
    chart: &Chart,
    data: &Curve,
) -> Result<AxesMapping, ChartError> {
    let (theme, language) = (canvas.theme, canvas.language);
    let even = Pen::dashed(theme.zero, 1.5);
    let keys = [
        Key::Line(Pen::solid(theme.median, 3.0), say!(language, "chart-key-clients-of-log")),
        Key::Line(even, say!(language, "chart-key-even")),
    ];
    let plot = frame::frame(canvas, chart, &keys, 40.0)?;
    // Where clients were paid back more than they paid, the others bring more than all.
    let highest =
        data.points.iter().map(|point| point[1]).filter(|share| share.is_finite()).fold(1.0, f64::max);
    let x = frame::mapping([plot.left, plot.right], [0.0, 1.0]);
    let y = frame::mapping([plot.bottom, plot.top], [0.0, highest.min(1e6)]);

    frame::shares_from_below(canvas, plot, y, &say!(language, "chart-axis-share-of-revenue"))?;
    shares_from_left(canvas, plot, x)?;
    frame::zero_line(canvas, (plot.left, plot.bottom), (plot.right, plot.bottom))?;
    let place = |[clients, revenue]: [f64; 2]| (x.pixel_of(clients), y.pixel_of(revenue));
    canvas.line(&[place([0.0, 0.0]), place([1.0, 1.0])], even)?;
    let points: Vec<(f64, f64)> = data.points.iter().copied().map(place).collect();
    canvas.line(&points, Pen::solid(theme.median, 3.0))?;
    if let Some((fifth, text)) = data.fifth.as_ref().filter(|(fifth, _)| fifth[1].is_finite()) {
        let (at, high) = place(*fifth);
        canvas.line(&[(at, plot.bottom), (at, high), (plot.left, high)], Pen::dashed(theme.target, 1.5))?;
        Dot { colour: theme.target, is_ring: false }.draw(canvas, (at, high))?;
        // Below the curve, which only rises from here.
        let how = canvas.bold_label(theme.target);
        canvas.tag(text, (at + 12.0, high + 24.0), Anchor::Start, how)?;
    }
    Ok(frame::axes(x, y))
}

/// Vertical grid lines with labels of shares at the foot.
fn shares_from_left<B: DrawingBackend>(
    canvas: &mut Canvas<'_, B>,
    plot: Plot,
    x: AxisMapping,
) -> Result<(), ChartError> {
    let percents = axis::ticks([0.0, 100.0], 5);
    let labels = axis::labels(&percents, axis::UNITS, canvas.language);
    let ticks = percents.iter().map(|percent| x.pixel_of(percent / 100.0)).zip(labels);
    let name = say!(canvas.language, "chart-axis-best-clients");
    frame::foot(canvas, plot, ticks, &format!("{name}, %"))
}
