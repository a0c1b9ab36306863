//! A comparison made by hand, for the tests of what shows it.

use super::fixture::{figure, summary};
use crate::decision::compare::{
    Choice, Compared, Comparison, Difference, DominanceOrder, Dominates, Hundredths, Leftover, Pair, Part,
    PartCause, Waterfall,
};
use crate::forecast::paired::{Measure, Paired};
use crate::model::scenario::{Cause, Points};

/// Two scenarios, the second of which is mostly better.
pub(crate) fn comparison() -> Comparison {
    let headline = summary().headline;
    let compared = |scenario: &str, more: f64| {
        let mut headline = headline.clone();
        headline.profit = figure(3_900_000.0 + more, 1_600_000.0);
        Compared {
            scenario: scenario.to_owned(),
            name: format!("The {scenario}"),
            start: summary().scenario.start,
            digest: "0123456789abcdef".to_owned(),
            target_profit: Some(3_000_000.0),
            headline,
            budget_rules: summary().budget_rules,
        }
    };
    let choice = |scenario: &str, probability: f64, regret: f64| Choice {
        scenario: scenario.to_owned(),
        probability,
        probability_se: Some(0.002),
        regret: figure(regret, 100_000.0),
    };
    Comparison {
        currency: "RUB".to_owned(),
        months: 12,
        seed: 7,
        trials: 20_000,
        points: Points::Sobol,
        scenarios: vec![compared("plan", 0.0), compared("cheaper-clicks", 1_200_000.0)],
        pairs: vec![Pair {
            a: "plan".to_owned(),
            b: "cheaper-clicks".to_owned(),
            figures: figures(),
            waterfall: Some(waterfall()),
            changes: changes(20),
        }],
        best: vec![choice("plan", 0.17, 1_250_000.0), choice("cheaper-clicks", 0.83, 50_000.0)],
        dominance: vec![Dominates {
            scenario: "cheaper-clicks".to_owned(),
            over: "plan".to_owned(),
            order: DominanceOrder::Second,
        }],
    }
}

/// The same with a third, between the two.
pub(crate) fn three() -> Comparison {
    let mut three = comparison();
    three.scenarios.push(Compared { scenario: "third".to_owned(), ..three.scenarios[0].clone() });
    three.best[1].probability = 0.6;
    three.best.push(Choice { scenario: "third".to_owned(), probability: 0.23, ..three.best[0].clone() });
    for a in ["plan", "cheaper-clicks"] {
        let (a, b) = (a.to_owned(), "third".to_owned());
        three.pairs.push(Pair { a, b, figures: figures(), waterfall: None, changes: Vec::new() });
    }
    three
}

fn figures() -> Vec<(Measure, Paired)> {
    let paired = |mean: f64, sd: f64, higher: f64| Paired {
        difference: figure(mean, sd),
        independent_se: Some(sd / 10.0),
        probability_b_higher: Some(higher),
        probability_b_higher_se: Some(0.003),
    };
    vec![
        (Measure::Profit, paired(1_200_000.0, 1_000_000.0, 0.83)),
        (Measure::NewClients, paired(0.0, 0.0, 0.0)),
        (Measure::Roas, paired(0.42, 0.05, 0.995)),
        (Measure::ProbabilityOfTarget, paired(0.21, 0.4, 0.22)),
    ]
}

fn waterfall() -> Waterfall {
    let part = |cause: PartCause, amount: i128| Part { cause, amount: Hundredths(amount) };
    Waterfall {
        from: Hundredths(390_000_000),
        to: Hundredths(510_000_000),
        parts: vec![
            part(PartCause::Of(Cause::Churn), 90_000_001),
            part(PartCause::Of(Cause::OrderRate), -22_000_000),
            part(PartCause::Of(Cause::Cac), 51_500_000),
            part(PartCause::Sampling(Leftover::Sampling), 499_999),
        ],
    }
}

fn changes(count: usize) -> Vec<Difference> {
    let change = |place: usize| Difference {
        key: format!("Search.key_{place}"),
        a: (place != 1).then(|| "\"5%\"".to_owned()),
        b: (place != 2).then(|| "\"4% to 6%\"".to_owned()),
    };
    (0..count).map(change).collect()
}
