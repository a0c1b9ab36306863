//! One block of trials: its parameters, its segments one after the other, and what concerns all of them.

use super::cohort_revenue::CohortRevenue;
use super::growth::compounded;
use super::levers;
use super::outcome::{BLOCK_TRIALS, Block, ExpectedColumns};
use super::parameters::{Parameters, Sampler};
use super::prepared::Prepared;
use super::residual::{ResidualSums, means_are_known, profit_is_checked, profit_is_linear};
use super::rows::Rows;
use super::segment::{SegmentPlan, SegmentResult};
use super::{Detail, Run};
use crate::math::columns::{add, subtract};
use crate::model::scenario::{Scenario, Tax};
use rayon::prelude::*;

/// Everything that is the same for all blocks of a run.
#[derive(Debug)]
pub(super) struct BlockPlan<'a> {
    scenario: &'a Scenario,
    run: Run,
    sampler: Sampler<'a>,
    segments: Vec<SegmentPlan<'a>>,
}

impl<'a> BlockPlan<'a> {
    pub(super) fn new(scenario: &'a Scenario, segments: &'a [Prepared<'a>], run: Run) -> Self {
        let segments: Vec<SegmentPlan> =
            segments.iter().map(|prepared| SegmentPlan::new(scenario, prepared, run)).collect();
        let months = segments.iter().map(SegmentPlan::months).max().unwrap_or(scenario.months);
        Self { scenario, run, sampler: Sampler::new(scenario, run.seed, months), segments }
    }

    /// Blocks of the run.
    pub(super) fn blocks(&self) -> usize {
        self.run.trials.div_ceil(BLOCK_TRIALS)
    }

    /// No revenue by cohort yet, for a tile; of no months where the run does not ask for it.
    pub(super) fn no_cohorts(&self) -> CohortRevenue {
        CohortRevenue::zeros(if self.run.detail == Detail::Full { self.scenario.months } else { 0 })
    }

    /// Draws one block, and adds its expected revenue by cohort. Everything waits for the first one: its segments are
    /// drawn on all threads.
    pub(super) fn draw(&self, index: usize, cohorts: &mut CohortRevenue) -> Block {
        let first_trial = index * BLOCK_TRIALS;
        let width = BLOCK_TRIALS.min(self.run.trials - first_trial);
        let parameters = self.sampler.draw(first_trial, width);
        let results: Vec<SegmentResult> = if index == 0 {
            let draw = |segment: &SegmentPlan| {
                let mut own = self.no_cohorts();
                (segment.draw(&parameters, first_trial, &mut own), own)
            };
            let drawn: Vec<(SegmentResult, CohortRevenue)> = self.segments.par_iter().map(draw).collect();
            let merged = |(result, own): (SegmentResult, CohortRevenue)| {
                cohorts.merge(&own);
                result
            };
            drawn.into_iter().map(merged).collect()
        } else {
            self.segments.iter().map(|segment| segment.draw(&parameters, first_trial, cohorts)).collect()
        };
        let money = &self.scenario.money;
        let fixed_costs =
            compounded(&parameters, money.cost_growth, Some(money.fixed_costs), self.scenario.months);
        let lever_costs = levers::fixed_costs(self.scenario, &parameters, self.scenario.months);
        let mut residuals: Vec<ResidualSums> =
            results.iter().flat_map(|result| result.residuals.iter().copied()).collect();
        if self.run.detail == Detail::Full && profit_is_checked(self.scenario) {
            residuals.extend(profit_residuals(&results, self.scenario.months, width));
        }
        let profit_tax = self.profit_tax(&parameters, &results, [&fixed_costs, &lever_costs], width);
        let expected = (self.run.detail == Detail::Full && means_are_known(self.scenario))
            .then(|| self.expected(&results, [&fixed_costs, &lever_costs], width));
        let segments = results.into_iter().map(|result| result.columns).collect();
        Block { index, width, segments, fixed_costs, lever_costs, profit_tax, residuals, expected }
    }

    /// What the segments and the costs of all let expect of the horizon.
    fn expected(&self, results: &[SegmentResult], costs: [&Rows; 2], width: usize) -> ExpectedColumns {
        let mut revenue = vec![0.0; width];
        let [fixed, levers] = costs.map(Rows::total);
        let mut profit: Vec<f64> = fixed.iter().map(|costs| -costs).collect();
        subtract(&mut profit, &levers);
        for expected in results.iter().filter_map(|result| result.expected.as_ref()) {
            add(&mut revenue, &expected.revenue);
            add(&mut profit, &expected.contribution.total());
        }
        ExpectedColumns { revenue, profit: profit_is_linear(self.scenario).then_some(profit) }
    }

    /// A tax on profit accrues on the calendar year's cumulative profit `C`: a month's tax is
    /// `rate (max(0, C_t) - max(0, C_{t-1}))`, which may be negative; nothing is carried into the next year.
    fn profit_tax(
        &self,
        parameters: &Parameters,
        results: &[SegmentResult],
        costs: [&Rows; 2],
        width: usize,
    ) -> Rows {
        let mut tax = Rows::zeros(self.scenario.months, width);
        let Tax::Profit(rate) = self.scenario.money.tax else { return tax };
        let rate = parameters.of(rate);
        let mut cumulative = vec![0.0f64; width];
        for month in 0..self.scenario.months {
            if month > 0 && self.scenario.start.plus(month).index() == 0 {
                cumulative.fill(0.0);
            }
            let mut earned = vec![0.0; width];
            for result in results {
                add(&mut earned, result.columns.contribution.row(month));
            }
            for costs in costs {
                subtract(&mut earned, costs.row(month));
            }
            let row = tax.row_mut(month);
            for i in 0..width {
                let before = cumulative[i].max(0.0);
                cumulative[i] += earned[i];
                row[i] = rate[i] * (cumulative[i].max(0.0) - before);
            }
        }
        tax
    }
}

/// Costs of all are the same drawn and expected, so they drop out of the residual of profit.
fn profit_residuals(results: &[SegmentResult], months: usize, width: usize) -> Vec<ResidualSums> {
    let sums = (0..months).map(|month| {
        let (mut drawn, mut expected) = (vec![0.0; width], vec![0.0; width]);
        for result in results {
            add(&mut drawn, result.columns.contribution.row(month));
            if let Some(part) = &result.expected {
                add(&mut expected, part.contribution.row(month));
            }
        }
        ResidualSums::of(&drawn, &expected)
    });
    sums.collect()
}
