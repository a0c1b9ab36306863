//! A segment's part: every cohort's clients, as one client's cumulants times how many there are.

use super::client::{Client, Life, Prices, client};
use super::even;
use super::order::OrderMass;
use super::total::{Counts, Total};
use crate::engine::hazards;
use crate::engine::outcome::Rows;
use crate::engine::parameters::Parameters;
use crate::engine::terms::Terms;
use crate::math::lanes::{LANES, load};
use crate::math::vectors::in_vectors;
use crate::model::behaviour::{OrderValue, Orders};
use crate::model::quantity::{Quantity, QuantityId};
use crate::model::scenario::{Scenario, Segment};

/// A segment ready to be asked for any block's trials.
#[derive(Debug)]
pub(super) struct SegmentLaw<'a> {
    scenario: &'a Scenario,
    segment: &'a Segment,
    order: OrderMass<'a>,
    /// Whether every month is alike to a client.
    even: bool,
    scale: f64,
}

impl<'a> SegmentLaw<'a> {
    pub(super) fn new(scenario: &'a Scenario, segment: &'a Segment, scale: f64) -> Self {
        let subscription = matches!(segment.orders, Orders::Subscription);
        let order = OrderMass::new(&segment.order_value, subscription);
        Self { scenario, segment, order, even: is_even(scenario, segment), scale }
    }

    /// The largest order value of a block, where all orders are worth the same: totals then move in steps of it.
    pub(super) fn largest_step(&self, parameters: &Parameters) -> f64 {
        let OrderValue::Fixed(value) = self.segment.order_value else { return 0.0 };
        parameters.of(value).iter().fold(0.0, |largest, &value| value.max(largest))
    }

    /// Adds the segment's clients to the totals of a block, [`LANES`] trials each.
    pub(super) fn add<const FOURTH: bool>(&self, parameters: &Parameters, totals: &mut [Total]) {
        let (segment, months) = (self.segment, self.scenario.months);
        let new = self.new_clients(parameters);
        let hazards = |tenure| hazard_rows(segment, parameters, tenure, months);
        let of_block = OfBlock {
            law: self,
            parameters,
            terms: Terms::new(self.scenario, segment, parameters, months),
            of_new: new.iter().any(Option::is_some).then(|| hazards(0)),
            of_opening: segment.opening.iter().map(|cohort| hazards(cohort.tenure_months)).collect(),
            new,
        };
        if FOURTH {
            of_block.add::<true>(totals);
        } else {
            add_in_vectors(&of_block, totals);
        }
    }

    /// Clients who join in each month, not made whole; none where no trial of the block has any.
    fn new_clients(&self, parameters: &Parameters) -> Vec<Option<Vec<f64>>> {
        let moved = self.scenario.market.as_ref().is_some_and(|market| market.acts_on.acquisition());
        let of_month = |(month, id): (usize, &QuantityId)| {
            let mut counts: Vec<f64> = parameters.of(*id).iter().map(|count| count * self.scale).collect();
            if let (true, Some(factors)) = (moved, parameters.market(month)) {
                for (count, factor) in counts.iter_mut().zip(factors) {
                    *count *= factor;
                }
            }
            counts.iter().any(|&count| count != 0.0).then_some(counts)
        };
        self.segment.new_clients.iter().enumerate().map(of_month).collect()
    }
}

/// A segment in a block: everything that its trials need, a row a month.
#[derive(Debug)]
struct OfBlock<'a> {
    law: &'a SegmentLaw<'a>,
    parameters: &'a Parameters,
    terms: Terms,
    /// Clients who join in each month; none where no trial has any.
    new: Vec<Option<Vec<f64>>>,
    of_new: Option<Rows>,
    of_opening: Vec<Rows>,
}

in_vectors! {
    /// Adds the segment's clients to the totals, up to the third cumulant.
    fn add_in_vectors(of_block: &OfBlock, totals: &mut [Total]) {
        of_block.add::<false>(totals);
    }
}

impl OfBlock<'_> {
    #[inline(always)]
    fn add<const FOURTH: bool>(&self, totals: &mut [Total]) {
        let (segment, months) = (self.law.segment, self.law.scenario.months);
        let mut clients: Vec<Client> = Vec::with_capacity(months);
        for (chunk, total) in totals.iter_mut().enumerate() {
            let from = chunk * LANES;
            let prices = self.prices(from);
            for (opening, hazards) in segment.opening.iter().zip(&self.of_opening) {
                let client = client::<FOURTH>(&prices, &Life::of(hazards, from), 0);
                let counts = Counts::new(load(self.parameters.of(opening.clients), from));
                total.add(&counts, &client, &[0.0; LANES]);
            }
            let Some(hazards) = &self.of_new else { continue };
            let life = Life::of(hazards, from);
            if self.law.even && !FOURTH {
                even::fill_clients(&prices, &life, &mut clients);
            }
            for (month, counts) in self.new.iter().enumerate() {
                let Some(counts) = counts else { continue };
                let (counts, cac) = (Counts::new(load(counts, from)), load(self.terms.cac.row(month), from));
                match clients.get(months - 1 - month) {
                    Some(client) => total.add(&counts, client, &cac),
                    None => total.add(&counts, &client::<FOURTH>(&prices, &life, month), &cac),
                }
            }
        }
    }

    #[inline(always)]
    fn prices(&self, from: usize) -> Prices {
        let (terms, parameters) = (&self.terms, self.parameters);
        let months = self.law.scenario.months;
        let mass = self.law.order.of(parameters, from);
        let (goods, tax) = (load(&terms.goods_share, from), load(&terms.tax_share, from));
        let mut prices = Prices {
            before: Vec::with_capacity(months + 1),
            servicing: Vec::with_capacity(months + 1),
            keep: std::array::from_fn(|l| 1.0 - goods[l] - tax[l]),
            unlike: match self.law.segment.orders {
                Orders::GammaPoisson { shape, .. } => {
                    load(parameters.of(shape), from).map(|shape| 1.0 / shape)
                }
                Orders::Subscription | Orders::Poisson { .. } => [0.0; LANES],
            },
        };
        let (mut before, mut servicing) = ([[0.0; LANES]; 4], [0.0; LANES]);
        for month in 0..months {
            prices.before.push(before);
            prices.servicing.push(servicing);
            let (rate, growth) =
                (load(terms.rate.row(month), from), load(terms.price_growth.row(month), from));
            let of_month = load(terms.servicing.row(month), from);
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
    let mut rows = Rows::zeros(months, parameters.width());
    for month in 0..months {
        rows.row_mut(month).copy_from_slice(&hazards::column(&segment.churn, parameters, tenure + month));
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
