//! A tornado: the mean profit where a quantity is low and where it is high, the widest swing on top.

use super::axis::{self, AxesMapping};
use super::canvas::{Anchor, Canvas, Pen};
use super::font;
use super::frame::{self, Key, Plot};
use super::{Chart, ChartError};
use crate::report::language::say;
use plotters::prelude::DrawingBackend;

/// The data of a tornado.
#[derive(Debug, Clone)]
pub(super) struct Tornado {
    /// What the x axis counts: `Mean profit of the year`.
    pub(super) name: String,
    pub(super) currency: String,
    /// Where all bars begin: the mean of all trials.
    pub(super) mean: f64,
    /// At most [`MOST_ROWS`], the widest first.
    pub(super) rows: Vec<Row>,
}

/// One quantity.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) name: String,
    /// Where it is low, and where it is high.
    pub(super) ends: [End; 2],
}

/// One end of a quantity.
#[derive(Debug, Clone)]
pub(super) struct End {
    /// The mean profit there.
    pub(super) profit: f64,
    /// The quantity's own value, in words.
    pub(super) value: String,
}

/// More rows than this have no room for their names.
pub(super) const MOST_ROWS: usize = 12;
/// The most that names take at the left.
const NAMES_MOST: f64 = 330.0;
/// What a value beside a bar's end takes.
const VALUE: f64 = 84.0;

pub(super) fn draw<B: DrawingBackend>(
    canvas: &mut Canvas<'_, B>,
    chart: &Chart,
    data: &Tornado,
) -> Result<AxesMapping, ChartError> {
    let (theme, language) = (canvas.theme, canvas.language);
    let colours = [theme.loss, theme.gain];
    let keys = [
        Key::Band(colours[0], say!(language, "chart-key-low")),
        Key::Band(colours[1], say!(language, "chart-key-high")),
        Key::Line(Pen::solid(theme.zero, 1.5), say!(language, "chart-key-mean-profit")),
    ];
    let plot = frame::frame(canvas, chart, &keys, 36.0)?;
    let how = canvas.label(theme.ink);
    let widest =
        data.rows.iter().map(|row| font::set(&row.name, how.face, how.em).width).fold(80.0, f64::max);
    let plot = Plot { left: 28.0 + widest.min(NAMES_MOST) + 14.0, top: plot.top - 18.0, ..plot };
    let ends = data.rows.iter().flat_map(|row| &row.ends).map(|end| end.profit);
    let [low, high] = axis::range(ends.chain([data.mean]));
    let air = (high - low) * VALUE / (plot.right - plot.left - 2.0 * VALUE).max(VALUE);
    let x = frame::mapping([plot.left, plot.right], [low - air, high + air]);
    let y = frame::mapping([plot.top, plot.bottom], [-0.5, data.rows.len().max(1) as f64 - 0.5]);

    frame::money_from_left(canvas, plot, x, &data.name, &data.currency)?;
    let half = (0.33 * (y.pixel_of(1.0) - y.pixel_of(0.0))).min(15.0);
    let mean = x.pixel_of(data.mean);
    for (place, row) in data.rows.iter().enumerate() {
        let at = y.pixel_of(place as f64);
        let foot = at + 0.36 * how.em;
        canvas.text(&row.name, (plot.left - 12.0, foot), Anchor::End, how, NAMES_MOST);
        let pixels = row.ends.each_ref().map(|end| x.pixel_of(end.profit));
        for (pixel, colour) in pixels.into_iter().zip(colours) {
            canvas.rectangle((mean.min(pixel), at - half), (mean.max(pixel), at + half), colour)?;
        }
        let is_rising = pixels[0] <= pixels[1];
        for (end, (pixel, is_left)) in row.ends.iter().zip(pixels.into_iter().zip([is_rising, !is_rising])) {
            // Where both are on one side of the mean, the words of the nearer one stand on its other side.
            let (from, anchor) = if is_left {
                (pixel.min(mean) - 6.0, Anchor::End)
            } else {
                (pixel.max(mean) + 6.0, Anchor::Start)
            };
            canvas.text(&end.value, (from, foot), anchor, canvas.label(theme.muted), VALUE - 8.0);
        }
    }
    canvas.line(&[(mean, plot.top), (mean, plot.bottom)], Pen::solid(theme.zero, 1.5))?;
    Ok(frame::axes(x, y))
}
