//! How far the trials can be trusted: standard errors of means, shares and percentiles.
//!
//! Plain random trials are independent: the error of a mean is `sd / sqrt(n)`. Those of Sobol points or a
//! Latin hypercube are not; but their 32 scrambles (or designs) are independent of each other, so the error comes from
//! how the scrambles differ: with `s_r` the sum of scramble `r`'s deviations from the mean of all,
//! `se = sqrt(R / (R - 1) * sum s_r^2) / n`.
//! Trials that take their parameters from a table of draws are clusters, one a row of it; scrambles share no row, so that
//! the same error counts them as such.
//! The error of a percentile is Woodruff's (1952, JASA 47:635): the error `s` of the share below it, read back through
//! the sample's own quantiles, `(Q(p + s) - Q(p - s)) / 2`.

pub use crate::engine::points::REPLICATES;
use crate::model::scenario::{Points, Scenario};

/// Trials after which a run that asks for a precision looks at it for the first time; then at each doubling.
pub(super) const FIRST_LOOK: usize = 1024;

/// How the trials of a run depend on each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sampling {
    /// All are independent.
    Independent,
    /// Trial `i` belongs to scramble, or Latin design, `i % 32`; these are independent.
    Replicated,
    /// Likewise, and trials take parameters from so many rows of draws: there are no more independent ones than these.
    Clustered {
        /// The rows.
        rows: usize,
    },
}

impl Sampling {
    /// How a run's trials depend on each other. Plain random ones that take rows of the same draws do so too, and these are
    /// shared by the trials of one scramble alone (see [`engine`](crate::engine)'s turns).
    pub fn of(scenario: &Scenario, trials: usize) -> Self {
        match scenario.rows_of_draws() {
            Some(rows) if trials >= 2 * REPLICATES || trials > rows => Self::Clustered { rows },
            Some(_) => Self::Independent,
            None => Self::of_points(scenario.simulation.points, trials),
        }
    }

    /// How trials at such points depend on each other. Fewer than two points a scramble are as good as independent.
    pub fn of_points(points: Points, trials: usize) -> Self {
        if points != Points::Random && trials >= 2 * REPLICATES {
            Self::Replicated
        } else {
            Self::Independent
        }
    }

    /// How the trials of two runs, set beside each other, depend on each other.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        match (self, other) {
            (Self::Clustered { rows: one }, Self::Clustered { rows: other }) => {
                Self::Clustered { rows: one.min(other) }
            }
            (Self::Clustered { rows }, _) | (_, Self::Clustered { rows }) => Self::Clustered { rows },
            (Self::Independent, Self::Independent) => Self::Independent,
            _ => Self::Replicated,
        }
    }

    /// As many independent trials as some may be worth at most.
    pub fn independent(self, trials: f64) -> f64 {
        match self {
            Self::Clustered { rows } => trials.min(rows as f64),
            Self::Independent | Self::Replicated => trials,
        }
    }

    /// Standard error of the mean of `deviations`' originals: `(trial, value - mean)` of the `count` trials in which
    /// the value exists. None for fewer than two.
    pub fn error_of_mean(self, deviations: impl Iterator<Item = (usize, f64)>, count: usize) -> Option<f64> {
        if count < 2 {
            return None;
        }
        let n = count as f64;
        match self {
            Self::Independent => {
                let squares: f64 = deviations.map(|(_, d)| d * d).sum();
                Some((squares / (n - 1.0) / n).sqrt())
            }
            Self::Replicated | Self::Clustered { .. } => {
                let mut sums = [0.0; REPLICATES];
                for (trial, deviation) in deviations {
                    sums[trial % REPLICATES] += deviation;
                }
                Some(error_of_sums(sums.into_iter(), n))
            }
        }
    }

    /// The share of trials for which something holds, and its standard error (none for fewer than two trials). A NaN
    /// value is a trial in which the question does not arise; None where it never does.
    pub fn share(self, column: &[f64], holds: impl Fn(f64) -> bool) -> Option<(f64, Option<f64>)> {
        let (mut hits, mut counts) = ([0.0; REPLICATES], [0.0; REPLICATES]);
        let mut add = |round: &[f64]| {
            for ((hits, counts), &value) in hits.iter_mut().zip(&mut counts).zip(round) {
                let exists = !value.is_nan();
                *counts += if exists { 1.0 } else { 0.0 };
                *hits += if exists & holds(value) { 1.0 } else { 0.0 };
            }
        };
        // Whole rounds of a length that the compiler knows, so that it can count in vectors.
        let (rounds, rest) = column.as_chunks::<REPLICATES>();
        for round in rounds {
            add(round);
        }
        add(rest);
        let n: f64 = counts.iter().sum();
        if n == 0.0 {
            return None;
        }
        let share = hits.iter().sum::<f64>() / n;
        let error = match self {
            _ if n < 2.0 => None,
            Self::Independent => Some((share * (1.0 - share) / (n - 1.0)).sqrt()),
            Self::Replicated | Self::Clustered { .. } => {
                let deviations = hits.iter().zip(&counts).map(|(hits, counts)| hits - share * counts);
                Some(error_of_sums(deviations, n))
            }
        };
        Some((share, error))
    }
}

/// The mean of a column of which only the scrambles' sums were kept, and its standard error (none for fewer than two
/// trials). It is right for independent trials too, whose scrambles are batches.
pub fn mean_of_sums(sums: &[f64; REPLICATES], trials: usize) -> (f64, Option<f64>) {
    let n = trials as f64;
    let mean = sums.iter().sum::<f64>() / n;
    if trials < 2 {
        return (mean, None);
    }
    let count = |scramble: usize| (trials / REPLICATES + usize::from(scramble < trials % REPLICATES)) as f64;
    let squares: f64 =
        (0..REPLICATES).map(|r| sums[r] - mean * count(r)).map(|deviation| deviation * deviation).sum();
    let filled = trials.min(REPLICATES) as f64;
    (mean, Some((squares * filled / (filled - 1.0)).sqrt() / n))
}

/// The standard error from the scrambles' sums of deviations: `sqrt(R / (R - 1) * sum s_r^2) / n`.
pub(super) fn error_of_sums(sums: impl Iterator<Item = f64>, n: f64) -> f64 {
    let squares: f64 = sums.map(|sum| sum * sum).sum();
    let replicates = REPLICATES as f64;
    (squares * replicates / (replicates - 1.0)).sqrt() / n
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::random::Key;

    /// Independent trials: both ways estimate the same error. The replicated one has 31 degrees of freedom, a relative
    /// standard deviation of 1 / sqrt(62) = 13 %; 0.5 to 1.6 is beyond four of them.
    #[test]
    fn both_errors_agree_on_independent_trials() {
        let mut column = vec![0.0; 32_000];
        Key::of_seed(5).fill(0, 0, &mut column);
        let mean = column.iter().sum::<f64>() / 32_000.0;
        let error = |sampling: Sampling| {
            let deviations = column.iter().enumerate().map(|(i, x)| (i, x - mean));
            sampling.error_of_mean(deviations, column.len()).unwrap()
        };
        let plain = error(Sampling::Independent);
        assert!((plain - (1.0f64 / 12.0 / 32_000.0).sqrt()).abs() < 0.02 * plain, "{plain}");
        let ratio = error(Sampling::Replicated) / plain;
        assert!((0.5..1.6).contains(&ratio), "{ratio}");
    }

    #[test]
    fn sums_alone_give_the_error_of_the_column() {
        for trials in [2, 33, 320, 1000] {
            let mut column = vec![0.0; trials];
            Key::of_seed(7).fill(0, 0, &mut column);
            let mut sums = [0.0; REPLICATES];
            column.iter().enumerate().for_each(|(i, x)| sums[i % REPLICATES] += x);
            let (mean, se) = mean_of_sums(&sums, trials);
            let deviations = column.iter().enumerate().map(|(i, x)| (i, x - mean));
            let sampling = if trials < REPLICATES { Sampling::Independent } else { Sampling::Replicated };
            let expected = sampling.error_of_mean(deviations, trials).unwrap();
            assert!((se.unwrap() - expected).abs() < 1e-12, "{trials}: {se:?} {expected}");
        }
        assert_eq!(mean_of_sums(&[0.5; REPLICATES], 1).1, None);
    }

    #[test]
    fn one_trial_has_no_error() {
        assert_eq!(Sampling::Independent.error_of_mean(std::iter::once((0, 0.0)), 1), None);
    }
}
