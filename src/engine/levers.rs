//! What a scenario's levers mean to a segment in a block's trials: multipliers, shares and costs by month.
//!
//! Multipliers of several levers compound. Of shares, the chances of independent offers, `a` and `b` make `a + b - a b`.

use super::growth::compounded;
use super::parameters::Parameters;
use super::rows::Rows;
use crate::math::columns::{add, multiply_by};
use crate::model::quantity::QuantityId;
use crate::model::scenario::{Lever, Scenario};

/// Months that a client is bound by an annual contract: ages below have no hazard.
pub(super) const CONTRACT_MONTHS: usize = 12;

/// The levers of a segment. Tables are months by trials; none where no lever has such an effect.
#[derive(Debug, Default)]
pub(super) struct LeverTerms {
    /// Multiplies hazards.
    pub(super) churn: Option<Rows>,
    /// Multiplies orders a month.
    pub(super) order_rate: Option<Rows>,
    /// Multiplies order values and payments.
    pub(super) order_value: Option<Rows>,
    /// Multiplies margin.
    pub(super) margin: Option<Rows>,
    /// The share of the lost who come back.
    pub(super) win_back: Option<Rows>,
    /// The share of those who join who are bound by a contract.
    pub(super) bound: Option<Rows>,
    /// What they cost for one active client.
    pub(super) price: Option<Rows>,
}

/// What a lever may change.
type Effect = fn(&Lever) -> Option<QuantityId>;

/// How a lever is added to those before it.
type Apply = fn(&mut [f64], &[f64]);

impl LeverTerms {
    /// The terms of so many months, of the levers that act on one segment.
    pub(super) fn new(
        scenario: &Scenario,
        levers: &[&Lever],
        parameters: &Parameters,
        months: usize,
    ) -> Self {
        if levers.is_empty() {
            return Self::default();
        }
        let table = |effect: Effect, start: f64, apply: Apply| {
            table(levers, effect, parameters, months, (start, apply))
        };
        let product = |effect| table(effect, 1.0, multiply_by);
        let price = table(|lever| lever.cost_per_client, 0.0, add);
        Self {
            churn: product(|lever| lever.churn),
            order_rate: product(|lever| lever.order_rate),
            order_value: product(|lever| lever.order_value),
            margin: product(|lever| lever.margin),
            win_back: table(|lever| lever.win_back, 0.0, add_chance),
            bound: table(|lever| lever.annual_contract, 0.0, add_chance),
            price: price.map(|price| grown(scenario, parameters, &price)),
        }
    }
}

/// What the levers cost apart from clients, by month.
pub(super) fn fixed_costs(scenario: &Scenario, parameters: &Parameters, months: usize) -> Rows {
    let levers = &scenario.levers;
    if levers.iter().all(|lever| lever.fixed_cost.is_none() && lever.setup_cost.is_none()) {
        return Rows::zeros(months, parameters.width());
    }
    let mut rows = Rows::zeros(months, parameters.width());
    for lever in levers {
        for month in (0..months).filter(|&month| lever.acts_in(month)) {
            let setup = lever.setup_cost.filter(|_| month == lever.from);
            for cost in [setup, lever.fixed_cost].into_iter().flatten() {
                rows.add(month, parameters.of(cost));
            }
        }
    }
    grown(scenario, parameters, &rows)
}

/// An effect of some levers, month by month: each that acts is applied to the start.
fn table(
    levers: &[&Lever],
    effect: Effect,
    parameters: &Parameters,
    months: usize,
    (start, apply): (f64, Apply),
) -> Option<Rows> {
    let acting: Vec<(&Lever, QuantityId)> =
        levers.iter().filter_map(|lever| effect(lever).map(|id| (*lever, id))).collect();
    if acting.is_empty() {
        return None;
    }
    let mut rows = Rows::with_room(months, parameters.width());
    for month in 0..months {
        rows.push_with(|row| {
            row.fill(start);
            for (_, id) in acting.iter().filter(|(lever, _)| lever.acts_in(month)) {
                apply(row, parameters.of(*id));
            }
        });
    }
    Some(rows)
}

/// One of two independent chances.
fn add_chance(chance: &mut [f64], other: &[f64]) {
    for (chance, other) in chance.iter_mut().zip(other) {
        *chance += other - *chance * other;
    }
}

/// Costs in the first month's prices, in those of their months.
fn grown(scenario: &Scenario, parameters: &Parameters, costs: &Rows) -> Rows {
    Rows::product(costs, &compounded(parameters, scenario.money.cost_growth, None, costs.len()))
}
