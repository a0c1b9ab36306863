//! What single clients' orders are worth: gamma of shape `p` and a rate of the client's own, itself `Gamma(q + p x, v + x z)` given
//! `x` orders of mean `z` (Fader and Hardie 2013, "The gamma-gamma model of monetary value").

use super::super::parameters::Parameters;
use super::client::Draws;
use crate::math::gamma::rejection::Shape;
use crate::model::behaviour::OrderValue;

/// The law over clients, in one trial.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spending {
    p: f64,
    q: f64,
    v: f64,
    /// Of an order's value.
    order: Shape,
}

/// One client, who has spent so much on so many orders; its rate is drawn when it is first needed.
#[derive(Debug)]
pub(super) struct Spender<'a> {
    law: &'a Spending,
    shape: f64,
    rate_of_rates: f64,
    rate: Option<f64>,
}

impl Spending {
    /// By trial; none where values are not each client's own.
    pub(super) fn by_trial(values: &OrderValue, parameters: &Parameters) -> Option<Vec<Self>> {
        let OrderValue::GammaGamma { p, q, v } = values else { return None };
        let [p, q, v] = [p, q, v].map(|id| parameters.of(*id));
        let laws = p.iter().zip(q.iter().zip(v));
        Some(laws.map(|(p, (q, v))| Self { p: *p, q: *q, v: *v, order: Shape::new(*p) }).collect())
    }

    /// A client of whom so many orders of this mean are known.
    #[inline]
    pub(super) fn client(&self, orders: f64, mean: f64) -> Spender<'_> {
        let known = orders * mean;
        // Orders that came to nothing say nothing that the law has a place for.
        let counted = if known > 0.0 { orders } else { 0.0 };
        Spender { law: self, shape: self.q + self.p * counted, rate_of_rates: self.v + known, rate: None }
    }

    /// The shape of an order's value.
    #[inline]
    pub(super) fn order_shape(&self) -> Shape {
        self.order
    }

    /// What an order of such a client is expected to come to; none where the law has no mean.
    pub(super) fn expected(&self, orders: f64, mean: f64) -> Option<f64> {
        let Spender { shape, rate_of_rates, .. } = self.client(orders, mean);
        (shape > 1.0).then(|| self.p * rate_of_rates / (shape - 1.0))
    }
}

impl Spender<'_> {
    /// The shape of the client's rate.
    pub(super) fn level_shape(&self) -> Shape {
        Shape::new(self.shape)
    }

    /// The rate of the client's rate.
    pub(super) fn rate_of_rates(&self) -> f64 {
        self.rate_of_rates
    }

    /// The value of an order, by its place among those that are drawn.
    #[inline]
    pub(super) fn order(&mut self, draws: &Draws, place: u64) -> f64 {
        let rate =
            *self.rate.get_or_insert_with(|| draws.value(0, &Shape::new(self.shape)) / self.rate_of_rates);
        draws.value(1 + place, &self.law.order) / rate
    }
}
