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
        write_texts(&mut svg, &texts);
        svg.push_str("<g class=\"places\">\n");
        for place in hover::places(self, &axes) {
            let lines: Vec<String> = place.lines.iter().map(|line| font::printable(line)).collect();
            let ((left, top), (right, foot)) = (place.from, place.to);
            let _ = write!(
                svg,
                "<path d=\"M{left:.0} {top:.0}H{right:.0}V{foot:.0}H{left:.0}z\"><title>{}</title></path>",
                escaped(&lines.join(" · "))
            );
        }
        svg.push_str("</g></svg>\n");
        Ok(svg)
    }
}

/// The shapes without what every one of them says anew: strokes of one style that follow each other are one path.
fn shorter(shapes: &str) -> String {
    let mut short = String::with_capacity(shapes.len());
    let mut style = "";
    for shape in shapes.split_inclusive("/>\n") {
        let stroke = shape.strip_prefix("<polyline fill=\"none\" opacity=\"1\" ");
        let stroke = stroke.and_then(|rest| rest.split_once("points=\""));
        let Some((of, points)) = stroke else {
            close(&mut short, &mut style);
            short += shape.trim_end();
            continue;
        };
        if of != style {
            close(&mut short, &mut style);
            short.push_str("<path fill=\"none\" ");
            short.push_str(of);
            short.push_str("d=\"");
            style = of;
        }
        short.push('M');
        short.push_str(points.trim_end_matches(['\n', '>', '/', '"', ' ']));
    }
    close(&mut short, &mut style);
    short.replace(" opacity=\"1\"", "").replace(" stroke=\"none\"", "")
}

/// Ends the path that is open, if one is.
fn close(short: &mut String, style: &mut &str) {
    if !style.is_empty() {
        short.push_str("\"/>");
        *style = "";
    }
}

/// Texts; what those that follow each other have in common is said once.
fn write_texts(svg: &mut String, texts: &[PlacedText]) {
    let alike = |a: &PlacedText, b: &PlacedText| (a.em, a.colour, a.face) == (b.em, b.colour, b.face);
    for group in texts.chunk_by(alike) {
        let (colour, em) = (group[0].colour, group[0].em);
        let bold = if group[0].face == Face::Bold { " font-weight=\"700\"" } else { "" };
        let _ = write!(
            svg,
            "<g font-size=\"{em:.2}\" fill=\"#{:02X}{:02X}{:02X}\"{bold}>",
            colour.0, colour.1, colour.2
        );
        for text in group {
            let width = font::set(&text.text, text.face, text.em).width;
            let _ = write!(
                svg,
                "<text x=\"{:.1}\" y=\"{:.1}\" textLength=\"{width:.1}\">{}</text>",
                text.at.0,
                text.at.1,
                escaped(&text.text)
            );
        }
        svg.push_str("</g>\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strokes_of_one_style_are_one_path() {
        let line = |colour: &str, points: &str| {
            format!(
                "<polyline fill=\"none\" opacity=\"1\" stroke=\"{colour}\" stroke-width=\"9\" points=\"{points} \"/>\n"
            )
        };
        let box_ = "<rect x=\"0\" opacity=\"1\" fill=\"#FFFFFF\" stroke=\"none\"/>\n";
        let drawn = [
            box_.to_owned(),
            line("#B0400C", "1,2 3,4"),
            line("#B0400C", "5,6 7,8"),
            line("#0A2647", "9,9 1,1"),
            box_.to_owned(),
        ];
        assert_eq!(
            shorter(&drawn.concat()),
            "<rect x=\"0\" fill=\"#FFFFFF\"/>\
             <path fill=\"none\" stroke=\"#B0400C\" stroke-width=\"9\" d=\"M1,2 3,4M5,6 7,8\"/>\
             <path fill=\"none\" stroke=\"#0A2647\" stroke-width=\"9\" d=\"M9,9 1,1\"/>\
             <rect x=\"0\" fill=\"#FFFFFF\"/>"
        );
    }
}
