//! What a fit found out about itself, as data; the sentences are the report's.

use super::dependence::{self, Dependence};
use super::estimate::Estimate;
use super::lives;
use super::spend::Spendings;
use super::watching::Watching;
use crate::model::behaviour::buying::OrderLaw;

/// Below that many clients the errors of a fit are guesses themselves.
const CLIENTS_FEW: u64 = 100;
/// Below that many with a repeat order as well.
const REPEATERS_FEW: u64 = 30;
/// Along a ridge whose deviation is above this, a parameter's 90 % interval spans more than a factor of 25.
const RIDGE: f64 = 1.0;
/// A shape above this is that of clients who are all but alike: their coefficient of variation is below 3 %.
const ALIKE: f64 = 1000.0;
/// Nobody leaves if so few do until the end of the log.
const NOBODY: f64 = 0.005;
/// So many typical gaps between orders a log has to last, or leaving cannot be told from waiting.
const GAPS_LEAST: f64 = 2.0;

/// Something that a reader of a fit has to know.
#[derive(Debug, Clone, PartialEq)]
pub enum Finding {
    /// Of a model of lives.
    Lives(lives::Finding),
    /// No client ordered twice: nothing can be fitted.
    NoRepeats,
    /// So few clients that the errors are guesses.
    FewClients {
        /// How many.
        clients: u64,
    },
    /// So few clients with a repeat order.
    FewRepeaters {
        /// How many.
        repeaters: u64,
    },
    /// The log is shorter than clients wait between orders.
    ShortLog {
        /// How long it is, in days.
        days: f64,
        /// How long clients wait on average, in days.
        gap_days: f64,
    },
    /// Parameters that can be moved together at hardly any cost: each alone says little, what is forecast says more.
    FlatRidge {
        /// Those parameters.
        parameters: Vec<&'static str>,
        /// The factor that one standard deviation along the ridge comes to.
        factor: f64,
    },
    /// All clients order at one rate.
    RatesAlike,
    /// All clients leave with one chance.
    LeavingAlike,
    /// Nobody leaves as far as the log shows.
    NobodyLeaves {
        /// The share that leaves until its end.
        share: f64,
    },
    /// The likelihood grows to the end of what is sought.
    AtBound {
        /// Parameters that stand there.
        parameters: Vec<&'static str>,
    },
    /// Most starts led elsewhere.
    StartsDisagree {
        /// How many led here.
        agreeing: usize,
        /// How many there were.
        starts: usize,
    },
    /// The search ended before it arrived.
    NotArrived,
    /// `q <= 1`: spending has no finite mean.
    NoMeanSpend {
        /// That `q`.
        q: f64,
    },
    /// Clients who order more often spend more, or less, an order: the models take the two as independent.
    SpendDependsOnOrders {
        /// Pearson's correlation of repeat orders and the logarithm of their mean value.
        correlation: f64,
    },
    /// Clients who order more often leave sooner, or later: the models take the two as independent.
    LeavingDependsOnRate(Dependence),
    /// Clients whose repeat orders come to nothing or less have no place in the model of spending.
    WithoutSum {
        /// How many.
        clients: u64,
    },
    /// All orders of a client are alike: `p` is all but infinite.
    OrdersAlike,
    /// All clients spend alike: `q` is all but infinite.
    SpendAlike,
    /// No client has a repeat order of a value above nought.
    NoSpend,
}

/// What a model's fit has to be told with.
pub(super) fn of_orders(law: OrderLaw, estimate: &Estimate<4>, watching: &Watching) -> Vec<Finding> {
    let mut findings = of_watching(watching);
    let [r, _, third, fourth] = estimate.parameters;
    let is_of_leaving = match law {
        OrderLaw::BgNbd | OrderLaw::MbgNbd => third + fourth > ALIKE,
        OrderLaw::ParetoNbd => third > ALIKE,
    };
    let share = left(law, estimate, watching);
    let names = law.parameters();
    let mut told = Vec::new();
    if r > ALIKE {
        findings.push(Finding::RatesAlike);
        told.extend(&names[..2]);
    }
    if share < NOBODY {
        findings.push(Finding::NobodyLeaves { share });
        told.extend(&names[2..]);
    } else if is_of_leaving {
        findings.push(Finding::LeavingAlike);
        told.extend(&names[2..]);
    }
    findings.extend(of_search(estimate, names, &told));
    let dependence = dependence::of_rate_and_leaving(law, estimate, watching).filter(Dependence::is_sure);
    findings.extend(dependence.map(Finding::LeavingDependsOnRate));
    findings
}

/// What the log itself has to be told with.
pub(super) fn of_watching(watching: &Watching) -> Vec<Finding> {
    if watching.repeats == 0 {
        return vec![Finding::NoRepeats];
    }
    let mut findings = Vec::new();
    if watching.clients < CLIENTS_FEW {
        findings.push(Finding::FewClients { clients: watching.clients });
    }
    let repeaters = watching.clients - watching.without_repeat;
    if repeaters < REPEATERS_FEW && watching.clients >= CLIENTS_FEW {
        findings.push(Finding::FewRepeaters { repeaters });
    }
    // Orders of those who came back, and the time they took: waits that the log's end cuts off count as far as they are seen.
    let repeaters = watching.groups.iter().filter(|(client, _)| client.repeats > 0);
    let (time, orders) = repeaters.fold((0.0, 0.0), |(time, orders), (client, clients)| {
        (time + client.age * clients, orders + f64::from(client.repeats) * clients)
    });
    let unit = watching.unit.days();
    let longest = watching.groups.iter().map(|(client, _)| client.age).fold(0.0, f64::max);
    let gap = time / orders;
    if longest < GAPS_LEAST * gap {
        findings.push(Finding::ShortLog { days: longest * unit, gap_days: gap * unit });
    }
    findings
}

/// What the search for a summit has to be told with; of some parameters it is told already why they have no end.
fn of_search<const N: usize>(
    estimate: &Estimate<N>,
    names: [&'static str; N],
    told: &[&str],
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let is_untold = |name: &&str| !told.contains(name);
    let at_bound = names.iter().zip(estimate.at_bound).filter(|(_, at)| *at != 0).map(|(name, _)| *name);
    let bound: Vec<&str> = at_bound.filter(is_untold).collect();
    let (axis, deviation) = &estimate.flattest;
    if !bound.is_empty() {
        findings.push(Finding::AtBound { parameters: bound });
    } else if *deviation > RIDGE && told.is_empty() {
        let most = axis.iter().fold(0.0, |most: f64, part| most.max(part.abs()));
        let along = names.iter().zip(axis).filter(|(_, part)| part.abs() > 0.3 * most).map(|(name, _)| *name);
        findings
            .push(Finding::FlatRidge { parameters: along.collect(), factor: libm::exp(deviation.min(30.0)) });
    }
    if !estimate.has_arrived {
        findings.push(Finding::NotArrived);
    }
    let [agreeing, starts] = estimate.agreeing;
    if agreeing < 2 && starts > 1 {
        findings.push(Finding::StartsDisagree { agreeing, starts });
    }
    findings
}

/// The share of clients that has left by the end of the log.
fn left(law: OrderLaw, estimate: &Estimate<4>, watching: &Watching) -> f64 {
    let model = law.at(estimate.parameters, watching.repeats_most);
    let gone: f64 =
        watching.groups.iter().map(|(client, clients)| clients * (1.0 - model.p_alive(*client))).sum();
    gone / watching.clients as f64
}

/// What a fit of spending has to be told with.
pub(super) fn of_spend(estimate: &Estimate<3>, spendings: &Spendings) -> Vec<Finding> {
    let mut findings = Vec::new();
    let clients = spendings.clients.len() as u64;
    if clients < REPEATERS_FEW {
        findings.push(Finding::FewRepeaters { repeaters: clients });
    }
    let [p, q, _] = estimate.parameters;
    let mut told = Vec::new();
    if p > ALIKE {
        findings.push(Finding::OrdersAlike);
        told.extend(["p", "v"]);
    }
    if q <= 1.0 {
        findings.push(Finding::NoMeanSpend { q });
    } else if q > ALIKE {
        findings.push(Finding::SpendAlike);
        told.extend(["q", "v"]);
    }
    findings.extend(of_search(estimate, super::spend::PARAMETERS, &told));
    let pairs = || spendings.clients.iter().map(|client| (f64::from(client.orders), libm::log(client.mean)));
    if let Some(correlation) = correlation(pairs) {
        // Of independent pairs a correlation is normal with a deviation of 1 / sqrt(n): 3 of these are passed once in 370 logs.
        if correlation.abs() > f64::max(0.05, 3.0 / (clients as f64).sqrt()) {
            findings.push(Finding::SpendDependsOnOrders { correlation });
        }
    }
    findings
}

/// Pearson's correlation; none where one of the two does not vary.
fn correlation<I: Iterator<Item = (f64, f64)>>(pairs: impl Fn() -> I) -> Option<f64> {
    let count = pairs().count() as f64;
    let (x, y) = pairs().fold((0.0, 0.0), |(x, y), pair| (x + pair.0 / count, y + pair.1 / count));
    let (xx, xy, yy) = pairs().fold((0.0, 0.0, 0.0), |(xx, xy, yy), pair| {
        let (dx, dy) = (pair.0 - x, pair.1 - y);
        (xx + dx * dx, xy + dx * dy, yy + dy * dy)
    });
    (xx > 0.0 && yy > 0.0).then(|| xy / (xx * yy).sqrt())
}
