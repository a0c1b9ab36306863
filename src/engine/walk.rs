//! One client of one trial after the other, as slowly and plainly as it can be said: who it is, whether it leaves, what it
//! orders, from `rand_distr`. The oracle and the order log walk by it.

use super::parameters::Parameters;
use crate::model::behaviour::{Churn, OrderValue, Orders};
use crate::model::quantity::QuantityId;
use crate::model::scenario::{Lever, Scenario, Segment};
use rand::RngExt;
use rand::rngs::StdRng;
use rand_distr::{Beta, Distribution, Gamma, LogNormal, Poisson};

/// One segment of one trial.
pub(super) struct Walk<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) segment: &'a Segment,
    pub(super) levers: Vec<&'a Lever>,
    pub(super) parameters: &'a Parameters,
    pub(super) i: usize,
    pub(super) generator: &'a mut StdRng,
}

/// One client: when it joined and how it behaves.
pub(super) struct Client {
    pub(super) from: usize,
    pub(super) came: Came,
    pub(super) tenure: usize,
    /// Whether a contract binds it for a year.
    pub(super) bound: bool,
    /// Its own churn (sBG).
    pub(super) churn: f64,
    /// The uniform number that its life is drawn with (discrete Weibull).
    pub(super) life: f64,
    /// Its own lasting orders a month.
    pub(super) rate: f64,
}

/// How a client came to be one.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Came {
    Before,
    Acquired,
    Back,
}

impl Walk<'_> {
    pub(super) fn of(&self, id: QuantityId) -> f64 {
        self.parameters.of(id)[self.i]
    }

    pub(super) fn uniform(&mut self) -> f64 {
        self.generator.random::<f64>()
    }

    pub(super) fn whole(&mut self, count: f64) -> usize {
        (count + self.uniform()).floor() as usize
    }

    pub(super) fn cac(&self, month: usize) -> f64 {
        self.of(self.segment.cac) * self.grown(self.segment.cac_growth, month)
    }

    pub(super) fn grown(&self, growth: QuantityId, month: usize) -> f64 {
        libm::pow(1.0 + self.of(growth), month as f64 / 12.0)
    }

    /// The product of what levers multiply something by in a month.
    pub(super) fn multiplied(&self, effect: fn(&Lever) -> Option<QuantityId>, month: usize) -> f64 {
        let acting = self.levers.iter().filter(|lever| lever.acts_in(month));
        acting.filter_map(|lever| effect(lever)).map(|id| self.of(id)).product()
    }

    /// Whether one of the levers that offer something in a month is taken up.
    pub(super) fn takes_up(&mut self, offer: fn(&Lever) -> Option<QuantityId>, month: usize) -> bool {
        let acting = self.levers.iter().filter(|lever| lever.acts_in(month));
        let shares: Vec<f64> = acting.filter_map(|lever| offer(lever)).map(|id| self.of(id)).collect();
        shares.into_iter().any(|share| self.uniform() < share)
    }

    pub(super) fn client(&mut self, from: usize, came: Came, tenure: usize) -> Client {
        let churn = match self.segment.churn {
            // Who has stayed `tenure` months has a churn from Beta(alpha, beta + tenure).
            Churn::BetaGeometric { alpha, beta } => {
                draw(Beta::new(self.of(alpha), self.of(beta) + tenure as f64), self.generator)
            }
            _ => 0.0,
        };
        let rate = match self.segment.orders {
            Orders::Subscription => 1.0,
            Orders::Buying { .. } => unreachable!("who orders until gone is walked in continuous time"),
            Orders::Poisson { rate } => self.of(rate),
            Orders::GammaPoisson { rate, shape } => {
                let shape = self.of(shape);
                draw(Gamma::new(shape, 1.0 / shape), self.generator) * self.of(rate)
            }
        };
        let bound = came == Came::Acquired && self.takes_up(|lever| lever.annual_contract, from);
        Client { from, came, tenure, bound, churn, life: self.uniform(), rate }
    }

    /// Margin over revenue; there is no tax.
    pub(super) fn margin_share(&self, month: usize) -> f64 {
        (self.of(self.segment.margin) * self.multiplied(|lever| lever.margin, month)).min(1.0)
    }

    /// What an active client costs.
    pub(super) fn upkeep(&self, month: usize) -> f64 {
        let acting = self.levers.iter().filter(|lever| lever.acts_in(month));
        let levers: f64 = acting.filter_map(|lever| lever.cost_per_client).map(|id| self.of(id)).sum();
        self.of(self.segment.servicing) * self.grown(self.segment.cost_growth, month)
            + levers * self.grown(self.scenario.money.cost_growth, month)
    }

    pub(super) fn leaves(&mut self, client: &Client, age: usize, month: usize) -> bool {
        if client.bound && age < 12 {
            return false;
        }
        // Where a lever may change it, a life is drawn from the hazard of the law, whatever made that.
        if self.levers.iter().any(|lever| lever.churn.is_some() || lever.annual_contract.is_some()) {
            let hazard = self.hazard(age) * self.multiplied(|lever| lever.churn, month);
            return self.uniform() < hazard;
        }
        match &self.segment.churn {
            Churn::Constant(_) | Churn::Hazard(_) => self.uniform() < self.hazard(age),
            Churn::BetaGeometric { .. } => self.uniform() < client.churn,
            Churn::ByOrders => false,
            Churn::DiscreteWeibull { q, b } => {
                let survival = |age: usize| libm::pow(self.of(*q), libm::pow(age as f64, self.of(*b)));
                survival(age + 1) < client.life * survival(client.tenure)
            }
        }
    }

    pub(super) fn hazard(&self, age: usize) -> f64 {
        match &self.segment.churn {
            Churn::ByOrders => 0.0,
            Churn::Constant(share) => self.of(*share),
            Churn::Hazard(curve) => self.of(curve[age.min(curve.len() - 1)]),
            Churn::BetaGeometric { alpha, beta } => {
                self.of(*alpha) / (self.of(*alpha) + self.of(*beta) + age as f64)
            }
            Churn::DiscreteWeibull { q, b } => {
                let survival = |age: usize| libm::pow(self.of(*q), libm::pow(age as f64, self.of(*b)));
                1.0 - survival(age + 1) / survival(age)
            }
        }
    }

    pub(super) fn orders(&mut self, client: &Client, month: usize) -> usize {
        if matches!(self.segment.orders, Orders::Subscription) {
            return 1;
        }
        let season = self.segment.seasonality[self.scenario.start.plus(month).index()];
        let moved = self.scenario.market.as_ref().is_some_and(|market| market.acts_on.orders());
        let factor = if moved { self.parameters.market(month).map_or(1.0, |row| row[self.i]) } else { 1.0 };
        let mean = client.rate * season * factor * self.multiplied(|lever| lever.order_rate, month);
        if mean > 0.0 { draw(Poisson::new(mean), self.generator) as usize } else { 0 }
    }

    /// What an order of that month comes to.
    pub(super) fn value(&mut self, month: usize) -> f64 {
        let growth =
            self.grown(self.segment.growth, month) * self.multiplied(|lever| lever.order_value, month);
        let value = match &self.segment.order_value {
            OrderValue::GammaGamma { .. } => unreachable!("values of each client's own are walked with it"),
            OrderValue::Fixed(value) => self.of(*value),
            OrderValue::Gamma { mean, shape } => {
                let shape = self.of(*shape);
                draw(Gamma::new(shape, self.of(*mean) / shape), self.generator)
            }
            OrderValue::Lognormal { mean, cv } => {
                draw(LogNormal::from_mean_cv(self.of(*mean), self.of(*cv)), self.generator)
            }
            OrderValue::Empirical(law) => {
                let u = self.uniform();
                law.values[law.cumulative.partition_point(|&share| share < u).min(law.values.len() - 1)]
            }
        };
        value * growth
    }
}

/// A draw of a law whose parameters the scenario's check has admitted.
fn draw<D: Distribution<f64>, E: std::fmt::Debug>(law: Result<D, E>, generator: &mut StdRng) -> f64 {
    law.expect("the check of the scenario admits only parameters inside the law's domain").sample(generator)
}
