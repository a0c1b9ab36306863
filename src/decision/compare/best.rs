//! Which scenario is the best choice: how often each has the highest profit, and what choosing it would cost.

use super::result::Choice;
use crate::forecast::figure::Figure;
use crate::forecast::sampling::Sampling;

/// Each scenario as a choice, from its label and its profit trial by trial; all have the same trials.
pub(super) fn choices(scenarios: &[(&str, &[f64])], sampling: Sampling) -> Vec<Choice> {
    let trials = scenarios.first().map_or(0, |(_, profit)| profit.len());
    let best: Vec<f64> = (0..trials)
        .map(|trial| scenarios.iter().map(|(_, profit)| profit[trial]).fold(f64::NEG_INFINITY, f64::max))
        .collect();
    let sharing: Vec<f64> = (0..trials)
        .map(|trial| scenarios.iter().filter(|(_, profit)| profit[trial] == best[trial]).count() as f64)
        .collect();
    let choice = |&(scenario, profit): &(&str, &[f64])| {
        let share = |trial: usize| if profit[trial] == best[trial] { 1.0 / sharing[trial] } else { 0.0 };
        let shares = Figure::of(&(0..trials).map(share).collect::<Vec<f64>>(), sampling);
        let regret: Vec<f64> = best.iter().zip(profit).map(|(best, profit)| best - profit).collect();
        Choice {
            scenario: scenario.to_owned(),
            probability: shares.mean.unwrap_or(0.0),
            probability_se: shares.se,
            regret: Figure::of(&regret, sampling),
        }
    };
    scenarios.iter().map(choice).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chances_and_regrets_are_those_counted_by_hand() {
        // The best of each trial: a; a and b; c; b.
        let scenarios: [(&str, &[f64]); 3] =
            [("a", &[5.0, 4.0, 0.0, 1.0]), ("b", &[3.0, 4.0, 2.0, 2.0]), ("c", &[1.0, 0.0, 6.0, 0.0])];
        let choices = choices(&scenarios, Sampling::Independent);
        let told: Vec<(f64, Option<f64>, Option<f64>)> =
            choices.iter().map(|c| (c.probability, c.regret.mean, c.regret.p95)).collect();
        // Regrets: a 0 0 6 1, b 2 0 4 0, c 4 4 0 2.
        assert_eq!(told[0].0, 1.5 / 4.0);
        assert_eq!(told[1].0, 1.5 / 4.0);
        assert_eq!(told[2].0, 0.25);
        assert_eq!([told[0].1, told[1].1, told[2].1], [Some(1.75), Some(1.5), Some(2.5)]);
        // Of 0 0 1 6 the share 0.95 lies 0.85 of the way from the third to the fourth.
        assert!((told[0].2.unwrap() - (1.0 + 0.85 * 5.0)).abs() < 1e-12, "{told:?}");
    }

    #[test]
    fn the_same_scenario_twice_shares_every_trial_and_regrets_nothing() {
        let profit = [1.0, 2.0, 3.0];
        for choice in choices(&[("a", &profit), ("a-2", &profit)], Sampling::Independent) {
            assert_eq!((choice.probability, choice.probability_se), (0.5, Some(0.0)));
            assert_eq!((choice.regret.mean, choice.regret.p95), (Some(0.0), Some(0.0)));
        }
    }
}
