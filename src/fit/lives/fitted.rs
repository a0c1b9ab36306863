//! A law with its parameters, and how well these are known.

use super::finding::Finding;

/// A law fitted to lives.
#[derive(Debug, Clone, PartialEq)]
pub struct Fitted<L, const N: usize> {
    /// The law at the summit.
    pub law: L,
    /// Its parameters, in the order of their names.
    pub parameters: [f64; N],
    /// How well they are known; nothing where the curvature is not positive definite, a parameter is at the bound or the
    /// climb has not arrived.
    pub uncertainty: Option<Uncertainty<N>>,
    /// Of the lives, at the summit.
    pub log_likelihood: f64,
    /// How many climbs were begun.
    pub starts: usize,
    /// How many of them ended as high as the highest.
    pub starts_agreeing: usize,
    /// Whether the highest ended where nothing is left to gain.
    pub has_arrived: bool,
    /// The parameters that stand at the bound.
    pub at_bound: [bool; N],
    /// What is to be known of the fit before it is used.
    pub findings: Vec<Finding>,
}

/// The large-sample normal law of the estimates.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Uncertainty<const N: usize> {
    /// Of the parameters, by the delta method.
    pub standard_errors: [f64; N],
    /// Of the logarithms of the coordinates ([`Law`](super::law::Law)): the inverse of the negative Hessian.
    pub covariance_of_logs: [[f64; N]; N],
}
