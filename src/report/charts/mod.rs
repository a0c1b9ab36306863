//! Charts for a board paper: each is one drawing, made as an SVG or as a PNG by plotters, with the look of a [`Theme`].
//!
//! [`charts`] turns results into [`Chart`]s (titles that say the finding, the data to draw); `frame`, `fan`,
//! `exceedance` and `budget` draw them on a `canvas`; `svg` and `png` finish the sheet, setting the type with the font
//! inside the program.

mod axis;
mod budget;
mod canvas;
mod exceedance;
mod fan;
mod findings;
mod font;
mod frame;
mod png;
mod svg;
mod theme;

pub use axis::{AxesMapping, AxisMapping};
pub use findings::charts;
pub use theme::{Colour, TextSizes, Theme};

use canvas::{Canvas, FINENESS, PlacedText};
use plotters::prelude::{BitMapBackend, DrawingBackend, SVGBackend};

/// A chart, ready to be drawn.
#[derive(Debug, Clone)]
pub struct Chart {
    /// Its file's name without the ending.
    pub name: &'static str,
    /// What it shows the reader.
    pub title: String,
    /// What is drawn.
    pub subtitle: String,
    /// What the reader must know not to misread it.
    pub note: Option<String>,
    content: Content,
}

#[derive(Debug, Clone)]
enum Content {
    Fan(fan::Fan),
    Exceedance(exceedance::Exceedance),
    Budget(budget::Budget),
}

/// A chart as an SVG, with its axes.
#[derive(Debug, Clone)]
pub struct Svg {
    /// The whole document.
    pub text: String,
    /// Where values stand on it.
    pub axes: AxesMapping,
}

/// A chart could not be drawn.
#[derive(Debug, thiserror::Error)]
#[error("a chart could not be drawn: {0}")]
pub struct ChartError(String);

impl ChartError {
    fn new(why: &str) -> Self {
        Self(why.to_owned())
    }

    #[expect(clippy::needless_pass_by_value, reason = "it stands in map_err")]
    fn drawing(error: impl std::error::Error) -> Self {
        Self(error.to_string())
    }
}

impl Chart {
    /// The chart as an SVG without any font.
    ///
    /// # Errors
    ///
    /// If plotters cannot draw; no data are known for which it cannot.
    pub fn svg(&self, theme: &Theme) -> Result<Svg, ChartError> {
        let mut drawn = String::new();
        let backend = SVGBackend::with_string(&mut drawn, fine_size(theme));
        let (texts, axes) = self.draw(backend, theme)?;
        Ok(Svg { text: svg::document(self, theme, &drawn, &texts)?, axes })
    }

    /// The chart as a PNG of twice the theme's size.
    ///
    /// # Errors
    ///
    /// If plotters cannot draw; no data are known for which it cannot.
    pub fn png(&self, theme: &Theme) -> Result<Vec<u8>, ChartError> {
        let size = fine_size(theme);
        let mut rgb = vec![0; size.0 as usize * size.1 as usize * 3];
        let backend = BitMapBackend::with_buffer(&mut rgb, size);
        let (texts, _) = self.draw(backend, theme)?;
        png::encode(theme, &png::Pixels { size, rgb }, &texts)
    }

    fn draw<B: DrawingBackend>(
        &self,
        backend: B,
        theme: &Theme,
    ) -> Result<(Vec<PlacedText>, AxesMapping), ChartError> {
        let mut canvas = Canvas::new(backend, theme)?;
        let axes = match &self.content {
            Content::Fan(fan) => fan::draw(&mut canvas, self, fan)?,
            Content::Exceedance(curve) => exceedance::draw(&mut canvas, self, curve)?,
            Content::Budget(budget) => budget::draw(&mut canvas, self, budget)?,
        };
        Ok((canvas.finish()?, axes))
    }
}

fn fine_size(theme: &Theme) -> (u32, u32) {
    (theme.size.0 * FINENESS, theme.size.1 * FINENESS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    #[ignore = "writes pictures to look at"]
    fn write_pictures() {
        let folder = std::path::PathBuf::from(std::env::var("PICTURES").expect("a folder to write to"));
        for (months, name) in [(12, "year"), (1, "month"), (120, "decade")] {
            let summary = fixture::summary_of(months);
            for chart in charts(&summary, Some(&fixture::plan())) {
                let theme = Theme::default();
                std::fs::write(folder.join(format!("{name}-{}.png", chart.name)), chart.png(&theme).unwrap())
                    .unwrap();
                std::fs::write(
                    folder.join(format!("{name}-{}.svg", chart.name)),
                    chart.svg(&theme).unwrap().text,
                )
                .unwrap();
            }
        }
    }
}
