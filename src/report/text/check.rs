//! Every quantity of a scenario as it was understood.

use super::table::table;
use super::{Look, name};
use crate::model::quantity::NamedQuantity;
use crate::model::scenario::Scenario;
use crate::report::number::{significant, whole};
use std::fmt::Write as _;

/// What `check` prints for a scenario without problems, which extends these files, each the next.
pub fn check(scenario: &Scenario, extends: &[String], look: Look) -> String {
    let mut text = look.heading(&format!("{}: a valid scenario.", name(&scenario.name, 60)));
    text.push('\n');
    if !extends.is_empty() {
        let files: Vec<String> = extends.iter().map(|file| name(file, 200)).collect();
        let _ = writeln!(text, "extends {}", files.join(", which extends "));
    }
    let _ = writeln!(
        text,
        "{} months from {}, LTV over {} months, money in {}, {} trials.\n",
        scenario.months,
        scenario.start,
        scenario.lifetime_months,
        name(&scenario.currency, 12),
        whole(scenario.simulation.trials as f64)
    );
    let rows = scenario.quantities.iter().map(row).collect();
    text.push_str(&table(look, 2, &["Quantity", "Family", "P5", "P50", "P95"], rows));
    text
}

fn row(quantity: &NamedQuantity) -> Vec<String> {
    let mut row = vec![name(&quantity.path, 60), quantity.law.family().to_owned()];
    row.extend([0.05, 0.5, 0.95].map(|p| significant(quantity.law.quantile(p))));
    row
}
