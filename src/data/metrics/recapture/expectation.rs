//! What is to be expected of all clients, given what they did and a point of the parameters.

use super::captured::{Captured, Cohort};
use super::rates::NODES;

/// No chance of leaving is greater.
pub(super) const LEAVING_MOST: f64 = 0.95;

/// A point of the parameters.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Point {
    /// By month: what it adds to the logarithms of the odds of being seen.
    pub(super) odds: Vec<f64>,
    /// By age: the chance of leaving before the next.
    pub(super) by_age: Vec<f64>,
    /// By month: its multiple.
    pub(super) by_month: Vec<f64>,
}

/// What is expected.
#[derive(Debug, Clone)]
pub(super) struct Expected {
    /// The logarithm of the likelihood, but for what does not depend on the parameters.
    pub(super) likelihood: f64,
    /// By month and node: clients who are there and joined before.
    pub(super) there: Vec<[f64; NODES]>,
    /// By month of joining and age: clients who are there, that of joining included.
    pub(super) exposed: Vec<Vec<f64>>,
    /// By age, and by month: clients who leave before the next.
    pub(super) left_by_age: Vec<f64>,
    pub(super) left_by_month: Vec<f64>,
    /// By month of joining and age: clients who are there and are seen neither then nor later.
    pub(super) unseen: Vec<Vec<f64>>,
}

impl Point {
    /// Where a climb begins.
    pub(super) fn start(months: usize) -> Self {
        Self { odds: vec![0.0; months], by_age: vec![0.06; months], by_month: vec![1.0; months] }
    }

    /// The chance that a client of a month of joining leaves after an age, before the next.
    pub(super) fn leaving(&self, cohort: usize, age: usize) -> f64 {
        (self.by_age[age] * self.by_month[cohort + age]).min(LEAVING_MOST)
    }
}

/// Chances of not being seen, by month and node.
struct Unseen {
    chance: Vec<[f64; NODES]>,
    /// The sums of their logarithms before each month.
    logs_before: Vec<[f64; NODES]>,
}

impl Unseen {
    fn of(point: &Point, nodes: &[f64; NODES]) -> Self {
        let chance: Vec<[f64; NODES]> =
            point.odds.iter().map(|odds| nodes.map(|node| 1.0 / (1.0 + libm::exp(node + odds)))).collect();
        let mut logs_before = vec![[0.0; NODES]];
        for (month, of_month) in chance.iter().enumerate() {
            let mut sums = logs_before[month];
            sums.iter_mut().zip(of_month).for_each(|(sum, chance)| *sum += libm::log(*chance));
            logs_before.push(sums);
        }
        Self { chance, logs_before }
    }
}

/// What is expected of all clients at a point; `nodes` are the logarithms of the odds of rates that are equally likely.
pub(super) fn expect(captured: &Captured, point: &Point, nodes: &[f64; NODES]) -> Expected {
    let months = captured.months;
    let unseen = Unseen::of(point, nodes);
    let mut expected = Expected {
        likelihood: captured.seen_again.iter().zip(&point.odds).map(|(seen, odds)| seen * odds).sum(),
        there: vec![[0.0; NODES]; months],
        exposed: vec![Vec::new(); months],
        left_by_age: vec![0.0; months],
        left_by_month: vec![0.0; months],
        unseen: vec![Vec::new(); months],
    };
    for cohort in &captured.cohorts {
        expected.add(cohort, point, nodes, &unseen);
    }
    expected
}

impl Expected {
    fn add(&mut self, cohort: &Cohort, point: &Point, nodes: &[f64; NODES], unseen: &Unseen) {
        let ages = point.odds.len() - cohort.month;
        let silence = silence(cohort.month, ages, point, unseen);
        let last_at = self.by_last_age(cohort, point, nodes, unseen, &silence);
        // Clients who will be seen later, from the last age down; then those who will not, from the first one up.
        let mut known = vec![[0.0; NODES]; ages + 1];
        for age in (0..ages).rev() {
            known[age] = std::array::from_fn(|node| known[age + 1][node] + last_at[age][node]);
        }
        let mut quiet = [0.0; NODES];
        let (mut exposed, mut hidden) = (vec![0.0; ages], vec![0.0; ages]);
        for age in 0..ages {
            let month = cohort.month + age;
            hidden[age] = quiet.iter().zip(&silence[age]).map(|(quiet, chance)| quiet * chance).sum();
            for node in 0..NODES {
                quiet[node] += last_at[age][node] / silence[age][node];
                let there = quiet[node] * silence[age][node] + known[age + 1][node];
                exposed[age] += there;
                if age > 0 {
                    self.there[month][node] += there;
                }
            }
            if age + 1 < ages {
                let leaving = point.leaving(cohort.month, age);
                let left = leaving * quiet.iter().sum::<f64>();
                self.left_by_age[age] += left;
                self.left_by_month[month] += left;
                let chances = &unseen.chance[month + 1];
                quiet.iter_mut().zip(chances).for_each(|(quiet, chance)| *quiet *= (1.0 - leaving) * chance);
            }
        }
        self.exposed[cohort.month] = exposed;
        self.unseen[cohort.month] = hidden;
    }

    /// By the age at which clients were seen last and by node: how many.
    fn by_last_age(
        &mut self,
        cohort: &Cohort,
        point: &Point,
        nodes: &[f64; NODES],
        unseen: &Unseen,
        silence: &[[f64; NODES]],
    ) -> Vec<[f64; NODES]> {
        let mut sums = vec![[0.0; NODES]; silence.len()];
        let first = unseen.logs_before[cohort.month + 1];
        let (mut age, mut stayed) = (0, 0.0);
        for alike in &cohort.alike {
            while age < alike.last {
                stayed += libm::log1p(-point.leaving(cohort.month, age));
                age += 1;
            }
            let before = unseen.logs_before[cohort.month + alike.last + 1];
            let logs: [f64; NODES] = std::array::from_fn(|node| {
                before[node] - first[node]
                    + alike.seen as f64 * nodes[node]
                    + libm::log(silence[alike.last][node])
            });
            let highest = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let weights = logs.map(|log| libm::exp(log - highest));
            let all: f64 = weights.iter().sum();
            self.likelihood += alike.clients * (highest + libm::log(all / NODES as f64) + stayed);
            for (sum, weight) in sums[alike.last].iter_mut().zip(weights) {
                *sum += alike.clients * weight / all;
            }
        }
        sums
    }
}

/// By age and node: the chance that a client who is there is not seen any more.
fn silence(cohort: usize, ages: usize, point: &Point, unseen: &Unseen) -> Vec<[f64; NODES]> {
    let mut silence = vec![[1.0; NODES]; ages];
    for age in (0..ages.saturating_sub(1)).rev() {
        let leaving = point.leaving(cohort, age);
        let chances = &unseen.chance[cohort + age + 1];
        silence[age] =
            std::array::from_fn(|node| leaving + (1.0 - leaving) * chances[node] * silence[age + 1][node]);
    }
    silence
}
