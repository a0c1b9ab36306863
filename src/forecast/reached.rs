//! In how many trials a budget rule is kept: counted while the trials come and go, by scramble.
//!
//! A rule compares a series that is handed over anyway with a limit, so that all it takes are two counts a scramble.
//! Counts add up to the same in any order. What is reached but for rounding is reached, as in
//! [`repays`](crate::engine::repays).

use super::figure::Estimate;
use super::sampling::{REPLICATES, Sampling, error_of_sums};
use super::series::{OfLtv, Order, Series};
use crate::engine::least_that_repays;
use crate::math::order::near_percentiles;
use crate::math::vectors::in_vectors;
use crate::model::scenario::{Rules, Scenario};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Counts of trials, by scramble.
type Counts = [u32; REPLICATES];

/// In how many trials a series keeps within a limit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Reached {
    limit: Limit,
    /// Trials that do.
    hits: Counts,
    /// Trials in which the series exists.
    existing: Counts,
}

/// What is enough; a limit itself is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(super) enum Limit {
    AtLeast(f64),
    AtMost(f64),
}

impl Reached {
    pub(super) fn new(limit: Limit) -> Self {
        Self { limit, hits: [0; REPLICATES], existing: [0; REPLICATES] }
    }

    /// Counts a column whose first trial is of the first scramble; NaN is a trial in which the question does not arise.
    pub(super) fn add(&mut self, column: &[f64]) {
        // Negated, a ceiling is a floor.
        let (sign, floor) = match self.limit {
            Limit::AtLeast(floor) => (1.0, floor),
            Limit::AtMost(ceiling) => (-1.0, -ceiling),
        };
        let mut counted = [[0; REPLICATES]; 2];
        let (rounds, rest) = column.as_chunks::<REPLICATES>();
        count(rounds, sign, floor, &mut counted);
        for (lane, value) in rest.iter().enumerate() {
            counted[0][lane] += u32::from(sign * value >= floor);
            counted[1][lane] += u32::from(!value.is_nan());
        }
        add(&mut self.hits, &counted[0]);
        add(&mut self.existing, &counted[1]);
    }

    /// Trials in which the question arises.
    pub(super) fn existing(&self) -> f64 {
        self.existing.iter().map(|&count| f64::from(count)).sum()
    }

    fn merge(&mut self, other: &Self) {
        add(&mut self.hits, &other.hits);
        add(&mut self.existing, &other.existing);
    }

    /// The share of trials that keep it, of those in which the question arises; none where it never does.
    pub(super) fn share(&self, sampling: Sampling) -> Option<Estimate> {
        let n = self.existing();
        if n == 0.0 {
            return None;
        }
        let value = self.hits.iter().map(|&count| f64::from(count)).sum::<f64>() / n;
        let se = match sampling {
            // A single trial has no error.
            _ if n < 2.0 => 0.0,
            Sampling::Independent => (value * (1.0 - value) / (n - 1.0)).sqrt(),
            Sampling::Replicated | Sampling::Clustered { .. } => {
                let pairs = self.hits.iter().zip(&self.existing);
                error_of_sums(
                    pairs.map(|(&hits, &existing)| f64::from(hits) - value * f64::from(existing)),
                    n,
                )
            }
        };
        Some(Estimate { value, se })
    }
}

fn add(own: &mut Counts, other: &Counts) {
    own.iter_mut().zip(other).for_each(|(own, other)| *own += other);
}

in_vectors! {
    fn count(rounds: &[[f64; REPLICATES]], sign: f64, floor: f64, counted: &mut [[u32; REPLICATES]; 2]) {
        let [hits, existing] = counted;
        for round in rounds {
            for lane in 0..REPLICATES {
                hits[lane] += u32::from(sign * round[lane] >= floor);
                existing[lane] += u32::from(!round[lane].is_nan());
            }
        }
    }
}

/// All that is counted for the budget rules of a scenario, by the place of the series: in the order of [`limits`], and
/// then below the pin of the affordable CAC.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct RuleCounts(BTreeMap<usize, Vec<Reached>>);

impl RuleCounts {
    /// Nothing yet; the [pins](pin) are by scope.
    pub(super) fn new(scenario: &Scenario, order: &Order, pins: &[f64]) -> Self {
        let mut counts = BTreeMap::new();
        let mut ask = |series: Series, limits: Vec<Limit>| {
            counts.insert(order.place(series), limits.into_iter().map(Reached::new).collect());
        };
        for (scope, &pin) in pins.iter().enumerate() {
            for series in [Series::Roas { scope }, Series::Romi { scope }] {
                ask(series, limits(&scenario.rules, series));
            }
            ask(Series::MarginPerClient { scope }, vec![Limit::AtMost(pin)]);
        }
        for segment in 0..order.segments {
            for measure in [OfLtv::LtvToCac, OfLtv::PaybackMonth] {
                let series = Series::OfLtv { segment, measure };
                ask(series, limits(&scenario.rules, series));
            }
        }
        Self(counts)
    }

    /// Nothing yet of the same rules.
    pub(super) fn emptied(&self) -> Self {
        let empty = |all: &Vec<Reached>| all.iter().map(|one| Reached::new(one.limit)).collect();
        Self(self.0.iter().map(|(&place, all)| (place, empty(all))).collect())
    }

    /// Counts the column of a series, if a rule asks for it; its first trial is of the first scramble.
    pub(super) fn add(&mut self, place: usize, column: &[f64]) {
        for one in self.0.get_mut(&place).into_iter().flatten() {
            one.add(column);
        }
    }

    /// Adds the counts of other trials of the same rules.
    pub(super) fn merge(&mut self, other: &Self) {
        for (own, other) in self.0.values_mut().flatten().zip(other.0.values().flatten()) {
            own.merge(other);
        }
    }

    /// What was counted of a series.
    pub(super) fn of(&self, place: usize) -> &[Reached] {
        self.0.get(&place).map_or(&[], Vec::as_slice)
    }
}

/// The percentile of the affordable CAC that keeps the target with the scenario's confidence.
pub(super) fn percentile_of(scenario: &Scenario) -> f64 {
    1.0 - scenario.money.confidence
}

/// What is near that percentile of a sample's margin a client.
pub(super) fn pin(scenario: &Scenario, sample: &[f64]) -> f64 {
    let existing: Vec<f64> = sample.iter().copied().filter(|value| value.is_finite()).collect();
    let [pin, ..] = near_percentiles(&existing, [percentile_of(scenario); 3]);
    pin
}

/// What the rules ask of a series.
fn limits(rules: &Rules, series: Series) -> Vec<Limit> {
    let at_least = |value: f64| Limit::AtLeast(least_that_repays(value));
    match series {
        Series::Roas { .. } => rules.revenue_to_cac.iter().map(|&level| at_least(level)).collect(),
        // Margin over ad spend is ROMI and 1.
        Series::Romi { .. } => vec![Limit::AtLeast(least_that_repays(1.0 + rules.target_romi) - 1.0)],
        Series::OfLtv { measure: OfLtv::LtvToCac, .. } => vec![at_least(rules.ltv_to_cac)],
        Series::OfLtv { measure: OfLtv::PaybackMonth, .. } => {
            vec![Limit::AtMost(rules.payback_months as f64)]
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_that_of_the_column_and_so_is_its_error() {
        let column: Vec<f64> = (0..1000)
            .map(|i| match i % 7 {
                0 => f64::NAN,
                1 => f64::INFINITY,
                _ => f64::from(i * i % 97),
            })
            .collect();
        for sampling in [Sampling::Independent, Sampling::Replicated] {
            for (limit, holds) in [
                (Limit::AtLeast(36.0), &(|x| x >= 36.0) as &dyn Fn(f64) -> bool),
                (Limit::AtMost(36.0), &|x| x <= 36.0),
            ] {
                let mut reached = Reached::new(limit);
                let (first, rest) = column.split_at(320);
                let mut other = reached.clone();
                reached.add(first);
                other.add(rest);
                reached.merge(&other);
                let (found, expected) =
                    (reached.share(sampling).unwrap(), Estimate::of_share(&column, sampling, holds).unwrap());
                assert_eq!(found.value, expected.value);
                assert!((found.se - expected.se).abs() < 1e-12, "{limit:?} {found:?} {expected:?}");
            }
        }
    }

    #[test]
    fn what_never_arises_has_no_share_and_one_trial_no_error() {
        let mut reached = Reached::new(Limit::AtLeast(1.0));
        reached.add(&[f64::NAN; 40]);
        assert_eq!(reached.share(Sampling::Independent), None);
        reached.add(&[1.0]);
        assert_eq!(reached.share(Sampling::Independent), Some(Estimate { value: 1.0, se: 0.0 }));
    }

    #[test]
    fn rounding_does_not_break_a_rule() {
        let rules =
            Rules { ltv_to_cac: 3.0, payback_months: 12, revenue_to_cac: vec![4.0, 5.0], target_romi: 0.1 };
        let reaches = |series, value: f64| {
            let mut reached = Reached::new(limits(&rules, series)[0]);
            reached.add(&[value]);
            reached.share(Sampling::Independent).unwrap().value
        };
        let (roas, romi) = (Series::Roas { scope: 0 }, Series::Romi { scope: 0 });
        assert_eq!((reaches(roas, 4.0 * (1.0 - 1e-12)), reaches(roas, 3.9999)), (1.0, 0.0));
        // 0.3 less 0.2 is a little below 0.1.
        assert_eq!((reaches(romi, (1.3 - 1.0) - 0.2), reaches(romi, 0.0999)), (1.0, 0.0));
    }
}
