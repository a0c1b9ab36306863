//! What `score` says.

use super::name;
use crate::fit::law::Law;
use crate::fit::score::Scoring;
use crate::fit::unit::Unit;
use crate::report::findings::{law_title, unit_name};
use crate::report::language::{Language, say};

/// `2,357 clients by BG/NBD: 1,500 still there, 900 orders in the next 52 weeks, worth 32,000`: of how many clients, and of all of
/// them how many are expected to be there, to order, and to spend, as far as that is known.
pub fn scored(
    scoring: &Scoring,
    clients: usize,
    [there, orders, value]: [Option<f64>; 3],
    language: Language,
) -> String {
    let model = law_title(Law::Orders(scoring.law), language);
    let mut text = say!(language, "scored", clients = clients, model = model);
    if let Some((there, orders)) = there.zip(orders) {
        text += &say!(
            language,
            "scored-orders",
            there = language.whole(there),
            orders = orders.round(),
            span = span(scoring.horizon, scoring.unit, language)
        );
    }
    if let Some(value) = value {
        text += &say!(language, "scored-value", value = language.whole(value));
    }
    text
}

/// A time to come in units that need not be whole: `52 weeks`, `2.5 months`.
fn span(horizon: f64, unit: Unit, language: Language) -> String {
    if horizon.fract() != 0.0 {
        let count = language.significant(horizon);
        return say!(language, "coming-part-of-units", count = count, unit = unit_name(unit));
    }
    match unit {
        Unit::Day => say!(language, "coming-days", count = horizon),
        Unit::Week => say!(language, "coming-weeks", count = horizon),
        Unit::Month => say!(language, "months", count = horizon),
    }
}

/// Where the rows were put.
pub fn written_scores(file: &str, language: Language) -> String {
    say!(language, "written-scores", file = name(file, 400)) + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::language::Language::{English, Russian};

    #[test]
    fn times_to_come_are_counted_as_the_language_counts() {
        let in_russian = |horizon, unit| span(horizon, unit, Russian).replace('\u{A0}', " ");
        assert_eq!(
            [1.0, 2.0, 52.0, 2.5].map(|weeks| span(weeks, Unit::Week, English)),
            ["1 week", "2 weeks", "52 weeks", "2.5 weeks"]
        );
        assert_eq!(
            [1.0, 2.0, 52.0, 11.0, 2.5].map(|weeks| in_russian(weeks, Unit::Week)),
            ["1 неделю", "2 недели", "52 недели", "11 недель", "2,5 недели"]
        );
        assert_eq!([Unit::Day, Unit::Month].map(|unit| in_russian(21.0, unit)), ["21 день", "21 месяц"]);
    }
}
