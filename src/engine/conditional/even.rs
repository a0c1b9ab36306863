//! The same client where every month is alike: no growth, no season, no market on orders.
//!
//! Then only the number of active months `N` counts: `A_k = p_k N`, and the cumulants of [`client`](super::client)
//! are polynomials of the moments of `N`. Clients with `n` months before them have
//! `E N^k = sum over j = 1..n of (j^k - (j - 1)^k) S(j - 1)`, so each further month adds one term, and a cohort costs a
//! few operations instead of a sweep over its months.

use super::client::{Client, Life, Prices};
use crate::math::lanes::Lanes;

/// Clients with ever more months before them: item `n - 1` is of those with `n`.
pub(super) fn clients<'a>(prices: &'a Prices, life: &'a Life) -> impl Iterator<Item = Client> + 'a {
    // The first month stands for all.
    let (p, servicing) = (prices.before[1], prices.servicing[1]);
    let (keep, q) = (prices.keep, prices.unlike);
    let keep_square = keep * keep;
    let left = keep * p[0] - servicing;
    let spread = q * p[0];
    // Given N: c2 = p2 N + of_square N^2, c3 = p3 N + 3 spread p2 N^2 + of_cube N^3.
    let of_square = spread * p[0];
    let of_cube = 2.0 * (spread * of_square);
    let mut moments = [Lanes::ZERO; 3];
    life.there.iter().enumerate().map(move |(age, there)| {
        let n = (age + 1) as f64;
        for (moment, step) in moments.iter_mut().zip([1.0, 2.0 * n - 1.0, 3.0 * n * (n - 1.0) + 1.0]) {
            *moment += step * *there;
        }
        let [first, second, third] = moments;
        let variance = second - first * first;
        let with_square = third - first * second;
        let central = with_square - 2.0 * (first * variance);
        let c2 = p[1] * first + of_square * second;
        let c3 = p[2] * first + 3.0 * (spread * p[1] * second) + of_cube * third;
        // The covariance of N and c2.
        let bent = 3.0 * (p[1] * variance + of_square * with_square);
        let cumulants = |price: Lanes, keep_square: Lanes, keep: Lanes| {
            [
                price * first,
                keep_square * c2 + price * price * variance,
                keep_square * keep * c3 + price * (keep_square * bent + price * price * central),
                Lanes::ZERO,
            ]
        };
        Client { revenue: cumulants(p[0], Lanes::ONE, Lanes::ONE), left: cumulants(left, keep_square, keep) }
    })
}
