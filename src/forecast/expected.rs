//! Means of the months' figures, as means of what each trial's parameters and market let expect (conditional Monte
//! Carlo): the clients' chance is not in them.
//!
//! What is drawn and what is expected have the same mean, so a figure's `mean` is taken from the second, whose error is
//! smaller. Every figure that adds up (not ratios) is a sum of months' counts and money, so the months' sums by scramble
//! give the means of quarters, years, the horizon and of all segments together. A tax on profit is not linear: it is
//! taken as drawn, and profit is what is expected before it less that.

use super::lanes::LaneSums;
use super::sampling::REPLICATES;
use super::series::OfPeriod;
use crate::engine::month_sums::MonthSums;
use crate::engine::outcome::{Block, ExpectedSegment};
use crate::math::columns::add_deviations_by_lane;
use std::ops::Range;

/// Sums of a month of a segment: the series up to tax.
const OF_SEGMENT: usize = OfPeriod::Tax as usize + 1;

/// Sums of a month of all: fixed costs, tax on profit, and what levers cost apart from clients.
const OF_ALL: usize = 3;

/// Where a run's expected sums are, among those of a node.
#[derive(Debug, Clone, Copy)]
pub(super) struct ExpectedSums {
    pub(super) months: usize,
    pub(super) segments: usize,
}

impl ExpectedSums {
    /// How many columns there are.
    fn columns(self) -> usize {
        self.months * (self.segments * OF_SEGMENT + OF_ALL)
    }

    /// How many sums there are.
    pub(super) fn len(self) -> usize {
        self.columns() * REPLICATES
    }

    /// The first value of each column: what deviations are taken about. The block is of a full run.
    pub(super) fn pivots(self, block: &Block) -> Vec<f64> {
        let mut pivots = Vec::with_capacity(self.columns());
        let expected = block.segments.iter().filter_map(|segment| segment.expected.as_ref());
        for segment in expected {
            for month in 0..self.months {
                pivots.extend(flows(segment).map(|sums| sums.pivots[month]));
            }
        }
        for month in 0..self.months {
            pivots.extend(of_all(block, month).map(|column| column[0]));
        }
        pivots
    }

    /// Adds a block of a full run.
    pub(super) fn add(self, block: &Block, pivots: &[f64], sums: &mut [f64]) {
        let (sums, _) = sums.as_chunks_mut();
        let mut columns = sums.iter_mut().zip(pivots);
        let expected = block.segments.iter().filter_map(|segment| segment.expected.as_ref());
        for segment in expected {
            for month in 0..self.months {
                for (own, (sums, pivot)) in flows(segment).into_iter().zip(columns.by_ref()) {
                    own.add_to(month, *pivot, block.width, sums);
                }
            }
        }
        for month in 0..self.months {
            for (column, (sums, pivot)) in of_all(block, month).into_iter().zip(columns.by_ref()) {
                add_deviations_by_lane(column, *pivot, sums);
            }
        }
    }
}

/// What concerns all segments, in a month.
fn of_all(block: &Block, month: usize) -> [&[f64]; OF_ALL] {
    [&block.fixed_costs, &block.profit_tax, &block.lever_costs].map(|table| table.row(month))
}

/// What is expected of a segment, in the order of [`OfPeriod::FLOWS`].
fn flows(segment: &ExpectedSegment) -> [&MonthSums; OF_SEGMENT] {
    let ExpectedSegment {
        new,
        returned,
        active,
        churned,
        orders,
        revenue,
        cost_of_goods,
        servicing,
        ad_spend,
        lever_costs,
        tax,
        ltv: _,
    } = segment;
    [new, returned, active, churned, orders, revenue, cost_of_goods, servicing, ad_spend, lever_costs, tax]
}

/// The months' sums of every scope, segments first and then all of them.
#[derive(Debug)]
pub(super) struct ExpectedMonths {
    scopes: Vec<Vec<[LaneSums; OfPeriod::FLOWS.len()]>>,
}

impl ExpectedMonths {
    /// Reads what a run added up.
    pub(super) fn of(place: ExpectedSums, pivots: &[f64], sums: &[f64]) -> Self {
        let column = |place: usize| {
            let mut lanes = [0.0; REPLICATES];
            lanes.copy_from_slice(&sums[place * REPLICATES..(place + 1) * REPLICATES]);
            LaneSums { pivot: pivots[place], lanes }
        };
        let mut all = vec![[LaneSums::ZERO; OfPeriod::FLOWS.len()]; place.months];
        let mut scopes = Vec::new();
        for segment in 0..place.segments {
            let months = (0..place.months).map(|month| {
                let mut flows = [LaneSums::ZERO; OfPeriod::FLOWS.len()];
                for (measure, flow) in flows[..OF_SEGMENT].iter_mut().enumerate() {
                    *flow = column((segment * place.months + month) * OF_SEGMENT + measure);
                    all[month][measure] = all[month][measure].plus(1.0, flow);
                }
                settle(&mut flows);
                flows
            });
            scopes.push(months.collect());
        }
        for (month, flows) in all.iter_mut().enumerate() {
            let of_all = place.months * place.segments * OF_SEGMENT + month * OF_ALL;
            let tax = &mut flows[OfPeriod::Tax as usize];
            *tax = tax.plus(1.0, &column(of_all + 1));
            let levers = &mut flows[OfPeriod::LeverCosts as usize];
            *levers = levers.plus(1.0, &column(of_all + 2));
            flows[OfPeriod::FixedCosts as usize] = column(of_all);
            settle(flows);
        }
        scopes.push(all);
        Self { scopes }
    }

    /// The sums of some months of a scope. Active are those of the first month, and those who join or come back in the
    /// rest.
    pub(super) fn of_months(&self, scope: usize, months: Range<usize>, measure: OfPeriod) -> LaneSums {
        let first = months.start;
        let sums = months.map(|month| {
            let of = |flow: OfPeriod| self.scopes[scope][month][flow as usize];
            match measure {
                OfPeriod::Active if month > first => of(OfPeriod::New).plus(1.0, &of(OfPeriod::Returned)),
                OfPeriod::CumulativeProfit => of(OfPeriod::Profit),
                _ => of(measure),
            }
        });
        sums.reduce(|sum, next| sum.plus(1.0, &next)).unwrap_or(LaneSums::ZERO)
    }
}

/// Profit is what the rest leaves.
fn settle(flows: &mut [LaneSums; OfPeriod::FLOWS.len()]) {
    const COSTS: [OfPeriod; 6] = [
        OfPeriod::CostOfGoods,
        OfPeriod::Servicing,
        OfPeriod::AdSpend,
        OfPeriod::LeverCosts,
        OfPeriod::Tax,
        OfPeriod::FixedCosts,
    ];
    let revenue = flows[OfPeriod::Revenue as usize];
    flows[OfPeriod::Profit as usize] =
        COSTS.iter().fold(revenue, |profit, cost| profit.plus(-1.0, &flows[*cost as usize]));
}
