//! The plan's curve: how probable the target is against what is spent on advertising, with the budget that suffices.

use super::axis::{self, AxesMapping};
use super::canvas::{Anchor, Canvas, Pen};
use super::frame::{self, Key};
use super::{Chart, ChartError};
use crate::decision::plan::CurvePoint;
use plotters::prelude::DrawingBackend;

/// The data of the plan's curve.
#[derive(Debug, Clone)]
pub(super) struct Budget {
    pub(super) currency: String,
    pub(super) curve: Vec<CurvePoint>,
    /// The confidence asked for, and what its line is called.
    pub(super) confidence: (f64, String),
    /// The budget that suffices and the chance there, and what that point is called; none where no budget does.
    pub(super) answer: Option<(f64, f64, String)>,
}

pub(super) fn draw<B: DrawingBackend>(
    canvas: &mut Canvas<'_, B>,
    chart: &Chart,
    data: &Budget,
) -> Result<AxesMapping, ChartError> {
    let theme = canvas.theme;
    let curve_pen = Pen::solid(theme.median, 2.75);
    let asked_pen = Pen::dashed(theme.target, 2.25);
    let keys = [
        Key::Line(curve_pen, "chance of the target".to_owned()),
        Key::Line(asked_pen, "confidence asked for".to_owned()),
    ];
    let plot = frame::frame(canvas, chart, &keys, 36.0)?;
    let budgets = data.curve.iter().map(|point| point.ad_budget).chain(data.answer.as_ref().map(|a| a.0));
    let x = frame::mapping([plot.left, plot.right], axis::range(budgets.chain([0.0])));
    let y = frame::mapping([plot.bottom, plot.top], [0.0, 1.0]);

    frame::shares_from_below(canvas, plot, y, "Chance of the target")?;
    frame::money_from_left(canvas, plot, x, "Ad budget (mean)", &data.currency)?;
    frame::zero_line(canvas, (plot.left, plot.bottom), (plot.right, plot.bottom))?;
    let mut points: Vec<_> = data
        .curve
        .iter()
        .map(|point| (x.pixel_of(point.ad_budget), y.pixel_of(point.probability.value.clamp(0.0, 1.0))))
        .filter(|(x, y)| x.is_finite() && y.is_finite())
        .collect();
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    let at = y.pixel_of(data.confidence.0);
    canvas.line(&[(plot.left, at), (plot.right, at)], asked_pen)?;
    canvas.line(&points, curve_pen)?;
    let label = canvas.bold_label(theme.target);
    canvas.tag(&data.confidence.1, (plot.right, at - 8.0), Anchor::End, label)?;
    if let Some((budget, chance, text)) = &data.answer {
        let place = (x.pixel_of(*budget), y.pixel_of(*chance));
        canvas.line(&[place, (place.0, plot.bottom)], Pen::dashed(theme.median, 1.5))?;
        canvas.dot(place, 6.5, theme.background)?;
        canvas.dot(place, 5.0, theme.median)?;
        let label = canvas.bold_label(theme.median);
        let middle = f64::midpoint(plot.left, plot.right);
        let (x, anchor) =
            if place.0 < middle { (place.0 + 12.0, Anchor::Start) } else { (place.0 - 12.0, Anchor::End) };
        canvas.tag(text, (x, (place.1 + 40.0).min(plot.bottom - 12.0)), anchor, label)?;
    }
    Ok(frame::axes(x, y))
}
