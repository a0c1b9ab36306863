//! From what is written (ends, percentiles, moments) to a law, or the rule that forbids it.

use super::{Domain, Quantity, Scale, Steps};
use crate::math::normal;
use crate::model::problem::{Refusal, Remedy, Rule};

/// A law may leave its field's range in less than this share of the draws; it is then conditioned on the range,
/// which moves no percentile by more than this share. Beyond it the law is an error.
const STRAY_SHARE: f64 = 1e-6;
/// A `truncate` has to keep at least this share of the law.
const KEPT_SHARE: f64 = 1e-4;

type Written = Result<Quantity, Refusal>;

/// A 90 % interval: the family of the domain with these 5th and 95th percentiles.
pub(crate) fn from_interval(low: f64, high: f64, domain: &Domain) -> Written {
    ascending(&[low, high])?;
    on_scale(&[low, high], domain, (low, 0.5 * (low + high), high))?;
    let (a, b) = (domain.scale.to(low), domain.scale.to(high));
    let centre = 0.5 * (a + b);
    let spread = (b - a) / (2.0 * normal::quantile(0.95));
    Ok(match domain.scale {
        Scale::Log => Quantity::Lognormal { mu: centre, sigma: spread },
        Scale::Logit => Quantity::LogitNormal { mu: centre, sigma: spread },
        Scale::Plain => Quantity::Normal { mean: centre, sd: spread },
    })
}

/// The 10th, 50th and 90th percentiles: a three-term metalog on the domain's scale. `cut` says that a `truncate`
/// follows, which gives a heavy tail its variance back.
pub(crate) fn from_three(p10: f64, p50: f64, p90: f64, domain: &Domain, cut: bool) -> Written {
    ascending(&[p10, p50, p90])?;
    on_scale(&[p10, p50, p90], domain, (p10, p50, p90))?;
    let [low, a1, high] = [p10, p50, p90].map(|x| domain.scale.to(x));
    // Keelin 2016, section 3.4: the bound on |a3 / a2|, 1.66711, on the scale of the percentiles.
    let ratio = (a1 - low) / (high - low);
    let (least, most) = (0.1666, 0.8334);
    if !(ratio > least && ratio < most) {
        let (from, to) = (low + least * (high - low), low + most * (high - low));
        let remedy = Remedy::Between { low: domain.scale.from(from), high: domain.scale.from(to) };
        return Err(Rule::InfeasiblePercentiles { ratio, low: least, high: most }.with(remedy));
    }
    let odds = Scale::Logit.to(0.9);
    let a2 = (high - low) / (2.0 * odds);
    let a3 = (high + low - 2.0 * a1) / (0.8 * odds);
    let coefficient = a2 + 0.5 * a3;
    if domain.scale == Scale::Log && coefficient >= 0.5 && !cut {
        let remedy = Remedy::PertOrTruncate { min: p10, mode: p50, max: p90 };
        return Err(Rule::HeavyTail { coefficient }.with(remedy));
    }
    Ok(Quantity::Metalog { scale: domain.scale, a1, a2, a3 })
}

/// PERT between two ends with the likeliest value.
pub(crate) fn pert(min: f64, mode: f64, max: f64) -> Written {
    ends_and_mode(min, mode, max)?;
    Ok(Quantity::Pert { min, mode, max })
}

/// Triangular between two ends with the likeliest value.
pub(crate) fn triangular(min: f64, mode: f64, max: f64) -> Written {
    ends_and_mode(min, mode, max)?;
    Ok(Quantity::Triangular { min, mode, max })
}

/// Uniform between two ends.
pub(crate) fn uniform(low: f64, high: f64) -> Written {
    ascending(&[low, high])?;
    Ok(Quantity::Uniform { low, high })
}

/// A mean and a standard deviation: the domain's family of moments (beta, lognormal or normal).
pub(crate) fn from_mean_sd(mean: f64, sd: f64, domain: &Domain) -> Written {
    if sd == 0.0 {
        return Ok(Quantity::Fixed(mean));
    }
    match domain.scale {
        Scale::Log => lognormal_moments(mean, sd),
        Scale::Logit => named_beta(mean, sd),
        Scale::Plain => Ok(Quantity::Normal { mean, sd }),
    }
}

/// Lognormal with this mean and standard deviation.
pub(crate) fn lognormal_moments(mean: f64, sd: f64) -> Written {
    if mean <= 0.0 {
        return Err(Rule::InfeasibleMoments { sd_limit: 0.0 }.into());
    }
    let variance = libm::log1p((sd / mean) * (sd / mean));
    Ok(Quantity::Lognormal { mu: libm::log(mean) - 0.5 * variance, sigma: variance.sqrt() })
}

/// Beta with this mean and standard deviation.
pub(crate) fn named_beta(mean: f64, sd: f64) -> Written {
    let most = mean * (1.0 - mean);
    if !(mean > 0.0 && mean < 1.0 && sd * sd < most) {
        return Err(Rule::InfeasibleMoments { sd_limit: most.max(0.0).sqrt() }.into());
    }
    let sum = most / (sd * sd) - 1.0;
    Ok(Quantity::Beta { alpha: mean * sum, beta: (1.0 - mean) * sum })
}

/// Gamma with this mean and standard deviation.
pub(crate) fn gamma(mean: f64, sd: f64) -> Written {
    if mean <= 0.0 {
        return Err(Rule::InfeasibleMoments { sd_limit: 0.0 }.into());
    }
    let shape = (mean / sd) * (mean / sd);
    Ok(Quantity::Gamma { shape, scale: mean / shape })
}

/// Values with weights, as ascending steps; equal values are added up, values without weight dropped.
pub(crate) fn steps(values: &[f64], weights: &[f64]) -> Result<Steps, Refusal> {
    let total: f64 = weights.iter().sum();
    if !(total > 0.0 && total.is_finite()) {
        return Err(Rule::NoWeight.into());
    }
    let mut pairs: Vec<(f64, f64)> =
        values.iter().copied().zip(weights.iter().copied()).filter(|pair| pair.1 > 0.0).collect();
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut steps = Steps { values: Vec::new(), cumulative: Vec::new() };
    let mut sum = 0.0;
    for (value, weight) in pairs {
        sum += weight;
        if steps.values.last() == Some(&value) {
            steps.cumulative.pop();
        } else {
            steps.values.push(value);
        }
        steps.cumulative.push((sum / total).min(1.0));
    }
    if let Some(last) = steps.cumulative.last_mut() {
        *last = 1.0;
    }
    Ok(steps)
}

/// The law conditioned on a range.
pub(crate) fn truncated(law: Quantity, low: f64, high: f64) -> Written {
    ascending(&[low, high])?;
    match law {
        Quantity::Fixed(_) => Err(Rule::TruncatedNumber.into()),
        Quantity::Draws(_) => Err(Rule::TruncatedDraws.into()),
        Quantity::Discrete(all) => kept_steps(&all, low, high).map(Quantity::Discrete),
        Quantity::Empirical(all) => kept_steps(&all, low, high).map(Quantity::Empirical),
        law => {
            let below = law.cdf(low);
            let inside = law.cdf(high) - below;
            if inside < KEPT_SHARE {
                return Err(Rule::EmptyTruncation { kept: inside.max(0.0) }.into());
            }
            Ok(Quantity::Truncated { law: Box::new(law), low, high, below, inside })
        }
    }
}

fn kept_steps(all: &Steps, low: f64, high: f64) -> Result<Steps, Refusal> {
    let mut before = 0.0;
    let (mut values, mut weights) = (Vec::new(), Vec::new());
    for (&value, &share) in all.values.iter().zip(&all.cumulative) {
        if (low..=high).contains(&value) {
            values.push(value);
            weights.push(share - before);
        }
        before = share;
    }
    steps(&values, &weights).map_err(|_| Rule::EmptyTruncation { kept: 0.0 }.into())
}

/// The law with draws that stay in the field's range: as it is where it cannot leave it, conditioned on the range
/// where it leaves it in less than one draw in a million, an error otherwise.
pub(crate) fn inside(law: Quantity, domain: &Domain) -> Written {
    if matches!(law, Quantity::Fixed(_) | Quantity::Discrete(_) | Quantity::Empirical(_) | Quantity::Draws(_))
    {
        return Ok(law);
    }
    // The most extreme uniform numbers that are ever drawn.
    let (first, last) = (law.quantile(1e-18), law.quantile(1.0 - f64::EPSILON / 2.0));
    let below = if first < domain.low { law.cdf(domain.low) } else { 0.0 };
    let above = if last > domain.high { 1.0 - law.cdf(domain.high) } else { 0.0 };
    if below + above > STRAY_SHARE {
        let (low, high) = (domain.low, domain.high);
        let remedy = Remedy::TruncateOrMoments { low, high };
        let rule = Rule::LeavesDomain {
            kind: domain.kind,
            family: law.family(),
            probability: below + above,
            low,
            high,
        };
        return Err(rule.with(remedy));
    }
    if first >= domain.low && last <= domain.high && first.is_finite() && last.is_finite() {
        return Ok(law);
    }
    Ok(Quantity::Truncated {
        law: Box::new(law),
        low: domain.low,
        high: domain.high,
        below,
        inside: 1.0 - above - below,
    })
}

fn ascending(numbers: &[f64]) -> Result<(), Refusal> {
    if numbers.windows(2).all(|pair| pair[0] < pair[1]) { Ok(()) } else { Err(Rule::Reversed.into()) }
}

fn ends_and_mode(min: f64, mode: f64, max: f64) -> Result<(), Refusal> {
    if min < max && (min..=max).contains(&mode) { Ok(()) } else { Err(Rule::Reversed.into()) }
}

/// The numbers have to lie inside the scale; otherwise a PERT with these ends is offered.
fn on_scale(numbers: &[f64], domain: &Domain, offer: (f64, f64, f64)) -> Result<(), Refusal> {
    if numbers.iter().all(|&x| domain.has_scale(x)) {
        return Ok(());
    }
    let (min, mode, max) = offer;
    Err(Rule::EdgeOfDomain { kind: domain.kind }.with(Remedy::Pert { min, mode, max }))
}
