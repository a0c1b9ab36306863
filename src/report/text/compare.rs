//! A comparison in words: which is better, by how much, how often, and because of what.

use super::compare_tables::{changes, choices, differences, steps};
use super::document;
use super::{Look, name};
use crate::decision::compare::{Comparison, DominanceOrder, Pair, Part, Waterfall};
use crate::forecast::paired::Measure;
use crate::forecast::rules::BudgetRules;
use crate::report::document::budget_rules;
use crate::report::language::{Language, currency_sign, maybe, say};
use crate::report::words;

/// Letters of a scenario's name in a table.
const NAME_LETTERS: usize = 30;

/// What `compare` prints.
pub fn comparison(comparison: &Comparison, language: Language, look: Look) -> String {
    let mut text = look.heading(&comparison_verdict(comparison, language)) + "\n\n";
    text += &say!(
        language,
        "comparison-line",
        months = language.months(comparison.months),
        currency = name(&comparison.currency, 12),
        count = comparison.trials,
        seed = comparison.seed.to_string()
    );
    text.push('\n');
    for scenario in &comparison.scenarios {
        text += &format!("{}: {}\n", shown(&scenario.scenario), name(&scenario.name, 60));
    }
    section(&mut text, look, &say!(language, "choices-title"));
    text.push_str(&choices(comparison, language, look));
    text.push_str(&dominance(comparison, language));
    let first = comparison.scenarios.first().map(|scenario| scenario.scenario.as_str());
    for pair in comparison.pairs.iter().filter(|pair| Some(pair.a.as_str()) == first) {
        let (a, b) = (shown(&pair.a), shown(&pair.b));
        section(&mut text, look, &say!(language, "pair-title", b = b.clone(), a = a.clone()));
        if comparison.scenarios.len() > 2 {
            text += &(words::capital(&sentence(pair, language)) + "\n");
        }
        text.push_str(&differences(pair, language, look));
        if let Some(waterfall) = &pair.waterfall {
            section(&mut text, look, &say!(language, "waterfall-title", a = a, b = b));
            text.push_str(&steps(pair, waterfall, language, look));
        }
        if !pair.changes.is_empty() {
            section(&mut text, look, &say!(language, "changes-title"));
            text.push_str(&changes(pair, language, look));
        }
    }
    let rules: Vec<(&str, &BudgetRules)> = comparison
        .scenarios
        .iter()
        .map(|scenario| (scenario.scenario.as_str(), &scenario.budget_rules))
        .collect();
    let rules = budget_rules(&rules, currency_sign(&comparison.currency), language);
    if !rules.blocks.is_empty() {
        text.push('\n');
        text.push_str(&document::section(&rules, language, look));
    }
    text.push('\n');
    text
}

/// The verdict in a line: of two scenarios how often and by how much the second is better, of several which is best.
pub fn comparison_verdict(comparison: &Comparison, language: Language) -> String {
    if let ([_, _], [pair]) = (&comparison.scenarios[..], &comparison.pairs[..]) {
        return words::capital(&sentence(pair, language));
    }
    let best = comparison.best.iter().max_by(|a, b| a.probability.total_cmp(&b.probability));
    let Some(best) = best else { return String::new() };
    let others = comparison.best.iter().filter(|other| other.scenario != best.scenario).map(|other| {
        let chance = language.chance(other.probability);
        say!(language, "comparison-other", scenario = shown(&other.scenario), chance = chance)
    });
    words::capital(&say!(
        language,
        "comparison-best",
        best = shown(&best.scenario),
        count = comparison.best.len(),
        chance = language.chance(best.probability),
        others = others.collect::<Vec<String>>().join(", "),
        regret = maybe(best.regret.mean, |regret| language.short(regret))
    ))
}

/// Where the comparison was put.
pub fn written_comparison(folder: &str, language: Language) -> String {
    say!(language, "written-comparison", folder = name(folder, 400))
}

/// `b beats a in 83 % of the trials; median profit +1.2M (P5 -0.3M .. P95 +2.9M); mostly because of churn (+0.9M)`.
fn sentence(pair: &Pair, language: Language) -> String {
    let (a, b) = (shown(&pair.a), shown(&pair.b));
    let Some(profit) = pair.figure(Measure::Profit) else {
        return say!(language, "pair-alone", b = b, a = a);
    };
    let difference = &profit.difference;
    if [difference.mean, difference.sd.or(Some(0.0)), difference.p50] == [Some(0.0); 3] {
        return say!(language, "pair-same", b = b, a = a);
    }
    let signed = |value: Option<f64>| maybe(value, |value| language.signed(value));
    let said = say!(
        language,
        "pair-beats",
        b = b,
        a = a,
        chance = maybe(profit.probability_b_higher, |share| language.chance(share)),
        median = signed(difference.p50),
        p5 = signed(difference.p5),
        p95 = signed(difference.p95)
    );
    match pair.waterfall.as_ref().and_then(|waterfall| because(waterfall, language)) {
        Some(because) => format!("{said}; {because}"),
        None => said,
    }
}

/// `mostly because of CAC (+511K), against margin (-983K)`: the cause that does most in the direction of the whole
/// difference, and the one that does most against it where that is half as much or more; none where the waterfall's own runs
/// leave more unexplained than it does.
fn because(waterfall: &Waterfall, language: Language) -> Option<String> {
    let whole = waterfall.whole().0;
    let said = |part: &Part| {
        format!("{} ({})", words::cause(part.cause, language), language.signed(part.amount.amount()))
    };
    let main = waterfall.largest(whole.signum()).filter(|_| whole != 0)?;
    if waterfall.unexplained_beyond(main).is_some() {
        return None;
    }
    let against = waterfall.largest(-whole.signum());
    let against = against.filter(|part| 2 * part.amount.0.abs() >= main.amount.0.abs());
    let against = against.map_or(String::new(), |part| say!(language, "because-against", cause = said(part)));
    Some(match waterfall.causes().count() {
        1 => say!(language, "because-of", cause = said(main), against = against),
        _ if 2 * main.amount.0.abs() >= whole.abs() => {
            say!(language, "because-mostly", cause = said(main), against = against)
        }
        _ => say!(language, "because-in-part", cause = said(main), against = against),
    })
}

fn dominance(comparison: &Comparison, language: Language) -> String {
    let trials = comparison.trials;
    let of_order = |order: DominanceOrder| {
        let found = comparison.dominance.iter().filter(|found| found.order == order).map(|found| {
            say!(language, "dominates", scenario = shown(&found.scenario), over = shown(&found.over))
        });
        let who = found.collect::<Vec<String>>().join(", ");
        (!who.is_empty()).then(|| match order {
            DominanceOrder::First => say!(language, "dominance-first", count = trials, who = who),
            DominanceOrder::Second => say!(language, "dominance-second", count = trials, who = who),
        })
    };
    let said: Vec<String> =
        [DominanceOrder::First, DominanceOrder::Second].into_iter().filter_map(of_order).collect();
    if said.is_empty() {
        return say!(language, "dominance-none", count = trials) + "\n";
    }
    said.join("\n") + "\n"
}

fn section(text: &mut String, look: Look, title: &str) {
    text.push('\n');
    text.push_str(&look.heading(title));
    text.push('\n');
}

pub(super) fn shown(scenario: &str) -> String {
    name(scenario, NAME_LETTERS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decision::compare::Hundredths;
    use crate::report::comparison_fixture::comparison as fixture;
    use crate::report::language::Language::{English, Russian};

    #[test]
    fn the_report_begins_with_the_verdict() {
        insta::assert_snapshot!(comparison(&fixture(), English, Look::Plain));
    }

    #[test]
    fn the_report_speaks_russian() {
        let said = comparison(&fixture(), Russian, Look::Plain);
        insta::assert_snapshot!(said.replace('\u{A0}', "~"));
    }

    #[test]
    fn one_cause_alone_is_said_to_be_alone_and_identical_scenarios_to_be_the_same() {
        let mut pair = fixture().pairs.remove(0);
        let waterfall = pair.waterfall.as_mut().unwrap();
        waterfall.parts.truncate(1);
        assert!(
            sentence(&pair, English).ends_with("; because of churn (+900K)"),
            "{}",
            sentence(&pair, English)
        );
        let mut torn = fixture().pairs[0].waterfall.clone().unwrap();
        torn.parts[1].amount = Hundredths(-70_000_000);
        assert_eq!(
            because(&torn, English).unwrap(),
            "mostly because of churn (+900K), against order rate (-700K)"
        );
        let zero = crate::report::fixture::figure(0.0, 0.0);
        pair.figures.iter_mut().for_each(|(_, paired)| paired.difference = zero);
        assert_eq!(sentence(&pair, English), "cheaper-clicks and plan make the same profit in every trial");
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
            comparison_verdict(&three, English),
            "Cheaper-clicks has the highest profit of the 3 in 60 % of the trials (plan in 17 %, third in 23 %); \
             choosing it misses 50.0K on average"
        );
        let said = comparison_verdict(&three, Russian);
        assert!(said.starts_with("Вероятность, что самую высокую прибыль из 3 сценариев даёт"), "{said}");
    }

    #[test]
    fn without_dominance_the_report_says_so() {
        let mut none = fixture();
        none.dominance.clear();
        assert!(dominance(&none, English).contains("none dominates another"));
    }
}
