//! The oracle: the same forecast, client by client, as slowly and plainly as it can be said.
//!
//! It shares the drawing of the parameters with the engine, and nothing else: every client has a churn of its own
//! (or a life drawn from the survival function), a rate of its own, and every order a value of its own: it walks by
//! `walk`. It feeds no result; the tests hold the engine to it, joint laws included.

use super::Run;
use super::outcome::BLOCK_TRIALS;
use super::parameters::Sampler;
use super::walk::{Came, Client, Walk};
use crate::model::scenario::Scenario;
use rand::SeedableRng;
use rand::rngs::StdRng;

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
                let mut trial = Walk { scenario, segment, levers, parameters: &parameters, i, generator };
                trial.walk(run.scale, first_trial + i, columns);
            }
        }
    }
    columns
}

/// What a client comes to, discounted to its month of joining.
#[derive(Clone, Copy, Default)]
struct Ltv {
    revenue: f64,
    /// Margin less servicing and levers.
    left: f64,
}

impl Walk<'_> {
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

    /// Follows a client to the horizon's end or its leaving, and as a new one from when it comes back; gives what its first
    /// life comes to.
    fn follow(&mut self, client: &Client, horizon: usize, trial: usize, columns: &mut OracleColumns) -> Ltv {
        let yearly = self.of(self.scenario.money.discount_rate);
        let mut ltv = Ltv::default();
        for month in client.from..horizon {
            let orders = self.orders(client, month);
            let revenue = (0..orders).map(|_| self.value(month)).sum::<f64>();
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
}
