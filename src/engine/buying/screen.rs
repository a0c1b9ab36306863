//! What becomes of known clients, in vectors over trials.
//!
//! Most of them have gone, or neither order nor leave before the horizon ends. The first 32 digits of three numbers, of being
//! there, of the number of orders and of the life, settle nearly all of those, so that few are followed one by one. What those digits leave
//! open is followed too: no result depends on this file.

use super::known::{Envelope, Kind, Silence};
use super::trial::{Number, Plan};
use crate::math::exponential::{exp, exp_within};
use crate::math::logarithm::ln;
use crate::math::random::Column;
use crate::math::vectors::in_vectors;
use crate::model::behaviour::buying::OrderLaw;
use crate::model::behaviour::{KnownClient, KnownClients};
use std::ops::Range;

/// Words in the unit.
const WORDS: f64 = 4_294_967_296.0;
/// What rounding may do to a limit.
const ROUNDING: f64 = 1e-9;

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
    there: Column,
    orders: Column,
    life: Column,
    /// Whose limits those are: they serve all clients of one history, who stand one after the other.
    history: Option<(u32, f64, f64)>,
    limits: Limits,
    place: usize,
    fates: Vec<Fate>,
}

/// What words are held against, by trial; and the envelopes of Pareto/NBD.
#[derive(Default)]
struct Limits {
    /// Below, it is there.
    there: Vec<f64>,
    /// At and above, it has gone.
    gone: Vec<f64>,
    /// Below, it does not order.
    idle: Vec<f64>,
    /// Below, it does not leave of itself.
    stays: Vec<f64>,
    /// Mass, least share and kind.
    envelopes: [Vec<f64>; 3],
}

impl<'a> Screen<'a> {
    /// Over some of a block's trials.
    pub(super) fn new(plan: &'a Plan<'a>, known: &'a KnownClients, trials: Range<usize>) -> Self {
        let clocks = || trials.clone().map(|trial| plan.clocks.of(trial));
        let width = trials.len();
        let column = || Column::new(plan.first_trial + trials.start, width);
        let of = |value: f64| vec![value; width];
        let envelopes = [of(0.0), of(1.0), of(0.0)];
        Self {
            order_spans: clocks().map(|clock| clock.orders[plan.months] + known.days_before).collect(),
            leaving_spans: clocks().map(|clock| clock.leaving[plan.months] + known.days_before).collect(),
            there: column(),
            orders: column(),
            life: column(),
            history: None,
            limits: Limits { there: of(0.0), gone: of(WORDS), idle: of(0.0), stays: of(WORDS), envelopes },
            place: 0,
            fates: vec![Fate::Open; width],
            plan,
            known,
            trials,
        }
    }

    /// Turns to a client.
    pub(super) fn turn_to(&mut self, place: usize) {
        let client = &self.known.clients[place];
        self.place = place;
        let history = (client.repeats, client.recency, client.age);
        if self.history != Some(history) {
            self.set_limits(client);
            self.history = Some(history);
        }
        if let Some(chances) = self.plan.chances {
            // Words `w` hold numbers between `w / 2^32` and `(w + 1) / 2^32`.
            self.limits.there.fill(chances[place] * WORDS - 1.0);
            self.limits.gone.fill(chances[place] * WORDS);
        }
        let position = Number::Known(place).position();
        let keys = &self.plan.keys;
        self.there.draw(keys.there, position);
        self.orders.draw(keys.orders, position);
        if self.plan.law == OrderLaw::ParetoNbd {
            self.life.draw(keys.leaving, position);
        }
        settle(
            [self.there.words(), self.orders.words(), self.life.words()],
            [&self.limits.there, &self.limits.gone, &self.limits.idle, &self.limits.stays],
            &mut self.fates,
        );
    }

    /// What becomes of the client in the trial at a place of these.
    #[inline]
    pub(super) fn fate(&self, at: usize) -> Fate {
        self.fates[at]
    }

    /// Whether the client was still there when it was last watched, in the trial at a place of these.
    pub(super) fn is_there(&self, at: usize) -> bool {
        let (plan, client) = (self.plan, &self.known.clients[self.place]);
        let u = self.there.uniform(at);
        if let Some(chances) = plan.chances {
            return u < chances[self.place];
        }
        let trial = self.trials.start + at;
        if plan.law != OrderLaw::ParetoNbd {
            return u * (1.0 + odds(plan, trial, client)) < 1.0;
        }
        let [mass, least, kind] = &self.limits.envelopes;
        let envelope = Envelope { mass: mass[at], least: least[at], kind: Kind::of(kind[at]) };
        let number = (plan.first_trial + trial) as u64;
        let address = (plan.keys.there, number, Number::Known(self.place).position());
        Silence::of(plan.parameters(trial), client).is_there(&envelope, u, address)
    }

    fn set_limits(&mut self, client: &KnownClient) {
        let (plan, trials) = (self.plan, self.trials.clone());
        let [r, alpha, third, fourth] = plan.parameters.map(|column| &column[trials.clone()]);
        let (repeats, age) = (f64::from(client.repeats), client.age);
        let Limits { there, gone, idle, stays, envelopes } = &mut self.limits;
        fill_survival(idle, (r, repeats), (alpha, age), &self.order_spans);
        if plan.law == OrderLaw::ParetoNbd {
            fill_survival(stays, (third, 0.0), (fourth, age), &self.leaving_spans);
        }
        if plan.chances.is_some() {
            return;
        }
        if plan.law == OrderLaw::ParetoNbd {
            fill_envelopes([r, alpha, third, fourth], client, envelopes);
            for (limit, mass) in there.iter_mut().zip(&envelopes[0]) {
                *limit = WORDS / (1.0 + mass) * (1.0 - ROUNDING) - 1.0;
            }
            // Who is not there at once is proposed a time of leaving.
            gone.fill(f64::INFINITY);
            return;
        }
        for (at, trial) in trials.enumerate() {
            let chance = WORDS / (1.0 + odds(plan, trial, client));
            there[at] = chance * (1.0 - ROUNDING) - 1.0;
            gone[at] = chance * (1.0 + ROUNDING);
        }
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
    /// `((A + span) / A)^-k 2^32`, a little less, for `A` and `k` that are a parameter and what is known.
    fn fill_survival(out: &mut [f64], (k, orders): (&[f64], f64), (per, age): (&[f64], f64), spans: &[f64]) {
        for ((limit, span), (k, per)) in out.iter_mut().zip(spans).zip(k.iter().zip(per)) {
            let per = per + age;
            *limit = WORDS * (1.0 - ROUNDING) * exp_within(-(k + orders) * ln((per + span) / per)) - 1.0;
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
    fn settle(words: [&[u32]; 3], limits: [&[f64]; 4], fates: &mut [Fate]) {
        let number = |word: u32| f64::from_bits(0x4330_0000_0000_0000 | u64::from(word)) - 4_503_599_627_370_496.0;
        let [there, orders, life] = words;
        let [is_there, gone, idle, stays] = limits;
        for (at, fate) in fates.iter_mut().enumerate() {
            let word = number(there[at]);
            let is_idle = (word < is_there[at]) & (number(orders[at]) < idle[at]) & (number(life[at]) < stays[at]);
            let left_open = if is_idle { Fate::Idle } else { Fate::Open };
            *fate = if word >= gone[at] { Fate::Gone } else { left_open };
        }
    }
}
