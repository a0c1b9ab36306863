//! Intervals of what was fitted, by the curvature of the likelihood.
//!
//! Near its summit the logarithm of a likelihood is a bowl, and then the logarithms of the parameters are normal with the
//! inverse of its curvature as covariance (Wald): with 90 % chance a parameter lies within `exp(ln p +- 1.645 sd)`. What is
//! computed of the parameters, `f`, is taken by its own logarithm, which is all but linear in those of the parameters
//! (delta method): `var ln f = g' C g`, `g` the slopes of `ln f` by differences.

use super::estimate::Estimate;

/// The chance that intervals hold what they are of.
pub const LEVEL: f64 = 0.9;
/// Standard deviations on each side that hold so much of a normal law.
pub(super) const DEVIATIONS: f64 = 1.644_853_626_951_472_7;
/// The step of a difference, in logarithms: its square and the function's rounding over it are both below 1e-7.
const STEP: f64 = 1e-4;

/// Between what something is expected to lie; an end that is not known is open.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub low: Option<f64>,
    /// The upper end.
    pub high: Option<f64>,
}

impl Interval {
    /// What says nothing.
    pub const OPEN: Self = Self { low: None, high: None };

    /// Whether a value lies in it.
    pub fn holds(&self, value: f64) -> bool {
        self.low.is_none_or(|low| low <= value) && self.high.is_none_or(|high| value <= high)
    }

    /// Whether an end is not known.
    pub fn is_open(&self) -> bool {
        self.low.is_none() || self.high.is_none()
    }

    /// Around a positive value whose logarithm is normal with that deviation.
    pub(super) fn around(value: f64, deviation: f64) -> Self {
        let factor = libm::exp(DEVIATIONS * deviation);
        let [low, high] = [value / factor, value * factor].map(|end| end.is_finite().then_some(end));
        Self { low, high }
    }

    /// Around a chance whose log odds are normal with that deviation.
    pub(super) fn around_chance(value: f64, deviation: f64) -> Self {
        let of_odds = |odds: f64| odds / (1.0 + odds);
        let Self { low, high } = Self::around(value / (1.0 - value), deviation);
        Self { low: low.map(of_odds), high: high.map(of_odds) }
    }
}

impl<const N: usize> Estimate<N> {
    /// The parameters' intervals by the curvature; open where the likelihood does not fall in all directions. On a ridge
    /// that is bent they hold the truth less often than they say: those of [`profile`](Self::profile) are for that.
    pub fn by_curvature(&self) -> [Interval; N] {
        std::array::from_fn(|place| {
            self.log_covariance.map_or(Interval::OPEN, |covariance| {
                Interval::around(self.parameters[place], covariance[place][place].sqrt())
            })
        })
    }

    /// The interval of a positive function of the parameters; open where it or its slopes are no numbers.
    pub fn of_function(&self, function: impl Fn([f64; N]) -> f64) -> Interval {
        let Some(covariance) = self.log_covariance else { return Interval::OPEN };
        let by = |place: usize, step: f64| {
            let mut moved = self.parameters;
            moved[place] *= libm::exp(step);
            libm::log(function(moved))
        };
        let slopes: [f64; N] =
            std::array::from_fn(|place| (by(place, STEP) - by(place, -STEP)) / (2.0 * STEP));
        let variance: f64 = covariance
            .iter()
            .zip(slopes)
            .map(|(row, slope)| slope * row.iter().zip(slopes).map(|(c, other)| c * other).sum::<f64>())
            .sum();
        // A rounding below nought is nought; what is no number stays none.
        let variance = if variance < 0.0 { 0.0 } else { variance };
        Interval::around(function(self.parameters), variance.sqrt())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::jet::Jet;

    /// `x` and `y` lognormal around 2 and 3 with deviations 0.1 and 0.2 and a correlation of one half.
    fn estimate() -> Estimate<2> {
        Estimate::of(&[[1.0, 1.0]], None, &|at| {
            let [x, y] = Jet::variables(at);
            let u = ((x * 0.5).ln()) * 10.0;
            let v = ((y * (1.0 / 3.0)).ln()) * 5.0;
            -(u * u - u * v + v * v) * (0.5 / 0.75)
        })
    }

    #[test]
    fn intervals_are_those_of_the_curvature() {
        let [x, y] = estimate().by_curvature();
        let near = |found: Option<f64>, wanted: f64| (found.unwrap() / wanted - 1.0).abs() < 1e-6;
        assert!(near(x.low, 2.0 * libm::exp(-0.164_485_363)) && near(x.high, 2.0 * libm::exp(0.164_485_363)));
        assert!(near(y.low, 3.0 * libm::exp(-0.328_970_725)) && near(y.high, 3.0 * libm::exp(0.328_970_725)));
        assert!(x.holds(2.0) && !x.holds(1.6) && !x.holds(2.4) && !x.is_open());
        assert!(Interval::OPEN.holds(1e300) && Interval::OPEN.is_open());
    }

    #[test]
    fn powers_have_the_intervals_of_lognormal_laws() {
        // ln(x^2 / y) has the variance 4 * 0.01 + 0.04 - 4 * 0.5 * 0.02.
        let found = estimate().of_function(|[x, y]| 10.0 * x * x / y);
        let (middle, deviation) = (40.0 / 3.0, 0.04_f64.sqrt());
        let high = middle * libm::exp(DEVIATIONS * deviation);
        assert!((found.high.unwrap() / high - 1.0).abs() < 1e-6, "{found:?} {high}");
        assert!((found.low.unwrap() * found.high.unwrap() / (middle * middle) - 1.0).abs() < 1e-6);
        assert_eq!(estimate().of_function(|[x, _]| -x), Interval::OPEN);
    }
}
