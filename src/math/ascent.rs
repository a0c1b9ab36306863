//! The highest point of a smooth function of a few variables, by its slopes and curvatures.
//!
//! Newton's method within a trust region: where the function is not concave, its curvatures are taken by their size, so
//! that a saddle is left and not sought (Nocedal and Wright 2006, chapter 4; Dauphin et al. 2014).

use super::jet::Jet;
use nalgebra::{DMatrix, DVector, SymmetricEigen};

/// Steps at most; a ridge that is still climbed then is flat.
const STEPS: usize = 200;
/// What the next step promises, in the function's own units, where the way ends.
const WORTH: f64 = 1e-11;
/// How far a saddle is left at least.
const NUDGE: f64 = 1e-3;

/// Where a climb ended.
#[derive(Debug, Clone, PartialEq)]
pub struct Summit<const N: usize> {
    /// The point.
    pub at: [f64; N],
    /// The function there, with its derivatives.
    pub jet: Jet<N>,
    /// Whether the next step promises nothing.
    pub has_arrived: bool,
    /// How many times the function was asked.
    pub calls: usize,
}

/// Climbs from a point. The function may be infinite or no number where it has no sense; there it is not entered. No
/// variable leaves `-bound..=bound`.
pub fn climb<const N: usize>(
    start: [f64; N],
    bound: f64,
    function: impl Fn([f64; N]) -> Jet<N>,
) -> Summit<N> {
    let mut summit = Summit { at: start, jet: function(start), has_arrived: false, calls: 1 };
    let mut radius = 1.0;
    for _ in 0..STEPS {
        if !is_finite(&summit.jet) {
            break;
        }
        let step = Step::of(&summit.jet, &summit.at, bound);
        if step.worth <= WORTH {
            summit.has_arrived = true;
            break;
        }
        // The radius shrinks until a step is taken; below that of a rounding there is none.
        let taken = loop {
            let next = step.within(radius, &summit.at, bound);
            let jet = function(next);
            summit.calls += 1;
            let promised = step.promise(&summit.jet, &summit.at, &next);
            let gain = jet.value - summit.jet.value;
            if is_finite(&jet) && gain > 1e-4 * promised {
                if gain > 0.75 * promised {
                    radius = f64::min(2.0 * radius, 8.0);
                }
                break Some((next, jet));
            }
            // Near the summit a gain drowns in the rounding of the sum; the slopes still tell it.
            let rounding = 1e-13 * (1.0 + summit.jet.value.abs());
            if is_finite(&jet) && promised < rounding && gain > -rounding {
                break Some((next, jet));
            }
            radius *= 0.25;
            if radius < 1e-12 {
                break None;
            }
        };
        let Some((at, jet)) = taken else { break };
        summit.at = at;
        summit.jet = jet;
    }
    summit
}

fn is_finite<const N: usize>(jet: &Jet<N>) -> bool {
    jet.value.is_finite() && jet.gradient.iter().chain(jet.hessian.iter().flatten()).all(|x| x.is_finite())
}

/// The curvatures of a point along their own axes.
struct Step {
    axes: DMatrix<f64>,
    /// The size of each axis' curvature.
    curves: Vec<f64>,
    /// The slope along each axis.
    slopes: Vec<f64>,
    /// What a whole step promises.
    worth: f64,
}

impl Step {
    /// Variables that stand at their bound and would leave it stay where they are.
    fn of<const N: usize>(jet: &Jet<N>, at: &[f64; N], bound: f64) -> Self {
        let is_held = |place: usize| at[place].abs() >= bound && at[place] * jet.gradient[place] > 0.0;
        let matrix =
            DMatrix::from_fn(N, N, |row, column| match (is_held(row) || is_held(column), row == column) {
                (false, _) => -jet.hessian[row][column],
                (true, true) => 1.0,
                (true, false) => 0.0,
            });
        let gradient = DVector::from_fn(N, |row, _| if is_held(row) { 0.0 } else { jet.gradient[row] });
        let eigen = SymmetricEigen::new(matrix);
        let most = eigen.eigenvalues.iter().fold(0.0, |most: f64, value| most.max(value.abs()));
        let curves: Vec<f64> =
            eigen.eigenvalues.iter().map(|value| value.abs().max(1e-13 * most).max(1e-300)).collect();
        let mut slopes: Vec<f64> = (eigen.eigenvectors.transpose() * gradient).iter().copied().collect();
        // Along an axis that bends upwards there is no summit, even where the slope is nought.
        for (slope, (curve, bend)) in slopes.iter_mut().zip(curves.iter().zip(eigen.eigenvalues.iter())) {
            if *bend < -1e-7 * most {
                *slope = slope.signum() * slope.abs().max(NUDGE * curve);
            }
        }
        let worth = slopes.iter().zip(&curves).map(|(slope, curve)| 0.5 * slope * slope / curve).sum();
        Self { axes: eigen.eigenvectors, curves, slopes, worth }
    }

    /// The best point of the curvatures' bowl within a radius.
    fn within<const N: usize>(&self, radius: f64, at: &[f64; N], bound: f64) -> [f64; N] {
        let along = |damping: f64| -> Vec<f64> {
            self.slopes.iter().zip(&self.curves).map(|(slope, curve)| slope / (curve + damping)).collect()
        };
        let length = |step: &[f64]| step.iter().map(|part| part * part).sum::<f64>().sqrt();
        let mut step = along(0.0);
        if length(&step) > radius {
            // Longer than `|slope| / damping` no step is: the damping lies below that of the radius.
            let (mut low, mut high) = (0.0, length(&self.slopes) / radius);
            for _ in 0..60 {
                let middle = 0.5 * (low + high);
                if length(&along(middle)) > radius { low = middle } else { high = middle }
            }
            step = along(high);
        }
        let step = &self.axes * DVector::from_vec(step);
        std::array::from_fn(|place| (at[place] + step[place]).clamp(-bound, bound))
    }

    /// What the slopes and the sizes of the curvatures promise of a point.
    fn promise<const N: usize>(&self, jet: &Jet<N>, at: &[f64; N], next: &[f64; N]) -> f64 {
        let step = DVector::from_fn(N, |place, _| next[place] - at[place]);
        let slope: f64 = (0..N).map(|place| jet.gradient[place] * step[place]).sum();
        let along = self.axes.transpose() * step;
        let bend: f64 = along.iter().zip(&self.curves).map(|(part, curve)| curve * part * part).sum();
        slope - 0.5 * bend
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rosenbrock's valley, turned into a ridge: its summit is (1, 1).
    fn ridge([x, y]: [Jet<2>; 2]) -> Jet<2> {
        let across = y - x * x;
        let along = -x + 1.0;
        -(across * across * 100.0 + along * along)
    }

    #[test]
    fn a_bent_ridge_is_climbed_to_its_end() {
        for start in [[-1.2, 1.0], [3.0, -4.0], [0.0, 0.0], [-5.0, 5.0]] {
            let summit = climb(start, 10.0, |at| ridge(Jet::variables(at)));
            assert!(summit.has_arrived, "{summit:?}");
            assert!(summit.at.iter().all(|x| (x - 1.0).abs() < 1e-5), "{summit:?}");
            assert!(summit.calls < 120, "{}", summit.calls);
        }
    }

    #[test]
    fn a_saddle_is_left_behind() {
        // -(x^2 - 1)^2 - y^2 has a saddle at the origin, and summits at x = 1 and -1.
        let summit = climb([1e-9, 0.5], 10.0, |at| {
            let [x, y] = Jet::variables(at);
            let hollow = x * x + -1.0;
            -(hollow * hollow) - y * y
        });
        assert!(summit.has_arrived && (summit.at[0] - 1.0).abs() < 1e-6, "{summit:?}");
    }

    #[test]
    fn a_slope_without_end_is_climbed_to_the_bound() {
        let summit = climb([0.0, 0.0], 3.0, |at| {
            let [x, y] = Jet::variables(at);
            -(-x).exp() - y * y
        });
        assert_eq!(summit.at[0], 3.0);
        assert!(summit.has_arrived && summit.at[1].abs() < 1e-9, "{summit:?}");
    }

    #[test]
    fn where_a_function_has_no_sense_it_is_not_entered() {
        let summit = climb([0.5], 10.0, |at| {
            let [x] = Jet::variables(at);
            x.ln() * 3.0 - x
        });
        assert!(summit.has_arrived && (summit.at[0] - 3.0).abs() < 1e-5, "{summit:?}");
    }
}
