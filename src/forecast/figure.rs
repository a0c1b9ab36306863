//! One figure of a forecast: its spread and its own Monte Carlo error.

use super::sampling::Sampling;
use serde::Serialize;

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
        let mut sorted: Vec<f64> = column.iter().copied().filter(|value| !value.is_nan()).collect();
        let left_out = column.len() - sorted.len();
        let Some(&first) = sorted.first() else { return Self { left_out, ..Self::NONE } };
        if first.is_finite() && sorted.iter().all(|&value| value == first) {
            return Self { left_out, ..Self::constant(first, sorted.len()) };
        }
        sorted.sort_unstable_by(f64::total_cmp);
        let at = |p: f64| finite(percentile(&sorted, p));
        let error_at = |p: f64| percentile_error(column, &sorted, sampling, p);
        let mut figure = Self {
            p5: at(0.05),
            p10: at(0.10),
            p25: at(0.25),
            p50: at(0.50),
            p75: at(0.75),
            p90: at(0.90),
            p95: at(0.95),
            p10_se: error_at(0.10),
            p50_se: error_at(0.50),
            p90_se: error_at(0.90),
            left_out,
            ..Self::NONE
        };
        if sorted.iter().all(|value| value.is_finite()) {
            let count = sorted.len();
            let existing = || column.iter().enumerate().filter(|(_, value)| !value.is_nan());
            let mean = existing().map(|(_, value)| value).sum::<f64>() / count as f64;
            let squares: f64 = existing().map(|(_, value)| (value - mean) * (value - mean)).sum();
            figure.mean = finite(mean);
            figure.sd = if count > 1 { finite((squares / (count as f64 - 1.0)).sqrt()) } else { None };
            let deviations = existing().map(|(trial, value)| (trial, value - mean));
            figure.se = sampling.error_of_mean(deviations, count).and_then(finite);
        }
        figure
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
    fn constant(value: f64, trials: usize) -> Self {
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
        let count = column.iter().filter(|value| !value.is_nan()).count();
        if count == 0 {
            return None;
        }
        let hits = column.iter().filter(|&&value| !value.is_nan() && holds(value)).count();
        let value = hits as f64 / count as f64;
        Some(Self { value, se: sampling.error_of_share(column, holds, value, count).unwrap_or(0.0) })
    }

    /// The mean of the worst (lowest) share of the trials, CVaR. Its error is that of the mean of
    /// `q + min(x - q, 0) / share`, with `q` the quantile (Rockafellar and Uryasev 2000).
    pub fn of_lower_tail(column: &[f64], sampling: Sampling, share: f64) -> Self {
        let mut sorted = column.to_vec();
        sorted.sort_unstable_by(f64::total_cmp);
        let q = percentile(&sorted, share);
        let tail = |x: f64| q + (x - q).min(0.0) / share;
        let value = column.iter().map(|&x| tail(x)).sum::<f64>() / column.len() as f64;
        let deviations = column.iter().enumerate().map(|(trial, &x)| (trial, tail(x) - value));
        Self { value, se: sampling.error_of_mean(deviations, column.len()).unwrap_or(0.0) }
    }
}

/// The percentile of an ascending sample: linear between order statistics, `x[p (n - 1)]`, as NumPy's default
/// (Hyndman and Fan 1996, definition 7). The sample is not empty.
pub fn percentile(sorted: &[f64], p: f64) -> f64 {
    let place = p.clamp(0.0, 1.0) * (sorted.len() - 1) as f64;
    let (below, part) = (place.floor() as usize, place - place.floor());
    let low = sorted[below];
    match sorted.get(below + 1) {
        Some(high) if part > 0.0 => low + part * (high - low),
        _ => low,
    }
}

fn percentile_error(column: &[f64], sorted: &[f64], sampling: Sampling, p: f64) -> Option<f64> {
    let value = percentile(sorted, p);
    // The share at or below the percentile is `p` but for ties; its error is what the trials say.
    let below = sorted.partition_point(|&x| x <= value) as f64 / sorted.len() as f64;
    let s = sampling.error_of_share(column, |x| x <= value, below, sorted.len())?;
    let (low, high) = ((p - s).max(0.0), (p + s).min(1.0));
    if high <= low {
        return finite(0.0);
    }
    finite((percentile(sorted, high) - percentile(sorted, low)) * s / (high - low))
}

fn finite(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_numpys() {
        // numpy.percentile([1, 2, 4, 8], [0, 10, 50, 90, 100]) = 1, 1.3, 3, 6.8, 8
        let sorted = [1.0, 2.0, 4.0, 8.0];
        for (p, expected) in [(0.0, 1.0), (0.1, 1.3), (0.5, 3.0), (0.9, 6.8), (1.0, 8.0)] {
            assert!((percentile(&sorted, p) - expected).abs() < 1e-12, "{p}");
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
        let tail = Estimate::of_lower_tail(&column, Sampling::Independent, 0.1);
        let expected = 2.9 - (1.9 + 0.9) / 0.1 / 20.0;
        assert!((tail.value - expected).abs() < 1e-12, "{}", tail.value);
    }
}
