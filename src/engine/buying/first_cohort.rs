//! The first cohort for its LTV: its tables, and one client picked at random a trial.

use super::super::lifetime::{ClientLtv, FirstTables, Lifetime};
use super::super::outcome::{LifetimeColumns, LtvColumns};
use super::super::rows::Rows;
use super::super::values::Values;
use super::client::Left;
use super::plan::Plan;
use super::tables::{Tables, table, worth};
use crate::math::columns::{add_product, multiply_by, subtract, subtract_product};
use crate::math::random::Key;

/// One client's months, in a trial.
struct Picked {
    orders: Vec<f64>,
    revenue: Vec<f64>,
    /// 1 in the months in which it is there.
    there: Vec<f64>,
}

/// The LTV columns of the first cohort, whose revenue within the horizon is known.
pub(super) fn lifetime_columns(
    (plan, tables): (&Plan, &Tables),
    lifetime: &Lifetime,
    values: &Values,
    (key, first_revenue): (Key, &Rows),
) -> LifetimeColumns {
    let width = first_revenue.row(0).len();
    let beyond = |rows: &Rows| {
        let mut later = Rows::with_room(plan.all_months - plan.months, width);
        (plan.months..plan.all_months).for_each(|month| later.push(rows.row(month)));
        later
    };
    let mut later_revenue = beyond(&tables.revenue[1]);
    for (place, month) in (plan.months..plan.all_months).enumerate() {
        multiply_by(later_revenue.row_mut(place), lifetime.terms.price_growth.row(month));
    }
    let first = FirstTables {
        active: [&tables.first_active, &beyond(&tables.first_active)],
        revenue: [first_revenue, &later_revenue],
        left: tables.first_active.row(plan.all_months),
    };
    lifetime.columns(&first, client_ltv(plan, lifetime, values, (key, width)))
}

fn client_ltv(plan: &Plan, lifetime: &Lifetime, values: &Values, (key, width): (Key, usize)) -> ClientLtv {
    let (joined, months, terms) = (lifetime.joined, lifetime.lifetime_months, lifetime.terms);
    let picked: Vec<Picked> = (0..width).map(|trial| pick(plan, trial, (joined, months))).collect();
    let orders = table(&picked, months, |client| &client.orders);
    let mut revenue = if plan.spend.is_some() {
        table(&picked, months, |client| &client.revenue)
    } else {
        worth(&orders, values, (key, plan.first_trial), |month| month as u64)
    };
    let there = table(&picked, months, |client| &client.there);
    let mut ltv = LtvColumns::zeros(width);
    let (upkeep, mut discount) = (terms.upkeep(), vec![1.0; width]);
    let (mut before_cac, mut living) = (vec![0.0; width], vec![0.0; width]);
    for k in 0..months {
        let month = joined + k;
        let paid = revenue.row_mut(k);
        multiply_by(paid, terms.price_growth.row(month));
        add_product(&mut ltv.revenue, &discount, paid);
        multiply_by(paid, terms.margin_share.row(month));
        add_product(&mut ltv.margin, &discount, paid);
        living.copy_from_slice(&discount);
        multiply_by(&mut living, there.row(k));
        subtract_product(&mut before_cac, &living, upkeep.row(month));
        multiply_by(&mut discount, &terms.monthly_discount);
    }
    before_cac.iter_mut().zip(&ltv.margin).for_each(|(left, margin)| *left += margin);
    ltv.net.copy_from_slice(&before_cac);
    subtract(&mut ltv.net, terms.cac.row(joined));
    (ltv, before_cac)
}

fn pick(plan: &Plan, trial: usize, (joined, months): (usize, usize)) -> Picked {
    let none = || vec![0.0; months];
    let mut picked = Picked { orders: none(), revenue: none(), there: none() };
    let left = plan.pick(trial, joined, |month, value| {
        if month < joined + months {
            picked.orders[month - joined] += 1.0;
            picked.revenue[month - joined] += value;
        }
    });
    let last = match left {
        Left::In(month) => (month + 1 - joined).min(months),
        Left::Before | Left::Not => months,
    };
    picked.there[..last].fill(1.0);
    picked
}
