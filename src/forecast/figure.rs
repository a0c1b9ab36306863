//! One figure of a forecast: its spread and its own Monte Carlo error.

use super::lanes::Mean;
use super::sampling::Sampling;
use crate::math::order::OrderStatistics;
use crate::math::sample;
use serde::Serialize;
use std::borrow::Cow;

/// A figure over the trials. What does not exist is `None` (null in JSON), never 0 or NaN.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Figure {
    /// Mean over the trials.
    pub mean: Option<f64>,
    /// Standard deviation: the forecast's spread.
    pub sd: Option<f64>,
    /// Monte Carlo standard error of the mean.
    pub se: Option<f64>,
    /// 5 % of the trials are below.
    pub p5: Option<f64>,
    /// 10 % of the trials are below.
    pub p10: Option<f64>,
    /// A quarter of the trials are below.
    pub p25: Option<f64>,
    /// Median.
    pub p50: Option<f64>,
    /// A quarter of the trials are above.
    pub p75: Option<f64>,
    /// 10 % of the trials are above.
    pub p90: Option<f64>,
    /// 5 % of the trials are above.
    pub p95: Option<f64>,
    /// Monte Carlo standard error of `p10`.
    pub p10_se: Option<f64>,
    /// Monte Carlo standard error of `p50`.
    pub p50_se: Option<f64>,
    /// Monte Carlo standard error of `p90`.
    pub p90_se: Option<f64>,
    /// Trials in which the figure does not exist (a ratio's denominator is 0); they are left out of the rest.
    #[serde(skip_serializing_if = "is_zero")]
    pub left_out: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

/// A single estimate (a probability, a tail mean) with its Monte Carlo standard error.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Estimate {
    /// The estimate.
    pub value: f64,
    /// Its Monte Carlo standard error.
    pub se: f64,
}

impl Figure {
    /// The figure of a column, a value a trial. NaN marks a trial in which it does not exist; an infinite value is
    /// "never": percentiles that reach it are null, and so are mean and spread.
    pub fn of(column: &[f64], sampling: Sampling) -> Self {
        let existing: Cow<[f64]> = if column.iter().any(|value| value.is_nan()) {
            column.iter().copied().filter(|value| !value.is_nan()).collect()
        } else {
            Cow::Borrowed(column)
        };
        Self::in_order(column, &existing, &mut OrderStatistics::of(&existing), sampling)
    }

    /// The figure of a column of which the values that exist have been put in order.
    pub(super) fn in_order(
        column: &[f64],
        existing: &[f64],
        order: &mut OrderStatistics,
        sampling: Sampling,
    ) -> Self {
        let left_out = column.len() - existing.len();
        let Some(&first) = existing.first() else { return Self { left_out, ..Self::NONE } };
        if first.is_finite() && existing.iter().all(|&value| value == first) {
            return Self { left_out, ..Self::constant(first, existing.len()) };
        }
        let mut at = |p: f64| order.percentile(p).and_then(finite);
        let [p5, p10, p25, p50, p75, p90, p95] = [0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95].map(&mut at);
        let [p10_se, p50_se, p90_se] =
            [0.10, 0.50, 0.90].map(|p| percentile_error(column, order, sampling, p));
        let mut figure =
            Self { p5, p10, p25, p50, p75, p90, p95, p10_se, p50_se, p90_se, left_out, ..Self::NONE };
        // "Never" is infinite, and so is a mean that it takes part in.
        if let Some(mean) = sample::mean(existing).filter(|mean| mean.is_finite()) {
            figure.mean = finite(mean);
            figure.sd = sample::standard_deviation(existing, mean).and_then(finite);
            let deviations = column.iter().enumerate().filter(|(_, value)| !value.is_nan());
            let deviations = deviations.map(|(trial, value)| (trial, value - mean));
            figure.se = sampling.error_of_mean(deviations, existing.len()).and_then(finite);
        }
        figure
    }

    /// The figure of `factor x`, from that of `x`, for a factor of 0 or more.
    #[must_use]
    pub(super) fn scaled(self, factor: f64) -> Self {
        let times = |value: Option<f64>| value.map(|value| factor * value);
        Self {
            mean: times(self.mean),
            sd: times(self.sd),
            se: times(self.se),
            p5: times(self.p5),
            p10: times(self.p10),
            p25: times(self.p25),
            p50: times(self.p50),
            p75: times(self.p75),
            p90: times(self.p90),
            p95: times(self.p95),
            p10_se: times(self.p10_se),
            p50_se: times(self.p50_se),
            p90_se: times(self.p90_se),
            left_out: self.left_out,
        }
    }

    /// The same figure, whose mean is known better than from the drawn values. What has none keeps none.
    #[must_use]
    pub(super) fn with_mean(self, mean: Mean) -> Self {
        if self.mean.is_none() {
            return self;
        }
        Self { mean: finite(mean.value), se: mean.se.and_then(finite), ..self }
    }

    /// The figure of `1 - x`, from that of `x`: low becomes high.
    #[must_use]
    pub fn complement(self) -> Self {
        let less = |value: Option<f64>| value.map(|value| 1.0 - value);
        Self {
            mean: less(self.mean),
            p5: less(self.p95),
            p10: less(self.p90),
            p25: less(self.p75),
            p50: less(self.p50),
            p75: less(self.p25),
            p90: less(self.p10),
            p95: less(self.p5),
            p10_se: self.p90_se,
            p90_se: self.p10_se,
            ..self
        }
    }

    /// A figure that does not exist.
    pub const NONE: Self = Self {
        mean: None,
        sd: None,
        se: None,
        p5: None,
        p10: None,
        p25: None,
        p50: None,
        p75: None,
        p90: None,
        p95: None,
        p10_se: None,
        p50_se: None,
        p90_se: None,
        left_out: 0,
    };

    /// A figure that is the same in all of so many trials.
    pub(super) fn constant(value: f64, trials: usize) -> Self {
        let (value, spread) = (Some(value), (trials > 1).then_some(0.0));
        Self {
            mean: value,
            sd: spread,
            se: spread,
            p5: value,
            p10: value,
            p25: value,
            p50: value,
            p75: value,
            p90: value,
            p95: value,
            p10_se: spread,
            p50_se: spread,
            p90_se: spread,
            left_out: 0,
        }
    }
}

impl Estimate {
    /// The share of trials for which something holds; NaN values are left out. None where nothing is left.
    pub fn of_share(column: &[f64], sampling: Sampling, holds: impl Fn(f64) -> bool) -> Option<Self> {
        sampling.share(column, holds).map(|(value, se)| Self { value, se: se.unwrap_or(0.0) })
    }

    /// A percentile; none where it is infinite, or the column has nothing but NaN.
    pub fn of_percentile(column: &[f64], sampling: Sampling, p: f64) -> Option<Self> {
        let existing: Vec<f64> = column.iter().copied().filter(|value| !value.is_nan()).collect();
        let mut order = OrderStatistics::of(&existing);
        let value = order.percentile(p).and_then(finite)?;
        let se = if existing.iter().all(|&other| other == value) {
            0.0
        } else {
            percentile_error(column, &mut order, sampling, p).unwrap_or(0.0)
        };
        Some(Self { value, se })
    }

    /// The mean of the worst (lowest) share of the trials, CVaR. Its error is that of the mean of
    /// `q + min(x - q, 0) / share`, with `q` the quantile (Rockafellar and Uryasev 2000). The order statistics are the
    /// column's.
    pub(super) fn of_lower_tail(
        column: &[f64],
        order: &mut OrderStatistics,
        sampling: Sampling,
        share: f64,
    ) -> Self {
        let q = order.percentile(share).unwrap_or(f64::NAN);
        let tail = |x: f64| q + (x - q).min(0.0) / share;
        let value = column.iter().map(|&x| tail(x)).sum::<f64>() / column.len() as f64;
        let deviations = column.iter().enumerate().map(|(trial, &x)| (trial, tail(x) - value));
        Self { value, se: sampling.error_of_mean(deviations, column.len()).unwrap_or(0.0) }
    }
}

/// Woodruff's error of a percentile (see [`sampling`](super::sampling)).
fn percentile_error(column: &[f64], order: &mut OrderStatistics, sampling: Sampling, p: f64) -> Option<f64> {
    // A percentile that is "never" has no error either.
    let value = order.percentile(p).and_then(finite)?;
    let (_, s) = sampling.share(column, |x| x <= value)?;
    let s = s?;
    let (low, high) = ((p - s).max(0.0), (p + s).min(1.0));
    if high <= low {
        return finite(0.0);
    }
    finite((order.percentile(high)? - order.percentile(low)?) * s / (high - low))
}

pub(super) fn finite(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_complement_is_the_figure_of_one_minus_x() {
        let column: Vec<f64> = (0..640).map(|i| f64::from(i * i % 97) / 97.0).collect();
        let complement: Vec<f64> = column.iter().map(|x| 1.0 - x).collect();
        let (read, made) =
            (Figure::of(&complement, Sampling::Replicated), Figure::of(&column, Sampling::Replicated));
        let made = made.complement();
        let pairs = [(read.mean, made.mean), (read.p5, made.p5), (read.p25, made.p25), (read.p90, made.p90)];
        for (read, made) in pairs {
            assert!((read.unwrap() - made.unwrap()).abs() < 1e-12, "{read:?} {made:?}");
        }
    }

    #[test]
    fn what_never_happens_has_no_mean_and_no_high_percentile() {
        let column = [2.0, 1.0, f64::INFINITY, 3.0, 4.0, f64::NAN];
        let figure = Figure::of(&column, Sampling::Independent);
        assert_eq!((figure.mean, figure.sd, figure.se), (None, None, None));
        assert_eq!((figure.p50, figure.p95), (Some(3.0), None));
        assert_eq!(figure.left_out, 1);
    }

    #[test]
    fn no_trial_is_no_figure() {
        let figure = Figure::of(&[f64::NAN, f64::NAN], Sampling::Independent);
        assert_eq!((figure.mean, figure.p50, figure.left_out), (None, None, 2));
        assert_eq!(Figure::of(&[], Sampling::Independent), Figure::NONE);
    }

    #[test]
    fn a_constant_has_no_spread_and_no_error() {
        let figure = Figure::of(&[0.1; 100], Sampling::Replicated);
        assert_eq!(
            (figure.mean, figure.sd, figure.se, figure.p10_se),
            (Some(0.1), Some(0.0), Some(0.0), Some(0.0))
        );
    }

    #[test]
    fn the_worst_tenth_is_its_mean() {
        // Of 1..=20 the lowest 10 % by interpolation: q = 2.9, mean of q + min(x - q, 0) / 0.1 over 20 values.
        let column: Vec<f64> = (1..=20).map(f64::from).collect();
        let mut order = OrderStatistics::of(&column);
        let tail = Estimate::of_lower_tail(&column, &mut order, Sampling::Independent, 0.1);
        let expected = 2.9 - (1.9 + 0.9) / 0.1 / 20.0;
        assert!((tail.value - expected).abs() < 1e-12, "{}", tail.value);
    }
}
