//! What of a segment depends on the scenario alone, and is made once for all runs of it.

use super::buying::kept::Kept;
use super::values::EmpiricalMoments;
use crate::math::gamma;
use crate::model::behaviour::buying::Watched;
use crate::model::behaviour::{KnownClient, OrderValue, Orders};
use crate::model::quantity::{Quantity, QuantityId};
use crate::model::scenario::{Lever, Scenario, Segment};
use rayon::prelude::*;
use std::sync::Arc;

/// The tables of gamma quantiles that a scenario's segments share, by shape.
#[derive(Debug, Default)]
pub(super) struct Tables(Vec<(f64, Arc<gamma::Multiples>)>);

impl Tables {
    fn of(&mut self, shape: f64) -> Option<Arc<gamma::Multiples>> {
        if let Some((_, tables)) = self.0.iter().find(|(known, _)| *known == shape) {
            return Some(Arc::clone(tables));
        }
        let tables = Arc::new(gamma::Multiples::of(shape)?);
        self.0.push((shape, Arc::clone(&tables)));
        Some(tables)
    }
}

/// What of a segment depends on the scenario alone.
#[derive(Debug)]
pub(super) struct Prepared<'a> {
    pub(super) segment: &'a Segment,
    /// The levers that act on it.
    pub(super) levers: Vec<&'a Lever>,
    /// The month of the first cohort that may have clients.
    pub(super) first_month: Option<usize>,
    pub(super) empirical: Option<EmpiricalMoments>,
    /// Tables of the rates' masses, where all trials have the same gamma-Poisson shape.
    pub(super) masses: Option<Arc<gamma::Multiples>>,
    /// Tables of gamma order values, where all trials have the same shape.
    pub(super) values: Option<Arc<gamma::Multiples>>,
    /// The chance of each known client to be there, where all trials have the same law of orders.
    pub(super) chances: Option<Vec<f64>>,
    /// What was drawn of clients one by one.
    pub(super) kept: Kept,
}

impl<'a> Prepared<'a> {
    pub(super) fn new(scenario: &'a Scenario, place: usize, tables: &mut Tables) -> Self {
        let segment = &scenario.segments[place];
        let empirical = match &segment.order_value {
            OrderValue::Empirical(law) => Some(EmpiricalMoments::new(law)),
            _ => None,
        };
        let mut multiples = |shape: QuantityId| match scenario.quantities[shape.0].law {
            Quantity::Fixed(shape) => tables.of(shape),
            _ => None,
        };
        let masses = match segment.orders {
            Orders::GammaPoisson { shape, .. } => multiples(shape),
            Orders::Subscription | Orders::Poisson { .. } | Orders::Buying { .. } => None,
        };
        let values = match segment.order_value {
            OrderValue::Gamma { shape, .. } => multiples(shape),
            _ => None,
        };
        let levers = scenario.levers_of(place);
        let first_month = scenario.first_month(segment);
        let chances = chances(scenario, segment);
        let kept = Kept::with_room(scenario.segments.len(), scenario.simulation.trials, scenario.months);
        Self { segment, levers, first_month, empirical, masses, values, chances, kept }
    }
}

/// The chance of each known client to be there, where the law's parameters are plain numbers.
fn chances(scenario: &Scenario, segment: &Segment) -> Option<Vec<f64>> {
    let (Orders::Buying { law, parameters }, Some(known)) = (&segment.orders, &segment.known) else {
        return None;
    };
    let mut plain = [0.0; 4];
    for (plain, id) in plain.iter_mut().zip(parameters) {
        let Quantity::Fixed(value) = scenario.quantities[id.0].law else { return None };
        *plain = value;
    }
    let most = known.clients.iter().map(|client| client.repeats).max().unwrap_or(0);
    let model = law.at(plain, most);
    let chance = |client: &KnownClient| {
        let KnownClient { repeats, recency, age, .. } = *client;
        model.p_alive(Watched { repeats, recency, age })
    };
    Some(known.clients.par_iter().map(chance).collect())
}
