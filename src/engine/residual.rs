//! What the self-check adds up: residuals `X - E[X | parameters, market]`, series by series.
//!
//! The clients' draws are independent between trials in every sampling mode, so residuals are too, and have mean 0.

use crate::math::vectors::in_vectors;
use crate::model::behaviour::{Churn, OrderValue, Orders};
use crate::model::quantity::{Quantity, QuantityId};
use crate::model::scenario::{Lever, Scenario, Segment, Tax};
use serde::{Deserialize, Serialize};

/// Sums over a block's trials of one series' residuals.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ResidualSums {
    /// Trials in which the series exists.
    pub count: f64,
    /// Sum of residuals.
    pub first: f64,
    /// Sum of their squares.
    pub second: f64,
    /// Sum of their cubes.
    pub third: f64,
    /// Largest residual, without sign.
    pub largest: f64,
    /// Largest expected value, without sign.
    pub scale: f64,
}

/// Trials that are added side by side: trial `i` to lane `i % LANES`.
const LANES: usize = 16;

/// The sums of each lane.
#[derive(Default)]
struct Lanes {
    count: [f64; LANES],
    first: [f64; LANES],
    second: [f64; LANES],
    third: [f64; LANES],
    largest: [f64; LANES],
    scale: [f64; LANES],
}

in_vectors! {
    fn add_residuals(drawn: &[f64], expected: &[f64], lanes: &mut Lanes) {
        let ((drawn, drawn_rest), (expected, expected_rest)) =
            (drawn.as_chunks::<LANES>(), expected.as_chunks::<LANES>());
        for (drawn, expected) in drawn.iter().zip(expected) {
            for lane in 0..LANES {
                add_residual(lane, drawn[lane], expected[lane], lanes);
            }
        }
        for (lane, (drawn, expected)) in drawn_rest.iter().zip(expected_rest).enumerate() {
            add_residual(lane, *drawn, *expected, lanes);
        }
    }
}

#[inline(always)]
fn add_residual(lane: usize, drawn: f64, expected: f64, lanes: &mut Lanes) {
    let exists = !drawn.is_nan();
    let residual = if exists { drawn - expected } else { 0.0 };
    let (square, size) = (residual * residual, residual.abs());
    let scale = if exists { expected.abs() } else { 0.0 };
    lanes.count[lane] += if exists { 1.0 } else { 0.0 };
    lanes.first[lane] += residual;
    lanes.second[lane] += square;
    lanes.third[lane] += square * residual;
    lanes.largest[lane] = if size > lanes.largest[lane] { size } else { lanes.largest[lane] };
    lanes.scale[lane] = if scale > lanes.scale[lane] { scale } else { lanes.scale[lane] };
}

impl ResidualSums {
    /// No trial yet.
    pub const NONE: Self = Self { count: 0.0, first: 0.0, second: 0.0, third: 0.0, largest: 0.0, scale: 0.0 };

    /// Sums over a block. A NaN draw does not exist.
    pub(super) fn of(drawn: &[f64], expected: &[f64]) -> Self {
        let mut lanes = Lanes::default();
        add_residuals(drawn, expected, &mut lanes);
        let sum = |of: &[f64; LANES]| of.iter().sum();
        let most = |of: &[f64; LANES]| of.iter().fold(0.0, |most: f64, x| most.max(*x));
        Self {
            count: sum(&lanes.count),
            first: sum(&lanes.first),
            second: sum(&lanes.second),
            third: sum(&lanes.third),
            largest: most(&lanes.largest),
            scale: most(&lanes.scale),
        }
    }

    /// These sums and those of further trials.
    #[must_use]
    pub fn plus(self, other: &Self) -> Self {
        Self {
            count: self.count + other.count,
            first: self.first + other.first,
            second: self.second + other.second,
            third: self.third + other.third,
            largest: self.largest.max(other.largest),
            scale: self.scale.max(other.scale),
        }
    }
}

/// What a tested series is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Active clients of a month.
    Active,
    /// Churned clients of a month.
    Churned,
    /// Orders of a month.
    Orders,
    /// Revenue of a month.
    Revenue,
    /// Clients acquired in the horizon.
    NewClients,
    /// Servicing over the horizon.
    Servicing,
    /// Ad spend over the horizon.
    AdSpend,
    /// Revenue over the horizon of the clients acquired in it.
    AcquiredRevenue,
    /// Profit over the horizon before fixed costs and profit tax.
    Contribution,
    /// Revenue LTV of the cohort's average.
    LtvCohortRevenue,
    /// Net LTV of the cohort's average.
    LtvCohortNet,
    /// Revenue LTV of one client picked at random.
    LtvClientRevenue,
    /// Net LTV of one client picked at random.
    LtvClientNet,
    /// Profit of a month, of all segments.
    Profit,
}

impl Measure {
    /// Those of each month of a segment, in the order of their sums.
    pub const MONTHLY: [Self; 4] = [Self::Active, Self::Churned, Self::Orders, Self::Revenue];
    /// Those of a segment's horizon, in the order of their sums.
    pub const HORIZON: [Self; 5] =
        [Self::NewClients, Self::Servicing, Self::AdSpend, Self::AcquiredRevenue, Self::Contribution];
    /// Those of a segment's LTV, in the order of their sums.
    pub const LTV: [Self; 4] =
        [Self::LtvCohortRevenue, Self::LtvCohortNet, Self::LtvClientRevenue, Self::LtvClientNet];
}

/// One tested series: what, of which segment (none: all), of which month (none: the horizon).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Series {
    /// What it is of.
    pub measure: Measure,
    /// Of which segment; none for all together.
    pub segment: Option<usize>,
    /// Of which month; none for the horizon.
    pub month: Option<usize>,
}

/// The series of a scenario, in the order of a block's sums.
pub fn series(scenario: &Scenario) -> Vec<Series> {
    let mut all = Vec::new();
    for (place, segment) in scenario.segments.iter().enumerate() {
        let segment_series = |measure, month| Series { measure, segment: Some(place), month };
        for month in 0..scenario.months {
            all.extend(Measure::MONTHLY.map(|measure| segment_series(measure, Some(month))));
        }
        all.extend(Measure::HORIZON.map(|measure| segment_series(measure, None)));
        if scenario.first_month(segment).is_some() {
            all.extend(Measure::LTV.map(|measure| segment_series(measure, None)));
        }
    }
    if profit_is_checked(scenario) {
        let profit = |month| Series { measure: Measure::Profit, segment: None, month: Some(month) };
        all.extend((0..scenario.months).map(profit));
    }
    all
}

/// Whether profit is a linear function of counts and revenue: not under a tax on profit.
pub fn profit_is_linear(scenario: &Scenario) -> bool {
    !matches!(scenario.money.tax, Tax::Profit(_))
}

/// Whether the months' profits are checked: where they are linear, and all clients' means are worked out.
pub fn profit_is_checked(scenario: &Scenario) -> bool {
    profit_is_linear(scenario) && means_are_known(scenario)
}

/// Whether the mean of every trial is worked out, given its parameters and market: not of clients who are drawn one by one.
pub fn means_are_known(scenario: &Scenario) -> bool {
    scenario.segments.iter().all(|segment| !segment.orders.are_until_gone())
}

/// Whether a series cannot vary, given the parameters and the market: no client decides anything by chance.
pub fn is_certain(scenario: &Scenario, series: Series) -> bool {
    let of_segment = |segment: &Segment| match series.measure {
        Measure::NewClients | Measure::AdSpend => counts_are_certain(scenario, segment),
        Measure::Active | Measure::Churned | Measure::Servicing => clients_are_certain(scenario, segment),
        Measure::Orders => orders_are_certain(scenario, segment),
        _ => orders_are_certain(scenario, segment) && matches!(segment.order_value, OrderValue::Fixed(_)),
    };
    match series.segment {
        Some(place) => of_segment(&scenario.segments[place]),
        None => scenario.segments.iter().all(of_segment),
    }
}

fn is_number(scenario: &Scenario, id: QuantityId, holds: impl Fn(f64) -> bool) -> bool {
    matches!(scenario.quantities[id.0].law, Quantity::Fixed(value) if holds(value))
}

/// Counts that are whole do not have to be made so.
fn counts_are_certain(scenario: &Scenario, segment: &Segment) -> bool {
    let moved = scenario.market.as_ref().is_some_and(|market| market.acts_on.acquisition());
    let whole = |id: &QuantityId| is_number(scenario, *id, |count| count.fract() == 0.0);
    !moved && segment.new_clients.iter().all(whole) && segment.opening.iter().all(|o| whole(&o.clients))
}

fn clients_are_certain(scenario: &Scenario, segment: &Segment) -> bool {
    let decides =
        |lever: &Lever| lever.churn.is_some() || lever.win_back.is_some() || lever.annual_contract.is_some();
    let place = scenario.segments.iter().position(|other| other.name == segment.name);
    if place.is_some_and(|place| scenario.levers_of(place).into_iter().any(decides)) {
        return false;
    }
    let certain = |id: &QuantityId| is_number(scenario, *id, |share| share == 0.0 || share == 1.0);
    counts_are_certain(scenario, segment)
        && match &segment.churn {
            Churn::Constant(share) => certain(share),
            Churn::Hazard(curve) => curve.iter().all(certain),
            Churn::DiscreteWeibull { q, .. } => certain(q),
            Churn::BetaGeometric { .. } | Churn::ByOrders => false,
        }
}

fn orders_are_certain(scenario: &Scenario, segment: &Segment) -> bool {
    clients_are_certain(scenario, segment) && matches!(segment.orders, Orders::Subscription)
}
