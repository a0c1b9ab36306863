//! Pareto/NBD: a client leaves at some moment, whether it orders or not (Schmittlein, Morrison and Colombo 1987).
//!
//! Each client has its own rate of leaving, gamma of shape `s` and rate `beta` over clients. The terms below are: still there,
//! left at some time since the last order.
//!
//! ```text
//! L = Gamma(r + x) / Gamma(r) * alpha^r beta^s
//!   * [ (alpha + T)^-(r + x) (beta + T)^-s + s integral from t_x to T of (alpha + u)^-(r + x) (beta + u)^-(s + 1) du ]
//! ```

use super::leaving_integral::LeavingIntegral;
use super::rising::Rising;
use super::{OrderModel, Watched};
use crate::math::jet::Jet;
use crate::math::{gamma, poisson};

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

impl OrderModel for ParetoNbd {
    fn log_likelihood(&self, client: Watched) -> Jet<4> {
        let [r, alpha, s, beta] = self.parameters;
        let Watched { repeats, age, .. } = client;
        let orders = self.rising.at(&r, repeats)
            - r * (alpha.recip() * age).ln_1p()
            - (alpha + age).ln() * f64::from(repeats);
        let staying = s * (beta.recip() * age).ln_1p();
        // W is counted from the end of watching, so that only s / (beta + T) is left beside it.
        let gone = self
            .integral(client)
            .map_or(Jet::ZERO, |integral| (s.ln() - (beta + age).ln() + integral.jet()).ln_1p_exp());
        orders - staying + gone
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

    fn draw(&self, client: Watched, horizon: f64, uniforms: [f64; 6]) -> f64 {
        let [there, rate, leaves, _, leaving, orders] = uniforms;
        if there >= self.p_alive(client) {
            return 0.0;
        }
        let [r, alpha, s, beta] = self.parameters.map(|parameter| parameter.value);
        let rate = gamma::quantile(rate, r + f64::from(client.repeats)) / (alpha + client.age);
        let leaves = gamma::quantile(leaves, s) / (beta + client.age);
        let life = -libm::log(leaving) / leaves;
        poisson::quantile(orders, rate * life.min(horizon))
    }

    fn expected_of_new(&self, horizon: f64) -> f64 {
        let [r, alpha, s, beta] = self.parameters.map(|parameter| parameter.value);
        r / alpha * time_there(s, beta, horizon)
    }
}

/// How long a client whose rate of leaving is gamma will be there of the next `horizon`: the integral of
/// `(beta / (beta + u))^s`, by `w = ln(1 + horizon / beta)` and `c = s - 1` equal to `beta (1 - e^(-c w)) / c`.
fn time_there(s: f64, beta: f64, horizon: f64) -> f64 {
    let (c, w) = (s - 1.0, libm::log1p(horizon / beta));
    beta * if c == 0.0 { w } else { -libm::expm1(-c * w) / c }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fit::models::tests::assert_matches;
    use crate::fit::reference::PARETO_NBD;

    #[test]
    fn pareto_nbd_matches_arbitrary_precision() {
        assert_matches(PARETO_NBD, ParetoNbd::new);
    }
}
