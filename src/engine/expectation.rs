//! The closed forms that a run checks itself against: means given a trial's parameters and market path.
//!
//! A client who joined at `c` is active in `t` with probability `S(t - c)`, leaves at its end with `S(t - c) h(t - c)`,
//! orders `rate_t` times (a lasting rate has mean one and is independent of life), and an order is worth its mean.
//! So every mean is a sum over cohorts of counts times survival, times the month's terms. Of those who have left, the
//! share `w_t` that comes back is a cohort of its own: `R_t = w_t P_t`, `P_{t+1} = P_t - R_t +` those who leave in `t`.

use super::address::Cohort;
use super::cohort_revenue::CohortRevenue;
use super::hazards::{Hazards, Moment};
use super::rows::Rows;
use super::terms::Terms;
use super::values::Values;
use crate::math::columns::{add, add_product, multiply, multiply_by, subtract, subtract_product, survive};

/// Expected columns of a segment, months of the budget horizon by trials.
#[derive(Debug)]
pub(super) struct Expected<'a> {
    pub(super) new: Rows,
    /// Those who come back.
    pub(super) returning: Rows,
    /// Those who are active; zeros where all of them were acquired in the horizon (see [`Expected::active`]).
    active: Rows,
    pub(super) churned: Rows,
    /// Of the active, those acquired in the horizon; one month more than the horizon has.
    acquired: Rows,
    /// And those of the opening book.
    opening: Rows,
    /// And those who have come back.
    returned: Rows,
    /// What an active client pays in a month.
    price: Rows,
    /// Revenue by the period of joining, summed over trials.
    cohorts: &'a mut CohortRevenue,
}

/// Expected LTV of the first cohort's average client (and of one picked at random), by trial.
#[derive(Debug)]
pub(super) struct ExpectedLtv {
    pub(super) revenue: Vec<f64>,
    pub(super) margin: Vec<f64>,
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
            returning: table(),
            active: table(),
            churned: table(),
            acquired: Rows::zeros(months + 1, width),
            opening: Rows::zeros(months + 1, width),
            returned: Rows::zeros(months + 1, width),
            price,
            cohorts,
        }
    }

    /// Adds a cohort of `clients` (their mean, not made whole), which survive from its month on.
    pub(super) fn add_cohort(&mut self, survival: &Rows, cohort: Cohort, clients: &[f64]) {
        let from = cohort.from();
        let (joined, part) = match cohort {
            Cohort::Opening(_) => (None, &mut self.opening),
            Cohort::Acquired(month) | Cohort::Bound(month) => {
                self.new.add(month, clients);
                (Some(month), &mut self.acquired)
            }
            // In the table of cohorts they are of the period in which they come back.
            Cohort::Returned(month) => {
                self.returning.add(month, clients);
                (Some(month), &mut self.returned)
            }
        };
        let months = self.new.len();
        let mut there = vec![0.0; clients.len()];
        for month in from..=months {
            multiply(clients, survival.row(month - from), &mut there);
            part.add(month, &there);
            if month < months {
                self.cohorts.add(joined, month, &there, self.price.row(month));
            }
        }
    }

    /// Adds those who come back, once all others are added: a share of those who have left and have not come back yet.
    pub(super) fn add_returned(&mut self, win_back: &Rows, mut survival: impl FnMut(usize) -> Rows) {
        let (months, width) = (self.new.len(), self.new.row(0).len());
        let (mut pool, mut back) = (vec![0.0; width], vec![0.0; width]);
        for month in 1..months {
            for part in [&self.acquired, &self.opening, &self.returned] {
                add(&mut pool, part.row(month - 1));
                subtract(&mut pool, part.row(month));
            }
            // Those who join in the month are among the acquired of the month.
            add(&mut pool, self.new.row(month));
            multiply(&pool, win_back.row(month), &mut back);
            subtract(&mut pool, &back);
            self.add_cohort(&survival(month), Cohort::Returned(month), &back);
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
        let (mut left, mut apart) = (vec![0.0; width], vec![0.0; width]);
        for month in 0..months {
            left.copy_from_slice(self.acquired.row(month));
            if month + 1 < months {
                add(&mut left, self.new.row(month + 1));
            }
            subtract(&mut left, self.acquired.row(month + 1));
            if self.are_all_acquired() {
                churned.push(&left);
                continue;
            }
            self.active.row_mut(month).copy_from_slice(self.acquired.row(month));
            for part in [&self.opening, &self.returned] {
                if part.is_repeated() {
                    continue;
                }
                self.active.add(month, part.row(month));
                // Apart, so that nobody leaves exactly where nobody does.
                apart.copy_from_slice(part.row(month));
                subtract(&mut apart, part.row(month + 1));
                add(&mut left, &apart);
            }
            if month + 1 < months && !self.returned.is_repeated() {
                add(&mut left, self.returning.row(month + 1));
            }
            churned.push(&left);
        }
        self.churned = churned;
    }

    /// Those who are active.
    pub(super) fn active(&self) -> &Rows {
        if self.are_all_acquired() { &self.acquired } else { &self.active }
    }

    /// Whether there is neither an opening book nor anybody who comes back.
    fn are_all_acquired(&self) -> bool {
        self.opening.is_repeated() && self.returned.is_repeated()
    }

    /// Orders and money that these clients mean.
    pub(super) fn settle(&self, terms: &Terms, months: usize, width: usize) -> ExpectedMoney {
        let kept = |month: usize| -> Vec<f64> {
            let shares = terms.goods_share.row(month).iter().zip(&terms.tax_share);
            shares.map(|(goods, tax)| 1.0 - goods - tax).collect()
        };
        let kept = if terms.goods_share.is_repeated() {
            Rows::repeated(kept(0), months)
        } else {
            let mut rows = Rows::with_room(months, width);
            (0..months).for_each(|month| rows.push(&kept(month)));
            rows
        };
        let revenue = Rows::product(self.active(), &self.price);
        let lever_costs =
            terms.lever_price.as_ref().map(|price| Rows::product(self.active(), price).first(months));
        let mut money = ExpectedMoney {
            orders: Rows::product(self.active(), &terms.rate).first(months),
            contribution: Rows::product(&revenue, &kept),
            lever_costs: lever_costs.unwrap_or_else(|| Rows::zeros(months, width)),
            revenue,
            servicing: Rows::product(self.active(), &terms.servicing).first(months),
            ad_spend: Rows::product(&self.new, &terms.cac),
            acquired_revenue: vec![0.0; width],
        };
        for month in 0..months {
            let contribution = money.contribution.row_mut(month);
            subtract(contribution, money.servicing.row(month));
            subtract(contribution, money.ad_spend.row(month));
            if terms.lever_price.is_some() {
                subtract(contribution, money.lever_costs.row(month));
            }
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
    /// What levers cost for active clients.
    pub(super) lever_costs: Rows,
    pub(super) acquired_revenue: Vec<f64>,
}

/// A client whose LTV is expected.
#[derive(Debug, Clone, Copy)]
pub(super) struct FirstClient<'a> {
    /// The month of joining.
    pub(super) joined: usize,
    /// The LTV horizon.
    pub(super) months: usize,
    /// The share of those who join in a month who are bound by a contract; none where nobody is.
    pub(super) bound: Option<&'a Rows>,
}

/// Expected LTV of a client who joins in a month.
pub(super) fn expected_ltv(
    terms: &Terms,
    values: &Values,
    hazards: &Hazards,
    first: FirstClient,
    width: usize,
) -> ExpectedLtv {
    let table = || vec![0.0; width];
    let mut ltv = ExpectedLtv { revenue: table(), margin: table(), net: table() };
    let means: Vec<f64> = (0..width).map(|i| values.mean(i)).collect();
    let mut add =
        |weight: Vec<f64>, bound| add_expected_ltv(terms, &means, hazards, first, (weight, bound), &mut ltv);
    if let Some(bound) = first.bound {
        let share = bound.row(first.joined);
        add(share.iter().map(|share| 1.0 - share).collect(), false);
        add(share.to_vec(), true);
    } else {
        add(vec![1.0; width], false);
    }
    if terms.margin_share.is_repeated() {
        multiply(terms.margin_share.row(0), &ltv.revenue, &mut ltv.margin);
    }
    subtract(&mut ltv.net, terms.cac.row(first.joined));
    ltv
}

/// Adds what clients of a weight leave before CAC; their margin only where it is not the same share in all months.
fn add_expected_ltv(
    terms: &Terms,
    means: &[f64],
    hazards: &Hazards,
    first: FirstClient,
    (mut weight, bound): (Vec<f64>, bool),
    ltv: &mut ExpectedLtv,
) {
    // `weight` is discount times survival.
    let mut month_revenue = vec![0.0; weight.len()];
    let upkeep = terms.upkeep();
    for k in 0..first.months {
        let month = first.joined + k;
        multiply(&weight, terms.rate.row(month), &mut month_revenue);
        multiply_by(&mut month_revenue, means);
        multiply_by(&mut month_revenue, terms.price_growth.row(month));
        add(&mut ltv.revenue, &month_revenue);
        add_product(&mut ltv.net, terms.margin_share.row(month), &month_revenue);
        if !terms.margin_share.is_repeated() {
            add_product(&mut ltv.margin, terms.margin_share.row(month), &month_revenue);
        }
        subtract_product(&mut ltv.net, &weight, upkeep.row(month));
        survive(&mut weight, &hazards.at(Moment { age: k, month, bound }));
        multiply_by(&mut weight, &terms.monthly_discount);
    }
}
