//! What grows a year, by month.

use super::parameters::Parameters;
use super::rows::Rows;
use crate::math::{columns, exponential};
use crate::model::quantity::QuantityId;

/// `base (1 + growth)^(t / 12)` for `t = 0 .. months`; without a base, of 1.
pub(super) fn compounded(
    parameters: &Parameters,
    growth: QuantityId,
    base: Option<QuantityId>,
    months: usize,
) -> Rows {
    let width = parameters.width();
    let base = base.map(|base| parameters.of(base));
    if columns::are_zero(parameters.of(growth)) {
        return Rows::repeated(base.map_or_else(|| vec![1.0; width], <[f64]>::to_vec), months);
    }
    let plain = parameters.plain(growth).map(libm::log1p);
    let log_growth = parameters.each(growth, libm::log1p);
    let mut rows = Rows::with_room(months, width);
    for month in 0..months {
        let years = month as f64 / 12.0;
        rows.push_with(|row| {
            if let Some(plain) = plain {
                row.fill(exponential::exp(years * plain));
            } else {
                columns::add_multiple(row, years, &log_growth);
                exponential::exp_all(row);
            }
            if let Some(base) = base {
                columns::multiply_by(row, base);
            }
        });
    }
    rows
}
