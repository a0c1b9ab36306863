//! A ranking of levers made by hand, for the tests of what shows it.

use super::fixture::{figure, summary};
use crate::decision::levers::{Ranked, Ranking};
use crate::forecast::summary::Payback;

/// One lever, or two together, with the mean of what they add.
pub(crate) fn ranked(names: &[&str], added: f64, sd: f64, pays: f64) -> Ranked {
    Ranked {
        names: names.iter().map(|&name| name.to_owned()).collect(),
        added_profit: figure(added, sd),
        probability_pays: pays,
        probability_pays_se: 0.002,
        payback_month: Payback { month: figure(5.0, 1.5), never: Some(1.0 - pays), never_se: Some(0.002) },
        cost: figure(300_000.0, 20_000.0),
    }
}

/// Three levers, one of which does not pay, and their pairs.
pub(crate) fn ranking() -> Ranking {
    let stamp = summary().scenario;
    Ranking {
        name: stamp.name,
        currency: stamp.currency,
        start: stamp.start,
        months: stamp.months,
        trials: 20_000,
        seed: 2027,
        base_profit: figure(3_900_000.0, 1_600_000.0),
        levers: vec![
            ranked(&["Onboarding", "Loyalty"], 1_550_000.0, 500_000.0, 0.996),
            ranked(&["Onboarding"], 1_200_000.0, 450_000.0, 0.93),
            ranked(&["Onboarding", "Annual contract"], 780_000.0, 700_000.0, 0.81),
            ranked(&["Loyalty"], 380_000.0, 120_000.0, 0.88),
            ranked(&["Loyalty", "Annual contract"], -60_000.0, 480_000.0, 0.44),
            ranked(&["Annual contract"], -400_000.0, 430_000.0, 0.12),
        ],
    }
}
