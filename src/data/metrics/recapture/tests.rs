//! What is expected, against all that can have happened, one by one; and the search, against truths.

use super::ascent::climb;
use super::*;
use crate::math::random::Key;
use proptest::prelude::*;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use std::collections::BTreeSet;

/// Clients by their month of joining and the months after it, seen or not.
fn captured(months: usize, clients: &[(usize, Vec<bool>)]) -> Captured {
    let months_of = |(joined, seen): &(usize, Vec<bool>)| {
        let later = (1..=seen.len()).filter(|age| seen[age - 1]).map(|age| joined + age);
        [*joined].into_iter().chain(later).collect::<BTreeSet<usize>>()
    };
    Captured::of_months(&clients.iter().map(months_of).collect::<Vec<_>>(), months)
}

/// All that is expected of one client, summed over every node and every age at which it may leave.
#[derive(Debug, Default)]
struct Summed {
    likelihood: f64,
    there: f64,
    left: f64,
    unseen: f64,
}

fn summed(months: usize, joined: usize, seen: &[bool], point: &Point, nodes: &[f64; NODES]) -> Summed {
    let (mut all, mut sums) = (0.0, Summed::default());
    let ages = months - joined;
    let last = (1..ages).rev().find(|age| seen[age - 1]).unwrap_or(0);
    for node in nodes {
        // It leaves after that age; the last one stands for staying.
        for leaves in 0..ages {
            let mut chance = 1.0 / NODES as f64;
            for age in 0..leaves {
                chance *= 1.0 - point.leaving(joined, age);
            }
            if leaves + 1 < ages {
                chance *= point.leaving(joined, leaves);
            }
            for age in 1..ages {
                let odds = libm::exp(node + point.odds[joined + age]);
                chance *= match (age <= leaves, seen[age - 1]) {
                    (true, true) => odds / (1.0 + odds),
                    (true, false) => 1.0 / (1.0 + odds),
                    (false, seen) => f64::from(u8::from(!seen)),
                };
            }
            all += chance;
            sums.there += chance * leaves as f64;
            sums.left += chance * f64::from(u8::from(leaves + 1 < ages));
            sums.unseen += chance * leaves.saturating_sub(last) as f64;
        }
    }
    Summed {
        likelihood: libm::log(all),
        there: sums.there / all,
        left: sums.left / all,
        unseen: sums.unseen / all,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_is_expected_is_the_sum_over_all_that_can_have_happened(
        joined in prop::collection::vec((0..5_usize, any::<[bool; 5]>()), 1..8),
        seed in any::<u64>(),
        variation in 0.0..1.8_f64,
    ) {
        let months = 5;
        let key = Key::of_seed(seed);
        let any = |trial: u64, of: u64| key.uniform(trial, of);
        let point = Point {
            odds: (0..5).map(|month| 3.0 * any(month, 0) - 1.5).collect(),
            by_age: (0..5).map(|age| 0.3 * any(age, 1)).collect(),
            by_month: (0..5).map(|month| 0.5 + any(month, 2)).collect(),
        };
        let nodes = rates::nodes(variation).map(|rate| libm::log(libm::expm1(0.7 * rate)));
        let clients: Vec<(usize, Vec<bool>)> =
            joined.iter().map(|(joined, seen)| (*joined, seen[..months - 1 - joined].to_vec())).collect();
        let captured = captured(months, &clients);
        let found = expect(&captured, &point, &nodes);

        let mut expected = Summed::default();
        for (joined, seen) in &clients {
            let one = summed(months, *joined, seen, &point, &nodes);
            expected.likelihood += one.likelihood;
            expected.there += one.there;
            expected.left += one.left;
            expected.unseen += one.unseen;
        }
        let there: f64 = found.there.iter().flatten().sum();
        let exposed: f64 = found.exposed.iter().flatten().sum();
        let unseen: f64 = found.unseen.iter().flatten().sum();
        let [by_age, by_month] = [&found.left_by_age, &found.left_by_month].map(|left| left.iter().sum::<f64>());
        let pairs = [
            (found.likelihood, expected.likelihood),
            (there, expected.there),
            (exposed, expected.there + clients.len() as f64),
            (unseen, expected.unseen),
            (by_age, expected.left),
            (by_month, expected.left),
        ];
        for (one, other) in pairs {
            prop_assert!((one - other).abs() < 1e-9 * (1.0 + other.abs()), "{:?}", pairs);
        }
    }
}

/// Clients who join evenly, leave with one chance a month and order at a rate of their own: `low` or `high`, half each.
fn simulated(clients: usize, months: usize, churn: f64, rates: [f64; 2], seed: u64) -> Captured {
    let mut random = StdRng::seed_from_u64(seed);
    let all: Vec<(usize, Vec<bool>)> = (0..clients)
        .map(|id| {
            let (joined, rate) = (id % months, rates[id / months % 2]);
            let mut is_there = true;
            let seen = (joined + 1..months).map(|_| {
                is_there &= !random.random_bool(churn);
                is_there && random.random_bool(-libm::expm1(-rate))
            });
            (joined, seen.collect())
        })
        .collect();
    captured(months, &all)
}

#[test]
fn rates_are_found_to_be_alike_or_not() {
    for (rates, range) in [([0.6, 0.6], 0.0..0.25), ([0.3, 0.9], 0.35..0.65)] {
        let captured = simulated(6000, 18, 0.05, rates, 5);
        let start = Climb { point: Point::start(18), likelihood: 0.0 };
        let mut search =
            Search { captured: &captured, settled: 16, mean: captured.mean_rate(), climb: start };
        let variation = search.variation();
        // Two rates of 0.3 and 0.9 differ by half of their mean.
        assert!(range.contains(&variation), "{rates:?}: {variation}");
        assert!((search.mean - 0.6).abs() < 0.05, "{}", search.mean);
        let shape = &search.climb.point;
        assert!(shape.odds.iter().skip(1).all(|odds| odds.abs() < 0.5), "{shape:?}");
    }
}

#[test]
fn a_climb_gains_with_every_round() {
    let captured = simulated(400, 10, 0.1, [0.2, 1.0], 3);
    let nodes = rates::nodes(0.7).map(|rate| libm::log(libm::expm1(rate * 0.6)));
    let reached =
        |rounds| climb(&captured, Point::start(10), &nodes, 8, Patience { rounds, gain: 0.0 }).likelihood;
    let likelihoods: Vec<f64> = (1..12).map(reached).collect();
    assert!(likelihoods.is_sorted_by(|one, next| *next >= one - 0.01), "{likelihoods:?}");
    let gained = likelihoods[10] - likelihoods[9];
    assert!(gained < 0.01 && likelihoods[10] > likelihoods[0] + 1.0, "{likelihoods:?}");
}

#[test]
fn where_little_is_seen_nothing_is_infinite() {
    let cases = [
        captured(2, &[(0, vec![false])]),
        captured(2, &[(0, vec![true]), (1, vec![])]),
        captured(3, &[(0, vec![false, false]), (1, vec![false])]),
        captured(40, &[(0, vec![true; 39])]),
        captured(40, &vec![(0, vec![false; 39]); 1000]),
        captured(6, &vec![(0, vec![false, false, false, false, true]); 500]),
    ];
    for captured in cases {
        let unseen = unseen(&captured, captured.months);
        let clients: f64 = captured.cohorts.iter().flat_map(|of| &of.alike).map(|alike| alike.clients).sum();
        assert!(unseen.iter().flatten().all(|one| (0.0..=clients).contains(one)), "{unseen:?}");
    }
    assert!(unseen(&captured(1, &[(0, vec![])]), 1).is_empty());
}
