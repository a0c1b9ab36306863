//! A segment's part: every cohort's clients, as one client's cumulants times how many there are.

use super::acted::Acted;
use super::client::{Life, Prices, client};
use super::even::{self, Month};
use super::joining::Joining;
use super::order::OrderMass;
use super::total::Total;
use crate::engine::hazards;
use crate::engine::levers::LeverTerms;
use crate::engine::parameters::Parameters;
use crate::engine::rows::Rows;
use crate::engine::terms::Terms;
use crate::math::lanes::{LANES, Lanes, load};
use crate::math::vectors::in_vectors;
use crate::model::behaviour::{Churn, OrderValue, Orders};
use crate::model::quantity::{Quantity, QuantityId};
use crate::model::scenario::{Lever, Scenario, Segment};

/// Where levers change lives, laws are worked out trial by trial, in a time that grows with the square of the months: up
/// to so many of them.
const ACTED_MONTHS_MOST: usize = 36;

/// A segment ready to be asked for any block's trials.
#[derive(Debug)]
pub(super) struct SegmentLaw<'a> {
    scenario: &'a Scenario,
    segment: &'a Segment,
    levers: Vec<&'a Lever>,
    order: OrderMass<'a>,
    /// Whether every month is alike to a client.
    even: bool,
    scale: f64,
}

impl<'a> SegmentLaw<'a> {
    pub(super) fn new(scenario: &'a Scenario, place: usize, scale: f64) -> Self {
        let segment = &scenario.segments[place];
        let subscription = matches!(segment.orders, Orders::Subscription);
        let order = OrderMass::new(&segment.order_value, subscription);
        let levers = scenario.levers_of(place);
        let even = levers.is_empty() && is_even(scenario, segment);
        Self { scenario, segment, levers, order, even, scale }
    }

    /// Whether its laws cost no more than a few of its trials, and are known: not those of clients who are drawn one by one.
    pub(super) fn is_cheap(&self) -> bool {
        if self.segment.orders.are_until_gone() {
            return false;
        }
        let changes_lives = |lever: &&Lever| {
            [lever.churn, lever.win_back, lever.annual_contract, lever.margin].iter().any(Option::is_some)
        };
        self.scenario.months <= ACTED_MONTHS_MOST || !self.levers.iter().any(changes_lives)
    }

    /// The largest order value of a block, where all orders are worth the same: totals then move in steps of it.
    pub(super) fn largest_step(&self, parameters: &Parameters) -> f64 {
        let OrderValue::Fixed(value) = self.segment.order_value else { return 0.0 };
        let largest = parameters.of(value).iter().fold(0.0, |largest, &value| value.max(largest));
        let levers = LeverTerms::new(self.scenario, &self.levers, parameters, self.scenario.months);
        let Some(factors) = levers.order_value else { return largest };
        let rows = (0..factors.len()).map(|month| factors.row(month));
        largest * rows.flatten().fold(1.0, |most: f64, factor| most.max(*factor))
    }

    /// Adds the segment's clients to the totals of a block, [`LANES`] trials each.
    pub(super) fn add<const FOURTH: bool>(&self, parameters: &Parameters, totals: &mut [Total]) {
        let (segment, months) = (self.segment, self.scenario.months);
        if segment.orders.are_until_gone() {
            return;
        }
        let levers = LeverTerms::new(self.scenario, &self.levers, parameters, months);
        let terms = Terms::new(self.scenario, segment, parameters, &levers, months);
        let hazards = |tenure| hazard_rows(segment, parameters, tenure, months);
        let openings = segment.opening.iter().map(|cohort| {
            (Joining::opening(parameters.of(cohort.clients), months), hazards(cohort.tenure_months))
        });
        let mut cohorts: Vec<(Joining, Rows)> = openings.collect();
        let new = Joining::new(self.scenario, segment, self.scale, parameters, &terms.cac);
        if new.is_any() {
            cohorts.push((new, hazards(0)));
        }
        // What is dearer or ordered more often needs no way of its own.
        let changes_lives = levers.churn.is_some() || levers.win_back.is_some() || levers.bound.is_some();
        if changes_lives || levers.margin.is_some() {
            let acted = Acted {
                order: &self.order,
                orders: &segment.orders,
                parameters,
                terms: &terms,
                levers: &levers,
                cohorts: &cohorts,
                hazards: &hazards(0),
            };
            return acted.add(totals);
        }
        let upkeep = terms.upkeep();
        let of_block = OfBlock { law: self, parameters, terms: &terms, upkeep: &upkeep, cohorts };
        if FOURTH {
            add_fourth_in_vectors(&of_block, totals);
        } else {
            add_in_vectors(&of_block, totals);
        }
    }
}

/// A segment in a block: everything that its trials need, a row a month.
#[derive(Debug)]
struct OfBlock<'a> {
    law: &'a SegmentLaw<'a>,
    parameters: &'a Parameters,
    terms: &'a Terms,
    /// What an active client costs.
    upkeep: &'a Rows,
    /// Clients who are alike, with their hazards by age: opening cohorts and those who join.
    cohorts: Vec<(Joining<'a>, Rows)>,
}

in_vectors! {
    /// Adds the segment's clients to the totals, up to the third cumulant.
    fn add_in_vectors(of_block: &OfBlock, totals: &mut [Total]) {
        if of_block.law.even {
            of_block.add_even(totals);
        } else {
            of_block.add::<false>(totals);
        }
    }
}

in_vectors! {
    /// The same with the fourth.
    fn add_fourth_in_vectors(of_block: &OfBlock, totals: &mut [Total]) {
        of_block.add::<true>(totals);
    }
}

impl OfBlock<'_> {
    /// Where every month is alike, up to the third cumulant.
    #[inline(always)]
    fn add_even(&self, totals: &mut [Total]) {
        for (chunk, total) in totals.iter_mut().enumerate() {
            let from = chunk * LANES;
            let month = self.any_month(from);
            for (joining, hazards) in &self.cohorts {
                even::add_cohorts(&month, joining, hazards, from, total);
            }
        }
    }

    #[inline(always)]
    fn add<const FOURTH: bool>(&self, totals: &mut [Total]) {
        for (chunk, total) in totals.iter_mut().enumerate() {
            let from = chunk * LANES;
            let prices = self.prices(from);
            for (joining, hazards) in &self.cohorts {
                let life = Life::of(hazards, from);
                for month in 0..hazards.len() {
                    if let Some((counts, cac)) = joining.at(month, from) {
                        total.add(&counts, &client::<FOURTH>(&prices, &life, month), &cac);
                    }
                }
            }
        }
    }

    /// What is left of revenue after cost of goods and tax.
    #[inline(always)]
    fn keep(&self, from: usize) -> Lanes {
        let (goods, tax) = (load(self.terms.goods_share.row(0), from), load(&self.terms.tax_share, from));
        let mut keep = [1.0; LANES];
        for l in 0..LANES {
            keep[l] = keep[l] - goods[l] - tax[l];
        }
        keep
    }

    /// The inverse of the shape of the clients' own rates; 0 where all order alike.
    #[inline(always)]
    fn unlike(&self, from: usize) -> Lanes {
        let Orders::GammaPoisson { shape, .. } = self.law.segment.orders else { return [0.0; LANES] };
        let mut unlike = load(self.parameters.of(shape), from);
        for unlike in &mut unlike {
            *unlike = 1.0 / *unlike;
        }
        unlike
    }

    /// Where all months are alike, the first of them.
    #[inline(always)]
    fn any_month(&self, from: usize) -> Month {
        let (rate, growth) = (load(self.terms.rate.row(0), from), load(self.terms.price_growth.row(0), from));
        let mut prices = self.law.order.of(self.parameters, from);
        for l in 0..LANES {
            let mut weight = rate[l];
            for price in &mut prices {
                weight *= growth[l];
                price[l] *= weight;
            }
        }
        let servicing = load(self.upkeep.row(0), from);
        Month { prices, servicing, keep: self.keep(from), unlike: self.unlike(from) }
    }

    #[inline(always)]
    fn prices(&self, from: usize) -> Prices {
        let (terms, parameters) = (&self.terms, self.parameters);
        let months = self.law.scenario.months;
        let mass = self.law.order.of(parameters, from);
        let mut prices = Prices {
            before: Vec::with_capacity(months + 1),
            servicing: Vec::with_capacity(months + 1),
            keep: self.keep(from),
            unlike: self.unlike(from),
        };
        let (mut before, mut servicing) = ([[0.0; LANES]; 4], [0.0; LANES]);
        for month in 0..months {
            prices.before.push(before);
            prices.servicing.push(servicing);
            let (rate, growth) =
                (load(terms.rate.row(month), from), load(terms.price_growth.row(month), from));
            let of_month = load(self.upkeep.row(month), from);
            for l in 0..LANES {
                let mut weight = rate[l];
                for (sums, mass) in before.iter_mut().zip(&mass) {
                    weight *= growth[l];
                    sums[l] += weight * mass[l];
                }
                servicing[l] += of_month[l];
            }
        }
        prices.before.push(before);
        prices.servicing.push(servicing);
        prices
    }
}

impl Life {
    #[inline(always)]
    fn of(hazards: &Rows, from: usize) -> Self {
        let months = hazards.len();
        let mut life = Self { there: Vec::with_capacity(months), leaving: Vec::with_capacity(months) };
        let mut there = [1.0; LANES];
        for age in 0..months {
            let mut leaving = load(hazards.row(age), from);
            life.there.push(there);
            for (leaving, there) in leaving.iter_mut().zip(&mut there) {
                *leaving *= *there;
                *there -= *leaving;
            }
            life.leaving.push(leaving);
        }
        life
    }
}

/// The hazards of the months of the horizon, for clients of a tenure.
fn hazard_rows(segment: &Segment, parameters: &Parameters, tenure: usize, months: usize) -> Rows {
    let mut columns = hazards::Columns::new(&segment.churn, parameters);
    if let Churn::Constant(_) = segment.churn {
        return Rows::repeated(columns.at(0), months);
    }
    let mut rows = Rows::with_room(months, parameters.width());
    for month in 0..months {
        rows.push_with(|row| columns.fill(tenure + month, row));
    }
    rows
}

/// Whether order rate, order value and servicing are the same in every month, whatever is drawn.
fn is_even(scenario: &Scenario, segment: &Segment) -> bool {
    let zero = |id: QuantityId| match scenario.quantities[id.0].law {
        Quantity::Fixed(value) => value == 0.0,
        _ => false,
    };
    let market = scenario.market.as_ref().is_some_and(|market| market.acts_on.orders());
    let season = segment.seasonality.iter().any(|&factor| factor != segment.seasonality[0]);
    let rate_moves = (market || season) && !matches!(segment.orders, Orders::Subscription);
    let servicing_moves = !zero(segment.cost_growth) && !zero(segment.servicing);
    zero(segment.growth) && !rate_moves && !servicing_moves
}
