//! The parameters under which what was seen is likeliest, and how surely they are known.
//!
//! Parameters are positive; they are sought by their logarithms, from several starts, and their covariance is the inverse of
//! the curvature there (Fisher's observed information). In logarithms a likelihood of few clients is nearer to a normal law
//! than in the parameters themselves, and no draw of it is negative.

use crate::math::ascent::{Summit, climb};
use crate::math::jet::Jet;
use nalgebra::{DMatrix, SymmetricEigen};

/// No parameter is sought beyond `e^-13.8` to `e^13.8`, a millionth to a million.
pub(super) const BOUND: f64 = 13.8;
/// Starts whose likelihoods differ by less than this found the same summit.
const SAME: f64 = 1e-4;

/// A direction and the standard deviation along it.
pub type Direction<const N: usize> = ([f64; N], f64);

/// Parameters that were fitted.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimate<const N: usize> {
    /// The likeliest ones.
    pub parameters: [f64; N],
    /// The logarithm of the likelihood there.
    pub log_likelihood: f64,
    /// The covariance of the parameters' logarithms; none where the likelihood does not fall in all directions.
    pub log_covariance: Option<[[f64; N]; N]>,
    /// Whether the search ended where no step gains anything.
    pub has_arrived: bool,
    /// Parameters that stand at the end of what is sought: -1 at the lower one, 1 at the upper one.
    pub at_bound: [i8; N],
    /// How many starts led here, and how many there were.
    pub agreeing: [usize; 2],
    /// The direction, in logarithms, in which the likelihood falls least, and the standard deviation along it.
    pub flattest: Direction<N>,
}

impl<const N: usize> Estimate<N> {
    /// Seeks from every start. The likelihood's logarithm comes with its derivatives by the parameters themselves; `scout` is
    /// that of a part of what was seen, which costs less. Where all starts lead the scout to one place, the whole is climbed
    /// from there alone; where they do not, from every start.
    pub fn of(
        starts: &[[f64; N]],
        scout: Option<&dyn Fn([f64; N]) -> Jet<N>>,
        likelihood: &dyn Fn([f64; N]) -> Jet<N>,
    ) -> Self {
        let summits = |of: &dyn Fn([f64; N]) -> Jet<N>| -> Vec<Summit<N>> {
            starts
                .iter()
                .map(|start| climb(start.map(libm::log), BOUND, |logs| by_logarithms(of, logs)))
                .collect()
        };
        let scouted = scout.and_then(|scout| agreed(&summits(scout)));
        let summits = match scouted {
            Some(place) => vec![climb(place, BOUND, |logs| by_logarithms(likelihood, logs))],
            None => summits(likelihood),
        };
        let best = summits
            .iter()
            .filter(|summit| summit.jet.value.is_finite())
            .max_by(|one, other| one.jet.value.total_cmp(&other.jet.value))
            .unwrap_or(&summits[0]);
        let is_best = |summit: &&Summit<N>| (summit.jet.value - best.jet.value).abs() < SAME;
        let agreeing = match scouted {
            Some(_) => starts.len(),
            None => summits.iter().filter(is_best).count(),
        };
        let curvature = DMatrix::from_fn(N, N, |row, column| -best.jet.hessian[row][column]);
        let (log_covariance, flattest) = spread(curvature);
        Self {
            parameters: best.at.map(libm::exp),
            log_likelihood: best.jet.value,
            log_covariance,
            has_arrived: best.has_arrived,
            at_bound: best.at.map(|log| if log.abs() < BOUND { 0 } else { log.signum() as i8 }),
            agreeing: [agreeing, starts.len()],
            flattest,
        }
    }

    /// The parameters' standard errors, by the delta method.
    pub fn standard_errors(&self) -> Option<[f64; N]> {
        let covariance = self.log_covariance.as_ref()?;
        Some(std::array::from_fn(|place| self.parameters[place] * covariance[place][place].sqrt()))
    }

    /// Akaike's criterion: the smaller, the better.
    pub fn aic(&self) -> f64 {
        2.0 * N as f64 - 2.0 * self.log_likelihood
    }
}

/// The place that all climbs found, if it is one and lies inside of what is sought.
fn agreed<const N: usize>(summits: &[Summit<N>]) -> Option<[f64; N]> {
    let first = summits.first()?;
    let is_same = |summit: &Summit<N>| {
        let is_inside = summit.at.iter().all(|log| log.abs() < BOUND);
        summit.has_arrived && is_inside && (summit.jet.value - first.jet.value).abs() < SAME
    };
    summits.iter().all(is_same).then_some(first.at)
}

/// A function of parameters as one of their logarithms, with its derivatives.
pub(super) fn by_logarithms<const N: usize>(function: impl Fn([f64; N]) -> Jet<N>, logs: [f64; N]) -> Jet<N> {
    let parameters = logs.map(libm::exp);
    let mut by_logs = function(parameters);
    for row in 0..N {
        by_logs.gradient[row] *= parameters[row];
        for column in 0..N {
            by_logs.hessian[row][column] *= parameters[row] * parameters[column];
        }
        by_logs.hessian[row][row] += by_logs.gradient[row];
    }
    by_logs
}

/// The inverse of a curvature if it is one of a summit; its flattest direction and the deviation along it.
fn spread<const N: usize>(curvature: DMatrix<f64>) -> (Option<[[f64; N]; N]>, Direction<N>) {
    if curvature.iter().any(|value| !value.is_finite()) {
        return (None, ([0.0; N], f64::INFINITY));
    }
    let eigen = SymmetricEigen::new(curvature);
    let flattest = eigen.eigenvalues.imin();
    let (least, most) = (eigen.eigenvalues[flattest], eigen.eigenvalues.max());
    let axis = std::array::from_fn(|place| eigen.eigenvectors[(place, flattest)]);
    // Below that the curvature is a rounding of the others.
    if least <= 1e-12 * most {
        return (None, (axis, f64::INFINITY));
    }
    let inverse = &eigen.eigenvectors
        * DMatrix::from_diagonal(&eigen.eigenvalues.map(|value| 1.0 / value))
        * eigen.eigenvectors.transpose();
    let covariance = std::array::from_fn(|row| std::array::from_fn(|column| inverse[(row, column)]));
    (Some(covariance), (axis, 1.0 / least.sqrt()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gamma data: the likelihood depends on the number, the sum and the sum of logarithms alone.
    fn gamma([shape, rate]: [f64; 2], n: f64, sum: f64, logs: f64) -> Jet<2> {
        use crate::math::special::{digamma, trigamma};
        let [k, b] = Jet::variables([shape, rate]);
        let ln_gamma = k.through(libm::lgamma(shape), digamma(shape), trigamma(shape));
        (k * b.ln() - ln_gamma) * n + (k + -1.0) * logs - b * sum
    }

    #[test]
    fn a_summit_comes_with_its_errors() {
        // Of an exponential law: mean 2, mean logarithm ln 2 - 0.5772: the shape is 1.
        let n = 1000.0;
        let logs = n * (std::f64::consts::LN_2 - 0.577_215_664_901_532_9);
        let found = Estimate::of(&[[3.0, 0.1], [0.2, 5.0]], None, &|at| gamma(at, n, 2.0 * n, logs));
        assert!((found.parameters[0] - 1.0).abs() < 1e-6 && (found.parameters[1] - 0.5).abs() < 1e-6);
        assert!(found.has_arrived && found.agreeing == [2, 2] && found.at_bound == [0, 0]);
        // Fisher's information of (k, b): n [[psi'(k), -1/b], [-1/b, k/b^2]].
        let (psi, b) = (std::f64::consts::PI * std::f64::consts::PI / 6.0, 0.5);
        let determinant = psi / (b * b) - 1.0 / (b * b);
        let errors = [1.0 / (b * b) / determinant, psi / determinant].map(|x| (x / n).sqrt());
        for (found, wanted) in found.standard_errors().unwrap().iter().zip(errors) {
            assert!((found / wanted - 1.0).abs() < 1e-5, "{found} {wanted}");
        }
        assert!((found.aic() - 4.0 + 2.0 * found.log_likelihood).abs() < 1e-9);
    }

    #[test]
    fn a_ridge_without_end_is_told() {
        // Only the ratio of the two counts.
        let found = Estimate::of(&[[1.0, 1.0]], None, &|at| {
            let [x, y] = Jet::variables(at);
            let ratio = x.ln() - y.ln() + -1.0;
            -(ratio * ratio)
        });
        assert!(found.log_covariance.is_none() && found.standard_errors().is_none());
        let ([x, y], deviation) = found.flattest;
        assert!((x - y).abs() < 1e-9 && deviation == f64::INFINITY);
        let found = Estimate::of(&[[1.0]], None, &|at| Jet::variables(at)[0].ln());
        assert_eq!(found.at_bound, [1]);
    }
}
