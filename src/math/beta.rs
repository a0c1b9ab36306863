//! The beta distribution: distribution function and quantile.

/// The quantile of `p` in (0, 1) of the beta distribution on (0, 1).
pub fn quantile(p: f64, alpha: f64, beta: f64) -> f64 {
    let _ = (p, alpha, beta);
    todo!()
}
