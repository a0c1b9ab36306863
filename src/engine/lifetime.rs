//! The LTV of a segment's first cohort that has clients: of its average, and of one client picked at random.

use super::address::{Addresses, Group};
use super::ages::{AGE_TRIALS, FirstCohort};
use super::cohorts::{Beyond, Book};
use super::hazards::{Hazards, Moment};
use super::orders::draw_orders;
use super::outcome::{LifetimeColumns, LtvColumns};
use super::rows::Rows;
use super::terms::Terms;
use super::values::Values;
use crate::math::columns::{
    add, add_product, divide, multiply, multiply_by, subtract, subtract_product, survive,
};
use crate::math::gamma;
use crate::math::random::Column;
use crate::math::vectors::in_vectors;
use crate::model::behaviour::Orders;
use std::borrow::Cow;

/// What the first cohort is followed with.
#[derive(Debug)]
#[expect(clippy::struct_field_names, reason = "`lifetime_months` is the scenario's own word")]
pub(super) struct Lifetime<'a> {
    pub(super) addresses: Addresses,
    pub(super) terms: &'a Terms,
    pub(super) hazards: &'a Hazards,
    pub(super) values: &'a Values<'a>,
    pub(super) orders: &'a Orders,
    pub(super) shape: Option<&'a [f64]>,
    /// Tables of the rates, where all trials have the same shape.
    pub(super) masses: Option<&'a gamma::Multiples>,
    pub(super) first_trial: usize,
    /// The month of joining.
    pub(super) joined: usize,
    /// The LTV horizon, counted from the month of joining.
    pub(super) lifetime_months: usize,
    /// The budget horizon.
    pub(super) months: usize,
    /// The share of those who join then who are bound by a contract, by trial.
    pub(super) bound: Option<&'a [f64]>,
    /// 1 where the trial's churn lets clients live for ever on average, else 0.
    pub(super) infinite_life: Vec<f64>,
}

/// Whether what was earned repays a cost. What is paid to the last coin is paid, though sums of many terms may come out
/// a few rounding errors below it.
#[inline]
pub fn repays(earned: f64, cost: f64) -> bool {
    earned >= cost * (1.0 - 1e-9)
}

/// The first cohort's clients and revenue, by month since joining: a column a month.
struct Track<'a> {
    active: Vec<&'a [f64]>,
    revenue: Vec<&'a [f64]>,
}

impl Lifetime<'_> {
    /// The LTV columns; `first_revenue` is the first cohort's revenue by month of the budget horizon.
    pub(super) fn columns(&self, book: &Book, beyond: &Beyond, first_revenue: &Rows) -> LifetimeColumns {
        let width = book.left_over.len();
        let later_revenue = self.revenue_beyond(beyond, width);
        let months = 0..self.lifetime_months;
        let track = Track {
            active: months.clone().map(|k| self.column(k, &book.first_active, &beyond.active)).collect(),
            revenue: months.map(|k| self.column(k, first_revenue, &later_revenue)).collect(),
        };
        let (cohort, payback_month, share_beyond) = self.cohort_ltv(&track, width);
        let cac = self.terms.cac.row(self.joined);
        let ltv_to_cac = cohort.net.iter().zip(cac).map(
            |(net, &cac)| {
                if cac > 0.0 { (net + cac) / cac } else { f64::NAN }
            },
        );
        let end = self.joined + self.lifetime_months;
        let by_age = || {
            let first_cohort = FirstCohort {
                active: &track.active,
                left: if end < self.months { book.first_active.row(end) } else { &beyond.left },
                revenue: &track.revenue,
                margin_share: &self.terms.margin_share,
                upkeep: &self.terms.upkeep(),
                joined: self.joined,
            };
            first_cohort.by_age()
        };
        let (client, client_before_cac) = self.client_ltv(width);
        LifetimeColumns {
            ages: (self.first_trial < AGE_TRIALS).then(by_age),
            cac: cac.to_vec(),
            ltv_to_cac: ltv_to_cac.collect(),
            client,
            client_before_cac,
            cohort,
            payback_month,
            share_beyond,
            infinite_life: self.infinite_life.clone(),
        }
    }

    /// A month since joining, from the table of the budget horizon or that of the months beyond it.
    fn column<'a>(&self, k: usize, within: &'a Rows, beyond: &'a Rows) -> &'a [f64] {
        let month = self.joined + k;
        if month < self.months { within.row(month) } else { beyond.row(month - self.months) }
    }

    /// The cohort's revenue beyond the budget horizon.
    fn revenue_beyond(&self, beyond: &Beyond, width: usize) -> Rows {
        let mut revenue = Rows::with_room(beyond.exposure.len(), width);
        let mut orders = vec![0.0; width];
        for place in 0..beyond.exposure.len() {
            let month = self.months + place;
            self.draw_orders(month, beyond.exposure.row(place), &mut orders);
            revenue.push_with(|row| self.draw_revenue(month, Group::First, &orders, row));
        }
        revenue
    }

    /// Orders of a month beyond the horizon.
    fn draw_orders(&self, month: usize, exposure: &[f64], out: &mut [f64]) {
        let address = (self.addresses.orders, self.first_trial, Group::First.position(month));
        draw_orders(self.orders, address, exposure, self.terms.rate.row(month), out);
    }

    fn draw_revenue(&self, month: usize, group: Group, orders: &[f64], out: &mut [f64]) {
        let position = group.position(month);
        self.values.fill_sums(self.addresses.values, self.first_trial, position, orders, out);
        multiply_by(out, self.terms.price_growth.row(month));
    }

    /// The average client's LTV, its payback month and the share of revenue beyond the budget horizon's length.
    fn cohort_ltv(&self, track: &Track, width: usize) -> (LtvColumns, Vec<f64>, Vec<f64>) {
        let terms = self.terms;
        let mut ltv = LtvColumns::zeros(width);
        let mut payback = vec![f64::INFINITY; width];
        let mut beyond = vec![f64::NAN; width];
        let (clients, cac) = (track.active[0], terms.cac.row(self.joined));
        let (mut discount, mut servicing_paid) = (vec![1.0; width], vec![0.0; width]);
        let (mut early, mut earned) = (vec![0.0; width], vec![0.0; width]);
        let (mut cost, mut month_servicing) = (vec![0.0; width], vec![0.0; width]);
        let mut month_margin = vec![0.0; width];
        multiply(cac, clients, &mut cost);
        let (upkeep, even) = (terms.upkeep(), terms.margin_share.is_repeated());
        for k in 0..self.lifetime_months {
            let revenue = track.revenue[k];
            let margin_share = terms.margin_share.row(self.joined + k);
            multiply(track.active[k], upkeep.row(self.joined + k), &mut month_servicing);
            add_product(&mut ltv.revenue, &discount, revenue);
            add_product(&mut servicing_paid, &discount, &month_servicing);
            add_product(&mut earned, margin_share, revenue);
            if !even {
                multiply(margin_share, revenue, &mut month_margin);
                add_product(&mut ltv.margin, &discount, &month_margin);
            }
            subtract(&mut earned, &month_servicing);
            multiply_by(&mut discount, &terms.monthly_discount);
            note_payback(&mut payback, &earned, &cost, (k + 1) as f64);
            if k + 1 == self.months.min(self.lifetime_months) {
                early.copy_from_slice(&ltv.revenue);
            }
        }
        for i in 0..width {
            if clients[i] == 0.0 {
                for column in [&mut ltv.revenue, &mut ltv.margin, &mut ltv.net, &mut payback] {
                    column[i] = f64::NAN;
                }
                continue;
            }
            let revenue = ltv.revenue[i];
            ltv.revenue[i] = revenue / clients[i];
            let margin = if even { terms.margin_share.row(0)[i] * revenue } else { ltv.margin[i] };
            ltv.margin[i] = margin / clients[i];
            ltv.net[i] = ltv.margin[i] - servicing_paid[i] / clients[i] - cac[i];
            if revenue > 0.0 {
                beyond[i] = (revenue - early[i]) / revenue;
            }
        }
        (ltv, payback, beyond)
    }

    /// One client a trial: its life by inversion of the survival function, its own lasting rate, its orders and
    /// their values. With the LTVs comes what the client leaves before CAC.
    fn client_ltv(&self, width: usize) -> (LtvColumns, Vec<f64>) {
        let terms = self.terms;
        let mut ltv = LtvColumns::zeros(width);
        let first_trial = self.first_trial as u64;
        let (mut life, mut rate) = (vec![0.0; width], vec![0.0; width]);
        self.addresses.client.fill(first_trial, 0, &mut life);
        if let Some(shape) = self.shape {
            let mut column = Column::new(self.first_trial, width);
            column.draw(self.addresses.client, 1);
            gamma::fill_multiples(&column, shape, self.masses, &vec![1.0; width], &mut rate);
            divide(&mut rate, shape);
        } else {
            rate.fill(1.0);
        }
        let bound = self.bound.map(|share| {
            let mut u = vec![0.0; width];
            self.addresses.client.fill(first_trial, 2, &mut u);
            u.iter().zip(share).map(|(u, share)| u < share).collect::<Vec<bool>>()
        });
        let (upkeep, even) = (terms.upkeep(), terms.margin_share.is_repeated());
        let mut survival = vec![1.0; width];
        let mut discount = vec![1.0; width];
        let (mut exposure, mut living) = (vec![0.0; width], vec![0.0; width]);
        let (mut orders, mut revenue) = (vec![0.0; width], vec![0.0; width]);
        for k in 0..self.lifetime_months {
            let month = self.joined + k;
            // The client is there in month `k` while `S(k) >= u`: with probability `S(k)`.
            if !pick_living(&survival, &life, &rate, &discount, &mut exposure, &mut living) {
                break;
            }
            let address = (self.addresses.client_orders, self.first_trial, k as u64);
            draw_orders(self.orders, address, &exposure, self.terms.rate.row(month), &mut orders);
            self.values.fill_sums(
                self.addresses.client_values,
                self.first_trial,
                k as u64,
                &orders,
                &mut revenue,
            );
            multiply_by(&mut revenue, terms.price_growth.row(month));
            add_product(&mut ltv.revenue, &discount, &revenue);
            if !even {
                multiply_by(&mut revenue, terms.margin_share.row(month));
                add_product(&mut ltv.margin, &discount, &revenue);
            }
            subtract_product(&mut ltv.net, &living, upkeep.row(month));
            multiply_by(&mut discount, &terms.monthly_discount);
            survive(&mut survival, &self.hazards_of(k, bound.as_deref()));
        }
        if even {
            multiply(terms.margin_share.row(0), &ltv.revenue, &mut ltv.margin);
        }
        let mut before_cac = ltv.net.clone();
        add(&mut before_cac, &ltv.margin);
        ltv.net.copy_from_slice(&before_cac);
        subtract(&mut ltv.net, terms.cac.row(self.joined));
        (ltv, before_cac)
    }
}

impl Lifetime<'_> {
    /// The hazards of one client a trial, some of them bound by a contract, so many months after joining.
    fn hazards_of(&self, k: usize, bound: Option<&[bool]>) -> Cow<'_, [f64]> {
        let moment = Moment::free(k, self.joined + k);
        let hazards = self.hazards.at(moment);
        let Some(bound) = bound.filter(|_| Moment { bound: true, ..moment }.is_kept()) else {
            return hazards;
        };
        hazards.iter().zip(bound).map(|(hazard, bound)| if *bound { 0.0 } else { *hazard }).collect()
    }
}

in_vectors! {
    /// Notes a month as that of payback where it is the first by which what was earned repays the cost.
    fn note_payback(payback: &mut [f64], earned: &[f64], cost: &[f64], month: f64) {
        for ((payback, earned), cost) in payback.iter_mut().zip(earned).zip(cost) {
            let is_first = (*payback == f64::INFINITY) & repays(*earned, *cost);
            *payback = if is_first { month } else { *payback };
        }
    }
}

in_vectors! {
    /// Picks the clients whose life reaches a month: their rates and their discounts, 0 for the others; whether there is
    /// any.
    fn pick_living(
        survival: &[f64],
        life: &[f64],
        rate: &[f64],
        discount: &[f64],
        rates: &mut [f64],
        discounts: &mut [f64],
    ) -> bool {
        let mut any = 0;
        let terms = survival.iter().zip(life).zip(rate.iter().zip(discount));
        for (((survival, life), (rate, discount)), (to_rate, to_discount)) in
            terms.zip(rates.iter_mut().zip(discounts))
        {
            let lives = survival > life;
            *to_rate = if lives { *rate } else { 0.0 };
            *to_discount = if lives { *discount } else { 0.0 };
            any |= i32::from(lives);
        }
        any != 0
    }
}
