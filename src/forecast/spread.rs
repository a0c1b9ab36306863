//! What is kept of a drawn series while its trials come and go: how many fell where, and by which scramble.
//!
//! The error of a percentile is Woodruff's, `(Q(p + s) - Q(p - s)) / 2`, with `s` the error of the share of trials below
//! it. The scrambles' shares have to be counted while the trials are there, before the percentile is known: so they are
//! counted below three pins, which are about the percentiles of the run's first block. The error of the share at the pin
//! is that of the share at the percentile but for the factor `sqrt(p (1 - p) / (q (1 - q)))`, with `q` the share below
//! the pin; pins are some 2 % off, so that the factor is near 1.

use super::figure::{Figure, finite};
use super::lanes::Mean;
use super::sampling::{REPLICATES, Sampling, error_of_sums};
use super::series::MeanOf;
use crate::math::order::near_percentiles;
use crate::math::sketch::{Reading, Sketch};
use crate::math::vectors::in_vectors;
use serde::{Deserialize, Serialize};

/// The percentiles that have an error.
const PINNED: [f64; 3] = [0.10, 0.50, 0.90];

/// Counts by scramble.
type Counts = [u32; REPLICATES];

/// One series.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Spread {
    sketch: Sketch,
    /// About what deviations are taken: a value of the series.
    pub(super) pivot: f64,
    /// About what deviations of the means are taken that come with it.
    pub(super) given_pivot: f64,
    pins: [f64; 3],
    /// Trials at or below each pin, by scramble.
    below: [Counts; 3],
    /// Trials in which it does not exist, by scramble; empty where there is none.
    missing: Vec<u32>,
}

/// Sums of a column of finite values.
struct Moments {
    /// Deviations from the pivot, by scramble.
    lanes: [f64; REPLICATES],
    squares: [f64; REPLICATES],
    below: [[u64; REPLICATES]; 3],
    lowest: [f64; AT_ONCE],
    highest: [f64; AT_ONCE],
}

/// A few scrambles at a time, so that their sums stay in registers.
const AT_ONCE: usize = 8;

/// Sums that a series adds to its tile's: of the deviations, by scramble or in one, of their squares, and by scramble
/// those of the means that come with it.
#[derive(Debug)]
pub(super) enum Sums<'a> {
    Drawn { lanes: &'a mut [f64], squares: &'a mut f64 },
    Given { sum: &'a mut f64, squares: &'a mut f64, lanes: &'a mut [f64], column: &'a [f64] },
    Elsewhere { sum: &'a mut f64, squares: &'a mut f64 },
}

impl<'a> Sums<'a> {
    /// The sums of a series, which are the first of these.
    pub(super) fn of(mean: MeanOf, sums: &'a mut [f64], given: Option<&'a [f64]>) -> Self {
        match (mean, given, sums) {
            (MeanOf::Drawn, _, [squares, lanes @ ..]) => Self::Drawn { lanes, squares },
            (MeanOf::Given, Some(column), [sum, squares, lanes @ ..]) => {
                Self::Given { sum, squares, lanes, column }
            }
            (_, _, [sum, squares, ..]) => Self::Elsewhere { sum, squares },
            _ => unreachable!("every series has two sums at least"),
        }
    }
}

impl Spread {
    /// Nothing yet of a series that will look like this.
    pub(super) fn like(pilot: &[f64], given: Option<&[f64]>) -> Self {
        let first = |column: &[f64]| column.iter().copied().find(|value| value.is_finite()).unwrap_or(0.0);
        let finite: Vec<f64> = pilot.iter().copied().filter(|value| value.is_finite()).collect();
        let pins = near_percentiles(&finite, PINNED);
        Self {
            sketch: Sketch::around(pilot),
            pivot: first(pilot),
            given_pivot: given.map_or(0.0, first),
            pins,
            below: [[0; REPLICATES]; 3],
            missing: Vec::new(),
        }
    }

    /// Counts a column of some tiles, of which [`add`](Self::add) told the range.
    pub(super) fn count(&mut self, column: &[f64], range: Option<(f64, f64)>) {
        match range {
            Some((lowest, highest)) => self.sketch.add_finite(column, lowest, highest),
            None => self.sketch.add(column),
        }
    }

    /// Adds a tile's column, whose first trial is of the first scramble, to the sums; its lowest and highest value, if
    /// all are finite.
    pub(super) fn add(&mut self, column: &[f64], sums: Sums) -> Option<(f64, f64)> {
        let mut moments = Moments::of(column, self.pivot, self.pins);
        let lowest = moments.lowest.iter().fold(f64::INFINITY, |low, x| low.min(*x));
        let highest = moments.highest.iter().fold(f64::NEG_INFINITY, |high, x| high.max(*x));
        // One that is not finite makes a sum that is not; so does an overflow, which is rare.
        let finite = moments.squares.iter().all(|sum| sum.is_finite());
        if !finite {
            self.add_missing(column);
            moments.of_existing(column, self.pivot);
        }
        for (below, counts) in self.below.iter_mut().zip(&moments.below) {
            for (below, count) in below.iter_mut().zip(counts) {
                *below += *count as u32;
            }
        }
        let (of_lanes, of_squares) = (moments.lanes.iter().sum::<f64>(), moments.squares.iter().sum::<f64>());
        match sums {
            Sums::Drawn { lanes, squares } => {
                *squares += of_squares;
                lanes.iter_mut().zip(&moments.lanes).for_each(|(sum, lane)| *sum += lane);
            }
            Sums::Given { sum, squares, lanes, column: given } => {
                *sum += of_lanes;
                *squares += of_squares;
                for (trial, (value, given)) in column.iter().zip(given).enumerate() {
                    if !value.is_nan() {
                        lanes[trial % REPLICATES] += given - self.given_pivot;
                    }
                }
            }
            Sums::Elsewhere { sum, squares } => {
                *sum += of_lanes;
                *squares += of_squares;
            }
        }
        finite.then_some((lowest, highest))
    }

    fn add_missing(&mut self, column: &[f64]) {
        for (trial, value) in column.iter().enumerate() {
            if value.is_nan() {
                self.missing.resize(REPLICATES, 0);
                self.missing[trial % REPLICATES] += 1;
            }
        }
    }

    /// Adds what another part of the run kept of the same series.
    pub(super) fn merge(&mut self, other: &Self) {
        self.sketch.merge(&other.sketch);
        for (own, other) in self.below.as_flattened_mut().iter_mut().zip(other.below.as_flattened()) {
            *own += other;
        }
        if !other.missing.is_empty() {
            self.missing.resize(REPLICATES, 0);
            self.missing.iter_mut().zip(&other.missing).for_each(|(own, other)| *own += other);
        }
    }

    /// What its buckets say.
    pub(super) fn read(&self) -> Reading<'_> {
        self.sketch.read()
    }

    /// Trials in which it exists.
    pub(super) fn existing_count(&self) -> u64 {
        self.sketch.existing()
    }

    /// Trials in which it exists, by scramble, of so many in all.
    fn existing(&self, trials: usize) -> [f64; REPLICATES] {
        std::array::from_fn(|lane| {
            let all = trials / REPLICATES + usize::from(lane < trials % REPLICATES);
            all as f64 - self.missing.get(lane).map_or(0.0, |missing| f64::from(*missing))
        })
    }

    /// The figure, over so many trials of the run, from the sums over all of them. A mean that is known otherwise is
    /// taken as it is.
    pub(super) fn figure(
        &self,
        (of, sums): (MeanOf, &[f64]),
        known: Option<Mean>,
        trials: usize,
        sampling: Sampling,
    ) -> Figure {
        let left_out = self.sketch.missing() as usize;
        let count = self.sketch.existing();
        if count == 0 {
            return Figure { left_out, ..Figure::NONE };
        }
        let constant = self.sketch.constant();
        let mut figure = match constant {
            Some(value) => Figure::constant(value, count as usize),
            None => self.percentiles(trials, sampling),
        };
        figure.left_out = left_out;
        // "Never" is infinite, and so is a mean that it takes part in.
        if self.sketch.never() > 0 {
            return figure;
        }
        let n = count as f64;
        let (sum, squares, lanes) = match of {
            MeanOf::Drawn => (sums[1..].iter().sum::<f64>(), sums[0], &sums[1..]),
            MeanOf::Given | MeanOf::Elsewhere => (sums[0], sums[1], &sums[2..]),
        };
        if constant.is_none() {
            let variance = (squares - sum * (sum / n)).max(0.0) / (n - 1.0);
            figure.sd = (count > 1).then(|| variance.sqrt()).and_then(finite);
        }
        let existing = self.existing(trials);
        let from_lanes = |pivot: f64| {
            let mean = lanes.iter().sum::<f64>() / n;
            let deviations = lanes.iter().zip(&existing).map(|(lane, count)| lane - mean * count);
            Mean { value: pivot + mean, se: (count > 1).then(|| error_of_sums(deviations, n)) }
        };
        let independent = figure.sd.map(|sd| sd / n.sqrt());
        let mean = match (of, sampling) {
            (MeanOf::Elsewhere, _) => known.unwrap_or(Mean { value: self.pivot + sum / n, se: independent }),
            (MeanOf::Given, _) => from_lanes(self.given_pivot),
            (MeanOf::Drawn, Sampling::Independent) => Mean { se: independent, ..from_lanes(self.pivot) },
            (MeanOf::Drawn, _) => from_lanes(self.pivot),
        };
        figure.mean = finite(mean.value);
        figure.se = mean.se.and_then(finite);
        figure
    }

    fn percentiles(&self, trials: usize, sampling: Sampling) -> Figure {
        let reading = self.sketch.read();
        let at = |p: f64| reading.percentile(p).and_then(finite);
        let [p5, p10, p25, p50, p75, p90, p95] = [0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95].map(at);
        let errors: [Option<f64>; 3] = std::array::from_fn(|pin| {
            // A percentile that is "never" has no error either.
            at(PINNED[pin])?;
            error_of_percentile(&reading, PINNED[pin], self.error_of_share(pin, trials, sampling)?)
        });
        let [p10_se, p50_se, p90_se] = errors;
        Figure { p5, p10, p25, p50, p75, p90, p95, p10_se, p50_se, p90_se, ..Figure::NONE }
    }

    /// The standard error of the share of trials below a percentile, from those below its pin; that of independent
    /// trials where nothing, or everything, is below the pin. None of a single trial.
    fn error_of_share(&self, pin: usize, trials: usize, sampling: Sampling) -> Option<f64> {
        let existing = self.existing(trials);
        let n: f64 = existing.iter().sum();
        if n < 2.0 {
            return None;
        }
        let p = PINNED[pin];
        let independent = (p * (1.0 - p) / (sampling.independent(n) - 1.0)).sqrt();
        let below = self.below[pin].map(f64::from);
        let q = below.iter().sum::<f64>() / n;
        if sampling == Sampling::Independent || q <= 0.0 || q >= 1.0 {
            return Some(independent);
        }
        let deviations = below.iter().zip(&existing).map(|(below, count)| below - q * count);
        Some(error_of_sums(deviations, n) * (p * (1.0 - p) / (q * (1.0 - q))).sqrt())
    }
}

/// The error of a percentile, from that of the share of trials below it.
pub(super) fn error_of_percentile(reading: &Reading, p: f64, error_of_share: f64) -> Option<f64> {
    let (low, high) = ((p - error_of_share).max(0.0), (p + error_of_share).min(1.0));
    if high <= low {
        return Some(0.0);
    }
    finite((reading.percentile(high)? - reading.percentile(low)?) * error_of_share / (high - low))
}

impl Moments {
    fn of(column: &[f64], pivot: f64, pins: [f64; 3]) -> Self {
        let mut moments = Self {
            lanes: [0.0; REPLICATES],
            squares: [0.0; REPLICATES],
            below: [[0; REPLICATES]; 3],
            lowest: [f64::INFINITY; AT_ONCE],
            highest: [f64::NEG_INFINITY; AT_ONCE],
        };
        let (rounds, rest) = column.as_chunks::<REPLICATES>();
        add_rounds(rounds, pivot, pins, &mut moments);
        for (lane, value) in rest.iter().enumerate() {
            moments.add(lane, *value, pivot);
            for (below, pin) in moments.below.iter_mut().zip(pins) {
                below[lane] += u64::from(*value <= pin);
            }
        }
        moments
    }

    fn add(&mut self, lane: usize, value: f64, pivot: f64) {
        let deviation = value - pivot;
        self.lanes[lane] += deviation;
        self.squares[lane] += deviation * deviation;
        let (lowest, highest) = (&mut self.lowest[lane % AT_ONCE], &mut self.highest[lane % AT_ONCE]);
        *lowest = if value < *lowest { value } else { *lowest };
        *highest = if value > *highest { value } else { *highest };
    }

    /// The sums of what is finite, one by one.
    fn of_existing(&mut self, column: &[f64], pivot: f64) {
        self.lanes.fill(0.0);
        self.squares.fill(0.0);
        for (trial, value) in column.iter().enumerate().filter(|(_, value)| value.is_finite()) {
            self.add(trial % REPLICATES, *value, pivot);
        }
    }
}

in_vectors! {
    fn add_rounds(rounds: &[[f64; REPLICATES]], pivot: f64, pins: [f64; 3], moments: &mut Moments) {
        let (mut lowest, mut highest) = (moments.lowest, moments.highest);
        for from in (0..REPLICATES).step_by(AT_ONCE) {
            let (mut lanes, mut squares) = ([0.0; AT_ONCE], [0.0; AT_ONCE]);
            let mut below = [[0u64; AT_ONCE]; 3];
            for round in rounds {
                for lane in 0..AT_ONCE {
                    let value = round[from + lane];
                    let deviation = value - pivot;
                    lanes[lane] += deviation;
                    squares[lane] += deviation * deviation;
                    lowest[lane] = if value < lowest[lane] { value } else { lowest[lane] };
                    highest[lane] = if value > highest[lane] { value } else { highest[lane] };
                    below[0][lane] += u64::from(value <= pins[0]);
                    below[1][lane] += u64::from(value <= pins[1]);
                    below[2][lane] += u64::from(value <= pins[2]);
                }
            }
            moments.lanes[from..from + AT_ONCE].copy_from_slice(&lanes);
            moments.squares[from..from + AT_ONCE].copy_from_slice(&squares);
            for (all, some) in moments.below.iter_mut().zip(&below) {
                all[from..from + AT_ONCE].copy_from_slice(some);
            }
        }
        (moments.lowest, moments.highest) = (lowest, highest);
    }
}
