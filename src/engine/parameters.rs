//! The first two steps of a trial: every uncertain quantity once, with its correlations, and the market path.

use super::outcome::BLOCK_TRIALS;
use super::points::Coordinates;
use super::rows::Rows;
use crate::math::columns;
use crate::math::{exponential, normal};
use crate::model::quantity::{Quantity, QuantityId};
use crate::model::scenario::{Correlations, Market, Scenario};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Draws the quantities and the market path of any block of a run.
#[derive(Debug)]
pub(super) struct Sampler<'a> {
    scenario: &'a Scenario,
    coordinates: Coordinates,
    places: Arc<Places>,
    /// The quantities that are drawn, each with its place among all.
    drawn: Vec<usize>,
    /// The correlated quantities, by their rows among the drawn ones.
    correlated: Vec<usize>,
    market_months: usize,
}

/// Where each quantity's column stands.
#[derive(Debug)]
struct Places {
    of: Vec<Place>,
    /// A column for each plain number that occurs, as wide as a block: made once, and read by all blocks.
    plain: Vec<[f64; BLOCK_TRIALS]>,
}

#[derive(Debug, Clone, Copy)]
enum Place {
    /// A row of the block's own.
    Drawn(usize),
    /// A column of a plain number.
    Plain(usize),
}

/// What a block's trials are given: one value a trial for each quantity, and the market's factors.
#[derive(Debug)]
pub(super) struct Parameters {
    width: usize,
    places: Arc<Places>,
    drawn: Rows,
    /// Factor of mean one, by month; no rows where there is no market shock.
    market: Option<Rows>,
}

impl Parameters {
    /// The drawn values of a quantity, one a trial.
    pub(super) fn of(&self, id: QuantityId) -> &[f64] {
        match self.places.of[id.0] {
            Place::Drawn(row) => self.drawn.row(row),
            Place::Plain(column) => &self.places.plain[column][..self.width],
        }
    }

    /// The value of a quantity that is a plain number.
    pub(super) fn plain(&self, id: QuantityId) -> Option<f64> {
        match self.places.of[id.0] {
            Place::Drawn(_) => None,
            Place::Plain(column) => Some(self.places.plain[column][0]),
        }
    }

    /// Trials.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// The market's factor of a month, one a trial, if there is a market shock.
    pub(super) fn market(&self, month: usize) -> Option<&[f64]> {
        self.market.as_ref().map(|factors| factors.row(month))
    }

    /// A function of a quantity in every trial; of a plain number it is worked out once.
    pub(super) fn each(&self, id: QuantityId, of: impl Fn(f64) -> f64) -> Vec<f64> {
        match self.plain(id) {
            Some(value) => vec![of(value); self.width],
            None => self.of(id).iter().map(|&value| of(value)).collect(),
        }
    }

    /// Clients who join, not made whole: their number, times a scale, times the factor of the month in which a market
    /// moves them.
    pub(super) fn joining(&self, clients: QuantityId, scale: f64, moved_in: Option<usize>) -> Vec<f64> {
        let mut joining = vec![0.0; self.width];
        columns::add_multiple(&mut joining, scale, self.of(clients));
        if let Some(factors) = moved_in.and_then(|month| self.market(month)) {
            columns::multiply_by(&mut joining, factors);
        }
        joining
    }
}

impl Places {
    fn of(scenario: &Scenario) -> Self {
        let (mut of, mut plain, mut drawn) = (Vec::new(), Vec::<[f64; BLOCK_TRIALS]>::new(), 0);
        for quantity in &scenario.quantities {
            let Quantity::Fixed(value) = quantity.law else {
                of.push(Place::Drawn(drawn));
                drawn += 1;
                continue;
            };
            let known = plain.iter().position(|column| column[0].to_bits() == value.to_bits());
            of.push(Place::Plain(known.unwrap_or(plain.len())));
            if known.is_none() {
                plain.push([value; BLOCK_TRIALS]);
            }
        }
        Self { of, plain }
    }
}

impl<'a> Sampler<'a> {
    /// A sampler of the scenario's quantities, with a market path of so many months.
    pub(super) fn new(scenario: &'a Scenario, seed: u64, market_months: usize) -> Self {
        let quantities = &scenario.quantities;
        let drawn: Vec<usize> = (0..quantities.len()).filter(|&at| !quantities[at].law.is_fixed()).collect();
        let paths = scenario.dimensions();
        let dimensions: BTreeMap<&str, usize> =
            paths.iter().enumerate().map(|(dimension, path)| (path.as_str(), dimension)).collect();
        let placed: Vec<(&str, usize)> = drawn
            .iter()
            .map(|&at| quantities[at].path.as_str())
            .map(|path| (path, dimensions.get(path).copied().unwrap_or(paths.len())))
            .collect();
        let market_months = if scenario.market.is_some() { market_months } else { 0 };
        let points = scenario.simulation.points;
        let coordinates = Coordinates::placed(points, seed, &placed, paths.len(), market_months);
        let members = scenario.correlations.iter().flat_map(|correlations| &correlations.members);
        let correlated = members.filter_map(|member| drawn.iter().position(|&at| at == member.0)).collect();
        let places = Arc::new(Places::of(scenario));
        Self { scenario, coordinates, places, drawn, correlated, market_months }
    }

    /// The parameters of `width` trials from `first_trial`, at most [`BLOCK_TRIALS`].
    pub(super) fn draw(&self, first_trial: usize, width: usize) -> Parameters {
        let mut rows = Rows::with_room(self.drawn.len(), width);
        for row in 0..self.drawn.len() {
            rows.push_with(|numbers| self.coordinates.fill(row, first_trial, numbers));
        }
        if let Some(correlations) = &self.scenario.correlations {
            correlate(correlations, &self.correlated, &mut rows);
        }
        for (row, &at) in self.drawn.iter().enumerate() {
            let (law, column) = (&self.scenario.quantities[at].law, rows.row_mut(row));
            if self.correlated.contains(&row) {
                law.fill_from_scores(column);
            } else {
                law.fill_quantiles(column);
            }
        }
        let mut parameters =
            Parameters { width, places: Arc::clone(&self.places), drawn: rows, market: None };
        let market = self.scenario.market.as_ref();
        parameters.market = market.map(|market| self.market_path(market, &parameters, first_trial));
        parameters
    }

    /// `x_{-1} = 0, x_t = phi x_{t-1} + sigma sqrt(1 - phi^2) e_t`; the variance of `x_t` is
    /// `sigma^2 (1 - phi^(2t+2))`, so the factor `exp(x_t - variance / 2)` has mean one.
    fn market_path(&self, market: &Market, parameters: &Parameters, first_trial: usize) -> Rows {
        let (sigma, phi) = (parameters.of(market.sigma), parameters.of(market.phi));
        let width = parameters.width;
        let mut factors = Rows::with_room(self.market_months, width);
        let mut x = vec![0.0; width];
        let mut phi_power = vec![1.0; width];
        for month in 0..self.market_months {
            factors.push_with(|factor| {
                self.coordinates.fill(self.drawn.len() + month, first_trial, factor);
                normal::quantiles(factor);
                for i in 0..width {
                    let phi_squared = phi[i] * phi[i];
                    phi_power[i] *= phi_squared;
                    x[i] = phi[i] * x[i] + sigma[i] * (1.0 - phi_squared).max(0.0).sqrt() * factor[i];
                    factor[i] = x[i] - 0.5 * sigma[i] * sigma[i] * (1.0 - phi_power[i]);
                }
                exponential::exp_all(factor);
            });
        }
        factors
    }
}

/// The Gaussian copula: the members' uniform numbers `u`, rows of a table, become the scores `L Phi^-1(u)`.
fn correlate(correlations: &Correlations, members: &[usize], rows: &mut Rows) {
    let score = |&row: &usize| {
        let mut scores = rows.row(row).to_vec();
        normal::quantiles(&mut scores);
        scores
    };
    let scores: Vec<Vec<f64>> = members.iter().map(score).collect();
    for (&row, factor) in members.iter().zip(&correlations.factor) {
        let mixed = rows.row_mut(row);
        mixed.fill(0.0);
        for (factor, scores) in factor.iter().zip(&scores) {
            columns::add_multiple(mixed, *factor, scores);
        }
    }
}
