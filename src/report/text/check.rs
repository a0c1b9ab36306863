//! Every quantity of a scenario as it was understood.

use super::table::table;
use super::{Look, name};
use crate::model::quantity::NamedQuantity;
use crate::model::scenario::Scenario;
use crate::report::document::family;
use crate::report::language::{Language, say};

/// What `check` prints for a scenario without problems, which extends these files, each the next.
pub fn check(scenario: &Scenario, extends: &[String], language: Language, look: Look) -> String {
    let valid = say!(language, "check-valid", scenario = name(&scenario.name, 60));
    let mut text = look.heading(&valid) + "\n";
    let mut extended = extends.iter().map(|file| name(file, 200));
    if let Some(first) = extended.next() {
        text += &say!(language, "check-extends", file = first);
        for next in extended {
            text += &say!(language, "check-which-extends", file = next);
        }
        text.push('\n');
    }
    text += &say!(
        language,
        "check-line",
        months = language.months(scenario.months),
        start = scenario.start.to_string(),
        lifetime = language.months(scenario.lifetime_months),
        currency = name(&scenario.currency, 12),
        count = scenario.simulation.trials
    );
    text.push_str("\n\n");
    let rows = scenario.quantities.iter().map(|quantity| row(quantity, language)).collect();
    let head = [
        say!(language, "head-quantity"),
        say!(language, "head-family"),
        "P5".to_owned(),
        "P50".to_owned(),
        "P95".to_owned(),
    ];
    text + &table(look, 2, &head, rows)
}

fn row(quantity: &NamedQuantity, language: Language) -> Vec<String> {
    let mut row = vec![name(&quantity.path, 60), family(quantity.law.family(), language)];
    row.extend([0.05, 0.5, 0.95].map(|p| language.significant(quantity.law.quantile(p))));
    row
}
