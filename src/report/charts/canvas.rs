//! The sheet a chart is drawn on, in layout units with the origin at the top left: shapes go to a plotters backend at
//! once, lines of text are kept as data and set by whoever finishes the sheet (outlines in an SVG, pixels in a PNG).
//!
//! Everything is drawn at [`FINENESS`] times the layout, because plotters counts in whole pixels: curves stay smooth,
//! and a PNG is averaged down from it.

use super::ChartError;
use super::font::{self, Face};
use super::theme::{Colour, Theme};
use crate::report::language::Language;
use plotters::coord::Shift;
use plotters::element::{Circle, PathElement, Polygon, Rectangle};
use plotters::prelude::{Color, DrawingArea, DrawingBackend, IntoDrawingArea, RGBColor, ShapeStyle};

/// Backend pixels a layout unit.
pub(super) const FINENESS: u32 = 4;

/// A line of text with its place.
#[derive(Debug, Clone)]
pub(super) struct PlacedText {
    pub(super) text: String,
    pub(super) face: Face,
    pub(super) em: f64,
    pub(super) colour: Colour,
    /// Where the line starts, and its baseline.
    pub(super) at: (f64, f64),
}

/// How a line of text is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Type {
    pub(super) face: Face,
    pub(super) em: f64,
    pub(super) colour: Colour,
}

/// Which end of a line of text its place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// How a line is stroked.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pen {
    pub(super) colour: Colour,
    pub(super) width: f64,
    /// Length of a dash and of the gap after it; none for a solid line.
    pub(super) dash: Option<(f64, f64)>,
}

impl Pen {
    pub(super) fn solid(colour: Colour, width: f64) -> Self {
        Self { colour, width, dash: None }
    }

    pub(super) fn dashed(colour: Colour, width: f64) -> Self {
        Self { colour, width, dash: Some((8.0, 5.0)) }
    }
}

/// The sheet.
pub(super) struct Canvas<'a, B: DrawingBackend> {
    area: DrawingArea<B, Shift>,
    pub(super) theme: &'a Theme,
    /// The language of all that is written on it.
    pub(super) language: Language,
    texts: Vec<PlacedText>,
}

type Point = (f64, f64);

impl<'a, B: DrawingBackend> Canvas<'a, B> {
    /// A sheet on a backend that is [`FINENESS`] times the theme's size.
    pub(super) fn new(backend: B, theme: &'a Theme, language: Language) -> Result<Self, ChartError> {
        let canvas = Self { area: backend.into_drawing_area(), theme, language, texts: Vec::new() };
        canvas.area.fill(&rgb(theme.background)).map_err(ChartError::drawing)?;
        Ok(canvas)
    }

    /// Ends the drawing; the texts are still to be set.
    pub(super) fn finish(self) -> Result<Vec<PlacedText>, ChartError> {
        self.area.present().map_err(ChartError::drawing)?;
        Ok(self.texts)
    }

    pub(super) fn width(&self) -> f64 {
        f64::from(self.theme.size.0)
    }

    pub(super) fn height(&self) -> f64 {
        f64::from(self.theme.size.1)
    }

    pub(super) fn polygon(&self, points: &[Point], colour: Colour) -> Result<(), ChartError> {
        let points: Vec<_> = points.iter().copied().map(fine).collect();
        self.area.draw(&Polygon::new(points, rgb(colour))).map_err(ChartError::drawing)
    }

    /// A polygon that what is below shines through, `opacity` from 0 to 1.
    pub(super) fn veil(&self, points: &[Point], colour: Colour, opacity: f64) -> Result<(), ChartError> {
        let points: Vec<_> = points.iter().copied().map(fine).collect();
        self.area.draw(&Polygon::new(points, rgb(colour).mix(opacity))).map_err(ChartError::drawing)
    }

    pub(super) fn rectangle(&self, from: Point, to: Point, colour: Colour) -> Result<(), ChartError> {
        self.area
            .draw(&Rectangle::new([fine(from), fine(to)], ShapeStyle::from(rgb(colour)).filled()))
            .map_err(ChartError::drawing)
    }

    pub(super) fn dot(&self, at: Point, radius: f64, colour: Colour) -> Result<(), ChartError> {
        let radius = (radius * f64::from(FINENESS)).round() as i32;
        self.area
            .draw(&Circle::new(fine(at), radius, ShapeStyle::from(rgb(colour)).filled()))
            .map_err(ChartError::drawing)
    }

    pub(super) fn line(&self, points: &[Point], pen: Pen) -> Result<(), ChartError> {
        match pen.dash {
            None => self.stroke(points, pen),
            Some((dash, gap)) => {
                dashes(points, dash, gap).iter().try_for_each(|piece| self.stroke(piece, pen))
            }
        }
    }

    fn stroke(&self, points: &[Point], pen: Pen) -> Result<(), ChartError> {
        let mut points: Vec<_> = points.iter().copied().map(fine).collect();
        points.dedup();
        let width = (pen.width * f64::from(FINENESS)).round().max(1.0) as u32;
        let style = ShapeStyle::from(rgb(pen.colour)).stroke_width(width);
        self.area.draw(&PathElement::new(points, style)).map_err(ChartError::drawing)
    }

    /// Writes a line of text no wider than `room` and says where it begins and ends.
    pub(super) fn text(&mut self, text: &str, at: Point, anchor: Anchor, how: Type, room: f64) -> (f64, f64) {
        let text = font::fit(text, how.face, how.em, room);
        let width = font::set(&text, how.face, how.em).width;
        let start = match anchor {
            Anchor::Start => at.0,
            Anchor::Middle => at.0 - width / 2.0,
            Anchor::End => at.0 - width,
        };
        self.texts.push(PlacedText {
            text,
            face: how.face,
            em: how.em,
            colour: how.colour,
            at: (start, at.1),
        });
        (start, start + width)
    }

    /// A line of text on a piece of paper, so that the lines behind it do not run through it.
    pub(super) fn tag(&mut self, text: &str, at: Point, anchor: Anchor, how: Type) -> Result<(), ChartError> {
        let room = match anchor {
            Anchor::End => at.0 - 4.0,
            _ => self.width() - at.0 - 4.0,
        };
        let (start, end) = self.text(text, at, anchor, how, room.max(60.0));
        let background = self.theme.background;
        self.rectangle((start - 3.0, at.1 - how.em), (end + 3.0, at.1 + 0.3 * how.em), background)
    }

    pub(super) fn label(&self, colour: Colour) -> Type {
        Type { face: Face::Regular, em: self.theme.text.label, colour }
    }

    pub(super) fn bold_label(&self, colour: Colour) -> Type {
        Type { face: Face::Bold, em: self.theme.text.label, colour }
    }
}

fn rgb(colour: Colour) -> RGBColor {
    RGBColor(colour.0, colour.1, colour.2)
}

/// Layout units to backend pixels; kept well inside `i32`, whatever comes.
fn fine((x, y): Point) -> (i32, i32) {
    let pixel = |at: f64| (at * f64::from(FINENESS)).round().clamp(-1e6, 1e6) as i32;
    (pixel(x), pixel(y))
}

/// The drawn pieces of a dashed line.
fn dashes(points: &[Point], dash: f64, gap: f64) -> Vec<Vec<Point>> {
    let mut pieces = Vec::new();
    let mut piece: Vec<Point> = points.first().copied().into_iter().collect();
    let (mut drawing, mut left) = (true, dash);
    for ends in points.windows(2) {
        let ((x0, y0), (x1, y1)) = (ends[0], ends[1]);
        let length = ((x1 - x0) * (x1 - x0) + (y1 - y0) * (y1 - y0)).sqrt();
        let mut done = 0.0;
        while length - done > left {
            done += left;
            let at = (x0 + (x1 - x0) * done / length, y0 + (y1 - y0) * done / length);
            if drawing {
                piece.push(at);
                pieces.push(std::mem::take(&mut piece));
            } else {
                piece = vec![at];
            }
            drawing = !drawing;
            left = if drawing { dash } else { gap };
        }
        left -= length - done;
        if drawing {
            piece.push((x1, y1));
        }
    }
    if drawing && piece.len() > 1 {
        pieces.push(piece);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_cover_their_share_of_the_line() {
        let pieces = dashes(&[(0.0, 0.0), (100.0, 0.0), (100.0, 30.0)], 8.0, 5.0);
        let drawn: f64 = pieces
            .iter()
            .flat_map(|piece| piece.windows(2))
            .map(|ends| (ends[1].0 - ends[0].0).abs() + (ends[1].1 - ends[0].1).abs())
            .sum();
        assert_eq!(pieces.len(), 10);
        assert!((drawn - 80.0).abs() < 1e-9, "{drawn}");
    }
}
