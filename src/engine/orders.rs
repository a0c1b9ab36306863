//! The orders of a group of clients in a month.

use super::address::{Addresses, Group};
use crate::math::poisson;
use crate::model::behaviour::Orders;

/// Orders of a month, from a group's exposure: as many as clients on a subscription, else Poisson.
pub(super) fn draw_orders(
    law: &Orders,
    addresses: Addresses,
    first_trial: usize,
    (group, month): (Group, usize),
    exposure: &[f64],
    rate: &[f64],
    out: &mut [f64],
) {
    if matches!(law, Orders::Subscription) {
        out.copy_from_slice(exposure);
        return;
    }
    addresses.orders.fill(first_trial as u64, group.position(month), out);
    for ((u, exposure), rate) in out.iter_mut().zip(exposure).zip(rate) {
        *u = poisson::quantile(*u, exposure * rate);
    }
}
