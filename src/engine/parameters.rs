//! The first two steps of a trial: every uncertain quantity once, with its correlations, and the market path.

use super::outcome::Rows;
use super::points::Coordinates;
use crate::math::normal;
use crate::model::quantity::{Quantity, QuantityId};
use crate::model::scenario::{Correlations, Market, Scenario};

/// Draws the quantities and the market path of any block of a run.
#[derive(Debug)]
pub(super) struct Sampler<'a> {
    scenario: &'a Scenario,
    coordinates: Coordinates,
    /// The coordinate of each quantity; none for a plain number.
    coordinate_of: Vec<Option<usize>>,
    /// The first coordinate of the market path.
    market_from: usize,
    market_months: usize,
}

/// What a block's trials are given: one value a trial for each quantity, and the market's factors.
#[derive(Debug)]
pub(super) struct Parameters {
    width: usize,
    quantities: Rows,
    /// Factor of mean one, by month; no rows where there is no market shock.
    market: Option<Rows>,
}

impl Parameters {
    /// The drawn values of a quantity, one a trial.
    pub(super) fn of(&self, id: QuantityId) -> &[f64] {
        self.quantities.row(id.0)
    }

    /// Trials.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// The market's factor of a month, one a trial, if there is a market shock.
    pub(super) fn market(&self, month: usize) -> Option<&[f64]> {
        self.market.as_ref().map(|factors| factors.row(month))
    }
}

impl<'a> Sampler<'a> {
    /// A sampler of the scenario's quantities, with a market path of so many months.
    pub(super) fn new(scenario: &'a Scenario, seed: u64, market_months: usize) -> Self {
        let mut paths: Vec<String> = Vec::new();
        let mut coordinate_of = Vec::new();
        for quantity in &scenario.quantities {
            coordinate_of.push(if let Quantity::Fixed(_) = quantity.law {
                None
            } else {
                paths.push(quantity.path.clone());
                Some(paths.len() - 1)
            });
        }
        let market_from = paths.len();
        let market_months = if scenario.market.is_some() { market_months } else { 0 };
        let coordinates = Coordinates::new(scenario.simulation.points, seed, &paths, market_months);
        Self { scenario, coordinates, coordinate_of, market_from, market_months }
    }

    /// The parameters of `width` trials from `first_trial`.
    pub(super) fn draw(&self, first_trial: usize, width: usize) -> Parameters {
        let mut quantities = Rows::zeros(self.scenario.quantities.len(), width);
        for (place, coordinate) in self.coordinate_of.iter().enumerate() {
            match (coordinate, &self.scenario.quantities[place].law) {
                (Some(k), _) => self.coordinates.fill(*k, first_trial, quantities.row_mut(place)),
                (None, law) => quantities.row_mut(place).fill(law.quantile(0.5)),
            }
        }
        if let Some(correlations) = &self.scenario.correlations {
            correlate(correlations, &mut quantities, width);
        }
        for (place, coordinate) in self.coordinate_of.iter().enumerate() {
            if coordinate.is_some() {
                let law = &self.scenario.quantities[place].law;
                for value in quantities.row_mut(place) {
                    *value = law.quantile(*value);
                }
            }
        }
        let market = self.scenario.market.as_ref();
        let market = market.map(|market| self.market_path(market, &quantities, first_trial, width));
        Parameters { width, quantities, market }
    }

    /// `x_{-1} = 0, x_t = phi x_{t-1} + sigma sqrt(1 - phi^2) e_t`; the variance of `x_t` is
    /// `sigma^2 (1 - phi^(2t+2))`, so the factor `exp(x_t - variance / 2)` has mean one.
    fn market_path(&self, market: &Market, quantities: &Rows, first_trial: usize, width: usize) -> Rows {
        let (sigma, phi) = (quantities.row(market.sigma.0), quantities.row(market.phi.0));
        let mut factors = Rows::zeros(self.market_months, width);
        let mut x = vec![0.0; width];
        let mut phi_power = vec![1.0; width];
        for month in 0..self.market_months {
            let factor = factors.row_mut(month);
            self.coordinates.fill(self.market_from + month, first_trial, factor);
            for i in 0..width {
                let shock = normal::quantile(factor[i]);
                let phi_squared = phi[i] * phi[i];
                phi_power[i] *= phi_squared;
                x[i] = phi[i] * x[i] + sigma[i] * (1.0 - phi_squared).max(0.0).sqrt() * shock;
                factor[i] = libm::exp(x[i] - 0.5 * sigma[i] * sigma[i] * (1.0 - phi_power[i]));
            }
        }
        factors
    }
}

/// The Gaussian copula: the members' uniform numbers `u` become `Phi(L Phi^-1(u))`.
fn correlate(correlations: &Correlations, uniforms: &mut Rows, width: usize) {
    let members = &correlations.members;
    let mut scores = vec![0.0; members.len()];
    for i in 0..width {
        for (score, member) in scores.iter_mut().zip(members) {
            *score = normal::quantile(uniforms.row(member.0)[i]);
        }
        for (member, factor) in members.iter().zip(&correlations.factor) {
            let mixed: f64 = factor.iter().zip(&scores).map(|(l, z)| l * z).sum();
            // Beyond 8.2 standard deviations the CDF rounds to an end, where no quantile is finite.
            uniforms.row_mut(member.0)[i] =
                normal::cdf(mixed).clamp(f64::MIN_POSITIVE, 1.0 - f64::EPSILON / 2.0);
        }
    }
}
