//! From a ranking of levers to its chart: which is the best, and how sure it is to pay.

use super::levers::{self, Levers, Row};
use super::names::shortened;
use super::{Chart, Content};
use crate::decision::levers::{Ranked, Ranking};
use crate::report::number::{self, chance, maybe, signed};
use crate::report::words;

/// Letters of a lever's name in a title.
const LETTERS_IN_A_TITLE: usize = 26;

/// The charts of a ranking of levers: none where there is no lever.
pub fn lever_charts(ranking: &Ranking) -> Vec<Chart> {
    let Some(title) = title(ranking) else { return Vec::new() };
    let horizon = words::horizon(ranking.months);
    let name = format!("added profit over {horizon}");
    let count = ranking.levers.len();
    let rows = rows(ranking);
    let pairs = rows.iter().filter(|ranked| ranked.names.len() > 1).count();
    let shown = if rows.len() < count && pairs == 0 {
        format!("the {} best levers", rows.len())
    } else if rows.len() < count {
        format!("each lever alone and the {pairs} best pairs")
    } else if ranking.levers.iter().any(|ranked| ranked.names.len() > 1) {
        "each lever alone and every two together".to_owned()
    } else {
        "each lever alone".to_owned()
    };
    let trials = number::whole(ranking.trials as f64);
    let chart = Chart {
        name: "levers".to_owned(),
        title,
        subtitle: format!("{}, {shown}, {trials} trials: {}", words::capital(&name), ranking.name),
        note: Some(format!(
            "With the lever less without any, trial by trial, its costs included; what it brings after {horizon} is \
             not counted."
        )),
        content: Content::Levers(Levers {
            name: words::capital(&name),
            currency: ranking.currency.clone(),
            rows: rows.into_iter().map(row).collect(),
        }),
    };
    vec![chart]
}

/// The best lever by itself, whatever two together add.
fn title(ranking: &Ranking) -> Option<String> {
    let best = ranking.levers.iter().find(|ranked| ranked.names.len() == 1)?;
    let name = shortened(&best.names.join(" + "), LETTERS_IN_A_TITLE);
    let chance = chance(best.probability_pays);
    let median = best.added_profit.p50.filter(|median| median.is_finite());
    Some(match median {
        Some(median) if median > 0.0 => {
            format!(
                "{name} is the best lever: {} at the median, {chance} chance that it pays",
                signed(median)
            )
        }
        Some(_) => {
            format!("No lever adds profit at the median; the best, {name}, pays in {chance} of cases")
        }
        None => "The levers and what they add".to_owned(),
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

fn row(ranked: &Ranked) -> Row {
    let added = &ranked.added_profit;
    let finite = |value: Option<f64>| value.filter(|value| value.is_finite());
    let three = finite(added.p10).zip(finite(added.p50)).zip(finite(added.p90));
    Row {
        names: ranked.names.clone(),
        added: three.map(|((p10, p50), p90)| [p10, p50, p90]),
        median: maybe(added.p50, signed),
        pays: chance(ranked.probability_pays),
    }
}
