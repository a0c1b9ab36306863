//! Axes: a range of values on a range of pixels, with round ticks and a unit that keeps their labels short.

use crate::report::language::{Language, Scale};
use serde::Serialize;

/// Where the values of a chart stand on it: what a page needs to show the value under the pointer.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct AxesMapping {
    /// From left to right. On a fan and on a map of cohorts the values are months or columns counted from 0, on curves
    /// of clients they are ages in months.
    pub x: AxisMapping,
    /// From the foot to the top. On a map of cohorts the values are rows counted from 0 at the top.
    pub y: AxisMapping,
}

/// A linear axis: `value[0]` stands at `pixel[0]` and `value[1]` at `pixel[1]`. Pixels count from the top left corner
/// of the chart in the units of its SVG; a PNG has twice as many.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct AxisMapping {
    /// Where the axis begins and ends on the chart.
    pub pixel: [f64; 2],
    /// What stands there.
    pub value: [f64; 2],
}

impl AxisMapping {
    /// The pixel of a value.
    pub fn pixel_of(&self, value: f64) -> f64 {
        let share = (value - self.value[0]) / (self.value[1] - self.value[0]);
        self.pixel[0] + share * (self.pixel[1] - self.pixel[0])
    }
}

/// A range of values that holds all of `values`, with some air, and is never empty.
pub(super) fn range(values: impl IntoIterator<Item = f64>) -> [f64; 2] {
    let (low, high) = values
        .into_iter()
        .filter(|value| value.is_finite())
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    if low > high {
        return [0.0, 1.0];
    }
    let spread = high - low;
    // Values so near each other that their difference is rounding are one value.
    if spread <= 1e-9 * low.abs().max(high.abs()) {
        let air = if high == 0.0 { 1.0 } else { 0.5 * high.abs() };
        return [low - air, high + air];
    }
    [low - if low == 0.0 { 0.0 } else { 0.06 * spread }, high + if high == 0.0 { 0.0 } else { 0.06 * spread }]
}

/// Round values inside the range, about `wanted` of them.
pub(super) fn ticks([low, high]: [f64; 2], wanted: usize) -> Vec<f64> {
    let rough = (high - low) / wanted.max(1) as f64;
    let power = libm::pow(10.0, libm::floor(libm::log10(rough)));
    let step = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().map(|m| m * power).find(|step| *step >= rough * 0.75);
    let step = step.unwrap_or(10.0 * power);
    let first = (low / step).ceil();
    // A count, not a running sum: no tick drifts, and the loop is bounded.
    (0..=2 * wanted + 2)
        .map(|i| (first + i as f64) * step)
        .take_while(|tick| *tick <= high + 1e-9 * step)
        .collect()
}

/// What the labels of a money axis count in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Unit {
    pub(super) divisor: f64,
    pub(super) scale: Scale,
}

/// Plain numbers.
pub(super) const UNITS: Unit = Unit { divisor: 1.0, scale: Scale::One };

/// The unit in which the range's ends have at most five digits.
pub(super) fn unit([low, high]: [f64; 2]) -> Unit {
    let size = low.abs().max(high.abs());
    let (divisor, scale) = match size {
        size if size < 1e5 => return UNITS,
        size if size < 2e7 => (1e3, Scale::Thousand),
        size if size < 2e10 => (1e6, Scale::Million),
        size if size < 2e13 => (1e9, Scale::Billion),
        _ => (1e12, Scale::Trillion),
    };
    Unit { divisor, scale }
}

/// The labels of ticks in a unit, all with as many decimals as their step needs.
pub(super) fn labels(ticks: &[f64], unit: Unit, language: Language) -> Vec<String> {
    let step = match ticks {
        [first, second, ..] => (second - first) / unit.divisor,
        _ => 1.0,
    };
    let decimals = (0..6).find(|&d| {
        let scaled = step * libm::pow(10.0, f64::from(d));
        (scaled - scaled.round()).abs() < 1e-6 * scaled.max(1.0)
    });
    let decimals = decimals.unwrap_or(6) as usize;
    ticks.iter().map(|tick| language.fixed(tick / unit.divisor, decimals)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::language::Language::{English, Russian};

    #[test]
    fn degenerate_values_still_make_a_range() {
        assert_eq!(range([]), [0.0, 1.0]);
        assert_eq!(range([f64::NAN]), [0.0, 1.0]);
        assert_eq!(range([0.0, 0.0]), [-1.0, 1.0]);
        assert_eq!(range([1e12, 1e12]), [0.5e12, 1.5e12]);
        assert_eq!(range([-4.0, -4.0]), [-6.0, -2.0]);
    }

    #[test]
    fn ticks_are_round_and_inside() {
        assert_eq!(ticks([0.0, 3.9e6], 5), [0.0, 1e6, 2e6, 3e6]);
        assert_eq!(ticks([-1.2, 0.4], 4), [-1.0, -0.5, 0.0]);
        for range in [[0.0, 1e-12], [-3e15, 1e15], [1e12, 1.0000001e12]] {
            let ticks = ticks(range, 6);
            assert!((2..=14).contains(&ticks.len()), "{range:?}: {ticks:?}");
            assert!(ticks.iter().all(|t| *t >= range[0] - 1e-6 && *t <= range[1] * 1.000001), "{ticks:?}");
        }
    }

    #[test]
    fn labels_have_separators_and_the_decimals_of_their_step() {
        let of = |ticks: &[f64], range, language| labels(ticks, unit(range), language);
        let range = [0.0, 4.2e6];
        assert_eq!(of(&ticks(range, 2), range, English), ["0", "2,000", "4,000"]);
        assert_eq!(of(&ticks(range, 2), range, Russian), ["0", "2\u{A0}000", "4\u{A0}000"]);
        let range = [-300.0, 250.0];
        assert_eq!(of(&ticks(range, 3), range, English), ["-200", "0", "200"]);
        assert_eq!(of(&[0.0, 0.5], [0.0, 0.5], English), ["0.0", "0.5"]);
        assert_eq!(of(&[0.0, 0.5], [0.0, 0.5], Russian), ["0,0", "0,5"]);
    }

    #[test]
    fn a_mapping_places_values() {
        let axis = AxisMapping { pixel: [500.0, 100.0], value: [0.0, 8.0] };
        assert_eq!(axis.pixel_of(0.0), 500.0);
        assert_eq!(axis.pixel_of(6.0), 200.0);
    }
}
