//! What a comparison says, as plain data.

use super::differences::Difference;
use crate::forecast::figure::Figure;
use crate::forecast::paired::{Measure, Paired};
use crate::forecast::rules::BudgetRules;
use crate::forecast::summary::Headline;
use crate::model::month::Month;
use crate::model::scenario::{Cause, Points};
use serde::{Serialize, Serializer};

/// Scenarios compared on common random numbers. Money in the currency, shares as fractions.
#[derive(Debug, Clone, Serialize)]
pub struct Comparison {
    /// The currency of all.
    pub currency: String,
    /// The budget horizon of all.
    pub months: usize,
    /// The seed of all draws.
    pub seed: u64,
    /// Trials of each scenario.
    pub trials: usize,
    /// What the quantities were drawn from.
    pub points: Points,
    /// The scenarios, in the order in which they were named.
    pub scenarios: Vec<Compared>,
    /// Each scenario with each later one.
    pub pairs: Vec<Pair>,
    /// Each scenario as a choice, in their order.
    pub best: Vec<Choice>,
    /// Each ordered pair in which one dominates the other.
    pub dominance: Vec<Dominates>,
}

/// A scenario of a comparison.
#[derive(Debug, Clone, Serialize)]
pub struct Compared {
    /// What it is called in the comparison, after its file; unique.
    pub scenario: String,
    /// Its own name.
    pub name: String,
    /// Its first month.
    pub start: Month,
    /// Digest of its resolved inputs.
    pub digest: String,
    /// Profit to reach over the budget horizon.
    pub target_profit: Option<f64>,
    /// Its headline.
    pub headline: Headline,
    /// Its budget rules, each with its probability.
    pub budget_rules: BudgetRules,
}

/// Two scenarios: what the second has more than the first.
#[derive(Debug, Clone, Serialize)]
pub struct Pair {
    /// The first.
    pub a: String,
    /// The second.
    pub b: String,
    /// By figure of the headline, `b` less `a`; P(target) where both have a target.
    #[serde(serialize_with = "as_map")]
    pub figures: Vec<(Measure, Paired)>,
    /// From `a`'s median profit to `b`'s; none between scenarios of which neither is the first, or where none was asked
    /// for.
    pub waterfall: Option<Waterfall>,
    /// What the files say differently, key by key.
    pub changes: Vec<Difference>,
}

impl Pair {
    /// A figure's difference.
    pub fn figure(&self, measure: Measure) -> Option<&Paired> {
        self.figures.iter().find(|(known, _)| *known == measure).map(|(_, paired)| paired)
    }
}

/// The way from one scenario's median profit to another's, cause by cause. All amounts are whole hundredths of the
/// currency, and the parts add up to the difference exactly.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Waterfall {
    /// The first scenario's median profit.
    pub from: Hundredths,
    /// The second one's.
    pub to: Hundredths,
    /// The causes that differ, in their order, and at the end what is not explained by them, `sampling`.
    pub parts: Vec<Part>,
}

impl Waterfall {
    /// What the second scenario's median has more.
    pub fn whole(&self) -> Hundredths {
        Hundredths(self.to.0 - self.from.0)
    }

    /// The causes that differ, without what is not explained by them.
    pub fn causes(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| matches!(part.cause, PartCause::Of(_)))
    }

    /// The largest part of a cause of that sign.
    pub fn largest(&self, sign: i128) -> Option<&Part> {
        let of_sign = self.causes().filter(move |part| part.amount.0.signum() == sign);
        of_sign.max_by_key(|part| part.amount.0.unsigned_abs())
    }

    /// What the causes do not explain, where it is more than a part.
    pub fn unexplained_beyond(&self, part: &Part) -> Option<Hundredths> {
        let left = self.parts.iter().find(|part| matches!(part.cause, PartCause::Sampling(_)))?.amount;
        (left.0.unsigned_abs() > part.amount.0.unsigned_abs()).then_some(left)
    }
}

/// One step of a waterfall.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Part {
    /// Because of what.
    pub cause: PartCause,
    /// How much.
    pub amount: Hundredths,
}

/// Because of what profit differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum PartCause {
    /// Assumptions that differ.
    Of(Cause),
    /// The waterfall's fewer trials.
    Sampling(Leftover),
}

/// The name of what fewer trials leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Leftover {
    /// The full runs' median difference less all causes' parts.
    Sampling,
}

/// An amount of money in whole hundredths of the currency; as JSON a number of the currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Hundredths(pub i128);

impl Hundredths {
    /// The nearest whole hundredth; halves go away from zero, so that an amount with the other sign has the other sign.
    pub fn of(amount: f64) -> Self {
        Self((amount * 100.0).round() as i128)
    }

    /// The amount in the currency.
    pub fn amount(self) -> f64 {
        self.0 as f64 / 100.0
    }
}

impl Serialize for Hundredths {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.amount())
    }
}

/// A scenario as a choice, by profit.
#[derive(Debug, Clone, Serialize)]
pub struct Choice {
    /// The scenario.
    pub scenario: String,
    /// The share of trials in which it has the highest profit of all; ties are shared equally.
    pub probability: f64,
    /// Its Monte Carlo standard error; none of a single trial.
    pub probability_se: Option<f64>,
    /// What the best of all has more than it, trial by trial.
    pub regret: Figure,
}

/// One scenario's profit dominates another's on these trials.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dominates {
    /// The better one.
    pub scenario: String,
    /// The other.
    pub over: String,
    /// In which sense.
    pub order: DominanceOrder,
}

/// The sense in which one law dominates another; the first implies the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DominanceOrder {
    /// Of every amount, the chance to reach it is at least as high: who prefers more prefers it.
    First,
    /// The mean of every worst share is at least as high: who prefers more, and dislikes risk, prefers it.
    Second,
}

fn as_map<S: Serializer>(figures: &[(Measure, Paired)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(figures.iter().map(|(measure, paired)| (measure, paired)))
}
