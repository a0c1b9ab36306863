//! The plan's curve: how probable the target is against what is spent on advertising, with the budget that suffices.

use super::axis::{self, AxesMapping};
use super::canvas::{Anchor, Canvas, Pen};
use super::frame::{self, Key};
use super::{Chart, ChartError};
use crate::decision::plan::CurvePoint;
use crate::report::language::say;
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
    let (theme, language) = (canvas.theme, canvas.language);
    let curve_pen = Pen::solid(theme.median, 2.75);
    let asked_pen = Pen::dashed(theme.target, 2.25);
    let keys = [
        Key::Line(curve_pen, say!(language, "chart-key-chance-of-target")),
        Key::Line(asked_pen, say!(language, "chart-key-confidence")),
    ];
    let plot = frame::frame(canvas, chart, &keys, 36.0)?;
    let shown = shown(data);
    let x =
        frame::mapping([plot.left, plot.right], axis::range(shown.iter().map(|point| point.0).chain([0.0])));
    let y = frame::mapping([plot.bottom, plot.top], [0.0, 1.0]);

    frame::shares_from_below(canvas, plot, y, &say!(language, "chart-axis-chance-of-target"))?;
    frame::money_from_left(canvas, plot, x, &say!(language, "chart-axis-ad-budget"), &data.currency)?;
    frame::zero_line(canvas, (plot.left, plot.bottom), (plot.right, plot.bottom))?;
    let points: Vec<_> =
        shown.iter().map(|(budget, chance)| (x.pixel_of(*budget), y.pixel_of(*chance))).collect();
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
        // Below and to the right there is no curve, since it rises; at its end the words would leave the chart.
        let most = plot.left + 0.72 * (plot.right - plot.left);
        let (x, anchor) =
            if place.0 < most { (place.0 + 12.0, Anchor::Start) } else { (place.0 - 12.0, Anchor::End) };
        canvas.tag(text, (x, (place.1 + 40.0).min(plot.bottom - 12.0)), anchor, label)?;
    }
    Ok(frame::axes(x, y))
}

/// Budgets and chances from nothing to a little beyond where the answer and all that can be gained are: on a scale up
/// to ten times the acquisition the part that matters would be a sliver.
fn shown(data: &Budget) -> Vec<(f64, f64)> {
    let curve = data.curve.iter().map(|point| (point.ad_budget, point.probability.value));
    let answer = data.answer.as_ref().map(|(budget, chance, _)| (*budget, *chance));
    let mut points: Vec<(f64, f64)> = curve
        .chain(answer)
        .filter(|(budget, chance)| budget.is_finite() && chance.is_finite())
        .map(|(budget, chance)| (budget, chance.clamp(0.0, 1.0)))
        .collect();
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    let best = points.iter().map(|point| point.1).fold(0.0, f64::max);
    let reached = points.iter().find(|point| point.1 >= best - 0.005).map_or(0.0, |point| point.0);
    let end = 1.5 * reached.max(answer.map_or(0.0, |answer| answer.0));
    // The last of the shown ones is the first beyond that end.
    let last = points.iter().position(|point| point.0 > end && end > 0.0);
    points.truncate(last.map_or(points.len(), |last| last + 1));
    points
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::figure::Estimate;

    fn budget(chances: &[(f64, f64)], answer: Option<(f64, f64)>) -> Budget {
        let point = |&(ad_budget, value): &(f64, f64)| CurvePoint {
            scale: ad_budget,
            clients: ad_budget,
            ad_budget,
            probability: Estimate { value, se: 0.0 },
        };
        Budget {
            currency: String::new(),
            curve: chances.iter().map(point).collect(),
            confidence: (0.8, String::new()),
            answer: answer.map(|(budget, chance)| (budget, chance, String::new())),
        }
    }

    #[test]
    fn the_flat_tail_of_the_curve_is_left_out_and_the_answer_is_on_it() {
        let chances = [(0.0, 0.0), (1.0, 0.1), (2.0, 1.0), (4.0, 1.0), (50.0, 1.0), (100.0, 1.0)];
        let points = shown(&budget(&chances, Some((1.5, 0.8))));
        assert_eq!(points, [(0.0, 0.0), (1.0, 0.1), (1.5, 0.8), (2.0, 1.0), (4.0, 1.0)]);
    }

    #[test]
    fn a_curve_that_goes_on_rising_is_shown_whole() {
        let chances = [(0.0, 0.0), (1.0, 0.1), (2.0, 0.2)];
        assert_eq!(shown(&budget(&chances, None)), chances);
    }
}
