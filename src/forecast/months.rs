//! The months of a run, of one segment or of all together, as columns over all trials.

use crate::engine::outcome::{Block, Outcome, SegmentColumns};
use crate::math::columns::add;
use rayon::prelude::*;

/// Whose months.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// All segments, with fixed costs and profit tax.
    All,
    /// One segment, before fixed costs and profit tax.
    Segment(usize),
}

/// Columns over all trials, by month.
#[derive(Debug)]
pub(super) struct Months {
    pub(super) new: Vec<Vec<f64>>,
    pub(super) active: Vec<Vec<f64>>,
    pub(super) churned: Vec<Vec<f64>>,
    pub(super) orders: Vec<Vec<f64>>,
    pub(super) revenue: Vec<Vec<f64>>,
    pub(super) cost_of_goods: Vec<Vec<f64>>,
    pub(super) servicing: Vec<Vec<f64>>,
    pub(super) ad_spend: Vec<Vec<f64>>,
    pub(super) tax: Vec<Vec<f64>>,
    pub(super) fixed_costs: Vec<Vec<f64>>,
    pub(super) profit: Vec<Vec<f64>>,
    pub(super) cumulative_profit: Vec<Vec<f64>>,
}

impl Months {
    pub(super) fn of(outcome: &Outcome, scope: Scope, months: usize) -> Self {
        let by_month = |fill: &(dyn Fn(&Block, usize, &mut [f64]) + Sync)| -> Vec<Vec<f64>> {
            let column = |month| outcome.gather(|block, part| fill(block, month, part));
            (0..months).into_par_iter().map(column).collect()
        };
        let table = |row: Row| {
            by_month(&move |block: &Block, month, part: &mut [f64]| {
                for segment in scope.segments(block) {
                    add(part, row(segment, month));
                }
            })
        };
        let share_of_revenue = |share: Share| {
            by_month(&move |block: &Block, month, part: &mut [f64]| {
                for segment in scope.segments(block) {
                    let terms = segment.revenue.row(month).iter().zip(share(segment));
                    for (sum, (revenue, share)) in part.iter_mut().zip(terms) {
                        *sum += revenue * share;
                    }
                }
            })
        };
        let of_all = |row: BlockRow| match scope {
            Scope::All => {
                by_month(&move |block: &Block, month, part: &mut [f64]| add(part, row(block, month)))
            }
            Scope::Segment(_) => vec![vec![0.0; outcome.trials()]; months],
        };
        let (fixed_costs, profit_tax) = (
            of_all(|block, month| block.fixed_costs.row(month)),
            of_all(|block, month| block.profit_tax.row(month)),
        );
        let mut profit = by_month(&move |block: &Block, month, part: &mut [f64]| {
            for segment in scope.segments(block) {
                segment.add_contribution(month, part);
            }
        });
        let mut tax = share_of_revenue(|segment| &segment.tax_share);
        for month in 0..months {
            for (profit, (fixed, tax)) in
                profit[month].iter_mut().zip(fixed_costs[month].iter().zip(&profit_tax[month]))
            {
                *profit -= fixed + tax;
            }
            add(&mut tax[month], &profit_tax[month]);
        }
        Self {
            new: table(|segment, month| segment.new.row(month)),
            active: table(|segment, month| segment.active.row(month)),
            churned: table(|segment, month| segment.churned.row(month)),
            orders: table(|segment, month| segment.orders.row(month)),
            revenue: table(|segment, month| segment.revenue.row(month)),
            cost_of_goods: share_of_revenue(|segment| &segment.goods_share),
            servicing: table(|segment, month| segment.servicing.row(month)),
            ad_spend: table(|segment, month| segment.ad_spend.row(month)),
            cumulative_profit: running_sums(&profit),
            tax,
            fixed_costs,
            profit,
        }
    }
}

type Row = for<'a> fn(&'a SegmentColumns, usize) -> &'a [f64];
type Share = for<'a> fn(&'a SegmentColumns) -> &'a [f64];
type BlockRow = for<'a> fn(&'a Block, usize) -> &'a [f64];

impl Scope {
    fn segments(self, block: &Block) -> &[SegmentColumns] {
        match self {
            Self::All => &block.segments,
            Self::Segment(place) => &block.segments[place..=place],
        }
    }
}

fn running_sums(columns: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let mut sums: Vec<Vec<f64>> = Vec::with_capacity(columns.len());
    for column in columns {
        let next = match sums.last() {
            Some(last) => last.iter().zip(column).map(|(sum, cell)| sum + cell).collect(),
            None => column.clone(),
        };
        sums.push(next);
    }
    sums
}
