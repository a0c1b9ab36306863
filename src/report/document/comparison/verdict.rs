//! The verdict of a comparison, and the sentence of each pair.

use super::shown;
use crate::decision::compare::{Comparison, Pair, Part, Waterfall};
use crate::forecast::paired::Measure;
use crate::report::language::{Language, maybe, say};
use crate::report::words;

/// The verdict in a line: of two scenarios how often and by how much the second is better, of several which is best.
pub(super) fn verdict(comparison: &Comparison, language: Language) -> String {
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

/// `b beats a in 83 % of the trials; median profit +1.2M (P5 -0.3M .. P95 +2.9M); mostly because of churn (+0.9M)`.
pub(super) fn sentence(pair: &Pair, language: Language) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decision::compare::Hundredths;
    use crate::report::comparison_fixture::{comparison as fixture, three};
    use crate::report::language::Language::{English, Russian};

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
        assert_eq!(
            verdict(&three(), English),
            "Cheaper-clicks has the highest profit of the 3 in 60 % of the trials (plan in 17 %, third in 23 %); \
             choosing it misses 50.0K on average"
        );
        let said = verdict(&three(), Russian);
        assert!(said.starts_with("Вероятность, что самую высокую прибыль из 3 сценариев даёт"), "{said}");
    }
}
