//! From the waterfall of two scenarios to its chart: which cause makes the difference.

use super::names::{file_name, shortened};
use super::waterfall::{End, Step, Way};
use super::{Chart, Content};
use crate::decision::compare::{Comparison, Hundredths, Pair, Part, PartCause, Waterfall};
use crate::report::language::{Language, say};
use crate::report::words;

/// Letters of a scenario's name in a line of words.
const LETTERS: usize = 24;

/// The waterfall of each pair that has one, named after its second scenario.
pub(super) fn charts(comparison: &Comparison, language: Language) -> Vec<Chart> {
    let of_pair = |pair: &Pair| {
        let waterfall = pair.waterfall.as_ref()?;
        let place = comparison.scenarios.iter().position(|scenario| scenario.scenario == pair.b)?;
        Some(chart(comparison, pair, waterfall, place, language))
    };
    comparison.pairs.iter().filter_map(of_pair).collect()
}

fn chart(
    comparison: &Comparison,
    pair: &Pair,
    waterfall: &Waterfall,
    place: usize,
    language: Language,
) -> Chart {
    let horizon = language.horizon(comparison.months);
    let name = words::capital(&say!(language, "chart-median-profit-over", horizon = horizon));
    let ends = language.short_apart([waterfall.from, waterfall.to].map(Hundredths::amount));
    let steps = steps(&name, comparison, (pair, waterfall), ends, language);
    let range = steps.range();
    let mut notes = Vec::new();
    if waterfall.causes().count() > 1 {
        notes.push(say!(language, "chart-waterfall-shapley"));
    }
    if range.is_cut {
        notes.push(say!(language, "chart-waterfall-cut"));
    }
    let (a, b) = (shortened(&pair.a, LETTERS), shortened(&pair.b, LETTERS));
    Chart {
        name: file_name("waterfall", place, &pair.b),
        language,
        title: title(pair, waterfall, language),
        subtitle: say!(language, "chart-waterfall-subtitle", name = name, a = a, b = b),
        note: (!notes.is_empty()).then(|| notes.join(" ")),
        content: Content::Waterfall(steps),
    }
}

fn steps(
    name: &str,
    comparison: &Comparison,
    (pair, waterfall): (&Pair, &Waterfall),
    [from, to]: [String; 2],
    language: Language,
) -> Way {
    let amounts = [waterfall.from.amount(), waterfall.to.amount()];
    let end = |name: &str, amount: f64, text: String| End { name: name.to_owned(), amount, text };
    let step = |part: &Part| Step {
        name: words::capital(&words::cause(part.cause, language)),
        amount: part.amount.amount(),
        is_unexplained: matches!(part.cause, PartCause::Sampling(_)),
    };
    let steps = waterfall.parts.iter().map(step);
    Way {
        name: name.to_owned(),
        currency: comparison.currency.clone(),
        ends: [end(&pair.a, amounts[0], from), end(&pair.b, amounts[1], to)],
        steps: steps.filter(|step| !step.is_unexplained || step.amount != 0.0).collect(),
    }
}

/// The cause that does most of the difference, and what works against it where it does more than all of it.
fn title(pair: &Pair, waterfall: &Waterfall, language: Language) -> String {
    let signed = |amount: f64| language.signed(amount);
    let (whole, sign) = (waterfall.whole().amount(), waterfall.whole().0.signum());
    let Some(main) = waterfall.largest(sign).filter(|_| sign != 0) else {
        let (a, b) = (shortened(&pair.a, LETTERS), shortened(&pair.b, LETTERS));
        return match (waterfall.largest(1), waterfall.largest(-1)) {
            (Some(up), Some(down)) => balance(up, down, whole, language),
            _ if sign == 0 => say!(language, "chart-no-difference", a = a, b = b),
            _ => say!(language, "chart-no-cause", amount = signed(whole), a = a, b = b),
        };
    };
    let (part, opposite) = (main.amount.amount(), waterfall.largest(-sign));
    let cause = words::cause(main.cause, language);
    if waterfall.causes().count() == 1 {
        return say!(language, "chart-cause-of-all", cause = cause, amount = signed(part));
    }
    if let Some(left) = waterfall.unexplained_beyond(main) {
        let left = signed(left.amount());
        return say!(language, "chart-cause-beside-rest", cause = cause, amount = signed(part), left = left);
    }
    match opposite {
        Some(opposite) if part.abs() > whole.abs() => balance(main, opposite, whole, language),
        _ if part.abs() >= 0.5 * whole.abs() => {
            say!(language, "chart-cause-of-most", cause = cause, amount = signed(part), whole = signed(whole))
        }
        _ => {
            say!(language, "chart-cause-largest", cause = cause, amount = signed(part), whole = signed(whole))
        }
    }
}

/// `Churn +2.0M, CAC -800K: +1.2M in all`.
fn balance(main: &Part, opposite: &Part, whole: f64, language: Language) -> String {
    let said = |part: &Part| {
        format!("{} {}", words::cause(part.cause, language), language.signed(part.amount.amount()))
    };
    let (main, whole) = (words::capital(&said(main)), language.signed(whole));
    say!(language, "chart-cause-against-cause", main = main, opposite = said(opposite), whole = whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decision::compare::Leftover;
    use crate::model::scenario::Cause;
    use crate::report::comparison_fixture::comparison;

    fn titled(from: i128, parts: &[(Cause, i128)], sampling: i128) -> String {
        let mut pair = comparison().pairs.remove(0);
        let parts = parts.iter().map(|&(cause, amount)| (PartCause::Of(cause), amount));
        let parts = parts.chain([(PartCause::Sampling(Leftover::Sampling), sampling)]);
        let parts: Vec<Part> =
            parts.map(|(cause, amount)| Part { cause, amount: Hundredths(100 * amount) }).collect();
        let whole: i128 = parts.iter().map(|part| part.amount.0).sum();
        let waterfall = Waterfall { from: Hundredths(100 * from), to: Hundredths(100 * from + whole), parts };
        pair.waterfall = Some(waterfall.clone());
        title(&pair, &waterfall, Language::English)
    }

    #[test]
    fn titles_say_which_cause_makes_the_difference() {
        use Cause::{Cac, Churn, OrderRate};
        type Case = (&'static [(Cause, i128)], i128, &'static str);
        let cases: [Case; 10] = [
            (
                &[(Churn, 900_000), (Cac, 300_000)],
                0,
                "Most of the difference comes from churn: +900K of +1.2M",
            ),
            (&[(Churn, -900_000)], 0, "All of the difference comes from churn: -900K"),
            (&[(Churn, 2_000_000), (Cac, -800_000)], 0, "Churn +2.0M, CAC -800K: +1.2M in all"),
            (&[(Churn, 800_000), (Cac, -2_000_000)], 0, "CAC -2.0M, churn +800K: -1.2M in all"),
            (
                &[(Churn, 400_000), (Cac, 350_000), (OrderRate, 250_000)],
                0,
                "The largest part comes from churn: +400K of +1.0M",
            ),
            (&[(Churn, 500_000), (Cac, -500_000)], 0, "Churn +500K, CAC -500K: 0 in all"),
            (
                &[(Churn, 400), (Cac, 300)],
                -1000,
                "No cause explains the difference of -300 between plan and cheaper-clicks",
            ),
            (
                &[(Churn, 400), (Cac, 300)],
                900,
                "Most comes from churn, +400, but fewer trials leave +900 unexplained",
            ),
            (&[], 0, "Nothing that acts on profit differs between plan and cheaper-clicks"),
            (&[], 1200, "No cause explains the difference of +1.2K between plan and cheaper-clicks"),
        ];
        for (parts, sampling, expected) in cases {
            assert_eq!(titled(3_000_000, parts, sampling), expected);
        }
    }
}
