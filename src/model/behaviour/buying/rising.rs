//! `ln [Gamma(p + x) / Gamma(p)]` for whole `x`, as sums of logarithms.
//!
//! The difference of two `ln Gamma` loses all digits where `p` is large or small; `ln p + ln(p + 1) + ...` loses none, and
//! one table serves all clients.

use crate::math::jet::Jet;

/// The sums for all `x` up to some most, with their derivatives by `p`.
#[derive(Debug, Clone)]
pub(super) struct Rising(Vec<[f64; 3]>);

impl Rising {
    pub(super) fn new(p: f64, most: u32) -> Self {
        let mut sums = [0.0; 3];
        let mut table = vec![sums];
        table.extend((0..most).map(|below| {
            let term = p + f64::from(below);
            let inverse = 1.0 / term;
            sums = [sums[0] + libm::log(term), sums[1] + inverse, sums[2] - inverse * inverse];
            sums
        }));
        Self(table)
    }

    /// The sum for `x`, where `p` is this parameter.
    pub(super) fn at<const N: usize>(&self, p: &Jet<N>, x: u32) -> Jet<N> {
        let [value, first, second] = self.0[x as usize];
        p.through(value, first, second)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_differences_of_ln_gamma_with_their_derivatives() {
        use crate::math::special::{digamma, trigamma};
        for p in [0.3, 2.0, 11.5] {
            let [jet] = Jet::<1>::variables([p]);
            let table = Rising::new(p, 40);
            for x in [0, 1, 7, 40] {
                let sum = table.at(&jet, x);
                let end = p + f64::from(x);
                assert!((sum.value - libm::lgamma(end) + libm::lgamma(p)).abs() < 1e-12);
                assert!((sum.gradient[0] - digamma(end) + digamma(p)).abs() < 1e-12);
                assert!((sum.hessian[0][0] - trigamma(end) + trigamma(p)).abs() < 1e-12);
            }
        }
    }
}
