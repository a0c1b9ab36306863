//! The way up the likelihood: expectation and maximisation, accelerated by what two steps tell of the third (SQUAREM:
//! Varadhan and Roland 2008, Scandinavian Journal of Statistics 35).

use super::captured::Captured;
use super::expectation::{Expected, Point, expect};
use super::rates::NODES;

/// The standard deviation of a normal prior of the logarithms of odds, which have no bounds where nobody is seen.
const ODDS_SPREAD: f64 = 2.0;
/// Clients' months that chances of leaving by age and by month are drawn to the common ones with.
const PRIOR_MONTHS: f64 = 5.0;
/// Who leaves, and in how many clients' months, before anything is seen.
const PRIOR_LEFT: [f64; 2] = [0.5, 10.0];
/// Turns in which chances by age and by month are fitted to each other.
const TURNS: usize = 3;
/// Steps of Newton's method, none of which is longer than 1.
const NEWTON: usize = 60;

/// A point and the logarithm of the likelihood there, or near there.
#[derive(Debug, Clone)]
pub(super) struct Climb {
    pub(super) point: Point,
    pub(super) likelihood: f64,
}

/// When a climb ends: after so many rounds, or with a round that gains the likelihood's logarithm less than that.
#[derive(Debug, Clone, Copy)]
pub(super) struct Patience {
    pub(super) rounds: usize,
    pub(super) gain: f64,
}

/// Climbs as long as it is worth it.
pub(super) fn climb(
    captured: &Captured,
    start: Point,
    nodes: &[f64; NODES],
    settled: usize,
    patience: Patience,
) -> Climb {
    // A prior is the same all the way up.
    let common = common(&expect(captured, &start, nodes));
    let step = |point: &Point| {
        let expected = expect(captured, point, nodes);
        let likelihood = expected.likelihood + prior(point, common, settled);
        (raised(captured, point, &expected, nodes, common, settled), likelihood)
    };
    let mut climb = Climb { point: start, likelihood: f64::NEG_INFINITY };
    for _ in 0..patience.rounds {
        let (first, _) = step(&climb.point);
        let (second, of_first) = step(&first);
        let leapt = leap(&climb.point, &first, &second).map(|point| step(&point));
        let next = match leapt {
            Some((point, likelihood)) if likelihood >= of_first => Climb { point, likelihood },
            _ => Climb { point: second, likelihood: of_first },
        };
        let gain = next.likelihood - climb.likelihood;
        climb = next;
        if gain.abs() < patience.gain {
            break;
        }
    }
    climb
}

/// The logarithm of the priors, but for what does not change: odds are normal, chances by age and multiples by month have
/// gamma distributions whose modes are the common chance and 1.
fn prior(point: &Point, common: f64, settled: usize) -> f64 {
    let odds: f64 = point.odds.iter().skip(1).map(|odds| odds * odds).sum();
    let drawn = |value: &f64, to: f64| to * libm::log(*value) - value;
    let ages: f64 = point.by_age.iter().map(|chance| drawn(chance, common)).sum();
    let months: f64 = point.by_month.iter().take(settled).map(|multiple| drawn(multiple, 1.0)).sum();
    PRIOR_MONTHS * (ages + months) - odds / (2.0 * ODDS_SPREAD * ODDS_SPREAD)
}

/// Ages that clients were asked at whether they stay: those who are there in the last month have not been.
fn asked(exposed: &[f64]) -> &[f64] {
    exposed.split_last().map_or(&[], |(_, asked)| asked)
}

/// The chance of leaving that all ages and months have in common.
fn common(expected: &Expected) -> f64 {
    let left: f64 = expected.left_by_age.iter().sum();
    let exposed: f64 = expected.exposed.iter().flat_map(|of| asked(of)).sum();
    (left + PRIOR_LEFT[0]) / (exposed + PRIOR_LEFT[1])
}

/// The point of the highest likelihood if clients were where they are expected.
fn raised(
    captured: &Captured,
    point: &Point,
    expected: &Expected,
    nodes: &[f64; NODES],
    common: f64,
    settled: usize,
) -> Point {
    let odds = |(month, odds): (usize, &f64)| match month {
        // Nobody joined before the first month.
        0 => 0.0,
        _ => raised_odds(*odds, captured.seen_again[month], &expected.there[month], nodes),
    };
    let mut next = Point {
        odds: point.odds.iter().enumerate().map(odds).collect(),
        by_age: point.by_age.clone(),
        by_month: point.by_month.clone(),
    };
    for _ in 0..TURNS {
        let (mut ages, mut months) = (vec![0.0; point.odds.len()], vec![0.0; point.odds.len()]);
        for (cohort, of) in expected.exposed.iter().enumerate() {
            for (age, there) in asked(of).iter().enumerate() {
                ages[age] += there * next.by_month[cohort + age];
            }
        }
        for (age, exposed) in ages.iter().enumerate() {
            next.by_age[age] = (expected.left_by_age[age] + PRIOR_MONTHS * common) / (exposed + PRIOR_MONTHS);
        }
        for (cohort, of) in expected.exposed.iter().enumerate() {
            for (age, there) in asked(of).iter().enumerate() {
                months[cohort + age] += there * next.by_age[age];
            }
        }
        for (month, exposed) in months.iter().enumerate() {
            // In months that cannot be judged nobody can tell those who leave from those who are not seen.
            next.by_month[month] = if month < settled {
                (expected.left_by_month[month] + PRIOR_MONTHS) / (exposed + PRIOR_MONTHS)
            } else {
                1.0
            };
        }
    }
    next
}

/// The odds of a month at which as many are seen as were: the root of a function that rises, by Newton's method.
fn raised_odds(start: f64, seen: f64, there: &[f64; NODES], nodes: &[f64; NODES]) -> f64 {
    let mut odds = start;
    for _ in 0..NEWTON {
        let precision = 1.0 / (ODDS_SPREAD * ODDS_SPREAD);
        let (mut excess, mut slope) = (odds * precision - seen, precision);
        for (there, node) in there.iter().zip(nodes) {
            let chance = 1.0 / (1.0 + libm::exp(-(node + odds)));
            excess += there * chance;
            slope += there * chance * (1.0 - chance);
        }
        let step = (excess / slope).clamp(-1.0, 1.0);
        odds -= step;
        if step.abs() < 1e-10 {
            break;
        }
    }
    odds
}

/// Where the steps seem to lead; none if they are at their end.
fn leap(start: &Point, first: &Point, second: &Point) -> Option<Point> {
    let [start, first, second] = [start, first, second].map(coordinates);
    let steps: Vec<(f64, f64)> = start
        .iter()
        .zip(&first)
        .zip(&second)
        .map(|((start, first), second)| (first - start, second - 2.0 * first + start))
        .collect();
    let [step, bend] =
        [steps.iter().map(|one| one.0 * one.0).sum::<f64>(), steps.iter().map(|one| one.1 * one.1).sum()];
    if bend < 1e-24 {
        return None;
    }
    let length = (step / bend).sqrt().max(1.0);
    let reached: Vec<f64> = start
        .iter()
        .zip(&steps)
        .map(|(start, (step, bend))| start + 2.0 * length * step + length * length * bend)
        .collect();
    Some(point(&reached))
}

/// The parameters on scales without bounds.
fn coordinates(point: &Point) -> Vec<f64> {
    let log = |value: &f64| libm::log(*value);
    point
        .odds
        .iter()
        .copied()
        .chain(point.by_age.iter().map(log))
        .chain(point.by_month.iter().map(log))
        .collect()
}

fn point(coordinates: &[f64]) -> Point {
    let months = coordinates.len() / 3;
    let within = |value: &f64, low: f64, high: f64| libm::exp(value.clamp(low, high));
    Point {
        odds: coordinates[..months].iter().map(|odds| odds.clamp(-15.0, 15.0)).collect(),
        by_age: coordinates[months..2 * months].iter().map(|log| within(log, -20.0, -0.05)).collect(),
        by_month: coordinates[2 * months..].iter().map(|log| within(log, -5.0, 5.0)).collect(),
    }
}
