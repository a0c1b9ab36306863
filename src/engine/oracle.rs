//! The oracle: the same forecast, client by client, as slowly and plainly as it can be said.
//!
//! It shares the drawing of the parameters with the engine, and nothing else: every client has a churn of its own
//! (or a life drawn from the survival function), a rate of its own, and every order a value of its own, all from
//! `rand_distr`. It feeds no result; the tests hold the engine to it, joint laws included.

use super::Run;
use super::outcome::BLOCK_TRIALS;
use super::parameters::{Parameters, Sampler};
use crate::model::behaviour::{Churn, OrderValue, Orders};
use crate::model::scenario::{Scenario, Segment};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use rand_distr::{Beta, Distribution, Gamma, LogNormal, Poisson};

/// One segment's columns: by month and trial, or by trial.
#[derive(Debug, Clone, Default)]
pub struct OracleColumns {
    /// Clients acquired.
    pub new: Vec<Vec<f64>>,
    /// Clients who could order.
    pub active: Vec<Vec<f64>>,
    /// Clients who left.
    pub churned: Vec<Vec<f64>>,
    /// Orders.
    pub orders: Vec<Vec<f64>>,
    /// Revenue.
    pub revenue: Vec<Vec<f64>>,
    /// Horizon revenue of the clients acquired in it.
    pub acquired_revenue: Vec<f64>,
    /// Discounted revenue of the first cohort's average client over the LTV horizon (NaN where nobody came).
    pub ltv_cohort: Vec<f64>,
    /// The same of its first client, who is as random as any (NaN where nobody came).
    pub ltv_client: Vec<f64>,
}

/// Walks every client of every trial.
pub fn simulate(scenario: &Scenario, run: Run) -> Vec<OracleColumns> {
    let reach = scenario.months + scenario.lifetime_months;
    let sampler = Sampler::new(scenario, run.seed, reach);
    let mut generator = StdRng::seed_from_u64(run.seed ^ 0x0A11_CE50_F0AC_1E00);
    let empty = OracleColumns {
        new: vec![vec![0.0; run.trials]; scenario.months],
        active: vec![vec![0.0; run.trials]; scenario.months],
        churned: vec![vec![0.0; run.trials]; scenario.months],
        orders: vec![vec![0.0; run.trials]; scenario.months],
        revenue: vec![vec![0.0; run.trials]; scenario.months],
        acquired_revenue: vec![0.0; run.trials],
        ltv_cohort: vec![f64::NAN; run.trials],
        ltv_client: vec![f64::NAN; run.trials],
    };
    let mut columns = vec![empty; scenario.segments.len()];
    for first_trial in (0..run.trials).step_by(BLOCK_TRIALS) {
        let width = BLOCK_TRIALS.min(run.trials - first_trial);
        let parameters = sampler.draw(first_trial, width);
        for i in 0..width {
            for (segment, columns) in scenario.segments.iter().zip(&mut columns) {
                let mut trial =
                    Trial { scenario, segment, parameters: &parameters, i, generator: &mut generator };
                trial.walk(run.scale, first_trial + i, columns);
            }
        }
    }
    columns
}

/// One segment of one trial.
struct Trial<'a> {
    scenario: &'a Scenario,
    segment: &'a Segment,
    parameters: &'a Parameters,
    i: usize,
    generator: &'a mut StdRng,
}

/// One client: when it joined and how it behaves.
struct Client {
    joined: Option<usize>,
    tenure: usize,
    /// Its own churn (sBG).
    churn: f64,
    /// The uniform number that its life is drawn with (discrete Weibull).
    life: f64,
    /// Its own lasting orders a month.
    rate: f64,
}

impl Trial<'_> {
    fn of(&self, id: crate::model::quantity::QuantityId) -> f64 {
        self.parameters.of(id)[self.i]
    }

    fn uniform(&mut self) -> f64 {
        self.generator.random::<f64>()
    }

    fn walk(&mut self, scale: f64, trial: usize, columns: &mut OracleColumns) {
        for opening in &self.segment.opening {
            let count = self.whole(self.of(opening.clients));
            for _ in 0..count {
                let client = self.client(None, opening.tenure_months);
                self.follow(&client, self.scenario.months, trial, columns);
            }
        }
        let first = self.scenario.first_month(self.segment);
        for month in 0..self.scenario.months {
            let mut clients = self.of(self.segment.new_clients[month]) * scale;
            if self.scenario.market.as_ref().is_some_and(|market| market.acts_on.acquisition()) {
                clients *= self.parameters.market(month).map_or(1.0, |factor| factor[self.i]);
            }
            let count = self.whole(clients);
            columns.new[month][trial] += count as f64;
            let horizon = if first == Some(month) {
                self.scenario.months.max(month + self.scenario.lifetime_months)
            } else {
                self.scenario.months
            };
            let mut cohort = 0.0;
            for place in 0..count {
                let client = self.client(Some(month), 0);
                let ltv = self.follow(&client, horizon, trial, columns);
                cohort += ltv;
                if first == Some(month) && place == 0 {
                    columns.ltv_client[trial] = ltv;
                }
            }
            if first == Some(month) && count > 0 {
                columns.ltv_cohort[trial] = cohort / count as f64;
            }
        }
    }

    fn whole(&mut self, count: f64) -> usize {
        (count + self.uniform()).floor() as usize
    }

    fn client(&mut self, joined: Option<usize>, tenure: usize) -> Client {
        let churn = match self.segment.churn {
            // Who has stayed `tenure` months has a churn from Beta(alpha, beta + tenure).
            Churn::BetaGeometric { alpha, beta } => {
                draw(Beta::new(self.of(alpha), self.of(beta) + tenure as f64), self.generator)
            }
            _ => 0.0,
        };
        let rate = match self.segment.orders {
            Orders::Subscription => 1.0,
            Orders::Poisson { rate } => self.of(rate),
            Orders::GammaPoisson { rate, shape } => {
                let shape = self.of(shape);
                draw(Gamma::new(shape, 1.0 / shape), self.generator) * self.of(rate)
            }
        };
        Client { joined, tenure, churn, life: self.uniform(), rate }
    }

    /// Follows a client to the horizon's end or its leaving; gives its discounted revenue.
    fn follow(&mut self, client: &Client, horizon: usize, trial: usize, columns: &mut OracleColumns) -> f64 {
        let from = client.joined.unwrap_or(0);
        let yearly = self.of(self.scenario.money.discount_rate);
        let mut ltv = 0.0;
        for month in from..horizon {
            let orders = self.orders(client, month);
            let revenue = self.revenue(orders, month);
            let waited = (month - from) as f64;
            if waited < self.scenario.lifetime_months as f64 {
                ltv += revenue * libm::pow(1.0 + yearly, -waited / 12.0);
            }
            let leaves = self.leaves(client, client.tenure + month - from);
            if month < self.scenario.months {
                columns.active[month][trial] += 1.0;
                columns.orders[month][trial] += orders as f64;
                columns.revenue[month][trial] += revenue;
                if client.joined.is_some() {
                    columns.acquired_revenue[trial] += revenue;
                }
                if leaves {
                    columns.churned[month][trial] += 1.0;
                }
            }
            if leaves {
                break;
            }
        }
        ltv
    }

    fn leaves(&mut self, client: &Client, age: usize) -> bool {
        match &self.segment.churn {
            Churn::Constant(share) => self.uniform() < self.of(*share),
            Churn::Hazard(curve) => {
                let share = self.of(curve[age.min(curve.len() - 1)]);
                self.uniform() < share
            }
            Churn::BetaGeometric { .. } => self.uniform() < client.churn,
            Churn::DiscreteWeibull { q, b } => {
                let survival = |age: usize| libm::pow(self.of(*q), libm::pow(age as f64, self.of(*b)));
                survival(age + 1) < client.life * survival(client.tenure)
            }
        }
    }

    fn orders(&mut self, client: &Client, month: usize) -> usize {
        if matches!(self.segment.orders, Orders::Subscription) {
            return 1;
        }
        let season = self.segment.seasonality[self.scenario.start.plus(month).index()];
        let moved = self.scenario.market.as_ref().is_some_and(|market| market.acts_on.orders());
        let factor = if moved { self.parameters.market(month).map_or(1.0, |row| row[self.i]) } else { 1.0 };
        let mean = client.rate * season * factor;
        if mean > 0.0 { draw(Poisson::new(mean), self.generator) as usize } else { 0 }
    }

    fn revenue(&mut self, orders: usize, month: usize) -> f64 {
        let growth = libm::pow(1.0 + self.of(self.segment.growth), month as f64 / 12.0);
        let mut sum = 0.0;
        for _ in 0..orders {
            sum += match &self.segment.order_value {
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
        }
        sum * growth
    }
}

/// A draw of a law whose parameters the scenario's check has admitted.
fn draw<D: Distribution<f64>, E: std::fmt::Debug>(law: Result<D, E>, generator: &mut StdRng) -> f64 {
    law.expect("the check of the scenario admits only parameters inside the law's domain").sample(generator)
}
