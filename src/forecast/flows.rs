//! How tiles of trials fill the series of their periods, returns and LTV: column by column, each handed over at once.
//!
//! Months add up to quarters, quarters to years, years to the horizon, trial by trial; ratios are taken of the sums.

use super::series::{OfLtv, OfPeriod, Order, Series};
use super::summary::PeriodLabel;
use crate::engine::outcome::{Block, ExpectedLifetime, LifetimeColumns, SegmentColumns, Tile};
use crate::engine::repays;
use crate::math::columns::{add, add_product, subtract};
use crate::math::vectors::in_vectors;
use std::ops::Range;

/// Who takes the columns: a series, its values, and the means that come with them where there are such.
pub(super) type Take<'a> = dyn FnMut(Series, &[f64], Option<&[f64]>) + 'a;

/// What is wanted of a flow.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Want {
    /// It is always a multiple of another, and never looked at.
    #[default]
    Nothing,
    /// All its months are alike.
    FirstMonth,
    All,
}

/// What is wanted of the flows of a scope.
pub(super) type Wanted = [Want; OfPeriod::FLOWS.len()];

/// Room for the columns of some tiles, to be used again for the next ones.
#[derive(Debug)]
pub(super) struct Room {
    width: usize,
    of_month: Flows,
    /// Quarters, years and the horizon.
    longer: [Flows; 3],
    cumulative: Vec<f64>,
    ratio: Vec<f64>,
}

impl Room {
    /// For tiles of so many trials.
    pub(super) fn of(width: usize) -> Self {
        let flows = || Flows::of(width);
        Self {
            width,
            of_month: flows(),
            longer: [flows(), flows(), flows()],
            cumulative: vec![0.0; width],
            ratio: vec![0.0; width],
        }
    }

    /// Makes it ready for a scope of so many trials.
    fn clear(&mut self, width: usize, wanted: Wanted) {
        if self.width != width {
            *self = Self::of(width);
        }
        self.cumulative.fill(0.0);
        for flows in self.longer.iter_mut().chain([&mut self.of_month]) {
            (flows.wanted, flows.is_empty) = (wanted, true);
        }
    }
}

/// Columns of a period of a scope, in the order of [`OfPeriod::FLOWS`]. What is not wanted is never looked at.
#[derive(Debug)]
struct Flows {
    columns: Vec<Vec<f64>>,
    wanted: Wanted,
    is_empty: bool,
}

impl Flows {
    fn of(width: usize) -> Self {
        let columns = vec![vec![0.0; width]; OfPeriod::FLOWS.len()];
        Self { columns, wanted: Wanted::default(), is_empty: true }
    }

    fn column(&self, measure: OfPeriod) -> &[f64] {
        &self.columns[measure as usize]
    }

    fn is_wanted(&self, measure: OfPeriod) -> bool {
        self.wanted[measure as usize] != Want::Nothing
    }

    /// Fills a month of a scope; the months come in order.
    fn fill_month(&mut self, tiles: &[Tile], scope: usize, month: usize) {
        let is_new = |want: Want| want == Want::All || (want == Want::FirstMonth && month == 0);
        let mut start = 0;
        for block in blocks(tiles) {
            let range = start..start + block.width;
            start = range.end;
            for measure in OfPeriod::FLOWS {
                if !is_new(self.wanted[measure as usize]) {
                    continue;
                }
                let part = &mut self.columns[measure as usize][range.clone()];
                fill(part, measure, segments(block, scope), month);
                if scope == block.segments.len() {
                    add_of_all(part, measure, block, month);
                }
            }
        }
        self.is_empty = false;
    }

    /// Adds a later part of the period.
    fn add(&mut self, part: &Self) {
        for measure in OfPeriod::FLOWS {
            let is_wanted = self.is_wanted(measure);
            let own = &mut self.columns[measure as usize];
            match (is_wanted, self.is_empty, measure) {
                (false, ..) => {}
                (_, true, _) => own.copy_from_slice(part.column(measure)),
                (_, _, OfPeriod::Active) => {
                    add(own, part.column(OfPeriod::New));
                    if self.is_wanted(OfPeriod::Returned) {
                        add(&mut self.columns[measure as usize], part.column(OfPeriod::Returned));
                    }
                }
                _ => add(own, part.column(measure)),
            }
        }
        self.is_empty = false;
    }
}

/// A month of a measure, of some segments together.
fn fill(out: &mut [f64], measure: OfPeriod, segments: &[SegmentColumns], month: usize) {
    match (measure, segments) {
        (
            OfPeriod::CostOfGoods
            | OfPeriod::Servicing
            | OfPeriod::LeverCosts
            | OfPeriod::Tax
            | OfPeriod::FixedCosts,
            _,
        ) => {
            out.fill(0.0);
            for segment in segments {
                match measure {
                    OfPeriod::CostOfGoods => {
                        add_product(out, segment.revenue.row(month), segment.goods_share.row(month));
                    }
                    OfPeriod::Servicing => {
                        add_product(out, segment.active.row(month), segment.servicing_price.row(month));
                    }
                    OfPeriod::LeverCosts => {
                        add_product(out, segment.active.row(month), segment.lever_price.row(month));
                    }
                    OfPeriod::Tax => add_product(out, segment.revenue.row(month), &segment.tax_share),
                    _ => {}
                }
            }
        }
        (_, [first, rest @ ..]) => {
            out.copy_from_slice(row(first, measure, month));
            for segment in rest {
                add(out, row(segment, measure, month));
            }
        }
        (_, []) => out.fill(0.0),
    }
}

fn row(segment: &SegmentColumns, measure: OfPeriod, month: usize) -> &[f64] {
    let table = match measure {
        OfPeriod::New => &segment.new,
        OfPeriod::Returned => &segment.returned,
        OfPeriod::Active => &segment.active,
        OfPeriod::Churned => &segment.churned,
        OfPeriod::Orders => &segment.orders,
        OfPeriod::AdSpend => &segment.ad_spend,
        OfPeriod::Profit => &segment.contribution,
        _ => &segment.revenue,
    };
    table.row(month)
}

/// What concerns all segments: fixed costs, levers and tax on profit.
fn add_of_all(out: &mut [f64], measure: OfPeriod, block: &Block, month: usize) {
    let (fixed, tax) = (block.fixed_costs.row(month), block.profit_tax.row(month));
    match measure {
        OfPeriod::FixedCosts => add(out, fixed),
        OfPeriod::LeverCosts => add(out, block.lever_costs.row(month)),
        OfPeriod::Tax => add(out, tax),
        OfPeriod::Profit => {
            for (profit, (fixed, tax)) in out.iter_mut().zip(fixed.iter().zip(tax)) {
                *profit -= fixed + tax;
            }
            subtract(out, block.lever_costs.row(month));
        }
        _ => {}
    }
}

fn blocks(tiles: &[Tile]) -> impl Iterator<Item = &Block> {
    tiles.iter().flat_map(|tile| &tile.blocks)
}

/// Trials in some tiles.
fn width(tiles: &[Tile]) -> usize {
    tiles.iter().map(Tile::width).sum()
}

fn segments(block: &Block, scope: usize) -> &[SegmentColumns] {
    if scope == block.segments.len() { &block.segments } else { &block.segments[scope..=scope] }
}

/// Hands over every series of some tiles that is wanted; flows are told by scope.
pub(super) fn each_series(
    order: &Order,
    wanted: &[Wanted],
    tiles: &[Tile],
    room: &mut Room,
    take: &mut Take,
) {
    for (scope, wanted) in wanted.iter().enumerate() {
        room.clear(width(tiles), *wanted);
        each_of_scope(order, tiles, scope, room, take);
    }
}

/// Hands over the series of one scope that are wanted.
pub(super) fn each_of_one(order: &Order, wanted: Wanted, tiles: &[Tile], scope: usize, take: &mut Take) {
    let mut room = Room::of(width(tiles));
    room.clear(width(tiles), wanted);
    each_of_scope(order, tiles, scope, &mut room, take);
}

fn each_of_scope(order: &Order, tiles: &[Tile], scope: usize, room: &mut Room, take: &mut Take) {
    each_period(order, tiles, scope, room, take);
    if scope < order.segments {
        each_of_ltv(tiles, scope, take);
    }
}

/// What tells the longer periods: each is done with the last of its months, and then part of the next longer one.
const IS_OF_KIND: [fn(&PeriodLabel) -> bool; 3] = [
    |label| matches!(label, PeriodLabel::Quarter(_)),
    |label| matches!(label, PeriodLabel::Year(_)),
    |label| matches!(label, PeriodLabel::Horizon(_)),
];

/// The series of the periods of a scope, and its returns.
fn each_period(order: &Order, tiles: &[Tile], scope: usize, room: &mut Room, take: &mut Take) {
    let months = order.periods.iter().take_while(|(label, _)| matches!(label, PeriodLabel::Month(_))).count();
    let Room { of_month, longer, cumulative, ratio, .. } = room;
    for month in 0..months {
        of_month.fill_month(tiles, scope, month);
        add(cumulative, of_month.column(OfPeriod::Profit));
        let of = |measure| Series::OfPeriod { scope, period: month, measure };
        take(of(OfPeriod::CumulativeProfit), cumulative, None);
        each_measure(of_month, ratio, &of, take);
        longer[0].add(of_month);
        for (place, is_of_kind) in IS_OF_KIND.into_iter().enumerate() {
            let ends =
                |(label, range): &(PeriodLabel, Range<usize>)| is_of_kind(label) && range.end == month + 1;
            let Some(period) = order.periods.iter().position(ends) else { break };
            let of = |measure| Series::OfPeriod { scope, period, measure };
            each_measure(&longer[place], ratio, &of, take);
            let (shorter, rest) = longer.split_at_mut(place + 1);
            let done = &mut shorter[place];
            if let Some(next) = rest.first_mut() {
                next.add(done);
                done.is_empty = true;
            }
        }
    }
    each_return(tiles, scope, &longer[2], ratio, take);
    if scope == order.segments {
        let left = of_month.column(OfPeriod::Active).iter().zip(of_month.column(OfPeriod::Churned));
        let left: Vec<f64> = left.map(|(active, churned)| active - churned).collect();
        take(Series::ActiveClientsEnd, &left, None);
    }
}

fn each_measure(flows: &Flows, ratio: &mut [f64], of: &dyn Fn(OfPeriod) -> Series, take: &mut Take) {
    for measure in OfPeriod::FLOWS {
        if flows.is_wanted(measure) {
            take(of(measure), flows.column(measure), None);
        }
    }
    for (measure, above, below) in [
        (OfPeriod::ChurnRate, OfPeriod::Churned, OfPeriod::Active),
        (OfPeriod::Arpu, OfPeriod::Revenue, OfPeriod::Active),
        (OfPeriod::OrderValue, OfPeriod::Revenue, OfPeriod::Orders),
    ] {
        divide(ratio, flows.column(above), flows.column(below));
        take(of(measure), ratio, None);
    }
}

/// What advertising brought back: revenue of the clients acquired in the horizon, and their margin less ad spend, over
/// ad spend; their margin, and ad spend, a client acquired.
fn each_return(tiles: &[Tile], scope: usize, horizon: &Flows, ratio: &mut [f64], take: &mut Take) {
    let (ad_spend, new) = (horizon.column(OfPeriod::AdSpend), horizon.column(OfPeriod::New));
    let (mut revenue, mut earned) = (Vec::with_capacity(ratio.len()), Vec::with_capacity(ratio.len()));
    for block in blocks(tiles) {
        for trial in 0..block.width {
            let of = segments(block, scope).iter();
            revenue.push(of.clone().map(|segment| segment.acquired_revenue[trial]).sum::<f64>());
            earned.push(of.map(|segment| segment.acquired_margin[trial]).sum::<f64>());
        }
    }
    divide(ratio, &revenue, ad_spend);
    take(Series::Roas { scope }, ratio, None);
    divide(ratio, &earned, new);
    take(Series::MarginPerClient { scope }, ratio, None);
    divide(ratio, ad_spend, new);
    take(Series::CacPaid { scope }, ratio, None);
    for (earned, spend) in earned.iter_mut().zip(ad_spend) {
        *earned -= spend;
    }
    divide(ratio, &earned, ad_spend);
    take(Series::Romi { scope }, ratio, None);
}

/// What a trial's parameters and market let expect of a series of LTV.
type Cell = fn(&ExpectedLifetime, &LifetimeColumns, usize) -> f64;

/// The series of a segment's LTV; none where it never has a new client.
fn each_of_ltv(tiles: &[Tile], segment: usize, take: &mut Take) {
    let parts: Option<Vec<(&LifetimeColumns, &SegmentColumns)>> = blocks(tiles)
        .map(|block| block.segments[segment].lifetime.as_ref().map(|l| (l, &block.segments[segment])))
        .collect();
    let Some(parts) = parts else { return };
    let drawn = |column: &dyn Fn(&LifetimeColumns) -> &[f64]| -> Vec<f64> {
        parts.iter().map(|(lifetime, _)| column(lifetime)).collect::<Vec<&[f64]>>().concat()
    };
    let given = |cell: Cell| -> Option<Vec<f64>> {
        let mut column = Vec::new();
        for (lifetime, segment) in &parts {
            let expected = segment.expected.as_ref()?.ltv.as_ref()?;
            column.extend((0..expected.net.len()).map(|trial| cell(expected, lifetime, trial)));
        }
        Some(column)
    };
    let revenue = given(|expected, _, trial| expected.revenue[trial]);
    let margin = given(|expected, _, trial| expected.margin[trial]);
    let net = given(|expected, _, trial| expected.net[trial]);
    let before_cac = given(|expected, lifetime, trial| expected.net[trial] + lifetime.cac[trial]);
    let mut hand = |measure, column: &[f64], given: &Option<Vec<f64>>| {
        // What is expected is not known of clients who are drawn one by one: then it is what was drawn.
        let own = given.is_none().then(|| existing(column));
        take(Series::OfLtv { segment, measure }, column, given.as_deref().or(own.as_deref()));
    };
    let (cac, before) = (drawn(&|l| &l.cac), drawn(&|l| &l.client_before_cac));
    hand(OfLtv::Cac, &cac, &None);
    hand(OfLtv::ClientRevenue, &drawn(&|l| &l.client.revenue), &revenue);
    hand(OfLtv::ClientMargin, &drawn(&|l| &l.client.margin), &margin);
    hand(OfLtv::ClientNet, &drawn(&|l| &l.client.net), &net);
    hand(OfLtv::ClientBeforeCac, &before, &before_cac);
    let repaid = |(before, cac): (&f64, &f64)| holds(repays(*before, *cac), before.is_nan() || cac.is_nan());
    hand(OfLtv::ClientRepays, &before.iter().zip(&cac).map(repaid).collect::<Vec<f64>>(), &None);
    hand(OfLtv::CohortRevenue, &drawn(&|l| &l.cohort.revenue), &revenue);
    hand(OfLtv::CohortMargin, &drawn(&|l| &l.cohort.margin), &margin);
    hand(OfLtv::CohortNet, &drawn(&|l| &l.cohort.net), &net);
    hand(OfLtv::LtvToCac, &drawn(&|l| &l.ltv_to_cac), &None);
    let payback = drawn(&|l| &l.payback_month);
    hand(OfLtv::PaybackMonth, &payback, &None);
    let never = |month: &f64| holds(month.is_infinite(), month.is_nan());
    hand(OfLtv::NeverPaysBack, &payback.iter().map(never).collect::<Vec<f64>>(), &None);
    hand(OfLtv::ShareBeyond, &drawn(&|l| &l.share_beyond), &None);
    hand(OfLtv::InfiniteLife, &drawn(&|l| &l.infinite_life), &None);
}

/// A column with the mean of those trials that have a value where others have none.
fn existing(column: &[f64]) -> Vec<f64> {
    let finite = || column.iter().copied().filter(|value| value.is_finite());
    let mean = finite().sum::<f64>() / finite().count().max(1) as f64;
    column.iter().map(|value| if value.is_finite() { *value } else { mean }).collect()
}

/// 1 where something holds, else 0; NaN where the question does not arise.
fn holds(is: bool, arises_not: bool) -> f64 {
    if arises_not { f64::NAN } else { f64::from(u8::from(is)) }
}

in_vectors! {
    /// A ratio, trial by trial; NaN where there is nothing to divide by.
    fn divide(out: &mut [f64], above: &[f64], below: &[f64]) {
        for ((out, &above), &below) in out.iter_mut().zip(above).zip(below) {
            let ratio = above / below;
            *out = if below == 0.0 { f64::NAN } else { ratio };
        }
    }
}
