//! The figures of a run that has been added up.

use super::expected::ExpectedMonths;
use super::figure::Figure;
use super::horizon::Horizon;
use super::lanes::Mean;
use super::layout::Layout;
use super::sampling::Sampling;
use super::series::{OfLtv, OfPeriod, Series};
use super::summary::{Histogram, Period};
use super::tally::Tally;
use crate::model::scenario::Scenario;
use std::collections::BTreeMap;

/// A run on its way to a summary.
#[derive(Debug)]
pub(super) struct Figures<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) tally: &'a Tally,
    pub(super) layout: Layout,
    /// The sums over all trials.
    pub(super) sums: Vec<f64>,
    expected: ExpectedMonths,
    pub(super) trials: usize,
    pub(super) sampling: Sampling,
    /// Of the whole, over the horizon.
    pub(super) horizon: Horizon,
    /// Those of which figures of other periods are multiples, by the places of their series.
    bases: BTreeMap<usize, Figure>,
}

impl<'a> Figures<'a> {
    /// The figures of a run whose revenue and profit over the horizon are known already.
    pub(super) fn of(scenario: &'a Scenario, tally: &'a Tally, horizon: Horizon) -> Self {
        let layout = Layout::of(scenario);
        let (sums, trials) = (tally.sums(&layout), tally.trials());
        let expected = ExpectedMonths::of(layout.expected, &tally.pivots, layout.of_expected(&sums));
        let sampling = Sampling::of(scenario, trials);
        let mut figures = Self {
            scenario,
            tally,
            layout,
            sums,
            expected,
            trials,
            sampling,
            horizon,
            bases: BTreeMap::new(),
        };
        figures.bases = figures.bases_of_others();
        figures
    }

    fn bases_of_others(&self) -> BTreeMap<usize, Figure> {
        let order = &self.layout.order;
        let mut bases = BTreeMap::new();
        for (place, series) in order.all().into_iter().enumerate() {
            let Series::OfPeriod { scope, period, .. } = series else { break };
            let Some(alias) = self.tally.aliases.get(&place).filter(|alias| alias.period != period) else {
                continue;
            };
            let base = Series::OfPeriod { scope, period: alias.period, measure: alias.base };
            bases.entry(order.place(base)).or_insert_with(|| self.figure(base));
        }
        bases
    }

    /// The figure of a series that is counted; one that does not exist has none.
    pub(super) fn figure(&self, series: Series) -> Figure {
        let place = self.layout.order.place(series);
        let Some(spread) = &self.tally.spreads[place] else { return Figure::NONE };
        let sums = (series.mean_of(), self.layout.of_series(series, &self.sums));
        spread.figure(sums, self.expected_mean(series), self.trials, self.sampling)
    }

    /// The figure of a segment's LTV.
    pub(super) fn of_ltv(&self, segment: usize, measure: OfLtv) -> Figure {
        self.figure(Series::OfLtv { segment, measure })
    }

    /// The histogram of a series.
    pub(super) fn histogram(&self, series: Series) -> Histogram {
        let spread = self.tally.spreads[self.layout.order.place(series)].as_ref();
        spread.map_or(Histogram::NONE, |spread| Histogram::of(&spread.read(), spread.existing_count()))
    }

    /// The mean of a series that the months' expected sums add up to.
    fn expected_mean(&self, series: Series) -> Option<Mean> {
        let sums = match series {
            Series::OfPeriod { scope, period, measure } => {
                let months = self.layout.order.periods[period].1.clone();
                let months = if measure == OfPeriod::CumulativeProfit { 0..months.end } else { months };
                match measure {
                    OfPeriod::ChurnRate | OfPeriod::Arpu | OfPeriod::OrderValue => return None,
                    _ => self.expected.of_months(scope, months, measure),
                }
            }
            Series::ActiveClientsEnd => {
                let last = self.scenario.months - 1..self.scenario.months;
                let of = |measure| self.expected.of_months(self.layout.order.segments, last.clone(), measure);
                of(OfPeriod::Active).plus(-1.0, &of(OfPeriod::Churned))
            }
            _ => return None,
        };
        Some(sums.mean(self.trials))
    }

    /// All figures of a period of a scope.
    pub(super) fn period(&self, scope: usize, period: usize) -> Period {
        let (label, months) = self.layout.order.periods[period].clone();
        let ends = months.end == self.scenario.months;
        let is_whole = scope == self.layout.order.segments;
        let is_horizon = is_whole && ends && months.start == 0;
        let counted = |measure| self.figure(Series::OfPeriod { scope, period, measure });
        let (active, revenue) = (
            counted(OfPeriod::Active),
            if is_horizon { self.horizon.revenue } else { counted(OfPeriod::Revenue) },
        );
        let of = |measure| {
            let order = &self.layout.order;
            let Some(alias) =
                self.tally.aliases.get(&order.place(Series::OfPeriod { scope, period, measure }))
            else {
                return counted(measure);
            };
            let base = match alias.base {
                OfPeriod::Active => active,
                OfPeriod::Revenue => revenue,
                base => {
                    let base = Series::OfPeriod { scope, period: alias.period, measure: base };
                    self.bases.get(&order.place(base)).copied().unwrap_or(Figure::NONE)
                }
            };
            base.scaled(alias.factor)
        };
        // The profit up to a quarter's end is that up to the end of its last month.
        let cumulative =
            Series::OfPeriod { scope, period: months.end - 1, measure: OfPeriod::CumulativeProfit };
        let churn_rate = counted(OfPeriod::ChurnRate);
        Period {
            label,
            length_months: months.len(),
            new_clients: of(OfPeriod::New),
            returned_clients: of(OfPeriod::Returned),
            active_clients: active,
            churned_clients: of(OfPeriod::Churned),
            orders: of(OfPeriod::Orders),
            revenue,
            cost_of_goods: of(OfPeriod::CostOfGoods),
            servicing: of(OfPeriod::Servicing),
            ad_spend: of(OfPeriod::AdSpend),
            lever_costs: of(OfPeriod::LeverCosts),
            tax: of(OfPeriod::Tax),
            fixed_costs: of(OfPeriod::FixedCosts),
            profit: if is_horizon { self.horizon.profit } else { of(OfPeriod::Profit) },
            cumulative_profit: if is_whole && ends { self.horizon.profit } else { self.figure(cumulative) },
            churn_rate,
            retention: churn_rate.complement(),
            arpu: of(OfPeriod::Arpu),
            order_value: of(OfPeriod::OrderValue),
        }
    }
}
