//! A fan: month by month the median and the bands that hold 50, 80 and 90 % of the cases.

use super::axis::{self, AxesMapping, AxisMapping};
use super::bands::{self, Percentiles};
use super::canvas::{Anchor, Canvas, Pen};
use super::frame::{self, EndLabel, Key, Plot};
use super::{Chart, ChartError, font};
use crate::model::month::Month;
use crate::report::language::say;
use plotters::prelude::DrawingBackend;

/// The data of a fan.
#[derive(Debug, Clone)]
pub(super) struct Fan {
    /// What the y axis counts: `Profit a month`.
    pub(super) name: String,
    pub(super) currency: String,
    pub(super) start: Month,
    /// One entry a month; none where the percentiles do not exist.
    pub(super) months: Vec<Option<Percentiles>>,
    /// A level to compare with, and what the legend calls it.
    pub(super) target: Option<(f64, String)>,
}

pub(super) fn draw<B: DrawingBackend>(
    canvas: &mut Canvas<'_, B>,
    chart: &Chart,
    fan: &Fan,
) -> Result<AxesMapping, ChartError> {
    let theme = canvas.theme;
    let target_pen = Pen::dashed(theme.target, 2.25);
    let mut keys = bands::keys(theme, canvas.language);
    keys.extend(fan.target.iter().map(|(_, name)| Key::Line(target_pen, name.clone())));
    let ends = ends(canvas, fan);
    let plot = frame::frame(canvas, chart, &keys, frame::room_for_ends(&ends))?;
    let values = fan.months.iter().flatten().flat_map(|month| month.0).chain([0.0]);
    let range = axis::range(values.chain(fan.target.iter().map(|(level, _)| *level)));
    let y = frame::mapping([plot.bottom, plot.top], range);
    let x = frame::mapping([plot.left, plot.right], [-0.5, fan.months.len() as f64 - 0.5]);

    frame::money_from_below(canvas, plot, y, &fan.name, &fan.currency)?;
    months_from_left(canvas, plot, x, (fan.start, fan.months.len()))?;
    let months = fan.months.iter().enumerate().map(|(month, percentiles)| (month as f64, *percentiles));
    for run in bands::runs(months) {
        bands::draw(canvas, x, y, &run)?;
    }
    let zero = y.pixel_of(0.0);
    frame::zero_line(canvas, (plot.left, zero), (plot.right, zero))?;
    if let Some((level, _)) = &fan.target {
        let at = y.pixel_of(*level);
        canvas.line(&[(plot.left, at), (plot.right, at)], target_pen)?;
    }
    frame::end_labels(canvas, plot, y, &ends);
    Ok(frame::axes(x, y))
}

/// The last month's P90, median and P10, and the target.
fn ends<B: DrawingBackend>(canvas: &Canvas<'_, B>, fan: &Fan) -> Vec<EndLabel> {
    let mut ends = fan.months.last().copied().flatten().map_or(Vec::new(), |last| bands::ends(canvas, last));
    ends.extend(fan.target.iter().map(|(level, _)| EndLabel {
        text: say!(canvas.language, "chart-target-of", target = canvas.language.short(*level)),
        value: *level,
        how: canvas.bold_label(canvas.theme.target),
    }));
    ends
}

/// Months below the plot, as many as there is room for, with the year under the first and under each January.
pub(super) fn months_from_left<B: DrawingBackend>(
    canvas: &mut Canvas<'_, B>,
    plot: Plot,
    x: AxisMapping,
    (start, months): (Month, usize),
) -> Result<(), ChartError> {
    let theme = canvas.theme;
    let how = canvas.label(theme.muted);
    let shown = shown_months(start, months, (plot.right - plot.left) / label_room(how.em));
    for (place, &month) in shown.iter().enumerate() {
        let at = x.pixel_of(month as f64);
        let calendar = start.plus(month);
        canvas.line(&[(at, plot.bottom), (at, plot.bottom + 5.0)], Pen::solid(theme.zero, 1.0))?;
        let name = canvas.language.month_name(calendar);
        canvas.text(name, (at, plot.bottom + 21.0), Anchor::Middle, how, 60.0);
        if place == 0 || calendar.index() == 0 {
            let year = calendar.year().to_string();
            canvas.text(&year, (at, plot.bottom + 39.0), Anchor::Middle, how, 60.0);
        }
    }
    Ok(())
}

/// The widest month name and the air around it.
fn label_room(em: f64) -> f64 {
    font::set("2027", font::Face::Regular, em).width + 10.0
}

/// Which months have a label, when there is room for so many: whole steps of the calendar, counted from January.
fn shown_months(start: Month, months: usize, room: f64) -> Vec<usize> {
    let count = |month: usize| start.plus(month).year() as usize * 12 + start.plus(month).index();
    let step =
        [1, 2, 3, 6, 12, 24, 60, 120, 240].into_iter().find(|step| months as f64 / *step as f64 <= room);
    let step = step.unwrap_or(600);
    let shown: Vec<usize> = (0..months).filter(|month| count(*month).is_multiple_of(step)).collect();
    if shown.is_empty() { vec![0] } else { shown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_many_months_are_thinned_to_whole_steps_of_the_calendar() {
        let start = Month::parse("2027-02").unwrap();
        assert_eq!(shown_months(start, 12, 17.0), (0..12).collect::<Vec<_>>());
        assert_eq!(shown_months(start, 24, 17.0), (1..24).step_by(2).collect::<Vec<_>>());
        assert_eq!(shown_months(start, 120, 17.0), [11, 23, 35, 47, 59, 71, 83, 95, 107, 119]);
        assert_eq!(shown_months(start, 1, 17.0), [0]);
    }
}
