//! The orders of clients in a month: of a group, or of one client a trial.

use crate::math::columns::multiply;
use crate::math::poisson;
use crate::math::random::{Column, Key};
use crate::model::behaviour::Orders;

/// Orders of a month, from an exposure: as many as clients on a subscription, else Poisson, drawn at the address of a
/// key, the first trial and a position.
pub(super) fn draw_orders(
    law: &Orders,
    (key, first_trial, position): (Key, usize, u64),
    exposure: &[f64],
    rate: &[f64],
    out: &mut [f64],
) {
    if matches!(law, Orders::Subscription) {
        out.copy_from_slice(exposure);
        return;
    }
    let mut column = Column::new(first_trial, out.len());
    column.draw(key, position);
    let mut means = vec![0.0; out.len()];
    multiply(exposure, rate, &mut means);
    poisson::fill_quantiles(&column, &means, out);
}
