//! The share of a cohort still there against the months since joining: one line a segment, told apart by dashes and by
//! the name at its end, with the band of 80 % of the cases while there are few of them.

use super::axis::{AxesMapping, AxisMapping};
use super::canvas::{Anchor, Canvas, Pen};
use super::frame::{self, Key, Plot};
use super::theme::Theme;
use super::{Chart, ChartError, font};
use crate::report::language::{Language, say};
use plotters::prelude::DrawingBackend;

/// The data of retention curves.
#[derive(Debug, Clone)]
pub(super) struct Retention {
    /// At most [`MOST_LINES`].
    pub(super) lines: Vec<Survival>,
    /// Whether the lines are of a log: they have no bands, and no cases that they are the mean of.
    pub(super) is_of_log: bool,
}

/// One segment's curve.
#[derive(Debug, Clone)]
pub(super) struct Survival {
    pub(super) name: String,
    pub(super) ages: Vec<Age>,
}

/// The share still there at an age. Its line is the mean: of a cohort of one client the median is all or nothing.
#[derive(Debug, Clone, Copy)]
pub(super) struct Age {
    pub(super) months: f64,
    pub(super) p10: f64,
    pub(super) mean: f64,
    pub(super) p90: f64,
}

/// More lines than this cannot be told apart.
pub(super) const MOST_LINES: usize = 8;
/// With more lines than this the bands are left out, since they would hide each other.
pub(super) const MOST_BANDS: usize = 4;

const DASHES: [Option<(f64, f64)>; 4] = [None, Some((10.0, 5.0)), Some((3.0, 3.5)), Some((17.0, 5.0))];
/// Opacity of a band.
const VEIL: f64 = 0.16;
/// From the plot to the words at a line's end: the stretch of line between them.
const KEY_ROOM: f64 = 40.0;

pub(super) fn draw<B: DrawingBackend>(
    canvas: &mut Canvas<'_, B>,
    chart: &Chart,
    data: &Retention,
) -> Result<AxesMapping, ChartError> {
    let (theme, language) = (canvas.theme, canvas.language);
    let with_bands = !data.is_of_log && data.lines.len() <= MOST_BANDS;
    let mut keys = Vec::new();
    if !data.is_of_log {
        keys.push(Key::Line(Pen::solid(theme.ink, 2.5), say!(language, "chart-key-mean")));
    }
    if with_bands {
        keys.push(Key::Veil(theme.ink, VEIL, say!(language, "chart-key-cases")));
    }
    let labels = labels(data, language);
    let how = canvas.bold_label(theme.ink);
    let widest = labels.iter().map(|label| font::set(label, how.face, how.em).width).fold(0.0, f64::max);
    let plot = frame::frame(canvas, chart, &keys, (KEY_ROOM + widest + 12.0).min(340.0))?;
    let last = data.lines.iter().flat_map(|line| &line.ages).map(|age| age.months).fold(1.0, f64::max);
    let x = frame::mapping([plot.left, plot.right], [0.0, last]);
    let y = frame::mapping([plot.bottom, plot.top], [0.0, 1.0]);

    frame::shares_from_below(canvas, plot, y, &say!(language, "chart-axis-still-there"))?;
    frame::ages_from_left(canvas, plot, x)?;
    frame::zero_line(canvas, (plot.left, plot.bottom), (plot.right, plot.bottom))?;
    for (place, line) in data.lines.iter().enumerate().filter(|_| with_bands) {
        let there = line.ages.iter().map(|age| (x.pixel_of(age.months), y.pixel_of(age.p90)));
        let back = line.ages.iter().rev().map(|age| (x.pixel_of(age.months), y.pixel_of(age.p10)));
        canvas.veil(&there.chain(back).collect::<Vec<_>>(), pen(theme, place).colour, VEIL)?;
    }
    for (place, line) in data.lines.iter().enumerate() {
        let points: Vec<_> =
            line.ages.iter().map(|age| (x.pixel_of(age.months), y.pixel_of(age.mean))).collect();
        canvas.line(&points, pen(theme, place))?;
    }
    end_labels(canvas, plot, y, data, &labels)?;
    Ok(frame::axes(x, y))
}

/// Hue and dash of a line: beyond the hues the dashes move on, so that no two lines share both.
fn pen(theme: &Theme, place: usize) -> Pen {
    let hues = theme.series.len();
    Pen {
        colour: theme.series[place % hues],
        width: 2.75,
        dash: DASHES[(place + place / hues) % DASHES.len()],
    }
}

/// Each line's last share and name.
fn labels(data: &Retention, language: Language) -> Vec<String> {
    let label = |line: &Survival| format!("{} {}", language.chance(end(line)), line.name);
    data.lines.iter().map(label).collect()
}

fn end(line: &Survival) -> f64 {
    line.ages.last().map_or(0.0, |age| age.mean)
}

/// The labels beside the lines' ends, each with a stretch of its line.
fn end_labels<B: DrawingBackend>(
    canvas: &mut Canvas<'_, B>,
    plot: Plot,
    y: AxisMapping,
    data: &Retention,
    labels: &[String],
) -> Result<(), ChartError> {
    let theme = canvas.theme;
    let mut places: Vec<f64> = data.lines.iter().map(|line| y.pixel_of(end(line)) + 5.0).collect();
    frame::spread(&mut places, 19.0, plot.bottom + 5.0);
    for (place, (label, at)) in labels.iter().zip(places).enumerate() {
        let pen = pen(theme, place);
        canvas.line(&[(plot.right + 8.0, at - 5.0), (plot.right + 34.0, at - 5.0)], pen)?;
        let how = canvas.bold_label(pen.colour);
        let left = plot.right + KEY_ROOM;
        canvas.text(label, (left, at), Anchor::Start, how, canvas.width() - left - 6.0);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_lines_look_the_same() {
        let theme = Theme::default();
        let pens: Vec<Pen> = (0..MOST_LINES).map(|place| pen(&theme, place)).collect();
        for (place, one) in pens.iter().enumerate() {
            let same =
                pens[..place].iter().find(|other| other.colour == one.colour && other.dash == one.dash);
            assert!(same.is_none(), "line {place} looks like {same:?}");
        }
        // The few that have bands differ in each of the two.
        let few = &pens[..MOST_BANDS];
        let apart = |differ: fn(&Pen, &Pen) -> bool| {
            few.iter().enumerate().all(|(place, one)| few[..place].iter().all(|other| differ(one, other)))
        };
        assert!(apart(|a, b| a.colour != b.colour) && apart(|a, b| a.dash != b.dash));
    }
}
