//! The horizon's totals from their conditional laws: fewer trials for the same precision.
//!
//! Given its parameters and market path, a trial's total has a law `F_i` of which three cumulants are known
//! ([`engine::conditional`](crate::engine::conditional)). With `C` the mean of `F_i` over all points and `D` that over the
//! drawn trials alone, `P(X <= x)` is estimated in one of three ways:
//!
//! | method | `P(X <= x)` | when |
//! |---|---|---|
//! | smoothed | `C(x)` | the laws' own error is bounded by a twentieth of the half-width that is had otherwise |
//! | controlled | `C(x) + mean over drawn trials of (1{X_i <= x} - F_i(x))` | it is not: unbiased, whatever `F_i` is |
//! | counted | `mean over drawn trials of 1{X_i <= x}` | there is no law (a tax on profit), or a dear one (levers change lives over more than three years), nothing is left to chance, or fewer than 64 trials |
//!
//! Points go on where the drawn trials end, under the same scrambles: they cost a fraction of a trial. A percentile is
//! where the estimate reaches its share; its error is that of the share, from the 32 scrambles, over the density (for
//! order statistics read back through them, see [`sampling`](super::sampling)). Of a smoothed figure the bound of the
//! bias counts as an error of its own, in quadrature.

mod bias;
mod mixture;
#[cfg(test)]
mod tests;

use super::figure::{Estimate, Figure};
use super::sampling::{FIRST_LOOK, REPLICATES, Sampling};
use crate::engine::conditional::{Cumulants, Laws, Order};
use crate::engine::outcome::BLOCK_TRIALS;
use crate::math::order::OrderStatistics;
use crate::math::skewed::{self, Skewed};
use crate::model::scenario::Scenario;
use crate::model::watch::{Stopped, Watch};
use bias::Bias;
use mixture::{Below, Mixture, Moments};
use rayon::prelude::*;
use serde::Serialize;

/// Fewer trials are counted.
const LEAST_TRIALS: usize = 2 * REPLICATES;

/// As many points there are at least, where that is not more than so many times the trials: points are what percentiles
/// of many clients need, and cost a fraction of a trial.
const LEAST_POINTS: usize = 1 << 15;
const MOST_POINTS_A_TRIAL: usize = 32;

/// Beyond so many trials no point is added; beyond the second, laws are not worked out for all trials.
const MOST_ROUNDED: usize = 1 << 20;
const MOST_POINTS: usize = 1 << 22;

/// The share of a half-width that the laws' own error may have.
const BIAS_SHARE: f64 = 1.0 / 20.0;

/// Student's 97.5th percentile at 31 degrees of freedom, for 95 % half-widths from 32 scrambles.
pub const STUDENT: f64 = 2.039_513_446_396_408;

/// How a total's percentiles and shares are estimated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// By the mean of the conditional laws.
    Smoothed,
    /// By counting, with the conditional laws as a control.
    Controlled,
    /// By counting alone.
    Counted,
}

/// Of a power of two of trials, where a run looks at its precision, the points are 32 a trial up to the first number,
/// and 8 a trial up to the last one beyond: few trials are enough then where laws are smooth.
const MANY_POINTS: usize = 1 << 17;
const MORE_POINTS_A_TRIAL: usize = 8;

/// Points whose laws a run of so many trials works out: a power of two where that is cheap, which suits Sobol points.
/// It depends on the trials alone, so that a run which ended there is the run of so many trials.
pub fn points_of(trials: usize) -> usize {
    match trials {
        0..LEAST_TRIALS => 0,
        LEAST_TRIALS..=MOST_ROUNDED => {
            let whole = trials.next_power_of_two();
            if whole == trials && trials >= FIRST_LOOK {
                let many = MANY_POINTS.min(MOST_POINTS_A_TRIAL * trials);
                return many.max(MOST_ROUNDED.min(MORE_POINTS_A_TRIAL * trials));
            }
            whole.max(LEAST_POINTS.min(MOST_POINTS_A_TRIAL * whole))
        }
        _ => trials.min(MOST_POINTS),
    }
}

/// The laws of a run's points, of revenue and profit; they may be asked for further points as the run goes on.
#[derive(Debug)]
pub struct RunLaws<'a> {
    laws: Laws<'a>,
    revenue: TotalLaws,
    profit: Option<TotalLaws>,
}

/// The laws of one total.
#[derive(Debug)]
struct TotalLaws {
    mixture: Mixture,
    bias: Bias,
}

impl<'a> RunLaws<'a> {
    /// Of no points yet; their bias is bounded once, from a block of them.
    pub fn new(scenario: &'a Scenario, seed: u64) -> Self {
        let laws = Laws::new(scenario, seed, 1.0);
        let fourth = laws.columns(0, if laws.are_cheap() { BLOCK_TRIALS } else { 1 }, Order::Fourth);
        let of = |cumulants: &Cumulants| TotalLaws {
            mixture: Mixture::default(),
            bias: Bias::new(cumulants, fourth.largest_step),
        };
        Self { revenue: of(&fourth.revenue), profit: fourth.profit.as_ref().map(of), laws }
    }

    /// Of a run of so many trials.
    ///
    /// # Errors
    /// [`Stopped`] when the watcher says so.
    pub fn of(scenario: &'a Scenario, seed: u64, trials: usize, watch: &dyn Watch) -> Result<Self, Stopped> {
        let mut laws = Self::new(scenario, seed);
        laws.extend(trials, watch)?;
        Ok(laws)
    }

    /// Works out the laws that a run of so many trials has beyond those that are there, block by block on all threads;
    /// none for fewer trials than can be smoothed.
    ///
    /// # Errors
    /// [`Stopped`] when the watcher says so; the laws are of no use then.
    pub fn extend(&mut self, trials: usize, watch: &dyn Watch) -> Result<(), Stopped> {
        self.extend_to(points_of(trials), watch)
    }

    /// Works out the laws of the first points up to so many.
    ///
    /// # Errors
    /// [`Stopped`] when the watcher says so; the laws are of no use then.
    pub fn extend_to(&mut self, points: usize, watch: &dyn Watch) -> Result<(), Stopped> {
        let laws = &self.laws;
        let points = if laws.are_cheap() { points } else { 0 };
        // A block that was cut short is worked out again.
        let first = self.revenue.mixture.len().min(points) / BLOCK_TRIALS;
        let revenue = self.revenue.mixture.room(first * BLOCK_TRIALS, points);
        let mut none = Vec::new();
        let profit = if let Some(profit) = &mut self.profit {
            profit.mixture.room(first * BLOCK_TRIALS, points)
        } else {
            none.resize(revenue.len(), Skewed::of_cumulants(0.0, 0.0, 0.0));
            &mut none
        };
        let blocks = revenue.par_chunks_mut(BLOCK_TRIALS).zip(profit.par_chunks_mut(BLOCK_TRIALS));
        blocks.enumerate().try_for_each(|(place, (revenue, profit))| {
            if watch.stopped() {
                return Err(Stopped);
            }
            let columns = laws.columns((first + place) * BLOCK_TRIALS, revenue.len(), Order::Third);
            let fill = |of: &Cumulants, laws: &mut [Skewed]| {
                skewed::fill(&of.mean, &of.variance, &of.third, laws);
            };
            fill(&columns.revenue, revenue);
            if let Some(cumulants) = &columns.profit {
                fill(cumulants, profit);
            }
            Ok(())
        })
    }

    /// The horizon's revenue, drawn, a value a trial.
    pub fn revenue<'d>(&'d self, drawn: &'d [f64], sampling: Sampling) -> Total<'d> {
        Total::new(drawn, Some(&self.revenue), sampling)
    }

    /// The horizon's profit, drawn, a value a trial.
    pub fn profit<'d>(&'d self, drawn: &'d [f64], sampling: Sampling) -> Total<'d> {
        Total::new(drawn, self.profit.as_ref(), sampling)
    }
}

/// One total of the horizon, and how it is estimated.
#[derive(Debug)]
pub struct Total<'a> {
    drawn: &'a [f64],
    /// Of what was drawn.
    order: OrderStatistics,
    sampling: Sampling,
    known: Option<Known<'a>>,
    /// How its percentiles and shares are estimated.
    pub method: Method,
    /// Percentiles of what was drawn, with what the laws say there.
    places: Vec<(f64, Place)>,
}

/// What the laws say of a total.
#[derive(Debug, Clone, Copy)]
struct Known<'a> {
    laws: &'a TotalLaws,
    moments: Moments,
}

/// A place where the distribution function was asked for, in both ways that use laws.
#[derive(Debug, Clone)]
struct Place {
    all: Below,
    drawn: Below,
    /// By scramble: the controlled estimate.
    controlled: [f64; REPLICATES],
    /// Mean of the controlled estimate over all trials.
    share: f64,
}

impl<'a> Total<'a> {
    /// A total that is counted: there are no laws.
    pub fn counted(drawn: &'a [f64], sampling: Sampling) -> Self {
        Self::new(drawn, None, sampling)
    }

    fn new(drawn: &'a [f64], laws: Option<&'a TotalLaws>, sampling: Sampling) -> Self {
        let (order, method) = (OrderStatistics::of(drawn), Method::Counted);
        let mut total = Self { drawn, order, sampling, known: None, method, places: Vec::new() };
        let Some(laws) = laws.filter(|laws| laws.mixture.len() > 0) else { return total };
        let moments = laws.mixture.moments();
        // Laws much narrower than the gaps between points would be steps themselves.
        let narrow = moments.chance.sqrt() * laws.mixture.len() as f64 <= 64.0 * moments.sd;
        if narrow || !moments.sd.is_finite() {
            return total;
        }
        let known = Known { laws, moments };
        total.known = Some(known);
        let safe = total.is_safe(known);
        total.method = match safe {
            true => Method::Smoothed,
            false if drawn.len() <= laws.mixture.len() => Method::Controlled,
            false => Method::Counted,
        };
        total
    }

    /// Whether the laws' own error is small against the half-widths that are had without smoothing.
    fn is_safe(&mut self, known: Known) -> bool {
        [0.10, 0.50, 0.90].into_iter().all(|p| {
            let Some(guess) = self.order.percentile(p) else { return false };
            let place = self.place(known, guess, |x| x <= guess);
            let bias = known.laws.bias.at(guess, place.all.density);
            let safe = bias <= BIAS_SHARE * STUDENT * place.controlled_error();
            self.places.push((guess, place));
            safe
        })
    }

    /// What the laws say at a percentile of what was drawn.
    fn place_at(&self, known: Known, guess: f64) -> Place {
        let seen = self.places.iter().find(|(x, _)| *x == guess);
        seen.map_or_else(|| self.place(known, guess, |x| x <= guess), |(_, place)| place.clone())
    }

    fn place(&self, known: Known, x: f64, is_below: impl Fn(f64) -> bool) -> Place {
        let mixture = &known.laws.mixture;
        let drawn_points = self.drawn.len().min(mixture.len());
        let (all, drawn) = mixture.below_all_and_first(x, drawn_points);
        let mut hits = [0.0; REPLICATES];
        for round in self.drawn[..drawn_points].chunks(REPLICATES) {
            for (hits, &value) in hits.iter_mut().zip(round) {
                *hits += if is_below(value) { 1.0 } else { 0.0 };
            }
        }
        let counts =
            |r: usize| (drawn_points / REPLICATES + usize::from(r < drawn_points % REPLICATES)) as f64;
        let (of_all, of_drawn) = (all.by_scramble(), drawn.by_scramble());
        let controlled = std::array::from_fn(|r| of_all[r] + hits[r] / counts(r) - of_drawn[r]);
        let counted = hits.iter().sum::<f64>() / drawn_points as f64;
        let share = all.share().0 + counted - drawn.share().0;
        Place { all, drawn, controlled, share }
    }

    /// A percentile of what was drawn; none where nothing was.
    pub(super) fn drawn_percentile(&mut self, p: f64) -> Option<f64> {
        self.order.percentile(p)
    }

    /// The mean of the worst (lowest) share of what was drawn.
    pub(super) fn lower_tail(&mut self, share: f64) -> Estimate {
        Estimate::of_lower_tail(self.drawn, &mut self.order, self.sampling, share)
    }

    /// The share of cases below a value, or with it.
    pub fn below(&self, x: f64, with: bool) -> Estimate {
        let is_below = |value: f64| if with { value <= x } else { value < x };
        let (Some(known), true) = (self.known, self.method != Method::Counted) else {
            let counted = Estimate::of_share(self.drawn, self.sampling, is_below);
            return counted.unwrap_or(Estimate { value: 0.0, se: 0.0 });
        };
        let (value, se) = if self.method == Method::Smoothed {
            let all = known.laws.mixture.below(x);
            let (share, se) = all.share();
            (share, se.hypot(known.laws.bias.at(x, all.density)))
        } else {
            let place = self.place(known, x, is_below);
            (place.share, place.controlled_error())
        };
        Estimate { value: value.clamp(0.0, 1.0), se }
    }

    /// The share of cases of a value or more.
    pub fn at_least(&self, x: f64) -> Estimate {
        if self.method == Method::Counted {
            let counted = Estimate::of_share(self.drawn, self.sampling, |value| value >= x);
            return counted.unwrap_or(Estimate { value: 0.0, se: 0.0 });
        }
        let below = self.below(x, false);
        Estimate { value: 1.0 - below.value, ..below }
    }

    /// The total's figure.
    pub fn figure(&mut self) -> Figure {
        let (Some(known), true) = (self.known, self.method != Method::Counted) else {
            return Figure::in_order(self.drawn, self.drawn, &mut self.order, self.sampling);
        };
        let mut at = |p: f64| {
            let guess = self.order.percentile(p)?;
            Some(match self.method {
                Method::Smoothed => {
                    let seen = self.places.iter().find(|(x, _)| *x == guess);
                    known.smoothed(p, guess, seen.map(|(_, place)| place.all.clone()))
                }
                _ => self.controlled(known, p, guess),
            })
        };
        let [p5, p10, p25, p50, p75, p90, p95] = [0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95].map(&mut at);
        let (value, error) =
            (|at: Option<(f64, f64)>| at.map(|at| at.0), |at: Option<(f64, f64)>| at.map(|at| at.1));
        Figure {
            mean: Some(known.moments.mean),
            sd: Some(known.moments.sd),
            se: Some(known.moments.se),
            p5: value(p5),
            p10: value(p10),
            p25: value(p25),
            p50: value(p50),
            p75: value(p75),
            p90: value(p90),
            p95: value(p95),
            p10_se: error(p10),
            p50_se: error(p50),
            p90_se: error(p90),
            left_out: 0,
        }
    }

    /// A percentile by counting, its level moved by what the points know beyond the drawn trials. Its error is that of
    /// the level over the laws' density, which is steadier than that of the trials; where totals jump by more than that,
    /// it is read back through the order statistics.
    fn controlled(&mut self, known: Known, p: f64, guess: f64) -> (f64, f64) {
        let mut x = guess;
        let mut level = p;
        let mut place = self.place_at(known, x);
        for _ in 0..3 {
            level = (p - (place.all.share().0 - place.drawn.share().0)).clamp(0.0, 1.0);
            let next = self.order.percentile(level).unwrap_or(x);
            if next == x {
                break;
            }
            x = next;
            place = self.place(known, x, |value| value <= x);
        }
        let s = place.controlled_error();
        let jumps = 0.5 * known.laws.bias.largest_step() * place.all.density;
        if place.all.density > 0.0 && jumps <= s {
            return (x, s / place.all.density);
        }
        let (low, high) = ((level - s).max(0.0), (level + s).min(1.0));
        let width =
            self.order.percentile(high).zip(self.order.percentile(low)).map_or(0.0, |(high, low)| high - low);
        (x, if high > low { width * s / (high - low) } else { 0.0 })
    }
}

impl Known<'_> {
    /// A percentile of the mixture, and its error with the bound of its bias; at the guess it may have been asked for
    /// already.
    fn smoothed(self, p: f64, guess: f64, first: Option<Below>) -> (f64, f64) {
        let (x, below) = self.laws.mixture.quantile(p, guess, first, &self.moments);
        let (_, se) = below.share();
        let bias = self.laws.bias.at(x, below.density);
        (x, if below.density > 0.0 { se.hypot(bias) / below.density } else { 0.0 })
    }
}

impl Place {
    /// The standard error of the controlled estimate.
    fn controlled_error(&self) -> f64 {
        let n = REPLICATES as f64;
        let mean = self.controlled.iter().sum::<f64>() / n;
        let squares: f64 = self.controlled.iter().map(|share| (share - mean) * (share - mean)).sum();
        (squares / (n - 1.0) / n).sqrt()
    }
}
