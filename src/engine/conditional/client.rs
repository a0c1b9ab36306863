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
use crate::math::lanes::Lanes;

/// The cumulants of a client's revenue and of what it leaves before CAC.
#[derive(Debug, Clone, Copy)]
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

impl Life {
    /// The share whose last age is `age`, of those who have so many months before them.
    #[inline]
    fn ends(&self, age: usize, months: usize) -> Lanes {
        if age + 1 == months { self.there[age] } else { self.leaving[age] }
    }
}

/// A client who joins (or opens) in month `from`; the fourth cumulants are zeros unless asked for.
#[inline]
pub(super) fn client<const FOURTH: bool>(prices: &Prices, life: &Life, from: usize) -> Client {
    let months = prices.before.len() - 1 - from;
    let (start, start_servicing) = (prices.before[from], prices.servicing[from]);
    let (mut mean, mut mean_servicing) = (Lanes::ZERO, Lanes::ZERO);
    for age in 0..months {
        let weight = life.ends(age, months);
        mean += weight * (prices.before[from + age + 1][0] - start[0]);
        mean_servicing += weight * (prices.servicing[from + age + 1] - start_servicing);
    }
    let keep = prices.keep;
    let q = prices.unlike;
    let keep_square = keep * keep;
    let mut given = [Lanes::ZERO; 4];
    let (mut paid, mut left) = ([Lanes::ZERO; 3], [Lanes::ZERO; 3]);
    for age in 0..months {
        let weight = life.ends(age, months);
        let a: Four = std::array::from_fn(|k| prices.before[from + age + 1][k] - start[k]);
        let servicing = prices.servicing[from + age + 1] - start_servicing;
        let spread = q * a[0];
        let c2 = a[1] + spread * a[0];
        let c3 = a[2] + spread * (3.0 * a[1] + 2.0 * (spread * a[0]));
        given[1] += weight * c2;
        given[2] += weight * c3;
        let d = a[0] - mean;
        let square = d * d;
        paid[0] += weight * square;
        paid[1] += weight * d * (3.0 * c2 + square);
        let d_left = keep * d - (servicing - mean_servicing);
        let (square_left, c2_left) = (d_left * d_left, keep_square * c2);
        left[0] += weight * square_left;
        left[1] += weight * d_left * (3.0 * c2_left + square_left);
        if FOURTH {
            let c4 = a[3]
                + q * (4.0 * (a[0] * a[2]) + 3.0 * (a[1] * a[1]))
                + spread * spread * (12.0 * a[1] + 6.0 * (spread * a[0]));
            given[3] += weight * c4;
            paid[2] += weight * fourth(d, c2, c3);
            left[2] += weight * fourth(d_left, c2_left, keep_square * keep * c3);
        }
    }
    let revenue = [mean, given[1] + paid[0], given[2] + paid[1]];
    let left_before_cac = [
        keep * mean - mean_servicing,
        keep_square * given[1] + left[0],
        keep_square * keep * given[2] + left[1],
    ];
    let of = |[k1, k2, k3]: [Lanes; 3], central: Lanes| {
        [k1, k2, k3, if FOURTH { central - 3.0 * (k2 * k2) } else { Lanes::ZERO }]
    };
    Client {
        revenue: of(revenue, given[3] + paid[2]),
        left: of(left_before_cac, keep_square * keep_square * given[3] + left[2]),
    }
}

/// `4 d c3 + 3 c2^2 + 6 d^2 c2 + d^4`.
#[inline]
fn fourth(d: Lanes, c2: Lanes, c3: Lanes) -> Lanes {
    let square = d * d;
    4.0 * (d * c3) + 3.0 * (c2 * c2) + square * (6.0 * c2 + square)
}
