//! A waterfall: from one scenario's median profit to another's, a row a cause, each from where the one before it ends.

use super::axis::{self, AxesMapping, AxisMapping};
use super::canvas::{Anchor, Canvas, Pen};
use super::frame::{self, Key, Plot};
use super::theme::{Colour, Theme};
use super::{Chart, ChartError};
use crate::report::language::say;
use plotters::prelude::DrawingBackend;

/// The data of a waterfall.
#[derive(Debug, Clone)]
pub(super) struct Way {
    /// What the x axis counts: `Median profit over the year`.
    pub(super) name: String,
    pub(super) currency: String,
    /// Where it begins and ends.
    pub(super) ends: [End; 2],
    /// The steps between them, in their order.
    pub(super) steps: Vec<Step>,
}

/// One scenario's median profit.
#[derive(Debug, Clone)]
pub(super) struct End {
    pub(super) name: String,
    pub(super) amount: f64,
    /// The amount in words.
    pub(super) text: String,
}

/// What a cause adds or takes.
#[derive(Debug, Clone)]
pub(super) struct Step {
    pub(super) name: String,
    pub(super) amount: f64,
    /// Not a cause, but what the causes leave.
    pub(super) is_unexplained: bool,
}

/// Where the axis begins and ends, and whether that is away from 0, so that the ends' bars are cut.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Range {
    pub(super) values: [f64; 2],
    pub(super) is_cut: bool,
}

/// Way are small beside the ends when all of them lie within this share of the largest amount.
const SMALL: f64 = 0.4;

impl Way {
    /// The running amount before and after each step.
    fn levels(&self) -> Vec<f64> {
        let mut levels = vec![self.ends[0].amount];
        for step in &self.steps {
            levels.push(levels[levels.len() - 1] + step.amount);
        }
        levels
    }

    /// The axis that shows the steps: from 0, or from near the lowest of them where they would be slivers.
    pub(super) fn range(&self) -> Range {
        let levels = self.levels().into_iter().chain([self.ends[1].amount]);
        let (low, high) = levels
            .filter(|level| level.is_finite())
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), at| (low.min(at), high.max(at)));
        let (spread, size) = (high - low, low.abs().max(high.abs()));
        let is_cut = (low > 0.0 || high < 0.0) && spread < SMALL * size && spread > 1e-6 * size;
        let values = match is_cut {
            false => axis::range([low, high, 0.0]),
            true if low > 0.0 => [low - 0.6 * spread, high + 0.1 * spread],
            true => [low - 0.1 * spread, high + 0.6 * spread],
        };
        Range { values, is_cut }
    }
}

pub(super) fn draw<B: DrawingBackend>(
    canvas: &mut Canvas<'_, B>,
    chart: &Chart,
    data: &Way,
) -> Result<AxesMapping, ChartError> {
    let (theme, language) = (canvas.theme, canvas.language);
    let has = |holds: fn(&Step) -> bool| data.steps.iter().any(holds);
    let keys = [
        (true, theme.median, say!(language, "chart-key-median-profit")),
        (has(|step| !step.is_unexplained && step.amount > 0.0), theme.gain, say!(language, "chart-key-adds")),
        (
            has(|step| !step.is_unexplained && step.amount < 0.0),
            theme.loss,
            say!(language, "chart-key-takes"),
        ),
        (has(|step| step.is_unexplained), theme.unexplained, say!(language, "chart-key-unexplained")),
    ];
    let keys = keys.into_iter().filter(|key| key.0);
    let keys: Vec<Key> = keys.map(|(_, colour, text)| Key::Band(colour, text)).collect();
    let plot = frame::frame(canvas, chart, &keys, 120.0)?;
    let plot = Plot { left: 232.0, top: 126.0, ..plot };
    let range = data.range();
    let x = frame::mapping([plot.left, plot.right], range.values);
    let rows = data.steps.len() + 2;
    let y = frame::mapping([plot.top, plot.bottom], [-0.5, rows as f64 - 0.5]);

    frame::money_from_left(canvas, plot, x, &data.name, &data.currency)?;
    let half = (0.33 * (y.pixel_of(1.0) - y.pixel_of(0.0))).min(22.0);
    let levels = data.levels();
    connect(canvas, (x, y), half, &levels)?;
    for (row, end) in [(0, &data.ends[0]), (rows - 1, &data.ends[1])] {
        total(canvas, (x, y), (row, half), end, range)?;
        words(canvas, (x, y), row, &end.name, (&end.text, base(range).max(end.amount)), true);
    }
    for (place, step) in data.steps.iter().enumerate() {
        let (from, to) = (x.pixel_of(levels[place]), x.pixel_of(levels[place + 1]));
        let at = y.pixel_of(place as f64 + 1.0);
        // A step too small to be seen is a line.
        let (left, right) = (from.min(to), from.max(to).max(from.min(to) + 1.5));
        canvas.rectangle((left, at - half), (right, at + half), colour(theme, step))?;
        let beside = levels[place].max(levels[place + 1]);
        words(canvas, (x, y), place + 1, &step.name, (&language.signed(step.amount), beside), false);
    }
    let from = x.pixel_of(base(range));
    frame::zero_line(canvas, (from, plot.top), (from, plot.bottom))?;
    Ok(frame::axes(x, y))
}

/// Where the ends' bars begin: at 0, or at the edge of an axis without it.
fn base(range: Range) -> f64 {
    match range.is_cut {
        false => 0.0,
        true if range.values[0] > 0.0 => range.values[0],
        true => range.values[1],
    }
}

fn colour(theme: &Theme, step: &Step) -> Colour {
    match step.amount {
        _ if step.is_unexplained => theme.unexplained,
        amount if amount < 0.0 => theme.loss,
        _ => theme.gain,
    }
}

/// From each bar's end to the next one.
fn connect<B: DrawingBackend>(
    canvas: &Canvas<'_, B>,
    (x, y): (AxisMapping, AxisMapping),
    half: f64,
    levels: &[f64],
) -> Result<(), ChartError> {
    let pen = Pen::solid(canvas.theme.zero, 1.0);
    levels.iter().enumerate().try_for_each(|(row, level)| {
        let at = x.pixel_of(*level);
        canvas.line(&[(at, y.pixel_of(row as f64) + half), (at, y.pixel_of(row as f64 + 1.0) - half)], pen)
    })
}

/// A scenario's bar, with a gap in it where it does not begin at 0.
fn total<B: DrawingBackend>(
    canvas: &Canvas<'_, B>,
    (x, y): (AxisMapping, AxisMapping),
    (row, half): (usize, f64),
    end: &End,
    range: Range,
) -> Result<(), ChartError> {
    let theme = canvas.theme;
    let (from, to, at) = (x.pixel_of(base(range)), x.pixel_of(end.amount), y.pixel_of(row as f64));
    let (left, right) = (from.min(to), from.max(to).max(from.min(to) + 1.5));
    canvas.rectangle((left, at - half), (right, at + half), theme.median)?;
    if !range.is_cut {
        return Ok(());
    }
    let towards = if to < from { -1.0 } else { 1.0 };
    let slanted = |offset: f64| {
        let foot = from + towards * offset;
        [(foot, at + half + 3.0), (foot + towards * 7.0, at - half - 3.0)]
    };
    let [near, far] = [slanted(10.0), slanted(16.0)];
    canvas.polygon(&[near[0], near[1], far[1], far[0]], theme.background)?;
    canvas.line(&near, Pen::solid(theme.zero, 1.25))?;
    canvas.line(&far, Pen::solid(theme.zero, 1.25))
}

/// A row's name at the left, and its amount behind the bar.
fn words<B: DrawingBackend>(
    canvas: &mut Canvas<'_, B>,
    (x, y): (AxisMapping, AxisMapping),
    row: usize,
    name: &str,
    (amount, beside): (&str, f64),
    is_end: bool,
) {
    let theme = canvas.theme;
    let how = if is_end { canvas.bold_label(theme.ink) } else { canvas.label(theme.ink) };
    let at = y.pixel_of(row as f64) + 0.36 * how.em;
    let room = x.pixel[0] - 22.0;
    let shrunk = frame::shrunk(name, how, room);
    canvas.text(name, (x.pixel[0] - 10.0, at), Anchor::End, shrunk, room);
    let right = x.pixel_of(beside).max(x.pixel[0]) + 8.0;
    let bold = canvas.bold_label(theme.ink);
    canvas.text(amount, (right, at), Anchor::Start, bold, canvas.width() - right - 4.0);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(ends: [f64; 2], amounts: &[f64]) -> Way {
        let end = |amount: f64| End { name: String::new(), amount, text: String::new() };
        let step = |&amount: &f64| Step { name: String::new(), amount, is_unexplained: false };
        Way {
            name: String::new(),
            currency: String::new(),
            ends: ends.map(end),
            steps: amounts.iter().map(step).collect(),
        }
    }

    #[test]
    fn the_axis_leaves_zero_where_the_steps_would_be_slivers() {
        let range = |ends, amounts: &[f64]| steps(ends, amounts).range();
        let near = range([100.0, 103.0], &[5.0, -2.0]);
        assert!(near.is_cut && near.values[0] > 95.0 && near.values[1] > 105.0, "{near:?}");
        let losses = range([-103.0, -100.0], &[5.0, -2.0]);
        assert!(losses.is_cut && losses.values[1] < -90.0 && losses.values[0] < -103.0, "{losses:?}");
        for (ends, amounts) in [
            ([100.0, 200.0], vec![100.0]),
            ([-1.0, 2.0], vec![3.0]),
            ([7.0, 7.0], vec![]),
            ([0.0, 0.0], vec![]),
        ] {
            let range = range(ends, &amounts);
            assert!(!range.is_cut && range.values[0] <= 0.0 && range.values[1] >= 0.0, "{range:?}");
        }
    }
}
