//! BG/NBD and MBG/NBD: a client may leave right after an order, each time with its own chance.
//!
//! Chances have a beta distribution of shapes `a` and `b`. By BG/NBD nobody leaves right after the first order (Fader,
//! Hardie and Lee 2005, "Counting your customers the easy way", equation 6); by MBG/NBD clients may (Batislam, Denizel and
//! Filiztekin 2007). With `n` orders that could be the last, `n = x` or `x + 1`,
//!
//! ```text
//! L = Gamma(r + x) / Gamma(r) * alpha^r / (alpha + T)^(r + x) * B(a, b + n) / B(a, b)
//!   * [ 1 + a / (b + n - 1) * ((alpha + T) / (alpha + t_x))^(r + x) ]     the second term only if n > 0
//! ```
//!
//! The terms are: still there, left after the last order.

use super::counts::{NegativeBinomial, until_nothing_is_left};
use super::dropout_orders::dropout_orders;
use super::rising::Rising;
use super::{OrderModel, Watched};
use crate::math::jet::Jet;

/// Whether clients may leave right after their first order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum First {
    /// BG/NBD: who has no repeat order is there for certain.
    Stays,
    /// MBG/NBD.
    MayLeave,
}

/// BG/NBD or MBG/NBD at parameters `r, alpha, a, b`.
#[derive(Debug, Clone)]
pub struct Dropout {
    first: First,
    parameters: [Jet<4>; 4],
    rising: Rising,
    /// `ln [B(a, b + n) / B(a, b)]` by `n`: who stays after each of `n` orders.
    staying: Vec<Jet<4>>,
}

impl Dropout {
    /// The model for clients of at most so many repeat orders.
    pub fn new(first: First, parameters: [f64; 4], repeats_most: u32) -> Self {
        let [r, _, a, b] = parameters;
        let mut sum = Jet::ZERO;
        let mut staying = vec![sum];
        staying.extend((0..=repeats_most).map(|before| {
            sum += stay(a, b + f64::from(before));
            sum
        }));
        Self { first, parameters: Jet::variables(parameters), rising: Rising::new(r, repeats_most), staying }
    }

    /// Orders after which the client could leave.
    fn chances_to_leave(&self, client: Watched) -> u32 {
        client.repeats + u32::from(self.first == First::MayLeave)
    }

    /// The parameters without derivatives.
    fn plain(&self) -> [Jet<0>; 4] {
        self.parameters.map(|parameter| Jet::constant(parameter.value))
    }

    /// The logarithm of the odds that the client has left, if it can have, with as many derivatives as the parameters have.
    fn log_odds_gone<const N: usize>(
        &self,
        [r, alpha, a, b]: [Jet<N>; 4],
        client: Watched,
    ) -> Option<Jet<N>> {
        let chances = self.chances_to_leave(client);
        let silence = alpha_ratio(alpha, client.age - client.recency, client.recency);
        (chances > 0).then(|| {
            let before_last = b + f64::from(chances - 1);
            a.ln() - before_last.ln() + (r + f64::from(client.repeats)) * silence
        })
    }

    /// The logarithm of the likelihood, likewise; of who stays after so many orders too.
    fn likelihood<const N: usize>(
        &self,
        parameters: [Jet<N>; 4],
        client: Watched,
        staying: impl Fn(usize) -> Jet<N>,
    ) -> Jet<N> {
        let [r, alpha, ..] = parameters;
        let Watched { repeats, age, .. } = client;
        let orders = self.rising.at(&r, repeats)
            - r * alpha_ratio(alpha, age, 0.0)
            - (alpha + age).ln() * f64::from(repeats);
        let staying = staying(self.chances_to_leave(client) as usize);
        let gone = self.log_odds_gone(parameters, client).map_or(Jet::ZERO, |odds| odds.ln_1p_exp());
        orders + staying + gone
    }
}

/// `ln [b / (a + b)]` with its derivatives by `a` and `b`, as one logarithm: the difference of two would lose its digits.
fn stay(a: f64, b: f64) -> Jet<4> {
    let whole = 1.0 / (a + b);
    let mut jet = Jet::constant(-libm::log1p(a / b));
    (jet.gradient[2], jet.gradient[3]) = (-whole, a * whole / b);
    jet.hessian[2][2] = whole * whole;
    jet.hessian[2][3] = whole * whole;
    jet.hessian[3][2] = whole * whole;
    jet.hessian[3][3] = -a * whole / b * (whole + 1.0 / b);
    jet
}

/// `ln((alpha + t + more) / (alpha + t))`.
fn alpha_ratio<const N: usize>(alpha: Jet<N>, more: f64, t: f64) -> Jet<N> {
    ((alpha + t).recip() * more).ln_1p()
}

impl OrderModel for Dropout {
    fn log_likelihood(&self, client: Watched) -> Jet<4> {
        self.likelihood(self.parameters, client, |chances| self.staying[chances])
    }

    fn log_likelihood_alone(&self, client: Watched) -> f64 {
        self.likelihood(self.plain(), client, |chances| Jet::constant(self.staying[chances].value)).value
    }

    fn p_alive(&self, client: Watched) -> f64 {
        self.log_odds_gone(self.plain(), client).map_or(1.0, |odds| 1.0 / (1.0 + libm::exp(odds.value)))
    }

    fn expected_if_alive(&self, client: Watched, horizon: f64) -> f64 {
        let [r, alpha, a, b] = self.parameters.map(|parameter| parameter.value);
        let stayed = b + f64::from(self.chances_to_leave(client));
        dropout_orders(a, stayed, r + f64::from(client.repeats), horizon / (alpha + client.age))
    }

    /// At least `k > 0` orders are made if the rate would make as many and none of the first `k - 1` is the last: the two are
    /// independent, and `E[(1 - p)^(k - 1)] = B(a, b' + k - 1) / B(a, b')`.
    fn orders_if_alive(&self, client: Watched, horizon: f64) -> Vec<f64> {
        let [r, alpha, a, b] = self.parameters.map(|parameter| parameter.value);
        let mut stayed = b + f64::from(self.chances_to_leave(client));
        let mut wanted = NegativeBinomial::new(r + f64::from(client.repeats), alpha + client.age, horizon);
        // Chances that so many orders are wanted at least, and that the client stays for them.
        let (mut at_least, mut staying, mut next_staying) = (1.0, 1.0, 1.0);
        until_nothing_is_left(|| {
            let chance = wanted.next();
            let more = (at_least - chance).max(0.0);
            let exactly = chance * staying + more * (staying - next_staying);
            (at_least, staying) = (more, next_staying);
            next_staying *= stayed / (a + stayed);
            stayed += 1.0;
            exactly
        })
    }

    fn expected_of_new(&self, horizon: f64) -> f64 {
        let [r, alpha, a, b] = self.parameters.map(|parameter| parameter.value);
        let u = horizon / alpha;
        match self.first {
            First::Stays => dropout_orders(a, b, r, u),
            // E[(1 - p) g(p)] by beta(a, b) is b / (a + b) times E[g(p)] by beta(a, b + 1).
            First::MayLeave => b / (a + b) * dropout_orders(a, b + 1.0, r, u),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::behaviour::buying::reference::{BG_NBD, MBG_NBD};
    use crate::model::behaviour::buying::tests::assert_matches;

    #[test]
    fn bg_nbd_matches_arbitrary_precision() {
        assert_matches(BG_NBD, |parameters, most| Dropout::new(First::Stays, parameters, most));
    }

    #[test]
    fn mbg_nbd_matches_arbitrary_precision() {
        assert_matches(MBG_NBD, |parameters, most| Dropout::new(First::MayLeave, parameters, most));
    }
}
