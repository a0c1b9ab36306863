//! Special functions: Stirling's error and deviances, the regularised incomplete gamma and beta functions.
//!
//! Every function here costs a bounded number of operations whatever its arguments, and keeps its relative accuracy in
//! the smaller of the two tails.

mod deviance;
mod incomplete_beta;
mod incomplete_gamma;
mod temme;

pub use deviance::{binomial_pmf, deviance, log1p_minus, poisson_pmf, stirling_error};
pub use incomplete_beta::incomplete_beta;
pub use incomplete_gamma::{gamma_weight, incomplete_gamma};
pub use libm::lgamma as ln_gamma;

/// A probability and its complement, each with its own relative accuracy.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tails {
    /// The lower one.
    pub lower: f64,
    /// One minus the lower one.
    pub upper: f64,
}

impl Tails {
    fn of_lower(lower: f64) -> Self {
        Self { lower, upper: 1.0 - lower }
    }

    fn of_upper(upper: f64) -> Self {
        Self { lower: 1.0 - upper, upper }
    }
}
