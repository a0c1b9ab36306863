//! One figure of a forecast: its spread and its own Monte Carlo error.

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
