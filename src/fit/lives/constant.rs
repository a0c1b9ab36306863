//! The same churn for every client in every period: the geometric law, to which the others are compared.

use super::counts::Outcome;

/// A churn and how well it is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ConstantChurn {
    /// Of the clients who come to the end of a period, the share that leaves.
    pub churn: f64,
    /// Of the churn; 0 where it is 0 or 1, which says nothing of its precision.
    pub standard_error: f64,
    /// Of the lives at this churn.
    pub log_likelihood: f64,
}

impl ConstantChurn {
    /// The churn of the largest likelihood, clients who left by periods they came to the end of; nothing where nobody
    /// came to the end of one.
    pub fn fit(outcomes: &[Outcome]) -> Option<Self> {
        let ended: f64 = outcomes.iter().map(|outcome| outcome.ended).sum();
        let stayed: f64 = outcomes.iter().map(|outcome| outcome.stayed).sum();
        let periods = ended + stayed;
        if periods == 0.0 {
            return None;
        }
        let (churn, retention) = (ended / periods, stayed / periods);
        let part = |count: f64, share: f64| if count == 0.0 { 0.0 } else { count * libm::log(share) };
        Some(Self {
            churn,
            standard_error: (churn * retention / periods).sqrt(),
            log_likelihood: part(ended, churn) + part(stayed, retention),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_those_who_left_by_the_periods_they_were_there() {
        let outcome = |ended, stayed| Outcome { ended, stayed };
        let found = ConstantChurn::fit(&[outcome(5.0, 8.0), outcome(3.0, 4.0)]).unwrap();
        assert_eq!(found.churn, 0.4);
        assert!((found.standard_error - (0.24_f64 / 20.0).sqrt()).abs() < 1e-16);
        assert!((found.log_likelihood - 8.0 * libm::log(0.4) - 12.0 * libm::log(0.6)).abs() < 1e-13);
        assert_eq!(ConstantChurn::fit(&[]), None);
        let all = ConstantChurn::fit(&[outcome(5.0, 0.0)]).unwrap();
        assert_eq!((all.churn, all.standard_error, all.log_likelihood), (1.0, 0.0, 0.0));
    }
}
