//! Stochastic dominance of one scenario's profit over another's, on the trials of a comparison.
//!
//! Of two samples of the same length, one dominates the other in the first order if each of its order statistics is at
//! least as high, in the second if each sum of its lowest ones is (Levy 2016, "Stochastic Dominance", ch. 5), and one of
//! them is higher. It holds of these trials, not of the laws that they are drawn from.

use super::result::{DominanceOrder, Dominates};

/// A sum of differences of profits may be off 0 by this share of their sizes' sum without being negative.
const ROUNDING: f64 = 1e-13;

/// Every ordered pair in which one dominates, each in the strongest sense; from labels and profit trial by trial.
pub(super) fn dominance(scenarios: &[(&str, &[f64])]) -> Vec<Dominates> {
    let in_order = |profit: &[f64]| {
        let mut sorted = profit.to_vec();
        sorted.sort_unstable_by(f64::total_cmp);
        sorted
    };
    let sorted: Vec<(&str, Vec<f64>)> =
        scenarios.iter().map(|&(scenario, profit)| (scenario, in_order(profit))).collect();
    let mut found = Vec::new();
    for (place, (scenario, of_one)) in sorted.iter().enumerate() {
        for (other_place, (over, of_other)) in sorted.iter().enumerate() {
            if let Some(order) = order(of_one, of_other).filter(|_| place != other_place) {
                found.push(Dominates { scenario: (*scenario).to_owned(), over: (*over).to_owned(), order });
            }
        }
    }
    found
}

/// The strongest sense in which one column dominates another of the same length; both are in order.
fn order(of_one: &[f64], of_other: &[f64]) -> Option<DominanceOrder> {
    let (mut is_first, mut is_second, mut is_higher) = (true, true, false);
    let (mut sum, mut size) = (0.0, 0.0);
    for (one, other) in of_one.iter().zip(of_other) {
        let more = one - other;
        is_first &= more >= 0.0;
        (sum, size) = (sum + more, size + more.abs());
        is_second &= sum >= -ROUNDING * size;
        is_higher |= sum > ROUNDING * size;
    }
    match (is_first, is_second) {
        _ if !is_higher => None,
        (true, _) => Some(DominanceOrder::First),
        (false, true) => Some(DominanceOrder::Second),
        (false, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(one: &[f64], other: &[f64]) -> Vec<(String, DominanceOrder)> {
        let found = dominance(&[("one", one), ("other", other)]);
        found.into_iter().map(|dominates| (dominates.scenario, dominates.order)).collect()
    }

    #[test]
    fn dominance_of_samples_made_by_hand() {
        use DominanceOrder::{First, Second};
        // Higher in each rank, though not in each trial.
        assert_eq!(told(&[3.0, 1.0, 2.0], &[0.0, 2.0, 1.5]), [("one".to_owned(), First)]);
        // The same mean with less spread.
        assert_eq!(told(&[1.0, 3.0], &[0.0, 4.0]), [("one".to_owned(), Second)]);
        assert_eq!(told(&[0.0, 4.0], &[1.0, 3.0]), [("other".to_owned(), Second)]);
        // A lower worst case and a higher mean: neither.
        assert_eq!(told(&[0.0, 9.0], &[1.0, 3.0]), []);
        // The same law in another order of trials: neither.
        assert_eq!(told(&[1.0, 2.0], &[2.0, 1.0]), []);
    }

    #[test]
    fn three_scenarios_have_all_their_ordered_pairs() {
        let found = dominance(&[("a", &[1.0, 2.0]), ("b", &[2.0, 3.0]), ("c", &[0.0, 3.5])]);
        let pairs: Vec<(&str, &str)> = found.iter().map(|d| (d.scenario.as_str(), d.over.as_str())).collect();
        // b over a in the first order, b over c in the second; a and c cross, and c has the higher mean.
        assert_eq!(pairs, [("b", "a"), ("b", "c")]);
        assert_eq!(found[0].order, DominanceOrder::First);
        assert_eq!(found[1].order, DominanceOrder::Second);
    }
}
