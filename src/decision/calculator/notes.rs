//! Where the formulas disagree, and why: facts about the inputs, whose sentences are the report's.

use super::super::draws::Trials;
use super::given::{Given, Input, Known};
use super::ltv::{self, Level, Life, LtvFormula, Source};
use super::{Calculation, Estimate, Formula, Measure, measures};
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
    /// More clients are lost, or kept, than there were.
    CountsContradict {
        /// In this share of the cases, which are left out.
        share: f64,
    },
    /// Churn is stated and counted, and the two differ; the stated one is taken.
    ChurnsDiffer {
        /// As stated.
        stated: f64,
        /// By counts.
        counted: f64,
    },
    /// CAC is stated and counted, and the two differ; the stated one is taken.
    CacsDiffer {
        /// As stated.
        stated: f64,
        /// Spend over the clients it won.
        counted: f64,
    },
    /// No formula takes an input.
    NotUsed {
        /// The input.
        input: Input,
    },
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
pub(super) fn notes(given: &Given, known: &Known, calculation: &Calculation, trials: Trials) -> Vec<Note> {
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
    notes.extend(unused(given, known));
    notes.extend(contradiction(calculation, trials));
    let missing = |estimate: &Estimate| estimate.figure.mean.is_none() && estimate.figure.left_out > 0;
    let by_counts = notes.iter().any(|note| matches!(note, Note::CountsContradict { .. }));
    if calculation.estimates.iter().any(missing) && !by_counts {
        notes.push(Note::NothingToDivideBy);
    }
    if let (Some(stated), Some(counted)) = (middle(Input::Churn), median(Measure::ChurnRate))
        && differ(stated, counted)
    {
        notes.push(Note::ChurnsDiffer { stated, counted });
    }
    if let (Some(stated), Some(counted)) = (middle(Input::Cac), median(Measure::Cac))
        && differ(stated, counted)
    {
        notes.push(Note::CacsDiffer { stated, counted });
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

/// Whether two figures are further apart than a twentieth.
fn differ(one: f64, other: f64) -> bool {
    (one - other).abs() > 0.05 * one.max(other)
}

/// The inputs without which every formula says the same.
fn unused(given: &Given, known: &Known) -> impl Iterator<Item = Note> {
    let said = |known: &Known| {
        let formulas = ltv::allowed(known);
        let reference = ltv::reference(&formulas);
        let measures = measures::allowed(known, reference);
        // Two trials: by chance an input may make no difference to one.
        let values: Vec<u64> = (0..2)
            .flat_map(|trial| {
                let ltv = formulas.iter().map(move |formula| ltv::value(*formula, known, trial));
                let rest =
                    measures.iter().map(move |measure| measures::value(*measure, known, reference, trial));
                ltv.chain(rest).map(f64::to_bits)
            })
            .collect();
        (formulas, values)
    };
    let whole = said(known);
    let inputs = Input::ALL.into_iter().filter(|input| given.has(*input));
    // A margin of 100 %, a cost of 0 change nothing, but are used.
    let idle = inputs.filter(move |input| {
        let neutral = [0.0, 1.0].contains(&known.at(*input, 0));
        !neutral && said(&known.without(*input)) == whole
    });
    idle.map(|input| Note::NotUsed { input }).collect::<Vec<_>>().into_iter()
}

/// In how many cases the counts of clients contradict each other.
fn contradiction(calculation: &Calculation, trials: Trials) -> Option<Note> {
    let counted = calculation.figure(Formula::Measure(Measure::ChurnRate))?;
    (counted.left_out > 0)
        .then(|| Note::CountsContradict { share: counted.left_out as f64 / trials.count as f64 })
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
    let says = |source: Source| match source {
        Source::Arpu => arpu,
        Source::Orders => median(Measure::ArpuByOrders),
        Source::Revenue => median(Measure::Arpu),
    };
    let known = Source::ALL.into_iter().filter(|source| source.is_known(known));
    let said: Vec<(Source, f64)> =
        known.filter_map(|source| says(source).map(|value| (source, value))).collect();
    let compared = |pair: &[(Source, f64)]| {
        let ((first, first_says), (second, second_says)) = (pair[0], pair[1]);
        differ(first_says, second_says).then_some(Note::SourcesDiffer {
            first,
            first_says,
            second,
            second_says,
        })
    };
    said.windows(2).filter_map(compared).collect()
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
