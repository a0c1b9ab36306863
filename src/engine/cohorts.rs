//! A segment's cohorts, drawn exactly at a cost that does not depend on the number of clients.
//!
//! Of the `N` clients active at age `a`, `Binomial(N, h(a))` leave at the month's end; for shifted beta-geometric
//! churn `h(a) = alpha / (alpha + beta + a)` is the mixture's own hazard, because clients who stayed alike are
//! exchangeable. Under gamma-Poisson orders each client has a lasting rate `Gamma(r)`, independent of its life, so the
//! `D_a` who leave at the end of age `a` carry the mass `Gamma(r D_a, 1)`, and those still active in the last month
//! `Gamma(r N, 1)`; the mass active at age `a` is the sum of what leaves at `a` or later. Masses are kept by cohort:
//! a pool of cohorts would forget which of them was rich, and get the law of the year's total wrong.

use super::address::{Addresses, Cohort, Group, cohort_position};
use super::hazards::Hazards;
use super::outcome::Rows;
use crate::math::gamma;

/// What the cohorts of one segment come to, by month and trial.
#[derive(Debug)]
pub(super) struct Book {
    pub(super) new: Rows,
    pub(super) active: Rows,
    pub(super) churned: Rows,
    /// By [`Group`]: clients, or under gamma-Poisson their rates' sum in units of the mean rate.
    pub(super) exposure: [Rows; 3],
    /// The first cohort's clients, by month.
    pub(super) first_active: Rows,
    /// Clients of the first cohort who are left after the horizon, and the rates' mass they carry.
    pub(super) first_left_over: Vec<f64>,
    pub(super) first_mass_left_over: Vec<f64>,
}

/// How a segment's cohorts are walked: what is the same for all of them.
#[derive(Debug)]
pub(super) struct Walk<'a> {
    pub(super) addresses: Addresses,
    pub(super) hazards: &'a Hazards,
    /// The gamma-Poisson shape `r`, by trial; none for other laws of orders.
    pub(super) shape: Option<&'a [f64]>,
    /// Tables of the masses, where all trials have the same shape.
    pub(super) masses: Option<&'a gamma::Multiples>,
    pub(super) first_trial: usize,
    pub(super) months: usize,
    /// The month of the first cohort that has clients.
    pub(super) first_month: Option<usize>,
}

impl Walk<'_> {
    /// An empty book.
    pub(super) fn book(&self, width: usize) -> Book {
        let table = || Rows::zeros(self.months, width);
        Book {
            new: table(),
            active: table(),
            churned: table(),
            exposure: [table(), table(), table()],
            first_active: table(),
            first_left_over: vec![0.0; width],
            first_mass_left_over: vec![0.0; width],
        }
    }

    /// Makes counts whole: `x` becomes `floor(x + u)`, whose mean is `x` and which rises with `x`.
    pub(super) fn make_whole(&self, cohort: Cohort, counts: &mut [f64], scratch: &mut [f64]) {
        self.addresses.whole.fill(self.first_trial as u64, cohort_position(cohort, 0), scratch);
        for (count, u) in counts.iter_mut().zip(scratch) {
            // The fraction apart, so that a large whole count does not gain one by rounding.
            let whole = count.floor();
            *count = if *count - whole + *u >= 1.0 { whole + 1.0 } else { whole };
        }
    }

    /// Follows a cohort of `clients` from its month to the end of the horizon.
    pub(super) fn follow(&self, cohort: Cohort, tenure: usize, mut clients: Vec<f64>, book: &mut Book) {
        let (from, group) = match cohort {
            Cohort::Opening(_) => (0, Group::Opening),
            Cohort::Acquired(month) if Some(month) == self.first_month => (month, Group::First),
            Cohort::Acquired(month) => (month, Group::Later),
        };
        let ages = self.months - from;
        let width = clients.len();
        let mut uniforms = vec![0.0; width];
        let mut mass = Rows::zeros(if self.shape.is_some() { ages } else { 0 }, width);
        for age in 0..ages {
            let month = from + age;
            book.active.add(month, &clients);
            if group == Group::First {
                book.first_active.row_mut(month).copy_from_slice(&clients);
            }
            if self.shape.is_none() {
                book.exposure[group as usize].add(month, &clients);
            }
            let position = cohort_position(cohort, age);
            self.addresses.churn.fill(self.first_trial as u64, position, &mut uniforms);
            let hazards = &self.hazards.at(tenure + age).leaving;
            // From here on `uniforms` holds those who leave.
            for ((u, n), hazard) in uniforms.iter_mut().zip(&clients).zip(hazards) {
                *u = hazard.quantile(*u, *n);
            }
            book.churned.add(month, &uniforms);
            for (n, left) in clients.iter_mut().zip(&uniforms) {
                *n -= left;
            }
            if let Some(shape) = self.shape {
                self.fill_mass(position, shape, &uniforms, mass.row_mut(age));
            }
        }
        if let Some(shape) = self.shape {
            let mut sum = vec![0.0; width];
            self.fill_mass(cohort_position(cohort, ages), shape, &clients, &mut sum);
            if group == Group::First {
                book.first_mass_left_over.copy_from_slice(&sum);
            }
            for age in (0..ages).rev() {
                let exposure = book.exposure[group as usize].row_mut(from + age);
                for (((sum, mass), shape), cell) in sum.iter_mut().zip(mass.row(age)).zip(shape).zip(exposure)
                {
                    *sum += mass;
                    *cell += *sum / shape;
                }
            }
        }
        if group == Group::First {
            book.first_left_over.copy_from_slice(&clients);
        }
    }

    /// The masses `Gamma(r D, 1)` that `counts` clients carry.
    fn fill_mass(&self, position: u64, shape: &[f64], counts: &[f64], out: &mut [f64]) {
        if let Some(masses) = self.masses {
            let mut uniforms = vec![0.0; out.len()];
            self.addresses.mass.fill(self.first_trial as u64, position, &mut uniforms);
            masses.fill_quantiles(&uniforms, counts, out);
            return;
        }
        self.addresses.mass.fill(self.first_trial as u64, position, out);
        for ((u, shape), count) in out.iter_mut().zip(shape).zip(counts) {
            *u = gamma::quantile(*u, shape * count);
        }
    }

    /// Follows the first cohort's left-over clients beyond the horizon: clients and exposure, month by month.
    ///
    /// The mass that they carry is known; how it splits among those who leave later is a Dirichlet law, drawn as
    /// gammas over their sum, which is independent of the total.
    pub(super) fn follow_beyond(&self, book: &Book, months: usize) -> Beyond {
        let width = book.first_left_over.len();
        let mut beyond = Beyond {
            active: Rows::zeros(months, width),
            exposure: Rows::zeros(months, width),
            left: Vec::new(),
        };
        let Some(first_month) = self.first_month else { return beyond };
        let cohort = Cohort::Acquired(first_month);
        let mut clients = book.first_left_over.clone();
        let mut uniforms = vec![0.0; width];
        let mut mass = Rows::zeros(if self.shape.is_some() { months } else { 0 }, width);
        // Position `age` of the stayers' mass at the horizon's end is taken; those beyond start one later.
        let first_age = self.months - first_month;
        for month in 0..months {
            let age = first_age + month;
            beyond.active.row_mut(month).copy_from_slice(&clients);
            if self.shape.is_none() {
                beyond.exposure.row_mut(month).copy_from_slice(&clients);
            }
            self.addresses.churn.fill(self.first_trial as u64, cohort_position(cohort, age), &mut uniforms);
            for ((u, n), hazard) in uniforms.iter_mut().zip(&clients).zip(&self.hazards.at(age).leaving) {
                *u = hazard.quantile(*u, *n);
            }
            for (n, left) in clients.iter_mut().zip(&uniforms) {
                *n -= left;
            }
            if let Some(shape) = self.shape {
                self.fill_mass(cohort_position(cohort, age + 1), shape, &uniforms, mass.row_mut(month));
            }
        }
        beyond.left.clone_from(&clients);
        if let Some(shape) = self.shape {
            let mut sum = vec![0.0; width];
            self.fill_mass(cohort_position(cohort, first_age + months + 1), shape, &clients, &mut sum);
            for month in (0..months).rev() {
                let exposure = beyond.exposure.row_mut(month);
                for ((sum, mass), cell) in sum.iter_mut().zip(mass.row(month)).zip(exposure) {
                    *sum += mass;
                    *cell = *sum;
                }
            }
            // `sum` is now the whole of the new gammas; each month's part is rescaled to the known mass.
            for month in 0..months {
                let cells = beyond.exposure.row_mut(month).iter_mut().zip(&sum);
                for ((cell, whole), (known, shape)) in cells.zip(book.first_mass_left_over.iter().zip(shape))
                {
                    *cell = if *whole > 0.0 { *cell / whole * known / shape } else { 0.0 };
                }
            }
        }
        beyond
    }
}

/// The first cohort beyond the budget horizon, by month after it.
#[derive(Debug)]
pub(super) struct Beyond {
    pub(super) active: Rows,
    pub(super) exposure: Rows,
    /// Clients left after the last of these months (or after the horizon, where there are none).
    pub(super) left: Vec<f64>,
}
