//! Scenarios put together from parts of two: what a comparison asks to tell one cause from another.
//!
//! A hybrid takes some [causes](super::causes) from one scenario and the rest from another, and is
//! as valid as both: its quantities stand in the order of any scenario's, and its correlations are those that the chosen
//! side states among quantities that are uncertain in the hybrid, a principal part of a possible matrix.
//!
//! Segments match by name. Those that only one scenario has are together one cause, `segments`, whatever they assume; an
//! unmatched segment whose servicing grows with all costs goes on doing so. What does not act on profit (names, the LTV
//! horizon, target, confidence, largest scale) is no cause and comes from the first scenario; nor is the discount rate,
//! which comes with the correlations, since it may be tied to others.

use super::assumptions::{Assumptions, Correlations, Lever, Market, Money, OpeningCohort, Segment, Tax};
use super::causes::Cause;
use super::{Scenario, correlations};
use crate::model::behaviour::{Churn, OrderValue, Orders};
use crate::model::quantity::{self, NamedQuantity, QuantityId};
use std::collections::{BTreeMap, BTreeSet};

/// A scenario of the causes `from_b` of the second scenario, and all others of the first. Both have the same budget
/// horizon; trials, seed and points are the first one's.
///
/// # Panics
/// Where the budget horizons differ.
pub fn hybrid(a: &Scenario, b: &Scenario, from_b: &[Cause]) -> Scenario {
    assert_eq!(a.months, b.months, "scenarios of a comparison have the same budget horizon");
    let of = |cause: Cause| if from_b.contains(&cause) { b } else { a };
    let mut parts = Parts::default();
    let discount_rate = parts.take(of(Cause::Correlations), of(Cause::Correlations).money.discount_rate);
    let costs = of(Cause::Costs);
    let fixed_costs = parts.take(costs, costs.money.fixed_costs);
    let cost_growth = parts.take(costs, costs.money.cost_growth);
    let tax = parts.tax(of(Cause::Tax));
    let market = parts.market(of(Cause::Market));
    let shape = of(Cause::Segments);
    let mut segments = Vec::new();
    for own in &shape.segments {
        // Of a segment that only one scenario has all comes from there.
        let matched = a.segment(&own.name).zip(b.segment(&own.name));
        segments.push(parts.segment(&|cause| match matched {
            Some((_, of_b)) if from_b.contains(&cause) => (b, of_b),
            Some((of_a, _)) => (a, of_a),
            None => (shape, own),
        }));
    }
    let levers = parts.levers(of(Cause::Levers), &segments);
    let correlations = parts.correlations(of(Cause::Correlations));
    Scenario::of(Assumptions {
        name: a.name.clone(),
        currency: a.currency.clone(),
        start: of(Cause::Calendar).start,
        months: a.months,
        lifetime_months: a.lifetime_months,
        simulation: a.simulation.clone(),
        rules: a.rules.clone(),
        money: Money { discount_rate, fixed_costs, cost_growth, tax, ..a.money.clone() },
        market,
        segments,
        levers,
        quantities: parts.quantities,
        correlations,
    })
}

/// The parts of a hybrid on their way.
#[derive(Debug, Default)]
struct Parts {
    quantities: Vec<NamedQuantity>,
    places: BTreeMap<String, QuantityId>,
}

impl Parts {
    /// A quantity of a scenario; one of the same path that is there already is that one.
    fn take(&mut self, from: &Scenario, id: QuantityId) -> QuantityId {
        let named = &from.quantities[id.0];
        if let Some(&known) = self.places.get(&named.path) {
            return known;
        }
        let id = QuantityId(self.quantities.len());
        self.places.insert(named.path.clone(), id);
        self.quantities.push(named.clone());
        id
    }

    fn tax(&mut self, from: &Scenario) -> Tax {
        match from.money.tax {
            Tax::None => Tax::None,
            Tax::Revenue(rate) => Tax::Revenue(self.take(from, rate)),
            Tax::Profit(rate) => Tax::Profit(self.take(from, rate)),
            Tax::Vat(rate) => Tax::Vat(self.take(from, rate)),
        }
    }

    fn market(&mut self, from: &Scenario) -> Option<Market> {
        from.market.as_ref().map(|market| Market {
            sigma: self.take(from, market.sigma),
            phi: self.take(from, market.phi),
            acts_on: market.acts_on,
        })
    }

    /// A segment, of which each cause comes from some scenario; in the order of quantities.
    fn segment<'a>(&mut self, of: &dyn Fn(Cause) -> (&'a Scenario, &'a Segment)) -> Segment {
        let (from, own) = of(Cause::Clients);
        let name = own.name.clone();
        let new_clients = own.new_clients.iter().map(|&id| self.take(from, id)).collect();
        let opening = own.opening.iter().map(|cohort| OpeningCohort {
            clients: self.take(from, cohort.clients),
            tenure_months: cohort.tenure_months,
        });
        let opening = opening.collect();
        let known = own.known.clone();
        let mut of_cause = |cause: Cause, id: fn(&Segment) -> QuantityId| {
            let (from, own) = of(cause);
            self.take(from, id(own))
        };
        let cac = of_cause(Cause::Cac, |own| own.cac);
        let cac_growth = of_cause(Cause::Cac, |own| own.cac_growth);
        let margin = of_cause(Cause::Margin, |own| own.margin);
        let servicing = of_cause(Cause::Costs, |own| own.servicing);
        let cost_growth = of_cause(Cause::Costs, |own| own.cost_growth);
        let growth = of_cause(Cause::OrderValue, |own| own.growth);
        // What a law of orders says of churn and of each client's own values goes with it.
        let of_orders = of(Cause::OrderRate);
        let until_gone = of_orders.1.orders.are_until_gone();
        let (from, own) = match of(Cause::Churn) {
            (_, own) if until_gone || matches!(own.churn, Churn::ByOrders) => of_orders,
            other => other,
        };
        let churn = self.churn(from, &own.churn);
        let (from, own) = of_orders;
        let (orders, seasonality) = (self.orders(from, &own.orders), own.seasonality);
        let (from, own) = match of(Cause::OrderValue) {
            (_, own) if !until_gone && matches!(own.order_value, OrderValue::GammaGamma { .. }) => of_orders,
            other => other,
        };
        let order_value = self.order_value(from, &own.order_value);
        Segment {
            name,
            new_clients,
            opening,
            known,
            cac,
            cac_growth,
            margin,
            servicing,
            cost_growth,
            growth,
            churn,
            orders,
            order_value,
            seasonality,
        }
    }

    fn churn(&mut self, from: &Scenario, churn: &Churn) -> Churn {
        match churn {
            Churn::ByOrders => Churn::ByOrders,
            Churn::Constant(churn) => Churn::Constant(self.take(from, *churn)),
            Churn::Hazard(hazard) => Churn::Hazard(hazard.iter().map(|&id| self.take(from, id)).collect()),
            Churn::BetaGeometric { alpha, beta } => {
                Churn::BetaGeometric { alpha: self.take(from, *alpha), beta: self.take(from, *beta) }
            }
            Churn::DiscreteWeibull { q, b } => {
                Churn::DiscreteWeibull { q: self.take(from, *q), b: self.take(from, *b) }
            }
        }
    }

    fn orders(&mut self, from: &Scenario, orders: &Orders) -> Orders {
        match orders {
            Orders::Buying { law, parameters } => {
                Orders::Buying { law: *law, parameters: parameters.map(|id| self.take(from, id)) }
            }
            Orders::Subscription => Orders::Subscription,
            Orders::Poisson { rate } => Orders::Poisson { rate: self.take(from, *rate) },
            Orders::GammaPoisson { rate, shape } => {
                Orders::GammaPoisson { rate: self.take(from, *rate), shape: self.take(from, *shape) }
            }
        }
    }

    fn order_value(&mut self, from: &Scenario, value: &OrderValue) -> OrderValue {
        match value {
            OrderValue::Fixed(value) => OrderValue::Fixed(self.take(from, *value)),
            OrderValue::Gamma { mean, shape } => {
                OrderValue::Gamma { mean: self.take(from, *mean), shape: self.take(from, *shape) }
            }
            OrderValue::Lognormal { mean, cv } => {
                OrderValue::Lognormal { mean: self.take(from, *mean), cv: self.take(from, *cv) }
            }
            OrderValue::GammaGamma { p, q, v } => {
                let [p, q, v] = [*p, *q, *v].map(|id| self.take(from, id));
                OrderValue::GammaGamma { p, q, v }
            }
            OrderValue::Empirical(values) => OrderValue::Empirical(values.clone()),
        }
    }

    /// The levers of a scenario, on those of its segments that are here; one of which none is here is paid all the same.
    fn levers(&mut self, from: &Scenario, segments: &[Segment]) -> Vec<Lever> {
        let here =
            |place: &usize| segments.iter().position(|segment| segment.name == from.segments[*place].name);
        let lever = |lever: &Lever| {
            let places = lever.segments.as_ref().map(|places| {
                let mut places: Vec<usize> = places.iter().filter_map(here).collect();
                places.sort_unstable();
                places
            });
            Lever { segments: places, ..lever.placed(|id| self.take(from, id)) }
        };
        from.levers.iter().map(lever).collect()
    }

    /// The correlations of a scenario among those of its quantities that are here and uncertain.
    fn correlations(&self, from: &Scenario) -> Option<Correlations> {
        let place = |id: QuantityId| {
            let known = self.places.get(&from.quantities[id.0].path).copied();
            known.filter(|known| self.quantities[known.0].law.has_coordinate())
        };
        let stated = from.correlations.iter().flat_map(|correlations| &correlations.stated);
        let stated: Vec<(QuantityId, QuantityId, f64)> = stated
            .filter_map(|&(a, b, rho)| {
                let (a, b) = (place(a)?, place(b)?);
                Some((a.min(b), a.max(b), rho))
            })
            .collect();
        let members: BTreeSet<QuantityId> = stated.iter().flat_map(|&(a, b, _)| [a, b]).collect();
        let members: Vec<QuantityId> = members.into_iter().collect();
        let factor = quantity::factor(&correlations::matrix(&members, &stated));
        (!stated.is_empty()).then_some(Correlations { members, factor, stated })
    }
}
