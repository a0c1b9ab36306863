//! Gamma-Gamma: how much clients spend an order (Colombo and Jiang 1999; Fader and Hardie 2013, "The gamma-gamma model of
//! monetary value").
//!
//! A client's orders are gamma of shape `p` and its own rate, rates gamma of shape `q` and rate `v` over clients. Of a client with
//! `x` repeat orders of mean `z`, with `w = x z`,
//!
//! ```text
//! ln L = -ln B(p x, q) - q ln(1 + w / v) - p x ln(1 + v / w) - ln z
//! E[mean | x, z] = p (v + w) / (p x + q - 1)
//! ```
//!
//! which is the published equation (1a) with its powers gathered so that nothing large is subtracted.

use super::estimate::Estimate;
use super::interval::Interval;
use crate::data::amount;
use crate::data::history::History;
use crate::math::jet::Jet;
use crate::math::special::{digamma, ln_beta, trigamma};
use rayon::prelude::*;

/// What the parameters are called.
pub const PARAMETERS: [&str; 3] = ["p", "q", "v"];

/// Clients that are added up at once, in their order.
const AT_ONCE: usize = 512;

/// What is known of a client's orders after the first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spending {
    /// How many.
    pub orders: u32,
    /// What they come to on average, returns of their days taken off; above 0.
    pub mean: f64,
}

/// What the repeat orders of a log's clients come to.
#[derive(Debug, Clone, PartialEq)]
pub struct Spendings {
    /// Of clients with a repeat order and a sum above nought.
    pub clients: Vec<Spending>,
    /// Clients with repeat orders whose sum is nought or less: the model has no place for them.
    pub without_sum: u64,
}

impl Spendings {
    /// Those of a log.
    pub fn of(history: &History) -> Self {
        let (mut clients, mut without_sum) = (Vec::new(), 0);
        for client in history.clients() {
            let orders = client.order_count();
            if orders < 2 {
                continue;
            }
            let units: i128 = client.amounts[1..].iter().copied().map(i128::from).sum();
            if units > 0 {
                let orders = orders - 1;
                clients.push(Spending { orders: orders as u32, mean: amount::number(units) / orders as f64 });
            } else {
                without_sum += 1;
            }
        }
        clients.sort_unstable_by(|a, b| a.orders.cmp(&b.orders).then(a.mean.total_cmp(&b.mean)));
        Self { clients, without_sum }
    }
}

/// Fits `p, q, v`.
pub fn fit(spendings: &Spendings) -> Estimate<3> {
    let mean = spendings.clients.iter().map(|client| client.mean).sum::<f64>()
        / spendings.clients.len().max(1) as f64;
    let starts = [[1.0, 3.0], [6.0, 4.0], [30.0, 30.0]].map(|[p, q]| [p, q, mean * (q - 1.0) / p]);
    Estimate::of(&starts, None, &|parameters| log_likelihood_of(spendings, Jet::variables(parameters)))
}

/// The 90 % intervals of fitted parameters by the [profiles](super::profile) of the likelihood.
pub fn profile(spendings: &Spendings, estimate: &Estimate<3>) -> [Interval; 3] {
    estimate.profile(&|parameters| log_likelihood_of(spendings, Jet::variables(parameters)))
}

/// The logarithm of the likelihood of all clients.
pub(super) fn log_likelihood_at(parameters: [f64; 3], spendings: &Spendings) -> f64 {
    log_likelihood_of(spendings, parameters.map(Jet::<0>::constant)).value
}

/// The logarithm of the likelihood of all clients, with as many derivatives as the parameters have.
fn log_likelihood_of<const N: usize>(spendings: &Spendings, parameters: [Jet<N>; 3]) -> Jet<N> {
    let parts: Vec<Jet<N>> = spendings
        .clients
        .par_chunks(AT_ONCE)
        .map(|clients| {
            let of = |client: &Spending| log_likelihood(parameters, *client);
            clients.iter().map(of).fold(Jet::ZERO, |sum, part| sum + part)
        })
        .collect();
    parts.into_iter().fold(Jet::ZERO, |sum, part| sum + part)
}

fn log_likelihood<const N: usize>([p, q, v]: [Jet<N>; 3], client: Spending) -> Jet<N> {
    let orders = f64::from(client.orders);
    let sum = orders * client.mean;
    let px = p * orders;
    let shares = q * (v.recip() * sum).ln_1p() + px * (v * (1.0 / sum)).ln_1p();
    -ln_beta_jet(px, q) - shares + -libm::log(client.mean)
}

/// `ln B(a, b)` of jets.
fn ln_beta_jet<const N: usize>(a: Jet<N>, b: Jet<N>) -> Jet<N> {
    let (x, y) = (a.value, b.value);
    if N == 0 {
        return Jet::constant(ln_beta(x, y));
    }
    let sum = a + b;
    let (of_sum, bend_of_sum) = (digamma(x + y), trigamma(x + y));
    // The value is whole; only derivatives come by parts.
    let by = |jet: Jet<N>, at: f64| jet.through(0.0, digamma(at), trigamma(at));
    let mut jet = by(a, x) + by(b, y) - sum.through(0.0, of_sum, bend_of_sum);
    jet.value = ln_beta(x, y);
    jet
}

/// The mean order that is expected of a client, who may have no repeat order yet; none where the law has no mean.
pub fn expected_mean([p, q, v]: [f64; 3], client: Option<Spending>) -> Option<f64> {
    let (orders, sum) = client
        .map_or((0.0, 0.0), |client| (f64::from(client.orders), f64::from(client.orders) * client.mean));
    let freedom = p * orders + q - 1.0;
    (freedom > 0.0).then(|| p * (v + sum) / freedom)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::behaviour::buying::reference::GAMMA_GAMMA;

    #[test]
    fn gamma_gamma_matches_arbitrary_precision() {
        for row in GAMMA_GAMMA {
            let [p, q, v, x, mean, ln, expected] = *row;
            let client = Spending { orders: x as u32, mean };
            let found = log_likelihood(Jet::variables([p, q, v]), client).value;
            assert!((found - ln).abs() < 1e-11 * (1.0 + ln.abs()), "{row:?}: {found}");
            let found = expected_mean([p, q, v], Some(client));
            if p * x + q > 1.0 + 1e-6 {
                assert!((found.unwrap() / expected - 1.0).abs() < 1e-9, "{row:?}: {found:?}");
            }
        }
    }

    #[test]
    fn derivatives_are_those_of_the_likelihood() {
        let client = Spending { orders: 3, mean: 27.5 };
        let point = [6.2, 3.7, 15.4];
        let at = |point: [f64; 3]| log_likelihood(Jet::variables(point), client);
        let here = at(point);
        for moved in 0..3 {
            let by = |step: f64| {
                let mut other = point;
                other[moved] += step;
                at(other)
            };
            let (above, below) = (by(1e-4), by(-1e-4));
            let slope = (above.value - below.value) / 2e-4;
            assert!((slope - here.gradient[moved]).abs() < 1e-8, "{moved}: {slope} {here:?}");
            for other in 0..3 {
                let bend = (above.gradient[other] - below.gradient[other]) / 2e-4;
                assert!((bend - here.hessian[moved][other]).abs() < 1e-8, "{moved} {other}: {bend} {here:?}");
            }
        }
    }

    #[test]
    fn without_a_mean_nothing_is_expected() {
        assert_eq!(expected_mean([2.0, 1.0, 5.0], None), None);
        assert_eq!(expected_mean([2.0, 3.0, 5.0], None), Some(5.0));
        let client = Spending { orders: 1, mean: 10.0 };
        assert_eq!(expected_mean([2.0, 1.0, 5.0], Some(client)), Some(15.0));
    }
}
