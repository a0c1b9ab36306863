//! The same client where every month is alike: no growth, no season, no market on orders.
//!
//! Then only the number of active months `N` counts: `A_k = p_k N`, and the cumulants of [`client`](super::client)
//! are polynomials of the moments of `N`. Clients with `n` months before them have
//! `E N^k = sum over j = 1..n of (j^k - (j - 1)^k) S(j - 1)`, so each further month adds one term, and a cohort costs a
//! few operations instead of a sweep over its months.

use super::client::{Client, Life, Prices};
use crate::math::lanes::{LANES, Lanes};

/// The moments of the active months, and what they are multiplied with.
#[derive(Debug)]
struct Even<'a> {
    prices: &'a Prices,
    /// `E N`, `E N^2`, `E N^3`.
    moments: [Lanes; 3],
}

/// Clients with ever more months before them, up to the horizon: item `n - 1` is of those with `n`. The fourth cumulants
/// are zeros.
#[inline(always)]
pub(super) fn fill_clients(prices: &Prices, life: &Life, clients: &mut Vec<Client>) {
    let mut even = Even { prices, moments: [[0.0; LANES]; 3] };
    clients.clear();
    for (age, there) in life.there.iter().enumerate() {
        clients.push(even.next((age + 1) as f64, there));
    }
}

impl Even<'_> {
    /// Clients with `n` months before them, of whom so many are there in the last.
    #[inline(always)]
    fn next(&mut self, n: f64, there: &Lanes) -> Client {
        let steps = [1.0, 2.0 * n - 1.0, 3.0 * n * (n - 1.0) + 1.0];
        // The first month stands for all.
        let (p, servicing) = (&self.prices.before[1], &self.prices.servicing[1]);
        let mut client = Client { revenue: [[0.0; LANES]; 4], left: [[0.0; LANES]; 4] };
        let [firsts, seconds, thirds] = &mut self.moments;
        for l in 0..LANES {
            firsts[l] += steps[0] * there[l];
            seconds[l] += steps[1] * there[l];
            thirds[l] += steps[2] * there[l];
            let (first, second, third) = (firsts[l], seconds[l], thirds[l]);
            let (keep, p1, p2, p3) = (self.prices.keep[l], p[0][l], p[1][l], p[2][l]);
            let spread = self.prices.unlike[l] * p1;
            // Given N: c2 = p2 N + of_square N^2, c3 = p3 N + 3 spread p2 N^2 + 2 spread of_square N^3.
            let of_square = spread * p1;
            let variance = second - first * first;
            let with_square = third - first * second;
            let central = with_square - 2.0 * (first * variance);
            let c2 = p2 * first + of_square * second;
            let c3 = p3 * first + 3.0 * (spread * p2 * second) + 2.0 * (spread * of_square * third);
            // Three times the covariance of N and c2.
            let bent = 3.0 * (p2 * variance + of_square * with_square);
            let (square, left) = (keep * keep, keep * p1 - servicing[l]);
            client.revenue[0][l] = p1 * first;
            client.revenue[1][l] = c2 + p1 * p1 * variance;
            client.revenue[2][l] = c3 + p1 * (bent + p1 * p1 * central);
            client.left[0][l] = left * first;
            client.left[1][l] = square * c2 + left * left * variance;
            client.left[2][l] = square * keep * c3 + left * (square * bent + left * left * central);
        }
        client
    }
}
