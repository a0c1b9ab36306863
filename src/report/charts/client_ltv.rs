//! What one client leaves before CAC: a histogram whose bars change their shade where CAC is repaid, with the
//! percentiles and CAC as lines.

use super::axis::{self, AxesMapping, AxisMapping};
use super::canvas::{Anchor, Canvas, Pen, Type};
use super::frame::{self, Key, Plot};
use super::theme::Colour;
use super::{Chart, ChartError, font};
use crate::forecast::summary::Histogram;
use crate::report::language::say;
use plotters::prelude::DrawingBackend;

/// The data of a histogram of clients.
#[derive(Debug, Clone)]
pub(super) struct ClientLtv {
    pub(super) currency: String,
    pub(super) histogram: Histogram,
    /// The percentiles of a client, with their words.
    pub(super) marks: Vec<(f64, String)>,
    /// What a client cost, and what its line says.
    pub(super) cac: Option<(f64, String)>,
}

/// A bar from one value to another, and its share of all clients.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Bar {
    from: f64,
    to: f64,
    share: f64,
}

/// A vertical line with its words.
struct Line<'a> {
    value: f64,
    text: &'a str,
    pen: Pen,
    how: Type,
}

/// Height of a row of words.
const ROW: f64 = 21.0;
/// Width of the bar of a single value.
const POINT_WIDTH: f64 = 26.0;

pub(super) fn draw<B: DrawingBackend>(
    canvas: &mut Canvas<'_, B>,
    chart: &Chart,
    data: &ClientLtv,
) -> Result<AxesMapping, ChartError> {
    let (theme, language) = (canvas.theme, canvas.language);
    let keys = match data.cac {
        Some(_) => vec![
            Key::Band(theme.unpaid, say!(language, "chart-key-below-cac")),
            Key::Band(theme.bands[2], say!(language, "chart-key-repays-cac")),
        ],
        None => Vec::new(),
    };
    let plot = frame::frame(canvas, chart, &keys, 36.0)?;
    let bars = bars(&data.histogram);
    let lines = lines(canvas, data);
    let ends = bars.iter().flat_map(|bar| [bar.from, bar.to]);
    // One value alone says nothing of its size, so it is shown beside nothing.
    let nothing = bars.iter().any(Bar::is_point).then_some(0.0);
    let values = ends.chain(lines.iter().map(|line| line.value)).chain(nothing);
    let x = frame::mapping([plot.left, plot.right], axis::range(values));
    let highest = bars.iter().map(|bar| bar.share).fold(0.0, f64::max);
    // The rows of words stand above the bars.
    let foot_to_words = plot.bottom - plot.top - ROW * lines.len() as f64 - 6.0;
    let top = highest * (plot.bottom - plot.top) / foot_to_words.max(1.0);
    let y = frame::mapping([plot.bottom, plot.top], [0.0, if top > 0.0 { top } else { 1.0 }]);

    frame::shares_from_below(canvas, plot, y, &say!(language, "chart-axis-share-of-clients"))?;
    frame::money_from_left(canvas, plot, x, &say!(language, "chart-axis-left"), &data.currency)?;
    for bar in &bars {
        draw_bar(canvas, x, y, *bar, data.cac.as_ref().map(|cac| cac.0))?;
    }
    frame::zero_line(canvas, (plot.left, plot.bottom), (plot.right, plot.bottom))?;
    draw_lines(canvas, plot, x, &lines)?;
    Ok(frame::axes(x, y))
}

impl Bar {
    /// Whether it is one value that all its clients leave.
    fn is_point(&self) -> bool {
        self.to <= self.from
    }
}

/// The bins that hold clients; one that is no wider than rounding is a point.
fn bars(histogram: &Histogram) -> Vec<Bar> {
    let bins = histogram.edges.windows(2).zip(&histogram.shares);
    let bins = bins.filter(|(ends, share)| ends.iter().chain([*share]).all(|x| x.is_finite()));
    let bars = bins.map(|(ends, share)| {
        let is_wide = ends[1] - ends[0] > 1e-9 * ends[0].abs();
        Bar { from: ends[0], to: if is_wide { ends[1] } else { ends[0] }, share: *share }
    });
    bars.filter(|bar| bar.share > 0.0).collect()
}

/// What is short of CAC in one shade, the rest in another; the bar that CAC stands in has both.
fn draw_bar<B: DrawingBackend>(
    canvas: &Canvas<'_, B>,
    x: AxisMapping,
    y: AxisMapping,
    bar: Bar,
    cac: Option<f64>,
) -> Result<(), ChartError> {
    let theme = canvas.theme;
    let (left, right) = (x.pixel_of(bar.from), x.pixel_of(bar.to));
    let (left, right) = if bar.is_point() {
        (left - POINT_WIDTH / 2.0, right + POINT_WIDTH / 2.0)
    } else if right - left > 6.0 {
        // A hair of paper between neighbours.
        (left, right - 1.0)
    } else {
        (left, right.max(left + 2.0))
    };
    let (foot, head) = (y.pixel_of(0.0), y.pixel_of(bar.share));
    let turn = match cac {
        Some(cac) if bar.is_point() => {
            if bar.from < cac {
                right
            } else {
                left
            }
        }
        Some(cac) => x.pixel_of(cac).clamp(left, right),
        None => left,
    };
    let part = |from: f64, to: f64, colour: Colour| {
        if to > from { canvas.rectangle((from, head), (to, foot), colour) } else { Ok(()) }
    };
    part(left, turn, theme.unpaid)?;
    part(turn, right, theme.bands[2])
}

/// The percentiles and CAC from left to right.
fn lines<'a, B: DrawingBackend>(canvas: &Canvas<'_, B>, data: &'a ClientLtv) -> Vec<Line<'a>> {
    let theme = canvas.theme;
    let mark = |(value, text): &'a (f64, String)| Line {
        value: *value,
        text,
        pen: Pen::solid(theme.median, 1.75),
        how: canvas.label(theme.median),
    };
    let cac = data.cac.as_ref().map(|(value, text)| Line {
        value: *value,
        text,
        pen: Pen::dashed(theme.target, 2.25),
        how: canvas.bold_label(theme.target),
    });
    let mut lines: Vec<_> =
        data.marks.iter().map(mark).chain(cac).filter(|line| line.value.is_finite()).collect();
    lines.sort_by(|a, b| a.value.total_cmp(&b.value));
    lines
}

/// Each line begins at its own row of words, the leftmost highest: words at the right of a line cross no other.
fn draw_lines<B: DrawingBackend>(
    canvas: &mut Canvas<'_, B>,
    plot: Plot,
    x: AxisMapping,
    lines: &[Line<'_>],
) -> Result<(), ChartError> {
    for (row, line) in lines.iter().enumerate() {
        let (at, head) = (x.pixel_of(line.value), plot.top + ROW * row as f64);
        canvas.line(&[(at, head), (at, plot.bottom)], line.pen)?;
        let width = font::set(line.text, line.how.face, line.how.em).width;
        let is_room = at + 8.0 + width < canvas.width() - 6.0;
        let (start, anchor) = if is_room { (at + 8.0, Anchor::Start) } else { (at - 8.0, Anchor::End) };
        canvas.tag(line.text, (start, head + 13.0), anchor, line.how)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn histogram(edges: &[f64], shares: &[f64]) -> Histogram {
        Histogram { edges: edges.to_vec(), shares: shares.to_vec(), below: 0.0, above: 0.0 }
    }

    #[test]
    fn bins_become_bars_and_empty_ones_do_not() {
        let bars = bars(&histogram(&[0.0, 10.0, 20.0, 30.0], &[0.7, 0.0, 0.3]));
        assert_eq!(bars, [Bar { from: 0.0, to: 10.0, share: 0.7 }, Bar { from: 20.0, to: 30.0, share: 0.3 }]);
    }

    #[test]
    fn one_value_for_all_is_a_point_and_rounding_no_width() {
        for edges in [[500.0, 500.0], [0.0, 0.0], [-3e12, -3e12 + 1e-3]] {
            let bars = bars(&histogram(&edges, &[1.0]));
            assert_eq!(bars, [Bar { from: edges[0], to: edges[0], share: 1.0 }]);
            assert!(bars[0].is_point());
        }
        assert!(!bars(&histogram(&[500.0, 500.1], &[1.0]))[0].is_point());
    }

    #[test]
    fn what_is_no_number_is_no_bar() {
        assert!(bars(&histogram(&[f64::NEG_INFINITY, 0.0, f64::NAN], &[0.5, 0.5])).is_empty());
        assert!(bars(&histogram(&[0.0, 1.0], &[f64::NAN])).is_empty());
        assert!(bars(&histogram(&[], &[])).is_empty());
    }
}
