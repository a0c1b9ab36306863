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

use crate::math::exponential::exp_within;
use crate::math::logarithm::ln;
use crate::math::random::Key;
use crate::model::behaviour::KnownClient;

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

impl Kind {
    /// As numbers, which stand in columns.
    const ALL: [(f64, Self); 3] = [(0.0, Self::ByAlpha), (1.0, Self::ByBeta), (2.0, Self::Both)];

    /// The kind of that number.
    pub(super) fn of(number: f64) -> Self {
        Self::ALL.into_iter().find(|(own, _)| *own == number).map_or(Self::Both, |(_, kind)| kind)
    }
}

/// An envelope: its mass over `A`, and the least share of it that the integrand is anywhere.
#[derive(Debug, Clone, Copy)]
pub(super) struct Envelope {
    pub(super) mass: f64,
    pub(super) least: f64,
    pub(super) kind: Kind,
}

/// `(e^(c w) - 1) / c`, from `e^(c w)`.
#[inline(always)]
fn grown(power: f64, c: f64, w: f64) -> f64 {
    if (c * w).abs() < 1e-6 { w * (1.0 + 0.5 * c * w) } else { (power - 1.0) / c }
}

impl Silence {
    /// Of a client, by the law's parameters.
    #[inline(always)]
    pub(super) fn of([r, alpha, s, beta]: [f64; 4], client: &KnownClient) -> Self {
        let KnownClient { repeats, recency, age, .. } = *client;
        Self { k: r + f64::from(repeats), alpha, s, beta, recency, age }
    }

    /// Draws whether the client is there, from a uniform number and those at a key, a trial and a position.
    pub(super) fn is_there(
        &self,
        envelope: &Envelope,
        u: f64,
        (key, trial, position): (Key, u64, u64),
    ) -> bool {
        let mut here = u;
        // The envelope is a few times the integral at most, so that this many draws are never refused.
        for place in 0..200 {
            if here * (1.0 + envelope.mass) < 1.0 {
                return true;
            }
            let [of_moment, accept] = key.pair(trial, position + 2 * place);
            if accept < envelope.least
                || accept < self.share(envelope.kind, self.moment(envelope.kind, of_moment))
            {
                return false;
            }
            [here, _] = key.pair(trial, position + 2 * place + 1);
        }
        true
    }

    /// The envelope of the least mass: that mass, its least share and its kind's number. For columns, without a branch.
    #[inline(always)]
    pub(super) fn envelope(&self) -> (f64, f64, f64) {
        let Self { k, alpha, s, beta, recency, age } = *self;
        let (a, b) = (alpha + age, beta + age);
        let (to_alpha, to_beta) = (ln(a / (alpha + recency)), ln(b / (beta + recency)));
        // Powers of the sums at `t_x`, relative to those at `T`.
        let (orders, leaving) = (exp_within((k - 1.0) * to_alpha), exp_within(s * to_beta));
        let (all_orders, all_leaving) = (orders * a / (alpha + recency), leaving * b / (beta + recency));
        let by_alpha = s * a / b * all_leaving * grown(orders, k - 1.0, to_alpha);
        let by_beta = s * all_orders * grown(leaving, s, to_beta);
        // Of the smaller shift: the larger one's sum is at least that multiple of the smaller one's which it is at `T`.
        let by_alpha_rest = (s + 1.0) * (to_beta - to_alpha);
        let by_beta_rest = k * (to_alpha - to_beta);
        let is_alpha = alpha < beta;
        let (width, per) = if is_alpha { (to_alpha, a) } else { (to_beta, b) };
        let rest = if is_alpha { by_alpha_rest } else { by_beta_rest };
        let both = s * per / b * grown(exp_within((k + s) * width), k + s, width);
        let is_by_alpha = by_alpha < by_beta;
        let (mass, all, kind) =
            if is_by_alpha { (by_alpha, all_leaving, 0.0) } else { (by_beta, all_orders, 1.0) };
        if both < mass { (both, exp_within(rest), 2.0) } else { (mass, 1.0 / all, kind) }
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
            let (mass, least, kind) = silence.envelope();
            assert!(mass < 5.0 * odds, "{place}: {mass} {odds}");
            let envelope = Envelope { mass, least, kind: Kind::of(kind) };
            let key = Key::of_seed(7).numbered(place as u64);
            let trials = 40_000;
            let there = (0..trials)
                .filter(|trial| silence.is_there(&envelope, key.uniform(*trial, 0), (key, *trial, 0)))
                .count();
            let error = (chance * (1.0 - chance) / trials as f64).sqrt();
            let share = there as f64 / trials as f64;
            assert!((share - chance).abs() < 4.0 * error, "{place}: {share} {chance} {error}");
        }
    }
}
