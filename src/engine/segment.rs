//! One segment of one block of trials: cohorts, orders, revenue, costs, LTV and the self-check's sums.

use super::address::{Addresses, Cohort};
use super::checked::{Series, residuals};
use super::cohort_revenue::CohortRevenue;
use super::cohorts::{Book, Walk, make_whole};
use super::expectation::{Expected, ExpectedLtv, ExpectedMoney, FirstClient, expected_ltv};
use super::first_clients::FirstClients;
use super::hazards::{Hazards, Moment};
use super::joining::{Survivals, add_expected};
use super::levers::LeverTerms;
use super::lifetime::{FirstTables, Lifetime};
use super::money::{Counts, settle};
use super::month_sums::MonthSums;
use super::orders::draw_orders;
use super::outcome::{ExpectedLifetime, ExpectedSegment, SegmentColumns};
use super::parameters::Parameters;
use super::prepared::Prepared;
use super::residual::ResidualSums;
use super::rows::Rows;
use super::terms::Terms;
use super::values::Values;
use super::{Detail, Run};
use crate::math::columns::{are_zero, multiply_by, subtract};
use crate::model::behaviour::{Churn, Orders};
use crate::model::scenario::{Lever, Scenario, Segment};

/// A segment's part of a block, and what the self-check expects of it.
#[derive(Debug)]
pub(super) struct SegmentResult {
    pub(super) columns: SegmentColumns,
    /// The sums of the segment's series; empty unless the run asked for them.
    pub(super) residuals: Vec<ResidualSums>,
    /// What the parameters and the market let expect; none unless the run asked for it.
    pub(super) expected: Option<ExpectedResult>,
}

/// A segment's expected part of what concerns all of them.
#[derive(Debug)]
pub(super) struct ExpectedResult {
    /// Contribution to profit, by month.
    pub(super) contribution: Rows,
    /// Revenue over the horizon, by trial.
    pub(super) revenue: Vec<f64>,
}

/// What stays the same over a run for one segment.
#[derive(Debug)]
pub(super) struct SegmentPlan<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) segment: &'a Segment,
    pub(super) prepared: &'a Prepared<'a>,
    pub(super) run: Run,
    pub(super) addresses: Addresses,
}

impl<'a> SegmentPlan<'a> {
    pub(super) fn new(scenario: &'a Scenario, prepared: &'a Prepared<'a>, run: Run) -> Self {
        let segment = prepared.segment;
        Self { scenario, segment, prepared, run, addresses: Addresses::new(run.seed, &segment.name) }
    }

    /// The last month (exclusive) that the segment's draws reach: the budget horizon, and the LTV horizon of its
    /// first cohort where the run wants LTV.
    pub(super) fn months(&self) -> usize {
        match (self.run.detail, self.prepared.first_month) {
            (Detail::Full, Some(first)) => self.scenario.months.max(first + self.scenario.lifetime_months),
            _ => self.scenario.months,
        }
    }

    /// Draws the segment for a block of trials, and adds what its cohorts are expected to pay.
    pub(super) fn draw(
        &self,
        parameters: &Parameters,
        first_trial: usize,
        cohorts: &mut CohortRevenue,
    ) -> SegmentResult {
        let (scenario, segment, months) = (self.scenario, self.segment, self.scenario.months);
        if let Orders::Buying { law, parameters: ids } = segment.orders {
            return self.draw_buying((law, ids), parameters, first_trial, cohorts);
        }
        let width = parameters.of(segment.margin).len();
        let all_months = self.months();
        let mut levers = LeverTerms::new(scenario, &self.prepared.levers, parameters, all_months);
        let terms = Terms::new(scenario, segment, parameters, &levers, all_months);
        let tenure = segment.opening.iter().map(|cohort| cohort.tenure_months).max().unwrap_or(0);
        let infinite_life = infinite_life(&segment.churn, &self.prepared.levers, parameters);
        let hazards = Hazards::new(&segment.churn, parameters, all_months + tenure, levers.churn.take());
        let prepared = self.prepared;
        let values = Values::new(
            &segment.order_value,
            parameters,
            prepared.empirical.as_ref(),
            prepared.values.as_deref(),
        );
        let walk = Walk {
            addresses: self.addresses,
            hazards: &hazards,
            shape: match segment.orders {
                Orders::GammaPoisson { shape, .. } => Some(parameters.of(shape)),
                Orders::Subscription | Orders::Poisson { .. } | Orders::Buying { .. } => None,
            },
            masses: self.prepared.masses.as_deref(),
            first_trial,
            months,
            first_month: self.prepared.first_month,
        };
        let mut expected =
            (self.run.detail == Detail::Full).then(|| Expected::new(&terms, &values, months, width, cohorts));
        let mut book = self.walk_cohorts(&walk, parameters, &levers, expected.as_mut());
        let counts = Counts {
            new: std::mem::take(&mut book.new),
            returned: std::mem::take(&mut book.returned),
            active: std::mem::take(&mut book.active),
            churned: std::mem::take(&mut book.churned),
        };
        let (columns, first_revenue) = settle(counts, &terms, months, |group, month, sales| {
            let exposure = book.exposure[group as usize].row(month);
            if are_zero(exposure) {
                return false;
            }
            let position = group.position(month);
            let address = (self.addresses.orders, first_trial, position);
            draw_orders(&segment.orders, address, exposure, terms.rate.row(month), sales.orders);
            values.fill_sums(self.addresses.values, first_trial, position, sales.orders, sales.revenue);
            true
        });
        let mut result = SegmentResult { columns, residuals: Vec::new(), expected: None };
        if let Some(expected) = expected {
            result.columns.lifetime = self.prepared.first_month.map(|joined| {
                let lifetime = Lifetime {
                    terms: &terms,
                    first_trial,
                    joined,
                    lifetime_months: scenario.lifetime_months,
                    months,
                    infinite_life: infinite_life.clone(),
                };
                let clients = FirstClients {
                    addresses: self.addresses,
                    lifetime: &lifetime,
                    hazards: &hazards,
                    values: &values,
                    orders: &segment.orders,
                    shape: walk.shape,
                    masses: walk.masses,
                    bound: levers.bound.as_ref().map(|share| share.row(joined)),
                };
                let beyond = walk.follow_beyond(&book, all_months - months);
                let first = FirstTables {
                    active: [&book.first_active, &beyond.active],
                    revenue: [&first_revenue, &clients.revenue_beyond(&beyond, width)],
                    left: &beyond.left,
                };
                lifetime.columns(&first, clients.ltv(width))
            });
            let money = expected.settle(&terms, months, width);
            let ltv = self.prepared.first_month.map(|joined| {
                let first =
                    FirstClient { joined, months: scenario.lifetime_months, bound: levers.bound.as_ref() };
                expected_ltv(&terms, &values, &hazards, first, width)
            });
            let series = Series::expected(&expected, &money, ltv.as_ref());
            result.residuals = residuals(&Series::drawn(&result.columns), &series);
            result.columns.expected = Some(month_sums(&expected, &money, &terms, ltv));
            result.expected =
                Some(ExpectedResult { revenue: money.revenue.total(), contribution: money.contribution });
        }
        result
    }

    fn walk_cohorts(
        &self,
        walk: &Walk,
        parameters: &Parameters,
        levers: &LeverTerms,
        mut expected: Option<&mut Expected>,
    ) -> Book {
        let (months, width) = (self.scenario.months, parameters.width());
        let mut book = walk.book(width);
        book.lost = levers.win_back.is_some().then(|| Rows::zeros(months, width));
        let mut scratch = vec![0.0; width];
        for (place, opening) in self.segment.opening.iter().enumerate() {
            let mut clients = parameters.of(opening.clients).to_vec();
            if let Some(expected) = expected.as_deref_mut() {
                let start = Moment::free(opening.tenure_months, 0);
                expected.add_cohort(&walk.hazards.survival(start, months), Cohort::Opening(place), &clients);
            }
            make_whole(
                &self.addresses,
                walk.first_trial,
                Cohort::Opening(place),
                (&mut clients, &mut scratch),
            );
            walk.follow(Cohort::Opening(place), opening.tenure_months, clients, &mut book);
        }
        let moved = self.scenario.market.as_ref().is_some_and(|market| market.acts_on.acquisition());
        let mut joining = Survivals::new(walk.hazards, if expected.is_some() { months } else { 0 });
        let ids = &self.segment.new_clients;
        let alike = !moved && ids.iter().all(|id| *id == ids[0]);
        let alike_expected = alike && walk.hazards.are_of_age_alone() && levers.bound.is_none();
        for (month, id) in ids.iter().enumerate() {
            let mut clients = parameters.joining(*id, self.run.scale, moved.then_some(month));
            if are_zero(&clients) {
                continue;
            }
            let bound_share =
                levers.bound.as_ref().map(|share| share.row(month)).filter(|share| !are_zero(share));
            if let Some(expected) = expected.as_deref_mut() {
                if !alike_expected {
                    add_expected(expected, &mut joining, month, &clients, bound_share);
                } else if month == 0 {
                    expected.add_alike(&joining.of(month, false), &clients);
                }
            }
            let were_whole = make_whole(
                &self.addresses,
                walk.first_trial,
                Cohort::Acquired(month),
                (&mut clients, &mut scratch),
            );
            match (alike && were_whole, month) {
                (true, 0) => book.new = Rows::repeated(clients.clone(), months),
                (true, _) => {}
                (false, _) => book.new.row_mut(month).copy_from_slice(&clients),
            }
            if let Some(share) = bound_share {
                walk.fill_share((self.addresses.bound, month), share, &clients, &mut scratch);
                subtract(&mut clients, &scratch);
                walk.follow(Cohort::Bound(month), 0, scratch.clone(), &mut book);
            }
            walk.follow(Cohort::Acquired(month), 0, clients, &mut book);
        }
        if let Some(win_back) = &levers.win_back {
            walk.follow_returned(win_back, &mut book);
            if let Some(expected) = expected.as_deref_mut() {
                expected.add_returned(win_back, |month| joining.of(month, false).into_owned());
            }
        }
        walk.close(&mut book);
        if let Some(expected) = expected {
            expected.close();
        }
        book
    }
}

/// 1 where clients live for ever on average: the mean of an sBG life, `sum S(a)`, diverges for `alpha <= 1`. What levers
/// multiply the hazards by for good multiplies `alpha`, which decides how fast `S(a)` falls in the end.
fn infinite_life(churn: &Churn, levers: &[&Lever], parameters: &Parameters) -> Vec<f64> {
    let Churn::BetaGeometric { alpha, .. } = churn else { return vec![0.0; parameters.width()] };
    let mut alphas = parameters.of(*alpha).to_vec();
    for factor in levers.iter().filter(|lever| lever.to.is_none()).filter_map(|lever| lever.churn) {
        multiply_by(&mut alphas, parameters.of(factor));
    }
    alphas.into_iter().map(|alpha| f64::from(u8::from(alpha <= 1.0))).collect()
}

/// What is kept of what a segment's parameters let expect.
fn month_sums(
    expected: &Expected,
    money: &ExpectedMoney,
    terms: &Terms,
    ltv: Option<ExpectedLtv>,
) -> ExpectedSegment {
    let months = expected.new.len();
    ExpectedSegment {
        new: MonthSums::of(&expected.new, months),
        returned: MonthSums::of(&expected.returning, months),
        active: MonthSums::of(expected.active(), months),
        churned: MonthSums::of(&expected.churned, months),
        orders: MonthSums::of(&money.orders, months),
        cost_of_goods: if terms.goods_share.is_repeated() {
            MonthSums::of_products(&money.revenue, terms.goods_share.row(0))
        } else {
            MonthSums::of(&Rows::product(&money.revenue, &terms.goods_share), months)
        },
        tax: MonthSums::of_products(&money.revenue, &terms.tax_share),
        revenue: MonthSums::of(&money.revenue, months),
        servicing: MonthSums::of(&money.servicing, months),
        ad_spend: MonthSums::of(&money.ad_spend, months),
        lever_costs: MonthSums::of(&money.lever_costs, months),
        ltv: ltv.map(|ltv| ExpectedLifetime { revenue: ltv.revenue, margin: ltv.margin, net: ltv.net }),
    }
}
