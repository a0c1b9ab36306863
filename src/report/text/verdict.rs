//! The verdict: one sentence, first of all.

use crate::forecast::summary::Summary;
use crate::report::number::{chance, maybe, short};
use crate::report::words;

/// `72 % chance of reaching the 3.0M profit target; median 3.9M; one year in ten ends below 1.1M`.
pub fn verdict(summary: &Summary) -> String {
    let headline = &summary.headline;
    let median = maybe(headline.profit.p50, short);
    let p10 = maybe(headline.profit.p10, short);
    let tenth = words::one_in_ten(summary.scenario.months);
    let sentence = match (summary.scenario.target_profit, headline.probability_of_target) {
        (Some(target), Some(probability)) => format!(
            "{} chance of reaching the {} profit target; median {median}; {tenth} ends below {p10}",
            chance(probability.value),
            short(target)
        ),
        _ => format!(
            "{} chance of a loss; median profit {median}; {tenth} ends below {p10}",
            chance(headline.probability_of_loss.value)
        ),
    };
    words::capital(&sentence)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn the_verdict_says_chance_median_and_the_bad_tenth() {
        assert_eq!(
            verdict(&fixture::summary()),
            "72 % chance of reaching the 3.0M profit target; median 3.9M; one year in ten ends below 1.8M"
        );
    }

    #[test]
    fn a_horizon_that_is_no_year_has_cases() {
        let verdict = verdict(&fixture::summary_of(8));
        assert!(verdict.ends_with("one case in ten ends below 1.8M"), "{verdict}");
    }

    #[test]
    fn without_a_target_the_verdict_speaks_of_loss() {
        let mut summary = fixture::summary();
        summary.scenario.target_profit = None;
        summary.headline.probability_of_target = None;
        summary.headline.probability_of_loss.value = 0.0;
        assert_eq!(
            verdict(&summary),
            "Under 1 % chance of a loss; median profit 3.9M; one year in ten ends below 1.8M"
        );
    }
}
