//! What the simulator checks these segments by: the first trials, all who join in them, and some of the known clients.
//!
//! Means of single histories take integrals, so that not all of many clients' are worked out in all trials: of a run's first
//! 256 trials the residuals are taken, of at most 64 known clients evenly spread over their list.

use super::super::checked::{Series, residuals, series_count};
use super::super::lifetime::Lifetime;
use super::super::outcome::LifetimeColumns;
use super::super::residual::ResidualSums;
use super::super::rows::Rows;
use super::super::terms::Terms;
use super::super::values::Values;
use super::clock::Moment;
use super::expected::{Months, of_client, of_joining};
use super::plan::Plan;
use super::sums::Trial;
use super::tables::{Tables, active, table, worth};
use crate::engine::address::Group;
use crate::math::random::Key;
use crate::model::behaviour::buying::Watched;
use rayon::prelude::*;

/// Trials that are checked, from a run's first on.
pub(super) const CHECKED_TRIALS: usize = 256;

/// The checked clients of the checked trials: tables of months by trials.
struct Flows {
    new: Rows,
    active: Rows,
    churned: Rows,
    orders: Rows,
    revenue: Rows,
    acquired_revenue: Vec<f64>,
    /// LTV of the first cohort's average client: revenue and net.
    ltv: Option<[Vec<f64>; 2]>,
}

/// What is expected of a trial.
struct Expected {
    months: Months,
    new: Vec<f64>,
    revenue: Vec<f64>,
    acquired_revenue: f64,
    ltv: [f64; 2],
}

/// What the check compares.
pub(super) struct Check<'a> {
    pub(super) plan: &'a Plan<'a>,
    pub(super) terms: &'a Terms,
    pub(super) values: &'a Values<'a>,
    /// Clients who join, not made whole, by month.
    pub(super) joining: &'a Rows,
    pub(super) lifetime: Option<&'a Lifetime<'a>>,
    pub(super) key: Key,
}

impl Check<'_> {
    /// The sums of the segment's series.
    pub(super) fn residuals(
        &self,
        trials: &[Trial],
        tables: &Tables,
        drawn: Option<&LifetimeColumns>,
    ) -> Vec<ResidualSums> {
        let count = self.plan.checked.min(trials.len());
        if count == 0 {
            return vec![ResidualSums::NONE; series_count(self.plan.months, self.lifetime.is_some())];
        }
        let expected: Vec<Expected> = (0..count).into_par_iter().map(|trial| self.expected(trial)).collect();
        let months = self.plan.months;
        let of_expected = Flows {
            new: table(&expected, months, |trial| &trial.new),
            active: table(&expected, months, |trial| &trial.months.active),
            churned: table(&expected, months, |trial| &trial.months.churned),
            orders: table(&expected, months, |trial| &trial.months.orders),
            revenue: table(&expected, months, |trial| &trial.revenue),
            acquired_revenue: expected.iter().map(|trial| trial.acquired_revenue).collect(),
            ltv: self
                .lifetime
                .map(|_| [0, 1].map(|place| expected.iter().map(|trial| trial.ltv[place]).collect())),
        };
        let mut of_drawn = self.drawn(&trials[..count], tables);
        // A trial whose law of spending has no mean has nothing to be compared with.
        for (trial, expected) in expected.iter().enumerate().filter(|(_, trial)| trial.ltv[0].is_nan()) {
            debug_assert!(expected.acquired_revenue.is_nan());
            (0..months).for_each(|month| of_drawn.revenue.row_mut(month)[trial] = f64::NAN);
            of_drawn.acquired_revenue[trial] = f64::NAN;
        }
        let own = drawn.map(|lifetime| {
            let (cohort, client) = (&lifetime.cohort, &lifetime.client);
            let exists = |column: &[f64]| -> Vec<f64> {
                let cells = column.iter().zip(&expected);
                cells.map(|(value, of)| if of.ltv[0].is_nan() { f64::NAN } else { *value }).collect()
            };
            [&cohort.revenue, &cohort.net, &client.revenue, &client.net].map(|column| exists(column))
        });
        let own = own.as_ref().map(|[a, b, c, d]| [&a[..], b, c, d]);
        let ltv = of_expected.ltv.as_ref().map(|[revenue, net]| [&revenue[..], net, revenue, net]);
        residuals(&self.series(&of_drawn, own), &self.series(&of_expected, ltv))
    }

    /// What was drawn of the checked clients.
    fn drawn(&self, trials: &[Trial], tables: &Tables) -> Flows {
        let (plan, width) = (self.plan, trials.len());
        let months = plan.months;
        let cut = |rows: &Rows, month: usize| rows.row(month)[..width].to_vec();
        let known_orders = table(trials, months, |trial| &trial.checked.orders);
        let known_revenue = if plan.spend.is_some() {
            table(trials, months, |trial| &trial.checked.revenue)
        } else {
            worth(&known_orders, self.values, (self.key, plan.first_trial), |month| {
                Group::Returned.position(month)
            })
        };
        let (mut new, mut churned) = (Rows::with_room(months, width), Rows::with_room(months, width));
        let (mut orders, mut revenue) = (Rows::with_room(months, width), Rows::with_room(months, width));
        let mut acquired_revenue = vec![0.0; width];
        for month in 0..months {
            new.push(&cut(plan.new, month));
            orders.push_with(|row| {
                for (i, cell) in row.iter_mut().enumerate() {
                    *cell = known_orders.row(month)[i]
                        + tables.orders[1].row(month)[i]
                        + tables.orders[2].row(month)[i];
                }
            });
            churned.push_with(|row| {
                for (cell, trial) in row.iter_mut().zip(trials) {
                    *cell =
                        trial.checked.left[month] + trial.groups[1].left[month] + trial.groups[2].left[month];
                }
            });
            revenue.push_with(|row| {
                let growth = self.terms.price_growth.row(month);
                for (i, cell) in row.iter_mut().enumerate() {
                    let acquired = tables.revenue[1].row(month)[i] + tables.revenue[2].row(month)[i];
                    acquired_revenue[i] += acquired * growth[i];
                    *cell = (known_revenue.row(month)[i] + acquired) * growth[i];
                }
            });
        }
        let there = trials.iter().map(|trial| trial.checked.there).collect();
        let active = active(there, &new, &churned);
        Flows { new, active, churned, orders, revenue, acquired_revenue, ltv: None }
    }

    /// What is expected of the checked clients of a trial.
    fn expected(&self, trial: usize) -> Expected {
        let (plan, months) = (self.plan, self.plan.months);
        let clock = plan.clocks.of(trial);
        let mean = |orders: f64, value: f64| match plan.spending(trial) {
            Some(spending) => spending.expected(orders, value).unwrap_or(f64::NAN),
            None => self.values.mean(trial),
        };
        let growth = |month: usize| self.terms.price_growth.row(month)[trial];
        let mut of = Expected {
            months: Months::zeros(months),
            new: vec![0.0; months],
            revenue: vec![0.0; months],
            acquired_revenue: 0.0,
            ltv: [0.0; 2],
        };
        if let Some(known) = plan.known {
            let most = known.clients.iter().map(|client| client.repeats).max().unwrap_or(0);
            let model = plan.law.at(plan.parameters(trial), most);
            for client in known.clients.iter().step_by(plan.checked_step()) {
                let (repeats, recency, age) = (client.repeats, client.recency, client.age);
                let chance = model.p_alive(Watched { repeats, recency, age });
                let own = of_client(&plan.known(trial, client, known.days_before), clock, months);
                of.months.add(&own, chance);
                let value = mean(f64::from(repeats), client.mean_value);
                for (month, orders) in own.orders.iter().enumerate() {
                    of.revenue[month] += chance * orders * value * growth(month);
                }
            }
        }
        let value = mean(0.0, 0.0);
        for month in 0..months {
            let clients = self.joining.row(month)[trial];
            if clients == 0.0 {
                continue;
            }
            let mut own = of_joining(&plan.joining(trial, Moment::Within(month, 0.0)), month, clock, months);
            own.orders[month] += 1.0;
            of.new[month] += clients;
            of.months.add(&own, clients);
            for (at, orders) in own.orders.iter().enumerate() {
                let paid = clients * orders * value * growth(at);
                of.revenue[at] += paid;
                of.acquired_revenue += paid;
            }
        }
        if value.is_nan() {
            of.acquired_revenue = f64::NAN;
        }
        of.ltv = self.lifetime.map_or([value, value], |lifetime| self.expected_ltv(lifetime, trial, value));
        of
    }

    /// Revenue and net LTV of a client of the first cohort.
    fn expected_ltv(&self, lifetime: &Lifetime, trial: usize, value: f64) -> [f64; 2] {
        let (plan, terms, joined) = (self.plan, self.terms, lifetime.joined);
        let client = plan.joining(trial, Moment::Within(joined, 0.0));
        let own = of_joining(&client, joined, plan.clocks.of(trial), joined + lifetime.lifetime_months);
        let (mut discount, mut revenue, mut net) = (1.0, 0.0, -terms.cac.row(joined)[trial]);
        let upkeep = terms.upkeep();
        for k in 0..lifetime.lifetime_months {
            let month = joined + k;
            let orders = own.orders[month] + if k == 0 { 1.0 } else { 0.0 };
            let paid = discount * orders * value * terms.price_growth.row(month)[trial];
            revenue += paid;
            net += terms.margin_share.row(month)[trial] * paid
                - discount * upkeep.row(month)[trial] * own.active[month];
            discount *= terms.monthly_discount[trial];
        }
        [revenue, net]
    }

    /// The series that flows mean.
    fn series<'s>(&self, flows: &'s Flows, ltv: Option<[&'s [f64]; 4]>) -> Series<'s> {
        let width = flows.acquired_revenue.len();
        let (terms, upkeep) = (self.terms, self.terms.upkeep());
        let none = || vec![0.0; width];
        let (mut servicing, mut ad_spend, mut contribution) = (none(), none(), none());
        for month in 0..self.plan.months {
            for i in 0..width {
                let (active, new) = (flows.active.row(month)[i], flows.new.row(month)[i]);
                let kept = 1.0 - terms.goods_share.row(month)[i] - terms.tax_share[i];
                let spent = new * terms.cac.row(month)[i];
                servicing[i] += active * terms.servicing.row(month)[i];
                ad_spend[i] += spent;
                contribution[i] += flows.revenue.row(month)[i] * kept - active * upkeep.row(month)[i] - spent;
            }
        }
        Series {
            new: &flows.new,
            active: &flows.active,
            churned: &flows.churned,
            orders: &flows.orders,
            revenue: &flows.revenue,
            servicing,
            ad_spend,
            acquired_revenue: &flows.acquired_revenue,
            contribution,
            ltv,
        }
    }
}
