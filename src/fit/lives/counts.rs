//! What is known of lives: who left at the end of which period, and how long the others have stayed.

use thiserror::Error;

/// Periods at most: twenty-seven years of days.
pub const PERIODS_MAX: usize = 10_000;
/// The least and the largest weight. Between them sums, their quotients and their logarithms stay finite.
const WEIGHTS: std::ops::RangeInclusive<f64> = 1e-9..=1e15;

/// Why counts are no lives.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum LivesError {
    /// A weight is negative, no number, or too small or large to be added to others.
    #[error("period {period}: a weight must be 0 or lie within 1e-9..=1e15, not {weight}")]
    Weight {
        /// The period; 0 for clients who have not seen a renewal.
        period: usize,
        /// What stands there.
        weight: f64,
    },
    /// A table of survivors grows.
    #[error("period {period}: there are more survivors than a period before")]
    Growth {
        /// The period.
        period: usize,
    },
    /// A table of survivors is empty.
    #[error("a table of survivors begins with those of period 0")]
    Empty,
    /// More periods than can be fitted.
    #[error("{periods} periods, and {PERIODS_MAX} is the most")]
    Periods {
        /// How many there are.
        periods: usize,
    },
}

/// Lives of subscriptions in whole periods. Weights are counts of clients, or shares of them, such as percents; standard
/// errors take a weight of one for a client.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Lives {
    /// Clients who left at the end of period `k`, at `k - 1`.
    ended: Vec<f64>,
    /// Clients who have renewed `k` times and are still there, at `k - 1`.
    censored: Vec<f64>,
    /// Clients who have not come to their first renewal: they tell nothing of it.
    unseen: f64,
}

/// What the clients did who came to the end of a period.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outcome {
    /// Those who left.
    pub ended: f64,
    /// Those who renewed.
    pub stayed: f64,
}

impl Lives {
    /// Checks counts. The columns need not be of the same length; what is missing is 0.
    ///
    /// # Errors
    /// Names the first weight that is neither 0 nor within `1e-9..=1e15`.
    pub fn new(ended: Vec<f64>, censored: Vec<f64>, unseen: f64) -> Result<Self, LivesError> {
        let periods = ended.len().max(censored.len());
        if periods > PERIODS_MAX {
            return Err(LivesError::Periods { periods });
        }
        let numbered = |weights: &[f64]| (1..).zip(weights.to_vec()).collect::<Vec<(usize, f64)>>();
        let weights = std::iter::once((0, unseen)).chain(numbered(&ended)).chain(numbered(&censored));
        for (period, weight) in weights {
            if weight != 0.0 && !WEIGHTS.contains(&weight) {
                return Err(LivesError::Weight { period, weight });
            }
        }
        Ok(Self { ended, censored, unseen })
    }

    /// One cohort from its survivors after 0, 1, 2, ... renewals, in clients or in percents.
    ///
    /// # Errors
    /// Where survivors grow in number, or a loss is no weight.
    pub fn of_survivors(survivors: &[f64]) -> Result<Self, LivesError> {
        let mut ended = Vec::with_capacity(survivors.len());
        for (place, pair) in survivors.windows(2).enumerate() {
            // Survivors that are no numbers are no weights, and are named as such below.
            if pair[1] > pair[0] {
                return Err(LivesError::Growth { period: place + 1 });
            }
            ended.push(pair[0] - pair[1]);
        }
        let Some(&last) = survivors.last() else { return Err(LivesError::Empty) };
        if ended.is_empty() {
            return Self::new(ended, Vec::new(), last);
        }
        let mut censored = vec![0.0; ended.len()];
        censored[ended.len() - 1] = last;
        Self::new(ended, censored, 0.0)
    }

    /// Adds the lives of another cohort: of clients alike in law only their outcomes count, not when they came.
    pub fn add(&mut self, other: &Self) {
        let join = |ours: &mut Vec<f64>, theirs: &[f64]| {
            ours.resize(ours.len().max(theirs.len()), 0.0);
            ours.iter_mut().zip(theirs).for_each(|(ours, theirs)| *ours += theirs);
        };
        join(&mut self.ended, &other.ended);
        join(&mut self.censored, &other.censored);
        self.unseen += other.unseen;
    }

    /// All clients, those who tell nothing among them.
    pub fn clients(&self) -> f64 {
        self.unseen + self.informative()
    }

    /// Clients who came to the end of their first period.
    pub fn informative(&self) -> f64 {
        self.left() + self.censored.iter().sum::<f64>()
    }

    /// Clients who are still there, by their renewals, from none on.
    pub fn there_by_renewals(&self) -> Vec<f64> {
        std::iter::once(self.unseen).chain(self.censored.iter().copied()).collect()
    }

    /// Clients who left.
    pub fn left(&self) -> f64 {
        self.ended.iter().sum()
    }

    /// What happened at the end of periods 1, 2, ..., as far as anybody came.
    pub fn outcomes(&self) -> Vec<Outcome> {
        let periods = self.ended.len().max(self.censored.len());
        let of = |weights: &[f64], place: usize| weights.get(place).copied().unwrap_or(0.0);
        let mut outcomes = Vec::with_capacity(periods);
        let mut reached_later = 0.0;
        for place in (0..periods).rev() {
            let ended = of(&self.ended, place);
            let stayed = reached_later + of(&self.censored, place);
            reached_later = ended + stayed;
            if reached_later > 0.0 {
                outcomes.push(Outcome { ended, stayed });
            }
        }
        outcomes.reverse();
        outcomes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_comes_to_a_period_leaves_or_stays() {
        let lives = Lives::new(vec![5.0, 3.0, 0.0], vec![1.0, 0.0, 4.0, 0.0], 7.0).unwrap();
        let outcome = |ended, stayed| Outcome { ended, stayed };
        assert_eq!(lives.outcomes(), [outcome(5.0, 8.0), outcome(3.0, 4.0), outcome(0.0, 4.0)]);
        assert_eq!((lives.clients(), lives.informative(), lives.left()), (20.0, 13.0, 8.0));
    }

    #[test]
    fn cohorts_add_up() {
        let mut lives = Lives::of_survivors(&[100.0, 80.0]).unwrap();
        lives.add(&Lives::of_survivors(&[50.0, 40.0, 35.0, 35.0]).unwrap());
        lives.add(&Lives::of_survivors(&[9.0]).unwrap());
        assert_eq!(lives, Lives::new(vec![30.0, 5.0, 0.0], vec![80.0, 0.0, 35.0], 9.0).unwrap());
    }

    #[test]
    fn what_is_no_count_is_no_life() {
        for weight in [f64::NAN, f64::INFINITY, -1.0, 1e-300, 1e300] {
            assert!(Lives::new(vec![1.0, weight], vec![], 0.0).is_err(), "{weight}");
            assert!(Lives::new(vec![], vec![weight], 0.0).is_err(), "{weight}");
            assert!(Lives::new(vec![], vec![], weight).is_err(), "{weight}");
            assert!(Lives::of_survivors(&[weight]).is_err(), "{weight}");
            assert!(Lives::of_survivors(&[3.0, weight, 1.0]).is_err(), "{weight}");
        }
        assert_eq!(Lives::of_survivors(&[]), Err(LivesError::Empty));
        assert_eq!(Lives::of_survivors(&[1.0, 2.0]), Err(LivesError::Growth { period: 1 }));
        let long = vec![0.0; PERIODS_MAX + 1];
        assert_eq!(Lives::new(long, vec![], 0.0), Err(LivesError::Periods { periods: PERIODS_MAX + 1 }));
    }
}
