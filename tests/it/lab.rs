//! Scenarios written in a test, run, and read back.

use ltvcast::engine::outcome::{Outcome, SegmentColumns};
use ltvcast::engine::rows::Rows;
use ltvcast::engine::{self, Detail, Run, tiles};
use ltvcast::forecast::{self, tally::Tally};
use ltvcast::model::scenario::{NoFiles, Scenario, check};
use ltvcast::model::watch::Unwatched;
use ltvcast::report::files::{Report, json};
use serde_json::Value;

/// The scenario of a text that has no problem.
pub(crate) fn scenario(text: &str) -> Scenario {
    check(text, &NoFiles).map_or_else(|problems| panic!("{problems:#?}\n{text}"), |checked| checked.scenario)
}

/// A scenario of so many months that starts in November 2027: the top of the file with `above`, then `below`.
pub(crate) fn of_months(months: usize, above: &str, below: &str) -> Scenario {
    scenario(&format!(
        "name = \"test\"\ncurrency = \"EUR\"\nstart = \"2027-11\"\nmonths = {months}\n{above}\n{below}\n"
    ))
}

/// A full run of it.
pub(crate) fn drawn(scenario: &Scenario, trials: usize, seed: u64) -> Outcome {
    run(scenario, Run { trials, seed, scale: 1.0, detail: Detail::Full })
}

/// Any run of it.
pub(crate) fn run(scenario: &Scenario, run: Run) -> Outcome {
    engine::simulate(scenario, run, &Unwatched).expect("nobody stops it")
}

/// A full run of it, added up.
pub(crate) fn tallied(scenario: &Scenario, trials: usize, seed: u64) -> Tally {
    let run = Run { trials, seed, scale: 1.0, detail: Detail::Full };
    Tally::of(scenario, run, 0..tiles(trials), &Unwatched).expect("nobody stops it")
}

/// What `summary.json` holds, without the plan.
pub(crate) fn summary_text(scenario: &Scenario) -> String {
    let summary = forecast::simulate(scenario, &Unwatched).expect("nobody stops it");
    json(&Report { summary: &summary, plan: None, inputs: scenario })
}

/// The same, read.
pub(crate) fn summary(scenario: &Scenario) -> Value {
    serde_json::from_str(&summary_text(scenario)).expect("summary.json is JSON")
}

/// A number that has to be there.
pub(crate) fn number(value: &Value, pointer: &str) -> f64 {
    let found = value.pointer(pointer).unwrap_or_else(|| panic!("{pointer} is missing"));
    found.as_f64().unwrap_or_else(|| panic!("{pointer} is {found}"))
}

/// A month of a table of a segment, over all trials.
pub(crate) fn month(
    outcome: &Outcome,
    place: usize,
    table: fn(&SegmentColumns) -> &Rows,
    month: usize,
) -> Vec<f64> {
    outcome.gather(|block, part| part.copy_from_slice(table(&block.segments[place]).row(month)))
}

/// Whether two numbers agree to 1e-9 of the larger.
pub(crate) fn agree(found: f64, expected: f64) -> bool {
    (found - expected).abs() <= 1e-9 * found.abs().max(expected.abs())
}

/// Fails unless they agree to 1e-9.
#[track_caller]
pub(crate) fn assert_agree(what: &str, found: f64, expected: f64) {
    assert!(agree(found, expected), "{what}: {found} instead of {expected}");
}

/// A document of TOML as JSON: what is no number there is null, a date its text.
pub(crate) fn json_of_toml(text: &str) -> Value {
    fn json(value: toml::Value) -> Value {
        match value {
            toml::Value::String(text) => text.into(),
            toml::Value::Integer(number) => number.into(),
            toml::Value::Float(number) => number.into(),
            toml::Value::Boolean(is) => is.into(),
            toml::Value::Datetime(date) => date.to_string().into(),
            toml::Value::Array(entries) => entries.into_iter().map(json).collect(),
            toml::Value::Table(table) => table.into_iter().map(|(key, value)| (key, json(value))).collect(),
        }
    }
    json(toml::Value::Table(text.parse().unwrap_or_else(|error| panic!("{error}\n{text}"))))
}
