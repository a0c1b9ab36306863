//! A segment's cohorts, drawn exactly at a cost that does not depend on the number of clients.
//!
//! Of the `N` clients active at age `a`, `Binomial(N, h(a))` leave at the month's end; for shifted beta-geometric
//! churn `h(a) = alpha / (alpha + beta + a)` is the mixture's own hazard, because clients who stayed alike are
//! exchangeable. Under gamma-Poisson orders each client has a lasting rate `Gamma(r)`, independent of its life, so the
//! `D_a` who leave at the end of age `a` carry the mass `Gamma(r D_a, 1)`, and those active in the last month
//! `Gamma(r N, 1)`; the mass active at age `a` is the sum of what leaves at `a` or later. Masses are kept by cohort:
//! a pool of cohorts would forget which of them was rich, and get the law of the year's total wrong.

use super::address::{Addresses, Cohort, Group, cohort_position};
use super::hazards::{Hazards, Moment};
use super::rows::Rows;
use crate::math::binomial::Binomials;
use crate::math::columns::{accumulate, add, are_whole, are_zero, divide, subtract};
use crate::math::gamma;
use crate::math::random::{Column, Key};

/// What the cohorts of one segment come to, by month and trial.
#[derive(Debug)]
pub(super) struct Book {
    pub(super) new: Rows,
    /// Clients who were lost and come back.
    pub(super) returned: Rows,
    pub(super) active: Rows,
    pub(super) churned: Rows,
    /// By [`Group`]: clients, or under gamma-Poisson their rates' sum in units of the mean rate.
    pub(super) exposure: [Rows; 4],
    /// The first cohort's clients, by month.
    pub(super) first_active: Rows,
    /// Clients of all cohorts who are left after the horizon.
    pub(super) left_over: Vec<f64>,
    /// The first cohort's clients after the horizon: those without a contract, and those with one.
    pub(super) first_left_over: Vec<LeftOver>,
    /// Who leaves at the end of each month; none where nobody comes back.
    pub(super) lost: Option<Rows>,
    /// Of the cohort that is walked, who leaves at the end of each age.
    left: Rows,
}

/// Clients of a part of the first cohort who are left after the horizon.
#[derive(Debug)]
pub(super) struct LeftOver {
    cohort: Cohort,
    clients: Vec<f64>,
    /// The rates' mass they carry; none where all order alike.
    mass: Vec<f64>,
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
            returned: table(),
            active: table(),
            churned: table(),
            exposure: Group::ALL.map(|_| table()),
            first_active: table(),
            left_over: vec![0.0; width],
            first_left_over: Vec::new(),
            lost: None,
            left: Rows::with_room(self.months, width),
        }
    }

    /// Follows a cohort of `clients` from its month to the end of the horizon.
    pub(super) fn follow(&self, cohort: Cohort, tenure: usize, mut clients: Vec<f64>, book: &mut Book) {
        let (from, group) = (cohort.from(), cohort.group(self.first_month));
        let start = Moment { age: tenure, month: from, bound: cohort.is_bound() };
        let ages = self.months - from;
        let width = clients.len();
        let mut column = Column::new(self.first_trial, width);
        let mut left = std::mem::take(&mut book.left);
        for age in 0..ages {
            let month = from + age;
            book.active.add(month, &clients);
            if group == Group::First {
                book.first_active.add(month, &clients);
            }
            if self.shape.is_none() {
                book.exposure[group as usize].add(month, &clients);
            }
            let moment = start.plus(age);
            if !moment.is_kept() {
                column.draw(self.addresses.churn, cohort_position(cohort, age));
            }
            let fill = |row: &mut [f64]| self.hazards.fill_leaving(moment, &column, &clients, row);
            if age < left.len() {
                fill(left.row_mut(age));
            } else {
                left.push_with(fill);
            }
            subtract(&mut clients, left.row(age));
            if let Some(lost) = &mut book.lost {
                lost.add(month, left.row(age));
            }
        }
        add(&mut book.left_over, &clients);
        if group == Group::First {
            book.first_left_over.push(LeftOver { cohort, clients: clients.clone(), mass: Vec::new() });
        }
        // After all leavers, so that the tables of counts and those of masses are not brought near by turns.
        if let Some(shape) = self.shape {
            self.add_masses(cohort, (group, from), shape, (&left, clients), book);
        }
        book.left = left;
    }

    /// Draws the masses of a cohort's leavers and of those who are left, the last first, and adds what is active in each
    /// month.
    fn add_masses(
        &self,
        cohort: Cohort,
        (group, from): (Group, usize),
        shape: &[f64],
        (left, mut staying): (&Rows, Vec<f64>),
        book: &mut Book,
    ) {
        let ages = self.months - from;
        let (mut mass, mut sum) = (vec![0.0; staying.len()], vec![0.0; staying.len()]);
        let mut column = Column::new(self.first_trial, staying.len());
        let mut draw = |age: usize, counts: &[f64], out: &mut [f64]| {
            column.draw(self.addresses.mass, cohort_position(cohort, age));
            self.fill_mass(&column, shape, counts, out);
        };
        let exposure = &mut book.exposure[group as usize];
        // Who leaves at the end of the last month has ordered in the same months as who stays: their mass is one, but for
        // the first cohort, which may be followed beyond.
        let apart = if group == Group::First { ages } else { ages - 1 };
        if apart < ages {
            add(&mut staying, left.row(apart));
            draw(apart, &staying, &mut sum);
            exposure.add(from + apart, &sum);
        } else {
            draw(apart, &staying, &mut sum);
            if let Some(left_over) = book.first_left_over.last_mut() {
                left_over.mass.clone_from(&sum);
            }
        }
        for age in (0..apart).rev() {
            draw(age, left.row(age), &mut mass);
            accumulate(&mut sum, &mass, exposure.row_mut(from + age));
        }
    }

    /// What is known once all cohorts are walked: who left in each month, and exposures in clients of the mean rate.
    pub(super) fn close(&self, book: &mut Book) {
        let width = book.left_over.len();
        let (mut churned, mut left) = (Rows::with_room(self.months, width), vec![0.0; width]);
        for month in 0..self.months {
            // All who were there or came, less those who are there a month later.
            left.copy_from_slice(book.active.row(month));
            if month + 1 < self.months {
                add(&mut left, book.new.row(month + 1));
                if !book.returned.is_repeated() {
                    add(&mut left, book.returned.row(month + 1));
                }
                subtract(&mut left, book.active.row(month + 1));
            } else {
                subtract(&mut left, &book.left_over);
            }
            churned.push(&left);
        }
        book.churned = churned;
        let Some(shape) = self.shape else { return };
        for exposure in book.exposure.iter_mut().filter(|exposure| !exposure.is_repeated()) {
            for month in 0..self.months {
                divide(exposure.row_mut(month), shape);
            }
        }
    }

    /// The masses `Gamma(r D, 1)` that `counts` clients carry.
    fn fill_mass(&self, column: &Column, shape: &[f64], counts: &[f64], out: &mut [f64]) {
        gamma::fill_multiples(column, shape, self.masses, counts, out);
    }

    /// Draws who of so many clients are of a share of them.
    pub(super) fn fill_share(&self, (key, month): (Key, usize), share: &[f64], of: &[f64], out: &mut [f64]) {
        let mut column = Column::new(self.first_trial, of.len());
        column.draw(key, month as u64);
        Binomials::new(share.to_vec()).fill_quantiles(&column, of, out);
    }

    /// Follows the clients who come back: in each month a share of all who have left before, and have not come back yet.
    pub(super) fn follow_returned(&self, win_back: &Rows, book: &mut Book) {
        let width = book.left_over.len();
        let (mut pool, mut back) = (vec![0.0; width], vec![0.0; width]);
        for month in 1..self.months {
            if let Some(lost) = &book.lost {
                add(&mut pool, lost.row(month - 1));
            }
            if are_zero(win_back.row(month)) {
                continue;
            }
            self.fill_share((self.addresses.back, month), win_back.row(month), &pool, &mut back);
            subtract(&mut pool, &back);
            book.returned.row_mut(month).copy_from_slice(&back);
            self.follow(Cohort::Returned(month), 0, back.clone(), book);
        }
    }

    /// Follows the first cohort's left-over clients beyond the horizon: clients and exposure, month by month.
    pub(super) fn follow_beyond(&self, book: &Book, months: usize) -> Beyond {
        let width = book.left_over.len();
        let mut beyond = Beyond {
            active: Rows::zeros(months, width),
            exposure: Rows::zeros(months, width),
            left: vec![0.0; width],
        };
        for part in &book.first_left_over {
            self.follow_part(part, months, &mut beyond);
        }
        beyond
    }

    /// Adds a part of the first cohort.
    ///
    /// The mass that its clients carry is known; how it splits among those who leave later is a Dirichlet law, drawn as
    /// gammas over their sum, which is independent of the total.
    fn follow_part(&self, part: &LeftOver, months: usize, beyond: &mut Beyond) {
        let cohort = part.cohort;
        let mut clients = part.clients.clone();
        let width = clients.len();
        let (mut column, mut left) = (Column::new(self.first_trial, width), vec![0.0; width]);
        let mut mass = Rows::with_room(if self.shape.is_some() { months } else { 0 }, width);
        // Position `age` of the stayers' mass at the horizon's end is taken; those beyond start one later.
        let first_age = self.months - cohort.from();
        let start = Moment { age: first_age, month: self.months, bound: cohort.is_bound() };
        for month in 0..months {
            let age = first_age + month;
            beyond.active.add(month, &clients);
            if self.shape.is_none() {
                beyond.exposure.add(month, &clients);
            }
            column.draw(self.addresses.churn, cohort_position(cohort, age));
            self.hazards.fill_leaving(start.plus(month), &column, &clients, &mut left);
            subtract(&mut clients, &left);
            if let Some(shape) = self.shape {
                column.draw(self.addresses.mass, cohort_position(cohort, age + 1));
                mass.push_with(|row| self.fill_mass(&column, shape, &left, row));
            }
        }
        add(&mut beyond.left, &clients);
        let Some(shape) = self.shape else { return };
        let mut sum = vec![0.0; width];
        column.draw(self.addresses.mass, cohort_position(cohort, first_age + months + 1));
        self.fill_mass(&column, shape, &clients, &mut sum);
        // From here on a row of `mass` is what is there in its month.
        for month in (0..months).rev() {
            add(&mut sum, mass.row(month));
            mass.row_mut(month).copy_from_slice(&sum);
        }
        // `sum` is now the whole of the new gammas; each month's part is rescaled to the known mass.
        for month in 0..months {
            let cells = mass.row(month).iter().zip(&sum).zip(part.mass.iter().zip(shape));
            for (exposure, ((cell, whole), (known, shape))) in
                beyond.exposure.row_mut(month).iter_mut().zip(cells)
            {
                *exposure += if *whole > 0.0 { cell / whole * known / shape } else { 0.0 };
            }
        }
    }
}

/// Makes counts whole: `x` becomes `floor(x + u)`, whose mean is `x` and which rises with `x`. Whether they were whole.
pub(super) fn make_whole(
    addresses: &Addresses,
    first_trial: usize,
    cohort: Cohort,
    (counts, scratch): (&mut [f64], &mut [f64]),
) -> bool {
    if are_whole(counts) {
        return true;
    }
    addresses.whole.fill(first_trial as u64, cohort_position(cohort, 0), scratch);
    for (count, u) in counts.iter_mut().zip(scratch) {
        // The fraction apart, so that a large whole count does not gain one by rounding.
        let whole = count.floor();
        *count = if *count - whole + *u >= 1.0 { whole + 1.0 } else { whole };
    }
    false
}

/// The first cohort beyond the budget horizon, by month after it.
#[derive(Debug)]
pub(super) struct Beyond {
    pub(super) active: Rows,
    pub(super) exposure: Rows,
    /// Clients left after the last of these months (or after the horizon, where there are none).
    pub(super) left: Vec<f64>,
}
