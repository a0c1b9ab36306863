//! Charts for a board paper: each is one drawing, made as an SVG or as a PNG by plotters, with the look of a [`Theme`].
//!
//! [`charts`], [`comparison_charts`], [`lever_charts`] and [`log_charts`] turn results into [`Chart`]s (titles that say the finding, the
//! data to draw) in the rooms named `findings`; `frame` and a room for each kind of chart draw them on a `canvas`; `svg`
//! and `png` finish the sheet, setting the type with the font inside the program.

mod axis;
mod bands;
mod budget;
mod canvas;
mod client_findings;
mod client_ltv;
mod cohort_heat;
mod cohort_revenue;
mod comparison_findings;
mod concentration;
mod contenders;
mod exceedance;
mod exceedances;
mod fan;
mod fans;
mod findings;
mod font;
mod frame;
mod heat;
mod hover;
mod inline;
mod lever_findings;
mod levers;
mod log_findings;
mod names;
mod payback;
mod png;
mod retention;
mod retention_findings;
mod subtitle;
mod svg;
mod theme;
mod tornado;
mod tornado_findings;
mod waterfall;
mod waterfall_findings;

#[cfg(test)]
mod choice_tests;
#[cfg(test)]
mod russian_tests;
#[cfg(test)]
mod tests;

pub use axis::{AxesMapping, AxisMapping};
pub use comparison_findings::comparison_charts;
pub use findings::charts;
pub use hover::Place;
pub use lever_findings::lever_charts;
pub use log_findings::log_charts;
pub use names::is_name;
pub use theme::{Colour, TextSizes, Theme};

use crate::report::language::Language;
use canvas::{Canvas, FINENESS, PlacedText};
use plotters::prelude::{BitMapBackend, DrawingBackend, SVGBackend};

/// A chart, ready to be drawn.
#[derive(Debug, Clone)]
pub struct Chart {
    /// Its file's name without the ending.
    pub name: String,
    /// The language of its words and numbers.
    pub language: Language,
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
    ClientLtv(client_ltv::ClientLtv),
    Retention(retention::Retention),
    CohortRevenue(cohort_revenue::CohortRevenue),
    Payback(payback::Payback),
    Exceedances(exceedances::Exceedances),
    Fans(fans::Fans),
    Waterfall(waterfall::Way),
    Levers(levers::Levers),
    Tornado(tornado::Tornado),
    CohortHeat(cohort_heat::CohortHeat),
    Concentration(concentration::Curve),
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
    /// Why it could not.
    pub fn reason(&self) -> &str {
        &self.0
    }

    fn new(why: &str) -> Self {
        Self(why.to_owned())
    }

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
        let mut canvas = Canvas::new(backend, theme, self.language)?;
        let axes = match &self.content {
            Content::Fan(fan) => fan::draw(&mut canvas, self, fan)?,
            Content::Exceedance(curve) => exceedance::draw(&mut canvas, self, curve)?,
            Content::Budget(budget) => budget::draw(&mut canvas, self, budget)?,
            Content::ClientLtv(clients) => client_ltv::draw(&mut canvas, self, clients)?,
            Content::Retention(retention) => retention::draw(&mut canvas, self, retention)?,
            Content::CohortRevenue(table) => cohort_revenue::draw(&mut canvas, self, table)?,
            Content::Payback(payback) => payback::draw(&mut canvas, self, payback)?,
            Content::Exceedances(curves) => exceedances::draw(&mut canvas, self, curves)?,
            Content::Fans(fans) => fans::draw(&mut canvas, self, fans)?,
            Content::Waterfall(steps) => waterfall::draw(&mut canvas, self, steps)?,
            Content::Levers(levers) => levers::draw(&mut canvas, self, levers)?,
            Content::Tornado(tornado) => tornado::draw(&mut canvas, self, tornado)?,
            Content::CohortHeat(heat) => cohort_heat::draw(&mut canvas, self, heat)?,
            Content::Concentration(curve) => concentration::draw(&mut canvas, self, curve)?,
        };
        Ok((canvas.finish()?, axes))
    }
}

fn fine_size(theme: &Theme) -> (u32, u32) {
    (theme.size.0 * FINENESS, theme.size.1 * FINENESS)
}
