//! A comparison in words: which is better, by how much, how often, and because of what.

use super::budget_rules::budget_rules;
use super::table::table;
use super::{Look, name};
use crate::decision::compare::{
    Comparison, DominanceOrder, HYBRID_TRIALS, Hundredths, Pair, Part, PartCause, Waterfall,
};
use crate::forecast::paired::{Measure, Paired};
use crate::forecast::rules::BudgetRules;
use crate::report::number::{chance, fixed, maybe, percent, short, signed, whole};
use crate::report::words;
use std::fmt::Write as _;

/// Letters of a scenario's name in a table.
const NAME_LETTERS: usize = 30;
/// Letters of the longest bar of a waterfall.
const BAR: f64 = 30.0;
/// Keys that are shown of what two files say differently.
const CHANGES_SHOWN: usize = 12;
/// Letters of what a file says of a key.
const TEXT_LETTERS: usize = 28;

/// What `compare` prints.
pub fn comparison(comparison: &Comparison, look: Look) -> String {
    let mut text = look.heading(&comparison_verdict(comparison)) + "\n\n";
    let _ = writeln!(
        text,
        "{} months, money in {}, {} trials of each on the same draws, seed {}.",
        comparison.months,
        name(&comparison.currency, 12),
        whole(comparison.trials as f64),
        comparison.seed
    );
    for scenario in &comparison.scenarios {
        let _ = writeln!(text, "{}: {}", shown(&scenario.scenario), name(&scenario.name, 60));
    }
    section(&mut text, look, "Each as a choice, by profit (regret: what the best of each trial has more)");
    text.push_str(&choices(comparison, look));
    text.push_str(&dominance(comparison));
    let first = comparison.scenarios.first().map(|scenario| scenario.scenario.as_str());
    for pair in comparison.pairs.iter().filter(|pair| Some(pair.a.as_str()) == first) {
        let (a, b) = (shown(&pair.a), shown(&pair.b));
        section(&mut text, look, &format!("{b} less {a}, trial by trial"));
        if comparison.scenarios.len() > 2 {
            let _ = writeln!(text, "{}", words::capital(&sentence(pair)));
        }
        text.push_str(&differences(pair, look));
        if let Some(waterfall) = &pair.waterfall {
            section(&mut text, look, &format!("From the median profit of {a} to that of {b}"));
            text.push_str(&steps(pair, waterfall, look));
        }
        if !pair.changes.is_empty() {
            section(&mut text, look, "What the files say differently");
            text.push_str(&changes(pair, look));
        }
    }
    let rules: Vec<(&str, &BudgetRules)> = comparison
        .scenarios
        .iter()
        .map(|scenario| (scenario.scenario.as_str(), &scenario.budget_rules))
        .collect();
    let rules = budget_rules(&rules, look);
    if !rules.is_empty() {
        text.push('\n');
        text.push_str(&rules);
    }
    text.push('\n');
    text
}

/// The verdict in a line: of two scenarios how often and by how much the second is better, of several which is best.
pub fn comparison_verdict(comparison: &Comparison) -> String {
    if let ([_, _], [pair]) = (&comparison.scenarios[..], &comparison.pairs[..]) {
        return words::capital(&sentence(pair));
    }
    let best = comparison.best.iter().max_by(|a, b| a.probability.total_cmp(&b.probability));
    let Some(best) = best else { return String::new() };
    let others: Vec<String> = comparison
        .best
        .iter()
        .filter(|other| other.scenario != best.scenario)
        .map(|other| format!("{} in {}", shown(&other.scenario), chance(other.probability)))
        .collect();
    let sentence = format!(
        "{} has the highest profit of the {} in {} of the trials ({}); choosing it misses {} on average",
        shown(&best.scenario),
        comparison.best.len(),
        chance(best.probability),
        others.join(", "),
        maybe(best.regret.mean, short)
    );
    words::capital(&sentence)
}

/// Where the comparison was put.
pub fn written_comparison(folder: &str) -> String {
    format!(
        "Written to {}: compare.json, differences.csv, waterfall.csv, run.json, charts, and a summary of each scenario.",
        name(folder, 400)
    )
}

/// `b beats a in 83 % of the trials; median profit +1.2M (P5 -0.3M .. P95 +2.9M); mostly because of churn (+0.9M)`.
fn sentence(pair: &Pair) -> String {
    let (a, b) = (shown(&pair.a), shown(&pair.b));
    let Some(profit) = pair.figure(Measure::Profit) else { return format!("{b} and {a}") };
    let difference = &profit.difference;
    if [difference.mean, difference.sd.or(Some(0.0)), difference.p50] == [Some(0.0); 3] {
        return format!("{b} and {a} make the same profit in every trial");
    }
    let mut said = format!(
        "{b} beats {a} in {} of the trials; profit {} in the median trial (P5 {} .. P95 {})",
        maybe(profit.probability_b_higher, chance),
        maybe(difference.p50, signed),
        maybe(difference.p5, signed),
        maybe(difference.p95, signed)
    );
    if let Some(because) = pair.waterfall.as_ref().and_then(because) {
        let _ = write!(said, "; {because}");
    }
    said
}

/// `mostly because of CAC (+511K), against margin (-983K)`: the cause that does most in the direction of the whole
/// difference, and the one that does most against it where that is half as much or more; none where the waterfall's own runs
/// leave more unexplained than it does.
fn because(waterfall: &Waterfall) -> Option<String> {
    let whole = waterfall.whole().0;
    let said = |part: &Part| format!("{} ({})", words::cause(part.cause), signed(part.amount.amount()));
    let main = waterfall.largest(whole.signum()).filter(|_| whole != 0)?;
    if waterfall.unexplained_beyond(main).is_some() {
        return None;
    }
    let degree = match waterfall.causes().count() {
        1 => "because of",
        _ if 2 * main.amount.0.abs() >= whole.abs() => "mostly because of",
        _ => "in largest part because of",
    };
    let against = waterfall.largest(-whole.signum());
    let against = against.filter(|part| 2 * part.amount.0.abs() >= main.amount.0.abs());
    let against = against.map_or(String::new(), |part| format!(", against {}", said(part)));
    Some(format!("{degree} {}{against}", said(main)))
}

fn choices(comparison: &Comparison, look: Look) -> String {
    let rows = comparison.scenarios.iter().zip(&comparison.best).map(|(scenario, choice)| {
        let headline = &scenario.headline;
        vec![
            shown(&scenario.scenario),
            maybe(headline.profit.p50, short),
            maybe(headline.profit.p10, short),
            maybe(headline.probability_of_target.map(|share| share.value), percent),
            percent(choice.probability),
            maybe(choice.probability_se, |se| format!("+-{}", percent(se))),
            maybe(choice.regret.mean, short),
            maybe(choice.regret.p95, short),
        ]
    });
    let head = ["Scenario", "Median", "P10", "Target", "Best", "s.e.", "Regret", "its P95"];
    table(look, 1, &head, rows.collect())
}

fn dominance(comparison: &Comparison) -> String {
    let trials = whole(comparison.trials as f64);
    let sentence = |order: DominanceOrder, who: &str| match order {
        DominanceOrder::First => format!(
            "On these {trials} trials {who} in the first order: of every profit the chance to reach it is at least as high."
        ),
        DominanceOrder::Second => format!(
            "On these {trials} trials {who} in the second order: who prefers more and dislikes risk prefers it."
        ),
    };
    let of_order = |order: DominanceOrder| {
        let pairs: Vec<String> = comparison
            .dominance
            .iter()
            .filter(|found| found.order == order)
            .map(|found| format!("{} dominates {}", shown(&found.scenario), shown(&found.over)))
            .collect();
        (!pairs.is_empty()).then(|| sentence(order, &pairs.join(", ")))
    };
    let said: Vec<String> =
        [DominanceOrder::First, DominanceOrder::Second].into_iter().filter_map(of_order).collect();
    if said.is_empty() {
        return format!(
            "On these {trials} trials none dominates another, in the first order or the second.\n"
        );
    }
    said.join("\n") + "\n"
}

fn differences(pair: &Pair, look: Look) -> String {
    let row = |(measure, paired): &(Measure, Paired)| {
        let (form, difference) = (form(*measure), &paired.difference);
        let plain = |value: f64| form(value).trim_start_matches('+').to_owned();
        // Of what happens or not, trial by trial, percentiles say nothing.
        let spread = |value: Option<f64>| maybe(value.filter(|_| !is_chance(*measure)), form);
        let always_equal = (difference.p50, difference.sd) == (Some(0.0), Some(0.0));
        vec![
            words::measure(*measure).to_owned(),
            maybe(difference.mean, form),
            maybe(difference.se, plain),
            maybe(paired.independent_se, plain),
            spread(difference.p5),
            spread(difference.p50),
            spread(difference.p95),
            maybe(paired.probability_b_higher.filter(|_| !always_equal && !is_chance(*measure)), chance),
        ]
    };
    let head = ["", "Mean", "s.e.", "s.e. apart", "P5", "P50", "P95", "Higher"];
    let mut text = table(look, 1, &head, pair.figures.iter().map(row).collect());
    text.push_str(
        "s.e. apart: the error of the mean difference, had each scenario been drawn on a seed of its own.\n",
    );
    text
}

fn is_chance(measure: Measure) -> bool {
    matches!(measure, Measure::ProbabilityOfTarget | Measure::ProbabilityOfLoss)
}

/// How a difference of that figure is written; that of chances in percentage points.
fn form(measure: Measure) -> fn(f64) -> String {
    match measure {
        Measure::Roas | Measure::Romi => |value| with_sign(value, &fixed(value, 3)),
        _ if is_chance(measure) => |value| with_sign(value, &fixed(100.0 * value, 2)),
        _ => signed,
    }
}

fn steps(pair: &Pair, waterfall: &Waterfall, look: Look) -> String {
    let largest = waterfall.parts.iter().map(|part| part.amount.0.abs()).max().unwrap_or(0);
    let bar = |amount: Hundredths| {
        let letters = if largest == 0 { 0.0 } else { BAR * amount.0.abs() as f64 / largest as f64 };
        let letter = if amount.0 < 0 { "-" } else { "+" };
        letter.repeat(letters.round() as usize)
    };
    let of_part = |part: &Part| {
        let cause = words::cause(part.cause).to_owned();
        vec![cause, signed(part.amount.amount()), bar(part.amount)]
    };
    let end =
        |scenario: &str, amount: Hundredths| vec![shown(scenario), short(amount.amount()), String::new()];
    let mut rows = vec![end(&pair.a, waterfall.from)];
    // What is exact needs no line that says so.
    let is_said = |part: &&Part| part.amount.0 != 0 || matches!(part.cause, PartCause::Of(_));
    rows.extend(waterfall.parts.iter().filter(is_said).map(of_part));
    rows.push(end(&pair.b, waterfall.to));
    // The bars are words: they stand at the left.
    let lines = table(look, 1, &["", "Profit", ""], rows.iter().map(|row| row[..2].to_vec()).collect());
    let width = lines.lines().map(|line| line.chars().count()).max().unwrap_or(0);
    let mut text = String::new();
    for (place, line) in lines.lines().enumerate() {
        let bar = place.checked_sub(2).and_then(|row| rows.get(row)).map_or("", |row| row[2].as_str());
        let padding = " ".repeat(width - line.chars().count() + 2);
        text.push_str(format!("{line}{padding}{bar}").trim_end());
        text.push('\n');
    }
    if waterfall.parts.is_empty() {
        text.push_str("Nothing that acts on profit differs.\n");
    } else if waterfall.parts.len() > 2 {
        let _ = writeln!(
            text,
            "Each cause's part is its mean over all orders of the causes (Shapley); sampling is what runs of {} trials \
             leave.",
            whole(HYBRID_TRIALS as f64)
        );
    }
    text
}

fn changes(pair: &Pair, look: Look) -> String {
    let said = |text: &Option<String>| text.as_ref().map_or("-".to_owned(), |text| name(text, TEXT_LETTERS));
    let rows = pair.changes.iter().take(CHANGES_SHOWN);
    let rows = rows.map(|change| vec![name(&change.key, NAME_LETTERS), said(&change.a), said(&change.b)]);
    let mut text = table(look, 3, &["Key", &shown(&pair.a), &shown(&pair.b)], rows.collect());
    let more = pair.changes.len().saturating_sub(CHANGES_SHOWN);
    if more > 0 {
        let _ = writeln!(text, "and {more} more; all of them are in compare.json.");
    }
    text
}

fn section(text: &mut String, look: Look, title: &str) {
    text.push('\n');
    text.push_str(&look.heading(title));
    text.push('\n');
}

fn shown(scenario: &str) -> String {
    name(scenario, NAME_LETTERS)
}

/// `+1.2M`, `-300K`, `0`.
fn with_sign(value: f64, text: &str) -> String {
    let is_zero = !text.bytes().any(|digit| (b'1'..=b'9').contains(&digit));
    if value > 0.0 && !is_zero { format!("+{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::comparison_fixture::comparison as fixture;

    #[test]
    fn the_report_begins_with_the_verdict() {
        insta::assert_snapshot!(comparison(&fixture(), Look::Plain));
    }

    #[test]
    fn one_cause_alone_is_said_to_be_alone_and_identical_scenarios_to_be_the_same() {
        let mut pair = fixture().pairs.remove(0);
        let waterfall = pair.waterfall.as_mut().unwrap();
        waterfall.parts.truncate(1);
        assert!(sentence(&pair).ends_with("; because of churn (+900K)"), "{}", sentence(&pair));
        let mut torn = fixture().pairs[0].waterfall.clone().unwrap();
        torn.parts[1].amount = Hundredths(-70_000_000);
        assert_eq!(because(&torn).unwrap(), "mostly because of churn (+900K), against order rate (-700K)");
        let zero = crate::report::fixture::figure(0.0, 0.0);
        pair.figures.iter_mut().for_each(|(_, paired)| paired.difference = zero);
        assert_eq!(sentence(&pair), "cheaper-clicks and plan make the same profit in every trial");
    }

    #[test]
    fn of_three_the_best_is_named_with_the_chances_of_all() {
        let mut three = fixture();
        three.scenarios.push(three.scenarios[0].clone());
        three.best[1].probability = 0.6;
        three.best.push(crate::decision::compare::Choice {
            scenario: "third".to_owned(),
            probability: 0.23,
            ..three.best[0].clone()
        });
        assert_eq!(
            comparison_verdict(&three),
            "Cheaper-clicks has the highest profit of the 3 in 60 % of the trials (plan in 17 %, third in 23 %); \
             choosing it misses 50.0K on average"
        );
    }

    #[test]
    fn without_dominance_the_report_says_so() {
        let mut none = fixture();
        none.dominance.clear();
        assert!(dominance(&none).contains("none dominates another"));
    }
}
