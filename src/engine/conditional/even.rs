//! Cohorts where every month is alike: no growth, no season, no market on orders.
//!
//! Then only the number of active months `N` counts: `A_k = p_k N`, and the cumulants of [`client`](super::client) are
//! linear in six numbers of `N`: its first three moments, its variance, `Cov(N, N^2)` and its third central moment. So
//! these are added up over the cohorts, each times its clients, and made into cumulants once. Clients with `n` months before them have
//! `E N^k = sum over j = 1..n of (j^k - (j - 1)^k) S(j - 1)`: each further month adds one term, and one walk over the
//! ages serves all cohorts.

use super::joining::Joining;
use super::order::Four;
use super::total::{Counts, Total};
use crate::engine::rows::Rows;
use crate::math::lanes::{LANES, Lanes, load};

/// What any month means to a client.
#[derive(Debug)]
pub(super) struct Month {
    /// What a unit of `N` adds to the cumulants of revenue.
    pub(super) prices: Four,
    pub(super) servicing: Lanes,
    /// What is left of revenue after cost of goods and tax.
    pub(super) keep: Lanes,
    /// `1 / r`; 0 where all clients order alike.
    pub(super) unlike: Lanes,
}

/// Of the active months of clients: moments, or sums of them.
#[derive(Debug)]
struct Active {
    /// `E N`, `E N^2`, `E N^3`.
    raw: [Lanes; 3],
    /// `Var N`, `Cov(N, N^2)`, and the third central moment.
    central: [Lanes; 3],
}

impl Active {
    const NONE: Self = Self { raw: [[0.0; LANES]; 3], central: [[0.0; LANES]; 3] };
}

/// Adds cohorts to totals up to their third cumulants; all have these hazards by age.
#[inline(always)]
pub(super) fn add_cohorts(month: &Month, joining: &Joining, hazards: &Rows, from: usize, total: &mut Total) {
    let mut client = Active::NONE;
    let mut sums = Active::NONE;
    let mut there = [1.0; LANES];
    let months = hazards.len();
    for age in 0..months {
        client.add_month((age + 1) as f64, &there);
        let hazard = load(hazards.row(age), from);
        for l in 0..LANES {
            there[l] -= hazard[l] * there[l];
        }
        if let Some((counts, cac)) = joining.at(months - 1 - age, from) {
            sums.add_clients(&client, &counts);
            for l in 0..LANES {
                total.profit[0][l] -= counts.clients[l] * cac[l];
            }
            if counts.broken {
                month.add_broken(&client, &counts, &cac, total);
            }
        }
    }
    month.add(&sums, total);
}

impl Active {
    /// Another month, the `n`th, for those who are still there.
    #[inline(always)]
    fn add_month(&mut self, n: f64, there: &Lanes) {
        let steps = [1.0, 2.0 * n - 1.0, 3.0 * n * (n - 1.0) + 1.0];
        for l in 0..LANES {
            for k in 0..3 {
                self.raw[k][l] += steps[k] * there[l];
            }
            let [first, second, third] = [self.raw[0][l], self.raw[1][l], self.raw[2][l]];
            let variance = second - first * first;
            let with_square = third - first * second;
            self.central[0][l] = variance;
            self.central[1][l] = with_square;
            self.central[2][l] = with_square - 2.0 * (first * variance);
        }
    }

    /// So many clients like one.
    #[inline(always)]
    fn add_clients(&mut self, client: &Self, counts: &Counts) {
        for l in 0..LANES {
            let clients = counts.clients[l];
            for k in 0..3 {
                self.raw[k][l] += clients * client.raw[k][l];
                self.central[k][l] += clients * client.central[k][l];
            }
        }
    }
}

impl Month {
    /// The cumulants of clients, from the sums over them.
    #[inline(always)]
    fn add(&self, sums: &Active, total: &mut Total) {
        for l in 0..LANES {
            let [first, second, third] = [sums.raw[0][l], sums.raw[1][l], sums.raw[2][l]];
            let [variance, with_square, central] =
                [sums.central[0][l], sums.central[1][l], sums.central[2][l]];
            let (keep, p1, p2, p3) = (self.keep[l], self.prices[0][l], self.prices[1][l], self.prices[2][l]);
            let spread = self.unlike[l] * p1;
            // Given N: c2 = p2 N + of_square N^2, c3 = p3 N + 3 spread p2 N^2 + 2 spread of_square N^3.
            let of_square = spread * p1;
            let c2 = p2 * first + of_square * second;
            let c3 = p3 * first + 3.0 * (spread * p2 * second) + 2.0 * (spread * of_square * third);
            // Three times the covariance of N and c2.
            let bent = 3.0 * (p2 * variance + of_square * with_square);
            let (square, left) = (keep * keep, keep * p1 - self.servicing[l]);
            total.revenue[0][l] += p1 * first;
            total.revenue[1][l] += c2 + p1 * p1 * variance;
            total.revenue[2][l] += c3 + p1 * (bent + p1 * p1 * central);
            total.profit[0][l] += left * first;
            total.profit[1][l] += square * c2 + left * left * variance;
            total.profit[2][l] += square * keep * c3 + left * (square * bent + left * left * central);
        }
    }

    /// What the chance of a count that is not whole adds (see [`total`](super::total)).
    #[inline(always)]
    fn add_broken(&self, client: &Active, counts: &Counts, cac: &Lanes, total: &mut Total) {
        for l in 0..LANES {
            let (first, variance) = (client.raw[0][l], client.central[0][l]);
            let (keep, p1) = (self.keep[l], self.prices[0][l]);
            let given = self.prices[1][l] * first + self.unlike[l] * p1 * p1 * client.raw[1][l];
            let left = keep * p1 - self.servicing[l];
            let revenue = (p1 * first, given + p1 * p1 * variance);
            let profit = (left * first - cac[l], keep * keep * given + left * left * variance);
            for (sums, (k1, k2)) in [(&mut total.revenue, revenue), (&mut total.profit, profit)] {
                let (second, third) = counts.of_chance(l, k1, k2);
                sums[1][l] += second;
                sums[2][l] += third;
            }
        }
    }
}
