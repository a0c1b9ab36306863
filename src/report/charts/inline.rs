//! A chart as a part of a page: plotters' shapes, texts that are texts, and what stands under the pointer.

use super::canvas::{FINENESS, PlacedText};
use super::font::{self, Face};
use super::svg::escaped;
use super::theme::Theme;
use super::{Chart, ChartError, hover};
use plotters::prelude::SVGBackend;
use std::fmt::Write as _;

impl Chart {
    /// The chart as an `svg` element that needs no font: a browser sets the texts with its own, in the width that they
    /// have on the drawing. Each [place](hover::Place) is an invisible shape with a title.
    ///
    /// # Errors
    ///
    /// If plotters cannot draw; no data are known for which it cannot.
    pub fn inline(&self, theme: &Theme) -> Result<String, ChartError> {
        let mut drawn = String::new();
        let backend = SVGBackend::with_string(&mut drawn, super::fine_size(theme));
        let (texts, axes) = self.draw(backend, theme)?;
        let (width, height) = theme.size;
        let label = format!("{}. {}", font::printable(&self.title), font::printable(&self.subtitle));
        let mut svg = String::with_capacity(drawn.len());
        let _ = writeln!(
            svg,
            "<svg viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{}\">",
            escaped(&label)
        );
        let _ = writeln!(svg, "<g transform=\"scale({})\">", 1.0 / f64::from(FINENESS));
        svg.push_str(&shorter(super::svg::shapes(&drawn)?));
        svg.push_str("</g>\n");
        texts.iter().for_each(|text| write_text(&mut svg, text));
        svg.push_str("<g class=\"places\">\n");
        for place in hover::places(self, &axes) {
            let _ = writeln!(
                svg,
                "<rect x=\"{:.0}\" y=\"{:.0}\" width=\"{:.0}\" height=\"{:.0}\"><title>{}</title></rect>",
                place.from.0,
                place.from.1,
                place.to.0 - place.from.0,
                place.to.1 - place.from.1,
                escaped(
                    &place.lines.iter().map(|line| font::printable(line)).collect::<Vec<_>>().join(" · ")
                )
            );
        }
        svg.push_str("</g></svg>\n");
        Ok(svg)
    }
}

/// The shapes without what every one of them says anew.
fn shorter(shapes: &str) -> String {
    shapes.replace(" opacity=\"1\"", "").replace(" stroke=\"none\"", "").replace("/>\n", "/>")
}

fn write_text(svg: &mut String, text: &PlacedText) {
    let width = font::set(&text.text, text.face, text.em).width;
    let bold = if text.face == Face::Bold { " font-weight=\"700\"" } else { "" };
    let colour = text.colour;
    let _ = writeln!(
        svg,
        "<text x=\"{:.1}\" y=\"{:.1}\" font-size=\"{:.2}\" fill=\"#{:02X}{:02X}{:02X}\" textLength=\"{width:.1}\"{bold}>{}</text>",
        text.at.0,
        text.at.1,
        text.em,
        colour.0,
        colour.1,
        colour.2,
        escaped(&text.text)
    );
}
