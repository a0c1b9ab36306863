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
use crate::math::lanes::Lanes;

/// Cumulants of the horizon's revenue and profit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Total {
    pub(super) revenue: Four,
    pub(super) profit: Four,
}

impl Total {
    /// Nothing but fixed costs.
    pub(super) fn of_costs(fixed: Lanes) -> Self {
        Self {
            revenue: [Lanes::ZERO; 4],
            profit: [Lanes::ZERO - fixed, Lanes::ZERO, Lanes::ZERO, Lanes::ZERO],
        }
    }

    /// Adds so many clients, each acquired at a cost.
    #[inline]
    pub(super) fn add(&mut self, count: Lanes, client: &Client, cac: Lanes) {
        let f = count.map(|count| count - count.floor());
        let [k1, k2, k3, k4] = client.left;
        add(&mut self.revenue, count, f, client.revenue);
        add(&mut self.profit, count, f, [k1 - cac, k2, k3, k4]);
    }
}

#[inline]
fn add(sums: &mut Four, count: Lanes, f: Lanes, [k1, k2, k3, k4]: Four) {
    let b2 = f * (Lanes::ONE - f);
    let b3 = b2 * (Lanes::ONE - 2.0 * f);
    let b4 = b2 * (Lanes::ONE - 6.0 * b2);
    let square = k1 * k1;
    sums[0] += count * k1;
    sums[1] += count * k2 + b2 * square;
    sums[2] += count * k3 + k1 * (3.0 * (b2 * k2) + b3 * square);
    sums[3] +=
        count * k4 + b2 * (4.0 * (k1 * k3) + 3.0 * (k2 * k2)) + square * (6.0 * (b3 * k2) + b4 * square);
}
