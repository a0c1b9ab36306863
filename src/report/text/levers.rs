//! The levers in words: which is worth pulling, how sure that is, and which cost more than they bring.

use super::table::table;
use super::{Look, name};
use crate::decision::levers::{Ranked, Ranking};
use crate::report::number::{NONE, chance, fixed, maybe, short, signed, whole};
use std::fmt::Write as _;

/// Levers alone, and pairs, that a terminal shows; the rest is in the files.
const ALONE_SHOWN: usize = 20;
const PAIRS_SHOWN: usize = 8;

/// What `levers` prints.
pub fn levers(ranking: &Ranking, look: Look) -> String {
    let mut text = look.heading(&levers_answer(ranking)) + "\n\n";
    let _ = writeln!(
        text,
        "{}: {} months from {}, money in {}, {} trials, seed {}. Profit without levers: median {}.",
        name(&ranking.name, 60),
        ranking.months,
        ranking.start,
        name(&ranking.currency, 12),
        whole(ranking.trials as f64),
        ranking.seed,
        maybe(ranking.base_profit.p50, short),
    );
    text.push_str("Added profit is with the lever less without any, trial by trial, its costs included.\n\n");
    let (alone, pairs): (Vec<&Ranked>, Vec<&Ranked>) =
        ranking.levers.iter().partition(|ranked| ranked.names.len() == 1);
    text.push_str(&rows("Lever", &alone, ALONE_SHOWN, look));
    text.push_str(&rows("Two together", &pairs, PAIRS_SHOWN, look));
    text.push_str(
        "Pays: share of the trials in which it brings at least what it costs within the horizon. Payback: the month,\n\
         counted from its first, by whose end it has; what it brings later is not counted.\n",
    );
    for ranked in ranking.levers.iter().filter(|ranked| is_loss(ranked)) {
        let _ = writeln!(text, "{}", loss(ranked));
    }
    text
}

/// Where the ranking was put.
pub fn written_levers(folder: &str) -> String {
    format!("Written to {}: levers.json, levers.csv, charts.", name(folder, 400))
}

/// The best lever in a sentence.
pub fn levers_answer(ranking: &Ranking) -> String {
    let alone = ranking.levers.iter().find(|ranked| ranked.names.len() == 1);
    let Some(best) = alone else { return "There is no lever to rank.".to_owned() };
    if best.added_profit.p50.is_none_or(|median| median <= 0.0) {
        return format!(
            "No lever adds profit at the median; the best, {}, pays for itself in {} of the trials",
            title(best, 60),
            chance(best.probability_pays)
        );
    }
    let mut answer = format!(
        "{} adds most: median {}, {} chance that it pays for itself",
        title(best, 60),
        maybe(best.added_profit.p50, signed),
        chance(best.probability_pays)
    );
    let pair = ranking.levers.first().filter(|ranked| ranked.names.len() == 2);
    if let Some(pair) = pair {
        let _ = write!(answer, "; of two, {}: {}", title(pair, 60), maybe(pair.added_profit.p50, signed));
    }
    answer
}

/// A table of levers, as many of them as are shown; nothing where there is none.
fn rows(head: &str, levers: &[&Ranked], most: usize, look: Look) -> String {
    if levers.is_empty() {
        return String::new();
    }
    let rows = levers.iter().take(most).map(|ranked| {
        let added = &ranked.added_profit;
        let mut row = vec![title(ranked, 44)];
        row.extend([added.p50, added.p10, added.p90].map(|value| maybe(value, signed)));
        row.push(chance(ranked.probability_pays));
        row.push(ranked.payback_month.month.p50.map_or_else(|| NONE.to_owned(), |month| fixed(month, 0)));
        row.push(maybe(ranked.cost.mean, short));
        row
    });
    let mut text =
        table(look, 1, &[head, "Added P50", "P10", "P90", "Pays", "Payback", "Cost"], rows.collect());
    if levers.len() > most {
        let _ = writeln!(text, "and {} more, in levers.csv.", levers.len() - most);
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

fn loss(ranked: &Ranked) -> String {
    format!(
        "{} costs more than it brings in {} of the trials: {} at the median.",
        title(ranked, 60),
        chance(1.0 - ranked.probability_pays),
        maybe(ranked.added_profit.p50, signed)
    )
}
