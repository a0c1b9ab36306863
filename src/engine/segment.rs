//! One segment of one block of trials: cohorts, orders, revenue, costs, LTV and the self-check's sums.

use super::address::{Addresses, Cohort, Group};
use super::cohort_revenue::CohortRevenue;
use super::cohorts::{Book, Walk};
use super::expectation::{Expected, ExpectedLtv, ExpectedMoney, expected_ltv};
use super::hazards::Hazards;
use super::lifetime::Lifetime;
use super::month_sums::MonthSums;
use super::orders::draw_orders;
use super::outcome::{ExpectedLifetime, ExpectedSegment, SegmentColumns};
use super::parameters::Parameters;
use super::prepared::Prepared;
use super::residual::{Measure, ResidualSums};
use super::rows::Rows;
use super::terms::Terms;
use super::values::Values;
use super::{Detail, Run};
use crate::math::columns::{add, are_zero, multiply_by};
use crate::math::vectors::in_vectors;
use crate::model::behaviour::{Churn, Orders};
use crate::model::scenario::{Scenario, Segment};

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
    scenario: &'a Scenario,
    segment: &'a Segment,
    prepared: &'a Prepared<'a>,
    run: Run,
    addresses: Addresses,
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
        let width = parameters.of(segment.margin).len();
        let all_months = self.months();
        let terms = Terms::new(scenario, segment, parameters, all_months);
        let tenure = segment.opening.iter().map(|cohort| cohort.tenure_months).max().unwrap_or(0);
        let hazards = Hazards::new(&segment.churn, parameters, all_months + tenure);
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
                Orders::Subscription | Orders::Poisson { .. } => None,
            },
            masses: self.prepared.masses.as_deref(),
            first_trial,
            months,
            first_month: self.prepared.first_month,
        };
        let mut expected =
            (self.run.detail == Detail::Full).then(|| Expected::new(&terms, &values, months, width, cohorts));
        let mut book = self.walk_cohorts(&walk, parameters, expected.as_mut(), width);
        let (columns, first_revenue) = self.settle(&mut book, &terms, &values, first_trial, width);
        let mut result = SegmentResult { columns, residuals: Vec::new(), expected: None };
        if let Some(expected) = expected {
            result.columns.lifetime = self.prepared.first_month.map(|joined| {
                let lifetime = Lifetime {
                    addresses: self.addresses,
                    terms: &terms,
                    hazards: &hazards,
                    values: &values,
                    orders: &segment.orders,
                    shape: walk.shape,
                    masses: walk.masses,
                    first_trial,
                    joined,
                    lifetime_months: scenario.lifetime_months,
                    months,
                    infinite_life: infinite_life(&segment.churn, parameters, width),
                };
                lifetime.columns(&book, &walk.follow_beyond(&book, all_months - months), &first_revenue)
            });
            let money = expected.settle(&terms, months, width);
            let ltv = self.prepared.first_month.map(|joined| {
                expected_ltv(&terms, &values, &hazards, joined, scenario.lifetime_months, width)
            });
            result.residuals = residuals(&result.columns, &expected, &money, ltv.as_ref());
            result.expected =
                Some(ExpectedResult { revenue: money.revenue.total(), contribution: money.contribution });
            result.columns.expected = Some(ExpectedSegment {
                new: MonthSums::of(&expected.new, months),
                active: MonthSums::of(expected.active(), months),
                churned: MonthSums::of(&expected.churned, months),
                orders: MonthSums::of(&money.orders, months),
                cost_of_goods: MonthSums::of_products(&money.revenue, &terms.goods_share),
                tax: MonthSums::of_products(&money.revenue, &terms.tax_share),
                revenue: MonthSums::of(&money.revenue, months),
                servicing: MonthSums::of(&money.servicing, months),
                ad_spend: MonthSums::of(&money.ad_spend, months),
                ltv: ltv.map(|ltv| ExpectedLifetime { revenue: ltv.revenue, net: ltv.net }),
            });
        }
        result
    }

    fn walk_cohorts(
        &self,
        walk: &Walk,
        parameters: &Parameters,
        mut expected: Option<&mut Expected>,
        width: usize,
    ) -> Book {
        let months = self.scenario.months;
        let mut book = walk.book(width);
        let mut scratch = vec![0.0; width];
        for (place, opening) in self.segment.opening.iter().enumerate() {
            let mut clients = parameters.of(opening.clients).to_vec();
            if let Some(expected) = expected.as_deref_mut() {
                expected.add_cohort(&walk.hazards.survival(opening.tenure_months, months), None, &clients);
            }
            walk.make_whole(Cohort::Opening(place), &mut clients, &mut scratch);
            walk.follow(Cohort::Opening(place), opening.tenure_months, clients, &mut book);
        }
        let moved = self.scenario.market.as_ref().is_some_and(|market| market.acts_on.acquisition());
        let survival = walk.hazards.survival(0, if expected.is_some() { months } else { 0 });
        let ids = &self.segment.new_clients;
        let alike = !moved && ids.iter().all(|id| *id == ids[0]);
        for (month, id) in ids.iter().enumerate() {
            let mut clients = parameters.joining(*id, self.run.scale, moved.then_some(month));
            if are_zero(&clients) {
                continue;
            }
            if let Some(expected) = expected.as_deref_mut() {
                if !alike {
                    expected.add_cohort(&survival, Some(month), &clients);
                } else if month == 0 {
                    expected.add_alike(&survival, &clients);
                }
            }
            let were_whole = walk.make_whole(Cohort::Acquired(month), &mut clients, &mut scratch);
            match (alike && were_whole, month) {
                (true, 0) => book.new = Rows::repeated(clients.clone(), months),
                (true, _) => {}
                (false, _) => book.new.row_mut(month).copy_from_slice(&clients),
            }
            walk.follow(Cohort::Acquired(month), 0, clients, &mut book);
        }
        walk.close(&mut book);
        if let Some(expected) = expected {
            expected.close();
        }
        book
    }

    /// Orders, revenue and costs of the budget horizon; and the first cohort's revenue by month.
    fn settle(
        &self,
        book: &mut Book,
        terms: &Terms,
        values: &Values,
        first_trial: usize,
        width: usize,
    ) -> (SegmentColumns, Rows) {
        let months = self.scenario.months;
        let table = || Rows::with_room(months, width);
        let (mut orders, mut revenue, mut contribution) = (table(), table(), table());
        let mut first_revenue = table();
        let ad_spend = Rows::product(&book.new, &terms.cac);
        let mut acquired_revenue = vec![0.0; width];
        let column = || vec![0.0; width];
        let (mut group_orders, mut group_revenue, nothing) = (column(), column(), column());
        let (mut month_orders, mut month_revenue) = (column(), column());
        for month in 0..months {
            let rate = terms.rate.row(month);
            month_orders.fill(0.0);
            month_revenue.fill(0.0);
            for group in Group::ALL {
                let exposure = book.exposure[group as usize].row(month);
                let is_first = group == Group::First;
                if are_zero(exposure) {
                    if is_first {
                        first_revenue.push(&nothing);
                    }
                    continue;
                }
                let position = group.position(month);
                let address = (self.addresses.orders, first_trial, position);
                draw_orders(&self.segment.orders, address, exposure, rate, &mut group_orders);
                values.fill_sums(
                    self.addresses.values,
                    first_trial,
                    position,
                    &group_orders,
                    &mut group_revenue,
                );
                multiply_by(&mut group_revenue, terms.price_growth.row(month));
                add(&mut month_orders, &group_orders);
                add(&mut month_revenue, &group_revenue);
                if group != Group::Opening {
                    add(&mut acquired_revenue, &group_revenue);
                }
                if is_first {
                    first_revenue.push(&group_revenue);
                }
            }
            orders.push(&month_orders);
            revenue.push(&month_revenue);
            contribution.push_with(|row| {
                let servicing = [book.active.row(month), terms.servicing.row(month)];
                let shares = [terms.goods_share.as_slice(), &terms.tax_share];
                fill_contribution(row, &month_revenue, shares, servicing, ad_spend.row(month));
            });
        }
        let columns = SegmentColumns {
            new: std::mem::take(&mut book.new),
            active: std::mem::take(&mut book.active),
            churned: std::mem::take(&mut book.churned),
            orders,
            revenue,
            servicing_price: terms.servicing.clone().first(months),
            ad_spend,
            contribution,
            acquired_revenue,
            goods_share: terms.goods_share.clone(),
            tax_share: terms.tax_share.clone(),
            margin_share: terms.margin_share.clone(),
            lifetime: None,
            expected: None,
        };
        (columns, first_revenue)
    }
}

in_vectors! {
    /// A month's profit before fixed costs and profit tax, trial by trial.
    fn fill_contribution(
        out: &mut [f64],
        revenue: &[f64],
        shares: [&[f64]; 2],
        servicing: [&[f64]; 2],
        ad_spend: &[f64],
    ) {
        let ([goods, tax], [active, price]) = (shares, servicing);
        let (shares, costs) = (goods.iter().zip(tax), active.iter().zip(price).zip(ad_spend));
        for (((out, revenue), ((active, price), ad_spend)), (goods, tax)) in
            out.iter_mut().zip(revenue).zip(costs).zip(shares)
        {
            *out = revenue * (1.0 - goods - tax) - active * price - ad_spend;
        }
    }
}

/// The sums of the segment's series, in the order of [`series`](super::residual::series).
fn residuals(
    columns: &SegmentColumns,
    expected: &Expected,
    money: &ExpectedMoney,
    ltv: Option<&ExpectedLtv>,
) -> Vec<ResidualSums> {
    let months = columns.new.len();
    let mut sums = Vec::new();
    for month in 0..months {
        sums.extend(Measure::MONTHLY.map(|measure| {
            let (drawn, expected) = match measure {
                Measure::Active => (&columns.active, expected.active()),
                Measure::Churned => (&columns.churned, &expected.churned),
                Measure::Orders => (&columns.orders, &money.orders),
                _ => (&columns.revenue, &money.revenue),
            };
            ResidualSums::of(drawn.row(month), expected.row(month))
        }));
    }
    sums.extend(Measure::HORIZON.map(|measure| match measure {
        Measure::NewClients => ResidualSums::of(&columns.new.total(), &expected.new.total()),
        Measure::Servicing => ResidualSums::of(&columns.servicing_total(), &money.servicing.total()),
        Measure::AdSpend => ResidualSums::of(&columns.ad_spend.total(), &money.ad_spend.total()),
        Measure::AcquiredRevenue => ResidualSums::of(&columns.acquired_revenue, &money.acquired_revenue),
        _ => ResidualSums::of(&columns.contribution.total(), &money.contribution.total()),
    }));
    if let (Some(lifetime), Some(ltv)) = (&columns.lifetime, ltv) {
        sums.extend(Measure::LTV.map(|measure| match measure {
            Measure::LtvCohortRevenue => ResidualSums::of(&lifetime.cohort.revenue, &ltv.revenue),
            Measure::LtvCohortNet => ResidualSums::of(&lifetime.cohort.net, &ltv.net),
            Measure::LtvClientRevenue => ResidualSums::of(&lifetime.client.revenue, &ltv.revenue),
            _ => ResidualSums::of(&lifetime.client.net, &ltv.net),
        }));
    }
    sums
}

/// 1 where clients live for ever on average: the mean of an sBG life, `sum S(a)`, diverges for `alpha <= 1`.
fn infinite_life(churn: &Churn, parameters: &Parameters, width: usize) -> Vec<f64> {
    match churn {
        Churn::BetaGeometric { alpha, .. } => {
            parameters.of(*alpha).iter().map(|&alpha| f64::from(u8::from(alpha <= 1.0))).collect()
        }
        _ => vec![0.0; width],
    }
}
