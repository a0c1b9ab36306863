//! Clients drawn by the definitions of the models of orders.

use ltvcast::model::behaviour::buying::OrderLaw;
use rand::RngExt;
use rand::rngs::StdRng;
use rand_distr::{Beta, Distribution, Exp1, Gamma};

/// What logs are drawn by, per week: near what is published of the CDNOW sample.
pub(crate) const ORDERS: [(OrderLaw, &str, [f64; 4]); 3] = [
    (OrderLaw::BgNbd, "BG/NBD", [0.24, 4.41, 0.79, 2.43]),
    (OrderLaw::MbgNbd, "MBG/NBD", [0.525, 6.18, 0.891, 1.614]),
    (OrderLaw::ParetoNbd, "Pareto/NBD", [0.553, 10.58, 0.606, 11.67]),
];
/// What orders are worth: `p, q, v`.
pub(crate) const SPEND: [f64; 3] = [6.25, 3.74, 15.44];

/// A client who joins within the first weeks, at the beginning of a day, and is watched until the end of the last one: when it
/// joined and ordered, in weeks from the first day on.
pub(crate) fn client(
    law: OrderLaw,
    [r, alpha, third, fourth]: [f64; 4],
    [weeks_joining, weeks]: [f64; 2],
    random: &mut StdRng,
) -> (f64, Vec<f64>) {
    let gamma = |shape: f64, rate: f64| Gamma::new(shape, 1.0 / rate).expect("shapes and rates are positive");
    let rate = gamma(r, alpha).sample(random);
    let joined = (7.0 * weeks_joining * random.random::<f64>()).floor() / 7.0;
    let mut until = weeks;
    let mut leaves = 0.0;
    match law {
        OrderLaw::BgNbd | OrderLaw::MbgNbd => {
            leaves = Beta::new(third, fourth).expect("shapes are positive").sample(random);
        }
        OrderLaw::ParetoNbd => {
            let life: f64 = Exp1.sample(random);
            until = f64::min(until, joined + life / gamma(third, fourth).sample(random));
        }
    }
    let mut at = joined;
    let mut orders = vec![joined];
    let mut is_there = law != OrderLaw::MbgNbd || random.random::<f64>() >= leaves;
    while is_there {
        let gap: f64 = Exp1.sample(random);
        at += gap / rate;
        if at > until {
            break;
        }
        orders.push(at);
        is_there = random.random::<f64>() >= leaves;
    }
    (joined, orders)
}
