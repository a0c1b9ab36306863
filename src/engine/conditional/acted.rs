//! Clients whom levers act on: a trial at a time.
//!
//! The cumulants are those of [`client`](super::client), of revenue with the weights `rate_t growth_t^k`, of what is left
//! with `rate_t (growth_t keep_t)^k` and each month's costs, so that margins may differ from month to month. Who has left
//! before month `u` brings what is still to come, `P_u`: nothing, or with the chance `w_u` of coming back in `u` what a
//! client who joins then brings, `R_u`. Given its last month `L` a client's total is what its months bring plus an
//! independent `P_{L+1}`, so the cumulants of the two add up, and from the last month backwards
//!
//! ```text
//! R_u = mixture over L of (months u..=L, plus P_{L+1})
//! P_u = mixture of R_u (with w_u) and P_{u+1}          P_H = 0
//! ```
//!
//! Of those who join in a month the share that is bound by a contract has a life of its own: a mixture again. Cumulants
//! of a mixture come from those of its parts by the law of total cumulance.

use super::client::Client;
use super::joining::Joining;
use super::order::{Four, OrderMass};
use super::total::Total;
use crate::engine::hazards::Moment;
use crate::engine::levers::LeverTerms;
use crate::engine::parameters::Parameters;
use crate::engine::rows::Rows;
use crate::engine::terms::Terms;
use crate::math::lanes::LANES;
use crate::model::behaviour::Orders;

/// First four cumulants.
type Cumulants = [f64; 4];

const NOTHING: Cumulants = [0.0; 4];

/// A segment in a block, with what its levers mean there.
#[derive(Debug)]
pub(super) struct Acted<'a> {
    pub(super) order: &'a OrderMass<'a>,
    pub(super) orders: &'a Orders,
    pub(super) parameters: &'a Parameters,
    pub(super) terms: &'a Terms,
    pub(super) levers: &'a LeverTerms,
    /// Clients who are alike but for their months, with their hazards by age; opening cohorts and those who join, last.
    pub(super) cohorts: &'a [(Joining<'a>, Rows)],
    /// The hazards of those who join, by age.
    pub(super) hazards: &'a Rows,
}

/// What months bring a trial's client: sums over all months before, so that any stretch is a difference.
struct Months {
    /// Of `k` = 1 to 4, with the rate of an average client.
    before: Vec<[f64; 4]>,
    /// Costs.
    costs: Vec<f64>,
    /// `1 / r`; 0 where all clients order alike.
    unlike: f64,
}

impl Acted<'_> {
    /// Adds the clients to the totals of a block, [`LANES`] trials each.
    pub(super) fn add(&self, totals: &mut [Total]) {
        for (chunk, total) in totals.iter_mut().enumerate() {
            let from = chunk * LANES;
            let masses = self.order.of(self.parameters, from);
            let trials: Vec<[Trial; 2]> = (0..LANES)
                .map(|lane| (lane, (from + lane).min(self.parameters.width() - 1)))
                .map(|(lane, trial)| {
                    let mass = std::array::from_fn(|k| masses[k][lane]);
                    [false, true].map(|of_left| Trial::new(self, trial, self.months(trial, mass, of_left)))
                })
                .collect();
            for (place, (joining, hazards)) in self.cohorts.iter().enumerate() {
                let is_new = place + 1 == self.cohorts.len() && joining.is_new();
                for month in 0..hazards.len() {
                    let Some((counts, cac)) = joining.at(month, from) else { continue };
                    let of = |of_left: usize| -> Four {
                        let mut four = [[0.0; LANES]; 4];
                        for (lane, trial) in trials.iter().enumerate() {
                            let trial = &trial[of_left];
                            let cumulants =
                                if is_new { trial.joining(month) } else { trial.opening(hazards) };
                            (0..4).for_each(|k| four[k][lane] = cumulants[k]);
                        }
                        four
                    };
                    total.add(&counts, &Client { revenue: of(0), left: of(1) }, &cac);
                }
            }
        }
    }

    /// What the months of a trial bring, of revenue or of what is left of it.
    fn months(&self, trial: usize, mass: [f64; 4], of_left: bool) -> Months {
        let terms = self.terms;
        let unlike = match self.orders {
            Orders::GammaPoisson { shape, .. } => 1.0 / self.parameters.of(*shape)[trial],
            Orders::Subscription | Orders::Poisson { .. } | Orders::Buying { .. } => 0.0,
        };
        let mut months = Months { before: vec![[0.0; 4]], costs: vec![0.0], unlike };
        let (mut before, mut costs) = ([0.0; 4], 0.0);
        for month in 0..self.hazards.len() {
            let goods = terms.goods_share.row(month)[trial];
            let keep = if of_left { 1.0 - goods - terms.tax_share[trial] } else { 1.0 };
            let mut weight = terms.rate.row(month)[trial];
            for (sum, mass) in before.iter_mut().zip(mass) {
                weight *= terms.price_growth.row(month)[trial] * keep;
                *sum += weight * mass;
            }
            if of_left {
                let levers = self.terms.lever_price.as_ref().map_or(0.0, |price| price.row(month)[trial]);
                costs += terms.servicing.row(month)[trial] + levers;
            }
            months.before.push(before);
            months.costs.push(costs);
        }
        months
    }
}

/// One total of one trial.
struct Trial<'a> {
    of: &'a Acted<'a>,
    /// Its place in the block.
    at: usize,
    months: Months,
    /// What a client brings who joins in a month without a contract: `R`.
    free: Vec<Cumulants>,
    /// What is still to come of a client who has left before a month: `P`, with an end.
    lost: Vec<Cumulants>,
}

impl<'a> Trial<'a> {
    fn new(of: &'a Acted<'a>, at: usize, months: Months) -> Self {
        let count = of.hazards.len();
        let mut new = Self { of, at, months, free: vec![NOTHING; count], lost: vec![NOTHING; count + 1] };
        for month in (0..count).rev() {
            let free = new.client(Moment::free(0, month), of.hazards);
            let back = of.levers.win_back.as_ref().map_or(0.0, |share| share.row(month)[at]);
            new.free[month] = free;
            new.lost[month] = if back > 0.0 {
                mixture(&[(back, free), (1.0 - back, new.lost[month + 1])])
            } else {
                new.lost[month + 1]
            };
        }
        new
    }

    /// A client who joins in a month.
    fn joining(&self, month: usize) -> Cumulants {
        let share = self.of.levers.bound.as_ref().map_or(0.0, |share| share.row(month)[self.at]);
        if share <= 0.0 {
            return self.free[month];
        }
        let bound = self.client(Moment { bound: true, ..Moment::free(0, month) }, self.of.hazards);
        mixture(&[(share, bound), (1.0 - share, self.free[month])])
    }

    /// A client of an opening cohort with these hazards by month.
    fn opening(&self, hazards: &Rows) -> Cumulants {
        self.client(Moment::free(0, 0), hazards)
    }

    /// A client from a moment on; the hazards are by months since then.
    fn client(&self, start: Moment, hazards: &Rows) -> Cumulants {
        let months = &self.months;
        let count = self.of.hazards.len();
        let (first, first_cost) = (&months.before[start.month], months.costs[start.month]);
        let mut parts = Vec::with_capacity(count - start.month);
        let mut there = 1.0;
        for age in 0..count - start.month {
            let moment = start.plus(age);
            let end = moment.month + 1;
            // Who has not left before the last month ends there, whatever comes.
            let leaving = if end == count { there } else { there * self.hazard(moment, hazards.row(age)) };
            there -= leaving;
            let [a1, a2, a3, a4] = std::array::from_fn(|k| months.before[end][k] - first[k]);
            let [p1, p2, p3, p4] = self.lost[end];
            let spread = months.unlike * a1;
            let c2 = a2 + spread * a1;
            let c3 = a3 + spread * (3.0 * a2 + 2.0 * (spread * a1));
            let c4 = a4
                + months.unlike * (4.0 * (a1 * a3) + 3.0 * (a2 * a2))
                + spread * spread * (12.0 * a2 + 6.0 * (spread * a1));
            parts.push((leaving, [a1 - (months.costs[end] - first_cost) + p1, c2 + p2, c3 + p3, c4 + p4]));
        }
        mixture(&parts)
    }

    fn hazard(&self, moment: Moment, of_age: &[f64]) -> f64 {
        if moment.is_kept() {
            return 0.0;
        }
        let factor = self.of.levers.churn.as_ref().map_or(1.0, |factors| factors.row(moment.month)[self.at]);
        (of_age[self.at] * factor).min(1.0)
    }
}

/// The cumulants of a mixture, from the weights of its parts, which add up to 1, and their cumulants. The mean is taken
/// first, so that nothing cancels.
fn mixture(parts: &[(f64, Cumulants)]) -> Cumulants {
    let mean: f64 = parts.iter().map(|(weight, [c1, ..])| weight * c1).sum();
    let mut sums = [0.0; 3];
    for (weight, [c1, c2, c3, c4]) in parts {
        let d = c1 - mean;
        let square = d * d;
        sums[0] += weight * (c2 + square);
        sums[1] += weight * (c3 + d * (3.0 * c2 + square));
        sums[2] += weight * (c4 + 4.0 * (d * c3) + 3.0 * (c2 * c2) + square * (6.0 * c2 + square));
    }
    [mean, sums[0], sums[1], sums[2] - 3.0 * (sums[0] * sums[0])]
}
