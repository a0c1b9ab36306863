//! P(target) at multiples of the scenario's acquisition, all on the same draws.

use super::answer::{Best, CurvePoint};
use super::bound::{Attained, attained};
use crate::engine::outcome::{Block, SegmentColumns};
use crate::engine::rows::Rows;
use crate::engine::{Detail, Engine, Run, tiles};
use crate::forecast::figure::Estimate;
use crate::forecast::sampling::Sampling;
use crate::math::random::Key;
use crate::model::scenario::Scenario;
use crate::model::watch::{Stopped, Watch};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// Points of the curve above 0, spaced geometrically up to the largest scale.
const CURVE_POINTS: usize = 24;

/// Points added where the curve is steep, at most.
const MOST_ADDED_POINTS: usize = 16;

/// So much may the probability change from one point to the next before one is added between them.
const MOST_JUMP: f64 = 0.06;

/// The smallest point of the curve above 0, as a share of the largest.
const SMALLEST_POINT: f64 = 0.005;

/// Trials of a point of the curve; the answer itself takes all of the scenario's.
const CURVE_TRIALS: usize = 2048;

/// Evaluations of P(target) at scales, each made once, on common random numbers.
pub(super) struct Scales<'a> {
    scenario: &'a Scenario,
    engine: Engine<'a>,
    target: f64,
    watch: &'a dyn Watch,
    known: Vec<(f64, Evaluation)>,
}

#[derive(Debug, Clone, Copy)]
struct Evaluation {
    attained: Attained,
    clients: f64,
    ad_budget: f64,
}

impl<'a> Scales<'a> {
    pub(super) fn new(scenario: &'a Scenario, target: f64, watch: &'a dyn Watch) -> Self {
        Self { scenario, engine: Engine::new(scenario), target, watch, known: Vec::new() }
    }

    /// About so many trials will be drawn.
    pub(super) fn expected_trials(&self) -> u64 {
        ((CURVE_POINTS + MOST_ADDED_POINTS) * self.curve_trials() + 9 * self.scenario.simulation.trials)
            as u64
    }

    pub(super) fn confidence(&self) -> f64 {
        self.scenario.money.confidence
    }

    pub(super) fn max_scale(&self) -> f64 {
        self.scenario.money.max_scale
    }

    /// P(target) against budget, from no acquisition to the largest scale: a geometric grid, with points added where
    /// the probability changes most from one to the next.
    pub(super) fn curve(&mut self) -> Result<Vec<CurvePoint>, Stopped> {
        let ratio = libm::pow(SMALLEST_POINT, 1.0 / (CURVE_POINTS - 1) as f64);
        let grid = (0..CURVE_POINTS).map(|k| self.max_scale() * libm::pow(ratio, k as f64));
        let mut scales: Vec<f64> = grid.map(|scale| self.rounded_up(scale)).collect();
        scales.push(0.0);
        scales.reverse();
        let mut curve =
            scales.into_iter().map(|scale| self.curve_point(scale)).collect::<Result<Vec<_>, _>>()?;
        for _ in 0..MOST_ADDED_POINTS {
            let jump = |place: usize| {
                let (low, high): (&CurvePoint, &CurvePoint) = (&curve[place], &curve[place + 1]);
                (high.probability.value - low.probability.value).abs()
            };
            let steepest = (0..curve.len() - 1).max_by(|&a, &b| jump(a).total_cmp(&jump(b)));
            let Some(place) = steepest.filter(|&place| jump(place) > MOST_JUMP) else { break };
            let middle = self.rounded_up(0.5 * (curve[place].scale + curve[place + 1].scale));
            if middle <= curve[place].scale || middle >= curve[place + 1].scale {
                break;
            }
            let point = self.curve_point(middle)?;
            curve.insert(place + 1, point);
        }
        Ok(curve)
    }

    fn curve_point(&self, scale: f64) -> Result<CurvePoint, Stopped> {
        let evaluation = self.evaluate(scale, self.curve_trials(), self.scenario.simulation.seed)?;
        Ok(CurvePoint {
            scale,
            clients: evaluation.clients,
            ad_budget: evaluation.ad_budget,
            probability: evaluation.attained.probability,
        })
    }

    fn curve_trials(&self) -> usize {
        self.scenario.simulation.trials.min(CURVE_TRIALS)
    }

    /// P(target) at a scale, with all of the scenario's trials.
    pub(super) fn at(&mut self, scale: f64) -> Result<Attained, Stopped> {
        if let Some((_, known)) = self.known.iter().find(|(known, _)| *known == scale) {
            return Ok(known.attained);
        }
        let simulation = &self.scenario.simulation;
        let evaluation = self.evaluate(scale, simulation.trials, simulation.seed)?;
        self.known.push((scale, evaluation));
        Ok(evaluation.attained)
    }

    /// P(target) at a scale, with the curve's trials.
    pub(super) fn quick(&self, scale: f64) -> Result<Attained, Stopped> {
        Ok(self.evaluate(scale, self.curve_trials(), self.scenario.simulation.seed)?.attained)
    }

    /// Where the lower bound crosses the confidence between two scales, were it straight; none where one of them has
    /// not been tried with all trials.
    pub(super) fn crossing(&self, low: f64, high: f64) -> Option<f64> {
        let excess = |scale: f64| {
            let known = self.known.iter().find(|(known, _)| *known == scale);
            known.map(|(_, evaluation)| evaluation.attained.lower_bound - self.confidence())
        };
        let (below, above) = (excess(low)?, excess(high)?);
        (above > below).then(|| low + (high - low) * below / (below - above))
    }

    /// Whether that scale was the last to be tried with all trials.
    pub(super) fn is_latest(&self, scale: f64) -> bool {
        self.known.last().is_some_and(|(known, _)| *known == scale)
    }

    /// P(target) at a scale on a fresh seed.
    pub(super) fn fresh(&self, scale: f64, attempt: u64) -> Result<Estimate, Stopped> {
        let simulation = &self.scenario.simulation;
        let seed = Key::of_seed(simulation.seed).named("fresh").numbered(attempt).bits();
        Ok(self.evaluate(scale, simulation.trials, seed)?.attained.probability)
    }

    /// The most probable of the scales that were tried with all trials, the smallest of equals.
    pub(super) fn best_scale(&self) -> f64 {
        self.best_known().map_or(0.0, |(scale, _)| *scale)
    }

    /// The highest probability on the curve or among the scales tried with all trials, and the least budget for it.
    pub(super) fn best(&self, curve: &[CurvePoint]) -> Best {
        let tried = self.known.iter().map(|(_, known)| (known.attained.probability.value, known.ad_budget));
        let drawn = curve.iter().map(|point| (point.probability.value, point.ad_budget));
        let best = tried.chain(drawn).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.total_cmp(&a.1)));
        best.map_or(Best { probability: 0.0, ad_budget: 0.0 }, |(probability, ad_budget)| Best {
            probability,
            ad_budget,
        })
    }

    /// Of equally probable scales the smallest.
    fn best_known(&self) -> Option<&(f64, Evaluation)> {
        self.known.iter().max_by(|(a_scale, a), (b_scale, b)| {
            let by_value = a.attained.probability.value.total_cmp(&b.attained.probability.value);
            by_value.then(b_scale.total_cmp(a_scale))
        })
    }

    /// A scale in four digits, rounded up: at most 0.1 % more.
    pub(super) fn rounded_up(&self, scale: f64) -> f64 {
        if scale <= 0.0 {
            return 0.0;
        }
        let unit = libm::pow(10.0, libm::floor(libm::log10(scale)) - 3.0);
        // Units below 1 as the division by a whole power of ten, so that 1.234 is the nearest number to 1.234.
        let units = (scale / unit - 1e-9).ceil();
        let rounded = if unit < 1.0 { units / (1.0 / unit).round() } else { units * unit };
        rounded.min(self.max_scale())
    }

    fn evaluate(&self, scale: f64, trials: usize, seed: u64) -> Result<Evaluation, Stopped> {
        let run = Run { trials, seed, scale, detail: Detail::Budget };
        let totals = self.totals(run)?;
        let sampling = Sampling::of(self.scenario, trials);
        let mean = |column: &[f64]| column.iter().sum::<f64>() / column.len() as f64;
        Ok(Evaluation {
            attained: attained(&totals.profit, self.target, sampling),
            clients: mean(&totals.clients),
            ad_budget: mean(&totals.ad_budget),
        })
    }

    /// The horizon's totals of a run: what it keeps of its trials.
    fn totals(&self, run: Run) -> Result<Totals, Stopped> {
        let parts: Mutex<BTreeMap<usize, Totals>> = Mutex::new(BTreeMap::new());
        self.engine.each_tile(run, 0..tiles(run.trials), self.watch, &|tile| {
            let mut totals = Totals::default();
            tile.blocks.iter().for_each(|block| totals.add(block));
            parts.lock().unwrap_or_else(PoisonError::into_inner).insert(tile.index, totals);
        })?;
        let mut all = Totals::default();
        for (_, mut part) in parts.into_inner().unwrap_or_else(PoisonError::into_inner) {
            all.profit.append(&mut part.profit);
            all.clients.append(&mut part.clients);
            all.ad_budget.append(&mut part.ad_budget);
        }
        Ok(all)
    }
}

/// Totals over the horizon, trial by trial.
#[derive(Debug, Default)]
struct Totals {
    profit: Vec<f64>,
    clients: Vec<f64>,
    ad_budget: Vec<f64>,
}

impl Totals {
    /// Adds the trials of the next block.
    fn add(&mut self, block: &Block) {
        let mut column = vec![0.0; block.width];
        block.add_profit(&mut column);
        self.profit.extend_from_slice(&column);
        let mut total = |tables: fn(&SegmentColumns) -> &Rows| {
            column.fill(0.0);
            block.segments.iter().for_each(|segment| tables(segment).add_rows(&mut column));
            column.clone()
        };
        self.clients.append(&mut total(|segment| &segment.new));
        self.ad_budget.append(&mut total(|segment| &segment.ad_spend));
    }
}
