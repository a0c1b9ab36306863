//! Clients of whom nobody hears any more: how many of them are there all the same, of each month of joining at each age.
//!
//! The months of orders are read as captures of animals in the wild, some of which are shyer than others. A client who joins
//! in month `c` is there for a while, and in each month `t` after that of joining in which it is there, it is seen (orders)
//! or not:
//!
//! ```text
//! leaves between age a and a + 1    h(c, a) = A_a C_(c + a)
//! is seen in month t                p_t / (1 - p_t) = (e^rate - 1) e^(b_t)
//! rate, which lasts                 gamma distribution of mean m and coefficient of variation k
//! ```
//!
//! `e^rate - 1` are the odds of an order or more in a month at that rate of a Poisson process; `b_t` are seasons, and make
//! up for a last month that is not over. Since odds are multiplied, the likelihood of what a client did is known from three
//! numbers: its month of joining, the age `e` at which it was seen last, and the number `x` of months in which it was seen
//! after that of joining:
//!
//! ```text
//! L(c, e, x) = sum over rates  w  prod_(t = c+1 .. c+e) (1 - p_t)  (e^rate - 1)^x  U(e)       (times what all rates share)
//! U(a) = h(c, a) + (1 - h(c, a)) (1 - p_(c+a+1)) U(a + 1),   U(last age) = 1                not seen any more after age a
//! ```
//!
//! These are the sufficient statistics of the BG/BB model (Fader, Hardie and Shang 2010, Customer-base analysis in a
//! discrete-time noncontractual setting, Marketing Science 29), with chances of leaving that may change with age and month,
//! and chances of being seen that change with the month (Pledger, Pollock and Norris 2003, Open capture-recapture models
//! with heterogeneity, Biometrics 59). Without different rates it would be the recapture of Jolly and Seber (1965), who
//! take those who order seldom for gone: of 5 % churn, at 0.8 orders a month and `k^2 = 1/2`, they find 6.6 %.
//!
//! `A`, `C` and `b` are found by expectation and maximisation, accelerated; `k` by a search over the likelihood's profile.
//! Weak priors keep them finite where there is little to see (`ascent`). Then the expected number of clients is summed up
//! who are there at each age after the one at which they were seen last.

mod ascent;
mod captured;
mod expectation;
mod rates;

pub(super) use captured::Captured;

use ascent::{Climb, Patience, climb};
use expectation::{Expected, Point, expect};
use rates::{NODES, nodes};

/// Coefficients of variation of rates: from all alike to a shape of 1/4.
const VARIATION_MOST: f64 = 2.0;
/// Steps of the search for it, each of which takes 0.618 of what is left; the last interval is of 0.03.
const STEPS: usize = 9;
/// How long a climb takes at each step, in rounds of three passes, and at the end.
const AT_EACH: Patience = Patience { rounds: 40, gain: 2e-3 };
const AT_LAST: Patience = Patience { rounds: 80, gain: 1e-4 };

/// The rates that a group's clients order at.
#[derive(Debug, Clone)]
struct Search<'a> {
    captured: &'a Captured,
    settled: usize,
    mean: f64,
    climb: Climb,
}

/// How many clients of each month of joining are there at each age without being seen then or later, in months that the
/// first `settled` are of.
pub(super) fn unseen(captured: &Captured, settled: usize) -> Vec<Vec<f64>> {
    if settled == 0 || captured.months < 2 || captured.cohorts.is_empty() {
        return Vec::new();
    }
    let start = Climb { point: Point::start(captured.months), likelihood: f64::NEG_INFINITY };
    let mut search = Search { captured, settled, mean: captured.mean_rate(), climb: start };
    let variation = search.variation();
    search.profile(variation, AT_LAST);
    let Expected { unseen, .. } = expect(captured, &search.climb.point, &search.nodes(variation));
    unseen
}

impl Search<'_> {
    /// The coefficient of variation of the highest likelihood, by golden sections.
    fn variation(&mut self) -> f64 {
        let golden = (5.0_f64.sqrt() - 1.0) / 2.0;
        let (mut low, mut high) = (0.0, VARIATION_MOST);
        // A first guess, so that both ends begin from something likely.
        self.profile(0.7, AT_EACH);
        let (mut left, mut right) = (high - golden * (high - low), low + golden * (high - low));
        let (mut of_left, mut of_right) = (self.profile(left, AT_EACH), self.profile(right, AT_EACH));
        for _ in 0..STEPS {
            if of_left < of_right {
                (low, left, of_left) = (left, right, of_right);
                right = low + golden * (high - low);
                of_right = self.profile(right, AT_EACH);
            } else {
                (high, right, of_right) = (right, left, of_left);
                left = high - golden * (high - low);
                of_left = self.profile(left, AT_EACH);
            }
        }
        // Where nothing speaks for different rates they are the same.
        if low == 0.0 { 0.0 } else { f64::midpoint(low, high) }
    }

    /// The likelihood at that coefficient of variation, and the point of it as the next start.
    fn profile(&mut self, variation: f64, patience: Patience) -> f64 {
        self.centre();
        let nodes = self.nodes(variation);
        self.climb = climb(self.captured, self.climb.point.clone(), &nodes, self.settled, patience);
        self.climb.likelihood
    }

    fn nodes(&self, variation: f64) -> [f64; NODES] {
        nodes(variation).map(|rate| libm::log(libm::expm1(rate * self.mean)))
    }

    /// Lets the mean rate say what all months have in common: the level of rates decides how odds differ between them.
    fn centre(&mut self) {
        let seen = &self.captured.seen_again;
        let all: f64 = seen.iter().sum();
        if all > 0.0 {
            let odds = &mut self.climb.point.odds;
            let shift = odds.iter().zip(seen).map(|(odds, seen)| odds * seen).sum::<f64>() / all;
            for odds in odds {
                *odds -= shift;
            }
            self.mean = libm::log1p(libm::expm1(self.mean) * libm::exp(shift)).clamp(1e-6, 30.0);
        }
    }
}

#[cfg(test)]
mod tests;
