//! The search for the smallest sufficient scale of acquisition.

use super::answer::CurvePoint;
use super::scales::Scales;
use crate::model::watch::Stopped;

/// How near to each other insufficient and sufficient scale have to be, relatively.
const RESOLUTION: f64 = 0.001;

/// Above an answer, these multiples of it have to suffice as well.
const GUARDS: [f64; 4] = [1.025, 1.05, 1.075, 1.10];

/// The smallest scale whose lower bound reaches the confidence, there and at the guards above it; none where no scale
/// up to the largest does. Then the neighbourhood of the curve's best point is left evaluated with all trials.
pub(super) fn smallest_scale(scales: &mut Scales, curve: &[CurvePoint]) -> Result<Option<f64>, Stopped> {
    let confidence = scales.confidence();
    // The largest scale below which no answer is looked for any more.
    let mut insufficient: Option<f64> = None;
    for point in curve {
        if insufficient.is_some_and(|low| point.scale <= low) {
            continue;
        }
        // A point that its own few trials put far below the confidence is not tried with all of them.
        let hopeful = point.probability.value + 4.0 * point.probability.se + 0.02 >= confidence;
        if !hopeful || scales.at(point.scale)?.lower_bound < confidence {
            insufficient = Some(point.scale);
            continue;
        }
        let answer = match insufficient {
            Some(low) => {
                scales.at(low)?;
                bisect(scales, low, point.scale)?
            }
            None => point.scale,
        };
        match failing_guard(scales, answer)? {
            None => return Ok(Some(answer)),
            Some(guard) => insufficient = Some(guard),
        }
    }
    if let Some(best) = most_probable(curve) {
        for point in &curve[best.saturating_sub(1)..(best + 2).min(curve.len())] {
            scales.at(point.scale)?;
        }
    }
    Ok(None)
}

/// The place of the curve's most probable point; of equals the one with the smallest scale.
fn most_probable(curve: &[CurvePoint]) -> Option<usize> {
    (0..curve.len())
        .max_by(|&a, &b| curve[a].probability.value.total_cmp(&curve[b].probability.value).then(b.cmp(&a)))
}

/// A sufficient scale no more than the resolution above an insufficient one: by interpolation of the lower bound,
/// then a step of nearly the resolution to the other side of the crossing; halved where that does not close in.
fn bisect(scales: &mut Scales, mut low: f64, mut high: f64) -> Result<f64, Stopped> {
    let confidence = scales.confidence();
    for round in 0.. {
        if high - low <= RESOLUTION * high {
            break;
        }
        let halve = 0.5 * (low + high);
        let guess = match round % 3 {
            0 => scales.crossing(low, high).unwrap_or(halve),
            1 if scales.is_latest(high) => high * (1.0 - 0.9 * RESOLUTION),
            1 => low * (1.0 + 0.9 * RESOLUTION),
            _ => halve,
        };
        let middle = scales.rounded_up(guess.clamp(low + 0.02 * (high - low), high - 0.02 * (high - low)));
        if middle >= high || middle <= low {
            break;
        }
        if scales.at(middle)?.lower_bound >= confidence {
            high = middle;
        } else {
            low = middle;
        }
    }
    Ok(high)
}

/// The highest of the guards above a scale that does not suffice, if one does not.
fn failing_guard(scales: &mut Scales, scale: f64) -> Result<Option<f64>, Stopped> {
    let mut failing = None;
    for guard in GUARDS {
        let guard = scales.rounded_up(scale * guard);
        if guard <= scale {
            continue;
        }
        // The bound of fewer trials is the lower one as a rule; where it suffices, so do all trials.
        let suffices = scales.quick(guard)?.lower_bound >= scales.confidence()
            || scales.at(guard)?.lower_bound >= scales.confidence();
        if !suffices {
            failing = Some(guard);
        }
    }
    Ok(failing)
}
