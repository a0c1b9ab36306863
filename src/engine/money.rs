//! What clients who come, order and leave mean in money, over the budget horizon.

use super::address::Group;
use super::outcome::SegmentColumns;
use super::rows::Rows;
use super::terms::Terms;
use crate::math::columns::{add, add_product, multiply, multiply_by};
use crate::math::vectors::in_vectors;

/// Clients of a segment, months by trials.
#[derive(Debug)]
pub(super) struct Counts {
    pub(super) new: Rows,
    pub(super) returned: Rows,
    pub(super) active: Rows,
    pub(super) churned: Rows,
}

/// Where a group's orders of a month go, and what they are worth in the first month's prices.
#[derive(Debug)]
pub(super) struct Sales<'a> {
    pub(super) orders: &'a mut [f64],
    pub(super) revenue: &'a mut [f64],
}

/// Orders, revenue and costs of the budget horizon; and the first cohort's revenue by month. What a group buys in a month is asked
/// for once, unless it is nothing.
pub(super) fn settle(
    book: Counts,
    terms: &Terms,
    months: usize,
    mut sell: impl FnMut(Group, usize, Sales) -> bool,
) -> (SegmentColumns, Rows) {
    let width = terms.tax_share.len();
    let table = || Rows::with_room(months, width);
    let (mut orders, mut revenue, mut contribution) = (table(), table(), table());
    let mut first_revenue = table();
    let ad_spend = Rows::product(&book.new, &terms.cac);
    let upkeep = terms.upkeep();
    let column = || vec![0.0; width];
    let (mut acquired_revenue, mut acquired_margin, mut month_acquired) = (column(), column(), column());
    let (mut group_orders, mut group_revenue, nothing) = (column(), column(), column());
    let (mut month_orders, mut month_revenue) = (column(), column());
    for month in 0..months {
        month_orders.fill(0.0);
        month_revenue.fill(0.0);
        month_acquired.fill(0.0);
        for group in Group::ALL {
            let is_first = group == Group::First;
            let sales = Sales { orders: &mut group_orders, revenue: &mut group_revenue };
            if !sell(group, month, sales) {
                if is_first {
                    first_revenue.push(&nothing);
                }
                continue;
            }
            multiply_by(&mut group_revenue, terms.price_growth.row(month));
            add(&mut month_orders, &group_orders);
            add(&mut month_revenue, &group_revenue);
            if matches!(group, Group::First | Group::Later) {
                add(&mut acquired_revenue, &group_revenue);
                add(&mut month_acquired, &group_revenue);
            }
            if is_first {
                first_revenue.push(&group_revenue);
            }
        }
        orders.push(&month_orders);
        revenue.push(&month_revenue);
        if !terms.margin_share.is_repeated() {
            add_product(&mut acquired_margin, &month_acquired, terms.margin_share.row(month));
        }
        contribution.push_with(|row| {
            let upkeep = [book.active.row(month), upkeep.row(month)];
            let shares = [terms.goods_share.row(month), &terms.tax_share];
            fill_contribution(row, &month_revenue, shares, upkeep, ad_spend.row(month));
        });
    }
    if terms.margin_share.is_repeated() {
        multiply(&acquired_revenue, terms.margin_share.row(0), &mut acquired_margin);
    }
    let columns = SegmentColumns {
        new: book.new,
        returned: book.returned,
        active: book.active,
        churned: book.churned,
        orders,
        revenue,
        servicing_price: terms.servicing.clone().first(months),
        lever_price: terms
            .lever_price
            .clone()
            .map_or_else(|| Rows::zeros(months, width), |price| price.first(months)),
        ad_spend,
        contribution,
        acquired_revenue,
        acquired_margin,
        goods_share: terms.goods_share.clone().first(months),
        tax_share: terms.tax_share.clone(),
        lifetime: None,
        expected: None,
    };
    (columns, first_revenue)
}

in_vectors! {
    /// A month's profit before fixed costs and profit tax, trial by trial.
    fn fill_contribution(
        out: &mut [f64],
        revenue: &[f64],
        shares: [&[f64]; 2],
        upkeep: [&[f64]; 2],
        ad_spend: &[f64],
    ) {
        let ([goods, tax], [active, price]) = (shares, upkeep);
        let (shares, costs) = (goods.iter().zip(tax), active.iter().zip(price).zip(ad_spend));
        for (((out, revenue), ((active, price), ad_spend)), (goods, tax)) in
            out.iter_mut().zip(revenue).zip(costs).zip(shares)
        {
            *out = revenue * (1.0 - goods - tax) - active * price - ad_spend;
        }
    }
}
