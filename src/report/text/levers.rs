//! The levers in words: which is worth pulling, how sure that is, and which cost more than they bring.

use super::table::table;
use super::{Look, name};
use crate::decision::levers::{Ranked, Ranking};
use crate::report::language::{Language, maybe, say};

/// Levers alone, and pairs, that a terminal shows; the rest is in the files.
const ALONE_SHOWN: usize = 20;
const PAIRS_SHOWN: usize = 8;

/// What `levers` prints.
pub fn levers(ranking: &Ranking, language: Language, look: Look) -> String {
    let mut text = look.heading(&levers_answer(ranking, language)) + "\n\n";
    text += &say!(
        language,
        "levers-line",
        scenario = name(&ranking.name, 60),
        months = language.months(ranking.months),
        start = ranking.start.to_string(),
        currency = name(&ranking.currency, 12),
        count = ranking.trials,
        seed = ranking.seed.to_string(),
        median = maybe(ranking.base_profit.p50, |profit| language.short(profit))
    );
    text += &format!("\n{}\n\n", say!(language, "levers-added-note"));
    let (alone, pairs): (Vec<&Ranked>, Vec<&Ranked>) =
        ranking.levers.iter().partition(|ranked| ranked.names.len() == 1);
    text += &rows(say!(language, "head-lever"), &alone, ALONE_SHOWN, language, look);
    text += &rows(say!(language, "head-two-levers"), &pairs, PAIRS_SHOWN, language, look);
    text += &(say!(language, "levers-pays-note") + "\n");
    for ranked in ranking.levers.iter().filter(|ranked| is_loss(ranked)) {
        text += &(loss(ranked, language) + "\n");
    }
    text
}

/// Where the ranking was put.
pub fn written_levers(folder: &str, language: Language) -> String {
    say!(language, "written-levers", folder = name(folder, 400))
}

/// The best lever in a sentence.
pub fn levers_answer(ranking: &Ranking, language: Language) -> String {
    let alone = ranking.levers.iter().find(|ranked| ranked.names.len() == 1);
    let Some(best) = alone else { return say!(language, "levers-none") };
    let (lever, chance) = (title(best, 60), language.chance(best.probability_pays));
    if best.added_profit.p50.is_none_or(|median| median <= 0.0) {
        return say!(language, "levers-none-adds", lever = lever, chance = chance);
    }
    let median = |of: &Ranked| maybe(of.added_profit.p50, |profit| language.signed(profit));
    let answer = say!(language, "levers-best", lever = lever, median = median(best), chance = chance);
    match ranking.levers.first().filter(|ranked| ranked.names.len() == 2) {
        Some(pair) => {
            answer + &say!(language, "levers-best-pair", pair = title(pair, 60), median = median(pair))
        }
        None => answer,
    }
}

/// A table of levers, as many of them as are shown; nothing where there is none.
fn rows(head: String, levers: &[&Ranked], most: usize, language: Language, look: Look) -> String {
    if levers.is_empty() {
        return String::new();
    }
    let rows = levers.iter().take(most).map(|ranked| {
        let added = &ranked.added_profit;
        let mut row = vec![title(ranked, 44)];
        row.extend(
            [added.p50, added.p10, added.p90].map(|value| maybe(value, |value| language.signed(value))),
        );
        row.push(language.chance(ranked.probability_pays));
        row.push(maybe(ranked.payback_month.month.p50, |month| language.whole(month)));
        row.push(maybe(ranked.cost.mean, |cost| language.short(cost)));
        row
    });
    let head = [
        head,
        say!(language, "head-added-p50"),
        "P10".to_owned(),
        "P90".to_owned(),
        say!(language, "head-pays"),
        say!(language, "head-payback"),
        say!(language, "head-cost"),
    ];
    let mut text = table(look, 1, &head, rows.collect());
    if levers.len() > most {
        text += &(say!(language, "more-levers", count = levers.len() - most) + "\n");
    }
    text.push('\n');
    text
}

/// The names of a lever, or of two together.
pub(in crate::report) fn title(ranked: &Ranked, letters: usize) -> String {
    let each = if ranked.names.len() == 1 { letters } else { letters / 2 - 1 };
    ranked.names.iter().map(|lever| name(lever, each)).collect::<Vec<String>>().join(" + ")
}

/// A lever alone that more likely than not costs more than it brings.
fn is_loss(ranked: &Ranked) -> bool {
    ranked.names.len() == 1 && ranked.added_profit.p50.is_some_and(|median| median < 0.0)
}

fn loss(ranked: &Ranked, language: Language) -> String {
    say!(
        language,
        "lever-costs-more",
        lever = title(ranked, 60),
        chance = language.chance(1.0 - ranked.probability_pays),
        median = maybe(ranked.added_profit.p50, |profit| language.signed(profit))
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::language::Language::{English, Russian};
    use crate::report::levers_fixture::ranking;

    #[test]
    fn the_ranking_speaks_both_languages() {
        insta::assert_snapshot!(levers(&ranking(), English, Look::Plain));
        insta::assert_snapshot!(levers(&ranking(), Russian, Look::Plain).replace('\u{A0}', "~"));
    }
}
