//! Parameters with the normal law of their logarithms (of a chance, of the logarithm of its odds) that the curvature of
//! the likelihood tells, and how it is written down: ends that hold nine draws of ten, and rank correlations.

use super::choice::Parameters;
use super::estimate::BOUND;
use super::interval::DEVIATIONS;
use std::f64::consts::PI;

/// A parameter whose logarithm is less surely known than this has no ends worth writing: its draws would be of any size.
const WIDEST: f64 = 1.5;
/// One that is more surely known than this is known.
const NARROWEST: f64 = 1e-6;

/// Parameters, and how surely they are known.
#[derive(Debug, Clone, PartialEq)]
pub struct Uncertain {
    /// Their names.
    pub names: Vec<&'static str>,
    /// The likeliest ones.
    pub values: Vec<f64>,
    /// Which of them are chances.
    pub is_chance: Vec<bool>,
    /// The covariance of their logarithms, or log odds; none where it is not known.
    pub covariance: Option<Vec<Vec<f64>>>,
}

impl Uncertain {
    /// Those of a fit.
    pub fn of(parameters: &Parameters) -> Self {
        let Parameters { names, values, is_chance, log_covariance, .. } = parameters.clone();
        Self { names, values, is_chance, covariance: log_covariance }
    }

    /// Positive parameters with the covariance of their logarithms.
    pub fn of_positive<const N: usize>(
        names: [&'static str; N],
        values: [f64; N],
        covariance: Option<[[f64; N]; N]>,
    ) -> Self {
        Self {
            names: names.to_vec(),
            values: values.to_vec(),
            is_chance: vec![false; N],
            covariance: covariance.map(|rows| rows.map(|row| row.to_vec()).to_vec()),
        }
    }

    /// The same with each parameter times a factor; none of them is a chance.
    #[must_use]
    pub fn times(mut self, factor: impl Fn(&str) -> f64) -> Self {
        for (value, name) in self.values.iter_mut().zip(&self.names) {
            *value *= factor(name);
        }
        self
    }

    /// The same as if nothing were known but what is likeliest.
    #[must_use]
    pub fn likeliest(mut self) -> Self {
        self.covariance = None;
        self
    }

    /// Whether ends and correlations say what is known.
    pub fn has_ranges(&self) -> bool {
        let is_usable = |place: usize| (NARROWEST..WIDEST).contains(&self.deviation(place));
        self.covariance.is_some() && (0..self.names.len()).all(is_usable)
    }

    fn deviation(&self, place: usize) -> f64 {
        self.covariance.as_ref().map_or(0.0, |rows| rows[place][place].sqrt())
    }

    /// Between what a parameter lies in nine draws of ten.
    pub fn ends(&self, place: usize) -> [f64; 2] {
        let half = DEVIATIONS * self.deviation(place);
        [-half, half].map(|by| self.moved(place, by))
    }

    /// So far from a value in its logarithm, or its log odds.
    fn moved(&self, place: usize, by: f64) -> f64 {
        let value = self.values[place];
        if self.is_chance[place] {
            let odds = value / (1.0 - value) * libm::exp(by);
            odds / (1.0 + odds)
        } else {
            value * libm::exp(by)
        }
    }

    /// Whether a parameter so far from the likeliest one lies beyond what a fit looks at: a millionth to a million, in odds for a
    /// chance.
    pub(super) fn is_beyond(&self, moved: &[f64]) -> bool {
        let log = |place: usize| {
            let value = self.values[place];
            libm::log(if self.is_chance[place] { value / (1.0 - value) } else { value })
        };
        !(0..moved.len()).all(|place| (log(place) + moved[place]).abs() <= BOUND)
    }

    /// The parameters so far from the likeliest ones, in logarithms.
    pub(super) fn at(&self, moved: &[f64]) -> Vec<f64> {
        moved.iter().enumerate().map(|(place, by)| self.moved(place, *by)).collect()
    }

    /// Spearman's correlation of two parameters; of normal laws it is `6 / pi asin(r / 2)`.
    pub fn spearman(&self, one: usize, other: usize) -> f64 {
        let shared = self.covariance.as_ref().map_or(0.0, |rows| rows[one][other]);
        let pearson = shared / (self.deviation(one) * self.deviation(other));
        6.0 / PI * libm::asin(pearson.clamp(-1.0, 1.0) / 2.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Uncertain {
        Uncertain {
            names: vec!["q", "b"],
            values: vec![0.8, 2.0],
            is_chance: vec![true, false],
            covariance: Some(vec![vec![0.04, 0.03], vec![0.03, 0.09]]),
        }
    }

    #[test]
    fn ends_are_of_log_odds_and_of_logarithms() {
        let known = known();
        let [low, high] = known.ends(0);
        let odds = |share: f64| libm::log(share / (1.0 - share));
        assert!((odds(0.8) - odds(low) - 1.644_853_626_951_472_7 * 0.2).abs() < 1e-12);
        assert!((odds(high) - odds(0.8) - 1.644_853_626_951_472_7 * 0.2).abs() < 1e-12);
        let [low, high] = known.ends(1);
        assert!((low * high - 4.0).abs() < 1e-12 && low < 2.0);
        // A Pearson correlation of one half has a Spearman one of 0.4826.
        assert!((known.spearman(0, 1) - 0.482_583_739_5).abs() < 1e-9, "{}", known.spearman(0, 1));
        assert!(known.has_ranges() && !known.clone().likeliest().has_ranges());
        assert_eq!(known.times(|name| if name == "b" { 7.0 } else { 1.0 }).values, [0.8, 14.0]);
    }

    #[test]
    fn what_may_be_of_any_size_has_no_ranges() {
        let mut wide = known();
        wide.covariance = Some(vec![vec![0.04, 0.0], vec![0.0, 2.3]]);
        assert!(!wide.has_ranges());
    }
}
