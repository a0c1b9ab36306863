//! The verdict: one sentence, first of all.

use crate::forecast::summary::Summary;
use crate::report::language::{Language, maybe, say};
use crate::report::words;

/// `72 % chance of reaching the 3.0M profit target; median 3.9M; one year in ten ends below 1.1M`.
pub fn verdict(summary: &Summary, language: Language) -> String {
    let headline = &summary.headline;
    let short = |value| language.short(value);
    let (median, p10) = (maybe(headline.profit.p50, short), maybe(headline.profit.p10, short));
    let tenth = language.one_in_ten(summary.scenario.months);
    let target = summary.scenario.target_profit.zip(headline.probability_of_target);
    let sentence = if let Some((target, probability)) = target {
        say!(
            language,
            "verdict-target",
            chance = language.chance(probability.value),
            target = language.short(target),
            median = median,
            tenth = tenth,
            p10 = p10
        )
    } else {
        say!(
            language,
            "verdict-loss",
            chance = language.chance(headline.probability_of_loss.value),
            median = median,
            tenth = tenth,
            p10 = p10
        )
    };
    words::capital(&sentence)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    fn said(summary: &Summary) -> String {
        verdict(summary, Language::English)
    }

    #[test]
    fn the_verdict_says_chance_median_and_the_bad_tenth() {
        assert_eq!(
            said(&fixture::summary()),
            "72 % chance of reaching the 3.0M profit target; median 3.9M; one year in ten ends below 1.8M"
        );
        assert_eq!(
            verdict(&fixture::summary(), Language::Russian).replace('\u{A0}', " "),
            "Вероятность достичь целевой прибыли 3,0 млн — 72 %; медиана 3,9 млн; в одном году из десяти прибыль ниже 1,8 млн"
        );
    }

    #[test]
    fn a_horizon_that_is_no_year_has_cases() {
        let verdict = said(&fixture::summary_of(8));
        assert!(verdict.ends_with("one case in ten ends below 1.8M"), "{verdict}");
    }

    #[test]
    fn without_a_target_the_verdict_speaks_of_loss() {
        let mut summary = fixture::summary();
        summary.scenario.target_profit = None;
        summary.headline.probability_of_target = None;
        summary.headline.probability_of_loss.value = 0.0;
        assert_eq!(
            said(&summary),
            "Under 1 % chance of a loss; median profit 3.9M; one year in ten ends below 1.8M"
        );
    }
}
