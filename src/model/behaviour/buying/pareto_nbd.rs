//! Pareto/NBD: a client leaves at some moment, whether it orders or not (Schmittlein, Morrison and Colombo 1987).
//!
//! Each client has its own rate of leaving, gamma of shape `s` and rate `beta` over clients. The terms below are: still there,
//! left at some time since the last order.
//!
//! ```text
//! L = Gamma(r + x) / Gamma(r) * alpha^r beta^s
//!   * [ (alpha + T)^-(r + x) (beta + T)^-s + s integral from t_x to T of (alpha + u)^-(r + x) (beta + u)^-(s + 1) du ]
//! ```

use super::counts::{Mixture, NegativeBinomial, until_nothing_is_left};
use super::leaving_integral::LeavingIntegral;
use super::rising::Rising;
use super::{OrderModel, Watched};
use crate::math::exponential::{exp_m1_within, exp_within};
use crate::math::jet::Jet;
use crate::math::lanes::Lanes;
use crate::math::logarithm::ln_1p;
use crate::math::quadrature::GAUSS_LEGENDRE;
use crate::math::vectors::in_vectors;

/// When so many logarithms of the clients have left, nobody is there.
const DEPTH: f64 = 42.0;
/// Logarithms that a density may fall by within a stretch of an integral.
const FALL: f64 = 6.0;

/// Pareto/NBD at parameters `r, alpha, s, beta`.
#[derive(Debug, Clone)]
pub struct ParetoNbd {
    parameters: [Jet<4>; 4],
    rising: Rising,
}

impl ParetoNbd {
    /// The model for clients of at most so many repeat orders.
    pub fn new(parameters: [f64; 4], repeats_most: u32) -> Self {
        Self { parameters: Jet::variables(parameters), rising: Rising::new(parameters[0], repeats_most) }
    }

    fn integral(&self, client: Watched) -> Option<LeavingIntegral> {
        let [r, alpha, s, beta] = self.parameters.map(|parameter| parameter.value);
        let Watched { repeats, recency, age } = client;
        (age > recency).then(|| LeavingIntegral {
            m: r + f64::from(repeats),
            alpha,
            n: s + 1.0,
            beta,
            recency,
            age,
        })
    }
}

impl ParetoNbd {
    /// The logarithm of the likelihood with as many derivatives as the parameters have, of which one is that of `ln W`.
    fn likelihood<const N: usize>(
        &self,
        [r, alpha, s, beta]: [Jet<N>; 4],
        client: Watched,
        ln_w: impl Fn(&LeavingIntegral) -> Jet<N>,
    ) -> Jet<N> {
        let Watched { repeats, age, .. } = client;
        let orders = self.rising.at(&r, repeats)
            - r * (alpha.recip() * age).ln_1p()
            - (alpha + age).ln() * f64::from(repeats);
        let staying = s * (beta.recip() * age).ln_1p();
        // W is counted from the end of watching, so that only s / (beta + T) is left beside it.
        let gone = self
            .integral(client)
            .map_or(Jet::ZERO, |integral| (s.ln() - (beta + age).ln() + ln_w(&integral)).ln_1p_exp());
        orders - staying + gone
    }
}

impl OrderModel for ParetoNbd {
    fn log_likelihood(&self, client: Watched) -> Jet<4> {
        self.likelihood(self.parameters, client, LeavingIntegral::jet)
    }

    fn log_likelihood_alone(&self, client: Watched) -> f64 {
        let parameters = self.parameters.map(|parameter| Jet::<0>::constant(parameter.value));
        self.likelihood(parameters, client, |integral| Jet::constant(integral.ln())).value
    }

    fn p_alive(&self, client: Watched) -> f64 {
        let [_, _, s, beta] = self.parameters.map(|parameter| parameter.value);
        self.integral(client).map_or(1.0, |integral| {
            let log_odds = libm::log(s / (beta + client.age)) + integral.ln();
            1.0 / (1.0 + libm::exp(log_odds))
        })
    }

    fn expected_if_alive(&self, client: Watched, horizon: f64) -> f64 {
        let [r, alpha, s, beta] = self.parameters.map(|parameter| parameter.value);
        let rate = (r + f64::from(client.repeats)) / (alpha + client.age);
        rate * time_there(s, beta + client.age, horizon)
    }

    /// The negative binomial law over the time until the client leaves, or the horizon: an integral over when it leaves, whose
    /// density is `s b^s / (b + u)^(s + 1)` with `b = beta + T`, by stretches of `z = ln(1 + u / c)`, `c` the smaller of `b` and the
    /// rate's own time.
    fn orders_if_alive(&self, client: Watched, horizon: f64) -> Vec<f64> {
        let [r, alpha, s, beta] = self.parameters.map(|parameter| parameter.value);
        let (m, per, beta) = (r + f64::from(client.repeats), alpha + client.age, beta + client.age);
        let near = per.min(beta);
        // Where next to nobody is left nothing is added.
        let until = horizon.min(beta * libm::expm1(DEPTH / s));
        let end = libm::log1p(until / near);
        // A law of many orders is narrow; where many leave the density falls, at worst within the last unit of z.
        let orders = m + m * until / per;
        let falls = s * libm::log1p(until / beta) / FALL * end.max(1.0);
        let stretches = f64::max(end, f64::max(end * orders.sqrt() / 3.0, falls)).ceil().max(1.0);
        let half = 0.5 * end / stretches;
        let mut of_leavers = Mixture::new(m, per);
        for stretch in 0..stretches as usize {
            let middle = half * (2 * stretch + 1) as f64;
            let (weights, u) = leaving(s, beta, near, [middle, half]);
            of_leavers.add(weights, &u);
        }
        let stays = libm::exp(-s * libm::log1p(horizon / beta));
        let mut of_stayers = NegativeBinomial::new(m, per, horizon);
        until_nothing_is_left(|| of_leavers.next() + stays * of_stayers.next())
    }

    fn expected_of_new(&self, horizon: f64) -> f64 {
        let [r, alpha, s, beta] = self.parameters.map(|parameter| parameter.value);
        r / alpha * time_there(s, beta, horizon)
    }
}

/// The chances of leaving about moments of a stretch, and the moments: it is given by its middle and half its length in `z`.
fn leaving(s: f64, beta: f64, near: f64, stretch: [f64; 2]) -> (Lanes, Lanes) {
    let (mut chances, mut moments) = (GAUSS_LEGENDRE.weights, GAUSS_LEGENDRE.points);
    fill_leaving(s, beta, near, stretch, &mut chances, &mut moments);
    (chances, moments)
}

in_vectors! {
    fn fill_leaving(
        s: f64,
        beta: f64,
        near: f64,
        [middle, half]: [f64; 2],
        chances: &mut Lanes,
        moments: &mut Lanes,
    ) {
        for (chance, moment) in chances.iter_mut().zip(moments) {
            let u = near * exp_m1_within(middle + half * *moment);
            let density = s / (beta + u) * exp_within(-s * ln_1p(u / beta));
            *chance *= half * density * (near + u);
            *moment = u;
        }
    }
}

/// How long a client whose rate of leaving is gamma will be there of the next `horizon`: the integral of
/// `(beta / (beta + u))^s`, by `w = ln(1 + horizon / beta)` and `c = s - 1` equal to `beta (1 - e^(-c w)) / c`.
pub(crate) fn time_there(s: f64, beta: f64, horizon: f64) -> f64 {
    let (c, w) = (s - 1.0, libm::log1p(horizon / beta));
    beta * if c == 0.0 { w } else { -libm::expm1(-c * w) / c }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::behaviour::buying::reference::PARETO_NBD;
    use crate::model::behaviour::buying::tests::assert_matches;

    #[test]
    fn pareto_nbd_matches_arbitrary_precision() {
        assert_matches(PARETO_NBD, ParetoNbd::new);
    }
}
