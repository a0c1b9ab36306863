//! The first two steps of a trial: every uncertain quantity once, with its correlations, and the market path.

use super::outcome::BLOCK_TRIALS;
use super::points::Coordinates;
use super::rows::Rows;
use super::turns::Turns;
use crate::math::columns;
use crate::math::{exponential, normal};
use crate::model::quantity::{Draws, NamedQuantity, Quantity, QuantityId};
use crate::model::scenario::{Correlations, Market, Scenario};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Draws the quantities and the market path of any block of a run.
#[derive(Debug)]
pub(super) struct Sampler<'a> {
    scenario: &'a Scenario,
    coordinates: Coordinates,
    places: Arc<Places>,
    /// The quantities that are drawn, in their order.
    drawn: Vec<Drawn<'a>>,
    /// How many of them have a coordinate.
    coordinates_taken: usize,
    /// The turns of draws, for each number of rows that occurs.
    turns: Vec<Turns>,
    /// The correlated quantities, by their rows among the drawn ones.
    correlated: Vec<usize>,
    market_months: usize,
}

/// A quantity that is drawn.
#[derive(Debug)]
struct Drawn<'a> {
    law: &'a Quantity,
    by: By<'a>,
}

/// What tells a trial's value.
#[derive(Debug)]
enum By<'a> {
    /// The coordinate of that number.
    Coordinate(usize),
    /// The row whose turn it is, by the turns of that number.
    Row(&'a Draws, usize),
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
        let paths = scenario.dimensions();
        let dimensions: BTreeMap<&str, usize> =
            paths.iter().enumerate().map(|(dimension, path)| (path.as_str(), dimension)).collect();
        let (mut drawn, mut drawn_at) = (Vec::new(), BTreeMap::new());
        let (mut placed, mut turns): (Vec<(&str, usize)>, Vec<Turns>) = (Vec::new(), Vec::new());
        for (at, NamedQuantity { path, law, .. }) in scenario.quantities.iter().enumerate() {
            let by = match law {
                Quantity::Fixed(_) => continue,
                Quantity::Draws(draws) => {
                    let rows = draws.by_row.len();
                    let known = turns.iter().position(|turns| turns.rows() == rows);
                    if known.is_none() {
                        turns.push(Turns::new(seed, rows));
                    }
                    By::Row(draws, known.unwrap_or(turns.len() - 1))
                }
                _ => {
                    placed.push((path, dimensions.get(path.as_str()).copied().unwrap_or(paths.len())));
                    By::Coordinate(placed.len() - 1)
                }
            };
            drawn_at.insert(at, drawn.len());
            drawn.push(Drawn { law, by });
        }
        let market_months = if scenario.market.is_some() { market_months } else { 0 };
        let points = scenario.simulation.points;
        let coordinates = Coordinates::placed(points, seed, &placed, paths.len(), market_months);
        let members = scenario.correlations.iter().flat_map(|correlations| &correlations.members);
        let correlated = members.filter_map(|member| drawn_at.get(&member.0).copied()).collect();
        let places = Arc::new(Places::of(scenario));
        let coordinates_taken = placed.len();
        Self { scenario, coordinates, places, drawn, coordinates_taken, turns, correlated, market_months }
    }

    /// The parameters of `width` trials from `first_trial`, at most [`BLOCK_TRIALS`].
    pub(super) fn draw(&self, first_trial: usize, width: usize) -> Parameters {
        let mut rows = Rows::with_room(self.drawn.len(), width);
        let turns: Vec<Vec<usize>> =
            self.turns.iter().map(|turns| turns.of_trials(first_trial, width)).collect();
        for Drawn { by, .. } in &self.drawn {
            rows.push_with(|numbers| match *by {
                By::Coordinate(number) => self.coordinates.fill(number, first_trial, numbers),
                By::Row(draws, turn) => {
                    for (number, &row) in numbers.iter_mut().zip(&turns[turn]) {
                        *number = draws.by_row[row];
                    }
                }
            });
        }
        if let Some(correlations) = &self.scenario.correlations {
            correlate(correlations, &self.correlated, &mut rows);
        }
        for (row, Drawn { law, by }) in self.drawn.iter().enumerate() {
            let column = rows.row_mut(row);
            match by {
                By::Row(..) => {}
                By::Coordinate(_) if self.correlated.contains(&row) => law.fill_from_scores(column),
                By::Coordinate(_) => law.fill_quantiles(column),
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
                self.coordinates.fill(self.coordinates_taken + month, first_trial, factor);
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
