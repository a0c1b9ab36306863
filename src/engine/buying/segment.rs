//! A segment of such clients in a block of trials.

use super::super::Detail;
use super::super::address::Cohort;
use super::super::cohort_revenue::{CohortRevenue, step_months};
use super::super::cohorts::make_whole;
use super::super::levers::LeverTerms;
use super::super::lifetime::Lifetime;
use super::super::money::{Counts, settle};
use super::super::month_sums::MonthSums;
use super::super::outcome::{ExpectedSegment, SegmentColumns};
use super::super::parameters::Parameters;
use super::super::residual::ResidualSums;
use super::super::rows::Rows;
use super::super::segment::{SegmentPlan, SegmentResult};
use super::super::terms::Terms;
use super::super::values::Values;
use super::check::{CHECKED_TRIALS, Check};
use super::clock::Clocks;
use super::first_cohort::lifetime_columns;
use super::kept::Draft;
use super::plan::{Keys, Plan};
use super::spending::Spending;
use super::sums::{GROUPS, Trial};
use super::tables::Tables;
use crate::math::columns::{are_zero, multiply_by};
use crate::model::behaviour::buying::OrderLaw;
use crate::model::quantity::QuantityId;
use rayon::prelude::*;

/// Trials that one thread draws at once.
const CHUNK_TRIALS: usize = 64;

impl SegmentPlan<'_> {
    /// Draws the segment for a block of trials, and adds what its cohorts pay.
    pub(in crate::engine) fn draw_buying(
        &self,
        (law, ids): (OrderLaw, [QuantityId; 4]),
        parameters: &Parameters,
        first_trial: usize,
        cohorts: &mut CohortRevenue,
    ) -> SegmentResult {
        let (scenario, segment, prepared) = (self.scenario, self.segment, self.prepared);
        let (months, width, all_months) = (scenario.months, parameters.width(), self.months());
        let full = self.run.detail == Detail::Full;
        let levers = LeverTerms::new(scenario, &prepared.levers, parameters, all_months);
        let terms = Terms::new(scenario, segment, parameters, &levers, all_months);
        let clocks = Clocks::new(scenario.start, &terms.rate, levers.churn.as_ref(), all_months, width);
        let values = Values::new(
            &segment.order_value,
            parameters,
            prepared.empirical.as_ref(),
            prepared.values.as_deref(),
        );
        let joining = self.joining(parameters);
        let new = self.whole(&joining, first_trial);
        let seed = self.run.seed;
        let draft = (!full).then(|| prepared.kept.nearest(first_trial, (seed, &new))).flatten();
        let plan = Plan {
            law,
            parameters: ids.map(|id| parameters.of(id)),
            spend: Spending::by_trial(&segment.order_value, parameters),
            known: segment.known.as_ref(),
            chances: prepared.chances.as_deref(),
            clocks: &clocks,
            keys: Keys::of(&self.addresses),
            first_trial,
            months,
            all_months,
            first_month: prepared.first_month,
            new: &new,
            cohort_step: full.then(|| step_months(months)),
            checked: if full && first_trial == 0 { CHECKED_TRIALS } else { 0 },
            draft: draft.as_deref(),
        };
        let chunks = width.div_ceil(CHUNK_TRIALS);
        let chunk = |at: usize| plan.trials(at * CHUNK_TRIALS..((at + 1) * CHUNK_TRIALS).min(width));
        let trials: Vec<Trial> = (0..chunks).into_par_iter().flat_map_iter(chunk).collect();
        let tables = Tables::of(&plan, &trials, &values, self.addresses.values);
        let counts = Counts {
            new: new.clone(),
            returned: Rows::zeros(months, width),
            active: tables.active.clone(),
            churned: tables.churned.clone(),
        };
        let (mut columns, first_revenue) = settle(counts, &terms, months, |group, month, sales| {
            let Some(place) = GROUPS.iter().position(|known| *known == group) else { return false };
            let orders = tables.orders[place].row(month);
            sales.orders.copy_from_slice(orders);
            sales.revenue.copy_from_slice(tables.revenue[place].row(month));
            !are_zero(orders)
        });
        if !full {
            prepared.kept.keep(first_trial, Draft { seed, new, trials });
            return SegmentResult { columns, residuals: Vec::new(), expected: None };
        }
        add_cohorts(&plan, &trials, (&terms, &values), cohorts);
        let lifetime = prepared.first_month.map(|joined| Lifetime {
            terms: &terms,
            first_trial,
            joined,
            lifetime_months: scenario.lifetime_months,
            months,
            infinite_life: infinite_life(law, plan.parameters),
        });
        columns.lifetime = lifetime.as_ref().map(|lifetime| {
            let key = self.addresses.client_values;
            lifetime_columns((&plan, &tables), lifetime, &values, (key, &first_revenue))
        });
        let check = Check {
            plan: &plan,
            terms: &terms,
            values: &values,
            joining: &joining,
            lifetime: lifetime.as_ref(),
            key: self.addresses.values,
        };
        let residuals: Vec<ResidualSums> = check.residuals(&trials, &tables, columns.lifetime.as_ref());
        columns.expected = Some(as_drawn(&columns, &terms));
        SegmentResult { columns, residuals, expected: None }
    }

    /// Clients who join, not made whole, by month.
    fn joining(&self, parameters: &Parameters) -> Rows {
        let moved = self.scenario.market.as_ref().is_some_and(|market| market.acts_on.acquisition());
        let mut rows = Rows::with_room(self.scenario.months, parameters.width());
        for (month, id) in self.segment.new_clients.iter().enumerate() {
            rows.push(&parameters.joining(*id, self.run.scale, moved.then_some(month)));
        }
        rows
    }

    fn whole(&self, joining: &Rows, first_trial: usize) -> Rows {
        let mut new = joining.clone();
        let mut scratch = vec![0.0; joining.row(0).len()];
        for month in 0..joining.len() {
            let counts = (new.row_mut(month), &mut scratch[..]);
            make_whole(&self.addresses, first_trial, Cohort::Acquired(month), counts);
        }
        new
    }
}

/// Adds what was drawn to the table of cohorts.
fn add_cohorts(
    plan: &Plan,
    trials: &[Trial],
    (terms, values): (&Terms, &Values),
    cohorts: &mut CohortRevenue,
) {
    let Some(step) = plan.cohort_step else { return };
    let mut price = vec![0.0; trials.len()];
    for month in 0..plan.months {
        price.copy_from_slice(terms.price_growth.row(month));
        if plan.spend.is_none() {
            let means: Vec<f64> = (0..trials.len()).map(|trial| values.mean(trial)).collect();
            multiply_by(&mut price, &means);
        }
        for period in 0..=month / step + 1 {
            let at = period * plan.months + month;
            let column: Vec<f64> = trials.iter().map(|trial| trial.by_cohort[at]).collect();
            cohorts.add(period.checked_sub(1).map(|period| period * step), month, &column, &price);
        }
    }
}

/// What months' means are taken from where they have no closed form: the draws themselves.
fn as_drawn(columns: &SegmentColumns, terms: &Terms) -> ExpectedSegment {
    let months = columns.new.len();
    let of = |rows: &Rows| MonthSums::of(rows, months);
    ExpectedSegment {
        new: of(&columns.new),
        returned: of(&columns.returned),
        active: of(&columns.active),
        churned: of(&columns.churned),
        orders: of(&columns.orders),
        revenue: of(&columns.revenue),
        cost_of_goods: of(&Rows::product(&columns.revenue, &terms.goods_share)),
        servicing: of(&Rows::product(&columns.active, &columns.servicing_price)),
        ad_spend: of(&columns.ad_spend),
        lever_costs: of(&Rows::product(&columns.active, &columns.lever_price)),
        tax: MonthSums::of_products(&columns.revenue, &terms.tax_share),
        ltv: None,
    }
}

/// 1 where clients are there for ever on average. By Pareto/NBD the mean of `(beta / (beta + t))^s` diverges for `s <= 1`; a life of
/// orders that may each be the last is `1 / (lambda p)` long, which has no mean where `r <= 1` or `a <= 1`.
fn infinite_life(law: OrderLaw, [r, _, third, _]: [&[f64]; 4]) -> Vec<f64> {
    let is_infinite = |(r, third): (&f64, &f64)| match law {
        OrderLaw::ParetoNbd => *third <= 1.0,
        OrderLaw::BgNbd | OrderLaw::MbgNbd => *r <= 1.0 || *third <= 1.0,
    };
    r.iter().zip(third).map(|pair| f64::from(u8::from(is_infinite(pair)))).collect()
}
