//! What becomes of known clients, in vectors over trials.
//!
//! Most of them have gone, or neither order nor leave before the horizon ends. Three numbers settle that: of being there, of the
//! number of orders and of the life. Only the others are followed one by one.

use super::client::{Drawn, chance_of_none, length_of_life};
use super::known::{Envelope, Kind, Silence};
use super::plan::{Number, Plan};
use crate::math::exponential::exp;
use crate::math::logarithm::ln;
use crate::math::vectors::in_vectors;
use crate::model::behaviour::buying::OrderLaw;
use crate::model::behaviour::{KnownClient, KnownClients};
use std::ops::Range;

/// What becomes of a client in a trial.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It was not there any more.
    Gone,
    /// It is there, and neither orders nor leaves before the end.
    Idle,
    /// To be followed, if it [is there](Screen::is_there).
    Open,
}

/// Known clients in some trials, turned to one client after the other.
pub(super) struct Screen<'a> {
    plan: &'a Plan<'a>,
    known: &'a KnownClients,
    trials: Range<usize>,
    /// From the last moment watched to the end, on the clocks of orders and of leaving.
    order_spans: Vec<f64>,
    leaving_spans: Vec<f64>,
    /// Uniform numbers, by trial.
    there: Vec<f64>,
    orders: Vec<f64>,
    /// How long it stays; for ever where lives end after orders.
    life: Vec<f64>,
    /// Whose limits those are: they serve all clients of one history, who stand one after the other.
    history: Option<(u32, f64, f64)>,
    limits: Limits,
    place: usize,
    fates: Vec<Fate>,
}

/// What numbers are held against, by trial; and the envelopes of Pareto/NBD.
struct Limits {
    /// Below, it is there.
    there: Vec<f64>,
    /// At and above, it has gone.
    gone: Vec<f64>,
    /// Below, it does not order if it stays: the chance of that.
    none: Vec<f64>,
    /// Mass, least share and kind.
    envelopes: [Vec<f64>; 3],
}

impl<'a> Screen<'a> {
    /// Over some of a block's trials.
    pub(super) fn new(plan: &'a Plan<'a>, known: &'a KnownClients, trials: Range<usize>) -> Self {
        let clocks = || trials.clone().map(|trial| plan.clocks.of(trial));
        let width = trials.len();
        let of = |value: f64| vec![value; width];
        Self {
            order_spans: clocks().map(|clock| clock.orders[plan.months] + known.days_before).collect(),
            leaving_spans: clocks().map(|clock| clock.leaving[plan.months] + known.days_before).collect(),
            there: of(0.0),
            orders: of(0.0),
            life: of(f64::INFINITY),
            history: None,
            limits: Limits {
                there: of(0.0),
                gone: of(1.0),
                none: of(0.0),
                envelopes: [of(0.0), of(1.0), of(0.0)],
            },
            place: 0,
            fates: vec![Fate::Open; width],
            plan,
            known,
            trials,
        }
    }

    /// Turns to a client.
    pub(super) fn turn_to(&mut self, place: usize) {
        let (plan, client) = (self.plan, &self.known.clients[place]);
        self.place = place;
        let history = (client.repeats, client.recency, client.age);
        if self.history != Some(history) {
            self.set_limits(client);
            self.history = Some(history);
        }
        if let Some(chances) = plan.chances {
            self.limits.there.fill(chances[place]);
            self.limits.gone.fill(chances[place]);
        }
        let (trial, position) =
            ((plan.first_trial + self.trials.start) as u64, Number::Known(place).position());
        plan.keys.there.fill(trial, position, &mut self.there);
        plan.keys.orders.fill(trial, position, &mut self.orders);
        if plan.law == OrderLaw::ParetoNbd {
            plan.keys.leaving.fill(trial, position, &mut self.life);
            let [_, _, s, beta] = plan.parameters.map(|column| &column[self.trials.clone()]);
            make_lives(&mut self.life, s, (beta, client.age));
        }
        let Limits { there, gone, none, .. } = &self.limits;
        settle(
            [&self.there, &self.orders, &self.life],
            [there, gone, none, &self.leaving_spans],
            &mut self.fates,
        );
    }

    /// What becomes of the client in the trial at a place of these.
    #[inline]
    pub(super) fn fate(&self, at: usize) -> Fate {
        self.fates[at]
    }

    /// What was drawn of the client in that trial.
    #[inline]
    pub(super) fn drawn(&self, at: usize) -> Drawn {
        Drawn { number: self.orders[at], life: self.life[at], none: Some(self.limits.none[at]) }
    }

    /// Whether the client was still there when it was last watched.
    #[inline]
    pub(super) fn is_there(&self, at: usize) -> bool {
        let u = self.there[at];
        u < self.limits.there[at] || (u < self.limits.gone[at] && self.is_proposed_there(at))
    }

    /// The same by proposals, if the first does not say so.
    fn is_proposed_there(&self, at: usize) -> bool {
        let (plan, client, trial) = (self.plan, &self.known.clients[self.place], self.trials.start + at);
        let [mass, least, kind] = &self.limits.envelopes;
        let envelope = Envelope { mass: mass[at], least: least[at], kind: Kind::of(kind[at]) };
        let number = (plan.first_trial + trial) as u64;
        let address = (plan.keys.there, number, Number::Known(self.place).position());
        Silence::of(plan.parameters(trial), client).is_there(&envelope, self.there[at], address)
    }

    fn set_limits(&mut self, client: &KnownClient) {
        let (plan, trials) = (self.plan, self.trials.clone());
        let parameters = plan.parameters.map(|column| &column[trials.clone()]);
        let [r, alpha, _, _] = parameters;
        let Limits { there, gone, none, envelopes } = &mut self.limits;
        fill_survival(none, (r, f64::from(client.repeats)), (alpha, client.age), &self.order_spans);
        if plan.chances.is_some() {
            return;
        }
        if plan.law == OrderLaw::ParetoNbd {
            fill_envelopes(parameters, client, envelopes);
            // Who is not there at once is proposed a time of leaving.
            there.iter_mut().zip(&envelopes[0]).for_each(|(limit, mass)| *limit = 1.0 / (1.0 + mass));
            gone.fill(1.0);
            return;
        }
        for (at, trial) in trials.enumerate() {
            there[at] = 1.0 / (1.0 + odds(plan, trial, client));
        }
        gone.copy_from_slice(there);
    }
}

/// Where the law ends lives after orders: the odds of having left after the last one (see the law's likelihood).
fn odds(plan: &Plan, trial: usize, client: &KnownClient) -> f64 {
    let [r, alpha, a, b] = plan.parameters(trial);
    let chances_to_leave = client.repeats + u32::from(plan.law == OrderLaw::MbgNbd);
    if chances_to_leave == 0 {
        return 0.0;
    }
    let silent = ln((alpha + client.age) / (alpha + client.recency));
    let k = r + f64::from(client.repeats);
    a / (b + f64::from(chances_to_leave - 1)) * exp(k * silent)
}

in_vectors! {
    /// `(A / (A + span))^k`, for `A` and `k` that are a parameter and what is known.
    fn fill_survival(out: &mut [f64], (k, orders): (&[f64], f64), (per, age): (&[f64], f64), spans: &[f64]) {
        for ((chance, span), (k, per)) in out.iter_mut().zip(spans).zip(k.iter().zip(per)) {
            *chance = chance_of_none(k + orders, per + age, *span);
        }
    }
}

in_vectors! {
    /// Lives from uniform numbers.
    fn make_lives(out: &mut [f64], shapes: &[f64], (per, age): (&[f64], f64)) {
        for (cell, (s, per)) in out.iter_mut().zip(shapes.iter().zip(per)) {
            *cell = length_of_life(*s, per + age, *cell);
        }
    }
}

in_vectors! {
    fn fill_envelopes(parameters: [&[f64]; 4], client: &KnownClient, out: &mut [Vec<f64>; 3]) {
        let [r, alpha, s, beta] = parameters;
        let [mass, least, kind] = out;
        let laws = r.iter().zip(alpha).zip(s.iter().zip(beta));
        let cells = mass.iter_mut().zip(least.iter_mut().zip(kind.iter_mut()));
        for ((mass, (least, kind)), ((r, alpha), (s, beta))) in cells.zip(laws) {
            (*mass, *least, *kind) = Silence::of([*r, *alpha, *s, *beta], client).envelope();
        }
    }
}

in_vectors! {
    fn settle(numbers: [&[f64]; 3], limits: [&[f64]; 4], fates: &mut [Fate]) {
        let [there, orders, life] = numbers;
        let [is_there, gone, none, spans] = limits;
        for (at, fate) in fates.iter_mut().enumerate() {
            let is_idle = (there[at] < is_there[at]) & (orders[at] < none[at]) & (life[at] >= spans[at]);
            let left_open = if is_idle { Fate::Idle } else { Fate::Open };
            *fate = if there[at] >= gone[at] { Fate::Gone } else { left_open };
        }
    }
}
