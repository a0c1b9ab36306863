//! The LTV of a segment's first cohort that has clients: of its average, and of one client picked at random.

use super::ages::{AGE_TRIALS, FirstCohort};
use super::outcome::{LifetimeColumns, LtvColumns};
use super::rows::Rows;
use super::terms::Terms;
use crate::math::columns::{add_product, multiply, multiply_by, subtract};
use crate::math::vectors::in_vectors;

/// What the first cohort is valued with.
#[derive(Debug)]
#[expect(clippy::struct_field_names, reason = "`lifetime_months` is the scenario's own word")]
pub(super) struct Lifetime<'a> {
    pub(super) terms: &'a Terms,
    pub(super) first_trial: usize,
    /// The month of joining.
    pub(super) joined: usize,
    /// The LTV horizon, counted from the month of joining.
    pub(super) lifetime_months: usize,
    /// The budget horizon.
    pub(super) months: usize,
    /// 1 where the trial's churn lets clients live for ever on average, else 0.
    pub(super) infinite_life: Vec<f64>,
}

/// The first cohort's clients and revenue: tables of the budget horizon, and of the months beyond it.
#[derive(Debug)]
pub(super) struct FirstTables<'a> {
    pub(super) active: [&'a Rows; 2],
    pub(super) revenue: [&'a Rows; 2],
    /// Clients left after the last month beyond the horizon.
    pub(super) left: &'a [f64],
}

/// One client a trial: its LTVs, and what it leaves before CAC.
pub(super) type ClientLtv = (LtvColumns, Vec<f64>);

/// Whether what was earned repays a cost. What is paid to the last coin is paid, though sums of many terms may come out
/// a few rounding errors below it.
#[inline]
pub fn repays(earned: f64, cost: f64) -> bool {
    earned >= least_that_repays(cost)
}

/// The least that [repays] a cost.
#[inline]
pub fn least_that_repays(cost: f64) -> f64 {
    cost * (1.0 - 1e-9)
}

/// The first cohort's clients and revenue, by month since joining: a column a month.
struct Track<'a> {
    active: Vec<&'a [f64]>,
    revenue: Vec<&'a [f64]>,
}

impl Lifetime<'_> {
    /// The LTV columns, of the first cohort and of one client a trial.
    pub(super) fn columns(
        &self,
        first: &FirstTables,
        (client, client_before_cac): ClientLtv,
    ) -> LifetimeColumns {
        let width = first.left.len();
        let months = 0..self.lifetime_months;
        let track = Track {
            active: months.clone().map(|k| self.column(k, first.active)).collect(),
            revenue: months.map(|k| self.column(k, first.revenue)).collect(),
        };
        let (cohort, payback_month, share_beyond) = self.cohort_ltv(&track, width);
        let cac = self.terms.cac.row(self.joined);
        let ltv_to_cac = cohort.net.iter().zip(cac).map(
            |(net, &cac)| {
                if cac > 0.0 { (net + cac) / cac } else { f64::NAN }
            },
        );
        let end = self.joined + self.lifetime_months;
        let by_age = || {
            let first_cohort = FirstCohort {
                active: &track.active,
                left: if end < self.months { first.active[0].row(end) } else { first.left },
                revenue: &track.revenue,
                margin_share: &self.terms.margin_share,
                upkeep: &self.terms.upkeep(),
                joined: self.joined,
            };
            first_cohort.by_age()
        };
        LifetimeColumns {
            ages: (self.first_trial < AGE_TRIALS).then(by_age),
            cac: cac.to_vec(),
            ltv_to_cac: ltv_to_cac.collect(),
            client,
            client_before_cac,
            cohort,
            payback_month,
            share_beyond,
            infinite_life: self.infinite_life.clone(),
        }
    }

    /// A month since joining, from the table of the budget horizon or that of the months beyond it.
    fn column<'a>(&self, k: usize, [within, beyond]: [&'a Rows; 2]) -> &'a [f64] {
        let month = self.joined + k;
        if month < self.months { within.row(month) } else { beyond.row(month - self.months) }
    }

    /// The average client's LTV, its payback month and the share of revenue beyond the budget horizon's length.
    fn cohort_ltv(&self, track: &Track, width: usize) -> (LtvColumns, Vec<f64>, Vec<f64>) {
        let terms = self.terms;
        let mut ltv = LtvColumns::zeros(width);
        let mut payback = vec![f64::INFINITY; width];
        let mut beyond = vec![f64::NAN; width];
        let (clients, cac) = (track.active[0], terms.cac.row(self.joined));
        let (mut discount, mut servicing_paid) = (vec![1.0; width], vec![0.0; width]);
        let (mut early, mut earned) = (vec![0.0; width], vec![0.0; width]);
        let (mut cost, mut month_servicing) = (vec![0.0; width], vec![0.0; width]);
        let mut month_margin = vec![0.0; width];
        multiply(cac, clients, &mut cost);
        let (upkeep, even) = (terms.upkeep(), terms.margin_share.is_repeated());
        for k in 0..self.lifetime_months {
            let revenue = track.revenue[k];
            let margin_share = terms.margin_share.row(self.joined + k);
            multiply(track.active[k], upkeep.row(self.joined + k), &mut month_servicing);
            add_product(&mut ltv.revenue, &discount, revenue);
            add_product(&mut servicing_paid, &discount, &month_servicing);
            add_product(&mut earned, margin_share, revenue);
            if !even {
                multiply(margin_share, revenue, &mut month_margin);
                add_product(&mut ltv.margin, &discount, &month_margin);
            }
            subtract(&mut earned, &month_servicing);
            multiply_by(&mut discount, &terms.monthly_discount);
            note_payback(&mut payback, &earned, &cost, (k + 1) as f64);
            if k + 1 == self.months.min(self.lifetime_months) {
                early.copy_from_slice(&ltv.revenue);
            }
        }
        for i in 0..width {
            if clients[i] == 0.0 {
                for column in [&mut ltv.revenue, &mut ltv.margin, &mut ltv.net, &mut payback] {
                    column[i] = f64::NAN;
                }
                continue;
            }
            let revenue = ltv.revenue[i];
            ltv.revenue[i] = revenue / clients[i];
            let margin = if even { terms.margin_share.row(0)[i] * revenue } else { ltv.margin[i] };
            ltv.margin[i] = margin / clients[i];
            ltv.net[i] = ltv.margin[i] - servicing_paid[i] / clients[i] - cac[i];
            if revenue > 0.0 {
                beyond[i] = (revenue - early[i]) / revenue;
            }
        }
        (ltv, payback, beyond)
    }
}

in_vectors! {
    /// Notes a month as that of payback where it is the first by which what was earned repays the cost.
    fn note_payback(payback: &mut [f64], earned: &[f64], cost: &[f64], month: f64) {
        for ((payback, earned), cost) in payback.iter_mut().zip(earned).zip(cost) {
            let is_first = (*payback == f64::INFINITY) & repays(*earned, *cost);
            *payback = if is_first { month } else { *payback };
        }
    }
}
