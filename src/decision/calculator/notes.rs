//! Where the formulas disagree, and why: facts about the inputs, whose sentences are the report's.

use super::given::{Given, Input, Known};
use super::ltv::{Level, Life, LtvFormula, Source};
use super::{Calculation, Estimate, Formula, Measure};
use serde::Serialize;

/// Why formulas disagree, or must not be taken at their word. Figures are medians over the trials.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "note")]
pub enum Note {
    /// What has been paid so far is less than what clients who are still buying will have paid.
    SoFarLeavesOutTheFuture,
    /// The stated lifetime takes every client for the whole of it, where churn leaves fewer and fewer.
    LifetimeIgnoresChurn {
        /// The lifetime, months.
        lifetime: f64,
        /// The share that churn leaves at its end.
        still_there: f64,
    },
    /// The lifetime and the one that churn means differ.
    LifetimesDiffer {
        /// As stated, months.
        lifetime: f64,
        /// `1 / churn`, months.
        by_churn: f64,
    },
    /// LTV by churn goes on without end, and takes the same churn for all clients.
    ChurnIsTheSameForAll {
        /// `1 / churn`, months.
        by_churn: f64,
    },
    /// Without churn, `1 / churn` has no end.
    NobodyLeaves,
    /// Something is divided by a count or a spend of 0.
    NothingToDivideBy,
    /// More clients are lost than there were.
    CountsContradict,
    /// Two ways to a client's monthly payment differ.
    SourcesDiffer {
        /// One of them.
        first: Source,
        /// What it says.
        first_says: f64,
        /// The other.
        second: Source,
        /// What it says.
        second_says: f64,
    },
    /// Money that comes later counts less.
    DiscountingTakes {
        /// The share of the undiscounted LTV that it takes.
        share: f64,
    },
    /// The multiple of renewals leaves out the month of joining.
    RenewalsLeaveOutTheFirstMonth,
    /// Revenue is not what may be spent.
    RevenueIsNotMargin {
        /// Margin.
        margin: f64,
    },
    /// With a range of churn the mean LTV is above the LTV of the middle churn: `1 / churn` is convex.
    MeanAboveTheMiddle,
    /// A client costs more each month than it leaves.
    NothingLeftAMonth,
    /// Money that is won back later than clients stay, on average.
    NeverPaysBack,
}

/// The notes of a calculation, those about the inputs first.
pub(super) fn notes(given: &Given, known: &Known, calculation: &Calculation) -> Vec<Note> {
    let middle = |input: Input| {
        let of = |(of, quantity): &(Input, crate::model::quantity::NamedQuantity)| {
            (*of == input).then(|| quantity.law.quantile(0.5))
        };
        given.quantities.iter().find_map(of)
    };
    let measure = |measure| calculation.figure(Formula::Measure(measure));
    let median = |of| measure(of).and_then(|figure| figure.p50);
    let churn = middle(Input::Churn).or_else(|| median(Measure::ChurnRate));
    let (lifetime, life_by_churn) = (middle(Input::Lifetime), median(Measure::LifeByChurn));
    let mut notes = Vec::new();
    if known.has_churn() && churn.is_none_or(f64::is_nan) {
        notes.push(Note::CountsContradict);
    }
    let missing = |estimate: &Estimate| estimate.figure.mean.is_none() && estimate.figure.left_out > 0;
    if calculation.estimates.iter().any(missing) && !notes.contains(&Note::CountsContradict) {
        notes.push(Note::NothingToDivideBy);
    }
    notes.extend(sources(known, calculation, middle(Input::Arpu)));
    if has(calculation, |formula| matches!(formula, LtvFormula::SoFar { .. } | LtvFormula::Payments { .. })) {
        notes.push(Note::SoFarLeavesOutTheFuture);
    }
    if churn == Some(0.0) && has_life(calculation, Life::Churn) {
        notes.push(Note::NobodyLeaves);
    }
    if let (Some(lifetime), Some(churn), Some(by_churn)) = (lifetime, churn, life_by_churn)
        && churn > 0.0
    {
        if has_life(calculation, Life::ChurnWithinLifetime) {
            let still_there = libm::pow(1.0 - churn, lifetime);
            notes.push(Note::LifetimeIgnoresChurn { lifetime, still_there });
        }
        if (lifetime - by_churn).abs() > 0.05 * by_churn {
            notes.push(Note::LifetimesDiffer { lifetime, by_churn });
        }
    }
    if let Some(by_churn) = life_by_churn.filter(|_| has_life(calculation, Life::Churn)) {
        notes.push(Note::ChurnIsTheSameForAll { by_churn });
    }
    if given.is_uncertain(Input::Churn) && has_life(calculation, Life::Churn) {
        notes.push(Note::MeanAboveTheMiddle);
    }
    notes.extend(discounting(calculation));
    if has_life(calculation, Life::Renewals) {
        notes.push(Note::RenewalsLeaveOutTheFirstMonth);
    }
    if let Some(margin) = middle(Input::Margin).filter(|&margin| margin < 1.0)
        && has(calculation, |formula| formula.level() == Level::Margin)
    {
        notes.push(Note::RevenueIsNotMargin { margin });
    }
    notes.extend(payback(calculation));
    notes
}

fn has(calculation: &Calculation, holds: impl Fn(LtvFormula) -> bool) -> bool {
    calculation.estimates.iter().any(|estimate| match estimate.formula {
        Formula::Ltv(formula) => holds(formula),
        Formula::Measure(_) => false,
    })
}

fn has_life(calculation: &Calculation, wanted: Life) -> bool {
    has(calculation, |formula| matches!(formula, LtvFormula::Ahead { life, .. } if life == wanted))
}

/// Ways to the monthly payment that differ by more than a twentieth.
fn sources(known: &Known, calculation: &Calculation, arpu: Option<f64>) -> Vec<Note> {
    let median = |measure| calculation.figure(Formula::Measure(measure)).and_then(|figure| figure.p50);
    let all = [
        (Source::Arpu, arpu),
        (Source::Orders, median(Measure::ArpuByOrders)),
        (Source::Revenue, median(Measure::Arpu)),
    ];
    let said: Vec<(Source, f64)> = all
        .into_iter()
        .filter(|(source, _)| source.is_known(known))
        .filter_map(|(source, value)| value.map(|value| (source, value)))
        .collect();
    let differ = |pair: &[(Source, f64)]| {
        let ((first, first_says), (second, second_says)) = (pair[0], pair[1]);
        let far = (first_says - second_says).abs() > 0.05 * first_says.max(second_says);
        far.then_some(Note::SourcesDiffer { first, first_says, second, second_says })
    };
    said.windows(2).filter_map(differ).collect()
}

/// What discounting takes, by the two formulas that differ in it alone.
fn discounting(calculation: &Calculation) -> Option<Note> {
    let pairs = [(Life::Churn, Life::DiscountedChurn), (Life::Lifetime, Life::DiscountedLifetime)];
    let mean = |life: Life| {
        calculation.estimates.iter().find_map(|estimate| match estimate.formula {
            Formula::Ltv(LtvFormula::Ahead { life: other, level: Level::Revenue, .. }) if other == life => {
                estimate.figure.p50
            }
            _ => None,
        })
    };
    pairs.into_iter().find_map(|(plain, discounted)| {
        let (plain, discounted) = (mean(plain)?, mean(discounted)?);
        (plain > 0.0).then_some(Note::DiscountingTakes { share: 1.0 - discounted / plain })
    })
}

fn payback(calculation: &Calculation) -> Option<Note> {
    let never = |measure| {
        calculation
            .figure(Formula::Measure(measure))
            .is_some_and(|figure| figure.p50.is_none() && figure.left_out == 0)
    };
    if never(Measure::Payback) {
        Some(Note::NothingLeftAMonth)
    } else if never(Measure::PaybackWithChurn) {
        Some(Note::NeverPaysBack)
    } else {
        None
    }
}
