//! What `check --json` prints.

use crate::model::problem::Problem;
use crate::model::scenario::Scenario;
use serde::Serialize;

/// A scenario's problems, or its quantities as they were understood.
#[derive(Debug, Clone, Serialize)]
pub struct CheckReport<'a> {
    /// Whether it can be run.
    valid: bool,
    /// Its name; null if it cannot be run.
    name: Option<&'a str>,
    /// The file it extends, the file which that one extends, and so on; empty if it cannot be run.
    extends: &'a [String],
    /// Problems and warnings.
    problems: &'a [Problem],
    /// Each quantity as it was understood.
    quantities: Vec<Understood<'a>>,
}

#[derive(Debug, Clone, Serialize)]
struct Understood<'a> {
    path: &'a str,
    family: &'static str,
    p5: f64,
    p50: f64,
    p95: f64,
}

impl<'a> CheckReport<'a> {
    /// Of a scenario that can be run.
    pub fn passed(scenario: &'a Scenario, extends: &'a [String], warnings: &'a [Problem]) -> Self {
        let understood = scenario.quantities.iter().map(|quantity| Understood {
            path: &quantity.path,
            family: quantity.law.family(),
            p5: quantity.law.quantile(0.05),
            p50: quantity.law.quantile(0.5),
            p95: quantity.law.quantile(0.95),
        });
        Self {
            valid: true,
            name: Some(&scenario.name),
            extends,
            problems: warnings,
            quantities: understood.collect(),
        }
    }

    /// Of a text that is no scenario.
    pub fn refused(problems: &'a [Problem]) -> Self {
        Self { valid: false, name: None, extends: &[], problems, quantities: Vec::new() }
    }
}
