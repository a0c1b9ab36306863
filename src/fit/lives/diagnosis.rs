//! A fit -> what is to be known of it before it is used.

use super::constant::ConstantChurn;
use super::counts::Outcome;
use super::finding::Finding;
use super::fitted::Fitted;
use super::law::{LIMIT, Law};

/// Departures that each parameter asks for: with fewer than ten events a parameter, estimates by maximum likelihood are
/// biased and their standard errors too small (Peduzzi et al. 1996, for logistic models, of which each period is one).
const DEPARTURES_PER_PARAMETER: f64 = 10.0;
/// Along its least known axis the fit is known to no better than a factor of `e` either way (one standard error of the
/// logarithm): its 95 % interval spans a factor of 50, which is no knowledge.
const RIDGE: f64 = 1.0;

/// Both parameters of a beta distribution from here on: churns, and retentions, differ between clients by a tenth of
/// themselves at most (their coefficients of variation are below `1 / sqrt(alpha)` and `1 / sqrt(beta)`).
const ALIKE: f64 = 100.0;

/// What is to be said of a fit.
pub(super) fn of<L: Law<N>, const N: usize>(fitted: &Fitted<L, N>, outcomes: &[Outcome]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let left: f64 = outcomes.iter().map(|outcome| outcome.ended).sum();
    let needed = DEPARTURES_PER_PARAMETER * N as f64;
    if left < needed {
        findings.push(Finding::TooFew { left, needed });
    }
    findings.extend(bounds(fitted, outcomes));
    if fitted.has_arrived && !fitted.at_bound.contains(&true) {
        let standard_error = fitted.uncertainty.map(|known| widest(&known.covariance_of_logs));
        if standard_error.is_none_or(|error| error > RIDGE) {
            findings.push(Finding::FlatRidge { standard_error });
        }
    }
    if !fitted.has_arrived {
        findings.push(Finding::NotArrived);
    }
    if fitted.starts_agreeing < 2 {
        findings.push(Finding::StartsDisagree { starts: fitted.starts });
    }
    findings
}

/// What parameters at the bound mean.
fn bounds<L: Law<N>, const N: usize>(fitted: &Fitted<L, N>, outcomes: &[Outcome]) -> Vec<Finding> {
    let coordinates = fitted.law.coordinates();
    let is_high = |place: usize| fitted.at_bound[place] && coordinates[place] > 1.0;
    let is_low = |place: usize| fitted.at_bound[place] && coordinates[place] < 1.0;
    let are_large = || coordinates[0] >= ALIKE && coordinates[1] >= ALIKE;
    if L::IS_BETA_MIXTURE && (is_high(0) || is_high(1)) && are_large() {
        let churn = ConstantChurn::fit(outcomes).map_or(0.0, |constant| constant.churn);
        return vec![Finding::ClientsAlike { churn }];
    }
    if L::IS_BETA_MIXTURE && (is_low(0) && near_low(coordinates[1]) || is_low(1) && near_low(coordinates[0]))
    {
        return vec![Finding::LeaveAtOnceOrNever { leave: fitted.law.hazard(1) }];
    }
    let places = (0..N).filter(|place| fitted.at_bound[*place]);
    places.map(|place| Finding::AtBound { parameter: L::PARAMETERS[place] }).collect()
}

/// Along the way to the bound the two keep their quotient, so the other stands near it, not at it.
fn near_low(coordinate: f64) -> bool {
    coordinate * LIMIT.sqrt() < 1.0
}

/// The standard error along the least known axis.
fn widest<const N: usize>(covariance: &[[f64; N]; N]) -> f64 {
    let matrix = nalgebra::DMatrix::from_fn(N, N, |row, column| covariance[row][column]);
    nalgebra::SymmetricEigen::new(matrix).eigenvalues.max().sqrt()
}

#[cfg(test)]
mod tests {
    use super::super::{BetaDiscreteWeibull, DiscreteWeibull, Lives, ShiftedBetaGeometric, fit};
    use super::*;

    fn sbg(ended: &[f64], censored: &[f64]) -> Result<Vec<Finding>, Finding> {
        let lives = Lives::new(ended.to_vec(), censored.to_vec(), 3.0).unwrap();
        fit::<ShiftedBetaGeometric, 2>(&lives).map(|fitted| fitted.findings)
    }

    #[test]
    fn counts_that_say_nothing_are_told_apart() {
        assert_eq!(sbg(&[], &[]), Err(Finding::NobodySeen));
        assert_eq!(sbg(&[0.0], &[4.0, 8.0]), Err(Finding::NobodyLeft { renewals: 20.0 }));
        assert_eq!(sbg(&[9.0], &[]), Err(Finding::EverybodyLeftAtOnce));
        assert_eq!(sbg(&[9.0], &[4.0]), Err(Finding::TooFewPeriods { seen: 1, parameters: 2 }));
        let lives = Lives::new(vec![9.0, 5.0], vec![4.0, 7.0], 0.0).unwrap();
        let found = fit::<BetaDiscreteWeibull, 3>(&lives).unwrap_err();
        assert_eq!(found, Finding::TooFewPeriods { seen: 2, parameters: 3 });
    }

    #[test]
    fn clients_of_one_churn_are_alike() {
        // A fifth leaves in every period, and more than a fifth.
        for ended in [[200.0, 160.0, 128.0], [200.0, 180.0, 170.0]] {
            let rest = 1000.0 - ended.iter().sum::<f64>();
            let findings = sbg(&ended, &[0.0, 0.0, rest]).unwrap();
            let churn = ended.iter().sum::<f64>() / (1000.0 + 800.0 + 800.0 - ended[1]);
            let [Finding::ClientsAlike { churn: found }] = findings[..] else { panic!("{findings:?}") };
            assert!((found - churn).abs() < 1e-15);
        }
    }

    #[test]
    fn clients_of_two_kinds_leave_at_once_or_never() {
        let findings = sbg(&[200.0, 0.0, 0.0], &[0.0, 0.0, 800.0]).unwrap();
        let [Finding::LeaveAtOnceOrNever { leave }] = findings[..] else { panic!("{findings:?}") };
        assert!((leave - 0.2).abs() < 1e-4, "{leave}");
    }

    #[test]
    fn a_bound_that_rare_churn_meets_is_no_likeness() {
        // Forty of a billion: beta meets its bound where alpha is small.
        let findings = sbg(&[40.0, 40.0, 40.0], &[0.0, 0.0, 1e9]).unwrap();
        assert_eq!(findings, [Finding::AtBound { parameter: "beta" }]);
    }

    #[test]
    fn few_clients_leave_a_ridge() {
        let findings = sbg(&[3.0, 2.0, 1.0], &[0.0, 0.0, 4.0]).unwrap();
        assert_eq!(findings[0], Finding::TooFew { left: 6.0, needed: 20.0 });
        assert!(
            matches!(findings[1], Finding::FlatRidge { .. } | Finding::ClientsAlike { .. }),
            "{findings:?}"
        );
    }

    #[test]
    fn all_leaving_in_one_later_period_have_no_finite_exponent() {
        let lives = Lives::new(vec![0.0, 0.0, 500.0], vec![], 0.0).unwrap();
        let fitted = fit::<DiscreteWeibull, 2>(&lives).unwrap();
        assert!(fitted.uncertainty.is_none() && !fitted.findings.is_empty(), "{fitted:?}");
    }
}
