//! The families and their inverse CDFs.

use super::{Draws, Scale};
use crate::math;
use serde::Serialize;

/// The law of an uncertain number, drawn once a trial.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Quantity {
    /// A plain number.
    Fixed(f64),
    /// The log odds are normal.
    LogitNormal {
        /// Mean of the log odds.
        mu: f64,
        /// Standard deviation of the log odds.
        sigma: f64,
    },
    /// The logarithm is normal.
    Lognormal {
        /// Mean of the logarithm.
        mu: f64,
        /// Standard deviation of the logarithm.
        sigma: f64,
    },
    /// Normal.
    Normal {
        /// Mean.
        mean: f64,
        /// Standard deviation.
        sd: f64,
    },
    /// Beta on (0, 1).
    Beta {
        /// First shape.
        alpha: f64,
        /// Second shape.
        beta: f64,
    },
    /// Gamma.
    Gamma {
        /// Shape: `cv = 1 / sqrt(shape)`.
        shape: f64,
        /// Scale: `mean = shape * scale`.
        scale: f64,
    },
    /// Uniform.
    Uniform {
        /// Low end.
        low: f64,
        /// High end.
        high: f64,
    },
    /// PERT: a beta on (min, max) with mean `(min + 4 mode + max) / 6`
    /// (Malcolm, Roseboom, Clark and Fazar 1959).
    Pert {
        /// Low end.
        min: f64,
        /// Likeliest value.
        mode: f64,
        /// High end.
        max: f64,
    },
    /// Triangular.
    Triangular {
        /// Low end.
        min: f64,
        /// Likeliest value.
        mode: f64,
        /// High end.
        max: f64,
    },
    /// Three-term metalog, `a1 + a2 logit(p) + a3 (p - 1/2) logit(p)` on a scale
    /// (Keelin 2016, "The metalog distributions", eq. 6).
    Metalog {
        /// The scale on which the percentiles are interpolated.
        scale: Scale,
        /// Median on the scale.
        a1: f64,
        /// Width.
        a2: f64,
        /// Skew.
        a3: f64,
    },
    /// One of some values.
    Discrete(Steps),
    /// One of the values seen.
    Empirical(Steps),
    /// A column of draws, whose row it shares with others.
    Draws(Draws),
    /// A law conditioned on a range and renormalised: no mass stands on the ends.
    Truncated {
        /// The law.
        law: Box<Quantity>,
        /// Low end.
        low: f64,
        /// High end.
        high: f64,
        /// The law's share below the low end.
        below: f64,
        /// The law's share inside.
        inside: f64,
    },
}

/// Values with the cumulative share of each.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Steps {
    /// Distinct values, ascending.
    pub values: Vec<f64>,
    /// Cumulative shares, ascending; the last is 1.
    pub cumulative: Vec<f64>,
}

impl Steps {
    /// The smallest value whose cumulative share is not below `p`.
    pub fn quantile(&self, p: f64) -> f64 {
        let at = self.cumulative.partition_point(|&share| share < p);
        self.values[at.min(self.values.len() - 1)]
    }

    /// The mean.
    pub fn mean(&self) -> f64 {
        let mut before = 0.0;
        let mut sum = 0.0;
        for (value, &share) in self.values.iter().zip(&self.cumulative) {
            sum += value * (share - before);
            before = share;
        }
        sum
    }
}

impl Quantity {
    /// The value below which the share `p` in (0, 1) of the draws falls. It never falls as `p` rises.
    pub fn quantile(&self, p: f64) -> f64 {
        match self {
            Self::Fixed(value) => *value,
            Self::LogitNormal { mu, sigma } => Scale::Logit.from(mu + sigma * math::normal::quantile(p)),
            Self::Lognormal { mu, sigma } => math::exponential::exp(mu + sigma * math::normal::quantile(p)),
            Self::Normal { mean, sd } => mean + sd * math::normal::quantile(p),
            Self::Beta { alpha, beta } => math::beta::quantile(p, *alpha, *beta),
            Self::Gamma { shape, scale } => math::gamma::quantile(p, *shape) * scale,
            Self::Uniform { low, high } => (low + (high - low) * p).clamp(*low, *high),
            Self::Pert { min, mode, max } => {
                let width = max - min;
                let (alpha, beta) = (1.0 + 4.0 * (mode - min) / width, 1.0 + 4.0 * (max - mode) / width);
                (min + width * math::beta::quantile(p, alpha, beta)).clamp(*min, *max)
            }
            Self::Triangular { min, mode, max } => triangular(p, *min, *mode, *max),
            Self::Metalog { scale, a1, a2, a3 } => {
                let odds = Scale::Logit.to(p);
                scale.from(a1 + a2 * odds + a3 * (p - 0.5) * odds)
            }
            Self::Discrete(steps) | Self::Empirical(steps) => steps.quantile(p),
            Self::Draws(draws) => draws.alone.quantile(p),
            Self::Truncated { law, low, high, below, inside } => {
                // The argument stays in the open interval where the law's own quantile lives.
                let within = (below + p * inside).clamp(f64::MIN_POSITIVE, 1.0 - f64::EPSILON / 2.0);
                law.quantile(within).clamp(*low, *high)
            }
        }
    }

    /// Puts the quantile in the place of every share of a column: the bits of [`Self::quantile`].
    pub fn fill_quantiles(&self, column: &mut [f64]) {
        if self.is_of_scores() {
            math::normal::quantiles(column);
            self.fill_from_scores(column);
        } else {
            for value in column {
                *value = self.quantile(*value);
            }
        }
    }

    /// Puts the value in the place of every standard normal score of a column: the score's share of the draws is below.
    pub fn fill_from_scores(&self, column: &mut [f64]) {
        match self {
            Self::LogitNormal { mu, sigma } => {
                math::columns::scale(column, *sigma, *mu);
                math::exponential::logistic_all(column);
            }
            Self::Lognormal { mu, sigma } => {
                math::columns::scale(column, *sigma, *mu);
                math::exponential::exp_all(column);
            }
            Self::Normal { mean, sd } => math::columns::scale(column, *sd, *mean),
            _ => {
                for value in column {
                    // Beyond 8.2 standard deviations the CDF rounds to an end, where no quantile is finite.
                    let share = math::normal::cdf(*value).clamp(f64::MIN_POSITIVE, 1.0 - f64::EPSILON / 2.0);
                    *value = self.quantile(share);
                }
            }
        }
    }

    /// Whether a normal score is all that a draw needs.
    fn is_of_scores(&self) -> bool {
        matches!(self, Self::LogitNormal { .. } | Self::Lognormal { .. } | Self::Normal { .. })
    }

    /// The share of the draws that are not above `x`, to about 1e-16.
    pub fn cdf(&self, x: f64) -> f64 {
        match self {
            Self::Normal { mean, sd } => math::normal::cdf((x - mean) / sd),
            Self::Lognormal { mu, sigma } => {
                if x <= 0.0 {
                    0.0
                } else {
                    math::normal::cdf((libm::log(x) - mu) / sigma)
                }
            }
            Self::LogitNormal { mu, sigma } => {
                if x <= 0.0 {
                    0.0
                } else if x >= 1.0 {
                    1.0
                } else {
                    math::normal::cdf((Scale::Logit.to(x) - mu) / sigma)
                }
            }
            _ => self.cdf_by_bisection(x),
        }
    }

    /// The quantile never falls, so the share is where it passes `x`.
    fn cdf_by_bisection(&self, x: f64) -> f64 {
        let (mut low, mut high) = (1e-18, 1.0 - f64::EPSILON / 2.0);
        if self.quantile(low) > x {
            return 0.0;
        }
        if self.quantile(high) <= x {
            return 1.0;
        }
        for _ in 0..64 {
            let middle = 0.5 * (low + high);
            if self.quantile(middle) <= x {
                low = middle;
            } else {
                high = middle;
            }
        }
        low
    }

    /// The family's name, as in `lognormal`.
    pub fn family(&self) -> &'static str {
        match self {
            Self::Fixed(_) => "fixed",
            Self::LogitNormal { .. } => "logit-normal",
            Self::Lognormal { .. } => "lognormal",
            Self::Normal { .. } => "normal",
            Self::Beta { .. } => "beta",
            Self::Gamma { .. } => "gamma",
            Self::Uniform { .. } => "uniform",
            Self::Pert { .. } => "PERT",
            Self::Triangular { .. } => "triangular",
            Self::Metalog { scale: Scale::Log, .. } => "metalog (log scale)",
            Self::Metalog { scale: Scale::Logit, .. } => "metalog (logit scale)",
            Self::Metalog { scale: Scale::Plain, .. } => "metalog",
            Self::Discrete(_) => "discrete",
            Self::Empirical(_) => "empirical",
            Self::Draws(_) => "draws",
            Self::Truncated { law, .. } => law.family(),
        }
    }

    /// Whether it is a plain number.
    pub fn is_fixed(&self) -> bool {
        matches!(self, Self::Fixed(_))
    }

    /// Whether a trial draws it by a coordinate of its own: plain numbers need none, and draws stand at a row that they share.
    pub fn has_coordinate(&self) -> bool {
        !matches!(self, Self::Fixed(_) | Self::Draws(_))
    }

    /// The mean, where it has a closed form.
    pub fn mean(&self) -> Option<f64> {
        match self {
            Self::Fixed(value) => Some(*value),
            Self::Lognormal { mu, sigma } => Some(libm::exp(mu + 0.5 * sigma * sigma)),
            Self::Normal { mean, .. } => Some(*mean),
            Self::Beta { alpha, beta } => Some(alpha / (alpha + beta)),
            Self::Gamma { shape, scale } => Some(shape * scale),
            Self::Uniform { low, high } => Some(0.5 * (low + high)),
            Self::Pert { min, mode, max } => Some((min + 4.0 * mode + max) / 6.0),
            Self::Triangular { min, mode, max } => Some((min + mode + max) / 3.0),
            // The integrals over (0, 1) of logit(p) and (p - 1/2) logit(p) are 0 and 1/2.
            Self::Metalog { scale: Scale::Plain, a1, a3, .. } => Some(a1 + 0.5 * a3),
            Self::Discrete(steps) | Self::Empirical(steps) => Some(steps.mean()),
            Self::Draws(draws) => Some(draws.alone.mean()),
            Self::LogitNormal { .. } | Self::Metalog { .. } | Self::Truncated { .. } => None,
        }
    }
}

fn triangular(p: f64, min: f64, mode: f64, max: f64) -> f64 {
    let width = max - min;
    let rising = (mode - min) / width;
    let x = if p < rising {
        min + (width * (mode - min) * p).sqrt()
    } else {
        max - (width * (max - mode) * (1.0 - p)).sqrt()
    };
    x.clamp(min, max)
}
