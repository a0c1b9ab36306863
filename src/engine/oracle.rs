//! The oracle: the same forecast, client by client, as slowly and plainly as it can be said.
//!
//! It shares the drawing of the parameters with the engine, and nothing else: every client has a churn of its own
//! (or a life drawn from the survival function), a rate of its own, and every order a value of its own, all from
//! `rand_distr`. It feeds no result; the tests hold the engine to it, joint laws included.

use super::Run;
use super::outcome::BLOCK_TRIALS;
use super::parameters::{Parameters, Sampler};
use crate::model::behaviour::{Churn, OrderValue, Orders};
use crate::model::quantity::QuantityId;
use crate::model::scenario::{Lever, Scenario, Segment};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use rand_distr::{Beta, Distribution, Gamma, LogNormal, Poisson};

/// One segment's columns: by month and trial, or by trial.
#[derive(Debug, Clone, Default)]
pub struct OracleColumns {
    /// Clients acquired.
    pub new: Vec<Vec<f64>>,
    /// Clients who were lost and came back.
    pub returned: Vec<Vec<f64>>,
    /// Clients who could order.
    pub active: Vec<Vec<f64>>,
    /// Clients who left.
    pub churned: Vec<Vec<f64>>,
    /// Orders.
    pub orders: Vec<Vec<f64>>,
    /// Revenue.
    pub revenue: Vec<Vec<f64>>,
    /// Profit before fixed costs and tax on profit.
    pub contribution: Vec<Vec<f64>>,
    /// Horizon revenue of the clients acquired in it.
    pub acquired_revenue: Vec<f64>,
    /// Their margin.
    pub acquired_margin: Vec<f64>,
    /// Discounted revenue of the first cohort's average client over the LTV horizon (NaN where nobody came).
    pub ltv_cohort: Vec<f64>,
    /// The same of its first client, who is as random as any (NaN where nobody came).
    pub ltv_client: Vec<f64>,
    /// What they leave before CAC, of the cohort's average client: margin less what it costs to serve.
    pub left_cohort: Vec<f64>,
    /// The same of its first client.
    pub left_client: Vec<f64>,
}

/// Walks every client of every trial.
pub fn simulate(scenario: &Scenario, run: Run) -> Vec<OracleColumns> {
    let reach = scenario.months + scenario.lifetime_months;
    let sampler = Sampler::new(scenario, run.seed, reach);
    let mut generator = StdRng::seed_from_u64(run.seed ^ 0x0A11_CE50_F0AC_1E00);
    let table = || vec![vec![0.0; run.trials]; scenario.months];
    let empty = OracleColumns {
        new: table(),
        returned: table(),
        active: table(),
        churned: table(),
        orders: table(),
        revenue: table(),
        contribution: table(),
        acquired_revenue: vec![0.0; run.trials],
        acquired_margin: vec![0.0; run.trials],
        ltv_cohort: vec![f64::NAN; run.trials],
        ltv_client: vec![f64::NAN; run.trials],
        left_cohort: vec![f64::NAN; run.trials],
        left_client: vec![f64::NAN; run.trials],
    };
    let mut columns = vec![empty; scenario.segments.len()];
    for first_trial in (0..run.trials).step_by(BLOCK_TRIALS) {
        let width = BLOCK_TRIALS.min(run.trials - first_trial);
        let parameters = sampler.draw(first_trial, width);
        for i in 0..width {
            for (place, (segment, columns)) in scenario.segments.iter().zip(&mut columns).enumerate() {
                let levers = scenario.levers_of(place);
                let generator = &mut generator;
                let mut trial = Trial { scenario, segment, levers, parameters: &parameters, i, generator };
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
    levers: Vec<&'a Lever>,
    parameters: &'a Parameters,
    i: usize,
    generator: &'a mut StdRng,
}

/// One client: when it joined and how it behaves.
struct Client {
    from: usize,
    came: Came,
    tenure: usize,
    /// Whether a contract binds it for a year.
    bound: bool,
    /// Its own churn (sBG).
    churn: f64,
    /// The uniform number that its life is drawn with (discrete Weibull).
    life: f64,
    /// Its own lasting orders a month.
    rate: f64,
}

/// How a client came to be one.
#[derive(Clone, Copy, PartialEq)]
enum Came {
    Before,
    Acquired,
    Back,
}

/// What a client comes to, discounted to its month of joining.
#[derive(Clone, Copy, Default)]
struct Ltv {
    revenue: f64,
    /// Margin less servicing and levers.
    left: f64,
}

impl Trial<'_> {
    fn of(&self, id: QuantityId) -> f64 {
        self.parameters.of(id)[self.i]
    }

    fn uniform(&mut self) -> f64 {
        self.generator.random::<f64>()
    }

    fn walk(&mut self, scale: f64, trial: usize, columns: &mut OracleColumns) {
        for opening in &self.segment.opening {
            let count = self.whole(self.of(opening.clients));
            for _ in 0..count {
                let client = self.client(0, Came::Before, opening.tenure_months);
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
            columns.contribution[month][trial] -= count as f64 * self.cac(month);
            let horizon = if first == Some(month) {
                self.scenario.months.max(month + self.scenario.lifetime_months)
            } else {
                self.scenario.months
            };
            let mut cohort = Ltv::default();
            for place in 0..count {
                let client = self.client(month, Came::Acquired, 0);
                let ltv = self.follow(&client, horizon, trial, columns);
                cohort.revenue += ltv.revenue;
                cohort.left += ltv.left;
                if first == Some(month) && place == 0 {
                    columns.ltv_client[trial] = ltv.revenue;
                    columns.left_client[trial] = ltv.left;
                }
            }
            if first == Some(month) && count > 0 {
                columns.ltv_cohort[trial] = cohort.revenue / count as f64;
                columns.left_cohort[trial] = cohort.left / count as f64;
            }
        }
    }

    fn whole(&mut self, count: f64) -> usize {
        (count + self.uniform()).floor() as usize
    }

    fn cac(&self, month: usize) -> f64 {
        self.of(self.segment.cac) * self.grown(self.segment.cac_growth, month)
    }

    fn grown(&self, growth: QuantityId, month: usize) -> f64 {
        libm::pow(1.0 + self.of(growth), month as f64 / 12.0)
    }

    /// The product of what levers multiply something by in a month.
    fn multiplied(&self, effect: fn(&Lever) -> Option<QuantityId>, month: usize) -> f64 {
        let acting = self.levers.iter().filter(|lever| lever.acts_in(month));
        acting.filter_map(|lever| effect(lever)).map(|id| self.of(id)).product()
    }

    /// Whether one of the levers that offer something in a month is taken up.
    fn takes_up(&mut self, offer: fn(&Lever) -> Option<QuantityId>, month: usize) -> bool {
        let acting = self.levers.iter().filter(|lever| lever.acts_in(month));
        let shares: Vec<f64> = acting.filter_map(|lever| offer(lever)).map(|id| self.of(id)).collect();
        shares.into_iter().any(|share| self.uniform() < share)
    }

    fn client(&mut self, from: usize, came: Came, tenure: usize) -> Client {
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
        let bound = came == Came::Acquired && self.takes_up(|lever| lever.annual_contract, from);
        Client { from, came, tenure, bound, churn, life: self.uniform(), rate }
    }

    /// Follows a client to the horizon's end or its leaving, and as a new one from when it comes back; gives what its first
    /// life comes to.
    fn follow(&mut self, client: &Client, horizon: usize, trial: usize, columns: &mut OracleColumns) -> Ltv {
        let yearly = self.of(self.scenario.money.discount_rate);
        let mut ltv = Ltv::default();
        for month in client.from..horizon {
            let orders = self.orders(client, month);
            let revenue = self.revenue(orders, month);
            let waited = (month - client.from) as f64;
            let (margin, upkeep) = (revenue * self.margin_share(month), self.upkeep(month));
            if waited < self.scenario.lifetime_months as f64 {
                let discount = libm::pow(1.0 + yearly, -waited / 12.0);
                ltv.revenue += revenue * discount;
                ltv.left += (margin - upkeep) * discount;
            }
            let leaves = self.leaves(client, client.tenure + month - client.from, month);
            if month < self.scenario.months {
                columns.active[month][trial] += 1.0;
                columns.orders[month][trial] += orders as f64;
                columns.revenue[month][trial] += revenue;
                columns.contribution[month][trial] += margin - upkeep;
                if client.came == Came::Acquired {
                    columns.acquired_revenue[trial] += revenue;
                    columns.acquired_margin[trial] += margin;
                }
                if leaves {
                    columns.churned[month][trial] += 1.0;
                }
            }
            if leaves {
                self.come_back(month + 1, trial, columns);
                break;
            }
        }
        ltv
    }

    /// Lets a lost client come back, in any of the months that are left.
    fn come_back(&mut self, from: usize, trial: usize, columns: &mut OracleColumns) {
        for month in from..self.scenario.months {
            if self.takes_up(|lever| lever.win_back, month) {
                columns.returned[month][trial] += 1.0;
                let client = self.client(month, Came::Back, 0);
                self.follow(&client, self.scenario.months, trial, columns);
                return;
            }
        }
    }

    /// Margin over revenue; there is no tax.
    fn margin_share(&self, month: usize) -> f64 {
        (self.of(self.segment.margin) * self.multiplied(|lever| lever.margin, month)).min(1.0)
    }

    /// What an active client costs.
    fn upkeep(&self, month: usize) -> f64 {
        let acting = self.levers.iter().filter(|lever| lever.acts_in(month));
        let levers: f64 = acting.filter_map(|lever| lever.cost_per_client).map(|id| self.of(id)).sum();
        self.of(self.segment.servicing) * self.grown(self.segment.cost_growth, month)
            + levers * self.grown(self.scenario.money.cost_growth, month)
    }

    fn leaves(&mut self, client: &Client, age: usize, month: usize) -> bool {
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
            Churn::DiscreteWeibull { q, b } => {
                let survival = |age: usize| libm::pow(self.of(*q), libm::pow(age as f64, self.of(*b)));
                survival(age + 1) < client.life * survival(client.tenure)
            }
        }
    }

    fn hazard(&self, age: usize) -> f64 {
        match &self.segment.churn {
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

    fn orders(&mut self, client: &Client, month: usize) -> usize {
        if matches!(self.segment.orders, Orders::Subscription) {
            return 1;
        }
        let season = self.segment.seasonality[self.scenario.start.plus(month).index()];
        let moved = self.scenario.market.as_ref().is_some_and(|market| market.acts_on.orders());
        let factor = if moved { self.parameters.market(month).map_or(1.0, |row| row[self.i]) } else { 1.0 };
        let mean = client.rate * season * factor * self.multiplied(|lever| lever.order_rate, month);
        if mean > 0.0 { draw(Poisson::new(mean), self.generator) as usize } else { 0 }
    }

    fn revenue(&mut self, orders: usize, month: usize) -> f64 {
        let growth =
            self.grown(self.segment.growth, month) * self.multiplied(|lever| lever.order_value, month);
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
