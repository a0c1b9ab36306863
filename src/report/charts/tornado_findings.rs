//! From a forecast's swings to their chart: on which quantity profit depends most.

use super::names::shortened;
use super::subtitle::subtitle;
use super::tornado::{End, MOST_ROWS, Row, Tornado};
use super::{Chart, Content};
use crate::forecast::figure::Estimate;
use crate::forecast::summary::{Summary, Swing};
use crate::report::language::{Language, say};
use crate::report::words;

/// Letters of a quantity's name in a title, and beside its bar.
const LETTERS_IN_A_TITLE: usize = 30;
const LETTERS_OF_A_ROW: usize = 44;

/// A swing of fewer standard errors is not told apart from chance, and not drawn.
const ERRORS: f64 = 2.0;

/// The tornado; none where no quantity is uncertain, or none is seen to move profit.
pub(super) fn tornado(summary: &Summary, language: Language) -> Option<Chart> {
    let is_seen = |swing: &&Swing| swing.swing.value.abs() > ERRORS * swing.swing.se;
    let seen: Vec<&Swing> = summary.swings.iter().filter(is_seen).take(MOST_ROWS).collect();
    let first = seen.first()?;
    let ends = [first.profit_low.value, first.profit_high.value];
    let [low, high] = language.short_apart([ends[0].min(ends[1]), ends[0].max(ends[1])]);
    let horizon = language.horizon(summary.scenario.months);
    let name = say!(language, "chart-tornado-axis", horizon = horizon.as_str());
    Some(Chart {
        name: "tornado".to_owned(),
        language,
        title: say!(
            language,
            "chart-tornado-title",
            quantity = shortened(&first.quantity, LETTERS_IN_A_TITLE),
            low = low,
            high = high
        ),
        subtitle: subtitle(summary, &name, language),
        note: Some(say!(language, "chart-tornado-note")),
        content: Content::Tornado(Tornado {
            name: words::capital(&name),
            currency: summary.scenario.currency.clone(),
            mean: summary.headline.profit.mean?,
            rows: seen.into_iter().map(|swing| row(swing, language)).collect(),
        }),
    })
}

fn row(swing: &Swing, language: Language) -> Row {
    let end = |profit: Estimate, value: f64| End { profit: profit.value, value: language.significant(value) };
    Row {
        name: shortened(&swing.quantity, LETTERS_OF_A_ROW),
        ends: [end(swing.profit_low, swing.low), end(swing.profit_high, swing.high)],
    }
}
