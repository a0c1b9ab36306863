//! Sums of many values against brute force: the same number of single draws, added up.
//!
//! z-tests of mean, standard deviation and skewness (their errors from influence functions), |z| < 5: a new seed raises
//! a false alarm in 3 * 15 * 5.7e-7 = 0.003 % of cases. And the distance of the two distribution functions: no more
//! than the error that the module states and what two samples of one law differ by, `1.95 sqrt(2 / sums)` in 1 of 1,000.

#![allow(
    clippy::disallowed_methods,
    reason = "what a test expects need not have the same last bits everywhere"
)]

use super::*;

/// The largest distance of distribution functions that the module states.
const STATED: f64 = 0.005;

struct Moments {
    /// Mean, log standard deviation, skewness: each with its standard error.
    of: [(f64, f64); 3],
}

impl Moments {
    fn new(sums: &[f64]) -> Self {
        let n = sums.len() as f64;
        let mean = sums.iter().sum::<f64>() / n;
        let moment = |k: i32| sums.iter().map(|x| (x - mean).powi(k)).sum::<f64>() / n;
        let sd = moment(2).sqrt();
        let skewness = moment(3) / (sd * sd * sd);
        let error = |influence: &dyn Fn(f64) -> f64| {
            let squares: f64 = sums.iter().map(|x| influence((x - mean) / sd)).map(|d| d * d).sum();
            squares.sqrt() / n
        };
        let of_skewness = |d: f64| d * d * d - skewness - 3.0 * d - 1.5 * skewness * (d * d - 1.0);
        Self {
            of: [
                (mean, sd * error(&|d| d)),
                (sd.ln(), error(&|d| (d * d - 1.0) / 2.0)),
                (skewness, error(&of_skewness)),
            ],
        }
    }
}

/// Largest distance of two distribution functions.
fn distance(one: &mut [f64], other: &mut [f64]) -> f64 {
    one.sort_unstable_by(f64::total_cmp);
    other.sort_unstable_by(f64::total_cmp);
    let (mut j, mut largest) = (0, 0.0f64);
    for (i, x) in one.iter().enumerate() {
        while j < other.len() && other[j] < *x {
            j += 1;
        }
        largest = largest.max((i as f64 / one.len() as f64 - j as f64 / other.len() as f64).abs());
    }
    largest
}

fn hold_to_brute_force(name: &str, law: &impl SingleValues, n: u64) {
    let sums = 6_000_000 / n;
    let key = Key::of_seed(21);
    let fast: Vec<f64> = (0..sums)
        .map(|trial| sum_of(law, n as f64, Draws { key: key.named("fast"), trial, position: 0 }))
        .collect();
    let brute = key.named("brute");
    let single = |trial| (0..n).map(|k| law.quantile(brute.uniform(trial, k))).sum();
    let slow: Vec<f64> = (0..sums).map(single).collect();
    for (what, (fast, slow)) in ["mean", "log sd", "skewness"]
        .into_iter()
        .zip(Moments::new(&fast).of.into_iter().zip(Moments::new(&slow).of))
    {
        let z = (fast.0 - slow.0) / fast.1.hypot(slow.1);
        assert!(z.abs() < 5.0, "{name}, {n} orders: {what} {} instead of {}, z = {z:.1}", fast.0, slow.0);
    }
    let (mut fast, mut slow) = (fast, slow);
    let (distance, chance) = (distance(&mut fast, &mut slow), 1.95 * (2.0 / sums as f64).sqrt());
    assert!(distance < STATED + chance, "{name}, {n} orders: distribution functions {distance:.4} apart");
}

#[test]
fn sums_of_many_values_have_the_law_of_single_draws() {
    let skewed = EmpiricalMoments::new(&EmpiricalValues {
        values: vec![10.0, 15.0, 40.0, 300.0, 5000.0],
        cumulative: vec![0.5, 0.8, 0.95, 0.995, 1.0],
    });
    for n in [65, 200, 1000] {
        for cv in [0.3, 1.0, 2.0, 3.0] {
            hold_to_brute_force(&format!("lognormal, cv {cv}"), &Lognormal::new(100.0, cv), n);
        }
        hold_to_brute_force("empirical", &skewed, n);
    }
}
