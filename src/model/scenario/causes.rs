//! In which causes two scenarios differ: groups of assumptions that act on profit.
//!
//! What a comparison's waterfall goes along. Laws are compared, not the words that they were written with.

use super::Scenario;
use super::assumptions::{Lever, Segment, Tax};
use crate::model::behaviour::{Churn, OrderValue, Orders};
use crate::model::quantity::QuantityId;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A group of assumptions that act on profit together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// New clients and the opening book.
    Clients,
    /// When clients leave.
    Churn,
    /// How often they order, and when in the year.
    OrderRate,
    /// What an order is worth, and how that grows.
    OrderValue,
    /// Margin after cost of goods.
    Margin,
    /// CAC and its growth.
    Cac,
    /// What levers do, cost, and when.
    Levers,
    /// Servicing, fixed costs and their growth.
    Costs,
    /// The tax.
    Tax,
    /// The common shock.
    Market,
    /// How quantities move together.
    Correlations,
    /// The first month.
    Calendar,
    /// Segments that only one of the two has.
    Segments,
}

impl Cause {
    /// All, in the order of a waterfall.
    pub const ALL: [Self; 13] = [
        Self::Clients,
        Self::Churn,
        Self::OrderRate,
        Self::OrderValue,
        Self::Margin,
        Self::Cac,
        Self::Levers,
        Self::Costs,
        Self::Tax,
        Self::Market,
        Self::Correlations,
        Self::Calendar,
        Self::Segments,
    ];
}

/// The causes in which two scenarios differ, in their order.
pub fn causes_that_differ(a: &Scenario, b: &Scenario) -> Vec<Cause> {
    Cause::ALL.into_iter().filter(|&cause| Both { a, b }.differ(cause)).collect()
}

/// Two scenarios, to be looked at side by side.
#[derive(Debug, Clone, Copy)]
struct Both<'a> {
    a: &'a Scenario,
    b: &'a Scenario,
}

impl Both<'_> {
    fn differ(self, cause: Cause) -> bool {
        let (a, b) = (self.a, self.b);
        match cause {
            Cause::Costs => {
                let (of_a, of_b) = (&a.money, &b.money);
                !self.alike(of_a.fixed_costs, of_b.fixed_costs)
                    || !self.alike(of_a.cost_growth, of_b.cost_growth)
                    || self.segments_differ(cause)
            }
            Cause::Tax => match (&a.money.tax, &b.money.tax) {
                (Tax::None, Tax::None) => false,
                (Tax::Revenue(of_a), Tax::Revenue(of_b))
                | (Tax::Profit(of_a), Tax::Profit(of_b))
                | (Tax::Vat(of_a), Tax::Vat(of_b)) => !self.alike(*of_a, *of_b),
                _ => true,
            },
            Cause::Market => match (&a.market, &b.market) {
                (None, None) => false,
                (Some(of_a), Some(of_b)) => {
                    !self.alike(of_a.sigma, of_b.sigma)
                        || !self.alike(of_a.phi, of_b.phi)
                        || of_a.acts_on != of_b.acts_on
                }
                _ => true,
            },
            Cause::Levers => self.levers_differ(),
            Cause::Correlations => stated(a) != stated(b),
            Cause::Calendar => a.start != b.start,
            Cause::Segments => {
                let names = |of: &Scenario| -> BTreeSet<String> {
                    of.segments.iter().map(|segment| segment.name.clone()).collect()
                };
                names(a) != names(b)
            }
            _ => self.segments_differ(cause),
        }
    }

    /// Whether segments that both have differ in a cause of their own.
    fn segments_differ(self, cause: Cause) -> bool {
        self.a.segments.iter().any(|of_a| {
            let of_b = self.b.segment(&of_a.name);
            of_b.is_some_and(|of_b| match cause {
                Cause::Clients => !self.same_clients(of_a, of_b),
                Cause::Churn => !self.same_churn(&of_a.churn, &of_b.churn),
                Cause::OrderRate => {
                    !self.same_orders(&of_a.orders, &of_b.orders) || of_a.seasonality != of_b.seasonality
                }
                Cause::OrderValue => {
                    !self.same_values(&of_a.order_value, &of_b.order_value)
                        || !self.alike(of_a.growth, of_b.growth)
                }
                Cause::Margin => !self.alike(of_a.margin, of_b.margin),
                Cause::Cac => {
                    !self.alike(of_a.cac, of_b.cac) || !self.alike(of_a.cac_growth, of_b.cac_growth)
                }
                Cause::Costs => {
                    !self.alike(of_a.servicing, of_b.servicing) || !self.same_cost_growth(of_a, of_b)
                }
                _ => false,
            })
        })
    }

    /// Whether the levers differ, their order included: what they are called tells their draws.
    fn levers_differ(self) -> bool {
        let of = |scenario: &Scenario, lever: &Lever| {
            let law = |id: QuantityId| scenario.quantities[id.0].law.clone();
            let name = |place: &usize| scenario.segments[*place].name.clone();
            let names: Option<BTreeSet<String>> =
                lever.segments.as_ref().map(|places| places.iter().map(name).collect());
            (lever.name.clone(), names, lever.from, lever.to, lever.quantities().map(|id| id.map(law)))
        };
        let all = |scenario: &Scenario| -> Vec<_> {
            scenario.levers.iter().map(|lever| of(scenario, lever)).collect()
        };
        all(self.a) != all(self.b)
    }

    /// Whether a quantity of the first scenario has the law of one of the second.
    fn alike(self, of_a: QuantityId, of_b: QuantityId) -> bool {
        self.a.quantities[of_a.0].law == self.b.quantities[of_b.0].law
    }

    fn all_alike(self, of_a: &[QuantityId], of_b: &[QuantityId]) -> bool {
        of_a.len() == of_b.len() && of_a.iter().zip(of_b).all(|(&of_a, &of_b)| self.alike(of_a, of_b))
    }

    /// One quantity for all months is another thing than one of the same law for each, unless it is a plain number.
    fn same_clients(self, of_a: &Segment, of_b: &Segment) -> bool {
        let shared = |ids: &[QuantityId]| ids.iter().all(|id| Some(id) == ids.first());
        let is_plain = |id: &QuantityId| self.a.quantities[id.0].law.is_fixed();
        let (new_a, new_b) = (&of_a.new_clients, &of_b.new_clients);
        let same_new =
            self.all_alike(new_a, new_b) && (shared(new_a) == shared(new_b) || new_a.iter().all(is_plain));
        let same_opening = of_a.opening.len() == of_b.opening.len()
            && of_a.opening.iter().zip(&of_b.opening).all(|(of_a, of_b)| {
                of_a.tenure_months == of_b.tenure_months && self.alike(of_a.clients, of_b.clients)
            });
        same_new && same_opening && of_a.known == of_b.known
    }

    /// Growth with all costs is another thing than growth of the same law alone, unless it is a plain number.
    fn same_cost_growth(self, of_a: &Segment, of_b: &Segment) -> bool {
        let is_shared = |of: &Scenario, segment: &Segment| segment.cost_growth == of.money.cost_growth;
        self.alike(of_a.cost_growth, of_b.cost_growth)
            && (is_shared(self.a, of_a) == is_shared(self.b, of_b)
                || self.a.quantities[of_a.cost_growth.0].law.is_fixed())
    }

    fn same_churn(self, of_a: &Churn, of_b: &Churn) -> bool {
        match (of_a, of_b) {
            (Churn::Constant(of_a), Churn::Constant(of_b)) => self.alike(*of_a, *of_b),
            (Churn::Hazard(of_a), Churn::Hazard(of_b)) => self.all_alike(of_a, of_b),
            (Churn::BetaGeometric { alpha: a1, beta: a2 }, Churn::BetaGeometric { alpha: b1, beta: b2 })
            | (Churn::DiscreteWeibull { q: a1, b: a2 }, Churn::DiscreteWeibull { q: b1, b: b2 }) => {
                self.all_alike(&[*a1, *a2], &[*b1, *b2])
            }
            (Churn::ByOrders, Churn::ByOrders) => true,
            _ => false,
        }
    }

    fn same_orders(self, of_a: &Orders, of_b: &Orders) -> bool {
        match (of_a, of_b) {
            (Orders::Subscription, Orders::Subscription) => true,
            (Orders::Poisson { rate: of_a }, Orders::Poisson { rate: of_b }) => self.alike(*of_a, *of_b),
            (Orders::GammaPoisson { rate: a1, shape: a2 }, Orders::GammaPoisson { rate: b1, shape: b2 }) => {
                self.all_alike(&[*a1, *a2], &[*b1, *b2])
            }
            (Orders::Buying { law: a, parameters: of_a }, Orders::Buying { law: b, parameters: of_b }) => {
                a == b && self.all_alike(of_a, of_b)
            }
            _ => false,
        }
    }

    fn same_values(self, of_a: &OrderValue, of_b: &OrderValue) -> bool {
        match (of_a, of_b) {
            (OrderValue::Fixed(of_a), OrderValue::Fixed(of_b)) => self.alike(*of_a, *of_b),
            (OrderValue::Gamma { mean: a1, shape: a2 }, OrderValue::Gamma { mean: b1, shape: b2 })
            | (OrderValue::Lognormal { mean: a1, cv: a2 }, OrderValue::Lognormal { mean: b1, cv: b2 }) => {
                self.all_alike(&[*a1, *a2], &[*b1, *b2])
            }
            (
                OrderValue::GammaGamma { p: p1, q: q1, v: v1 },
                OrderValue::GammaGamma { p: p2, q: q2, v: v2 },
            ) => self.all_alike(&[*p1, *q1, *v1], &[*p2, *q2, *v2]),
            (OrderValue::Empirical(of_a), OrderValue::Empirical(of_b)) => {
                of_a.values == of_b.values && of_a.cumulative == of_b.cumulative
            }
            _ => false,
        }
    }
}

/// The stated correlations by the paths of their pairs.
fn stated(scenario: &Scenario) -> BTreeMap<(&str, &str), u64> {
    let path = |id: QuantityId| scenario.quantities[id.0].path.as_str();
    let pairs = scenario.correlations.iter().flat_map(|correlations| &correlations.stated);
    pairs.map(|&(a, b, rho)| ((path(a).min(path(b)), path(a).max(path(b))), rho.to_bits())).collect()
}
