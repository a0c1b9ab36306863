//! The normal distribution: distribution function and quantile.

/// The standard normal quantile of `p` in (0, 1).
pub fn quantile(p: f64) -> f64 {
    let _ = p;
    todo!()
}

/// The standard normal distribution function.
pub fn cdf(x: f64) -> f64 {
    let _ = x;
    todo!()
}
