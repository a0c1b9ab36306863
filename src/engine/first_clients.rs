//! The first cohort of clients who leave by hazards, beyond the budget horizon; and one of them a trial.

use super::address::{Addresses, Group};
use super::cohorts::Beyond;
use super::hazards::{Hazards, Moment};
use super::lifetime::{ClientLtv, Lifetime};
use super::orders::draw_orders;
use super::outcome::LtvColumns;
use super::rows::Rows;
use super::values::Values;
use crate::math::columns::{
    add, add_product, divide, multiply, multiply_by, subtract, subtract_product, survive,
};
use crate::math::gamma;
use crate::math::random::Column;
use crate::math::vectors::in_vectors;
use crate::model::behaviour::Orders;
use std::borrow::Cow;

/// What its clients are drawn with.
#[derive(Debug)]
pub(super) struct FirstClients<'a> {
    pub(super) addresses: Addresses,
    pub(super) lifetime: &'a Lifetime<'a>,
    pub(super) hazards: &'a Hazards,
    pub(super) values: &'a Values<'a>,
    pub(super) orders: &'a Orders,
    pub(super) shape: Option<&'a [f64]>,
    /// Tables of the rates, where all trials have the same shape.
    pub(super) masses: Option<&'a gamma::Multiples>,
    /// The share of those who join then who are bound by a contract, by trial.
    pub(super) bound: Option<&'a [f64]>,
}

impl FirstClients<'_> {
    /// The cohort's revenue beyond the budget horizon.
    pub(super) fn revenue_beyond(&self, beyond: &Beyond, width: usize) -> Rows {
        let mut revenue = Rows::with_room(beyond.exposure.len(), width);
        let mut orders = vec![0.0; width];
        for place in 0..beyond.exposure.len() {
            let month = self.lifetime.months + place;
            self.draw_orders(month, beyond.exposure.row(place), &mut orders);
            revenue.push_with(|row| self.draw_revenue(month, Group::First, &orders, row));
        }
        revenue
    }

    /// Orders of a month beyond the horizon.
    fn draw_orders(&self, month: usize, exposure: &[f64], out: &mut [f64]) {
        let address = (self.addresses.orders, self.lifetime.first_trial, Group::First.position(month));
        draw_orders(self.orders, address, exposure, self.lifetime.terms.rate.row(month), out);
    }

    fn draw_revenue(&self, month: usize, group: Group, orders: &[f64], out: &mut [f64]) {
        let position = group.position(month);
        self.values.fill_sums(self.addresses.values, self.lifetime.first_trial, position, orders, out);
        multiply_by(out, self.lifetime.terms.price_growth.row(month));
    }

    /// One client a trial: its life by inversion of the survival function, its own lasting rate, its orders and
    /// their values. With the LTVs comes what the client leaves before CAC.
    pub(super) fn ltv(&self, width: usize) -> ClientLtv {
        let terms = self.lifetime.terms;
        let mut ltv = LtvColumns::zeros(width);
        let first_trial = self.lifetime.first_trial as u64;
        let (mut life, mut rate) = (vec![0.0; width], vec![0.0; width]);
        self.addresses.client.fill(first_trial, 0, &mut life);
        if let Some(shape) = self.shape {
            let mut column = Column::new(self.lifetime.first_trial, width);
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
        for k in 0..self.lifetime.lifetime_months {
            let month = self.lifetime.joined + k;
            // The client is there in month `k` while `S(k) >= u`: with probability `S(k)`.
            if !pick_living(&survival, &life, &rate, &discount, &mut exposure, &mut living) {
                break;
            }
            let address = (self.addresses.client_orders, self.lifetime.first_trial, k as u64);
            draw_orders(self.orders, address, &exposure, self.lifetime.terms.rate.row(month), &mut orders);
            self.values.fill_sums(
                self.addresses.client_values,
                self.lifetime.first_trial,
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
        subtract(&mut ltv.net, terms.cac.row(self.lifetime.joined));
        (ltv, before_cac)
    }

    /// The hazards of one client a trial, some of them bound by a contract, so many months after joining.
    fn hazards_of(&self, k: usize, bound: Option<&[bool]>) -> Cow<'_, [f64]> {
        let moment = Moment::free(k, self.lifetime.joined + k);
        let hazards = self.hazards.at(moment);
        let Some(bound) = bound.filter(|_| Moment { bound: true, ..moment }.is_kept()) else {
            return hazards;
        };
        hazards.iter().zip(bound).map(|(hazard, bound)| if *bound { 0.0 } else { *hazard }).collect()
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
