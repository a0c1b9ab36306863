//! What stands below the titles of a forecast's charts.

use crate::forecast::summary::Summary;
use crate::report::language::{Language, say};
use crate::report::words;

/// What is drawn, of which scenario; the scenario's name comes last, since it may be long.
pub(super) fn subtitle(summary: &Summary, what: &str, language: Language) -> String {
    let scenario = &summary.scenario;
    let last = scenario.start.plus(scenario.months.saturating_sub(1));
    let span = if scenario.months <= 1 {
        scenario.start.to_string()
    } else {
        say!(language, "chart-range", low = scenario.start.to_string(), high = last.to_string())
    };
    say!(
        language,
        "chart-subtitle",
        what = words::capital(what),
        span = span,
        count = summary.trials,
        scenario = scenario.name.as_str()
    )
}
