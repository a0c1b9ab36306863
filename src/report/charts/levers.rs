//! Levers, the best on top: what each adds to profit in 80 % of the cases, and the chance that it pays.

use super::axis::{self, AxesMapping, AxisMapping};
use super::canvas::{Anchor, Canvas, Pen, Type};
use super::font;
use super::frame::{self, Dot, Key, Plot};
use super::{Chart, ChartError};
use crate::report::language::say;
use plotters::prelude::DrawingBackend;

/// The data of the levers' chart.
#[derive(Debug, Clone)]
pub(super) struct Levers {
    /// What the x axis counts: `Added profit over the year`.
    pub(super) name: String,
    pub(super) currency: String,
    /// At most [`MOST_ROWS`], the best first.
    pub(super) rows: Vec<Row>,
}

/// One lever, or two together.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) names: Vec<String>,
    /// P10, median and P90 of the added profit; none where they do not exist.
    pub(super) added: Option<[f64; 3]>,
    /// The median in words.
    pub(super) median: String,
    /// The chance that it pays, in words.
    pub(super) pays: String,
}

/// More rows than this have no room for their names.
pub(super) const MOST_ROWS: usize = 15;
/// The most that names take at the left.
const NAMES_MOST: f64 = 300.0;
/// What the two columns at the right take.
const COLUMN: f64 = 104.0;
const AND: &str = " + ";

pub(super) fn draw<B: DrawingBackend>(
    canvas: &mut Canvas<'_, B>,
    chart: &Chart,
    data: &Levers,
) -> Result<AxesMapping, ChartError> {
    let (theme, language) = (canvas.theme, canvas.language);
    let dot = |is_ring| Dot { colour: theme.ink, is_ring };
    let mut keys = vec![Key::Dot(dot(false), say!(language, "chart-key-one-lever"))];
    if data.rows.iter().any(|row| row.names.len() > 1) {
        keys.push(Key::Dot(dot(true), say!(language, "chart-key-two-levers")));
    }
    keys.push(Key::Line(Pen::solid(theme.ink, 2.0), say!(language, "chart-key-cases")));
    let plot = frame::frame(canvas, chart, &keys, 2.0 * COLUMN + 28.0)?;
    let how = canvas.label(theme.ink);
    let names: Vec<String> = data.rows.iter().map(|row| joined(&row.names, how, NAMES_MOST)).collect();
    let widest = names.iter().map(|name| font::set(name, how.face, how.em).width).fold(80.0, f64::max);
    let plot = Plot { left: 28.0 + widest.min(NAMES_MOST) + 14.0, ..plot };
    let values = data.rows.iter().filter_map(|row| row.added).flatten().chain([0.0]);
    let [low, high] = axis::range(values);
    let air = 0.03 * (high - low);
    // The line of zero is not the plot's edge: a whisker that ends there would be lost.
    let low = if low < 0.0 { low } else { low - air };
    let x = frame::mapping([plot.left, plot.right], [low, if high > 0.0 { high } else { high + air }]);
    let y = frame::mapping([plot.top, plot.bottom], [-0.5, data.rows.len().max(1) as f64 - 0.5]);

    frame::money_from_left(canvas, plot, x, &data.name, &data.currency)?;
    let zero = x.pixel_of(0.0);
    frame::zero_line(canvas, (zero, plot.top), (zero, plot.bottom))?;
    let heads = [say!(language, "chart-head-median"), say!(language, "chart-head-pays")];
    columns(canvas, plot, plot.top - 14.0, heads.each_ref().map(String::as_str), canvas.label(theme.muted));
    for (place, (row, name)) in data.rows.iter().zip(&names).enumerate() {
        let at = y.pixel_of(place as f64);
        let foot = at + 0.36 * how.em;
        canvas.text(name, (plot.left - 12.0, foot), Anchor::End, how, NAMES_MOST);
        columns(canvas, plot, foot, [&row.median, &row.pays], canvas.bold_label(theme.ink));
        if let Some(added) = row.added {
            whisker(canvas, x, at, added, row.names.len() > 1)?;
        }
    }
    Ok(frame::axes(x, y))
}

/// P10 to P90 with the median on it.
fn whisker<B: DrawingBackend>(
    canvas: &Canvas<'_, B>,
    x: AxisMapping,
    at: f64,
    [p10, median, p90]: [f64; 3],
    is_ring: bool,
) -> Result<(), ChartError> {
    let theme = canvas.theme;
    let colour = if median < 0.0 { theme.loss } else { theme.gain };
    let [p10, median, p90] = [p10, median, p90].map(|value| x.pixel_of(value));
    canvas.line(&[(p10, at), (p90, at)], Pen::solid(colour, 2.0))?;
    for end in [p10, p90] {
        canvas.line(&[(end, at - 4.5), (end, at + 4.5)], Pen::solid(colour, 2.0))?;
    }
    Dot { colour, is_ring }.draw(canvas, (median, at))
}

/// The two columns at the right of the plot.
fn columns<B: DrawingBackend>(
    canvas: &mut Canvas<'_, B>,
    plot: Plot,
    foot: f64,
    texts: [&str; 2],
    how: Type,
) {
    for (place, text) in texts.into_iter().enumerate() {
        let right = plot.right + COLUMN * (place as f64 + 1.0);
        canvas.text(text, (right, foot), Anchor::End, how, COLUMN - 8.0);
    }
}

/// Names on a line no wider than `room`: of two that are too long together, each keeps its part.
fn joined(names: &[String], how: Type, room: f64) -> String {
    let width = |text: &str| font::set(text, how.face, how.em).width;
    let names: Vec<String> = names.iter().map(|name| font::printable(name)).collect();
    let whole = names.join(AND);
    // Kerning is not counted when a line is cut, so some air is left.
    let room = 0.97 * room;
    let [one, other] = &names[..] else { return font::fit(&whole, how.face, how.em, room) };
    if width(&whole) <= room {
        return whole;
    }
    let each = (room - width(AND)) / 2.0;
    let left_over = |name: &str| (each - width(name)).max(0.0);
    let cut = |name: &str, beside: &str| font::fit(name, how.face, how.em, each + left_over(beside));
    format!("{}{AND}{}", cut(one, other), cut(other, one))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::charts::theme::Colour;

    #[test]
    fn of_two_long_names_each_keeps_its_part() {
        let how = Type { face: font::Face::Regular, em: 13.5, colour: Colour(0, 0, 0) };
        let of = |names: &[&str]| {
            joined(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>(), how, 300.0)
        };
        assert_eq!(of(&["Onboarding", "Loyalty"]), "Onboarding + Loyalty");
        let long = "A very long name of a lever that nobody reads to its end";
        let said = of(&[long, "Loyalty"]);
        assert!(said.starts_with("A very long name of a lever") && said.ends_with("… + Loyalty"), "{said}");
        let said = of(&[long, long]);
        assert_eq!(said.matches("A very long").count(), 2, "{said}");
        assert!(font::set(&said, how.face, how.em).width <= 300.0);
    }
}
