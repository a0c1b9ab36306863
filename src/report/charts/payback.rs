//! What an average client has earned against the months since joining, with CAC as the level that pays it back.

use super::axis::{self, AxesMapping, AxisMapping};
use super::bands::{self, Percentiles};
use super::canvas::{Anchor, Canvas, Pen};
use super::frame::{self, EndLabel, Key, Plot};
use super::{Chart, ChartError};
use crate::report::language::say;
use plotters::prelude::DrawingBackend;

/// The data of a payback curve.
#[derive(Debug, Clone)]
pub(super) struct Payback {
    pub(super) currency: String,
    /// Months since joining, and what is earned by then; none where the percentiles do not exist.
    pub(super) ages: Vec<(f64, Option<Percentiles>)>,
    pub(super) cac: Option<Percentiles>,
    /// The month of payback with what is said of it.
    pub(super) paid: Option<(f64, String)>,
}

/// How much of the fan shines through CAC's band.
const VEIL: f64 = 0.16;

pub(super) fn draw<B: DrawingBackend>(
    canvas: &mut Canvas<'_, B>,
    chart: &Chart,
    data: &Payback,
) -> Result<AxesMapping, ChartError> {
    let theme = canvas.theme;
    let cac_pen = Pen::dashed(theme.target, 2.25);
    let language = canvas.language;
    let mut keys = bands::keys(theme, language);
    if let Some(cac) = data.cac {
        let is_known = cac.p10() >= cac.p90();
        let name = if is_known { "CAC".to_owned() } else { say!(language, "chart-key-cac") };
        keys.push(Key::Line(cac_pen, name));
    }
    let ends = ends(canvas, data);
    let plot = frame::frame(canvas, chart, &keys, frame::room_for_ends(&ends))?;
    let (x, y) = mappings(plot, data);

    frame::money_from_below(canvas, plot, y, &say!(language, "chart-axis-earned"), &data.currency)?;
    frame::ages_from_left(canvas, plot, x)?;
    for run in bands::runs(data.ages.iter().copied()) {
        bands::draw(canvas, x, y, &run)?;
    }
    let zero = y.pixel_of(0.0);
    frame::zero_line(canvas, (plot.left, zero), (plot.right, zero))?;
    if let Some(cac) = data.cac {
        let [low, high] = [cac.p10(), cac.p90()].map(|level| y.pixel_of(level));
        if low - high > 0.5 {
            let corners = [(plot.left, low), (plot.right, low), (plot.right, high), (plot.left, high)];
            canvas.veil(&corners, theme.target, VEIL)?;
        }
        let at = y.pixel_of(cac.median());
        canvas.line(&[(plot.left, at), (plot.right, at)], cac_pen)?;
    }
    crossing(canvas, plot, x, y, data)?;
    frame::end_labels(canvas, plot, y, &ends);
    Ok(frame::axes(x, y))
}

/// From joining to the last age, and all bands, CAC and nothing at all.
fn mappings(plot: Plot, data: &Payback) -> (AxisMapping, AxisMapping) {
    let cac = data.cac.map(|cac| [0.0, cac.p10(), cac.median(), cac.p90()]);
    let earned = data.ages.iter().filter_map(|age| age.1).flat_map(|earned| earned.0);
    let mut y = axis::range(earned.chain(cac.into_iter().flatten()).chain([0.0]));
    if data.paid.is_some() {
        // Room for the words above the curves.
        y[1] += 0.05 * (y[1] - y[0]);
    }
    let last = data.ages.iter().map(|age| age.0).fold(1.0, f64::max);
    (frame::mapping([plot.left, plot.right], [0.0, last]), frame::mapping([plot.bottom, plot.top], y))
}

/// A dot where the median month of payback meets CAC, on a line from the axis to its words. They stand in a row where
/// the curves are not: at the top, left of where these get there; at the foot where CAC itself is at the top.
fn crossing<B: DrawingBackend>(
    canvas: &mut Canvas<'_, B>,
    plot: Plot,
    x: AxisMapping,
    y: AxisMapping,
    data: &Payback,
) -> Result<(), ChartError> {
    let theme = canvas.theme;
    let (Some((month, text)), Some(cac)) = (&data.paid, data.cac) else { return Ok(()) };
    let at = (x.pixel_of(*month), y.pixel_of(cac.median()));
    if !(plot.left..=plot.right).contains(&at.0) {
        return Ok(());
    }
    let is_low = at.1 - plot.top > 60.0;
    let (head, baseline) =
        if is_low { (plot.top + 4.0, plot.top + 18.0) } else { (at.1, plot.bottom - 14.0) };
    canvas.line(&[(at.0, head), (at.0, plot.bottom)], Pen::dashed(theme.target, 1.5))?;
    canvas.dot(at, 6.5, theme.background)?;
    canvas.dot(at, 5.0, theme.target)?;
    let how = canvas.bold_label(theme.target);
    let is_early = at.0 < f64::midpoint(plot.left, plot.right);
    let (place, anchor) = if is_early { (at.0 + 10.0, Anchor::Start) } else { (at.0 - 10.0, Anchor::End) };
    canvas.tag(text, (place, baseline), anchor, how)
}

/// What is earned by the last age, and CAC.
fn ends<B: DrawingBackend>(canvas: &Canvas<'_, B>, data: &Payback) -> Vec<EndLabel> {
    let last = data.ages.last().and_then(|age| age.1);
    let mut ends = last.map_or(Vec::new(), |last| bands::ends(canvas, last));
    ends.extend(data.cac.map(|cac| EndLabel {
        text: format!("CAC {}", canvas.language.short(cac.median())),
        value: cac.median(),
        how: canvas.bold_label(canvas.theme.target),
    }));
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cac_far_above_all_that_is_earned_is_on_the_axis() {
        let all = |value: f64| Percentiles([value; 7]);
        let data = Payback {
            currency: String::new(),
            ages: vec![(0.0, Some(all(0.0))), (24.0, Some(all(30.0)))],
            cac: Some(all(900.0)),
            paid: None,
        };
        let (x, y) = mappings(Plot { left: 0.0, right: 10.0, top: 0.0, bottom: 10.0 }, &data);
        assert_eq!(x.value, [0.0, 24.0]);
        assert!(y.value[0] == 0.0 && y.value[1] > 900.0, "{y:?}");
    }
}
