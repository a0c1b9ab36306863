//! The orders of a group of clients in a month.

use super::address::{Addresses, Group};
use crate::math::poisson;
use crate::math::random::Column;
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
    let mut column = Column::new(first_trial, out.len());
    column.draw(addresses.orders, group.position(month));
    let means: Vec<f64> = exposure.iter().zip(rate).map(|(exposure, rate)| exposure * rate).collect();
    poisson::fill_quantiles(&column, &means, out);
}
