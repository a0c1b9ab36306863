//! From a ranking of levers to its chart: which is the best, and how sure it is to pay.

use super::levers::{self, Levers, Row};
use super::names::shortened;
use super::{Chart, Content};
use crate::decision::levers::{Ranked, Ranking};
use crate::report::language::{Language, maybe, say};
use crate::report::words;

/// Letters of a lever's name in a title.
const LETTERS_IN_A_TITLE: usize = 26;

/// The charts of a ranking of levers: none where there is no lever.
pub fn lever_charts(ranking: &Ranking, language: Language) -> Vec<Chart> {
    let Some(title) = title(ranking, language) else { return Vec::new() };
    let horizon = language.horizon(ranking.months);
    let name = say!(language, "chart-added-profit", horizon = horizon.as_str());
    let count = ranking.levers.len();
    let rows = rows(ranking);
    let pairs = rows.iter().filter(|ranked| ranked.names.len() > 1).count();
    let shown = if rows.len() < count && pairs == 0 {
        say!(language, "chart-best-levers", count = rows.len())
    } else if rows.len() < count {
        say!(language, "chart-best-pairs", count = pairs)
    } else if ranking.levers.iter().any(|ranked| ranked.names.len() > 1) {
        say!(language, "chart-levers-and-pairs")
    } else {
        say!(language, "chart-levers-alone")
    };
    let chart = Chart {
        name: "levers".to_owned(),
        language,
        title,
        subtitle: say!(
            language,
            "chart-subtitle",
            what = words::capital(&name),
            span = shown,
            count = ranking.trials,
            scenario = ranking.name.as_str()
        ),
        note: Some(say!(language, "chart-levers-note", horizon = horizon)),
        content: Content::Levers(Levers {
            name: words::capital(&name),
            currency: ranking.currency.clone(),
            rows: rows.into_iter().map(|ranked| row(ranked, language)).collect(),
        }),
    };
    vec![chart]
}

/// The best lever by itself, whatever two together add.
fn title(ranking: &Ranking, language: Language) -> Option<String> {
    let best = ranking.levers.iter().find(|ranked| ranked.names.len() == 1)?;
    let name = shortened(&best.names.join(" + "), LETTERS_IN_A_TITLE);
    let chance = language.chance(best.probability_pays);
    let median = best.added_profit.p50.filter(|median| median.is_finite());
    Some(match median {
        Some(median) if median > 0.0 => {
            let median = language.signed(median);
            say!(language, "chart-best-lever", name = name, median = median, chance = chance)
        }
        Some(_) => say!(language, "chart-no-lever", name = name, chance = chance),
        None => say!(language, "chart-levers-title"),
    })
}

/// Levers alone before pairs, as many as there is room for; in their order.
fn rows(ranking: &Ranking) -> Vec<&Ranked> {
    let is_alone = |ranked: &&Ranked| ranked.names.len() == 1;
    let alone = ranking.levers.iter().filter(is_alone).count();
    let mut pairs = levers::MOST_ROWS.saturating_sub(alone);
    let has_room = |ranked: &&Ranked| {
        let has_room = ranked.names.len() == 1 || pairs > 0;
        pairs -= usize::from(has_room && ranked.names.len() > 1);
        has_room
    };
    ranking.levers.iter().filter(has_room).take(levers::MOST_ROWS).collect()
}

fn row(ranked: &Ranked, language: Language) -> Row {
    let added = &ranked.added_profit;
    let finite = |value: Option<f64>| value.filter(|value| value.is_finite());
    let three = finite(added.p10).zip(finite(added.p50)).zip(finite(added.p90));
    Row {
        names: ranked.names.clone(),
        added: three.map(|((p10, p50), p90)| [p10, p50, p90]),
        median: maybe(added.p50, |median| language.signed(median)),
        pays: language.chance(ranked.probability_pays),
    }
}
