//! The exceedance curves of several scenarios: how probable it is to earn so much or more with each of them.

use super::axis::AxesMapping;
use super::canvas::Canvas;
use super::contenders::{self, Contender};
use super::exceedance::{break_even, ground, path, value_range};
use super::frame::{self, Dot, Key};
use super::{Chart, ChartError};
use crate::forecast::summary::ExceedancePoint;
use crate::report::language::say;
use plotters::prelude::DrawingBackend;

/// The data of several exceedance curves.
#[derive(Debug, Clone)]
pub(super) struct Exceedances {
    /// What the x axis counts: `Profit over the year`.
    pub(super) name: String,
    pub(super) currency: String,
    /// One curve a scenario, in their order.
    pub(super) curves: Vec<Curve>,
    /// The target, where all have the same, and what the legend calls it.
    pub(super) target: Option<(f64, String)>,
}

/// One scenario's curve.
#[derive(Debug, Clone)]
pub(super) struct Curve {
    pub(super) of: Contender,
    pub(super) points: Vec<ExceedancePoint>,
    pub(super) median: Option<f64>,
}

pub(super) fn draw<B: DrawingBackend>(
    canvas: &mut Canvas<'_, B>,
    chart: &Chart,
    data: &Exceedances,
) -> Result<AxesMapping, ChartError> {
    let theme = canvas.theme;
    let target_pen = contenders::target_pen(theme);
    let median = say!(canvas.language, "chart-key-median");
    let mut keys = vec![Key::Dot(Dot { colour: theme.ink, is_ring: false }, median)];
    keys.extend(data.target.as_ref().map(|(_, name)| Key::Line(target_pen, name.clone())));
    let all: Vec<&Contender> = data.curves.iter().map(|curve| &curve.of).collect();
    let room = contenders::room(canvas, &all);
    let plot = frame::frame(canvas, chart, &keys, room)?;
    let values = data.curves.iter().flat_map(|curve| &curve.points).map(|point| point.value);
    let values = values.chain(data.target.as_ref().map(|target| target.0));
    let x = frame::mapping([plot.left, plot.right], value_range(values));
    let y = frame::mapping([plot.bottom, plot.top], [0.0, 1.0]);

    ground(canvas, plot, (x, y), &data.name, &data.currency)?;
    if let Some((level, _)) = data.target {
        let at = x.pixel_of(level);
        canvas.line(&[(at, plot.top), (at, plot.bottom)], target_pen)?;
    }
    for (place, curve) in data.curves.iter().enumerate() {
        canvas.line(&path(&curve.points, x, y), contenders::pen(theme, place, 2.5))?;
    }
    // Over the curves, so that none of so many runs through the words.
    break_even(canvas, plot, x)?;
    for (place, curve) in data.curves.iter().enumerate() {
        if let Some(median) = curve.median.filter(|median| (x.value[0]..=x.value[1]).contains(median)) {
            let colour = contenders::pen(theme, place, 1.0).colour;
            Dot { colour, is_ring: false }.draw(canvas, (x.pixel_of(median), y.pixel_of(0.5)))?;
        }
    }
    let medians: Vec<Option<f64>> = data.curves.iter().map(|curve| curve.median).collect();
    contenders::column(canvas, plot, &all, &contenders::from_the_top(plot, &medians))?;
    Ok(frame::axes(x, y))
}
