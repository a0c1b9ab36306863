//! The tables of a comparison: the choices, the differences, the way from one median to the other, what the files say
//! differently.

use super::compare::shown;
use super::table::table;
use super::{Look, name};
use crate::decision::compare::{Comparison, HYBRID_TRIALS, Hundredths, Pair, Part, PartCause, Waterfall};
use crate::forecast::paired::{Measure, Paired};
use crate::report::language::{Language, NONE, maybe, say};
use crate::report::words;

/// Letters of the longest bar of a waterfall.
const BAR: f64 = 30.0;
/// Keys that are shown of what two files say differently.
const CHANGES_SHOWN: usize = 12;
/// Letters of a key.
const KEY_LETTERS: usize = 30;
/// Letters of what a file says of a key.
const TEXT_LETTERS: usize = 28;

/// A row a scenario: what it earns, how often it is best, and what choosing it misses.
pub(super) fn choices(comparison: &Comparison, language: Language, look: Look) -> String {
    let short = |value: Option<f64>| maybe(value, |value| language.short(value));
    let rows = comparison.scenarios.iter().zip(&comparison.best).map(|(scenario, choice)| {
        let headline = &scenario.headline;
        let target = headline.probability_of_target.map(|share| share.value);
        vec![
            shown(&scenario.scenario),
            short(headline.profit.p50),
            short(headline.profit.p10),
            maybe(target, |share| language.percent(share)),
            language.percent(choice.probability),
            maybe(choice.probability_se, |se| format!("+-{}", language.percent(se))),
            short(choice.regret.mean),
            short(choice.regret.p95),
        ]
    });
    let head = [
        say!(language, "head-scenario"),
        say!(language, "head-median"),
        "P10".to_owned(),
        say!(language, "head-target"),
        say!(language, "head-best"),
        say!(language, "head-se"),
        say!(language, "head-regret"),
        say!(language, "head-regret-p95"),
    ];
    table(look, 1, &head, rows.collect())
}

/// A row a figure: the second scenario's less the first one's.
pub(super) fn differences(pair: &Pair, language: Language, look: Look) -> String {
    let row = |(measure, paired): &(Measure, Paired)| {
        let difference = &paired.difference;
        let form = |value: f64| form(*measure, value, language);
        let plain = |value: f64| form(value).trim_start_matches('+').to_owned();
        // Of what happens or not, trial by trial, percentiles say nothing.
        let spread = |value: Option<f64>| maybe(value.filter(|_| !is_chance(*measure)), form);
        let always_equal = (difference.p50, difference.sd) == (Some(0.0), Some(0.0));
        let higher = paired.probability_b_higher.filter(|_| !always_equal && !is_chance(*measure));
        vec![
            words::measure(*measure, language),
            maybe(difference.mean, form),
            maybe(difference.se, plain),
            maybe(paired.independent_se, plain),
            spread(difference.p5),
            spread(difference.p50),
            spread(difference.p95),
            maybe(higher, |share| language.chance(share)),
        ]
    };
    let head = [
        String::new(),
        say!(language, "head-mean"),
        say!(language, "head-se"),
        say!(language, "head-se-apart"),
        "P5".to_owned(),
        "P50".to_owned(),
        "P95".to_owned(),
        say!(language, "head-higher"),
    ];
    table(look, 1, &head, pair.figures.iter().map(row).collect()) + &say!(language, "se-apart-note") + "\n"
}

fn is_chance(measure: Measure) -> bool {
    matches!(measure, Measure::ProbabilityOfTarget | Measure::ProbabilityOfLoss)
}

/// How a difference of that figure is written; that of chances in percentage points.
fn form(measure: Measure, value: f64, language: Language) -> String {
    match measure {
        Measure::Roas | Measure::Romi => with_sign(value, language.fixed(value, 3)),
        _ if is_chance(measure) => with_sign(value, language.fixed(100.0 * value, 2)),
        _ => language.signed(value),
    }
}

/// `+1.2M`, `-300K`, `0`.
fn with_sign(value: f64, text: String) -> String {
    let is_zero = !text.bytes().any(|digit| (b'1'..=b'9').contains(&digit));
    if value > 0.0 && !is_zero { format!("+{text}") } else { text }
}

/// From one median to the other, a bar a cause.
pub(super) fn steps(pair: &Pair, waterfall: &Waterfall, language: Language, look: Look) -> String {
    let largest = waterfall.parts.iter().map(|part| part.amount.0.abs()).max().unwrap_or(0);
    let bar = |amount: Hundredths| {
        let letters = if largest == 0 { 0.0 } else { BAR * amount.0.abs() as f64 / largest as f64 };
        let letter = if amount.0 < 0 { "-" } else { "+" };
        letter.repeat(letters.round() as usize)
    };
    let of_part = |part: &Part| {
        let amount = language.signed(part.amount.amount());
        vec![words::cause(part.cause, language), amount, bar(part.amount)]
    };
    let end = |scenario: &str, amount: Hundredths| {
        vec![shown(scenario), language.short(amount.amount()), String::new()]
    };
    let mut rows = vec![end(&pair.a, waterfall.from)];
    // What is exact needs no line that says so.
    let is_said = |part: &&Part| part.amount.0 != 0 || matches!(part.cause, PartCause::Of(_));
    rows.extend(waterfall.parts.iter().filter(is_said).map(of_part));
    rows.push(end(&pair.b, waterfall.to));
    // The bars are words: they stand at the left.
    let head = [String::new(), say!(language, "head-profit")];
    let lines = table(look, 1, &head, rows.iter().map(|row| row[..2].to_vec()).collect());
    let width = lines.lines().map(|line| line.chars().count()).max().unwrap_or(0);
    let mut text = String::new();
    for (place, line) in lines.lines().enumerate() {
        let bar = place.checked_sub(2).and_then(|row| rows.get(row)).map_or("", |row| row[2].as_str());
        let padding = " ".repeat(width - line.chars().count() + 2);
        text.push_str(format!("{line}{padding}{bar}").trim_end());
        text.push('\n');
    }
    if waterfall.parts.is_empty() {
        text += &(say!(language, "nothing-differs") + "\n");
    } else if waterfall.parts.len() > 2 {
        text += &(say!(language, "shapley-note", count = HYBRID_TRIALS) + "\n");
    }
    text
}

/// What the files say differently, key by key.
pub(super) fn changes(pair: &Pair, language: Language, look: Look) -> String {
    let said = |text: &Option<String>| text.as_ref().map_or(NONE.to_owned(), |text| name(text, TEXT_LETTERS));
    let rows = pair.changes.iter().take(CHANGES_SHOWN);
    let rows = rows.map(|change| vec![name(&change.key, KEY_LETTERS), said(&change.a), said(&change.b)]);
    let head = [say!(language, "head-key"), shown(&pair.a), shown(&pair.b)];
    let text = table(look, 3, &head, rows.collect());
    match pair.changes.len().saturating_sub(CHANGES_SHOWN) {
        0 => text,
        more => text + &say!(language, "more-changes", count = more) + "\n",
    }
}
