//! What every chart has around its data: the finding, what is drawn, a legend, axes with their unit, a note.

use super::axis::{self, AxesMapping, AxisMapping};
use super::canvas::{Anchor, Canvas, Pen, Type};
use super::font::{self, Face};
use super::theme::Colour;
use super::{Chart, ChartError};
use crate::report::language::say;
use plotters::prelude::DrawingBackend;

/// The plot's edges.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plot {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
}

/// Margin at both sides of a sheet.
const MARGIN: f64 = 28.0;

/// An entry of the legend.
#[derive(Debug, Clone)]
pub(super) enum Key {
    Band(Colour, String),
    Line(Pen, String),
    /// A band that lets through what is below: its colour and opacity.
    Veil(Colour, f64, String),
    Dot(Dot, String),
}

/// A point of the data.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dot {
    pub(super) colour: Colour,
    /// Only its rim is drawn.
    pub(super) is_ring: bool,
}

impl Dot {
    pub(super) fn draw<B: DrawingBackend>(
        self,
        canvas: &Canvas<'_, B>,
        at: (f64, f64),
    ) -> Result<(), ChartError> {
        let paper = canvas.theme.background;
        canvas.dot(at, 6.5, paper)?;
        canvas.dot(at, 5.0, self.colour)?;
        if self.is_ring { canvas.dot(at, 2.75, paper) } else { Ok(()) }
    }
}

/// Title, subtitle, note and legend; says where the plot goes, with `right` units left free for labels beside it.
pub(super) fn frame<B: DrawingBackend>(
    canvas: &mut Canvas<'_, B>,
    chart: &Chart,
    keys: &[Key],
    right: f64,
) -> Result<Plot, ChartError> {
    let theme = canvas.theme;
    let room = canvas.width() - 2.0 * MARGIN;
    let title = Type { face: Face::Bold, em: theme.text.title, colour: theme.ink };
    canvas.text(
        &chart.title,
        (MARGIN, 44.0),
        Anchor::Start,
        Type { em: fitting(&chart.title, title, room), ..title },
        room,
    );
    let subtitle = Type { face: Face::Regular, em: theme.text.subtitle, colour: theme.muted };
    let subtitle = shrunk(&chart.subtitle, subtitle, room);
    canvas.text(&chart.subtitle, (MARGIN, 69.0), Anchor::Start, subtitle, room);
    if let Some(note) = &chart.note {
        let note_type = Type { face: Face::Regular, em: theme.text.note, colour: theme.muted };
        let note_type = shrunk(note, note_type, room);
        canvas.text(note, (MARGIN, canvas.height() - 16.0), Anchor::Start, note_type, room);
    }
    legend(canvas, keys)?;
    Ok(Plot { left: 92.0, right: canvas.width() - right, top: 146.0, bottom: canvas.height() - 82.0 })
}

/// A finding a little too long for its line is set smaller rather than cut; one that is far too long is cut.
fn fitting(title: &str, how: Type, room: f64) -> f64 {
    let width = font::set(title, how.face, how.em).width;
    // Kerning is not counted when a line is cut, so some air is left.
    (how.em * 0.98 * room / width.max(1.0)).clamp(0.75 * how.em, how.em)
}

/// A text a little too long for its room is set smaller; one that would be cut all the same keeps its size.
pub(super) fn shrunk(name: &str, how: Type, room: f64) -> Type {
    let name = font::printable(name);
    let em = fitting(&name, how, room);
    let fits = font::set(&name, how.face, em).width <= room;
    Type { em: if fits { em } else { how.em }, ..how }
}

fn legend<B: DrawingBackend>(canvas: &mut Canvas<'_, B>, keys: &[Key]) -> Result<(), ChartError> {
    let (mut x, y) = (MARGIN, 99.0);
    let how = canvas.label(canvas.theme.ink);
    for key in keys {
        let text = match key {
            Key::Band(colour, text) => {
                canvas.rectangle((x, y - 11.0), (x + 26.0, y + 1.0), *colour)?;
                text
            }
            Key::Veil(colour, opacity, text) => {
                let corners = [(x, y - 11.0), (x + 26.0, y - 11.0), (x + 26.0, y + 1.0), (x, y + 1.0)];
                canvas.veil(&corners, *colour, *opacity)?;
                text
            }
            Key::Line(pen, text) => {
                canvas.line(&[(x, y - 5.0), (x + 26.0, y - 5.0)], *pen)?;
                text
            }
            Key::Dot(dot, text) => {
                dot.draw(canvas, (x + 13.0, y - 5.0))?;
                text
            }
        };
        let (_, end) = canvas.text(text, (x + 33.0, y), Anchor::Start, how, 280.0);
        x = end + 24.0;
    }
    Ok(())
}

/// An axis from one pixel to another.
pub(super) fn mapping(pixel: [f64; 2], value: [f64; 2]) -> AxisMapping {
    AxisMapping { pixel, value }
}

/// Horizontal grid lines with labels of money at the left, the zero line, and the axis' name above it.
pub(super) fn money_from_below<B: DrawingBackend>(
    canvas: &mut Canvas<'_, B>,
    plot: Plot,
    y: AxisMapping,
    name: &str,
    currency: &str,
) -> Result<(), ChartError> {
    let unit = axis::unit(y.value);
    let ticks = axis::ticks(y.value, 6);
    for (tick, label) in ticks.iter().zip(axis::labels(&ticks, unit, canvas.language)) {
        horizontal(canvas, plot, y.pixel_of(*tick), &label)?;
    }
    let name = format!("{name}, {}", canvas.language.money_unit(unit.scale, currency));
    y_name(canvas, plot, &name);
    Ok(())
}

/// Horizontal grid lines with labels of shares at the left.
pub(super) fn shares_from_below<B: DrawingBackend>(
    canvas: &mut Canvas<'_, B>,
    plot: Plot,
    y: AxisMapping,
    name: &str,
) -> Result<(), ChartError> {
    let ticks = axis::ticks(y.value, 5);
    let percents: Vec<f64> = ticks.iter().map(|tick| 100.0 * tick).collect();
    for (tick, label) in ticks.iter().zip(axis::labels(&percents, axis::UNITS, canvas.language)) {
        horizontal(canvas, plot, y.pixel_of(*tick), &label)?;
    }
    y_name(canvas, plot, &format!("{name}, %"));
    Ok(())
}

/// Vertical ticks with labels of money at the foot, and the axis' name below them.
pub(super) fn money_from_left<B: DrawingBackend>(
    canvas: &mut Canvas<'_, B>,
    plot: Plot,
    x: AxisMapping,
    name: &str,
    currency: &str,
) -> Result<(), ChartError> {
    let unit = axis::unit(x.value);
    // On a narrow plot as many as keep their labels apart.
    let wanted = ((plot.right - plot.left) / 110.0) as usize;
    let ticks = axis::ticks(x.value, wanted.clamp(3, 7));
    let name = format!("{name}, {}", canvas.language.money_unit(unit.scale, currency));
    let labels = axis::labels(&ticks, unit, canvas.language);
    foot(canvas, plot, ticks.iter().map(|tick| x.pixel_of(*tick)).zip(labels), &name)
}

/// Vertical grid lines with their labels at the foot, and what they count below them.
pub(super) fn foot<B: DrawingBackend>(
    canvas: &mut Canvas<'_, B>,
    plot: Plot,
    ticks: impl IntoIterator<Item = (f64, String)>,
    name: &str,
) -> Result<(), ChartError> {
    let theme = canvas.theme;
    let how = canvas.label(theme.muted);
    for (at, label) in ticks {
        canvas.line(&[(at, plot.top), (at, plot.bottom)], Pen::solid(theme.grid, 1.0))?;
        canvas.text(&label, (at, plot.bottom + 20.0), Anchor::Middle, how, 110.0);
    }
    let middle = f64::midpoint(plot.left, plot.right);
    canvas.text(name, (middle, plot.bottom + 42.0), Anchor::Middle, how, plot.right - plot.left);
    Ok(())
}

/// Vertical grid lines with labels of whole months at the foot, and what they count below them.
pub(super) fn ages_from_left<B: DrawingBackend>(
    canvas: &mut Canvas<'_, B>,
    plot: Plot,
    x: AxisMapping,
) -> Result<(), ChartError> {
    let language = canvas.language;
    let ages = age_ticks(x.value[1]).into_iter().map(|age| (x.pixel_of(age), language.whole(age)));
    foot(canvas, plot, ages, &say!(language, "head-age"))
}

/// Ages worth a tick: quarters or years of a client's life where there are many.
fn age_ticks(last: f64) -> Vec<f64> {
    let steps = [1.0, 2.0, 3.0, 6.0, 12.0, 24.0, 60.0, 120.0];
    let step = steps.into_iter().find(|step| last / step <= 13.0).unwrap_or(600.0);
    (0..=13).map(|tick| f64::from(tick) * step).take_while(|age| *age <= last).collect()
}

/// The foot of a plot: the line of zero is as strong, wherever it stands.
pub(super) fn zero_line<B: DrawingBackend>(
    canvas: &Canvas<'_, B>,
    from: (f64, f64),
    to: (f64, f64),
) -> Result<(), ChartError> {
    canvas.line(&[from, to], Pen::solid(canvas.theme.zero, 1.25))
}

fn horizontal<B: DrawingBackend>(
    canvas: &mut Canvas<'_, B>,
    plot: Plot,
    at: f64,
    label: &str,
) -> Result<(), ChartError> {
    let theme = canvas.theme;
    canvas.line(&[(plot.left, at), (plot.right, at)], Pen::solid(theme.grid, 1.0))?;
    let how = canvas.label(theme.muted);
    canvas.text(label, (plot.left - 9.0, at + 0.36 * how.em), Anchor::End, how, plot.left - 12.0);
    Ok(())
}

/// What the rows or the y axis count, above the plot.
pub(super) fn y_name<B: DrawingBackend>(canvas: &mut Canvas<'_, B>, plot: Plot, name: &str) {
    let how = canvas.label(canvas.theme.muted);
    canvas.text(name, (MARGIN, plot.top - 14.0), Anchor::Start, how, plot.right - MARGIN);
}

/// What is said beside a plot, at the height of a value.
#[derive(Debug, Clone)]
pub(super) struct EndLabel {
    pub(super) text: String,
    pub(super) value: f64,
    pub(super) how: Type,
}

/// From the plot to the words beside it, and from them to the sheet's edge.
const ENDS_AIR: [f64; 2] = [8.0, 4.0];

/// What labels need at the right of the plot.
pub(super) fn room_for_ends(ends: &[EndLabel]) -> f64 {
    let width = |end: &EndLabel| font::set(&font::printable(&end.text), end.how.face, end.how.em).width;
    let widest = ends.iter().map(width).fold(0.0, f64::max);
    // Kerning is not counted when a line is cut, so some air is left.
    (1.03 * widest + 2.0 + ENDS_AIR.iter().sum::<f64>()).clamp(138.0, 190.0)
}

/// Labels beside the plot, kept apart.
pub(super) fn end_labels<B: DrawingBackend>(
    canvas: &mut Canvas<'_, B>,
    plot: Plot,
    y: AxisMapping,
    ends: &[EndLabel],
) {
    let mut places: Vec<f64> = ends.iter().map(|end| y.pixel_of(end.value) + 5.0).collect();
    spread(&mut places, 18.0, plot.bottom + 5.0);
    let left = plot.right + ENDS_AIR[0];
    for (end, place) in ends.iter().zip(places) {
        let room = canvas.width() - left - ENDS_AIR[1];
        canvas.text(&end.text, (left, place), Anchor::Start, end.how, room);
    }
}

/// Both axes of a plot.
pub(super) fn axes(x: AxisMapping, y: AxisMapping) -> AxesMapping {
    AxesMapping { x, y }
}

/// Moves places apart to at least `gap`, keeping their order: downwards first, then back from `foot`.
pub(super) fn spread(places: &mut [f64], gap: f64, foot: f64) {
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by(|&a, &b| places[a].total_cmp(&places[b]));
    for pair in order.windows(2) {
        places[pair[1]] = places[pair[1]].max(places[pair[0]] + gap);
    }
    let mut limit = foot;
    for &place in order.iter().rev() {
        places[place] = places[place].min(limit);
        limit = places[place] - gap;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_marked_by_quarters_and_years_of_a_life() {
        assert_eq!(age_ticks(12.0), (0..=12).map(f64::from).collect::<Vec<_>>());
        assert_eq!(age_ticks(60.0), [0.0, 6.0, 12.0, 18.0, 24.0, 30.0, 36.0, 42.0, 48.0, 54.0, 60.0]);
        assert_eq!(
            age_ticks(600.0),
            [0.0, 60.0, 120.0, 180.0, 240.0, 300.0, 360.0, 420.0, 480.0, 540.0, 600.0]
        );
        assert_eq!(age_ticks(0.5), [0.0]);
    }

    #[test]
    fn a_finding_somewhat_too_long_is_set_smaller() {
        let how = Type { face: Face::Bold, em: 23.0, colour: Colour(0, 0, 0) };
        let title = "58 % of clients repay their CAC of 500, and the median one leaves 3.5K";
        assert_eq!(fitting("Short", how, 900.0), 23.0);
        let em = fitting(title, how, 900.0);
        assert!(em < 23.0 && em > 17.25, "{em}");
        assert_eq!(font::fit(title, how.face, em, 900.0), title);
    }

    #[test]
    fn a_name_that_has_to_be_cut_keeps_its_size() {
        let how = Type { face: Face::Bold, em: 13.5, colour: Colour(0, 0, 0) };
        assert_eq!(shrunk("plan", how, 200.0).em, 13.5);
        let smaller = shrunk("cheaper-clicks-and-loyalty", how, 200.0).em;
        assert!((10.0..13.5).contains(&smaller), "{smaller}");
        assert_eq!(shrunk(&"cheaper-clicks".repeat(20), how, 200.0).em, 13.5);
    }

    #[test]
    fn labels_that_meet_move_apart() {
        let mut places = [100.0, 98.0, 300.0, 101.0];
        spread(&mut places, 16.0, 305.0);
        assert_eq!(places, [114.0, 98.0, 300.0, 130.0]);
        let mut places = [300.0, 302.0];
        spread(&mut places, 16.0, 305.0);
        assert_eq!(places, [289.0, 305.0]);
    }
}
