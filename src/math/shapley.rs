//! Shapley's fair division (1953, "A value for n-person games"): what each player adds, averaged over all orders in
//! which the players may come.
//!
//! `phi_i = sum over S without i of |S|! (k - |S| - 1)! / k! (v(S + i) - v(S))`. The parts add up to `v(all) - v(none)`
//! but for rounding; a player who never changes anything gets exactly 0.

/// The players' values from the value of each coalition: player `i` is in coalition `s` if bit `i` of `s` is set, so
/// there are `2^k` of them for `k` players.
///
/// # Panics
/// Where the number of coalitions is no power of two.
pub fn shapley(coalitions: &[f64]) -> Vec<f64> {
    assert!(coalitions.len().is_power_of_two(), "{} coalitions", coalitions.len());
    let players = coalitions.len().ilog2() as usize;
    let weights = weights(players);
    let of = |player: usize| {
        let without = (0..coalitions.len()).filter(|coalition| coalition >> player & 1 == 0);
        without
            .map(|coalition| {
                let added = coalitions[coalition | 1 << player] - coalitions[coalition];
                weights[coalition.count_ones() as usize] * added
            })
            .sum()
    };
    (0..players).map(of).collect()
}

/// `s! (k - s - 1)! / k! = 1 / (k C(k - 1, s))`, by the size `s` of the coalition that is joined.
fn weights(players: usize) -> Vec<f64> {
    let mut weights = Vec::with_capacity(players);
    let mut chosen = 1.0;
    for size in 0..players {
        weights.push(1.0 / (players as f64 * chosen));
        chosen = chosen * (players - 1 - size) as f64 / (size + 1) as f64;
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The mean of what a player adds over all orders.
    fn by_orders(coalitions: &[f64]) -> Vec<f64> {
        fn walk(coalitions: &[f64], players: usize, there: usize, added: &mut [f64]) -> f64 {
            if there + 1 == coalitions.len() {
                return 1.0;
            }
            let mut orders = 0.0;
            for player in (0..players).filter(|player| there >> player & 1 == 0) {
                let next = there | 1 << player;
                let after = walk(coalitions, players, next, added);
                added[player] += after * (coalitions[next] - coalitions[there]);
                orders += after;
            }
            orders
        }
        // Each step is weighted with the orders after it; those before it are counted by the walk itself.
        let players = coalitions.len().ilog2() as usize;
        let mut added = vec![0.0; players];
        let orders = walk(coalitions, players, 0, &mut added);
        added.iter().map(|sum| sum / orders).collect()
    }

    #[test]
    fn known_games_have_their_known_values() {
        // Two left gloves and a right one: a pair is worth 1 (Roth 1988, "The Shapley value").
        let pair = |s: usize| f64::from(u8::from(s & 4 != 0 && s & 3 != 0));
        let values = shapley(&(0..8).map(pair).collect::<Vec<f64>>());
        for (value, sixths) in values.iter().zip([1.0, 1.0, 4.0]) {
            assert!((value - sixths / 6.0).abs() < 1e-15, "{values:?}");
        }
        // The airport of Littlechild and Owen (1973), costs 1, 2 and 4: 1/3, 1/3 + 1/2, 1/3 + 1/2 + 2.
        let runway = [0.0, 1.0, 2.0, 2.0, 4.0, 4.0, 4.0, 4.0];
        let values = shapley(&runway);
        for (value, cost) in values.iter().zip([1.0 / 3.0, 5.0 / 6.0, 17.0 / 6.0]) {
            assert!((value - cost).abs() < 1e-15, "{values:?}");
        }
    }

    #[test]
    fn nobody_has_no_value_and_one_player_has_all_of_it() {
        assert_eq!(shapley(&[3.0]), Vec::<f64>::new());
        assert_eq!(shapley(&[3.0, 10.0]), [7.0]);
    }

    #[test]
    fn who_changes_nothing_gets_exactly_nothing() {
        let coalitions: Vec<f64> = (0..32).map(|s: usize| f64::from((s & 0b11011) as u32).sqrt()).collect();
        assert_eq!(shapley(&coalitions)[2], 0.0);
    }

    proptest! {
        #[test]
        fn the_formula_is_the_mean_over_all_orders(coalitions in prop::collection::vec(-1e6..1e6_f64, 64)) {
            for players in 1..=6 {
                let coalitions = &coalitions[..1 << players];
                let values = shapley(coalitions);
                for (value, expected) in values.iter().zip(by_orders(coalitions)) {
                    prop_assert!((value - expected).abs() < 1e-6, "{value} {expected}");
                }
                let whole = coalitions[coalitions.len() - 1] - coalitions[0];
                prop_assert!((values.iter().sum::<f64>() - whole).abs() < 1e-6);
            }
        }
    }
}
