//! The parameters of the largest likelihood, and how well the lives determine them.

use super::constant::ConstantChurn;
use super::counts::{Lives, Outcome};
use super::diagnosis;
use super::finding::{self, Finding};
use super::fitted::{Fitted, Uncertainty};
use super::law::{LIMIT, Law, log_likelihood};
use crate::math::ascent::{Summit, climb};
use crate::math::jet::Jet;
use nalgebra::{DMatrix, SymmetricEigen};

/// Departures, or renewals where they are fewer, whose log-likelihood is climbed, whatever the number there are: the end
/// of a climb is told by absolute worth, and it is the rarer of the two that lives are told apart by.
const EVENTS: f64 = 1000.0;
/// What climbs may differ by, of the log-likelihood of [`EVENTS`] and of its size, and still have ended on the same summit.
const SAME: (f64, f64) = (1e-6, 1e-12);
/// Curvatures whose least is a smaller share of their largest cannot be inverted with more than half the digits kept.
const CONDITION: f64 = 1e-8;

/// Fits a law to lives by maximum likelihood, within the limits of its coordinates.
///
/// # Errors
/// The finding that leaves no law to be fitted: nobody seen, nobody or everybody left, fewer periods than parameters.
pub fn fit<L: Law<N>, const N: usize>(lives: &Lives) -> Result<Fitted<L, N>, Finding> {
    let outcomes = lives.outcomes();
    finding::precludes(&outcomes, N)?;
    let renewals: f64 = outcomes.iter().map(|outcome| outcome.stayed).sum();
    let share = EVENTS / lives.left().min(renewals);
    let scaled: Vec<Outcome> = outcomes
        .iter()
        .map(|outcome| Outcome { ended: outcome.ended * share, stayed: outcome.stayed * share })
        .collect();
    // A climb has one bound: each variable is the share of its own.
    let bound = libm::log(LIMIT);
    let units = L::LIMITS.map(|limit| libm::log(limit) / bound);
    let starts = L::starts(first_churn(&scaled));
    let climbs: Vec<Summit<N>> = starts
        .iter()
        .map(|start| {
            let from = std::array::from_fn(|place| {
                f64::clamp(libm::log(start[place]) / units[place], -bound, bound)
            });
            climb(from, bound, |at| {
                let variables = Jet::variables(at);
                log_likelihood::<L, N>(&scaled, std::array::from_fn(|place| variables[place] * units[place]))
            })
        })
        .collect();
    // A climb's value is finite from its start on. Of equals one that has arrived is the better.
    let rank = |summit: &Summit<N>| (summit.jet.value, summit.has_arrived);
    let best =
        climbs.iter().fold(&climbs[0], |best, other| if rank(other) > rank(best) { other } else { best });
    let logs: [f64; N] = std::array::from_fn(|place| best.at[place] * units[place]);
    let law = L::at(logs.map(libm::exp));
    let same = best.jet.value - SAME.0 - SAME.1 * best.jet.value.abs();
    let at_bound = best.at.map(|log| log.abs() >= bound);
    let clients = log_likelihood::<L, N>(&outcomes, Jet::variables(logs));
    let mut fitted = Fitted {
        law,
        parameters: law.parameters(),
        uncertainty: if best.has_arrived && !at_bound.contains(&true) {
            uncertainty(&clients, law.slopes())
        } else {
            None
        },
        log_likelihood: clients.value,
        starts: climbs.len(),
        starts_agreeing: climbs.iter().filter(|other| other.jet.value >= same).count(),
        has_arrived: best.has_arrived,
        at_bound,
        findings: Vec::new(),
    };
    fitted.findings = diagnosis::of(&fitted, &outcomes);
    Ok(fitted)
}

/// A churn to begin from: halfway between that of the first period and that of all, so that it is neither 0 nor 1.
fn first_churn(outcomes: &[Outcome]) -> f64 {
    let of = |outcomes: &[Outcome]| ConstantChurn::fit(outcomes).map_or(0.5, |constant| constant.churn);
    let first = of(&outcomes[..outcomes.len().min(1)]);
    (0.5 * (first + of(outcomes))).clamp(1e-6, 1.0 - 1e-6)
}

/// By the curvature of a log-likelihood, and the slopes of the parameters in its variables.
fn uncertainty<const N: usize>(jet: &Jet<N>, slopes: [f64; N]) -> Option<Uncertainty<N>> {
    let eigen = SymmetricEigen::new(DMatrix::from_fn(N, N, |row, column| -jet.hessian[row][column]));
    let most = eigen.eigenvalues.max();
    let is_definite = eigen.eigenvalues.min() > CONDITION * most;
    if !is_definite {
        return None;
    }
    let covariance_of_logs: [[f64; N]; N] = std::array::from_fn(|row| {
        std::array::from_fn(|column| {
            let axis = |axis: usize| {
                let (left, right) = (eigen.eigenvectors[(row, axis)], eigen.eigenvectors[(column, axis)]);
                left * right / eigen.eigenvalues[axis]
            };
            (0..N).map(axis).sum()
        })
    });
    let standard_errors =
        std::array::from_fn(|place| slopes[place].abs() * covariance_of_logs[place][place].sqrt());
    Some(Uncertainty { standard_errors, covariance_of_logs })
}

#[cfg(test)]
mod tests {
    use super::super::{DiscreteWeibull, ShiftedBetaGeometric};
    use super::*;

    #[test]
    fn standard_errors_shrink_with_the_root_of_the_clients() {
        let of = |factor: f64| {
            let ended = [131.0, 126.0, 90.0, 60.0, 42.0].map(|x| x * factor).to_vec();
            let lives = Lives::new(ended, vec![0.0, 0.0, 0.0, 0.0, 551.0 * factor], 0.0).unwrap();
            fit::<ShiftedBetaGeometric, 2>(&lives).unwrap()
        };
        let (one, many) = (of(1.0), of(1e8));
        for place in 0..2 {
            assert!((one.parameters[place] / many.parameters[place] - 1.0).abs() < 1e-6, "{one:?} {many:?}");
            let errors = [&one, &many].map(|fitted| fitted.uncertainty.unwrap().standard_errors[place]);
            assert!((errors[0] / errors[1] - 1e4).abs() < 1e-2, "{errors:?}");
        }
        assert!(one.has_arrived && many.has_arrived && one.starts_agreeing == one.starts);
    }

    #[test]
    fn the_summit_is_higher_than_all_around() {
        let lives = Lives::new(vec![131.0, 126.0, 190.0, 60.0], vec![0.0, 7.0, 20.0, 81.0], 0.0).unwrap();
        let outcomes = lives.outcomes();
        let fitted = fit::<DiscreteWeibull, 2>(&lives).unwrap();
        for step in [[1e-3, 0.0], [-1e-3, 0.0], [0.0, 1e-3], [0.0, -1e-3], [1e-3, 1e-3], [1e-3, -1e-3]] {
            let logs = fitted.law.coordinates().map(libm::log);
            let near = std::array::from_fn(|place| logs[place] + step[place]);
            let value = log_likelihood::<DiscreteWeibull, 2>(&outcomes, Jet::variables(near)).value;
            assert!(value < fitted.log_likelihood, "{step:?} {value} {fitted:?}");
        }
    }

    #[test]
    fn curvature_that_is_flat_or_bends_upwards_gives_no_errors() {
        let mut jet = Jet::<2>::ZERO;
        jet.hessian = [[-4.0, 0.0], [0.0, -1.0]];
        let found = uncertainty(&jet, [1.0, 3.0]).unwrap();
        assert!((found.standard_errors[0] - 0.5).abs() < 1e-15);
        assert!((found.standard_errors[1] - 3.0).abs() < 1e-15);
        for flat in [0.0, -1e-9, 1.0] {
            jet.hessian[1][1] = flat;
            assert_eq!(uncertainty(&jet, [1.0, 3.0]), None);
        }
    }
}
