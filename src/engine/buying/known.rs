//! Whether a client who is known by its history is still there, drawn exactly.
//!
//! By BG/NBD and MBG/NBD the chance is in closed form. By Pareto/NBD it is `A / (A + D)` with, for `k = r + x`,
//!
//! ```text
//! A = (alpha + T)^-k (beta + T)^-s / s      D = integral from t_x to T of (alpha + y)^-k (beta + y)^-(s + 1) dy
//! ```
//!
//! No integral is taken: where all trials have the same parameters the chance is known beforehand, and else it is drawn by
//! rejection. An envelope of `D`'s integrand with a mass `E` in closed form is the least of three: one of the factors as it is at
//! `t_x`, the other integrated; or, since `(beta + y) / (alpha + y)` moves one way, a multiple of one power of the smaller of
//! the two sums. With chance `A / (A + E)` the client is there; else a time of leaving is proposed and, if it is accepted, the client
//! has left; if not, all is drawn again. Then the two answers come as `A` to `D`.

use crate::math::exponential::exp;
use crate::math::logarithm::ln;
use crate::math::random::Key;

/// What is known of a client, in a trial of Pareto/NBD.
#[derive(Debug, Clone, Copy)]
pub(super) struct Silence {
    /// `r + x`.
    pub(super) k: f64,
    pub(super) alpha: f64,
    pub(super) s: f64,
    pub(super) beta: f64,
    /// `t_x`.
    pub(super) recency: f64,
    /// `T`.
    pub(super) age: f64,
}

/// Which envelope of the integrand is taken.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Kind {
    /// The sum with beta as it is at `t_x`.
    ByAlpha,
    /// The sum with alpha as it is at `t_x`.
    ByBeta,
    /// One power of the smaller sum.
    Both,
}

/// An envelope: its mass over `A`, and the least share of it that the integrand is anywhere.
#[derive(Debug, Clone, Copy)]
pub(super) struct Envelope {
    kind: Kind,
    mass: f64,
    least: f64,
}

/// `(e^(c w) - 1) / c`, from `e^(c w)`.
fn grown(power: f64, c: f64, w: f64) -> f64 {
    if (c * w).abs() < 1e-6 { w * (1.0 + 0.5 * c * w) } else { (power - 1.0) / c }
}

impl Silence {
    /// The envelope by which it is drawn whether the client is there.
    pub(super) fn prepared(&self) -> Envelope {
        if self.age <= self.recency {
            return Envelope { kind: Kind::Both, mass: 0.0, least: 1.0 };
        }
        self.envelope(self.widths())
    }

    /// Draws whether the client is there, from numbers at a key, a trial and a position.
    pub(super) fn is_there(&self, envelope: &Envelope, (key, trial, position): (Key, u64, u64)) -> bool {
        // The envelope is a few times the integral at most, so that this many draws are never refused.
        for place in 0..200 {
            let [here, accept] = key.pair(trial, position + 2 * place);
            if here * (1.0 + envelope.mass) < 1.0 {
                return true;
            }
            let moment = || self.moment(envelope.kind, key.pair(trial, position + 2 * place + 1)[0]);
            if accept < envelope.least || accept < self.share(envelope.kind, moment()) {
                return false;
            }
        }
        true
    }

    /// `ln((alpha + T) / (alpha + t_x))`, and that of beta.
    fn widths(&self) -> [f64; 2] {
        [self.alpha, self.beta].map(|shift| ln((shift + self.age) / (shift + self.recency)))
    }

    /// The envelope of the least mass.
    fn envelope(&self, [to_alpha, to_beta]: [f64; 2]) -> Envelope {
        let Self { k, alpha, s, beta, recency, age } = *self;
        let (a, b) = (alpha + age, beta + age);
        // Powers of the sums at `t_x`, relative to those at `T`.
        let (orders, leaving) = (exp((k - 1.0) * to_alpha), exp(s * to_beta));
        let (all_orders, all_leaving) = (orders * a / (alpha + recency), leaving * b / (beta + recency));
        let by_alpha = Envelope {
            kind: Kind::ByAlpha,
            mass: s * a / b * all_leaving * grown(orders, k - 1.0, to_alpha),
            least: 1.0 / all_leaving,
        };
        let by_beta = Envelope {
            kind: Kind::ByBeta,
            mass: s * all_orders * grown(leaving, s, to_beta),
            least: 1.0 / all_orders,
        };
        // Of the smaller shift: the larger one's sum is at least that multiple of the smaller one's which it is at `T`.
        let (width, per, least) = if alpha < beta {
            (to_alpha, a, exp((s + 1.0) * (to_beta - to_alpha)))
        } else {
            (to_beta, b, exp(k * (to_alpha - to_beta)))
        };
        let both = Envelope {
            kind: Kind::Both,
            mass: s * per / b * grown(exp((k + s) * width), k + s, width),
            least,
        };
        let least = if by_alpha.mass < by_beta.mass { by_alpha } else { by_beta };
        if both.mass < least.mass { both } else { least }
    }

    /// The moment of leaving at a share of the envelope's mass.
    fn moment(&self, kind: Kind, u: f64) -> f64 {
        let (shift, c) = match kind {
            Kind::ByAlpha => (self.alpha, self.k - 1.0),
            Kind::ByBeta => (self.beta, self.s),
            Kind::Both => (self.alpha.min(self.beta), self.k + self.s),
        };
        let near = shift + self.recency;
        let width = ln((shift + self.age) / near);
        // ln((shift + y) / near): of the mass (1 - e^(-c w)) / c up to w.
        let w = if c == 0.0 { u * width } else { -libm::log1p(u * libm::expm1(-c * width)) / c };
        (near * libm::exp(w) - shift).clamp(self.recency, self.age)
    }

    /// What the integrand is of the envelope at a moment.
    fn share(&self, kind: Kind, y: f64) -> f64 {
        let Self { k, alpha, s, beta, recency, age } = *self;
        let power = |ratio: f64, power: f64| libm::exp(power * ln(ratio));
        match kind {
            Kind::ByAlpha => power((beta + recency) / (beta + y), s + 1.0),
            Kind::ByBeta => power((alpha + recency) / (alpha + y), k),
            Kind::Both if alpha < beta => {
                power((beta + age) / (beta + y) * (alpha + y) / (alpha + age), s + 1.0)
            }
            Kind::Both => power((alpha + age) / (alpha + y) * (beta + y) / (beta + age), k),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::behaviour::buying::{OrderLaw, Watched};

    /// The share of 40,000 draws is the chance by its integral within four standard errors (1 in 16,000, 11 of them), and the
    /// envelope is less than five times it wherever clients may be.
    #[test]
    fn clients_are_there_as_often_as_the_integral_says() {
        let cases = [
            ([0.55, 74.0, 0.61, 82.0], 0, 0.0, 300.0),
            ([0.55, 74.0, 0.61, 82.0], 1, 20.0, 300.0),
            ([0.55, 74.0, 0.61, 82.0], 7, 200.0, 300.0),
            ([0.55, 74.0, 0.61, 82.0], 30, 290.0, 300.0),
            ([0.3, 5.0, 0.2, 500.0], 2, 10.0, 365.0),
            ([0.3, 500.0, 0.2, 5.0], 2, 10.0, 365.0),
            ([0.05, 2.0, 3.0, 900.0], 0, 0.0, 700.0),
            ([0.5, 30.0, 0.5, 30.0], 0, 0.0, 365.0),
            ([1.0, 30.0, 1.0, 60.0], 0, 0.0, 365.0),
            ([40.0, 2000.0, 9.0, 30.0], 3, 12.0, 90.0),
            ([1e-3, 1.0, 1e-3, 1.0], 0, 0.0, 1000.0),
        ];
        for (place, ([r, alpha, s, beta], repeats, recency, age)) in cases.into_iter().enumerate() {
            let silence = Silence { k: r + f64::from(repeats), alpha, s, beta, recency, age };
            let model = OrderLaw::ParetoNbd.at([r, alpha, s, beta], repeats);
            let chance = model.p_alive(Watched { repeats, recency, age });
            let odds = 1.0 / chance - 1.0;
            assert!(
                silence.envelope(silence.widths()).mass < 5.0 * odds,
                "{place}: {} {odds}",
                silence.envelope(silence.widths()).mass
            );
            let key = Key::of_seed(7).numbered(place as u64);
            let trials = 40_000;
            let there =
                (0..trials).filter(|trial| silence.is_there(&silence.prepared(), (key, *trial, 0))).count();
            let error = (chance * (1.0 - chance) / trials as f64).sqrt();
            let share = there as f64 / trials as f64;
            assert!((share - chance).abs() < 4.0 * error, "{place}: {share} {chance} {error}");
        }
    }
}
