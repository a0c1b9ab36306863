//! One client of a cohort: the cumulants of what it pays, and of what it leaves before CAC, over the horizon.
//!
//! Let `L` be the client's last active month, `A_k(L)` the sum of `rate_t growth_t^k E V^k` over its months (for a
//! subscription `growth_t^k kappa_k(V)`), and `G ~ Gamma(r) / r` its own rate (`G = 1`: `r` infinite). Given `L` and `G`
//! the revenue is a sum of independent months with cumulants `G A_k`, so given `L` alone its generating function is
//! `-r ln(1 - psi / r)` with `psi(s) = sum A_k s^k / k!`, and its cumulants are
//!
//! ```text
//! c1 = A1                     c2 = A2 + A1^2 / r
//! c3 = A3 + 3 A1 A2 / r + 2 A1^3 / r^2
//! c4 = A4 + (4 A1 A3 + 3 A2^2) / r + 12 A1^2 A2 / r^2 + 6 A1^4 / r^3
//! ```
//!
//! What the client leaves has `keep^k c_k`, but the mean `keep A1 - servicing(L)`. With `d` the deviation of the mean
//! given `L` from the mean of all, the law of total cumulance over `L` gives
//!
//! ```text
//! k2 = E[c2 + d^2]      k3 = E[c3 + 3 d c2 + d^3]
//! k4 = E[c4 + 4 d c3 + 3 c2^2 + 6 d^2 c2 + d^4] - 3 k2^2
//! ```
//!
//! The mean is taken first, so that nothing cancels.

use super::order::Four;
use crate::math::lanes::{LANES, Lanes};

/// The cumulants of a client's revenue and of what it leaves before CAC.
#[derive(Debug, Clone)]
pub(super) struct Client {
    pub(super) revenue: Four,
    pub(super) left: Four,
}

/// What months mean to a client: sums of all months before, so that any stretch is a difference.
#[derive(Debug)]
pub(super) struct Prices {
    /// `rate_t growth_t^k` times the order's mass, summed over the months before; one entry more than months.
    pub(super) before: Vec<Four>,
    /// Servicing, summed alike.
    pub(super) servicing: Vec<Lanes>,
    /// What is left of revenue after cost of goods and tax.
    pub(super) keep: Lanes,
    /// `1 / r`; 0 where all clients order alike.
    pub(super) unlike: Lanes,
}

/// When clients leave.
#[derive(Debug)]
pub(super) struct Life {
    /// `S(a)`: there at age `a` (counted from the client's first month in the horizon).
    pub(super) there: Vec<Lanes>,
    /// `S(a) h(a)`: age `a` is the last.
    pub(super) leaving: Vec<Lanes>,
}

/// Sums over the ages at which a client may end.
#[derive(Debug)]
struct Sums {
    mean: Lanes,
    mean_servicing: Lanes,
    /// Of `c2`, `c3`, `c4`.
    given: [Lanes; 3],
    /// Of what the deviations of the mean add to the second, third and fourth, for revenue.
    paid: [Lanes; 3],
    /// The same of what is left.
    left: [Lanes; 3],
}

/// A client who joins (or opens) in month `from`; the fourth cumulants are zeros unless asked for.
#[inline(always)]
pub(super) fn client<const FOURTH: bool>(prices: &Prices, life: &Life, from: usize) -> Client {
    let zeros = [[0.0; LANES]; 3];
    let mut sums = Sums { mean: zeros[0], mean_servicing: zeros[0], given: zeros, paid: zeros, left: zeros };
    let months = prices.before.len() - 1 - from;
    // Who has not left before the last month ends there, whatever comes.
    let ends = |age: usize| if age + 1 == months { &life.there[age] } else { &life.leaving[age] };
    for age in 0..months {
        sums.add_means(prices, ends(age), from, from + age + 1);
    }
    for age in 0..months {
        sums.add_deviations::<FOURTH>(prices, ends(age), from, from + age + 1);
    }
    sums.client::<FOURTH>(&prices.keep)
}

impl Sums {
    /// Clients who pay from the month `from` on and no more from the month `end` on.
    #[inline(always)]
    fn add_means(&mut self, prices: &Prices, weight: &Lanes, from: usize, end: usize) {
        let (start, stop) = (&prices.before[from][0], &prices.before[end][0]);
        let (start_servicing, stop_servicing) = (&prices.servicing[from], &prices.servicing[end]);
        for l in 0..LANES {
            self.mean[l] += weight[l] * (stop[l] - start[l]);
            self.mean_servicing[l] += weight[l] * (stop_servicing[l] - start_servicing[l]);
        }
    }

    #[inline(always)]
    fn add_deviations<const FOURTH: bool>(
        &mut self,
        prices: &Prices,
        weight: &Lanes,
        from: usize,
        end: usize,
    ) {
        let (start, stop) = (&prices.before[from], &prices.before[end]);
        let (start_servicing, stop_servicing) = (&prices.servicing[from], &prices.servicing[end]);
        for l in 0..LANES {
            let (keep, q, weight) = (prices.keep[l], prices.unlike[l], weight[l]);
            let (a1, a2, a3) = (stop[0][l] - start[0][l], stop[1][l] - start[1][l], stop[2][l] - start[2][l]);
            let servicing = stop_servicing[l] - start_servicing[l];
            let spread = q * a1;
            let c2 = a2 + spread * a1;
            let c3 = a3 + spread * (3.0 * a2 + 2.0 * (spread * a1));
            let d = a1 - self.mean[l];
            let d_left = keep * d - (servicing - self.mean_servicing[l]);
            let (square, square_left, c2_left) = (d * d, d_left * d_left, keep * keep * c2);
            self.given[0][l] += weight * c2;
            self.given[1][l] += weight * c3;
            self.paid[0][l] += weight * square;
            self.paid[1][l] += weight * d * (3.0 * c2 + square);
            self.left[0][l] += weight * square_left;
            self.left[1][l] += weight * d_left * (3.0 * c2_left + square_left);
            if FOURTH {
                let a4 = stop[3][l] - start[3][l];
                let c4 = a4
                    + q * (4.0 * (a1 * a3) + 3.0 * (a2 * a2))
                    + spread * spread * (12.0 * a2 + 6.0 * (spread * a1));
                let c3_left = keep * keep * keep * c3;
                self.given[2][l] += weight * c4;
                self.paid[2][l] += weight * fourth(d, c2, c3);
                self.left[2][l] += weight * fourth(d_left, c2_left, c3_left);
            }
        }
    }

    #[inline(always)]
    fn client<const FOURTH: bool>(&self, keep: &Lanes) -> Client {
        let mut client = Client { revenue: [[0.0; LANES]; 4], left: [[0.0; LANES]; 4] };
        for l in 0..LANES {
            let keep = keep[l];
            let cumulants = |keep: f64, mean: f64, of: &[Lanes; 3]| {
                let square = keep * keep;
                let k2 = square * self.given[0][l] + of[0][l];
                let k3 = square * keep * self.given[1][l] + of[1][l];
                let k4 = square * square * self.given[2][l] + of[2][l] - 3.0 * (k2 * k2);
                [mean, k2, k3, if FOURTH { k4 } else { 0.0 }]
            };
            let revenue = cumulants(1.0, self.mean[l], &self.paid);
            let left = cumulants(keep, keep * self.mean[l] - self.mean_servicing[l], &self.left);
            for k in 0..4 {
                client.revenue[k][l] = revenue[k];
                client.left[k][l] = left[k];
            }
        }
        client
    }
}

/// `4 d c3 + 3 c2^2 + 6 d^2 c2 + d^4`.
#[inline(always)]
fn fourth(d: f64, c2: f64, c3: f64) -> f64 {
    let square = d * d;
    4.0 * (d * c3) + 3.0 * (c2 * c2) + square * (6.0 * c2 + square)
}
