//! Where draws are proposed: a multivariate t law about a centre, in the logarithms of parameters, at Sobol points.

use super::uncertain::Uncertain;
use crate::engine::points::Coordinates;
use crate::math::{gamma, normal};
use crate::model::scenario::Points;
use nalgebra::DMatrix;

/// Degrees of freedom: tails wider than those of a likelihood.
const FREEDOM: f64 = 5.0;
/// What is less surely known than this, in logarithms, is not known by draws either: they would tell the bounds of what is
/// sought.
const WIDEST: f64 = 4.0;

/// Where proposals are made, in logarithms from the summit.
pub(super) struct About {
    pub(super) centre: Vec<f64>,
    /// The root of the covariance, lower triangular.
    pub(super) root: DMatrix<f64>,
}

impl About {
    /// The summit with the covariance of its curvature; none where there is none.
    pub(super) fn curvature(known: &Uncertain) -> Option<Self> {
        let (rows, size) = (known.covariance.as_ref()?, known.values.len());
        if (0..size).any(|place| rows[place][place] > WIDEST * WIDEST) {
            return None;
        }
        let root = DMatrix::from_fn(size, size, |row, column| rows[row][column]).cholesky()?.l();
        Some(Self { centre: vec![0.0; size], root })
    }

    /// The logarithm of the t law's density, but for what is the same about any place.
    pub(super) fn log_density(&self, moved: &[f64]) -> f64 {
        let (mut square, mut log_size) = (0.0, 0.0);
        let mut scores = Vec::with_capacity(moved.len());
        for row in 0..moved.len() {
            let known: f64 = (0..row).map(|column| self.root[(row, column)] * scores[column]).sum();
            let score = (moved[row] - self.centre[row] - known) / self.root[(row, row)];
            square += score * score;
            log_size += libm::log(self.root[(row, row)]);
            scores.push(score);
        }
        -log_size - 0.5 * (FREEDOM + moved.len() as f64) * libm::log1p(square / FREEDOM)
    }

    /// How far a proposal lies from the summit.
    pub(super) fn moved(&self, scores: &Scores, proposal: usize, stretch: f64) -> Vec<f64> {
        let by = |row: usize| {
            (0..=row).map(|column| self.root[(row, column)] * scores.columns[column][proposal]).sum::<f64>()
        };
        (0..self.centre.len()).map(|row| self.centre[row] + stretch * by(row)).collect()
    }
}

/// Normal scores of proposals, and what they are stretched by.
pub(super) struct Scores {
    /// A column a parameter.
    columns: Vec<Vec<f64>>,
    uniform: Vec<f64>,
}

impl Scores {
    /// Of so many proposals from the first.
    pub(super) fn of(known: &Uncertain, seed: u64, first: usize, proposals: usize) -> Self {
        let size = known.names.len();
        let paths: Vec<String> = known.names.iter().copied().chain(["stretch"]).map(str::to_owned).collect();
        let coordinates = Coordinates::new(Points::Sobol, seed, &paths, 0);
        let column = |place: usize| {
            let mut column = vec![0.0; proposals];
            coordinates.fill(place, first, &mut column);
            column
        };
        let mut columns: Vec<Vec<f64>> = (0..size).map(column).collect();
        for column in &mut columns {
            normal::quantiles(column);
        }
        Self { columns, uniform: column(size) }
    }

    /// What makes a normal score one of the t law: `sqrt(5 / chi2_5)`, chi squared being twice a gamma of half the freedom.
    pub(super) fn stretch(&self, proposal: usize) -> f64 {
        (FREEDOM / (2.0 * gamma::quantile(self.uniform[proposal], 0.5 * FREEDOM))).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use statrs::distribution::{Continuous, ContinuousCDF, StudentsT};

    fn about() -> (Uncertain, About) {
        let known = Uncertain::of_positive(["a"], [2.0], Some([[0.09]]));
        let about = About::curvature(&known).unwrap();
        (known, about)
    }

    #[test]
    fn the_density_is_that_of_student() {
        let (_, about) = about();
        let student = StudentsT::new(0.0, 0.3, FREEDOM).unwrap();
        for at in [-3.0, -0.2, 0.1, 0.4, 7.0] {
            let found = about.log_density(&[at]) - about.log_density(&[0.0]);
            let expected = student.ln_pdf(at) - student.ln_pdf(0.0);
            assert!((found - expected).abs() < 1e-12 * (1.0 + expected.abs()), "{at}: {found} {expected}");
        }
        // Twice as wide a law is half as dense at its centre.
        let wide = About { centre: vec![0.0], root: &about.root * 2.0 };
        let lower = about.log_density(&[0.0]) - wide.log_density(&[0.0]);
        assert!((lower - std::f64::consts::LN_2).abs() < 1e-12);
    }

    /// Kolmogorov and Smirnov's distance of 1,024 proposals to the law, which they stand closer to than random ones; beyond 0.06
    /// random ones come once in a thousand.
    #[test]
    fn proposals_are_of_the_law() {
        let (known, about) = about();
        let scores = Scores::of(&known, 3, 0, 1024);
        let student = StudentsT::new(0.0, 0.3, FREEDOM).unwrap();
        let mut shares: Vec<f64> = (0..1024)
            .map(|proposal| student.cdf(about.moved(&scores, proposal, scores.stretch(proposal))[0]))
            .collect();
        shares.sort_by(f64::total_cmp);
        let far = |(place, share): (usize, &f64)| (share - (place as f64 + 0.5) / 1024.0).abs();
        let most = shares.iter().enumerate().map(far).fold(0.0, f64::max);
        assert!(most < 0.06, "{most}");
    }
}
