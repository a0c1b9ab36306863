//! The horizon's totals: independent clients added up, with the chance of a count that is not whole.
//!
//! A count `x` is made whole as `n + B`, `n = floor(x)` and `B ~ Bernoulli(f)`, `f = x - n`. Of a client with cumulants
//! `k_j` the generating function of that many is `n K(s) + ln(1 - f + f exp K(s))`, so with `b_j` the cumulants of `B`
//!
//! ```text
//! x k1
//! x k2 + b2 k1^2
//! x k3 + 3 b2 k1 k2 + b3 k1^3
//! x k4 + b2 (4 k1 k3 + 3 k2^2) + 6 b3 k1^2 k2 + b4 k1^4
//! b2 = f (1 - f)      b3 = b2 (1 - 2 f)      b4 = b2 (1 - 6 b2)
//! ```

use super::client::Client;
use super::order::Four;
use crate::math::lanes::{LANES, Lanes};

/// Cumulants of the horizon's revenue and profit.
#[derive(Debug, Clone)]
pub(super) struct Total {
    pub(super) revenue: Four,
    pub(super) profit: Four,
}

/// How many clients, and by how much that is more than a whole number.
#[derive(Debug)]
pub(super) struct Counts {
    pub(super) clients: Lanes,
    fractions: Lanes,
    /// Whether there may be any fraction.
    pub(super) broken: bool,
}

impl Counts {
    /// Of counts that are whole unless they are said to be broken.
    #[inline(always)]
    pub(super) fn new(clients: Lanes, broken: bool) -> Self {
        let mut fractions = [0.0; LANES];
        if broken {
            for l in 0..LANES {
                fractions[l] = clients[l] - clients[l].floor();
            }
        }
        Self { clients, fractions, broken }
    }

    /// What the fraction of a trial adds to the second and third cumulant, of a client with these first two.
    #[inline(always)]
    pub(super) fn of_chance(&self, trial: usize, k1: f64, k2: f64) -> (f64, f64) {
        let [b2, b3, _] = bernoulli(self.fractions[trial]);
        let square = k1 * k1;
        (b2 * square, k1 * (3.0 * (b2 * k2) + b3 * square))
    }
}

impl Total {
    /// Nothing but fixed costs.
    pub(super) fn of_costs(fixed: &Lanes) -> Self {
        let mut total = Self { revenue: [[0.0; LANES]; 4], profit: [[0.0; LANES]; 4] };
        total.profit[0] = fixed.map(|costs| -costs);
        total
    }

    /// Adds so many clients, each acquired at a cost.
    #[inline(always)]
    pub(super) fn add(&mut self, counts: &Counts, client: &Client, cac: &Lanes) {
        add(&mut self.revenue, counts, &client.revenue, &[0.0; LANES]);
        add(&mut self.profit, counts, &client.left, cac);
    }
}

/// The second, third and fourth cumulant of what happens with that probability.
#[inline(always)]
fn bernoulli(f: f64) -> [f64; 3] {
    let b2 = f * (1.0 - f);
    [b2, b2 * (1.0 - 2.0 * f), b2 * (1.0 - 6.0 * b2)]
}

/// Adds cumulants, the first of them less a cost.
#[inline(always)]
fn add(sums: &mut Four, counts: &Counts, cumulants: &Four, cost: &Lanes) {
    for l in 0..LANES {
        sums[0][l] += counts.clients[l] * (cumulants[0][l] - cost[l]);
    }
    for (sums, cumulants) in sums.iter_mut().zip(cumulants).skip(1) {
        for l in 0..LANES {
            sums[l] += counts.clients[l] * cumulants[l];
        }
    }
    if !counts.broken {
        return;
    }
    for l in 0..LANES {
        let [b2, b3, b4] = bernoulli(counts.fractions[l]);
        let (k1, k2, k3) = (cumulants[0][l] - cost[l], cumulants[1][l], cumulants[2][l]);
        let square = k1 * k1;
        let (second, third) = counts.of_chance(l, k1, k2);
        sums[1][l] += second;
        sums[2][l] += third;
        sums[3][l] += b2 * (4.0 * (k1 * k3) + 3.0 * (k2 * k2)) + square * (6.0 * (b3 * k2) + b4 * square);
    }
}
