//! The closed forms that a run checks itself against: means given a trial's parameters and market path.
//!
//! A client who joined at `c` is active in `t` with probability `S(t - c)`, leaves at its end with `S(t - c) h(t - c)`,
//! orders `rate_t` times (a lasting rate has mean one and is independent of life), and an order is worth its mean.
//! So every mean is a sum over cohorts of counts times survival, times the month's terms.

use super::cohort_revenue::CohortRevenue;
use super::hazards::Hazards;
use super::rows::Rows;
use super::terms::Terms;
use super::values::Values;
use crate::math::columns::{add, add_product, multiply, multiply_by, subtract, subtract_product, survive};

/// Expected columns of a segment, months of the budget horizon by trials.
#[derive(Debug)]
pub(super) struct Expected<'a> {
    pub(super) new: Rows,
    /// Those who are active; zeros where all of them were acquired in the horizon (see [`Expected::active`]).
    active: Rows,
    pub(super) churned: Rows,
    /// Of the active, those acquired in the horizon; one month more than the horizon has.
    acquired: Rows,
    /// And those of the opening book.
    opening: Rows,
    /// What an active client pays in a month.
    price: Rows,
    /// Revenue by the period of joining, summed over trials.
    cohorts: &'a mut CohortRevenue,
}

/// Expected LTV of the first cohort's average client (and of one picked at random), by trial.
#[derive(Debug)]
pub(super) struct ExpectedLtv {
    pub(super) revenue: Vec<f64>,
    pub(super) net: Vec<f64>,
}

impl<'a> Expected<'a> {
    /// Nothing yet; the cohorts' revenue is added to what is there.
    pub(super) fn new(
        terms: &Terms,
        values: &Values,
        months: usize,
        width: usize,
        cohorts: &'a mut CohortRevenue,
    ) -> Self {
        let table = || Rows::zeros(months, width);
        let means: Vec<f64> = (0..width).map(|i| values.mean(i)).collect();
        let price_of = |month: usize| -> Vec<f64> {
            let terms = terms.rate.row(month).iter().zip(terms.price_growth.row(month));
            terms.zip(&means).map(|((rate, growth), mean)| rate * mean * growth).collect()
        };
        let price = if terms.rate.is_repeated() && terms.price_growth.is_repeated() {
            Rows::repeated(price_of(0), months)
        } else {
            let mut price = table();
            (0..months).for_each(|month| price.row_mut(month).copy_from_slice(&price_of(month)));
            price
        };
        Self {
            new: table(),
            active: table(),
            churned: table(),
            acquired: Rows::zeros(months + 1, width),
            opening: Rows::zeros(months + 1, width),
            price,
            cohorts,
        }
    }

    /// Adds a cohort of `clients` (their mean, not made whole) that joins in a month, or is there at the start.
    pub(super) fn add_cohort(&mut self, survival: &Rows, acquired: Option<usize>, clients: &[f64]) {
        let from = acquired.unwrap_or(0);
        if acquired.is_some() {
            self.new.add(from, clients);
        }
        let months = self.new.len();
        let mut there = vec![0.0; clients.len()];
        for month in from..=months {
            multiply(clients, survival.row(month - from), &mut there);
            let part = if acquired.is_some() { &mut self.acquired } else { &mut self.opening };
            part.add(month, &there);
            if month < months {
                self.cohorts.add(acquired, month, &there, self.price.row(month));
            }
        }
    }

    /// Adds cohorts of the same `clients` that join in every month: those of one age are the same in all of them.
    pub(super) fn add_alike(&mut self, survival: &Rows, clients: &[f64]) {
        let months = self.new.len();
        let mut there = clients.to_vec();
        let mut acquired = Rows::with_room(months + 1, clients.len());
        // All who are there, and of them those who are there for longer than a month.
        let (mut all, mut older) = (vec![0.0; clients.len()], vec![0.0; clients.len()]);
        for age in 0..=months {
            multiply(clients, survival.row(age), &mut there);
            if age > 0 {
                add(&mut older, &there);
            }
            if age == months {
                break;
            }
            add(&mut all, &there);
            acquired.push(&all);
            for month in age..months {
                self.cohorts.add(Some(month - age), month, &there, self.price.row(month));
            }
        }
        self.new = Rows::repeated(clients.to_vec(), months);
        // Nobody joins after the horizon.
        acquired.push(&older);
        self.acquired = acquired;
    }

    /// What is known once all cohorts are added: all who are active, and those who leave, who are fewer a month later.
    pub(super) fn close(&mut self) {
        let (months, width) = (self.new.len(), self.new.row(0).len());
        let mut churned = Rows::with_room(months, width);
        let (mut left, mut of_opening) = (vec![0.0; width], vec![0.0; width]);
        for month in 0..months {
            left.copy_from_slice(self.acquired.row(month));
            if month + 1 < months {
                add(&mut left, self.new.row(month + 1));
            }
            subtract(&mut left, self.acquired.row(month + 1));
            if !self.opening.is_repeated() {
                self.active.row_mut(month).copy_from_slice(self.acquired.row(month));
                self.active.add(month, self.opening.row(month));
                // Apart, so that nobody leaves exactly where nobody does.
                of_opening.copy_from_slice(self.opening.row(month));
                subtract(&mut of_opening, self.opening.row(month + 1));
                add(&mut left, &of_opening);
            }
            churned.push(&left);
        }
        self.churned = churned;
    }

    /// Those who are active.
    pub(super) fn active(&self) -> &Rows {
        if self.opening.is_repeated() { &self.acquired } else { &self.active }
    }

    /// Orders and money that these clients mean.
    pub(super) fn settle(&self, terms: &Terms, months: usize, width: usize) -> ExpectedMoney {
        let shares = terms.goods_share.iter().zip(&terms.tax_share);
        let kept: Vec<f64> = shares.map(|(goods, tax)| 1.0 - goods - tax).collect();
        let revenue = Rows::product(self.active(), &self.price);
        let mut money = ExpectedMoney {
            orders: Rows::product(self.active(), &terms.rate).first(months),
            contribution: Rows::product(&revenue, &Rows::repeated(kept, months)),
            revenue,
            servicing: Rows::product(self.active(), &terms.servicing).first(months),
            ad_spend: Rows::product(&self.new, &terms.cac),
            acquired_revenue: vec![0.0; width],
        };
        for month in 0..months {
            let contribution = money.contribution.row_mut(month);
            subtract(contribution, money.servicing.row(month));
            subtract(contribution, money.ad_spend.row(month));
            add_product(&mut money.acquired_revenue, self.acquired.row(month), self.price.row(month));
        }
        money
    }
}

/// Expected orders and money of a segment: months by trials, or by trial over the horizon.
#[derive(Debug)]
pub(super) struct ExpectedMoney {
    pub(super) orders: Rows,
    pub(super) revenue: Rows,
    /// Profit before fixed costs and profit tax.
    pub(super) contribution: Rows,
    pub(super) servicing: Rows,
    pub(super) ad_spend: Rows,
    pub(super) acquired_revenue: Vec<f64>,
}

/// Expected LTV of a client who joins in a month.
pub(super) fn expected_ltv(
    terms: &Terms,
    values: &Values,
    hazards: &Hazards,
    joined: usize,
    lifetime_months: usize,
    width: usize,
) -> ExpectedLtv {
    let (mut revenue, mut net) = (vec![0.0; width], vec![0.0; width]);
    // `weight` is discount times survival.
    let (mut weight, mut month_revenue) = (vec![1.0; width], vec![0.0; width]);
    let means: Vec<f64> = (0..width).map(|i| values.mean(i)).collect();
    for k in 0..lifetime_months {
        multiply(&weight, terms.rate.row(joined + k), &mut month_revenue);
        multiply_by(&mut month_revenue, &means);
        multiply_by(&mut month_revenue, terms.price_growth.row(joined + k));
        add(&mut revenue, &month_revenue);
        add_product(&mut net, &terms.margin_share, &month_revenue);
        subtract_product(&mut net, &weight, terms.servicing.row(joined + k));
        survive(&mut weight, hazards.at(k));
        multiply_by(&mut weight, &terms.monthly_discount);
    }
    subtract(&mut net, terms.cac.row(joined));
    ExpectedLtv { revenue, net }
}
