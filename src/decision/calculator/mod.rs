//! The calculator: a handful of figures about clients -> LTV by every formula that they allow, and what follows.
//!
//! `given` holds what the user said, a column a quantity; `ltv` has the formulas of lifetime value, `measures` those of
//! churn, CAC, ROMI and payback; `notes` says where formulas disagree. Nothing is simulated: where an input is a range,
//! each formula is taken once a trial.

mod given;
mod ltv;
mod measures;
mod notes;

pub use given::{Given, Input};
pub use ltv::{Level, Life, LtvFormula, Source};
pub use measures::Measure;
pub use notes::Note;

use super::draws::Trials;
use crate::forecast::figure::Figure;
use crate::forecast::summary::Ladder;
use given::Known;
use serde::Serialize;

/// What a formula says.
#[derive(Debug, Clone, Serialize)]
pub struct Estimate {
    /// Which formula.
    pub formula: Formula,
    /// Its figure over the trials; without spread where all of its inputs are plain numbers.
    pub figure: Figure,
}

/// A formula of the calculator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Formula {
    /// A lifetime value.
    Ltv(LtvFormula),
    /// Anything else.
    Measure(Measure),
}

/// What the calculator says.
#[derive(Debug, Clone, Serialize)]
pub struct Calculation {
    /// Every formula that the inputs allow, LTV first.
    pub estimates: Vec<Estimate>,
    /// The LTV that LTV:CAC and the like are taken of: the formula that uses most of the inputs.
    pub reference: Option<LtvFormula>,
    /// The rung of LTV:CAC.
    pub ladder: Option<Ladder>,
    /// Where formulas disagree, and why.
    pub notes: Vec<Note>,
}

impl Calculation {
    /// The figure of a formula, if the inputs allow it.
    pub fn figure(&self, formula: Formula) -> Option<&Figure> {
        self.estimates.iter().find(|estimate| estimate.formula == formula).map(|estimate| &estimate.figure)
    }
}

impl Formula {
    /// Its name for programs: `ltv_margin_arpu_churn`, `ltv_to_cac`.
    pub fn name(self) -> String {
        match self {
            Self::Ltv(formula) => formula.name(),
            Self::Measure(measure) => measure.name().to_owned(),
        }
    }
}

/// Takes every formula that the inputs allow; without estimates where they allow none.
pub fn calculate(given: &Given, trials: Trials) -> Calculation {
    let known = Known::draw(given, trials);
    let formulas = ltv::allowed(&known);
    let reference = ltv::reference(&formulas);
    let mut estimates: Vec<Estimate> = formulas
        .iter()
        .map(|formula| Estimate {
            formula: Formula::Ltv(*formula),
            figure: trials.figure(|i| ltv::value(*formula, &known, i)),
        })
        .collect();
    estimates.extend(measures::allowed(&known, reference).into_iter().map(|measure| Estimate {
        formula: Formula::Measure(measure),
        figure: trials.figure(|i| measures::value(measure, &known, reference, i)),
    }));
    let mut calculation = Calculation { estimates, reference, ladder: None, notes: Vec::new() };
    let to_cac = calculation.figure(Formula::Measure(Measure::LtvToCac)).and_then(|figure| figure.p50);
    calculation.ladder = to_cac.map(Ladder::of);
    calculation.notes = notes::notes(given, &known, &calculation, trials);
    calculation
}
