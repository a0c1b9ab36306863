//! A finished sheet as an SVG: plotters' shapes, and the texts as outlines of their glyphs, so that it looks the same on
//! a machine without fonts. The words stay: in the title, the description and the label that a screen reader says.

use super::canvas::{FINENESS, PlacedText};
use super::font::{self, Face};
use super::theme::Theme;
use super::{Chart, ChartError};
use ab_glyph::{Font, GlyphId, OutlineCurve};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The document around plotters' shapes (`drawn` is its whole output) and the texts.
pub(super) fn document(
    chart: &Chart,
    theme: &Theme,
    drawn: &str,
    texts: &[PlacedText],
) -> Result<String, ChartError> {
    let (width, height) = theme.size;
    let shapes = shapes(drawn)?;
    let said: Vec<&str> = texts.iter().map(|text| text.text.as_str()).collect();
    let mut svg = String::with_capacity(drawn.len() + 40_000);
    let id = ascii(&chart.name);
    svg.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = writeln!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{}\">",
        escaped(&format!("{}. {}", font::printable(&chart.title), font::printable(&chart.subtitle)))
    );
    let _ = writeln!(svg, "<title>{}</title>", escaped(&font::printable(&chart.title)));
    let _ = writeln!(svg, "<desc>{}</desc>", escaped(&said.join("; ")));
    define_glyphs(&mut svg, &id, texts);
    let _ = writeln!(svg, "<g transform=\"scale({})\">", 1.0 / f64::from(FINENESS));
    svg.push_str(shapes);
    svg.push_str("</g>\n<g aria-hidden=\"true\">\n");
    for text in texts {
        write_text(&mut svg, &id, text);
    }
    svg.push_str("</g>\n</svg>\n");
    Ok(svg)
}

/// What plotters drew, without its own `svg` element.
pub(super) fn shapes(drawn: &str) -> Result<&str, ChartError> {
    drawn
        .split_once('\n')
        .and_then(|(_, rest)| rest.trim_end().strip_suffix("</svg>"))
        .ok_or_else(|| ChartError::new("the shapes are not a whole SVG"))
}

/// The part of a chart's name that ids are made of: a reference to letters of other scripts is escaped differently from
/// reader to reader. The name's number keeps it apart.
fn ascii(name: &str) -> String {
    name.chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '-').collect()
}

/// Each glyph once, in the font's own units with y upwards.
fn define_glyphs(svg: &mut String, id: &str, texts: &[PlacedText]) {
    let used: BTreeSet<(Face, GlyphId)> = texts
        .iter()
        .flat_map(|text| {
            font::set(&text.text, text.face, text.em).glyphs.into_iter().map(|(g, _)| (text.face, g))
        })
        .collect();
    svg.push_str("<defs>\n");
    for (face, glyph) in used {
        if let Some(path) = outline(face, glyph) {
            let _ = writeln!(svg, "<path id=\"{}\" d=\"{path}\"/>", glyph_id(id, face, glyph));
        }
    }
    svg.push_str("</defs>\n");
}

fn write_text(svg: &mut String, id: &str, text: &PlacedText) {
    let units_per_em = f64::from(text.face.font().units_per_em().unwrap_or(1000.0));
    let scale = text.em / units_per_em;
    let colour = text.colour;
    let _ = write!(
        svg,
        "<g fill=\"#{:02X}{:02X}{:02X}\" transform=\"translate({:.2} {:.2}) scale({:.6} {:.6})\">",
        colour.0, colour.1, colour.2, text.at.0, text.at.1, scale, -scale
    );
    for (glyph, x) in font::set(&text.text, text.face, text.em).glyphs {
        if has_outline(text.face, glyph) {
            let _ = write!(svg, "<use href=\"#{}\" x=\"{:.0}\"/>", glyph_id(id, text.face, glyph), x / scale);
        }
    }
    svg.push_str("</g>\n");
}

/// An id that stays apart when several charts stand on one page.
fn glyph_id(chart: &str, face: Face, glyph: GlyphId) -> String {
    let face = match face {
        Face::Regular => 'r',
        Face::Bold => 'b',
    };
    format!("{chart}-{face}{}", glyph.0)
}

fn has_outline(face: Face, glyph: GlyphId) -> bool {
    face.font().outline(glyph).is_some_and(|outline| !outline.curves.is_empty())
}

/// The path of a glyph; none for a space.
fn outline(face: Face, glyph: GlyphId) -> Option<String> {
    let outline = face.font().outline(glyph)?;
    let mut path = String::new();
    let mut pen = None;
    for curve in &outline.curves {
        let (from, to) = match curve {
            OutlineCurve::Line(from, to)
            | OutlineCurve::Quad(from, _, to)
            | OutlineCurve::Cubic(from, _, _, to) => (from, to),
        };
        if pen != Some((from.x, from.y)) {
            let _ = write!(path, "M{} {}", from.x, from.y);
        }
        let _ = match curve {
            OutlineCurve::Line(..) => write!(path, "L{} {}", to.x, to.y),
            OutlineCurve::Quad(_, via, _) => write!(path, "Q{} {} {} {}", via.x, via.y, to.x, to.y),
            OutlineCurve::Cubic(_, a, b, _) => {
                write!(path, "C{} {} {} {} {} {}", a.x, a.y, b.x, b.y, to.x, to.y)
            }
        };
        pen = Some((to.x, to.y));
    }
    (!path.is_empty()).then(|| path + "Z")
}

/// Text inside XML, attributes included.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            // XML has no place for these at all.
            '\u{FFFE}' | '\u{FFFF}' => safe.push('\u{FFFD}'),
            letter if letter.is_control() => safe.push(' '),
            letter => safe.push(letter),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_name_ends_the_markup() {
        assert_eq!(escaped("<a href=\"x\">&\u{1b}\u{FFFF}"), "&lt;a href=&quot;x&quot;&gt;&amp; \u{FFFD}");
    }

    #[test]
    fn a_letter_with_a_hole_has_two_closed_outlines() {
        let glyph = Face::Regular.font().glyph_id('O');
        assert_eq!(outline(Face::Regular, glyph).unwrap().matches('M').count(), 2);
        assert!(outline(Face::Regular, Face::Regular.font().glyph_id(' ')).is_none());
    }
}
