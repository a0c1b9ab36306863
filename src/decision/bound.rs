//! How low P(target) may really be: the one-sided 95 % lower bound that a plan has to clear.

use crate::forecast::figure::Estimate;
use crate::forecast::sampling::{REPLICATES, Sampling};
use crate::math::normal;
use statrs::distribution::{ContinuousCDF, StudentsT};

/// One-sided level of the bound.
const LEVEL: f64 = 0.95;

/// P(profit >= target) with its error and its lower bound.
#[derive(Debug, Clone, Copy)]
pub(super) struct Attained {
    pub(super) probability: Estimate,
    pub(super) lower_bound: f64,
}

/// How often the profits reach a target.
///
/// Plain random trials are independent: Wilson's bound. Those of Sobol or Latin points are not, but their `R = 32`
/// scrambles or designs are:
/// the mean of the scrambles' shares minus `t(R - 1) sd / sqrt(R)`; where all scrambles agree, Wilson's (of as many trials as
/// there are rows, where parameters come from draws).
pub(super) fn attained(profits: &[f64], target: f64, sampling: Sampling) -> Attained {
    let probability = Estimate::of_share(profits, sampling, |profit| profit >= target)
        .unwrap_or(Estimate { value: 0.0, se: 0.0 });
    let wilson = wilson_lower(probability.value, sampling.independent(profits.len() as f64));
    let lower_bound = match sampling {
        Sampling::Independent => wilson,
        Sampling::Replicated | Sampling::Clustered { .. } => {
            let shares = scramble_shares(profits, target);
            let mean = shares.iter().sum::<f64>() / REPLICATES as f64;
            let squares: f64 = shares.iter().map(|share| (share - mean) * (share - mean)).sum();
            if squares == 0.0 {
                wilson
            } else {
                let replicates = REPLICATES as f64;
                mean - student_quantile() * (squares / (replicates - 1.0) / replicates).sqrt()
            }
        }
    };
    Attained { probability, lower_bound }
}

fn scramble_shares(profits: &[f64], target: f64) -> [f64; REPLICATES] {
    let (mut hits, mut counts) = ([0.0; REPLICATES], [0.0; REPLICATES]);
    for (trial, &profit) in profits.iter().enumerate() {
        counts[trial % REPLICATES] += 1.0;
        hits[trial % REPLICATES] += f64::from(u8::from(profit >= target));
    }
    std::array::from_fn(|r| hits[r] / counts[r])
}

/// Wilson (1927): the lower end of the score interval.
fn wilson_lower(share: f64, n: f64) -> f64 {
    let z = normal::quantile(LEVEL);
    let centre = share + z * z / (2.0 * n);
    let spread = z * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
    (centre - spread) / (1.0 + z * z / n)
}

fn student_quantile() -> f64 {
    StudentsT::new(0.0, 1.0, REPLICATES as f64 - 1.0)
        .expect("31 degrees of freedom are a Student law")
        .inverse_cdf(LEVEL)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Newcombe (1998, Statistics in Medicine 17:857, table I): 81 of 263 has the two-sided 95 % score interval
    /// 0.2553 to 0.3662. One-sided 95 % is two-sided 90 %: by the formula in arbitrary precision, 0.26326.
    #[test]
    fn wilsons_bound_is_the_published_one() {
        assert!(
            (wilson_lower(81.0 / 263.0, 263.0) - 0.263_26).abs() < 1e-4,
            "{}",
            wilson_lower(81.0 / 263.0, 263.0)
        );
    }

    /// Tables: t(31) at 0.95 is 1.6955.
    #[test]
    fn students_quantile_is_the_tables() {
        assert!((student_quantile() - 1.6955).abs() < 5e-5);
    }

    #[test]
    fn scrambles_that_agree_leave_wilsons_bound() {
        // Of 32 rows no share is surer than Wilson's of 32.
        let clustered = attained(&[1.0; 640], 0.0, Sampling::Clustered { rows: 32 });
        assert!(
            (clustered.lower_bound - 32.0 / (32.0 + 2.705_543_454_1)).abs() < 1e-9,
            "{}",
            clustered.lower_bound
        );
        let all = attained(&[1.0; 640], 0.0, Sampling::Replicated);
        assert_eq!(all.probability.value, 1.0);
        assert!((all.lower_bound - wilson_lower(1.0, 640.0)).abs() < 1e-15);
        assert!(all.lower_bound < 1.0);
    }

    #[test]
    fn scrambles_that_differ_much_bound_lower_than_independent_trials() {
        // Even scrambles always reach it, odd ones never: 16 against 16, though the trials are many.
        let profits: Vec<f64> = (0..6400).map(|trial| f64::from(u8::from(trial % 2 == 0))).collect();
        let replicated = attained(&profits, 0.5, Sampling::Replicated);
        let independent = attained(&profits, 0.5, Sampling::Independent);
        assert!(replicated.lower_bound < 0.36 && independent.lower_bound > 0.48);
    }
}
