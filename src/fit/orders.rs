//! The models of orders, fitted.

use super::estimate::Estimate;
use super::watching::{Group, Watching};
use crate::math::jet::Jet;
use crate::model::behaviour::buying::OrderLaw;
use rayon::prelude::*;

/// Groups of clients that are added up at once, in their order: sums do not depend on threads.
const AT_ONCE: usize = 128;

/// Groups of clients that scouts look at, spread evenly over all.
const SCOUTED: usize = 256;

/// Fits a model to the clients of a log.
pub fn fit(law: OrderLaw, watching: &Watching) -> Estimate<4> {
    let few: Vec<Group> =
        watching.groups.iter().copied().step_by(watching.groups.len().div_ceil(SCOUTED).max(1)).collect();
    let most = watching.repeats_most;
    let scout = |parameters| log_likelihood(law, parameters, &few, most);
    let is_less = few.len() < watching.groups.len();
    Estimate::of(
        &starts(law, watching),
        is_less.then_some(&scout as &dyn Fn([f64; 4]) -> Jet<4>),
        &|parameters| log_likelihood(law, parameters, &watching.groups, most),
    )
}

/// The logarithm of the likelihood of groups of clients, of at most so many repeat orders each.
fn log_likelihood(law: OrderLaw, parameters: [f64; 4], groups: &[Group], repeats_most: u32) -> Jet<4> {
    let model = law.at(parameters, repeats_most);
    let parts: Vec<Jet<4>> = groups
        .par_chunks(AT_ONCE)
        .map(|groups| {
            let of_group = |(client, clients): &Group| model.log_likelihood(*client) * *clients;
            groups.iter().map(of_group).fold(Jet::ZERO, |sum, part| sum + part)
        })
        .collect();
    parts.into_iter().fold(Jet::ZERO, |sum, part| sum + part)
}

/// Where to start: rates whose mean is what was seen, more or less alike; leaving that is rare and leaving that is not.
fn starts(law: OrderLaw, watching: &Watching) -> Vec<[f64; 4]> {
    let time: f64 = watching.groups.iter().map(|(client, clients)| client.age * clients).sum();
    let age = (time / watching.clients.max(1) as f64).max(1e-3);
    let rate = (watching.repeats as f64 + 0.5) / (time + 1e-3);
    let leaving = match law {
        OrderLaw::BgNbd | OrderLaw::MbgNbd => [[0.5, 2.0], [1.0, 10.0]],
        OrderLaw::ParetoNbd => [[0.5, 0.5 * age], [1.0, 4.0 * age]],
    };
    let at = |r: f64, [first, second]: [f64; 2]| [r, r / rate, first, second];
    vec![at(0.5, leaving[0]), at(0.5, leaving[1]), at(2.0, leaving[0]), at(2.0, leaving[1])]
}
