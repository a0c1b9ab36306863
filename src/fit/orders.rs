//! The models of orders, fitted.

use super::estimate::Estimate;
use super::interval::Interval;
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

/// The 90 % intervals of fitted parameters by the [profiles](super::profile) of the likelihood.
pub fn profile(law: OrderLaw, watching: &Watching, estimate: &Estimate<4>) -> [Interval; 4] {
    estimate.profile(&|parameters| log_likelihood(law, parameters, &watching.groups, watching.repeats_most))
}

/// Orders that the clients of a log, all together, are expected to make in the next `horizon`, which is in the log's unit.
pub fn expected(law: OrderLaw, parameters: [f64; 4], watching: &Watching, horizon: f64) -> f64 {
    let model = law.at(parameters, watching.repeats_most);
    // What those who are there will order depends on their repeat orders and their age alone.
    let mut groups = watching.groups.clone();
    groups
        .sort_by(|(one, _), (other, _)| one.repeats.cmp(&other.repeats).then(one.age.total_cmp(&other.age)));
    let alike = |(one, _): &Group, (other, _): &Group| (one.repeats, one.age) == (other.repeats, other.age);
    let classes: Vec<&[Group]> = groups.chunk_by(alike).collect();
    let of_class = |class: &&[Group]| {
        let there: f64 = class.iter().map(|(client, clients)| clients * model.p_alive(*client)).sum();
        there * model.expected_if_alive(class[0].0, horizon)
    };
    let parts: Vec<f64> = classes.par_iter().map(of_class).collect();
    parts.iter().sum()
}

/// The logarithm of the likelihood of the clients of a log.
pub(super) fn log_likelihood_at(law: OrderLaw, parameters: [f64; 4], watching: &Watching) -> f64 {
    let model = law.at(parameters, watching.repeats_most);
    let of_group = |(client, clients): &Group| model.log_likelihood_alone(*client) * *clients;
    let parts: Vec<f64> =
        watching.groups.par_chunks(AT_ONCE).map(|groups| groups.iter().map(of_group).sum()).collect();
    parts.iter().sum()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fit::unit::Unit;

    #[test]
    fn orders_of_all_are_those_of_each_added_up() {
        let known = (0..40_i32).map(|n| {
            let repeats = (n * n % 5) as u32;
            (repeats, if repeats == 0 { 0 } else { 20 + n }, 100 + 10 * (n % 3))
        });
        let watching = Watching::of_days(known.collect(), Unit::Week);
        for law in OrderLaw::ALL {
            let parameters = [0.6, 8.0, 0.7, 3.0];
            let model = law.at(parameters, 4);
            let each =
                watching.groups.iter().map(|(client, clients)| clients * model.expected(*client, 52.0));
            let found = expected(law, parameters, &watching, 52.0);
            assert!((found / each.sum::<f64>() - 1.0).abs() < 1e-12, "{law:?}");
        }
    }
}
