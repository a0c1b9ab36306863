//! Rates that differ between clients, as a few that are as likely as each other.

use crate::math::gamma;

/// How many.
pub(super) const NODES: usize = 20;
/// Below this rates do not differ.
const VARIATION_LEAST: f64 = 1e-3;

/// The means of equally likely parts of the gamma distribution of mean 1 and that coefficient of variation `k`, of shape
/// `s = 1 / k^2`: of the part between the quantiles `x` and `y`, both in units of the scale, it is
/// `(P(s + 1, y) - P(s + 1, x)) / (P(s, y) - P(s, x))`.
pub(super) fn nodes(variation: f64) -> [f64; NODES] {
    if variation < VARIATION_LEAST {
        return [1.0; NODES];
    }
    let shape = 1.0 / (variation * variation);
    let mut below = 0.0;
    std::array::from_fn(|place| {
        let share = (place + 1) as f64 / NODES as f64;
        let up_to =
            if place + 1 == NODES { 1.0 } else { gamma::cdf(gamma::quantile(share, shape), shape + 1.0) };
        let mean = (up_to - below) * NODES as f64;
        below = up_to;
        // A part whose mean is nothing would never be seen at all, and its odds would have no logarithm.
        mean.max(1e-9)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_rise_and_have_the_mean_and_nearly_the_spread_of_the_law() {
        for variation in [0.05, 0.3, 0.7, 1.0, 1.6, 2.0] {
            let nodes = nodes(variation);
            let mean: f64 = nodes.iter().sum::<f64>() / NODES as f64;
            let square: f64 = nodes.iter().map(|node| node * node).sum::<f64>() / NODES as f64;
            assert!((mean - 1.0).abs() < 1e-6, "{variation}: {mean}");
            assert!(nodes.is_sorted(), "{nodes:?}");
            // What differs within the parts is not seen.
            let spread = (square - 1.0).sqrt() / variation;
            assert!((0.90..1.0).contains(&spread), "{variation}: {spread}");
        }
        assert_eq!(nodes(0.0), [1.0; NODES]);
    }

    #[test]
    fn parts_of_the_exponential_law_have_the_means_that_they_have() {
        // Of e^-x between x and y: (x + 1) e^-x - (y + 1) e^-y, over the share.
        let upto = |share: f64| {
            let x = -libm::log1p(-share);
            1.0 - (x + 1.0) * (1.0 - share)
        };
        for (place, node) in nodes(1.0).iter().enumerate().take(NODES - 1) {
            let [from, to] = [place, place + 1].map(|edge| edge as f64 / NODES as f64);
            assert!((node / NODES as f64 - (upto(to) - upto(from))).abs() < 1e-10);
        }
    }
}
