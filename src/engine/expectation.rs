//! The closed forms that a run checks itself against: means given a trial's parameters and market path.
//!
//! A client who joined at `c` is active in `t` with probability `S(t - c)`, leaves at its end with `S(t - c) h(t - c)`,
//! orders `rate_t` times (a lasting rate has mean one and is independent of life), and an order is worth its mean.
//! So every mean is a sum over cohorts of counts times survival, times the month's terms.

use super::cohort_revenue::CohortRevenue;
use super::hazards::Hazards;
use super::outcome::Rows;
use super::terms::Terms;
use super::values::Values;

/// Expected columns of a segment, months of the budget horizon by trials.
#[derive(Debug)]
pub(super) struct Expected {
    pub(super) new: Rows,
    pub(super) active: Rows,
    pub(super) churned: Rows,
    /// Of the active, those acquired in the horizon.
    acquired_active: Rows,
    /// What an active client pays in a month.
    price: Rows,
    /// Revenue by the period of joining, summed over trials.
    pub(super) cohorts: CohortRevenue,
}

/// Expected LTV of the first cohort's average client (and of one picked at random), by trial.
#[derive(Debug)]
pub(super) struct ExpectedLtv {
    pub(super) revenue: Vec<f64>,
    pub(super) net: Vec<f64>,
}

impl Expected {
    pub(super) fn new(terms: &Terms, values: &Values, months: usize, width: usize) -> Self {
        let table = || Rows::zeros(months, width);
        let mut price = table();
        for month in 0..months {
            let terms = terms.rate.row(month).iter().zip(terms.price_growth.row(month));
            for (i, (cell, (rate, growth))) in price.row_mut(month).iter_mut().zip(terms).enumerate() {
                *cell = rate * values.mean(i) * growth;
            }
        }
        Self {
            new: table(),
            active: table(),
            churned: table(),
            acquired_active: table(),
            price,
            cohorts: CohortRevenue::zeros(months),
        }
    }

    /// Adds a cohort of `clients` (their mean, not made whole) that joins in a month or opens with a tenure.
    pub(super) fn add_cohort(
        &mut self,
        hazards: &Hazards,
        acquired: Option<usize>,
        tenure: usize,
        clients: &[f64],
        months: usize,
    ) {
        let from = acquired.unwrap_or(0);
        if acquired.is_some() {
            self.new.add(from, clients);
        }
        let mut there = clients.to_vec();
        let mut leaving = vec![0.0; clients.len()];
        for month in from..months {
            self.active.add(month, &there);
            self.cohorts.add(acquired, month, &there, self.price.row(month));
            if acquired.is_some() {
                self.acquired_active.add(month, &there);
            }
            let hazard = &hazards.at(tenure + month - from).hazard;
            for ((leaving, there), hazard) in leaving.iter_mut().zip(&mut there).zip(hazard) {
                *leaving = *there * hazard;
                *there -= *leaving;
            }
            self.churned.add(month, &leaving);
        }
    }

    /// Orders and money that these clients mean.
    pub(super) fn settle(
        &self,
        terms: &Terms,
        values: &Values,
        months: usize,
        width: usize,
    ) -> ExpectedMoney {
        let table = || Rows::zeros(months, width);
        let mut money = ExpectedMoney {
            orders: table(),
            revenue: table(),
            contribution: table(),
            servicing: table(),
            ad_spend: table(),
            acquired_revenue: vec![0.0; width],
        };
        for month in 0..months {
            let (rate, growth) = (terms.rate.row(month), terms.price_growth.row(month));
            let (servicing, cac) = (terms.servicing.row(month), terms.cac.row(month));
            let (active, new) = (self.active.row(month), self.new.row(month));
            let acquired = self.acquired_active.row(month);
            for i in 0..width {
                let value = values.mean(i) * growth[i];
                let orders = active[i] * rate[i];
                let (servicing, ad_spend) = (active[i] * servicing[i], new[i] * cac[i]);
                let kept = orders * value * (1.0 - terms.goods_share[i] - terms.tax_share[i]);
                money.orders.row_mut(month)[i] = orders;
                money.revenue.row_mut(month)[i] = orders * value;
                money.contribution.row_mut(month)[i] = kept - servicing - ad_spend;
                money.servicing.row_mut(month)[i] = servicing;
                money.ad_spend.row_mut(month)[i] = ad_spend;
                money.acquired_revenue[i] += acquired[i] * rate[i] * value;
            }
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
    let mut weight = vec![1.0; width];
    for k in 0..lifetime_months {
        let month = joined + k;
        let hazard = &hazards.at(k).hazard;
        for i in 0..width {
            // `weight` is discount times survival.
            let month_revenue =
                weight[i] * terms.rate.row(month)[i] * values.mean(i) * terms.price_growth.row(month)[i];
            revenue[i] += month_revenue;
            net[i] += terms.margin_share[i] * month_revenue - weight[i] * terms.servicing.row(month)[i];
            weight[i] *= (1.0 - hazard[i]) * terms.monthly_discount[i];
        }
    }
    for (net, cac) in net.iter_mut().zip(terms.cac.row(joined)) {
        *net -= cac;
    }
    ExpectedLtv { revenue, net }
}
