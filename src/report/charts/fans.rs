//! The fans of several scenarios over each other: the median of each month, and between which values 80 % of the cases
//! are; as areas within thin lines while there are few of them, as lines alone where areas would hide each other.

use super::axis::{self, AxesMapping, AxisMapping};
use super::bands::{self, Percentiles};
use super::canvas::{Anchor, Canvas, Pen};
use super::contenders::{self, Contender};
use super::frame::{self, Key, Plot};
use super::{Chart, ChartError, fan};
use crate::model::month::Month;
use crate::report::language::say;
use plotters::prelude::DrawingBackend;

/// The data of several fans.
#[derive(Debug, Clone)]
pub(super) struct Fans {
    /// What the y axis counts: `Profit since the start`.
    pub(super) name: String,
    pub(super) currency: String,
    /// The first month, where all begin in the same one.
    pub(super) start: Option<Month>,
    /// Months of each.
    pub(super) months: usize,
    /// Each one's months, in their order.
    pub(super) scenarios: Vec<Fan>,
    /// The target, where all have the same, and what the legend calls it.
    pub(super) target: Option<(f64, String)>,
}

/// One scenario's months; none where the percentiles do not exist.
#[derive(Debug, Clone)]
pub(super) struct Fan {
    pub(super) of: Contender,
    pub(super) months: Vec<Option<Percentiles>>,
}

impl Fan {
    /// The last month's median.
    pub(super) fn end(&self) -> Option<f64> {
        self.months.last().copied().flatten().map(Percentiles::median)
    }
}

/// With more scenarios than this areas would hide each other.
pub(super) const MOST_AREAS: usize = 3;
/// Opacity of an area.
const VEIL: f64 = 0.1;

pub(super) fn draw<B: DrawingBackend>(
    canvas: &mut Canvas<'_, B>,
    chart: &Chart,
    data: &Fans,
) -> Result<AxesMapping, ChartError> {
    let (theme, language) = (canvas.theme, canvas.language);
    let target_pen = contenders::target_pen(theme);
    let with_areas = data.scenarios.len() <= MOST_AREAS;
    let mut keys = vec![Key::Line(Pen::solid(theme.ink, 2.75), say!(language, "chart-key-median"))];
    keys.push(if with_areas {
        Key::Veil(theme.ink, VEIL, say!(language, "chart-key-cases"))
    } else {
        Key::Line(Pen::solid(theme.ink, 1.0), say!(language, "chart-key-p10-and-p90"))
    });
    keys.extend(data.target.as_ref().map(|(_, name)| Key::Line(target_pen, name.clone())));
    let all: Vec<&Contender> = data.scenarios.iter().map(|fan| &fan.of).collect();
    let room = contenders::room(canvas, &all);
    let plot = frame::frame(canvas, chart, &keys, room)?;
    let shown = data.scenarios.iter().flat_map(|fan| fan.months.iter().flatten());
    let values = shown.flat_map(|month| [month.p10(), month.p90()]).chain([0.0]);
    let y = axis::range(values.chain(data.target.as_ref().map(|target| target.0)));
    let y = frame::mapping([plot.bottom, plot.top], y);
    let x = frame::mapping([plot.left, plot.right], [-0.5, data.months as f64 - 0.5]);

    frame::money_from_below(canvas, plot, y, &data.name, &data.currency)?;
    match data.start {
        Some(start) => fan::months_from_left(canvas, plot, x, (start, data.months))?,
        None => counted_months(canvas, plot, x, data.months)?,
    }
    let zero = y.pixel_of(0.0);
    frame::zero_line(canvas, (plot.left, zero), (plot.right, zero))?;
    if let Some((level, _)) = data.target {
        let at = y.pixel_of(level);
        canvas.line(&[(plot.left, at), (plot.right, at)], target_pen)?;
    }
    draw_spreads(canvas, (x, y), data, with_areas)?;
    for (place, fan) in data.scenarios.iter().enumerate() {
        for run in runs(fan) {
            let pen = contenders::pen(theme, place, 2.75);
            canvas.line(&points(&run, x, y, Percentiles::median), pen)?;
        }
    }
    let ends: Vec<f64> = data.scenarios.iter().map(|fan| contenders::height_of(plot, y, fan.end())).collect();
    contenders::column(canvas, plot, &all, &ends)?;
    Ok(frame::axes(x, y))
}

/// What lies between P10 and P90 of each scenario.
fn draw_spreads<B: DrawingBackend>(
    canvas: &Canvas<'_, B>,
    (x, y): (AxisMapping, AxisMapping),
    data: &Fans,
    with_areas: bool,
) -> Result<(), ChartError> {
    for (place, fan) in data.scenarios.iter().enumerate() {
        let pen = contenders::pen(canvas.theme, place, 1.0);
        for run in runs(fan) {
            let [low, high] = [Percentiles::p10, Percentiles::p90].map(|of| points(&run, x, y, of));
            if with_areas {
                let around: Vec<_> = high.iter().chain(low.iter().rev()).copied().collect();
                canvas.veil(&around, pen.colour, VEIL)?;
            }
            canvas.line(&low, pen)?;
            canvas.line(&high, pen)?;
        }
    }
    Ok(())
}

/// The months without a gap between them; a single one becomes as wide as half a step of 1.
fn runs(fan: &Fan) -> Vec<Vec<(f64, Percentiles)>> {
    let months = fan.months.iter().enumerate().map(|(month, percentiles)| (month as f64, *percentiles));
    let widened = |run: Vec<(f64, Percentiles)>| match run[..] {
        [(at, one)] => vec![(at - 0.25, one), (at + 0.25, one)],
        _ => run,
    };
    bands::runs(months).into_iter().map(widened).collect()
}

fn points(
    run: &[(f64, Percentiles)],
    x: AxisMapping,
    y: AxisMapping,
    of: fn(Percentiles) -> f64,
) -> Vec<(f64, f64)> {
    run.iter().map(|(month, percentiles)| (x.pixel_of(*month), y.pixel_of(of(*percentiles)))).collect()
}

/// Numbers of months below the plot, where the scenarios do not begin in the same one.
fn counted_months<B: DrawingBackend>(
    canvas: &mut Canvas<'_, B>,
    plot: Plot,
    x: AxisMapping,
    months: usize,
) -> Result<(), ChartError> {
    let theme = canvas.theme;
    let how = canvas.label(theme.muted);
    let steps = [1, 2, 3, 6, 12, 24, 60, 120];
    let step = steps.into_iter().find(|step| months / step <= 13).unwrap_or(240);
    for month in (step..=months).step_by(step) {
        let at = x.pixel_of(month as f64 - 1.0);
        canvas.line(&[(at, plot.bottom), (at, plot.bottom + 5.0)], Pen::solid(theme.zero, 1.0))?;
        let label = canvas.language.whole(month as f64);
        canvas.text(&label, (at, plot.bottom + 21.0), Anchor::Middle, how, 60.0);
    }
    let middle = f64::midpoint(plot.left, plot.right);
    let name = say!(canvas.language, "chart-axis-month-of-each");
    canvas.text(&name, (middle, plot.bottom + 42.0), Anchor::Middle, how, plot.right - plot.left);
    Ok(())
}
