//! What lives cannot say, as data: findings that leave nothing to fit, and findings about a fit.

use super::counts::Outcome;

/// A limit of what lives say.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Finding {
    /// No client has come to the end of a period.
    NobodySeen,
    /// No client has left: churn is below about three divided by the periods that clients were there (at 95 %), and that
    /// is all there is to know.
    NobodyLeft {
        /// Clients by the renewals they made.
        renewals: f64,
    },
    /// Every client left at the end of the first period.
    EverybodyLeftAtOnce,
    /// Clients came to the end of fewer periods than the law has parameters, which therefore cannot be told apart. Of one
    /// period only a constant churn can be had.
    TooFewPeriods {
        /// Periods to the end of which a client came.
        seen: usize,
        /// Parameters of the law.
        parameters: usize,
    },
    /// Fewer clients left than ten a parameter: standard errors are too small and estimates biased.
    TooFew {
        /// Clients who left.
        left: f64,
        /// The number that would do.
        needed: f64,
    },
    /// Parameters can change together by large factors and the lives are as likely: survival within the periods seen is
    /// known, the single parameters and what lies far beyond those periods are not.
    FlatRidge {
        /// The standard error of the logarithms along the least known axis; nothing where the likelihood does not bend
        /// down along it.
        standard_error: Option<f64>,
    },
    /// `alpha` or `beta` grew to the bound, and both are large: clients are all alike. The remedy for the sBG law is constant churn, for the
    /// beta-discrete-Weibull the discrete Weibull.
    ClientsAlike {
        /// The constant churn of the largest likelihood.
        churn: f64,
    },
    /// `alpha` and `beta` fell to the bound: a client leaves at the end of the first period or never.
    LeaveAtOnceOrNever {
        /// The share that leaves.
        leave: f64,
    },
    /// Another parameter stands at the bound: the law's likelihood has no summit for these lives.
    AtBound {
        /// What it is called.
        parameter: &'static str,
    },
    /// The climb ended before its end.
    NotArrived,
    /// Only one of several climbs came this high: there may be a higher summit that none found.
    StartsDisagree {
        /// Climbs begun.
        starts: usize,
    },
}

/// Whether outcomes leave a law of so many parameters to be fitted.
pub(super) fn precludes(outcomes: &[Outcome], parameters: usize) -> Result<(), Finding> {
    let ended: f64 = outcomes.iter().map(|outcome| outcome.ended).sum();
    let stayed: f64 = outcomes.iter().map(|outcome| outcome.stayed).sum();
    let seen = outcomes.len();
    match () {
        () if seen == 0 => Err(Finding::NobodySeen),
        () if ended == 0.0 => Err(Finding::NobodyLeft { renewals: stayed }),
        () if stayed == 0.0 => Err(Finding::EverybodyLeftAtOnce),
        () if seen < parameters => Err(Finding::TooFewPeriods { seen, parameters }),
        () => Ok(()),
    }
}
