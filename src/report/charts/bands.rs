//! A median with the bands that hold 50, 80 and 90 % of the cases: what a fan and a payback curve are made of.

use super::ChartError;
use super::axis::AxisMapping;
use super::canvas::{Canvas, Pen};
use super::frame::{EndLabel, Key};
use super::theme::Theme;
use crate::forecast::figure::Figure;
use crate::report::language::{Language, say};
use plotters::prelude::DrawingBackend;

/// The percentiles that are shown, from the 5th to the 95th.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Percentiles(pub(super) [f64; 7]);

/// Places of the bands' edges in [`Percentiles`], the widest first.
const EDGES: [(usize, usize); 3] = [(0, 6), (1, 5), (2, 4)];

impl Percentiles {
    /// None unless all seven exist and are finite.
    pub(super) fn of(figure: &Figure) -> Option<Self> {
        let all = [figure.p5, figure.p10, figure.p25, figure.p50, figure.p75, figure.p90, figure.p95];
        let mut values = [0.0; 7];
        for (value, percentile) in values.iter_mut().zip(all) {
            *value = percentile.filter(|percentile| percentile.is_finite())?;
        }
        Some(Self(values))
    }

    pub(super) fn p10(self) -> f64 {
        self.0[1]
    }

    pub(super) fn median(self) -> f64 {
        self.0[3]
    }

    pub(super) fn p90(self) -> f64 {
        self.0[5]
    }
}

/// What the legend says of them, the innermost first.
pub(super) fn keys(theme: &Theme, language: Language) -> Vec<Key> {
    let mut keys = vec![Key::Line(Pen::solid(theme.median, 2.5), say!(language, "chart-key-median"))];
    let bands = [
        say!(language, "chart-key-inner-band"),
        say!(language, "chart-key-middle-band"),
        say!(language, "chart-key-outer-band"),
    ];
    keys.extend((0..3).rev().zip(bands).map(|(band, text)| Key::Band(theme.bands[band], text)));
    keys
}

/// What is said of the last point, beside the plot: P90, median and P10.
pub(super) fn ends<B: DrawingBackend>(canvas: &Canvas<'_, B>, last: Percentiles) -> Vec<EndLabel> {
    let (language, theme) = (canvas.language, canvas.theme);
    let outer = |name: &str, value: f64| EndLabel {
        text: format!("{name} {}", language.short(value)),
        value,
        how: canvas.label(theme.muted),
    };
    let median = EndLabel {
        text: say!(language, "chart-median", median = language.short(last.median())),
        value: last.median(),
        how: canvas.bold_label(theme.ink),
    };
    vec![outer("P90", last.p90()), median, outer("P10", last.p10())]
}

/// Bands and median through points that follow each other; a single point becomes as wide as half a step of 1.
pub(super) fn draw<B: DrawingBackend>(
    canvas: &Canvas<'_, B>,
    x: AxisMapping,
    y: AxisMapping,
    run: &[(f64, Percentiles)],
) -> Result<(), ChartError> {
    let theme = canvas.theme;
    let points = match run {
        [(at, one)] => vec![(at - 0.25, *one), (at + 0.25, *one)],
        many => many.to_vec(),
    };
    let at = |place: f64, value: f64| (x.pixel_of(place), y.pixel_of(value));
    for (band, (low, high)) in EDGES.into_iter().enumerate() {
        let there = points.iter().map(|(place, values)| at(*place, values.0[high]));
        let back = points.iter().rev().map(|(place, values)| at(*place, values.0[low]));
        canvas.polygon(&there.chain(back).collect::<Vec<_>>(), theme.bands[band])?;
    }
    let median: Vec<_> = points.iter().map(|(place, values)| at(*place, values.median())).collect();
    canvas.line(&median, Pen::solid(theme.median, 2.75))
}

/// Points without a gap between them.
pub(super) fn runs(
    points: impl IntoIterator<Item = (f64, Option<Percentiles>)>,
) -> Vec<Vec<(f64, Percentiles)>> {
    let mut runs: Vec<Vec<(f64, Percentiles)>> = vec![Vec::new()];
    for (place, percentiles) in points {
        match (percentiles, runs.last_mut()) {
            (Some(percentiles), Some(run)) => run.push((place, percentiles)),
            _ => runs.push(Vec::new()),
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_without_percentiles_breaks_the_band() {
        let one = Some(Percentiles([0.0; 7]));
        let points = [one, one, None, one].into_iter().enumerate().map(|(i, point)| (i as f64, point));
        let lengths: Vec<_> = runs(points).iter().map(Vec::len).collect();
        assert_eq!(lengths, [2, 1]);
    }

    #[test]
    fn a_percentile_that_is_infinite_or_missing_makes_no_band() {
        let figure = crate::report::fixture::figure(5.0, 1.0);
        assert_eq!(Percentiles::of(&figure).map(Percentiles::median), Some(5.0));
        assert_eq!(Percentiles::of(&Figure { p95: Some(f64::INFINITY), ..figure }), None);
        assert_eq!(Percentiles::of(&Figure { p5: None, ..figure }), None);
    }
}
