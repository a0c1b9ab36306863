//! The months of a run, of one segment or of all together, as columns over all trials.

use crate::engine::outcome::{Block, Outcome, SegmentColumns};
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
        let by_month = |cell: &(dyn Fn(&Block, usize, usize) -> f64 + Sync)| -> Vec<Vec<f64>> {
            let column = |month: usize| {
                outcome.gather(|block, part| {
                    for (i, out) in part.iter_mut().enumerate() {
                        *out = cell(block, month, i);
                    }
                })
            };
            (0..months).into_par_iter().map(column).collect()
        };
        let table =
            |row: Row| by_month(&move |block: &Block, month, i| sum(block, scope, |s| row(s, month)[i]));
        let revenue = table(|s, t| s.revenue.row(t));
        let share_of_revenue = |share: Share| {
            by_month(&move |block: &Block, month, i| {
                sum(block, scope, |s| s.revenue.row(month)[i] * share(s)[i])
            })
        };
        let cost_of_goods = share_of_revenue(|s| &s.goods_share);
        let mut tax = share_of_revenue(|s| &s.tax_share);
        let fixed_costs = match scope {
            Scope::All => by_month(&|block: &Block, month, i| block.fixed_costs.row(month)[i]),
            Scope::Segment(_) => vec![vec![0.0; outcome.trials()]; months],
        };
        let mut profit =
            by_month(&move |block: &Block, month, i| sum(block, scope, |s| s.contribution(month, i)));
        if scope == Scope::All {
            let profit_tax = by_month(&|block: &Block, month, i| block.profit_tax.row(month)[i]);
            for month in 0..months {
                for i in 0..profit[month].len() {
                    tax[month][i] += profit_tax[month][i];
                    profit[month][i] -= fixed_costs[month][i] + profit_tax[month][i];
                }
            }
        }
        Self {
            new: table(|s, t| s.new.row(t)),
            active: table(|s, t| s.active.row(t)),
            churned: table(|s, t| s.churned.row(t)),
            orders: table(|s, t| s.orders.row(t)),
            servicing: table(|s, t| s.servicing.row(t)),
            ad_spend: table(|s, t| s.ad_spend.row(t)),
            cumulative_profit: running_sums(&profit),
            revenue,
            cost_of_goods,
            tax,
            fixed_costs,
            profit,
        }
    }
}

type Row = for<'a> fn(&'a SegmentColumns, usize) -> &'a [f64];
type Share = for<'a> fn(&'a SegmentColumns) -> &'a [f64];

fn sum(block: &Block, scope: Scope, cell: impl Fn(&SegmentColumns) -> f64) -> f64 {
    match scope {
        Scope::All => block.segments.iter().map(cell).sum(),
        Scope::Segment(place) => cell(&block.segments[place]),
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
