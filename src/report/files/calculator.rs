//! What `ltv --json` and `plan --json` without a scenario print.

use crate::decision::calculator::{Calculation, Formula, Given, Level};
use crate::decision::direct::DirectPlan;
use crate::decision::draws::Trials;
use crate::forecast::figure::Figure;
use crate::forecast::summary::Ladder;
use crate::model::quantity::NamedQuantity;
use crate::report::document::{Comparison, beside_calculation};
use crate::report::formulas::{formula_text, level_word, title, unit};
use crate::report::language::Language;
use crate::report::notes::sentence;
use serde::Serialize;

/// A quantity as it was understood.
#[derive(Debug, Clone, Serialize)]
struct InputEcho<'a> {
    name: &'a str,
    family: &'static str,
    p5: f64,
    p50: f64,
    p95: f64,
}

impl<'a> InputEcho<'a> {
    fn of(quantity: &'a NamedQuantity) -> Self {
        let [p5, p50, p95] = [0.05, 0.5, 0.95].map(|p| quantity.law.quantile(p));
        Self { name: quantity.path.trim_start_matches('-'), family: quantity.law.family(), p5, p50, p95 }
    }
}

/// The calculator's answer.
#[derive(Debug, Clone, Serialize)]
pub struct CalculationReport<'a> {
    inputs: Vec<InputEcho<'a>>,
    trials: usize,
    seed: u64,
    estimates: Vec<EstimateReport<'a>>,
    /// The name of the LTV that LTV:CAC and the like are taken of.
    reference: Option<String>,
    ladder: Option<Ladder>,
    notes: Vec<String>,
    rules_of_thumb: Vec<Comparison>,
}

#[derive(Debug, Clone, Serialize)]
struct EstimateReport<'a> {
    name: String,
    title: String,
    /// What it is of: `ltv` or `measure`.
    kind: &'static str,
    /// Of an LTV, what of the payments counts.
    level: Option<Level>,
    formula: String,
    unit: &'static str,
    /// The mean; the value where the inputs are plain numbers, null where it does not exist.
    value: Option<f64>,
    figure: &'a Figure,
}

impl<'a> CalculationReport<'a> {
    /// The answer to these inputs.
    pub fn new(calculation: &'a Calculation, given: &'a Given, trials: Trials) -> Self {
        let estimates = calculation.estimates.iter().map(|estimate| {
            let formula = estimate.formula;
            let (kind, level) = match formula {
                Formula::Ltv(ltv) => ("ltv", Some(ltv.level())),
                Formula::Measure(_) => ("measure", None),
            };
            let level_name =
                level.map_or_else(String::new, |level| format!(", {}", level_word(level, Language::English)));
            EstimateReport {
                name: formula.name(),
                title: title(formula, Language::English) + &level_name,
                kind,
                level,
                formula: formula_text(formula, |input| given.has(input), Language::English),
                unit: unit(formula).name(),
                value: estimate.figure.mean,
                figure: &estimate.figure,
            }
        });
        Self {
            inputs: given.quantities.iter().map(|(_, quantity)| InputEcho::of(quantity)).collect(),
            trials: trials.count,
            seed: trials.seed,
            estimates: estimates.collect(),
            reference: calculation.reference.map(|reference| Formula::Ltv(reference).name()),
            ladder: calculation.ladder,
            notes: calculation.notes.iter().map(|note| sentence(*note, Language::English)).collect(),
            rules_of_thumb: beside_calculation(calculation, Language::English),
        }
    }
}

/// The plan without a scenario.
#[derive(Debug, Clone, Serialize)]
pub struct DirectPlanReport<'a> {
    #[serde(flatten)]
    plan: &'a DirectPlan,
    inputs: Vec<InputEcho<'a>>,
    trials: usize,
    seed: u64,
}

impl<'a> DirectPlanReport<'a> {
    /// The plan of these inputs.
    pub fn new(plan: &'a DirectPlan, inputs: &[&'a NamedQuantity], trials: Trials) -> Self {
        let inputs = inputs.iter().map(|quantity| InputEcho::of(quantity)).collect();
        Self { plan, inputs, trials: trials.count, seed: trials.seed }
    }
}
